#include "law/count.hpp"

#include <algorithm>

namespace vefa::law {
namespace {

constexpr std::int64_t kMsOfMinute = 60'000;
constexpr std::int64_t kMsOfDay = 1440 * kMsOfMinute;
constexpr int kMostDaysWalked = 20'000;

int day_of(calendar::Zone const& zone, Instant at) {
  std::int64_t const wall = zone.wall_ms(at);
  return static_cast<int>(wall / kMsOfDay - (wall % kMsOfDay < 0 ? 1 : 0));
}

std::int64_t ms_of(Amount const& amount) {
  switch (amount.unit) {
    case Unit::Second:
      return amount.count * 1000;
    case Unit::Minute:
      return amount.count * kMsOfMinute;
    default:
      return amount.count * 60 * kMsOfMinute;
  }
}

void add(Clock& clock, Step step) {
  if (clock.steps.size() < Clock::kMostSteps) clock.steps.push_back(step);
}

void doubt(Clock& clock, Doubt d) {
  if (std::find(clock.doubts.begin(), clock.doubts.end(), d) == clock.doubts.end())
    clock.doubts.push_back(std::move(d));
}

/// A stretch of paused days, `until` exclusive.
struct PausedDays {
  int from;
  int until;
};

class DayCounter {
 public:
  DayCounter(CountTask const& task, Clock& clock)
      : task_(task), clock_(clock), start_day_(day_of(task.zone, task.starts_at)) {
    for (auto const& pause : task.pauses) {
      int const from = day_of(task.zone, pause.from);
      int const until = pause.until ? day_of(task.zone, *pause.until) : INT32_MAX;
      if (until > from) paused_.push_back({from, until});
    }
  }

  Result<void> count(Instant now) {
    auto const unit = task_.amount.unit;
    bool const known = TRY(unit == Unit::BusinessDay ? business_days() : calendar_days());
    clock_.used = used_by(day_of(task_.zone, now));
    if (!known) return {};
    TRY(roll());
    clock_.last_day = calendar::date_of(last_day_);
    clock_.due_at = end_of(last_day_);
    warn();
    return {};
  }

 private:
  Error no_data(int day) const {
    return refused("law.no_calendar_data", {{"calendar", task_.days->plan().id},
                                            {"year", std::to_string(calendar::date_of(day).year)}});
  }

  bool is_paused(int day) const {
    return std::any_of(paused_.begin(), paused_.end(),
                       [&](auto const& p) { return p.from <= day && day < p.until; });
  }
  bool stands_for_ever(int day) const {
    return !paused_.empty() && paused_.back().until == INT32_MAX && day >= paused_.back().from;
  }

  /// What a skipped or counted day is called; false when it does not count.
  bool tell(int day, DayOf const& found, std::int64_t nth) {
    if (found.forecast) doubt(clock_, {DoubtKind::ForecastDay, "", day});
    Step step{StepKind::CountedDay, day, nth, found.holiday};
    switch (found.kind) {
      case DayKind::Working:
        break;
      case DayKind::WorkedInstead:
        step.kind = StepKind::WorkedInstead;
        break;
      case DayKind::HalfDay:
        step.kind = found.counts ? StepKind::HalfDay : StepKind::HalfDaySkipped;
        if (found.counts) doubt(clock_, {DoubtKind::HalfDay, "", day});
        break;
      case DayKind::Weekend:
        step.kind = StepKind::Weekend;
        break;
      case DayKind::Holiday:
        step.kind = StepKind::Holiday;
        break;
      case DayKind::SwappedOff:
        step.kind = StepKind::SwappedOff;
        break;
    }
    add(clock_, step);
    return found.counts;
  }

  /// False when it stands still before its end.
  Result<bool> business_days() {
    std::int64_t const wanted = task_.amount.count;
    clock_.total = wanted;
    counted_.reserve(static_cast<std::size_t>(std::max<std::int64_t>(wanted, 0)));
    int day = start_day_;
    if (!task_.rule.counting.first_day_included) {
      add(clock_, {StepKind::StartDay, day, 0, -1});
      ++day;
    }
    last_day_ = start_day_;
    for (int walked = 0; static_cast<std::int64_t>(counted_.size()) < wanted; ++day) {
      if (stands_for_ever(day)) return false;
      if (++walked > kMostDaysWalked) return refused("law.too_far");
      if (is_paused(day)) {
        add(clock_, {StepKind::PausedDay, day, 0, -1});
        continue;
      }
      auto const found = task_.days->find(day);
      if (!found) return no_data(day);
      if (!tell(day, *found, static_cast<std::int64_t>(counted_.size()) + 1)) continue;
      counted_.push_back(day);
      last_day_ = day;
    }
    doubt_of_swaps(start_day_, last_day_);
    return true;
  }

