#include "modules/coverage/coverage.hpp"

#include <gmock/gmock.h>

#include "modules/coverage/rules.hpp"
#include "modules/units/test_house.hpp"

namespace vefa::coverage {
namespace {

using ::testing::HasSubstr;

class CoverageOf : public units::Units {
 protected:
  void add_more_routes(http::Routes& routes) override { add_routes(routes); }
  void add_more_jobs(jobs::Registry& registry) override { add_jobs(registry); }

  std::string terms(std::string const& more) {
    return made("/coverage-templates", R"({"source": "manufacturer",
        "names": {"en": "Two years", "tr": "İki yıl"}, "lines": [
        {"component": "parts", "percent": 100, "payer": "manufacturer", "start": "delivery",
         "months": 24, "extended_by_repair": true},
        {"component": "labour", "percent": 100, "payer": "manufacturer", "start": "delivery",
         "months": 12, "transferable": false}])" +
                                           more + "}");
  }
  /// In a country whose law no pack tells, unless it is named.
  std::string sold(std::string const& serial, std::string const& day, std::string const& more = "",
                   std::string const& country = "US") {
    auto const id = unit(serial);
    auto const answer =
        client->post(path("/units/" + id + "/sales"),
                     R"({"sold_on": ")" + day + R"(", "country": ")" + country + "\"" + more + "}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    run_jobs();
    return id;
  }
  Json coverage(std::string const& id, std::string const& query = "") {
    auto const answer = client->get(path("/units/" + id + "/coverage" + query));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json();
  }
  /// What the customer pays of a component, in percent.
  static std::int64_t hers(Json const& picture, std::string const& component) {
    for (auto const& answer : picture.at("entitlement").at("answers").as_array())
      if (text(answer.at("component")) == component)
        return answer.at("customer_percent").as_int64();
    return -1;
  }
  static std::string words(Json const& json) {
    std::string all;
    for (auto const& sentence : json.at("words").as_array()) all += text(sentence) + "\n";
    return all;
  }
};
VEFA_ON_BOTH_DATABASES(CoverageOf);

TEST_P(CoverageOf, a_sale_brings_its_terms_and_a_later_version_changes_nothing_of_them) {
  auto const id = terms(R"(, "automatic": true, "applies": {"groups": ["refrigerator"],
      "countries": ["US"], "sold_from": "2025-01-01"})");
  auto const mine = sold("S1", "2026-01-10", R"(, "proof": "receipt")");
  auto const too_early = sold("S2", "2024-12-31");
  auto const picture = coverage(mine);
  ASSERT_EQ(picture.at("terms").as_array().size(), 1U);
  EXPECT_EQ(picture.at("terms").at(0).at("bars").at(0).at("last_on"), "2028-01-10");
  EXPECT_EQ(hers(picture, "parts"), 0);
  EXPECT_EQ(hers(picture, "travel"), 100);
  EXPECT_EQ(coverage(too_early).at("terms").as_array().size(), 0U);
  auto const changed =
      client->put(path("/coverage-templates/" + id), R"({"version": 1, "source": "manufacturer",
          "names": {"en": "One year"}, "automatic": true,
          "lines": [{"component": "parts", "percent": 100, "payer": "manufacturer",
                     "start": "sale", "months": 12}]})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("version"), 2);
  EXPECT_EQ(coverage(mine).at("terms").at(0).at("bars").at(0).at("last_on"), "2028-01-10");
  EXPECT_EQ(coverage(sold("S3", "2026-01-10")).at("terms").at(0).at("bars").at(0).at("last_on"),
            "2027-01-10");
  auto const versions =
      client->get(path("/coverage-templates/" + id + "/versions")).json().at("items");
  EXPECT_EQ(versions.as_array().size(), 2U);
  EXPECT_EQ(client
                ->put(path("/coverage-templates/" + id), R"({"version": 1,
      "source": "manufacturer", "names": {"en": "x"}, "lines": []})")
                .status,
            409);
  EXPECT_EQ(client->post(path("/coverage-templates/" + id + "/retire"), R"({"version": 2})").status,
            200);
  EXPECT_EQ(coverage(sold("S4", "2026-01-10")).at("terms").as_array().size(), 0U);
  EXPECT_EQ(client->get(path("/coverage-templates")).json().at("items").as_array().size(), 1U);
}

