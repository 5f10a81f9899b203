// Caps of coverage, and free visits, when bills stand, are credited, come at once, are joined.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "modules/billing/test_house.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;

class Caps : public Cashier {
 protected:
  /// With each sale: labour up to 200.00 in all, and the way once.
  void given(std::string const& currency = "USD") {
    made("/coverage-templates", R"({"source": "extended", "names": {"en": "Plus", "tr": "Artı"},
        "automatic": true, "currency": ")" +
                                    currency +
                                    R"(", "lines": [{"component": "labour", "percent": 100,
        "payer": "provider", "start": "sale", "months": 36, "max_amount_minor": 20000}]})");
    made("/coverage-templates", R"({"source": "extended", "names": {"en": "One way"},
        "automatic": true, "currency": "USD", "lines": [{"component": "travel", "percent": 100,
        "payer": "provider", "start": "sale", "months": 36, "max_visits": 1}]})");
  }
  std::string both() { return std::string(kLabour) + ", " + kTravel; }
  vefa::testing::HttpAnswer crediting(Json const& invoice) {
    return client->post(path("/invoices/" + text(invoice.at("id")) + "/credit"),
                        R"({"reason": "wrong device"})");
  }
  /// What a new bill would cost her now.
  std::string net(std::string const& case_id) {
    return text(quoted(case_id, both()).at("total").at("net"));
  }
  std::int64_t standing() {
    return count(
        "SELECT CAST(COALESCE(SUM(u.amount_minor), 0) AS BIGINT) FROM coverage_uses u "
        "JOIN coverages c ON c.id = u.coverage_id WHERE c.lines LIKE '%labour%' AND NOT EXISTS "
        "(SELECT 1 FROM coverage_restorations r WHERE r.use_id = u.id)");
  }
  void solved_by_her_word(std::string const& case_id) {
    auto const solved = write([&](db::Tx& tx) {
      return cases::take_verdict(system(), tx, *CaseId::parse(case_id), {.solved = true});
    });
    ASSERT_TRUE(solved.ok());
    run_jobs();
  }
  static std::string number(Json const& id) {
    return std::to_string(InvoiceId::parse(text(id))->value);
  }
};
VEFA_ON_BOTH_DATABASES(Caps);

