// What staff tell of her rests on her own word, and is told to her.
#include <gmock/gmock.h>

#include "modules/billing/test_house.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;

class HerWord : public Cashier {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Cashier::add_more_routes(routes);
    portal::add_routes(routes);
  }
};
VEFA_ON_BOTH_DATABASES(HerWord);

TEST_P(HerWord, a_wish_to_pay_is_told_to_her_and_taken_back_until_it_is_invoiced) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  ASSERT_EQ(quoted(visit, kLabour).at("total").at("net"), "0.00");
  auto const given = client->post(path("/cases/" + visit + "/waivers"),
                                  R"({"component": "labour", "words": "I wish to pay.",
      "interaction_id": ")" + says(visit) +
                                      "\"}");
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_THAT(newest_letter(visit), HasSubstr("/waivers/" + text(given.json().at("id"))));
  EXPECT_THAT(newest_letter(visit), HasSubstr("I wish to pay."));
  auto const dear = quoted(visit, kLabour);
  EXPECT_EQ(dear.at("total").at("net"), "150.00");
  ASSERT_EQ(answered(dear).status, 200);
  auto const withdraw = path("/waivers/" + text(given.json().at("id")) + "/withdraw");
  auto const back = client->post(withdraw, "");
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(client->post(withdraw, "").json(), back.json()) << "once more it changes nothing";
  auto const invoice = invoicing(dear);
  ASSERT_EQ(invoice.status, 201) << invoice.body;
  EXPECT_EQ(invoice.json().at("total").at("net"), "0.00") << "though she had approved the price";
}

TEST_P(HerWord, a_wish_to_pay_is_taken_back_on_her_own_page) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  auto const quote = quoted(visit, kLabour);
  auto const given = client->post(path("/cases/" + visit + "/waivers"),
                                  R"({"component": "labour", "words": "<b>I wish</b> to pay.",
      "interaction_id": ")" + says(visit) +
                                      "\"}");
  ASSERT_EQ(given.status, 201) << given.body;
  auto const link = text(quote.at("link"));
  auto const page = link.substr(link.find("/c/"), link.find("/quotes/") - link.find("/c/")) +
                    "/waivers/" + text(given.json().at("id"));
  client->token.clear();
  auto const shown = client->get(page);
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr("&lt;b&gt;I wish")) << "what she said, and no markup of hers";
  EXPECT_THAT(shown.body, HasSubstr("<form method=\"post\""));
  EXPECT_EQ(client->get("/c/forged/waivers/" + text(given.json().at("id"))).status, 404);
  auto const pressed =
      client->send("POST", page, "", {{"content-type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(pressed.status, 200) << pressed.body;
  EXPECT_THAT(pressed.body, ::testing::Not(HasSubstr("<form")));
  client->token = "boss";
  auto const now = client->get(path("/cases/" + visit + "/waivers")).json().at("items").at(0);
  EXPECT_NE(now.at("withdrawn_at"), Json(nullptr));
  EXPECT_EQ(quoted(visit, kLabour).at("total").at("net"), "0.00");
}

TEST_P(HerWord, what_she_typed_holds_the_words_of_her_wish) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  quoted(visit, kLabour);
  auto const mail = write([&](db::Tx& tx) -> Result<InteractionId> {
    auto const got =
        TRY(cases::receive(system(), tx,
                           {.customer_id = *CustomerId::parse(bought.customer),
                            .case_id = *CaseId::parse(visit),
                            .channel = interactions::Channel::Email,
                            .text = "Merhaba,\n\nbu sefer ücretini\n  ödemek İSTİYORUM. Ayşe"}));
    return got.interaction_id;
  });
  auto const waiving = [&](std::string const& words) {
    return client->post(path("/cases/" + visit + "/waivers"),
                        R"({"component": "labour", "words": ")" + words +
                            R"(", "interaction_id": ")" + mail->text() + "\"}");
  };
  auto const ours = waiving("She pays for everything.");
  EXPECT_EQ(key(ours), "cases.not_in_her_words");
  EXPECT_EQ(field(ours), "words");
  EXPECT_EQ(waiving("bu sefer ücretini ödemek istiyorum").status, 201);
}

