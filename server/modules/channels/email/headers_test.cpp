#include "modules/channels/email/headers.hpp"

#include <gmock/gmock.h>

namespace vefa::email {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Subjects, prefixes_of_four_languages_are_stripped) {
  std::pair<char const*, char const*> const rows[] = {
      {"Re: a", "a"},
      {"RE: Re: a", "a"},
      {"re[2]: a", "a"},
      {"Re(3): a", "a"},
      {"Fwd: a", "a"},
      {"FW: a", "a"},
      {"YNT: a", "a"},
      {"Ynt: YNT: a", "a"},
      {"İLT: a", "a"},
      {"ilt: a", "a"},
      {"İLET: a", "a"},
      {"VÁ: a", "a"},
      {"Vá: RE: a", "a"},
      {"Továbbítás: a", "a"},
      {"TOVÁBBÍTÁS: a", "a"},
      {"Vál: a", "a"},
      {"Tov: a", "a"},
      {"Válasz: a", "a"},
      {"השב: a", "a"},
      {"העבר: a", "a"},
      {"תשובה: a", "a"},
      {"הועבר: a", "a"},
      {"\u200Fהשב: a", "a"},
      {"AW: WG: a", "a"},
      {"Re : a", "a"},
      {"Ynt : a", "a"},
      {"Re:a", "a"},
      {"RE: YNT: VÁ: השב: Çamaşır", "Çamaşır"},
      {"Garanti: süre", "Garanti: süre"},
      {"Remote: control", "Remote: control"},
      {"Re", "Re"},
      {"", ""},
      {"Re:", ""},
      {"10:30 randevu", "10:30 randevu"},
  };
  for (auto [subject, bare] : rows) EXPECT_EQ(strip_subject(subject), bare) << subject;
}

TEST(Subjects, forwards_are_told_from_replies) {
  for (auto const* subject : {"Fwd: a", "FW: a", "İLT: a", "Továbbítás: a", "העבר: a"})
    EXPECT_TRUE(is_forward_subject(subject)) << subject;
  for (auto const* subject : {"Re: Fwd: a", "YNT: a", "VÁ: a", "השב: a", "a"})
    EXPECT_FALSE(is_forward_subject(subject)) << subject;
}

TEST(MessageIds, only_real_ones_are_keys) {
  EXPECT_THAT(parse_message_ids("<a@b> <c@d>"), ElementsAre("a@b", "c@d"));
  EXPECT_THAT(parse_message_ids("<a@b>,\r\n\t<c@d>"), ElementsAre("a@b", "c@d"));
  EXPECT_THAT(parse_message_ids("<a@b><a@b>"), ElementsAre("a@b"));
  EXPECT_THAT(parse_message_ids(" <a@\r\n b> "), ElementsAre("a@b"));
  EXPECT_THAT(parse_message_ids("a@b"), ElementsAre("a@b"));
  EXPECT_THAT(parse_message_ids("Your message of Tuesday <a@b>"), ElementsAre("a@b"));
  for (auto const* none : {"", "<>", "< >", "<", "no id", "<unclosed@x"})
    EXPECT_THAT(parse_message_ids(none), IsEmpty()) << none;
}

TEST(MessageIds, long_references_keep_the_first_and_the_newest) {
  std::string all;
  for (int i = 0; i < 500; ++i) all += "<" + std::to_string(i) + "@x> ";
  auto const ids = parse_message_ids(all);
  ASSERT_EQ(ids.size(), kMaxReferences);
  EXPECT_EQ(ids.front(), "0@x");
  EXPECT_EQ(ids.back(), "499@x");
}

TEST(Addresses, are_read_in_every_form) {
  EXPECT_THAT(parse_addresses("a@b.example"), ElementsAre(Address{"a@b.example", ""}));
  EXPECT_THAT(parse_addresses("\"Yıldız, Ayşe\" <a@b.example>, c@d.example"),
              ElementsAre(Address{"a@b.example", "Yıldız, Ayşe"}, Address{"c@d.example", ""}));
  EXPECT_THAT(parse_addresses("=?utf-8?B?WcSxbGTEsXosIEF5xZ9l?= <a@b.example>"),
              ElementsAre(Address{"a@b.example", "Yıldız, Ayşe"}));
  EXPECT_THAT(parse_addresses("Team: a@b.example, c@d.example;"),
              ElementsAre(Address{"a@b.example", ""}, Address{"c@d.example", ""}));
  EXPECT_THAT(parse_addresses("undisclosed-recipients:;"), IsEmpty());
  EXPECT_THAT(parse_addresses(""), IsEmpty());
}

TEST(EncodedWords, are_joined_and_spaced_as_the_rfc_says) {
  EXPECT_EQ(decode_header("=?utf-8?Q?a?= =?utf-8?Q?b?="), "ab");
  EXPECT_EQ(decode_header("=?utf-8?Q?a?= x =?utf-8?Q?b?="), "a x b");
  EXPECT_EQ(decode_header("x=?utf-8?Q?a_b?="), "xa b");
  EXPECT_EQ(decode_header("=?utf-8?X?a?="), "=?utf-8?X?a?=");
  EXPECT_EQ(decode_header("=?utf-8?Q?a"), "=?utf-8?Q?a");
  EXPECT_EQ(decode_header("=?windows-1254?Q?=DE?="), "Ş");
  EXPECT_EQ(decode_header("a\r\n b"), "a b");
}

}  // namespace
}  // namespace vefa::email
