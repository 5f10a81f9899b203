#include <gmock/gmock.h>

#include "modules/sale_promises/test_house.hpp"

namespace vefa::sale_promises {
namespace {

using ::testing::HasSubstr;
using vefa::testing::ad_hoc;

class SalePromises : public Shop {};
VEFA_ON_BOTH_DATABASES(SalePromises);

TEST_P(SalePromises, what_the_shop_tells_twice_is_promised_once) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits, R"(, "reference": "order-77/1")");
  EXPECT_EQ(told.at("last_on"), "2029-01-10");
  EXPECT_EQ(text(told.at("words")), "Free maintenance: 2 of 2 left, until 10 January 2029.");
  auto const again = promised(bought, kTwoVisits, R"(, "reference": "order-77/1")");
  EXPECT_EQ(again.at("id"), told.at("id"));
  auto const other = client->post(path("/sales/" + bought.sale + "/promises"),
                                  R"({"reference": "order-77/1", "terms": {"form": "quantity",
      "names": {"en": "Free pick-up"}, "quantity": 1, "months": 12}})");
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(key(other), "sale_promises.reference_taken");
  EXPECT_EQ(count("SELECT COUNT(*) FROM sale_promises"), 1);
}

TEST_P(SalePromises, a_template_goes_with_each_sale_and_a_later_version_changes_nothing) {
  auto const id =
      made("/sale-promise-templates", std::string(R"({"names": {"en": "Care"}, "automatic": true,
      "applies": {"groups": ["refrigerator"], "sold_from": "2026-01-01"}, "promises": [)") +
                                          kTwoVisits + "]}");
  auto const mine = sold("S1", "2026-01-10");
  auto const too_early = sold("S2", "2025-12-31");
  EXPECT_EQ(left(mine), 2);
  EXPECT_TRUE(client->get(path("/units/" + too_early.unit + "/sale-promises"))
                  .json()
                  .at("items")
                  .as_array()
                  .empty());
  auto const changed = client->put(path("/sale-promise-templates/" + id), R"({"version": 1,
      "names": {"en": "Care"}, "automatic": true, "promises": [{"form": "quantity",
      "names": {"en": "One"}, "quantity": 1, "months": 12}]})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  run_jobs();
  EXPECT_EQ(left(mine), 2);
  EXPECT_EQ(first(mine).at("template_version"), 1);
  EXPECT_EQ(left(sold("S3", "2026-02-01")), 1);
  // Given by name a second time, it is the same promise.
  auto const by_name =
      client->post(path("/sales/" + mine.sale + "/promises"), R"({"template_id": ")" + id + "\"}");
  EXPECT_EQ(by_name.json().at("items").at(0).at("id"), first(mine).at("id"));
  auto const versions = client->get(path("/sale-promise-templates/" + id + "/versions")).json();
  EXPECT_EQ(versions.at("items").as_array().size(), 2U);
  EXPECT_EQ(client
                ->put(path("/sale-promise-templates/" + id), R"({"version": 1, "names":
      {"en": "x"}, "promises": [{"form": "quantity", "names": {"en": "x"}, "quantity": 1,
      "months": 1}]})")
                .status,
            409);
  EXPECT_EQ(
      client->post(path("/sale-promise-templates/" + id + "/retire"), R"({"version": 2})").status,
      200);
  auto const retired = client->post(path("/sales/" + too_early.sale + "/promises"),
                                    R"({"template_id": ")" + id + "\"}");
  EXPECT_EQ(key(retired), "sale_promises.template_retired");
  EXPECT_EQ(client->get(path("/sale-promise-templates")).json().at("items").as_array().size(), 1U);
}