TEST_P(CoverageOf, a_decision_is_kept_with_its_inputs_and_never_altered) {
  terms(R"(, "automatic": true)");
  auto const id = sold("S1", "2026-01-10");
  auto const made_one = client->post(path("/units/" + id + "/coverage-decisions"),
                                     R"({"on": "2026-11-20", "cause": "defect"})");
  ASSERT_EQ(made_one.status, 201) << made_one.body;
  EXPECT_THAT(words(made_one.json()), HasSubstr("Parts: covered in full"));
  EXPECT_THAT(words(made_one.json()), HasSubstr("no proof of purchase yet"));
  // The world moves on: the sale was another, the coverage is ended.
  auto const given = client->get(path("/units/" + id + "/coverages")).json().at("items").at(0);
  ASSERT_EQ(client
                ->post(path("/coverages/" + text(given.at("id")) + "/end"),
                       R"({"cause": "returned", "reason": "money back"})")
                .status,
            200);
  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(hers(coverage(id), "parts"), 100);
  auto const again = client->get(path("/coverage-decisions/" + text(made_one.json().at("id"))));
  EXPECT_EQ(again.json(), made_one.json());
  EXPECT_EQ(client->get(path("/units/" + id + "/coverage-decisions"))
                .json()
                .at("items")
                .as_array()
                .size(),
            1U);
  // And can be counted again from what was stored.
  auto const stored = database_->read_result([&](db::Tx& tx) -> Result<Decision> {
    auto const decision_id = CoverageDecisionId::parse(text(made_one.json().at("id")));
    return *find_decision(tx, *decision_id);
  });
  ASSERT_TRUE(stored.ok());
  auto const& found = stored->found;
  EXPECT_EQ(entitle(found.facts, found.question, found.terms), found.entitlement);
}

TEST_P(CoverageOf, every_sentence_is_said_in_four_languages) {
  terms(R"(, "automatic": true)");
  auto const id = sold("S1", "2026-01-10");
  client->headers = {{"Accept-Language", "tr"}};
  auto const in = [&](Language language) {
    auto const found = database_->read_result([&](db::Tx& tx) {
      Context const ctx{.now = clock.now(), .ids = &ids_};
      return ask(ctx, tx, *UnitId::parse(id), {});
    });
    return join(said(found.value(), language), "\n");
  };
  EXPECT_THAT(in(Language::Tr), HasSubstr("Parçalar: tamamı karşılanır. Ödeyen: üretici. "
                                          "Üretici garantisi: İki yıl."));
  EXPECT_THAT(in(Language::Hu), HasSubstr("2028. január 10."));
  EXPECT_THAT(in(Language::He), HasSubstr("אחריות יצרן"));
  EXPECT_THAT(in(Language::En), HasSubstr("holds through 10 January 2028"));
}

TEST_P(CoverageOf, a_resale_carries_what_is_transferable_and_nothing_else) {
  terms(R"(, "automatic": true)");
  auto const ayse = person("Ayşe", "ayse@example.com"), banu = person("Banu", "banu@example.com");
  auto const id = sold("S1", "2026-03-01", R"(, "customer_id": ")" + ayse + "\"");
  EXPECT_EQ(hers(coverage(id), "labour"), 0);
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/transfer"),
                       R"({"customer_id": ")" + banu + R"(", "from_on": "2026-06-01"})")
                .status,
            201);
  auto const picture = coverage(id);
  EXPECT_EQ(hers(picture, "parts"), 0);
  EXPECT_EQ(hers(picture, "labour"), 100);
  EXPECT_THAT(words(picture), HasSubstr("was for the first owner"));
  EXPECT_EQ(hers(coverage(id, "?on=2026-05-31"), "labour"), 0) << "the day before it was Ayşe's";
}

