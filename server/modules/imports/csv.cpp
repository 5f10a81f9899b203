#include "modules/imports/csv.hpp"

#include <csv.h>
#include <unicode/ucnv.h>

#include <array>

#include "base/text.hpp"

namespace vefa::imports {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kSample = 1 << 20;  // bytes that are looked at

constexpr char const* kConverters[] = {"UTF-8", "UTF-16", "windows-1254", "windows-1250",
                                       "windows-1255"};

bool has_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv);
}

/// A sample may end within a letter.
std::string_view without_torn_letter(std::string_view utf8) {
  for (std::size_t cut = 0; cut < 4 && cut < utf8.size(); ++cut) {
    auto const head = utf8.substr(0, utf8.size() - cut);
    if (is_utf8(head)) return head;
  }
  return utf8;
}

bool is_letter(unsigned char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_among(unsigned char c, std::string_view set) {
  return set.find(static_cast<char>(c)) != std::string_view::npos;
}

/// How much sense the bytes beyond ASCII make as letters of each page: those of its language in
/// words count for it, those that its language does not write count against.
struct Sense {
  int turkish = 0;
  int hungarian = 0;
  int hebrew = 0;
};

Sense sense_of(std::string_view bytes) {
  // ÇĞİÖŞÜçğıöşü and âîû; ÁÉÍÓÖŐÚÜŰ áéíóöőúüű; א–ת.
  constexpr auto kTurkish = "\xC7\xD0\xDD\xD6\xDE\xDC\xE7\xF0\xFD\xF6\xFE\xFC\xE2\xEE\xFB"sv;
  constexpr auto kHungarian =
      "\xC1\xC9\xCD\xD3\xD6\xD5\xDA\xDC\xDB\xE1\xE9\xED\xF3\xF6\xF5\xFA\xFC\xFB"sv;
  Sense sense;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto const c = static_cast<unsigned char>(bytes[i]);
    if (c < 0xC0) continue;
    auto const at = [&](std::size_t j) {
      return j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0;
    };
    bool const beside_latin = (i > 0 && is_letter(at(i - 1))) || is_letter(at(i + 1));
    bool const beside_high = (i > 0 && at(i - 1) >= 0xE0) || at(i + 1) >= 0xE0;
    sense.turkish += is_among(c, kTurkish) ? 2 : -2;
    sense.hungarian += is_among(c, kHungarian) ? 2 : -2;
    // Hebrew has no letters of two alphabets in one word.
    sense.hebrew += c >= 0xE0 && c <= 0xFA ? (beside_latin ? -3 : beside_high ? 3 : 1) : -2;
    if (!beside_latin && beside_high) {
      --sense.turkish;
      --sense.hungarian;
    }
  }
  return sense;
}

int count_of(std::string_view line, char sign) {
  int count = 0;
  bool quoted = false;
  for (char const c : line) {
    if (c == '"') quoted = !quoted;
    if (c == sign && !quoted) ++count;
  }
  return count;
}

/// Gathers what libcsv's parser tells.
struct Gatherer {
  std::vector<std::string> cells;
  bool row_ended = false;

  static void take_cell(void* bytes, std::size_t size, void* self) {
    auto& cells = static_cast<Gatherer*>(self)->cells;
    if (cells.size() <= kMostColumns) cells.emplace_back(static_cast<char const*>(bytes), size);
  }
  static void end_row(int, void* self) { static_cast<Gatherer*>(self)->row_ended = true; }
};

class Parser {
 public:
  explicit Parser(Delimiter delimiter) {
    if (csv_init(&parser_, 0) != 0) throw std::bad_alloc();
    csv_set_delim(&parser_, static_cast<unsigned char>(sign_of(delimiter)));
    // A tab that separates is no white space to be trimmed.
    csv_set_space_func(&parser_, [](unsigned char c) -> int { return c == ' '; });
  }
  Parser(Parser const&) = delete;
  Parser& operator=(Parser const&) = delete;
  ~Parser() { csv_free(&parser_); }

  void feed(std::string_view text) {
    auto const read = csv_parse(&parser_, text.data(), text.size(), Gatherer::take_cell,
                                Gatherer::end_row, &gathered_);
    if (read != text.size()) throw std::bad_alloc();
  }
  /// False when a quotation mark is open.
  bool finish() {
    // Only now: within a file, a quotation mark in the middle of a word is a letter like any other.
    csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    bool const whole = csv_fini(&parser_, Gatherer::take_cell, Gatherer::end_row, &gathered_) == 0;
    gathered_.row_ended = true;
    return whole;
  }
  bool row_ended() const { return gathered_.row_ended; }
  std::vector<std::string> take() {
    gathered_.row_ended = false;
    return std::exchange(gathered_.cells, {});
  }

 private:
  csv_parser parser_{};
  Gatherer gathered_;
};

