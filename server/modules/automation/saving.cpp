#include "modules/automation/saving.hpp"

#include "jobs/jobs.hpp"
#include "modules/automation/engine.hpp"
#include "modules/fields/fields.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::automation {
namespace {

AutomationRule view_of(RuleRow const& row) {
  AutomationRule view;
  static_cast<Definition&>(view) = definition_of(row.definition);
  view.id = row.id;
  view.version = row.version;
  view.name = row.name;
  view.position = row.position;
  view.state = row.state;
  view.stop_after = row.stop_after;
  view.created_at = row.created_at;
  view.changed_at = row.changed_at;
  return view;
}

struct VersionRow {
  std::int64_t version = 1;
  std::string name;
  RuleState state = RuleState::Active;
  bool stop_after = false;
  JsonObject definition;
  Instant changed_at;
  std::string changed_by_name;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (),
                      (version, name, state, stop_after, definition, changed_at, changed_by_name))

void keep_version(Context const& ctx, db::Tx& tx, RuleRow const& row, char const* change) {
  tx.run(sql::insert_version, row.id, row.version, row.name, row.state, row.stop_after,
         row.definition, ctx.now, ctx.actor.id, ctx.actor.name);
  jobs::record(
      ctx, tx,
      {.kind = "rule.changed",
       .payload = {{"rule_id", row.id.text()}, {"version", row.version}, {"change", change}}});
}

Error name_taken(std::string const& name) {
  return {Code::Conflict, "automation.name_taken", {{"name", name}}, "name", {}};
}

Error nothing_there(std::string const& field, std::string const& what) {
  return invalid(field, "error.not_found", {{"what", what}});
}

bool has_field(std::vector<fields::Field> const& all, std::string const& key) {
  return std::any_of(all.begin(), all.end(),
                     [&](auto const& field) { return field.key == key && !field.retired_at; });
}

Result<void> check_action_names(db::Tx& tx, RuleAction const& action, std::string const& path,
                                std::vector<fields::Field> const& fields) {
  if (action.act == Act::SetField && !has_field(fields, action.field->value))
    return nothing_there(wire::child(path, "field"), "custom_field");
  if (action.act == Act::HandOver && action.team_id) {
    auto const team = staff::find_team(tx, *action.team_id);
    if (!team || team->state != staff::TeamState::Active)
      return nothing_there(wire::child(path, "team_id"), "team");
  }
  if (action.act == Act::HandOver && action.owner_id && !staff::find(tx, *action.owner_id))
    return nothing_there(wire::child(path, "owner_id"), "staff");
  if (action.act == Act::RunMacro && !courtesy::find_macro(tx, *action.macro_id).ok())
    return nothing_there(wire::child(path, "macro_id"), "macro");
  if (action.act == Act::SendTemplate && !courtesy::template_name(tx, *action.template_id))
    return nothing_there(wire::child(path, "template_id"), "template");
  return {};
}

void take_form(RuleRow& row, NewAutomationRule const& form) {
  row.name = trim(form.name.value);
  row.folded_name = fold(row.name);
  row.state = form.state == WantedRuleState::Active ? RuleState::Active : RuleState::Paused;
  row.trigger_on = form.when.trigger;
  row.definition = stored(form);
  row.stop_after = form.stop_after;
}

Result<void> check_form(db::Tx& tx, NewAutomationRule const& form) {
  TRY(check(form));
  if (trim(form.name.value).empty()) return invalid("name", "wire.required");
  return check_names(tx, form);
}

Result<RuleRow> load(db::Tx& tx, RuleId id, std::int64_t version) {
  auto row = tx.find<RuleRow>(sql::find_rule, id);
  if (!row || row->state == RuleState::Archived) return not_found("rule");
  if (row->version != version) return stale(row->version);
  return *row;
}

/// False where the name is another's.
Result<bool> save(Context const& ctx, db::Tx& tx, RuleRow& row) {
  row.changed_at = ctx.now;
  std::int64_t changed = 0;
  bool const is_free = tx.attempt([&] {
    changed = tx.change(sql::save_rule, row.id, row.version, row.name, row.folded_name, row.state,
                        row.trigger_on, row.definition, row.stop_after, row.changed_at);
  });
  if (!is_free) return false;
  if (changed == 0) return stale(row.version + 1);
  ++row.version;
  return true;
}

void watch(Context const& ctx, db::Tx& tx, RuleRow const& row) {
  if (row.trigger_on == Trigger::Idle && row.state == RuleState::Active) watch_all(ctx, tx, row.id);
}

}  // namespace

