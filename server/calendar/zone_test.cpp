#include "calendar/zone.hpp"

#include <gtest/gtest.h>

#include "calendar/zone_file.hpp"

namespace vefa::calendar {
namespace {

Zone zone(std::string_view name) { return Zone::find(name).value(); }

std::string local_text(Zone const& z, std::string_view instant) {
  auto const local = z.local(parse_instant(instant).value());
  auto const minutes = local.since_midnight.count() / 60000;
  return to_text(local.date) + fmt::format(" {:02}:{:02}", minutes / 60, minutes % 60);
}

std::string instant_text(Zone const& z, std::string_view date, int hour, int minute, Edge edge) {
  return to_text(z.instant(parse_date(date).value(), hour * 60 + minute, edge));
}

TEST(Zones, the_wall_shows_the_offset_that_holds_at_the_instant) {
  struct Case {
    char const* zone;
    char const* instant;
    char const* wall;
  } const cases[] = {
      {"Europe/Budapest", "2026-01-15T12:00:00Z", "2026-01-15 13:00"},
      {"Europe/Budapest", "2026-03-29T00:59:00Z", "2026-03-29 01:59"},
      {"Europe/Budapest", "2026-03-29T01:00:00Z", "2026-03-29 03:00"},
      {"Europe/Budapest", "2026-10-25T00:59:00Z", "2026-10-25 02:59"},
      {"Europe/Budapest", "2026-10-25T01:00:00Z", "2026-10-25 02:00"},
      // Israel changes on the Friday before the last Sunday of March, at 02:00.
      {"Asia/Jerusalem", "2026-03-26T23:59:00Z", "2026-03-27 01:59"},
      {"Asia/Jerusalem", "2026-03-27T00:00:00Z", "2026-03-27 03:00"},
      {"Asia/Jerusalem", "2026-10-24T22:59:00Z", "2026-10-25 01:59"},
      {"Asia/Jerusalem", "2026-10-24T23:00:00Z", "2026-10-25 01:00"},
      // Turkey changed in 2015 and has stayed at +03:00 since 2016.
      {"Europe/Istanbul", "2015-12-01T12:00:00Z", "2015-12-01 14:00"},
      {"Europe/Istanbul", "2016-10-30T12:00:00Z", "2016-10-30 15:00"},
      {"Europe/Istanbul", "2026-01-15T12:00:00Z", "2026-01-15 15:00"},
      {"Europe/Istanbul", "2026-07-15T12:00:00Z", "2026-07-15 15:00"},
      // Beyond the years listed in the data, by its rule.
      {"Europe/Budapest", "2060-07-01T12:00:00Z", "2060-07-01 14:00"},
      {"Europe/Budapest", "2060-12-01T12:00:00Z", "2060-12-01 13:00"},
      {"Asia/Jerusalem", "2060-07-01T12:00:00Z", "2060-07-01 15:00"},
      {"America/New_York", "2060-07-01T12:00:00Z", "2060-07-01 08:00"},
      // South of the equator the year begins in summer time.
      {"Australia/Sydney", "2060-01-01T12:00:00Z", "2060-01-01 23:00"},
      {"Australia/Sydney", "2060-07-01T12:00:00Z", "2060-07-01 22:00"},
      {"Asia/Kathmandu", "2026-07-01T12:00:00Z", "2026-07-01 17:45"},
      {"UTC", "1969-12-31T23:59:00Z", "1969-12-31 23:59"},
  };
  for (auto const& c : cases)
    EXPECT_EQ(local_text(zone(c.zone), c.instant), c.wall) << c.zone << ' ' << c.instant;
}

TEST(Zones, the_changes_beyond_the_listed_years_fall_on_the_right_sundays) {
  auto const budapest = zone("Europe/Budapest");
  // The last Sundays of March and October 2060 are the 28th and the 31st.
  EXPECT_EQ(local_text(budapest, "2060-03-28T00:59:00Z"), "2060-03-28 01:59");
  EXPECT_EQ(local_text(budapest, "2060-03-28T01:00:00Z"), "2060-03-28 03:00");
  EXPECT_EQ(local_text(budapest, "2060-10-31T00:59:00Z"), "2060-10-31 02:59");
  EXPECT_EQ(local_text(budapest, "2060-10-31T01:00:00Z"), "2060-10-31 02:00");
  // Israel's rule is written `M3.4.4/26`: Friday 02:00 as the 26th hour of a Thursday; 26 March
  // 2060.
  auto const jerusalem = zone("Asia/Jerusalem");
  EXPECT_EQ(local_text(jerusalem, "2060-03-25T23:59:00Z"), "2060-03-26 01:59");
  EXPECT_EQ(local_text(jerusalem, "2060-03-26T00:00:00Z"), "2060-03-26 03:00");
}

TEST(Zones, a_skipped_wall_time_is_the_first_instant_after_the_gap) {
  auto const budapest = zone("Europe/Budapest");
  for (auto const edge : {Edge::Start, Edge::End}) {
    EXPECT_EQ(instant_text(budapest, "2026-03-29", 1, 59, edge), "2026-03-29T00:59:00.000Z");
    EXPECT_EQ(instant_text(budapest, "2026-03-29", 2, 0, edge), "2026-03-29T01:00:00.000Z");
    EXPECT_EQ(instant_text(budapest, "2026-03-29", 2, 30, edge), "2026-03-29T01:00:00.000Z");
    EXPECT_EQ(instant_text(budapest, "2026-03-29", 3, 0, edge), "2026-03-29T01:00:00.000Z");
    EXPECT_EQ(instant_text(budapest, "2026-03-29", 3, 1, edge), "2026-03-29T01:01:00.000Z");
  }
}

TEST(Zones, a_wall_time_that_comes_twice_is_the_earlier_for_a_start_and_the_later_for_an_end) {
  auto const budapest = zone("Europe/Budapest");
  EXPECT_EQ(instant_text(budapest, "2026-10-25", 2, 30, Edge::Start), "2026-10-25T00:30:00.000Z");
  EXPECT_EQ(instant_text(budapest, "2026-10-25", 2, 30, Edge::End), "2026-10-25T01:30:00.000Z");
  EXPECT_EQ(instant_text(budapest, "2026-10-25", 2, 0, Edge::Start), "2026-10-25T00:00:00.000Z");
  EXPECT_EQ(instant_text(budapest, "2026-10-25", 2, 0, Edge::End), "2026-10-25T01:00:00.000Z");
  EXPECT_EQ(instant_text(budapest, "2026-10-25", 3, 0, Edge::Start), "2026-10-25T02:00:00.000Z");
  EXPECT_EQ(instant_text(budapest, "2026-10-25", 3, 0, Edge::End), "2026-10-25T02:00:00.000Z");
  auto const jerusalem = zone("Asia/Jerusalem");
  EXPECT_EQ(instant_text(jerusalem, "2026-10-25", 1, 30, Edge::Start), "2026-10-24T22:30:00.000Z");
  EXPECT_EQ(instant_text(jerusalem, "2026-10-25", 1, 30, Edge::End), "2026-10-24T23:30:00.000Z");
}

TEST(Zones, minutes_beyond_midnight_are_of_the_next_day) {
  EXPECT_EQ(instant_text(zone("Europe/Istanbul"), "2026-12-31", 26, 0, Edge::End),
            "2026-12-31T23:00:00.000Z");
}

TEST(Zones, every_instant_comes_back_from_its_wall_time) {
  for (auto const* name : {"Europe/Budapest", "Asia/Jerusalem", "Europe/Istanbul",
                           "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns"}) {
    auto const z = zone(name);
    for (std::int64_t ms = parse_instant("2010-01-01T00:00:00Z")->ms;
         ms < parse_instant("2045-01-01T00:00:00Z")->ms; ms += 1234567LL * 7) {
      auto const wall = z.wall_ms({ms});
      EXPECT_TRUE(z.of_wall(wall, Edge::Start).ms == ms || z.of_wall(wall, Edge::End).ms == ms)
          << name << ' ' << to_text(Instant{ms});
    }
  }
}

TEST(Zones, an_unknown_name_is_refused_and_never_leaves_the_zone_directory) {
  for (auto const* name :
       {"", "Europe/Atlantis", "../../../etc/passwd", "Europe/../../../etc/hostname", "Europe",
        "/etc/localtime", "right/Europe/Budapest", "tzdata.zi", "europe/budapest", "GMT\n"}) {
    auto const found = Zone::find(name);
    ASSERT_FALSE(found.ok()) << name;
    EXPECT_EQ(found.error().key, "calendar.unknown_zone");
    EXPECT_EQ(found.error().field, "zone");
  }
  EXPECT_EQ(Zone::find("Asia/Jerusalem")->name(), "Asia/Jerusalem");
}

TEST(Zones, cut_off_or_altered_zone_data_is_refused_without_reading_beyond_it) {
  auto const whole = load_zone_file("Europe/Budapest").value();
  ASSERT_TRUE(read_zone(whole).has_value());
  for (std::size_t length = 0; length + 1 < whole.size(); length += 13)
    EXPECT_FALSE(read_zone(std::string_view(whole).substr(0, length)).has_value()) << length;
  for (std::size_t at : {20, 24, 28, 32, 36, 40}) {
    auto altered = whole;
    altered[at] = '\x7f';  // a count beyond the file
    EXPECT_FALSE(read_zone(altered).has_value()) << at;
  }
}

TEST(Zones, summer_time_all_year_ends_nowhere) {
  std::string const header = "TZif2" + std::string(15, '\0');
  std::string const counts(24, '\0');
  std::string bytes = header + counts + header + counts + std::string("\xff\xff\xb9\xb0\0\0", 6) +
                      "\n<EST>5<EDT>4,0/0,J365/25\n";
  bytes[header.size() * 2 + counts.size() + 19] = 1;  // one type: five hours behind
  auto const periods = read_zone(bytes);
  ASSERT_TRUE(periods.has_value());
  ASSERT_EQ(periods->size(), 3u);
  EXPECT_EQ((*periods)[1].offset_ms, -4 * 3600000);
  EXPECT_LT((*periods)[1].from_ms, (*periods)[2].from_ms);  // beyond the years that are counted
}

TEST(Zones, days_are_numbered_without_gaps) {
  EXPECT_EQ(day_number({1970, 1, 1}), 0);
  EXPECT_EQ(weekday_of(day_number({2026, 11, 22})), 6);
  EXPECT_EQ(weekday_of(day_number({1969, 12, 29})), 0);
  EXPECT_EQ(to_text(plus_days({2028, 2, 28}, 1)), "2028-02-29");
  EXPECT_EQ(to_text(plus_days({2027, 2, 28}, 1)), "2027-03-01");
  EXPECT_EQ(to_text(plus_days({2027, 1, 1}, -1)), "2026-12-31");
}

}  // namespace
}  // namespace vefa::calendar
