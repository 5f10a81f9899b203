// Counting: a walk over the open spans after an instant, and what is built on it.
#include <algorithm>

#include "calendar/calendar.hpp"

namespace vefa::calendar {
namespace {

constexpr int kMaxEmptyDays = 731;  // without hours in a row
constexpr int kMaxWalkDays = 20 * 366;
constexpr std::int64_t kMsOfMinute = 60000;
constexpr std::int64_t kMsOfDay = kMinutesOfDay * kMsOfMinute;

using Steps = std::vector<Step>;

void add(Steps* steps, Step step) {
  if (steps && steps->size() < Due::kMaxSteps) steps->push_back(std::move(step));
}

int day_of(Zone const& zone, Instant at) {
  std::int64_t const wall = zone.wall_ms(at);
  return static_cast<int>(wall / kMsOfDay - (wall % kMsOfDay < 0 ? 1 : 0));
}

struct OpenSpan {
  Instant opens;
  Instant closes;
  int day = 0;  // on which it begins
  DayException const* exception = nullptr;
};

/// The open spans that end after an instant, in order, without overlaps. Tells the days it passes
/// over to `steps`.
class SpanWalk {
 public:
  SpanWalk(WorkingCalendar const& calendar, Instant from, Steps* steps = nullptr)
      : calendar_(calendar), from_(from), steps_(steps), first_day_(day_of(calendar.zone(), from)) {
    // A night's span may have begun the day before, and a skipped midnight may add one more.
    enter(first_day_ - 2);
  }

  /// False when there is none within the bounds; `too_far` tells which bound.
  bool next(OpenSpan& out) {
    for (;;) {
      if (at_ < today_.spans.size()) {
        if (take(today_.spans[at_++], out)) return true;
      } else {
        if (!used_today_) pass_over();
        if (day_ - last_used_ > kMaxEmptyDays || day_ - first_day_ > kMaxWalkDays) return false;
        enter(day_ + 1);
      }
    }
  }
  bool too_far() const { return day_ - last_used_ <= kMaxEmptyDays; }

 private:
  void enter(int day) {
    day_ = day;
    today_ = calendar_.hours_of(day);
    at_ = 0;
    used_today_ = false;
  }
  bool take(Span const& span, OpenSpan& out) {
    Zone const& zone = calendar_.zone();
    out.opens = std::max(zone.instant_of(day_, span.opens_minute, Edge::Start), covered_);
    out.closes = zone.instant_of(day_, span.closes_minute, Edge::End);
    if (out.closes <= out.opens) return false;
    covered_ = out.closes;
    if (out.closes <= from_) return false;
    out.day = day_;
    out.exception = today_.exception;
    used_today_ = true;
    last_used_ = day_;
    return true;
  }
  void pass_over() {
    if (day_ < first_day_) return;
    Step step{date_of(day_), StepReason::Closed};
    if (!today_.spans.empty()) {
      step.reason = StepReason::AfterHours;
    } else if (today_.exception) {
      step.reason = StepReason::Holiday;
      step.name = today_.exception->name;
    }
    add(steps_, std::move(step));
  }

  WorkingCalendar const& calendar_;
  Instant from_;
  Steps* steps_;
  int first_day_;
  int last_used_ = first_day_;
  int day_ = 0;
  WorkingCalendar::DayHours today_;
  std::size_t at_ = 0;
  bool used_today_ = false;
  Instant covered_{INT64_MIN};
};

Error no_end(SpanWalk const& walk) {
  return refused(walk.too_far() ? "calendar.too_far" : "calendar.no_working_time");
}

/// In order and apart from each other; empty ones left out.
Result<std::vector<Pause>> merge(std::vector<Pause> const& pauses) {
  std::vector<Pause> sorted;
  for (auto const& pause : pauses) {
    if (pause.until < pause.from) return invalid("pauses", "calendar.pause_backwards");
    if (pause.from < pause.until) sorted.push_back(pause);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](Pause const& a, Pause const& b) { return a.from < b.from; });
  std::vector<Pause> merged;
  for (auto const& pause : sorted) {
    if (!merged.empty() && pause.from <= merged.back().until) {
      merged.back().until = std::max(merged.back().until, pause.until);
    } else {
      merged.push_back(pause);
    }
  }
  return merged;
}

/// Cuts stretches of time, asked for in order, into running and paused pieces.
class PauseCutter {
 public:
  explicit PauseCutter(std::vector<Pause> const& merged) : pauses_(merged) {}

