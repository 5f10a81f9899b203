// Breaches, written down at their instants for all that are due together; what makes each good
// follows when its clock rings (docs/decisions/0016-breaches-first.md).
#pragma once
#include <limits>
#include <optional>

#include "modules/recovery/recovery.hpp"

namespace vefa::recovery {

/// A place among the deadlines of open cases; the default stands before all.
struct Deadline {
  Instant due_at{std::numeric_limits<std::int64_t>::min()};
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(Deadline, (), (due_at, case_id))

/// The earliest deadline of an open case after this place; nothing when there is none.
std::optional<Instant> next_deadline(db::Tx& tx, Deadline const& after);
/// Writes down, with their own instants, the breaches of the promises that open cases owe next and
/// that became due after this place, up to now: at most 10,000 cases a call. Those that the program
/// may yet keep itself (asking, closing after silence, an answer in its undo time) are left to
/// their clocks. Answers how far it came; nothing: to the end.
std::optional<Deadline> record_breaches(Context const& ctx, db::Tx& tx, Deadline const& after);
/// Breaches recorded with this instant or a later one, counted up to a million.
std::int64_t breaches_since(db::Tx& tx, Instant since);

}  // namespace vefa::recovery
