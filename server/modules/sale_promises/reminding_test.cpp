// Nobody's reminder is lost. The clock stands at 2026-11-22.
#include "modules/sale_promises/test_house.hpp"

namespace vefa::sale_promises {
namespace {

class Reminders : public Shop {
 protected:
  static constexpr char const* kMonth =
      R"({"form": "quantity", "names": {"en": "Free maintenance"}, "quantity": 1, "months": 1,
          "begins": "delivery", "case_kinds": ["maintenance"], "components": ["labour"]})";
  void pass_days(int days) {
    clock.advance(std::chrono::hours(24 * days));
    run_jobs();
  }
  std::int64_t reminded() {
    return count("SELECT COUNT(*) FROM sale_promises WHERE reminded_at IS NOT NULL");
  }
  /// A sale to her, or to nobody that we know.
  Sold sold_to(std::string const& customer) {
    Sold out{.unit = unit("S1"), .sale = {}, .customer = customer};
    auto const who = customer.empty() ? "" : R"(, "customer_id": ")" + customer + "\"";
    auto const answer = client->post(path("/units/" + out.unit + "/sales"),
                                     R"({"sold_on": "2026-11-20")" + who + "}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    out.sale = text(answer.json().at("id"));
    promised(out, kMonth);
    run_jobs();
    return out;
  }
};
VEFA_ON_BOTH_DATABASES(Reminders);

TEST_P(Reminders, are_owed_by_a_person_where_every_case_is_over_and_she_has_no_address) {
  auto const hers = sold_to(made("/customers", R"({"kind": "person", "display_name": "Ayşe",
      "language": "en", "contacts": [{"kind": "phone", "value": "+905551112233"}]})"));
  auto const over = open_case(hers, "question");
  ASSERT_EQ(client->post(path("/cases/" + over + "/verdict"), R"({"solved": true})").status, 200);
  pass_days(20);
  EXPECT_EQ(count("SELECT COUNT(*) FROM promises WHERE state = 'pending' AND kind = 'notify_by' "
                  "AND what LIKE '%Free maintenance: 1 of 1 left%'"),
            1);
  EXPECT_EQ(client->get(path("/cases/" + over)).json().at("summary").at("state"), "closed");
  EXPECT_EQ(reminded(), 1);
}

TEST_P(Reminders, are_set_anew_when_what_was_held_can_be_used_again) {
  auto const bought = sold("S1", "2026-11-20");
  auto const promise = promised(bought, kMonth);
  auto const visit = open_case(bought);
  pass_days(20);
  EXPECT_EQ(reminded(), 0) << "it is held for a visit";
  EXPECT_EQ(letters("Free maintenance: 1 of 1 left"), 0);
  ASSERT_EQ(act(promise, "release", visit).status, 200);
  run_jobs();
  EXPECT_EQ(letters("Free maintenance: 1 of 1 left"), 1);
  EXPECT_EQ(reminded(), 1);
}

TEST_P(Reminders, wait_for_somebody_who_can_be_told) {
  auto const nobodys = sold_to("");
  pass_days(20);
  EXPECT_EQ(reminded(), 0);
  auto const heir = person("Mehmet Kaya", "mehmet@x.tr");
  ASSERT_EQ(client
                ->post(path("/units/" + nobodys.unit + "/transfer"),
                       R"({"customer_id": ")" + heir + "\"}")
                .status,
            201);
  run_jobs();
  EXPECT_EQ(letters("Free maintenance: 1 of 1 left"), 1);
  EXPECT_EQ(reminded(), 1);
}

}  // namespace
}  // namespace vefa::sale_promises
