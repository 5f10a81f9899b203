// A company with a fridge in its catalogue, behind a real server, for the tests of units.
#pragma once
#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/customers/customers.hpp"
#include "modules/units/units.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::units {

class Units : public vefa::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    add_jobs(registry_);
    add_more_jobs(registry_);
    jobs::install(registry_);
    customers::install({.exports = {export_part}, .holds = {}});
    database_ = fresh();
    company_->database = database_.get();
    company_->clock = &clock;
    company_->ids = &ids_;
    company_->authenticate = [](db::Tx&, http::Credentials const& given) -> Result<http::Identity> {
      Actor actor{.kind = ActorKind::Staff, .id = 1, .name = "Deniz"};
      actor.permissions.set();
      if (given.token == "parts") actor.permissions = parse_permissions("goods_read");
      // "cases_read+cases_write": these alone.
      if (given.token.find('_') != std::string::npos) {
        std::string names(given.token);
        std::replace(names.begin(), names.end(), '+', ' ');
        actor.permissions = parse_permissions(names);
      }
      return http::Identity{.actor = actor};
    };
    add_more_routes(routes_);
    catalogue::add_routes(routes_);
    customers::add_routes(routes_);
    add_routes(routes_);
    auto find = [this](std::string_view) { return company_; };
    server_ = http::Server::start(routes_, {find, find}, {});
    client = std::make_unique<vefa::testing::HttpClient>(server_->port());
    client->token = "boss";
    made("/product-groups", R"({"code": "refrigerator", "names": {"en": "Refrigerators"},
        "legal_life_months": 120})");
    fridge = made("/products", R"({"group": "refrigerator", "manufacturer": "Anka",
        "model": "5230 NF", "gtin": "4006381333931"})");
  }
  void TearDown() override {
    if (server_) server_->stop(std::chrono::seconds(5));
    jobs::install(jobs::Registry());
  }
  virtual void add_more_routes(http::Routes&) {}
  virtual void add_more_jobs(jobs::Registry&) {}

  static std::string path(std::string_view rest) { return "/api/v1" + std::string(rest); }
  static std::string text(Json const& json) { return std::string(json.as_string()); }
  /// The key of the first refusal.
  static std::string key(vefa::testing::HttpAnswer const& answer) { return answer.problem_key(); }
  std::string made(std::string const& where, std::string const& body) {
    auto const answer = client->post(path(where), body);
    EXPECT_EQ(answer.status, 201) << where << " " << body << " -> " << answer.body;
    if (answer.status != 201) return {};
    auto const json = answer.json();
    for (char const* of : {"summary", "customer"})
      if (json.as_object().contains(of) && json.at(of).as_object().contains("id"))
        return text(json.at(of).at("id"));
    return text(json.at("id"));
  }
  std::string person(std::string const& name, std::string const& email) {
    return made("/customers", R"({"kind": "person", "display_name": ")" + name +
                                  R"(", "contacts": [{"kind": "email", "value": ")" + email +
                                  "\"}]}");
  }
  std::string unit(std::string const& serial, std::string const& more = "") {
    return made("/units",
                R"({"product_id": ")" + fridge + R"(", "serial": ")" + serial + "\"" + more + "}");
  }
  void run_jobs() {
    auto const runner = jobs::Runner::start(*database_, registry_, clock, ids_);
    ASSERT_TRUE(runner->wait_idle(std::chrono::seconds(30)));
    runner->stop();
  }

  int port_of() const { return server_->port(); }

  std::string fridge;
  std::unique_ptr<vefa::testing::HttpClient> client;
  FakeClock clock{parse_instant("2026-11-22T06:00:00Z").value()};
  std::unique_ptr<db::Database> database_;
  IdSource ids_;

 private:
  jobs::Registry registry_;
  http::Routes routes_;
  std::shared_ptr<http::Company> company_ = std::make_shared<http::Company>();
  std::unique_ptr<http::Server> server_;
};

}  // namespace vefa::units
