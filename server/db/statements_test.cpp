#include "db/statements.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "db/migrate.hpp"
#include "db/postgres/address.hpp"
#include "db/sqlite/word_counts.hpp"
#include "tests/support/databases.hpp"

namespace vefa {
namespace {

using db::Statement;
using ::testing::ElementsAre;

bool is_for_tests(Statement const& s) { return std::string_view(s.name).starts_with("test."); }

// Otherwise the next two tests would pass over what the linker left out.
TEST(Statements, every_one_that_is_written_is_known_here) {
  std::set<std::string> known;
  for (auto const* statement : db::all_statements()) known.insert(statement->name);
  std::set<std::string> written;
  std::regex const head(R"(--\s*name:\s*([a-z0-9_]+).*)");
  auto const root = std::filesystem::path(VEFA_SOURCE_DIR) / "server";
  for (auto const& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() != "queries.sql") continue;
    std::ifstream file(entry.path());
    std::smatch found;
    for (std::string line; std::getline(file, line);)
      if (std::regex_match(line, found, head))
        written.insert(entry.path().parent_path().filename().string() + "." + found[1].str());
  }
  std::vector<std::string> unknown;
  std::set_difference(written.begin(), written.end(), known.begin(), known.end(),
                      std::back_inserter(unknown));
  EXPECT_THAT(unknown, ElementsAre());
}

// A migrated file of SQLite's, opened beside the platform, so that preparing is all that happens.
TEST(Statements, every_one_prepares_on_sqlite) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &connection), SQLITE_OK);
  for (auto const& migration : db::embedded_migrations())
    for (auto const& text : db::statements_of(migration, db::Engine::Sqlite))
      ASSERT_EQ(sqlite3_exec(connection, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
          << migration.name << ": " << sqlite3_errmsg(connection);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  db::sqlite::add_word_counts(connection);
  for (auto const* statement : db::all_statements()) {
    if (is_for_tests(*statement)) continue;
    sqlite3_stmt* prepared = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(connection, statement->sqlite, -1, &prepared, nullptr), SQLITE_OK)
        << statement->name << ": " << sqlite3_errmsg(connection);
    sqlite3_finalize(prepared);
  }
  sqlite3_close(connection);
}

TEST(Statements, every_one_prepares_on_postgres) {
  auto const options = testing::fresh_options(db::Engine::Postgres);
  auto const connection =
      db::postgres::connect(db::postgres::parse_address(options.url, options.durable));
  for (auto const* statement : db::all_statements()) {
    if (is_for_tests(*statement)) continue;
    std::vector<Oid> types;
    for (bool const used : db::parameters_of(statement->postgres)) types.push_back(used ? 0 : 25);
    std::unique_ptr<PGresult, decltype(&PQclear)> const answer(
        PQprepare(connection.get(), statement->name, statement->postgres,
                  static_cast<int>(types.size()), types.data()),
        &PQclear);
    EXPECT_EQ(PQresultStatus(answer.get()), PGRES_COMMAND_OK)
        << statement->name << ": " << PQresultErrorMessage(answer.get());
  }
}

TEST(Statements, parameters_are_found_outside_of_quotes_and_comments) {
  EXPECT_THAT(db::parameters_of("SELECT $1, '$9', \"$8\", $3 -- it's $7\n /* $6 */ WHERE a = $1"),
              ElementsAre(true, false, true));
  EXPECT_THAT(db::parameters_of("SELECT 1"), ElementsAre());
  EXPECT_EQ(db::parameters_of("SELECT $12").size(), 12u);
}

TEST(Statements, the_columns_must_bear_the_members_names_in_order) {
  Statement const s{"test.columns", "", "", -1};
  char const* const members[] = {"id", "name"};
  EXPECT_NO_THROW(db::check_columns(s, {"id", "name"}, members));
  EXPECT_THROW(db::check_columns(s, {"name", "id"}, members), std::logic_error);
  EXPECT_THROW(db::check_columns(s, {"id"}, members), std::logic_error);
}

Statement list[] = {{"test.one", "SELECT 1 AS one", "SELECT 1 AS one", 0},
                    {"test.never", "SELECT 2 AS two", "SELECT 2 AS two", 0}};
db::StatementList const registered(list, 2);

class RunStatements : public testing::OnBothDatabases {};
VEFA_ON_BOTH_DATABASES(RunStatements);

TEST_P(RunStatements, those_that_ran_are_known_by_name) {
  fresh()->read_now([](db::Tx& tx) { EXPECT_EQ(tx.scalar<std::int64_t>(list[0]), 1); });
  auto const names = db::statements_run(engine());
  EXPECT_EQ(std::count(names.begin(), names.end(), "test.one"), 1);
  EXPECT_EQ(std::count(names.begin(), names.end(), "test.never"), 0);
}

}  // namespace
}  // namespace vefa