TEST_P(Caps, count_what_invoices_that_stand_used) {
  given();
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const one = open_case(bought, "repair");
  auto const two = open_case(bought, "repair");
  EXPECT_EQ(net(two), "0.00");
  auto const quote = quoted(one, both());
  auto const invoice = invoiced(quote);
  EXPECT_EQ(invoice.at("total").at("net"), "0.00");
  EXPECT_EQ(net(two), "140.00") << "50.00 are left of the labour, and no way";
  ASSERT_EQ(crediting(invoice).status, 200);
  EXPECT_EQ(net(two), "0.00") << "what the credited invoice used is there again";
  EXPECT_EQ(standing(), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM coverage_uses"), 2) << "and its uses stay as they were";
  auto const anew = invoicing(quote);
  ASSERT_EQ(anew.status, 201) << anew.body;
  EXPECT_EQ(net(two), "140.00");
  EXPECT_EQ(standing(), 15000);
  ASSERT_EQ(crediting(anew.json()).status, 200);
  EXPECT_EQ(net(two), "0.00") << "each credit gives back its own";
}

TEST_P(Caps, are_given_back_once_by_the_credit_note_alone) {
  given();
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const stands = invoiced(quoted(open_case(bought, "repair"), kLabour));
  auto const wrong = invoiced(quoted(open_case(bought, "repair"), kTravel));
  ASSERT_EQ(crediting(wrong).status, 200);
  auto const note = std::to_string(count("SELECT id FROM credit_notes"));
  auto const give_back = [&](std::string const& invoice) {
    by_hand(
        "INSERT INTO coverage_restorations (use_id, invoice_id, credit_note_id, at, restored_by) "
        "SELECT id, invoice_id, " +
        note + ", 1, 'x' FROM coverage_uses WHERE invoice_id = " + invoice);
  };
  EXPECT_THROW(give_back(number(stands.at("id"))), db::ConstraintError) << "another’s credit note";
  EXPECT_THROW(give_back(number(wrong.at("id"))), db::ConstraintError) << "it was given back";
  EXPECT_EQ(key(crediting(wrong)), "billing.credited_already");
  EXPECT_EQ(count("SELECT COUNT(*) FROM coverage_restorations"), 1);
}

TEST_P(Caps, are_never_used_beyond_by_bills_at_once) {
  given();
  auto const bought = sold_abroad("S1", "2026-01-10");
  constexpr int kAtOnce = 4;
  std::vector<QuoteId> quotes;
  std::vector<Json> told;
  for (int i = 0; i < kAtOnce; ++i) {
    told.push_back(quoted(open_case(bought, "repair"), kLabour));
    EXPECT_EQ(told.back().at("total").at("net"), "0.00") << "quotes reserve nothing";
    ASSERT_EQ(answered(told.back()).status, 200);
    quotes.push_back(*QuoteId::parse(text(told.back().at("id"))));
  }
  auto const first = invoicing(told[0]);
  ASSERT_EQ(first.status, 201) << first.body;
  auto const wrong = *InvoiceId::parse(text(first.json().at("id")));
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  threads.reserve(kAtOnce);
  threads.emplace_back([&] {
    auto const credited =
        write([&](db::Tx& tx) { return credit(system(), tx, wrong, {.reason = {"twice"}}); });
    if (credited.ok()) ++done;
  });
  for (int i = 1; i < kAtOnce; ++i)
    threads.emplace_back([&, i] {
      auto const posted =
          write([&](db::Tx& tx) { return post_invoice(system(), tx, quotes[std::size_t(i)], 1); });
      if (posted.ok()) ++done;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, kAtOnce);
  EXPECT_LE(standing(), 20000) << "never more than there is";
  EXPECT_GE(standing(), 5000);
  EXPECT_EQ(count("SELECT COUNT(*) FROM coverage_restorations"), 1);
  EXPECT_EQ(count("SELECT CAST(SUM(covered_minor) AS BIGINT) FROM invoice_lines WHERE credited_by "
                  "IS NULL"),
            standing())
      << "what lines say was paid is what was used";
}

TEST_P(Caps, count_together_what_two_units_used_before_they_were_joined) {
  given();
  auto const kept = sold_abroad("S1", "2026-01-10");
  auto lost = kept;  // she bought one, which stands in the books twice
  lost.unit = unit("S1-twin");
  made("/units/" + lost.unit + "/sales", R"({"sold_on": "2026-01-10", "country": "US",
      "customer_id": ")" + kept.customer + "\"}");
  run_jobs();
  auto const theirs = open_case(lost, "repair");
  auto const invoice = invoiced(quoted(theirs, both()));
  auto const mine = open_case(kept, "repair");
  EXPECT_EQ(net(mine), "0.00");
  auto const version = client->get(path("/units/" + kept.unit)).json().at("summary").at("version");
  ASSERT_EQ(client
                ->post(path("/units/" + kept.unit + "/merge"),
                       R"({"version": )" + boost::json::serialize(version) + R"(, "lost": ")" +
                           lost.unit + R"(", "reason": "twice"})")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(net(mine), "140.00") << "one device, whose limit was used";
  // The case of the bill goes too; its credit finds what it used.
  auto const of_case = client->get(path("/cases/" + theirs)).json().at("summary").at("version");
  ASSERT_EQ(client
                ->post(path("/cases/" + theirs + "/merge"), R"({"version": )" +
                                                                boost::json::serialize(of_case) +
                                                                R"(, "into": ")" + mine + "\"}")
                .status,
            200);
  run_jobs();
  ASSERT_EQ(crediting(invoice).status, 200);
  EXPECT_EQ(net(mine), "0.00");
}

