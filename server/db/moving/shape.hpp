// What tables a database has, as far as both engines have them alike.
#pragma once
#include "db/moving/session.hpp"

namespace vefa::db::moving {

struct Column {
  enum class Kind { Int, Real, Text, Bytes };
  std::string name;
  Kind kind = Kind::Int;
};

struct Table {
  std::string name;
  std::vector<Column> columns;   // by name; without those the database computes itself
  std::vector<std::size_t> key;  // the primary key's columns, in its order
  bool has_bytes() const;
  /// Their names in quotes, with commas between.
  std::string column_list() const;
  std::string key_list() const;
  Row key_of(Row const& row) const;
  /// True of the rows that have one of so many keys, whose parts are $1, $2, …
  std::string has_one_of(std::size_t keys) const;
};

/// By name; without search indexes (each engine keeps its own) and without the tables that a move
/// makes for itself.
std::vector<Table> tables_of(Session& session);
/// Throws Unavailable, naming the first difference, unless both have the same tables and columns.
void require_alike(std::vector<Table> const& here, std::vector<Table> const& there);

/// Numbers that count up: by name, the next one is higher than the value. SQLite keeps them in the
/// table `counters`, PostgreSQL in a sequence of the same name with an s.
std::map<std::string, std::int64_t> counters_of(Session& session);
void set_counters(Session& session, std::map<std::string, std::int64_t> const& values);
/// The table whose rows therefore differ.
inline constexpr char const* kCounters = "counters";

}  // namespace vefa::db::moving
