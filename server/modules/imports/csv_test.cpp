#include "modules/imports/csv.hpp"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <random>

#include "base/text.hpp"
#include "tests/support/seed.hpp"

namespace vefa::imports {
namespace {

std::string encoded(std::string const& utf8, char const* page) {
  std::string out(utf8.size() * 4 + 16, '\0');
  UErrorCode status = U_ZERO_ERROR;
  auto const size = ucnv_convert(page, "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                 utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::vector<std::vector<std::string>> cells_of(std::string_view text, Delimiter delimiter) {
  std::vector<std::vector<std::string>> out;
  for (auto const& row : read_rows(text, delimiter, 1000)) out.push_back(row.cells);
  return out;
}

TEST(Csv, each_charset_of_our_countries_is_recognised) {
  struct Row {
    char const* text;
    char const* page;
    Language likely;
    Encoding encoding;
  };
  std::vector<Row> const rows{
      {"Ad;Şehir\nAyşe Yılmaz;İstanbul", "windows-1254", Language::En, Encoding::Windows1254},
      {"Müşteri,Görüş\nIşık Öğüt,çok iyi", "windows-1254", Language::Tr, Encoding::Windows1254},
      {"Név;Város\nNagy Éva;Győr\nSzűcs Ödön;Hódmezővásárhely", "windows-1250", Language::En,
       Encoding::Windows1250},
      {"Ügyfél;Cím\nKővári Ágnes;Fő út 3.", "windows-1250", Language::Hu, Encoding::Windows1250},
      {"שם;עיר\nרונית כהן;תל אביב", "windows-1255", Language::En, Encoding::Windows1255},
      {"name,city\nדוד לוי,חיפה", "windows-1255", Language::Tr, Encoding::Windows1255},
      {"Ad,Şehir\nAyşe,İzmir", "UTF-8", Language::Hu, Encoding::Utf8},
      {"name,city\nAnn,London", "UTF-8", Language::He, Encoding::Utf8},
      {"\xEF\xBB\xBFnév,város\nÉva,Pécs", "UTF-8", Language::Tr, Encoding::Utf8},
      {"ad,il\nIşıl,Ağrı", "UTF-16", Language::En, Encoding::Utf16},
  };
  for (auto const& row : rows) {
    auto const bytes = encoded(row.text, row.page);
    auto const encoding = encoding_of(bytes, row.likely);
    EXPECT_EQ(encoding, row.encoding) << row.text;
    std::string expected = row.text;
    if (expected.starts_with("\xEF\xBB\xBF")) expected.erase(0, 3);
    EXPECT_EQ(decode(bytes, encoding), expected);
  }
}

TEST(Csv, the_separator_is_the_one_that_cuts_evenly) {
  EXPECT_EQ(delimiter_of("a;b;c\n1,5;2;3\n2,5;3;4\n"), Delimiter::Semicolon);
  EXPECT_EQ(delimiter_of("name,text\nAyşe,\"a; b; c\"\n"), Delimiter::Comma);
  EXPECT_EQ(delimiter_of("name\ttext\nNagy, Éva\tszia; hali\n"), Delimiter::Tab);
  EXPECT_EQ(delimiter_of("only one column\nx\n"), Delimiter::Comma);
}

TEST(Csv, quotes_line_feeds_and_empty_lines_are_read_as_they_are_meant) {
  using Rows = std::vector<std::vector<std::string>>;
  EXPECT_EQ(cells_of("a,\"b\nc\"\r\n\r\n\"d \"\"e\"\"\",\r\n", Delimiter::Comma),
            (Rows{{"a", "b\nc"}, {"d \"e\"", ""}}));
  EXPECT_EQ(cells_of("a;b\r1;2", Delimiter::Semicolon), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(cells_of("5\" pipe,x\n", Delimiter::Comma), (Rows{{"5\" pipe", "x"}}));
  EXPECT_EQ(cells_of("a\t\tb\n", Delimiter::Tab), (Rows{{"a", "", "b"}}));
}

TEST(Csv, a_quotation_mark_that_never_ends_tears_one_row_and_is_told) {
  auto const rows = read_rows("a,b\n1,\"open\n2,3\n", Delimiter::Comma, 100);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(rows[0].is_whole);
  EXPECT_FALSE(rows[1].is_whole);
}

TEST(Csv, a_row_beyond_the_largest_ends_and_the_next_one_is_read) {
  std::string text = "\"" + std::string(kLargestRow, 'x') + "\n";
  text += std::string(10, 'y') + "\nnext,row\n";
  auto const rows = read_rows(text, Delimiter::Comma, 100);
  ASSERT_GE(rows.size(), 2u);
  EXPECT_FALSE(rows[0].is_whole);
  EXPECT_EQ(rows.back().cells, (std::vector<std::string>{"next", "row"}));
}

TEST(Csv, what_is_no_table_is_told_by_what_it_is) {
  EXPECT_EQ(no_table(std::string("PK\x03\x04 sheet", 10)), "imports.is_spreadsheet");
  EXPECT_EQ(no_table("\xD0\xCF\x11\xE0 old sheet"), "imports.is_spreadsheet");
  EXPECT_EQ(no_table(" \n\n"), "imports.is_empty");
  EXPECT_EQ(no_table(std::string("GIF\0\0abc", 8)), "imports.is_no_text");
  EXPECT_EQ(no_table("a,b\n1,2\n"), std::nullopt);
}

/// Generated tables; the seed is printed, VEFA_SEED repeats a run.
class Generator {
 public:
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }
  std::string cell() {
    static std::vector<std::string> const pieces{"a",  "ş",  "ő",  "ש", ",", ";",    "\t",
                                                 "\"", "\n", "\r", " ", "1", "\r\n", "x y"};
    std::string out;
    for (std::size_t n = below(8); n > 0; --n) out += pieces[below(pieces.size())];
    return out;
  }

 private:
  std::mt19937 random_{vefa::testing::seed()};
};

TEST(CsvProperties, what_is_written_is_read_back_cell_by_cell) {
  Generator random;
  for (int round = 0; round < 500; ++round) {
    auto const delimiter = static_cast<Delimiter>(random.below(3));
    std::vector<std::vector<std::string>> table;
    std::string text;
    for (std::size_t rows = 1 + random.below(6); rows > 0; --rows) {
      std::vector<std::string> cells;
      for (std::size_t n = 1 + random.below(5); n > 0; --n) cells.push_back(random.cell());
      text += line_of(cells, delimiter);
      table.push_back(std::move(cells));
    }
    ASSERT_EQ(cells_of(text, delimiter), table) << text;
  }
}

TEST(CsvProperties, a_file_is_the_same_in_one_piece_and_in_many) {
  Generator random;
  for (int round = 0; round < 500; ++round) {
    auto const delimiter = static_cast<Delimiter>(random.below(3));
    std::string text;
    for (std::size_t n = random.below(40); n > 0; --n) text += random.cell() + "\n";
    auto const whole = cells_of(text, delimiter);
    std::vector<std::vector<std::string>> pieces;
    std::size_t window = 1 + random.below(30);
    for (std::size_t at = 0; at < text.size();) {
      bool const is_end = at + window >= text.size();
      auto const rows = read_rows(std::string_view(text).substr(at, window), delimiter,
                                  1 + random.below(4), is_end);
      if (rows.empty() && is_end) break;
      for (auto const& row : rows) pieces.push_back(row.cells);
      if (rows.empty()) {
        window *= 2;
      } else {
        at += rows.back().end;
      }
    }
    ASSERT_EQ(pieces, whole) << text;
  }
}

}  // namespace
}  // namespace vefa::imports
