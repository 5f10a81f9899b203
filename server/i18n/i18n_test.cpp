#include "i18n/i18n.hpp"

#include "i18n/direction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/messagepattern.h>

#include <regex>
#include <thread>

#include "base/embedded.hpp"
#include "base/json.hpp"

namespace vefa::i18n {
namespace {

struct Entry {
  std::string file;
  std::string key;
  std::map<std::string, std::string> texts;
};

std::vector<Entry> entries() {
  std::vector<Entry> all;
  for (auto const& file : embedded_files()) {
    if (!file.path.starts_with("server/i18n/texts/")) continue;
    auto const json = parse_json(file.bytes);
    EXPECT_TRUE(json.ok()) << file.path;
    for (auto const& [key, texts] : json->as_object()) {
      Entry entry{std::string(file.path), key, {}};
      for (auto const& [language, text] : texts.as_object())
        entry.texts[language] = text.as_string().c_str();
      all.push_back(entry);
    }
  }
  return all;
}

/// Names of the arguments; nothing when ICU cannot read the text.
std::optional<std::set<std::string>> placeholders(std::string const& text) {
  UErrorCode code = U_ZERO_ERROR;
  UParseError where{};
  icu::MessagePattern pattern(UMSGPAT_APOS_DOUBLE_OPTIONAL, code);
  pattern.parse(icu::UnicodeString::fromUTF8(text), &where, code);
  if (U_FAILURE(code)) return std::nullopt;
  std::set<std::string> names;
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    if (pattern.getPart(i).getType() != UMSGPAT_PART_TYPE_ARG_NAME) continue;
    std::string name;
    pattern.getSubstring(pattern.getPart(i)).toUTF8String(name);
    names.insert(name);
  }
  return names;
}

TEST(Texts, every_key_has_a_text_in_each_of_the_four_languages) {
  ASSERT_FALSE(entries().empty());
  for (auto const& entry : entries()) {
    EXPECT_EQ(entry.texts.size(), 4u) << entry.file << " " << entry.key;
    for (char const* language : {"en", "tr", "hu", "he"}) {
      auto const found = entry.texts.find(language);
      ASSERT_NE(found, entry.texts.end()) << entry.file << " " << entry.key << " " << language;
      EXPECT_FALSE(trim(found->second).empty()) << entry.key << " " << language;
      EXPECT_EQ(trim(normalize(found->second)), found->second) << entry.key << " " << language;
    }
  }
}

TEST(Texts, every_text_can_be_read_and_has_the_placeholders_of_the_english_one) {
  std::regex const trap("'[{}#|]");
  for (auto const& entry : entries()) {
    auto const wanted = placeholders(entry.texts.at("en"));
    for (auto const& [language, text] : entry.texts) {
      auto const found = placeholders(text);
      ASSERT_TRUE(found) << entry.file << " " << entry.key << " " << language;
      EXPECT_EQ(found, wanted) << entry.file << " " << entry.key << " " << language;
      EXPECT_FALSE(std::regex_search(text, trap))
          << entry.key << " " << language << ": an apostrophe quotes what follows; write ’";
    }
  }
}

TEST(Texts, no_translation_is_left_in_english) {
  for (auto const& entry : entries()) {
    if (entry.texts.at("en").size() < 30) continue;  // a name may be the same
    for (char const* language : {"tr", "hu", "he"})
      EXPECT_NE(entry.texts.at(language), entry.texts.at("en")) << entry.key << " " << language;
  }
}

TEST(Messages, arguments_stand_in_their_places) {
  EXPECT_EQ(
      message(Language::En, "wire.bad_id", {{"expected", "cas_…"}}),
      "This is not a valid identifier here; it looks like cas_…. Copy the identifier from the "
      "record you mean.");
  EXPECT_THAT(message(Language::Tr, "wire.bad_json", {{"at", "12345"}}),
              testing::HasSubstr("hata 12345. baytta"));
}

TEST(Messages, counts_take_the_forms_of_each_language) {
  auto const wait = [](Language language, char const* seconds) {
    return message(language, "error.too_many", {{"seconds", seconds}});
  };
  EXPECT_THAT(wait(Language::En, "1"), testing::HasSubstr("Wait 1 second and"));
  EXPECT_THAT(wait(Language::En, "30"), testing::HasSubstr("Wait 30 seconds and"));
  EXPECT_THAT(wait(Language::Tr, "30"), testing::HasSubstr("30 saniye bekleyip"));
  EXPECT_THAT(wait(Language::He, "2"), testing::HasSubstr("שתי שניות"));
  EXPECT_THAT(wait(Language::Hu, "30"), testing::HasSubstr("30 másodpercet"));
}

TEST(Messages, a_domain_word_is_said_in_the_readers_language) {
  Error const error = not_found("case");
  EXPECT_THAT(message(Language::En, error), testing::StartsWith("Not found: case."));
  EXPECT_THAT(message(Language::Tr, error), testing::StartsWith("Bulunamadı: başvuru."));
  EXPECT_THAT(message(Language::Hu, error), testing::StartsWith("Nem található: ügy."));
  EXPECT_THAT(message(Language::He, error), testing::StartsWith("לא נמצא: פנייה."));
  EXPECT_THAT(message(Language::En, not_found("thing")), testing::StartsWith("Not found: thing."));
}

TEST(Messages, braces_in_an_argument_stay_text) {
  EXPECT_THAT(message(Language::En, "wire.not_one_of", {{"allowed", "{x} '{y}'"}}),
              testing::EndsWith("{x} '{y}'."));
}

TEST(Messages, numbers_and_foreign_names_are_set_apart_in_a_right_to_left_text) {
  auto const hebrew = [](std::string const& value) { return isolated(Language::He, value); };
  EXPECT_EQ(hebrew("V10482-K"), "\u2068V10482-K\u2069");
  EXPECT_EQ(hebrew("+90 212 000 00 00"), "\u2068+90 212 000 00 00\u2069");
  EXPECT_EQ(hebrew("10:00–12:00"), "\u206810:00–12:00\u2069");
  EXPECT_EQ(hebrew("Anka A.Ş."), "\u2068Anka A.Ş.\u2069");
  EXPECT_EQ(hebrew("שלום Ayşe"), "\u2068שלום Ayşe\u2069");
  EXPECT_EQ(isolated(Language::He, hebrew("V1-X")), hebrew("V1-X")) << "twice is once";
  for (std::string const as_it_is :
       {"יום ראשון, 22 בנובמבר 2026", "", "…", "https://a.example/c/1?solved=yes", "/c/1",
        "{case_number}", "line\nline"})
    EXPECT_EQ(hebrew(as_it_is), as_it_is);
  EXPECT_EQ(isolated(Language::Tr, "V10482-K"), "V10482-K");
  EXPECT_EQ(message(Language::He, "portal.case_number", {{"number", "V10482-K"}}),
            "פנייה \u2068V10482-K\u2069");
}

TEST(Messages, an_unknown_key_answers_itself) {
  EXPECT_FALSE(has_message("no.such_key"));
  EXPECT_EQ(message(Language::Hu, "no.such_key"), "no.such_key");
}

TEST(Messages, a_number_argument_that_is_none_answers_the_key) {
  EXPECT_EQ(message(Language::En, "error.too_large", {{"limit", "ten"}}), "error.too_large");
}

TEST(Messages, threads_read_the_same_texts) {
  std::vector<std::thread> threads;
  std::atomic<int> same{0};
  std::string const wanted = message(Language::Tr, "error.too_many", {{"seconds", "5"}});
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i)
        same += message(Language::Tr, "error.too_many", {{"seconds", "5"}}) == wanted;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(same, 800);
}

