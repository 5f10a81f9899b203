// Clients that write all the time and remember what was acknowledged to them.
#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vefa::testing {

/// A company that was just made: who may write, and for whom.
struct FirstDay {
  std::string token;
  std::string customer_id;
};
/// Makes the first administrator and one customer over HTTP.
FirstDay first_day(int port, std::string const& host = "127.0.0.1");

class Writers {
 public:
  /// Each opens case after case, its subject unlike any other. What gets no answer, or is told to
  /// try again, is sent again with the same Idempotency-Key; `port` is asked before each try.
  Writers(std::size_t clients, FirstDay const& who, std::function<int()> port,
          std::string host = "127.0.0.1");
  ~Writers();
  /// Each gives up what is under way.
  void stop();

  /// Subject → the case's id, as it was answered.
  std::map<std::string, std::string> acknowledged() const;
  std::size_t count() const { return count_; }
  /// The longest that one write took, from its first sending to its acknowledgement.
  std::chrono::milliseconds longest_wait() const;
  /// Answers that no client should get: the first of them.
  std::string trouble() const;
  /// Waits until so many more were acknowledged; false after `seconds`.
  bool wait_for_more(std::size_t more, int seconds) const;

 private:
  void write_all(std::size_t client);

  FirstDay const who_;
  std::function<int()> const port_;
  std::string const host_;
  std::atomic<bool> stop_ = false;
  std::atomic<std::size_t> count_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> acknowledged_;
  std::string trouble_;
  std::chrono::milliseconds longest_{0};
  std::vector<std::thread> threads_;
};

}  // namespace vefa::testing
