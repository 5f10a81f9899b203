// A company's working time, and counting in it. Pure: no database, no clock, no JSON.
//
// Rules. A span of hours belongs to the day on which it begins, also when it ends on the next; an
// exception replaces the spans that begin on its dates, so a night shift that began the evening
// before goes on. Spans that overlap through an exception count once. Working time is real time
// between instants, so a night shift is an hour longer or shorter when clocks change (see
// zone.hpp's Edge).
#pragma once
#include <array>
#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/zone.hpp"

namespace vefa::calendar {

/// `closes_minute` not after `opens_minute` is on the next day: 22:00–06:00. All day is 0–1440.
struct Span {
  int opens_minute = 0;   // 0…1439 since local midnight
  int closes_minute = 0;  // 1…1440
  auto operator<=>(Span const&) const = default;
};
/// A span of each week; several a weekday.
struct WeekSpan {
  int weekday = 0;  // 0 Monday … 6 Sunday
  Span span = {};
};
enum class ExceptionDays {
  EveryDay,  // each date of the range
  OpenDays   // those dates that the week opens: summer hours do not open Sundays
};
BOOST_DESCRIBE_ENUM(ExceptionDays, EveryDay, OpenDays)
/// Other hours from `from_on` through `through_on` (inclusive): none when `spans` is empty. Where
/// two ranges meet the shorter wins (of equally long ones the first): a holiday within the summer
/// hours.
struct DayException {
  LocalDate from_on = {};
  LocalDate through_on = {};
  std::string name = {};  // "Republic Day"; shown in explanations
  std::vector<Span> spans = {};
  ExceptionDays days = ExceptionDays::EveryDay;
};
struct Hours {
  std::string zone = "UTC";
  std::vector<WeekSpan> week = {};
  std::vector<DayException> exceptions = {};
};

/// Immutable; copying is not cheap, share it.
class WorkingCalendar {
 public:
  static constexpr std::size_t kMaxSpansOfDay = 8;
  static constexpr std::size_t kMaxExceptions = 1000;
  static constexpr int kMaxDaysOfException = 366;

  /// Refuses (Invalid, the field named: `week[2].opens`, `exceptions[0].spans[1].closes`, `zone`)
  /// what is not a calendar: unknown zone, empty or overlapping spans, a range that is backwards,
  /// too long or doubled, no hours at all.
  static Result<WorkingCalendar> make(Hours const& hours);

  struct DayHours {
    std::span<Span const> spans;  // in order; `closes_minute` beyond 1440 is the next day
    DayException const* exception = nullptr;  // whose spans they are; null: the week's
  };
  DayHours hours_of(int day_number) const;
  Zone const& zone() const { return zone_; }
  Hours const& hours() const { return hours_; }

 private:
  struct ExceptionDay {
    int day;
    std::uint32_t index;
  };
  WorkingCalendar(Zone zone, Hours hours);

  Zone zone_;
  Hours hours_;
  std::array<std::vector<Span>, 7> week_;
  std::vector<std::vector<Span>> exception_spans_;  // as hours_.exceptions, in order, unwrapped
  std::vector<ExceptionDay> exception_days_;        // by day
};

enum class Counting {
  WorkingMinutes,  // minutes of working time
  WorkingDays,  // days with working hours; the day of the start is not counted, whatever its hour
  ElapsedMinutes,  // minutes of the clock, day and night
  CalendarDays     // days of the wall calendar; the day of the start is not counted
};
BOOST_DESCRIBE_ENUM(Counting, WorkingMinutes, WorkingDays, ElapsedMinutes, CalendarDays)
/// When on the day that was counted out. What would be in closed time moves to the next opening of
/// that day, or to its last close; what would not be after the start moves to the next (working)
/// day.
enum class DayEnd {
  EndOfWork,  // the last close of that day; a calendar day without hours moves to the next with
              // some
  Midnight,   // the end of the day, open or not
  SameTime,   // the time of day of the start; on CalendarDays open or not
  AtTime      // `at_minute`; on CalendarDays open or not
};
BOOST_DESCRIBE_ENUM(DayEnd, EndOfWork, Midnight, SameTime, AtTime)
/// Where a CalendarDays period ends on a day without hours. Source: TR-18, EU-08.
enum class LastDay { AsItFalls, MovesToWorkingDay };
BOOST_DESCRIBE_ENUM(LastDay, AsItFalls, MovesToWorkingDay)

/// "8 working hours", "by the end of the 2nd working day", "by 10:00 on the next working day",
/// "today" (0 working days, EndOfWork; the next working day once this one is over).
struct Amount {
  static constexpr std::int64_t kMaxMinutes = 1'000'000;
  static constexpr std::int64_t kMaxDays = 3660;

