// Threads that serve one queue of use-cases: started when there is work, gone after a minute
// without.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "db/database.hpp"

namespace vefa::db {

/// Whether somebody waits for it, or it can let others pass.
enum class Turn { Now, Behind };

/// One use-case and who waits for it.
struct Request {
  Work work;
  Done done;
  Turn turn = Turn::Now;
  bool looks = false;  // reads, and must see nothing that may still be undone
};

/// What waits, in the order in which it is served: those that somebody waits for first; after each
/// one behind them they have `kShareAhead` times as long as it took (`kLongestWait` at most), and
/// then the next one has its turn, however many they are.
class Queue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr int kShareAhead = 3;
  static constexpr auto kLongestWait = std::chrono::milliseconds(200);

  explicit Queue(int servers) : servers_(std::max(servers, 1)) {}
  bool empty() const { return now_.empty() && behind_.empty(); }
  std::size_t size() const { return now_.size() + behind_.size(); }
  void push(Request request);
  /// What was pushed last for this turn, back.
  Request take_back(Turn turn);
  /// Not of an empty one.
  Request pop(Time at);
  /// One behind was served, in this time.
  void served_behind(Time from, Time until);

 private:
  int const servers_;
  std::deque<Request> now_;
  std::deque<Request> behind_;
  Time behind_waits_until_{};
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
    /// Nothing came for a while, and connections are to rest (rest.hpp).
    virtual void rest() {}
  };
  using Hire = std::function<std::unique_ptr<Worker>()>;

  Crew(int max_threads, Hire hire);
  ~Crew();

  /// Queues it, or answers it with Unavailable at once when too many wait or the crew is closed.
  void offer(Request request);
  /// Whether a thread, with its connection, is there.
  bool has_threads();
  /// The next request, without waiting; for those who serve several together. The one before it
  /// has been served.
  std::optional<Request> next();
  /// Serves what was accepted, then ends the threads. Not from a thread of the crew.
  void close();

 private:
  void start_thread();
  void live(std::list<std::thread>::iterator self);
  void serve_until_idle(std::unique_lock<std::mutex>& lock);
  void serve_one(std::unique_ptr<Worker>& worker, Request request);
  void join_retired();

  Request take();
  void note_served();

  int const max_threads_;
  Hire const hire_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Queue queue_;
  std::list<std::thread> threads_;
  std::list<std::thread> retired_;  // ended, not yet joined
  std::size_t idle_ = 0;
  bool closed_ = false;
};

}  // namespace vefa::db
