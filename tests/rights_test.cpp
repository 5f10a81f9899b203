// Every route × every role, and every route without a login: only what tests/rights.txt allows.
//
// A line of the table is `METHOD /path: role role …`, where `everyone` needs no login and `staff`
// is any role. The table is written by hand (or checked by a person when a route is added), never
// from the permissions.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "base/crypto.hpp"
#include "base/server_key.hpp"
#include "base/text.hpp"
#include "http/server.hpp"
#include "main/wiring.hpp"
#include "modules/staff/access.hpp"
#include "modules/staff/staff.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"

namespace vefa {
namespace {

struct Role {
  char const* name;
  RoleId id;
};
std::vector<Role> const kRoles{{"administrator", staff::kAdministrator},
                               {"manager", staff::kServiceManager},
                               {"agent", staff::kAgent},
                               {"desk_clerk", staff::kDeskClerk},
                               {"technician", staff::kTechnician},
                               {"parts_clerk", staff::kPartsClerk},
                               {"auditor", staff::kAuditor}};

std::map<std::string, std::set<std::string>> read_table() {
  std::map<std::string, std::set<std::string>> table;
  std::ifstream in(VEFA_SOURCE_DIR "/tests/rights.txt");
  for (std::string line; std::getline(in, line);) {
    auto const colon = line.rfind(':');
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    for (auto& role : split(line.substr(colon + 1), ' '))
      if (!role.empty()) table[line.substr(0, colon)].insert(role);
  }
  return table;
}

char const* verb(http::Method method) {
  switch (method) {
    case http::Method::Get:
      return "GET";
    case http::Method::Post:
      return "POST";
    case http::Method::Put:
      return "PUT";
    case http::Method::Patch:
      return "PATCH";
    case http::Method::Delete:
      return "DELETE";
  }
  return "";
}

/// The path with ids that name nothing.
std::string filled(std::string path) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
    path.replace(open, path.find('}') - open + 1, "none_0000000000042");
  return path;
}

class Rights : public vefa::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    wiring::add_jobs(registry_);
    jobs::install(registry_);
    wiring::add_routes(routes_);
    http::add_edge_routes(routes_);
    database_ = fresh();
    auto company = std::make_shared<http::Company>();
    company->database = database_.get();
    company->clock = &clock_;
    company->ids = &ids_;
    company->authenticate = wiring::authenticator();
    http::Companies companies{[company](std::string_view) { return company; },
                              [company](std::string_view) { return company; }};
    server_ = http::Server::start(routes_, companies, {.port = 0});
  }
  void TearDown() override {
    server_->stop(std::chrono::seconds(5));
    server_.reset();
    database_->close();
  }
  /// A session of a person with this role alone.
  std::string session_of(Role const& role) {
    Context const ctx{.now = clock_.now(), .ids = &ids_};
    auto const token = database_->write_result([&](db::Tx& tx) -> Result<std::string> {
      staff::NewPerson person{.name = {role.name},
                              .email = {std::string(role.name) + "@firma.example"}};
      person.roles.push_back(role.id);
      auto const id = TRY(staff::add_active(ctx, tx, person, "nobody signs in with this"));
      return staff::open_session(ctx, tx, id, {}).token;
    });
    EXPECT_TRUE(token.ok());
    return token.value();
  }

  http::Routes routes_;
  jobs::Registry registry_;
  IdSource ids_;
  WallClock clock_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<http::Server> server_;
};
VEFA_ON_BOTH_DATABASES(Rights);

TEST_P(Rights, every_role_may_do_what_the_table_allows_and_nothing_else) {
  auto const table = read_table();
  std::map<std::string, std::string> tokens{{"everyone", ""}};
  for (auto const& role : kRoles) tokens[role.name] = session_of(role);
  std::set<std::string> seen;
  for (auto const& route : routes_.all()) {
    auto const name = std::string(verb(route.method)) + " " + route.full_path();
    seen.insert(name);
    auto const allowed = table.find(name);
    if (allowed == table.end()) {
      ADD_FAILURE() << "tests/rights.txt does not say who may: " << name;
      continue;
    }
    if (route.kind == http::Kind::Live || name.ends_with("/metrics")) continue;
    bool const ends_session = name == "DELETE /api/v1/session" || name == "DELETE /api/v1/sessions";
    for (auto const& [role, token] : tokens) {
      bool const may = allowed->second.count("everyone") > 0 || allowed->second.count(role) > 0 ||
                       (role != "everyone" && allowed->second.count("staff") > 0);
      if (may && ends_session) continue;  // it would
      vefa::testing::HttpClient client(server_->port());
      client.token = token;
      auto const body = route.method == http::Method::Get ? "" : "{\"no_such_field\": 1}";
      auto const answer = client.send(verb(route.method), filled(route.full_path()), body,
                                      {{"Content-Type", "application/json"}});
      bool const refused = answer.status == 401 || answer.status == 403;
      EXPECT_EQ(refused, !may) << role << ": " << name << " -> " << answer.status << " "
                               << answer.body;
      EXPECT_LT(answer.status, 500) << role << ": " << name;
      if (refused) EXPECT_EQ(answer.status, role == "everyone" ? 401 : 403) << name;
    }
  }
  for (auto const& [name, roles] : table)
    EXPECT_TRUE(seen.count(name)) << "tests/rights.txt speaks of a route that is none: " << name;
}

}  // namespace
}  // namespace vefa
