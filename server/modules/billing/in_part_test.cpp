// A line of several whole units of which she approves fewer: by phone, by signature, on her own
// page.
#include <gmock/gmock.h>

#include "modules/billing/signing.hpp"
#include "modules/billing/test_house.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/settings.hpp"
#include "modules/documents/test_reading.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char const* kFilters =
    R"({"component": "parts", "description": "Filter", "quantity": "4", "unit_price": "10.01",
        "tax_bp": 1850})";
constexpr char const* kHours =
    R"({"component": "labour", "description": "Work", "quantity": "4", "unit_price": "100.00",
        "tax_bp": 2000})";

class InPart : public Cashier {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Cashier::add_more_routes(routes);
    documents::add_routes(routes);
    portal::add_routes(routes);
  }
  Json offered(std::string const& lines) {
    if (case_.empty()) {
      bought_ = sold_abroad("S1", "2026-01-10");
      case_ = open_case(bought_, "repair");
    }
    return quoted(case_, lines);
  }
  vefa::testing::HttpAnswer saying(Json const& quote, std::string const& answers,
                                   std::string const& more = "") {
    std::string word;
    if (more.find("signature") == std::string::npos)
      word = R"(, "words": "Yes, please.", "interaction_id": ")" + says(case_) + "\"";
    return client->post(path("/quotes/" + text(quote.at("id")) + "/answers"),
                        R"({"version": 1, "answers": [)" + answers + "]" + more + word + "}");
  }
  static std::string units(std::string const& number) {
    return R"({"line": 1, "answer": "approved", "units": )" + number + "}";
  }
  Json now(Json const& quote) {
    return client->get(path("/quotes/" + text(quote.at("id")))).json();
  }
  Json billed(Json const& quote) {
    auto const answer = invoicing(quote);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.status == 201 ? answer.json() : Json();
  }
  vefa::testing::HttpAnswer on_her_page(Json const& quote, std::string const& form) {
    auto const link = text(quote.at("link"));
    return client->send("POST", link.substr(link.find("/c/")), form,
                        {{"content-type", "application/x-www-form-urlencoded"}});
  }
  /// Labour up to 200.00 in all.
  void given() {
    made("/coverage-templates", R"({"source": "extended", "names": {"en": "Plus"},
        "automatic": true, "currency": "USD", "lines": [{"component": "labour", "percent": 100,
        "payer": "provider", "start": "sale", "months": 36, "max_amount_minor": 20000}]})");
  }

  Sold bought_;
  std::string case_;
};
VEFA_ON_BOTH_DATABASES(InPart);

TEST_P(InPart, what_she_approved_of_a_line_is_all_that_is_invoiced_of_it) {
  auto const quote = offered(std::string(kFilters) + ", " + kTravel);
  auto const told = quote.at("lines").at(0).at("gross_of_units").as_array();
  ASSERT_EQ(told.size(), 4U);
  EXPECT_EQ(told[0], "11.86") << "10.01 and 1.85";
  EXPECT_EQ(told[1], "23.72");
  EXPECT_EQ(told[3], quote.at("lines").at(0).at("gross"));
  EXPECT_TRUE(quote.at("lines").at(1).at("gross_of_units").as_array().empty()) << "one way";
  auto const said = saying(quote, units("2") + R"(, {"line": 2, "answer": "declined"})");
  ASSERT_EQ(said.status, 200) << said.body;
  EXPECT_EQ(said.json().at("lines").at(0).at("answer").at("units"), 2);
  EXPECT_EQ(said.json().at("approved").at("gross"), "23.72");
  EXPECT_EQ(said.json().at("total").at("gross"), now(quote).at("total").at("gross"));
  auto const invoice = billed(quote);
  ASSERT_EQ(invoice.at("lines").as_array().size(), 1U);
  EXPECT_EQ(invoice.at("lines").at(0).at("quantity"), "2");
  EXPECT_EQ(invoice.at("total").at("net"), "20.02");
  EXPECT_EQ(invoice.at("total").at("gross"), "23.72");
  EXPECT_EQ(key(invoicing(quote)), "billing.invoiced_already") << "the rest is not asked for later";
}

