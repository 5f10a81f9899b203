// How calendars and standards are written on the wire, and what they mean in calendar/'s terms.
#pragma once
#include "calendar/calendar.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::standards {

enum class Weekday { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };
BOOST_DESCRIBE_ENUM(Weekday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday)
enum class RowState { Active, Archived };
BOOST_DESCRIBE_ENUM(RowState, Active, Archived)

/// `09:00`; a close not after the opening is on the next day, `24:00` is the end of the day.
using TimeOfDay = Text<5, 5>;

struct WeekHours {
  Weekday weekday = Weekday::Monday;
  TimeOfDay opens;
  TimeOfDay closes;
};
BOOST_DESCRIBE_STRUCT(WeekHours, (), (weekday, opens, closes))
struct OpenHours {
  TimeOfDay opens;
  TimeOfDay closes;
};
BOOST_DESCRIBE_STRUCT(OpenHours, (), (opens, closes))
/// Other hours from `from_on` through `through_on` (none: that day alone); without spans closed.
struct ExceptionHours {
  LocalDate from_on;
  std::optional<LocalDate> through_on;
  Text<80, 1> name;
  std::optional<calendar::ExceptionDays> days;  // none: every day
  List<OpenHours, 8> spans;
};
BOOST_DESCRIBE_STRUCT(ExceptionHours, (), (from_on, through_on, name, days, spans))

struct NewCalendar {
  Text<80, 1> name;
  std::optional<Text<64>> zone;  // IANA name; none: the company's
  List<WeekHours, 56> week;
  List<ExceptionHours, 1000> exceptions;
};
BOOST_DESCRIBE_STRUCT(NewCalendar, (), (name, zone, week, exceptions))
struct CalendarChange : NewCalendar {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CalendarChange, (NewCalendar), (version))
struct CalendarView : NewCalendar {
  WorkCalendarId id;
  std::int64_t version = 1;
  bool is_default = false;
  RowState state = RowState::Active;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(CalendarView, (NewCalendar), (id, version, is_default, state, created_at))

/// How much time, and how it is counted.
struct DutyAmount {
  Duty duty = Duty::AnswerBy;
  calendar::Counting counting = calendar::Counting::WorkingMinutes;
  std::int64_t count = 0;                     // minutes or days
  std::optional<calendar::DayEnd> day_end;    // of days; none: the end of work
  std::optional<TimeOfDay> at;                // of `at_time`
  std::optional<calendar::LastDay> last_day;  // of calendar days; none: as it falls
};
BOOST_DESCRIBE_STRUCT(DutyAmount, (), (duty, counting, count, day_end, at, last_day))

using Word = Text<40, 1>;

struct NewStandard {
  Text<80, 1> name;
  std::int64_t rank = 100;    // the lowest that fits decides; 0…10000
  List<Word, 20> case_kinds;  // an empty condition fits everything
  List<Word, 20> channels;
  List<Word, 20> priorities;
  List<TeamId, 100> teams;
  std::optional<WorkCalendarId> calendar_id;  // none: the default one
  std::optional<std::int64_t> warn_half_percent;
  std::optional<std::int64_t> warn_late_percent;
  List<DutyAmount, 6> amounts;
};
BOOST_DESCRIBE_STRUCT(NewStandard, (),
                      (name, rank, case_kinds, channels, priorities, teams, calendar_id,
                       warn_half_percent, warn_late_percent, amounts))
struct StandardChange : NewStandard {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(StandardChange, (NewStandard), (version))
struct StandardView : NewStandard {
  StandardId id;
  std::int64_t version = 1;
  bool is_default = false;
  RowState state = RowState::Active;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(StandardView, (NewStandard), (id, version, is_default, state, created_at))

/// One version that is no more.
struct FormerVersion {
  std::int64_t version = 1;
  JsonObject body;
  Instant replaced_at;
  std::string replaced_by_name;
};
BOOST_DESCRIBE_STRUCT(FormerVersion, (), (version, body, replaced_at, replaced_by_name))

inline constexpr std::int64_t kDefaultHalfPercent = 50;
inline constexpr std::int64_t kDefaultLatePercent = 80;

/// The hours as calendar/ takes them; refuses times that cannot be read (`week[2].opens`).
Result<calendar::Hours> hours_of(NewCalendar const& form, std::string const& zone);
/// The form in one spelling: times sorted, optional members filled in.
void tidy(NewCalendar& form);
/// Of the hours alone, without name and zone: equal hours, equal text.
std::string fingerprint_of(NewCalendar const& form);

/// As calendar/ takes it; Invalid with `field` before the member.
Result<calendar::Amount> amount_of(DutyAmount const& form, std::string const& field);
DutyAmount form_of(Duty duty, calendar::Amount const& amount);

}  // namespace vefa::standards
