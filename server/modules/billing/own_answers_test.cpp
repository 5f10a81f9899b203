// Where the company says so, a quote is answered by whom it was made for. The clock stands at
// 2026-11-22.
#include <fstream>

#include "base/crypto.hpp"
#include "modules/billing/test_house.hpp"

namespace vefa::billing {
namespace {

class OwnAnswers : public Cashier {
 protected:
  vefa::testing::HttpAnswer set(bool on, int version) {
    return client->put(path("/billing/settings"), R"({"version": )" + std::to_string(version) +
                                                      R"(, "own_answers_only": )" +
                                                      (on ? "true" : "false") + "}");
  }
  vefa::testing::HttpAnswer by_signature(Json const& quote) {
    std::ifstream in("tests/fixtures/signatures/drawn.png", std::ios::binary);
    auto strokes = base64url(std::string{std::istreambuf_iterator<char>(in), {}});
    std::ranges::replace(strokes, '-', '+');
    std::ranges::replace(strokes, '_', '/');
    while (strokes.size() % 4 != 0) strokes += '=';
    return client->post(path("/quotes/" + text(quote.at("id")) + "/answers"),
                        R"({"version": 1, "answers": [{"line": 1, "answer": "approved"}],
                            "signature": {"name": "Ayşe Yılmaz",
                                          "drawn": "data:image/png;base64,)" +
                            strokes + "\"}}");
  }
  Result<bool> by_link(std::string const& case_id, Json const& quote) {
    return write([&](db::Tx& tx) -> Result<bool> {
      auto const row = cases::find(tx, *CaseId::parse(case_id)).value();
      QuoteAnswers answers{.version = 1};
      answers.answers.push_back({.line = 1, .answer = LineAnswer::Declined});
      auto const heard = TRY(hear(answers, AnswerBy::Customer));
      TRY(answer_by_link(system(), tx, row, *QuoteId::parse(text(quote.at("id"))), heard));
      return true;
    });
  }
};
VEFA_ON_BOTH_DATABASES(OwnAnswers);

TEST_P(OwnAnswers, count_alone_where_the_company_says_so) {
  auto const id = open_case(sold_abroad("S1", "2026-01-10"), "repair");
  auto const quote = quoted(id, kLabour);
  ASSERT_EQ(answered(quote).status, 200) << "unless it is set, her word is noted";
  ASSERT_EQ(set(true, 1).status, 200);
  for (auto const* word : {"approved", "declined"}) {
    auto const refused = answered(quote, word);
    EXPECT_EQ(key(refused), "billing.own_answers_only");
    EXPECT_EQ(field(refused), "via");
  }
  auto const hers = by_link(id, quote);
  EXPECT_TRUE(hers.ok()) << hers.error().key;
  auto const signed_by_her = by_signature(quote);
  EXPECT_EQ(signed_by_her.status, 200) << signed_by_her.body;
  EXPECT_EQ(invoicing(quote).status, 201);
  auto const next = quoted(id, kTravel);
  EXPECT_EQ(key(answered(next)), "billing.own_answers_only");
  ASSERT_EQ(set(false, 2).status, 200);
  EXPECT_EQ(answered(next).status, 200);
}

TEST_P(OwnAnswers, are_a_setting_of_who_may_write_settings) {
  EXPECT_EQ(client->get(path("/billing/settings")).json().at("own_answers_only"), false);
  EXPECT_EQ(set(true, 7).status, 409) << "somebody changed it meanwhile";
  client->token = "parts";
  EXPECT_EQ(set(true, 1).status, 403);
  client->token = "boss";
  EXPECT_EQ(client->get(path("/billing/settings")).json().at("own_answers_only"), false);
}

}  // namespace
}  // namespace vefa::billing
