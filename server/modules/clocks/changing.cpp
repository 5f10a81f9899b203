#include "modules/clocks/changing.hpp"

#include <algorithm>

#include "base/spoken.hpp"
#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/clocks/debts.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/queries.hpp"

namespace vefa::clocks {
namespace {

bool is_given(LegalConsequence const& row) { return row.effect == "grant" || row.effect == "owe"; }

struct Changing {
  LegalConsequence row;
  std::optional<Decision> was;
  cases::Case of_case;
};

/// When that was said which the word changes: the decision; else when she could first know of it.
Instant since(Changing const& c) { return c.was ? c.was->decided_at : c.row.recorded_at; }

/// What gives to her needs no word of hers; what was refused, or told to be paid, a person of
/// authority puts right.
Result<void> check_taken_up(Context const& ctx, Changing const& c) {
  if (c.was->decision == kDeclined || ctx.actor.may(Permission::RemediesApprove)) return {};
  return Error{Code::Forbidden, "clocks.changed_by_authority", {}, {}, {}};
}

Result<void> check_ground(Context const& ctx, db::Tx& tx, Changing const& c,
                          DecisionChange const& wanted) {
  if (wanted.her_word)
    TRY(cases::check_her_word(tx, c.of_case, *wanted.her_word, since(c), "her_word"));
  if (wanted.decision.value == kTakenUp) return check_taken_up(ctx, c);
  if (wanted.her_word) return {};
  if (wanted.decision.value == kDeclined || needs_her_word(tx, c.row, c.was))
    return invalid("her_word.interaction_id", "clocks.needs_her_word");
  if (!ctx.actor.may(Permission::RemediesApprove))
    return Error{Code::Forbidden, "clocks.changed_by_authority", {}, {}, {}};
  return {};
}

JsonObject was_words(Changing const& c) {
  return in_each_language([&](Language l) {
    return c.was ? decision_in_words(l, c.was->decision) : given_in_words(l, c.row);
  });
}

void supersede(Context const& ctx, db::Tx& tx, Changing const& c, std::string const& reason) {
  if (!c.was) return;
  tx.run(sql::keep_former_decision, c.row.id, ctx.now, ctx.actor.name, reason);
  tx.run(sql::remove_decision, c.row.id);
}

/// Counted anew, so that it is offered again only as long as the law gives it.
Result<LegalConsequence> take_up_again(Context const& ctx, db::Tx& tx, Changing const& c,
                                       std::string const& reason) {
  supersede(ctx, tx, c, reason);
  tx.run(sql::change_consequence, c.row.id, c.row.state, "withdrawn", c.row.at);
  jobs::record(
      ctx, tx,
      {.kind = "legal_consequence.taken_up",
       .case_id = c.row.case_id.value,
       .payload = {
           {"consequence_id", c.row.id.text()},
           {"words", in_each_language([&](Language l) { return given_in_words(l, c.row); })},
           {"reason", reason}}});
  if (auto const matter = matter_of(tx, c.row.case_id)) recount(ctx, tx, *matter, kTakenUp);
  auto row = tx.find<LegalConsequence>(sql::find_consequence, c.row.id).value();
  if (row.state == "withdrawn") return refused("clocks.no_longer_owed", {}, "decision");
  // It stood on offer before she declined it: nobody has to decide that anew.
  bool const has_sum = row.effect != "owe" || row.amount_minor;
  if (row.state == "to_decide" && c.was->decision != "refused" && has_sum)
    put_on_offer(ctx, tx, row, reason);
  return row;
}

void decide_anew(Context const& ctx, db::Tx& tx, Changing const& c, DecisionChange const& wanted) {
  auto const& decision = wanted.decision.value;
  bool const declines = decision == kDeclined;
  auto const was = was_words(c);
  supersede(ctx, tx, c, wanted.reason.value);
  auto const language = c.of_case.language;
  end_debt(ctx, tx, c.row, declines ? "" : decision,
           i18n::message(language, declines ? "clocks.ended_declined" : "clocks.ended_replaced",
                         {{"choice", decision_in_words(language, decision)}}));
  Decision anew{.consequence_id = c.row.id,
                .decision = decision,
                .reason = wanted.reason.value,
                .channel = {},
                .decided_at = ctx.now,
                .decided_by_kind = "staff",
                .decided_by_id = ctx.actor.id,
                .decided_by_name = ctx.actor.name};
  if (wanted.her_word) {
    auto const said = interactions::find(tx, wanted.her_word->interaction_id).value();
    anew.channel = wire::enum_text(said.channel);
    anew.interaction_id = said.id;
    anew.words = wanted.her_word->words.value;
  }
  keep_decision(ctx, tx, c.row, anew,
                declines ? "legal_consequence.declined" : "legal_consequence.changed",
                {{"was", was}, {"interaction_id", anew.interaction_id.text()}});
}

/// What was noted, as she reads it.
std::string noted(db::Tx& tx, Changing const& c, std::string const& decision) {
  auto const language = c.of_case.language;
  std::string const key = decision == kDeclined  ? "clocks.heard_declined"
                          : decision == kTakenUp ? "clocks.heard_taken_up"
                                                 : "clocks.heard_choice";
  auto const was = c.was && c.was->decision != kDeclined
                       ? decision_in_words(language, c.was->decision)
                       : given_in_words(language, c.row);
  return i18n::message(language, key,
                       {{"rule", title_of_rule(tx, language, c.row)},
                        {"given", given_in_words(language, c.row)},
                        {"was", was},
                        {"choice", decision_in_words(language, decision)}});
}

}  // namespace

std::vector<FormerDecision> former_decisions(db::Tx& tx, CaseId id) {
  return tx.list<FormerDecision>(sql::former_decisions_of_case, id);
}

std::vector<std::string> changes_on(Context const& ctx, db::Tx& tx, LegalConsequence const& row,
                                    std::optional<Decision> const& decision) {
  if (!is_given(row)) return {};
  if (row.state == "offered" && row.party == "consumer") return {kDeclined};
  if (row.state != "decided" || !decision) return {};
  auto choices = choices_of(row);
  auto const now = std::ranges::find(choices, decision->decision);
  if (now == choices.end()) return {kTakenUp};  // declined, refused, told to be paid
  if (is_done(ctx, tx, row)) return {};
  choices.erase(now);
  choices.emplace_back(kDeclined);
  return choices;
}

bool needs_her_word(db::Tx& tx, LegalConsequence const& row,
                    std::optional<Decision> const& decision) {
  if (!decision || decision->decided_by_kind == "customer") return true;
  return tx.scalar<std::int64_t>(sql::was_written_to, row.case_id, decision->decided_at)
      .has_value();
}

Result<LegalConsequence> change_decision(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                                         DecisionChange const& wanted) {
  auto row = TRY(held_consequence(ctx, tx, id));
  auto was = decision_on(tx, id);
  auto const allowed = changes_on(ctx, tx, row, was);
  if (allowed.empty()) return refused("clocks.nothing_to_change", {}, "decision");
  if (std::ranges::find(allowed, wanted.decision.value) == allowed.end())
    return invalid("decision", "clocks.not_a_choice",
                   {{"allowed", in_words(ctx.language, allowed)}});
  if (trim(wanted.reason.value).empty()) return invalid("reason", "clocks.reason_needed");
  if (!has_words(wanted.reason.value)) return invalid("reason", "cases.not_words");
  auto const of_case = cases::find(tx, row.case_id).value();
  Changing const change{.row = row, .was = std::move(was), .of_case = of_case};
  TRY(check_ground(ctx, tx, change, wanted));
  if (wanted.decision.value == kTakenUp)
    row = TRY(take_up_again(ctx, tx, change, wanted.reason.value));
  else
    decide_anew(ctx, tx, change, wanted);
  if (wanted.her_word)
    cases::tell_heard(ctx, tx, of_case, noted(tx, change, wanted.decision.value),
                      wanted.her_word->words.value);
  return tx.find<LegalConsequence>(sql::find_consequence, id).value();
}

}  // namespace vefa::clocks
