#include "db/migrate.hpp"

#include <charconv>

#include "base/crypto.hpp"
#include "base/embedded.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "db/remember.hpp"
#include "db/statements.hpp"

namespace vefa::db {
namespace {

constexpr std::string_view kFolder = "server/migrations/";

struct Applied {
  std::int64_t number = 0;
  std::string name;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (number, name, sha256))

Statement ad_hoc(char const* name, std::string const& sql) {
  return {name, sql.c_str(), sql.c_str(), -1};
}

std::string with_types(std::string text, Engine engine) {
  bool const sqlite = engine == Engine::Sqlite;
  std::pair<std::string_view, std::string_view> const types[] = {
      {"{ID}", sqlite ? "INTEGER" : "BIGINT"},
      {"{INT}", sqlite ? "INTEGER" : "BIGINT"},
      {"{TEXT}", "TEXT"},
      {"{F64}", sqlite ? "REAL" : "DOUBLE PRECISION"},
      {"{BLOB}", sqlite ? "BLOB" : "BYTEA"}};
  for (auto const& [macro, type] : types)
    for (std::size_t at = 0; (at = text.find(macro, at)) != text.npos; at += type.size())
      text.replace(at, macro.size(), type);
  return text;
}

/// `CHECK (kind IN ('a', 'b', 'c'))` as ORs: SQLite would build a table of the list for each row
/// that is written, 3 µs for twelve words, where the comparisons cost 0.1.
std::string with_plain_checks(std::string text) {
  constexpr std::string_view kCheck = "CHECK (";
  constexpr std::string_view kIn = " IN (";
  for (std::size_t at = 0; (at = text.find(kCheck, at)) != text.npos; at += kCheck.size()) {
    auto const name_at = at + kCheck.size();
    auto const name_end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", name_at);
    if (name_end == name_at || text.compare(name_end, kIn.size(), kIn) != 0) continue;
    auto const list_at = name_end + kIn.size();
    auto const list_end = text.find(')', list_at);
    if (list_end == text.npos || text.compare(list_end, 2, "))") != 0) continue;
    std::string const name = text.substr(name_at, name_end - name_at);
    std::vector<std::string> ors;
    for (auto const& value : split(text.substr(list_at, list_end - list_at), ','))
      ors.push_back(name + " = " + trim(value));
    text.replace(name_at, list_end + 1 - name_at, join(ors, " OR "));
  }
  return text;
}

// Drops the lines that are for the other engine.
std::string lines_for(Migration const& migration, Engine engine) {
  std::string kept;
  bool in_block = false;
  bool wanted = true;
  for (auto const& line : split(migration.text, '\n')) {
    std::string const bare = trim(line);
    if (bare == "-- sqlite:" || bare == "-- pg:") {
      if (in_block) throw std::logic_error("a block within a block in migration " + migration.name);
      in_block = true;
      wanted = (bare == "-- sqlite:") == (engine == Engine::Sqlite);
    } else if (bare == "-- end") {
      if (!in_block)
        throw std::logic_error("-- end without a block in migration " + migration.name);
      in_block = false;
      wanted = true;
    } else if (wanted) {
      kept += line + "\n";
    }
  }
  if (in_block) throw std::logic_error("a block without -- end in migration " + migration.name);
  return kept;
}

bool is_comment(std::string_view quoted) {
  return quoted.starts_with("--") || quoted.starts_with("/*");
}

std::vector<std::string> words_of(std::string_view sql, std::size_t at_most) {
  std::vector<std::string> words;
  std::string word;
  for (char const c : std::string(sql) + " ") {
    bool const white = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!white) word += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (white && !word.empty()) words.push_back(std::exchange(word, {}));
    if (words.size() == at_most) break;
  }
  return words;
}

// SQLite's CREATE TRIGGER … BEGIN …; …; END holds semicolons.
bool within_trigger(std::string_view statement) {
  auto const words = words_of(statement, 1000);
  if (words.size() < 3 || words[0] != "CREATE" || words[1] != "TRIGGER") return false;
  bool const body = std::find(words.begin(), words.end(), "BEGIN") != words.end();
  return body && !(words.back() == "END" && words[words.size() - 2].ends_with(';'));
}

// At each semicolon outside quotes; comments are dropped.
std::vector<std::string> split_statements(std::string_view sql) {
  std::vector<std::string> statements;
  std::string statement;
  for (std::size_t i = 0; i < sql.size();) {
    auto const end = end_of_quoted(sql, i);
    if (end > i) {
      auto const quoted = sql.substr(i, end - i);
      statement += is_comment(quoted) ? std::string_view("\n") : quoted;
      i = end;
    } else if (char const c = sql[i++]; c != ';' || within_trigger(statement)) {
      statement += c;
    } else {
      statements.push_back(trim(statement));
      statement.clear();
    }
  }
  statements.push_back(trim(statement));
  std::erase(statements, "");
  return statements;
}

std::string strict(std::string statement) {
  auto const first = words_of(statement, 2);
  if (first != std::vector<std::string>{"CREATE", "TABLE"}) return statement;
  auto const all = words_of(statement, 100000);
  bool const options = all.back() == "ROWID" || all.back().ends_with(")ROWID");
  return statement + (options ? ", STRICT" : " STRICT");
}

std::string named(std::int64_t number, std::string const& name) {
  return fmt::format("{:04}_{}", number, name);
}

// Holds others off until the end of the transaction; SQLite's writers are alone already.
void lock_schema(Tx& tx) {
  if (tx.engine() == Engine::Sqlite) return;
  for (std::string const text :
       {"SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",
        "DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtextextended(current_schema(), 4711)); END "
        "$$"})
    tx.run(ad_hoc("migrate.lock", text));
}

void check_applied(std::vector<Applied> const& applied, std::vector<Migration> const& migrations) {
  for (auto const& done : applied) {
    auto const known = std::find_if(migrations.begin(), migrations.end(),
                                    [&](auto const& m) { return m.number == done.number; });
    if (known == migrations.end())
      throw Unavailable(fmt::format(
          "The database is newer than this program: it has the migration {}, which this program "
          "does not know. Start the newer version of the program.",
          named(done.number, done.name)));
    if (hex(sha256(known->text)) != done.sha256)
      throw Unavailable(fmt::format(
          "The migration {} was changed after it was applied to this database. Restore its file "
          "and put the change into a new migration.",
          named(done.number, done.name)));
  }
  for (auto const& m : migrations) {
    bool const is_applied = std::any_of(applied.begin(), applied.end(),
                                        [&](auto const& done) { return done.number == m.number; });
    if (!is_applied && !applied.empty() && m.number < applied.back().number)
      throw Unavailable(fmt::format(
          "The migration {} has a lower number than {}, which is applied already. Give the new one "
          "a number above it.",
          named(m.number, m.name), named(applied.back().number, applied.back().name)));
  }
}

void apply(Tx& tx, Migration const& migration) {
  auto const texts = statements_of(migration, tx.engine());
  std::string const record =
      "INSERT INTO migrations (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)";
  try {
    // Not waited for one by one; an error says which it was, as each is named by its own text.
    for (auto const& text : texts) tx.run(ad_hoc(text.c_str(), text));
    tx.change(ad_hoc("migrate.record", record), migration.number, migration.name,
              hex(sha256(migration.text)), wall_now());
  } catch (std::exception const& e) {
    throw Unavailable(fmt::format("The migration {} failed at {}",
                                  named(migration.number, migration.name), e.what()));
  }
}

// True when it applied one.
bool apply_next(Tx& tx, std::vector<Migration> const& migrations) {
  lock_schema(tx);
  std::string const list = "SELECT number, name, sha256 FROM migrations ORDER BY number";
  auto const applied = tx.list<Applied>(ad_hoc("migrate.list", list));
  check_applied(applied, migrations);
  auto const last = applied.empty() ? std::int64_t{-1} : applied.back().number;
  auto const next = std::find_if(migrations.begin(), migrations.end(),
                                 [&](auto const& m) { return m.number > last; });
  if (next == migrations.end()) return false;
  apply(tx, *next);
  log::debug("db.migration_applied", {{"migration", named(next->number, next->name)}});
  return true;
}

}  // namespace

