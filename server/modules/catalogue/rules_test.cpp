#include "modules/catalogue/rules.hpp"

#include <gmock/gmock.h>

#include <random>

namespace vefa::catalogue {
namespace {

using ::testing::ElementsAre;

Succession edge(int from, int to, char const* from_on, char const* until_on = nullptr,
                std::int64_t quantity_old = 1, std::int64_t quantity_new = 1,
                Direction direction = Direction::OneWay) {
  Succession e{.part_id = {from}, .successor_id = {to}, .from_on = parse_date(from_on).value()};
  if (until_on) e.until_on = parse_date(until_on);
  e.quantity_old = quantity_old;
  e.quantity_new = quantity_new;
  e.direction = direction;
  return e;
}
LocalDate day(char const* text) { return parse_date(text).value(); }

TEST(CatalogueRules, a_gtin_needs_its_check_digit) {
  // Worked out by hand from the GS1 rule: weights 3, 1, 3, … from the right.
  EXPECT_EQ(read_gtin("4006381333931"), "4006381333931");  // 13
  EXPECT_EQ(read_gtin("96385074"), "96385074");            // 8
  EXPECT_EQ(read_gtin("036000291452"), "036000291452");    // 12
  EXPECT_EQ(read_gtin("1 4006381 33393 8"), "14006381333938");
  EXPECT_EQ(gtin_14("96385074"), "00000096385074");
  for (char const* wrong : {"4006381333932", "400638133393", "40063813339311", "", "0", "ABC",
                            "4006381333931x", "٤٠٠٦٣٨١٣٣٣٩٣١"})
    EXPECT_FALSE(read_gtin(wrong)) << wrong;
  // One wrong digit never passes.
  std::string const good = "4006381333931";
  for (std::size_t i = 0; i < good.size(); ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto bad = good;
      bad[i] = digit;
      EXPECT_EQ(read_gtin(bad).has_value(), bad == good) << bad;
    }
}

TEST(CatalogueRules, no_day_leads_from_a_part_to_itself) {
  std::vector<Succession> const line{edge(1, 2, "2025-01-01"), edge(2, 3, "2025-06-01")};
  EXPECT_TRUE(closes_circle(line, edge(3, 1, "2026-01-01")));
  EXPECT_TRUE(closes_circle(line, edge(2, 1, "2024-01-01")));
  EXPECT_FALSE(closes_circle(line, edge(3, 4, "2026-01-01")));
  // Over before the other began: on no day a circle.
  std::vector<Succession> const over{edge(1, 2, "2024-01-01", "2025-01-01")};
  EXPECT_FALSE(closes_circle(over, edge(2, 1, "2025-01-01")));
  EXPECT_TRUE(closes_circle(over, edge(2, 1, "2024-12-31")));
  // Both edges meet the new one, but never each other.
  std::vector<Succession> const apart{edge(1, 2, "2024-01-01", "2025-01-01"),
                                      edge(2, 3, "2025-01-01")};
  EXPECT_FALSE(closes_circle(apart, edge(3, 1, "2024-01-01")));
}

TEST(CatalogueRules, one_part_has_one_successor_a_day) {
  std::vector<Succession> const line{edge(1, 2, "2025-01-01", "2026-01-01")};
  EXPECT_TRUE(overlapping(line, edge(1, 3, "2025-12-31")));
  EXPECT_FALSE(overlapping(line, edge(1, 3, "2026-01-01")));
  EXPECT_FALSE(overlapping(line, edge(2, 3, "2025-01-01")));
}

TEST(CatalogueRules, successors_multiply_their_quantities) {
  // One pump becomes two half pumps; four of those become three.
  std::vector<Succession> const line{edge(1, 2, "2025-01-01", nullptr, 1, 2),
                                     edge(2, 3, "2025-06-01", nullptr, 4, 3)};
  EXPECT_EQ(successor_on(line, {1}, day("2024-12-31")), (Replacement{{1}, 1, 1, false}));
  EXPECT_EQ(successor_on(line, {1}, day("2025-01-01")), (Replacement{{2}, 1, 2, false}));
  EXPECT_EQ(successor_on(line, {1}, day("2025-06-01")), (Replacement{{3}, 2, 3, false}));
}

TEST(CatalogueRules, two_way_edges_let_the_old_part_be_used) {
  std::vector<Succession> const line{edge(1, 2, "2025-01-01", nullptr, 1, 1, Direction::TwoWay),
                                     edge(2, 3, "2025-01-01", nullptr, 1, 2, Direction::TwoWay),
                                     edge(3, 4, "2025-01-01")};
  EXPECT_THAT(usable_for(line, {3}, day("2025-02-01")),
              ElementsAre(Replacement{{2}, 2, 1, false}, Replacement{{4}, 1, 1, false},
                          Replacement{{1}, 2, 1, false}));
  EXPECT_THAT(usable_for(line, {4}, day("2025-02-01")), ElementsAre());
}

TEST(CatalogueRules, generated_lines_never_run_in_a_circle) {
  std::mt19937 random(20261128);
  for (int round = 0; round < 200; ++round) {
    std::vector<Succession> edges;
    for (int i = 0; i < 40; ++i) {
      auto const from = static_cast<int>(random() % 8) + 1;
      auto const to = static_cast<int>(random() % 8) + 1;
      auto next = edge(from, to, "2025-01-01");
      next.from_on.month = static_cast<int>(random() % 12) + 1;
      if (random() % 2) next.until_on = LocalDate{2026, static_cast<int>(random() % 12) + 1, 1};
      if (from == to || overlapping(edges, next) || closes_circle(edges, next)) continue;
      edges.push_back(next);
    }
    for (int month = 1; month <= 24; ++month) {
      LocalDate const on{2025 + (month - 1) / 12, (month - 1) % 12 + 1, 15};
      for (int part = 1; part <= 8; ++part) {
        std::set<ProductId> seen;
        ProductId at{part};
        while (seen.insert(at).second) {
          auto const next = std::find_if(edges.begin(), edges.end(), [&](auto const& e) {
            return e.part_id == at && e.from_on <= on && (!e.until_on || on < *e.until_on);
          });
          if (next == edges.end()) break;
          at = next->successor_id;
          ASSERT_EQ(seen.count(at), 0U) << "a circle in round " << round;
        }
        EXPECT_EQ(successor_on(edges, {part}, on).part_id, at);
      }
    }
  }
}

}  // namespace
}  // namespace vefa::catalogue
