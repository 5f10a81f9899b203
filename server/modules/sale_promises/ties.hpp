// What of this module holds a unit or a product that is to be taken out again.
#pragma once
#include "base/result.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::sale_promises {

/// What of this module stands on a unit and is newer than `after`, an id; for units::Parts.
std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after);
/// Takes back what it gave a unit by itself when it was sold by these sales; for units::Parts.
void take_back_gifts(db::Tx& tx, UnitId id, std::vector<SaleId> const& sales);
/// Whether something of this module names a product; for catalogue::Parts.
bool names_product(db::Tx& tx, ProductId id);

}  // namespace vefa::sale_promises
