#include "db/moving/shape.hpp"

#include <fmt/format.h>

#include <numeric>

#include "base/text.hpp"

namespace vefa::db::moving {
namespace {

constexpr char const* kTables[] = {
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
    "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'moving%' ORDER BY name",
    "SELECT CAST(c.relname AS TEXT) FROM pg_class c "
    "WHERE c.relnamespace = CAST(CAST(current_schema() AS TEXT) AS regnamespace) AND c.relkind = "
    "'r' "
    "AND c.relname NOT LIKE 'moving%' ORDER BY c.relname COLLATE \"C\""};

// Name, type, place in the primary key (from 1; 0: not in it).
constexpr char const* kColumns[] = {
    "SELECT name, lower(type), pk FROM pragma_table_xinfo($1) WHERE hidden = 0 ORDER BY name",
    "SELECT CAST(a.attname AS TEXT), format_type(a.atttypid, a.atttypmod), "
    "CAST(COALESCE(array_position(CAST(i.indkey AS int2[]), a.attnum) + 1, 0) AS BIGINT) "
    "FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary "
    "WHERE a.attrelid = CAST(quote_ident($1) AS regclass) AND a.attnum > 0 "
    "AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attname COLLATE \"C\""};

Column::Kind kind_of(std::string const& table, std::string const& type) {
  if (type == "integer" || type == "bigint") return Column::Kind::Int;
  if (type == "real" || type == "double precision") return Column::Kind::Real;
  if (type == "text") return Column::Kind::Text;
  if (type == "blob" || type == "bytea") return Column::Kind::Bytes;
  throw Unavailable(
      fmt::format("The table {} has a column of the type {}, which has no like in "
                  "the other database.",
                  table, type));
}

std::string list_of(std::vector<Column> const& columns, std::vector<std::size_t> const& which) {
  std::vector<std::string> names;
  names.reserve(which.size());
  for (auto const at : which) names.push_back(quoted(columns[at].name));
  return join(names, ", ");
}

Table table_named(Session& session, std::string name) {
  Table table{.name = std::move(name), .columns = {}, .key = {}};
  std::map<std::int64_t, std::size_t> key;
  for (auto const& row :
       session.fetch(kColumns[session.engine() == Engine::Postgres], {table.name})) {
    if (auto const place = std::get<std::int64_t>(row[2]); place > 0)
      key[place] = table.columns.size();
    table.columns.push_back(
        {std::get<std::string>(row[0]), kind_of(table.name, std::get<std::string>(row[1]))});
  }
  for (auto const& [place, at] : key) table.key.push_back(at);
  if (table.key.empty())
    throw std::logic_error(fmt::format("the table {} has no primary key", table.name));
  return table;
}

std::string described(Table const& table) {
  std::string out = table.name + "(";
  for (auto const& column : table.columns)
    out += fmt::format(" {} {}", column.name, static_cast<int>(column.kind));
  return out + " )";
}

std::vector<std::string> sequences_of(Session& session) {
  return texts(
      session.fetch("SELECT CAST(c.relname AS TEXT) FROM pg_class c "
                    "WHERE c.relnamespace = CAST(CAST(current_schema() AS TEXT) AS regnamespace) "
                    "AND c.relkind = 'S' AND c.relname NOT LIKE 'moving%'"));
}

}  // namespace

bool Table::has_bytes() const {
  return std::any_of(columns.begin(), columns.end(),
                     [](Column const& column) { return column.kind == Column::Kind::Bytes; });
}

std::string Table::column_list() const {
  std::vector<std::size_t> all(columns.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return list_of(columns, all);
}

std::string Table::key_list() const { return list_of(columns, key); }

Row Table::key_of(Row const& row) const {
  Row out;
  out.reserve(key.size());
  for (auto const at : key) out.push_back(row[at]);
  return out;
}

std::string Table::has_one_of(std::size_t keys) const {
  std::vector<std::string> parts;
  parts.reserve(keys);
  if (key.size() == 1) {
    for (std::size_t i = 1; i <= keys; ++i) parts.push_back(fmt::format("${}", i));
    return fmt::format("{} IN ({})", key_list(), join(parts, ", "));
  }
  std::size_t number = 0;
  for (std::size_t i = 0; i < keys; ++i) {
    std::vector<std::string> equal;
    equal.reserve(key.size());
    for (auto const at : key)
      equal.push_back(fmt::format("{} = ${}", quoted(columns[at].name), ++number));
    parts.push_back("(" + join(equal, " AND ") + ")");
  }
  return join(parts, " OR ");
}

std::vector<Table> tables_of(Session& session) {
  std::vector<Table> all;
  for (auto& name : texts(session.fetch(kTables[session.engine() == Engine::Postgres])))
    all.push_back(table_named(session, std::move(name)));
  return all;
}

void require_alike(std::vector<Table> const& here, std::vector<Table> const& there) {
  for (std::size_t i = 0; i < std::max(here.size(), there.size()); ++i) {
    auto const left = i < here.size() ? described(here[i]) : "nothing";
    auto const right = i < there.size() ? described(there[i]) : "nothing";
    if (left != right)
      throw Unavailable(
          fmt::format("The two databases are not alike: {} here, {} there.", left, right));
  }
}

std::map<std::string, std::int64_t> counters_of(Session& session) {
  std::map<std::string, std::int64_t> out;
  if (session.engine() == Engine::Sqlite) {
    for (auto const& row : session.fetch("SELECT name, value FROM counters"))
      out[std::get<std::string>(row[0])] = std::get<std::int64_t>(row[1]);
    return out;
  }
  for (auto const& name : sequences_of(session))
    out[name.substr(0, name.size() - 1)] =
        std::get<std::int64_t>(session.fetch("SELECT last_value FROM " + quoted(name)).at(0).at(0));
  return out;
}

void set_counters(Session& session, std::map<std::string, std::int64_t> const& values) {
  for (auto const& [name, value] : values) {
    session.run("UPDATE counters SET value = $1 WHERE name = $2", {value, name});
    if (session.engine() == Engine::Postgres)
      session.fetch("SELECT setval(CAST(quote_ident($1) AS regclass), $2)", {name + "s", value});
  }
}

}  // namespace vefa::db::moving