  Result<bool> calendar_days() {
    auto const& amount = task_.amount;
    int const first = start_day_ - (task_.rule.counting.first_day_included ? 1 : 0);
    if (amount.unit == Unit::Month || amount.unit == Unit::Year) {
      end_of_months(amount.unit == Unit::Year ? amount.count * 12 : amount.count);
    } else {
      std::int64_t const days = amount.unit == Unit::Week ? amount.count * 7 : amount.count;
      if (!task_.rule.counting.first_day_included)
        add(clock_, {StepKind::StartDay, start_day_, 0, -1});
      last_day_ = first + static_cast<int>(days);
      add(clock_, {StepKind::CountedDays, last_day_, days, -1});
    }
    clock_.total = last_day_ - first;
    for (auto const& pause : paused_) {
      if (pause.from > last_day_) break;
      if (pause.until == INT32_MAX) return false;
      last_day_ += pause.until - pause.from;
      add(clock_, {StepKind::PausedDays, last_day_, pause.until - pause.from, -1});
    }
    return true;
  }

  void end_of_months(std::int64_t months) {
    auto const from = calendar::date_of(start_day_);
    std::int64_t const index = from.year * 12LL + from.month - 1 + months;
    LocalDate to{static_cast<int>(index / 12), static_cast<int>(index % 12) + 1, 1};
    LocalDate const next{static_cast<int>((index + 1) / 12), static_cast<int>((index + 1) % 12) + 1,
                         1};
    int const length = calendar::day_number(next) - calendar::day_number(to);
    to.day = std::min(from.day, length);
    last_day_ = calendar::day_number(to);
    add(clock_, {StepKind::Months, last_day_, months, -1});
    if (to.day != from.day) add(clock_, {StepKind::Clamped, last_day_, 0, -1});
  }

  /// The last day moves to the next that counts. Source: TR-18, EU-08.
  Result<void> roll() {
    if (task_.rule.counting.roll_last_day != RollLastDay::NextWorking || !task_.days) return {};
    int const was = last_day_;
    for (int walked = 0;; ++walked) {
      auto const found = task_.days->find(last_day_);
      if (!found) return no_data(last_day_);
      if (found->counts) break;
      if (walked > 366) return refused("law.too_far");
      tell(last_day_, *found, 0);
      ++last_day_;
    }
    if (last_day_ != was) add(clock_, {StepKind::Rolled, last_day_, 0, -1});
    doubt_of_swaps(was, last_day_);
    return {};
  }

  void doubt_of_swaps(int from, int until) {
    auto const& years = task_.days->plan().swap_years;
    if (years.empty()) return;
    for (int year = calendar::date_of(from).year; year <= calendar::date_of(until).year; ++year)
      if (!years.contains(year)) doubt(clock_, {DoubtKind::UnknownSwaps, std::to_string(year), 0});
  }

  Instant end_of(int day) const {
    return task_.zone.instant_of(day, task_.rule.counting.cutoff_minute, calendar::Edge::End);
  }

  /// Whole days that are over on `today`.
  std::int64_t used_by(int today) const {
    if (task_.amount.unit == Unit::BusinessDay)
      return std::lower_bound(counted_.begin(), counted_.end(), today) - counted_.begin();
    std::int64_t used = today - 1 - start_day_ + (task_.rule.counting.first_day_included ? 1 : 0);
    for (auto const& pause : paused_)
      used -= std::max(0, std::min(pause.until, today) - std::max(pause.from, start_day_));
    return std::clamp<std::int64_t>(used, 0, std::max<std::int64_t>(clock_.total, 0));
  }

  void warn() {
    for (auto const& warning : task_.rule.warn_at) {
      std::optional<int> day;
      if (warning.percent > 0) {
        day = day_at_share(warning.percent);
      } else if (warning.before.unit == Unit::BusinessDay) {
        day = business_days_before(-warning.before.count);
      } else {
        day = last_day_ + static_cast<int>(warning.before.count);
      }
      if (!day || *day <= start_day_) continue;
      auto const at = task_.zone.instant_of(*day, 0, calendar::Edge::Start);
      if (at < *clock_.due_at) clock_.warnings.push_back({at, warning.percent});
    }
  }
  /// The day that begins when so much of the time is used.
  std::optional<int> day_at_share(std::int64_t percent) const {
    std::int64_t const share = (clock_.total * percent + 99) / 100;
    if (task_.amount.unit != Unit::BusinessDay)
      return start_day_ + 1 + static_cast<int>(share) +
             (last_day_ - start_day_ - static_cast<int>(clock_.total));
    if (share < 1 || share > static_cast<std::int64_t>(counted_.size())) return std::nullopt;
    return counted_[static_cast<std::size_t>(share - 1)] + 1;
  }
  std::optional<int> business_days_before(std::int64_t count) const {
    if (!task_.days) return std::nullopt;
    int day = last_day_;
    while (count > 0 && --day > start_day_) {
      auto const found = task_.days->find(day);
      if (!found) return std::nullopt;
      if (found->counts) --count;
    }
    return day;
  }

