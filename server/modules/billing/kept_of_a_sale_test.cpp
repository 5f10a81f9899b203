// What is kept of a cancelled sale, and what becomes of it. The clock stands at 2026-11-22.
#include <gmock/gmock.h>

#include "modules/billing/test_refunds.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;

class KeptOfASale : public RefundHouse {
 protected:
  /// A bill in shekels: 180.00, all of it paid, taken back under Israeli law.
  void taken_back() {
    sold_ = sold_abroad("S8", "2026-01-10");
    case_ = open_case(sold_, "order");
    auto const answer =
        client->post(path("/cases/" + case_ + "/quotes"),
                     R"({"currency": "ILS", "lines": [)" + std::string(kLabour) + "]}");
    ASSERT_EQ(answer.status, 201) << answer.body;
    invoice_ = invoiced(answer.json());
    ASSERT_EQ(paying(invoice_, "180.00").status, 201);
  }
  clocks::LawEventId cancelled_again() {
    auto const told = write([&](db::Tx& tx) {
      return clocks::happened(system(), tx, *CaseId::parse(case_),
                              {.kind = "cancellation.received", .note = "the second fridge"});
    });
    EXPECT_TRUE(told.ok());
    run_jobs();
    return told.value();
  }
  void take_back(clocks::LawEventId event) {
    auto const done = write([&](db::Tx& tx) -> Result<bool> {
      TRY(clocks::take_back(system(), tx, *CaseId::parse(case_), event, "she keeps it"));
      return true;
    });
    ASSERT_TRUE(done.ok());
    run_jobs();
  }
  /// The law governs the case, by these facts; and she cancelled.
  void cancelled_where(JsonObject const& facts) {
    auto const told = write([&](db::Tx& tx) -> Result<bool> {
      auto const id = *CaseId::parse(case_);
      TRY(clocks::take_up(system(), tx, id, {.code = "IL", .facts = facts, .reason = "As sold."}));
      TRY(clocks::happened(system(), tx, id, {.kind = "cancellation.received"}));
      return true;
    });
    ASSERT_TRUE(told.ok()) << told.error().key;
  }
  void own_rule(int percent) {
    auto const set =
        client->put(path("/billing/settings"),
                    R"({"version": 1, "own_answers_only": false, "own_cancel_percent": )" +
                        std::to_string(percent) + "}");
    ASSERT_EQ(set.status, 200) << set.body;
  }
  /// Nine shekels of 180 are kept of a sale that she cancelled.
  void kept() {
    taken_back();
    cancelled();
    ASSERT_EQ(crediting(R"(, "by_law": true, "kept": "9.00")").status, 200);
  }
  void told(char const* kind) {
    auto const told = write([&](db::Tx& tx) -> Result<bool> {
      TRY(clocks::happened(system(), tx, *CaseId::parse(case_), {.kind = kind}));
      return true;
    });
    ASSERT_TRUE(told.ok());
    run_jobs();
  }
  /// Another case of hers about she does not say which unit, on which she told of a fault under the
  /// same law.
  std::string case_of_a_defect() {
    auto const other = made("/cases", R"({"customer_id": ")" + sold_.customer +
                                          R"(", "channel": "phone", "kind": "repair",
                                          "subject": "Buzdolabı", "text": "Soğutmuyor."})");
    auto const done = write([&](db::Tx& tx) -> Result<bool> {
      auto const id = *CaseId::parse(other);
      JsonObject const facts{{"customer", "consumer"}, {"distance_sale", true}};
      TRY(clocks::take_up(system(), tx, id, {"IL", facts}));
      TRY(clocks::happened(system(), tx, id, {.kind = "fault.notified"}));
      return true;
    });
    EXPECT_TRUE(done.ok());
    run_jobs();
    return other;
  }
  void join(std::string const& from, std::string const& into) {
    auto const version = client->get(path("/cases/" + from)).json().at("summary").at("version");
    auto const answer = client->post(
        path("/cases/" + from + "/merge"),
        R"({"version": )" + boost::json::serialize(version) + R"(, "into": ")" + into + "\"}");
    ASSERT_EQ(answer.status, 200) << answer.body;
    run_jobs();
  }
  void is_owed_back() {
    EXPECT_EQ(shown().at("kept"), "0.00");
    EXPECT_EQ(shown().at("kept_ended").at("because"), "defect");
    EXPECT_EQ(shown().at("owed_back"), "180.00");
    EXPECT_EQ(owed().size(), 2U) << "what was owed already, and what was kept: once";
    EXPECT_THAT(letters(), HasSubstr("something was wrong with the goods"));
  }
  void cancellation_goes_back() {
    auto const done = write([&](db::Tx& tx) -> Result<bool> {
      auto const id = *CaseId::parse(case_);
      auto const event = tx.scalar<clocks::LawEventId>(vefa::testing::ad_hoc(
          "SELECT id FROM case_law_events WHERE kind = 'cancellation.received'"));
      TRY(clocks::take_back(system(), tx, id, event.value(), "another customer's letter"));
      return true;
    });
    ASSERT_TRUE(done.ok());
    run_jobs();
  }
  vefa::testing::HttpAnswer invoicing_anew() {
    return client->post(path("/quotes/" + text(invoice_.at("quote_id")) + "/invoices"),
                        R"({"version": 1})");
  }
  /// What was promised back of the invoice; the law's own clock beside it is not.
  std::vector<promises::Promise> owed() {
    auto all = debts();
    std::erase_if(all, [&](auto const& p) {
      return p.what.find(text(invoice_.at("number"))) == std::string::npos;
    });
    return all;
  }
  std::string letters() {
    return boost::json::serialize(client->get(path("/cases/" + case_ + "/timeline")).json());
  }

  Sold sold_;
};
VEFA_ON_BOTH_DATABASES(KeptOfASale);

