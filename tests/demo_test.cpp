// `vefa demo`: what a stranger finds after the first start.
#include <gmock/gmock.h>

#include <filesystem>
#include <regex>

#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/vefa_process.hpp"

namespace vefa::testing {
namespace {

using ::testing::HasSubstr;

std::string text(Json const& json) { return std::string(json.as_string()); }

class Demo : public ::testing::TestWithParam<char const*> {
 protected:
  Demo() {
    if (std::string_view(GetParam()) == "postgres") database_ = empty_postgres_url();
  }
  ~Demo() override {
    if (!database_.empty()) drop_postgres(database_);
    std::filesystem::remove_all(folder_);
  }
  std::vector<std::string> flags(std::vector<std::string> words = {}) const {
    words.insert(words.end(), {"--data", folder_ + "/data"});
    if (!database_.empty()) words.insert(words.end(), {"--database", database_});
    return words;
  }

  std::string const folder_ = temporary_folder();
  std::string database_;
};
INSTANTIATE_TEST_SUITE_P(OnBothDatabases, Demo, ::testing::Values("sqlite", "postgres"),
                         [](auto const& info) { return std::string(info.param); });

TEST_P(Demo, shows_a_stranger_units_in_three_countries_a_free_line_open_clocks_and_remedies) {
  auto const filled = run_vefa(flags({"demo"}));
  ASSERT_EQ(filled.status, 0) << filled.said;
  auto const healthy = run_vefa(flags({"doctor"}));
  EXPECT_EQ(healthy.status, 0) << healthy.said;
  VefaProcess server(folder_, flags());
  HttpClient http(server.port());
  auto const in = http.post("/api/v1/session",
                            R"({"email": "deniz@anka.example", "password": "vefa-demo-2026"})");
  ASSERT_EQ(in.status, 201) << in.body;
  http.token = text(in.json().at("token"));
  auto const items = [&](std::string const& path) {
    auto const answer = http.get("/api/v1" + path);
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    return answer.json().at("items").as_array();
  };
  EXPECT_GE(items("/product-groups").size(), 6U);
  EXPECT_GE(items("/products").size(), 6U);
  EXPECT_EQ(items("/coverage-templates").size(), 2U);
  EXPECT_EQ(items("/sale-promise-templates").size(), 1U);
  EXPECT_EQ(items("/remedy-offers").size(), 5U);
  std::set<std::string> countries;
  std::set<std::string> laws;
  for (auto const& unit : items("/units?limit=50")) {
    auto const id = text(unit.at("id"));
    auto const whole = http.get("/api/v1/units/" + id).json();
    for (auto const& sale : whole.at("sales").as_array())
      countries.insert(text(sale.at("country")));
    auto const picture = http.get("/api/v1/units/" + id + "/coverage").json();
    for (auto const& term : picture.at("terms").as_array()) laws.insert(text(term.at("rule")));
  }
  EXPECT_THAT(countries, ::testing::IsSupersetOf({"TR", "HU", "IL"}));
  EXPECT_THAT(laws, ::testing::Contains("TR-01"));
  EXPECT_THAT(laws, ::testing::Contains("HU-01-two-years"));
  EXPECT_THAT(laws, ::testing::Contains("IL-01"));
  int open_clocks = 0;
  int free_lines = 0;
  int paid_lines = 0;
  for (auto const& row : items("/cases?limit=50")) {
    auto const path = "/cases/" + text(row.at("id"));
    auto const law = http.get("/api/v1" + path + "/law");
    ASSERT_EQ(law.status, 200) << law.body;
    auto const shown = law.json();
    for (auto const& clock : shown.at("clocks").as_array())
      open_clocks += clock.at("open").as_bool() ? 1 : 0;
    for (auto const& quote : items(path + "/quotes"))
      for (auto const& line : quote.at("lines").as_array())
        ++(text(line.at("gross")) == "0.00" ? free_lines : paid_lines);
  }
  EXPECT_GE(open_clocks, 3);
  EXPECT_EQ(free_lines, 2) << "labour and travel of a maintenance that was promised free";
  EXPECT_EQ(paid_lines, 1) << "its filter";
  std::smatch page;
  ASSERT_TRUE(std::regex_search(filled.said, page, std::regex("/c/[A-Za-z0-9_-]+"))) << filled.said;
  auto const hers = HttpClient(server.port()).get(page.str());
  EXPECT_EQ(hers.status, 200);
  EXPECT_THAT(hers.body, HasSubstr("BX-4411-07"));
  EXPECT_THAT(hers.body, HasSubstr("günü dâhil ücretsiz: parçalar, işçilik"));
}

TEST_P(Demo, is_filled_once) {
  ASSERT_EQ(run_vefa(flags({"demo", "--without-goods"})).status, 0);
  auto const again = run_vefa(flags({"demo"}));
  EXPECT_EQ(again.status, 0);
  EXPECT_THAT(again.said, HasSubstr("There is a company already"));
}

}  // namespace
}  // namespace vefa::testing