/// Up to and with the next end of a line.
std::size_t behind_line(std::string_view text, std::size_t at) {
  auto const end = text.find_first_of("\r\n", at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

/// The rest of a row that has no end: a new row begins at the next line.
CsvRow torn(std::vector<std::string> cells, std::size_t end) {
  return {std::move(cells), end, false};
}

}  // namespace

char sign_of(Delimiter delimiter) {
  switch (delimiter) {
    case Delimiter::Comma:
      return ',';
    case Delimiter::Semicolon:
      return ';';
    case Delimiter::Tab:
      return '\t';
  }
  return ',';
}

Encoding encoding_of(std::string_view bytes, Language likely) {
  if (has_utf16_mark(bytes)) return Encoding::Utf16;
  auto const sample = bytes.substr(0, kSample);
  if (is_utf8(sample.size() < bytes.size() ? without_torn_letter(sample) : sample))
    return Encoding::Utf8;
  auto const sense = sense_of(sample);
  auto const best = std::max({sense.turkish, sense.hungarian, sense.hebrew});
  bool const might_be_turkish = sense.turkish == best;
  bool const might_be_hungarian = sense.hungarian == best;
  bool const might_be_hebrew = sense.hebrew == best;
  if (likely == Language::Hu && might_be_hungarian) return Encoding::Windows1250;
  if (likely == Language::He && might_be_hebrew) return Encoding::Windows1255;
  if (might_be_turkish) return Encoding::Windows1254;
  return might_be_hungarian ? Encoding::Windows1250 : Encoding::Windows1255;
}

std::string decode(std::string_view bytes, Encoding encoding) {
  std::string text;
  if (encoding == Encoding::Utf8) {
    if (bytes.starts_with("\xEF\xBB\xBF"sv)) bytes.remove_prefix(3);
    text = repair_utf8(bytes);
  } else {
    UErrorCode status = U_ZERO_ERROR;
    auto const* from = kConverters[static_cast<std::size_t>(encoding)];
    // At most three bytes of UTF-8 a byte of these pages; UTF-16 needs less.
    text.resize(bytes.size() * 3 + 16);
    auto const size = ucnv_convert("UTF-8", from, text.data(), static_cast<int32_t>(text.size()),
                                   bytes.data(), static_cast<int32_t>(bytes.size()), &status);
    text.resize(U_FAILURE(status) ? 0 : static_cast<std::size_t>(size));
    text = repair_utf8(text);
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  }
  std::erase(text, '\0');
  return text;
}

std::optional<std::string> no_table(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("\xD0\xCF\x11\xE0"sv))
    return "imports.is_spreadsheet";
  if (trim(repair_utf8(bytes.substr(0, kSample))).empty()) return "imports.is_empty";
  auto const head = bytes.substr(0, 4096);
  bool const has_nul = head.find('\0') != std::string_view::npos;
  if (has_nul && !has_utf16_mark(bytes)) return "imports.is_no_text";
  return std::nullopt;
}

Delimiter delimiter_of(std::string_view utf8) {
  constexpr std::array kAll{Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab};
  Delimiter best = Delimiter::Comma;
  int best_score = 0;
  for (auto const delimiter : kAll) {
    auto const rows = read_rows(utf8.substr(0, 64 * 1024), delimiter, 20, true);
    if (rows.empty()) continue;
    auto const columns = rows.front().cells.size();
    int even = 0;
    for (auto const& row : rows) even += row.cells.size() == columns ? 1 : 0;
    auto const in_head = count_of(utf8.substr(0, behind_line(utf8, 0)), sign_of(delimiter));
    int const score = columns < 2 ? 0 : even * 100 / static_cast<int>(rows.size()) + in_head;
    if (score > best_score) {
      best = delimiter;
      best_score = score;
    }
  }
  return best;
}

std::vector<CsvRow> read_rows(std::string_view utf8, Delimiter delimiter, std::size_t most,
                              bool is_end) {
  std::vector<CsvRow> rows;
  std::optional<Parser> parser;
  parser.emplace(delimiter);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < utf8.size() && rows.size() < most;) {
    auto const next = behind_line(utf8, at);
    // What ends with the text may go on behind it, unless the text ends here.
    bool const has_end = utf8[next - 1] == '\n' || utf8[next - 1] == '\r';
    parser->feed(utf8.substr(at, next - at));
    at = next;
    if (parser->row_ended()) {
      rows.push_back({parser->take(), at, true});
      begin = at;
    } else if (at - begin > kLargestRow) {
      parser->finish();
      rows.push_back(torn(parser->take(), at));
      parser.emplace(delimiter);
      begin = at;
    } else if (at == utf8.size() && is_end) {
      bool const whole = parser->finish();
      auto cells = parser->take();
      if (!cells.empty() || !whole) rows.push_back({std::move(cells), at, whole});
    } else if (!has_end) {
      break;
    }
  }
  return rows;
}

std::string line_of(std::vector<std::string> const& cells, Delimiter delimiter) {
  std::string line;
  for (auto const& cell : cells) {
    if (!line.empty()) line += sign_of(delimiter);
    std::string quoted(cell.size() * 2 + 2, '\0');
    quoted.resize(csv_write(quoted.data(), quoted.size(), cell.data(), cell.size()));
    line += quoted;
  }
  return line + "\n";
}

}  // namespace vefa::imports