TEST_P(SalePromises, a_case_of_the_kind_it_was_promised_for_reserves_it_and_her_word_consumes_it) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  auto const question = open_case(bought, "question");
  EXPECT_EQ(left(bought), 2);
  auto const visit = open_case(bought);
  EXPECT_EQ(first(bought).at("reserved"), 1);
  auto const on_case = client->get(path("/cases/" + visit + "/sale-promises")).json();
  EXPECT_EQ(on_case.at("items").at(0).at("hold"), "reserved");
  EXPECT_EQ(on_case.at("items").at(0).at("is_meant"), true);
  auto const solved = write([&](db::Tx& tx) {
    return cases::take_verdict(system(), tx, *CaseId::parse(visit), {.solved = true});
  });
  ASSERT_TRUE(solved.ok());
  run_jobs();
  EXPECT_EQ(first(bought).at("consumed"), 1);
  EXPECT_EQ(first(bought).at("reserved"), 0);
  EXPECT_EQ(left(bought), 1);
  auto const ledger =
      client->get(path("/sale-promises/" + text(told.at("id")) + "/uses")).json().at("items");
  ASSERT_EQ(ledger.as_array().size(), 3U);
  EXPECT_EQ(ledger.at(2).at("kind"), "consumed");
  EXPECT_EQ(ledger.at(2).at("reason"), "the case is solved");
  EXPECT_EQ(ledger.at(2).at("case_id"), Json(visit));
}

TEST_P(SalePromises, what_was_cancelled_is_released_and_what_a_person_released_stays_so) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  ASSERT_EQ(act(told, "release", visit).status, 200);
  EXPECT_EQ(left(bought), 2);
  EXPECT_EQ(key(act(told, "release", visit)), "sale_promises.not_reserved");
  EXPECT_EQ(key(act(told, "consume", visit)), "sale_promises.not_reserved");
  EXPECT_EQ(key(act(told, "restore", visit)), "sale_promises.not_consumed");
  ASSERT_EQ(client->put(path("/cases/" + visit + "/unit"), R"({"unit_id": ")" + bought.unit + "\"}")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(left(bought), 2);
  // By hand, and given back when it was an error.
  ASSERT_EQ(act(told, "reserve", visit).status, 200);
  ASSERT_EQ(act(told, "reserve", visit).status, 200) << "once more changes nothing";
  EXPECT_EQ(left(bought), 1);
  ASSERT_EQ(act(told, "consume", visit).status, 200);
  ASSERT_EQ(act(told, "restore", visit).status, 200);
  EXPECT_EQ(left(bought), 2);
  // A case that is closed as nothing releases.
  auto const nothing = open_case(bought);
  EXPECT_EQ(left(bought), 1);
  auto const version = client->get(path("/cases/" + nothing)).json().at("summary").at("version");
  auto const closed = client->post(
      path("/cases/" + nothing + "/close"),
      R"({"version": )" + boost::json::serialize(version) + R"(, "reason": "wrong number"})");
  ASSERT_EQ(closed.status, 200) << closed.body;
  run_jobs();
  EXPECT_EQ(left(bought), 2);
}

