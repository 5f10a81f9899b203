#include <gmock/gmock.h>

#include "modules/company/company.hpp"
#include "tests/support/api_house.hpp"

namespace vefa::company {
namespace {

class CompanyApi : public testing::ApiHouse {
 protected:
  void SetUp() override {
    add_routes(routes_);
    open(routes_);
  }
  http::Routes routes_;
};
VEFA_ON_BOTH_DATABASES(CompanyApi);

TEST_P(CompanyApi, the_profile_is_shown_to_staff_and_changed_by_those_who_may) {
  client->token = "reader";
  auto const shown = client->get(path("/company"));
  ASSERT_EQ(shown.status, 200) << shown.body;
  auto wanted = shown.json().as_object();
  wanted["name"] = "Duna Háztartási Gépek";
  wanted["signatures"] = JsonObject{{"hu", "Duna\nÜgyfélszolgálat"}};
  auto const body = boost::json::serialize(wanted);
  EXPECT_EQ(client->put(path("/company"), body).status, 403);
  client->token = "boss";
  auto const changed = client->put(path("/company"), body);
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("version"), 2);
  EXPECT_EQ(client->put(path("/company"), body).status, 409);
  EXPECT_EQ(client->get(path("/company")).json(), changed.json());
  wanted["version"] = 2;
  wanted["zone"] = "Europe/Atlantis";
  auto const refused = client->put(path("/company"), boost::json::serialize(wanted));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.json().at("errors").at(0).at("field"), "zone");
}

}  // namespace
}  // namespace vefa::company
