#include "http/openapi.hpp"

#include "http/test_house.hpp"

namespace vefa::http {
namespace elsewhere {

struct NewThing {
  std::string other;
};
BOOST_DESCRIBE_STRUCT(NewThing, (), (other))
Result<void> add_other(Call const&, db::Tx&, NewThing const&) { return {}; }

}  // namespace elsewhere

namespace {

std::unique_ptr<db::Database> fresh() {
  return db::open(testing::fresh_options(db::Engine::Sqlite));
}

TEST(OpenApi, every_route_of_the_api_is_described) {
  House house(fresh());
  auto const document = openapi(house.routes);
  std::size_t described = 0, expected = 0;
  for (auto const& [path, item] : document.at("paths").as_object())
    described += item.as_object().size();
  for (auto const& route : house.routes.all()) expected += !route.is_absolute;
  EXPECT_EQ(described, expected);
  EXPECT_EQ(document.at("openapi"), "3.1.0");
}

TEST(OpenApi, an_operation_says_what_it_takes_gives_and_needs) {
  House house(fresh());
  auto const document = Json(openapi(house.routes));
  auto const& add = document.at_pointer("/paths/~1things/post");
  EXPECT_EQ(add.at("operationId"), "add_thing");
  EXPECT_EQ(add.at("x-permission"), "cases_write");
  EXPECT_EQ(add.at_pointer("/requestBody/content/application~1json/schema/$ref"),
            "#/components/schemas/NewThing");
  EXPECT_EQ(add.at_pointer("/responses/201/content/application~1json/schema/$ref"),
            "#/components/schemas/Thing");
  EXPECT_EQ(document.at_pointer("/components/schemas/NewThing/required"),
            (boost::json::array{"name", "size"}));
  auto const& echo = document.at_pointer("/paths/~1echo/get");
  EXPECT_EQ(echo.at_pointer("/parameters/0/name"), "limit");
  EXPECT_EQ(echo.at_pointer("/parameters/3/explode"), false);
  EXPECT_TRUE(echo.at("security").as_array().empty());
  auto const& read = document.at_pointer("/paths/~1things~1{thing}/get");
  EXPECT_EQ(read.at_pointer("/parameters/0/in"), "path");
  EXPECT_TRUE(
      document.at_pointer("/paths/~1things~1{thing}/delete/responses").as_object().contains("204"));
}

TEST(OpenApi, each_reference_leads_somewhere) {
  House house(fresh());
  auto const document = Json(openapi(house.routes));
  std::size_t followed = 0;
  std::function<void(Json const&)> follow = [&](Json const& value) {
    if (value.is_array())
      for (auto const& item : value.as_array()) follow(item);
    if (!value.is_object()) return;
    for (auto const& [name, member] : value.as_object()) {
      if (name == "$ref") {
        ++followed;
        boost::system::error_code missing;
        std::string const pointer(member.as_string().subview(1));
        EXPECT_TRUE(document.find_pointer(pointer, missing)) << pointer;
      }
      follow(member);
    }
  };
  follow(document);
  EXPECT_GT(followed, 20u);
}

TEST(OpenApi, the_same_routes_give_the_same_bytes_in_any_order) {
  House first(fresh()), second(fresh());
  EXPECT_EQ(openapi_text(first.routes), openapi_text(second.routes));
  EXPECT_EQ(Json(openapi(first.routes)), boost::json::parse(openapi_text(first.routes)));
  auto handler = [](Call const&) -> Result<Response> { return Response(); };
  Routes forth, back;
  forth.add(Method::Get, Kind::Plain, "/a", Permission::Public, "a", handler, "A.");
  forth.add(Method::Get, Kind::Plain, "/b", Permission::Public, "b", handler, "B.");
  back.add(Method::Get, Kind::Plain, "/b", Permission::Public, "b", handler, "B.");
  back.add(Method::Get, Kind::Plain, "/a", Permission::Public, "a", handler, "A.");
  EXPECT_EQ(openapi_text(forth), openapi_text(back));
  back.add(Method::Post, Kind::Plain, "/a", Permission::Public, "a", handler, "A.");
  EXPECT_THROW(openapi_text(back), std::logic_error);
}

TEST(OpenApi, two_types_of_one_name_must_look_alike) {
  House house(fresh());
  house.routes.post<elsewhere::add_other>("/others", Permission::Self, "Adds another.");
  EXPECT_THROW(openapi(house.routes), std::logic_error);
}

TEST(OpenApi, the_page_is_served_from_here_alone) {
  House house(fresh());
  testing::HttpClient http(house.port());
  auto const page = http.get("/api");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("/api/page.js"), std::string::npos);
  EXPECT_EQ(http.get("/api/page.js").header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(http.get("/api/page.css").header("content-type"), "text/css; charset=utf-8");
  EXPECT_EQ(http.get("/api/openapi.json").body, openapi_text(house.routes));
  for (auto const* file : {"/api", "/api/page.js", "/api/page.css"}) {
    std::string const text = http.get(file).body;
    EXPECT_EQ(text.find("http://"), std::string::npos) << file;
    EXPECT_EQ(text.find("https://"), std::string::npos) << file;
    EXPECT_EQ(text.find(" style="), std::string::npos) << file;
  }
}

}  // namespace
}  // namespace vefa::http
