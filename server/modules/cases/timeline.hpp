// What was said on a case and what happened to it, in one order.
#pragma once
#include "modules/cases/views.hpp"

namespace vefa::cases {

/// Either an interaction or an event.
struct TimelineEntry {
  Instant at;
  std::optional<InteractionView> interaction;
  std::optional<std::string> event;  // its kind, e.g. promise.kept
  std::optional<std::string> actor_name;
  std::optional<JsonObject> details;
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (at, interaction, event, actor_name, details))

/// Oldest first, in the order in which things were recorded. `limit` 1 to 200 interactions and as
/// many events. Events of interactions themselves are left out: the interaction stands there.
Result<Page<TimelineEntry>> timeline(Context const& ctx, db::Tx& tx, CaseId id,
                                     std::string const& cursor, std::int64_t limit);

}  // namespace vefa::cases
