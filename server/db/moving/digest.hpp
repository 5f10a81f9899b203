// What a table's rows are, whatever their order: their number, and a sum of their hashes.
#pragma once
#include <array>

#include "db/moving/shape.hpp"

namespace vefa::db::moving {

struct Digest {
  std::int64_t rows = 0;
  std::array<std::uint64_t, 4> sum{};
  void add(Row const& row);
  bool operator==(Digest const&) const = default;
};

/// Calls with at most so many rows at once: what they are, one row behind the other.
void in_parts(std::vector<Row> const& rows, std::size_t at_once,
              std::function<void(std::size_t count, Row const& values)> const& tell);
/// So many rows of a table are read or written at once.
std::size_t page_of(Table const& table);
/// Every row, in pages, in the order of the primary key.
void read_rows(Session& session, Table const& table,
               std::function<void(std::vector<Row> const&)> const& tell);
Digest digest_of(Session& session, Table const& table);

}  // namespace vefa::db::moving