TEST_P(InPart, all_units_are_the_whole_line_and_a_later_word_counts) {
  auto const quote = offered(kFilters);
  ASSERT_EQ(saying(quote, units("1")).status, 200);
  auto const all = saying(quote, units("4"));
  ASSERT_EQ(all.status, 200) << all.body;
  EXPECT_TRUE(all.json().at("lines").at(0).at("answer").at("units").is_null());
  EXPECT_EQ(billed(quote).at("lines").at(0).at("quantity"), "4");
}

TEST_P(InPart, others_pay_their_share_of_the_part_and_she_no_more_than_she_was_told) {
  warranty();
  auto const quote = offered(kHours);
  EXPECT_EQ(quote.at("lines").at(0).at("net"), "200.00") << "half of it";
  EXPECT_EQ(quote.at("lines").at(0).at("gross_of_units").at(2), "180.00");
  ASSERT_EQ(saying(quote, units("3")).status, 200);
  auto const line = billed(quote).at("lines").at(0);
  EXPECT_EQ(line.at("full"), "300.00");
  EXPECT_EQ(line.at("net"), "150.00");
  EXPECT_EQ(line.at("gross"), "180.00");
}

TEST_P(InPart, caps_are_used_by_what_is_invoiced_alone) {
  given();
  auto const quote = offered(kHours);
  EXPECT_EQ(quote.at("lines").at(0).at("net"), "200.00") << "beyond the cap";
  ASSERT_EQ(saying(quote, units("1")).status, 200);
  EXPECT_EQ(billed(quote).at("lines").at(0).at("net"), "0.00") << "one hour is within the cap";
  EXPECT_EQ(count("SELECT CAST(SUM(amount_minor) AS BIGINT) FROM coverage_uses"), 10000);
  auto const next = quoted(open_case(bought_, "repair"), kLabour);
  EXPECT_EQ(next.at("lines").at(0).at("net"), "50.00") << "100.00 are left";
}

TEST_P(InPart, each_wrong_number_is_named_and_nothing_is_written) {
  auto const quote = offered(std::string(kFilters) + ", " + kLabour);
  auto const wrong = [&](std::string const& answers) {
    auto const answer = saying(quote, answers);
    EXPECT_EQ(answer.status, 422) << answers;
    EXPECT_EQ(field(answer), "answers[0].units") << answers;
    return key(answer);
  };
  EXPECT_EQ(wrong(units("0")), "billing.bad_units");
  EXPECT_EQ(wrong(units("-1")), "billing.bad_units");
  EXPECT_EQ(wrong(units("5")), "billing.bad_units");
  EXPECT_EQ(wrong(R"({"line": 1, "answer": "declined", "units": 2})"), "billing.not_in_part");
  EXPECT_EQ(wrong(R"({"line": 2, "answer": "approved", "units": 1})"), "billing.not_in_part")
      << "an hour and a half";
  EXPECT_EQ(count("SELECT COUNT(*) FROM quote_answers"), 0);
  EXPECT_THROW(
      by_hand("INSERT INTO quote_answers (id, quote_id, version, line, answer, by_kind, via,"
              " reason, at, actor, units) SELECT 1, id, 1, 1, 'declined', 'staff', 'phone',"
              " '', 1, 'x', 2 FROM quotes"),
      db::ConstraintError);
}

