#include "modules/cases/namings.hpp"

#include "i18n/i18n.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/steps.hpp"
#include "modules/units/units.hpp"

namespace vefa::cases {
namespace {

void append(db::Tx& tx, UnitNaming const& said) {
  tx.run(sql::append_naming, said.case_id, said.unit_id, said.interaction_id, said.reason,
         said.named_at, said.named_by);
}

UnitNaming naming(Context const& ctx, CaseId id, UnitId unit) {
  return {.case_id = id,
          .unit_id = unit,
          .interaction_id = {},
          .reason = {},
          .named_at = ctx.now,
          .named_by = ctx.actor.name};
}

void write(Context const& ctx, db::Tx& tx, Case const& row, UnitNaming const& said) {
  append(tx, said);
  if (said.unit_id)
    tx.run(sql::name_unit, row.id, said.unit_id, said.named_at, said.named_by);
  else
    tx.run(sql::delete_unit, row.id);
  if (said.unit_id)
    record(ctx, tx, "case.unit_named", row, {{"unit_id", said.unit_id.text()}});
  else
    record(ctx, tx, "case.unit_forgotten", row, {});
}

/// The word came after whatever else was said of the unit.
Result<void> take_her_word(db::Tx& tx, Case const& row, UnitOfCase const& input, UnitNaming& said) {
  if (!input.interaction_id) return {};
  auto const since = tx.scalar<Instant>(sql::other_unit_named_at, row.id, said.unit_id);
  HerWord word{.interaction_id = *input.interaction_id, .words = {}};
  word.words.value = said.reason;
  auto checked = check_her_word(tx, row, word, since.value_or(Instant{}));
  if (!checked.ok()) {
    auto error = std::move(checked).error();
    if (error.field == "words") error.field = "reason";
    return error;
  }
  said.interaction_id = *input.interaction_id;
  return {};
}

void tell_unit(Context const& ctx, db::Tx& tx, Case const& row, UnitNaming const& said) {
  auto const unit = said.unit_id ? units::find(tx, said.unit_id) : std::nullopt;
  std::string noted = i18n::message(row.language, "cases.heard_no_unit");
  if (unit)
    noted = i18n::message(row.language, "cases.heard_unit",
                          {{"unit", unit->serial.empty() ? unit->description : unit->serial}});
  tell_heard(ctx, tx, row, noted, said.reason);
}

}  // namespace

std::optional<UnitNaming> newest_naming(db::Tx& tx, CaseId id) {
  auto said = tx.find<UnitNaming>(sql::newest_naming, id);
  bool const says = said && (said->unit_id || said->interaction_id);
  return says ? said : std::nullopt;
}

std::vector<UnitId> units_named(db::Tx& tx, CaseId id) {
  return tx.column<UnitId>(sql::units_named, id);
}

void name_unit(Context const& ctx, db::Tx& tx, Case const& row, UnitId unit) {
  write(ctx, tx, row, naming(ctx, row.id, unit));
}

Result<UnitNaming> say_unit(Context const& ctx, db::Tx& tx, Case const& row,
                            UnitOfCase const& input) {
  auto said = naming(ctx, row.id, {});
  if (input.reason) said.reason = input.reason->value;
  if (input.unit_id) {
    auto const unit = units::find(tx, *input.unit_id);
    if (!unit) return not_found("unit");
    said.unit_id = unit->id;
    auto const owner = units::owner_today(tx, unit->id);
    bool const is_anothers = owner && owner->customer_id != row.customer_id;
    if (is_anothers && said.reason.empty()) return invalid("reason", "cases.unit_of_another");
  } else if (!input.interaction_id) {
    return invalid("interaction_id", "cases.none_needs_her_word");
  }
  TRY(take_her_word(tx, row, input, said));
  // Said again without a new word: what was said stands, her word with it.
  auto const before = newest_naming(tx, row.id);
  bool const is_same = before && before->unit_id == said.unit_id && !said.interaction_id &&
                       (said.reason.empty() || said.reason == before->reason);
  if (is_same && unit_of(tx, row.id) == said.unit_id) return *before;
  if (auto const now = unit_of(tx, row.id); now && now != said.unit_id)
    TRY(check_law_stays(ctx, tx, row, !!said.interaction_id, "unit_id"));
  write(ctx, tx, row, said);
  if (said.interaction_id) tell_unit(ctx, tx, row, said);
  return *newest_naming(tx, row.id);
}

Result<void> forget_unit(Context const& ctx, db::Tx& tx, Case const& row) {
  if (!newest_naming(tx, row.id)) return not_found("unit");
  TRY(check_law_stays(ctx, tx, row, false, ""));
  write(ctx, tx, row, naming(ctx, row.id, {}));
  return {};
}

void join_namings(db::Tx& tx, CaseId from, CaseId into) {
  auto const kept = newest_naming(tx, into);
  tx.run(sql::copy_namings, from, into);
  if (kept)
    append(tx, *kept);
  else
    tx.run(sql::take_unit, from, into);
}

}  // namespace vefa::cases
