#include "law/days.hpp"

#include <unicode/calendar.h>
#include <unicode/gregocal.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace vefa::law {
namespace {

using calendar::day_number;

constexpr std::uint8_t kForecast = 1;
constexpr std::uint8_t kEve = 2;
constexpr double kMsOfDay = 86'400'000.0;

/// ICU's calendar of that name, in UTC and proleptic Gregorian terms; one a thread.
icu::Calendar& calendar_of(HolidayBy by) {
  auto const make = [](char const* name) {
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> made(
        icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale(name), code));
    if (U_FAILURE(code)) throw std::runtime_error(std::string("ICU has no calendar ") + name);
    return made;
  };
  thread_local auto const hebrew = make("@calendar=hebrew");
  thread_local auto const islamic = make("@calendar=islamic-umalqura");
  return by == HolidayBy::Hebrew ? *hebrew : *islamic;
}

/// The day number of a date of that calendar.
int day_in(HolidayBy by, int year, int month, int day) {
  auto& calendar = calendar_of(by);
  UErrorCode code = U_ZERO_ERROR;
  calendar.clear();
  calendar.set(UCAL_EXTENDED_YEAR, year);
  calendar.set(UCAL_MONTH, month);
  calendar.set(UCAL_DATE, day);
  double const ms = calendar.getTime(code);
  if (U_FAILURE(code)) throw std::runtime_error("ICU cannot convert a date");
  return static_cast<int>(std::floor(ms / kMsOfDay));
}

int year_in(HolidayBy by, int day) {
  auto& calendar = calendar_of(by);
  UErrorCode code = U_ZERO_ERROR;
  calendar.setTime(day * kMsOfDay, code);
  int const year = calendar.get(UCAL_EXTENDED_YEAR, code);
  if (U_FAILURE(code)) throw std::runtime_error("ICU cannot convert a day");
  return year;
}

/// Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher.
int easter(int year) {
  int const a = year % 19;
  int const b = year / 100;
  int const c = year % 100;
  int const d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int const e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  int const f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return day_number({year, f / 31, f % 31 + 1});
}

std::vector<int> computed(Holiday const& holiday, int year) {
  if (holiday.by == HolidayBy::Fixed) {
    if (holiday.month == 2 && holiday.day == 29 &&
        !(year % 4 == 0 && (year % 100 || !(year % 400))))
      return {};
    return {day_number({year, holiday.month, holiday.day})};
  }
  if (holiday.by == HolidayBy::Easter) return {easter(year) + holiday.offset_days};
  int const first = day_number({year, 1, 1});
  int const last = day_number({year, 12, 31});
  std::vector<int> days;
  int const from_year = year_in(holiday.by, first);
  int const month = holiday.by == HolidayBy::Islamic ? holiday.month - 1 : holiday.month;
  for (int of = from_year; of <= from_year + 2; ++of) {
    int const day = day_in(holiday.by, of, month, holiday.day);
    if (day >= first && day <= last) days.push_back(day);
  }
  return days;
}

}  // namespace

std::vector<int> Days::days_of(Holiday const& holiday, int year) {
  if (holiday.from_year && year < *holiday.from_year) return {};
  if (holiday.through_year && year > *holiday.through_year) return {};
  auto const known = holiday.published.find(year);
  auto days = known != holiday.published.end() ? known->second : computed(holiday, year);
  if (known != holiday.published.end()) return days;
  for (int& day : days)
    if (auto const shift = holiday.shift_days.find(calendar::weekday_of(day));
        shift != holiday.shift_days.end())
      day += shift->second;
  return days;
}

Result<Days> Days::make(DaysPlan plan) {
  Days days;
  auto zone = calendar::Zone::find(plan.zone);
  if (!zone) return std::move(zone).error();
  if (plan.working_weekdays.empty()) return invalid("working", "law.calendar_never_works");
  if (plan.last_year < plan.first_year || plan.last_year - plan.first_year >= kMostYears)
    return invalid("years", "law.years_out_of_range", {{"limit", std::to_string(kMostYears)}});
  days.plan_ = std::move(plan);
  days.zone_ = std::move(zone).value();
  days.first_day_ = day_number({days.plan_.first_year, 1, 1});
  int const last = day_number({days.plan_.last_year, 12, 31});
  auto const length = static_cast<std::size_t>(last) - static_cast<std::size_t>(days.first_day_);
  days.table_.resize(length + 1);
  days.mark_weekends();
  // A holiday of the last days of a year before may reach into the first one.
  for (int year = days.plan_.first_year - 1; year <= days.plan_.last_year + 1; ++year)
    days.mark_year(year);
  days.mark_swaps();
  return days;
}

