// A free service that is given enters the ledger of what was promised.
#include <gtest/gtest.h>

#include "modules/recovery/remedies.hpp"
#include "modules/sale_promises/test_house.hpp"

namespace vefa::recovery {
namespace {

class FreeServices : public sale_promises::Shop {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Shop::add_more_routes(routes);
    recovery::add_routes(routes);
  }
  /// She who gives is a service manager, with a manager's limit.
  void SetUp() override {
    Shop::SetUp();
    database_->write_now([&](db::Tx& tx) {
      tx.change(vefa::testing::ad_hoc(
          "INSERT INTO staff (id, version, name, folded_name, sort_key, email, folded_email, "
          "language, "
          "state, calendar_id, max_open, created_at) VALUES (1, 1, 'Deniz', 'deniz', '', 'd@x.tr', "
          "'d@x.tr', 'en', 'active', NULL, 0, 0)"));
      tx.change(vefa::testing::ad_hoc("INSERT INTO staff_roles (staff_id, role_id) VALUES (1, 2)"));
      return db::Outcome::Commit;
    });
  }
  std::string add_offer(char const* service) {
    return made("/remedy-offers",
                std::string(R"({"kind": "free_service", "names": {"en": "Free maintenance"},
                                "amount": "900.00", "currency": "TRY")") +
                    service + "}");
  }
  vefa::testing::HttpAnswer give(std::string const& case_id, std::string const& what) {
    return client->post(path("/cases/" + case_id + "/goodwill"),
                        "{" + what + R"(, "reason": "She waited long."})");
  }
};
VEFA_ON_BOTH_DATABASES(FreeServices);

TEST_P(FreeServices, are_held_for_her_unit_for_what_the_catalogue_says) {
  auto const offer = add_offer(
      R"(, "service": {"case_kinds": ["maintenance"], "components": ["labour"], "months": 6})");
  auto const fridge = sold("S1", "2026-01-10");
  auto const repair = open_case(fridge, "repair");
  auto const given = give(repair, R"("offer_id": ")" + offer + "\"");
  ASSERT_EQ(given.status, 201) << given.body;
  auto const promise = first(fridge);
  EXPECT_EQ(promise.at("id"), given.json().at("sale_promise_id"));
  EXPECT_EQ(text(promise.at("origin")), "remedy");
  EXPECT_EQ(text(promise.at("name")), "Free maintenance");
  EXPECT_EQ(promise.at("terms").at("months"), Json(6));
  EXPECT_EQ(left(fridge), 1);
  EXPECT_EQ(act(promise, "reserve", repair).status, 422) << "it is for maintenances";
  open_case(fridge, "maintenance");
  EXPECT_EQ(left(fridge), 0) << "the next one holds it by itself";
}

TEST_P(FreeServices, are_not_given_where_they_cannot_be_held) {
  auto const offer = add_offer(R"(, "service": {})");
  auto const customer = person("Ayşe Yılmaz", "ayse@x.tr");
  auto const question = made(
      "/cases", R"({"customer_id": ")" + customer +
                    R"(", "channel": "phone", "kind": "question", "subject": "?", "text": "?"})");
  auto const refused = give(question, R"("offer_id": ")" + offer + "\"");
  EXPECT_EQ(key(refused), "recovery.service_needs_sale") << refused.body;
  EXPECT_EQ(count("SELECT COUNT(*) FROM remedies"), 0);
}

