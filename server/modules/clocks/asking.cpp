// What other modules ask about the law of a case.
#include <algorithm>

#include "modules/clocks/basis.hpp"
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

std::vector<Told> told_of(db::Tx& tx, CaseId id, std::string_view kind) {
  std::vector<Told> out;
  for (auto const& one : happenings_of(tx, id))
    if (one.kind == kind && !one.taken_back_at) out.push_back({one.id, one.at, one.note});
  return out;
}

namespace {

/// No time that the row gives for it is known, or one of them was not over yet.
bool is_in_time(db::Tx& tx, CaseId id, law::Pack const& pack, std::string const& row, Instant at) {
  bool is_timed = false;
  for (auto const& clock : of_case(tx, id)) {
    auto const* rule = law::find_any_edition(pack, clock.rule_id);
    bool const is_term = rule && rule->row == row && clock.kind == "term" &&
                         clock.state != "not_applicable" && clock.state != "waiting";
    if (!is_term) continue;
    // It counts from the last of several: while one of them is not known, it is believed to be
    // later.
    bool const is_told = std::ranges::all_of(rule->start, [&](law::Start const& start) {
      return is_known_to_have_happened(tx, id, start.event);
    });
    bool const may_be_later = rule->start_by == law::StartBy::Latest && !is_told;
    if (may_be_later || !clock.due_at || at < *clock.due_at) return true;
    is_timed = true;
  }
  return !is_timed;
}

}  // namespace

ByLaw given_by_law(Context const& ctx, db::Tx& tx, CaseId id, std::string_view kind, Instant at) {
  auto const matter = matter_of(tx, id);
  auto out = ByLaw::Unspoken;
  if (!matter) return out;
  for (auto const& pack : laws_in_use(ctx, tx, matter->code)) {
    auto const facts = basis_of(ctx, tx, *matter, pack).params.facts;
    for (auto const& rule : pack->rules) {
      if (std::ranges::find(rule.start, kind, &law::Start::event) == rule.start.end()) continue;
      bool const applies = law::all_hold(rule.applies, facts) != law::Truth::No;
      if (applies && is_in_time(tx, id, *pack, rule.row, at)) return ByLaw::Given;
      out = ByLaw::NotGiven;
    }
  }
  return out;
}

bool was_chosen(db::Tx& tx, CaseId id, std::string_view choice) {
  auto const decisions = tx.list<Decision>(sql::decisions_of_case, id);
  return std::ranges::any_of(decisions,
                             [&](Decision const& one) { return one.decision == choice; });
}

}  // namespace vefa::clocks
