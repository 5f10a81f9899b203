// Runs transactional work: each job a write of its own, together with the removal of its row; but
// reactions, and timers of a kind that asked for it, are one write where they wait together, since
// each commit costs them more than their work. Those let what somebody waits for pass.
#pragma once
#include <unordered_set>

#include "jobs/shop.hpp"

namespace vefa::jobs {

class TxJobs {
 public:
  /// Enough for the write lane to form full groups, few enough to let requests through.
  static constexpr std::size_t kMostOutstanding = 256;

  explicit TxJobs(std::shared_ptr<Shop const> shop) : shop_(std::move(shop)) {}

  /// Hands over those that are not under way already; waits while too many are. Answers how many.
  std::size_t submit(std::vector<Job> jobs);
  std::size_t outstanding() const;
  void wait_until_done();
  /// Jobs that another node had taken since the last call.
  std::size_t take_lost() { return lost_.exchange(0); }
  /// The database was unavailable since the last call.
  bool take_trouble() { return trouble_.exchange(false); }

 private:
  /// So many in one write: enough to share its cost, few enough to let a request through.
  static constexpr std::size_t kMostTogether = 32;
  using JobPtr = std::shared_ptr<Job const>;

  bool begin(JobId id);
  void end(JobId id);
  void run(JobPtr const& job);
  void run_together(std::vector<JobPtr> jobs);
  void work_together(db::Tx& tx, std::vector<JobPtr> const& jobs);
  bool is_done_together(std::string const& kind) const;
  db::Outcome work(db::Tx& tx, Job const& job);
  bool take(db::Tx& tx, Job const& job);
  void react(Context const& ctx, db::Tx& tx, Job const& job) const;
  void split(Job const& job);
  void add_next(Context const& ctx, db::Tx& tx, Job const& job);
  void answered(Job const& job, std::exception_ptr failure);

  std::shared_ptr<Shop const> shop_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_set<std::int64_t> under_way_;
  std::atomic<std::size_t> lost_{0};
  std::atomic<bool> trouble_{false};
};

}  // namespace vefa::jobs
