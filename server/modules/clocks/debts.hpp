// What law owes her is owed in the ledger: what she chose, and the money.
#pragma once
#include "modules/clocks/consequences.hpp"

namespace vefa::clocks {

/// Each choice that was made, and each sum that was offered to her, becomes a promise on the case,
/// unless a clock of the law promises that very deed; it is kept by the deed alone
/// (`exchange.done`, `refund.paid`, `loaner.given`, the decision `paid`), and falls away with what
/// it rests on. Whom a choice had cost the repair, and who then declines it, is owed the repair
/// again, where it was missed and nobody owes it. Asked again it changes nothing. The case must be
/// locked.
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
/// Those of the case that were chosen, and nobody told what they cost: a share of the price, or the
/// price of goods whose sale is not known.
std::vector<LegalConsequenceId> untold_costs(db::Tx& tx, CaseId id);

struct NewLegalCost {
  Text<20, 1> amount;               // decimal
  std::optional<Text<3>> currency;  // none: the company's
};
BOOST_DESCRIBE_STRUCT(NewLegalCost, (), (amount, currency))
/// What was chosen costs so much, told once. NotFound; Refused clocks.cost_is_known where the sale
/// says it, or somebody told it before; Invalid clocks.bad_cost (amount),
/// company.bad_currency (currency). Records `legal_consequence.cost_told`.
Result<LegalConsequence> tell_cost(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                                   NewLegalCost const& cost);

}  // namespace vefa::clocks
