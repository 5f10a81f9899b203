// What was promised at the sale is given up by who has it, and by nobody else.
#include "modules/sale_promises/test_house.hpp"

namespace vefa::sale_promises {
namespace {

class GivenUp : public Shop {};
VEFA_ON_BOTH_DATABASES(GivenUp);

TEST_P(GivenUp, is_nothing_that_is_held_for_somebody_elses_case) {
  auto const bought = sold("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  auto const his = open_case(bought);
  ASSERT_EQ(act(told, "reserve", his).status, 200);
  auto const heir = person("Mehmet Kaya", "mehmet@x.tr");
  ASSERT_EQ(
      client
          ->post(path("/units/" + bought.unit + "/transfer"), R"({"customer_id": ")" + heir + "\"}")
          .status,
      201);
  run_jobs();
  auto const opened = client->post(path("/cases"), R"({"customer_id": ")" + heir +
                                                       R"(", "channel": "phone", "subject": "x",
      "text": "I want no maintenance."})");
  ASSERT_EQ(opened.status, 201) << opened.body;
  auto const word = client->get(path("/cases/" + text(opened.json().at("id")) + "/timeline"));
  auto const id = boost::json::serialize(word.json());
  auto const at = id.find("int_");
  ASSERT_NE(at, std::string::npos);
  auto const ending =
      client->post(path("/sale-promises/" + text(told.at("id")) + "/end"),
                   R"({"reason": "x", "her_word": {"words": "I want no maintenance.",
                       "interaction_id": ")" +
                       id.substr(at, id.find('"', at) - at) + "\"}}");
  EXPECT_EQ(key(ending), "sale_promises.held_for_another");
  EXPECT_EQ(first(bought).at("reserved"), 1) << "nothing is let go";
}

}  // namespace
}  // namespace vefa::sale_promises