TEST_P(CoverageOf, a_corrected_sale_is_counted_by_and_its_right_buyer_is_a_first_owner) {
  terms(R"(, "automatic": true)");
  auto const ayse = person("Ayşe", "ayse@example.com"), banu = person("Banu", "banu@example.com");
  auto const id = sold("S1", "2025-11-01", R"(, "customer_id": ")" + ayse + "\"");
  EXPECT_EQ(hers(coverage(id), "labour"), 100) << "it was over a year ago";
  auto const sale = text(client->get(path("/units/" + id)).json().at("sales").at(0).at("id"));
  auto const right =
      client->patch(path("/sales/" + sale),
                    R"({"version": 1, "sold_on": "2026-03-01", "customer_id": ")" + banu + "\"}");
  ASSERT_EQ(right.status, 200) << right.body;
  run_jobs();
  EXPECT_EQ(hers(coverage(id), "labour"), 0);
  EXPECT_EQ(hers(coverage(id, "?on=2026-02-01"), "labour"), 100) << "it was not sold yet";
}

TEST_P(CoverageOf, time_in_repair_extends_and_a_fitted_part_has_its_own_term) {
  terms(R"(, "automatic": true)");
  auto const id = sold("S1", "2026-01-10");
  auto const pump = made("/products", R"({"group": "refrigerator", "manufacturer": "Anka",
      "model": "pump", "kind": "part"})");
  auto const repair =
      client->post(path("/units/" + id + "/repairs"), R"({"from_on": "2026-06-01"})");
  ASSERT_EQ(repair.status, 201) << repair.body;
  auto const end = path("/units/" + id + "/repairs/" + text(repair.json().at("id")) + "/end");
  EXPECT_EQ(key(client->post(end, R"({"until_on": "2026-05-31"})")), "coverage.repair_backwards");
  EXPECT_EQ(key(client->post(end, R"({"until_on": "2026-12-31"})")), "coverage.day_in_future");
  auto const ended = client->post(end, R"({"until_on": "2026-06-21", "fitted": [{"part_id": ")" +
                                           pump + R"(", "months": 36}]})");
  ASSERT_EQ(ended.status, 200) << ended.body;
  EXPECT_EQ(key(client->post(end, R"({"until_on": "2026-06-22"})")), "coverage.repair_over");
  auto const picture = coverage(id, "?parts=" + pump);
  EXPECT_EQ(picture.at("terms").at(0).at("bars").at(0).at("last_on"), "2028-01-30") << "20 days";
  EXPECT_EQ(picture.at("terms").at(0).at("bars").at(0).at("repair_days"), 20);
  EXPECT_EQ(picture.at("terms").at(1).at("source"), "repair");
  EXPECT_EQ(picture.at("terms").at(1).at("bars").at(0).at("last_on"), "2029-06-21");
  EXPECT_EQ(key(client->post(path("/units/" + id + "/repairs"), R"({"from_on": "2026-07-01",
      "fitted": [{"part_id": ")" + fridge + R"(", "months": 36}]})")),
            "catalogue.not_a_part");
}

TEST_P(CoverageOf, goodwill_has_its_reason_and_caps_are_used_up) {
  auto const id = sold("S1", "2020-01-10");
  auto const give = [&](std::string const& more) {
    return client->post(path("/units/" + id + "/coverages"), R"({"names": {"en": "One visit"},
        "lines": [{"component": "travel", "percent": 100, "payer": "company", "start": "given",
                   "from_on": "2026-11-01", "max_visits": 1}])" + more +
                                                                 "}");
  };
  EXPECT_EQ(key(give("")), "coverage.needs_reason");
  client->token = "parts";
  EXPECT_EQ(give(R"(, "reason": "a loyal customer")").status, 403);
  client->token = "boss";
  auto const given = give(R"(, "reason": "a loyal customer")");
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(given.json().at("source"), "goodwill");
  EXPECT_EQ(hers(coverage(id), "travel"), 0);
  auto const uses = path("/coverages/" + text(given.json().at("id")) + "/uses");
  ASSERT_EQ(client->post(uses, R"({"visits": 1, "reason": "before we had Vefa"})").status, 201);
  EXPECT_EQ(hers(coverage(id), "travel"), 100);
  EXPECT_THAT(words(coverage(id)), HasSubstr("all its visits are used"));
}

