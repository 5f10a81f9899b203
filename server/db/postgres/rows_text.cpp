#include "db/postgres/rows_text.hpp"

#include <charconv>
#include <stdexcept>

#include "db/statements.hpp"

namespace vefa::db::postgres {
namespace {

constexpr std::string_view kValues = "VALUES";

/// Where the parenthesis that opens at `at` closes.
std::size_t end_of_group(std::string_view sql, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < sql.size(); ++i) {
    if (auto const end = end_of_quoted(sql, i); end != i) {
      i = end - 1;
      continue;
    }
    if (sql[i] == '(') ++depth;
    if (sql[i] == ')' && --depth == 0) return i + 1;
  }
  throw std::logic_error("a parenthesis is open in " + std::string(sql));
}

/// The same group with each `$n` raised.
std::string raised(std::string_view group, std::size_t by) {
  std::string out;
  for (std::size_t i = 0; i < group.size(); ++i) {
    auto const end = end_of_quoted(group, i);
    if (end != i) {
      out += group.substr(i, end - i);
      i = end - 1;
    } else if (group[i] != '$') {
      out += group[i];
    } else {
      std::size_t number = 0;
      auto const* const last = group.data() + group.size();
      auto const read = std::from_chars(group.data() + i + 1, last, number);
      out += "$" + std::to_string(number + by);
      i = static_cast<std::size_t>(read.ptr - group.data()) - 1;
    }
  }
  return out;
}

std::string_view after_word(std::string_view sql, std::string_view word) {
  if (!sql.starts_with(word)) return {};
  sql.remove_prefix(word.size());
  return sql.substr(0, sql.find_first_of(" \n("));
}

}  // namespace

std::string rows_text(std::string_view one, std::size_t rows, std::size_t width) {
  auto const values = one.find(kValues);
  auto const open = values == std::string_view::npos ? values : one.find('(', values);
  if (!one.starts_with("INSERT INTO ") || open == std::string_view::npos)
    throw std::logic_error("no INSERT of one row: " + std::string(one));
  auto const close = end_of_group(one, open);
  auto const group = one.substr(open, close - open);
  std::string out(one.substr(0, open));
  for (std::size_t row = 0; row < rows; ++row) {
    if (row > 0) out += ", ";
    out += raised(group, row * width);
  }
  return out.append(one.substr(close));
}

std::string_view table_written(std::string_view sql) {
  for (auto const* const word : {"INSERT INTO ", "UPDATE ", "DELETE FROM "})
    if (auto const table = after_word(sql, word); !table.empty()) return table;
  return {};
}

}  // namespace vefa::db::postgres
