// Steps that several use-cases of this module share.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/company/company.hpp"
#include "modules/courtesy/courtesy.hpp"

namespace vefa::cases {

promises::Circumstances circumstances_of(Case const& row);

/// Team and owner for a concern; `team` none: by the routing rules. `not_to` is passed over.
struct Assignment {
  TeamId team_id;
  StaffId owner_id;  // none: the team owns it
};
Assignment assign(Context const& ctx, db::Tx& tx, Case const& row, TeamId team,
                  StaffId not_to = {});

/// The case and its pending promises change hands: the hand-over is kept with its reason, the row
/// is settled. The row must be locked.
void give_to(Context const& ctx, db::Tx& tx, Case& row, Assignment const& to,
             std::string const& reason);

/// Makes a promise of the standard's on the case, owned as the case is.
Result<promises::Promise> promise_by_standard(Context const& ctx, db::Tx& tx, Case const& row,
                                              promises::PromiseKind kind, bool next_answer);
/// Makes a promise that names its own day on the case, owned as the case is.
Result<promises::Promise> promise_on(Context const& ctx, db::Tx& tx, Case const& row,
                                     Owed const& owed);
/// Withdraws each pending promise for which `which` holds.
void withdraw_where(Context const& ctx, db::Tx& tx, CaseId id, std::string const& reason,
                    bool (*which)(promises::Promise const&));
/// Of the law, or promised anew where one of the law was broken.
bool rests_on_law(db::Tx& tx, promises::Promise const& p);
/// No person and no rule takes away what the law demands by how a case is called or what it is
/// about: her own word does, or one who may approve remedies. Errors: cases.law_is_owed (field).
Result<void> check_law_stays(Context const& ctx, db::Tx& tx, Case const& row, bool by_her_word,
                             std::string const& field);
/// Our word that it is solved keeps it; what the law demands is kept by what the law names.
bool is_kept_by_solving(promises::Promise const& p);
/// An open case without a pending promise gets a follow-up, so that it is never without.
Result<void> ensure_promise(Context const& ctx, db::Tx& tx, Case const& row);
/// The same for the program, which has nobody to refuse: throws where none can be promised.
void owe_one(Context const& ctx, db::Tx& tx, Case const& row);

void record(Context const& ctx, db::Tx& tx, std::string kind, Case const& row,
            JsonObject payload = {});

/// What every template may say of a case: number, subject, links, names, deadline (in words).
courtesy::Values values_of(db::Tx& tx, Case const& row, company::Profile const& profile,
                           std::optional<Instant> due_at);
/// Addresses that a message on this case goes to: hers first, then those in copy.
std::vector<interactions::Recipient> addressees(db::Tx& tx, Case const& row);
/// True where the program can write to her by itself.
bool can_write_to(db::Tx& tx, Case const& row);

/// The row for a person's change: locked, readable to her, at the version she saw (0: any), not
/// merged.
Result<Case> for_change(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version);

/// Closes the case; what is still pending falls away, for a reason that is told.
void end(Context const& ctx, db::Tx& tx, Case& row, ClosedBy by, Instant at,
         std::string const& reason);
/// We say that it is solved: what that keeps is kept, what it makes pointless falls away, her word
/// is waited for. The caller settles.
Result<void> mark_solved(Context const& ctx, db::Tx& tx, Case& row, InteractionId interaction,
                         Instant at);

/// Carries out what goes with an answer that goes out at `at`; the row is settled and saved.
struct Effect {
  After after = After::FollowUp;
  promises::PromiseKind promise_kind = promises::PromiseKind::FollowUpBy;
  std::optional<Instant> promise_due_at = {};
  std::string promise_what = {};
};
BOOST_DESCRIBE_STRUCT(Effect, (), (after, promise_kind, promise_due_at, promise_what))
Result<void> apply_answer(Context const& ctx, db::Tx& tx, Case& row, InteractionId interaction,
                          Instant at, Effect const& effect);

}  // namespace vefa::cases
