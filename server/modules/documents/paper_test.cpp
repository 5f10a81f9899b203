// Drawing alone: no database.
#include "modules/documents/paper.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/documents/test_reading.hpp"

namespace vefa::documents {
namespace {

using ::testing::HasSubstr;

Paper paper(Language language, std::string title, std::vector<PaperField> fields) {
  Paper out{.number = "D10001-K",
            .company = "Anka Servis",
            .company_lines = "Bağdat Cad. 12, İstanbul\n+90 212 555 12 34",
            .qr = "https://service.example.com/c/0123456789abcdef",
            .made_at = parse_instant("2026-11-22T06:00:00Z").value()};
  PaperPart part{.language = language, .title = std::move(title), .subtitle = "D10001-K"};
  part.sections.push_back({.title = "§", .fields = std::move(fields)});
  out.parts.push_back(std::move(part));
  return out;
}

std::string drawn(Paper const& paper) {
  auto const out = draw(paper);
  EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().key);
  return out.ok() ? out->pdf : "";
}

TEST(DocumentDrawing, the_same_paper_gives_the_same_bytes) {
  auto const one = paper(Language::Tr, "Servis fişi", {{"müşteri", "Ayşe Yılmaz"}});
  auto const first = drawn(one);
  EXPECT_EQ(first.substr(0, 5), "%PDF-");
  EXPECT_EQ(drawn(one), first);
  auto other = one;
  other.parts[0].sections[0].fields[0].value = "Ayşe Yılmaz2";
  EXPECT_NE(drawn(other), first);
}

TEST(DocumentDrawing, what_is_drawn_is_read_back_in_four_languages) {
  struct Case {
    Language language;
    char const* title;
    char const* value;
    char const* page;
  };
  for (auto const& c :
       {Case{Language::En, "Service slip", "Çağrı Öğüt, İğdır 1.250,50 ₺", "page 1 of 1"},
        Case{Language::Tr, "Servis fişi", "Şule Iğdır, büyük arıza 12,00 ₺", "sayfa 1/1"},
        Case{Language::Hu, "Szervizlap", "Hűtőszekrény, űr és őz 12 500 Ft", "1/1. oldal"},
        Case{Language::He, "טופס שירות", "איילת כהן", "מתוך"}}) {
    auto const text =
        letters_in(text_in(drawn(paper(c.language, c.title, {{"x", c.value, true}}))));
    for (auto const* wanted : {c.title, c.value, c.page, "AnkaServis", "+902125551234"})
      EXPECT_THAT(text, HasSubstr(letters_in(wanted))) << tag(c.language);
  }
}

/// Where a word stands on the page: poppler says it in points from the left.
double left_of(std::string const& pdf, std::string const& word) {
  auto const folder = vefa::testing::temporary_folder();
  std::ofstream(folder + "/a.pdf", std::ios::binary) << pdf;
  std::string const command =
      "pdftotext -bbox -enc UTF-8 '" + folder + "/a.pdf' '" + folder + "/a.html'";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ostringstream all;
  all << std::ifstream(folder + "/a.html").rdbuf();
  std::filesystem::remove_all(folder);
  auto const text = all.str();
  auto const at = text.find(">" + word + "</word>");
  EXPECT_NE(at, std::string::npos) << word;
  if (at == std::string::npos) return -1;
  auto const from = text.rfind("xMin=\"", at) + 6;
  return std::stod(text.substr(from, text.find('"', from) - from));
}

TEST(DocumentDrawing, a_hebrew_page_begins_at_the_right_and_a_turkish_one_at_the_left) {
  auto const he = drawn(paper(Language::He, "טופס", {{"a", "FIRST"}, {"b", "SECOND"}}));
  EXPECT_GT(left_of(he, "FIRST"), left_of(he, "SECOND"));
  EXPECT_GT(left_of(he, "FIRST"), 300);
  auto const tr = drawn(paper(Language::Tr, "Fiş", {{"a", "FIRST"}, {"b", "SECOND"}}));
  EXPECT_LT(left_of(tr, "FIRST"), left_of(tr, "SECOND"));
  EXPECT_LT(left_of(tr, "FIRST"), 100);
  // A Latin run within a Hebrew sentence keeps its own order.
  auto const mixed = drawn(paper(Language::He, "טופס", {{"a", "דגם AAA 5230 BBB תקול", true}}));
  EXPECT_LT(left_of(mixed, "AAA"), left_of(mixed, "5230"));
  EXPECT_LT(left_of(mixed, "5230"), left_of(mixed, "BBB"));
}

TEST(DocumentDrawing, a_long_text_runs_over_pages_and_a_table_says_its_titles_again) {
  std::string words;
  for (int i = 0; i < 500; ++i) words += "w" + std::to_string(i) + (i % 6 == 5 ? "\n" : " ");
  auto long_one = paper(Language::En, "Slip", {{"words", words, true}});
  auto const out = draw(long_one);
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->pages, 2);
  auto const text = text_in(out->pdf);
  for (auto const* wanted : {"w0 ", "w499", "page 1 of 2", "page 2 of 2"})
    EXPECT_THAT(text, HasSubstr(wanted));
  auto with_table = paper(Language::En, "Quote", {});
  PaperTable table{.columns = {{"What", 3}, {"Sum", 1, true}}};
  for (int i = 0; i < 60; ++i) table.rows.push_back({"row" + std::to_string(i), "1.00 €"});
  table.totals = {{"Total", "60.00 €", true}};
  with_table.parts[0].sections[0].table = table;
  auto const rows = text_in(drawn(with_table));
  EXPECT_NE(rows.find("What"), rows.rfind("What"));
  EXPECT_THAT(rows, HasSubstr("row59"));
  EXPECT_THAT(rows, HasSubstr("60.00 €"));
}

TEST(DocumentDrawing, what_is_beyond_the_limits_is_refused) {
  auto const key_of = [](Paper const& paper) {
    auto const out = draw(paper);
    return out.ok() ? std::string("drawn") : out.error().key;
  };
  std::string const at_most(kMostText, 'x');
  EXPECT_EQ(key_of(paper(Language::En, "t", {{"a", at_most, true}})), "drawn");
  EXPECT_EQ(key_of(paper(Language::En, "t", {{"a", at_most + "x", true}})),
            "documents.too_long_text");
  std::vector<PaperField> many(30, {"a", std::string(2000, '\n'), true});
  EXPECT_EQ(key_of(paper(Language::En, "t", many)), "documents.too_long_pages");
  auto table = paper(Language::En, "t", {});
  table.parts[0].sections[0].table = PaperTable{.columns = {{"a"}}};
  table.parts[0].sections[0].table->rows.resize(kMostRows + 1);
  EXPECT_EQ(key_of(table), "documents.too_long_table");
}

TEST(DocumentDrawing, pictures_show_the_first_pages) {
  auto const one = paper(Language::He, "טופס", {{"a", std::string(120, '\n') + "z", true}});
  auto const pages = pictures(one, 2);
  ASSERT_TRUE(pages.ok());
  ASSERT_EQ(pages->size(), 2u);
  for (auto const& png : *pages) EXPECT_EQ(png.substr(1, 3), "PNG");
  EXPECT_EQ(pictures(one, 1)->size(), 1u);
}

}  // namespace
}  // namespace vefa::documents
