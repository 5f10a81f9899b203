// Which units were somebody's, and when, for whoever erases a person's file.
#pragma once
#include "modules/units/units.hpp"

namespace vefa::units {

/// Hers today and before, oldest first; at most 1,000.
std::vector<Ownership> ownerships_of(db::Tx& tx, CustomerId id);

/// While a unit was recorded as somebody's: by when that was written down, not by the days it
/// speaks of. What was written of it meanwhile was written of her.
struct RecordedTime {
  UnitId unit_id;
  Instant from;
  Instant until;  // exclusive: when the next owner was recorded; of today's the last there is
};
/// The first owner's time begins on her first day already, where that lies before: nobody else was
/// meant.
std::vector<RecordedTime> recorded_as_hers(db::Tx& tx, CustomerId id);

}  // namespace vefa::units
