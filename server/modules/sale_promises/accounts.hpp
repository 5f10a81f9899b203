// What is left of promises, on a day and for a case.
#pragma once
#include "modules/sale_promises/sale_promises.hpp"

namespace vefa::sale_promises {

std::vector<Account> accounts_of_unit(db::Tx& tx, UnitId unit, LocalDate on);
/// Of the unit that a case names: as they stood on the day on which she told of it. Empty where it
/// names none.
std::vector<Account> accounts_for_case(Context const& ctx, db::Tx& tx, cases::Case const& row);
/// The same of a unit, whether the case names it or not.
std::vector<Account> accounts_about(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                    UnitId unit);

}  // namespace vefa::sale_promises
