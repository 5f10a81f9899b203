#include <gmock/gmock.h>

#include "modules/standards/standards.hpp"
#include "tests/support/api_house.hpp"

namespace vefa::standards {
namespace {

class StandardsApi : public testing::ApiHouse {
 protected:
  void SetUp() override {
    add_routes(routes_);
    open(routes_);
  }
  static constexpr char const* kHaifa = R"({"name": "Haifa", "zone": "Asia/Jerusalem",
    "week": [{"weekday": "sunday", "opens": "08:00", "closes": "17:00"},
             {"weekday": "friday", "opens": "08:00", "closes": "13:00"}],
    "exceptions": [{"from_on": "2026-12-06", "name": "Inventory", "spans": []}]})";

  http::Routes routes_;
};
VEFA_ON_BOTH_DATABASES(StandardsApi);

TEST_P(StandardsApi, a_calendar_is_made_changed_made_default_and_archived) {
  auto const made = client->post(path("/calendars"), kHaifa);
  ASSERT_EQ(made.status, 201) << made.body;
  auto const one = path("/calendars/" + text(made.json().at("id")));
  EXPECT_EQ(client->get(one).json(), made.json());
  EXPECT_EQ(client->get(path("/calendars")).json().at("items").as_array().size(), 2u);

  std::string changed_body(kHaifa);
  changed_body.insert(1, R"("version": 1, )");
  auto const changed = client->put(one, changed_body);
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(client->put(one, changed_body).status, 409);
  auto const versions = client->get(one + "/versions").json().at("items").as_array();
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(versions[0].at("body").at("name"), "Haifa");
  EXPECT_EQ(versions[0].at("replaced_by_name"), "Deniz");

  auto const chosen = client->post(one + "/default", R"({"version": 2})");
  ASSERT_EQ(chosen.status, 200) << chosen.body;
  EXPECT_EQ(chosen.json().at("is_default"), true);
  EXPECT_EQ(client->del(one + "?version=3").status, 422);
  EXPECT_EQ(client->del(path("/calendars/" + kFirstCalendar.text())).status, 422);
  EXPECT_EQ(client->del(path("/calendars/" + kFirstCalendar.text() + "?version=2")).status, 200);
  EXPECT_EQ(client->get(path("/calendars")).json().at("items").as_array().size(), 1u);
}

TEST_P(StandardsApi, a_standard_is_made_changed_previewed_in_words_and_archived) {
  auto const calendar = text(client->post(path("/calendars"), kHaifa).json().at("id"));
  JsonObject form{
      {"name", "Complaints"},
      {"rank", 10},
      {"case_kinds", {"complaint"}},
      {"channels", boost::json::array{}},
      {"priorities", boost::json::array{}},
      {"teams", {"tea_0000000000001"}},
      {"calendar_id", calendar},
      {"amounts",
       {JsonObject{{"duty", "answer_by"}, {"counting", "working_minutes"}, {"count", 120}}}}};
  auto const made = client->post(path("/standards"), boost::json::serialize(form));
  ASSERT_EQ(made.status, 201) << made.body;
  auto const one = path("/standards/" + text(made.json().at("id")));
  EXPECT_EQ(client->get(one).json(), made.json());
  EXPECT_EQ(client->get(path("/standards")).json().at("items").at(0), made.json());

  auto const preview = client->get(one + "/preview?at=2026-11-27T12:00:00%2B02:00&language=hu");
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(preview.json().at("due_at"), "2026-11-29T07:00:00.000Z");
  EXPECT_EQ(preview.json().at("sentences").as_array().back(),
            "Határidő: 2026. november 29., vasárnap 9:00.")
      << preview.body;

  form["version"] = 1;
  form["name"] = "All complaints";
  auto const changed = client->put(one, boost::json::serialize(form));
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(client->get(one + "/versions").json().at("items").at(0).at("body").at("name"),
            "Complaints");
  EXPECT_EQ(client->del(one + "?version=1").status, 409);
  EXPECT_EQ(client->del(one + "?version=2").status, 200);
  EXPECT_EQ(client->put(one, boost::json::serialize(form)).status, 404);
}

TEST_P(StandardsApi, a_standard_that_is_being_written_is_previewed_and_not_kept) {
  auto const calendar = text(client->post(path("/calendars"), kHaifa).json().at("id"));
  JsonObject form{
      {"name", "Thought of"},
      {"rank", 10},
      {"case_kinds", boost::json::array{}},
      {"channels", boost::json::array{}},
      {"priorities", boost::json::array{}},
      {"teams", boost::json::array{}},
      {"calendar_id", calendar},
      {"at", "2026-11-27T12:00:00+02:00"},
      {"amounts",
       {JsonObject{{"duty", "answer_by"}, {"counting", "working_minutes"}, {"count", 60}}}}};
  auto const preview = [&] {
    return client->post(path("/standards/preview"), boost::json::serialize(form));
  };
  EXPECT_EQ(preview().json().at("due_at"), "2026-11-27T11:00:00.000Z");
  form["amounts"].at(0).at("count") = 120;
  auto const longer = preview();
  ASSERT_EQ(longer.status, 200) << longer.body;
  EXPECT_EQ(longer.json().at("due_at"), "2026-11-29T07:00:00.000Z");
  EXPECT_THAT(text(longer.json().at("sentences").at(0)), ::testing::HasSubstr("Thought of"));
  EXPECT_EQ(client->get(path("/standards")).json().at("items").as_array().size(), 1u);

  form["duty"] = "solve_by";
  EXPECT_EQ(preview().status, 422);
  form["duty"] = "answer_by";
  form["amounts"].at(0).at("count") = 0;
  EXPECT_THAT(preview().body, ::testing::HasSubstr("amounts[0].count"));
  form["amounts"].at(0).at("count") = 60;
  form["calendar_id"] = "cal_0000000000009";
  EXPECT_THAT(preview().body, ::testing::HasSubstr("calendar_id"));
  client->token = "reader";
  EXPECT_EQ(preview().status, 403);
}

TEST_P(StandardsApi, staff_read_the_standards_and_only_those_who_may_change_them) {
  client->token = "reader";
  auto const first = path("/standards/" + kFirstStandard.text());
  EXPECT_EQ(client->get(first).status, 200);
  EXPECT_EQ(client->get(first + "/preview").status, 200);
  EXPECT_EQ(client->get(path("/calendars")).status, 200);
  EXPECT_EQ(client->post(path("/calendars"), kHaifa).status, 403);
  EXPECT_EQ(client->del(first + "?version=1").status, 403);
  EXPECT_EQ(client->get(path("/standards/std_0000000000009")).status, 404);
  EXPECT_EQ(client->get(first + "/preview?duty=win").status, 422);
}

}  // namespace
}  // namespace vefa::standards
