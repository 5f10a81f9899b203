// What a file is, before anything is done with it.
#include "modules/imports/running.hpp"

namespace vefa::imports {
namespace {

constexpr std::size_t kSampleRows = 50;
constexpr std::size_t kRowsAtOnce = 5000;

std::int64_t count_rows(std::string_view text, Delimiter delimiter) {
  std::int64_t rows = 0;
  for (;;) {
    auto const page = read_rows(text, delimiter, kRowsAtOnce);
    if (page.empty()) return rows;
    rows += static_cast<std::int64_t>(page.size());
    text.remove_prefix(page.back().end);
  }
}

/// Without headings the columns are called by their letters: A … Z, AA …
std::string letter_of(std::size_t column) {
  std::string out;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  return out;
}

std::vector<std::string> headings_of(std::vector<CsvRow> const& sample, bool has_header) {
  std::vector<std::string> names;
  std::size_t columns = 0;
  for (auto const& row : sample) columns = std::max(columns, row.cells.size());
  if (has_header) columns = sample.front().cells.size();
  for (std::size_t i = 0; i < columns; ++i) {
    auto const name = has_header ? trim(normalize(sample.front().cells[i])) : "";
    names.push_back(name.empty() ? letter_of(i) : std::string(prefix_of(name, 200)));
  }
  return names;
}

}  // namespace

Result<ReadFile> read_file_by(std::string_view bytes, ImportSettings settings) {
  if (auto const why = no_table(bytes)) return Error{Code::Invalid, *why, {}, "file"};
  auto const text = decode(bytes, settings.encoding);
  ReadFile out{std::move(settings), {}, read_rows(text, settings.delimiter, kSampleRows + 1), 0};
  auto const delimiter = out.settings.delimiter;
  out.sample = read_rows(text, delimiter, kSampleRows + 1);
  if (out.sample.empty()) return invalid("file", "imports.is_empty");
  out.columns = headings_of(out.sample, out.settings.has_header);
  if (out.columns.size() > kMostColumns)
    return invalid("file", "imports.too_many_columns", {{"limit", std::to_string(kMostColumns)}});
  out.rows = count_rows(text, delimiter) - (out.settings.has_header ? 1 : 0);
  if (out.settings.has_header) out.sample.erase(out.sample.begin());
  if (out.rows < 1) return invalid("file", "imports.no_rows");
  return out;
}

Result<ReadFile> read_file(std::string_view bytes, Language likely) {
  if (auto const why = no_table(bytes)) return Error{Code::Invalid, *why, {}, "file"};
  ImportSettings settings;
  settings.language = likely;
  settings.encoding = encoding_of(bytes, likely);
  constexpr std::size_t kHead = 256 * 1024;
  settings.delimiter = delimiter_of(decode(bytes.substr(0, kHead), settings.encoding));
  return read_file_by(bytes, std::move(settings));
}

}  // namespace vefa::imports
