#include "modules/reports/rules.hpp"

#include <unicode/ucal.h>

#include <algorithm>
#include <cmath>

namespace vefa::reports {

using calendar::date_of;
using calendar::day_number;
using calendar::Edge;
using calendar::plus_days;

Result<Span> span_of(std::optional<LocalDate> from_on, std::optional<LocalDate> through_on,
                     LocalDate today) {
  constexpr int kFourWeeks = 28;
  Span span;
  span.through_on = through_on.value_or(from_on && *from_on > today ? *from_on : today);
  span.from_on = from_on.value_or(plus_days(span.through_on, 1 - kFourWeeks));
  if (span.from_on > span.through_on) return invalid("from_on", "reports.span_backwards");
  if (day_number(span.through_on) - day_number(span.from_on) >= kMostDays)
    return invalid("from_on", "reports.span_too_long", {{"days", std::to_string(kMostDays)}});
  return span;
}

namespace {

/// The first day of the bucket after the one that holds `day`.
int next_start(int day, Grain grain, int first_weekday) {
  switch (grain) {
    case Grain::Day:
      return day + 1;
    case Grain::Week:
      return day + 7 - (calendar::weekday_of(day) - first_weekday + 7) % 7;
    case Grain::Month: {
      auto const date = date_of(day);
      return day_number(date.month == 12 ? LocalDate{date.year + 1, 1, 1}
                                         : LocalDate{date.year, date.month + 1, 1});
    }
  }
  return day + 1;
}

}  // namespace

Result<std::vector<Bucket>> buckets_of(Span const& span, Grain grain, calendar::Zone const& zone,
                                       int first_weekday) {
  std::vector<Bucket> out;
  int const end = day_number(span.through_on) + 1;
  for (int day = day_number(span.from_on); day < end;) {
    if (out.size() == kMostBuckets)
      return invalid("grain", "reports.too_many_buckets", {{"most", std::to_string(kMostBuckets)}});
    int const next = std::min(end, next_start(day, grain, first_weekday));
    out.push_back({date_of(day), date_of(next - 1), zone.instant_of(day, 0, Edge::Start),
                   zone.instant_of(next, 0, Edge::Start)});
    day = next;
  }
  return out;
}

int first_weekday(std::string const& country) {
  UErrorCode status = U_ZERO_ERROR;
  auto const locale = "und_" + country;
  UCalendar* const found = ucal_open(nullptr, 0, locale.c_str(), UCAL_GREGORIAN, &status);
  if (U_FAILURE(status) != 0) return 0;
  auto const day = ucal_getAttribute(found, UCAL_FIRST_DAY_OF_WEEK);  // 1 Sunday … 7 Saturday
  ucal_close(found);
  return (day + 5) % 7;
}

std::optional<std::int64_t> percentile(std::vector<std::int32_t>& values, int percent) {
  if (values.empty()) return std::nullopt;
  auto const size = static_cast<std::int64_t>(values.size());
  auto const rank = std::max<std::int64_t>(1, (size * percent + 99) / 100);
  auto const nth = values.begin() + (rank - 1);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

std::optional<double> percent_of(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return std::round(static_cast<double>(part) * 1000.0 / static_cast<double>(whole)) / 10.0;
}

WorkingTimes::WorkingTimes(std::shared_ptr<calendar::WorkingCalendar const> hours, Instant from,
                           Instant until)
    : hours_(std::move(hours)), from_(from), until_(until) {
  auto const& zone = hours_->zone();
  // A night shift of the day before may reach into the first day.
  int const first = day_number(zone.local(from).date) - 1;
  int const last = day_number(zone.local(until).date);
  std::int64_t worked = 0;
  for (int day = first; day <= last; ++day)
    for (auto const& span : hours_->hours_of(day).spans) {
      auto const opens = zone.instant_of(day, span.opens_minute, Edge::Start).ms;
      auto const closes = zone.instant_of(day, span.closes_minute, Edge::End).ms;
      // What overlaps through an exception counts once.
      auto const starts = openings_.empty() ? opens : std::max(opens, openings_.back().until_ms);
      if (closes <= starts) continue;
      openings_.push_back({starts, closes, worked});
      worked += closes - starts;
    }
}

std::int64_t WorkingTimes::worked_until(std::int64_t at_ms) const {
  auto const after =
      std::upper_bound(openings_.begin(), openings_.end(), at_ms,
                       [](std::int64_t at, Opening const& o) { return at < o.from_ms; });
  if (after == openings_.begin()) return 0;
  auto const& last = *std::prev(after);
  return last.before_ms + std::min(at_ms, last.until_ms) - last.from_ms;
}

Duration WorkingTimes::between(Instant from, Instant until) const {
  if (until <= from) return Duration{0};
  if (from < from_ || until > until_) return working_time_between(*hours_, from, until);
  return Duration{worked_until(until.ms) - worked_until(from.ms)};
}

}  // namespace vefa::reports