TEST_P(SalePromises, never_more_is_held_than_was_promised) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  open_case(bought);
  open_case(bought);
  EXPECT_EQ(left(bought), 0);
  auto const third = open_case(bought);
  auto const refusal = act(told, "reserve", third);
  EXPECT_EQ(refusal.status, 422);
  EXPECT_EQ(key(refusal), "sale_promises.not_open");
  EXPECT_THAT(refusal.body, HasSubstr("Free maintenance: all 2 used."));
  // Nor by any other path: the chain of rows is held by the schema.
  auto const id = SalePromiseId::parse(text(told.at("id")))->value;
  auto const by_hand = [&](std::string const& values) {
    std::string const sql =
        "INSERT INTO sale_promise_uses (sale_promise_id, n, quantity, kind, previous_n, "
        "held_before,"
        " held_after, of_n, of_kind, case_id, reason, at, actor) VALUES (" +
        std::to_string(id) + ", " + values + ")";
    database_->write_now([&](db::Tx& tx) {
      tx.change(ad_hoc(sql.c_str()));
      return db::Outcome::Commit;
    });
  };
  auto const case_text = std::to_string(CaseId::parse(third)->value);
  EXPECT_THROW(by_hand("3, 2, 'reserved', 2, 2, 3, NULL, NULL, " + case_text + ", '', 1, 'x'"),
               db::ConstraintError)
      << "more than was promised";
  EXPECT_THROW(by_hand("3, 9, 'reserved', 2, 2, 3, NULL, NULL, " + case_text + ", '', 1, 'x'"),
               db::ConstraintError)
      << "as if more had been promised";
  EXPECT_THROW(by_hand("3, 2, 'reserved', 2, 0, 1, NULL, NULL, " + case_text + ", '', 1, 'x'"),
               db::ConstraintError)
      << "as if less were held";
  EXPECT_THROW(by_hand("4, 2, 'reserved', 3, 1, 2, NULL, NULL, " + case_text + ", '', 1, 'x'"),
               db::ConstraintError)
      << "behind a row that is not there";
  EXPECT_THROW(by_hand("3, 2, 'released', 2, 2, 1, 1, 'reserved', " + case_text + ", '', 1, 'x'"),
               db::ConstraintError)
      << "another case's";
  EXPECT_THROW(database_->write_now([&](db::Tx& tx) {
    tx.change(ad_hoc("DELETE FROM sale_promise_uses WHERE n = 1"));
    return db::Outcome::Commit;
  }),
               db::ConstraintError)
      << "out of the middle";
}

