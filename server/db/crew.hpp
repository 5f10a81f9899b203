// Threads that serve one queue of use-cases: started when there is work, gone after a minute
// without.
#pragma once
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "db/database.hpp"

namespace vefa::db {

/// One use-case and who waits for it.
struct Request {
  Work work;
  Done done;
};

/// Answers, and survives what the answered throws.
void answer(Done const& done, std::exception_ptr failure) noexcept;
/// Runs what waited for the commit; a hook that throws is logged and does not harm the others.
void run_hooks(std::vector<std::function<void()>> const& hooks) noexcept;
/// True on a thread of any Crew: waiting for a database there would wait for oneself.
bool on_database_thread();

class Crew {
 public:
  /// Serves on one thread, with a connection of its own. Made on that thread; may throw when the
  /// database cannot be reached, then the request is answered with what was thrown.
  class Worker {
   public:
    virtual ~Worker() = default;
    /// Must answer `first`, and every request it takes with `queue.next()`.
    virtual void serve(Request first, Crew& queue) = 0;
  };
  using Hire = std::function<std::unique_ptr<Worker>()>;

  Crew(int max_threads, Hire hire);
  ~Crew();

  /// Queues it, or answers it with Unavailable at once when too many wait or the crew is closed.
  void offer(Request request);
  /// The next request, without waiting; for those who serve several together.
  std::optional<Request> next();
  /// Serves what was accepted, then ends the threads. Not from a thread of the crew.
  void close();

 private:
  void start_thread();
  void live(std::list<std::thread>::iterator self);
  void serve_until_idle(std::unique_lock<std::mutex>& lock);
  void serve_one(std::unique_ptr<Worker>& worker, Request request);
  void join_retired();

  int const max_threads_;
  Hire const hire_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Request> queue_;
  std::list<std::thread> threads_;
  std::list<std::thread> retired_;  // ended, not yet joined
  std::size_t idle_ = 0;
  bool closed_ = false;
};

}  // namespace vefa::db
