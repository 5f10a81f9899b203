#include "base/text.hpp"

#include <gtest/gtest.h>

namespace vefa {
namespace {

TEST(Fold, every_turkish_i_is_the_same_letter) {
  for (char const* word : {"ISITICI", "ısıtıcı", "İSİTİCİ", "isitici", "I\u0307SITICI", "ıSıTıCı"})
    EXPECT_EQ(fold(word), "isitici") << word;
  EXPECT_EQ(fold("Iğdır"), fold("IĞDIR"));
  EXPECT_EQ(fold("İADE"), "iade");
}

TEST(Fold, marks_and_case_make_no_difference) {
  EXPECT_EQ(fold("Özgür Çağlayan ŞİŞLİ"), "ozgur caglayan sisli");
  EXPECT_EQ(fold("Árvíztűrő Tükörfúrógép"), "arvizturo tukorfurogep");
  EXPECT_EQ(fold("STRASSE"), fold("straße"));
  EXPECT_EQ(fold("שָׁלוֹם"), "שלום");
  EXPECT_EQ(fold("ﬁ Ⅳ ２"), "fi iv 2");
  EXPECT_EQ(fold("a\u200Fb\u00ADc"), "abc");
}

TEST(Fold, composed_and_decomposed_are_the_same) {
  EXPECT_EQ(fold("u\u0308"), fold("\u00FC"));
  EXPECT_EQ(fold("\u0130"), fold("I\u0307"));
}

TEST(Fold, folding_twice_changes_nothing_for_any_letter) {
  for (char32_t c = 0x20; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    if (c < 0x80) {
      text = {static_cast<char>(c)};
    } else if (c < 0x800) {
      text = {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      text = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
              static_cast<char>(0x80 | (c & 63))};
    } else {
      text = {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
              static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
    }
    std::string const once = fold(text);
    ASSERT_EQ(fold(once), once) << "U+" << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Utf8, only_what_rfc_3629_allows_is_utf8) {
  for (char const* good : {"", "plain", "ığüşöç", "שלום", "😀", "\u0080", "\U0010FFFF"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (char const* bad :
       {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "a\xFF", "\xE2\x82", "\xE2\x82z"})
    EXPECT_FALSE(is_utf8(bad)) << hex(bad);
}

TEST(Utf8, broken_bytes_are_replaced_and_the_rest_kept) {
  EXPECT_EQ(repair_utf8("a\x80z"), "a\uFFFDz");
  EXPECT_EQ(repair_utf8("ğ\xC4"), "ğ\uFFFD");
  EXPECT_EQ(repair_utf8("şu"), "şu");
  EXPECT_TRUE(is_utf8(repair_utf8("\xE2\x82z\xF0\x9F")));
}

TEST(Utf8, lengths_and_prefixes_count_characters) {
  EXPECT_EQ(length_of("ığ😀"), 3u);
  EXPECT_EQ(prefix_of("ığ😀x", 2), "ığ");
  EXPECT_EQ(prefix_of("ığ😀x", 3), "ığ😀");
  EXPECT_EQ(prefix_of("ab", 9), "ab");
  EXPECT_EQ(prefix_of("ab", 0), "");
}

TEST(Trim, white_space_and_invisible_marks_go_from_both_ends) {
  EXPECT_EQ(trim(" \t\n a b \r\n"), "a b");
  EXPECT_EQ(trim("\u00A0\u2003\u200F\uFEFFשלום\u200E\u00A0"), "שלום");
  EXPECT_EQ(trim("a\u200Fb"), "a\u200Fb");
  EXPECT_EQ(trim(" \u200B "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Normalize, controls_go_and_line_ends_become_line_feeds) {
  EXPECT_EQ(normalize(std::string_view("a\0b\x07\x1B[0m\x7F", 9)), "ab[0m");
  EXPECT_EQ(normalize("a\r\nb\rc\n\td"), "a\nb\nc\n\td");
  EXPECT_EQ(normalize("a\u0085b\u009Fc"), "abc");
}

TEST(Normalize, letters_are_composed) {
  EXPECT_EQ(normalize("u\u0308"), "\u00FC");
  EXPECT_EQ(normalize("I\u0307"), "\u0130");
  EXPECT_EQ(normalize("\u00FC"), "\u00FC");
}

TEST(SortKey, each_language_has_its_own_order) {
  auto const before = [](char const* language, char const* a, char const* b) {
    return sort_key(a, language) < sort_key(b, language);
  };
  EXPECT_TRUE(before("tr", "cam", "çam"));
  EXPECT_TRUE(before("tr", "çam", "dam"));
  EXPECT_TRUE(before("tr", "ıslak", "islak"));
  EXPECT_TRUE(before("tr", "hz", "ıa"));
  EXPECT_TRUE(before("hu", "cukor", "csap"));
  EXPECT_TRUE(before("he", "אבג", "בגד"));
  EXPECT_TRUE(before("en", "apple", "Banana"));
  EXPECT_EQ(sort_key("aynı", "tr"), sort_key("aynı", "tr"));
  std::string const long_name(5000, 'x');
  EXPECT_TRUE(before("en", long_name.c_str(), "y"));
}

TEST(Pieces, split_and_join_are_inverse) {
  EXPECT_EQ(split("a,b,,c", ','), (std::vector<std::string>{"a", "b", "", "c"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string>{""}));
  EXPECT_EQ(join(split("a,b,,c", ','), ","), "a,b,,c");
}

TEST(Pieces, enumerators_are_found_by_their_snake_case) {
  for (auto const* camel : {"CasesReadAll", "En", "Sha256", "A"})
    EXPECT_TRUE(is_snake_case_of(snake_case(camel), camel)) << camel;
  for (auto const* other : {"", "cases", "cases_read_al", "cases_read_all_", "_cases_read_all",
                            "casesreadall", "CasesReadAll"})
    EXPECT_FALSE(is_snake_case_of(other, "CasesReadAll")) << other;
}

TEST(Pieces, enumerators_become_snake_case) {
  EXPECT_EQ(snake_case("CasesReadAll"), "cases_read_all");
  EXPECT_EQ(snake_case("En"), "en");
  EXPECT_EQ(snake_case("Sha256"), "sha256");
}

TEST(Pieces, bytes_survive_base64url) {
  for (std::size_t size = 0; size < 70; ++size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 37 + size);
    std::string const text = base64url(bytes);
    EXPECT_EQ(text.find_first_of("+/="), std::string::npos);
    EXPECT_EQ(from_base64url(text), bytes);
  }
  for (char const* bad : {"a", "ab+c", "ab=", "ab c", "ab\n"})
    EXPECT_EQ(from_base64url(bad), "") << bad;
  EXPECT_EQ(hex("\x01\xAB"), "01ab");
}

}  // namespace
}  // namespace vefa
