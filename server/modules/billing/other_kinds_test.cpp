// What is covered or promised is not billed by calling the case something else, or by a cause that
// nothing shows.
#include <gmock/gmock.h>

#include "modules/billing/test_house.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;
using vefa::testing::HttpAnswer;

class OtherKinds : public Cashier {
 protected:
  std::string version_of(std::string const& case_id) {
    return boost::json::serialize(
        client->get(path("/cases/" + case_id)).json().at("summary").at("version"));
  }
  HttpAnswer calling(std::string const& case_id, std::string const& kind,
                     std::string const& more = "") {
    auto answer =
        client->patch(path("/cases/" + case_id), R"({"version": )" + version_of(case_id) +
                                                     R"(, "kind": ")" + kind + "\"" + more + "}");
    run_jobs();
    return answer;
  }
  std::string upload() {
    auto const answer =
        client->send("POST", path("/attachments?name=seal.jpg"), "\xff\xd8\xff\xe0 a broken seal",
                     {{"content-type", "image/jpeg"}});
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text(answer.json().at("id"));
  }
  HttpAnswer finding(std::string const& case_id, std::string const& more,
                     std::string const& cause = "misuse") {
    return client->post(path("/cases/" + case_id + "/findings"),
                        R"({"cause": ")" + cause +
                            R"(", "reason": "The seal is broken, and water stood inside.")" + more +
                            "}");
  }
  static constexpr char const* kMisuse = R"(, "cause": "misuse")";
};
VEFA_ON_BOTH_DATABASES(OtherKinds);

TEST_P(OtherKinds, what_was_promised_free_is_not_billed_by_calling_the_case_something_else) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  promised(bought, kTwoVisits);  // of maintenance
  auto const visit = open_case(bought);
  auto const quote = quoted(visit, kLabour);
  EXPECT_EQ(quote.at("total").at("net"), "0.00");
  for (char const* kind : {"repair", "question", "complaint"}) {
    ASSERT_EQ(calling(visit, kind).status, 200);
    auto const refused = quoting(visit, kLabour);
    EXPECT_EQ(key(refused), "billing.other_kind_pays") << kind;
    EXPECT_THAT(refused.body, HasSubstr("maintenance"));
    EXPECT_EQ(key(invoicing(quote)), "billing.other_kind_pays") << kind;
  }
  ASSERT_EQ(calling(visit, "maintenance").status, 200);
  EXPECT_EQ(invoiced(quote).at("total").at("net"), "0.00");
}

TEST_P(OtherKinds, what_a_guarantee_pays_is_not_billed_by_calling_the_repair_a_service) {
  auto const bought = sold("S1", "2026-01-10");  // under a law that guarantees two years
  for (char const* kind : {"maintenance", "installation", "order"}) {
    auto const repair = open_case(bought, "repair");
    ASSERT_EQ(calling(repair, kind).status, 200);
    EXPECT_EQ(key(quoting(repair, kLabour)), "billing.other_kind_pays") << kind;
    auto const word = R"(, "kind_word": {"words": "It works, only clean it", "interaction_id": ")" +
                      says(repair, "It works, only clean it") + "\"}";
    ASSERT_EQ(calling(repair, kind, word).status, 200);
    EXPECT_THAT(newest_letter(repair), HasSubstr("It works, only clean it")) << "she is told";
    EXPECT_THAT(newest_letter(repair), HasSubstr("/c/")) << "and where to object";
    EXPECT_EQ(quoted(repair, kLabour).at("total").at("net"), "150.00") << "by her own word";
    clock.advance(std::chrono::minutes(5));
    ASSERT_EQ(calling(repair, "complaint").status, 200);
    auto const older = calling(repair, kind, word);
    EXPECT_EQ(key(older), "cases.word_is_older") << "it was called something else since";
    EXPECT_EQ(field(older), "kind_word.interaction_id");
    ASSERT_EQ(calling(repair, kind).status, 200);
    EXPECT_EQ(key(quoting(repair, kLabour)), "billing.other_kind_pays") << "said anew by us";
  }
  auto const other = open_case(bought, "repair");
  auto const foreign = calling(other, "maintenance", R"(, "kind_word": {"words": "so",
      "interaction_id": "int_0000000000042"})");
  EXPECT_EQ(key(foreign), "cases.needs_her_word");
  EXPECT_EQ(field(foreign), "kind_word.interaction_id");
}

TEST_P(OtherKinds, a_question_that_becomes_maintenance_is_believed) {
  auto const bought = sold("S1", "2026-01-10");
  auto const mail = open_case(bought, "question");
  ASSERT_EQ(calling(mail, "maintenance").status, 200);
  EXPECT_EQ(quoted(mail, kLabour).at("total").at("net"), "150.00");
}

