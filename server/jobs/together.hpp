// Work on many at once: timers of one kind in one transaction, sweeps over all that has become due,
// and events that nobody wants.
#pragma once
#include <limits>
#include <optional>

#include "jobs/jobs.hpp"

namespace vefa::jobs {

/// As TxWork, for all those of one kind that are due together, in one transaction; where it throws,
/// each is done by itself.
using TxWorkTogether =
    std::function<void(Context const& ctx, db::Tx& tx, std::vector<Job> const& jobs)>;
/// Instead of `registry.timer(kind, …)`.
void timers_together(Registry& registry, std::string kind, TxWorkTogether work);

/// A place among what becomes due: an instant, and an id among those of one instant. The default
/// stands before all.
struct Place {
  Instant at{std::numeric_limits<std::int64_t>::min()};
  std::int64_t id = 0;
};
/// What is done at once with all that has become due, before each has its own turn by its job. It
/// hastens what jobs would do anyway: only they make sure that it is done, and their instants wake
/// the scheduler.
struct Sweep {
  /// When the earliest after this place is due; nothing when none is.
  std::function<std::optional<Instant>(db::Tx& tx, Place after)> next_due;
  /// Does a part of those after the place and due by now, in a transaction of its own. Answers
  /// where the next part begins; nothing: that was all.
  std::function<std::optional<Place>(Context const& ctx, db::Tx& tx, Place after)> work;
};
void sweep(Registry& registry, std::string name, Sweep work);

/// Whether a subscriber would do anything at all with an event; asked where the event is recorded,
/// so cheap.
using Wanted = std::function<bool(db::Tx& tx, Event const& event)>;
/// As `registry.subscribe`; what is not wanted adds no work.
void subscribe_where(Registry& registry, std::string subscriber, std::vector<std::string> kinds,
                     Wanted wanted, Reaction reaction);

}  // namespace vefa::jobs
