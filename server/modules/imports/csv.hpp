// Tables out of files: which letters, which separator, which rows. Pure.
//
// Reading is libcsv's; this adds what a file of the world needs: a charset that nobody names, a
// separator that depends on the country, and to go on later where a reading ended.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/result.hpp"

namespace vefa::imports {

enum class Encoding { Utf8, Utf16, Windows1254, Windows1250, Windows1255 };
BOOST_DESCRIBE_ENUM(Encoding, Utf8, Utf16, Windows1254, Windows1250, Windows1255)
enum class Delimiter { Comma, Semicolon, Tab };
BOOST_DESCRIBE_ENUM(Delimiter, Comma, Semicolon, Tab)
char sign_of(Delimiter delimiter);

/// The largest row: beyond, it is a file with a quotation mark that never ends.
inline constexpr std::size_t kLargestRow = 1 << 20;
inline constexpr std::size_t kMostColumns = 200;

/// UTF-8 and UTF-16 by their marks or their form; else the one of the three old Windows pages in
/// whose letters the text makes most sense. `likely` decides where it makes the same in two (a text
/// in ASCII is UTF-8).
Encoding encoding_of(std::string_view bytes, Language likely);
/// The text in UTF-8, without a mark in front and without NUL; what no letter stands for becomes
/// U+FFFD.
std::string decode(std::string_view bytes, Encoding encoding);
/// What it is that is no table, as a message's key; nothing: it may be one. Spreadsheets (XLSX,
/// XLS) and other files that are no text.
std::optional<std::string> no_table(std::string_view bytes);

/// The separator that stands outside quotes most evenly in the first lines.
Delimiter delimiter_of(std::string_view utf8);

struct CsvRow {
  std::vector<std::string> cells;
  std::size_t end = 0;   // the offset behind it in what was read
  bool is_whole = true;  // false: its last quotation mark is missing, or it is too large
};
/// The first rows of `utf8`, at most `most`; empty lines are none. Without `is_end` a row that
/// reaches the end of the text is left out, since more of it may come: read on from the last `end`.
/// Rows beyond kLargestRow bytes end there, not whole.
std::vector<CsvRow> read_rows(std::string_view utf8, Delimiter delimiter, std::size_t most,
                              bool is_end = true);
/// One line of a file that `read_rows` reads back to the same cells, with its line feed.
std::string line_of(std::vector<std::string> const& cells, Delimiter delimiter);

}  // namespace vefa::imports
