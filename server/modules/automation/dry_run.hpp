// What a rule would have done: tried on past cases, changing nothing.
#pragma once
#include "modules/automation/actions.hpp"

namespace vefa::automation {

struct DryRunWish : Definition {
  std::int64_t cases = 100;  // how many of the newest to look at, 1 to 500
};
BOOST_DESCRIBE_STRUCT(DryRunWish, (Definition), (cases))

/// A case that the rule would have run on. When it was set off is told by what happened then; the
/// conditions and what would change, by the case as it is today.
struct WouldRun {
  CaseId case_id;
  std::string number;
  std::string subject;
  cases::State state = cases::State::Open;
  Instant at;              // when it would have been set off first
  std::int64_t times = 1;  // how often
  std::vector<Step> actions;
};
BOOST_DESCRIBE_STRUCT(WouldRun, (), (case_id, number, subject, state, at, times, actions))

struct DryRun {
  std::int64_t looked_at = 0;   // cases
  std::int64_t set_off = 0;     // cases on which it happened, whatever the conditions say
  std::int64_t fitted = 0;      // cases on which the conditions hold too
  std::vector<WouldRun> items;  // of these, those the actor may read; the newest case first
};
BOOST_DESCRIBE_STRUCT(DryRun, (), (looked_at, set_off, fitted, items))

/// Invalid as a rule that is saved. Writes nothing: it may run on a reader.
Result<DryRun> dry_run(Context const& ctx, db::Tx& tx, DryRunWish const& wish);

}  // namespace vefa::automation
