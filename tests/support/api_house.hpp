// One company behind a real server, for the tests of a module's routes.
#pragma once
#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::testing {

/// The client is signed in with every permission; with the token `reader` it has none but Self.
class ApiHouse : public OnBothDatabases {
 protected:
  /// Call from SetUp, once the routes are added.
  void open(http::Routes const& routes) {
    jobs::install(registry_);
    database = fresh();
    company_->database = database.get();
    company_->clock = &clock;
    company_->ids = &ids;
    company_->authenticate = [](db::Tx&, http::Credentials const& given) -> Result<http::Identity> {
      Actor actor{.kind = ActorKind::Staff, .id = 1, .name = "Deniz"};
      if (given.token != "reader") actor.permissions.set();
      return http::Identity{.actor = actor};
    };
    auto find = [this](std::string_view) { return company_; };
    server_ = http::Server::start(routes, {find, find}, {});
    client = std::make_unique<HttpClient>(server_->port());
    client->token = "boss";
  }
  void TearDown() override {
    if (server_) server_->stop(std::chrono::seconds(5));
  }
  static std::string path(std::string_view rest) { return "/api/v1" + std::string(rest); }
  static std::string text(Json const& json) { return std::string(json.as_string()); }

  std::unique_ptr<db::Database> database;
  std::unique_ptr<HttpClient> client;
  FakeClock clock{parse_instant("2026-11-22T06:00:00Z").value()};
  IdSource ids;

 private:
  jobs::Registry registry_;
  std::shared_ptr<http::Company> company_ = std::make_shared<http::Company>();
  std::unique_ptr<http::Server> server_;
};

}  // namespace vefa::testing
