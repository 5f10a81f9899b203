#include "modules/units/rules.hpp"

#include <gmock/gmock.h>

#include <random>

namespace vefa::units {
namespace {

Instant at(char const* text) { return parse_instant(text).value(); }

TEST(UnitRules, a_serial_is_one_however_it_is_spaced) {
  EXPECT_EQ(normalized_serial(" bx-44 11/İ "), "BX4411I");
  EXPECT_EQ(normalized_serial("BX4411I"), "BX4411I");
  EXPECT_EQ(normalized_serial("ＢＸ４４１１"), "BX4411");
  EXPECT_EQ(normalized_serial("- / ."), "");
  EXPECT_NE(normalized_serial("0012"), normalized_serial("12")) << "zeros count";
}

TEST(UnitRules, letters_that_look_alike_meet_in_search_and_stay_apart_in_the_books) {
  EXPECT_EQ(lookalike_serial("BO1-IZS"), lookalike_serial("80l-125"));
  EXPECT_NE(normalized_serial("BO1-IZS"), normalized_serial("80l-125"));
  // Cyrillic А В О on a keyboard that was left in Russian.
  EXPECT_EQ(lookalike_serial("АВО-7"), lookalike_serial("ABO-7"));
  EXPECT_NE(lookalike_serial("AX-7"), lookalike_serial("AY-7"));
}

Reading reading(char const* when, std::int64_t value, std::int64_t total, bool replaced = false) {
  return {.at = at(when), .value = value, .total = total, .replaced = replaced};
}

TEST(UnitRules, a_meter_runs_forward_unless_it_was_replaced) {
  std::vector<Reading> const hours{
      reading("2025-01-01T00:00:00Z", 100, 100), reading("2025-06-01T00:00:00Z", 300, 300),
      reading("2025-07-01T00:00:00Z", 5, 300, true), reading("2025-09-01T00:00:00Z", 45, 340)};
  auto const place = [&](char const* when, std::int64_t value, bool replaced = false) {
    return place_reading(hours, at(when), value, replaced);
  };
  EXPECT_EQ(place("2025-10-01T00:00:00Z", 60)->total, 355);
  EXPECT_EQ(place("2025-03-01T00:00:00Z", 150)->total, 150) << "between two that are known";
  EXPECT_EQ(place("2024-01-01T00:00:00Z", 80)->total, 80);
  EXPECT_EQ(place("2025-06-15T00:00:00Z", 300)->total, 300) << "standing still is no fault";
  EXPECT_EQ(place("2025-10-01T00:00:00Z", 44).error().key, "units.meter_runs_back");
  EXPECT_EQ(place("2025-03-01T00:00:00Z", 301).error().key, "units.meter_runs_back");
  EXPECT_EQ(place("2025-03-01T00:00:00Z", 99).error().key, "units.meter_runs_back");
  EXPECT_EQ(place("2025-06-15T00:00:00Z", 320).error().key, "units.meter_runs_back")
      << "more than the old meter had when it was replaced";
  EXPECT_EQ(place("2025-10-01T00:00:00Z", 0, true)->total, 340);
  EXPECT_EQ(place("2025-05-01T00:00:00Z", 0, true).error().key, "units.meter_not_replaced_yet");
}

/// What was read in 60 random tries on one meter and those that replaced it, in the order of time.
std::vector<Reading> random_history(std::mt19937& random) {
  std::vector<Reading> all;
  for (int i = 0; i < 60; ++i) {
    Reading next{.id = ReadingId{i + 1},
                 .at = {static_cast<std::int64_t>(random() % 1000)},
                 .value = static_cast<std::int64_t>(random() % 500),
                 .replaced = random() % 8 == 0};
    auto const placed = place_reading(all, next.at, next.value, next.replaced);
    if (!placed.ok()) continue;
    next.total = placed->total;
    all.insert(std::upper_bound(all.begin(), all.end(), next,
                                [](auto const& a, auto const& b) { return a.at < b.at; }),
               next);
  }
  return all;
}

TEST(UnitRules, whatever_is_accepted_never_lets_the_total_run_back) {
  std::mt19937 random(20261128);
  for (int round = 0; round < 300; ++round) {
    auto const all = random_history(random);
    for (std::size_t i = 1; i < all.size(); ++i)
      ASSERT_GE(all[i].total, all[i - 1].total) << "round " << round << ", reading " << i;
  }
}

// Voided, or mended by another value.
TEST(UnitRules, what_is_mended_counts_as_if_it_had_been_read_right) {
  std::mt19937 random(20261129);
  int voided = 0, right = 0, raised = 0;
  for (int round = 0; round < 2000; ++round) {
    auto all = random_history(random);
    auto const gone = all.begin() + static_cast<std::ptrdiff_t>(random() % all.size());
    std::optional<std::int64_t> value;
    if (random() % 2 == 0) value = static_cast<std::int64_t>(random() % 500);
    auto const mended = mend_reading(all, *gone, value);
    auto replayed = all;
    if (value) {
      replayed[static_cast<std::size_t>(gone - all.begin())].value = *value;
    } else {
      replayed.erase(replayed.begin() + (gone - all.begin()));
    }
    std::vector<Reading> placed;
    bool fits = true;
    for (auto& one : replayed) {
      auto const next = place_reading(placed, one.at, one.value, one.replaced);
      fits = fits && next.ok();
      if (!fits) break;
      one.total = next->total;
      placed.push_back(one);
    }
    if (!mended.ok()) {
      // A new meter that showed more than the old one by then is not told apart from the old one.
      ASSERT_TRUE(!fits || mended.error().key == "units.reading_begins_meter") << "round " << round;
      continue;
    }
    ASSERT_TRUE(fits) << "round " << round;
    ++(value ? right : voided);
    raised += mended->raised_by != 0;
    for (auto& one : all)
      if (mended->raised_by != 0 && std::tie(one.at, one.id) >= std::tie(mended->at, mended->id))
        one.total += mended->raised_by;
    if (value) {
      gone->total = mended->total;
    } else {
      all.erase(gone);
    }
    for (std::size_t i = 0; i < all.size(); ++i)
      ASSERT_EQ(all[i].total, replayed[i].total) << "round " << round << ", reading " << i;
  }
  EXPECT_GT(voided, 500);
  EXPECT_GT(right, 50);
  EXPECT_GT(raised, 50) << "of a meter that was replaced after it";
}

}  // namespace
}  // namespace vefa::units
