#include "modules/imports/csv.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "fuzz/targets.hpp"

namespace vefa::fuzz {
namespace {

using imports::CsvRow;
using imports::Delimiter;

/// Read in steps of at most `most` rows through a window that grows where it is too small.
std::vector<CsvRow> in_steps(std::string_view text, Delimiter delimiter, std::size_t window) {
  std::vector<CsvRow> out;
  for (std::size_t at = 0; at < text.size();) {
    bool const is_end = at + window >= text.size();
    auto rows = imports::read_rows(text.substr(at, window), delimiter, 3, is_end);
    if (rows.empty() && is_end) break;
    if (rows.empty()) {
      window *= 2;
      continue;
    }
    at += rows.back().end;
    out.insert(out.end(), std::make_move_iterator(rows.begin()),
               std::make_move_iterator(rows.end()));
  }
  return out;
}

bool are_alike(std::vector<CsvRow> const& a, std::vector<CsvRow> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](auto const& left, auto const& right) {
                      return left.cells == right.cells && left.is_whole == right.is_whole;
                    });
}

}  // namespace

std::string check_csv(std::string_view bytes) {
  for (auto const likely : {Language::Tr, Language::Hu, Language::He}) {
    auto const encoding = imports::encoding_of(bytes, likely);
    auto const text = imports::decode(bytes, encoding);
    if (!is_utf8(text)) return "decoded to what is no UTF-8";
    auto const delimiter = imports::delimiter_of(text);
    auto const rows = imports::read_rows(text, delimiter, 10'000);
    std::string again;
    std::size_t last = 0;
    for (auto const& row : rows) {
      if (row.end <= last || row.end > text.size()) return fmt::format("a row ends at {}", row.end);
      last = row.end;
      if (!row.is_whole) return {};
      again += imports::line_of(row.cells, delimiter);
    }
    if (rows.size() == 10'000) return {};
    if (!are_alike(rows, in_steps(text, delimiter, 7))) return "another table when read in steps";
    if (!are_alike(rows, imports::read_rows(again, delimiter, 10'000)))
      return "another table when written and read again";
  }
  return {};
}

}  // namespace vefa::fuzz
