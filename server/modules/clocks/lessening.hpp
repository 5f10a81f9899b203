// What a person says that the law goes by takes nothing away from her that the law demands: her own
// word does, or larger authority. Source: docs/decisions/0441-one-rule-for-every-word.md
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {

/// What the law owes her on a case.
struct OwedByLaw {
  std::vector<LegalClock> clocks;       // with a promise, and not done
  std::vector<LegalConsequence> given;  // to her, and neither chosen nor got yet
};
OwedByLaw owed_by_law(db::Tx& tx, CaseId id);

/// What a change of it rests on.
struct Ground {
  Instant before_at;  // when that was said which it changes
  std::string reason;
  cases::HerWord const* her_word = nullptr;
  cases::Case const* said_on = nullptr;  // another case of hers that it concerns; none: on this
};

/// The clocks were counted anew by what a person said: whether what was owed `before` is owed
/// still, as soon and as much, by whatever rule. Where it is not, her word later than what it takes
/// away says so, which she is written to, or somebody who may approve remedies does; recorded as
/// `case_law.lessened`. Errors: Refused cases.law_is_owed (her_word.interaction_id); those of
/// cases::check_her_word under her_word.
Result<void> check_not_lessened(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                OwedByLaw const& before, Ground const& ground);

}  // namespace vefa::clocks
