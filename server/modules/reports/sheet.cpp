#include "modules/reports/sheet.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <stdexcept>

namespace vefa::reports {
namespace {

template <class... F>
struct Match : F... {
  using F::operator()...;
};
template <class... F>
Match(F...) -> Match<F...>;

constexpr int kSecondsOfMinute = 60;
constexpr int kSecondsOfHour = 3600;
constexpr double kSecondsOfDay = 86400;

std::string time_text(LocalInstant const& at) {
  return fmt::format("{} {:02}:{:02}:{:02}", to_text(at.date), at.second_of_day / kSecondsOfHour,
                     at.second_of_day / kSecondsOfMinute % 60, at.second_of_day % 60);
}

/// Sources: RFC 4180; OWASP, CSV injection.
std::string quoted(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csv_cell(Cell const& cell) {
  return std::visit(Match{[](std::monostate) { return std::string(); },
                          [](std::int64_t n) { return std::to_string(n); },
                          [](double x) { return fmt::format("{}", x); },
                          [](std::string const& text) { return quoted(text); },
                          [](LocalDate date) { return to_text(date); },
                          [](LocalInstant const& at) { return time_text(at); },
                          [](Seconds s) { return std::to_string(s.value); }},
                    cell);
}

lxw_datetime spreadsheet_time(LocalInstant const& at) {
  lxw_datetime out{};
  out.year = at.date.year;
  out.month = at.date.month;
  out.day = at.date.day;
  out.hour = at.second_of_day / kSecondsOfHour;
  out.min = at.second_of_day / kSecondsOfMinute % 60;
  out.sec = at.second_of_day % 60;
  return out;
}

/// A file in memory that has a name, since the library writes to names.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("vefa-report", MFD_CLOEXEC)) {
    if (fd_ < 0) throw std::runtime_error("no memory file for a workbook");
  }
  ~MemoryFile() { ::close(fd_); }
  MemoryFile(MemoryFile const&) = delete;
  MemoryFile& operator=(MemoryFile const&) = delete;

  std::string name() const { return fmt::format("/proc/self/fd/{}", fd_); }
  std::string bytes() const {
    auto const size = lseek(fd_, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(std::max<off_t>(size, 0)), '\0');
    if (pread(fd_, out.data(), out.size(), 0) != size)
      throw std::runtime_error("a workbook could not be read back");
    return out;
  }

 private:
  int fd_;
};

class Writer {
 public:
  Writer(lxw_workbook* book, Sheet const& sheet)
      : sheet_(workbook_add_worksheet(book, sheet.title.c_str())) {
    if (sheet_ == nullptr) throw std::runtime_error("no worksheet: " + sheet.title);
    bold_ = workbook_add_format(book);
    format_set_bold(bold_);
    format_set_text_wrap(bold_);
    day_ = numbered(book, "yyyy-mm-dd");
    time_ = numbered(book, "yyyy-mm-dd hh:mm");
    span_ = numbered(book, "[h]:mm");
    if (is_right_to_left(sheet.language)) worksheet_right_to_left(sheet_);
  }

  void write(Sheet const& sheet) {
    auto const columns = static_cast<lxw_col_t>(sheet.heads.size());
    for (lxw_col_t c = 0; c < columns; ++c)
      worksheet_write_string(sheet_, 0, c, sheet.heads[c].c_str(), bold_);
    lxw_row_t r = 0;
    for (auto const& row : sheet.rows) {
      ++r;
      for (lxw_col_t c = 0; c < row.size(); ++c) put(r, c, row[c]);
    }
    constexpr double kWidth = 16;
    worksheet_set_column(sheet_, 0, static_cast<lxw_col_t>(columns - 1), kWidth, nullptr);
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_autofilter(sheet_, 0, 0, r, static_cast<lxw_col_t>(columns - 1));
  }

 private:
  static lxw_format* numbered(lxw_workbook* book, char const* as) {
    auto* const format = workbook_add_format(book);
    format_set_num_format(format, as);
    return format;
  }

  void put(lxw_row_t r, lxw_col_t c, Cell const& cell) {
    std::visit(Match{[](std::monostate) {},
                     [&](std::int64_t n) {
                       worksheet_write_number(sheet_, r, c, static_cast<double>(n), nullptr);
                     },
                     [&](double x) { worksheet_write_number(sheet_, r, c, x, nullptr); },
                     [&](std::string const& t) {
                       worksheet_write_string(sheet_, r, c, t.c_str(), nullptr);
                     },
                     [&](LocalDate date) {
                       auto at = spreadsheet_time({date});
                       worksheet_write_datetime(sheet_, r, c, &at, day_);
                     },
                     [&](LocalInstant const& instant) {
                       auto at = spreadsheet_time(instant);
                       worksheet_write_datetime(sheet_, r, c, &at, time_);
                     },
                     [&](Seconds s) {
                       auto const days = static_cast<double>(s.value) / kSecondsOfDay;
                       worksheet_write_number(sheet_, r, c, days, span_);
                     }},
               cell);
  }

  lxw_worksheet* sheet_;
  lxw_format* bold_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* time_ = nullptr;
  lxw_format* span_ = nullptr;
};

}  // namespace

std::string csv_text(Sheet const& sheet) {
  std::string out = "\xEF\xBB\xBF";
  auto const line = [&out](auto const& cells, auto const& text_of) {
    bool first = true;
    for (auto const& cell : cells) {
      if (!first) out += ',';
      first = false;
      out += text_of(cell);
    }
    out += "\r\n";
  };
  line(sheet.names, quoted);
  for (auto const& row : sheet.rows) line(row, csv_cell);
  return out;
}

std::string xlsx_bytes(Sheet const& sheet) {
  MemoryFile const file;
  lxw_workbook* const book = workbook_new(file.name().c_str());
  if (book == nullptr) throw std::runtime_error("no workbook");
  Writer(book, sheet).write(sheet);
  auto const failed = workbook_close(book);
  if (failed != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(failed));
  return file.bytes();
}

}  // namespace vefa::reports
