#include <gtest/gtest.h>

#include "base/server_key.hpp"
#include "modules/cases/links.hpp"
#include "modules/portal/bill_page.hpp"
#include "modules/portal/device.hpp"
#include "modules/portal/page.hpp"

namespace vefa::portal {
namespace {

TEST(Portal, a_forged_link_shows_nothing) {
  set_server_key(std::string(32, 'k'));
  CaseId const id{123456789};
  auto const token = cases::link_token(id);
  EXPECT_EQ(cases::case_of_token(token), id);
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto forged = token;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(cases::case_of_token(forged), id) << i;
  }
  EXPECT_FALSE(cases::case_of_token(""));
  EXPECT_FALSE(cases::case_of_token(id_digits(id.value)));
}

TEST(Portal, her_invoice_says_what_was_kept_of_a_cancelled_sale) {
  billing::Bill bill;
  bill.invoice.number = "INV-2026-00001";
  bill.invoice.currency = "ILS";
  bill.paid_minor = 18000;
  bill.credit_note = billing::CreditNote{.number = "CN-2026-00001", .kept_minor = 900};
  auto const kept = invoice_page(bill, Language::En, "Anka", "token");
  EXPECT_NE(kept.find("Kept as a cancellation fee"), std::string::npos);
  EXPECT_NE(kept.find("9.00"), std::string::npos);
  bill.kept_ending = billing::KeptEnding{};
  auto const back = invoice_page(bill, Language::En, "Anka", "token");
  EXPECT_EQ(back.find("Kept as a cancellation fee"), std::string::npos) << "it is hers again";
}

TEST(Portal, what_people_wrote_is_escaped) {
  Story story{.company_name = "Anka & Söhne", .zone = "Europe/Istanbul"};
  story.row.id = CaseId{1};
  story.row.subject = "<script>alert(1)</script>";
  story.row.language = Language::He;
  interactions::Interaction said{.text = "a \"b\" <b>c</b>\nשלום"};
  interactions::Attachment file{.id = AttachmentId{5}, .name = "<i>.jpg"};
  story.messages.push_back({said, {file}});
  auto const page = case_page(story, "token", "no");
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;c&lt;/b&gt;"), std::string::npos);
  EXPECT_NE(page.find("Anka &amp; Söhne"), std::string::npos);
  EXPECT_NE(page.find("<html lang=\"he\" dir=\"rtl\">"), std::string::npos);
  EXPECT_NE(page.find("<p dir=\"auto\">שלום</p>"), std::string::npos);
  EXPECT_NE(page.find("<bdi>&lt;i&gt;.jpg</bdi>"), std::string::npos);
  auto const again = notice_page(Notice::TooLong, Language::Tr, "Anka", "token", "</textarea>x");
  EXPECT_NE(again.find("&lt;/textarea&gt;x</textarea>"), std::string::npos);
  // The button that the mail's link meant stands first.
  EXPECT_LT(page.find("value=\"no\""), page.find("value=\"yes\""));
}

TEST(Portal, nobody_is_asked_whether_it_is_solved_while_an_answer_is_owed) {
  using promises::PromiseKind;
  Story story{.company_name = "Anka", .zone = "Europe/Istanbul"};
  story.row.language = Language::En;
  auto const asks = [&](char const* wanted = "") {
    bool const shown =
        case_page(story, "token", wanted).find("name=\"solved\"") != std::string::npos;
    EXPECT_EQ(shown, asks_whether_solved(story, wanted));
    return shown;
  };
  story.promises.push_back({.kind = PromiseKind::AnswerBy});
  EXPECT_FALSE(asks()) << "she has just written";
  EXPECT_TRUE(asks("yes")) << "a mail asked her";
  EXPECT_TRUE(asks("no"));
  EXPECT_FALSE(asks("perhaps"));
  story.row.first_answered_at = Instant{1};
  story.promises[0].state = promises::State::Kept;
  story.promises.push_back({.kind = PromiseKind::FollowUpBy});
  EXPECT_TRUE(asks()) << "answered";
  story.promises.push_back({.kind = PromiseKind::AnswerBy});
  EXPECT_FALSE(asks()) << "she wrote again";
  story.promises.pop_back();
  story.row.state = cases::State::Solved;
  EXPECT_TRUE(asks());
  story.row.open = false;
  story.row.state = cases::State::Closed;
  EXPECT_FALSE(asks("yes"));
}

TEST(Portal, her_device_says_what_is_free_and_until_when) {
  using coverage::Component;
  Device device{.title = "Anka <5230>", .kind = "מקרר", .serial = "BX-4411"};
  device.bought_on = LocalDate{2025, 3, 1};
  device.free = {{Component::Parts, LocalDate{2031, 3, 1}, false, {}, {}},
                 {Component::Labour, LocalDate{2027, 3, 1}, false, {}, {}}};
  device.flags = {coverage::Flag::ProofMissing};
  device.manuals.push_back({.title = "חוברת", .url = "https://anka.example/m?a=1&b=2"});
  auto const hebrew = device_section(device, Language::He);
  EXPECT_NE(hebrew.find("Anka &lt;5230&gt;"), std::string::npos);
  EXPECT_NE(hebrew.find("<bdi dir=\"ltr\">BX-4411</bdi>"), std::string::npos);
  EXPECT_NE(hebrew.find("ללא תשלום עד 1 במרץ 2031, כולל: חלקים."), std::string::npos) << hebrew;
  EXPECT_NE(hebrew.find("ללא תשלום עד 1 במרץ 2027, כולל: עבודה."), std::string::npos) << hebrew;
  EXPECT_NE(hebrew.find("הוכחת הקנייה"), std::string::npos);
  EXPECT_NE(hebrew.find("m?a=1&amp;b=2"), std::string::npos);
  auto const turkish = device_section({.title = "Fırın"}, Language::Tr);
  EXPECT_NE(turkish.find("Bu cihazda şu anda ücretsiz bir kalem yok."), std::string::npos);
  EXPECT_EQ(turkish.find("class=\"kept\""), std::string::npos);
}

}  // namespace
}  // namespace vefa::portal
