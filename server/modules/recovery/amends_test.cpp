// What was granted to make amends is whose it was granted to: it ends by that one's word or by
// larger authority, and is given once. The clock stands at 2026-11-22.
#include <gmock/gmock.h>

#include "modules/billing/test_house.hpp"
#include "modules/billing/ties.hpp"
#include "modules/recovery/remedies.hpp"

namespace vefa::recovery {
namespace {

using ::testing::HasSubstr;

class Amends : public billing::Cashier {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Cashier::add_more_routes(routes);
    recovery::add_routes(routes);
  }
  void SetUp() override {
    Cashier::SetUp();
    sale_promises::install(billing::rests_on);
    by_hand(
        "INSERT INTO staff (id, version, name, folded_name, sort_key, email, folded_email, "
        "language, state, calendar_id, max_open, created_at) VALUES (1, 1, 'Deniz', 'deniz', '', "
        "'d@x.tr', 'd@x.tr', 'en', 'active', NULL, 0, 0)");
    by_hand("INSERT INTO staff_roles (staff_id, role_id) VALUES (1, 2)");
    fridge_ = sold_abroad("S1", "2026-01-10");
    repair_ = open_case(fridge_, "repair");
    auto const given = client->post(path("/cases/" + repair_ + "/goodwill"),
                                    R"({"kind": "free_service", "amount": "1", "currency": "TRY",
                                        "reason": "She waited long."})");
    ASSERT_EQ(given.status, 201) << given.body;
  }
  void TearDown() override {
    sale_promises::install(nullptr);
    Cashier::TearDown();
  }
  Json remedy() {
    return client->get(path("/cases/" + repair_ + "/recoveries")).json().at("remedies").at(0);
  }
  vefa::testing::HttpAnswer ending(std::string const& more = "") {
    return client->post(path("/sale-promises/" + text(first(fridge_).at("id")) + "/end"),
                        R"({"reason": "Granted by mistake.")" + more + "}");
  }
  std::string her_word() {
    return R"("her_word": {"words": "Yes, please.", "interaction_id": ")" + says(repair_) + "\"}";
  }
  vefa::testing::HttpAnswer on_remedy(char const* deed, std::string const& more = "") {
    auto const now = remedy();
    return client->post(path("/remedies/" + text(now.at("id")) + "/" + deed),
                        R"({"version": )" + boost::json::serialize(now.at("version")) +
                            R"(, "reason": "She rang.", )" + her_word() + more + "}");
  }
  vefa::testing::HttpAnswer money_instead() {
    return on_remedy("instead",
                     R"(, "instead": {"kind": "money", "amount": "1", "currency": "TRY"})");
  }
  vefa::testing::HttpAnswer on_quote(Json const& quote, char const* deed, char const* body) {
    return client->post(path("/quotes/" + text(quote.at("id")) + "/" + deed), body);
  }
  std::string number_of(std::string const& case_id) {
    return text(client->get(path("/cases/" + case_id)).json().at("summary").at("number"));
  }
  Sold fridge_;
  std::string repair_;
};
VEFA_ON_BOTH_DATABASES(Amends);

TEST_P(Amends, end_by_her_word_under_the_remedy_or_at_the_hands_of_larger_authority) {
  client->token = "goods_read+coverage_write+cases_read+cases_read_all";
  auto const refused = ending();
  EXPECT_EQ(key(refused), "sale_promises.amends");
  client->token = "boss";
  EXPECT_THAT(refused.body, HasSubstr(number_of(repair_)));
  EXPECT_EQ(key(ending(", " + her_word())), "sale_promises.amends")
      << "her word is told where it was granted";
  EXPECT_EQ(remedy().at("service").at("standing"), "open");
  ASSERT_EQ(ending().status, 200) << "with a notice";
  auto const ended = remedy();
  EXPECT_EQ(ended.at("state"), "granted");
  EXPECT_EQ(ended.at("service").at("standing"), "ended") << "and the remedy says so";
  EXPECT_EQ(ended.at("service").at("ended_by"), "Deniz");
  EXPECT_EQ(ended.at("service").at("reason"), "Granted by mistake.");
  EXPECT_EQ(ended.at("service").at("owed_until_on"), "2026-12-22");
  run_jobs();
  EXPECT_EQ(letters("Granted by mistake."), 1) << "she is written to";
}

TEST_P(Amends, are_not_used_by_who_has_the_unit_next) {
  auto const heir = person("Mehmet Kaya", "mehmet@x.tr");
  auto const before = open_case(fridge_, "repair");
  ASSERT_EQ(client
                ->post(path("/units/" + fridge_.unit + "/transfer"),
                       R"({"customer_id": ")" + heir + "\"}")
                .status,
            201);
  run_jobs();
  EXPECT_EQ(first(fridge_).at("standing"), "not_transferred");
  EXPECT_THAT(text(first(fridge_).at("words")), HasSubstr("to make amends"));
  EXPECT_EQ(first(fridge_).at("case_id").as_string(), repair_);
  auto his = fridge_;
  his.customer = heir;
  auto const case_of_his = open_case(his, "repair");
  EXPECT_EQ(key(act(first(fridge_), "reserve", case_of_his)), "sale_promises.not_open");
  EXPECT_EQ(text(quoted(case_of_his, kTravel).at("total").at("net")), "40.00");
  EXPECT_EQ(text(quoted(before, kTravel).at("total").at("net")), "0.00")
      << "whose they are uses them, whatever the books say of the unit";
}

