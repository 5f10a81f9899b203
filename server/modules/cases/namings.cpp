#include "modules/cases/namings.hpp"

#include "base/text.hpp"
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

/// As it is compared: folded, each run of white space as one space.
std::string squeezed(std::string_view text) {
  std::string out;
  for (char const c : fold(text)) {
    bool const is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// Of what was said aloud, or on paper, we know what was noted; what she typed holds the words.
bool holds_words(interactions::Interaction const& said, std::string_view words) {
  using enum interactions::Channel;
  bool const is_typed = said.channel == Email || said.channel == Chat || said.channel == Social ||
                        said.channel == Portal;
  return !is_typed ||
         squeezed(said.subject + " " + said.text).find(squeezed(words)) != std::string::npos;
}

Result<void> take_her_word(db::Tx& tx, Case const& row, UnitOfCase const& input, UnitNaming& said) {
  if (!input.interaction_id) return {};
  if (!is_her_word(tx, row, *input.interaction_id))
    return invalid("interaction_id", "cases.needs_her_word");
  if (said.reason.empty()) return invalid("reason", "wire.required");
  auto const message = interactions::find(tx, *input.interaction_id).value();
  if (!holds_words(message, said.reason)) return invalid("reason", "cases.not_in_her_words");
  said.interaction_id = *input.interaction_id;
  return {};
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

bool is_her_word(db::Tx& tx, Case const& row, InteractionId id) {
  auto const said = interactions::find(tx, id);
  return said && said->case_id == row.id && !said->automatic &&
         said->direction == interactions::Direction::Inbound;
}

Result<void> check_her_word(db::Tx& tx, Case const& row, HerWord const& word, Instant since) {
  if (!is_her_word(tx, row, word.interaction_id))
    return invalid("interaction_id", "cases.needs_her_word");
  auto const said = interactions::find(tx, word.interaction_id).value();
  if (said.at < since) return invalid("interaction_id", "cases.word_is_older");
  if (trim(word.words.value).empty()) return invalid("words", "wire.required");
  if (!holds_words(said, word.words.value)) return invalid("words", "cases.not_in_her_words");
  return {};
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
  write(ctx, tx, row, said);
  return *newest_naming(tx, row.id);
}

Result<void> forget_unit(Context const& ctx, db::Tx& tx, Case const& row) {
  if (!newest_naming(tx, row.id)) return not_found("unit");
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
