// What a rule does to a case, by the use-cases of `cases`.
#pragma once
#include "modules/automation/forms.hpp"

namespace vefa::automation {

/// One action in words that last: names as they are now, not ids.
struct Step {
  Act act = Act::AddTag;
  std::string value;    // "urgent", "Istanbul · Elif Aydın", a template's name
  bool changes = true;  // false: the case is so already
};
BOOST_DESCRIBE_STRUCT(Step, (), (act, value, changes))

/// What the action would do to the case as it is; changes nothing.
Step described(Context const& ctx, db::Tx& tx, cases::Case const& row, RuleAction const& action);

/// Does it. `ctx.actor` is the rule. Refused as the use-case of `cases` refuses; NotFound for a
/// team, person, macro or template that is gone.
Result<Step> carry_out(Context const& ctx, db::Tx& tx, CaseId id, RuleAction const& action);

/// When a word given now for so many working hours of the case's team is due.
Result<Instant> after_working_hours(db::Tx& tx, TeamId team, Instant from, std::int64_t hours);

}  // namespace vefa::automation
