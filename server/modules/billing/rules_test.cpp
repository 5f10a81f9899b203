#include "modules/billing/rules.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace vefa::billing {
namespace {

Line priced(std::int64_t full_minor, std::int64_t tax_bp) {
  Line line;
  line.full_minor = full_minor;
  line.tax_bp = tax_bp;
  settle(line);
  return line;
}

TEST(BillingRules, quantities_are_decimals_of_three_digits) {
  EXPECT_EQ(parse_quantity("1"), 1000);
  EXPECT_EQ(parse_quantity("1.5"), 1500);
  EXPECT_EQ(parse_quantity("0.001"), 1);
  EXPECT_EQ(parse_quantity("1000000"), 1'000'000'000);
  for (auto const* wrong : {"", ".", "1.", ".5", "0", "0.000", "-1", "+1", "1,5", "1.2345", "1e3",
                            "1000000.001", "99999999999999999999", " 1"})
    EXPECT_FALSE(parse_quantity(wrong)) << wrong;
  for (auto const* same : {"1", "1.5", "0.001", "12.34", "100"})
    EXPECT_EQ(quantity_text(parse_quantity(same).value()), same);
}

TEST(BillingRules, tax_is_rounded_half_up_on_each_line_and_totals_are_sums) {
  std::vector<Line> lines;
  for (std::int64_t const net : {1, 25, 1001}) lines.push_back(priced(net, 1850));
  EXPECT_EQ(lines[0].tax_minor, 0);         // 0.185
  EXPECT_EQ(lines[1].tax_minor, 5);         // 4.625
  EXPECT_EQ(lines[2].tax_minor, 185);       // 185.185
  EXPECT_EQ(priced(1, 5000).tax_minor, 1);  // 0.5
  auto const totals = sum(lines);
  EXPECT_EQ(totals.net_minor, 1027);
  EXPECT_EQ(totals.tax_minor, 190);
  EXPECT_EQ(totals.gross_minor, 1217);
}

TEST(BillingRules, shares_of_the_whole_pay_all_of_it_however_it_rounds) {
  EXPECT_EQ(split(1, {{33, {}}, {33, {}}, {34, {}}}), (std::vector<std::int64_t>{0, 1, 0}));
  EXPECT_EQ(split(999, {{50, {}}}), (std::vector<std::int64_t>{500}));
  EXPECT_EQ(split(1000, {{100, 300}}), (std::vector<std::int64_t>{300})) << "its cap";
  EXPECT_EQ(split(1000, {{100, -5}}), (std::vector<std::int64_t>{0})) << "used up";
}

TEST(BillingProperties, others_never_pay_more_than_the_whole_and_whole_shares_pay_it) {
  std::mt19937_64 random(20261128);
  auto const pick = [&](std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random);
  };
  for (int round = 0; round < 20000; ++round) {
    auto const full = pick(0, 1'000'000);
    std::vector<Share> shares;
    std::int64_t left = 100;
    bool capped = false;
    for (auto n = pick(0, 5); n > 0 && left > 0; --n) {
      auto const percent = pick(1, left);
      left -= percent;
      std::optional<std::int64_t> limit;
      if (pick(0, 3) == 0) limit = pick(0, full + 1);
      capped |= limit.has_value();
      shares.push_back({percent, limit});
    }
    auto const paid = split(full, shares);
    auto const sum = std::accumulate(paid.begin(), paid.end(), std::int64_t{0});
    ASSERT_EQ(paid.size(), shares.size());
    for (std::size_t i = 0; i < paid.size(); ++i) {
      ASSERT_GE(paid[i], 0);
      if (shares[i].limit_minor) ASSERT_LE(paid[i], *shares[i].limit_minor);
    }
    ASSERT_LE(sum, full);
    if (left == 0 && !capped) ASSERT_EQ(sum, full);
  }
}

TEST(BillingRules, a_line_costs_no_more_than_was_told) {
  Line line = priced(1000, 1000);
  cap(line, 1000);
  EXPECT_EQ(line.kept_minor, 0);
  cap(line, 400);
  EXPECT_EQ(line.net_minor, 400);
  EXPECT_EQ(line.kept_minor, 600);
  EXPECT_EQ(line.tax_minor, 40);
  ASSERT_EQ(line.why.size(), 1U);
  EXPECT_EQ(line.why[0].because, Because::Quoted);
}

}  // namespace
}  // namespace vefa::billing
