// What is covered or promised is not billed by forgetting the unit, or by naming another.
#include <gmock/gmock.h>

#include "modules/billing/test_house.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;
using vefa::testing::HttpAnswer;

class OtherUnits : public Cashier {
 protected:
  std::string case_of(std::string const& customer, std::string const& kind = "repair") {
    return made("/cases", R"({"customer_id": ")" + customer +
                              R"(", "channel": "phone", "kind": ")" + kind +
                              R"(", "subject": "x", "text": "It is about the other one."})");
  }
  HttpAnswer naming(std::string const& case_id, std::string const& body) {
    auto answer = client->put(path("/cases/" + case_id + "/unit"), body);
    run_jobs();
    return answer;
  }
  HttpAnswer naming_unit(std::string const& case_id, std::string const& unit,
                         std::string const& more = "") {
    return naming(case_id, R"({"unit_id": ")" + unit + "\"" + more + "}");
  }
  /// What she said first on the case.
  std::string her_word(std::string const& case_id) {
    auto const id = database_->read_result([&](db::Tx& tx) -> Result<std::string> {
      return interactions::of_case(tx, *CaseId::parse(case_id), {}, 10).at(0).id.text();
    });
    return R"("interaction_id": ")" + id.value() + R"(", "reason": "she says so on the phone")";
  }
  HttpAnswer changing(Json const& quote, std::string const& lines) {
    return client->put(path("/quotes/" + text(quote.at("id"))),
                       R"({"version": )" + boost::json::serialize(quote.at("version")) +
                           R"(, "lines": [)" + lines + "]}");
  }
  /// An old fridge of the same owner, for which nobody pays.
  std::string old_unit_of(Sold const& bought, std::string const& serial) {
    auto id = unit(serial);
    made("/units/" + id + "/sales", R"({"sold_on": "2011-01-10", "country": "US",
        "customer_id": ")" + bought.customer +
                                        "\"}");
    run_jobs();
    return id;
  }
};
VEFA_ON_BOTH_DATABASES(OtherUnits);

TEST_P(OtherUnits, what_is_covered_is_not_billed_by_forgetting_the_unit) {
  auto const bought = sold("S1", "2026-01-10");  // under a law that guarantees two years
  auto const repair = open_case(bought, "repair");
  auto const quote = quoted(repair, kLabour);
  EXPECT_EQ(quote.at("total").at("gross"), "0.00");
  ASSERT_EQ(answered(quote).status, 200);
  auto const where = path("/cases/" + repair + "/unit");
  ASSERT_EQ(client->del(where).status, 204);
  run_jobs();
  EXPECT_EQ(client->get(where).status, 404);
  auto const changed = changing(quote, kLabour);
  EXPECT_EQ(key(changed), "billing.other_unit_pays");
  EXPECT_THAT(changed.body, HasSubstr("Anka 5230 NF S1"));
  EXPECT_EQ(key(quoting(repair, kLabour)), "billing.other_unit_pays");
  EXPECT_EQ(key(invoicing(quote)), "billing.other_unit_pays");
  // The way out: it is named again, and what it pays, it pays.
  ASSERT_EQ(naming_unit(repair, bought.unit).status, 200);
  auto const invoice = invoicing(quote);
  ASSERT_EQ(invoice.status, 201) << invoice.body;
  EXPECT_EQ(invoice.json().at("total").at("gross"), "0.00");
}

TEST_P(OtherUnits, a_case_that_never_named_one_is_not_billed_for_what_one_of_hers_would_pay) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  auto const visit = case_of(bought.customer, "maintenance");
  EXPECT_EQ(key(quoting(visit, kLabour)), "billing.other_unit_pays");
  EXPECT_EQ(quoting(visit, R"({"component": "shipping", "description": "Parcel",
      "unit_price": "5.00", "tax_bp": 0})")
                .status,
            201)
      << "nobody would pay for that";
  ASSERT_EQ(naming_unit(visit, bought.unit).status, 200);
  EXPECT_EQ(invoiced(quoted(visit, kLabour)).at("total").at("gross"), "0.00");
  EXPECT_EQ(first(bought).at("consumed"), 1);
}

