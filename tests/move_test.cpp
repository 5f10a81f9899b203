// Companies moved to other databases by `vefa company move`, while they are served and written to.
#include <gmock/gmock.h>

#include <filesystem>

#include "db/database.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

using ::testing::HasSubstr;

class CompanyMove : public ::testing::Test {
 public:
  ~CompanyMove() override {
    for (auto const& url : made_) drop_postgres(url);
    std::filesystem::remove_all(folder_);
  }

 protected:
  std::string new_postgres() { return made_.emplace_back(empty_postgres_url()); }
  std::string data(std::string const& name = "data") const { return folder_ + "/" + name; }
  std::unique_ptr<VefaProcess> serve(std::vector<std::string> const& flags) const {
    auto all = flags;
    for (auto const* limit :
         {"--requests-per-second-per-address", "--requests-per-second-per-account"})
      all.insert(all.end(), {limit, "0"});
    return std::make_unique<VefaProcess>(folder_, all);
  }
  static std::map<std::string, int> subjects_in(std::string const& url) {
    std::map<std::string, int> out;
    auto const database = db::open({.url = url, .readers = 1, .connections = 1});
    database->read_now([&](db::Tx& tx) {
      for (auto& subject : tx.column<std::string>(ad_hoc("SELECT subject FROM cases")))
        ++out[subject];
    });
    database->close();
    return out;
  }
  static void expect_each_once(Writers const& writers, std::string const& url) {
    auto there = subjects_in(url);
    for (auto const& [subject, id] : writers.acknowledged())
      EXPECT_EQ(there[subject], 1) << subject << " " << id;
    for (auto const& [subject, count] : there) EXPECT_EQ(count, 1) << subject;
  }

  std::string const folder_ = temporary_folder();
  std::vector<std::string> made_;
};

TEST_F(CompanyMove, to_postgres_and_back_loses_nothing_while_clients_write) {
  auto const server = serve({"--data", data()});
  auto const who = first_day(server->port());
  // One who listens holds no company back.
  BareSocket listener(server->port());
  ASSERT_TRUE(listener.send("GET /api/v1/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " +
                            who.token + "\r\n\r\n"));
  EXPECT_THAT(listener.read_until("retry: 3000"), HasSubstr("200 OK"));
  Writers writers(1, who, [&] { return server->port(); });
  std::vector<std::string> const places{new_postgres(), "sqlite:" + data() + "/again.db"};
  for (auto const& place : places) {
    ASSERT_TRUE(writers.wait_for_more(20, 60)) << writers.trouble();
    auto const moved = run_vefa({"company", "move", "company", "--to", place, "--data", data()});
    ASSERT_EQ(moved.status, 0) << moved.said << server->log();
    ASSERT_TRUE(writers.wait_for_more(20, 60)) << writers.trouble() << server->log();
  }
  writers.stop();
  EXPECT_EQ(writers.trouble(), "");
  EXPECT_EQ(server->stop(), 0);
  EXPECT_TRUE(listener.read_all().empty() || listener.ended());
  expect_each_once(writers, places.back());
  auto const healthy = run_vefa({"doctor", "--data", data()});
  EXPECT_EQ(healthy.status, 0) << healthy.said;
  EXPECT_THAT(run_vefa({"company", "list", "--data", data()}).said, HasSubstr("again.db"));
}

TEST_F(CompanyMove, a_made_up_company_arrives_whole_and_healthy) {
  ASSERT_EQ(run_vefa({"generate", "--cases", "150", "--data", data()}).status, 0);
  auto const there = new_postgres();
  for (auto const& place : {there + "&schema=firma", "sqlite:" + data() + "/back.db"}) {
    auto const moved = run_vefa({"company", "move", "company", "--to", place, "--data", data()});
    ASSERT_EQ(moved.status, 0) << moved.said;
    auto const healthy = run_vefa({"doctor", "--data", data()});
    EXPECT_EQ(healthy.status, 0) << healthy.said;
  }
  EXPECT_EQ(subjects_in("sqlite:" + data() + "/back.db"),
            subjects_in("sqlite:" + data() + "/vefa.db"));
}

