// For files of many units: what they will look up is read ahead, and each is checked before
// anything is written.
#pragma once
#include "modules/units/units.hpp"

namespace vefa::units {

/// What is asked of these serials in this use-case is read now, in a statement a kind: units that
/// bear them, those that look alike, whose the former are today, and how they were sold.
void look_ahead(db::Tx& tx, std::vector<std::string> const& serials);

/// What `create`, or with a sale `create_sold`, would refuse but for a serial that is another's;
/// nothing is written.
Result<void> check_new(Context const& ctx, db::Tx& tx, NewUnit const& input,
                       std::optional<NewSale> const& sale);

}  // namespace vefa::units
