// What the rows of a batch will look up, read before them in a statement a kind.
#pragma once
#include "modules/imports/row.hpp"

namespace vefa::imports {

void look_ahead(db::Tx& tx, Bearings const& bearings, std::vector<CsvRow> const& rows);

}  // namespace vefa::imports
