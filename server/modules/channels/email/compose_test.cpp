#include "modules/channels/email/compose.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"

namespace vefa::email {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string const kKey(32, 'k');
CaseId const kCase{0x0123456789abcdef};
InteractionId const kInteraction{0x0fedcba987654321};

Outgoing answer() {
  Outgoing mail;
  mail.from = {"destek@firma.example", "Fırma Destek, İstanbul"};
  mail.to = {{"ayse@musteri.example", "Ayşe Yıldız"}};
  mail.subject = "Ynt: Çamaşır makinesi";
  mail.text = "Merhaba,\n\nServisimiz yarın gelir.\nhttps://firma.example/s?a=1&b=2.\n\nשלום";
  mail.language = Language::Tr;
  mail.at = *parse_instant("2026-11-20T10:15:30Z");
  mail.message_id = make_message_id(kKey, kCase, kInteraction, "firma.example");
  mail.in_reply_to = "q@musteri.example";
  mail.references = {"first@musteri.example", "q@musteri.example"};
  return mail;
}

std::string head_of(std::string const& raw) { return raw.substr(0, raw.find("\r\n\r\n")); }

TEST(Compose, what_is_sent_reads_back_the_same) {
  auto mail = answer();
  mail.files.push_back({"teklif ğüş.pdf", "application/pdf", "", "", false, "%PDF-1.4\n\0x"});
  mail.files.push_back({"resim.png", "image/png", "", "pic1", true, "\x89PNG\r\n\x1A\n123"});
  auto const raw = compose(mail).value();
  auto const back = parse_mail(raw);
  EXPECT_EQ(back.from, (std::vector<Address>{mail.from}));
  EXPECT_EQ(back.to, mail.to);
  EXPECT_EQ(back.subject, mail.subject);
  EXPECT_EQ(trim(back.text), mail.text);
  EXPECT_EQ(back.date, mail.at);
  EXPECT_EQ(back.message_id, mail.message_id);
  EXPECT_EQ(back.in_reply_to, mail.in_reply_to);
  EXPECT_EQ(back.references, mail.references);
  EXPECT_FALSE(back.is_automatic());
  ASSERT_EQ(back.attachments.size(), 2u);
  EXPECT_EQ(back.attachments[0].content_id, "pic1");
  EXPECT_EQ(back.attachments[0].bytes, mail.files[1].bytes);
  EXPECT_EQ(back.attachments[1].name, "teklif ğüş.pdf");
  EXPECT_EQ(back.attachments[1].bytes, mail.files[0].bytes);
  EXPECT_THAT(back.html_sanitized, HasSubstr("data-cid=\"pic1\""));
  EXPECT_EQ(back.defects, std::vector<std::string>{});
}

TEST(Compose, document_says_language_and_direction_and_each_paragraph_finds_its_own) {
  auto mail = answer();
  mail.language = Language::He;
  auto const html = html_of(mail);
  EXPECT_THAT(html, HasSubstr("<html lang=\"he\" dir=\"rtl\">"));
  EXPECT_THAT(html, HasSubstr("<p dir=\"auto\">Servisimiz yarın gelir.<br>"));
  EXPECT_THAT(html, HasSubstr("<p dir=\"auto\">שלום</p>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"https://firma.example/s?a=1&amp;b=2\">"));
  mail.language = Language::Hu;
  EXPECT_THAT(html_of(mail), HasSubstr("<html lang=\"hu\" dir=\"ltr\">"));
}

TEST(Compose, message_is_seven_bit_with_short_lines) {
  auto const raw = compose(answer()).value();
  for (char c : raw) EXPECT_GE(c, 0);
  for (auto const& line : split(raw, '\n')) {
    EXPECT_LE(line.size(), 999u);
    if (!line.empty()) EXPECT_EQ(line.back(), '\r');
  }
}

TEST(Compose, no_value_can_add_a_header) {
  auto mail = answer();
  mail.subject = "a\r\nBcc: thief@evil.example\r\n\r\nbody";
  mail.to[0].name = "A\r\nBcc: thief@evil.example";
  mail.from.name = "B\nBcc: thief@evil.example";
  mail.in_reply_to = "x>\r\nBcc: thief@evil.example";
  mail.references = {"y\r\nBcc: thief@evil.example"};
  mail.unsubscribe_url = "https://x.example/\r\nBcc: thief@evil.example";
  mail.files.push_back(
      {"f\r\nBcc: thief@evil.example", "text/plain\r\nBcc: x@evil.example", "", "", false, "x"});
  auto const raw = compose(mail).value();
  for (auto const& line : split(raw, '\n')) EXPECT_FALSE(line.starts_with("Bcc")) << line;
  EXPECT_THAT(parse_mail(raw).to,
              ElementsAre(Address{"ayse@musteri.example", "A  Bcc: thief@evil.example"}));
  for (auto const* bad : {"a@b.example\r\nBcc: c@d.example", "a b@c.example", "<a@b.example>",
                          "a@b@c.example", "a", "@b.example", "a@", "a@b.example,c@d.example"}) {
    auto refused = answer();
    refused.to[0].address = bad;
    EXPECT_EQ(compose(refused).error().field, "to") << bad;
  }
}

TEST(Compose, automatic_and_marketing_mail_says_so) {
  auto mail = answer();
  EXPECT_THAT(head_of(compose(mail).value()), Not(HasSubstr("Auto-Submitted")));
  mail.automatic = Automatic::Replied;
  mail.unsubscribe_url = "https://firma.example/u/abc";
  auto const head = head_of(compose(mail).value());
  EXPECT_THAT(head, HasSubstr("Auto-Submitted: auto-replied"));
  EXPECT_THAT(head, HasSubstr("List-Unsubscribe: <https://firma.example/u/abc>"));
  EXPECT_THAT(head, HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  EXPECT_TRUE(parse_mail(compose(mail).value()).is_automatic());
}

TEST(Compose, fifty_references_are_folded_and_kept) {
  auto mail = answer();
  mail.references.clear();
  for (int i = 0; i < 50; ++i)
    mail.references.push_back(std::to_string(i) + std::string(60, 'x') + "@m.example");
  auto const raw = compose(mail).value();
  EXPECT_EQ(parse_mail(raw).references, mail.references);
  for (auto const& line : split(head_of(raw), '\n')) EXPECT_LE(line.size(), 200u);
}

TEST(Marks, message_id_names_its_case_only_under_its_key) {
  auto const id = make_message_id(kKey, kCase, kInteraction, "firma.example");
  ASSERT_TRUE(verify_message_id(kKey, id));
  EXPECT_EQ(verify_message_id(kKey, id)->case_id, kCase);
  EXPECT_EQ(verify_message_id(kKey, id)->interaction_id, kInteraction);
  std::string shouted = id;
  for (char& c : shouted) c = static_cast<char>(std::toupper(c));
  EXPECT_TRUE(verify_message_id(kKey, shouted));
  EXPECT_FALSE(verify_message_id(std::string(32, 'x'), id));
  for (std::size_t i = 0; i < id.find('@'); ++i) {
    std::string altered = id;
    altered[i] = altered[i] == '2' ? '3' : '2';
    EXPECT_FALSE(verify_message_id(kKey, altered)) << i;
  }
  for (auto const* other : {"", "vefa.", "a@b", "vefa.1.2.3@x"})
    EXPECT_FALSE(verify_message_id(kKey, other));
}

TEST(Marks, reply_address_names_its_case_only_under_its_key) {
  auto const address = make_reply_address(kKey, kCase, "destek@firma.example");
  EXPECT_TRUE(is_plain_address(address));
  EXPECT_LE(address.find('@'), 64u);
  EXPECT_EQ(verify_reply_address(kKey, address)->case_id, kCase);
  EXPECT_FALSE(verify_reply_address(std::string(32, 'x'), address));
  for (std::size_t i = address.find('+') + 1; i < address.find('@'); ++i) {
    std::string altered = address;
    altered[i] = altered[i] == '2' ? '3' : '2';
    EXPECT_FALSE(verify_reply_address(kKey, altered)) << i;
  }
  for (auto const* other : {"destek@firma.example", "destek+c@firma.example", "+c", ""})
    EXPECT_FALSE(verify_reply_address(kKey, other));
}

}  // namespace
}  // namespace vefa::email