TEST_P(FreeServices, that_no_unit_holds_are_owed_to_her_until_somebody_has_done_them) {
  auto const customer = person("Ayşe Yılmaz", "ayse@x.tr");
  auto const question = made(
      "/cases", R"({"customer_id": ")" + customer +
                    R"(", "channel": "phone", "kind": "question", "subject": "?", "text": "?"})");
  auto const free = R"("kind": "free_service", "amount": "1", "currency": "TRY")";
  auto const owed = [&](std::size_t n) {
    return client->get(path("/cases/" + question + "/recoveries")).json().at("remedies").at(n);
  };
  auto const given = give(question, free);
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_TRUE(given.json().at("sale_promise_id").is_null());
  EXPECT_EQ(owed(0).at("is_owed"), true);
  EXPECT_EQ(count("SELECT COUNT(*) FROM promises p JOIN remedy_debts d ON d.promise_id = p.id "
                  "WHERE p.state = 'pending'"),
            1);
  auto const done = client->post(path("/remedies/" + text(given.json().at("id")) + "/given"),
                                 R"({"note": "Cleaned at her home."})");
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(owed(0).at("is_owed"), false);
  // So is one that comes in the place of money.
  auto const coupon = give(question, R"("kind": "coupon", "amount": "60.00", "currency": "TRY")");
  ASSERT_EQ(coupon.status, 201) << coupon.body;
  auto const said = client->post(path("/cases/" + question + "/messages"),
                                 R"({"channel": "phone", "text": "A visit, rather."})");
  auto const instead = client->post(
      path("/remedies/" + text(coupon.json().at("id")) + "/instead"),
      R"({"version": )" + boost::json::serialize(coupon.json().at("version")) +
          R"(, "reason": "She rang.", "her_word": {"words": "A visit, rather.",
                       "interaction_id": ")" +
          text(said.json().at("interaction_id")) + R"("}, "instead": {)" + free + "}}");
  ASSERT_EQ(instead.status, 200) << instead.body;
  EXPECT_EQ(owed(2).at("is_owed"), true);
}

TEST_P(FreeServices, that_she_does_not_want_are_held_no_more_unless_something_was_done) {
  auto const fridge = sold("S1", "2026-01-10");
  auto const repair = open_case(fridge, "repair");
  auto const given = give(repair, R"("kind": "free_service", "amount": "1", "currency": "TRY")");
  ASSERT_EQ(given.status, 201) << given.body;
  auto const said = client->post(path("/cases/" + repair + "/messages"),
                                 R"({"channel": "phone", "text": "I do not need it."})");
  auto const ending = [&] {
    auto const version = client->get(path("/cases/" + repair + "/recoveries"))
                             .json()
                             .at("remedies")
                             .at(0)
                             .at("version");
    return client->post(path("/remedies/" + text(given.json().at("id")) + "/letting-go"),
                        R"({"version": )" + boost::json::serialize(version) +
                            R"(, "reason": "She rang.", "her_word": {"words": "I do not need it.",
               "interaction_id": ")" +
                            text(said.json().at("interaction_id")) + "\"}}");
  };
  auto const visit = open_case(fridge, "maintenance");
  ASSERT_EQ(act(first(fridge), "reserve", visit).status, 200);
  ASSERT_EQ(act(first(fridge), "consume", visit).status, 200);
  EXPECT_EQ(key(ending()), "recovery.service_used");
  ASSERT_EQ(act(first(fridge), "restore", visit).status, 200);
  auto const ended = ending();
  ASSERT_EQ(ended.status, 200) << ended.body;
  EXPECT_EQ(text(first(fridge).at("standing")), "ended");
}

TEST_P(FreeServices, of_one_remedy_are_promised_once) {
  auto const fridge = sold("S1", "2026-01-10");
  auto const repair = open_case(fridge, "repair");
  auto const given = give(repair, R"("kind": "free_service", "amount": "1", "currency": "TRY")");
  ASSERT_EQ(given.status, 201) << given.body;
  auto const again = write([&](db::Tx& tx) -> Result<SalePromiseId> {
    auto const id = RemedyId::parse(text(given.json().at("id"))).value();
    Remedy remedy{.id = id, .kind = RemedyKind::FreeService};
    return promise_service(system(), tx, *cases::find(tx, CaseId::parse(repair).value()), remedy);
  });
  EXPECT_EQ(again->text(), text(given.json().at("sale_promise_id")));
  EXPECT_EQ(count("SELECT COUNT(*) FROM sale_promises"), 1);
}

}  // namespace
}  // namespace vefa::recovery
