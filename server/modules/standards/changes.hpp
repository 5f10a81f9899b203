// Use-cases of those who keep calendars and standards. Each write keeps the version it replaces and
// records `calendar.changed` or `standard.changed` {calendar_id | standard_id, version, change}.
#pragma once
#include "modules/standards/forms.hpp"

namespace vefa::standards {

inline constexpr std::int64_t kMaxCalendars = 200;
inline constexpr std::int64_t kMaxStandards = 200;

Result<CalendarView> read_calendar(db::Tx& tx, WorkCalendarId id);
Result<CalendarView> create_calendar(Context const& ctx, db::Tx& tx, NewCalendar form);
Result<CalendarView> change_calendar(Context const& ctx, db::Tx& tx, WorkCalendarId id,
                                     CalendarChange form);
/// From now on the one that standards without a calendar of their own count in.
Result<CalendarView> make_default(Context const& ctx, db::Tx& tx, WorkCalendarId id,
                                  std::int64_t version);
/// Refused while it is the default, or an active standard counts in it.
Result<CalendarView> archive_calendar(Context const& ctx, db::Tx& tx, WorkCalendarId id,
                                      std::int64_t version);

Result<StandardView> read_standard(db::Tx& tx, StandardId id);
Result<StandardView> create_standard(Context const& ctx, db::Tx& tx, NewStandard const& form);
Result<StandardView> change_standard(Context const& ctx, db::Tx& tx, StandardId id,
                                     StandardChange const& form);
/// When a duty would be due if there were a standard as the form says; nothing is written. Invalid
/// names the field that keeps it from being counted; standards.no_such_duty without an amount.
Result<Due> count_by_form(Context const& ctx, db::Tx& tx, NewStandard const& form,
                          Need const& need);
/// Refused for the default one. Open promises keep it until they are settled.
Result<StandardView> archive_standard(Context const& ctx, db::Tx& tx, StandardId id,
                                      std::int64_t version);

void record_calendar(Context const& ctx, db::Tx& tx, WorkCalendarId id, std::int64_t version,
                     char const* change);

}  // namespace vefa::standards
