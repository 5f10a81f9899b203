#include <sqlite3.h>

#include <barrier>
#include <filesystem>
#include <future>

#include "db/look.hpp"
#include "db/sqlite/connection.hpp"
#include "tests/support/databases.hpp"

namespace vefa {
namespace {

using db::Outcome;
using db::Tx;
using testing::ad_hoc;

// A database file that survives being closed.
class SqliteFile : public ::testing::Test {
 public:
  SqliteFile() {
    auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = ::testing::TempDir() + "vefa_" + std::to_string(getpid()) + "_" + test->name();
    std::filesystem::create_directory(folder_);
    options_.url = "sqlite:" + path();
  }
  ~SqliteFile() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/company.db"; }

 protected:
  std::string folder_;
  db::Options options_;
};

void make_table(db::Database& database) {
  database.write_now([](Tx& tx) {
    tx.run(ad_hoc("CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB)"));
    return Outcome::Commit;
  });
}

void add(Tx& tx, std::int64_t id, std::size_t size) {
  tx.run(ad_hoc("INSERT INTO rows (id, bytes) VALUES ($1, $2)"), id,
         db::Bytes{std::string(size, 'x')});
}

std::int64_t count(db::Database& database) {
  std::int64_t n = 0;
  database.read_now(
      [&](Tx& tx) { n = *tx.scalar<std::int64_t>(ad_hoc("SELECT count(*) FROM rows")); });
  return n;
}

// What a connection to this file holds after it let go: bytes of its copy of the schema.
int schema_at_rest(db::sqlite::Connection& connection) {
  connection.use();
  connection.execute(ad_hoc("INSERT INTO rows (bytes) VALUES (NULL)"), {});
  connection.let_go();
  return connection.schema_bytes();
}

TEST_F(SqliteFile, keeps_its_copy_of_the_schema_at_rest_unless_many_do) {
  make_table(*db::open(options_));
  db::sqlite::Connection connection({.path = path()}, db::sqlite::Role::Writer);
  EXPECT_GT(schema_at_rest(connection), 0);
  {
    auto const many = std::make_unique<db::SchemaCopy[]>(1000);
    EXPECT_EQ(schema_at_rest(connection), 0);
    EXPECT_EQ(db::SchemaCopy::count, 1000);
  }
  EXPECT_GT(schema_at_rest(connection), 0) << "it is read again with the next statement";
  EXPECT_EQ(count(*db::open(options_)), 3);
}

TEST_F(SqliteFile, what_was_small_when_it_was_closed_is_found_by_its_key_when_it_has_grown) {
  {
    auto const database = db::open(options_);
    make_table(*database);
    database->write_now([](Tx& tx) {
      for (int id = 1; id <= 3; ++id) add(tx, id, 10);
      tx.run(ad_hoc("ANALYZE"));
      return Outcome::Commit;
    });
  }
  db::sqlite::Connection connection({.path = path()}, db::sqlite::Role::Writer);
  auto const plan = connection.fetch(
      ad_hoc("EXPLAIN QUERY PLAN SELECT bytes FROM rows WHERE id IN (SELECT value FROM "
             "json_each('[1,2,3,4,5,6]')) LIMIT 6"),
      {});
  auto const& first = std::get<std::string>(plan.rows.at(0).at(3));
  EXPECT_EQ(first, "SEARCH rows USING INTEGER PRIMARY KEY (rowid=?)");
}

TEST_F(SqliteFile, a_connection_that_let_go_of_its_statements_and_pages_goes_on) {
  db::open(options_)->close();  // migrated
  db::sqlite::Connection connection({.path = path()}, db::sqlite::Role::Writer);
  for (int round = 0; round < 3; ++round) {
    connection.command("BEGIN IMMEDIATE");
    if (round == 0) connection.execute(ad_hoc("CREATE TABLE rows (id INTEGER PRIMARY KEY)"), {});
    connection.execute(ad_hoc("INSERT INTO rows (id) VALUES (NULL)"), {});
    connection.command("COMMIT");
    auto const rows = connection.fetch(ad_hoc("SELECT id FROM rows"), {});
    EXPECT_EQ(rows.rows.size(), static_cast<std::size_t>(round + 1));
    connection.let_go();
  }
}

TEST_F(SqliteFile, what_was_answered_is_there_after_opening_again) {
  {
    auto const database = db::open(options_);
    make_table(*database);
    database->write_now([](Tx& tx) {
      add(tx, 1, 10);
      return Outcome::Commit;
    });
  }
  EXPECT_EQ(count(*db::open(options_)), 1);
}

/// How often this process has the file open.
int times_open(std::string const& path) {
  int times = 0;
  for (auto const& one : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    times += std::filesystem::read_symlink(one, gone) == path;
  }
  return times;
}

// Whoever copies the file of a stopped server has all of it.
TEST_F(SqliteFile, a_closed_database_is_one_file_though_many_read_at_the_end) {
  constexpr int kReaders = 8;
  options_.readers = kReaders;
  options_.durable = false;
  for (int round = 0; round < 50; ++round) {
    auto const database = db::open(options_);
    if (round == 0) make_table(*database);
    database->write_now([&](Tx& tx) {
      add(tx, round, 10);
      return Outcome::Commit;
    });
    // Each has a connection of its own once all of them read at the same time.
    std::barrier all(kReaders);
    std::vector<std::future<void>> readings;
    for (int i = 0; i < kReaders; ++i) {
      auto done = std::make_shared<std::promise<void>>();
      readings.push_back(done->get_future());
      database->read([&](Tx&) { all.arrive_and_wait(); },
                     [done](std::exception_ptr const&) { done->set_value(); });
    }
    for (auto& reading : readings) reading.wait();
    database->close();
    ASSERT_FALSE(std::filesystem::exists(path() + "-wal")) << "round " << round;
  }
}

TEST_F(SqliteFile, the_log_begins_anew_while_one_writes_without_a_pause) {
  options_.durable = false;
  auto const database = db::open(options_);
  make_table(*database);
  constexpr int kWrites = 400;
  constexpr int kRows = 100;  // a page each
  std::uintmax_t largest = 0;
  for (int i = 0; i < kWrites; ++i) {
    database->write_now([&](Tx& tx) {
      for (int row = 0; row < kRows; ++row) add(tx, i * kRows + row, 4000);
      return Outcome::Commit;
    });
    largest = std::max(largest, std::filesystem::file_size(path() + "-wal"));
  }
  constexpr std::uintmax_t kWritten = std::uintmax_t{kWrites} * kRows * 4096;
  EXPECT_LT(largest, kWritten / 2);
  EXPECT_EQ(count(*database), kWrites * kRows);
}

TEST_F(SqliteFile, short_readings_need_no_connection_of_their_own) {
  auto const database = db::open(options_);
  make_table(*database);
  std::int64_t found = -1;
  db::look_now(*database, [&](Tx& tx) {
    found = *tx.scalar<std::int64_t>(ad_hoc("SELECT count(*) FROM rows"));
  });
  EXPECT_EQ(found, 0);
  EXPECT_EQ(times_open(path()), 1);
  EXPECT_EQ(count(*database), 0);
  EXPECT_EQ(times_open(path()), 2);
}

std::int64_t count_from_outside(std::string const& path) {
  sqlite3* outside = nullptr;
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &outside), SQLITE_OK);
  sqlite3_prepare_v2(outside, "SELECT count(*) FROM rows", -1, &statement, nullptr);
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
  auto const found = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(outside);
  return found;
}