  struct Piece {
    Instant until;
    bool paused;
  };
  /// The piece that begins at `from`, which ends at `until` at the latest.
  Piece cut(Instant from, Instant until) {
    while (next_ < pauses_.size() && pauses_[next_].until <= from) ++next_;
    if (next_ == pauses_.size() || pauses_[next_].from >= until) return {until, false};
    if (pauses_[next_].from <= from) return {std::min(until, pauses_[next_].until), true};
    return {pauses_[next_].from, false};
  }

 private:
  std::vector<Pause> const& pauses_;
  std::size_t next_ = 0;
};

Step step_of(OpenSpan const& span, PauseCutter::Piece const& piece, Instant from, Instant until) {
  Step step{date_of(span.day), StepReason::WorkingTime, from, until};
  if (piece.paused) {
    step.reason = StepReason::Paused;
  } else {
    step.counted = until - from;
    if (span.exception) step.reason = StepReason::SpecialHours;
  }
  if (span.exception) step.name = span.exception->name;
  return step;
}

/// The instant at which `need` of working time outside the pauses has passed since `from`.
Result<Instant> advance_open(WorkingCalendar const& calendar, Instant from, Duration need,
                             std::vector<Pause> const& merged, Steps* steps) {
  SpanWalk walk(calendar, from, steps);
  PauseCutter cutter(merged);
  OpenSpan span;
  while (walk.next(span)) {
    for (Instant at = std::max(from, span.opens); at < span.closes;) {
      auto const piece = cutter.cut(at, span.closes);
      bool const ends = !piece.paused && need <= piece.until - at;
      Instant const until = ends ? at + need : piece.until;
      add(steps, step_of(span, piece, at, until));
      if (ends) return until;
      if (!piece.paused) need -= until - at;
      at = until;
    }
  }
  return no_end(walk);
}

/// The same of the clock's own time.
Instant advance_clock(Zone const& zone, Instant from, Duration need,
                      std::vector<Pause> const& merged, Steps* steps) {
  constexpr Instant kForever{INT64_MAX};
  PauseCutter cutter(merged);
  for (Instant at = from;;) {
    auto const piece = cutter.cut(at, kForever);  // a pause in one piece, however little is needed
    Step step{date_of(day_of(zone, at)), StepReason::Paused, at, piece.until};
    if (!piece.paused) {
      step.until_at = std::min(piece.until, at + need);
      step.reason = StepReason::Elapsed;
      step.counted = step.until_at - at;
      need -= step.counted;
    }
    at = step.until_at;
    bool const ends = !piece.paused && need.count() == 0;
    add(steps, std::move(step));
    if (ends) return at;
  }
}

Duration overlap(std::vector<Pause> const& merged, Instant from, Instant until) {
  Duration sum{};
  for (auto const& pause : merged) {
    auto const length = std::min(pause.until, until) - std::max(pause.from, from);
    if (length.count() > 0) sum += length;
  }
  return sum;
}

Duration open_between(WorkingCalendar const& calendar, Instant from, Instant to,
                      std::vector<Pause> const& merged) {
  Duration sum{};
  if (to <= from) return sum;
  SpanWalk walk(calendar, from);
  PauseCutter cutter(merged);
  OpenSpan span;
  while (walk.next(span) && span.opens < to) {
    Instant const closes = std::min(span.closes, to);
    for (Instant at = std::max(from, span.opens); at < closes;) {
      auto const piece = cutter.cut(at, closes);
      if (!piece.paused) sum += piece.until - at;
      at = piece.until;
    }
  }
  return sum;
}

/// Counts whole days from one start; each find is in order of days.
class DayCount {
 public:
  DayCount(WorkingCalendar const& calendar, Instant start, Amount const& amount, Steps* steps)
      : calendar_(calendar), start_(start), amount_(amount), steps_(steps) {
    // The working day of a night shift is the day on which it began.
    OpenSpan span;
    bool const open = SpanWalk(calendar, start).next(span) && span.opens <= start;
    start_day_ = open ? span.day : day_of(calendar.zone(), start);
  }

