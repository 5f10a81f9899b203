// What other modules ask about the law of a case.
#include <algorithm>

#include "modules/clocks/basis.hpp"
#include "modules/clocks/consequences.hpp"
#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/known.hpp"
#include "modules/clocks/moving.hpp"
#include "modules/clocks/queries.hpp"

namespace vefa::clocks {
namespace {

law::Rule const* rule_of(law::Pack const& pack, LegalClock const& clock) {
  auto const day = pack.clock->local(clock.starts_at).date;
  auto const* rule = law::find_rule(pack, clock.rule_id, day);
  return rule ? rule : law::find_any_edition(pack, clock.rule_id);
}

bool stops(law::Rule const& rule, std::string_view deed) {
  return std::ranges::find(rule.stop, deed) != rule.stop.end();
}

}  // namespace

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
    auto const* rule = rule_of(*pack, clock);
    if (rule && stops(*rule, happening)) out.push_back({clock.id, rule->title.in(language)});
  }
  return out;
}

std::vector<Instant> known_to_have_happened(db::Tx& tx, CaseId id, std::string_view kind) {
  std::vector<Instant> out;
  for (auto const& one : happenings_of(tx, id))
    if (one.kind == kind && !one.taken_back_at) out.push_back(one.at);
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  if (!matter || matter->contradictions.contains(kind)) return out;
  for (auto const& one : known_of(*matter).happenings)
    if (one.kind == kind) out.push_back(one.at);
  return out;
}

bool is_known_to_have_happened(db::Tx& tx, CaseId id, std::string_view kind) {
  return !known_to_have_happened(tx, id, kind).empty();
}

bool is_no_case(db::Tx& tx, CaseId id) {
  return std::ranges::any_of(dismissals_of(tx, id),
                             [](Dismissal const& one) { return !one.lifted_at; });
}

std::optional<Instant> due_ahead(Context const& ctx, db::Tx& tx, CaseId id,
                                 std::string_view begun_by, std::string_view deed) {
  std::optional<Instant> earliest;
  for (auto const& clock : of_case(tx, id)) {
    if (clock.cycle >= kAside || !clock.due_at || *clock.due_at <= ctx.now) continue;
    auto const pack = pack_of(tx, clock.pack_id);
    auto const* rule = rule_of(*pack, clock);
    bool const begins = rule && std::ranges::any_of(rule->start, [&](law::Start const& start) {
                          return start.event == begun_by;
                        });
    if (begins && stops(*rule, deed))
      earliest = std::min(earliest.value_or(*clock.due_at), *clock.due_at);
  }
  return earliest;
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
