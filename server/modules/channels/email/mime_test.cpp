// Every fixture is a mail as it really comes; each row says what must be read from it.
#include "modules/channels/email/mime.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "modules/channels/email/quotes.hpp"

namespace vefa::email {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string fixture(std::string const& name) {
  std::ifstream in(std::string(VEFA_SOURCE_DIR) + "/tests/fixtures/mail/" + name + ".eml",
                   std::ios::binary);
  EXPECT_TRUE(in.good()) << name;
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

ParsedMail parsed(std::string const& name) {
  ReadingHints hints;
  hints.own_domains = {"firma.example"};
  return parse_mail(fixture(name), hints);
}

TEST(Mime, turkish_mail_in_windows_1254_is_read_with_its_photo) {
  auto const mail = parsed("tr_windows_1254_photo");
  EXPECT_EQ(mail.author(), (Address{"ayse.yildiz@musteri.example", "Ayşe Yıldız"}));
  EXPECT_EQ(mail.to, (std::vector<Address>{{"destek@firma.example", "Firma Destek"}}));
  EXPECT_EQ(mail.subject, "Çamaşır makinesi arızası – garanti içinde İŞLEM");
  EXPECT_THAT(mail.text, HasSubstr("Üç ay önce aldığım çamaşır makinesi sıkma sırasında"));
  EXPECT_EQ(trim(mail.text), mail.new_text);
  EXPECT_EQ(mail.message_id, "20261120101530.7A1@musteri.example");
  EXPECT_EQ(mail.date, parse_instant("2026-11-20T10:15:30+03:00"));
  EXPECT_EQ(mail.language, Language::Tr);
  EXPECT_EQ(mail.machine, Machine::None);
  EXPECT_THAT(mail.defects, IsEmpty());
  ASSERT_EQ(mail.attachments.size(), 1u);
  EXPECT_EQ(mail.attachments[0].name, "makine altı.jpg");
  EXPECT_EQ(mail.attachments[0].media_type, "image/jpeg");
  EXPECT_TRUE(mail.attachments[0].bytes.starts_with("\xFF\xD8\xFF"));
}

struct CharsetRow {
  char const* file;
  char const* words;
  Language language;
  bool wrong_label;
};
class Charsets : public testing::TestWithParam<CharsetRow> {};
TEST_P(Charsets, text_is_read_whatever_the_label_says) {
  auto const& row = GetParam();
  auto const mail = parsed(row.file);
  EXPECT_THAT(mail.text, HasSubstr(row.words));
  EXPECT_THAT(mail.text, Not(HasSubstr("\uFFFD")));
  EXPECT_EQ(mail.language, row.language);
  bool const noted =
      std::find(mail.defects.begin(), mail.defects.end(), "wrong_charset") != mail.defects.end();
  EXPECT_EQ(noted, row.wrong_label);
}
INSTANTIATE_TEST_SUITE_P(
    Mime, Charsets,
    testing::Values(
        CharsetRow{"hu_iso_8859_2", "A múlt héten vásárolt hűtőszekrény nem hűt", Language::Hu,
                   false},
        CharsetRow{"he_iso_8859_8_i", "המזגן שהותקן אצלנו לפני שבועיים מטפטף מים", Language::He,
                   false},
        CharsetRow{"he_iso_8859_8_visual", "המזגן שהותקן אצלנו לפני שבועיים מטפטף מים על הרצפה",
                   Language::He, false},
        CharsetRow{"he_windows_1255_html", "המזגן שהותקן אצלנו לפני שבועיים", Language::He, false},
        CharsetRow{"he_unlabelled", "המזגן שהותקן אצלנו לפני שבועיים", Language::He, false},
        CharsetRow{"tr_utf8_labelled_8859_9", "çamaşır makinesi sıkma sırasında", Language::Tr,
                   true},
        CharsetRow{"tr_1254_labelled_latin1", "çamaşır makinesi sıkma sırasında", Language::Tr,
                   true},
        CharsetRow{"tr_1254_labelled_utf8", "çamaşır makinesi sıkma sırasında", Language::Tr, true},
        CharsetRow{"hu_1250_labelled_latin1", "hűtőszekrény nem hűt", Language::Hu, true},
        CharsetRow{"unlabelled_8bit_headers", "çamaşır makinesi sıkma", Language::Tr, false},
        CharsetRow{"unknown_charset", "çamaşır makinesi sıkma", Language::Tr, true},
        CharsetRow{"utf16", "çamaşır makinesi sıkma sırasında", Language::Tr, false}),
    [](auto const& row) { return std::string(row.param.file); });

TEST(Mime, headers_are_decoded_in_every_form) {
  EXPECT_EQ(parsed("hu_iso_8859_2").author().name, "Kovács Győző");
  EXPECT_EQ(parsed("hu_iso_8859_2").subject, "Hűtőszekrény - szerelőt kérek");
  EXPECT_EQ(parsed("he_iso_8859_8_i").author().name, "יעל כהן");
  EXPECT_EQ(parsed("he_windows_1255_html").subject, "השב: מזגן מטפטף");
  EXPECT_EQ(parsed("he_windows_1255_html").subject_stripped, "מזגן מטפטף");
  EXPECT_EQ(parsed("tr_1254_labelled_latin1").subject, "Şikâyet: fırın ısıtmıyor");
  EXPECT_EQ(parsed("split_character").subject, "Sipariş iptali");
  EXPECT_EQ(parsed("unknown_charset").subject, "Merhaba dünya");
  EXPECT_EQ(parsed("he_unlabelled").subject, "המזגן לא עובד");
  auto const raw = parsed("unlabelled_8bit_headers");
  EXPECT_EQ(raw.subject, "Fırın ısıtmıyor, şikâyetim var");
  EXPECT_EQ(raw.author(), (Address{"ayse@musteri.example", "Ayşe Yıldız"}));
  EXPECT_EQ(raw.to.at(0).name, "Müşteri Hizmetleri");
}

TEST(Mime, chinese_supplier_is_read) {
  auto const mail = parsed("gb2312");
  EXPECT_EQ(mail.author().name, "王芳");
  EXPECT_EQ(mail.subject, "零件編號");
  EXPECT_THAT(mail.text, HasSubstr("零件編號 A-100 已发货"));
}

TEST(Mime, missing_and_empty_message_ids_are_no_keys) {
  for (auto const* name : {"no_message_id", "empty_message_id"}) {
    auto const mail = parsed(name);
    EXPECT_EQ(mail.message_id, "") << name;
    EXPECT_EQ(mail.in_reply_to, "") << name;
    EXPECT_THAT(mail.references, IsEmpty()) << name;
    EXPECT_THAT(mail.defects, Contains("no_message_id")) << name;
    EXPECT_EQ(mail.text, "My oven does not work.\n") << name;
  }
}

TEST(Mime, in_reply_to_survives_where_apple_mail_rewrote_references) {
  auto const mail = parsed("apple_references");
  EXPECT_EQ(mail.in_reply_to, "vefa.0000000000001.0000000000002.abc@firma.example");
  EXPECT_THAT(mail.references, ElementsAre("CAF=first.in.thread@mail.musteri.example",
                                           "0A1B2C3D-REWRITTEN@musteri.example"));
  EXPECT_EQ(mail.subject_stripped, "Çamaşır makinesi [V10482-K]");
  EXPECT_EQ(mail.new_text,
            "Evet, hâlâ su kaçırıyor. Yarın 14:00 uygun mu?\n\niPhone’umdan gönderildi");
  EXPECT_THAT(mail.quoted_text, HasSubstr("Servisimiz yarın gelebilir."));
}

TEST(Mime, a_message_of_a_star_alone_is_no_empty_one) {
  EXPECT_EQ(split_quotes("\n *\n", false).new_text, " *");
  EXPECT_EQ(split_quotes("Soğutmuyor\n*", false).new_text, "Soğutmuyor\n*");
}

struct ReplyRow {
  char const* file;
  char const* new_text;
  char const* quoted;  // a part of it; null: nothing is quoted
};
class Replies : public testing::TestWithParam<ReplyRow> {};
TEST_P(Replies, new_words_stand_apart_from_quoted_ones) {
  auto const& row = GetParam();
  auto const mail = parsed(row.file);
  EXPECT_EQ(mail.new_text, row.new_text);
  EXPECT_THAT(mail.quoted_text, HasSubstr(row.quoted));
}
INSTANTIATE_TEST_SUITE_P(
    Mime, Replies,
    testing::Values(
        ReplyRow{"reply_gmail_tr", "Tamam, bekliyorum.", "20 Kas 2026 Cum, 10:22 tarihinde"},
        ReplyRow{"reply_gmail_hu", "Köszönöm, megfelel.", "ezt írta (időpont: 2026"},
        ReplyRow{"reply_gmail_he", "תודה, מחר בבוקר מתאים לי.", "הטכנאי יגיע מחר."},
        ReplyRow{"reply_gmail_en", "Yes please.", "On Fri, Nov 20, 2026"},
        ReplyRow{"reply_bottom_posted", "Yes, to my office.", "> Shall we send the part?"},
        ReplyRow{"reply_outlook_tr", "Hâlâ çözülmedi, lütfen arayın.", "Original words"},
        ReplyRow{"reply_outlook_hu", "Még mindig nem működik, kérem hívjanak.", "Original words"},
        ReplyRow{"reply_outlook_he", "עדיין לא נפתר, אנא התקשרו אליי.", "Original words"},
        ReplyRow{"reply_outlook_en", "It is still not solved, please call me.", "Original words"}),
    [](auto const& row) { return std::string(row.param.file); });

TEST(Mime, answers_between_the_lines_keep_the_questions) {
  auto const mail = parsed("reply_between_lines");
  EXPECT_THAT(mail.new_text, HasSubstr("> Is the red lamp on?\nYes, it blinks twice."));
  EXPECT_EQ(mail.quoted_text, "");
}

TEST(Mime, forwarded_mail_names_its_first_sender_and_hides_nothing) {
  auto const gmail = parsed("forward_gmail_tr");
  ASSERT_TRUE(gmail.forwarded);
  EXPECT_EQ(gmail.forwarded->from, (Address{"zeynep@musteri.example", "Zeynep Kaya"}));
  EXPECT_EQ(gmail.forwarded->subject, "Kombi arızası");
  EXPECT_THAT(gmail.forwarded->text, HasSubstr("Kombim üç gündür çalışmıyor"));
  EXPECT_THAT(gmail.new_text, HasSubstr("Kombim üç gündür çalışmıyor"));
  auto const outlook = parsed("forward_outlook_hu");
  ASSERT_TRUE(outlook.forwarded);
  EXPECT_EQ(outlook.forwarded->from, (Address{"nagy.eva@ugyfel.example", "Nagy Éva"}));
  EXPECT_EQ(outlook.forwarded->text, "Hibás a számlám, kérem a javítását.");
  auto const attached = parsed("forward_attached");
  ASSERT_TRUE(attached.forwarded);
  EXPECT_EQ(attached.forwarded->from, (Address{"zeynep@musteri.example", "Zeynep Kaya"}));
  EXPECT_EQ(attached.forwarded->subject, "Complaint about the visit");
  EXPECT_EQ(attached.attachments.at(0).name, "Complaint about the visit.eml");
}

struct MachineRow {
  char const* file;
  Machine machine;
};
class Machines : public testing::TestWithParam<MachineRow> {};
TEST_P(Machines, are_told_from_people) {
  EXPECT_EQ(parsed(GetParam().file).machine, GetParam().machine);
}
INSTANTIATE_TEST_SUITE_P(Mime, Machines,
                         testing::Values(MachineRow{"dsn_postfix", Machine::Bounce},
                                         MachineRow{"dsn_delayed", Machine::DeliveryNotice},
                                         MachineRow{"bounce_qmail", Machine::Bounce},
                                         MachineRow{"bounce_exim", Machine::Bounce},
                                         MachineRow{"read_receipt", Machine::DeliveryNotice},
                                         MachineRow{"out_of_office_en", Machine::OutOfOffice},
                                         MachineRow{"out_of_office_tr", Machine::OutOfOffice},
                                         MachineRow{"out_of_office_hu", Machine::OutOfOffice},
                                         MachineRow{"out_of_office_he", Machine::OutOfOffice},
                                         MachineRow{"mailing_list", Machine::List},
                                         MachineRow{"bulk", Machine::Precedence},
                                         MachineRow{"forward_gmail_tr", Machine::OwnMessage},
                                         MachineRow{"reply_gmail_en", Machine::None}),
                         [](auto const& row) { return std::string(row.param.file); });

struct HeaderRow {
  char const* header;
  Machine machine;
};
TEST(Mime, each_header_of_a_machine_forbids_an_automatic_answer) {
  HeaderRow const rows[] = {
      {"Return-Path: <>\r\n", Machine::NullReturnPath},
      {"Return-Path: <a@b.example>\r\n", Machine::None},
      {"Auto-Submitted: auto-generated\r\n", Machine::AutoSubmitted},
      {"Auto-Submitted: auto-notified; owner=x\r\n", Machine::AutoSubmitted},
      {"Auto-Submitted: auto-replied (vacation)\r\n", Machine::OutOfOffice},
      {"Auto-Submitted: no\r\n", Machine::None},
      {"AUTO-SUBMITTED: No ; x=y\r\n", Machine::None},
      {"Precedence: bulk\r\n", Machine::Precedence},
      {"Precedence: junk\r\n", Machine::Precedence},
      {"Precedence: list\r\n", Machine::List},
      {"Precedence: first-class\r\n", Machine::None},
      {"List-Id: <x.y>\r\n", Machine::List},
      {"List-Unsubscribe: <mailto:x@y.example>\r\n", Machine::List},
      {"X-Auto-Response-Suppress: OOF, DR\r\n", Machine::SuppressesAnswers},
      {"X-Auto-Response-Suppress: None\r\n", Machine::None},
      {"X-Autoreply: yes\r\n", Machine::OutOfOffice},
  };
  for (auto const& row : rows) {
    auto const mail =
        parse_mail(std::string(row.header) +
                   "From: a@b.example\r\nSubject: s\r\nMessage-ID: <1@b.example>\r\n\r\nx");
    EXPECT_EQ(mail.machine, row.machine) << row.header;
  }
  for (auto const* from :
       {"MAILER-DAEMON@b.example", "postmaster@b.example", "Postmaster@B.example"})
    EXPECT_EQ(
        parse_mail("From: " + std::string(from) + "\r\nMessage-ID: <1@b.example>\r\n\r\nx").machine,
        Machine::MailerDaemon);
}

TEST(Mime, a_group_of_ones_own_brings_customers_and_gets_no_automatic_answer) {
  ReadingHints hints;
  hints.own_domains = {"firma.example"};
  std::string const rest = "From: a@b.example\r\nMessage-ID: <1@b.example>\r\n\r\nx";
  EXPECT_EQ(parse_mail("List-Id: Destek <destek.firma.example>\r\n" + rest, hints).machine,
            Machine::SuppressesAnswers);
  EXPECT_EQ(parse_mail("List-Id: <destek.other.example>\r\n" + rest, hints).machine, Machine::List);
}

TEST(Mime, bounce_names_who_failed_why_and_which_message) {
  auto const postfix = parsed("dsn_postfix");
  ASSERT_TRUE(postfix.bounce);
  ASSERT_EQ(postfix.bounce->failed.size(), 1u);
  EXPECT_EQ(postfix.bounce->failed[0].address, "yok@musteri.example");
  EXPECT_EQ(postfix.bounce->failed[0].status, "5.1.1");
  EXPECT_THAT(postfix.bounce->failed[0].diagnostic, HasSubstr("rejected: User unknown"));
  EXPECT_EQ(postfix.bounce->original_message_id,
            "vefa.0000000000001.0000000000002.abc@firma.example");
  auto const qmail = parsed("bounce_qmail");
  EXPECT_EQ(qmail.bounce->failed.at(0).address, "nobody@old.example");
  EXPECT_EQ(qmail.bounce->failed.at(0).status, "5.1.1");
  EXPECT_EQ(qmail.bounce->original_message_id, "vefa.x.y.z@firma.example");
  auto const exim = parsed("bounce_exim");
  EXPECT_EQ(exim.bounce->failed.at(0).address, "gone@exim.example");
  EXPECT_EQ(exim.bounce->original_message_id, "vefa.e.x.im@firma.example");
  auto const delayed = parsed("dsn_delayed");
  EXPECT_EQ(delayed.bounce->failed.at(0).action, "delayed");
  EXPECT_EQ(delayed.bounce->original_message_id, "vefa.a.b.c@firma.example");
}

TEST(Mime, files_show_their_true_type) {
  auto const nasty = parsed("nasty_html");
  ASSERT_EQ(nasty.attachments.size(), 2u);
  EXPECT_EQ(nasty.attachments[0].media_type, "image/png");
  EXPECT_EQ(nasty.attachments[0].content_id, "logo@x");
  EXPECT_TRUE(nasty.attachments[0].is_inline);
  EXPECT_EQ(nasty.attachments[1].declared_type, "image/jpeg");
  EXPECT_EQ(nasty.attachments[1].media_type, "application/vnd.microsoft.portable-executable");
  EXPECT_EQ(nasty.attachments[1].name, "photogpj.exe");
  auto const invite = parsed("calendar_invite");
  ASSERT_EQ(invite.attachments.size(), 2u);
  EXPECT_EQ(invite.attachments[0].media_type, "text/calendar");
  EXPECT_EQ(invite.attachments[1].name, "invite.ics");
  EXPECT_EQ(invite.text, "Montaj randevusu, Cuma 10:00");
  EXPECT_THAT(invite.html_sanitized, HasSubstr("<b>Montaj randevusu</b>"));
}

TEST(Mime, outlooks_container_is_opened) {
  auto const mail = parsed("winmail");
  ASSERT_EQ(mail.attachments.size(), 2u);
  EXPECT_EQ(mail.attachments[0].name, "fatura.pdf");
  EXPECT_EQ(mail.attachments[0].media_type, "application/pdf");
  EXPECT_EQ(mail.attachments[1].media_type, "image/jpeg");
}

TEST(Mime, broken_mail_is_kept_with_its_defects) {
  EXPECT_THAT(parsed("broken_base64").defects, Contains("broken_base64"));
  EXPECT_THAT(parsed("broken_base64").attachments, testing::SizeIs(1));
  EXPECT_THAT(parsed("truncated_multipart").text, HasSubstr("Half a mess"));
  EXPECT_THAT(parsed("empty").defects, Not(IsEmpty()));
  EXPECT_THAT(parsed("garbage").defects, Not(IsEmpty()));
  EXPECT_EQ(parsed("headers_only").subject, "nothing");
}

TEST(Mime, softly_broken_lines_are_joined) {
  EXPECT_EQ(parsed("format_flowed").text,
            "This is one long paragraph that was broken softly.\n\nSecond one.\n-- \nJohn\n");
}

TEST(Mime, endless_nesting_and_thousands_of_parts_are_cut) {
  std::string deep = "From: a@b.example\r\nMessage-ID: <d@b.example>\r\nMIME-Version: 1.0\r\n";
  for (int i = 0; i < 5000; ++i)
    deep += fmt::format("Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n", i);
  deep += "Content-Type: text/plain\r\n\r\nbottom\r\n";
  EXPECT_THAT(parse_mail(deep).defects, Contains("nested_too_deeply"));
  std::string forwarded;
  for (int i = 0; i < 5000; ++i)
    forwarded += "From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n";
  EXPECT_THAT(parse_mail(forwarded).defects, Not(IsEmpty()));
  std::string many = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 5000; ++i) many += "--b\r\nContent-Type: image/png\r\n\r\nx\r\n";
  auto const cut = parse_mail(many + "--b--\r\n");
  EXPECT_THAT(cut.defects, Contains("too_many_parts"));
  EXPECT_LE(cut.attachments.size(), kMaxParts);
}

TEST(Mime, a_flood_of_blank_lines_costs_no_more_than_its_length) {
  std::string const flood(1u << 20, '\n');
  auto const mail = parse_mail("Subject: x\n\n> a\nb" + flood + "> c\nd");
  EXPECT_EQ(mail.quoted_text, "");
  EXPECT_THAT(mail.new_text, EndsWith("d"));
}

TEST(Mime, every_prefix_of_every_fixture_is_read_without_failing) {
  for (auto const* name : {"tr_windows_1254_photo", "nasty_html", "dsn_postfix", "calendar_invite",
                           "he_windows_1255_html", "apple_references", "winmail"}) {
    auto const raw = fixture(name);
    for (std::size_t end = 0; end < raw.size(); end += 7)
      EXPECT_TRUE(is_utf8(parse_mail(std::string_view(raw).substr(0, end)).text));
  }
}

}  // namespace
}  // namespace vefa::email
