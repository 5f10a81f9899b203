// What an agent does with a case besides answering; used by this module's routes.
#pragma once
#include "modules/cases/her_word.hpp"

namespace vefa::cases {

/// Members that are none stay as they are.
struct Change {
  std::optional<std::string> subject;
  std::optional<CaseKind> kind;
  std::optional<Priority> priority;
  std::optional<Language> language;
  std::optional<JsonObject> fields;
  std::optional<HerWord> kind_word;  // with a kind: where she says that it is one
};
/// All verbs: NotFound for what the actor may not read, Stale for another version (0: any), Refused
/// for a case that was merged away (cases.merged). What kind a case was before stays known; of
/// `change` also those of `check_her_word`, at `kind_word`.
Result<Case> change(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                    Change const& wanted);

/// Gives the case, with its promises, to a team and perhaps one of its people; without a person,
/// routing looks for one. Invalid: cases.no_such_team, cases.not_in_team.
Result<Case> hand_over(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version, TeamId team,
                       StaffId owner, std::string const& reason);
/// The actor takes it, within its team or hers.
Result<Case> take(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version);
/// Out of the queue until an instant before the next promise; none ends it. Refused:
/// cases.snooze_past_promise, cases.snooze_in_past.
Result<Case> snooze(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                    std::optional<Instant> until);
/// An internal note; who is mentioned is told, and may read the case from then on.
Result<InteractionId> note(Context const& ctx, db::Tx& tx, CaseId id, std::string const& text,
                           std::vector<StaffId> const& mentions);
/// `id` ends in `into`: interactions, pending promises, participants and tags go there; both
/// histories stay. Refused: cases.merge_other_customer, cases.merge_itself.
Result<Case> merge(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version, CaseId into);
/// Some of its interactions become a case of their own with a promise of its own. Invalid:
/// cases.split_nothing, cases.split_everything; NotFound for an interaction of another case.
Result<Case> split(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                   std::vector<InteractionId> const& interactions, std::string const& subject);
Result<void> link(Context const& ctx, db::Tx& tx, CaseId id, CaseId other);
Result<void> unlink(Context const& ctx, db::Tx& tx, CaseId id, CaseId other);
/// By name; unknown ones are made. At most 30.
Result<void> set_tags(Context const& ctx, db::Tx& tx, CaseId id,
                      std::vector<std::string> const& names);
/// Makes of the tags that the writer saw those she wants: what others set meanwhile stays.
Result<void> change_tags(Context const& ctx, db::Tx& tx, CaseId id,
                         std::vector<std::string> const& seen,
                         std::vector<std::string> const& wanted);
/// Adds or removes one tag by name.
Result<void> change_tag(Context const& ctx, db::Tx& tx, CaseId id, std::string const& name,
                        bool add);
/// Solved without a letter (said on the phone): she is asked where the program can ask.
Result<Case> solve(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version);
/// Ends what is no concern at all (rubbish, a test): only while nothing was answered and no promise
/// is broken.
Result<Case> close_as_nothing(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                              std::string const& reason);

/// One's own word.
Result<promises::Promise> give_word(Context const& ctx, db::Tx& tx, CaseId id,
                                    promises::PromiseKind kind, Instant due_at,
                                    std::string const& what);
Result<promises::Promise> keep_word(Context const& ctx, db::Tx& tx, PromiseId id,
                                    std::string const& reason);
/// Only what was given by word: a standard's promise falls away by the customer's doing alone.
Result<promises::Promise> take_back_word(Context const& ctx, db::Tx& tx, PromiseId id,
                                         std::string const& reason);

/// Answers by a reply template (its id's text), filled in the customer's language. What a rule
/// sends so is an automatic message, which keeps no promise and goes to no machine (Refused:
/// cases.machine_gets_no_letter).
Result<void> answer_by_template(Context const& ctx, db::Tx& tx, Case const& row,
                                std::string const& template_id);
/// Runs a macro's actions in order, all or none.
Result<Case> run_macro(Context const& ctx, db::Tx& tx, CaseId id, MacroId macro);

/// True when she has a case of this subject that was opened at this very instant: a file that is
/// brought in a second time.
bool is_known(db::Tx& tx, CustomerId customer, Instant opened_at, std::string const& subject);

/// Open cases of this customer that sound alike (half of the shorter subject's words), newest
/// first.
std::vector<Case> likely_same(db::Tx& tx, CustomerId customer, std::string const& subject,
                              CaseId but);

}  // namespace vefa::cases
