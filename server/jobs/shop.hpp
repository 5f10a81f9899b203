// What the parts of one runner share.
#pragma once
#include "jobs/hub.hpp"
#include "jobs/lists.hpp"

namespace vefa::jobs {

struct Shop {
  db::Database& database;
  Registry::Lists const& lists;
  Clock const& clock;
  IdSource& ids;
  RunnerOptions options;
  std::shared_ptr<Hub> hub;
  std::int64_t holder;  // of this runner's leases: never the same again, unlike a node's number

  /// The system's context for this job, now.
  Context context(Job const& job) const;
};

/// Why a job did not succeed.
struct Failure {
  std::string why;        // valid UTF-8 without NUL, at most 2,000 characters
  bool gave_up = false;   // thrown as GiveUp
  bool database = false;  // the database is unavailable: not the job's fault
};
Failure failure_of(std::exception_ptr thrown);

/// Writes the failure: another try after a pause, or `failed`; then an effect's OnFailure is called
/// in the same transaction. `holder` is 0 for work that was not leased. Nothing happens when the
/// job is no longer ours.
void write_failure(Shop const& shop, db::Tx& tx, Job const& job, Failure const& failure,
                   std::int64_t holder);
/// The same in a transaction of its own; when OnFailure throws, the job is tried again later rather
/// than buried. `done` is called on a database thread, or at once.
void submit_failure(std::shared_ptr<Shop const> shop, Job job, Failure failure, std::int64_t holder,
                    std::function<void()> done);

}  // namespace vefa::jobs
