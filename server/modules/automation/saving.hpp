// Use-cases on rules: each write is a version, and records `rule.changed` {rule_id, version,
// change}.
#pragma once
#include "modules/automation/store.hpp"

namespace vefa::automation {

std::vector<AutomationRule> list_rules(db::Tx& tx);
/// Archived ones too: their runs are still told.
Result<AutomationRule> find_rule(db::Tx& tx, RuleId id);

/// Behind all others. Invalid as `check` says, and where an id or a field's key names nothing;
/// Conflict (automation.name_taken); Refused (automation.too_many).
Result<AutomationRule> create_rule(Context const& ctx, db::Tx& tx, NewAutomationRule const& form);
Result<AutomationRule> change_rule(Context const& ctx, db::Tx& tx, RuleId id,
                                   AutomationRuleChange const& form);
Result<void> archive_rule(Context const& ctx, db::Tx& tx, RuleId id, std::int64_t version);
/// All that are not archived, in their new order. Invalid (automation.order_incomplete).
Result<void> order_rules(Context const& ctx, db::Tx& tx, std::vector<RuleId> const& order);

struct RuleVersion : Definition {
  std::int64_t version = 1;
  std::string name;
  RuleState state = RuleState::Active;
  bool stop_after = false;
  Instant changed_at;
  std::string changed_by;
};
BOOST_DESCRIBE_STRUCT(RuleVersion, (Definition),
                      (version, name, state, stop_after, changed_at, changed_by))
/// The newest first; at most 100.
std::vector<RuleVersion> versions_of(db::Tx& tx, RuleId id);

/// That what the rule names is there: teams, people, macros, templates, fields.
Result<void> check_names(db::Tx& tx, Definition const& form);

}  // namespace vefa::automation
