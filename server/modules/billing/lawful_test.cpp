// Which refund the law's clocks wait for: told by a provider, tied by the credit note, by what she
// chose, or by a person; nothing stops a clock wrongly.
#include <gmock/gmock.h>

#include "modules/billing/store.hpp"
#include "modules/billing/test_refunds.hpp"

namespace vefa::billing {
namespace {

class LawfulRefunds : public RefundHouse {
 protected:
  void add_more_routes(http::Routes& routes) override {
    RefundHouse::add_more_routes(routes);
    clocks::add_routes(routes);
  }
  vefa::testing::HttpAnswer calling_it_lawful() {
    return client->post(where("/lawful-refund"), "");
  }
  Json law() { return client->get(path("/cases/" + case_ + "/law")).json(); }
  clocks::LegalClock clock_of(std::string const& rule) {
    clocks::LegalClock found;
    database_->read_now([&](db::Tx& tx) {
      for (auto& one : clocks::of_case(tx, *CaseId::parse(case_)))
        if (one.rule_id == rule) found = std::move(one);
    });
    return found;
  }
  std::int64_t told() {
    return count("SELECT COUNT(*) FROM case_law_events WHERE kind = 'refund.paid'");
  }
  /// Under Hungarian law her appliance cannot be repaired, and it is her money that is chosen. She
  /// had paid `price` for it.
  void chose_her_money(std::string const& price) {
    bought_ =
        sold_abroad("S2", "2026-01-10", R"(, "price": ")" + price + R"(", "currency": "USD")");
    case_ = open_case(bought_, "repair");
    invoice_ = invoiced(quoted(case_, kLabour));
    ASSERT_EQ(paying(invoice_, "30.00").status, 201);
    auto const told = write([&](db::Tx& tx) -> Result<bool> {
      auto const id = *CaseId::parse(case_);
      TRY(clocks::take_up(system(), tx, id,
                          {"HU", {{"customer", "consumer"}, {"in_warranty", true}}}));
      TRY(clocks::happened(system(), tx, id, {.kind = "repair.found_impossible"}));
      return true;
    });
    ASSERT_TRUE(told.ok());
    std::string granted;
    auto const now = law();
    for (auto const& one : now.at("consequences").as_array())
      if (one.at("effect") == "grant") granted = text(one.at("id"));
    auto const chosen =
        client->post(path("/legal-consequences/" + granted + "/decision"),
                     R"({"decision": "refund", "reason": "she asked", "channel": "phone"})");
    ASSERT_EQ(chosen.status, 201) << chosen.body;
  }
};
VEFA_ON_BOTH_DATABASES(LawfulRefunds);

TEST_P(LawfulRefunds, of_a_credit_note_that_says_so_stop_the_clock_whoever_tells_of_them) {
  EXPECT_EQ(field(crediting(R"(, "by_law": true)")), "by_law") << "no law governs the case";
  cancelled();
  ASSERT_EQ(crediting(R"(, "by_law": true)").status, 200);
  EXPECT_EQ(shown().at("credited_by_law"), true);
  ASSERT_EQ(telling("re_1", "12.50").status, 200);
  EXPECT_EQ(clock_of_refund().state, "running") << "a part of it";
  ASSERT_EQ(telling("re_2", "17.50").status, 200);
  EXPECT_EQ(clock_of_refund().state, "kept");
  EXPECT_EQ(clock_of_refund().stopped_at, clock.now());
  EXPECT_EQ(shown().at("lawful_refund").at("said_by"), "credit_note");
  ASSERT_EQ(telling("re_2", "17.50").status, 200);
  EXPECT_EQ(told(), 1) << "told twice, taken once";
}

TEST_P(LawfulRefunds, of_a_credit_note_that_says_so_may_be_recorded_by_hand) {
  cancelled();
  ASSERT_EQ(crediting(R"(, "by_law": true)").status, 200);
  ASSERT_EQ(refunding(R"({"method": "cash", "by_law": true})").status, 201);
  EXPECT_EQ(clock_of_refund().state, "kept");
  EXPECT_EQ(told(), 1) << "once, though it was said twice";
}

TEST_P(LawfulRefunds, that_nobody_tied_to_the_law_stop_no_clock_until_a_person_says_so) {
  cancelled();
  ASSERT_EQ(crediting().status, 200);
  EXPECT_EQ(key(calling_it_lawful()), "billing.not_back_yet");
  ASSERT_EQ(telling("re_1", "30.00").status, 200);
  auto const back = clock.now();
  EXPECT_EQ(clock_of_refund().state, "running") << "it may be the refund of anything";
  EXPECT_THAT(boost::json::serialize(shown().at("law_waits_for")),
              ::testing::HasSubstr("The money is given back"))
      << "a person is shown so";
  clock.set(back + std::chrono::hours(48));
  ASSERT_EQ(calling_it_lawful().status, 200);
  EXPECT_EQ(clock_of_refund().state, "kept");
  EXPECT_EQ(clock_of_refund().stopped_at, back) << "when she had it, not when somebody said so";
  EXPECT_EQ(shown().at("lawful_refund").at("said_by"), "person");
  EXPECT_EQ(shown().at("lawful_refund").at("actor"), "Deniz");
  EXPECT_TRUE(shown().at("law_waits_for").as_array().empty());
  EXPECT_EQ(key(calling_it_lawful()), "billing.lawful_already");
}

TEST_P(LawfulRefunds, of_the_price_that_she_chose_to_have_back_count_by_themselves) {
  chose_her_money("30.00");
  ASSERT_EQ(clock_of("HU-05").state, "running");
  ASSERT_EQ(crediting().status, 200);
  ASSERT_EQ(telling("re_1", "10.00").status, 200);
  EXPECT_EQ(clock_of("HU-05").state, "running");
  ASSERT_EQ(telling("re_2", "20.00").status, 200);
  EXPECT_EQ(clock_of("HU-05").state, "kept");
  EXPECT_EQ(shown().at("lawful_refund").at("said_by"), "choice");
}

TEST_P(LawfulRefunds, of_another_sum_than_the_price_wait_for_a_person) {
  chose_her_money("450.00");
  ASSERT_EQ(crediting().status, 200);
  ASSERT_EQ(telling("re_1", "30.00").status, 200);
  EXPECT_EQ(clock_of("HU-05").state, "running") << "a bill of a repair is not the price";
  EXPECT_TRUE(shown().at("lawful_refund").is_null());
  EXPECT_THAT(boost::json::serialize(shown().at("law_waits_for")),
              ::testing::HasSubstr("Exchange of what cannot be repaired"));
}

TEST_P(LawfulRefunds, that_went_before_the_law_asked_for_one_are_not_the_laws) {
  ASSERT_EQ(crediting().status, 200);
  ASSERT_EQ(telling("re_1", "30.00").status, 200);
  EXPECT_EQ(key(calling_it_lawful()), "billing.law_waits_for_none");
  clock.advance(std::chrono::hours(1));
  cancelled();
  EXPECT_EQ(key(calling_it_lawful()), "billing.law_waits_for_none");
  EXPECT_EQ(told(), 0) << "nothing is half-written";
  EXPECT_EQ(clock_of_refund().state, "running");
}

TEST_P(LawfulRefunds, called_so_by_mistake_are_taken_back_and_asked_about_again) {
  cancelled();
  ASSERT_EQ(crediting().status, 200);
  ASSERT_EQ(telling("re_1", "30.00").status, 200);
  ASSERT_EQ(calling_it_lawful().status, 200);
  std::string event;
  auto const now = law();
  for (auto const& one : now.at("happenings").as_array())
    if (one.at("kind") == "refund.paid") event = text(one.at("id"));
  auto const back = client->post(path("/cases/" + case_ + "/law/events/" + event + "/taking-back"),
                                 R"({"reason": "it was for the filter"})");
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(clock_of_refund().state, "running");
  EXPECT_TRUE(shown().at("lawful_refund").is_null());
  EXPECT_THAT(boost::json::serialize(shown().at("law_waits_for")),
              ::testing::HasSubstr("The money is given back"));
  ASSERT_EQ(calling_it_lawful().status, 200);
  EXPECT_EQ(clock_of_refund().state, "kept");
}

TEST_P(LawfulRefunds, are_called_so_by_who_may_pay_back_alone) {
  cancelled();
  ASSERT_EQ(crediting().status, 200);
  ASSERT_EQ(telling("re_1", "30.00").status, 200);
  client->token = "cases_read+cases_read_all+cases_write+bills_write";
  EXPECT_EQ(calling_it_lawful().status, 403);
  client->token = "cases_read+cases_read_all+bills_refund";
  EXPECT_EQ(calling_it_lawful().status, 200);
}

}  // namespace
}  // namespace vefa::billing
