// What law owes her is owed in the ledger: what she chose, and the money.
#pragma once
#include "modules/clocks/consequences.hpp"

namespace vefa::clocks {

/// Each choice that was made, and each sum that was offered to her, becomes a promise on the case,
/// unless a clock of the law promises that very deed; it is kept by the deed alone
/// (`exchange.done`, `refund.paid`, `loaner.given`, the decision `paid`), and falls away with what
/// it rests on. Asked again it changes nothing. The case must be locked.
void follow_debts(Context const& ctx, db::Tx& tx, CaseId id);

/// Whether what was decided was done: such a decision is not changed any more.
bool is_done(Context const& ctx, db::Tx& tx, LegalConsequence const& what);
/// By her word it is owed no more as it was: its promise ends with this reason, and that of a clock
/// of the law which promises the same, unless `other`, the choice in its place, stops that clock as
/// well. What was broken stays broken. The case must be locked.
void end_debt(Context const& ctx, db::Tx& tx, LegalConsequence const& what,
              std::string const& other, std::string const& reason);
/// Whether a clock of the law would owe her what she declined, or what her choice has put another
/// thing in the place of: it is promised anew by no recount.
bool is_unwanted(Context const& ctx, db::Tx& tx, LegalClock const& clock, law::Rule const& rule);

}  // namespace vefa::clocks
