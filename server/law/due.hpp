// A clock by law: a pure function of the events of a case, a dated rule, its calendar and now. It
// says how the clock stands, when it is due, what follows, and why, each skipped day named.
//
// Days. A period of days, weeks, months or years ends when its last day is over (or at the rule's
// cutoff), by the clock of the place; the day of the start is not counted unless the rule says so.
// A month's end is clamped: 31 January and a month is 28 or 29 February. Business days are those
// of the rule's calendar. A pause takes whole days out of a period of days, from the day on which
// it begins up to, not including, the day on which it ends; out of hours and minutes, its own
// length. So a pause that is ended on its day changes nothing.
//
// Starts. Where a rule names several, the later or the one listed first takes the place of the
// other; it never ends sooner than the other would have.
#pragma once
#include <span>

#include "base/json.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "law/pack.hpp"

namespace vefa::law {

/// Something that happened, e.g. `fault.notified`; `about_at` is the instant it speaks of: the hour
/// that was agreed.
struct Event {
  std::string kind;
  Instant at;
  std::optional<Instant> about_at = {};
  Facts facts = {};
};

/// What is known of the case besides its events. What is not known is believed: a rule whose
/// conditions are not all known applies, and says so in `doubts`.
struct Params {
  Facts facts = {};
  std::string product_group = {};
  calendar::WorkingCalendar const* company_hours = nullptr;  // of rules that count in them
  calendar::Zone const* zone = nullptr;                      // of another place than the pack's
  Days const* state_days = nullptr;  // of a member state, for rules in the calendar `state`
};

enum class State {
  NotApplicable,
  Waiting,  // for what starts it
  Running,
  Paused,
  Kept,    // stopped in time
  Broken,  // the instant passed; stopped later, or not at all
  Ended,   // a term that is over
  Arisen   // a right that is there
};
BOOST_DESCRIBE_ENUM(State, NotApplicable, Waiting, Running, Paused, Kept, Broken, Ended, Arisen)

enum class StepKind {
  StartDay,       // not counted
  CountedDay,     // a business day
  CountedDays,    // so many days of the calendar
  Months,         // so many months, which end on that day
  Clamped,        // the month has no such day
  Elapsed,        // time of the clock
  Weekend,        // skipped
  Holiday,        // skipped
  SwappedOff,     // skipped: free by decree
  WorkedInstead,  // counted: worked by decree
  HalfDay,        // counted as a full day
  HalfDaySkipped,
  PausedDay,    // skipped
  PausedTime,   // not counted
  PausedDays,   // added at the end
  Rolled,       // the last day moves to this one
  FormerStart,  // a start on that day would end sooner: the one before it counts
  Reset,        // counted anew from here
  ResetTooLate,
  ResetBeyond,  // the new hour lies after the deadline that it may not pass
  ResetUnsure,  // that deadline is not known
  NextOpening   // too near the close: counted from the next opening
};
BOOST_DESCRIBE_ENUM(StepKind, StartDay, CountedDay, CountedDays, Months, Clamped, Elapsed, Weekend,
                    Holiday, SwappedOff, WorkedInstead, HalfDay, HalfDaySkipped, PausedDay,
                    PausedTime, PausedDays, Rolled, FormerStart, Reset, ResetTooLate, ResetBeyond,
                    ResetUnsure, NextOpening)
struct Step {
  StepKind kind = StepKind::CountedDay;
  int day = 0;             // day number
  std::int64_t count = 0;  // days, months, milliseconds; which day of the count a counted one is
  int index = -1;          // of the calendar's holidays, or of its swaps
};

enum class DoubtKind {
  MissingFact,   // `name`: believed
  ForecastDay,   // a holiday that is computed and not yet published
  UnknownSwaps,  // the decree of that year is not in the pack
  HalfDay,       // the text does not say how a half day counts
  UnsureValue,   // recalled, or read in more than one way
  NoGroup,       // the product's group is not known
  NoHours,       // the company's hours are not known
  NoDeadline,    // put off, and by when it may be is not known: the former hour stands
  OutsideHours   // agreed for an hour outside of those that `name`, a rule, lets it be
};
BOOST_DESCRIBE_ENUM(DoubtKind, MissingFact, ForecastDay, UnknownSwaps, HalfDay, UnsureValue,
                    NoGroup, NoHours, NoDeadline, OutsideHours)
struct Doubt {
  DoubtKind kind = DoubtKind::MissingFact;
  std::string name = {};
  int day = 0;
  int next_day = 0;  // of an hour outside: the next one that is within, of the place
  int next_minute = 0;
  bool operator==(Doubt const&) const = default;
};

struct Warning {
  Instant at;
  std::int64_t percent = 0;  // of the time; 0: an amount before the end
};
/// A consequence with the instant at which it comes, or came.
struct Following {
  Consequence const* what = nullptr;
  Instant at;
  bool is_due = false;
  bool replaces_former = false;  // a higher tier: this sum instead of the one before
  bool strictly_after = false;   // a tier: comes once more than that has passed
};

struct Clock {
  static constexpr std::size_t kMostSteps = 400;

  State state = State::Waiting;
  Rule const* rule = nullptr;  // the edition that was picked
  std::optional<LocalDate> picked_by_on;
  std::optional<Instant> starts_at;
  std::optional<Instant> due_at;      // none while it waits, or stands still
  std::optional<LocalDate> last_day;  // of a period of days
  std::optional<Instant> stopped_at;
  Amount amount;          // that counted
  std::int64_t used = 0;  // of `total`, in days, or in milliseconds of elapsed time
  std::int64_t total = 0;
  Days const* days = nullptr;            // that were counted in, if any
  calendar::Zone const* zone = nullptr;  // of another place than the pack's
  std::vector<Warning> warnings;
  std::vector<Following> following;
  std::vector<Doubt> doubts;
  std::vector<Step> steps;

  /// The first warning, consequence or deadline after `now`.
  std::optional<Instant> next_ring(Instant now) const;
};

/// `events` in order of `at`. `cycle` 1 is what the rule counts after it was stopped once, and so
/// on. Refused: law.no_calendar_data when the count leaves the calendar's years.
Result<Clock> due(Pack const& pack, Rule const& rule, std::span<Event const> events,
                  Params const& params, Instant now, int cycle = 0);
/// The same by the edition that holds on the day of `pick_by`, or of the start, or now.
/// NotFound for an id that the pack does not have; Refused law.no_edition when none holds then.
Result<Clock> due(Pack const& pack, std::string_view rule_id, std::span<Event const> events,
                  Params const& params, Instant now, int cycle = 0);

enum class Truth { Yes, No, Unknown };
Truth holds(Condition const& condition, Facts const& facts);
/// No when one does not hold; else Unknown when one is not known, which is then named in `doubts`.
Truth all_hold(std::vector<Condition> const& conditions, Facts const& facts,
               std::vector<Doubt>* doubts = nullptr);

}  // namespace vefa::law
