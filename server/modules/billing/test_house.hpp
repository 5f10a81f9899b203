// A shop with its cases, its coverage, and its bills.
#pragma once
#include "modules/billing/billing.hpp"
#include "modules/sale_promises/test_house.hpp"

namespace vefa::billing {

class Cashier : public sale_promises::Shop {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Shop::add_more_routes(routes);
    coverage::add_routes(routes);
    billing::add_routes(routes);
  }
  void add_more_jobs(jobs::Registry& registry) override {
    Shop::add_more_jobs(registry);
    coverage::add_jobs(registry);
    billing::add_jobs(registry);
  }

  /// Where no pack of law pays for anything.
  Sold sold_abroad(std::string const& serial, std::string const& day,
                   std::string const& more = "") {
    return sold(serial, day, R"(, "country": "US")" + more);
  }

  static constexpr char const* kLabour =
      R"({"component": "labour", "description": "Maintenance", "quantity": "1.5",
          "unit_price": "100.00", "tax_bp": 2000})";
  static constexpr char const* kTravel =
      R"({"component": "travel", "description": "Way", "unit_price": "40.00", "tax_bp": 2000})";

  vefa::testing::HttpAnswer quoting(std::string const& case_id, std::string const& lines,
                                    std::string const& more = "") {
    return client->post(path("/cases/" + case_id + "/quotes"),
                        R"({"currency": "USD", "lines": [)" + lines + "]" + more + "}");
  }
  Json quoted(std::string const& case_id, std::string const& lines, std::string const& more = "") {
    auto const answer = quoting(case_id, lines, more);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.status == 201 ? answer.json() : Json();
  }
  /// What she says further on a case, on the phone: its id.
  std::string says(std::string const& case_id, std::string const& words = "Yes, please.") {
    auto const answer = client->post(path("/cases/" + case_id + "/messages"),
                                     R"({"channel": "phone", "text": ")" + words + "\"}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.status == 201 ? text(answer.json().at("interaction_id")) : std::string();
  }
  /// Says of every line the same; on the phone, where she pays for something.
  vefa::testing::HttpAnswer answered(Json const& quote, std::string const& word = "approved") {
    std::string more;
    if (word == "approved" && text(quote.at("total").at("net")) != "0.00")
      more = R"(, "words": "Yes, please.", "interaction_id": ")" + says(text(quote.at("case_id"))) +
             "\"";
    std::string answers;
    for (std::size_t i = 1; i <= quote.at("lines").as_array().size(); ++i)
      answers += (i > 1 ? ", " : "") + std::string(R"({"line": )") + std::to_string(i) +
                 R"(, "answer": ")" + word + "\"}";
    return client->post(path("/quotes/" + text(quote.at("id")) + "/answers"),
                        R"({"version": )" + boost::json::serialize(quote.at("version")) +
                            R"(, "answers": [)" + answers + "]" + more + "}");
  }
  vefa::testing::HttpAnswer invoicing(Json const& quote) {
    return client->post(path("/quotes/" + text(quote.at("id")) + "/invoices"),
                        R"({"version": )" + boost::json::serialize(quote.at("version")) + "}");
  }
  Json invoiced(Json const& quote) {
    EXPECT_EQ(answered(quote).status, 200);
    auto const answer = invoicing(quote);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.status == 201 ? answer.json() : Json();
  }
  vefa::testing::HttpAnswer paying(Json const& invoice, std::string const& amount,
                                   std::string const& more = "") {
    return client->post(path("/invoices/" + text(invoice.at("id")) + "/payments"),
                        R"({"method": "cash", "amount": ")" + amount + "\"" + more + "}");
  }
  static std::string field(vefa::testing::HttpAnswer const& answer) {
    auto const json = answer.json();
    auto const& errors = json.at("errors").as_array();
    return errors.empty() ? "" : text(errors.at(0).at("field"));
  }
  /// Two years of the manufacturer's warranty on parts, half of the labour.
  void warranty() {
    made("/coverage-templates", R"({"source": "manufacturer", "names": {"en": "Two years"},
        "automatic": true, "lines": [
        {"component": "parts", "percent": 100, "payer": "manufacturer", "start": "sale",
         "months": 24},
        {"component": "labour", "percent": 50, "payer": "manufacturer", "start": "sale",
         "months": 24}]})");
  }
  /// The text of the newest message to her that the program wrote.
  std::string newest_letter(std::string const& case_id) {
    auto const found = database_->read_result([&](db::Tx& tx) -> Result<std::string> {
      std::string text;
      for (auto const& one : interactions::of_case(tx, *CaseId::parse(case_id), {}, 100))
        if (one.direction == interactions::Direction::Outbound) text = one.text;
      return text;
    });
    return found.value();
  }
  void by_hand(std::string const& sql) {
    database_->write_now([&](db::Tx& tx) {
      tx.change(vefa::testing::ad_hoc(sql.c_str()));
      return db::Outcome::Commit;
    });
  }
};

}  // namespace vefa::billing