TEST_P(OtherKinds, joined_and_split_cases_know_what_they_were_called) {
  auto const bought = sold("S1", "2026-01-10");
  auto const repair = open_case(bought, "repair");
  auto const care = open_case(bought, "maintenance");
  ASSERT_EQ(client
                ->post(path("/cases/" + repair + "/merge"),
                       R"({"version": )" + version_of(repair) + R"(, "into": ")" + care + "\"}")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(key(quoting(care, kLabour)), "billing.other_kind_pays");
  auto const whole = open_case(bought, "repair");
  ASSERT_EQ(calling(whole, "maintenance").status, 200);
  auto const further = says(whole);
  auto const part = client->post(
      path("/cases/" + whole + "/split"),
      R"({"version": )" + version_of(whole) + R"(, "interactions": [")" + further + "\"]}");
  ASSERT_EQ(part.status, 201) << part.body;
  auto const id = text(part.json().at("summary").at("id"));
  ASSERT_EQ(
      client->put(path("/cases/" + id + "/unit"), R"({"unit_id": ")" + bought.unit + "\"}").status,
      200);
  EXPECT_EQ(key(quoting(id, kLabour)), "billing.other_kind_pays");
}

TEST_P(OtherKinds, no_cause_takes_a_guarantee_away_without_a_ground) {
  auto const bought = sold("S1", "2026-01-10");
  auto const repair = open_case(bought, "repair");
  auto const bare = quoting(repair, kLabour, kMisuse);
  EXPECT_EQ(key(bare), "billing.cause_needs_ground");
  EXPECT_EQ(field(bare), "cause");
  EXPECT_THAT(bare.body, HasSubstr("misuse"));
  auto const groundless = finding(repair, "");
  EXPECT_EQ(key(groundless), "billing.finding_needs_ground");
  EXPECT_EQ(field(groundless), "photo_id");
  EXPECT_EQ(key(finding(repair, R"(, "interaction_id": "int_0000000000042")")),
            "cases.needs_her_word");
  EXPECT_EQ(key(finding(repair, "", "unknown")), "billing.finding_needs_cause");
  auto const found = finding(repair, R"(, "photo_id": ")" + upload() + "\"");
  ASSERT_EQ(found.status, 201) << found.body;
  EXPECT_THAT(newest_letter(repair), HasSubstr("The seal is broken")) << "she is told";
  EXPECT_EQ(count("SELECT COUNT(*) FROM attachments a JOIN interactions i ON i.id = "
                  "a.interaction_id WHERE i.purpose = 'note'"),
            1)
      << "the photograph stands on the case";
  auto const quote = quoted(repair, kLabour, kMisuse);
  EXPECT_EQ(quote.at("total").at("net"), "150.00");
  EXPECT_EQ(key(quoting(repair, kLabour, R"(, "cause": "accident")")),
            "billing.cause_needs_ground");
  ASSERT_EQ(answered(quote).status, 200);
  auto const again = finding(
      repair, R"(, "interaction_id": ")" + says(repair, "It fell down.") + "\"", "accident");
  ASSERT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(again.json().at("is_her_word"), true);
  EXPECT_EQ(key(invoicing(quote)), "billing.cause_needs_ground") << "it was something else";
  EXPECT_EQ(client->get(path("/cases/" + repair + "/findings")).json().at("items").at(0),
            again.json());
}

TEST_P(OtherKinds, a_cause_and_a_kind_together_hide_no_guarantee) {
  auto const bought = sold("S1", "2026-01-10");
  auto const repair = open_case(bought, "repair");
  ASSERT_EQ(calling(repair, "maintenance").status, 200);
  EXPECT_EQ(key(quoting(repair, kLabour, kMisuse)), "billing.cause_needs_ground");
  ASSERT_EQ(finding(repair, R"(, "photo_id": ")" + upload() + "\"").status, 201);
  EXPECT_EQ(quoted(repair, kLabour, kMisuse).at("total").at("net"), "150.00") << "it was that";
  EXPECT_EQ(key(quoting(repair, kLabour)), "billing.other_kind_pays");
}

TEST_P(OtherKinds, findings_go_along_and_are_forgotten_with_her) {
  auto const bought = sold("S1", "2026-01-10");
  auto const one = open_case(bought, "repair");
  auto const two = open_case(bought, "repair");
  ASSERT_EQ(finding(one, R"(, "photo_id": ")" + upload() + "\"").status, 201);
  ASSERT_EQ(client
                ->post(path("/cases/" + one + "/merge"),
                       R"({"version": )" + version_of(one) + R"(, "into": ")" + two + "\"}")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(quoted(two, kLabour, kMisuse).at("total").at("net"), "150.00");
  auto const kept = person("Ayşe Y.", "ayse2@x.tr");
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<bool> {
                auto const row = customers::find(tx, *CustomerId::parse(kept)).value();
                TRY(customers::merge(system(), tx, row.id, row.version,
                                     *CustomerId::parse(bought.customer), "same"));
                return true;
              }).ok());
  run_jobs();
  auto const known = database_->read_result([&](db::Tx& tx) -> Result<JsonObject> {
    return export_part(system(), tx, *CustomerId::parse(kept)).content;
  });
  EXPECT_EQ(known->at("findings").as_array().size(), 1U);
}

}  // namespace
}  // namespace vefa::billing
