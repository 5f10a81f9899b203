// Databases moved into others, of the same engine and the other, while they change.
#include "db/moving.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "db/blobs.hpp"
#include "db/migrate.hpp"
#include "db/moving/digest.hpp"
#include "db/settings.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/vefa_process.hpp"

namespace vefa::db {
namespace {

using testing::ad_hoc;
using ::testing::HasSubstr;

struct Way {
  Engine from;
  Engine to;
};

class MovingBetween : public ::testing::TestWithParam<Way> {
 public:
  MovingBetween() {
    source_ = open({.url = from_, .readers = 1, .connections = 1, .durable = false});
    open({.url = to_, .readers = 1, .connections = 1, .durable = false})->close();
  }
  ~MovingBetween() override {
    source_->close();
    for (auto const& url : {from_, to_})
      if (url.starts_with("postgresql")) testing::drop_postgres(url);
    std::filesystem::remove_all(folder_);
  }

 protected:
  std::string made(Engine engine, char const* name) const {
    return engine == Engine::Sqlite ? fmt::format("sqlite:{}/{}.db", folder_, name)
                                    : testing::migrated_postgres_url();
  }
  void write(std::function<void(Tx&)> const& work) {
    source_->write_now([&](Tx& tx) {
      work(tx);
      return Outcome::Commit;
    });
  }
  void put(std::string const& key, std::string const& text) {
    write([&](Tx& tx) { put_setting(tx, key, {{"text", text}}); });
  }
  void fill() {
    write([&](Tx& tx) {
      for (int i = 0; i < 500; ++i) put_setting(tx, fmt::format("key{}", i), {{"n", i}});
      tx.run(
          ad_hoc("INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, tries,"
                 " payload) VALUES (1, 'k', 0, 'İğ \"''\\', 5, 5, 'ready', 0, '{}')"));
    });
    Context ctx{.now = wall_now(), .ids = &ids_};
    write([&](Tx& tx) { blobs::put(ctx, tx, std::string(600'000, '\0') + "\xFF\xFEx"); });
  }
  /// Of each table, but for what differs by its nature.
  std::map<std::string, moving::Digest> digests(std::string const& url) const {
    std::map<std::string, moving::Digest> out;
    auto const session = moving::open_session(url);
    for (auto const& table : moving::tables_of(*session))
      if (table.name != "counters") out[table.name] = moving::digest_of(*session, table);
    return out;
  }

  std::string const folder_ = testing::temporary_folder();
  std::string const from_ = made(GetParam().from, "from");
  std::string const to_ = made(GetParam().to, "to");
  std::unique_ptr<Database> source_;
  IdSource ids_;
};
INSTANTIATE_TEST_SUITE_P(
    , MovingBetween,
    ::testing::Values(Way{Engine::Sqlite, Engine::Postgres}, Way{Engine::Postgres, Engine::Sqlite},
                      Way{Engine::Sqlite, Engine::Sqlite}, Way{Engine::Postgres, Engine::Postgres}),
    [](auto const& info) {
      auto const name = [](Engine engine) {
        return engine == Engine::Sqlite ? "sqlite" : "postgres";
      };
      return fmt::format("{}_to_{}", name(info.param.from), name(info.param.to));
    });

TEST_P(MovingBetween, every_row_arrives_as_it_is) {
  fill();
  auto const moving = begin_move(from_, to_, {.compare_all_within = std::chrono::hours(1)});
  moving->copy();
  auto const moved = moving->finish();
  EXPECT_TRUE(moved.compared_all);
  EXPECT_GT(moved.rows, 500);
  auto const here = digests(from_);
  EXPECT_EQ(here.size(), static_cast<std::size_t>(moved.tables) - 1);
  EXPECT_EQ(here, digests(to_));
  moving->retire("elsewhere");
  moving->validate();
  auto const target = open_unmigrated({.url = to_, .readers = 1, .connections = 1});
  EXPECT_EQ(migration_fault(*target), "");
  target->read_now([](Tx& tx) {
    auto const unchecked =
        tx.scalar<std::int64_t>({"test.unchecked", "SELECT COUNT(*) FROM pragma_foreign_key_check",
                                 "SELECT COUNT(*) FROM pg_constraint WHERE NOT convalidated", -1});
    EXPECT_EQ(unchecked, 0);
  });
  target->close();
}

TEST_P(MovingBetween, what_changes_meanwhile_follows) {
  fill();
  auto const moving = begin_move(from_, to_, {.compare_all_within = Duration(0)});
  moving->copy();
  EXPECT_EQ(moving->catch_up(), 0);
  put("key1", "changed");
  put("new", "added");
  write([](Tx& tx) {
    tx.run(ad_hoc("DELETE FROM settings WHERE key = 'key2'"));
    // One takes over what was the other's alone.
    tx.run(ad_hoc("UPDATE settings SET key = 'away' WHERE key = 'key3'"));
    tx.run(ad_hoc("UPDATE settings SET key = 'key3' WHERE key = 'key4'"));
    // Parts go along with their file.
    tx.run(ad_hoc("DELETE FROM blobs"));
  });
  EXPECT_GE(moving->catch_up(), 8);
  put("key1", "changed again");
  write([](Tx& tx) { tx.run(ad_hoc("DELETE FROM settings WHERE key = 'new'")); });
  EXPECT_FALSE(moving->finish().compared_all);
  EXPECT_EQ(digests(from_), digests(to_));
}

TEST_P(MovingBetween, one_that_ends_too_early_leaves_the_source_as_it_was) {
  fill();
  auto const tables = [&] {
    std::int64_t count = 0;
    source_->read_now([&](Tx& tx) {
      count = *tx.scalar<std::int64_t>(
          {"test.schema", "SELECT COUNT(*) FROM sqlite_schema",
           "SELECT (SELECT COUNT(*) FROM pg_class WHERE relnamespace = CAST('vefa' AS "
           "regnamespace))"
           " + (SELECT COUNT(*) FROM pg_trigger WHERE NOT tgisinternal)"
           " + (SELECT COUNT(*) FROM pg_proc WHERE pronamespace = CAST('vefa' AS regnamespace))",
           -1});
    });
    return count;
  };
  auto const before = tables();
  bool stop = false;
  {
    auto const moving = begin_move(from_, to_, {.is_stopped = [&] { return stop; }});
    stop = true;
    EXPECT_THROW(moving->copy(), Unavailable);
    put("key1", "written all the same");
  }
  EXPECT_EQ(tables(), before);
  EXPECT_EQ(moved_to(*source_), "");
  put("key2", "and afterwards");
}

TEST_P(MovingBetween, the_old_one_says_where_its_company_is) {
  fill();
  {
    auto const moving = begin_move(from_, to_, {});
    moving->copy();
    moving->finish();
    moving->retire("postgresql://db/vefa");
  }
  try {
    require_not_moved(*source_);
    FAIL() << "it was opened";
  } catch (Unavailable const& e) {
    EXPECT_THAT(e.what(), HasSubstr("postgresql://db/vefa"));
  }
  auto const target = open_unmigrated({.url = to_, .readers = 1, .connections = 1});
  EXPECT_EQ(moved_to(*target), "");
  target->close();
}

TEST_P(MovingBetween, numbers_count_on_where_they_were) {
  auto const session = moving::open_session(from_);
  moving::set_counters(*session, {{"case_number", 12'345}});
  auto const moving = begin_move(from_, to_, {});
  moving->copy();
  moving->finish();
  auto const target = moving::open_session(to_);
  EXPECT_EQ(moving::counters_of(*target),
            (std::map<std::string, std::int64_t>{{"case_number", 12'345}}));
}

}  // namespace
}  // namespace vefa::db
