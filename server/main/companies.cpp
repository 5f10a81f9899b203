#include "main/companies.hpp"

#include "base/log.hpp"
#include "db/rest.hpp"
#include "main/company_list.hpp"

namespace vefa {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMany = 10;    // companies, from which on their connections rest
constexpr std::size_t kHands = 4;    // threads that open, close and look
constexpr Duration kTick = 200ms;    // of the thread that gives them tasks
constexpr Duration kOpening = 60ms;  // what opening one takes of two cores, generously
constexpr Duration kLead = 5s;       // a company is open so long before its work is due
constexpr auto kLookAgain = std::chrono::minutes(10);  // other programs may have added work
constexpr auto kPauseAfterTrouble = std::chrono::seconds(30);
constexpr auto kShortIdle = std::chrono::seconds(15);  // of one that nobody asked for

}  // namespace

Companies::Companies(Config config, jobs::Registry const& registry, Clock const& clock)
    : config_(std::move(config)), registry_(registry), clock_(clock) {
  list_stamp_ = company_list::stamp(config_);
  set_list(company_list::all(config_));
}

Companies::~Companies() {
  close();
  db::let_connections_rest(false);
}

bool Companies::is_single() const { return by_name_.size() == 1; }

void Companies::set_list(std::vector<CompanyConfig> const& list) {
  std::lock_guard const lock(mutex_);
  std::map<std::string, PlacePtr, std::less<>> names;
  by_host_.clear();
  for (auto const& config : list) {
    auto const known = by_name_.find(config.name);
    bool const same = known != by_name_.end() &&
                      known->second->config.database == config.database &&
                      known->second->config.closed == config.closed;
    // Its hosts stand in the index; the rest of it is as it was.
    auto const place = same ? known->second : std::make_shared<Place>(config);
    names[config.name] = place;
    for (auto const& host : config.hosts) by_host_[host] = place;
  }
  for (auto const& [name, place] : by_name_)
    if (auto const now = names.find(name); now == names.end() || now->second != place) {
      place->gone = true;
      gone_.push_back(place);
    }
  by_name_ = std::move(names);
  db::let_connections_rest(by_name_.size() > kMany);
}

Companies::PlacePtr Companies::place_of(std::string_view host) const {
  auto const found = by_host_.find(host);
  if (found != by_host_.end()) return found->second;
  auto const any = by_host_.find("*");
  return any == by_host_.end() ? nullptr : any->second;
}

std::vector<Companies::PlacePtr> Companies::all_places() {
  std::lock_guard const lock(mutex_);
  std::vector<PlacePtr> all;
  all.reserve(by_name_.size());
  for (auto const& [name, place] : by_name_) all.push_back(place);
  return all;
}

std::shared_ptr<http::Company> Companies::find_open(std::string_view host) {
  std::lock_guard const lock(mutex_);
  auto const place = place_of(host);
  if (!place || !place->open) return nullptr;
  place->used_at = Steady::now();
  place->asked = true;
  return place->open;
}

std::shared_ptr<http::Company> Companies::open(std::string_view host) {
  PlacePtr place;
  {
    std::lock_guard const lock(mutex_);
    place = place_of(host);
    if (place) {
      place->used_at = Steady::now();
      place->asked = true;
    }
  }
  return place ? open_place(place) : nullptr;
}

std::shared_ptr<OpenCompany> Companies::open_place(PlacePtr const& place) {
  std::lock_guard const one_at_a_time(place->opening);
  {
    std::lock_guard const lock(mutex_);
    if (place->open) return place->open;
    if (place->config.closed || place->gone || stop_)
      throw db::Unavailable("The company is closed.");
  }
  auto company = std::make_shared<OpenCompany>(place->config, config_, registry_, clock_);
  std::lock_guard const lock(mutex_);
  place->open = company;
  place->must_be_open = false;  // asked again before it is closed
  return company;
}

/// Closes it unless somebody uses it, or its next work is so near that it would be opened again.
void Companies::close_place(PlacePtr const& place) {
  std::lock_guard const one_at_a_time(place->opening);
  std::shared_ptr<OpenCompany> company;  // let go of after `lock`, before `one_at_a_time`
  {
    std::lock_guard const lock(mutex_);
    company = place->open;
  }
  if (!company) return;
  auto const waiting = look_at(*company->database);
  std::lock_guard const lock(mutex_);
  note(*place, waiting);
  bool const soon = place->due && *place->due - clock_.now() < lead_ + kShortIdle;
  // This one and the place's own.
  bool const is_used = company.use_count() > 2;
  if (is_used || (!place->gone && (soon || waiting.must_be_open))) {
    place->used_at = Steady::now();
    place->asked = false;
    return;
  }
  place->open.reset();
}

/// With `mutex_` held.
void Companies::note(Place& place, Waiting const& waiting) {
  place.due = waiting.earliest_work;
  place.must_be_open = waiting.must_be_open;
  place.looked = true;
  place.look_at = Steady::now() + kLookAgain;
}

void Companies::look_at_place(PlacePtr const& place) {
  std::lock_guard const one_at_a_time(place->opening);
  {
    std::lock_guard const lock(mutex_);
    if (place->open) return;
  }
  auto const waiting = look_at(place->config);
  std::lock_guard const lock(mutex_);
  note(*place, waiting);
}

void Companies::start() {
  if (auto const only = all_places().front(); is_single() && !only->config.closed) {
    open_place(only);
    std::lock_guard const lock(mutex_);
    only->asked = true;
    only->used_at = Steady::now();
  }
  threads_.emplace_back([this] { keep(); });
  for (std::size_t i = 0; i < kHands; ++i) threads_.emplace_back([this] { work(); });
}