Definition definition_of(JsonObject const& stored) {
  auto read = from_json<Definition>(Json(stored));
  if (!read.ok()) throw std::runtime_error("a rule cannot be read: " + read.error().field);
  return std::move(read).value();
}

JsonObject stored(Definition const& definition) {
  return parse_json(to_json_text(definition)).value().as_object();
}

Result<void> check_names(db::Tx& tx, Definition const& form) {
  auto const fields = fields::list(tx, fields::Target::Case);
  for (std::size_t i = 0; i < form.conditions.size(); ++i) {
    auto const& condition = form.conditions[i];
    if (condition.asks == Asks::Field && !has_field(fields, condition.field->value))
      return nothing_there(wire::child(wire::child("conditions", i), "field"), "custom_field");
  }
  for (std::size_t i = 0; i < form.actions.size(); ++i)
    TRY(check_action_names(tx, form.actions[i], wire::child("actions", i), fields));
  return {};
}

std::vector<AutomationRule> list_rules(db::Tx& tx) {
  std::vector<AutomationRule> all;
  for (auto const& row : tx.list<RuleRow>(sql::list_rules)) all.push_back(view_of(row));
  return all;
}

Result<AutomationRule> find_rule(db::Tx& tx, RuleId id) {
  auto const row = tx.find<RuleRow>(sql::find_rule, id);
  if (!row) return not_found("rule");
  return view_of(*row);
}

Result<AutomationRule> create_rule(Context const& ctx, db::Tx& tx, NewAutomationRule const& form) {
  TRY(check_form(tx, form));
  if (tx.scalar<std::int64_t>(sql::count_rules).value_or(0) >= kMostRules)
    return refused("automation.too_many", {{"limit", std::to_string(kMostRules)}});
  RuleRow row{.id = ctx.new_id<RuleId>(), .created_at = ctx.now, .changed_at = ctx.now};
  row.position = tx.scalar<std::int64_t>(sql::last_position).value_or(0) + 1;
  take_form(row, form);
  if (!tx.attempt([&] { tx.insert(sql::insert_rule, row); })) return name_taken(row.name);
  keep_version(ctx, tx, row, "created");
  watch(ctx, tx, row);
  return view_of(row);
}

Result<AutomationRule> change_rule(Context const& ctx, db::Tx& tx, RuleId id,
                                   AutomationRuleChange const& form) {
  auto row = TRY(load(tx, id, form.version));
  TRY(check_form(tx, form));
  take_form(row, form);
  if (!TRY(save(ctx, tx, row))) return name_taken(row.name);
  keep_version(ctx, tx, row, "changed");
  watch(ctx, tx, row);
  return view_of(row);
}

Result<void> archive_rule(Context const& ctx, db::Tx& tx, RuleId id, std::int64_t version) {
  auto row = TRY(load(tx, id, version));
  row.state = RuleState::Archived;
  TRY(save(ctx, tx, row));
  keep_version(ctx, tx, row, "archived");
  return {};
}

Result<void> order_rules(Context const& ctx, db::Tx& tx, std::vector<RuleId> const& order) {
  std::set<RuleId> wanted(order.begin(), order.end());
  auto const all = list_rules(tx);
  bool const whole = wanted.size() == order.size() && all.size() == order.size() &&
                     std::all_of(all.begin(), all.end(),
                                 [&](auto const& rule) { return wanted.contains(rule.id); });
  if (!whole) return invalid("rules", "automation.order_incomplete");
  for (std::size_t i = 0; i < order.size(); ++i)
    tx.run(sql::place_rule, order[i], static_cast<std::int64_t>(i + 1));
  jobs::record(ctx, tx, {.kind = "rule.changed", .payload = {{"change", "ordered"}}});
  return {};
}

std::vector<RuleVersion> versions_of(db::Tx& tx, RuleId id) {
  std::vector<RuleVersion> all;
  for (auto const& row : tx.list<VersionRow>(sql::versions_of, id)) {
    RuleVersion view;
    static_cast<Definition&>(view) = definition_of(row.definition);
    view.version = row.version;
    view.name = row.name;
    view.state = row.state;
    view.stop_after = row.stop_after;
    view.changed_at = row.changed_at;
    view.changed_by = row.changed_by_name;
    all.push_back(std::move(view));
  }
  return all;
}

}  // namespace vefa::automation
