// A sale's day that is put right. The clock stands at 2026-11-22.
#include "modules/sale_promises/test_house.hpp"

namespace vefa::sale_promises {
namespace {

class Shortened : public Shop {
 protected:
  void correct(Sold const& of, int version, std::string const& what) {
    auto const answer = client->patch(
        path("/sales/" + of.sale), R"({"version": )" + std::to_string(version) + ", " + what + "}");
    ASSERT_EQ(answer.status, 200) << answer.body;
    run_jobs();
  }
  void pass_days(int days) {
    clock.advance(std::chrono::hours(24 * days));
    run_jobs();
  }
};
VEFA_ON_BOTH_DATABASES(Shortened);

TEST_P(Shortened, is_told_and_holds_for_thirty_days_more) {
  auto const bought = sold("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  EXPECT_EQ(first(bought).at("last_on"), "2029-01-10");
  correct(bought, 1, R"("sold_on": "2025-01-10")");
  EXPECT_EQ(first(bought).at("last_on"), "2028-01-10");
  EXPECT_EQ(letters("Free maintenance%10 January 2029%10 January 2028"), 1);
  EXPECT_EQ(letters("ends sooner: Free maintenance"), 1);
  // By this day it would have been over for years.
  correct(bought, 2, R"("sold_on": "2020-01-10")");
  EXPECT_EQ(letters("10 January 2028%22 December 2026"), 1);
  EXPECT_EQ(first(bought).at("standing"), "open");
  EXPECT_EQ(first(bought).at("last_on"), "2026-12-22");
  auto const visit = open_case(bought);
  EXPECT_EQ(first(bought).at("reserved"), 1) << "what she tells of by then is free";
  // Another slip takes nothing of the notice, and is told no more.
  correct(bought, 3, R"("sold_on": "2019-01-10")");
  EXPECT_EQ(first(bought).at("last_on"), "2026-12-22");
  EXPECT_EQ(letters("ends sooner"), 2);
  pass_days(31);
  EXPECT_EQ(first(bought).at("standing"), "over");
  EXPECT_EQ(first(bought).at("reserved"), 1) << "and stays with the case that holds it";
  correct(bought, 4, R"("sold_on": "2026-01-10")");
  EXPECT_EQ(first(bought).at("last_on"), "2029-01-10") << "the right day after all";
}

TEST_P(Shortened, takes_nothing_that_was_over_used_up_or_longer_by_the_right_day) {
  auto const old = sold("S1", "2022-01-10");
  promised(old, kTwoVisits);
  correct(old, 1, R"("sold_on": "2021-01-10")");
  auto const longer = sold("S2", "2026-01-10");
  promised(longer, kTwoVisits);
  correct(longer, 1, R"("sold_on": "2026-02-10", "price": "100.00")");
  correct(longer, 2, R"("price": "120.00")");
  auto const used = sold("S3", "2026-01-10");
  auto const promise = promised(used, R"({"form": "quantity", "names": {"en": "Free maintenance"},
      "quantity": 1, "months": 36, "case_kinds": ["maintenance"], "components": ["labour"]})");
  auto const visit = open_case(used);
  ASSERT_EQ(act(promise, "consume", visit).status, 200);
  correct(used, 1, R"("sold_on": "2024-01-10")");
  EXPECT_EQ(letters("ends sooner"), 0);
  EXPECT_EQ(letters("Free maintenance%until%; now"), 0);
}

}  // namespace
}  // namespace vefa::sale_promises
