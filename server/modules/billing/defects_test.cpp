// It is known from elsewhere that something was wrong with the goods of a cancelled sale. The clock
// stands at 2026-11-22.
#include "modules/billing/test_cancelled.hpp"
#include "modules/clocks/dismissing.hpp"

namespace vefa::billing {
namespace {

class DefectsOfGoods : public CancelledHouse {};
VEFA_ON_BOTH_DATABASES(DefectsOfGoods);

TEST_P(DefectsOfGoods, are_known_by_the_companys_own_finding_on_any_case_of_them) {
  all_kept();
  auto const service = open_case(sold_, "maintenance");
  EXPECT_EQ(shown().at("kept"), "9.00");
  ASSERT_EQ(finding(service, "misuse").status, 201);
  EXPECT_EQ(shown().at("kept"), "9.00") << "that is no defect of the goods";
  clock.advance(std::chrono::hours(1));
  ASSERT_EQ(finding(service, "defect").status, 201);
  is_hers_again();
}

TEST_P(DefectsOfGoods, are_known_by_the_finding_on_the_case_itself) {
  all_kept();
  ASSERT_EQ(finding(case_, "defect").status, 201);
  is_hers_again();
}

TEST_P(DefectsOfGoods, are_known_by_a_fault_that_is_told_on_another_case) {
  all_kept();
  open_case(sold_, "repair");
  is_hers_again();
}

TEST_P(DefectsOfGoods, let_nothing_be_kept_where_they_were_told_before) {
  sold_ = sold_abroad("S8", "2026-01-10");
  auto const repair = open_case(sold_, "maintenance");
  told(repair, "fault.notified");
  order_taken_back("9.00");
  EXPECT_EQ(keepable().at("most"), "0.00");
  EXPECT_EQ(key(crediting(R"(, "kept": "0.01")")), "billing.kept_too_much");
}

TEST_P(DefectsOfGoods, are_not_what_the_next_owner_tells) {
  all_kept();
  auto const next = person("Elif Kaya", "elif@x.tr");
  ASSERT_EQ(
      client
          ->post(path("/units/" + sold_.unit + "/sales"),
                 R"({"sold_on": "2026-11-22", "country": "US", "customer_id": ")" + next + "\"}")
          .status,
      201);
  clock.advance(std::chrono::hours(24));
  auto theirs = sold_;
  theirs.customer = next;
  EXPECT_EQ(client
                ->post(path("/units/" + sold_.unit + "/transfer"),
                       R"({"customer_id": ")" + next + R"("})")
                .status,
            201);
  open_case(theirs, "repair");
  EXPECT_EQ(shown().at("kept"), "9.00");
}

TEST_P(DefectsOfGoods, are_not_told_by_a_case_that_was_none) {
  sold_ = sold_abroad("S8", "2026-01-10");
  auto const service = open_case(sold_, "maintenance");
  told(service, "fault.notified");
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<bool> {
                TRY(clocks::dismiss(system(), tx, *CaseId::parse(service),
                                    {0, clocks::NoCase::Mistake, {"another's call"}}));
                return true;
              }).ok());
  run_jobs();
  order_taken_back("9.00");
  EXPECT_EQ(keepable().at("most"), "9.00");
}

TEST_P(DefectsOfGoods, are_not_hidden_by_naming_another_unit_or_none) {
  sold_ = sold_abroad("S8", "2026-01-10");
  auto const repair = open_case(sold_, "maintenance");
  told(repair, "fault.notified");
  order_taken_back("9.00");
  auto const name = [&](std::string const& on, std::string const& body) {
    return client->put(path("/cases/" + on + "/unit"), body).status;
  };
  auto const twin = R"({"unit_id": ")" + unit("S9") + R"(", "reason": "that one"})";
  ASSERT_EQ(name(case_, twin), 200);
  EXPECT_EQ(keepable().at("most"), "0.00") << "the cancelled case is about another by our word";
  ASSERT_EQ(name(case_, R"({"unit_id": ")" + sold_.unit + "\"}"), 200);
  ASSERT_EQ(client->del(path("/cases/" + repair + "/unit")).status, 204);
  EXPECT_EQ(keepable().at("most"), "0.00") << "the other is about none by our word";
  clock.advance(std::chrono::hours(1));
  auto const hers = name(repair, R"({"unit_id": null, "interaction_id": ")" +
                                     says(repair, "It is my neighbour's.") +
                                     R"(", "reason": "It is my neighbour's."})");
  ASSERT_EQ(hers, 200);
  EXPECT_EQ(keepable().at("most"), "9.00") << "by her own word it is";
}

TEST_P(DefectsOfGoods, are_not_hidden_by_calling_the_repair_something_else) {
  all_kept();
  auto const repair = open_case(sold_, "repair");
  is_hers_again();
  auto const version = client->get(path("/cases/" + repair)).json().at("summary").at("version");
  auto const called =
      client->patch(path("/cases/" + repair), R"({"kind": "maintenance", "version": )" +
                                                  boost::json::serialize(version) + "}");
  ASSERT_EQ(called.status, 200) << called.body;
  run_jobs();
  order_taken_back("9.00");
  EXPECT_EQ(keepable().at("most"), "0.00");
}

TEST_P(DefectsOfGoods, are_known_once_two_units_are_found_to_be_one) {
  all_kept();
  auto const twin = unit("S9");
  auto of_twin = sold_;
  of_twin.unit = twin;
  open_case(of_twin, "repair");
  EXPECT_EQ(shown().at("kept"), "9.00");
  auto const version = client->get(path("/units/" + sold_.unit)).json().at("summary").at("version");
  auto const joined = client->post(
      path("/units/" + sold_.unit + "/merge"),
      R"({"version": )" + boost::json::serialize(version) + R"(, "lost": ")" + twin + "\"}");
  ASSERT_EQ(joined.status, 200) << joined.body;
  run_jobs();
  is_hers_again();
}

}  // namespace
}  // namespace vefa::billing
