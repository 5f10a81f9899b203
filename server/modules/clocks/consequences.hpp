// What follows from a clock, as rows that stay.
#pragma once
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {

/// The same text in each language, for events.
template <class Say>
JsonObject in_each_language(Say const& say) {
  JsonObject texts;
  for (Language const language : kLanguages) texts[tag(language)] = say(language);
  return texts;
}
/// What a row came from among what follows from its clock, as it is counted now; null where another
/// version of the pack put something else there.
law::Following const* source_of(LegalConsequence const& row, law::Clock const& counted);
/// Decisions as the reader knows them, for a refusal: "refund of the price, replacement".
std::string in_words(Language language, std::vector<std::string> const& decisions);
/// The rule's title in four languages, for events.
JsonObject titles_of(law::Rule const& rule);

/// Writes the consequences that came and are not there yet; those that a recount undid are
/// withdrawn unless somebody decided on them. Each records `legal_consequence.came`. `of_case` is
/// what stands on the case.
void reconcile(Context const& ctx, db::Tx& tx, LegalClock const& clock, law::Clock const& counted,
               PackInUse const& law, std::vector<LegalConsequence> const& of_case);

/// Whether this person may take it back at all; it is refused yet where it would take from the
/// customer what the law gave her.
bool may_take_back(Context const& ctx, Happening const& row);

struct Decision {
  LegalConsequenceId consequence_id;
  std::string decision;
  std::string reason;
  std::string channel;
  Instant decided_at;
  std::string decided_by_kind;  // staff; customer: by her link
  std::int64_t decided_by_id = 0;
  std::string decided_by_name;
  std::string document_id = {};       // of what was issued, where the program knows it
  InteractionId interaction_id = {};  // hers, in which she says so; none: not asked for
  std::string words = {};             // hers, in that
};
BOOST_DESCRIBE_STRUCT(Decision, (),
                      (consequence_id, decision, reason, channel, decided_at, decided_by_kind,
                       decided_by_id, decided_by_name, document_id, interaction_id, words))
std::optional<Decision> decision_on(db::Tx& tx, LegalConsequenceId id);
/// Stores it, and records `legal_consequence.decided`, or what `event` says.
void keep_decision(Context const& ctx, db::Tx& tx, LegalConsequence const& row,
                   Decision const& decision, char const* event = "legal_consequence.decided",
                   JsonObject more = {});
/// Of a grant: names of texts `law.choice.…`.
std::vector<std::string> choices_of(LegalConsequence const& row);
/// What can be recorded of it: one of the choices, `paid`, `issued`, `done`; `refused` at the end.
/// Nothing of what was decided, replaced or withdrawn.
std::vector<std::string> decisions_on(LegalConsequence const& row);
std::string decision_in_words(Language language, std::string const& decision);
/// Nobody but a person of larger authority refuses what the law gives her.
bool may_record(Context const& ctx, LegalConsequence const& row, std::string const& decision);
std::string title_of_rule(db::Tx& tx, Language language, LegalConsequence const& row);
/// What it is, to her: the choices that she has, or the sum.
std::string given_in_words(Language language, LegalConsequence const& row);
/// Found by who may read the case, which is locked from then on.
Result<LegalConsequence> held_consequence(Context const& ctx, db::Tx& tx, LegalConsequenceId id);

struct NewDecision {
  Text<60, 1> decision;  // one of the choices; `paid`, `issued`, `refused`
  Text<500> reason;
  Text<40> channel;  // by which the consumer told her choice
};
BOOST_DESCRIBE_STRUCT(NewDecision, (), (decision, reason, channel))
/// What was chosen, paid or refused, by whom and why. Refused: clocks.not_a_choice,
/// clocks.reason_needed (of a refusal, and of what the law leaves to a person), Forbidden for what
/// a person of larger authority must decide, which a refusal of what the law gives her always is:
/// she is told of it, and why. Conflict clocks.already_decided; clocks.channel_needed (channel: how
/// she told a choice that is hers). What she does not want is declined (`change_decision`).
Result<Decision> decide(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                        NewDecision const& wanted);

}  // namespace vefa::clocks
