#include <fmt/format.h>

#include "base/text.hpp"
#include "db/moving/sink.hpp"
#include "db/statistics.hpp"

namespace vefa::db::moving {
namespace {

constexpr std::size_t kRowsACommit = 20'000;
// SQLite finds a parameter by its name along a list.
constexpr std::size_t kParametersOfSqlite = 150;
constexpr std::size_t kParametersOfPostgres = 6'000;
constexpr std::size_t kKeysAtOnce = 50;

constexpr char const* kForeignKeys =
    "SELECT CAST(r.relname AS TEXT), CAST(c.conname AS TEXT), pg_get_constraintdef(c.oid) "
    "FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid WHERE c.contype = 'f' "
    "AND c.connamespace = CAST(CAST(current_schema() AS TEXT) AS regnamespace) "
    "ORDER BY r.relname, c.conname";

void require_same(Table const& table, Digest const& wanted, Digest const& there) {
  if (wanted == there) return;
  throw Unavailable(fmt::format("{}: {} rows were sent and {} arrived{}; nothing was switched.",
                                table.name, wanted.rows, there.rows,
                                wanted.rows == there.rows ? ", with other contents" : ""));
}

}  // namespace

DatabaseSink::DatabaseSink(std::string const& url, std::vector<Table> tables)
    : session_(open_session(url)), tables_(std::move(tables)), digests_(tables_.size()) {
  require_alike(tables_, tables_of(*session_));
  drop_foreign_keys();
  empty();
}

DatabaseSink::~DatabaseSink() = default;

void DatabaseSink::drop_foreign_keys() {
  // SQLite's session looks at none.
  if (session_->engine() == Engine::Sqlite) return;
  for (auto const& row : session_->fetch(kForeignKeys))
    foreign_keys_.push_back({std::get<std::string>(row[0]), std::get<std::string>(row[1]),
                             std::get<std::string>(row[2])});
  for (auto const& key : foreign_keys_)
    session_->run(
        fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", quoted(key.table), quoted(key.name)));
}

/// What migrations write themselves, a default calendar for example, comes along from the source.
void DatabaseSink::empty() {
  begin();
  for (auto const& table : tables_) session_->run("DELETE FROM " + quoted(table.name));
  commit();
}

void DatabaseSink::begin() {
  if (!writing_) session_->begin_writing();
  writing_ = true;
}

void DatabaseSink::commit() {
  if (std::exchange(writing_, false)) session_->commit();
  uncommitted_ = 0;
}

std::string DatabaseSink::insert_of(Table const& table, std::size_t rows) const {
  std::string values;
  std::size_t number = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    values += row == 0 ? "(" : ", (";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      values += fmt::format("{}${}", i == 0 ? "" : ", ", ++number);
    values += ')';
  }
  return fmt::format("INSERT INTO {} ({}) VALUES {}", quoted(table.name), table.column_list(),
                     values);
}

void DatabaseSink::put(std::size_t place, std::vector<Row> const& rows) {
  auto const& table = tables_[place];
  bool const sqlite = session_->engine() == Engine::Sqlite;
  auto const parameters = sqlite ? kParametersOfSqlite : kParametersOfPostgres;
  auto const at_once = std::max<std::size_t>(1, parameters / table.columns.size());
  begin();
  in_parts(rows, at_once, [&](std::size_t count, Row const& values) {
    session_->run(insert_of(table, count), values);
  });
  if (!copying_) return;
  for (auto const& row : rows) digests_[place].add(row);
  uncommitted_ += table.has_bytes() ? rows.size() * 64 : rows.size();
  if (uncommitted_ >= kRowsACommit) commit();
}

void DatabaseSink::drop(std::size_t place, std::vector<Row> const& keys) {
  auto const& table = tables_[place];
  begin();
  in_parts(keys, kKeysAtOnce, [&](std::size_t count, Row const& values) {
    session_->run(
        fmt::format("DELETE FROM {} WHERE {}", quoted(table.name), table.has_one_of(count)),
        values);
  });
}

void DatabaseSink::copied() {
  commit();
  copying_ = false;
  for (std::size_t i = 0; i < tables_.size(); ++i)
    require_same(tables_[i], digests_[i], digest_of(*session_, tables_[i]));
  // While nobody else is there: PRAGMA optimize is refused at once beside one who writes, and the
  // first questions of who is served from here deserve good plans.
  for (auto const& look : look_at_everything(session_->engine())) session_->run(look);
}

void DatabaseSink::caught_up() { commit(); }

void DatabaseSink::finish(std::vector<Digest> const& digests, bool rows_alone,
                          std::map<std::string, std::int64_t> const& counters) {
  commit();
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    auto const& table = tables_[i];
    Digest there;
    if (rows_alone)
      there.rows = std::get<std::int64_t>(
          session_->fetch("SELECT COUNT(*) FROM " + quoted(table.name)).at(0).at(0));
    else
      there = digest_of(*session_, table);
    require_same(table, digests[i], there);
  }
  begin();
  set_counters(*session_, counters);
  // At once; each row is looked at by `validate`, when the company is served again.
  for (auto const& key : foreign_keys_)
    session_->run(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", quoted(key.table),
                              quoted(key.name), key.definition));
  commit();
}

void DatabaseSink::validate() {
  for (auto const& key : foreign_keys_)
    session_->run(
        fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", quoted(key.table), quoted(key.name)));
}

}  // namespace vefa::db::moving
