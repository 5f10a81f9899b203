#include <thread>

#include "base/log.hpp"
#include "db/look.hpp"
#include "db/rest.hpp"
#include "jobs/crowd.hpp"
#include "jobs/effects.hpp"
#include "jobs/queries.hpp"
#include "jobs/tx_jobs.hpp"

namespace vefa::jobs {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;
constexpr std::size_t kBatch = 500;
constexpr std::int64_t kEffectWindow = 64;
constexpr Instant kNever{std::numeric_limits<std::int64_t>::max()};
constexpr auto kPauseAfterTrouble = std::chrono::seconds(1);
// What nobody woke it for was added by another program, which is rare; each of a thousand companies
// would be woken from its rest for that.
constexpr Duration kUpkeepAtRest = std::chrono::minutes(5);
constexpr auto kGathering = std::chrono::milliseconds(20);
constexpr auto kPauseAfterLoss = std::chrono::milliseconds(20);

class SchedulingRunner final : public Runner {
 public:
  explicit SchedulingRunner(std::shared_ptr<Shop const> shop)
      : shop_(std::move(shop)), tx_jobs_(shop_), effects_(shop_) {}
  ~SchedulingRunner() override { stop(); }

  void begin();
  void wake() override { alarm().ring(); }
  LiveFeed& feed() override { return shop_->hub->feed; }
  bool wait_idle(Duration at_most) override;
  void stop() override;

 private:
  struct Due {
    std::vector<Job> tx_jobs;
    std::vector<Job> effects;
    std::optional<Instant> next;
    bool empty() const { return tx_jobs.empty() && effects.empty(); }
  };

  Alarm& alarm() const { return shop_->hub->alarm; }
  void thread_main();
  bool sleep();
  bool must_look(Steady::time_point now);
  Steady::time_point latest_look(Steady::time_point now) const;
  Steady::time_point gathers_until() const;
  void look();
  Instant sweep_all();
  void run(Sweep const& sweep, Place& after, Instant now);
  void leave_crowd();
  Due find_due(Instant now) const;
  std::vector<Job> find_effects(db::Tx& tx, Instant now) const;
  void begin_recurring();
  Duration until_next_upkeep() const;
  void keep_leases();