TEST_P(CoverageOf, a_use_that_is_told_has_its_reason_its_bound_and_a_way_back) {
  auto const id = sold("S1", "2026-01-10");
  auto const given = made("/units/" + id + "/coverages", R"({"names": {"en": "Visits"},
      "reason": "kept", "lines": [
      {"component": "travel", "percent": 100, "payer": "company", "start": "given",
       "from_on": "2026-11-01", "max_visits": 2},
      {"component": "parts", "percent": 100, "payer": "company", "start": "given",
       "from_on": "2026-11-01", "max_amount_minor": 50000}]})");
  auto const uses = path("/coverages/" + given + "/uses");
  auto const wrong = [&](char const* body, char const* field, char const* why) {
    auto const answer = client->post(uses, body);
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_EQ(text(answer.json().at("errors").at(0).at("field")), field) << body;
    EXPECT_EQ(key(answer), why) << body;
    return answer.body;
  };
  wrong(R"({"visits": 1})", "reason", "wire.required");
  wrong(R"({"visits": 1, "reason": ""})", "reason", "wire.too_short");
  wrong(R"({"reason": "x"})", "visits", "coverage.bad_use");
  wrong(R"({"visits": -1, "reason": "x"})", "visits", "coverage.bad_use");
  wrong(R"({"amount_minor": -1, "reason": "x"})", "amount_minor", "coverage.bad_use");
  EXPECT_THAT(wrong(R"({"visits": 3, "reason": "x"})", "visits", "coverage.above_cap"),
              HasSubstr("Only 2 is left"));
  auto const first = client->post(uses, R"({"visits": 2, "reason": "two visits on paper"})");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_THAT(wrong(R"({"visits": 1, "reason": "x"})", "visits", "coverage.above_cap"),
              HasSubstr("Only 0 is left"));
  ASSERT_EQ(client->post(uses, R"({"amount_minor": 20000, "reason": "a pump"})").status, 201);
  wrong(R"({"amount_minor": 30001, "reason": "x"})", "amount_minor", "coverage.above_cap");
  EXPECT_EQ(hers(coverage(id), "travel"), 100);
  // It was a mistake: it counts no more, and the row stays.
  auto const back = uses + "/" + text(first.json().at("id")) + "/take-back";
  EXPECT_EQ(client->post(back, "{}").status, 422);
  ASSERT_EQ(client->post(back, R"({"reason": "another unit's"})").status, 200);
  EXPECT_EQ(key(client->post(back, R"({"reason": "again"})")), "coverage.use_taken_back");
  EXPECT_EQ(hers(coverage(id), "travel"), 0);
  auto const told = client->get(uses).json().at("items");
  ASSERT_EQ(told.as_array().size(), 2U);
  EXPECT_EQ(told.at(1).at("taken_back_reason"), "another unit's");
  EXPECT_EQ(told.at(1).at("reason"), "two visits on paper");
  EXPECT_TRUE(told.at(0).at("taken_back_at").is_null());
  // What has no such limit cannot be used up.
  auto const endless = made("/units/" + id + "/coverages", R"({"names": {"en": "x"},
      "reason": "kept", "lines": [{"component": "travel", "percent": 100, "payer": "company",
       "start": "given", "from_on": "2026-11-01", "months": 12}]})");
  EXPECT_EQ(
      key(client->post(path("/coverages/" + endless + "/uses"), R"({"visits": 1, "reason": "x"})")),
      "coverage.no_cap");
}

