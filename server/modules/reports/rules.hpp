// Spans of days, percentiles, shares, and working time of many stretches at once. Pure.
#pragma once
#include "calendar/calendar.hpp"
#include "modules/reports/reports.hpp"

namespace vefa::reports {

/// A span of days in a zone; `through_on` is its last day.
struct Span {
  LocalDate from_on;
  LocalDate through_on;
};
inline constexpr int kMostDays = 1100;    // three years
inline constexpr int kMostBuckets = 400;  // a year by days

/// The wished span, `through_on` today and 28 days long where nothing is said. Invalid, the field
/// named: reports.span_backwards, reports.span_too_long.
Result<Span> span_of(std::optional<LocalDate> from_on, std::optional<LocalDate> through_on,
                     LocalDate today);

struct Bucket {
  LocalDate from_on;
  LocalDate through_on;
  Instant from_at;
  Instant until_at;  // exclusive
};
/// The span cut into days, weeks or months of the wall calendar in `zone`; the first and the last
/// may be parts of one. `first_weekday`: 0 Monday … 6 Sunday. Invalid: reports.span_too_long beyond
/// `kMostBuckets`.
Result<std::vector<Bucket>> buckets_of(Span const& span, Grain grain, calendar::Zone const& zone,
                                       int first_weekday);
/// On which day a week begins in a country, by CLDR: Monday in Turkey and Hungary, Sunday in
/// Israel.
int first_weekday(std::string const& country);

/// The smallest of the values that at least `percent` of them do not exceed (nearest rank); nothing
/// of none. The order of the values is lost.
std::optional<std::int64_t> percentile(std::vector<std::int32_t>& values, int percent);

/// `part` of `whole` in per cent, to one decimal; nothing of nothing.
std::optional<double> percent_of(std::int64_t part, std::int64_t whole);

/// Working time between instants, for very many of them: the openings of the calendar are laid out
/// once. The same as calendar::working_time_between, within and beyond the stretch laid out.
class WorkingTimes {
 public:
  WorkingTimes(std::shared_ptr<calendar::WorkingCalendar const> hours, Instant from, Instant until);
  Duration between(Instant from, Instant until) const;

 private:
  struct Opening {
    std::int64_t from_ms;
    std::int64_t until_ms;
    std::int64_t before_ms;  // working time of all openings before this one
  };
  std::int64_t worked_until(std::int64_t at_ms) const;

  std::shared_ptr<calendar::WorkingCalendar const> hours_;
  Instant from_;
  Instant until_;
  std::vector<Opening> openings_;
};

}  // namespace vefa::reports
