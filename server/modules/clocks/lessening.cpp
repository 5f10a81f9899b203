#include "modules/clocks/lessening.hpp"

#include <algorithm>
#include <set>

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/clocks/consequences.hpp"
#include "modules/clocks/moving.hpp"
#include "modules/clocks/packs.hpp"
#include "modules/clocks/queries.hpp"

namespace vefa::clocks {
namespace {

bool is_state(LegalClock const& clock, law::State state) {
  return clock.state == wire::enum_text(state);
}

bool is_owed(LegalClock const& clock) {
  using enum law::State;
  bool const waits = is_state(clock, Running) || is_state(clock, Paused) || is_state(clock, Broken);
  return clock.promise_id && clock.open && clock.cycle < kAside && waits;
}

bool is_given(LegalConsequence const& row) {
  return row.party == "consumer" && (row.state == "offered" || row.state == "to_decide");
}

promises::PromiseKind kind_of(db::Tx& tx, LegalClock const& clock) {
  return promises::find(tx, clock.promise_id).value().kind;
}

/// By itself, done or not; or by another rule that owes her the same.
bool stands(db::Tx& tx, LegalClock const& was, std::vector<LegalClock> const& now) {
  auto const kind = kind_of(tx, was);
  return std::ranges::any_of(now, [&](LegalClock const& one) {
    using enum law::State;
    bool const same = one.id == was.id && one.cycle < kAside && !is_state(one, NotApplicable) &&
                      !is_state(one, Waiting);
    bool const no_later = !was.due_at || (one.due_at && *one.due_at <= *was.due_at);
    return no_later && (same || (is_owed(one) && kind_of(tx, one) == kind));
  });
}

bool stands(LegalConsequence const& was, std::vector<LegalConsequence> const& now) {
  return std::ranges::any_of(now, [&](LegalConsequence const& one) {
    auto const choices = choices_of(one);
    bool const has_all = std::ranges::all_of(choices_of(was), [&](auto const& choice) {
      return std::ranges::find(choices, choice) != choices.end();
    });
    return is_given(one) && one.effect == was.effect && has_all &&
           one.amount_minor.value_or(0) >= was.amount_minor.value_or(0);
  });
}

std::string title_of(db::Tx& tx, Language language, LegalClock const& clock) {
  auto const* rule = law::find_any_edition(*pack_of(tx, clock.pack_id), clock.rule_id);
  return rule ? rule->title.in(language) : clock.rule_id;
}

/// The clocks of what is owed less, or later.
std::vector<LegalClock> lost(db::Tx& tx, OwedByLaw const& before, CaseId id) {
  auto const clocks = of_case(tx, id);
  auto const given = owed_by_law(tx, id).given;
  std::vector<LegalClock> out;
  for (auto const& was : before.clocks)
    if (!stands(tx, was, clocks)) out.push_back(was);
  for (auto const& was : before.given) {
    bool const is_named = std::ranges::find(out, was.clock_id, &LegalClock::id) != out.end();
    if (!is_named && !stands(was, given))
      out.push_back(tx.find<LegalClock>(sql::find_clock, was.clock_id).value());
  }
  return out;
}

}  // namespace

OwedByLaw owed_by_law(db::Tx& tx, CaseId id) {
  OwedByLaw out{of_case(tx, id), consequences_of(tx, id)};
  std::erase_if(out.clocks, [](auto const& clock) { return !is_owed(clock); });
  std::erase_if(out.given, [](auto const& row) { return !is_given(row); });
  return out;
}

Result<void> check_not_lessened(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                OwedByLaw const& before, Ground const& ground) {
  auto const less = lost(tx, before, row.id);
  if (less.empty()) return {};
  auto since = ground.before_at;
  for (auto const& clock : less) since = std::max(since, clock.starts_at);
  bool const may = ctx.actor.kind != ActorKind::Staff || ctx.actor.may(Permission::RemediesApprove);
  if (ground.her_word)
    TRY(cases::check_her_word(tx, ground.said_on ? *ground.said_on : row, *ground.her_word,
                              std::min(since, ctx.now), "her_word"));
  else if (!may)
    return refused("cases.law_is_owed", {}, "her_word.interaction_id");
  auto const titles = [&](Language language) {
    std::set<std::string> all;
    for (auto const& clock : less) all.insert(title_of(tx, language, clock));
    return join({all.begin(), all.end()}, ", ");
  };
  JsonObject payload{{"words", in_each_language(titles)}, {"reason", ground.reason}};
  if (ground.her_word) payload["interaction_id"] = ground.her_word->interaction_id.text();
  jobs::record(
      ctx, tx,
      {.kind = "case_law.lessened", .case_id = row.id.value, .payload = std::move(payload)});
  if (ground.her_word)
    cases::tell_heard(
        ctx, tx, row,
        i18n::message(row.language, "clocks.heard_lessened", {{"rules", titles(row.language)}}),
        ground.her_word->words.value);
  return {};
}

}  // namespace vefa::clocks
