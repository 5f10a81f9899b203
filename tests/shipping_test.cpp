// Logs shipped while clients write, and moments brought back from them.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "db/migrate.hpp"
#include "db/shipping.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

using namespace std::chrono_literals;

/// A table of numbers that one thread adds to without a pause.
class Shipping : public ::testing::Test {
 public:
  Shipping() {
    database_ = db::open_unmigrated(
        {.url = "sqlite:" + folder_ + "/company.db", .readers = 1, .durable = false});
    shipping_ = db::ship(*database_, {.to = shipped(), .every = 20ms, .whole_every = 600ms});
    database_->write_now([](db::Tx& tx) {
      tx.run(ad_hoc("CREATE TABLE rows (n INTEGER PRIMARY KEY, text TEXT)"));
      return db::Outcome::Commit;
    });
  }
  ~Shipping() override {
    shipping_.reset();
    database_->close();
    std::filesystem::remove_all(folder_);
  }

 protected:
  std::string shipped() const { return folder_ + "/shipped"; }
  void add(std::int64_t n) {
    database_->write_now([&](db::Tx& tx) {
      tx.run(ad_hoc("INSERT INTO rows (n, text) VALUES ($1, $2)"), n, std::string(3000, 'x'));
      return db::Outcome::Commit;
    });
  }
  /// Adds until all that was added before can be brought back; answers the last of those.
  std::int64_t add_until_safe(std::int64_t from) {
    auto const last = from + 1;
    add(last);
    auto const then = wall_now();
    auto n = last;
    auto const patience = then + 30s;
    while (shipping_->safe_until() <= then) {
      EXPECT_LT(wall_now(), patience);
      if (wall_now() >= patience) return last;
      std::this_thread::sleep_for(2ms);  // what is brought must not fall behind for good
      add(++n);
    }
    next_ = n;
    return last;
  }
  std::int64_t rows_at(Instant until) {
    auto const file = fmt::format("{}/back{}.db", folder_, ++restored_);
    db::restore_shipped(*db::open_depot(shipped(), {}), until, file);
    std::int64_t rows = 0;
    auto const database = db::open_unmigrated({.url = "sqlite:" + file, .readers = 1});
    database->read_now([&](db::Tx& tx) {
      EXPECT_EQ(*tx.scalar<std::string>(ad_hoc("PRAGMA integrity_check")), "ok");
      rows = *tx.scalar<std::int64_t>(ad_hoc("SELECT COUNT(*) FROM rows"));
      // Whole from the first on: nothing is left out in between.
      EXPECT_EQ(*tx.scalar<std::int64_t>(ad_hoc("SELECT MAX(n) FROM rows")), rows);
    });
    database->close();
    return rows;
  }

  std::string const folder_ = temporary_folder();
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<db::Shipping> shipping_;
  std::int64_t next_ = 0;
  int restored_ = 0;
};

TEST_F(Shipping, brings_back_each_moment_across_checkpoints_and_whole_copies) {
  std::vector<std::pair<Instant, std::int64_t>> moments;
  std::set<std::string> generations;
  while (generations.size() < 3 || next_ < 2000 || moments.size() < 6) {
    auto const last = add_until_safe(next_);
    moments.emplace_back(shipping_->safe_until(), last);
    for (auto const& entry : std::filesystem::directory_iterator(shipped()))
      generations.insert(entry.path().filename().string());
    for (int i = 0; i < 100; ++i) add(++next_);
  }
  auto const newest = add_until_safe(next_);
  EXPECT_GE(rows_at(wall_now() + 1h), newest);
  auto const step = std::max<std::size_t>(1, moments.size() / 5);
  for (std::size_t i = 0; i < moments.size(); i += step)
    EXPECT_GE(rows_at(moments[i].first), moments[i].second) << i;
  // What was added much later is not there.
  EXPECT_LT(rows_at(moments[moments.size() / 2].first), moments.back().second);
}

TEST_F(Shipping, ends_with_all_that_was_written) {
  auto const last = add_until_safe(0);
  for (std::int64_t n = next_ + 1; n <= last + 500; ++n) add(n);
  shipping_.reset();
  EXPECT_GE(rows_at(wall_now()), last + 500);
}

TEST_F(Shipping, says_what_is_missing_changed_or_too_long_ago) {
  add_until_safe(0);
  for (int i = 0; i < 100; ++i) add(++next_);
  add_until_safe(next_);
  auto const until = shipping_->safe_until();
  shipping_.reset();
  // The first piece after each whole copy; a slow machine has made several by now.
  std::map<std::string, std::string> firsts;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(shipped())) {
    if (entry.path().extension() != ".wal") continue;
    auto& first = firsts[entry.path().parent_path().string()];
    if (first.empty() || entry.path().string() < first) first = entry.path().string();
  }
  EXPECT_THROW(rows_at(until - 1h), db::Unavailable);
  for (auto const& [copy, piece] : firsts) std::filesystem::rename(piece, piece + ".away");
  EXPECT_THROW(rows_at(until), db::Unavailable);
  for (auto const& [copy, piece] : firsts) {
    std::filesystem::rename(piece + ".away", piece);
    std::fstream file(piece, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-1, std::ios::end);
    file.put('\1');
  }
  EXPECT_THROW(rows_at(until), db::Unavailable);
}

TEST(ShippingOfAServer, that_dies_loses_a_second_at_most) {
  auto const folder = temporary_folder();
  std::map<std::string, std::string> before;
  {
    VefaProcess server(folder, {"--data", folder + "/data", "--ship-to", folder + "/shipped",
                                "--requests-per-second-per-address", "0",
                                "--requests-per-second-per-account", "0"});
    Writers writers(4, first_day(server.port()), [&] { return server.port(); });
    ASSERT_TRUE(writers.wait_for_more(50, 60)) << writers.trouble();
    before = writers.acknowledged();
    auto const then = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() < then + 2500ms)
      ASSERT_TRUE(writers.wait_for_more(1, 60));
    server.kill();
    writers.stop();
  }
  auto const back = run_vefa({"restore", folder + "/shipped/company", folder + "/again"});
  ASSERT_EQ(back.status, 0) << back.said;
  EXPECT_TRUE(std::filesystem::exists(folder + "/again/server.key"));
  auto const database = db::open({.url = "sqlite:" + folder + "/again/vefa.db", .readers = 1});
  database->read_now([&](db::Tx& tx) {
    auto const subjects = tx.column<std::string>(ad_hoc("SELECT subject FROM cases"));
    std::set<std::string> const there(subjects.begin(), subjects.end());
    for (auto const& [subject, id] : before) EXPECT_TRUE(there.contains(subject)) << subject;
  });
  database->close();
  auto const healthy = run_vefa({"doctor", "--data", folder + "/again"});
  EXPECT_EQ(healthy.status, 0) << healthy.said;
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::testing