TEST_F(SqliteFile, a_short_reading_sees_only_what_is_committed) {
  auto const database = db::open(options_);
  make_table(*database);
  std::promise<void> both_wait;
  auto const go = both_wait.get_future().share();
  database->write(
      [&](Tx& tx) {
        go.wait();
        add(tx, 1, 10);
        return Outcome::Commit;
      },
      [](std::exception_ptr) {});
  std::int64_t inside = -1;
  std::int64_t outside = -2;
  std::promise<void> answered;
  dynamic_cast<db::HasLook&>(*database).look(
      [&](Tx& tx) {
        inside = *tx.scalar<std::int64_t>(ad_hoc("SELECT count(*) FROM rows"));
        outside = count_from_outside(path());
      },
      [&](std::exception_ptr) { answered.set_value(); });
  both_wait.set_value();
  answered.get_future().wait();
  EXPECT_EQ(inside, 1);
  EXPECT_EQ(outside, inside);
}

TEST_F(SqliteFile, a_short_reading_writes_nothing) {
  auto const database = db::open(options_);
  make_table(*database);
  db::look_now(*database, [](Tx& tx) { add(tx, 1, 10); });
  EXPECT_EQ(count(*database), 0);
}

TEST_F(SqliteFile, a_durable_database_syncs_fully_keeps_foreign_keys_and_has_a_log) {
  auto const database = db::open(options_);
  database->write_now([](Tx& tx) {
    EXPECT_EQ(tx.scalar<std::int64_t>(ad_hoc("PRAGMA synchronous")), 2);
    EXPECT_EQ(tx.scalar<std::int64_t>(ad_hoc("PRAGMA foreign_keys")), 1);
    EXPECT_EQ(tx.scalar<std::string>(ad_hoc("PRAGMA journal_mode")), "wal");
    EXPECT_EQ(tx.scalar<std::int64_t>(ad_hoc("PRAGMA trusted_schema")), 1);
    return Outcome::Rollback;
  });
}

TEST_F(SqliteFile, a_full_disk_refuses_the_write_and_the_lane_goes_on_when_there_is_space) {
  auto const database = db::open(options_);
  make_table(*database);
  auto const limit = [&](char const* pragma) {
    database->write_now([&](Tx& tx) {
      tx.scalar<std::int64_t>(ad_hoc(pragma));
      return Outcome::Commit;
    });
  };
  limit("PRAGMA max_page_count = 1");  // no more than there is now
  for (int i = 0; i < 3; ++i)
    EXPECT_THROW(database->write_now([&](Tx& tx) {
      add(tx, 10 + i, 5'000'000);
      return Outcome::Commit;
    }),
                 db::Unavailable);
  EXPECT_EQ(count(*database), 0);
  limit("PRAGMA max_page_count = 1000000");
  database->write_now([&](Tx& tx) {
    add(tx, 1, 5'000'000);
    return Outcome::Commit;
  });
  EXPECT_EQ(count(*database), 1);
}

