// The live feed of one process: its own events at once, its peers' read from the table of events.
#pragma once
#include <set>

#include "jobs/jobs.hpp"

namespace vefa::jobs {

class Feed final : public LiveFeed {
 public:
  /// Ids are ordered by time, and commits may overtake one another by this much; also the most by
  /// which the clocks of two nodes may differ.
  static constexpr Duration kLookBack = std::chrono::seconds(10);
  /// After a lost connection not more than this is told again; listeners load their pages anew.
  static constexpr Duration kLongestGap = std::chrono::minutes(5);
  static constexpr Duration kReadEvery = std::chrono::milliseconds(100);

  explicit Feed(db::Database& database);

  std::uint64_t listen(Listener listener) override;
  void forget(std::uint64_t handle) override;

  /// Tells the listeners, unless they know this event already.
  void publish(Event const& event);
  /// A peer has committed something: to be read at the next `read_peers`.
  void peer_noticed();
  /// Reads what peers have committed when there is anything to read, at most every `kReadEvery`.
  /// `self` keeps the feed alive until the answer is there.
  static void read_peers(std::shared_ptr<Feed> const& self);

 private:
  bool first_sight(EventId id);
  bool known(std::int64_t id);
  std::optional<std::int64_t> begin_reading(Instant now);
  void end_reading(Instant started, bool good);
  void collect(db::Tx& tx, std::int64_t after, std::vector<Event>& found);

  db::Database& database_;
  bool const has_peers_;
  std::mutex mutex_;
  std::map<std::uint64_t, std::shared_ptr<Listener const>> listeners_;
  std::uint64_t last_handle_ = 0;
  std::set<std::int64_t> seen_;  // ids of about the last `kLookBack`, when there may be peers
  Instant read_until_;           // the wall clock at the start of the last good reading
  Instant last_started_;
  bool wanted_ = false;
  bool reading_ = false;
};

}  // namespace vefa::jobs
