// She declined the quote and took it back as it was; and what may be kept when she takes a sale
// back.
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

class KeptOfASale : public RefundHouse {
 protected:
  /// A bill in shekels: 180.00, all of it paid, taken back under Israeli law.
  void taken_back() {
    case_ = open_case(sold_abroad("S8", "2026-01-10"), "order");
    auto const answer =
        client->post(path("/cases/" + case_ + "/quotes"),
                     R"({"currency": "ILS", "lines": [)" + std::string(kLabour) + "]}");
    ASSERT_EQ(answer.status, 201) << answer.body;
    invoice_ = invoiced(answer.json());
    ASSERT_EQ(paying(invoice_, "180.00").status, 201);
  }
  Json keepable() { return client->get(where("/keepable")).json(); }
};
VEFA_ON_BOTH_DATABASES(KeptOfASale);

TEST_P(KeptOfASale, is_no_more_than_the_law_lets_be_kept_and_the_rest_is_owed_back) {
  taken_back();
  EXPECT_TRUE(keepable().at("most").is_null()) << "nobody cancelled";
  EXPECT_EQ(key(crediting(R"(, "kept": "5.00")")), "billing.nothing_may_be_kept");
  cancelled();
  EXPECT_EQ(keepable().at("most"), "9.00") << "five per cent, since it is less than 100 shekels";
  auto const more = crediting(R"(, "kept": "9.01")");
  EXPECT_EQ(key(more), "billing.kept_too_much");
  EXPECT_EQ(field(more), "kept");
  EXPECT_THAT(more.body, HasSubstr("9.00"));
  EXPECT_EQ(key(crediting(R"(, "kept": "-1")")), "billing.bad_amount");
  ASSERT_EQ(crediting(R"(, "by_law": true, "kept": "9.00")").status, 200);
  EXPECT_EQ(shown().at("kept"), "9.00");
  EXPECT_EQ(shown().at("owed_back"), "171.00");
  EXPECT_EQ(key(refunding(R"({"method": "cash", "amount": "180.00"})")),
            "billing.more_than_owed_back");
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(shown().at("owed_back"), "0.00");
  EXPECT_EQ(clock_of_refund().state, "kept") << "she has all that is hers";
}

TEST_P(KeptOfASale, is_kept_once_however_many_invoices_and_no_more_than_was_paid) {
  taken_back();
  cancelled();
  ASSERT_EQ(crediting(R"(, "kept": "6.00")").status, 200);
  auto const again =
      client->post(path("/cases/" + case_ + "/quotes"),
                   R"({"currency": "ILS", "lines": [)" + std::string(kLabour) + "]}");
  ASSERT_EQ(again.status, 201) << again.body;
  invoice_ = invoiced(again.json());
  EXPECT_EQ(keepable().at("most"), "0.00") << "nothing was paid on it";
  ASSERT_EQ(paying(invoice_, "180.00").status, 201);
  EXPECT_EQ(keepable().at("most"), "3.00") << "six of the nine are kept";
  EXPECT_EQ(key(crediting(R"(, "kept": "3.01")")), "billing.kept_too_much");
}

TEST_P(KeptOfASale, is_nothing_where_the_goods_were_defective) {
  taken_back();
  cancelled();
  auto const told = write([&](db::Tx& tx) -> Result<bool> {
    TRY(clocks::happened(system(), tx, *CaseId::parse(case_), {.kind = "fault.notified"}));
    return true;
  });
  ASSERT_TRUE(told.ok());
  EXPECT_EQ(keepable().at("most"), "0.00");
  EXPECT_EQ(key(crediting(R"(, "kept": "0.01")")), "billing.kept_too_much");
}

}  // namespace
}  // namespace vefa::billing