TEST_P(HerWord, what_she_said_last_of_a_line_is_what_counts) {
  auto const repair = open_case(sold_abroad("S1", "2026-01-10"), "repair");
  auto const quote = quoted(repair, kLabour);
  auto const saying = [&](std::string const& word, std::string const& id) {
    return client->post(path("/quotes/" + text(quote.at("id")) + "/answers"),
                        R"({"version": 1, "answers": [{"line": 1, "answer": ")" + word +
                            R"("}], "words": "Yes, please.", "interaction_id": ")" + id + "\"}");
  };
  auto const yes = says(repair);
  ASSERT_EQ(saying("approved", yes).status, 200);
  clock.advance(std::chrono::minutes(5));
  ASSERT_EQ(saying("declined", says(repair, "No, stop.")).status, 200);
  EXPECT_EQ(key(saying("approved", yes)), "cases.word_is_older");
  EXPECT_NE(invoicing(quote).status, 201) << "nothing is billed on it";
}

TEST_P(HerWord, what_she_approves_on_the_phone_rests_on_her_word_and_is_told_to_her) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const repair = open_case(bought, "repair");
  auto const first_word = database_->read_result([&](db::Tx& tx) -> Result<std::string> {
    return interactions::of_case(tx, *CaseId::parse(repair), {}, 10).at(0).id.text();
  });
  clock.advance(std::chrono::minutes(5));
  auto const quote = quoted(repair, std::string(kLabour) + ", " + kTravel);
  auto const where = path("/quotes/" + text(quote.at("id")) + "/answers");
  auto const saying = [&](std::string const& word, std::string const& more) {
    return client->post(where, R"({"version": 1, "answers": [{"line": 1, "answer": ")" + word +
                                   "\"}]" + more + "}");
  };
  auto const by = [](std::string const& id, std::string const& words = "Yes, please.") {
    return R"(, "interaction_id": ")" + id + R"(", "words": ")" + words + "\"";
  };
  for (char const* via : {"phone", "desk", "letter", "email"}) {
    auto const mute = saying("approved", std::string(R"(, "via": ")") + via + "\"");
    EXPECT_EQ(key(mute), "billing.answer_needs_her_word") << via;
    EXPECT_EQ(field(mute), "interaction_id");
  }
  EXPECT_EQ(key(saying("approved", by(*first_word))), "cases.word_is_older");
  EXPECT_EQ(key(saying("approved", by("int_0000000000042"))), "cases.needs_her_word");
  auto const wordless = saying("approved", by(says(repair), ""));
  EXPECT_EQ(key(wordless), "cases.not_words");
  EXPECT_EQ(field(wordless), "words");
  auto const mail = write([&](db::Tx& tx) -> Result<InteractionId> {
    return TRY(cases::receive(system(), tx,
                              {.customer_id = *CustomerId::parse(bought.customer),
                               .case_id = *CaseId::parse(repair),
                               .channel = interactions::Channel::Email,
                               .text = "Teşekkürler, düşüneceğim."}))
        .interaction_id;
  });
  auto const ours = saying("approved", by(mail->text(), "Yes, I pay."));
  EXPECT_EQ(key(ours), "cases.not_in_her_words") << "what she typed holds the words";
  EXPECT_EQ(field(ours), "words");
  EXPECT_EQ(key(invoicing(quote)), "billing.nothing_approved") << "nothing is half-written";
  EXPECT_EQ(saying("declined", "").status, 200) << "she pays nothing by it";
  auto const heard = saying("approved", by(says(repair)));
  ASSERT_EQ(heard.status, 200) << heard.body;
  auto const letter = newest_letter(repair);
  EXPECT_THAT(letter, HasSubstr("Maintenance"));
  EXPECT_THAT(letter, HasSubstr("Yes, please."));
  EXPECT_THAT(letter, HasSubstr("/quotes/" + text(quote.at("id"))));
  EXPECT_THAT(letter, ::testing::Not(HasSubstr("Way"))) << "of that she said nothing";
}

}  // namespace
}  // namespace vefa::billing
