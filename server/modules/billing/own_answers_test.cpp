// Where the company says so, a quote is answered by whom it was made for. The clock stands at
// 2026-11-22.
#include <gmock/gmock.h>

#include <fstream>

#include "base/crypto.hpp"
#include "modules/billing/test_house.hpp"
#include "modules/billing/ties.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/cases/links.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OwnAnswers : public Cashier {
 protected:
  void SetUp() override {
    Cashier::SetUp();
    cases::install_links(answers_are_hers_alone);
  }
  void TearDown() override {
    cases::install_links(nullptr);
    Cashier::TearDown();
  }
  std::string story(std::string const& case_id) {
    return boost::json::serialize(client->get(path("/cases/" + case_id + "/timeline")).json());
  }
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
  Result<bool> by_link(std::string const& case_id, Json const& quote,
                       LineAnswer word = LineAnswer::Declined) {
    return write([&](db::Tx& tx) -> Result<bool> {
      auto const row = cases::find(tx, *CaseId::parse(case_id)).value();
      QuoteAnswers answers{.version = 1};
      answers.answers.push_back({.line = 1, .answer = word});
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

TEST_P(OwnAnswers, come_by_a_link_that_nobody_of_staff_reads) {
  auto const id = open_case(sold_abroad("S1", "2026-01-10"), "repair");
  auto const quote = quoted(id, kLabour);
  auto const where = path("/quotes/" + text(quote.at("id")));
  auto const token = cases::link_token(*CaseId::parse(id));
  EXPECT_THAT(text(quote.at("link")), HasSubstr(token)) << "unless it is set";
  ASSERT_EQ(set(true, 1).status, 200);
  EXPECT_EQ(client->get(where).json().at("link"), "");
  ASSERT_EQ(client->post(where + "/send", "{}").status, 200);
  EXPECT_THAT(newest_letter(id), HasSubstr(token)) << "she is written to with it";
  EXPECT_THAT(story(id), Not(HasSubstr(token)));
  EXPECT_THAT(story(id), HasSubstr("/c/…/quotes/")) << "there is one";
  // Nor by a copy of a letter that holds it.
  auto const copied = client->post(path("/cases/" + id + "/answers"),
                                   R"({"channel": "email", "text": "Is it solved?",
                                       "after": "solved", "copies": ["clerk@home.example"]})");
  EXPECT_EQ(key(copied), "cases.link_is_hers_alone") << copied.body;
  EXPECT_EQ(field(copied), "copies");
  // Nor by a mail that came back with the letter in it.
  auto const file = client->post(path("/attachments?name=returned.eml"), "https://x/c/" + token,
                                 {{"Content-Type", "message/rfc822"}});
  ASSERT_EQ(file.status, 201) << file.body;
  auto const returned = path("/attachments/" + text(file.json().at("id")));
  EXPECT_EQ(client->get(returned).status, 200) << "who may end the setting";
  client->token = "cases_read+cases_read_all";
  EXPECT_EQ(key(client->get(returned)), "cases.raw_may_hold_link");
  client->token = "boss";
  EXPECT_EQ(by_signature(quote).status, 200) << "who stands there signs";
  auto const invoice = invoicing(quote);
  ASSERT_EQ(invoice.status, 201);
  EXPECT_EQ(invoice.json().at("link"), "");
  ASSERT_EQ(set(false, 2).status, 200);
  EXPECT_THAT(story(id), HasSubstr(token));
}

TEST_P(OwnAnswers, by_her_link_are_told_to_her) {
  auto const id = open_case(sold_abroad("S1", "2026-01-10"), "repair");
  auto const quote = quoted(id, kLabour);
  ASSERT_EQ(set(true, 1).status, 200);
  ASSERT_TRUE(by_link(id, quote, LineAnswer::Approved).ok());
  EXPECT_THAT(newest_letter(id), HasSubstr("US$180.00"));
  EXPECT_THAT(newest_letter(id), HasSubstr("/quotes/")) << "with the way to change it";
}

TEST_P(OwnAnswers, say_how_a_quote_is_declined_where_no_call_counts) {
  auto const id = open_case(sold_abroad("S1", "2026-01-10"), "repair");
  auto const where = path("/quotes/" + text(quoted(id, kLabour).at("id")) + "/returned-unrepaired");
  EXPECT_EQ(key(client->post(where, "{}")), "billing.not_declined");
  ASSERT_EQ(set(true, 1).status, 200);
  auto const refused = client->post(where, "{}");
  EXPECT_EQ(key(refused), "billing.not_declined_by_her");
  EXPECT_THAT(refused.body, Not(HasSubstr("call")));
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
