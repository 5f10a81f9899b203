#include "base/money.hpp"

#include <gtest/gtest.h>

namespace vefa {
namespace {

Currency currency(char const* code) { return Currency::parse(code).value(); }

TEST(Money, digits_are_those_of_iso_4217) {
  EXPECT_EQ(currency("TRY").digits(), 2);
  EXPECT_EQ(currency("HUF").digits(), 2);
  EXPECT_EQ(currency("JPY").digits(), 0);
  EXPECT_EQ(currency("KWD").digits(), 3);
  EXPECT_EQ(currency("CLF").digits(), 4);
}

TEST(Money, only_codes_that_exist_are_currencies) {
  for (char const* code : {"TRY", "HUF", "ILS", "EUR", "USD"})
    EXPECT_EQ(currency(code).text(), code);
  for (char const* code : {"", "TR", "try", "TRYX", "QQQ", "12A", "T\xC3\x9C"})
    EXPECT_FALSE(Currency::parse(code)) << code;
}

TEST(Money, decimal_text_and_back_is_the_same_sum) {
  struct Row {
    char const* code;
    std::int64_t minor;
    char const* text;
  };
  for (Row const& row :
       {Row{"TRY", 125050, "1250.50"}, Row{"TRY", 5, "0.05"}, Row{"TRY", -5, "-0.05"},
        Row{"TRY", 0, "0.00"}, Row{"JPY", 1250, "1250"}, Row{"KWD", 7, "0.007"},
        Row{"HUF", 1'000'000'000'000'000, "10000000000000.00"}}) {
    Money const money{row.minor, currency(row.code)};
    EXPECT_EQ(decimal_text(money), row.text);
    EXPECT_EQ(parse_money(row.text, currency(row.code)), money) << row.text;
  }
  EXPECT_EQ(decimal_text({INT64_MIN, currency("TRY")}), "-92233720368547758.08");
}

TEST(Money, fewer_decimals_than_the_currency_has_are_filled) {
  EXPECT_EQ(parse_money("12.5", currency("TRY"))->minor, 1250);
  EXPECT_EQ(parse_money("12", currency("KWD"))->minor, 12000);
}

TEST(Money, what_is_no_sum_is_refused) {
  for (char const* text : {"", "-", ".", "1.", ".5", "1.005", "1,50", "+1", "1e3", " 1", "1 ",
                           "0x1", "--1", "10000000000000.01", "99999999999999999999999999"})
    EXPECT_FALSE(parse_money(text, currency("TRY"))) << text;
  EXPECT_FALSE(parse_money("1.0", currency("JPY")));
  EXPECT_FALSE(parse_money("1000000000000000", currency("CLF")));
}

TEST(Money, rounding_is_by_name) {
  struct Row {
    std::int64_t minor, numerator, denominator, half_even, half_up, down, up;
  };
  for (Row const& r :
       {Row{5, 1, 2, 2, 3, 2, 3}, Row{7, 1, 2, 4, 4, 3, 4}, Row{-5, 1, 2, -2, -3, -2, -3},
        Row{-7, 1, 2, -4, -4, -3, -4}, Row{10, 1, 3, 3, 3, 3, 4}, Row{20, 1, 3, 7, 7, 6, 7},
        Row{6, 1, 2, 3, 3, 3, 3}, Row{0, 1, 7, 0, 0, 0, 0}, Row{1250, 18, 100, 225, 225, 225, 225},
        Row{1250, -1, 4, -312, -313, -312, -313},
        Row{9'000'000'000'000'000'000, 3, 3, 9'000'000'000'000'000'000, 9'000'000'000'000'000'000,
            9'000'000'000'000'000'000, 9'000'000'000'000'000'000}}) {
    Money const money{r.minor, currency("TRY")};
    auto const by = [&](Rounding how) {
      return scale(money, r.numerator, r.denominator, how).minor;
    };
    EXPECT_EQ(by(Rounding::HalfEven), r.half_even) << r.minor;
    EXPECT_EQ(by(Rounding::HalfUp), r.half_up) << r.minor;
    EXPECT_EQ(by(Rounding::Down), r.down) << r.minor;
    EXPECT_EQ(by(Rounding::Up), r.up) << r.minor;
  }
}

TEST(Money, a_sum_beyond_reach_throws_rather_than_wraps) {
  EXPECT_THROW(scale({INT64_MAX, {}}, 2, 1, Rounding::Down), std::overflow_error);
  EXPECT_THROW(scale({1, {}}, 1, 0, Rounding::Down), std::invalid_argument);
  EXPECT_THROW(scale({1, {}}, 1, -2, Rounding::Down), std::invalid_argument);
}

}  // namespace
}  // namespace vefa