TEST(Formats, dates_are_written_as_each_language_writes_them) {
  Instant const at = *parse_instant("2026-11-22T12:30:00Z");
  EXPECT_EQ(date_text(Language::En, at, "Europe/Istanbul"), "22 November 2026");
  EXPECT_EQ(date_text(Language::Tr, at, "Europe/Istanbul"), "22 Kasım 2026");
  EXPECT_EQ(date_text(Language::Hu, at, "Europe/Budapest"), "2026. november 22.");
  EXPECT_EQ(date_text(Language::He, at, "Asia/Jerusalem"), "22 בנובמבר 2026");
  EXPECT_EQ(time_text(Language::En, at, "Europe/Istanbul"), "15:30");
  EXPECT_EQ(time_text(Language::Hu, at, "Europe/Budapest"), "13:30");
  EXPECT_EQ(date_time_text(Language::Tr, at, "Europe/Istanbul"), "22 Kasım 2026 Pazar 15:30");
  EXPECT_EQ(date_time_text(Language::Hu, at, "Europe/Budapest"),
            "2026. november 22., vasárnap 13:30");
  EXPECT_EQ(date_time_text(Language::En, at, "Europe/Istanbul"),
            "Sunday, 22 November 2026 at 15:30");
  EXPECT_THAT(date_time_text(Language::He, at, "Asia/Jerusalem"), testing::HasSubstr("14:30"));
}

