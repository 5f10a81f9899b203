// Steps that several use-cases of this module share.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/recovery/offers.hpp"

namespace vefa::recovery {

/// A proposal of what an offer has, by the actor; not stored yet.
Remedy remedy_of(Context const& ctx, cases::Case const& row, RecoveryId recovery,
                 Offer const& offer);
/// Stores a proposal, and records `remedy.proposed`.
void keep_proposal(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);
/// A proposal in place of one that she does not want, for the same breach or as the same goodwill.
Result<Remedy> propose_instead(Context const& ctx, db::Tx& tx, cases::Case const& row,
                               Remedy const& before, NewRemedy const& wanted,
                               std::string const& reason);
/// Gives what a rule proposes, where a budget counts it and has room (an apology needs none), and
/// tells her; else it stays proposed.
void give_by_itself(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);

/// The sale of the case's unit that a free service is promised with: her newest, else the unit's.
std::optional<SaleId> sale_for_service(db::Tx& tx, cases::Case const& row);
/// Whether a remedy can be given on this case: a free service that says what it makes free needs a
/// sale. Refused: recovery.service_needs_sale.
Result<void> check_service(db::Tx& tx, cases::Case const& row, Remedy const& remedy);
/// Promises a given free service for the unit of the case; none where the case is about none.
SalePromiseId promise_service(Context const& ctx, db::Tx& tx, cases::Case const& row,
                              Remedy const& remedy);

/// What follows when the actor gives a remedy that is still to be decided.
enum class Outlook {
  Given,
  Asked,      // above her authority or her own budget: who may approve is asked
  Awaits,     // somebody was asked already, and she may not approve
  NoRoom,     // the company's or the team's budget of this period is too small
  NeedsUnit,  // a free service, and the case is about no unit that was sold
  Decided     // it was given or declined
};
BOOST_DESCRIBE_ENUM(Outlook, Given, Asked, Awaits, NoRoom, NeedsUnit, Decided)
Outlook outlook(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);

/// "a coupon of 100,00 ₺": the catalogue's name for it, or the kind in words with its amount; and
/// what was said of it.
std::string in_words(db::Tx& tx, Language language, Remedy const& remedy);

/// Others than the actor: those of the case's team, else anybody who may; at most three.
std::vector<StaffId> who_may_approve(Context const& ctx, db::Tx& tx, cases::Case const& row);
/// Asks them, by a note on the case.
void ask_for_approval(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);
/// Tells who asked what was decided, and why.
void tell_who_asked(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);
/// Writes to the customer what she is given; nothing where the program cannot write to her.
void tell_customer(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);

}  // namespace vefa::recovery