std::vector<Migration> embedded_migrations() {
  std::vector<Migration> all;
  for (auto const& file : embedded_files()) {
    if (!file.path.starts_with(kFolder) || !file.path.ends_with(".sql")) continue;
    auto const name = file.path.substr(kFolder.size());
    Migration m;
    auto const [end, error] = std::from_chars(name.data(), name.data() + name.size(), m.number);
    if (error != std::errc() || end != name.data() + 4 || *end != '_')
      throw std::logic_error(fmt::format("the migration {} is not named NNNN_name.sql", name));
    m.name = std::string(name.substr(5, name.size() - 9));
    m.text = file.bytes;
    if (!all.empty() && all.back().number >= m.number)
      throw std::logic_error(fmt::format("the migration number of {} stands twice", name));
    all.push_back(std::move(m));
  }
  return all;
}

std::vector<std::string> statements_of(Migration const& migration, Engine engine) {
  auto text = with_types(lines_for(migration, engine), engine);
  if (engine == Engine::Sqlite) text = with_plain_checks(std::move(text));
  auto statements = split_statements(text);
  if (engine == Engine::Sqlite)
    for (auto& statement : statements) statement = strict(std::move(statement));
  return statements;
}

std::string migration_fault(Database& database) {
  auto const known = embedded_migrations();
  std::string const list = "SELECT number, name, sha256 FROM migrations ORDER BY number";
  std::vector<Applied> applied;
  try {
    database.read_now([&](Tx& tx) { applied = tx.list<Applied>(ad_hoc("migrate.list", list)); });
    check_applied(applied, known);
  } catch (std::exception const& e) {
    return e.what();
  }
  if (applied.size() == known.size()) return {};
  return fmt::format(
      "The database is older than this program: {} of its {} migrations are applied. Start the "
      "server once, which applies the others.",
      applied.size(), known.size());
}

void migrate(Database& database, std::vector<Migration> const& migrations) {
  std::string const text = with_types(
      "CREATE TABLE IF NOT EXISTS migrations (number {INT} PRIMARY KEY, name {TEXT} NOT NULL, "
      "sha256 {TEXT} NOT NULL, applied_at {INT} NOT NULL)",
      database.engine());
  std::string const create = database.engine() == Engine::Sqlite ? text + " STRICT" : text;
  database.write_now([&](Tx& tx) {
    lock_schema(tx);
    tx.change(ad_hoc("migrate.create", create));
    return Outcome::Commit;
  });
  int count = -1;
  for (bool more = true; more; ++count)
    database.write_now([&](Tx& tx) {
      more = apply_next(tx, migrations);
      return Outcome::Commit;
    });
  bool const counts = std::any_of(migrations.begin(), migrations.end(),
                                  [](auto const& m) { return m.name == "platform_remembered"; });
  if (count > 0 && counts)
    database.write_now([](Tx& tx) {
      count_change(tx);
      return Outcome::Commit;
    });
  if (count > 0) log::info("db.migrated", {{"applied", std::to_string(count)}});
}

}  // namespace vefa::db
