// Which units were somebody's, and when, for whoever erases a person's file.
#pragma once
#include "modules/units/units.hpp"

namespace vefa::units {

/// Hers today and before, oldest first; at most 1,000.
std::vector<Ownership> ownerships_of(db::Tx& tx, CustomerId id);

}  // namespace vefa::units