void Companies::keep() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    lock.unlock();
    read_list_again();
    give_tasks();
    lock.lock();
    changed_.wait_for(lock, kTick, [&] { return stop_; });
  }
}

void Companies::read_list_again() {
  try {
    auto const stamp = company_list::stamp(config_);
    if (stamp == list_stamp_) return;
    list_stamp_ = stamp;
    set_list(company_list::all(config_));
    log::info("companies.read", {{"companies", std::to_string(by_name_.size())}});
  } catch (std::exception const& e) {
    log::error("companies.not_read", {{"why", e.what()}});
  }
}

/// By the last look: its next work is still to come, and so near that closing it saves nothing.
bool Companies::is_soon(Place const& place) const {
  auto const now = clock_.now();
  return place.due && *place.due > now && *place.due - now < lead_ + kShortIdle;
}

Companies::Task Companies::task_for(Place const& place) const {
  auto const now = Steady::now();
  if (place.task != Task::None || place.config.closed) return Task::None;
  if (place.open) {
    if (place.gone) place.open->end_streams();
    if (place.open.use_count() > 1) return Task::None;
    if (place.gone) return Task::Close;
    auto const idle = std::chrono::seconds(config_.company_idle_seconds);
    bool const rests =
        now - place.used_at > (place.asked ? idle : std::min(idle, kShortIdle)) && !is_soon(place);
    bool const may_close =
        idle.count() > 0 && !is_single() && (!place.must_be_open || now >= place.look_at);
    return rests && may_close ? Task::Close : Task::None;
  }
  if (place.gone) return Task::None;
  if (now >= place.look_at) return Task::Look;
  bool const soon = place.due && *place.due - clock_.now() < lead_;
  return place.looked && (soon || place.must_be_open) ? Task::Open : Task::None;
}

void Companies::give_tasks() {
  std::lock_guard const lock(mutex_);
  // Many that are due together are opened one after the other, so the first of them sooner.
  auto const horizon = clock_.now() + std::chrono::minutes(5);
  auto const due = std::count_if(by_name_.begin(), by_name_.end(), [&](auto const& one) {
    return one.second->due && *one.second->due < horizon;
  });
  lead_ = kLead + due * kOpening;
  auto const give = [&](PlacePtr const& place) {
    auto const task = task_for(*place);
    if (task == Task::None) return;
    place->task = task;
    tasks_.push_back(place);
  };
  for (auto const& [name, place] : by_name_) give(place);
  std::erase_if(gone_, [](auto const& place) { return !place->open; });
  for (auto const& place : gone_) give(place);
  if (!tasks_.empty()) changed_.notify_all();
}

void Companies::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stop_ || !tasks_.empty(); });
    if (stop_) return;
    auto const place = tasks_.front();
    tasks_.pop_front();
    auto const task = place->task;
    lock.unlock();
    do_task(place, task);
    lock.lock();
    place->task = Task::None;
    changed_.notify_all();
  }
}

void Companies::do_task(PlacePtr const& place, Task task) {
  try {
    if (task == Task::Look) look_at_place(place);
    if (task == Task::Close) close_place(place);
    if (task != Task::Open) return;
    open_place(place);
    std::lock_guard const lock(mutex_);
    // From here on it rests, unless somebody asks for it.
    if (!place->asked) place->used_at = Steady::now();
  } catch (std::exception const& e) {
    log::error("company.unavailable", {{"company", place->config.name}, {"why", e.what()}});
    std::lock_guard const lock(mutex_);
    place->looked = false;
    place->look_at = Steady::now() + kPauseAfterTrouble;
  }
}

void Companies::wake_all() {
  std::vector<std::shared_ptr<OpenCompany>> open;
  {
    std::lock_guard const lock(mutex_);
    for (auto const& [name, place] : by_name_)
      if (place->open) open.push_back(place->open);
  }
  for (auto const& company : open) company->runner().wake();
}

bool Companies::wait_idle(Duration at_most) {
  auto const until = Steady::now() + at_most;
  for (auto const& place : all_places()) {
    std::shared_ptr<OpenCompany> company;
    {
      std::unique_lock lock(mutex_);
      // A closed one that is due is being opened.
      auto const is_settled = [&] {
        return place->open || place->config.closed ||
               (place->looked && place->task == Task::None &&
                !(place->due && *place->due <= clock_.now()));
      };
      while (!is_settled())
        if (changed_.wait_until(lock, until) == std::cv_status::timeout) return false;
      company = place->open;
    }
    if (!company) continue;
    auto const left = std::chrono::duration_cast<Duration>(until - Steady::now());
    if (!company->runner().wait_idle(std::max(left, Duration{0}))) return false;
  }
  return true;
}

void Companies::close() {
  {
    std::lock_guard const lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  auto places = all_places();
  {
    std::lock_guard const lock(mutex_);
    places.insert(places.end(), gone_.begin(), gone_.end());
  }
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> hands;
  for (std::size_t i = 0; i < std::min(kHands, places.size()); ++i)
    hands.emplace_back([&] {
      for (std::size_t at = next++; at < places.size(); at = next++) {
        std::shared_ptr<OpenCompany> company;
        {
          std::lock_guard const lock(mutex_);
          company = std::exchange(places[at]->open, nullptr);
        }
      }
    });
  for (auto& hand : hands) hand.join();
}

std::size_t Companies::count_open() {
  std::lock_guard const lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(by_name_.begin(), by_name_.end(),
                    [](auto const& one) { return one.second->open != nullptr; }));
}

}  // namespace vefa
