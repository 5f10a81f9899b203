#include "db/migrate.hpp"

#include "tests/support/databases.hpp"
#include "tests/support/postgres.hpp"

namespace vefa {
namespace {

using db::Engine;
using db::Migration;
using testing::ad_hoc;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Migrations : public testing::OnBothDatabases {
 public:
  // Without any table.
  std::unique_ptr<db::Database> bare() const {
    db::Options options;
    options.url = engine() == Engine::Sqlite ? "sqlite::memory:" : testing::fresh_postgres_url();
    options.durable = false;
    return db::open_unmigrated(options);
  }
};
VEFA_ON_BOTH_DATABASES(Migrations);

std::vector<Migration> const kTwo = {
    {1, "first", "CREATE TABLE pets (id {ID} PRIMARY KEY, name {TEXT} NOT NULL);"},
    {5, "second",
     "ALTER TABLE pets ADD COLUMN weight {F64};\nCREATE INDEX by_name ON pets (name);"}};

std::string refusal(db::Database& database, std::vector<Migration> const& migrations) {
  try {
    db::migrate(database, migrations);
  } catch (db::Unavailable const& e) {
    return e.what();
  }
  return "nothing";
}

std::vector<std::int64_t> applied(db::Database& database) {
  std::vector<std::int64_t> numbers;
  database.read_now([&](db::Tx& tx) {
    numbers = tx.column<std::int64_t>(ad_hoc("SELECT number FROM migrations ORDER BY number"));
  });
  return numbers;
}

TEST_P(Migrations, each_is_applied_once_in_order) {
  auto const database = bare();
  db::migrate(*database, {kTwo[0]});
  EXPECT_THAT(applied(*database), ElementsAre(1));
  db::migrate(*database, kTwo);
  db::migrate(*database, kTwo);
  EXPECT_THAT(applied(*database), ElementsAre(1, 5));
  database->write_now([](db::Tx& tx) {
    tx.run(ad_hoc("INSERT INTO pets (id, name, weight) VALUES ($1, $2, $3)"), 1, "Boncuk", 4.5);
    return db::Outcome::Commit;
  });
}

TEST_P(Migrations, a_changed_file_is_refused_by_name) {
  auto const database = bare();
  db::migrate(*database, kTwo);
  auto changed = kTwo;
  changed[0].text = "CREATE TABLE pets (id {ID} PRIMARY KEY, name {TEXT});";
  EXPECT_THAT(refusal(*database, changed), HasSubstr("0001_first was changed"));
}

TEST_P(Migrations, a_database_newer_than_the_program_is_refused) {
  auto const database = bare();
  db::migrate(*database, kTwo);
  EXPECT_THAT(refusal(*database, {kTwo[0]}), HasSubstr("newer than this program"));
}

TEST_P(Migrations, a_number_below_an_applied_one_is_refused) {
  auto const database = bare();
  db::migrate(*database, kTwo);
  auto late = kTwo;
  late.insert(late.begin() + 1, {3, "late", "CREATE TABLE late (id {ID} PRIMARY KEY);"});
  EXPECT_THAT(refusal(*database, late), HasSubstr("0003_late has a lower number"));
}

TEST_P(Migrations, one_that_fails_half_way_leaves_nothing_of_itself) {
  auto const database = bare();
  std::vector<Migration> const broken = {
      kTwo[0],
      {2, "broken", "CREATE TABLE half (id {ID} PRIMARY KEY); CREATE TABLE half (id {ID});"}};
  EXPECT_THAT(refusal(*database, broken), HasSubstr("0002_broken failed"));
  EXPECT_THAT(applied(*database), ElementsAre(1));
  db::migrate(*database, {kTwo[0], {2, "mended", "CREATE TABLE half (id {ID} PRIMARY KEY);"}});
  EXPECT_THAT(applied(*database), ElementsAre(1, 2));
}

TEST_P(Migrations, two_nodes_that_start_together_apply_each_once) {
  db::Options options;
  options.url = engine() == Engine::Sqlite ? ::testing::TempDir() + "together.db"
                                           : testing::fresh_postgres_url();
  options.durable = false;
  if (engine() == Engine::Sqlite) {
    for (auto const* end : {"", "-wal", "-shm"}) std::remove((options.url + end).c_str());
    options.url = "sqlite:" + options.url;
  }
  std::vector<std::thread> nodes;
  std::atomic<int> good = 0;
  for (int i = 0; i < 3; ++i)
    nodes.emplace_back([&] {
      auto const database = db::open_unmigrated(options);
      db::migrate(*database, kTwo);
      if (applied(*database).size() == 2) ++good;
    });
  for (auto& node : nodes) node.join();
  EXPECT_EQ(good, 3);
}

TEST(MigrationTexts, types_strictness_and_blocks_are_the_engines_own) {
  Migration const m{1, "texts", R"(-- a comment; with a semicolon
CREATE TABLE a (id {ID} PRIMARY KEY, t {TEXT} DEFAULT '; -- {x}', f {F64}, b {BLOB}); -- end of line
CREATE TABLE b (id {INT} PRIMARY KEY) WITHOUT ROWID;
-- sqlite:
CREATE TRIGGER t AFTER INSERT ON a BEGIN
  DELETE FROM b; DELETE FROM a WHERE id = CASE WHEN 1 THEN 2 END;
END;
-- end
-- pg:
DO $$ BEGIN PERFORM 1; END $$;
-- end
)"};
  EXPECT_THAT(
      db::statements_of(m, Engine::Sqlite),
      ElementsAre(
          "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT DEFAULT '; -- {x}', f REAL, b BLOB) "
          "STRICT",
          "CREATE TABLE b (id INTEGER PRIMARY KEY) WITHOUT ROWID, STRICT",
          "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b; DELETE FROM a WHERE id "
          "= CASE WHEN 1 THEN 2 END;\nEND"));
  EXPECT_THAT(
      db::statements_of(m, Engine::Postgres),
      ElementsAre("CREATE TABLE a (id BIGINT PRIMARY KEY, t TEXT DEFAULT '; -- {x}', f DOUBLE "
                  "PRECISION, b BYTEA)",
                  "CREATE TABLE b (id BIGINT PRIMARY KEY) WITHOUT ROWID",
                  "DO $$ BEGIN PERFORM 1; END $$"));
}

TEST(MigrationTexts, a_list_of_words_in_a_check_costs_no_table_on_sqlite) {
  Migration const migration{
      1, "pets",
      "CREATE TABLE pets (id {ID} PRIMARY KEY, kind {TEXT} CHECK (kind IN ('cat', 'dog',\n  "
      "'fish')), age {INT} CHECK (age IN (1, 2)), CHECK ((kind IN ('cat', 'dog')) = (age = 1)));"};
  EXPECT_THAT(db::statements_of(migration, Engine::Sqlite),
              ElementsAre("CREATE TABLE pets (id INTEGER PRIMARY KEY, kind TEXT CHECK "
                          "(kind = 'cat' OR kind = 'dog' OR kind = 'fish'), age INTEGER CHECK "
                          "(age = 1 OR age = 2), CHECK ((kind IN ('cat', 'dog')) = (age = 1))) "
                          "STRICT"));
  EXPECT_THAT(db::statements_of(migration, Engine::Postgres).front(),
              ::testing::HasSubstr("kind IN ('cat', 'dog',\n  'fish')"));
}

TEST(MigrationTexts, a_block_that_is_not_closed_is_refused) {
  EXPECT_THROW(db::statements_of({1, "open", "-- pg:\nSELECT 1;\n"}, Engine::Sqlite),
               std::logic_error);
  EXPECT_THROW(db::statements_of({1, "end", "SELECT 1;\n-- end\n"}, Engine::Sqlite),
               std::logic_error);
}

TEST(MigrationTexts, those_of_the_program_are_in_order_and_never_empty) {
  std::int64_t last = 0;
  for (auto const& m : db::embedded_migrations()) {
    EXPECT_GT(m.number, last);
    last = m.number;
    EXPECT_FALSE(db::statements_of(m, Engine::Sqlite).empty()) << m.name;
  }
  EXPECT_GE(last, 1);
}

}  // namespace
}  // namespace vefa