TEST_P(InPart, on_her_own_page_she_says_how_many_without_a_script) {
  auto const quote = offered(std::string(kFilters) + ", " + kTravel);
  auto const link = text(quote.at("link"));
  auto const page = client->get(link.substr(link.find("/c/"))).body;
  EXPECT_THAT(page, HasSubstr("name=\"units_1\""));
  EXPECT_THAT(page, HasSubstr("max=\"4\""));
  EXPECT_THAT(page, Not(HasSubstr("name=\"units_2\"")));
  auto const wrong = on_her_page(quote, "version=1&line_1=approved&units_1=two&line_2=declined");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(count("SELECT COUNT(*) FROM quote_answers"), 0);
  auto const said = on_her_page(quote, "version=1&line_1=approved&units_1=3&line_2=declined");
  EXPECT_EQ(said.status, 200) << said.body;
  EXPECT_EQ(now(quote).at("lines").at(0).at("answer").at("units"), 3);
  EXPECT_THAT(client->get(link.substr(link.find("/c/"))).body, HasSubstr("value=\"3\""));
  ASSERT_EQ(on_her_page(quote, "version=1&line_1=declined&units_1=3").status, 200)
      << "the number beside a declined line says nothing";
  EXPECT_EQ(now(quote).at("lines").at(0).at("answer").at("answer"), "declined");
}

TEST_P(InPart, what_she_signs_says_how_many_and_a_later_change_shows) {
  auto const written = write([&](db::Tx& tx) {
    documents::DocumentSettings wanted;
    wanted.station_contacts = {"Gül Sok. 5, İzmir"};
    return documents::change_settings(system(), tx, wanted);
  });
  ASSERT_TRUE(written.ok());
  auto const quote = offered(kFilters);
  ASSERT_EQ(
      on_her_page(quote, "version=1&line_1=approved&units_1=2&name=Ay%C5%9Fe&signs=yes").status,
      200);
  auto const signed_one = now(quote).at("signatures").at(0);
  EXPECT_EQ(signed_one.at("is_intact"), true);
  auto const read = client->get(path("/signatures/" + text(signed_one.at("id")))).json();
  EXPECT_EQ(read.at("statement").at("lines").at(0).at("units"), 2);
  EXPECT_EQ(read.at("statement").at("approved"), "23.72");
  auto const paper = client->post(path("/quotes/" + text(quote.at("id")) + "/document"), "{}");
  ASSERT_EQ(paper.status, 200) << paper.body;
  auto const pdf = client->get(path("/documents/" + text(paper.json().at("document_id")) + "/pdf"));
  EXPECT_THAT(documents::letters_in(documents::text_in(pdf.body)), HasSubstr("23"));
  by_hand("UPDATE quote_answers SET units = 3");
  EXPECT_EQ(now(quote).at("signatures").at(0).at("is_intact"), false);
}

}  // namespace

TEST(BillingRules, a_part_of_a_line_costs_its_share_and_all_of_it_the_whole) {
  Line line;
  line.quantity_thousandths = 7000;
  line.unit_price_minor = 999;
  line.full_minor = 6993;
  line.tax_bp = 1850;
  for (std::int64_t covered = 0; covered < 6993; covered += 111) {
    line.covered_minor = covered;
    settle(line);
    ASSERT_EQ(units_of(line), 7);
    std::int64_t before = 0;
    for (std::int64_t units = 1; units <= 7; ++units) {
      auto const part = part_of(line, units);
      EXPECT_EQ(part.full_minor, 999 * units);
      EXPECT_GE(part.covered_minor, 0);
      EXPECT_EQ(part.net_minor, part.full_minor - part.covered_minor);
      EXPECT_GE(part.net_minor, before) << "more units never cost less";
      EXPECT_LE(std::abs(part.net_minor * 7 - line.net_minor * units), 4) << "its share, rounded";
      before = part.net_minor;
    }
    EXPECT_EQ(part_of(line, 7).net_minor, line.net_minor);
  }
  line.quantity_thousandths = 1500;
  EXPECT_EQ(units_of(line), 0) << "an hour and a half is no number of units";
  line.quantity_thousandths = 1000;
  EXPECT_EQ(units_of(line), 0);
}

}  // namespace vefa::billing
