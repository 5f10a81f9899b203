#include "db/moving/capture.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/text.hpp"

namespace vefa::db::moving {
namespace {

constexpr std::size_t kMostKeys = 5;
constexpr std::size_t kForgottenAtOnce = 500;
constexpr char const* kForget = "DROP TABLE IF EXISTS moving_keys";

std::string key_columns() {
  std::vector<std::string> names;
  names.reserve(kMostKeys);
  for (std::size_t i = 1; i <= kMostKeys; ++i) names.push_back(fmt::format("k{}", i));
  return join(names, ", ");
}

/// `INSERT` of the key that the row `version` (NEW or OLD) has, as text; where `when` is so.
std::string noting(Engine engine, Table const& table, std::string_view version,
                   std::string const& when = "") {
  std::vector<std::string> parts;
  for (auto const at : table.key) {
    auto const name = fmt::format("{}.{}", version, quoted(table.columns[at].name));
    bool const bytes = table.columns[at].kind == Column::Kind::Bytes;
    if (!bytes) parts.push_back(fmt::format("CAST({} AS TEXT)", name));
    if (bytes && engine == Engine::Sqlite) parts.push_back(fmt::format("lower(hex({}))", name));
    if (bytes && engine == Engine::Postgres)
      parts.push_back(fmt::format("encode({}, 'hex')", name));
  }
  parts.resize(kMostKeys, "NULL");
  return fmt::format("INSERT INTO moving_keys (table_name, {}) SELECT '{}', {}{};", key_columns(),
                     table.name, join(parts, ", "), when);
}

/// A changed row's old key, where that is another one.
std::string noting_old(Engine engine, Table const& table) {
  std::vector<std::string> differs;
  differs.reserve(table.key.size());
  for (auto const at : table.key)
    differs.push_back(fmt::format("NEW.{0} <> OLD.{0}", quoted(table.columns[at].name)));
  return noting(engine, table, "OLD", " WHERE " + join(differs, " OR "));
}

std::string trigger_name(Table const& table, std::string_view of) {
  return fmt::format("moving_{}_{}", of, table.name);
}

void note_on_sqlite(Session& writer, Table const& table) {
  auto const fresh = noting(Engine::Sqlite, table, "NEW");
  auto const moved = fresh + noting_old(Engine::Sqlite, table);
  auto const old = noting(Engine::Sqlite, table, "OLD");
  for (auto const& [of, body] :
       {std::pair{"INSERT", fresh}, std::pair{"UPDATE", moved}, std::pair{"DELETE", old}})
    writer.run(fmt::format("CREATE TRIGGER {} AFTER {} ON {} BEGIN {} END", trigger_name(table, of),
                           of, quoted(table.name), body));
}

void note_on_postgres(Session& writer, Table const& table) {
  writer.run(
      fmt::format("CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                  "BEGIN IF TG_OP <> 'DELETE' THEN {} END IF; "
                  "IF TG_OP <> 'INSERT' THEN {} END IF; RETURN NULL; END $$",
                  trigger_name(table, "of"), noting(Engine::Postgres, table, "NEW"),
                  noting(Engine::Postgres, table, "OLD")));
  writer.run(
      fmt::format("CREATE TRIGGER {0} AFTER INSERT OR UPDATE OR DELETE ON {1} "
                  "FOR EACH ROW EXECUTE FUNCTION {0}()",
                  trigger_name(table, "of"), quoted(table.name)));
}

int nibble(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

std::string from_hex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    out += static_cast<char>(nibble(text[i]) << 4 | nibble(text[i + 1]));
  return out;
}

Value key_value(Column const& column, std::string const& text) {
  if (column.kind == Column::Kind::Bytes) return Bytes{from_hex(text)};
  if (column.kind == Column::Kind::Text) return text;
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

void start_capture(Session& writer, std::vector<Table> const& tables) {
  stop_capture(writer, tables);
  bool const sqlite = writer.engine() == Engine::Sqlite;
  std::vector<std::string> columns;
  columns.reserve(kMostKeys);
  for (std::size_t i = 1; i <= kMostKeys; ++i) columns.push_back(fmt::format("k{} TEXT", i));
  writer.run(fmt::format(
      "CREATE TABLE moving_keys (id {}, table_name TEXT NOT NULL, {})",
      sqlite ? "INTEGER PRIMARY KEY" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
      join(columns, ", ")));
  for (auto const& table : tables) {
    if (table.key.size() > kMostKeys)
      throw std::logic_error(fmt::format("{}: its key has too many columns", table.name));
    // Each on its own, so that nobody waits for more than one table.
    writer.begin_writing();
    if (sqlite) note_on_sqlite(writer, table);
    if (!sqlite) note_on_postgres(writer, table);
    writer.commit();
  }
}

void stop_capture(Session& writer, std::vector<Table> const& tables) {
  for (auto const& table : tables) {
    if (writer.engine() == Engine::Postgres) {
      writer.run(fmt::format("DROP TRIGGER IF EXISTS {} ON {}", trigger_name(table, "of"),
                             quoted(table.name)));
      writer.run(fmt::format("DROP FUNCTION IF EXISTS {}()", trigger_name(table, "of")));
      continue;
    }
    for (auto const* of : {"INSERT", "UPDATE", "DELETE"})
      writer.run(fmt::format("DROP TRIGGER IF EXISTS {}", trigger_name(table, of)));
  }
  writer.run(kForget);
}

Changes read_changes(Session& snapshot, std::vector<Table> const& tables) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < tables.size(); ++i) places[tables[i].name] = i;
  Changes out;
  std::set<std::pair<std::size_t, std::string>> known;
  auto const sql = fmt::format(
      "SELECT id, table_name, {} FROM moving_keys WHERE id > $1 ORDER BY id LIMIT 10000",
      key_columns());
  auto rows = snapshot.fetch(sql, {std::int64_t{0}});
  while (!rows.empty()) {
    for (auto const& row : rows) {
      out.ids.push_back(std::get<std::int64_t>(row[0]));
      auto const place = places.at(std::get<std::string>(row[1]));
      auto const& table = tables[place];
      Row key;
      std::string written;
      for (std::size_t i = 0; i < table.key.size(); ++i)
        key.push_back(key_value(table.columns[table.key[i]], std::get<std::string>(row[2 + i])));
      for (std::size_t i = 0; i < table.key.size(); ++i)
        written += std::get<std::string>(row[2 + i]) + '\0';
      if (known.emplace(place, std::move(written)).second)
        out.keys[place].push_back(std::move(key));
    }
    rows = snapshot.fetch(sql, {out.ids.back()});
  }
  return out;
}

void forget_changes(Session& writer, std::vector<std::int64_t> const& ids) {
  for (std::size_t from = 0; from < ids.size(); from += kForgottenAtOnce) {
    auto const to = std::min(ids.size(), from + kForgottenAtOnce);
    writer.run(fmt::format("DELETE FROM moving_keys WHERE id IN ({})",
                           fmt::join(ids.begin() + static_cast<std::ptrdiff_t>(from),
                                     ids.begin() + static_cast<std::ptrdiff_t>(to), ", ")));
  }
}

}  // namespace vefa::db::moving
