#include "db/remember.hpp"

#include <unistd.h>

#include <filesystem>
#include <thread>

#include "db/settings.hpp"
#include "tests/support/databases.hpp"

namespace vefa {
namespace {

using db::Outcome;
using db::Tx;
using testing::ad_hoc;

db::Remembered const kLamp{"settings"};
auto const kFirstNode = ad_hoc("SELECT MIN(node) AS node FROM nodes");

class Remembering : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    options_ = testing::fresh_options(engine());
    if (engine() == db::Engine::Sqlite) {
      folder_ = ::testing::TempDir() + "vefa_remember_" + std::to_string(getpid());
      std::filesystem::create_directory(folder_);
      options_.url = "sqlite:" + folder_ + "/company.db";
    }
    database = db::open(options_);
  }
  void TearDown() override {
    database->close();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  /// What a use-case finds, and how often it had to read.
  std::string lamp(Tx& tx) {
    return *db::remember<std::string>(tx, kLamp, "lamp", [&] {
      ++loads;
      auto const found = db::get_setting(tx, "test.lamp");
      return found ? std::string(found->at("is").as_string()) : "none";
    });
  }
  std::string lamp() {
    std::string found;
    database->read_now([&](Tx& tx) { found = lamp(tx); });
    return found;
  }
  static void set(Tx& tx, char const* is) { db::put_setting(tx, "test.lamp", {{"is", is}}); }
  static void set(db::Database& in, char const* is, Outcome outcome = Outcome::Commit) {
    in.write_now([&](Tx& tx) {
      set(tx, is);
      return outcome;
    });
  }

  db::Options options_;
  std::string folder_;
  std::unique_ptr<db::Database> database;
  std::atomic<int> loads{0};
};
VEFA_ON_BOTH_DATABASES(Remembering);

TEST_P(Remembering, what_did_not_change_is_read_once) {
  set(*database, "on");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(lamp(), "on");
  EXPECT_EQ(loads, 1);
}

TEST_P(Remembering, a_change_is_seen_by_the_next_use_case) {
  EXPECT_EQ(lamp(), "none");
  for (char const* is : {"on", "off", "on"}) {
    set(*database, is);
    EXPECT_EQ(lamp(), is);
  }
}

TEST_P(Remembering, who_changes_it_sees_her_own_change_at_once) {
  set(*database, "on");
  database->write_now([&](Tx& tx) {
    EXPECT_EQ(lamp(tx), "on");
    set(tx, "off");
    EXPECT_EQ(lamp(tx), "off");
    return Outcome::Commit;
  });
}

TEST_P(Remembering, a_change_that_was_undone_was_never_seen) {
  set(*database, "on");
  EXPECT_EQ(lamp(), "on");
  set(*database, "off", Outcome::Rollback);
  EXPECT_EQ(lamp(), "on");
  set(*database, "off");
  EXPECT_EQ(lamp(), "off");
}

TEST_P(Remembering, a_change_by_another_process_is_seen) {
  set(*database, "on");
  EXPECT_EQ(lamp(), "on");
  auto const other = db::open(options_);
  set(*other, "off");
  EXPECT_EQ(lamp(), "off");
  other->close();
}

TEST_P(Remembering, a_reader_in_a_snapshot_keeps_to_it) {
  set(*database, "on");
  database->read_now([&](Tx& tx) {
    EXPECT_EQ(lamp(tx), "on");
    std::thread([&] { set(*database, "off"); }).join();
    EXPECT_EQ(lamp(tx), "on");
  });
  EXPECT_EQ(lamp(), "off");
}

TEST_P(Remembering, loading_reads_the_named_tables_alone) {
  auto const read_another = [&](Tx& tx) {
    db::remember<bool>(tx, kLamp, "node",
                       [&] { return tx.scalar<std::int64_t>(kFirstNode).has_value(); });
  };
  EXPECT_THROW(database->read_now(read_another), std::logic_error);
}

TEST(RememberedTables, are_found_in_every_form_of_statement) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(db::tables_of("SELECT a, b FROM x ORDER BY c, d"), Names{"x"});
  EXPECT_EQ(db::tables_of("SELECT 'from y' FROM x AS k, z JOIN w ON k.a = w.b -- from v"),
            (Names{"x", "z", "w"}));
  EXPECT_EQ(db::tables_of("INSERT INTO x (a) SELECT b FROM (SELECT b FROM y) q"),
            (Names{"x", "y"}));
  EXPECT_EQ(db::tables_of("INSERT INTO x (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = 1"),
            Names{"x"});
  EXPECT_EQ(db::tables_of("UPDATE x SET a = 1 WHERE b IN (SELECT value FROM json_each($1))"),
            Names{"x"});
  EXPECT_EQ(db::tables_of("DELETE FROM x WHERE EXISTS (SELECT 1 FROM y)"), (Names{"x", "y"}));
  EXPECT_EQ(db::tables_of("SELECT a FROM x WHERE id = $1 FOR UPDATE SKIP LOCKED"), Names{"x"});
}

}  // namespace
}  // namespace vefa
