// Sixteen clients write while the server is killed again and again: what was acknowledged is there,
// once. VEFA_CRASH_ROUNDS says how often (`./dev crash`); without it a few times.
#include <gmock/gmock.h>
#include <signal.h>

#include <filesystem>
#include <random>

#include "db/database.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

constexpr std::size_t kClients = 16;

int rounds(char const* variable, int few) {
  auto const* wanted = std::getenv(variable);
  return wanted ? std::atoi(wanted) : few;
}

class Crash : public ::testing::TestWithParam<db::Engine> {
 public:
  Crash() {
    url_ =
        GetParam() == db::Engine::Sqlite ? "sqlite:" + folder_ + "/vefa.db" : empty_postgres_url();
  }
  ~Crash() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<VefaProcess> start() const {
    return std::make_unique<VefaProcess>(
        folder_, std::vector<std::string>{"--data", folder_, "--database", url_,
                                          "--requests-per-second-per-address", "0",
                                          "--requests-per-second-per-account", "0"});
  }

 protected:
  /// How often each subject stands in the database, and how many cases there are of each number.
  std::map<std::string, std::int64_t> cases() const {
    std::map<std::string, std::int64_t> out;
    auto const database = db::open({.url = url_, .readers = 1});
    database->read_now([&](db::Tx& tx) {
      for (auto& subject : tx.column<std::string>(ad_hoc("SELECT subject FROM cases")))
        ++out[subject];
    });
    database->close();
    return out;
  }
  void expect_each_once(std::map<std::string, std::string> const& acknowledged) const {
    auto const there = cases();
    for (auto const& [subject, id] : acknowledged)
      EXPECT_EQ(there.contains(subject), true) << subject << " (" << id << ") is lost";
    for (auto const& [subject, count] : there) EXPECT_EQ(count, 1) << subject << " is there twice";
  }
  void expect_healthy() const {
    auto const examined = run_vefa({"doctor", "--data", folder_, "--database", url_});
    EXPECT_EQ(examined.status, 0) << examined.said;
  }

  std::string const folder_ = temporary_folder();
  std::string url_;
  std::mt19937 random_{static_cast<unsigned>(::testing::UnitTest::GetInstance()->random_seed())};
};
INSTANTIATE_TEST_SUITE_P(, Crash, ::testing::Values(db::Engine::Sqlite, db::Engine::Postgres),
                         engine_name);

TEST_P(Crash, of_the_server_loses_and_doubles_nothing_that_was_acknowledged) {
  bool const sqlite = GetParam() == db::Engine::Sqlite;
  int const times =
      rounds(sqlite ? "VEFA_CRASH_ROUNDS" : "VEFA_CRASH_ROUNDS_POSTGRES", sqlite ? 20 : 5);
  auto server = start();
  std::atomic<int> port = server->port();
  Writers writers(kClients, first_day(port), [&] { return port.load(); });
  std::size_t writes_before_kill = 0;
  for (int round = 0; round < times; ++round) {
    // At any moment of the work: some hundred acknowledged, or some milliseconds after the start.
    auto const more = std::uniform_int_distribution<std::size_t>(1, 100)(random_);
    ASSERT_TRUE(writers.wait_for_more(more, 60)) << writers.trouble() << server->log();
    auto const pause = std::uniform_int_distribution<int>(0, 3000)(random_);
    std::this_thread::sleep_for(std::chrono::microseconds(pause));
    server->kill();
    server = start();
    port = server->port();
    writes_before_kill = writers.count();
  }
  ASSERT_TRUE(writers.wait_for_more(1, 60));
  writers.stop();
  EXPECT_EQ(server->stop(), 0);
  EXPECT_EQ(writers.trouble(), "");
  expect_each_once(writers.acknowledged());
  expect_healthy();
  std::printf("%d kills, %zu acknowledged, %zu of them before the last kill\n", times,
              writers.count(), writes_before_kill);
}

TEST(CrashOfTwoNodes, of_one_loses_nothing_and_the_other_goes_on) {
  auto const folder = temporary_folder();
  auto const url = empty_postgres_url();
  auto const start = [&] {
    return std::make_unique<VefaProcess>(
        folder, std::vector<std::string>{"--data", folder, "--database", url,
                                         "--requests-per-second-per-address", "0",
                                         "--requests-per-second-per-account", "0"});
  };
  auto first = start();
  auto const second = start();
  std::atomic<int> port = first->port();
  // Every other request goes to the other node, as a balancer would send it.
  std::atomic<unsigned> turn = 0;
  Writers writers(kClients, first_day(port),
                  [&] { return turn++ / 64 % 2 == 0 ? port.load() : second->port(); });
  for (int round = 0; round < rounds("VEFA_CRASH_ROUNDS_POSTGRES", 3); ++round) {
    ASSERT_TRUE(writers.wait_for_more(100, 60)) << writers.trouble();
    first->kill();
    ASSERT_TRUE(writers.wait_for_more(50, 60)) << "the other node stands still";
    first = start();
    port = first->port();
  }
  writers.stop();
  EXPECT_EQ(writers.trouble(), "");
  first->stop();
  second->stop();
  std::map<std::string, int> there;
  auto const database = db::open({.url = url, .readers = 1});
  database->read_now([&](db::Tx& tx) {
    for (auto& subject : tx.column<std::string>(ad_hoc("SELECT subject FROM cases")))
      ++there[subject];
  });
  database->close();
  for (auto const& [subject, id] : writers.acknowledged())
    EXPECT_EQ(there[subject], 1) << subject << " " << id;
  auto const examined = run_vefa({"doctor", "--data", folder, "--database", url});
  EXPECT_EQ(examined.status, 0) << examined.said;
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::testing