void Days::mark_weekends() {
  std::array<bool, 7> works{};
  for (int const weekday : plan_.working_weekdays)
    works.at(static_cast<std::size_t>(weekday)) = true;
  for (std::size_t i = 0; i < table_.size(); ++i)
    if (!works[static_cast<std::size_t>(calendar::weekday_of(first_day_ + static_cast<int>(i)))])
      table_[i].kind = DayKind::Weekend;
}

void Days::mark_year(int year) {
  for (std::size_t i = 0; i < plan_.holidays.size(); ++i) {
    auto const& holiday = plan_.holidays[i];
    auto const index = static_cast<int>(i);
    bool const forecast = holiday.by == HolidayBy::Islamic && !holiday.published.contains(year);
    auto const days = days_of(holiday, year);
    if (forecast && !days.empty()) forecast_years_.insert(year);
    for (int const first : days) {
      if (holiday.half_from_minute) {
        mark(first, DayKind::HalfDay, index, forecast);
        continue;
      }
      for (int day = first; day < first + holiday.days; ++day)
        mark(day, DayKind::Holiday, index, forecast);
      mark_eve(first - 1);
      if (holiday.eve_from_minute) mark(first - 1, DayKind::HalfDay, index, forecast);
    }
  }
}

/// A whole holiday stands before a half day, and whatever was named first before what follows.
void Days::mark(int day, DayKind kind, int holiday, bool forecast) {
  if (day < first_day_ || day >= first_day_ + static_cast<int>(table_.size())) return;
  auto& entry = table_[static_cast<std::size_t>(day - first_day_)];
  if (entry.kind == DayKind::Holiday) return;
  if (kind == DayKind::HalfDay && entry.kind != DayKind::Working) return;
  entry.kind = kind;
  entry.holiday = static_cast<std::int16_t>(holiday);
  if (forecast) entry.flags |= kForecast;
}

void Days::mark_eve(int day) {
  if (day < first_day_ || day >= first_day_ + static_cast<int>(table_.size())) return;
  table_[static_cast<std::size_t>(day - first_day_)].flags |= kEve;
}

void Days::mark_swaps() {
  auto const set = [&](int day, DayKind kind, std::size_t swap) {
    if (day < first_day_ || day >= first_day_ + static_cast<int>(table_.size())) return;
    auto& entry = table_[static_cast<std::size_t>(day - first_day_)];
    entry.kind = kind;
    entry.holiday = static_cast<std::int16_t>(swap);
  };
  for (std::size_t i = 0; i < plan_.swaps.size(); ++i) {
    set(plan_.swaps[i].off_day, DayKind::SwappedOff, i);
    set(plan_.swaps[i].work_day, DayKind::WorkedInstead, i);
  }
}

std::optional<DayOf> Days::find(int day) const {
  if (day < first_day_ || day >= first_day_ + static_cast<int>(table_.size())) return std::nullopt;
  auto const& entry = table_[static_cast<std::size_t>(day - first_day_)];
  DayOf out{.kind = entry.kind, .holiday = entry.holiday};
  out.forecast = (entry.flags & kForecast) != 0;
  out.eve = (entry.flags & kEve) != 0;
  out.counts = entry.kind == DayKind::Working || entry.kind == DayKind::WorkedInstead ||
               (entry.kind == DayKind::HalfDay && plan_.half_days == HalfDays::CountAsFull);
  return out;
}

bool Days::is_published(int year) const {
  if (forecast_years_.contains(year)) return false;
  return plan_.swap_years.empty() || plan_.swap_years.contains(year);
}

}  // namespace vefa::law
