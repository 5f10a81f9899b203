// What was decided by law is changed, declined or taken up again: on her word, which is newer than
// what it changes. Source: docs/decisions/0440-a-choice-can-be-changed.md
#pragma once
#include "modules/cases/her_word.hpp"
#include "modules/clocks/consequences.hpp"

namespace vefa::clocks {

/// She wants nothing of it: a decision on it as a choice is.
inline constexpr char const* kDeclined = "declined";

/// A decision that another took the place of, word for word as it was.
struct FormerDecision {
  LegalConsequenceId consequence_id;
  std::int64_t n = 1;  // the first is 1
  std::string decision;
  std::string reason;
  std::string channel;
  Instant decided_at;
  std::string decided_by_kind;
  std::int64_t decided_by_id = 0;
  std::string decided_by_name;
  std::string document_id;
  InteractionId interaction_id;
  std::string words;
  Instant replaced_at;
  std::string replaced_by_name;
  std::string replaced_reason;
};
BOOST_DESCRIBE_STRUCT(FormerDecision, (),
                      (consequence_id, n, decision, reason, channel, decided_at, decided_by_kind,
                       decided_by_id, decided_by_name, document_id, interaction_id, words,
                       replaced_at, replaced_by_name, replaced_reason))
std::vector<FormerDecision> former_decisions(db::Tx& tx, CaseId id);

/// What it can be changed to now: other choices, `declined`, `taken_up`. Nothing of what was done.
std::vector<std::string> changes_on(Context const& ctx, db::Tx& tx, LegalConsequence const& row,
                                    std::optional<Decision> const& decision);
/// Whether a change of it needs her word: she declines it, or chose herself, or was written to
/// since it was decided.
bool needs_her_word(db::Tx& tx, LegalConsequence const& row,
                    std::optional<Decision> const& decision);

struct DecisionChange {
  Text<60, 1> decision;  // another choice; `declined`, `taken_up`
  Text<500, 1> reason;
  std::optional<cases::HerWord> her_word;
};
BOOST_DESCRIBE_STRUCT(DecisionChange, (), (decision, reason, her_word))
/// The old decision stays as it was, superseded; the promise of its deed ends, another deed is
/// promised; she is written to what was noted on her word. What was mistyped is changed without it
/// by a person of larger authority while nothing was told to her. NotFound; Refused
/// clocks.nothing_to_change, clocks.no_longer_owed (decision); Invalid clocks.not_a_choice
/// (decision), clocks.reason_needed, cases.not_words (reason), clocks.needs_her_word
/// (her_word.interaction_id), those of cases::check_her_word under her_word; Forbidden
/// clocks.changed_by_authority.
Result<LegalConsequence> change_decision(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                                         DecisionChange const& wanted);

}  // namespace vefa::clocks
