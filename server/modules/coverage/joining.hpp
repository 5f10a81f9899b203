// Units that were joined.
#pragma once
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::coverage {

/// What covered a unit, what of it was used and decided, and its times in repair are the kept
/// one's from now on. Once more it changes nothing.
void join_units(db::Tx& tx, UnitId lost, UnitId kept);

}  // namespace vefa::coverage
