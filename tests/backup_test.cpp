// Backups of a company at work, and what comes back from them.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "db/database.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

using ::testing::HasSubstr;

class Backup : public ::testing::Test {
 public:
  ~Backup() override { std::filesystem::remove_all(folder_); }
  std::string path(std::string const& name) const { return folder_ + "/" + name; }
  std::vector<std::string> data_flags(std::string const& name) const {
    return {"--data",
            path(name),
            "--requests-per-second-per-address",
            "0",
            "--requests-per-second-per-account",
            "0"};
  }

 protected:
  /// How often each subject stands in the file.
  static std::map<std::string, std::int64_t> cases_in(std::string const& file) {
    std::map<std::string, std::int64_t> out;
    auto const database = db::open({.url = "sqlite:" + file, .readers = 1});
    database->read_now([&](db::Tx& tx) {
      for (auto& subject : tx.column<std::string>(ad_hoc("SELECT subject FROM cases")))
        ++out[subject];
    });
    database->close();
    return out;
  }

  std::string const folder_ = temporary_folder();
};

TEST_F(Backup, taken_while_clients_write_has_all_that_was_acknowledged_before) {
  std::map<std::string, std::string> before;
  {
    VefaProcess server(folder_, data_flags("data"));
    Writers writers(4, first_day(server.port()), [&] { return server.port(); });
    ASSERT_TRUE(writers.wait_for_more(50, 60)) << writers.trouble();
    before = writers.acknowledged();
    auto const saved = run_vefa({"backup", path("saved"), "--data", path("data")});
    EXPECT_EQ(saved.status, 0) << saved.said;
    EXPECT_TRUE(writers.wait_for_more(20, 60)) << "the backup stopped the writers";
    writers.stop();
  }
  auto const restored = run_vefa({"restore", path("saved"), path("again")});
  ASSERT_EQ(restored.status, 0) << restored.said;
  auto const cases = cases_in(path("again/vefa.db"));
  for (auto const& [subject, id] : before) EXPECT_EQ(cases.count(subject), 1u) << subject;
  auto const healthy = run_vefa({"doctor", "--data", path("again")});
  EXPECT_EQ(healthy.status, 0) << healthy.said;
  VefaProcess server(folder_, data_flags("again"));
  EXPECT_EQ(server.stop(), 0);
}

TEST_F(Backup, is_not_restored_over_anything_nor_when_a_byte_of_it_changed) {
  ASSERT_EQ(run_vefa({"demo", "--data", path("data")}).status, 0);
  ASSERT_EQ(run_vefa({"backup", path("saved"), "--data", path("data")}).status, 0);
  auto const twice = run_vefa({"backup", path("saved"), "--data", path("data")});
  EXPECT_EQ(twice.status, 1);
  EXPECT_THAT(twice.said, HasSubstr("is there already"));
  auto const over = run_vefa({"restore", path("saved"), path("data")});
  EXPECT_EQ(over.status, 1);
  EXPECT_THAT(over.said, HasSubstr("overwrites nothing"));
  {
    std::fstream file(path("saved/vefa.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-1, std::ios::end);
    file.put('\1');
  }
  auto const changed = run_vefa({"restore", path("saved"), path("again")});
  EXPECT_EQ(changed.status, 1);
  EXPECT_THAT(changed.said, HasSubstr("is not the file that was saved"));
  EXPECT_FALSE(std::filesystem::exists(path("again/vefa.db")));
}

TEST_F(Backup, of_postgres_by_its_own_tools_comes_back_healthy) {
  auto const from = empty_postgres_url();
  auto const to = empty_postgres_url();
  ASSERT_EQ(run_vefa({"demo", "--data", path("data"), "--database", from}).status, 0);
  std::string const tools = "/usr/lib/postgresql/15/bin/";
  auto const dump = fmt::format("{}pg_dump --schema=vefa --format=custom --file={} '{}'", tools,
                                path("firma.dump"), from);
  ASSERT_EQ(std::system(dump.c_str()), 0);
  auto const load = fmt::format("{}pg_restore --exit-on-error --no-owner --dbname='{}' {}", tools,
                                to, path("firma.dump"));
  ASSERT_EQ(std::system(load.c_str()), 0);
  auto const healthy = run_vefa({"doctor", "--data", path("data"), "--database", to});
  EXPECT_EQ(healthy.status, 0) << healthy.said;
  auto const count = [](std::string const& url) {
    std::int64_t cases = 0;
    auto const database = db::open({.url = url, .readers = 1});
    database->read_now([&](db::Tx& tx) {
      cases = *tx.scalar<std::int64_t>(ad_hoc("SELECT COUNT(*) FROM cases"));
    });
    database->close();
    return cases;
  };
  EXPECT_GT(count(from), 0);
  EXPECT_EQ(count(to), count(from));
  drop_postgres(from);
  drop_postgres(to);
}

TEST_F(Backup, of_postgres_is_left_to_its_own_tools) {
  auto const refused = run_vefa({"backup", path("saved"), "--data", path("data"), "--database",
                                 "postgresql://vefa@db/vefa?schema=firma"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.said, HasSubstr("pg_dump"));
}

}  // namespace
}  // namespace vefa::testing
