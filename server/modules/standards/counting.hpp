// Counting by one standard, kept or only thought of.
#pragma once
#include "modules/standards/rules.hpp"
#include "modules/standards/snapshots.hpp"

namespace vefa::standards {

/// When the need's duty is due by this standard, which must have an amount for it. Fails only where
/// its calendar has no working time (calendar.no_working_time).
Result<Due> count(db::Tx& tx, Fit const& fit, Need const& need);
/// The same in the standard's calendar, which was read before.
Result<Due> count(calendar::WorkingCalendar const& calendar, Fit const& fit, Need const& need);

}  // namespace vefa::standards