  Result<Instant> working_days() {
    int day = start_day_;
    std::int64_t left = amount_.count;
    if (left > 0) {
      add(steps_, {date_of(day), StepReason::StartDay});
      ++day;
    }
    for (int empty = 0; empty <= kMaxEmptyDays; ++day) {
      if (day - start_day_ > kMaxWalkDays) return refused("calendar.too_far");
      auto const hours = calendar_.hours_of(day);
      if (hours.spans.empty()) {
        pass_over(day, hours);
        ++empty;
        continue;
      }
      empty = 0;
      if (left > 1) {
        --left;
        add_day(day, hours, StepReason::CountedDay, Duration{kMsOfDay});
        continue;
      }
      Instant const due = on_working_day(day, hours);
      if (due > start_) {
        add_day(day, hours, StepReason::CountedDay, Duration{left * kMsOfDay});
        return due;
      }
      add_day(day, hours, StepReason::AfterHours, {});
    }
    return refused("calendar.no_working_time");
  }

  Result<Instant> calendar_days() {
    int const first = day_of(calendar_.zone(), start_);
    start_day_ = first;
    add(steps_, {date_of(first), StepReason::StartDay});
    int day = first + static_cast<int>(amount_.count);
    if (amount_.count > 0)
      add(steps_, {date_of(day), StepReason::Elapsed, {}, {}, Duration{amount_.count * kMsOfDay}});
    bool const needs_hours =
        amount_.last_day == LastDay::MovesToWorkingDay || amount_.day_end == DayEnd::EndOfWork;
    for (int empty = 0; empty <= kMaxEmptyDays; ++day) {
      auto const hours = calendar_.hours_of(day);
      if (needs_hours && hours.spans.empty()) {
        pass_over(day, hours);
        ++empty;
        continue;
      }
      Instant const due = needs_hours ? on_working_day(day, hours) : on_any_day(day);
      if (due > start_) {
        if (day != first + amount_.count) add_day(day, hours, StepReason::Moved, {});
        return due;
      }
    }
    return refused("calendar.no_working_time");
  }

 private:
  /// What the wall shows when the day `day` is over, or at the time of day that was asked for.
  std::int64_t wall_on(int day) const {
    std::int64_t const midnight = day * kMsOfDay;
    if (amount_.day_end == DayEnd::SameTime)
      return midnight + calendar_.zone().wall_ms(start_) - start_day_ * kMsOfDay;
    if (amount_.day_end == DayEnd::AtTime) return midnight + amount_.at_minute * kMsOfMinute;
    return midnight + kMsOfDay;
  }
  Instant on_any_day(int day) const { return calendar_.zone().of_wall(wall_on(day), Edge::End); }
  Instant on_working_day(int day, WorkingCalendar::DayHours const& hours) const {
    Zone const& zone = calendar_.zone();
    auto const close_of = [&](Span const& span) {
      return zone.instant_of(day, span.closes_minute, Edge::End);
    };
    if (amount_.day_end == DayEnd::Midnight) return on_any_day(day);
    if (amount_.day_end == DayEnd::EndOfWork) return close_of(hours.spans.back());
    Instant const wished = on_any_day(day);
    for (auto const& span : hours.spans)
      if (wished <= close_of(span))
        return std::max(wished, zone.instant_of(day, span.opens_minute, Edge::Start));
    return close_of(hours.spans.back());
  }
  void add_day(int day, WorkingCalendar::DayHours const& hours, StepReason reason,
               Duration counted) {
    add(steps_, {date_of(day),
                 reason,
                 {},
                 {},
                 counted,
                 hours.exception ? hours.exception->name : std::string()});
  }
  void pass_over(int day, WorkingCalendar::DayHours const& hours) {
    add_day(day, hours, hours.exception ? StepReason::Holiday : StepReason::Closed, {});
  }