TEST_P(CoverageOf, what_is_withdrawn_holds_for_thirty_days_and_what_the_law_gives_stays) {
  terms(R"(, "automatic": true)");
  auto const id = sold("S1", "2026-01-10", R"(, "price": "24999.90", "currency": "TRY")", "TR");
  auto const given = client->get(path("/units/" + id + "/coverages")).json().at("items").at(0);
  auto const where = path("/coverages/" + text(given.at("id")));
  auto const terms_on = [&](std::string const& query) {
    std::string all;
    auto const picture = coverage(id, query);
    for (auto const& term : picture.at("terms").as_array())
      all += text(term.at("source")) + " " + text(term.at("bars").at(0).at("last_on")) + ", ";
    return all;
  };
  auto const both = "statutory 2028-01-10, manufacturer 2028-01-10, ";
  EXPECT_EQ(terms_on(""), both);
  EXPECT_EQ(client->post(where + "/end", R"({"reason": "x"})").status, 422) << "a cause is said";
  EXPECT_EQ(client->post(where + "/end", R"({"cause": "withdrawn"})").status, 422);
  EXPECT_EQ(key(client->post(where + "/end", R"({"cause": "double", "reason": "x"})")),
            "coverage.no_double");
  EXPECT_EQ(key(client->post(where + "/revive", R"({"reason": "x"})")), "coverage.not_ended");
  auto const ended =
      client->post(where + "/end", R"({"cause": "withdrawn", "reason": "never paid for"})");
  ASSERT_EQ(ended.status, 200) << ended.body;
  EXPECT_EQ(ended.json().at("ending").at("holds_until_on"), "2026-12-22");
  EXPECT_EQ(key(client->post(where + "/end", R"({"cause": "withdrawn", "reason": "x"})")),
            "coverage.ended_before");
  EXPECT_EQ(terms_on(""), "statutory 2028-01-10, manufacturer 2026-12-22, ");
  // A change of the unit does not bring it back by itself.
  ASSERT_EQ(
      client->patch(path("/units/" + id), R"({"version": 1, "description": "kitchen"})").status,
      200);
  run_jobs();
  clock.advance(std::chrono::hours(24 * 30));
  EXPECT_EQ(terms_on(""), "statutory 2028-01-10, manufacturer 2026-12-22, ") << "its last day";
  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(terms_on(""), "statutory 2028-01-10, ");
  EXPECT_EQ(hers(coverage(id), "parts"), 0) << "the law pays on";
  EXPECT_EQ(terms_on("?on=2026-12-01"), "statutory 2028-01-10, manufacturer 2026-12-22, ");
  // It was a mistake.
  EXPECT_EQ(client->post(where + "/revive", "{}").status, 422);
  ASSERT_EQ(client->post(where + "/revive", R"({"reason": "it was paid"})").status, 200);
  EXPECT_EQ(terms_on(""), both);
  EXPECT_EQ(key(client->post(where + "/revive", R"({"reason": "x"})")), "coverage.not_ended");
}

TEST_P(CoverageOf, no_double_ends_beside_one_of_which_more_was_used) {
  auto const id = sold("S1", "2026-01-10");
  auto const give = [&] {
    return made("/units/" + id + "/coverages", R"({"names": {"en": "One visit"},
        "lines": [{"component": "travel", "percent": 100, "payer": "company", "start": "given",
                   "from_on": "2026-11-01", "max_visits": 1}], "reason": "a loyal customer"})");
  };
  auto const one = give(), other = give();
  auto const uses = path("/coverages/" + other + "/uses");
  auto const used = client->post(uses, R"({"visits": 1, "reason": "told on the phone"})");
  ASSERT_EQ(used.status, 201) << used.body;
  auto const ending = [&] {
    return client->post(path("/coverages/" + one + "/end"),
                        R"({"cause": "double", "reason": "typed twice"})");
  };
  EXPECT_EQ(key(ending()), "coverage.no_double") << "a visit would be lost";
  auto const use = client->get(uses).json().at("items").at(0);
  ASSERT_EQ(
      client->post(uses + "/" + text(use.at("id")) + "/take-back", R"({"reason": "no"})").status,
      200);
  EXPECT_EQ(ending().status, 200);
}

