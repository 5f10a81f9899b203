#include "modules/standards/forms.hpp"

#include <algorithm>

#include "base/crypto.hpp"

namespace vefa::standards {
namespace {

using calendar::Counting;
using calendar::DayEnd;
using calendar::LastDay;

Result<int> minute_of(TimeOfDay const& text, std::string const& field) {
  auto const minute = calendar::parse_minute_of_day(text.value);
  if (!minute) return invalid(field, "calendar.bad_time");
  return *minute;
}

Result<calendar::Span> span_of(TimeOfDay const& opens, TimeOfDay const& closes,
                               std::string const& field) {
  int const from = TRY(minute_of(opens, field + ".opens"));
  int const until = TRY(minute_of(closes, field + ".closes"));
  return calendar::Span{from, until};
}

bool counts_minutes(Counting counting) {
  return counting == Counting::WorkingMinutes || counting == Counting::ElapsedMinutes;
}

}  // namespace

Result<calendar::Hours> hours_of(NewCalendar const& form, std::string const& zone) {
  calendar::Hours hours{zone, {}, {}};
  for (std::size_t i = 0; i < form.week.size(); ++i) {
    auto const& day = form.week[i];
    auto const span = TRY(span_of(day.opens, day.closes, wire::child("week", i)));
    hours.week.push_back({static_cast<int>(day.weekday), span});
  }
  for (std::size_t i = 0; i < form.exceptions.size(); ++i) {
    auto const& e = form.exceptions[i];
    calendar::DayException exception{e.from_on,
                                     e.through_on.value_or(e.from_on),
                                     e.name.value,
                                     {},
                                     e.days.value_or(calendar::ExceptionDays::EveryDay)};
    auto const field = wire::child("exceptions", i);
    for (std::size_t j = 0; j < e.spans.size(); ++j)
      exception.spans.push_back(TRY(span_of(e.spans[j].opens, e.spans[j].closes,
                                            wire::child(wire::child(field, "spans"), j))));
    hours.exceptions.push_back(std::move(exception));
  }
  return hours;
}

void tidy(NewCalendar& form) {
  if (form.zone && form.zone->empty()) form.zone.reset();
  std::sort(form.week.begin(), form.week.end(), [](auto const& a, auto const& b) {
    return std::tie(a.weekday, a.opens.value) < std::tie(b.weekday, b.opens.value);
  });
  for (auto& e : form.exceptions) {
    if (!e.through_on) e.through_on = e.from_on;
    if (!e.days) e.days = calendar::ExceptionDays::EveryDay;
    std::sort(e.spans.begin(), e.spans.end(),
              [](auto const& a, auto const& b) { return a.opens.value < b.opens.value; });
  }
  std::sort(form.exceptions.begin(), form.exceptions.end(), [](auto const& a, auto const& b) {
    return std::tie(a.from_on, a.through_on) < std::tie(b.from_on, b.through_on);
  });
}

std::string fingerprint_of(NewCalendar const& form) {
  std::string text;
  wire::Codec<List<WeekHours, 56>>::write(text, form.week);
  wire::Codec<List<ExceptionHours, 1000>>::write(text, form.exceptions);
  return hex(sha256(text));
}

Result<calendar::Amount> amount_of(DutyAmount const& form, std::string const& field) {
  calendar::Amount amount{.counting = form.counting, .count = form.count};
  bool const minutes = counts_minutes(form.counting);
  std::int64_t const most = minutes ? calendar::Amount::kMaxMinutes : calendar::Amount::kMaxDays;
  std::int64_t const least = form.counting == Counting::WorkingDays ? 0 : 1;
  if (form.count < least || form.count > most)
    return invalid(wire::child(field, "count"), "wire.out_of_range",
                   {{"min", std::to_string(least)}, {"max", std::to_string(most)}});
  if (minutes) return amount;
  amount.day_end = form.day_end.value_or(DayEnd::EndOfWork);
  amount.last_day = form.last_day.value_or(LastDay::AsItFalls);
  if (amount.day_end == DayEnd::AtTime) {
    if (!form.at) return invalid(wire::child(field, "at"), "wire.required");
    amount.at_minute = TRY(minute_of(*form.at, wire::child(field, "at")));
    if (amount.at_minute >= calendar::kMinutesOfDay)
      return invalid(wire::child(field, "at"), "calendar.bad_time");
  }
  return amount;
}

DutyAmount form_of(Duty duty, calendar::Amount const& amount) {
  DutyAmount form{duty, amount.counting, amount.count, {}, {}, {}};
  if (counts_minutes(amount.counting)) return form;
  form.day_end = amount.day_end;
  if (amount.day_end == DayEnd::AtTime)
    form.at = TimeOfDay{calendar::minute_text(amount.at_minute)};
  if (amount.counting == Counting::CalendarDays) form.last_day = amount.last_day;
  return form;
}

}  // namespace vefa::standards
