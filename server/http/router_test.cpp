#include "http/router.hpp"

#include <gtest/gtest.h>

#include "http/rate_limit.hpp"
#include "http/url.hpp"

namespace vefa::http {
namespace {

void add(Routes& routes, Method method, std::string path) {
  routes
      .add(Route{.method = method,
                 .path = path,
                 .permission = Permission::Public,
                 .kind = Kind::Plain,
                 .name = path,
                 .summary = "x"})
      .absolute();
}

TEST(Routing, literals_win_and_parameters_are_decoded) {
  Routes routes;
  for (auto const* path : {"/", "/cases", "/cases/{case}", "/cases/mine", "/cases/{case}/notes",
                           "/cases/mine/{view}", "/files/{rest*}"})
    add(routes, Method::Get, path);
  add(routes, Method::Post, "/cases/{id}");
  Router const router(routes);
  auto name = [&](std::string_view path, std::string_view method = "GET") {
    auto match = router.find(method, path);
    return match.route ? match.route->path : "";
  };
  EXPECT_EQ(name("/"), "/");
  EXPECT_EQ(name("/cases"), "/cases");
  EXPECT_EQ(name("/cases/mine"), "/cases/mine");
  EXPECT_EQ(name("/cases/mine/notes"), "/cases/mine/{view}");
  EXPECT_EQ(name("/cases/x/notes"), "/cases/{case}/notes");
  EXPECT_EQ(name("/files/a/b.css"), "/files/{rest*}");
  EXPECT_EQ(name("/files"), "");
  EXPECT_EQ(name("/cases/x/y"), "");
  auto const match = router.find("GET", "/cases/a%20b");
  ASSERT_EQ(match.params.size(), 1u);
  EXPECT_EQ(match.params[0], (std::pair<std::string, std::string>("case", "a b")));
  EXPECT_EQ(router.find("POST", "/cases/x").params[0].first, "id");
  EXPECT_EQ(router.find("DELETE", "/cases/x").allow, "GET, HEAD, POST");
  EXPECT_EQ(router.find("HEAD", "/cases/x").route, router.find("GET", "/cases/x").route);
}

TEST(Routing, no_path_climbs_or_hides) {
  Routes routes;
  add(routes, Method::Get, "/files/{rest*}");
  Router const router(routes);
  for (auto const* path : {"", "files", "/files/..", "/files/../x", "/files/%2e%2e/x", "/files/.",
                           "/files/%2E/x", "/files/a%2fb", "/files/a%5cb", "/files//x", "/files/",
                           "/files/a%00b", "/files/%ff", "/files/%4", "/files/%zz"})
    EXPECT_EQ(router.find("GET", path).route, nullptr) << path;
  std::string deep = "/files";
  for (int i = 0; i < 100; ++i) deep += "/a";
  EXPECT_EQ(router.find("GET", deep).route, nullptr);
}

TEST(Routing, one_path_and_method_has_one_route) {
  Routes twice, broken;
  add(twice, Method::Get, "/cases/{case}");
  add(twice, Method::Get, "/cases/{id}");
  EXPECT_THROW(Router{twice}, std::logic_error);
  add(broken, Method::Get, "/cases//x");
  EXPECT_THROW(Router{broken}, std::logic_error);
}

TEST(Urls, pairs_are_decoded_and_bounded) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(*parse_query("a=1&b=x+y&c&&d=%C5%9F%3D"),
            (Pairs{{"a", "1"}, {"b", "x y"}, {"c", ""}, {"d", "ş="}}));
  EXPECT_EQ(*percent_decode("a+b", Plus::IsPlus), "a+b");
  EXPECT_FALSE(parse_query("a=%"));
  EXPECT_FALSE(parse_query("a=%c5"));
  std::string many;
  for (int i = 0; i < 101; ++i) many += "a=1&";
  EXPECT_FALSE(parse_query(many));
}

TEST(RateLimits, a_bucket_empties_and_fills_again) {
  RateLimit limit(2, 4);
  RateLimit::Moment now{};
  for (int i = 0; i < 4; ++i) EXPECT_EQ(limit.take("a", now), 0);
  EXPECT_EQ(limit.take("a", now), 1);
  EXPECT_EQ(limit.take("b", now), 0);
  now += std::chrono::milliseconds(500);
  EXPECT_EQ(limit.take("a", now), 0);
  EXPECT_EQ(limit.take("a", now), 1);
  RateLimit slow(0.1, 1);
  EXPECT_EQ(slow.take("a", now), 0);
  EXPECT_EQ(slow.take("a", now), 10);
  RateLimit none(0, 1);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(none.take("a", now), 0);
}

}  // namespace
}  // namespace vefa::http
