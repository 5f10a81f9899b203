#include "modules/cases/bulk.hpp"

#include "i18n/i18n.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/steps.hpp"
#include "modules/courtesy/courtesy.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::cases {
namespace {

Result<void> change_one(Context const& ctx, db::Tx& tx, CaseId id, BulkChange const& b) {
  if (b.priority || b.kind) TRY(change(ctx, tx, id, 0, {.kind = b.kind, .priority = b.priority}));
  if (b.team_id || b.owner_id)
    TRY(hand_over(ctx, tx, id, 0, b.team_id.value_or(TeamId{}), b.owner_id.value_or(StaffId{}),
                  "bulk"));
  if (b.tags) TRY(set_tags(ctx, tx, id, std::vector<std::string>(b.tags->begin(), b.tags->end())));
  if (b.macro_id) TRY(run_macro(ctx, tx, id, *b.macro_id));
  return {};
}

template <class T>
std::optional<T> parsed(std::string const& text) {
  return T::parse(text);
}

Result<void> run_action(Context const& ctx, db::Tx& tx, CaseId id,
                        courtesy::MacroAction const& action) {
  auto const bad = [&] {
    return refused("cases.bad_macro_action", {{"action", action.action}, {"value", action.value}});
  };
  auto const row = TRY(for_change(ctx, tx, id, 0));
  if (action.action == "set_team") {
    auto const team = parsed<TeamId>(action.value);
    if (!team) return bad();
    TRY(hand_over(ctx, tx, id, 0, *team, {}, "macro"));
  } else if (action.action == "set_owner") {
    auto const person = action.value == "me" ? StaffId{ctx.actor.id}
                                             : parsed<StaffId>(action.value).value_or(StaffId{});
    TRY(hand_over(ctx, tx, id, 0, row.team_id, person, "macro"));
  } else if (action.action == "set_priority") {
    auto const priority = wire::parse_enum<Priority>(action.value);
    if (!priority) return bad();
    TRY(change(ctx, tx, id, 0, {.priority = *priority}));
  } else if (action.action == "set_kind") {
    auto const kind = wire::parse_enum<CaseKind>(action.value);
    if (!kind) return bad();
    TRY(change(ctx, tx, id, 0, {.kind = *kind}));
  } else if (action.action == "add_tag" || action.action == "remove_tag") {
    TRY(change_tag(ctx, tx, id, action.value, action.action == "add_tag"));
  } else if (action.action == "note") {
    TRY(note(ctx, tx, id, action.value, {}));
  } else if (action.action == "snooze") {
    auto const minutes = std::atoll(action.value.c_str());
    if (minutes <= 0) return bad();
    TRY(snooze(ctx, tx, id, 0, ctx.now + std::chrono::minutes(minutes)));
  } else if (action.action == "reply") {
    TRY(answer_by_template(ctx, tx, row, action.value));
  } else if (action.action == "solve") {
    TRY(solve(ctx, tx, id, 0));
  } else {
    return bad();
  }
  return {};
}

}  // namespace

Result<Case> run_macro(Context const& ctx, db::Tx& tx, CaseId id, MacroId macro_id) {
  auto const macro = TRY(courtesy::find_macro(tx, macro_id));
  TRY(for_change(ctx, tx, id, 0));
  // The caller's transaction ends with a refusal: what earlier actions wrote is undone with it.
  for (auto const& action : macro.actions) TRY(run_action(ctx, tx, id, action));
  return find(tx, id).value();
}

Result<BulkOutcome> change_many(Context const& ctx, db::Tx& tx, BulkChange const& b) {
  if (!b.team_id && !b.owner_id && !b.priority && !b.kind && !b.tags && !b.macro_id)
    return invalid("", "cases.nothing_to_change");
  BulkOutcome out;
  for (auto const id : b.cases) {
    BulkResult result{.case_id = id};
    result.changed = tx.attempt([&] {
      auto const done = change_one(ctx, tx, id, b);
      if (done.ok()) return;
      result.problem = done.error().key;
      result.message = i18n::message(ctx.language, done.error());
      throw db::Undo{};
    });
    if (!result.changed && result.problem.empty()) {
      result.problem = "error.conflict";
      result.message = i18n::message(ctx.language, result.problem);
    }
    out.changed += result.changed ? 1 : 0;
    out.results.push_back(std::move(result));
  }
  return out;
}

}  // namespace vefa::cases
