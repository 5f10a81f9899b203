#include <gmock/gmock.h>

#include "modules/courtesy/courtesy.hpp"
#include "tests/support/api_house.hpp"

namespace vefa::courtesy {
namespace {

using ::testing::HasSubstr;

class CourtesyApi : public testing::ApiHouse {
 protected:
  void SetUp() override {
    add_routes(routes_);
    open(routes_);
  }
  static constexpr char const* kThanks = R"({"name": "Thanks", "texts": [
    {"language": "tr", "subject": "", "body": "{case_number} için teşekkürler."}]})";

  http::Routes routes_;
};
VEFA_ON_BOTH_DATABASES(CourtesyApi);

TEST_P(CourtesyApi, a_template_is_made_changed_and_archived) {
  auto const made = client->post(path("/templates"), kThanks);
  ASSERT_EQ(made.status, 201) << made.body;
  auto const one = path("/templates/" + text(made.json().at("id")));
  EXPECT_EQ(client->get(one).json(), made.json());
  EXPECT_EQ(made.json().at("texts").at(0).at("formality"), "formal");
  EXPECT_EQ(client->get(path("/templates")).json().at("items").at(0).at("languages").at(0), "tr");
  std::string body(kThanks);
  body.insert(1, R"("version": 1, )");
  EXPECT_EQ(client->put(one, body).status, 200);
  EXPECT_EQ(client->put(one, body).status, 409);
  EXPECT_EQ(client->del(one).status, 422);
  EXPECT_EQ(client->del(one + "?version=2").status, 204);
  EXPECT_TRUE(client->get(path("/templates")).json().at("items").as_array().empty());
}

TEST_P(CourtesyApi, a_text_is_looked_at_before_it_is_saved) {
  auto const shown = client->post(path("/templates/preview"),
                                  R"({"kind": "apology", "values": {"promise_due": "yarın 10:00"},
      "text": {"language": "tr", "formality": "informal", "subject": "",
               "body": "Yanıt: {promise_due}, {remedy}"}})");
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.json().at("text"),
            "Merhaba [customer_name],\n\nYanıt: yarın 10:00, [remedy]\n\nSelamlar,\nVefa");
  auto const refused = client->post(path("/templates/preview"), R"({"kind": "apology",
      "text": {"language": "tr", "subject": "", "body": "Yanıt: {promis_due}"}})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.json().at("errors").at(0).at("field"), "text.body");
  EXPECT_THAT(refused.body, HasSubstr("promise_due"));
  auto const built_in = client->get(path("/templates/built-in?language=he&formality=informal"));
  ASSERT_EQ(built_in.status, 200) << built_in.body;
  EXPECT_EQ(built_in.json().at("templates").as_array().size(), 11u);
  EXPECT_THAT(text(built_in.json().at("templates").at(0).at("body")), HasSubstr("{promise_due}"));
}

TEST_P(CourtesyApi, a_macro_is_made_changed_and_archived) {
  auto const made = client->post(path("/macros"), R"({"name": "Later",
      "actions": [{"action": "snooze", "value": "60"}, {"action": "add_tag", "value": "later"}]})");
  ASSERT_EQ(made.status, 201) << made.body;
  auto const one = path("/macros/" + text(made.json().at("id")));
  EXPECT_EQ(client->get(one).json(), made.json());
  EXPECT_EQ(client->get(path("/macros")).json().at("items").at(0), made.json());
  auto const changed = client->put(one, R"({"version": 1, "name": "Much later",
      "actions": [{"action": "snooze", "value": "600"}]})");
  EXPECT_EQ(changed.json().at("version"), 2) << changed.body;
  auto const refused = client->post(
      path("/macros"), R"({"name": "x", "actions": [{"action": "dance", "value": ""}]})");
  EXPECT_EQ(refused.json().at("errors").at(0).at("field"), "actions[0].action");
  EXPECT_EQ(client->del(one + "?version=2").status, 204);
  EXPECT_EQ(client->get(one).status, 404);
}

TEST_P(CourtesyApi, staff_read_and_only_those_who_may_write) {
  client->token = "reader";
  EXPECT_EQ(client->get(path("/templates")).status, 200);
  EXPECT_EQ(client->get(path("/macros")).status, 200);
  EXPECT_EQ(client->post(path("/templates"), kThanks).status, 403);
  EXPECT_EQ(client->del(path("/macros/mac_0000000000001?version=1")).status, 403);
}

}  // namespace
}  // namespace vefa::courtesy
