#include <gmock/gmock.h>

#include "http/server.hpp"
#include "modules/staff/test_company.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::staff {
namespace {

using vefa::testing::HttpAnswer;
using vefa::testing::HttpClient;

class StaffApi : public StaffTest {
 protected:
  void SetUp() override {
    company_->database = database_.get();
    company_->clock = &clock_;
    company_->ids = &ids_;
    company_->authenticate = [](db::Tx& tx, http::Credentials const& given) {
      return identify(tx, given);
    };
    add_routes(routes_);
    auto find = [this](std::string_view) { return company_; };
    server_ = http::Server::start(routes_, {find, find}, {});
    client_ = std::make_unique<HttpClient>(server_->port());
  }
  void TearDown() override { server_->stop(std::chrono::seconds(5)); }

  static Result<http::Identity> identify(db::Tx& tx, http::Credentials const& given) {
    auto who = TRY(authenticate(tx, given.now, given.token));
    return http::Identity{
        .actor = who.actor,
        .language = who.language,
        .session_id = who.session_id ? who.session_id.value : who.api_token_id.value,
        .by_token = static_cast<bool>(who.api_token_id)};
  }
  static std::string text(Json const& json) { return std::string(json.as_string()); }
  /// Makes the administrator and keeps her token.
  HttpAnswer start() {
    auto answer = client_->post("/api/v1/first-start", R"({"company_name": "Ege", "name": "Deniz",
        "email": "deniz@example.com", "password": "brave little lantern", "language": "tr"})");
    if (answer.status == 201) client_->token = text(answer.json().at("token"));
    return answer;
  }

  http::Routes routes_;
  std::shared_ptr<http::Company> company_ = std::make_shared<http::Company>();
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<HttpClient> client_;
};
VEFA_ON_BOTH_DATABASES(StaffApi);

TEST_P(StaffApi, an_empty_company_is_started_once_and_its_administrator_is_signed_in) {
  EXPECT_EQ(client_->get("/api/v1/first-start").json().at("awaits_first_start"), Json(true));
  auto const started = start();
  ASSERT_EQ(started.status, 201) << started.body;
  auto const cookie = started.header("set-cookie");
  EXPECT_TRUE(cookie.starts_with("vefa_session=" + client_->token)) << cookie;
  for (auto part : {"HttpOnly", "SameSite=Lax", "Path=/"})
    EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
  auto const me = client_->get("/api/v1/me");
  ASSERT_EQ(me.status, 200) << me.body;
  EXPECT_EQ(me.json().at("person").at("email"), Json("deniz@example.com"));
  EXPECT_EQ(start().status, 409);
  EXPECT_EQ(client_->get("/api/v1/first-start").json().at("awaits_first_start"), Json(false));
}

