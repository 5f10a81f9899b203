#include "modules/clocks/views.hpp"

#include "i18n/i18n.hpp"
#include "law/tell.hpp"
#include "modules/cases/cases.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/queries.hpp"

namespace vefa::clocks {
namespace {

void tell_rule_of(WordedConsequence& row, Language language, law::Pack const& pack,
                  law::Rule const& rule) {
  row.source = law::source_words(pack, rule.provenance);
  row.quote = rule.provenance.quote;
  row.confidence = rule.provenance.confidence;
  row.readings = law::readings(language, pack, rule.provenance);
}

/// Why it is left to a person: what is not known or not sure, or that nobody answers for the pack.
std::vector<std::string> doubts_of(db::Tx& tx, Language language, LegalClock const& clock,
                                   law::Clock const& counted) {
  std::vector<std::string> out;
  auto const row = tx.find<PackRow>(sql::find_pack, clock.pack_id);
  if (row && !row->approved_at)
    out.push_back(i18n::message(language, "clocks.pack_advises", {{"version", row->pack_version}}));
  for (auto const& doubt : counted.doubts) out.push_back(law::doubt_words(language, doubt));
  return out;
}

}  // namespace

std::vector<TitledClock> titled(db::Tx& tx, std::vector<LegalClock> clocks, Language language) {
  std::vector<TitledClock> out;
  for (auto& clock : clocks) {
    auto const* rule = law::find_any_edition(*pack_of(tx, clock.pack_id), clock.rule_id);
    out.push_back({std::move(clock), rule ? rule->title.in(language) : std::string()});
    if (out.back().title.empty()) out.back().title = out.back().rule_id;
  }
  return out;
}

std::vector<WordedHappening> worded(std::vector<Happening> happenings, Language language) {
  std::vector<WordedHappening> out;
  out.reserve(happenings.size());
  for (auto& one : happenings) {
    auto words = i18n::message(language, "law.event." + one.kind);
    out.push_back({std::move(one), std::move(words)});
  }
  return out;
}

std::vector<WordedDecision> worded(std::vector<Decision> decisions, Language language) {
  std::vector<WordedDecision> out;
  out.reserve(decisions.size());
  for (auto& one : decisions) {
    auto words = decision_in_words(language, one.decision);
    out.push_back({std::move(one), std::move(words)});
  }
  return out;
}

Result<CountedAgain> counted_again(Context const& ctx, db::Tx& tx, Matter const& matter,
                                   LegalClock const& clock) {
  auto basis = basis_of(ctx, tx, matter, pack_of(tx, clock.pack_id));
  auto counted = TRY(law::due(*basis.pack, clock.rule_id, basis.events, basis.params, ctx.now,
                              static_cast<int>(clock.cycle)));
  return CountedAgain{std::move(basis), std::move(counted)};
}

std::string own_time_words(db::Tx& tx, Language language, LegalClock const& clock,
                           law::Pack const& pack) {
  if (!clock.own_due_at) return {};
  for (auto const& standard : standards_of(tx, clock.code)) {
    auto const amount = law::parse_amount(standard.amount);
    if (standard.rule_id != clock.rule_id || !amount) continue;
    return i18n::message(language, "clocks.own_time",
                         {{"amount", law::amount_words(language, *amount)},
                          {"when", i18n::date_time_text(language, *clock.own_due_at, pack.zone)}});
  }
  return {};
}

std::vector<WordedConsequence> worded(Context const& ctx, db::Tx& tx, Matter const& matter,
                                      TitledClock const& clock,
                                      std::vector<LegalConsequence> const& rows) {
  auto const language = ctx.language;
  auto const pack = pack_of(tx, clock.pack_id);
  auto const again = counted_again(ctx, tx, matter, clock);
  auto const* counted = again.ok() ? &again->clock : nullptr;
  auto const* rule =
      counted && counted->rule ? counted->rule : law::find_any_edition(*pack, clock.rule_id);
  std::vector<std::string> doubts;
  if (counted) doubts = doubts_of(tx, language, clock, *counted);
  std::vector<WordedConsequence> out;
  for (auto const& one : rows) {
    if (one.clock_id != clock.id) continue;
    WordedConsequence row{one};
    row.title = clock.title;
    if (auto const* source = counted ? source_of(one, *counted) : nullptr)
      row.words =
          law::consequence_words(language, *pack, *source->what, pack->clock->local(one.at).date);
    if (rule) tell_rule_of(row, language, *pack, *rule);
    row.doubts = doubts;
    if (one.effect == wire::enum_text(law::Effect::Call)) row.call = call_of(tx, one.id);
    for (auto const& decision : decisions_on(one))
      row.decisions.push_back({decision, decision_in_words(language, decision)});
    out.push_back(std::move(row));
  }
  return out;
}

std::optional<KnownProduct> product_of(Context const& ctx, db::Tx& tx, Matter const& matter) {
  auto const unit_id = cases::unit_of(tx, matter.case_id);
  auto const unit = unit_id ? units::find(tx, unit_id) : std::nullopt;
  auto const product =
      unit && unit->product_id ? catalogue::find(tx, unit->product_id) : std::nullopt;
  if (!product) return std::nullopt;
  KnownProduct known{.unit_id = unit->id, .title = catalogue::title_of(tx, *product)};
  auto const laws = laws_in_use(ctx, tx, matter.code);
  for (auto const& code : catalogue::group_codes(tx, product->group_id))
    for (auto const& pack : laws)
      if (auto const* group = group_of(*pack, code)) {
        known.group = code;
        known.group_words = group->title.in(ctx.language);
        return known;
      }
  return known;
}

}  // namespace vefa::clocks
