// A real server on a free port over a real database.
#include "http/server.hpp"

#include "http/test_house.hpp"

namespace vefa::http {
namespace {

using namespace std::chrono_literals;
using testing::BareSocket;
using testing::HttpAnswer;
using testing::HttpClient;

class Serving : public testing::OnBothDatabases {};
VEFA_ON_BOTH_DATABASES(Serving);

// What does not depend on the database is shown on one.
std::unique_ptr<db::Database> fresh() {
  return db::open(testing::fresh_options(db::Engine::Sqlite));
}

constexpr char const* kLamp = R"({"name":"lamp","size":3})";

struct Open {
  explicit Open(std::unique_ptr<db::Database> database, ServerOptions options = {})
      : house(std::move(database), std::move(options)), http(house.port()) {
    http.token = "agent";
  }
  House house;
  HttpClient http;
};

TEST_P(Serving, a_thing_is_written_and_read_back) {
  Open open(fresh());
  auto const made = open.http.post("/api/v1/things", kLamp);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.header("content-type"), "application/json");
  std::string const id(made.json().at("id").as_string());
  auto const read = open.http.get("/api/v1/things/" + id);
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.body, made.body);
  EXPECT_EQ(open.house.count("SELECT count(*) FROM audit WHERE action = 'add_thing'"), 1);
}