// Another program holds the file for longer than the lane waits: nobody of the group is told
// "done".
TEST_F(SqliteFile, a_file_locked_by_another_program_is_unavailable_and_works_again_afterwards) {
  auto const database = db::open(options_);
  make_table(*database);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_THROW(database->write_now([](Tx& tx) {
    add(tx, 1, 10);
    return Outcome::Commit;
  }),
               db::Unavailable);
  EXPECT_EQ(count(*database), 0);
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  database->write_now([](Tx& tx) {
    add(tx, 1, 10);
    return Outcome::Commit;
  });
  EXPECT_EQ(count(*database), 1);
}

// A group's hooks run together after its COMMIT, so each change from work to hooks is one COMMIT.
// A company that moves is closed while its file is held: its clients wait for that.
TEST_F(SqliteFile, a_database_is_closed_without_waiting_for_who_writes) {
  auto database = db::open(options_);
  make_table(*database);
  database->write_now([](Tx& tx) {
    tx.run(ad_hoc("ANALYZE"));  // so that there are statistics to be seen to
    return Outcome::Commit;
  });
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  auto const begin = std::chrono::steady_clock::now();
  database->close();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4))
      << "where others wait for a lock it is five";
  sqlite3_close(other);
}

TEST_F(SqliteFile, writes_that_wait_together_share_a_commit_and_are_visible_when_it_is_done) {
  auto const database = db::open(options_);
  make_table(*database);
  std::promise<void> go;
  std::promise<void> all;
  int const writes = 200;
  int commits = 0;  // this and the next two: on the lane's thread alone
  int answered = 0;
  bool working = false;
  database->write(
      [&](Tx&) {
        go.get_future().wait();
        return Outcome::Commit;
      },
      {});
  for (int i = 0; i < writes; ++i)
    database->write(
        [&, i](Tx& tx) {
          working = true;
          add(tx, i + 1, 10);
          tx.after_commit([&] {
            if (std::exchange(working, false)) ++commits;
          });
          return Outcome::Commit;
        },
        [&](std::exception_ptr failure) {
          EXPECT_FALSE(failure);
          if (++answered == writes) all.set_value();
        });
  go.set_value();
  all.get_future().wait();
  EXPECT_EQ(count(*database), writes);
  EXPECT_GE(commits, 1);
  EXPECT_LE(commits, 20);  // one or two, unless the machine is very busy
}

TEST(SqliteOpening, a_folder_that_is_not_there_is_said_so) {
  db::Options options;
  options.url = "sqlite:/nonexistent/company.db";
  try {
    db::open(options);
    FAIL();
  } catch (db::Unavailable const& e) {
    EXPECT_THAT(e.what(), ::testing::HasSubstr("/nonexistent/company.db"));
  }
}

TEST(SqliteOpening, an_address_of_another_kind_is_refused_with_an_example) {
  db::Options options;
  options.url = "mysql://localhost/x";
  EXPECT_THROW(db::open(options), db::Unavailable);
}

TEST(SqliteOpening, a_file_that_is_no_database_is_refused) {
  std::string const path = ::testing::TempDir() + "vefa_no_database_" + std::to_string(getpid());
  FILE* file = std::fopen(path.c_str(), "w");
  std::fputs(std::string(8192, 'z').c_str(), file);
  std::fclose(file);
  db::Options options;
  options.url = "sqlite:" + path;
  EXPECT_THROW(db::open(options), db::Unavailable);
  std::filesystem::remove(path);
}

TEST_F(SqliteFile, of_a_group_only_those_are_undone_that_refuse_or_fail_though_others_run_again) {
  auto const database = db::open(options_);
  make_table(*database);
  constexpr int kCount = 300;
  std::atomic<int> runs{0}, told{0}, failed{0}, hooks{0};
  std::promise<void> all;
  for (int i = 0; i < kCount; ++i)
    database->write(
        [&, i](Tx& tx) {
          ++runs;
          if (i % 30 == 7) return Outcome::Rollback;  // before it wrote
          tx.after_commit([&] { ++hooks; });
          add(tx, i, 10);
          if (i % 50 == 13) throw std::runtime_error("after it wrote");
          return i % 50 == 31 ? Outcome::Rollback : Outcome::Commit;
        },
        [&](std::exception_ptr failure) {
          failed += failure ? 1 : 0;
          if (++told == kCount) all.set_value();
        });
  all.get_future().wait();
  EXPECT_EQ(count(*database), kCount - 10 - 6 - 6);
  EXPECT_EQ(hooks, kCount - 10 - 6 - 6) << "what was undone tells nobody";
  EXPECT_EQ(failed, 6);
  EXPECT_GE(runs, kCount);
}

}  // namespace
}  // namespace vefa
