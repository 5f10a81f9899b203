// A report as a file that other programs read: rows of typed cells, as CSV or as XLSX.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/language.hpp"
#include "base/time.hpp"

namespace vefa::reports {

/// A wall-clock time, of the report's zone.
struct LocalInstant {
  LocalDate date;
  int second_of_day = 0;
};
/// Shown as hours and minutes.
struct Seconds {
  std::int64_t value = 0;
};
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, LocalDate,
                          LocalInstant, Seconds>;

struct Sheet {
  std::string title;               // in the reader's language
  std::vector<std::string> names;  // of the columns, as in the API: what programs go by
  std::vector<std::string> heads;  // of the columns, in the reader's language
  std::vector<std::vector<Cell>> rows;
  Language language = Language::En;
};

/// RFC 4180 with a byte order mark, so that spreadsheet programs read it as UTF-8; the first line
/// has the API's names. Times are `2026-11-23 09:30:00`, durations seconds. A text that a
/// spreadsheet would take for a formula begins with an apostrophe.
std::string csv_text(Sheet const& sheet);
/// A workbook of one sheet, with typed cells, fixed heads and a filter; from right to left in
/// Hebrew. Throws std::runtime_error when it cannot be written.
std::string xlsx_bytes(Sheet const& sheet);

}  // namespace vefa::reports