  std::shared_ptr<Shop const> const shop_;
  TxJobs tx_jobs_;
  Effects effects_;
  std::thread thread_;
  Steady::time_point next_upkeep_ = Steady::now();
  Steady::time_point looked_at_;
  bool first_upkeep_ = true;
  std::map<std::string, Place> swept_;
  std::unique_ptr<Crowd::Place> at_work_;  // while what was handed over last is done
  // Guarded by the alarm's mutex.
  std::uint64_t asked_ = 0;     // questions of wait_idle
  std::uint64_t quiet_at_ = 0;  // the newest question at which nothing was due or running
  bool after_work_ = false;     // the last look found something, or something was running
  std::condition_variable quiet_changed_;
};

void SchedulingRunner::begin() {
  attach(shop_->database, shop_->hub);
  std::weak_ptr<Hub> const weak = shop_->hub;
  shop_->database.on_peer_notice([weak] {
    auto const hub = weak.lock();
    if (!hub) return;
    hub->feed.peer_noticed();
    Feed::read_peers({hub, &hub->feed});
    hub->alarm.look_within(Alarm::kPeerDelay);
  });
  alarm().wake = true;
  thread_ = std::thread([this] { thread_main(); });
}

void SchedulingRunner::thread_main() {
  while (sleep()) {
    try {
      look();
    } catch (std::exception const& e) {
      log::error("jobs.look_failed", {{"why", e.what()}});
      alarm().look_within(kPauseAfterTrouble);
    }
  }
}

bool SchedulingRunner::must_look(Steady::time_point now) {
  auto& a = alarm();
  if (a.wake || now >= next_upkeep_) return true;
  if (a.next_due <= shop_->clock.now() && now >= gathers_until()) return true;
  if (tx_jobs_.outstanding() == 0) {
    auto const sooner = [&](Steady::duration pause) {
      if (!a.look_at || *a.look_at > now + pause) a.look_at = now + pause;
    };
    if (tx_jobs_.take_trouble()) {
      sooner(kPauseAfterTrouble);
    } else if (tx_jobs_.take_lost() > 0) {
      sooner(kPauseAfterLoss);
    } else if (after_work_ && asked_ > quiet_at_ && effects_.held() == 0) {
      return true;
    }
  }
  return a.look_at && now >= *a.look_at;
}

// While others are at work, what is added gathers for a moment, so that more of it is done
// together.
Steady::time_point SchedulingRunner::gathers_until() const {
  return tx_jobs_.outstanding() == 0 ? looked_at_ : looked_at_ + kGathering;
}

Steady::time_point SchedulingRunner::latest_look(Steady::time_point now) const {
  auto const& a = alarm();
  auto until = a.look_at ? std::min(next_upkeep_, *a.look_at) : next_upkeep_;
  // A clock that stands still is only asked again now and then, until somebody wakes us.
  auto const left = std::clamp(a.next_due - shop_->clock.now(), Duration{1}, Duration{1h});
  return std::min(until, std::max(now + left, gathers_until()));
}

bool SchedulingRunner::sleep() {
  auto& a = alarm();
  std::unique_lock lock(a.mutex);
  for (;;) {
    if (a.stop) return false;
    auto const now = Steady::now();
    if (must_look(now)) return true;
    leave_crowd();
    a.changed.wait_until(lock, latest_look(now));
  }
}

void SchedulingRunner::look() {
  auto& a = alarm();
  std::uint64_t question = 0;
  {
    std::lock_guard const lock(a.mutex);
    question = asked_;
    a.wake = false;
    looked_at_ = Steady::now();
    a.look_at.reset();
    // A job that is added from here on lowers it again.
    a.next_due = kNever;
  }
  Feed::read_peers({shop_->hub, &shop_->hub->feed});
  bool const was_idle = tx_jobs_.outstanding() == 0 && effects_.held() == 0;
  auto const now = sweep_all();
  if (!at_work_) at_work_ = enter_crowd(Crowd::Stage::Follow);
  auto due = find_due(now);
  bool const quiet = was_idle && due.empty();
  {
    std::lock_guard const lock(a.mutex);
    if (due.next) a.next_due = std::min(a.next_due, *due.next);
    if (due.tx_jobs.size() >= kBatch) a.wake = true;
    after_work_ = !quiet;
    if (quiet) quiet_at_ = question;
  }
  if (quiet) quiet_changed_.notify_all();
  if (!due.effects.empty()) effects_.lease(due.effects);
  tx_jobs_.submit(std::move(due.tx_jobs));
}

// Answers until when they went: a job that is due later waits for the sweeps of that time.
Instant SchedulingRunner::sweep_all() {
  auto const place = enter_crowd(Crowd::Stage::Sweep);
  if (Steady::now() >= next_upkeep_) keep_leases();
  auto const now = shop_->clock.now();
  for (auto const& [name, sweep] : shop_->lists.sweeps) run(sweep, swept_[name], now);
  return now;
}

void SchedulingRunner::run(Sweep const& sweep, Place& after, Instant now) {
  std::optional<Instant> due;
  db::look_now(shop_->database, [&](db::Tx& tx) { due = sweep.next_due(tx, after); });
  if (!due || *due > now) return;
  for (std::optional<Place> next = after; next;) {
    auto until = now;
    shop_->database.write_now([&](db::Tx& tx) {
      // The instant at which it is written, which may be some time after it was asked for.
      auto const ctx = shop_->context({});
      until = ctx.now;
      next = sweep.work(ctx, tx, after);
      return db::Outcome::Commit;
    });
    // What becomes due within the same millisecond is left to its job.
    after = next.value_or(Place{until + Duration(1)});
  }
}

void SchedulingRunner::leave_crowd() {
  if (at_work_ && tx_jobs_.outstanding() == 0) at_work_.reset();
}

SchedulingRunner::Due SchedulingRunner::find_due(Instant now) const {
  Due due;
  // What is under way still stands in the table, before what is not.
  auto const most = static_cast<std::int64_t>(kBatch + TxJobs::kMostOutstanding);
  db::look_now(shop_->database, [&](db::Tx& tx) {
    due = {};
    due.tx_jobs = tx.list<Job>(sql::list_due_work, now, most);
    due.effects = find_effects(tx, now);
    for (auto const* earliest : {&sql::next_due_work, &sql::next_due_effect})
      if (auto const next = tx.scalar<Instant>(*earliest, now))
        due.next = std::min(due.next.value_or(kNever), *next);
  });
  return due;
}

// The oldest for which there is a place, by kind: many of one kind hide no other.
std::vector<Job> SchedulingRunner::find_effects(db::Tx& tx, Instant now) const {
  auto places = effects_.free_places();
  if (places == 0) return {};
  std::vector<Job> chosen;
  std::unordered_map<std::string, std::size_t> of_kind;
  auto const choose = [&](std::vector<Job>&& found) {
    for (auto& job : found) {
      auto const [room, is_new] = of_kind.try_emplace(job.kind, 0);
      if (is_new) room->second = effects_.free_places(job.kind);
      if (places == 0 || room->second == 0) continue;
      --places;
      --room->second;
      chosen.push_back(std::move(job));
    }
  };
  auto oldest = tx.list<Job>(sql::list_due_effects, now, kEffectWindow);
  bool const all_seen = oldest.size() < static_cast<std::size_t>(kEffectWindow);
  choose(std::move(oldest));
  if (all_seen) return chosen;
  for (auto const& [kind, effect] : shop_->lists.effects)
    if (places > 0 && !of_kind.contains(kind))
      choose(tx.list<Job>(sql::list_due_of_kind, kind, now, kEffectWindow));
  return chosen;
}

void SchedulingRunner::begin_recurring() {
  if (shop_->lists.periods.empty()) return;
  shop_->database.write_now([&](db::Tx& tx) {
    for (auto const& [kind, period] : shop_->lists.periods)
      tx.run(sql::insert_recurring, id_of_recurring(kind), kind, shop_->clock.now());
    return db::Outcome::Commit;
  });
}

Duration SchedulingRunner::until_next_upkeep() const {
  auto const& options = shop_->options;
  // On PostgreSQL another node may have died.
  bool const rests = db::connections_rest() && effects_.held() == 0 &&
                     shop_->database.engine() == db::Engine::Sqlite;
  return rests ? kUpkeepAtRest : std::min(options.lease / 3, options.repair_every);
}

void SchedulingRunner::keep_leases() {
  next_upkeep_ = Steady::now() + until_next_upkeep();
  effects_.renew();
  // A file has one process: whatever is leased when that starts was held by one that is gone.
  bool const alone = shop_->database.engine() == db::Engine::Sqlite && first_upkeep_;
  effects_.take_over(alone ? kNever : wall_now());
  if (first_upkeep_) begin_recurring();
  first_upkeep_ = false;
}

bool SchedulingRunner::wait_idle(Duration at_most) {
  auto& a = alarm();
  std::unique_lock lock(a.mutex);
  auto const question = ++asked_;
  a.wake = true;
  a.changed.notify_all();
  return quiet_changed_.wait_for(lock, at_most, [&] { return quiet_at_ >= question || a.stop; }) &&
         quiet_at_ >= question;
}

void SchedulingRunner::stop() {
  {
    std::lock_guard const lock(alarm().mutex);
    alarm().stop = true;
  }
  alarm().changed.notify_all();
  quiet_changed_.notify_all();
  if (!thread_.joinable()) return;
  thread_.join();
  effects_.stop();
  tx_jobs_.wait_until_done();
  detach(shop_->database);
}

}  // namespace

std::unique_ptr<Runner> Runner::start(db::Database& database, Registry const& registry,
                                      Clock const& clock, IdSource& ids, RunnerOptions options) {
  auto hub = std::make_shared<Hub>(database);
  auto runner = std::make_unique<SchedulingRunner>(std::shared_ptr<Shop const>(
      new Shop{database, registry.lists(), clock, ids, options, hub, ids.next_value()}));
  runner->begin();
  return runner;
}

}  // namespace vefa::jobs