TEST_P(CoverageOf, a_double_ends_beside_the_one_that_stays_and_a_new_sale_gives_anew) {
  auto const plus = terms("");
  auto const id = sold("S1", "2026-01-10");
  auto const give = [&] {
    return made("/units/" + id + "/coverages", R"({"template_id": ")" + plus + "\"}");
  };
  auto const one = give(), other = give();
  auto const ended = client->post(path("/coverages/" + one + "/end"),
                                  R"({"cause": "double", "reason": "typed twice"})");
  ASSERT_EQ(ended.status, 200) << ended.body;
  EXPECT_TRUE(ended.json().at("ending").at("holds_until_on").is_null());
  EXPECT_EQ(coverage(id).at("terms").as_array().size(), 1U);
  EXPECT_EQ(hers(coverage(id), "parts"), 0);
  EXPECT_EQ(key(client->post(path("/coverages/" + other + "/end"),
                             R"({"cause": "double", "reason": "x"})")),
            "coverage.no_double")
      << "the last of them is no double";
  // Returned to the shop, and sold again: the next sale gives what goes with it.
  terms(R"(, "automatic": true)");
  auto const again = sold("S2", "2026-01-10");
  auto const given = client->get(path("/units/" + again + "/coverages")).json().at("items").at(0);
  ASSERT_EQ(client
                ->post(path("/coverages/" + text(given.at("id")) + "/end"),
                       R"({"cause": "returned", "reason": "money back"})")
                .status,
            200);
  EXPECT_EQ(hers(coverage(again), "parts"), 0) << "what was told by today is covered";
  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(hers(coverage(again), "parts"), 100);
  auto const first = client->get(path("/units/" + again)).json().at("sales").at(0);
  ASSERT_EQ(client
                ->post(path("/sales/" + text(first.at("id")) + "/void"),
                       R"({"version": 1, "reason": "returned"})")
                .status,
            200);
  ASSERT_EQ(client
                ->post(path("/units/" + again + "/sales"),
                       R"({"sold_on": "2026-11-23", "country": "US"})")
                .status,
            201);
  run_jobs();
  EXPECT_EQ(hers(coverage(again), "parts"), 0);
  EXPECT_EQ(key(client->post(path("/coverages/" + text(given.at("id")) + "/revive"),
                             R"({"reason": "x"})")),
            "coverage.given_again");
}

TEST_P(CoverageOf, what_the_law_gives_stands_beside_what_was_given_and_never_sinks) {
  auto const id = sold("S1", "2026-01-10", R"(, "price": "24999.90", "currency": "TRY")", "TR");
  auto const picture = coverage(id);
  EXPECT_EQ(picture.at("terms").at(0).at("rule"), "TR-01");
  EXPECT_EQ(hers(picture, "parts"), 0);
  EXPECT_THAT(words(picture), HasSubstr("Paid by: the seller. By law: Legal guarantee."));
  terms(R"(, "automatic": true)");
  auto const both = sold("S2", "2026-01-10", "", "TR");
  auto const answers = coverage(both).at("entitlement").at("answers");
  EXPECT_EQ(answers.at(0).at("shares").at(0).at("payer"), "seller") << "the law pays first";
  auto const abroad = sold("S3", "2026-01-10");
  EXPECT_EQ(coverage(abroad).at("terms").at(0).at("source"), "manufacturer")
      << "no pack speaks of it";
}

