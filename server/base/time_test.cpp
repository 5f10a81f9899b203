#include "base/time.hpp"

#include <gtest/gtest.h>

#include <random>

namespace vefa {
namespace {

TEST(Time, an_instant_is_written_in_utc_with_milliseconds) {
  EXPECT_EQ(to_text(Instant{0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_text(Instant{1795327200123}), "2026-11-22T06:00:00.123Z");
  EXPECT_EQ(to_text(Instant{-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(to_text(Instant{1709164800000}), "2024-02-29T00:00:00.000Z");
}

TEST(Time, any_offset_of_rfc_3339_is_read) {
  struct Row {
    char const* text;
    std::int64_t ms;
  };
  for (Row const& row :
       {Row{"2026-11-22T06:00:00Z", 1795327200000}, Row{"2026-11-22T06:00:00.5Z", 1795327200500},
        Row{"2026-11-22T06:00:00.123456Z", 1795327200123},
        Row{"2026-11-22T09:00:00+03:00", 1795327200000},
        Row{"2026-11-22T00:30:00-05:30", 1795327200000}, Row{"2026-11-22t06:00:00z", 1795327200000},
        Row{"2026-11-22 06:00:00Z", 1795327200000}, Row{"2016-12-31T23:59:60Z", 1483228800000}}) {
    auto const instant = parse_instant(row.text);
    ASSERT_TRUE(instant) << row.text;
    EXPECT_EQ(instant->ms, row.ms) << row.text;
  }
}

TEST(Time, what_is_no_instant_is_refused) {
  for (char const* text :
       {"", "2026-11-22", "2026-11-22T06:00:00", "2026-11-22T06:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T06:60:00Z", "2026-11-22T06:00:61Z", "2026-02-29T06:00:00Z",
        "2026-13-01T06:00:00Z", "2026-11-22T06:00:00.Z", "2026-11-22T06:00:00+0300",
        "2026-11-22T06:00:00+24:00", "2026-11-22T06:00:00Z ", "1899-12-31T23:59:59Z",
        "2026-11-22T6:00:00.00Z", "20261-11-22T06:00:00Z", "2026-11-22T06:00:00+03:00Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Time, text_and_back_is_the_same_instant) {
  std::mt19937_64 random(20261122);
  std::uniform_int_distribution<std::int64_t> any(-2208988800000, 253402300799999);
  for (int i = 0; i < 10000; ++i) {
    Instant const at{any(random)};
    auto const back = parse_instant(to_text(at));
    ASSERT_TRUE(back) << to_text(at);
    ASSERT_EQ(*back, at) << to_text(at);
  }
}

TEST(Time, dates_are_days_that_exist) {
  EXPECT_EQ(parse_date("2024-02-29"), (LocalDate{2024, 2, 29}));
  EXPECT_EQ(to_text(LocalDate{2026, 1, 5}), "2026-01-05");
  for (char const* text : {"", "2023-02-29", "1900-02-29", "2026-00-10", "2026-01-32", "2026-1-05",
                           "26-01-05", "2026/01/05", "2026-01-05 ", "2026-01-0x"})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Time, a_fake_clock_stands_until_it_is_moved) {
  FakeClock clock({1000});
  EXPECT_EQ(clock.now(), Instant{1000});
  EXPECT_EQ(clock.now(), Instant{1000});
  clock.advance(std::chrono::seconds(2));
  EXPECT_EQ(clock.now(), Instant{3000});
  clock.set({5});
  EXPECT_EQ(clock.now(), Instant{5});
}

}  // namespace
}  // namespace vefa
