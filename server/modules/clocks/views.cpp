#include "modules/clocks/views.hpp"

#include <algorithm>

#include "i18n/i18n.hpp"
#include "law/tell.hpp"
#include "modules/cases/cases.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/debts.hpp"
#include "modules/clocks/known.hpp"
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

void tell_changes(Context const& ctx, db::Tx& tx, WordedConsequence& row) {
  auto const decision = decision_on(tx, row.id);
  for (auto const& change : changes_on(ctx, tx, row, decision))
    row.changes.push_back({change, decision_in_words(ctx.language, change)});
  if (!row.changes.empty()) row.needs_her_word = needs_her_word(tx, row, decision);
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

std::vector<WordedHappening> worded(Context const& ctx, std::vector<Happening> happenings) {
  std::vector<WordedHappening> out;
  out.reserve(happenings.size());
  for (auto& one : happenings) {
    auto words = i18n::message(ctx.language, "law.event." + one.kind);
    bool const can_take_back = may_take_back(ctx, one);
    out.push_back({std::move(one), std::move(words), can_take_back});
  }
  return out;
}

std::vector<WordedFormer> worded(std::vector<FormerDecision> former, Language language) {
  std::vector<WordedFormer> out;
  out.reserve(former.size());
  for (auto& one : former) {
    auto words = decision_in_words(language, one.decision);
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
  auto const* rule = law::find_any_edition(*basis.pack, clock.rule_id);
  auto const events = rule ? seen_by(*rule, basis) : basis.events;
  auto counted = TRY(law::due(*basis.pack, clock.rule_id, events, basis.params, ctx.now,
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
  auto const untold =
      rows.empty() ? std::vector<LegalConsequenceId>() : untold_costs(tx, rows.front().case_id);
  std::vector<WordedConsequence> out;
  for (auto const& one : rows) {
    if (one.clock_id != clock.id) continue;
    WordedConsequence row{one};
    row.cost_untold = std::ranges::find(untold, one.id) != untold.end();
    row.title = clock.title;
    if (auto const* source = counted ? source_of(one, *counted) : nullptr)
      row.words =
          law::consequence_words(language, *pack, *source->what, pack->clock->local(one.at).date);
    if (rule) tell_rule_of(row, language, *pack, *rule);
    row.doubts = doubts;
    if (one.effect == wire::enum_text(law::Effect::Call)) row.call = call_of(tx, one.id);
    for (auto const& decision : decisions_on(one))
      if (may_record(ctx, one, decision))
        row.decisions.push_back({decision, decision_in_words(language, decision)});
    tell_changes(ctx, tx, row);
    out.push_back(std::move(row));
  }
  return out;
}

namespace {

/// Whoever says otherwise, and why.
template <class T>
void tell_contradiction(Matter const& matter, std::string const& name, T& row) {
  auto const* said = matter.contradictions.if_contains(name);
  if (!said || !said->is_object()) return;
  row.contradicted = true;
  row.reason = std::string(said->at("reason").as_string());
  row.by_name = std::string(said->at("by_name").as_string());
}

std::string value_text(Json const& value) {
  return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
}

}  // namespace

std::vector<KnownFact> known_facts(Context const& ctx, db::Tx& tx, Matter const& matter) {
  auto const known = known_of(matter);
  std::vector<KnownFact> out;
  for (auto const& [key, value] : known.facts) {
    std::string const name(key);
    KnownFact row{.name = name,
                  .words = i18n::message(ctx.language, "law.fact." + name),
                  .value = value_text(value)};
    tell_contradiction(matter, name, row);
    // Said before it was known: it stands, and is shown beside it.
    auto const* said = matter.facts.if_contains(name);
    row.contradicted = row.contradicted || (said && *said != value);
    out.push_back(std::move(row));
  }
  std::ranges::sort(out, {}, &KnownFact::words);
  if (known.product_group.empty()) return out;
  auto const pack = law_in_use(ctx, tx, matter.code);
  auto const* group = pack ? group_of(*pack, known.product_group) : nullptr;
  KnownFact row{.name = "product_group",
                .words = group ? group->title.in(ctx.language) : known.product_group,
                .value = known.product_group};
  tell_contradiction(matter, row.name, row);
  row.contradicted = row.contradicted ||
                     (!matter.product_group.empty() && matter.product_group != known.product_group);
  out.push_back(std::move(row));
  return out;
}

std::vector<WordedKnown> known_happenings(Matter const& matter, Language language) {
  std::vector<WordedKnown> out;
  for (auto const& one : known_of(matter).happenings) {
    WordedKnown row{.kind = one.kind,
                    .words = i18n::message(language, "law.event." + one.kind),
                    .at = one.at,
                    .from = one.from};
    tell_contradiction(matter, one.kind, row);
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
