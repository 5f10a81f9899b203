// Rows of calendars and standards.
#pragma once
#include "modules/standards/rules.hpp"

namespace vefa::standards {

struct CalendarRow {
  WorkCalendarId id;
  std::int64_t version = 1;
  std::string name;
  std::optional<std::string> zone;
  bool is_default = false;
  RowState state = RowState::Active;
  std::string fingerprint;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(CalendarRow, (),
                      (id, version, name, zone, is_default, state, fingerprint, created_at))

struct StandardRow {
  StandardId id;
  std::int64_t version = 1;
  std::string name;
  std::int64_t rank = 100;
  bool is_default = false;
  RowState state = RowState::Active;
  std::string case_kinds;
  std::string channels;
  std::string priorities;
  std::string teams;
  WorkCalendarId calendar_id;
  std::int64_t warn_half_percent = kDefaultHalfPercent;
  std::int64_t warn_late_percent = kDefaultLatePercent;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(StandardRow, (),
                      (id, version, name, rank, is_default, state, case_kinds, channels, priorities,
                       teams, calendar_id, warn_half_percent, warn_late_percent, created_at))

std::optional<CalendarRow> find_calendar(db::Tx& tx, WorkCalendarId id);
CalendarRow default_calendar(db::Tx& tx);
/// Fills `week` and `exceptions`, in order.
void load_hours(db::Tx& tx, WorkCalendarId id, NewCalendar& form);
void save_hours(db::Tx& tx, WorkCalendarId id, NewCalendar const& form);
CalendarView view_of(db::Tx& tx, CalendarRow const& row);

std::optional<StandardRow> find_standard(db::Tx& tx, StandardId id);
void save_amounts(db::Tx& tx, StandardId id, NewStandard const& form);
StandardView view_of(db::Tx& tx, StandardRow const& row);
/// The row that the form asks for; its amounts are apart.
StandardRow row_of(StandardView const& view);

}  // namespace vefa::standards