TEST_P(OtherUnits, a_wrong_unit_is_mended_before_anything_is_billed) {
  auto const bought = sold("S1", "2026-01-10");
  auto const old = old_unit_of(bought, "S0");
  // The old one is named by mistake: she is told the full price, and pays none of it.
  auto const repair = case_of(bought.customer);
  ASSERT_EQ(naming_unit(repair, old).status, 200);
  auto const dear = quoted(repair, kLabour);
  EXPECT_EQ(dear.at("total").at("net"), "150.00");
  ASSERT_EQ(naming_unit(repair, bought.unit).status, 200);
  EXPECT_EQ(invoiced(dear).at("total").at("net"), "0.00");
  // The covered one is named by mistake: her word says that it is the other one.
  auto const other = case_of(bought.customer);
  ASSERT_EQ(naming_unit(other, bought.unit).status, 200);
  auto const free = quoted(other, kLabour);
  ASSERT_EQ(naming_unit(other, old).status, 200);
  EXPECT_EQ(key(changing(free, kLabour)), "billing.other_unit_pays");
  EXPECT_EQ(key(quoting(other, kLabour)), "billing.other_unit_pays");
  auto const said = naming_unit(other, old, ", " + her_word(other));
  ASSERT_EQ(said.status, 200) << said.body;
  EXPECT_EQ(naming_unit(other, old).json(), said.json()) << "said again, her word stands";
  EXPECT_THAT(newest_letter(other), HasSubstr("S0")) << "she is told which";
  EXPECT_THAT(newest_letter(other), HasSubstr("she says so on the phone"));
  EXPECT_THAT(newest_letter(other), HasSubstr("/c/")) << "and where to object";
  auto const mended = changing(free, kLabour);
  ASSERT_EQ(mended.status, 200) << mended.body;
  EXPECT_EQ(invoiced(mended.json()).at("total").at("net"), "150.00");
}

TEST_P(OtherUnits, a_case_is_about_none_of_hers_by_her_own_word_alone) {
  auto const bought = sold("S1", "2026-01-10");
  auto const stranger = sold("S2", "2026-01-10");
  auto const talk = case_of(bought.customer);
  auto const mute = naming(talk, "{}");
  EXPECT_EQ(key(mute), "cases.none_needs_her_word");
  EXPECT_EQ(field(mute), "interaction_id");
  auto const anothers = naming(talk, "{" + her_word(case_of(stranger.customer)) + "}");
  EXPECT_EQ(key(anothers), "cases.needs_her_word");
  EXPECT_EQ(field(anothers), "interaction_id");
  auto word = her_word(talk);
  auto const bare = naming(talk, "{" + word.substr(0, word.find(", \"reason\"")) + "}");
  EXPECT_EQ(key(bare), "cases.not_words");
  EXPECT_EQ(field(bare), "reason");
  EXPECT_EQ(key(quoting(talk, kLabour)), "billing.other_unit_pays");
  auto const said = naming(talk, "{" + word + "}");
  ASSERT_EQ(said.status, 200) << said.body;
  EXPECT_EQ(client->get(path("/cases/" + talk + "/unit")).json(), said.json());
  EXPECT_EQ(invoiced(quoted(talk, kLabour)).at("total").at("net"), "150.00");
  ASSERT_EQ(client->del(path("/cases/" + talk + "/unit")).status, 204);
  EXPECT_EQ(key(quoting(talk, kLabour)), "billing.other_unit_pays") << "her word is taken back";
}

TEST_P(OtherUnits, a_word_said_before_another_unit_was_named_is_not_about_that) {
  auto const bought = sold("S1", "2026-01-10");
  auto const talk = case_of(bought.customer);
  auto const word = her_word(talk);
  clock.advance(std::chrono::minutes(5));
  ASSERT_EQ(naming_unit(talk, bought.unit).status, 200);
  auto const older = naming(talk, "{" + word + "}");
  EXPECT_EQ(key(older), "cases.word_is_older");
  EXPECT_EQ(field(older), "interaction_id");
  auto const later = R"("interaction_id": ")" + says(talk, "It is my neighbour’s.") +
                     R"(", "reason": "It is my neighbour’s.")";
  ASSERT_EQ(naming(talk, "{" + later + "}").status, 200);
  EXPECT_THAT(newest_letter(talk), HasSubstr("none of the devices"));
}

TEST_P(OtherUnits, a_customer_without_any_unit_is_billed_as_she_is) {
  auto const talk = case_of(person("Walk-in", "walk@x.tr"));
  EXPECT_EQ(invoiced(quoted(talk, kLabour)).at("total").at("net"), "150.00");
}

