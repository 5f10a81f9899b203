// The European repair information form on quotes. Source: EU-04, 2024/1799.
#include "modules/billing/forms.hpp"

#include <gmock/gmock.h>

#include "modules/billing/test_house.hpp"
#include "modules/clocks/clocks.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;
using vefa::testing::HttpAnswer;

class Forms : public Cashier {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Cashier::add_more_routes(routes);
    documents::add_routes(routes);
  }
  void add_more_jobs(jobs::Registry& registry) override {
    Cashier::add_more_jobs(registry);
    clocks::add_jobs(registry);
    documents::add_jobs(registry);
  }
  void SetUp() override {
    Cashier::SetUp();
    documents::install({.of_case = offered_on, .bind = bind_form});
    auto const answer = client->put(
        path("/documents/settings"),
        R"({"version": 1, "station_contacts": "Fő utca 1, Budapest", "station_liabilities": {},
            "kept_years": 5})");
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  void TearDown() override {
    documents::install({});
    Cashier::TearDown();
  }
  /// Long out of every guarantee.
  std::string repair() {
    return open_case(sold("S1", "2019-03-02", R"(, "country": "HU")"), "repair");
  }
  HttpAnswer forming(std::string const& case_id, std::string const& more = "") {
    return client->post(path("/cases/" + case_id + "/documents"),
                        R"({"kind": "repair_information_form", "values": {
          "fault_found": "Compressor", "ready_by": "2026-12-20", "loaner_note": "None")" +
                            more + "}}");
  }
  HttpAnswer changing(Json const& quote, std::string const& price, std::string const& more = "") {
    auto const now = client->get(path("/quotes/" + text(quote.at("id")))).json();
    return client->put(
        path("/quotes/" + text(quote.at("id"))),
        R"({"version": )" + boost::json::serialize(now.at("version")) +
            R"(, "lines": [{"component": "labour", "description": "Repair", "quantity": "1",
             "unit_price": ")" +
            price + R"(", "tax_bp": 2000}])" + more + "}");
  }
  HttpAnswer withdrawing(Json const& quote) {
    return client->post(path("/quotes/" + text(quote.at("id")) + "/withdraw"),
                        R"({"reason": "test"})");
  }
};
VEFA_ON_BOTH_DATABASES(Forms);

TEST_P(Forms, one_says_the_price_of_a_quote_and_binds_as_long_as_the_law_wants) {
  auto const id = repair();
  EXPECT_EQ(key(forming(id)), "documents.needs_quote");
  auto const quote = quoted(id, kLabour);  // 150.00 and a fifth
  EXPECT_EQ(key(forming(id, R"(, "price": "100.00 USD")")), "documents.price_of_quote");
  EXPECT_EQ(key(forming(id, R"(, "valid_until": "2026-11-25")")), "documents.binds_longer");
  EXPECT_EQ(count("SELECT COUNT(*) FROM quote_forms"), 0);
  auto const made = forming(id);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(count("SELECT gross_minor FROM quote_forms"), 18000);
  // She can accept as long as it binds, though the quote said less.
  auto const short_one = changing(quote, "100.00", R"(, "valid_until_on": "2026-11-30")");
  EXPECT_EQ(key(short_one), "billing.form_binds_longer");
  clock.advance(std::chrono::hours(24 * 29));
  EXPECT_EQ(answered(quote).status, 200);
  auto const bill = invoicing(quote);
  ASSERT_EQ(bill.status, 201) << bill.body;
  EXPECT_EQ(count("SELECT gross_minor FROM invoices"), 18000);
}

TEST_P(Forms, a_quote_that_a_form_binds_becomes_no_dearer_and_is_not_withdrawn) {
  auto const id = repair();
  auto const quote = quoted(id, kLabour);
  ASSERT_EQ(forming(id).status, 201);
  EXPECT_EQ(key(changing(quote, "151.00")), "billing.form_binds");
  EXPECT_EQ(key(withdrawing(quote)), "billing.form_binds");
  EXPECT_EQ(key(quoting(id, kTravel)), "billing.form_binds_first");
  EXPECT_EQ(changing(quote, "149.00").status, 200) << "cheaper is hers";
  EXPECT_EQ(key(changing(quote, "150.50")), "billing.form_binds")
      << "and the form still binds, not the cheaper version";
  // When she has said yes, further work can be offered; when it binds no more, anything.
  auto const now = client->get(path("/quotes/" + text(quote.at("id")))).json();
  EXPECT_EQ(answered(now).status, 200);
  EXPECT_EQ(quoting(id, kTravel).status, 201);
  clock.advance(std::chrono::hours(24 * 31));
  EXPECT_EQ(changing(quote, "200.00").status, 200);
  EXPECT_EQ(withdrawing(quote).status, 200);
}

TEST_P(Forms, what_she_declined_may_go) {
  auto const id = repair();
  auto const quote = quoted(id, kLabour);
  ASSERT_EQ(forming(id).status, 201);
  EXPECT_EQ(answered(quote, "declined").status, 200);
  EXPECT_EQ(withdrawing(quote).status, 200);
  EXPECT_EQ(key(forming(id)), "documents.needs_quote") << "nothing is offered any more";
}

}  // namespace
}  // namespace vefa::billing
