// Quotes and invoices on paper.
#include "i18n/i18n.hpp"
#include "modules/billing/test_house.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/settings.hpp"
#include "modules/documents/test_reading.hpp"

namespace vefa::billing {
namespace {

using documents::letters_in;
using documents::text_in;

class BillsOnPaper : public Cashier {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Cashier::add_more_routes(routes);
    documents::add_routes(routes);
  }
  void say_who_issues() {
    auto const done = write([&](db::Tx& tx) {
      documents::DocumentSettings wanted;
      wanted.station_contacts = {"Gül Sok. 5, İzmir\nVergi no 1234567890"};
      return documents::change_settings(system(), tx, wanted);
    });
    ASSERT_TRUE(done.ok());
  }
  void speaks(Sold const& of, std::string const& language) {
    auto const id = "/customers/" + of.customer;
    auto const now = client->get(path(id)).json();
    auto const changed = client->patch(
        path(id), R"({"version": )" + boost::json::serialize(now.at("customer").at("version")) +
                      R"(, "language": ")" + language + "\"}");
    ASSERT_EQ(changed.status, 200) << changed.body;
  }
  vefa::testing::HttpAnswer printing(char const* what, Json const& of) {
    return client->post(path(std::string("/") + what + "/" + text(of.at("id")) + "/document"),
                        "{}");
  }
  Json printed(char const* what, Json const& of) {
    auto const answer = printing(what, of);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.status == 200 ? answer.json() : Json();
  }
  std::string pdf_of(Json const& paper) {
    auto const answer = client->get(path("/documents/" + text(paper.at("document_id")) + "/pdf"));
    EXPECT_EQ(answer.status, 200);
    return answer.body;
  }
  /// The words that must stand on it, without spaces.
  static void shows(std::string const& pdf, std::vector<std::string> const& words) {
    auto const all = letters_in(text_in(pdf));
    for (auto const& word : words)
      EXPECT_NE(all.find(letters_in(word)), std::string::npos) << word << "\n" << text_in(pdf);
  }
};
VEFA_ON_BOTH_DATABASES(BillsOnPaper);

TEST_P(BillsOnPaper, an_invoice_says_who_issues_it_what_it_costs_and_why_it_is_free) {
  say_who_issues();
  auto const bought = sold_abroad("SN-77", "2026-01-10");
  speaks(bought, "en");
  promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  auto const quote = quoted(
      visit, std::string(kLabour) +
                 R"(, {"component": "parts", "description": "Water filter", "unit_price": "10.01",
                     "tax_bp": 1850})");
  auto const invoice = invoiced(quote);
  auto const paper = printed("invoices", invoice);
  EXPECT_EQ(paper.at("number"), invoice.at("number"));
  shows(pdf_of(paper),
        {"Invoice", text(invoice.at("number")), "Ayşe Yılmaz", "Vergi no 1234567890", "5230 NF",
         "SN-77", "Maintenance", "1.5", "Promised free at the sale: Free maintenance", "US$0.00",
         "Water filter", "18.5%", "US$10.01", "Tax 18.5% of US$10.01", "US$1.85", "Total",
         "US$11.86", "Paid by others or promised", text(quote.at("number"))});
}

TEST_P(BillsOnPaper, an_invoice_is_the_same_bytes_ever_after_whatever_is_paid_or_credited) {
  say_who_issues();
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const invoice = invoiced(quoted(open_case(bought), kTravel));
  auto const first = printed("invoices", invoice);
  auto const bytes = pdf_of(first);
  EXPECT_EQ(paying(invoice, "20.00").status, 201);
  EXPECT_EQ(client
                ->post(path("/invoices/" + text(invoice.at("id")) + "/credit"),
                       R"({"reason": "by mistake"})")
                .status,
            200);
  auto const again = printed("invoices", invoice);
  EXPECT_EQ(again.at("document_id"), first.at("document_id"));
  EXPECT_EQ(pdf_of(again), bytes);
  EXPECT_EQ(count("SELECT COUNT(*) FROM documents"), 1);
}

TEST_P(BillsOnPaper, a_quote_has_a_paper_for_each_of_its_versions) {
  say_who_issues();
  auto const bought = sold_abroad("S1", "2026-01-10");
  speaks(bought, "tr");
  auto const visit = open_case(bought);
  auto const quote = quoted(visit, kTravel, R"(, "note": "Cuma öğleden önce")");
  auto const first = printed("quotes", quote);
  EXPECT_EQ(first.at("version"), 1);
  auto const bytes = pdf_of(first);
  shows(bytes, {"Ayşe Yılmaz", "Way", "%20", "Cuma öğleden önce", "sürüm 1", "48,00"});
  auto const changed =
      client->put(path("/quotes/" + text(quote.at("id"))),
                  R"({"version": 1, "lines": [)" + std::string(kTravel) + ", " + kLabour + "]}");
  ASSERT_EQ(changed.status, 200) << changed.body;
  auto const second = printed("quotes", quote);
  EXPECT_EQ(second.at("version"), 2);
  EXPECT_NE(second.at("document_id"), first.at("document_id"));
  shows(pdf_of(second), {"Maintenance", "1,5", "sürüm 2"});
  EXPECT_EQ(pdf_of(first), bytes) << "the first stays";
}

TEST_P(BillsOnPaper, a_hebrew_bill_is_in_hebrew) {
  say_who_issues();
  auto const bought = sold_abroad("S1", "2026-01-10");
  speaks(bought, "he");
  auto const invoice = invoiced(quoted(open_case(bought), kTravel));
  auto const pdf = pdf_of(printed("invoices", invoice));
  shows(pdf, {i18n::message(Language::He, "billing.paper_total"),
              i18n::message(Language::He, "billing.paper_customer"), "48.00"});
}

TEST_P(BillsOnPaper, a_bill_that_does_not_say_who_issues_it_is_refused_with_the_place_to_say_so) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const invoice = invoiced(quoted(open_case(bought), kTravel));
  auto const refused = printing("invoices", invoice);
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(key(refused), "billing.no_seller_lines");
  EXPECT_EQ(count("SELECT COUNT(*) FROM documents"), 0);
}

TEST_P(BillsOnPaper, a_withdrawn_quote_is_not_put_on_paper) {
  say_who_issues();
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const quote = quoted(open_case(bought), kTravel);
  EXPECT_EQ(
      client
          ->post(path("/quotes/" + text(quote.at("id")) + "/withdraw"), R"({"reason": "too dear"})")
          .status,
      200);
  EXPECT_EQ(key(printing("quotes", quote)), "billing.quote_withdrawn");
}

}  // namespace
}  // namespace vefa::billing
