#include "calendar/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace vefa::calendar {
namespace {

/// The form that is counted with: a close of the next day is beyond 1440.
Span unwrapped(Span span) {
  if (span.closes_minute <= span.opens_minute) span.closes_minute += kMinutesOfDay;
  return span;
}

std::string at(std::string_view list, std::size_t index, std::string_view member = {}) {
  return fmt::format("{}[{}]{}{}", list, index, member.empty() ? "" : ".", member);
}

Result<void> check_span(Span const& span, std::string const& field) {
  if (span.opens_minute < 0 || span.opens_minute >= kMinutesOfDay)
    return invalid(field + ".opens", "calendar.time_out_of_day");
  if (span.closes_minute < 1 || span.closes_minute > kMinutesOfDay)
    return invalid(field + ".closes", "calendar.time_out_of_day");
  if (span.opens_minute == span.closes_minute)
    return invalid(field + ".closes", "calendar.span_empty");
  return {};
}

/// A span with its place in the input, on a line of minutes.
struct Placed {
  int from;
  int until;
  std::size_t index;
};

/// The index of a span that begins before an earlier one ends.
std::optional<std::size_t> find_overlap(std::vector<Placed> placed) {
  std::sort(placed.begin(), placed.end(),
            [](Placed const& a, Placed const& b) { return a.from < b.from; });
  for (std::size_t i = 1; i < placed.size(); ++i)
    if (placed[i].from < placed[i - 1].until) return std::max(placed[i].index, placed[i - 1].index);
  return std::nullopt;
}

Result<void> check_week(std::vector<WeekSpan> const& week) {
  std::array<std::size_t, 7> spans_of_day{};
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < week.size(); ++i) {
    auto const& [weekday, span] = week[i];
    if (weekday < 0 || weekday > 6)
      return invalid(at("week", i, "weekday"), "calendar.unknown_weekday");
    TRY(check_span(span, at("week", i)));
    if (++spans_of_day[static_cast<std::size_t>(weekday)] > WorkingCalendar::kMaxSpansOfDay)
      return invalid(at("week", i), "calendar.too_many_spans",
                     {{"limit", std::to_string(WorkingCalendar::kMaxSpansOfDay)}});
    auto const [opens, closes] = unwrapped(span);
    placed.push_back({weekday * kMinutesOfDay + opens, weekday * kMinutesOfDay + closes, i});
    // Sunday's night meets Monday's morning.
    int const next_week = (weekday + 7) * kMinutesOfDay;
    placed.push_back({next_week + opens, next_week + closes, i});
  }
  if (auto const index = find_overlap(placed))
    return invalid(at("week", *index), "calendar.spans_overlap");
  return {};
}

Result<void> check_exception(DayException const& exception, std::string const& field) {
  int const length = day_number(exception.through_on) - day_number(exception.from_on) + 1;
  if (length < 1) return invalid(field + ".through_on", "calendar.range_backwards");
  if (length > WorkingCalendar::kMaxDaysOfException)
    return invalid(field + ".through_on", "calendar.range_too_long",
                   {{"limit", std::to_string(WorkingCalendar::kMaxDaysOfException)}});
  if (exception.spans.size() > WorkingCalendar::kMaxSpansOfDay)
    return invalid(field + ".spans", "calendar.too_many_spans",
                   {{"limit", std::to_string(WorkingCalendar::kMaxSpansOfDay)}});
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < exception.spans.size(); ++i) {
    TRY(check_span(exception.spans[i], at(field + ".spans", i)));
    auto const [opens, closes] = unwrapped(exception.spans[i]);
    placed.push_back({opens, closes, i});
  }
  if (auto const index = find_overlap(placed))
    return invalid(at(field + ".spans", *index), "calendar.spans_overlap");
  return {};
}