TEST_P(StaffApi, signing_in_by_cookie_and_out_again) {
  ASSERT_EQ(start().status, 201);
  client_->token.clear();
  EXPECT_EQ(client_->get("/api/v1/me").status, 401);
  auto const wrong = client_->post(
      "/api/v1/session", R"({"email": "deniz@example.com", "password": "not this password"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.problem_key(), "staff.sign_in_refused") << wrong.body;
  auto const in = client_->post(
      "/api/v1/session", R"({"email": "deniz@example.com", "password": "brave little lantern"})");
  ASSERT_EQ(in.status, 201) << in.body;
  vefa::testing::HttpHeaders const cookie{{"Cookie", "vefa_session=" + text(in.json().at("token"))},
                                          {"X-Vefa-Request", "1"}};
  auto const session = client_->get("/api/v1/session", cookie);
  ASSERT_EQ(session.status, 200) << session.body;
  EXPECT_EQ(session.json().at("id"), in.json().at("session_id"));
  EXPECT_EQ(client_->get("/api/v1/sessions", cookie).json().at("items").as_array().size(), 2u);
  auto const out = client_->del("/api/v1/session", cookie);
  EXPECT_EQ(out.status, 204) << out.body;
  EXPECT_NE(out.header("set-cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(client_->get("/api/v1/session", cookie).status, 401);
}

TEST_P(StaffApi, an_invited_agent_joins_and_may_do_what_an_agent_may) {
  ASSERT_EQ(start().status, 201);
  auto const invited = client_->post("/api/v1/staff", R"({"name": "Ayla",
      "email": "ayla@example.com", "language": "tr", "roles": [")" +
                                                          kAgent.text() + R"("]})");
  ASSERT_EQ(invited.status, 201) << invited.body;
  auto const id = text(invited.json().at("person").at("id"));
  HttpClient agent(server_->port());
  auto const joined = agent.post(
      "/api/v1/password-reset/confirm",
      to_json_text(JsonObject{{"token", invited.json().at("token")}, {"password", kGoodPassword}}));
  ASSERT_EQ(joined.status, 204) << joined.body;
  auto const in = agent.post(
      "/api/v1/session", R"({"email": "ayla@example.com", "password": "brave little lantern"})");
  ASSERT_EQ(in.status, 201) << in.body;
  agent.token = text(in.json().at("token"));
  EXPECT_EQ(agent.get("/api/v1/staff").status, 200);
  EXPECT_EQ(agent.post("/api/v1/teams", R"({"name": "Mine"})").status, 403);
  EXPECT_EQ(agent.patch("/api/v1/staff/" + id, R"({"version": 2, "name": "Queen"})").status, 403);
  auto const renamed = agent.patch("/api/v1/me", R"({"version": 2, "name": "Ayla A."})");
  ASSERT_EQ(renamed.status, 200) << renamed.body;
  EXPECT_EQ(renamed.json().at("person").at("name"), Json("Ayla A."));
  auto const away = agent.put("/api/v1/me/presence", R"({"presence": "away"})");
  EXPECT_EQ(away.json().at("presence"), Json("away")) << away.body;
  auto const suspended = client_->post("/api/v1/staff/" + id + "/suspend",
                                       R"({"version": 3, "reason": "long leave"})");
  ASSERT_EQ(suspended.status, 200) << suspended.body;
  EXPECT_EQ(agent.get("/api/v1/me").status, 401);
}

TEST_P(StaffApi, an_api_token_cannot_touch_what_guards_the_account) {
  ASSERT_EQ(start().status, 201);
  auto const made =
      client_->post("/api/v1/tokens", R"({"name": "script", "scopes": ["self", "staff_read"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  HttpClient script(server_->port());
  script.token = text(made.json().at("token"));
  EXPECT_EQ(script.get("/api/v1/me").status, 200);
  EXPECT_EQ(script.get("/api/v1/roles").status, 200);
  EXPECT_EQ(script.post("/api/v1/teams", R"({"name": "Mine"})").status, 403);
  auto refused = [](HttpAnswer const& answer) { return answer.problem_key(); };
  EXPECT_EQ(refused(script.get("/api/v1/session")), "staff.not_by_token");
  EXPECT_EQ(refused(script.get("/api/v1/sessions")), "staff.not_by_token");
  EXPECT_EQ(refused(script.del("/api/v1/sessions")), "staff.not_by_token");
  EXPECT_EQ(refused(script.post("/api/v1/me/totp", "")), "staff.not_by_token");
  EXPECT_EQ(refused(script.post("/api/v1/me/password",
                                R"({"current": "a", "next": "another brave lantern"})")),
            "staff.not_by_token");
  EXPECT_EQ(refused(script.post("/api/v1/tokens", R"({"name": "b", "scopes": ["staff_read"]})")),
            "staff.not_by_token");
}

TEST_P(StaffApi, teams_and_roles_are_made_changed_and_versioned) {
  ASSERT_EQ(start().status, 201);
  auto const role = client_->post("/api/v1/roles", R"({"name": "Kind hands",
      "permissions": ["cases_read", "remedies_grant"], "authority": "250.50", "currency": "TRY"})");
  ASSERT_EQ(role.status, 201) << role.body;
  EXPECT_EQ(role.json().at("authority"), Json("250.50"));
  auto const role_path = "/api/v1/roles/" + text(role.json().at("id"));
  auto const odd = client_->patch(role_path, R"({"version": 1, "authority": "many"})");
  EXPECT_EQ(odd.problem_key("authority"), "staff.bad_authority") << odd.body;
  EXPECT_EQ(client_->patch(role_path, R"({"version": 7, "name": "Kinder"})").status, 409);
  EXPECT_EQ(client_->del(role_path).problem_key("version"), "wire.required");
  EXPECT_EQ(client_->del(role_path + "?version=1").status, 204);
  EXPECT_EQ(client_->get(role_path).status, 404);

  auto const team = client_->post("/api/v1/teams", R"({"name": "Kitchens"})");
  ASSERT_EQ(team.status, 201) << team.body;
  auto const team_path = "/api/v1/teams/" + text(team.json().at("id"));
  auto const me = text(client_->get("/api/v1/me").json().at("person").at("id"));
  auto const members =
      client_->put(team_path + "/members", R"({"version": 1, "members": [")" + me + R"("]})");
  EXPECT_EQ(members.json().at("version"), Json(2)) << members.body;
  EXPECT_EQ(client_->get(team_path + "/members").json().at("items").at(0).at("name"),
            Json("Deniz"));
  EXPECT_EQ(client_->get("/api/v1/teams").json().at("items").as_array().size(), 2u);
  auto const last = client_->post("/api/v1/staff/" + me + "/leave", R"({"version": 1})");
  EXPECT_EQ(last.problem_key(), "staff.not_yourself") << last.body;
}

TEST_P(StaffApi, an_account_under_attack_says_when_to_try_again) {
  ASSERT_EQ(start().status, 201);
  HttpAnswer answer;
  for (int i = 0; i < 11; ++i)
    answer = client_->post("/api/v1/session",
                           R"({"email": "deniz@example.com", "password": "not this password"})");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.header("retry-after"), "30");
}

}  // namespace
}  // namespace vefa::staff
