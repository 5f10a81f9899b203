// What the customers of the demo company own, and what the law and the contract promise for it.
#pragma once
#include "main/local.hpp"
#include "modules/ids.hpp"

namespace vefa {

/// Product groups, products with manuals, what is covered and promised, units with their sales in
/// three countries, a quote of which a part is free, open law clocks, remedies. `manager` does it.
/// The people and cases of the demo must be there. Answers lines that say where to look.
std::vector<std::string> fill_goods(LocalCompany& company, StaffId manager);

}  // namespace vefa
