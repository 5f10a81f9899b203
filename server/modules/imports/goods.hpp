// A row that speaks of goods: a product of the catalogue, or a unit with its sale and its owner.
#pragma once
#include "modules/imports/person.hpp"

namespace vefa::imports {

/// Codes of product groups, by their folded code and each of their folded names.
std::map<std::string, std::string> groups_by_name(db::Tx& tx);

/// Known by GTIN, own number, or manufacturer and model. These and `bring_unit` take the row back
/// (db::Undo) where it is refused; `cells` names what is wrong.
void bring_product(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells,
                   Brought& out);
/// Known by manufacturer and serial, or by a serial that only one has; without a serial, by its
/// owner, product and day of sale. One of a model that the catalogue does not hold comes in as
/// provisional.
void bring_unit(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells,
                Brought& out);

}  // namespace vefa::imports
