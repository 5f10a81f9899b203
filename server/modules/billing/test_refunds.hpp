// A bill of which she paid a part, for the tests of what goes back to her.
#pragma once
#include "modules/billing/providers.hpp"
#include "modules/billing/test_house.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/webhooks/webhooks.hpp"

namespace vefa::billing {

class RefundHouse : public Cashier {
 protected:
  /// Of the cancellation that was told first, what may be kept.
  Json keepable() {
    auto const all = client->get(where("/keepable")).json().at("cancellations").as_array();
    return all.empty() ? Json(JsonObject{{"most", nullptr}}) : all.at(0);
  }
  void SetUp() override {
    Cashier::SetUp();
    bought_ = sold_abroad("S1", "2026-01-10");
    case_ = open_case(bought_, "repair");
    invoice_ = invoiced(quoted(case_, kLabour));
    EXPECT_EQ(paying(invoice_, "30.00").status, 201);
  }
  void add_more_jobs(jobs::Registry& registry) override {
    Cashier::add_more_jobs(registry);
    clocks::add_jobs(registry);
  }
  /// She took the sale back, under Israeli law: fourteen days for the money.
  void cancelled() {
    auto const told = write([&](db::Tx& tx) -> Result<bool> {
      auto const id = *CaseId::parse(case_);
      JsonObject const facts{{"customer", "consumer"}, {"distance_sale", true}};
      TRY(clocks::take_up(system(), tx, id, {"IL", facts}));
      TRY(clocks::happened(system(), tx, id, {.kind = "cancellation.received"}));
      return true;
    });
    ASSERT_TRUE(told.ok());
  }
  clocks::LegalClock clock_of_refund() {
    clocks::LegalClock found;
    database_->read_now([&](db::Tx& tx) {
      for (auto& one : clocks::of_case(tx, *CaseId::parse(case_)))
        if (one.rule_id == "IL-10-refund") found = std::move(one);
    });
    return found;
  }
  vefa::testing::HttpAnswer crediting(std::string const& more = "") {
    return client->post(where("/credit"), R"({"reason": "it was promised free")" + more + "}");
  }
  vefa::testing::HttpAnswer refunding(std::string const& body) {
    return client->post(where("/refunds"), body);
  }
  std::string where(std::string const& verb) {
    return path("/invoices/" + text(invoice_.at("id")) + verb);
  }
  Json shown() { return client->get(where("")).json(); }
  Json of_case() { return client->get(path("/cases/" + case_)).json(); }
  std::string state() { return text(of_case().at("summary").at("state")); }
  /// What a credit note promised, and what recovery promised in its place, oldest first.
  std::vector<promises::Promise> debts() {
    std::vector<promises::Promise> out;
    database_->read_now([&](db::Tx& tx) {
      for (auto const& p : promises::of_case(tx, *CaseId::parse(case_)))
        if (p.kind == promises::PromiseKind::SolveBy) out.push_back(p);
    });
    return out;
  }
  void close() {
    EXPECT_EQ(client->post(path("/cases/" + case_ + "/verdict"), R"({"solved": true})").status,
              200);
  }
  vefa::testing::HttpAnswer telling(std::string const& reference, std::string const& amount,
                                    std::string const& kind = "refund") {
    std::string const body = R"({"kind": ")" + kind + R"(", "invoice_id": ")" +
                             text(invoice_.at("id")) + R"(", "reference": ")" + reference +
                             R"(", "amount": ")" + amount + R"(", "currency": "USD"})";
    auto const at = clock.now().ms / 1000;
    auto const secret = find_provider("test")->secret();
    client->token = "";
    client->headers = {{"webhook-id", "msg_1"},
                       {"webhook-timestamp", std::to_string(at)},
                       {"webhook-signature", webhooks::signature({secret}, "msg_1", at, body)}};
    auto answer = client->post(path("/payment-notices/test"), body);
    client->headers.clear();
    client->token = "boss";
    return answer;
  }

  Sold bought_;
  std::string case_;
  Json invoice_;
};

}  // namespace vefa::billing