TEST(Formats, a_date_is_that_of_the_place) {
  Instant const late = *parse_instant("2026-11-22T22:30:00Z");
  EXPECT_EQ(date_text(Language::En, late, "UTC"), "22 November 2026");
  EXPECT_EQ(date_text(Language::En, late, "Europe/Istanbul"), "23 November 2026");
  EXPECT_EQ(date_text(Language::En, LocalDate{2024, 2, 29}), "29 February 2024");
  EXPECT_EQ(time_text(Language::En, *parse_instant("2026-07-01T10:00:00Z"), "Europe/Budapest"),
            "12:00");
  EXPECT_THROW(date_text(Language::En, late, "Nowhere/Land"), std::runtime_error);
}

TEST(Formats, what_is_due_when_a_day_is_over_is_due_on_that_day) {
  Instant const midnight = *parse_instant("2026-12-05T21:00:00Z");
  EXPECT_EQ(due_text(Language::Hu, midnight, "Europe/Istanbul"), "2026. december 5., szombat");
  EXPECT_EQ(due_text(Language::Tr, midnight, "Europe/Istanbul"), "5 Aralık 2026 Cumartesi");
  EXPECT_EQ(due_text(Language::En, midnight, "Europe/Istanbul"), "Saturday, 5 December 2026");
  EXPECT_EQ(due_text(Language::He, midnight, "Europe/Istanbul"), "יום שבת, 5 בדצמבר 2026");
  EXPECT_EQ(due_text(Language::En, midnight, "Europe/Budapest"),
            "Saturday, 5 December 2026 at 22:00");
}

TEST(Formats, durations_name_their_two_largest_units) {
  using namespace std::chrono_literals;
  EXPECT_EQ(duration_text(Language::En, 51h + 10min), "2 days and 3 hours");
  EXPECT_EQ(duration_text(Language::En, 48h + 10min), "2 days and 10 minutes");
  EXPECT_EQ(duration_text(Language::En, 1h), "1 hour");
  EXPECT_EQ(duration_text(Language::En, 45s), "45 seconds");
  EXPECT_EQ(duration_text(Language::En, 0s), "0 seconds");
  EXPECT_EQ(duration_text(Language::En, -90min), "1 hour and 30 minutes");
  EXPECT_EQ(duration_text(Language::Tr, 51h), "2 gün 3 saat");
  EXPECT_EQ(duration_text(Language::Hu, 51h), "2 nap és 3 óra");
  EXPECT_EQ(duration_text(Language::He, 26h), "יום אחד ושעתיים");
  EXPECT_EQ(duration_text(Language::He, 51h), "יומיים ו-3 שעות");
}

TEST(Formats, money_is_written_with_the_currencys_own_digits) {
  auto const in = [](char const* code, std::int64_t minor) {
    return Money{minor, *Currency::parse(code)};
  };
  EXPECT_EQ(money_text(Language::Tr, in("TRY", 125050)), "₺1.250,50");
  EXPECT_EQ(money_text(Language::Hu, in("HUF", 125000)), "1 250 Ft");
  EXPECT_EQ(money_text(Language::Hu, in("HUF", 12500050)), "125 000,50 Ft");
  EXPECT_EQ(money_text(Language::En, in("JPY", 1250)), "JP¥1,250");
  EXPECT_EQ(money_text(Language::En, in("EUR", -5)), "-€0.05");
  EXPECT_THAT(money_text(Language::He, in("ILS", 125050)), testing::HasSubstr("1,250.50"));
  EXPECT_THAT(money_text(Language::He, in("ILS", 125050)), testing::HasSubstr("₪"));
}

TEST(Formats, numbers_and_lists_follow_the_language) {
  EXPECT_EQ(number_text(Language::En, 1234567), "1,234,567");
  EXPECT_EQ(number_text(Language::Tr, 1234567), "1.234.567");
  EXPECT_EQ(list_text(Language::En, {"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(list_text(Language::Tr, {"a", "b", "c"}), "a, b ve c");
  EXPECT_EQ(list_text(Language::Hu, {"a", "b"}), "a és b");
  EXPECT_EQ(list_text(Language::He, {"א", "ב"}), "א וב");
  EXPECT_EQ(list_text(Language::En, {}), "");
}

}  // namespace
}  // namespace vefa::i18n