  CountTask const& task_;
  Clock& clock_;
  int start_day_;
  int last_day_ = 0;
  std::vector<PausedDays> paused_;
  std::vector<int> counted_;
};

/// Time of the clock, less the pauses.
void count_elapsed(CountTask const& task, Instant starts_at, Instant now, Clock& clock) {
  std::int64_t const total = ms_of(task.amount);
  clock.total = total;
  std::int64_t left = total;
  Instant at = starts_at;
  std::int64_t used = 0;
  auto const run_until = [&](Instant until) {
    if (now > at) used += std::min(now.ms, until.ms) - at.ms;
  };
  bool stands = false;
  for (auto const& pause : task.pauses) {
    if (pause.from.ms - at.ms >= left) break;
    Instant const from = std::max(pause.from, at);
    run_until(from);
    left -= from.ms - at.ms;
    if (!pause.until) {
      stands = true;
      break;
    }
    at = std::max(*pause.until, at);
    add(clock, {StepKind::PausedTime, day_of(task.zone, from), at.ms - from.ms, -1});
  }
  if (!stands) {
    Instant const due{at.ms + left};
    run_until(due);
    clock.due_at = due;
    add(clock, {StepKind::Elapsed, day_of(task.zone, due), total, -1});
    for (auto const& warning : task.rule.warn_at)
      if (warning.percent > 0)
        clock.warnings.push_back(
            {Instant{due.ms - total * (100 - warning.percent) / 100}, warning.percent});
  }
  clock.used = std::clamp<std::int64_t>(used, 0, total);
}

/// Milliseconds from `at` to the close of the hours it lies in; nothing in closed time.
std::optional<std::int64_t> until_close(calendar::WorkingCalendar const& hours, Instant at) {
  int const today = day_of(hours.zone(), at);
  for (int day = today - 1; day <= today; ++day)
    for (auto const& span : hours.hours_of(day).spans) {
      Instant const opens = hours.zone().instant_of(day, span.opens_minute, calendar::Edge::Start);
      Instant const closes = hours.zone().instant_of(day, span.closes_minute, calendar::Edge::End);
      if (opens <= at && at < closes) return closes.ms - at.ms;
    }
  return std::nullopt;
}

/// Where the company's hours count, a start in closed time, or too near the close, is that of the
/// next opening. Source: IL-08.
Instant start_in_hours(CountTask const& task, Clock& clock) {
  if (task.rule.calendar != "company") return task.starts_at;
  auto const* hours = task.params.company_hours;
  if (!hours) {
    doubt(clock, {DoubtKind::NoHours, "", 0});
    return task.starts_at;
  }
  Instant at = task.starts_at;
  auto const left = until_close(*hours, at);
  std::int64_t const least = task.rule.late_message ? ms_of(*task.rule.late_message) : 0;
  if (left && *left >= least) return at;
  if (left) at = at + Duration{*left};
  auto const opening = calendar::next_open(*hours, at);
  if (!opening) {
    doubt(clock, {DoubtKind::NoHours, "", 0});
    return task.starts_at;
  }
  add(clock, {StepKind::NextOpening, day_of(hours->zone(), *opening), opening->ms, -1});
  return *opening;
}

}  // namespace

Result<void> count(CountTask const& task, Instant now, Clock& clock) {
  // A pack that was loaded before the loader asked for it, and a group's amount, come here too.
  if (task.amount.unit == Unit::BusinessDay && !task.days) return refused("law.no_calendar");
  if (task.amount.count > Amount::kMost || task.amount.count < -Amount::kMost)
    return refused("law.too_far");
  clock.amount = task.amount;
  clock.steps.reserve(48);
  if (is_elapsed(task.amount.unit)) {
    count_elapsed(task, start_in_hours(task, clock), now, clock);
    return {};
  }
  return DayCounter(task, clock).count(now);
}

}  // namespace vefa::law
