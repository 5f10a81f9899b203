#include "http/edge_web.hpp"

#include <regex>

#include "base/web_files.hpp"
#include "http/test_house.hpp"

namespace vefa::http {
namespace {

class Screens : public ::testing::Test {
 protected:
  Screens()
      : house_(db::open(testing::fresh_options(db::Engine::Sqlite)), {}), http_(house_.port()) {}
  House house_;
  testing::HttpClient http_;
};

TEST_F(Screens, the_root_leads_to_them) {
  auto const answer = http_.get("/");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.header("location"), "/app");
}

TEST_F(Screens, a_slash_at_the_end_of_an_address_is_none) {
  for (auto const* path : {"/app", "/app/queue"}) {
    auto const plain = http_.get(path), with_slash = http_.get(std::string(path) + "/");
    EXPECT_EQ(with_slash.status, plain.status) << path;
    EXPECT_EQ(with_slash.header("content-type"), plain.header("content-type")) << path;
  }
  EXPECT_EQ(http_.get("/app//").status, 404);
}

TEST_F(Screens, any_page_of_theirs_is_the_one_page_with_a_policy_that_is_used_once) {
  if (!web_file("index.html")) {  // built without ./dev
    EXPECT_NE(http_.get("/app").body.find("./dev build"), std::string::npos);
    return;
  }
  auto nonce_of = [](testing::HttpAnswer const& answer) {
    std::smatch found;
    std::string const policy = answer.header("content-security-policy");
    return std::regex_search(policy, found, std::regex("'nonce-([\\w-]+)'")) ? found[1].str() : "";
  };
  auto const first = http_.get("/app");
  auto const second = http_.get("/app/case/cas_0000000000042");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(first.header("cache-control"), "no-cache");
  ASSERT_FALSE(nonce_of(first).empty());
  EXPECT_NE(nonce_of(first), nonce_of(second));
  EXPECT_NE(first.body.find(nonce_of(first)), std::string::npos);
  EXPECT_EQ(first.body.find("{{nonce}}"), std::string::npos);
  EXPECT_EQ(first.header("content-security-policy").find("script-src 'self' '"), std::string::npos);
}

TEST_F(Screens, a_file_comes_as_small_as_the_browser_can_take_it) {
  auto const* index = web_file("index.html");
  if (!index) return;
  std::smatch found;
  std::string const html(index->plain);
  ASSERT_TRUE(std::regex_search(html, found, std::regex("/app/(assets/[\\w.-]+\\.js)")));
  std::string const name = found[1];
  auto const* file = web_file(name);
  ASSERT_TRUE(file);
  auto ask = [&](std::string const& wish) {
    return http_.send("GET", "/app/" + name, "", {{"Accept-Encoding", wish}});
  };
  EXPECT_EQ(ask("gzip, deflate, br").body, file->brotli);
  EXPECT_EQ(ask("gzip").header("content-encoding"), "gzip");
  EXPECT_EQ(ask("br;q=0, gzip;q=0.5").body, file->gzip);
  auto const plain = ask("identity");
  EXPECT_EQ(plain.body, file->plain);
  EXPECT_EQ(plain.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  EXPECT_EQ(plain.header("cache-control"), "public, max-age=31536000, immutable");
}

TEST(ScreensOf, an_office_open_at_once_from_one_address) {
  ServerOptions options;
  options.requests_per_second_per_address = 0.1;
  options.burst_per_address = 2;
  House house(db::open(testing::fresh_options(db::Engine::Sqlite)), options);
  testing::HttpClient http(house.port());
  auto const whole = http.get("/app/queue").status;  // 404 when built without the screens
  for (int i = 0; i < 200; ++i) EXPECT_EQ(http.get("/app/assets/none.js").status, 404);
  EXPECT_EQ(http.get("/app/queue").status, whole);
  EXPECT_NE(whole, 429);
  for (int i = 0; i < 2; ++i) EXPECT_NE(http.get("/api/v1/echo").status, 429);
  EXPECT_EQ(http.get("/api/v1/echo").status, 429);
}

TEST_F(Screens, a_file_that_is_none_is_not_found) {
  EXPECT_EQ(http_.get("/app/assets/none.js").status, 404);
  EXPECT_EQ(http_.get("/app/..%2fvefa.db").status, 404);
}

}  // namespace
}  // namespace vefa::http
