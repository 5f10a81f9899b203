#include "modules/automation/actions.hpp"

#include "calendar/calendar.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/desk.hpp"
#include "modules/fields/fields.hpp"
#include "modules/staff/staff.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::automation {
namespace {

std::string text_of(RuleAction const& action) { return action.value ? action.value->value : ""; }

std::string team_name(db::Tx& tx, TeamId id) {
  auto const team = staff::find_team(tx, id);
  return team ? team->name : id.text();
}

/// A typed text as the field's type keeps it; an empty one removes the value.
Json field_json(db::Tx& tx, std::string const& key, std::string const& text) {
  if (text.empty()) return nullptr;
  for (auto const& field : fields::list(tx, fields::Target::Case)) {
    if (field.key != key) continue;
    bool const plain =
        field.type == fields::FieldType::Number || field.type == fields::FieldType::Bool;
    auto const parsed = plain ? parse_json(text) : Result<Json>(Json(text));
    return parsed.ok() ? *parsed : Json(text);
  }
  return Json(text);
}

bool has_tag(db::Tx& tx, CaseId id, std::string const& name) {
  auto const all = cases::tags(tx, id);
  return std::any_of(all.begin(), all.end(),
                     [&](auto const& one) { return fold(one) == fold(name); });
}

Step hand_over_step(db::Tx& tx, cases::Case const& row, RuleAction const& action) {
  auto const team = action.team_id.value_or(row.team_id);
  Step step{Act::HandOver, team_name(tx, team)};
  if (action.owner_id) step.value += " · " + staff::name_of(tx, *action.owner_id);
  step.changes = team != row.team_id || (action.owner_id && *action.owner_id != row.owner_id);
  return step;
}

std::string macro_name(db::Tx& tx, RuleAction const& action) {
  auto const macro = courtesy::find_macro(tx, *action.macro_id);
  return macro.ok() ? macro->name : action.macro_id->text();
}

Result<void> set_field(Context const& ctx, db::Tx& tx, cases::Case const& row,
                       RuleAction const& action) {
  auto values = row.fields;
  values[action.field->value] = field_json(tx, action.field->value, text_of(action));
  TRY(cases::change(ctx, tx, row.id, 0, {.fields = values}));
  return {};
}

Result<void> promise(Context const& ctx, db::Tx& tx, cases::Case const& row,
                     RuleAction const& action) {
  auto const due = TRY(after_working_hours(tx, row.team_id, ctx.now, *action.working_hours));
  TRY(cases::give_word(ctx, tx, row.id, *action.promise_kind, due, text_of(action)));
  return {};
}

/// Webhooks that ask for `automation.*` are told.
void call_webhook(Context const& ctx, db::Tx& tx, cases::Case const& row,
                  RuleAction const& action) {
  jobs::record(ctx, tx,
               {.kind = "automation." + text_of(action),
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = {{"number", row.number},
                            {"case_id", row.id.text()},
                            {"rule_id", RuleId{ctx.actor.id}.text()},
                            {"rule", ctx.actor.name}}});
}

Result<void> perform(Context const& ctx, db::Tx& tx, cases::Case const& row,
                     RuleAction const& action) {
  switch (action.act) {
    case Act::SetPriority:
      TRY(cases::change(ctx, tx, row.id, 0,
                        {.priority = wire::parse_enum<cases::Priority>(text_of(action))}));
      return {};
    case Act::SetKind:
      TRY(cases::change(ctx, tx, row.id, 0,
                        {.kind = wire::parse_enum<cases::CaseKind>(text_of(action))}));
      return {};
    case Act::AddTag:
    case Act::RemoveTag:
      return cases::change_tag(ctx, tx, row.id, trim(text_of(action)), action.act == Act::AddTag);
    case Act::SetField:
      return set_field(ctx, tx, row, action);
    case Act::HandOver:
      TRY(cases::hand_over(ctx, tx, row.id, 0, action.team_id.value_or(row.team_id),
                           action.owner_id.value_or(StaffId{}), ctx.actor.name));
      return {};
    case Act::Note:
      TRY(cases::note(ctx, tx, row.id, text_of(action), {}));
      return {};
    case Act::RunMacro:
      TRY(cases::run_macro(ctx, tx, row.id, *action.macro_id));
      return {};
    case Act::SendTemplate:
      return cases::answer_by_template(ctx, tx, row, action.template_id->text());
    case Act::Promise:
      return promise(ctx, tx, row, action);
    case Act::CallWebhook:
      call_webhook(ctx, tx, row, action);
      return {};
  }
  return {};
}

}  // namespace

Result<Instant> after_working_hours(db::Tx& tx, TeamId team, Instant from, std::int64_t hours) {
  auto const found = staff::find_team(tx, team);
  auto const calendar =
      standards::working_calendar(tx, found ? found->calendar_id : WorkCalendarId{});
  calendar::Amount const amount{.counting = calendar::Counting::WorkingMinutes,
                                .count = hours * 60};
  return TRY(calendar::add_working(*calendar, from, amount)).due_at;
}

Step described(Context const& ctx, db::Tx& tx, cases::Case const& row, RuleAction const& action) {
  Step step{action.act, text_of(action)};
  switch (action.act) {
    case Act::SetPriority:
      step.changes = step.value != wire::enum_text(row.priority);
      break;
    case Act::SetKind:
      step.changes = step.value != wire::enum_text(row.kind);
      break;
    case Act::AddTag:
    case Act::RemoveTag:
      step.changes = has_tag(tx, row.id, step.value) != (action.act == Act::AddTag);
      break;
    case Act::SetField: {
      auto const* now = row.fields.if_contains(action.field->value);
      step.changes = (now ? *now : Json()) != field_json(tx, action.field->value, text_of(action));
      step.value = action.field->value + ": " + step.value;
      break;
    }
    case Act::HandOver:
      return hand_over_step(tx, row, action);
    case Act::RunMacro:
      step.value = macro_name(tx, action);
      break;
    case Act::SendTemplate:
      step.value =
          courtesy::template_name(tx, *action.template_id).value_or(action.template_id->text());
      break;
    case Act::Promise:
      if (auto const due = after_working_hours(tx, row.team_id, ctx.now, *action.working_hours);
          due.ok())
        step.value = to_text(*due) + " " + step.value;
      break;
    case Act::Note:
    case Act::CallWebhook:
      break;
  }
  return step;
}

Result<Step> carry_out(Context const& ctx, db::Tx& tx, CaseId id, RuleAction const& action) {
  auto const row = cases::lock(tx, id);
  if (!row) return not_found("case");
  auto step = described(ctx, tx, *row, action);
  if (step.changes) TRY(perform(ctx, tx, *row, action));
  return step;
}

}  // namespace vefa::automation