TEST_P(CoverageOf, a_dealers_purchase_takes_nothing_of_the_consumers_guarantee) {
  auto const again = [&](std::string const& id, std::string const& day, std::string const& more) {
    auto const answer =
        client->post(path("/units/" + id + "/sales"),
                     R"({"sold_on": ")" + day + R"(", "country": "TR")" + more + "}");
    EXPECT_EQ(answer.status, 201) << answer.body;
  };
  auto const ends = [&](std::string const& id) {
    std::string all;
    auto const picture = coverage(id);
    for (auto const& term : picture.at("terms").as_array())
      all += text(term.at("bars").at(0).at("last_on")) + " ";
    return all;
  };
  std::string const to_dealer = R"(, "consumer": false)", used = R"(, "used_goods": true)";
  auto const id = sold("S1", "2024-03-01", to_dealer, "TR");
  EXPECT_EQ(hers(coverage(id), "parts"), 100) << "a business has no consumer's guarantee";
  again(id, "2025-02-10", "");
  EXPECT_EQ(hers(coverage(id), "parts"), 0) << "she has it";
  EXPECT_EQ(ends(id), "2027-02-10 ") << "from her own day";
  EXPECT_EQ(hers(coverage(id, "?on=2025-02-09"), "parts"), 100) << "the day before it was sold";
  auto const turned = sold("S2", "2025-02-10", "", "TR");
  again(turned, "2025-06-01", to_dealer);
  again(turned, "2025-07-01", used);
  EXPECT_EQ(hers(coverage(turned), "parts"), 0);
  EXPECT_EQ(ends(turned), "2027-02-10 ") << "what was hers first stays, and begins with her";
  // Whoever said nothing of the dealer: each purchase as new gives what its law gives.
  auto const twice = sold("S3", "2024-03-01", "", "TR");
  again(twice, "2025-02-10", "");
  EXPECT_EQ(hers(coverage(twice), "parts"), 0);
  EXPECT_EQ(ends(twice), "2026-03-01 2027-02-10 ");
}

TEST_P(CoverageOf, a_voided_sale_makes_no_business_of_who_has_it) {
  auto const sale = [&](std::string const& id, std::string const& more) {
    auto const answer =
        client->post(path("/units/" + id + "/sales"), R"({"country": "TR")" + more + "}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text(answer.json().at("id"));
  };
  auto const voided = [&](std::string const& id) {
    auto const answer =
        client->post(path("/sales/" + id + "/void"), R"({"version": 1, "reason": "wrong day"})");
    EXPECT_EQ(answer.status, 200) << answer.body;
  };
  auto const dealer = person("Bayi", "bayi@example.com");
  auto const ayse = person("Ayşe", "ayse@example.com");
  std::string const to_dealer =
      R"(, "consumer": false, "sold_on": "2025-03-01", "customer_id": ")" + dealer + "\"";
  std::string const to_her = R"(, "sold_on": "2026-02-10", "customer_id": ")" + ayse + "\"";
  auto const id = unit("S1");
  sale(id, to_dealer);
  EXPECT_EQ(hers(coverage(id), "parts"), 100) << "the dealer has it";
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/transfer"),
                       R"({"customer_id": ")" + ayse + R"(", "from_on": "2026-02-10"})")
                .status,
            201);
  auto const hers_of_it = sale(id, to_her);
  EXPECT_EQ(hers(coverage(id), "parts"), 0);
  voided(hers_of_it);
  EXPECT_EQ(hers(coverage(id), "parts"), 0) << "she has it, and nobody said that she is a business";
  EXPECT_EQ(hers(coverage(id, "?on=2026-02-09"), "parts"), 100)
      << "the day before it was a dealer's";
  // Bought for a business by who has it, it is one's.
  sale(id, R"(, "consumer": false, "sold_on": "2026-02-10", "customer_id": ")" + ayse + "\"");
  EXPECT_EQ(hers(coverage(id), "parts"), 100);
  // A used one that a consumer bought of the dealer is a consumer's.
  auto const used = unit("S2");
  sale(used, to_dealer);
  ASSERT_EQ(client
                ->post(path("/units/" + used + "/transfer"),
                       R"({"customer_id": ")" + ayse + R"(", "from_on": "2026-02-10"})")
                .status,
            201);
  sale(used, to_her + R"(, "used_goods": true)");
  EXPECT_EQ(hers(coverage(used), "parts"), 0);
}