TEST_P(SalePromises, what_it_is_for_is_asked_by_name) {
  auto const bought = sold("S1", "2026-01-10");
  auto const other = sold("S2", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  EXPECT_EQ(key(act(told, "reserve", open_case(other))), "sale_promises.other_unit");
  EXPECT_EQ(key(act(told, "reserve", open_case(bought, "complaint"))), "sale_promises.other_kind");
  EXPECT_EQ(act(told, "reserve", "cas_0000000000042").status, 422);
  EXPECT_EQ(client->get(path("/cases/cas_0000000000042/sale-promises")).status, 404);
  EXPECT_EQ(client->get(path("/units/unt_0000000000042/sale-promises")).status, 404);
  EXPECT_EQ(client->get(path("/sale-promises/spr_0000000000042/uses")).status, 404);
  // Another kind of case lets go of what it held.
  auto const visit = open_case(bought);
  EXPECT_EQ(left(bought), 1);
  auto const version = client->get(path("/cases/" + visit)).json().at("summary").at("version");
  auto const changed =
      client->patch(path("/cases/" + visit), R"({"version": )" + boost::json::serialize(version) +
                                                 R"(, "kind": "complaint"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  run_jobs();
  EXPECT_EQ(left(bought), 2);
}

TEST_P(SalePromises, each_wrong_value_is_named) {
  auto const bought = sold("S1", "2026-01-10");
  auto const refused = [&](std::string const& terms) {
    auto const answer = client->post(path("/sales/" + bought.sale + "/promises"),
                                     R"({"terms": {"names": {"en": "x"}, )" + terms + "}}");
    EXPECT_EQ(answer.status, 422) << answer.body;
    return key(answer) + " " + text(answer.json().at("errors").at(0).at("field"));
  };
  std::string const q = R"("form": "quantity", )";
  std::string const d = R"("form": "dated", )";
  EXPECT_EQ(refused(q + R"("quantity": 0, "months": 1)"),
            "sale_promises.bad_quantity terms.quantity");
  EXPECT_EQ(refused(q + R"("quantity": -2, "months": 1)"),
            "sale_promises.bad_quantity terms.quantity");
  EXPECT_EQ(refused(q + R"("quantity": 1)"), "sale_promises.endless terms.months");
  EXPECT_EQ(refused(q + R"("quantity": 1, "months": 0)"), "sale_promises.bad_months terms.months");
  EXPECT_EQ(refused(q + R"("quantity": 1, "months": 1, "begins": "given")"),
            "sale_promises.needs_from terms.from_on");
  EXPECT_EQ(refused(q + R"("quantity": 1, "from_on": "2026-02-01", "last_on": "2026-01-01")"),
            "sale_promises.bad_last terms.last_on");
  EXPECT_EQ(refused(q + R"("quantity": 1, "months": 1, "components": ["labour"],
      "part_groups": ["x"])"),
            "sale_promises.groups_without_parts terms.part_groups");
  EXPECT_EQ(refused(d + R"("kind": "answer_by", "due_at": "2026-12-01T09:00:00Z")"),
            "sale_promises.bad_kind terms.kind");
  EXPECT_EQ(refused(d + R"("kind": "deliver_by")"), "sale_promises.needs_due terms.due_at");
  EXPECT_EQ(refused(d + R"("kind": "deliver_by", "due_at": "2026-11-01T09:00:00Z")"),
            "promises.due_in_past terms.due_at");
  EXPECT_EQ(refused(d + R"("kind": "deliver_by", "quantity": 1,
      "due_at": "2026-12-01T09:00:00Z")"),
            "sale_promises.not_of_this_form terms.quantity");
  auto const no_words = client->post(path("/sales/" + bought.sale + "/promises"), R"({})");
  EXPECT_EQ(key(no_words), "sale_promises.needs_terms");
  auto const of_template = [&](std::string const& promise) {
    auto const answer = client->post(path("/sale-promise-templates"),
                                     R"({"names": {"en": "x"}, "promises": [)" + promise + "]}");
    EXPECT_EQ(answer.status, 422) << answer.body;
    return key(answer) + " " + text(answer.json().at("errors").at(0).at("field"));
  };
  EXPECT_EQ(of_template(""), "sale_promises.no_promises promises");
  EXPECT_EQ(of_template(R"({"form": "dated", "names": {"en": "x"}, "kind": "deliver_by",
      "within_days": -1})"),
            "sale_promises.bad_days promises[0].within_days");
  EXPECT_EQ(of_template(R"({"form": "dated", "names": {"en": "x"}, "kind": "deliver_by",
      "within_days": 1, "before": "noon"})"),
            "sale_promises.bad_hour promises[0].before");
  EXPECT_EQ(count("SELECT COUNT(*) FROM sale_promises"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM sale_promise_templates"), 0);
}

TEST_P(SalePromises, what_a_template_would_promise_is_said_before_it_is_kept) {
  auto const said = [&](std::string const& language, std::string const& promises) {
    return client->post(path("/sale-promise-templates/preview"),
                        R"({"names": {"en": "x"}, "sold_on": "2026-11-30", "language": ")" +
                            language + R"(", "promises": [)" + promises + "]}");
  };
  std::string const delivered = R"({"form": "dated", "names": {"en": "Delivered",
      "hu": "Kiszállítva"}, "kind": "deliver_by", "within_days": 3)";
  auto const items = said("en", std::string(kTwoVisits) + ", " + delivered + "}, " + delivered +
                                    R"(, "before": "12:00"})")
                         .json()
                         .at("items");
  EXPECT_EQ(text(items.at(0).at("words")),
            "Free maintenance: 2, from 30 November 2026 until 30 November 2029.");
  EXPECT_EQ(text(items.at(0).at("last_on")), "2029-11-30");
  EXPECT_EQ(text(items.at(1).at("words")), "Delivered: by 3 December 2026.");
  EXPECT_EQ(text(items.at(2).at("words")), "Delivered: by Thursday, 3 December 2026 at 12:00.");
  EXPECT_EQ(text(items.at(2).at("due_at")), "2026-12-03T09:00:00.000Z");
  auto const hungarian = said("hu", delivered + "}").json().at("items");
  EXPECT_EQ(text(hungarian.at(0).at("words")), "Kiszállítva (eddig: 2026. december 3.).");
  auto const refused = said("en", R"({"form": "quantity", "names": {"en": "x"}, "quantity": 1})");
  EXPECT_EQ(key(refused), "sale_promises.endless");
  EXPECT_EQ(text(refused.json().at("errors").at(0).at("field")), "promises[0].months");
  EXPECT_EQ(count("SELECT COUNT(*) FROM sale_promise_templates"), 0);
}

