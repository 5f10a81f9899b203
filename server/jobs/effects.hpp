// Runs effects: leases jobs, runs them on threads of its own without a transaction, removes them.
#pragma once
#include <deque>
#include <thread>

#include "jobs/shop.hpp"

namespace vefa::jobs {

class Effects {
 public:
  explicit Effects(std::shared_ptr<Shop const> shop) : shop_(std::move(shop)) {}
  ~Effects() { stop(); }

  /// How many more may be held in all: as many wait, leased, as can run.
  std::size_t free_places() const;
  /// How many more of this kind.
  std::size_t free_places(std::string const& kind) const;
  std::size_t held() const;
  /// Leases those that no other node has, and runs them. Answers how many it got. May throw.
  std::size_t lease(std::vector<Job> const& due);
  /// Prolongs the leases of all that is held. May throw.
  void renew();
  /// Makes jobs of others, whose leases ended before `now`, ready again, counting a try. May throw.
  void take_over(Instant now);
  /// Finishes what runs, gives back what was only leased.
  void stop();

 private:
  void thread_main();
  void run(Job const& job);
  void finish(Job const& job);
  void fail(Job const& job, std::exception_ptr thrown);
  std::size_t threads_at_most() const;
  std::size_t of_kind_at_most() const { return std::max<std::size_t>(threads_at_most() / 2, 1); }
  std::optional<Job> next_to_run();
  void give_back(std::deque<Job> const& unstarted);
  Instant lease_end() const { return wall_now() + shop_->options.lease; }

  std::shared_ptr<Shop const> shop_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  std::map<std::int64_t, std::string> held_;    // waiting or running, and of what kind
  std::map<std::string, std::size_t> running_;  // by kind
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
};

}  // namespace vefa::jobs
