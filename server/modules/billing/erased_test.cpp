// What was written freely of a person beside her bills and her cases goes with her file.
#include <gmock/gmock.h>

#include "modules/billing/test_house.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ErasedBills : public Cashier {
 protected:
  void erase(std::string const& customer) {
    auto const done = write([&](db::Tx& tx) -> Result<bool> {
      jobs::record(system(), tx,
                   {.kind = "customer.erased", .customer_id = CustomerId::parse(customer)->value});
      return true;
    });
    ASSERT_TRUE(done.ok());
    run_jobs();
  }
  std::string all(char const* of) {
    std::string out;
    database_->read_now([&](db::Tx& tx) {
      for (auto const& one : tx.column<std::string>(vefa::testing::ad_hoc(of))) out += one + "|";
    });
    return out;
  }
  std::string stay(std::string const& unit, std::string const& case_id, std::string const& note) {
    return made("/units/" + unit + "/repairs", R"({"from_on": "2026-11-10", "until_on":
        "2026-11-12", "case_id": ")" + case_id + R"(", "note": ")" +
                                                   note + "\"}");
  }
};
VEFA_ON_BOTH_DATABASES(ErasedBills);

TEST_P(ErasedBills, lose_what_was_offered_and_why_it_was_withdrawn_and_keep_what_was_invoiced) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const repair = open_case(bought, "repair");
  auto const billed = invoiced(quoted(repair, kLabour));
  auto const offered =
      quoted(repair, R"({"component": "labour", "description": "Cleaning after her cats",
                  "unit_price": "40.00", "tax_bp": 2000})");
  ASSERT_EQ(client
                ->post(path("/quotes/" + text(offered.at("id")) + "/withdraw"),
                       R"({"reason": "she is broke"})")
                .status,
            200);
  erase(bought.customer);
  EXPECT_EQ(all("SELECT description FROM quote_lines ORDER BY net_minor"), "|Maintenance|");
  EXPECT_EQ(all("SELECT description FROM invoice_lines"), "Maintenance|");
  EXPECT_EQ(all("SELECT reason FROM quotes"), "||");
  auto const now = client->get(path("/quotes/" + text(offered.at("id"))));
  EXPECT_EQ(now.json().at("total").at("net"), "40.00") << "what it would have cost stays";
}

TEST_P(ErasedBills, lose_what_was_noted_on_her_case_of_a_unit_whosever_it_is) {
  auto const hers = sold_abroad("S1", "2026-01-10");
  auto const other = sold_abroad("S2", "2026-01-10");
  auto const her_case = open_case(hers, "repair");
  auto const other_case = open_case(other, "repair");
  auto const on_his = stay(other.unit, her_case, "she stammers");
  stay(hers.unit, other_case, "he limps");
  ASSERT_EQ(client
                ->put(path("/units/" + other.unit + "/repairs/" + on_his),
                      R"({"version": 1, "from_on": "2026-11-09", "reason": "she was drunk"})")
                .status,
            200);
  ASSERT_EQ(client
                ->put(path("/cases/" + her_case + "/unit"),
                      R"({"unit_id": ")" + other.unit + R"(", "reason": "her husband's"})")
                .status,
            200);
  auto const given = made("/units/" + other.unit + "/coverages", R"({"names": {"en": "Visits"},
      "reason": "he insisted", "lines": [{"component": "travel", "percent": 100,
      "payer": "company", "start": "given", "from_on": "2026-11-01", "max_visits": 5}]})");
  auto const use = [&](std::string const& case_id, std::string const& words) {
    auto const decision = made("/cases/" + case_id + "/coverage-decisions", "{}");
    auto const answer = client->post(
        path("/coverages/" + given + "/uses"),
        R"({"visits": 1, "decision_id": ")" + decision + R"(", "reason": ")" + words + "\"}");
    ASSERT_EQ(answer.status, 201) << answer.body;
    auto const back = client->post(
        path("/coverages/" + given + "/uses/" + text(answer.json().at("id")) + "/take-back"),
        R"({"reason": "again: )" + words + "\"}");
    ASSERT_EQ(back.status, 200) << back.body;
  };
  use(her_case, "she begged");
  use(other_case, "he begged");
  auto const words = [&] {
    return all("SELECT note FROM repair_times") + all("SELECT reason FROM repair_corrections") +
           all("SELECT reason FROM coverages") + all("SELECT reason FROM coverage_uses") +
           all("SELECT reason FROM coverage_uses_taken_back");
  };
  erase(hers.customer);
  for (auto const* of_her : {"stammers", "drunk", "she begged"})
    EXPECT_THAT(words(), Not(HasSubstr(of_her)));
  for (auto const* of_him : {"limps", "insisted", "|he begged", "again: he begged"})
    EXPECT_THAT(words(), HasSubstr(of_him));
  erase(other.customer);
  for (auto const* of_him : {"limps", "insisted", "he begged"})
    EXPECT_THAT(words(), Not(HasSubstr(of_him)));
}

TEST_P(ErasedBills, take_and_give_back_money_of_an_erased_person_without_a_word_about_her) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const billed = invoiced(quoted(open_case(bought, "repair"), kLabour));
  auto const of = path("/invoices/" + text(billed.at("id")));
  ASSERT_EQ(paying(billed, "30.00", R"(, "reference": "her sister came")").status, 201);
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<bool> {
                auto const her = customers::find(tx, *CustomerId::parse(bought.customer));
                TRY(customers::erase(system(), tx, her->id, her->version));
                return true;
              }).ok());
  run_jobs();
  ASSERT_EQ(paying(billed, "150.00", R"(, "reference": "her brother paid")").status, 201);
  ASSERT_EQ(client->post(of + "/credit", R"({"reason": "she cried"})").status, 200);
  ASSERT_EQ(
      client->post(of + "/refunds", R"({"method": "cash", "reference": "to her aunt"})").status,
      201);
  EXPECT_EQ(all("SELECT reference FROM payments ORDER BY n"), "|—|");
  EXPECT_EQ(all("SELECT reference FROM refunds"), "—|");
  EXPECT_EQ(all("SELECT reason FROM credit_notes"), "—|");
  auto const now = client->get(of).json();
  EXPECT_EQ(now.at("paid"), "180.00") << "the sums stay for the books";
  EXPECT_EQ(now.at("refunded"), "180.00");
}

}  // namespace
}  // namespace vefa::billing
