// Calendars ready to count in, kept by what they hold: equal hours in one zone are one snapshot, in
// whichever company, and a changed calendar is another one. So nothing has to be thrown away in
// time.
#pragma once
#include "calendar/calendar.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::standards {

using Snapshot = std::shared_ptr<calendar::WorkingCalendar const>;

/// Reads the calendar's hours only when no snapshot of this fingerprint is kept. `zone` none: the
/// company's. Throws std::runtime_error when stored hours make no calendar.
Snapshot snapshot(db::Tx& tx, WorkCalendarId id, std::string const& fingerprint,
                  std::optional<std::string> const& zone);

/// The zone itself, or the company's.
std::string zone_or_company(db::Tx& tx, std::optional<std::string> const& zone);

}  // namespace vefa::standards