TEST_P(SalePromises, delivered_by_friday_noon_opens_a_case_that_owes_it) {
  auto const bought = sold("S1", "2026-11-20");
  auto const told = promised(bought, R"({"form": "dated", "names":
      {"en": "Delivered and set up on Friday before noon"}, "kind": "deliver_by",
      "case_kind": "installation", "due_at": "2026-11-27T09:00:00Z"})");
  auto const on_case = client->get(path("/cases/" + text(told.at("case_id"))));
  ASSERT_EQ(on_case.status, 200) << on_case.body;
  EXPECT_THAT(on_case.body, HasSubstr("Delivered and set up on Friday before noon"));
  auto const of_case = database_->read_result([&](db::Tx& tx) -> Result<promises::Promise> {
    return promises::pending_of(tx, *CaseId::parse(text(told.at("case_id")))).at(0);
  });
  EXPECT_EQ(of_case->kind, promises::PromiseKind::DeliverBy);
  EXPECT_EQ(of_case->source, promises::Source::Contract);
  EXPECT_EQ(to_text(of_case->due_at), "2026-11-27T09:00:00.000Z");
  EXPECT_EQ(client->get(path("/cases/" + text(told.at("case_id")) + "/unit")).json().at("unit_id"),
            Json(bought.unit));
  auto const ended =
      client->post(path("/sale-promises/" + text(told.at("id")) + "/end"), R"({"reason": "x"})");
  EXPECT_EQ(key(ended), "sale_promises.dated_ends_with_its_case");
  // A template counts the day from the sale, in the company's own time.
  made("/sale-promise-templates", R"({"names": {"en": "Delivery"}, "automatic": true, "promises":
      [{"form": "dated", "names": {"en": "Delivered in three days"}, "kind": "deliver_by",
        "within_days": 3, "before": "12:00"}]})");
  auto const next = sold("S2", "2026-11-21");
  EXPECT_EQ(first(next).at("due_at"), "2026-11-24T09:00:00.000Z");
  // What was sold long ago was delivered or not: nothing is owed anew.
  auto const old = sold("S3", "2026-01-10");
  EXPECT_TRUE(client->get(path("/units/" + old.unit + "/sale-promises"))
                  .json()
                  .at("items")
                  .as_array()
                  .empty());
}

TEST_P(SalePromises, what_is_held_goes_along_when_cases_are_joined) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  auto const one = open_case(bought);
  auto const two = open_case(bought);
  EXPECT_EQ(left(bought), 0);
  ASSERT_EQ(act(told, "consume", one).status, 200);
  auto const version = client->get(path("/cases/" + one)).json().at("summary").at("version");
  ASSERT_EQ(client
                ->post(path("/cases/" + one + "/merge"), R"({"version": )" +
                                                             boost::json::serialize(version) +
                                                             R"(, "into": ")" + two + "\"}")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(left(bought), 1) << "one visit for one concern";
  auto const on_case = client->get(path("/cases/" + two + "/sale-promises")).json();
  EXPECT_EQ(on_case.at("items").at(0).at("hold"), "reserved");
}

TEST_P(SalePromises, it_stays_with_the_buyer_or_goes_with_the_unit_as_it_was_said) {
  auto const bought = sold("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  promised(bought, R"({"form": "quantity", "names": {"en": "Free pick-up"}, "quantity": 1,
      "months": 36, "transferable": false})");
  auto const next = person("Mehmet Demir", "mehmet@x.tr");
  ASSERT_EQ(
      client
          ->post(path("/units/" + bought.unit + "/transfer"), R"({"customer_id": ")" + next + "\"}")
          .status,
      201);
  auto const all = client->get(path("/units/" + bought.unit + "/sale-promises")).json().at("items");
  EXPECT_EQ(all.at(0).at("standing"), "open");
  EXPECT_EQ(all.at(1).at("standing"), "not_transferred");
}