TEST_P(Amends, are_not_given_up_by_who_bought_the_unit_where_they_are_anothers) {
  auto const tenant = person("Mehmet Kaya", "mehmet@x.tr");
  auto his = fridge_;
  his.customer = tenant;
  auto const opened = made("/cases", R"({"customer_id": ")" + tenant +
                                         R"(", "channel": "phone", "kind": "repair", "subject": "x",
                                             "text": "Still broken."})");
  ASSERT_EQ(client
                ->put(path("/cases/" + opened + "/unit"),
                      R"({"unit_id": ")" + fridge_.unit + R"(", "reason": "He rents it."})")
                .status,
            200);
  ASSERT_EQ(client
                ->post(path("/cases/" + opened + "/goodwill"),
                       R"({"kind": "free_service", "amount": "1", "currency": "TRY",
                           "reason": "He waited too."})")
                .status,
            201);
  auto const all = client->get(path("/units/" + fridge_.unit + "/sale-promises")).json();
  ASSERT_EQ(all.at("items").as_array().size(), 2U);
  EXPECT_EQ(key(act(all.at("items").at(1), "reserve", repair_)), "sale_promises.not_open");
  EXPECT_EQ(act(all.at("items").at(1), "reserve", opened).status, 200);
}

TEST_P(Amends, outlive_the_sale_that_they_came_with) {
  ASSERT_EQ(
      client
          ->post(path("/sales/" + fridge_.sale + "/void"), R"({"version": 1, "reason": "A slip."})")
          .status,
      200);
  run_jobs();
  EXPECT_EQ(first(fridge_).at("standing"), "open");
  EXPECT_EQ(act(first(fridge_), "reserve", repair_).status, 200);
}

TEST_P(Amends, are_not_turned_into_money_while_another_case_holds_them) {
  auto const visit = open_case(fridge_, "maintenance");
  ASSERT_EQ(act(first(fridge_), "reserve", visit).status, 200);
  auto const refused = money_instead();
  EXPECT_EQ(key(refused), "recovery.service_reserved");
  EXPECT_THAT(refused.body, HasSubstr(number_of(visit)));
  EXPECT_EQ(key(on_remedy("letting-go")), "recovery.service_reserved");
  ASSERT_EQ(act(first(fridge_), "release", visit).status, 200);
  ASSERT_EQ(act(first(fridge_), "reserve", repair_).status, 200);
  EXPECT_EQ(money_instead().status, 200) << "on the case itself it is let go";
  EXPECT_EQ(first(fridge_).at("standing"), "ended");
}

TEST_P(Amends, are_given_once_though_a_quote_told_her_that_they_are_free) {
  auto const visit = open_case(fridge_, "maintenance");
  auto const quote = quoted(visit, kTravel);
  ASSERT_EQ(text(quote.at("total").at("net")), "0.00");
  auto const refused = act(first(fridge_), "release", visit);
  EXPECT_EQ(key(refused), "sale_promises.quoted_free") << "she was told that it is free";
  EXPECT_THAT(refused.body, HasSubstr(text(quote.at("number"))));
  auto const let_go_by_itself = write([&](db::Tx& tx) -> Result<bool> {
    auto const id = *SalePromiseId::parse(text(first(fridge_).at("id")));
    TRY(sale_promises::release(system(), tx, id, *CaseId::parse(visit), "closed"));
    return true;
  });
  ASSERT_TRUE(let_go_by_itself.ok());
  EXPECT_EQ(key(money_instead()), "sale_promises.quoted_free") << "whatever holds it now";
  ASSERT_EQ(on_quote(quote, "withdraw", R"({"reason": "Not needed."})").status, 200);
  EXPECT_EQ(money_instead().status, 200);
  EXPECT_EQ(text(quoted(visit, kTravel).at("total").at("net")), "40.00");
}

TEST_P(Amends, that_were_invoiced_at_nothing_are_not_restored_to_be_money) {
  auto const visit = open_case(fridge_, "maintenance");
  auto const quote = quoted(visit, kTravel);
  ASSERT_EQ(invoicing(quote).status, 201);
  EXPECT_EQ(key(money_instead()), "recovery.service_used");
  EXPECT_EQ(key(act(first(fridge_), "restore", visit)), "sale_promises.quoted_free");
}

TEST_P(Amends, give_way_to_no_apology) {
  auto const apology =
      on_remedy("instead", R"(, "instead": {"kind": "apology", "amount": "0", "currency": "TRY"})");
  EXPECT_EQ(key(apology), "recovery.apology_instead");
  EXPECT_EQ(first(fridge_).at("standing"), "open") << "nothing ends";
  EXPECT_EQ(remedy().at("state"), "granted");
  EXPECT_EQ(count("SELECT COUNT(*) FROM remedies"), 1);
  auto const offered =
      made("/remedy-offers", R"({"kind": "apology", "names": {"en": "We are sorry"},
                                                 "amount": "0", "currency": "TRY"})");
  EXPECT_EQ(key(on_remedy("instead", R"(, "instead": {"offer_id": ")" + offered + "\"}")),
            "recovery.apology_instead");
}

}  // namespace
}  // namespace vefa::recovery