TEST_P(Caps, of_one_currency_are_never_taken_in_another) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const repair = open_case(bought, "repair");
  auto const before = quoted(repair, kLabour);
  ASSERT_EQ(answered(before).status, 200);
  given("HUF");
  auto const late = client->post(
      path("/units/" + bought.unit + "/coverages"),
      R"({"template_id": ")" +
          text(client->get(path("/coverage-templates")).json().at("items").at(0).at("id")) + "\"}");
  ASSERT_EQ(late.status, 201) << late.body;
  auto const mixed = quoting(repair, kLabour);
  EXPECT_EQ(key(mixed), "billing.cap_in_other_currency");
  EXPECT_EQ(field(mixed), "currency");
  EXPECT_THAT(mixed.body,
              HasSubstr("“Plus” pays up to a limit in HUF, and this document is in USD"));
  EXPECT_EQ(key(invoicing(before)), "billing.cap_in_other_currency") << "it came after the quote";
  EXPECT_EQ(count("SELECT COUNT(*) FROM invoices"), 0);
  EXPECT_EQ(text(quoted(repair, kTravel).at("total").at("net")), "40.00") << "it pays no travel";
  auto const own = client->post(path("/cases/" + repair + "/quotes"),
                                R"({"currency": "HUF", "lines": [{"component": "labour",
      "description": "Munka", "unit_price": "150.00", "tax_bp": 2700}]})");
  ASSERT_EQ(own.status, 201) << own.body;
  EXPECT_EQ(own.json().at("total").at("net"), "0.00");
}

TEST_P(Caps, and_free_visits_come_back_unless_the_work_was_done) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  auto const told = promised(bought, kTwoVisits);
  auto const visit = open_case(bought);
  auto const quote = quoted(visit, kLabour);
  auto const invoice = invoiced(quote);
  auto const second = invoiced(quoted(visit, kTravel));
  EXPECT_EQ(first(bought).at("consumed"), 1);
  ASSERT_EQ(crediting(invoice).status, 200);
  EXPECT_EQ(first(bought).at("consumed"), 1) << "another invoice of the case rests on it";
  ASSERT_EQ(invoicing(quote).status, 201);
  ASSERT_EQ(crediting(second).status, 200);
  EXPECT_EQ(first(bought).at("consumed"), 1);
  // Consumed by a person: no invoice gives it back.
  auto const other = open_case(bought);
  ASSERT_EQ(act(told, "consume", other).status, 200);
  auto const zero = invoiced(quoted(other, kLabour));
  EXPECT_EQ(left(bought), 0);
  ASSERT_EQ(crediting(zero).status, 200);
  EXPECT_EQ(first(bought).at("consumed"), 2) << "somebody said that it was given";
}

TEST_P(Caps, and_free_visits_are_held_for_an_open_case_until_it_is_over) {
  auto const bought = sold_abroad("S1", "2026-01-10");
  promised(bought, kTwoVisits);
  auto const nothing = open_case(bought);
  auto const invoice = invoiced(quoted(nothing, kLabour));
  EXPECT_EQ(first(bought).at("consumed"), 1);
  ASSERT_EQ(crediting(invoice).status, 200);
  EXPECT_EQ(first(bought).at("consumed"), 0);
  EXPECT_EQ(first(bought).at("reserved"), 1) << "the case is open and will need it";
  auto const version = client->get(path("/cases/" + nothing)).json().at("summary").at("version");
  ASSERT_EQ(client
                ->post(path("/cases/" + nothing + "/close"), R"({"version": )" +
                                                                 boost::json::serialize(version) +
                                                                 R"(, "reason": "wrong number"})")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(left(bought), 2) << "nothing was done";
  // Where her word ended the case, the work was done whatever becomes of the bill.
  auto const done = open_case(bought);
  auto const paper = invoiced(quoted(done, kLabour));
  solved_by_her_word(done);
  ASSERT_EQ(crediting(paper).status, 200);
  EXPECT_EQ(first(bought).at("consumed"), 1);
  EXPECT_EQ(left(bought), 1);
}

}  // namespace
}  // namespace vefa::billing