TEST_P(CoverageOf, use_is_asked_of_the_day_she_told) {
  auto const id = sold("S1", "2026-01-10");
  made("/units/" + id + "/coverages", R"({"names": {"en": "10,000 km"}, "reason": "kept",
      "lines": [{"component": "parts", "percent": 100, "payer": "company", "start": "given",
                 "from_on": "2026-01-10", "months": 24,
                 "usage": [{"meter": "km", "amount": 10000}]}]})");
  auto const read = [&](char const* at, char const* value) {
    auto const answer = client->post(
        path("/units/" + id + "/readings"),
        std::string(R"({"meter": "km", "value": )") + value + R"(, "at": ")" + at + "\"}");
    EXPECT_EQ(answer.status, 201) << answer.body;
  };
  read("2026-11-10T08:00:00Z", "9900");
  read("2026-11-20T08:00:00Z", "10200");
  auto const unknown = "The meter has not been read";
  auto const told = coverage(id, "?on=2026-11-10");
  EXPECT_EQ(hers(told, "parts"), 0);
  EXPECT_THAT(words(told), HasSubstr(unknown)) << "passed before or after she told: nobody knows";
  EXPECT_EQ(hers(coverage(id, "?on=2026-11-20"), "parts"), 100);
  EXPECT_EQ(hers(coverage(id, "?on=2026-11-01"), "parts"), 0) << "before it was ever read";
}

TEST_P(CoverageOf, each_wrong_line_is_named) {
  auto const refused = [&](std::string const& line, std::string const& more = "") {
    auto const answer = client->post(path("/coverage-templates"),
                                     R"({"source": "manufacturer", "names": {"en": "x"},
        "lines": [{"component": "parts", "percent": 100, "payer": "manufacturer",
                   "start": "sale", "months": 12}, )" +
                                         line + "]" + more + "}");
    EXPECT_EQ(answer.status, 422) << answer.body;
    return text(answer.json().at("errors").at(0).at("field"));
  };
  EXPECT_EQ(refused(R"({"component": "parts", "percent": 120, "payer": "manufacturer",
      "start": "sale", "months": 12})"),
            "lines[1].percent");
  EXPECT_EQ(refused(R"({"component": "parts", "percent": 100, "payer": "manufacturer",
      "start": "sale"})"),
            "lines[1].months");
  EXPECT_EQ(key(client->post(path("/coverage-templates"),
                             R"({"source": "statutory", "names": {"en": "x"}, "lines": []})")),
            "coverage.law_is_no_template");
  EXPECT_EQ(key(client->post(path("/coverage-templates"),
                             R"({"source": "manufacturer", "names": {"en": "x"}, "lines": []})")),
            "coverage.no_lines");
  auto const id = sold("S1", "2026-01-10");
  EXPECT_EQ(client->get(path("/units/" + id + "/coverage?on=2027-01-01")).status, 422);
  EXPECT_EQ(client->get(path("/units/unt_0000000000042/coverage")).status, 404);
}

TEST_P(CoverageOf, bought_terms_begin_on_their_day_and_a_merge_of_units_keeps_them) {
  auto const extended = made("/coverage-templates", R"({"source": "extended",
      "names": {"en": "Plus"}, "lines": [{"component": "parts", "percent": 100,
      "payer": "provider", "start": "sale", "months": 36}]})");
  terms(R"(, "automatic": true)");
  auto const kept = sold("S1", "2026-01-10");
  auto const lost = sold("S2", "2026-01-10");
  auto const bought = client->post(
      path("/units/" + lost + "/coverages"),
      R"({"template_id": ")" + extended + R"(", "from_on": "2026-10-01", "reference": "P-17"})");
  ASSERT_EQ(bought.status, 201) << bought.body;
  ASSERT_EQ(
      client->post(path("/units/" + kept + "/merge"), R"({"version": 1, "lost": ")" + lost + "\"}")
          .status,
      200);
  run_jobs();
  auto const picture = coverage(kept);
  ASSERT_EQ(picture.at("terms").as_array().size(), 2U) << "the automatic one once, and the bought";
  EXPECT_EQ(picture.at("terms").at(1).at("bars").at(0).at("last_on"), "2029-10-01");
}

}  // namespace
}  // namespace vefa::coverage
