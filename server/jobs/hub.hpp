// The tie between commits on a database and what runs in this process for it. A Hub outlives its
// Runner when a commit is just telling it something, so it refers to neither runner nor threads.
#pragma once
#include <condition_variable>
#include <mutex>
#include <unordered_map>

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

/// Events of this process whose reactions wait, so that these need not read them again. Those that
/// are not here (another node's, or too many) are read.
class RecentEvents {
 public:
  void keep(Event event);
  /// Once: a reaction that is tried again reads.
  std::optional<Event> take(EventId id);

 private:
  static constexpr std::size_t kMost = 4096;
  std::mutex mutex_;
  std::unordered_map<std::int64_t, Event> events_;
};

struct Hub {
  explicit Hub(db::Database& database) : feed(database) {}
  Alarm alarm;
  Feed feed;
  RecentEvents recent;
};

/// The hub of the database's runner; nothing when none runs in this process.
std::shared_ptr<Hub> hub_of(db::Database& database);
/// Throws std::logic_error when the database has a runner already.
void attach(db::Database& database, std::shared_ptr<Hub> const& hub);
void detach(db::Database& database);

}  // namespace vefa::jobs