  WorkingCalendar const& calendar_;
  Instant start_;
  Amount const& amount_;
  Steps* steps_;
  int start_day_ = 0;
};

bool counts_work(Counting counting) {
  return counting == Counting::WorkingMinutes || counting == Counting::WorkingDays;
}

Result<void> check(Amount const& amount) {
  bool const minutes =
      amount.counting == Counting::WorkingMinutes || amount.counting == Counting::ElapsedMinutes;
  std::int64_t const limit = minutes ? Amount::kMaxMinutes : Amount::kMaxDays;
  if (amount.count < 0 || amount.count > limit)
    return invalid("count", "calendar.amount_out_of_range", {{"limit", std::to_string(limit)}});
  if (amount.at_minute < 0 || amount.at_minute >= kMinutesOfDay)
    return invalid("at_minute", "calendar.time_out_of_day");
  return {};
}

/// The due instant of a count of days, put off by what the pauses took of it.
Result<Instant> due_of_days(WorkingCalendar const& calendar, Instant start, Amount const& amount,
                            std::vector<Pause> const& merged, Steps* steps) {
  DayCount days(calendar, start, amount, steps);
  bool const work = amount.counting == Counting::WorkingDays;
  Instant const due = TRY(work ? days.working_days() : days.calendar_days());
  Duration const lost =
      work ? open_between(calendar, start, due, {}) - open_between(calendar, start, due, merged)
           : overlap(merged, start, due);
  if (lost.count() == 0) return due;
  if (work) return advance_open(calendar, due, lost, merged, steps);
  return advance_clock(calendar.zone(), due, lost, merged, steps);
}

}  // namespace

Result<Due> add_working(WorkingCalendar const& calendar, Instant start, Amount const& amount,
                        std::vector<Pause> const& pauses) {
  TRY(check(amount));
  auto const merged = TRY(merge(pauses));
  Due due;
  due.steps.reserve(16);
  Duration const minutes{amount.count * kMsOfMinute};
  switch (amount.counting) {
    case Counting::WorkingMinutes:
      due.due_at = TRY(advance_open(calendar, start, minutes, merged, &due.steps));
      break;
    case Counting::ElapsedMinutes:
      due.due_at = advance_clock(calendar.zone(), start, minutes, merged, &due.steps);
      break;
    case Counting::WorkingDays:
    case Counting::CalendarDays:
      due.due_at = TRY(due_of_days(calendar, start, amount, merged, &due.steps));
      break;
  }
  return due;
}

Duration working_time_between(WorkingCalendar const& calendar, Instant from, Instant to,
                              std::vector<Pause> const& pauses) {
  auto const merged = merge(pauses);
  return open_between(calendar, from, to, merged ? *merged : std::vector<Pause>{});
}

Instant instant_at_share(WorkingCalendar const& calendar, Counting counting, Instant start,
                         Instant due_at, double share, std::vector<Pause> const& pauses) {
  auto const checked = merge(pauses);
  auto const merged = checked ? *checked : std::vector<Pause>{};
  if (due_at <= start) return due_at;
  auto const part = [&](Duration whole) {
    double const clamped = std::clamp(share, 0.0, 1.0);
    return Duration{static_cast<std::int64_t>(static_cast<double>(whole.count()) * clamped)};
  };
  if (!counts_work(counting))
    return advance_clock(calendar.zone(), start,
                         part(due_at - start - overlap(merged, start, due_at)), merged, nullptr);
  auto const whole = open_between(calendar, start, due_at, merged);
  auto const found = advance_open(calendar, start, part(whole), merged, nullptr);
  return found ? std::min(*found, due_at) : due_at;
}

bool is_open(WorkingCalendar const& calendar, Instant at) {
  OpenSpan span;
  return SpanWalk(calendar, at).next(span) && span.opens <= at;
}

std::optional<Instant> next_open(WorkingCalendar const& calendar, Instant at) {
  OpenSpan span;
  if (!SpanWalk(calendar, at).next(span)) return std::nullopt;
  return std::max(at, span.opens);
}

}  // namespace vefa::calendar