TEST_P(SalePromises, a_voided_sale_and_a_purchase_recorded_twice_promise_nothing_more) {
  made("/sale-promise-templates", std::string(R"({"names": {"en": "Care"}, "automatic": true,
      "promises": [)") + kTwoVisits + "]}");
  auto const bought = sold("S1", "2026-01-10");
  auto const twin = unit("S1-twin");
  made("/units/" + twin + "/sales",
       R"({"sold_on": "2026-01-10", "customer_id": ")" + bought.customer + "\"}");
  run_jobs();
  auto const version =
      client->get(path("/units/" + bought.unit)).json().at("summary").at("version");
  ASSERT_EQ(client
                ->post(path("/units/" + bought.unit + "/merge"),
                       R"({"version": )" + boost::json::serialize(version) + R"(, "lost": ")" +
                           twin + R"(", "reason": "twice"})")
                .status,
            200);
  run_jobs();
  auto const all = client->get(path("/units/" + bought.unit + "/sale-promises")).json().at("items");
  ASSERT_EQ(all.as_array().size(), 2U);
  EXPECT_EQ(all.at(0).at("standing"), "open");
  EXPECT_EQ(all.at(1).at("standing"), "ended");
  auto const visit = open_case(bought);
  ASSERT_EQ(
      client
          ->post(path("/sales/" + bought.sale + "/void"), R"({"version": 1, "reason": "returned"})")
          .status,
      200);
  run_jobs();
  EXPECT_EQ(first(bought).at("standing"), "ended");
  EXPECT_EQ(first(bought).at("reserved"), 0);
  auto const void_sale = client->post(path("/sales/" + bought.sale + "/promises"),
                                      std::string(R"({"terms": )") + kTwoVisits + "}");
  EXPECT_EQ(key(void_sale), "sale_promises.sale_is_void");
}

TEST_P(SalePromises, merged_customers_keep_them_and_erasure_leaves_figures_alone) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits, R"(, "reference": "for Ayşe")");
  auto const visit = open_case(bought);
  ASSERT_EQ(act(told, "release", visit).status, 200);
  auto const kept = person("Ayşe Y.", "ayse2@x.tr");
  auto const merged = write([&](db::Tx& tx) -> Result<std::string> {
    auto const row = customers::find(tx, *CustomerId::parse(kept)).value();
    TRY(customers::merge(system(), tx, row.id, row.version, *CustomerId::parse(bought.customer),
                         "same"));
    return std::string();
  });
  ASSERT_TRUE(merged.ok());
  run_jobs();
  auto const known = database_->read_result([&](db::Tx& tx) -> Result<JsonObject> {
    return export_part(system(), tx, *CustomerId::parse(kept)).content;
  });
  ASSERT_TRUE(known.ok());
  EXPECT_EQ(known->at("promised").as_array().size(), 1U);
  EXPECT_THAT(boost::json::serialize(*known), HasSubstr("for Ayşe"));
  auto const erased = write([&](db::Tx& tx) {
    auto const row = customers::find(tx, *CustomerId::parse(kept)).value();
    return customers::erase(system(), tx, row.id, row.version);
  });
  ASSERT_TRUE(erased.ok());
  run_jobs();
  EXPECT_EQ(first(bought).at("reference"), "");
  EXPECT_EQ(count("SELECT COUNT(*) FROM sale_promise_uses WHERE reason <> ''"), 0);
  EXPECT_EQ(left(bought), 2);
}

