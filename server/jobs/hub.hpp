// The tie between commits on a database and what runs in this process for it. A Hub outlives its
// Runner when a commit is just telling it something, so it refers to neither runner nor threads.
#pragma once
#include <condition_variable>
#include <mutex>

#include "jobs/feed.hpp"

namespace vefa::jobs {

/// What the scheduler sleeps on. All members but the methods are guarded by `mutex`.
struct Alarm {
  using Steady = std::chrono::steady_clock;
  /// The longest that a peer's new job stays unseen here; its own node looks at it at once.
  static constexpr auto kPeerDelay = std::chrono::milliseconds(100);

  std::mutex mutex;
  std::condition_variable changed;
  bool wake = false;
  bool stop = false;
  Instant next_due{std::numeric_limits<std::int64_t>::max()};
  std::optional<Steady::time_point> look_at;  // a look that can wait a little

  void ring();
  /// What runs has changed, which the sleeper may be waiting for.
  void work_ended();
  void job_added(Instant run_at);
  void look_within(Steady::duration delay);
};

struct Hub {
  explicit Hub(db::Database& database) : feed(database) {}
  Alarm alarm;
  Feed feed;
};

/// The hub of the database's runner; nothing when none runs in this process.
std::shared_ptr<Hub> hub_of(db::Database& database);
/// Throws std::logic_error when the database has a runner already.
void attach(db::Database& database, std::shared_ptr<Hub> const& hub);
void detach(db::Database& database);

}  // namespace vefa::jobs
