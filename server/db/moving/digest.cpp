#include "db/moving/digest.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace vefa::db::moving {
namespace {

constexpr std::size_t kRowsOfText = 200;
constexpr std::size_t kRowsOfBytes = 16;  // a part of a file has 256 KiB

void append_number(std::string& out, char kind, std::uint64_t number) {
  out += kind;
  for (int i = 0; i < 8; ++i) out += static_cast<char>(number >> (8 * i) & 0xFF);
}

/// The same bytes for the same value on both engines, and no others.
void append(std::string& out, Value const& value) {
  if (auto const* whole = std::get_if<std::int64_t>(&value)) {
    append_number(out, 'i', static_cast<std::uint64_t>(*whole));
  } else if (auto const* real = std::get_if<double>(&value)) {
    append_number(out, 'r', std::bit_cast<std::uint64_t>(*real));
  } else if (auto const* text = std::get_if<std::string>(&value)) {
    append_number(out, 't', text->size());
    out += *text;
  } else if (auto const* bytes = std::get_if<Bytes>(&value)) {
    append_number(out, 'b', bytes->data.size());
    out += bytes->data;
  } else {
    out += 'n';
  }
}

}  // namespace

void Digest::add(Row const& row) {
  std::string text;
  for (auto const& value : row) append(text, value);
  auto const hash = sha256(text);
  for (std::size_t i = 0; i < sum.size(); ++i) {
    std::uint64_t part = 0;
    std::memcpy(&part, hash.data() + 8 * i, 8);
    sum[i] += part;
  }
  ++rows;
}

void in_parts(std::vector<Row> const& rows, std::size_t at_once,
              std::function<void(std::size_t count, Row const& values)> const& tell) {
  for (std::size_t from = 0; from < rows.size(); from += at_once) {
    auto const to = std::min(rows.size(), from + at_once);
    Row values;
    for (std::size_t i = from; i < to; ++i)
      values.insert(values.end(), rows[i].begin(), rows[i].end());
    tell(to - from, values);
  }
}

std::size_t page_of(Table const& table) { return table.has_bytes() ? kRowsOfBytes : kRowsOfText; }

void read_rows(Session& session, Table const& table,
               std::function<void(std::vector<Row> const&)> const& tell) {
  std::vector<std::string> numbers;
  numbers.reserve(table.key.size());
  for (std::size_t i = 1; i <= table.key.size(); ++i) numbers.push_back(fmt::format("${}", i));
  auto const order = fmt::format(" ORDER BY {} LIMIT {}", table.key_list(), page_of(table));
  auto const all = fmt::format("SELECT {} FROM {}", table.column_list(), quoted(table.name));
  auto const after =
      fmt::format("{} WHERE ({}) > ({}){}", all, table.key_list(), join(numbers, ", "), order);
  auto page = session.fetch(all + order);
  while (!page.empty()) {
    tell(page);
    if (page.size() < page_of(table)) return;
    page = session.fetch(after, table.key_of(page.back()));
  }
}

Digest digest_of(Session& session, Table const& table) {
  Digest out;
  read_rows(session, table, [&](std::vector<Row> const& page) {
    for (auto const& row : page) out.add(row);
  });
  return out;
}

}  // namespace vefa::db::moving
