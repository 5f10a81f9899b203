// What of this module holds a unit that is to be taken out again.
#pragma once
#include "base/result.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::cases {

/// What of this module stands on a unit and is newer than `after`, an id; for units::Parts.
std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after);

}  // namespace vefa::cases