TEST_F(CompanyMove, one_of_several_is_served_at_its_name_while_the_others_stay) {
  for (auto const& [name, host] :
       {std::pair{"Anka", "anka.example"}, std::pair{"Bulut", "bulut.example"}})
    ASSERT_EQ(run_vefa({"company", "add", name, "--host", host, "--data", data()}).status, 0);
  auto const server = serve({"--data", data()});
  auto const anka = first_day(server->port(), "anka.example");
  first_day(server->port(), "bulut.example");
  auto const place = new_postgres();
  auto const moved = run_vefa({"company", "move", "Anka", "--to", place, "--data", data()});
  ASSERT_EQ(moved.status, 0) << moved.said << server->log();
  HttpClient http(server->port(), "anka.example");
  http.token = anka.token;
  EXPECT_EQ(http.get("/api/v1/customers/" + anka.customer_id).status, 200);
  EXPECT_EQ(HttpClient(server->port(), "bulut.example").get("/api/v1/me").status, 401);
  EXPECT_EQ(subjects_in(place).size(), 1u);
  // What it was is opened by nobody, neither by name nor by a server that knows of no move.
  auto const old = run_vefa({"admin-create", "--email", "x@firma.example", "--name", "X", "--data",
                             data("other"), "--database", "sqlite:" + data() + "/anka.db"});
  EXPECT_EQ(old.status, 1);
  EXPECT_THAT(old.said, HasSubstr("was moved to"));
}

TEST_F(CompanyMove, that_cannot_be_finished_leaves_the_company_where_it_was) {
  auto const from = new_postgres();
  auto const to = new_postgres();
  auto const server = serve({"--data", data(), "--database", from});
  auto const who = first_day(server->port());
  // Another node, with a list of its own, does not let go of it.
  auto const node = serve(
      {"--data", data("node"), "--database", from, "--server-key-file", data() + "/server.key"});
  std::vector<std::string> const words{"company", "move",   "company", "--to",       to,  "--wait",
                                       "1",       "--data", data(),    "--database", from};
  auto const refused = run_vefa(words);
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.said, HasSubstr("stop the other nodes"));
  Writers writers(2, who, [&] { return server->port(); });
  EXPECT_TRUE(writers.wait_for_more(10, 60)) << writers.trouble() << server->log();
  writers.stop();
  expect_each_once(writers, from);
  EXPECT_EQ(node->stop(), 0);
  auto const moved = run_vefa(words);
  EXPECT_EQ(moved.status, 0) << moved.said;
  expect_each_once(writers, to);
}

TEST_F(CompanyMove, goes_to_a_new_place_alone) {
  ASSERT_EQ(run_vefa({"demo", "--data", data()}).status, 0);
  ASSERT_EQ(run_vefa({"demo", "--data", data("other")}).status, 0);
  auto const file = "sqlite:" + data("other") + "/vefa.db";
  auto const over = run_vefa({"company", "move", "company", "--to", file, "--data", data()});
  EXPECT_EQ(over.status, 1);
  EXPECT_THAT(over.said, HasSubstr("is there already"));
  EXPECT_EQ(run_vefa({"doctor", "--data", data("other")}).status, 0);
  auto const nowhere = run_vefa({"company", "move", "nobody", "--to", file, "--data", data()});
  EXPECT_THAT(nowhere.said, HasSubstr("there is no company \"nobody\""));
}

TEST_F(CompanyMove, a_closed_company_answers_503_until_it_is_opened) {
  auto const server = serve({"--data", data()});
  first_day(server->port());
  HttpClient http(server->port());
  ASSERT_EQ(http.get("/api/v1/me").status, 401);
  auto const until = [&](int status) {
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (http.get("/api/v1/me").status != status)
      if (std::chrono::steady_clock::now() > end) return false;
    return true;
  };
  EXPECT_EQ(run_vefa({"company", "close", "company", "--data", data()}).status, 0);
  EXPECT_TRUE(until(503));
  EXPECT_NE(http.get("/api/v1/me").header("retry-after"), "");
  EXPECT_THAT(run_vefa({"company", "list", "--data", data()}).said, HasSubstr("closed"));
  EXPECT_EQ(run_vefa({"company", "open", "company", "--data", data()}).status, 0);
  EXPECT_TRUE(until(401));
}

}  // namespace
}  // namespace vefa::testing
