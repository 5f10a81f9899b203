#include "modules/operations/operations.hpp"

#include "base/log.hpp"
#include "http/server.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::operations {
namespace {

using namespace std::chrono_literals;

/// A company whose only two people are told apart by their tokens.
struct House : http::Company {
  explicit House(std::unique_ptr<db::Database> opened) : holder(std::move(opened)) {
    database = holder.get();
    clock = &fake_clock;
    ids = &id_source;
    authenticate = [](db::Tx&, http::Credentials const& given) -> Result<http::Identity> {
      http::Identity who;
      who.actor = {ActorKind::Staff, 7, {}, {}, "Işıl"};
      who.by_token = true;
      auto const may =
          given.token == "operator" ? Permission::OperationsRead : Permission::CasesRead;
      who.actor.permissions.set(static_cast<std::size_t>(may));
      // Who may only look at the work may not retry or drop it.
      who.actor.permissions.set(static_cast<std::size_t>(Permission::SettingsWrite),
                                given.token == "operator");
      return who;
    };
  }
  std::unique_ptr<db::Database> holder;
  FakeClock fake_clock{Instant{1763812800000}};
  IdSource id_source{3};
};

class Operations : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    house = std::make_shared<House>(fresh());
    log::set_level(log::Level::Error);
    registry.timer("test.ring", [&](Context const&, db::Tx&, jobs::Job const&) {
      if (broken) throw jobs::GiveUp("the bell is broken");
      ++rung;
    });
    jobs::install(registry);
    runner = jobs::Runner::start(*house->database, registry, house->fake_clock, house->id_source);
    add_routes(routes);
    auto const find = [this](std::string_view) { return house; };
    server = http::Server::start(routes, {find, find}, {});
    for (int i = 0; i < 2; ++i) {
      house->database->write_now([&](db::Tx& tx) {
        jobs::add({.now = house->fake_clock.now(), .ids = house->ids}, tx, "test.ring", "x",
                  house->fake_clock.now());
        return db::Outcome::Commit;
      });
    }
    ASSERT_TRUE(runner->wait_idle(20s));
  }
  void TearDown() override {
    server->stop(5s);
    runner->stop();
  }

  std::atomic<bool> broken{true};
  std::atomic<int> rung{0};
  std::shared_ptr<House> house;
  jobs::Registry registry;
  http::Routes routes;
  std::unique_ptr<jobs::Runner> runner;
  std::unique_ptr<http::Server> server;
};
VEFA_ON_BOTH_DATABASES(Operations);

TEST_P(Operations, failed_work_is_seen_retried_and_dropped_over_http) {
  testing::HttpClient client(server->port());
  client.token = "agent";
  EXPECT_EQ(client.get("/api/v1/jobs/failed").status, 403);
  client.token = "operator";
  EXPECT_EQ(client.get("/api/v1/jobs").json().at("failed"), 2);
  auto const page = client.get("/api/v1/jobs/failed?limit=1").json();
  auto const cursor = std::string(page.at("next_cursor").as_string());
  auto const first = page.at("items").at(0);
  EXPECT_EQ(first.at("last_error"), "the bell is broken");
  auto const rest = client.get("/api/v1/jobs/failed?cursor=" + cursor).json();
  auto const second = std::string(rest.at("items").at(0).at("id").as_string());
  EXPECT_EQ(client.get("/api/v1/jobs/failed?cursor=x").problem_key("cursor"), "error.bad_cursor");

  broken = false;
  auto const path = "/api/v1/jobs/" + std::string(first.at("id").as_string());
  EXPECT_EQ(client.post(path + "/retry", "").status, 204);
  EXPECT_TRUE(runner->wait_idle(20s));
  EXPECT_EQ(rung, 1);
  EXPECT_EQ(client.post(path + "/retry", "").status, 404);
  EXPECT_EQ(client.del("/api/v1/jobs/" + second).status, 204);
  EXPECT_EQ(client.get("/api/v1/jobs").json().at("failed"), 0);
}

}  // namespace
}  // namespace vefa::operations
