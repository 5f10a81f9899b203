// Logs shipped to an S3 address, and moments brought back from it.
#include <gmock/gmock.h>

#include <filesystem>
#include <thread>

#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/s3.hpp"
#include "db/shipping.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/s3_server.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

db::S3Access access_to(S3Server const& server) {
  return {.endpoint = server.endpoint(),
          .region = S3Server::kRegion,
          .key = S3Server::kKey,
          .secret = S3Server::kSecret,
          .longest_pause = 100ms};
}

TEST(S3, what_is_put_is_there_and_each_request_is_signed) {
  S3Server server;
  db::S3Bucket bucket("firma", access_to(server));
  std::string const bytes = std::string(300'000, '\0') + "\xFF&<>";
  bucket.put("a/b c+d~e.wal", bytes);
  bucket.put("a/empty", "");
  EXPECT_EQ(bucket.get("a/b c+d~e.wal"), bytes);
  EXPECT_EQ(bucket.get("a/empty"), "");
  EXPECT_EQ(bucket.get("a/none"), std::nullopt);
  // More than fit into one answer.
  for (int i = 10; i < 40; ++i) bucket.put(fmt::format("many/{}/x", i), "y");
  EXPECT_EQ(bucket.list("many/", false).size(), 30u);
  EXPECT_EQ(bucket.list("many/", true).size(), 30u);
  EXPECT_THAT(bucket.list("a/", true), IsEmpty());
  bucket.remove(bucket.list("many/", false));
  EXPECT_EQ(server.objects().size(), 2u);
  EXPECT_EQ(server.refused(), 0);
}

TEST(S3, a_wrong_secret_and_a_server_that_is_away_are_said_without_it) {
  S3Server server;
  auto wrong = access_to(server);
  wrong.secret = "guessed";
  auto const trouble = [](db::S3Access const& access) -> std::string {
    try {
      db::S3Bucket("firma", access).put("x", "y");
    } catch (db::Unavailable const& e) {
      return e.what();
    }
    return "";
  };
  EXPECT_THAT(trouble(wrong), HasSubstr("403 SignatureDoesNotMatch"));
  EXPECT_THAT(trouble(wrong), Not(HasSubstr("guessed")));
  EXPECT_THAT(server.objects(), IsEmpty());
  auto nowhere = access_to(server);
  nowhere.endpoint = "http://127.0.0.1:1";
  EXPECT_THAT(trouble(nowhere), HasSubstr("cannot be reached"));
  EXPECT_THROW(db::open_depot("s3://bucket/x", {}), std::runtime_error);
}

/// A table of numbers, shipped into a bucket.
class ShippingToS3 : public ::testing::Test {
 public:
  ShippingToS3() {
    database_ = db::open_unmigrated(
        {.url = "sqlite:" + folder_ + "/company.db", .readers = 1, .durable = false});
    shipping_ = db::ship(*database_, {.to = "s3://firma/log/company",
                                      .access = access_to(server_),
                                      .every = 20ms,
                                      .whole_every = 500ms,
                                      .keep = 0ms});
    database_->write_now([](db::Tx& tx) {
      tx.run(ad_hoc("CREATE TABLE rows (n INTEGER PRIMARY KEY, text TEXT)"));
      return db::Outcome::Commit;
    });
  }
  ~ShippingToS3() override {
    server_.set_mood(S3Server::Mood::Well);
    shipping_.reset();
    database_->close();
    std::filesystem::remove_all(folder_);
  }

 protected:
  void add() {
    database_->write_now([&](db::Tx& tx) {
      tx.run(ad_hoc("INSERT INTO rows (n, text) VALUES ($1, $2)"), ++last_, std::string(3000, 'x'));
      return db::Outcome::Commit;
    });
  }
  /// Adds some, and waits until all of them can be brought back; answers the last.
  std::int64_t add_until_safe() {
    for (int i = 0; i < 50; ++i) add();
    auto const then = wall_now();
    while (shipping_->safe_until() <= then) {
      if (wall_now() > then + 60s) throw std::runtime_error("nothing was shipped");
      std::this_thread::sleep_for(5ms);
    }
    return last_;
  }
  std::int64_t rows_at(Instant until) {
    auto const file = fmt::format("{}/back{}.db", folder_, ++restored_);
    db::restore_shipped(*db::open_depot("s3://firma/log/company", access_to(server_)), until, file);
    std::int64_t rows = 0;
    auto const database = db::open_unmigrated({.url = "sqlite:" + file, .readers = 1});
    database->read_now([&](db::Tx& tx) {
      EXPECT_EQ(*tx.scalar<std::string>(ad_hoc("PRAGMA integrity_check")), "ok");
      rows = *tx.scalar<std::int64_t>(ad_hoc("SELECT COUNT(*) FROM rows"));
      EXPECT_EQ(*tx.scalar<std::int64_t>(ad_hoc("SELECT MAX(n) FROM rows")), rows);
    });
    database->close();
    return rows;
  }
  /// Nothing is kept here: on a slow machine a whole copy may be forgotten while it is read.
  std::int64_t rows_of_newest() {
    for (int tries = 1;; ++tries) {
      try {
        return rows_at(wall_now() + 1h);
      } catch (db::Unavailable const&) {
        if (tries == 5) throw;
      }
    }
  }
  std::vector<std::string> pieces() const {
    std::vector<std::string> out;
    for (auto const& [name, bytes] : server_.objects())
      if (name.ends_with(".wal")) out.push_back(name);
    return out;
  }

  std::string const folder_ = temporary_folder();
  S3Server server_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<db::Shipping> shipping_;
  std::int64_t last_ = 0;
  int restored_ = 0;
};

TEST_F(ShippingToS3, brings_back_what_was_written_across_whole_copies_and_forgets_old_ones) {
  std::set<std::string> generations;
  while (generations.size() < 3) {
    auto const last = add_until_safe();
    for (auto const& name : pieces()) generations.insert(name.substr(0, name.rfind('/')));
    if (generations.size() == 2) EXPECT_GE(rows_of_newest(), last);
  }
  shipping_.reset();
  EXPECT_EQ(rows_at(wall_now()), last_);
  std::set<std::string> kept;
  for (auto const& name : pieces()) kept.insert(name.substr(0, name.rfind('/')));
  EXPECT_LT(kept.size(), generations.size());
  EXPECT_EQ(server_.refused(), 0);
}

TEST_F(ShippingToS3, a_server_that_refuses_for_a_while_holds_nobody_up_and_misses_nothing) {
  add_until_safe();
  server_.set_mood(S3Server::Mood::Busy);
  auto const then = wall_now();
  for (int i = 0; i < 100; ++i) add();
  EXPECT_LE(shipping_->safe_until(), then + 1s);
  server_.set_mood(S3Server::Mood::Well);
  auto const last = add_until_safe();
  EXPECT_GE(rows_at(wall_now() + 1h), last);
}

TEST_F(ShippingToS3, says_what_is_missing_or_was_changed) {
  add_until_safe();
  shipping_.reset();
  auto const all = pieces();
  auto const bytes = server_.objects().at(all.back());
  server_.change(all.back(), bytes + "x");
  EXPECT_THROW(rows_at(wall_now()), db::Unavailable);
  server_.change(all.back(), bytes);
  EXPECT_EQ(rows_at(wall_now()), last_);
}

/// The instant of the newest piece of a generation whose base is whole; `RUN-OFFSET-INSTANT-SHA`.
Instant shipped_until(S3Server const& server) {
  auto const all = server.objects();
  Instant newest;
  for (auto const& [name, bytes] : all) {
    if (!name.ends_with(".wal")) continue;
    auto const folder = name.substr(0, name.rfind('/'));
    auto const parts = split(name.substr(folder.size() + 1), '-');
    if (all.contains(folder + "/base.json"))
      newest = std::max(newest, Instant{std::stoll(parts.at(2))});
  }
  return newest;
}

TEST(ShippingToS3OfAServer, that_dies_loses_a_second_at_most_and_tells_no_secret) {
  S3Server s3;
  auto const folder = temporary_folder();
  std::vector<std::string> const access{"--ship-endpoint", s3.endpoint(),    "--ship-region",
                                        S3Server::kRegion, "--ship-key",     S3Server::kKey,
                                        "--ship-secret",   S3Server::kSecret};
  std::map<std::string, std::string> before;
  {
    std::vector<std::string> flags{"--data",
                                   folder + "/data",
                                   "--ship-to",
                                   "s3://firma/vefa",
                                   "--requests-per-second-per-address",
                                   "0",
                                   "--requests-per-second-per-account",
                                   "0"};
    flags.insert(flags.end(), access.begin(), access.end());
    VefaProcess server(folder, flags);
    Writers writers(2, first_day(server.port()), [&] { return server.port(); });
    ASSERT_TRUE(writers.wait_for_more(30, 60)) << writers.trouble();
    before = writers.acknowledged();
    // Until a piece is there that holds all that was answered before now.
    auto const then = wall_now();
    auto const until = std::chrono::steady_clock::now() + 60s;
    while (shipped_until(s3) <= then && std::chrono::steady_clock::now() < until)
      ASSERT_TRUE(writers.wait_for_more(1, 60));
    server.kill();
    writers.stop();
    EXPECT_THAT(server.log(), Not(HasSubstr(S3Server::kSecret)));
  }
  std::vector<std::string> words{"restore", "s3://firma/vefa/company", folder + "/again"};
  words.insert(words.end(), access.begin(), access.end());
  auto const back = run_vefa(words);
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
  EXPECT_EQ(s3.refused(), 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::testing