TEST_P(OtherUnits, somebody_elses_unit_is_named_with_a_reason_and_does_not_hide_hers) {
  auto const bought = sold("S1", "2026-01-10");
  auto const husband = sold_abroad("S2", "2011-01-10");
  auto const repair = case_of(bought.customer);
  auto const silent = naming_unit(repair, husband.unit);
  EXPECT_EQ(silent.status, 422);
  EXPECT_EQ(key(silent), "cases.unit_of_another");
  EXPECT_EQ(field(silent), "reason");
  EXPECT_EQ(client->get(path("/cases/" + repair + "/unit")).status, 404);
  auto const named = naming_unit(repair, husband.unit, R"(, "reason": "her husband's")");
  ASSERT_EQ(named.status, 200) << named.body;
  EXPECT_EQ(named.json().at("reason"), "her husband's");
  EXPECT_EQ(key(quoting(repair, kLabour)), "billing.other_unit_pays") << "hers would pay";
  ASSERT_EQ(naming_unit(repair, husband.unit, ", " + her_word(repair)).status, 200);
  EXPECT_EQ(quoted(repair, kLabour).at("total").at("net"), "150.00");
  // Who has none, or is helped by the other's coverage, needs no word.
  auto const guest = case_of(person("Guest", "guest@x.tr"));
  ASSERT_EQ(naming_unit(guest, bought.unit, R"(, "reason": "her mother's")").status, 200);
  EXPECT_EQ(quoted(guest, kLabour).at("total").at("net"), "0.00");
}

TEST_P(OtherUnits, joined_cases_know_what_was_said_on_both) {
  auto const bought = sold("S1", "2026-01-10");
  auto const old = old_unit_of(bought, "S0");
  auto const join = [&](std::string const& from, std::string const& into) {
    auto const version = client->get(path("/cases/" + from)).json().at("summary").at("version");
    auto const answer = client->post(
        path("/cases/" + from + "/merge"),
        R"({"version": )" + boost::json::serialize(version) + R"(, "into": ")" + into + "\"}");
    ASSERT_EQ(answer.status, 200) << answer.body;
    run_jobs();
  };
  auto const covered = case_of(bought.customer);
  ASSERT_EQ(naming_unit(covered, bought.unit).status, 200);
  auto const free = quoted(covered, kLabour);
  auto const kept = case_of(bought.customer);
  ASSERT_EQ(naming_unit(kept, old).status, 200);
  join(covered, kept);
  EXPECT_EQ(text(client->get(path("/cases/" + kept + "/unit")).json().at("unit_id")), old);
  EXPECT_EQ(key(changing(free, kLabour)), "billing.other_unit_pays");
  // One that says nothing goes on with what was said on the other.
  auto const silent = case_of(bought.customer);
  join(kept, silent);
  EXPECT_EQ(text(client->get(path("/cases/" + silent + "/unit")).json().at("unit_id")), old);
  EXPECT_EQ(key(quoting(silent, kLabour)), "billing.other_unit_pays");
}

TEST_P(OtherUnits, of_very_many_units_one_is_named) {
  auto const bought = sold_abroad("S0", "2011-01-10");
  auto const talk = case_of(bought.customer);
  auto const buys_another = [&](int i) {
    auto const answer = client->post(
        path("/registrations"), R"({"customer_id": ")" + bought.customer + R"(", "product_id": ")" +
                                    fridge + R"(", "serial": "S)" + std::to_string(i) + "\"}");
    ASSERT_EQ(answer.status, 201) << answer.body;
  };
  for (int i = 1; i < 50; ++i) buys_another(i);
  EXPECT_EQ(key(quoting(talk, kLabour)), "billing.other_unit_pays") << "fifty are asked";
  buys_another(50);
  auto const many = quoting(talk, kLabour);
  EXPECT_EQ(key(many), "billing.which_of_many_units");
  EXPECT_THAT(many.body, HasSubstr("51"));
  ASSERT_EQ(naming_unit(talk, bought.unit).status, 200);
  EXPECT_EQ(quoting(talk, kLabour).status, 201);
}

TEST_P(OtherUnits, what_was_said_of_a_unit_goes_along_with_it_and_her_words_are_forgotten) {
  auto const bought = sold("S1", "2026-01-10");
  auto const doubled = unit("S1-B");
  auto const talk = case_of(bought.customer);
  ASSERT_EQ(naming_unit(talk, doubled).status, 200);
  ASSERT_EQ(naming(talk, "{" + her_word(talk) + "}").status, 200);
  auto const version =
      client->get(path("/units/" + bought.unit)).json().at("summary").at("version");
  auto const merged = client->post(path("/units/" + bought.unit + "/merge"),
                                   R"({"version": )" + boost::json::serialize(version) +
                                       R"(, "lost": ")" + doubled + R"(", "reason": "one piece"})");
  ASSERT_EQ(merged.status, 200) << merged.body;
  run_jobs();
  EXPECT_EQ(count(("SELECT COUNT(*) FROM case_unit_namings WHERE unit_id = " +
                   std::to_string(UnitId::parse(bought.unit)->value))
                      .c_str()),
            1);
  EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
                jobs::record(system(), tx,
                             {.kind = "customer.erased",
                              .customer_id = CustomerId::parse(bought.customer)->value,
                              .payload = {}});
                return {};
              }).ok());
  run_jobs();
  EXPECT_EQ(count("SELECT COUNT(*) FROM case_unit_namings WHERE reason <> ''"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM case_unit_namings"), 2) << "what it was about stays";
}

}  // namespace
}  // namespace vefa::billing