/// The law hears of everything before the bills do.
class KeptBehindTheLaw : public KeptOfASale {
 protected:
  void add_more_jobs(jobs::Registry& registry) override {
    clocks::add_jobs(registry);
    Cashier::add_more_jobs(registry);
  }
};
VEFA_ON_BOTH_DATABASES(KeptBehindTheLaw);

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

TEST_P(KeptOfASale, is_kept_for_one_cancellation_of_two_and_goes_with_that_one) {
  taken_back();
  cancelled();
  auto const second = cancelled_again();
  auto const told = client->get(where("/keepable")).json().at("cancellations").as_array();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1].at("note"), "the second fridge");
  auto const unsaid = crediting(R"(, "kept": "9.00")");
  EXPECT_EQ(key(unsaid), "billing.which_cancellation");
  EXPECT_EQ(field(unsaid), "cancellation_id");
  auto const first = text(told[0].at("cancellation_id"));
  ASSERT_EQ(crediting(R"(, "kept": "9.00", "cancellation_id": ")" + first + "\"").status, 200);
  take_back(second);
  EXPECT_EQ(shown().at("kept"), "9.00") << "the other sale goes on";
  cancelled_again();
  take_back(*clocks::LawEventId::parse(first));
  EXPECT_EQ(shown().at("kept"), "0.00") << "though another cancellation stands";
  EXPECT_EQ(shown().at("kept_ended").at("because"), "taken_back");
}

TEST_P(KeptOfASale, is_for_a_cancellation_that_stands_on_the_case) {
  taken_back();
  cancelled();
  auto const second = cancelled_again();
  take_back(second);
  auto const refused =
      crediting(R"(, "kept": "9.00", "cancellation_id": ")" + second.text() + "\"");
  EXPECT_EQ(key(refused), "billing.no_such_cancellation");
  EXPECT_EQ(crediting(R"(, "kept": "9.00")").status, 200) << "one is left";
}

TEST_P(KeptOfASale, follows_the_companys_own_rule_where_the_law_gives_no_cancellation) {
  taken_back();
  cancelled_where({{"customer", "business"}, {"distance_sale", true}});
  EXPECT_EQ(keepable().at("most"), "0.00") << "the company has no rule, so nothing is kept";
  auto const refused = crediting(R"(, "kept": "9.00")");
  EXPECT_EQ(key(refused), "billing.kept_too_much");
  EXPECT_THAT(refused.body, HasSubstr("own rule"));
  own_rule(20);
  EXPECT_EQ(keepable().at("most"), "36.00") << "the law's five per cent bind nobody here";
  ASSERT_EQ(crediting(R"(, "kept": "36.00")").status, 200);
  told("fault.notified");
  EXPECT_EQ(shown().at("kept"), "0.00") << "of goods with a defect nothing is kept";
}

TEST_P(KeptOfASale, by_the_companys_own_rule_is_owed_back_once_the_law_is_known_to_give_it) {
  taken_back();
  own_rule(50);
  cancelled_where({{"customer", "business"}, {"distance_sale", true}});
  ASSERT_EQ(crediting(R"(, "kept": "90.00")").status, 200);
  run_jobs();
  EXPECT_EQ(shown().at("kept"), "90.00");
  auto const set_right = write([&](db::Tx& tx) -> Result<bool> {
    JsonObject const facts{{"customer", "consumer"}, {"distance_sale", true}};
    TRY(clocks::take_up(system(), tx, *CaseId::parse(case_), {.code = "IL", .facts = facts}));
    return true;
  });
  ASSERT_TRUE(set_right.ok());
  run_jobs();
  EXPECT_EQ(shown().at("kept"), "0.00");
  EXPECT_EQ(shown().at("kept_ended").at("because"), "not_by_law");
  EXPECT_EQ(shown().at("owed_back"), "180.00");
  EXPECT_THAT(letters(), HasSubstr("lets less be kept"));
}

TEST_P(KeptOfASale, follows_the_companys_own_rule_of_a_sale_in_the_shop) {
  taken_back();
  own_rule(100);
  cancelled_where({{"customer", "consumer"}, {"distance_sale", false}});
  EXPECT_EQ(keepable().at("most"), "180.00");
  EXPECT_EQ(client
                ->put(path("/billing/settings"),
                      R"({"version": 2, "own_answers_only": false, "own_cancel_percent": 101})")
                .problem_key(),
            "billing.bad_percent");
}

