// What other modules ask about the law of a case.
#include <algorithm>

#include "modules/clocks/consequences.hpp"
#include "modules/clocks/known.hpp"
#include "modules/clocks/queries.hpp"

namespace vefa::clocks {

std::optional<Matter> matter_of(db::Tx& tx, CaseId id) {
  return tx.find<Matter>(sql::find_matter, id);
}

bool stands(db::Tx& tx, LawEventId id) {
  return tx.scalar<std::int64_t>(sql::stands, id).has_value();
}

std::vector<Awaited> awaited(db::Tx& tx, CaseId id, std::string_view happening, Language language) {
  std::vector<Awaited> out;
  for (auto const& clock : of_case(tx, id)) {
    if (!clock.open || clock.stopped_at) continue;
    auto const pack = pack_of(tx, clock.pack_id);
    auto const* rule =
        law::find_rule(*pack, clock.rule_id, pack->clock->local(clock.starts_at).date);
    if (!rule) rule = law::find_any_edition(*pack, clock.rule_id);
    bool const stops = rule && std::ranges::find(rule->stop, happening) != rule->stop.end();
    if (stops) out.push_back({clock.id, rule->title.in(language)});
  }
  return out;
}

bool is_known_to_have_happened(db::Tx& tx, CaseId id, std::string_view kind) {
  auto const told = happenings_of(tx, id);
  bool const is_told = std::ranges::any_of(
      told, [&](Happening const& one) { return one.kind == kind && !one.taken_back_at; });
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  if (is_told || !matter || matter->contradictions.contains(kind)) return is_told;
  auto const known = known_of(*matter).happenings;
  return std::ranges::any_of(known, [&](KnownHappening const& one) { return one.kind == kind; });
}

bool was_chosen(db::Tx& tx, CaseId id, std::string_view choice) {
  auto const decisions = tx.list<Decision>(sql::decisions_of_case, id);
  return std::ranges::any_of(decisions,
                             [&](Decision const& one) { return one.decision == choice; });
}

}  // namespace vefa::clocks