TEST(Answering, each_wrong_field_is_named) {
  Open open(fresh());
  auto const wrong =
      open.http.post("/api/v1/things", R"({"name":"","size":"big","colour":"blue","extra":1})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.header("content-type"), "application/problem+json");
  EXPECT_EQ(wrong.problem_key("name"), "wire.too_short");
  EXPECT_EQ(wrong.problem_key("size"), "wire.wrong_type");
  EXPECT_EQ(wrong.problem_key("colour"), "wire.not_one_of");
  EXPECT_EQ(wrong.problem_key("extra"), "wire.unknown_field");
  auto const missing = open.http.post("/api/v1/things", R"({"name":"lamp"})");
  EXPECT_EQ(missing.problem_key("size"), "wire.required");
  auto const broken = open.http.post("/api/v1/things", "{\"name\":\"\xff\xfe\",\"size\":1}");
  EXPECT_EQ(broken.status, 422);
  EXPECT_EQ(broken.problem_key(), "wire.bad_utf8");
  EXPECT_EQ(open.http.post("/api/v1/things", "{\"name\":").status, 422);
  EXPECT_EQ(open.house.count("SELECT count(*) FROM things"), 0);
  EXPECT_EQ(open.house.count("SELECT count(*) FROM audit"), 0);
}

TEST_P(Serving, a_refusal_undoes_what_was_written) {
  Open open(fresh());
  auto const refused = open.http.post("/api/v1/things", R"({"name":"lamp","size":-1})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(open.house.count("SELECT count(*) FROM things"), 0);
}

TEST(Answering, only_json_is_taken_where_json_is_wanted) {
  Open open(fresh());
  auto const form = open.http.send("POST", "/api/v1/things", "name=lamp",
                                   {{"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(form.status, 415);
  auto const charset = open.http.send("POST", "/api/v1/things", kLamp,
                                      {{"Content-Type", "Application/JSON; charset=utf-8"}});
  EXPECT_EQ(charset.status, 201);
}

TEST(Answering, query_parameters_are_typed_and_unknown_ones_refused) {
  Open open(fresh());
  auto const good =
      open.http.get("/api/v1/echo?limit=5&colour=dark_red&large=true&names=a,b%20c&names=%C3%A9");
  ASSERT_EQ(good.status, 200) << good.body;
  EXPECT_EQ(good.json().at("limit"), 5);
  EXPECT_EQ(good.json().at("colour"), "dark_red");
  EXPECT_EQ(good.json().at("large"), true);
  EXPECT_EQ(good.json().at("names"), (boost::json::array{"a", "b c", "é"}));
  auto const empty = open.http.get("/api/v1/echo?limit=&colour=");
  EXPECT_TRUE(empty.json().at("limit").is_null());
  EXPECT_EQ(open.http.get("/api/v1/echo?limit=five").problem_key("limit"), "wire.wrong_type");
  EXPECT_EQ(open.http.get("/api/v1/echo?limti=5").problem_key("limti"), "wire.unknown_field");
  EXPECT_EQ(open.http.get("/api/v1/echo?limit=1&limit=2").problem_key("limit"),
            "http.repeated_parameter");
  EXPECT_EQ(open.http.get("/api/v1/echo?names=%ff").problem_key(), "http.bad_query");
  EXPECT_EQ(open.http.get("/api/v1/things/x?y=1").problem_key("y"), "wire.unknown_field");
}

TEST(Answering, who_is_not_signed_in_or_not_allowed_is_told_so) {
  Open open(fresh());
  HttpClient stranger(open.house.port());
  auto const unknown = stranger.post("/api/v1/things", kLamp);
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(unknown.header("www-authenticate"), "Bearer");
  stranger.token = "nobody";
  EXPECT_EQ(stranger.post("/api/v1/things", kLamp).status, 401);
  stranger.token = "reader";
  EXPECT_EQ(stranger.post("/api/v1/things", kLamp).status, 403);
  // What does not fit is not explained to those who may not.
  EXPECT_EQ(stranger.post("/api/v1/things", "{}").status, 403);
  EXPECT_EQ(open.house.count("SELECT count(*) FROM things"), 0);
}

TEST(Answering, a_cookie_alone_writes_nothing_from_another_site) {
  Open open(fresh());
  HttpClient browser(open.house.port());
  browser.headers = {{"Cookie", "a=b; vefa_session=agent"}};
  EXPECT_EQ(browser.post("/api/v1/things", kLamp).problem_key(), "http.forged");
  EXPECT_EQ(browser.post("/api/v1/things", kLamp, {{"Origin", "https://evil.example"}}).status,
            403);
  EXPECT_EQ(browser.get("/api/v1/things/x").status, 404);
  EXPECT_EQ(browser.post("/api/v1/things", kLamp, {{"X-Vefa-Request", "1"}}).status, 201);
  auto const own = browser.post("/api/v1/things", R"({"name":"own","size":1})",
                                {{"Origin", "http://127.0.0.1"}});
  EXPECT_EQ(own.status, 201);
}

TEST(Answering, an_answer_speaks_the_language_of_the_account_or_of_the_browser) {
  Open open(fresh());
  EXPECT_EQ(
      open.http.get("/api/v1/echo", {{"Accept-Language", "hu-HU,en;q=0.5"}}).json().at("language"),
      "hu");
  open.http.token = "hebrew";
  EXPECT_EQ(open.http.get("/api/v1/echo", {{"Accept-Language", "hu"}}).json().at("language"), "he");
  auto const denied = open.http.post("/api/v1/things", kLamp);
  EXPECT_EQ(denied.header("content-language"), "he");
}

TEST_P(Serving, a_stale_version_and_a_constraint_are_conflicts) {
  Open open(fresh());
  auto const made = open.http.post("/api/v1/things", kLamp);
  std::string const path = "/api/v1/things/" + std::string(made.json().at("id").as_string());
  EXPECT_EQ(open.http.put(path, R"({"size":4,"version":1})").json().at("version"), 2);
  auto const stale = open.http.put(path, R"({"size":5,"version":1})");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.json().at("code"), "stale");
  auto const twice = open.http.post("/api/v1/things", kLamp);
  EXPECT_EQ(twice.status, 409);
  EXPECT_EQ(twice.problem_key(), "error.constraint");
}

TEST(Answering, what_leads_nowhere_and_what_the_path_does_not_take) {
  Open open(fresh());
  EXPECT_EQ(open.http.get("/api/v1/nothing").status, 404);
  EXPECT_EQ(open.http.get("/api/v1/things/").status, 404);
  EXPECT_EQ(open.http.get("/api/v1/things/%2e%2e/echo").status, 404);
  EXPECT_EQ(open.http.get("/files/a/b%2Fc").status, 404);
  EXPECT_EQ(open.http.get("/files/../etc/passwd").status, 404);
  EXPECT_EQ(open.http.get("/files/a/%c3%a9.css").body, "a/é.css");
  auto const wrong = open.http.send("PATCH", "/api/v1/things/x", "{}", {});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("allow"), "GET, HEAD, PUT, DELETE");
  EXPECT_EQ(open.http.send("BREW", "/api/v1/echo", "", {}).status, 405);
  HttpClient lost(open.house.port(), "unknown.example");
  EXPECT_EQ(lost.get("/api/v1/echo").problem_key(), "http.unknown_host");
  HttpClient cold(open.house.port(), "cold.example:8080");
  EXPECT_EQ(cold.get("/api/v1/echo").status, 200);
}

TEST(Answering, head_answers_as_get_without_its_body) {
  Open open(fresh());
  auto const get = open.http.get("/api/v1/echo");
  auto const head = open.http.send("HEAD", "/api/v1/echo", "", {});
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), std::to_string(get.body.size()));
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(open.http.connections(), 1);
}

TEST(Answering, nothing_answers_204_and_every_answer_is_guarded) {
  Open open(fresh());
  auto const none = open.http.del("/api/v1/things/x");
  EXPECT_EQ(none.status, 204);
  EXPECT_EQ(none.header("content-length"), "");
  for (auto const& answer : {open.http.get("/api/v1/echo"), open.http.get("/nowhere"), none}) {
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_NE(answer.header("content-security-policy").find("frame-ancestors 'none'"),
              std::string::npos);
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_EQ(answer.header("strict-transport-security"), "");
    EXPECT_FALSE(answer.header("x-request-id").empty());
  }
  EXPECT_EQ(open.http.get("/healthz", {{"X-Request-Id", "abc-1"}}).header("x-request-id"), "abc-1");
  EXPECT_NE(open.http.get("/healthz", {{"X-Request-Id", "a b"}}).header("x-request-id"), "a b");
}

TEST(Answering, a_failure_shows_a_number_and_no_detail) {
  Open open(fresh());
  auto const failed = open.http.get("/api/v1/fail");
  EXPECT_EQ(failed.status, 500);
  EXPECT_EQ(failed.body.find("secret detail"), std::string::npos);
  EXPECT_NE(failed.body.find(failed.header("x-request-id")), std::string::npos);
  auto const lost = open.http.get("/api/v1/lost");
  EXPECT_EQ(lost.status, 503);
  EXPECT_EQ(lost.header("retry-after"), "2");
}

TEST(Answering, a_header_cannot_begin_another) {
  Open open(fresh());
  auto const answer = open.http.send("POST", "/api/v1/cookie", "", {});
  EXPECT_EQ(answer.header("x-injected"), "");
  EXPECT_EQ(answer.header("set-cookie"),
            "vefa_session=agent; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
}

TEST_P(Serving, an_audited_read_leaves_its_row_before_the_answer) {
  Open open(fresh());
  auto const made = open.http.post("/api/v1/things", kLamp);
  std::string const path =
      "/api/v1/things/" + std::string(made.json().at("id").as_string()) + "/file";
  EXPECT_EQ(open.http.get(path).status, 200);
  EXPECT_EQ(
      open.house.count("SELECT count(*) FROM audit WHERE action = 'read_file' AND actor_id = 1"),
      1);
  EXPECT_EQ(open.http.get("/api/v1/things/thg_0000000000001/file").status, 404);
  EXPECT_EQ(open.house.count("SELECT count(*) FROM audit WHERE action = 'read_file'"), 1);
}

TEST(Answering, too_many_requests_are_told_when_to_come_again) {
  ServerOptions options;
  options.requests_per_second_per_account = 0.1;
  options.burst_per_account = 3;
  Open open(fresh(), options);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(open.http.get("/api/v1/things/x").status, 404);
  auto const many = open.http.get("/api/v1/things/x");
  EXPECT_EQ(many.status, 429);
  EXPECT_EQ(many.header("retry-after"), "10");
  open.http.token = "reader";
  EXPECT_EQ(open.http.get("/api/v1/things/x").status, 404);
}

TEST(Answering, metrics_count_requests_by_route) {
  Open open(fresh());
  open.http.get("/api/v1/echo");
  open.http.get("/api/v1/fail");
  auto const text = open.http.get("/metrics").body;
  EXPECT_NE(text.find("vefa_http_requests_total{route=\"echo_query\",status=\"2xx\"} 1\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("vefa_http_requests_total{route=\"fail\",status=\"5xx\"} 1\n"),
            std::string::npos);
  EXPECT_NE(text.find("vefa_http_open_connections 1\n"), std::string::npos);
  EXPECT_EQ(open.http.get("/readyz").body, "ready\n");
}

TEST(Answering, metrics_with_a_token_need_it_even_from_here) {
  ServerOptions options;
  options.metrics_token = "scrape";
  Open open(fresh(), options);
  EXPECT_EQ(open.http.get("/metrics").status, 401);
  open.http.token = "scrape";
  EXPECT_EQ(open.http.get("/metrics").status, 200);
}

}  // namespace
}  // namespace vefa::http