Result<void> check_exceptions(std::vector<DayException> const& exceptions) {
  if (exceptions.size() > WorkingCalendar::kMaxExceptions)
    return invalid("exceptions", "calendar.too_many_exceptions",
                   {{"limit", std::to_string(WorkingCalendar::kMaxExceptions)}});
  std::map<std::pair<LocalDate, LocalDate>, std::size_t> seen;
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    TRY(check_exception(exceptions[i], at("exceptions", i)));
    auto const [first, is_new] =
        seen.emplace(std::pair{exceptions[i].from_on, exceptions[i].through_on}, i);
    if (!is_new)
      return invalid(
          at("exceptions", i, "from_on"), "calendar.exception_twice",
          {{"date", to_text(exceptions[i].from_on)}, {"name", exceptions[first->second].name}});
  }
  return {};
}

bool has_hours(Hours const& hours) {
  return !hours.week.empty() ||
         std::any_of(hours.exceptions.begin(), hours.exceptions.end(), [](auto const& e) {
           return !e.spans.empty() && e.days == ExceptionDays::EveryDay;
         });
}

}  // namespace

Result<WorkingCalendar> WorkingCalendar::make(Hours const& hours) {
  auto zone = TRY(Zone::find(hours.zone));
  TRY(check_week(hours.week));
  TRY(check_exceptions(hours.exceptions));
  if (!has_hours(hours)) return invalid("week", "calendar.no_hours");
  return WorkingCalendar(std::move(zone), hours);
}

WorkingCalendar::WorkingCalendar(Zone zone, Hours hours)
    : zone_(std::move(zone)), hours_(std::move(hours)) {
  for (auto const& [weekday, span] : hours_.week)
    week_[static_cast<std::size_t>(weekday)].push_back(unwrapped(span));
  for (auto& spans : week_) std::sort(spans.begin(), spans.end());

  std::vector<std::uint32_t> by_length;
  for (auto const& exception : hours_.exceptions) {
    auto& spans = exception_spans_.emplace_back();
    for (auto const& span : exception.spans) spans.push_back(unwrapped(span));
    std::sort(spans.begin(), spans.end());
    by_length.push_back(static_cast<std::uint32_t>(by_length.size()));
  }
  auto const length = [&](std::uint32_t i) {
    return day_number(hours_.exceptions[i].through_on) - day_number(hours_.exceptions[i].from_on);
  };
  std::stable_sort(by_length.begin(), by_length.end(),
                   [&](auto a, auto b) { return length(a) < length(b); });
  for (auto const index : by_length) {
    auto const& exception = hours_.exceptions[index];
    int const last = day_number(exception.through_on);
    for (int day = day_number(exception.from_on); day <= last; ++day)
      if (exception.days == ExceptionDays::EveryDay ||
          !week_[static_cast<std::size_t>(weekday_of(day))].empty())
        exception_days_.push_back({day, index});
  }
  // Stable: of two on a day the shorter range stands first, and stays.
  std::stable_sort(exception_days_.begin(), exception_days_.end(),
                   [](auto const& a, auto const& b) { return a.day < b.day; });
  auto const last = std::unique(exception_days_.begin(), exception_days_.end(),
                                [](auto const& a, auto const& b) { return a.day == b.day; });
  exception_days_.erase(last, exception_days_.end());
}

WorkingCalendar::DayHours WorkingCalendar::hours_of(int day) const {
  auto const found =
      std::lower_bound(exception_days_.begin(), exception_days_.end(), day,
                       [](ExceptionDay const& e, int wanted) { return e.day < wanted; });
  if (found != exception_days_.end() && found->day == day)
    return {exception_spans_[found->index], &hours_.exceptions[found->index]};
  return {week_[static_cast<std::size_t>(weekday_of(day))], nullptr};
}

std::optional<int> parse_minute_of_day(std::string_view text) {
  auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  int const hours = (text[0] - '0') * 10 + (text[1] - '0');
  int const minutes = (text[3] - '0') * 10 + (text[4] - '0');
  int const total = hours * 60 + minutes;
  if (minutes > 59 || total > kMinutesOfDay) return std::nullopt;
  return total;
}

std::string minute_text(int minute_of_day) {
  return fmt::format("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60);
}

}  // namespace vefa::calendar
