// A sale that she cancelled under Israeli law, for the tests of what is kept of it.
#pragma once
#include "modules/billing/test_refunds.hpp"

namespace vefa::billing {

class CancelledHouse : public RefundHouse {
 protected:
  void add_more_routes(http::Routes& routes) override {
    RefundHouse::add_more_routes(routes);
    clocks::add_routes(routes);
  }
  Json bill_in_shekels() {
    auto const answer =
        client->post(path("/cases/" + case_ + "/quotes"),
                     R"({"currency": "ILS", "lines": [)" + std::string(kLabour) + "]}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return invoiced(answer.json());
  }
  /// Of a bill of 180.00 she had paid this much when she cancelled, under Israeli law.
  void taken_back(std::string const& paid) {
    sold_ = sold_abroad("S8", "2026-01-10");
    order_taken_back(paid);
  }
  /// The same of a unit that was sold before.
  void order_taken_back(std::string const& paid) {
    case_ = open_case(sold_, "order");
    invoice_ = bill_in_shekels();
    if (!paid.empty()) ASSERT_EQ(paying(invoice_, paid).status, 201);
    cancelled();
  }
  /// Five per cent of 180.00, which is all that she paid, is kept.
  void all_kept() {
    taken_back("9.00");
    ASSERT_EQ(crediting(R"(, "kept": "9.00")").status, 200);
  }
  void told(std::string const& on, char const* kind) {
    auto const told = write([&](db::Tx& tx) -> Result<bool> {
      auto const id = *CaseId::parse(on);
      JsonObject const facts{{"customer", "consumer"}, {"distance_sale", true}};
      TRY(clocks::take_up(system(), tx, id, {"IL", facts}));
      TRY(clocks::happened(system(), tx, id, {.kind = kind}));
      return true;
    });
    ASSERT_TRUE(told.ok());
    run_jobs();
  }
  void cancellation_goes_back() {
    auto const done = write([&](db::Tx& tx) -> Result<bool> {
      auto const event = tx.scalar<clocks::LawEventId>(vefa::testing::ad_hoc(
          "SELECT id FROM case_law_events WHERE kind = 'cancellation.received'"));
      TRY(clocks::take_back(system(), tx, *CaseId::parse(case_), event.value(), "a slip"));
      return true;
    });
    ASSERT_TRUE(done.ok());
    run_jobs();
  }
  vefa::testing::HttpAnswer calling_it_lawful() {
    return client->post(where("/lawful-refund"), "");
  }
  std::int64_t told_of_nothing() {
    return count("SELECT COUNT(*) FROM case_law_events WHERE kind = 'refund.nothing_owed'");
  }
  vefa::testing::HttpAnswer finding(std::string const& on, char const* cause) {
    auto answer = client->post(path("/cases/" + on + "/findings"),
                               R"({"cause": ")" + std::string(cause) +
                                   R"(", "reason": "The door leaks.", "interaction_id": ")" +
                                   says(on) + "\"}");
    run_jobs();
    return answer;
  }
  void is_hers_again() {
    EXPECT_EQ(shown().at("kept"), "0.00");
    EXPECT_EQ(shown().at("kept_ended").at("because"), "defect");
    EXPECT_EQ(shown().at("owed_back"), "9.00");
  }

  Sold sold_;
};

}  // namespace vefa::billing