TEST_P(SalePromises, what_staff_end_is_still_owed_to_what_is_told_within_thirty_days) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  auto const free_on = [&](std::string const& case_id) {
    return database_
        ->read_result([&](db::Tx& tx) -> Result<bool> {
          auto const row = *cases::find(tx, *CaseId::parse(case_id));
          return free_by(system(), tx, row, *UnitId::parse(bought.unit), Component::Labour, {})
              .has_value();
        })
        .value();
  };
  auto const where = path("/sale-promises/" + text(told.at("id")) + "/end");
  EXPECT_EQ(key(client->post(where, R"({"reason": "x", "her_word":
                {"words": "x", "interaction_id": "int_0000000000042"}})")),
            "sale_promises.needs_her_word");
  ASSERT_EQ(client->post(where, R"({"reason": "price was refunded"})").status, 200);
  EXPECT_EQ(count("SELECT COUNT(*) FROM interactions WHERE direction = 'outbound' AND text LIKE "
                  "'%price was refunded%'"),
            1)
      << "she is told on the case that held it";
  EXPECT_TRUE(free_on(visit)) << "she told of it before";
  clock.advance(std::chrono::hours(24 * 30));
  EXPECT_TRUE(free_on(open_case(bought))) << "on the last day";
  clock.advance(std::chrono::hours(24));
  EXPECT_FALSE(free_on(open_case(bought)));
  EXPECT_TRUE(free_on(visit));
}

TEST_P(SalePromises, what_no_case_holds_ends_with_a_letter_too) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  ASSERT_EQ(client
                ->post(path("/sale-promises/" + text(told.at("id")) + "/end"),
                       R"({"reason": "the price was given back"})")
                .status,
            200);
  EXPECT_EQ(letters("the price was given back"), 1);
  EXPECT_EQ(letters("/c/"), 1) << "with where she answers";
  auto const cases = client->get(path("/units/" + bought.unit + "/cases")).json().at("items");
  ASSERT_EQ(cases.as_array().size(), 1U) << "on a case of its own";
  EXPECT_EQ(cases.at(0).at("state"), "solved") << "which waits for her word";
  // What was used up, or is over, takes nothing from her.
  auto const again = sold("S2", "2026-01-10");
  auto const old = promised(again, R"({"form": "quantity", "names": {"en": "x"}, "quantity": 1,
      "months": 1})");
  ASSERT_EQ(client
                ->post(path("/sale-promises/" + text(old.at("id")) + "/end"),
                       R"({"reason": "it is over"})")
                .status,
            200);
  EXPECT_EQ(letters("it is over"), 0);
}

TEST_P(SalePromises, who_cannot_be_written_to_is_told_by_a_person) {
  auto const id = unit("S1");
  auto const customer =
      made("/customers", R"({"kind": "person", "display_name": "Ayşe", "contacts": []})");
  auto const answer =
      client->post(path("/units/" + id + "/sales"),
                   R"({"sold_on": "2026-01-10", "customer_id": ")" + customer + "\"}");
  ASSERT_EQ(answer.status, 201) << answer.body;
  auto const sale = text(answer.json().at("id"));
  run_jobs();
  auto const told = promised({id, sale, customer}, kTwoVisits);
  ASSERT_EQ(client
                ->post(path("/sale-promises/" + text(told.at("id")) + "/end"),
                       R"({"reason": "the price was given back"})")
                .status,
            200);
  EXPECT_EQ(letters("the price was given back"), 0);
  EXPECT_EQ(
      count("SELECT COUNT(*) FROM promises WHERE kind = 'notify_by' AND state = 'pending' AND "
            "what LIKE '%the price was given back%'"),
      1);
}

