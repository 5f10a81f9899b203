// What law owes her is owed in the ledger: what she chose, and the money.
#pragma once
#include "modules/clocks/consequences.hpp"

namespace vefa::clocks {

/// Each choice that was made, and each sum that was offered to her, becomes a promise on the case,
/// unless a clock of the law promises that very deed; it is kept by the deed alone
/// (`exchange.done`, `refund.paid`, `loaner.given`, the decision `paid`), and falls away with what
/// it rests on. Asked again it changes nothing. The case must be locked.
void follow_debts(Context const& ctx, db::Tx& tx, CaseId id);

}  // namespace vefa::clocks
