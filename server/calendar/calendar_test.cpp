// Hand-worked dates. 2026-11-23 is a Monday; clocks change on 2026-03-29 and 2026-10-25 in
// Budapest, on 2026-03-27 and 2026-10-25 in Jerusalem, never in Istanbul.
#include "calendar/calendar.hpp"

#include <gtest/gtest.h>

namespace vefa::calendar {
namespace {

constexpr int kHour = 60;
constexpr Duration kYear = std::chrono::hours(24 * 365);

Instant instant(std::string_view text) {
  // `2026-11-23 10:00 +01`
  auto const full =
      fmt::format("{}T{}:00{}:00", text.substr(0, 10), text.substr(11, 5), text.substr(17, 3));
  return parse_instant(full).value();
}

std::vector<WeekSpan> on_days(std::initializer_list<int> days, std::vector<Span> const& spans) {
  std::vector<WeekSpan> week;
  for (int day : days)
    for (auto const& span : spans) week.push_back({day, span});
  return week;
}

LocalDate date(std::string_view text) { return parse_date(text).value(); }

DayException exception(std::string_view from, std::string_view through, std::string name,
                       std::vector<Span> spans = {}, ExceptionDays days = ExceptionDays::EveryDay) {
  return {date(from), date(through), std::move(name), std::move(spans), days};
}

Hours office_hours() {
  return {"Europe/Budapest", on_days({0, 1, 2, 3, 4}, {{9 * kHour, 18 * kHour}}), {}};
}

WorkingCalendar const& calendar(std::string const& name) {
  static auto const all = [] {
    std::map<std::string, WorkingCalendar> m;
    auto const put = [&](std::string const& key, Hours const& hours) {
      m.emplace(key, WorkingCalendar::make(hours).value());
    };
    put("office", office_hours());
    put("split", {"Europe/Budapest",
                  on_days({0, 1, 2, 3, 4}, {{13 * kHour, 17 * kHour}, {8 * kHour, 12 * kHour}}),
                  {}});
    put("night",
        {"Europe/Budapest", on_days({0, 1, 2, 3, 4, 5, 6}, {{22 * kHour, 6 * kHour}}), {}});
    put("always", {"Europe/Budapest", on_days({0, 1, 2, 3, 4, 5, 6}, {{0, 24 * kHour}}), {}});
    auto il = on_days({6, 0, 1, 2, 3}, {{8 * kHour, 17 * kHour}});
    il.push_back({4, {8 * kHour, 13 * kHour}});
    put("israel", {"Asia/Jerusalem", il, {}});
    auto tr = on_days({0, 1, 2, 3, 4}, {{9 * kHour, 18 * kHour}});
    tr.push_back({5, {9 * kHour, 13 * kHour}});
    put("turkey", {"Europe/Istanbul",
                   tr,
                   {exception("2026-10-29", "2026-10-29", "Republic Day"),
                    exception("2026-10-28", "2026-10-28", "Eve of Republic Day",
                              {{9 * kHour, 13 * kHour}})}});
    auto hu = office_hours();
    hu.exceptions = {
        exception("2026-08-08", "2026-08-08", "Working Saturday", {{9 * kHour, 18 * kHour}}),
        exception("2026-08-20", "2026-08-20", "Saint Stephen's Day"),
        exception("2026-08-21", "2026-08-21", "Rest day"),
        exception("2026-07-01", "2026-08-31", "Summer hours", {{9 * kHour, 16 * kHour}},
                  ExceptionDays::OpenDays)};
    put("hungary", hu);
    return m;
  }();
  return all.at(name);
}

struct Case {
  char const* calendar;
  char const* start;
  Amount amount;
  char const* due;
};

void expect_due(std::vector<Case> const& cases) {
  for (auto const& c : cases) {
    SCOPED_TRACE(fmt::format("{} from {} count {}", c.calendar, c.start, c.amount.count));
    auto const due = add_working(calendar(c.calendar), instant(c.start), c.amount);
    ASSERT_TRUE(due.ok()) << due.error().key;
    EXPECT_EQ(to_text(due->due_at), to_text(instant(c.due)));
  }
}

Amount minutes(std::int64_t count) { return {Counting::WorkingMinutes, count}; }
Amount days(std::int64_t count, DayEnd end, int at_minute = 0) {
  return {Counting::WorkingDays, count, end, at_minute};
}
Amount calendar_days(std::int64_t count, DayEnd end, LastDay last = LastDay::AsItFalls,
                     int at_minute = 0) {
  return {Counting::CalendarDays, count, end, at_minute, last};
}

TEST(WorkingTime, minutes_are_counted_within_the_hours_only) {
  expect_due({
      {"office", "2026-11-23 10:00 +01", minutes(480), "2026-11-23 18:00 +01"},
      {"office", "2026-11-23 10:00 +01", minutes(481), "2026-11-24 09:01 +01"},
      {"office", "2026-11-27 17:00 +01", minutes(120), "2026-11-30 10:00 +01"},
      {"office", "2026-11-23 07:00 +01", minutes(60), "2026-11-23 10:00 +01"},
      {"office", "2026-11-23 20:00 +01", minutes(60), "2026-11-24 10:00 +01"},
      {"office", "2026-11-28 12:00 +01", minutes(60), "2026-11-30 10:00 +01"},
      {"office", "2026-11-02 09:00 +01", minutes(100 * 60), "2026-11-17 10:00 +01"},
      {"split", "2026-11-23 11:30 +01", minutes(60), "2026-11-23 13:30 +01"},
      {"split", "2026-11-23 12:15 +01", minutes(30), "2026-11-23 13:30 +01"},
  });
}

TEST(WorkingTime, an_amount_used_up_at_a_close_is_due_then_and_not_at_the_next_opening) {
  expect_due({
      {"office", "2026-11-23 09:00 +01", minutes(540), "2026-11-23 18:00 +01"},
      {"split", "2026-11-23 11:30 +01", minutes(30), "2026-11-23 12:00 +01"},
      {"night", "2026-11-23 22:00 +01", minutes(480), "2026-11-24 06:00 +01"},
  });
}

TEST(WorkingTime, a_start_at_the_very_end_of_the_hours_counts_from_the_next_opening) {
  expect_due({
      {"office", "2026-11-23 18:00 +01", minutes(60), "2026-11-24 10:00 +01"},
      {"office", "2026-11-27 18:00 +01", minutes(1), "2026-11-30 09:01 +01"},
      {"split", "2026-11-23 12:00 +01", minutes(1), "2026-11-23 13:01 +01"},
  });
}

TEST(WorkingTime, a_zero_amount_is_due_at_once_or_at_the_next_opening) {
  expect_due({
      {"office", "2026-11-23 10:00 +01", minutes(0), "2026-11-23 10:00 +01"},
      {"office", "2026-11-23 09:00 +01", minutes(0), "2026-11-23 09:00 +01"},
      {"office", "2026-11-23 18:00 +01", minutes(0), "2026-11-24 09:00 +01"},
      {"office", "2026-11-28 12:00 +01", minutes(0), "2026-11-30 09:00 +01"},
  });
}

TEST(WorkingTime, month_ends_year_ends_and_the_leap_day_are_days_like_others) {
  expect_due({
      {"office", "2026-07-31 17:00 +02", minutes(120), "2026-08-03 10:00 +02"},
      {"office", "2028-02-28 17:00 +01", minutes(600), "2028-02-29 18:00 +01"},
      {"office", "2028-02-28 17:00 +01", minutes(601), "2028-03-01 09:01 +01"},
      {"office", "2027-02-26 17:00 +01", minutes(120), "2027-03-01 10:00 +01"},
      {"office", "2026-12-31 17:30 +01", minutes(60), "2027-01-01 09:30 +01"},
  });
}

TEST(WorkingTime, clocks_that_change_at_a_weekend_do_not_move_mondays_opening) {
  expect_due({
      {"office", "2026-03-27 17:00 +01", minutes(120), "2026-03-30 10:00 +02"},
      {"office", "2026-10-23 17:00 +02", minutes(120), "2026-10-26 10:00 +01"},
      {"israel", "2026-03-26 16:00 +02", minutes(120), "2026-03-27 09:00 +03"},
      {"israel", "2026-10-23 12:00 +03", minutes(120), "2026-10-25 09:00 +02"},
      {"turkey", "2026-03-28 12:30 +03", minutes(60), "2026-03-30 09:30 +03"},
      {"turkey", "2026-10-24 12:30 +03", minutes(60), "2026-10-26 09:30 +03"},
  });
}

TEST(WorkingTime, a_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn) {
  expect_due({
      {"night", "2026-03-28 22:00 +01", minutes(420), "2026-03-29 06:00 +02"},
      {"night", "2026-03-28 22:00 +01", minutes(421), "2026-03-29 22:01 +02"},
      {"night", "2026-10-24 22:00 +02", minutes(540), "2026-10-25 06:00 +01"},
      {"night", "2026-10-24 22:00 +02", minutes(541), "2026-10-25 22:01 +01"},
      {"always", "2026-03-28 12:00 +01", minutes(1440), "2026-03-29 13:00 +02"},
      {"always", "2026-10-24 12:00 +02", minutes(1440), "2026-10-25 11:00 +01"},
  });
}

TEST(WorkingTime, a_span_across_midnight_goes_on_until_its_close) {
  expect_due({
      {"night", "2026-11-24 02:00 +01", minutes(240), "2026-11-24 06:00 +01"},
      {"night", "2026-11-24 02:00 +01", minutes(300), "2026-11-24 23:00 +01"},
      {"night", "2026-11-24 12:00 +01", minutes(180), "2026-11-25 01:00 +01"},
  });
}

TEST(WorkingTime, half_days_holidays_and_worked_saturdays_are_kept) {
  expect_due({
      {"israel", "2026-11-27 12:00 +02", minutes(120), "2026-11-29 09:00 +02"},
      {"turkey", "2026-10-31 12:30 +03", minutes(60), "2026-11-02 09:30 +03"},
      {"turkey", "2026-10-28 12:00 +03", minutes(120), "2026-10-30 10:00 +03"},
      {"hungary", "2026-08-07 15:00 +02", minutes(120), "2026-08-08 10:00 +02"},
      {"hungary", "2026-08-19 15:00 +02", minutes(120), "2026-08-24 10:00 +02"},
  });
}

TEST(WorkingTime, summer_hours_hold_on_open_days_and_yield_to_a_holiday_within_them) {
  auto const& hungary = calendar("hungary");
  EXPECT_TRUE(is_open(hungary, instant("2026-07-06 15:59 +02")));
  EXPECT_FALSE(is_open(hungary, instant("2026-07-06 16:00 +02")));
  EXPECT_FALSE(is_open(hungary, instant("2026-07-05 12:00 +02")));  // a Sunday
  EXPECT_FALSE(is_open(hungary, instant("2026-08-20 12:00 +02")));
  EXPECT_TRUE(is_open(hungary, instant("2026-08-08 17:00 +02")));
  EXPECT_TRUE(is_open(hungary, instant("2026-09-01 17:00 +02")));
}

TEST(WorkingTime, the_end_of_the_nth_working_day_does_not_count_the_day_of_the_start) {
  auto const end = DayEnd::EndOfWork;
  expect_due({
      {"office", "2026-11-23 10:00 +01", days(1, end), "2026-11-24 18:00 +01"},
      {"office", "2026-11-23 20:00 +01", days(1, end), "2026-11-24 18:00 +01"},
      {"office", "2026-11-27 15:00 +01", days(1, end), "2026-11-30 18:00 +01"},
      {"office", "2026-11-26 15:00 +01", days(2, end), "2026-11-30 18:00 +01"},
      {"office", "2026-11-22 10:00 +01", days(1, end), "2026-11-23 18:00 +01"},
      {"israel", "2026-11-26 10:00 +02", days(1, end), "2026-11-27 13:00 +02"},
      {"israel", "2026-11-27 10:00 +02", days(1, end), "2026-11-29 17:00 +02"},
      {"turkey", "2026-10-28 10:00 +03", days(1, end), "2026-10-30 18:00 +03"},
      {"night", "2026-11-24 02:00 +01", days(1, end), "2026-11-25 06:00 +01"},
      {"office", "2026-11-23 10:00 +01", days(1, DayEnd::Midnight), "2026-11-25 00:00 +01"},
  });
}

TEST(WorkingTime, by_the_end_of_the_day_is_the_next_working_day_once_this_one_is_over) {
  auto const today = days(0, DayEnd::EndOfWork);
  expect_due({
      {"office", "2026-11-23 10:00 +01", today, "2026-11-23 18:00 +01"},
      {"office", "2026-11-23 07:00 +01", today, "2026-11-23 18:00 +01"},
      {"office", "2026-11-23 18:00 +01", today, "2026-11-24 18:00 +01"},
      {"office", "2026-11-23 20:00 +01", today, "2026-11-24 18:00 +01"},
      {"office", "2026-11-28 12:00 +01", today, "2026-11-30 18:00 +01"},
      {"split", "2026-11-23 12:30 +01", today, "2026-11-23 17:00 +01"},
      {"night", "2026-11-24 02:00 +01", today, "2026-11-24 06:00 +01"},
      {"night", "2026-11-24 12:00 +01", today, "2026-11-25 06:00 +01"},
  });
}

TEST(WorkingTime, the_same_time_on_the_nth_working_day_stays_within_its_hours) {
  auto const same = DayEnd::SameTime;
  expect_due({
      {"office", "2026-11-23 10:30 +01", days(1, same), "2026-11-24 10:30 +01"},
      {"office", "2026-11-27 10:30 +01", days(1, same), "2026-11-30 10:30 +01"},
      {"office", "2026-11-23 20:00 +01", days(1, same), "2026-11-24 18:00 +01"},
      {"office", "2026-11-23 07:00 +01", days(1, same), "2026-11-24 09:00 +01"},
      {"split", "2026-11-23 12:30 +01", days(1, same), "2026-11-24 13:00 +01"},
      {"office", "2026-03-27 10:30 +01", days(1, same), "2026-03-30 10:30 +02"},
      {"night", "2026-11-24 02:00 +01", days(1, same), "2026-11-25 02:00 +01"},
  });
}

TEST(WorkingTime, by_a_time_of_day_is_within_the_hours_and_after_the_start) {
  int const ten = 10 * kHour;
  expect_due({
      {"office", "2026-11-23 15:00 +01", days(1, DayEnd::AtTime, ten), "2026-11-24 10:00 +01"},
      {"office", "2026-11-27 15:00 +01", days(1, DayEnd::AtTime, ten), "2026-11-30 10:00 +01"},
      {"office", "2026-11-23 08:00 +01", days(0, DayEnd::AtTime, ten), "2026-11-23 10:00 +01"},
      {"office", "2026-11-23 11:00 +01", days(0, DayEnd::AtTime, ten), "2026-11-24 10:00 +01"},
      {"office", "2026-11-23 15:00 +01", days(1, DayEnd::AtTime, 20 * kHour),
       "2026-11-24 18:00 +01"},
      {"turkey", "2026-10-28 12:00 +03", days(1, DayEnd::AtTime, ten), "2026-10-30 10:00 +03"},
  });
}

TEST(WorkingTime, elapsed_time_and_calendar_days_run_day_and_night) {
  auto const moves = LastDay::MovesToWorkingDay;
  expect_due({
      {"office", "2026-03-27 20:00 +01", {Counting::ElapsedMinutes, 2880}, "2026-03-29 21:00 +02"},
      {"office", "2026-11-28 20:00 +01", {Counting::ElapsedMinutes, 0}, "2026-11-28 20:00 +01"},
      {"office", "2026-03-28 10:00 +01", calendar_days(1, DayEnd::SameTime),
       "2026-03-29 10:00 +02"},
      {"office", "2026-03-28 02:30 +01", calendar_days(1, DayEnd::SameTime),
       "2026-03-29 03:00 +02"},
      {"office", "2026-10-24 02:30 +02", calendar_days(1, DayEnd::SameTime),
       "2026-10-25 02:30 +01"},
      {"office", "2026-11-01 12:00 +01", calendar_days(15, DayEnd::Midnight),
       "2026-11-17 00:00 +01"},
      {"office", "2026-01-31 12:00 +01", calendar_days(30, DayEnd::Midnight),
       "2026-03-03 00:00 +01"},
      {"office", "2028-02-28 12:00 +01", calendar_days(1, DayEnd::Midnight),
       "2028-03-01 00:00 +01"},
      {"office", "2026-11-01 12:00 +01", calendar_days(14, DayEnd::Midnight),
       "2026-11-16 00:00 +01"},
      {"office", "2026-11-01 12:00 +01", calendar_days(14, DayEnd::Midnight, moves),
       "2026-11-17 00:00 +01"},
      {"office", "2026-11-23 12:00 +01", calendar_days(5, DayEnd::EndOfWork),
       "2026-11-30 18:00 +01"},
      {"office", "2026-11-23 11:00 +01",
       calendar_days(0, DayEnd::AtTime, LastDay::AsItFalls, 10 * kHour), "2026-11-24 10:00 +01"},
  });
}

TEST(WorkingTime, a_pause_is_one_step_however_little_time_is_counted) {
  Instant const start = instant("2026-11-23 10:00 +01");
  std::vector<Pause> const year{{start - std::chrono::hours(24), start + kYear}};
  auto const due = add_working(calendar("office"), start,
                               {.counting = Counting::ElapsedMinutes, .count = 1}, year);
  ASSERT_TRUE(due);
  EXPECT_EQ(due->due_at, start + kYear + std::chrono::minutes(1));
  EXPECT_EQ(due->steps.size(), 2u);
  EXPECT_EQ(
      instant_at_share(calendar("office"), Counting::ElapsedMinutes, start, due->due_at, 0, year),
      start + kYear);
}

TEST(WorkingTime, pauses_put_the_due_instant_off_by_the_time_that_lies_in_them) {
  auto const pause = [](char const* from, char const* until) {
    return Pause{instant(from), instant(until)};
  };
  auto const noon = pause("2026-11-23 12:00 +01", "2026-11-23 14:00 +01");
  auto const one = pause("2026-11-23 13:00 +01", "2026-11-23 15:00 +01");
  struct PauseCase {
    char const* start;
    Amount amount;
    std::vector<Pause> pauses;
    char const* due;
  } const cases[] = {
      {"2026-11-23 10:00 +01", minutes(480), {noon}, "2026-11-24 11:00 +01"},
      {"2026-11-23 10:00 +01", minutes(480), {one, noon}, "2026-11-24 12:00 +01"},
      {"2026-11-23 10:00 +01", minutes(60), {noon}, "2026-11-23 11:00 +01"},
      {"2026-11-27 17:00 +01",
       minutes(120),
       {pause("2026-11-28 00:00 +01", "2026-11-29 00:00 +01")},
       "2026-11-30 10:00 +01"},
      {"2026-11-23 10:00 +01",
       minutes(60),
       {pause("2026-11-20 08:00 +01", "2026-11-23 11:00 +01")},
       "2026-11-23 12:00 +01"},
      {"2026-11-23 10:00 +01",
       days(1, DayEnd::EndOfWork),
       {pause("2026-11-24 10:00 +01", "2026-11-24 12:00 +01")},
       "2026-11-25 11:00 +01"},
      // What it is put off by may itself be paused.
      {"2026-11-23 10:00 +01",
       days(1, DayEnd::EndOfWork),
       {noon, pause("2026-11-25 09:00 +01", "2026-11-25 10:00 +01")},
       "2026-11-25 12:00 +01"},
      {"2026-11-23 10:00 +01", {Counting::ElapsedMinutes, 120}, {noon}, "2026-11-23 12:00 +01"},
      {"2026-11-23 10:00 +01", {Counting::ElapsedMinutes, 180}, {noon}, "2026-11-23 15:00 +01"},
      {"2026-11-23 10:00 +01", calendar_days(1, DayEnd::Midnight), {noon}, "2026-11-25 02:00 +01"},
      {"2026-11-23 10:00 +01",
       minutes(60),
       {pause("2026-11-23 10:30 +01", "2026-11-23 10:30 +01")},
       "2026-11-23 11:00 +01"},
  };
  for (auto const& c : cases) {
    auto const due = add_working(calendar("office"), instant(c.start), c.amount, c.pauses);
    ASSERT_TRUE(due.ok());
    EXPECT_EQ(to_text(due->due_at), to_text(instant(c.due)));
  }
}

TEST(WorkingTime, the_explanation_names_every_skipped_day_and_why) {
  auto const due =
      add_working(calendar("turkey"), instant("2026-10-28 19:00 +03"), minutes(10 * 60)).value();
  std::vector<std::string> told;
  for (auto const& step : due.steps)
    told.push_back(fmt::format("{} {} {} {}", to_text(step.date), static_cast<int>(step.reason),
                               step.counted.count() / 60000, step.name));
  auto const line = [](char const* day, StepReason reason, int minutes, char const* name) {
    return fmt::format("{} {} {} {}", day, static_cast<int>(reason), minutes, name);
  };
  EXPECT_EQ(told, (std::vector{
                      line("2026-10-28", StepReason::AfterHours, 0, ""),
                      line("2026-10-29", StepReason::Holiday, 0, "Republic Day"),
                      line("2026-10-30", StepReason::WorkingTime, 540, ""),
                      line("2026-10-31", StepReason::WorkingTime, 60, ""),
                  }));
  EXPECT_EQ(to_text(due.steps.back().from_at), to_text(instant("2026-10-31 09:00 +03")));
  EXPECT_EQ(to_text(due.steps.back().until_at), to_text(due.due_at));
}

TEST(WorkingTime, the_explanation_of_days_names_the_start_the_skipped_and_the_counted) {
  auto const due =
      add_working(calendar("turkey"), instant("2026-10-28 10:00 +03"), days(3, DayEnd::EndOfWork))
          .value();
  std::vector<std::pair<int, StepReason>> told;
  for (auto const& step : due.steps) told.emplace_back(step.date.day, step.reason);
  EXPECT_EQ(told, (std::vector<std::pair<int, StepReason>>{{28, StepReason::StartDay},
                                                           {29, StepReason::Holiday},
                                                           {30, StepReason::CountedDay},
                                                           {31, StepReason::CountedDay},
                                                           {1, StepReason::Closed},
                                                           {2, StepReason::CountedDay}}));
}

TEST(WorkingTime, half_and_four_fifths_are_of_the_working_time) {
  auto const& office = calendar("office");
  auto const start = instant("2026-11-27 14:00 +01");
  auto const due = add_working(office, start, minutes(480))->due_at;  // 4 h Friday, 4 h Monday
  auto const share = [&](double s) {
    return to_text(instant_at_share(office, Counting::WorkingMinutes, start, due, s));
  };
  EXPECT_EQ(to_text(due), to_text(instant("2026-11-30 13:00 +01")));
  EXPECT_EQ(share(0.5), to_text(instant("2026-11-27 18:00 +01")));
  EXPECT_EQ(share(0.8), to_text(instant("2026-11-30 11:24 +01")));
  EXPECT_EQ(share(1.0), to_text(due));
  EXPECT_EQ(to_text(instant_at_share(office, Counting::ElapsedMinutes, start, due, 0.5)),
            to_text(instant("2026-11-29 01:30 +01")));
  std::vector<Pause> const pauses{{start, start + std::chrono::hours(2)}};
  auto const later = add_working(office, start, minutes(480), pauses)->due_at;
  EXPECT_EQ(to_text(instant_at_share(office, Counting::WorkingMinutes, start, later, 0.5, pauses)),
            to_text(instant("2026-11-30 11:00 +01")));
}

TEST(WorkingTime, open_and_next_open_agree_with_the_hours) {
  auto const& split = calendar("split");
  EXPECT_TRUE(is_open(split, instant("2026-11-23 08:00 +01")));
  EXPECT_FALSE(is_open(split, instant("2026-11-23 12:00 +01")));
  EXPECT_EQ(next_open(split, instant("2026-11-23 12:00 +01")), instant("2026-11-23 13:00 +01"));
  EXPECT_EQ(next_open(split, instant("2026-11-23 14:00 +01")), instant("2026-11-23 14:00 +01"));
  EXPECT_EQ(next_open(split, instant("2026-11-27 17:00 +01")), instant("2026-11-30 08:00 +01"));
  EXPECT_TRUE(is_open(calendar("night"), instant("2026-11-24 05:59 +01")));
  EXPECT_FALSE(is_open(calendar("night"), instant("2026-11-24 06:00 +01")));
}

TEST(WorkingTime, a_holiday_ends_the_evening_before_no_earlier_and_no_shift_twice) {
  Hours hours{"Europe/Budapest",
              on_days({0, 1, 2, 3, 4, 5, 6}, {{22 * kHour, 6 * kHour}}),
              {exception("2026-12-25", "2026-12-25", "Christmas Day"),
               exception("2026-12-27", "2026-12-27", "Stocktaking", {{4 * kHour, 8 * kHour}})}};
  auto const night = WorkingCalendar::make(hours).value();
  EXPECT_TRUE(is_open(night, instant("2026-12-25 03:00 +01")));  // the shift of the 24th goes on
  EXPECT_FALSE(is_open(night, instant("2026-12-25 23:00 +01")));
  EXPECT_FALSE(is_open(night, instant("2026-12-26 03:00 +01")));
  // 22:00–06:00 and the 04:00–08:00 that overlaps it are ten hours, not twelve.
  EXPECT_EQ(
      working_time_between(night, instant("2026-12-26 12:00 +01"), instant("2026-12-27 12:00 +01")),
      std::chrono::hours(10));
}

TEST(WorkingTime, a_calendar_that_stays_closed_is_an_answer_and_not_a_search_without_end) {
  Hours hours{
      "UTC", {}, {exception("2026-01-05", "2026-01-05", "The one day", {{9 * kHour, 10 * kHour}})}};
  auto const once = WorkingCalendar::make(hours).value();
  auto const start = parse_instant("2026-01-01T00:00:00Z").value();
  EXPECT_TRUE(add_working(once, start, minutes(60)).ok());
  for (auto const& amount : {minutes(61), days(2, DayEnd::EndOfWork)}) {
    auto const never = add_working(once, start, amount);
    ASSERT_FALSE(never.ok());
    EXPECT_EQ(never.error().key, "calendar.no_working_time");
    EXPECT_EQ(never.error().code, Code::Refused);
  }
  EXPECT_FALSE(next_open(once, parse_instant("2026-02-01T00:00:00Z").value()).has_value());
  Hours minute_a_week{"UTC", {{0, {9 * kHour, 9 * kHour + 1}}}, {}};
  auto const rare = WorkingCalendar::make(minute_a_week).value();
  EXPECT_EQ(add_working(rare, start, minutes(100000)).error().key, "calendar.too_far");
  EXPECT_EQ(add_working(rare, start, days(3000, DayEnd::EndOfWork)).error().key,
            "calendar.too_far");
}

TEST(WorkingTime, an_amount_out_of_range_is_refused_by_its_field) {
  auto const start = instant("2026-11-23 10:00 +01");
  auto const refusal = [&](Amount const& amount, std::vector<Pause> const& pauses = {}) {
    auto const due = add_working(calendar("office"), start, amount, pauses);
    return due.ok() ? std::string() : due.error().field + " " + due.error().key;
  };
  EXPECT_EQ(refusal(minutes(-1)), "count calendar.amount_out_of_range");
  EXPECT_EQ(refusal(minutes(Amount::kMaxMinutes + 1)), "count calendar.amount_out_of_range");
  EXPECT_EQ(refusal(days(Amount::kMaxDays + 1, DayEnd::EndOfWork)),
            "count calendar.amount_out_of_range");
  EXPECT_EQ(refusal(days(1, DayEnd::AtTime, 1440)), "at_minute calendar.time_out_of_day");
  EXPECT_EQ(refusal(minutes(1), {{start, start - Duration{1}}}), "pauses calendar.pause_backwards");
}

TEST(WorkingCalendars, a_calendar_that_cannot_be_is_refused_by_its_field) {
  auto const refusal = [](Hours const& hours) {
    auto const made = WorkingCalendar::make(hours);
    return made.ok() ? std::string() : made.error().field + " " + made.error().key;
  };
  auto const week = [&](std::vector<WeekSpan> spans) {
    return refusal({"UTC", std::move(spans), {}});
  };
  auto const with = [&](std::vector<DayException> exceptions) {
    auto hours = office_hours();
    hours.exceptions = std::move(exceptions);
    return refusal(hours);
  };
  EXPECT_EQ(refusal(office_hours()), "");
  EXPECT_EQ(refusal({"Mars/Olympus", on_days({0}, {{0, 60}}), {}}), "zone calendar.unknown_zone");
  EXPECT_EQ(week({}), "week calendar.no_hours");
  EXPECT_EQ(week({{7, {0, 60}}}), "week[0].weekday calendar.unknown_weekday");
  EXPECT_EQ(week({{0, {-1, 60}}}), "week[0].opens calendar.time_out_of_day");
  EXPECT_EQ(week({{0, {0, 60}}, {1, {1440, 60}}}), "week[1].opens calendar.time_out_of_day");
  EXPECT_EQ(week({{0, {0, 1441}}}), "week[0].closes calendar.time_out_of_day");
  EXPECT_EQ(week({{0, {60, 60}}}), "week[0].closes calendar.span_empty");
  EXPECT_EQ(week({{0, {540, 720}}, {0, {700, 800}}}), "week[1] calendar.spans_overlap");
  EXPECT_EQ(week({{0, {1320, 360}}, {1, {300, 800}}}), "week[1] calendar.spans_overlap");
  EXPECT_EQ(week({{0, {300, 800}}, {6, {1320, 360}}}), "week[1] calendar.spans_overlap");
  EXPECT_EQ(week({{0, {540, 720}}, {0, {720, 800}}}), "");
  std::vector<WeekSpan> nine;
  for (int i = 0; i < 9; ++i) nine.push_back({2, {i * 60, i * 60 + 30}});
  EXPECT_EQ(week(nine), "week[8] calendar.too_many_spans");
  EXPECT_EQ(with({exception("2026-02-02", "2026-02-01", "x")}),
            "exceptions[0].through_on calendar.range_backwards");
  EXPECT_EQ(with({exception("2026-02-02", "2027-02-03", "x")}),
            "exceptions[0].through_on calendar.range_too_long");
  EXPECT_EQ(with({exception("2026-02-02", "2026-02-02", "x"),
                  exception("2026-02-02", "2026-02-02", "y")}),
            "exceptions[1].from_on calendar.exception_twice");
  EXPECT_EQ(with({exception("2026-02-02", "2026-02-02", "x", {{60, 120}, {90, 180}})}),
            "exceptions[0].spans[1] calendar.spans_overlap");
  EXPECT_EQ(with({exception("2026-02-02", "2026-02-02", "x", {{60, 1500}})}),
            "exceptions[0].spans[0].closes calendar.time_out_of_day");
}

TEST(WorkingCalendars, times_of_day_are_written_as_on_the_door) {
  EXPECT_EQ(parse_minute_of_day("09:30"), 570);
  EXPECT_EQ(parse_minute_of_day("00:00"), 0);
  EXPECT_EQ(parse_minute_of_day("24:00"), 1440);
  for (auto const* wrong : {"", "9:30", "24:01", "12:60", "12.30", "aa:bb", "09:30 "})
    EXPECT_FALSE(parse_minute_of_day(wrong).has_value()) << wrong;
  EXPECT_EQ(minute_text(570), "09:30");
}

}  // namespace
}  // namespace vefa::calendar