TEST_P(KeptOfASale, follows_the_companys_own_rule_once_the_laws_time_is_over) {
  taken_back();
  cancelled();
  EXPECT_EQ(keepable().at("most"), "9.00") << "when she had the terms is not known";
  own_rule(20);
  auto const told = write([&](db::Tx& tx) -> Result<bool> {
    auto const on = parse_instant("2026-02-01T09:00:00Z").value();
    TRY(clocks::happened(system(), tx, *CaseId::parse(case_),
                         {.kind = "terms.received", .at = on}));
    return true;
  });
  ASSERT_TRUE(told.ok()) << told.error().key;
  EXPECT_EQ(keepable().at("most"), "36.00") << "fourteen days from then, four months at the most";
}

TEST_P(KeptOfASale, is_the_laws_where_a_fact_is_not_known) {
  taken_back();
  own_rule(50);
  cancelled_where({});
  EXPECT_EQ(keepable().at("most"), "9.00") << "she is believed";
}

TEST_P(KeptOfASale, is_nothing_where_the_goods_were_defective) {
  taken_back();
  cancelled();
  told("fault.notified");
  EXPECT_EQ(keepable().at("most"), "0.00");
  EXPECT_EQ(key(crediting(R"(, "kept": "0.01")")), "billing.kept_too_much");
}

TEST_P(KeptOfASale, is_owed_back_and_told_when_the_cancellation_is_taken_back) {
  kept();
  cancellation_goes_back();
  auto const now = shown();
  EXPECT_EQ(now.at("kept"), "0.00");
  EXPECT_EQ(now.at("kept_ended").at("amount"), "9.00");
  EXPECT_EQ(now.at("kept_ended").at("because"), "taken_back");
  EXPECT_EQ(now.at("owed_back"), "180.00");
  ASSERT_EQ(owed().size(), 2U) << "what was owed already, and what was kept";
  EXPECT_THAT(owed()[1].what, HasSubstr("9.00"));
  EXPECT_THAT(letters(), HasSubstr("The cancellation no longer stands"));
  EXPECT_EQ(invoicing_anew().status, 201) << "the sale goes on";
}

TEST_P(KeptOfASale, is_owed_back_once_a_defect_is_told_later_though_the_rest_went_back) {
  kept();
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(shown().at("owed_back"), "0.00");
  told("fault.notified");
  EXPECT_EQ(shown().at("kept_ended").at("because"), "defect");
  EXPECT_EQ(shown().at("owed_back"), "9.00");
  EXPECT_THAT(letters(), HasSubstr("something was wrong with the goods"));
  ASSERT_EQ(owed().size(), 2U);
  EXPECT_EQ(owed()[1].state, promises::State::Pending);
  told("claim.made");
  EXPECT_EQ(owed().size(), 2U) << "once";
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(owed()[1].state, promises::State::Kept);
  EXPECT_EQ(shown().at("owed_back"), "0.00");
}

TEST_P(KeptOfASale, has_a_promise_of_its_own_beside_what_was_owed_before) {
  kept();
  told("repair.found_impossible");
  ASSERT_EQ(refunding(R"({"method": "cash", "amount": "171.00"})").status, 201);
  ASSERT_EQ(owed().size(), 2U);
  EXPECT_EQ(owed()[0].state, promises::State::Kept);
  EXPECT_EQ(owed()[1].state, promises::State::Pending);
  EXPECT_EQ(clock_of_refund().state, "running") << "nine are missing";
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(owed()[1].state, promises::State::Kept);
  EXPECT_EQ(clock_of_refund().state, "kept");
}

TEST_P(KeptOfASale, is_not_charged_a_second_time_by_the_same_quote) {
  kept();
  auto const refused = invoicing_anew();
  EXPECT_EQ(key(refused), "billing.kept_of_quote");
  EXPECT_THAT(refused.body, HasSubstr("9.00"));
  told("visit.agreed");
  EXPECT_EQ(shown().at("kept"), "9.00") << "what has nothing to do with it changes nothing";
  EXPECT_TRUE(shown().at("kept_ended").is_null());
  cancellation_goes_back();
  EXPECT_EQ(invoicing_anew().status, 201);
}

TEST_P(KeptOfASale, is_owed_back_once_a_case_that_tells_of_a_defect_is_joined_into_it) {
  kept();
  auto const other = case_of_a_defect();
  EXPECT_EQ(shown().at("kept"), "9.00") << "another case, so far";
  join(other, case_);
  is_owed_back();
}

TEST_P(KeptOfASale, is_owed_back_once_it_is_joined_into_a_case_that_tells_of_a_defect) {
  kept();
  auto const other = case_of_a_defect();
  join(case_, other);
  case_ = other;
  is_owed_back();
}

TEST_P(KeptBehindTheLaw, is_owed_back_in_whatever_order_a_merge_is_heard_of) {
  kept();
  auto const other = case_of_a_defect();
  join(case_, other);
  case_ = other;
  is_owed_back();
}

}  // namespace
}  // namespace vefa::billing