TEST_P(SalePromises, a_voided_sale_is_told_in_her_language_and_in_the_programs_own_words) {
  auto const bought = sold("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  ASSERT_EQ(
      client->patch(path("/customers/" + bought.customer), R"({"version": 1, "language": "tr"})")
          .status,
      200);
  ASSERT_EQ(client
                ->post(path("/sales/" + bought.sale + "/void"),
                       R"({"version": 1, "reason": "wrong customer"})")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(letters("kayıtlarımızdan silindi, bu nedenle şu sona eriyor: Ücretsiz bakım"), 1);
  EXPECT_EQ(letters("the sale was voided"), 0);
}

TEST_P(SalePromises, she_is_reminded_once_of_what_she_may_still_use) {
  auto const month = R"({"form": "quantity", "names": {"en": "Free maintenance"}, "quantity": 1,
      "months": 1, "begins": "delivery", "case_kinds": ["maintenance"], "components": ["labour"]})";
  auto const bought = sold("S1", "2026-11-20"), user = sold("S2", "2026-11-20");
  promised(bought, month);
  promised(user, month);
  auto const visit = open_case(user);
  ASSERT_EQ(act(first(user), "consume", visit).status, 200);
  run_jobs();
  EXPECT_EQ(letters("Free maintenance: 1 of 1 left"), 0) << "not yet";
  clock.advance(std::chrono::hours(24 * 19));
  run_jobs();
  EXPECT_EQ(letters("Free maintenance: 1 of 1 left, until 20 December 2026"), 1)
      << "who has used it gets none";
  clock.advance(std::chrono::hours(24));
  run_jobs();
  EXPECT_EQ(letters("Free maintenance: 1 of 1 left"), 1);
  // It was delivered later than we knew: it ends later, and she has been told.
  ASSERT_EQ(
      client
          ->patch(path("/sales/" + bought.sale), R"({"version": 1, "delivered_on": "2026-12-05"})")
          .status,
      200);
  clock.advance(std::chrono::hours(24 * 15));
  run_jobs();
  EXPECT_EQ(letters("Free maintenance: 1 of 1 left"), 1);
}

TEST_P(SalePromises, what_was_promised_before_there_were_reminders_is_reminded_of_too) {
  auto const bought = sold("S1", "2026-11-20");
  promised(bought, R"({"form": "quantity", "names": {"en": "x"}, "quantity": 1, "months": 1})");
  write([&](db::Tx& tx) -> Result<void> {
    tx.run(vefa::testing::ad_hoc("DELETE FROM jobs WHERE kind = 'sale_promises.remind'"));
    jobs::add(system(), tx, "sale_promises.schedule", "all", clock.now(), {{"after", 0}});
    return {};
  }).value();
  run_jobs();
  clock.advance(std::chrono::hours(24 * 20));
  run_jobs();
  EXPECT_EQ(letters("x: 1 of 1 left"), 1);
}

TEST_P(SalePromises, what_the_customer_gives_up_by_her_own_word_ends_at_once) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  auto const said = database_->read_result([&](db::Tx& tx) -> Result<std::string> {
    return interactions::of_case(tx, *CaseId::parse(visit), {}, 10).at(0).id.text();
  });
  ASSERT_EQ(client
                ->post(path("/sale-promises/" + text(told.at("id")) + "/end"),
                       R"({"reason": "she moves abroad", "her_word": {"words": "I move abroad.",
                     "interaction_id": ")" +
                           said.value() + "\"}}")
                .status,
            200);
  EXPECT_EQ(count("SELECT COUNT(*) FROM interactions WHERE direction = 'outbound' AND text LIKE "
                  "'%I move abroad.%'"),
            1)
      << "she reads what was taken down";
  auto const after = client->get(path("/cases/" + visit + "/sale-promises")).json().at("items");
  for (auto const& one : after.as_array()) EXPECT_EQ(one.at("promise").at("standing"), "ended");
}

TEST_P(SalePromises, who_ends_one_says_why_and_what_is_reserved_is_released) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  open_case(bought);
  auto const where = path("/sale-promises/" + text(told.at("id")) + "/end");
  ASSERT_EQ(client->post(where, R"({"reason": "price was refunded"})").status, 200);
  EXPECT_EQ(first(bought).at("standing"), "ended");
  EXPECT_EQ(first(bought).at("reserved"), 0);
  EXPECT_EQ(text(first(bought).at("words")), "Free maintenance: withdrawn.");
  EXPECT_EQ(key(client->post(where, R"({"reason": "again"})")), "sale_promises.ended_before");
}

}  // namespace
}  // namespace vefa::sale_promises
