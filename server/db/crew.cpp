#include "db/crew.hpp"

#include "base/log.hpp"

namespace vefa::db {
namespace {

constexpr auto kIdle = std::chrono::seconds(60);
thread_local bool t_on_database_thread = false;

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

Crew::Crew(int max_threads, Hire hire) : max_threads_(max_threads), hire_(std::move(hire)) {}

Crew::~Crew() { close(); }

void Crew::offer(Request request) {
  char const* refusal = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (closed_) {
      refusal = "The database is being closed; try again in a moment.";
    } else if (queue_.size() >= Database::kMaxQueued) {
      refusal = "Too much work waits for the database; try again in a moment.";
    } else {
      queue_.push_back(std::move(request));
      if (queue_.size() > idle_ && threads_.size() < static_cast<std::size_t>(max_threads_))
        start_thread();
      if (threads_.empty()) {
        refusal = "The machine has no thread left for the database; try again in a moment.";
        request = std::move(queue_.back());
        queue_.pop_back();
      }
      changed_.notify_one();
    }
  }
  if (refusal) answer(request.done, std::make_exception_ptr(Unavailable(refusal)));
}

std::optional<Request> Crew::next() {
  std::lock_guard lock(mutex_);
  if (queue_.empty()) return std::nullopt;
  std::optional<Request> request = std::move(queue_.front());
  queue_.pop_front();
  return request;
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
  while (true) {
    ++idle_;
    bool const woken = changed_.wait_for(lock, kIdle, [&] { return closed_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty() && (closed_ || !woken)) break;
    Request request = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    serve_one(worker, std::move(request));
    lock.lock();
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
