#include "http/api.hpp"

#include "i18n/i18n.hpp"
#include "modules/automation/automation.hpp"
#include "modules/automation/dry_run.hpp"
#include "modules/automation/saving.hpp"

namespace vefa::automation {

struct AutomationRuleList {
  std::vector<AutomationRule> items;
};
BOOST_DESCRIBE_STRUCT(AutomationRuleList, (), (items))
struct AutomationRuleVersionList {
  std::vector<RuleVersion> items;
};
BOOST_DESCRIBE_STRUCT(AutomationRuleVersionList, (), (items))
struct RuleOrder {
  List<RuleId, 200> rules;
};
BOOST_DESCRIBE_STRUCT(RuleOrder, (), (rules))
struct RuleVersionQuery {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(RuleVersionQuery, (), (version))
struct RunQuery {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(RunQuery, (), (cursor, limit))

/// A run as it is told: what was done, or in the reader's language why not.
struct AutomationRun {
  RuleRunId id;
  std::int64_t rule_version = 1;
  CaseId case_id;
  std::string case_number;  // empty where the reader may not read the case
  Trigger trigger = Trigger::CaseOpened;
  Instant at;
  std::int64_t depth = 1;
  Outcome outcome = Outcome::Done;
  std::string problem;
  std::vector<Step> actions;
};
BOOST_DESCRIBE_STRUCT(AutomationRun, (),
                      (id, rule_version, case_id, case_number, trigger, at, depth, outcome, problem,
                       actions))

namespace {

using http::Call;
using http::Query;

struct StepList {
  std::vector<Step> actions;
};
BOOST_DESCRIBE_STRUCT(StepList, (), (actions))

AutomationRun view_of(Call const& call, db::Tx& tx, RunRow const& row) {
  AutomationRun view{row.id,         row.rule_version, row.case_id, "",
                     row.trigger_on, row.at,           row.depth,   row.outcome};
  auto const found = cases::find(tx, row.case_id);
  if (found && cases::can_read(tx, call.ctx.actor, *found)) view.case_number = found->number;
  if (auto steps = from_json<StepList>(Json(row.done)); steps.ok())
    view.actions = std::move(steps->actions);
  if (row.problem.empty()) return view;
  Args args;
  for (auto const& [name, value] : row.problem_args)
    args.emplace_back(name, std::string(value.as_string()));
  view.problem = i18n::message(call.ctx.language, row.problem, args);
  return view;
}

Result<AutomationRuleList> list_automation_rules(Call const&, db::Tx& tx) {
  return AutomationRuleList{list_rules(tx)};
}

Result<AutomationRule> read_automation_rule(Call const& call, db::Tx& tx) {
  return find_rule(tx, TRY(call.id<RuleId>("rule")));
}
Result<AutomationRule> create_automation_rule(Call const& call, db::Tx& tx,
                                              NewAutomationRule const& body) {
  return create_rule(call.ctx, tx, body);
}
Result<AutomationRule> change_automation_rule(Call const& call, db::Tx& tx,
                                              AutomationRuleChange const& body) {
  return change_rule(call.ctx, tx, TRY(call.id<RuleId>("rule")), body);
}
Result<void> archive_automation_rule(Call const& call, db::Tx& tx,
                                     Query<RuleVersionQuery> const& query) {
  if (!query->version) return invalid("version", "wire.required");
  return archive_rule(call.ctx, tx, TRY(call.id<RuleId>("rule")), *query->version);
}
Result<void> order_automation_rules(Call const& call, db::Tx& tx, RuleOrder const& body) {
  return order_rules(call.ctx, tx, body.rules);
}
Result<AutomationRuleVersionList> list_rule_versions(Call const& call, db::Tx& tx) {
  auto const rule = TRY(find_rule(tx, TRY(call.id<RuleId>("rule"))));
  return AutomationRuleVersionList{versions_of(tx, rule.id)};
}

Result<Page<AutomationRun>> list_rule_runs(Call const& call, db::Tx& tx,
                                           Query<RunQuery> const& query) {
  auto const rule = TRY(find_rule(tx, TRY(call.id<RuleId>("rule"))));
  auto const limit = query->limit.value_or(50);
  if (limit < 1 || limit > 200)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "200"}});
  RuleRunId before{std::numeric_limits<std::int64_t>::max()};
  if (query->cursor) {
    auto const parsed = RuleRunId::parse(*query->cursor);
    if (!parsed) return invalid("cursor", "error.bad_cursor");
    before = *parsed;
  }
  Page<AutomationRun> page;
  for (auto const& row : tx.list<RunRow>(sql::runs_of_rule, rule.id, before, limit + 1)) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      page.next_cursor = page.items.back().id.text();
      break;
    }
    page.items.push_back(view_of(call, tx, row));
  }
  return page;
}

Result<DryRun> try_automation_rule(Call const& call, db::Tx& tx, DryRunWish const& body) {
  return dry_run(call.ctx, tx, body);
}

}  // namespace

void add_routes(http::Routes& routes) {
  constexpr auto kMay = Permission::AutomationWrite;
  routes.get<list_automation_rules>("/automation/rules", kMay,
                                    "Lists the rules in the order in which they are tried.");
  routes.post<create_automation_rule>("/automation/rules", kMay, "Adds a rule behind all others.")
      .status(201);
  routes.get<read_automation_rule>("/automation/rules/{rule}", kMay, "Shows a rule.");
  routes.put<change_automation_rule>("/automation/rules/{rule}", kMay,
                                     "Changes a rule, pauses it or switches it on.");
  routes.del<archive_automation_rule>("/automation/rules/{rule}", kMay,
                                      "Puts a rule away; its runs are still told.");
  routes.put<order_automation_rules>("/automation/order", kMay,
                                     "Sets the order in which the rules are tried.");
  routes.get<list_rule_versions>("/automation/rules/{rule}/versions", kMay,
                                 "Lists what a rule said before, the newest first.");
  routes.get<list_rule_runs>("/automation/rules/{rule}/runs", kMay,
                             "Lists what a rule did on which case, or why not, newest first.");
  routes.add(http::Method::Post, http::Kind::Read, "/automation/dry-run", kMay,
             "try_automation_rule", try_automation_rule,
             "Tells on which of the newest cases a rule would have run; changes nothing.");
}

}  // namespace vefa::automation
