// She declined the quote and took it back as it was.
#include <gmock/gmock.h>

#include "modules/billing/test_refunds.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;

class ReturnedUnrepaired : public RefundHouse {
 protected:
  clocks::LegalClock repair() {
    clocks::LegalClock found;
    database_->read_now([&](db::Tx& tx) {
      for (auto& one : clocks::of_case(tx, *CaseId::parse(repair_)))
        if (one.rule_id == "TR-03-out-of-warranty") found = std::move(one);
    });
    return found;
  }
  /// Handed in out of guarantee, and a quote for it.
  void handed_in() {
    repair_ = open_case(sold_abroad("S7", "2020-01-10"), "repair");
    auto const told = write([&](db::Tx& tx) -> Result<bool> {
      auto const id = *CaseId::parse(repair_);
      JsonObject const facts{{"customer", "consumer"}, {"listed", true}, {"in_warranty", false}};
      TRY(clocks::take_up(system(), tx, id, {"TR", facts}));
      TRY(clocks::happened(system(), tx, id, {.kind = "goods.handed_over"}));
      return true;
    });
    ASSERT_TRUE(told.ok());
    clock.advance(std::chrono::hours(1));
    quote_ = quoted(repair_, kLabour);
  }
  vefa::testing::HttpAnswer returning(std::string const& body = "{}") {
    return client->post(path("/quotes/" + text(quote_.at("id")) + "/returned-unrepaired"), body);
  }
  vefa::testing::HttpAnswer declining(std::string const& more = "") {
    return client->post(
        path("/quotes/" + text(quote_.at("id")) + "/answers"),
        R"({"version": 1, "answers": [{"line": 1, "answer": "declined"}])" + more + "}");
  }
  Json quote() { return client->get(path("/quotes/" + text(quote_.at("id")))).json(); }

  std::string repair_;
  Json quote_;
};
VEFA_ON_BOTH_DATABASES(ReturnedUnrepaired);

TEST_P(ReturnedUnrepaired, goods_end_what_the_law_demands_of_a_repair_by_the_quote_she_declined) {
  handed_in();
  ASSERT_EQ(repair().state, "running");
  EXPECT_EQ(key(returning()), "billing.not_declined");
  ASSERT_EQ(declining().status, 200);
  EXPECT_EQ(key(returning()), "billing.not_declined") << "that she declined it is our claim alone";
  EXPECT_TRUE(quote().at("law_waits_for_return").as_array().empty());
  ASSERT_EQ(declining(R"(, "words": "No, thanks.", "interaction_id": ")" +
                      says(repair_, "No, thanks.") + "\"")
                .status,
            200);
  EXPECT_THAT(boost::json::serialize(quote().at("law_waits_for_return")),
              HasSubstr("Longest repair time"));
  auto const early = returning(R"({"at": "2020-01-01T00:00:00Z"})");
  EXPECT_EQ(key(early), "billing.returned_before_quote");
  EXPECT_EQ(field(early), "at");
  ASSERT_EQ(returning().status, 200);
  EXPECT_EQ(repair().state, "kept");
  EXPECT_TRUE(quote().at("law_waits_for_return").as_array().empty());
  EXPECT_EQ(key(returning()), "billing.law_waits_for_no_return");
}

}  // namespace
}  // namespace vefa::billing
