#include "db/crew.hpp"

#include "base/log.hpp"
#include "db/behind.hpp"
#include "db/rest.hpp"

namespace vefa::db {
namespace {

constexpr auto kIdle = std::chrono::seconds(60);
thread_local bool t_on_database_thread = false;
// When this thread took what it serves now; nothing when somebody waits for that.
thread_local std::optional<Queue::Time> t_behind_since;

std::string what_of(std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (std::exception const& e) {
    return e.what();
  } catch (...) {
    return "not a std::exception";
  }
}

}  // namespace

bool on_database_thread() { return t_on_database_thread; }

void answer(Done const& done, std::exception_ptr failure) noexcept {
  if (!done) return;
  try {
    done(failure);
  } catch (...) {
    log::error("db.answer_failed", {{"what", what_of(std::current_exception())}});
  }
}

void run_hooks(std::vector<std::function<void()>> const& hooks) noexcept {
  for (auto const& hook : hooks) {
    try {
      hook();
    } catch (...) {
      log::error("db.after_commit_failed", {{"what", what_of(std::current_exception())}});
    }
  }
}

void write_behind(Database& database, Work work, Done done) {
  dynamic_cast<HasBehind&>(database).write_behind(std::move(work), std::move(done));
}

void Queue::push(Request request) {
  (request.turn == Turn::Now ? now_ : behind_).push_back(std::move(request));
}

Request Queue::take_back(Turn turn) {
  auto& line = turn == Turn::Now ? now_ : behind_;
  Request request = std::move(line.back());
  line.pop_back();
  return request;
}

Request Queue::pop(Time at) {
  bool const behind = !behind_.empty() && (now_.empty() || at >= behind_waits_until_);
  auto& line = behind ? behind_ : now_;
  Request request = std::move(line.front());
  line.pop_front();
  return request;
}

void Queue::served_behind(Time from, Time until) {
  Time::duration const pause = (until - from) * kShareAhead / servers_;
  behind_waits_until_ = until + std::min<Time::duration>(pause, kLongestWait);
}

Crew::Crew(int max_threads, Hire hire)
    : max_threads_(max_threads), hire_(std::move(hire)), queue_(max_threads) {}

Crew::~Crew() { close(); }

void Crew::offer(Request request) {
  char const* refusal = nullptr;
  Done refused;
  {
    std::lock_guard lock(mutex_);
    if (closed_ || queue_.size() >= Database::kMaxQueued) {
      refusal = closed_ ? "The database is being closed; try again in a moment."
                        : "Too much work waits for the database; try again in a moment.";
      refused = std::move(request.done);
    } else {
      auto const turn = request.turn;
      queue_.push(std::move(request));
      if (queue_.size() > idle_ && threads_.size() < static_cast<std::size_t>(max_threads_))
        start_thread();
      if (threads_.empty()) {
        refusal = "The machine has no thread left for the database; try again in a moment.";
        refused = queue_.take_back(turn).done;
      }
      changed_.notify_one();
    }
  }
  if (refusal) answer(refused, std::make_exception_ptr(Unavailable(refusal)));
}

bool Crew::has_threads() {
  std::lock_guard lock(mutex_);
  return !threads_.empty();
}

std::optional<Request> Crew::next() {
  std::lock_guard lock(mutex_);
  note_served();
  if (queue_.empty()) return std::nullopt;
  return take();
}

Request Crew::take() {
  auto const now = std::chrono::steady_clock::now();
  Request request = queue_.pop(now);
  if (request.turn == Turn::Behind) t_behind_since = now;
  return request;
}

void Crew::note_served() {
  if (!t_behind_since) return;
  queue_.served_behind(*t_behind_since, std::chrono::steady_clock::now());
  t_behind_since.reset();
}

void Crew::close() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
  changed_.wait(lock, [&] { return threads_.empty(); });
  join_retired();
}

// Called with the lock held: the new thread waits for it before it looks at its own list entry.
void Crew::start_thread() {
  join_retired();
  auto self = threads_.emplace(threads_.end());
  try {
    *self = std::thread([this, self] { live(self); });
  } catch (std::system_error const& e) {
    threads_.erase(self);
    log::error("db.no_thread", {{"what", e.what()}});
  }
}

// Those in the list have let go of the lock for good, so joining them is short.
void Crew::join_retired() {
  for (auto& thread : retired_) thread.join();
  retired_.clear();
}

void Crew::live(std::list<std::thread>::iterator self) {
  t_on_database_thread = true;
  std::unique_lock lock(mutex_);
  do {
    serve_until_idle(lock);
    // Requests that came while the connection was being closed found this thread still counted.
  } while (!queue_.empty());
  retired_.splice(retired_.end(), threads_, self);
  changed_.notify_all();
}

void Crew::serve_until_idle(std::unique_lock<std::mutex>& lock) {
  std::unique_ptr<Worker> worker;
  std::optional<Awake> awake;  // nothing while it rests
  while (true) {
    bool const may_rest = awake && connections_rest();
    auto const until = may_rest ? Queue::Time::duration(rest_after()) : kIdle;
    ++idle_;
    bool const woken = changed_.wait_for(lock, until, [&] { return closed_ || !queue_.empty(); });
    --idle_;
    if (!woken && until < kIdle) {
      lock.unlock();
      if (worker) worker->rest();
      awake.reset();
      lock.lock();
      continue;
    }
    if (queue_.empty() && (closed_ || !woken)) break;
    if (!awake) awake.emplace();
    Request request = take();
    lock.unlock();
    serve_one(worker, std::move(request));
    lock.lock();
    note_served();
  }
  lock.unlock();
  worker.reset();
  lock.lock();
}

void Crew::serve_one(std::unique_ptr<Worker>& worker, Request request) {
  try {
    if (!worker) worker = hire_();
  } catch (...) {
    answer(request.done, std::current_exception());
    return;
  }
  worker->serve(std::move(request), *this);
}

}  // namespace vefa::db