  Counting counting = Counting::WorkingMinutes;
  std::int64_t count = 0;  // minutes or days
  DayEnd day_end = DayEnd::EndOfWork;
  int at_minute = 0;  // of the local day, 0…1439
  LastDay last_day = LastDay::AsItFalls;
};

/// A stretch in which the clock stands still, `until` exclusive; may overlap others, any order.
struct Pause {
  Instant from = {};
  Instant until = {};
};

enum class StepReason {
  WorkingTime,   // hours of the week, counted
  SpecialHours,  // hours of an exception, counted; `name`
  Closed,        // a day without hours in the week
  Holiday,       // a day that an exception closes; `name`
  AfterHours,    // the day of the start, once its hours were over
  Paused,        // working or elapsed time that is not counted because the clock stood still
  StartDay,      // the day of the start is not counted
  CountedDay,    // a day counted as one
  Elapsed,       // time of the clock or days of the calendar, counted
  Moved          // the day the deadline moves to, because the one before is closed
};
BOOST_DESCRIBE_ENUM(StepReason, WorkingTime, SpecialHours, Closed, Holiday, AfterHours, Paused,
                    StartDay, CountedDay, Elapsed, Moved)
/// A line of an explanation.
struct Step {
  LocalDate date = {};
  StepReason reason = StepReason::WorkingTime;
  Instant from_at = {};  // zero for whole days
  Instant until_at = {};
  Duration counted = {};
  std::string name = {};
};
struct Due {
  static constexpr std::size_t kMaxSteps = 400;  // of an explanation; the rest is left out

  Instant due_at = {};
  std::vector<Step> steps = {};  // in order of time, every skipped day named
};

/// The instant at which `amount` is used up, counted from `start`; working time never ends in
/// closed time, and ends at a close rather than at the next opening. Pauses put the instant off by
/// exactly the working (or elapsed) time that lies in them, for days too. An open pause has no due
/// instant: do not ask while the clock stands. About 2 µs for 100 working hours. Refuses:
/// `calendar.amount_out_of_range`, `calendar.time_out_of_day`, `calendar.pause_backwards`
/// (Invalid); `calendar.no_working_time` when two years have none, `calendar.too_far` beyond 20
/// years (Refused).
Result<Due> add_working(WorkingCalendar const& calendar, Instant start, Amount const& amount,
                        std::vector<Pause> const& pauses = {});

/// The working time of [from, to) outside the pauses; zero when `to` is not after `from`. Linear in
/// the days between.
Duration working_time_between(WorkingCalendar const& calendar, Instant from, Instant to,
                              std::vector<Pause> const& pauses = {});

/// The instant at which `share` (0…1) of the time from `start` to `due_at` is used, counted as
/// `counting` counts: for warnings at half and at four fifths.
Instant instant_at_share(WorkingCalendar const& calendar, Counting counting, Instant start,
                         Instant due_at, double share, std::vector<Pause> const& pauses = {});

bool is_open(WorkingCalendar const& calendar, Instant at);
/// `at` itself when open; nothing when two years have no working time.
std::optional<Instant> next_open(WorkingCalendar const& calendar, Instant at);

/// `09:30` → 570, `24:00` → 1440; nothing when malformed.
std::optional<int> parse_minute_of_day(std::string_view text);
std::string minute_text(int minute_of_day);

}  // namespace vefa::calendar
