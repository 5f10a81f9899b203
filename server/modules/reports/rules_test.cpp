#include "modules/reports/rules.hpp"

#include <gmock/gmock.h>

#include <random>

namespace vefa::reports {
namespace {

using calendar::Zone;

Zone zone(char const* name) { return Zone::find(name).value(); }
LocalDate day(char const* text) { return parse_date(text).value(); }
Instant at(char const* text) { return parse_instant(text).value(); }

std::vector<std::string> told(std::vector<Bucket> const& buckets) {
  std::vector<std::string> out;
  for (auto const& b : buckets) out.push_back(to_text(b.from_on) + ".." + to_text(b.through_on));
  return out;
}

TEST(ReportSpans, are_four_weeks_up_to_today_unless_said_otherwise) {
  auto const span = span_of({}, {}, day("2026-11-28")).value();
  EXPECT_EQ(to_text(span.from_on), "2026-11-01");
  EXPECT_EQ(to_text(span.through_on), "2026-11-28");
  EXPECT_EQ(span_of(day("2026-11-02"), day("2026-11-01"), day("2026-11-28")).error().key,
            "reports.span_backwards");
  EXPECT_EQ(span_of(day("2020-01-01"), day("2026-11-01"), day("2026-11-28")).error().key,
            "reports.span_too_long");
}

TEST(ReportSpans, are_cut_into_days_weeks_and_months_of_the_wall_calendar) {
  Span const span{day("2026-10-28"), day("2026-11-10")};
  auto const istanbul = zone("Europe/Istanbul");
  auto const cut = [&](Grain grain, int first) {
    return told(buckets_of(span, grain, istanbul, first).value());
  };
  EXPECT_EQ(cut(Grain::Day, 0).size(), 14u);
  EXPECT_THAT(cut(Grain::Week, 0),
              testing::ElementsAre("2026-10-28..2026-11-01", "2026-11-02..2026-11-08",
                                   "2026-11-09..2026-11-10"));
  EXPECT_THAT(cut(Grain::Week, 6),
              testing::ElementsAre("2026-10-28..2026-10-31", "2026-11-01..2026-11-07",
                                   "2026-11-08..2026-11-10"));
  EXPECT_THAT(cut(Grain::Month, 0),
              testing::ElementsAre("2026-10-28..2026-10-31", "2026-11-01..2026-11-10"));
  EXPECT_EQ(buckets_of({day("2024-01-01"), day("2026-01-01")}, Grain::Day, istanbul, 0).error().key,
            "reports.too_many_buckets");
}

TEST(ReportSpans, a_day_on_which_clocks_change_has_its_true_hours) {
  auto const days =
      buckets_of({day("2026-10-24"), day("2026-10-26")}, Grain::Day, zone("Europe/Budapest"), 0)
          .value();
  ASSERT_EQ(days.size(), 3u);
  EXPECT_EQ(days[1].until_at - days[1].from_at, std::chrono::hours(25));
  EXPECT_EQ(days[0].until_at.ms, days[1].from_at.ms) << "nothing falls between two days";
}

TEST(ReportSpans, weeks_begin_as_in_the_country) {
  EXPECT_EQ(first_weekday("TR"), 0);
  EXPECT_EQ(first_weekday("HU"), 0);
  EXPECT_EQ(first_weekday("IL"), 6);
}

TEST(ReportFigures, a_percentile_is_a_value_that_happened) {
  std::vector<std::int32_t> none;
  EXPECT_EQ(percentile(none, 50), std::nullopt);
  std::vector<std::int32_t> one{7};
  EXPECT_EQ(percentile(one, 90), 7);
  std::vector<std::int32_t> ten{10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  EXPECT_EQ(percentile(ten, 50), 5);
  EXPECT_EQ(percentile(ten, 90), 9);
  EXPECT_EQ(percentile(ten, 100), 10);
}

TEST(ReportFigures, a_share_of_nothing_is_none) {
  EXPECT_EQ(percent_of(0, 0), std::nullopt);
  EXPECT_EQ(percent_of(1, 3), 33.3);
  EXPECT_EQ(percent_of(3, 3), 100.0);
}

/// Night shifts, lunch breaks, holidays, changing clocks, stretches beyond what is laid out.
TEST(ReportFigures, working_time_of_many_is_that_of_each) {
  calendar::Hours hours{.zone = "Europe/Budapest"};
  for (int weekday = 0; weekday < 5; ++weekday) {
    hours.week.push_back({weekday, {540, 720}});
    hours.week.push_back({weekday, {780, 1020}});
  }
  hours.week.push_back({5, {1320, 360}});
  hours.exceptions.push_back({day("2026-10-23"), day("2026-10-23"), "1956", {}});
  auto const calendar = std::make_shared<calendar::WorkingCalendar const>(
      calendar::WorkingCalendar::make(hours).value());
  auto const from = at("2026-10-01T00:00:00Z");
  auto const until = at("2026-11-30T00:00:00Z");
  WorkingTimes const times(calendar, from, until);
  std::mt19937_64 dice(4711);
  std::uniform_int_distribution<std::int64_t> any(from.ms - 86'400'000, until.ms + 86'400'000);
  for (int i = 0; i < 2000; ++i) {
    Instant const a{any(dice)};
    Instant const b{any(dice)};
    ASSERT_EQ(times.between(a, b), calendar::working_time_between(*calendar, a, b))
        << to_text(a) << " " << to_text(b);
  }
}

}  // namespace
}  // namespace vefa::reports
