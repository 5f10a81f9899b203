// The same change to many cases.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// Members that are none change nothing; at least one is given.
struct BulkChange {
  List<CaseId, 200> cases;
  std::optional<TeamId> team_id;
  std::optional<StaffId> owner_id;
  std::optional<Priority> priority;
  std::optional<CaseKind> kind;
  std::optional<List<Text<60, 1>, 30>> tags;  // instead of those they have
  std::optional<MacroId> macro_id;
};
BOOST_DESCRIBE_STRUCT(BulkChange, (), (cases, team_id, owner_id, priority, kind, tags, macro_id))

struct BulkResult {
  CaseId case_id;
  bool changed = false;
  std::string problem;  // a message's key; empty when changed
  std::string message;  // the same in the reader's language: what is wrong, and the way out
};
BOOST_DESCRIBE_STRUCT(BulkResult, (), (case_id, changed, problem, message))
struct BulkOutcome {
  std::int64_t changed = 0;
  std::vector<BulkResult> results;  // in the order asked for
};
BOOST_DESCRIBE_STRUCT(BulkOutcome, (), (changed, results))

/// Each case by itself: what one refuses holds none of the others. Invalid
/// (cases.nothing_to_change).
Result<BulkOutcome> change_many(Context const& ctx, db::Tx& tx, BulkChange const& wanted);

}  // namespace vefa::cases
