// What she paid on a credited invoice goes back to her, and is owed until it has.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "modules/billing/store.hpp"
#include "modules/billing/test_refunds.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;

class Refunds : public RefundHouse {};
VEFA_ON_BOTH_DATABASES(Refunds);

TEST_P(Refunds, what_she_paid_on_a_credited_invoice_is_owed_back_until_she_has_it) {
  EXPECT_EQ(key(refunding(R"({"method": "cash"})")), "billing.nothing_owed_back")
      << "it is not credited";
  ASSERT_EQ(crediting().status, 200);
  EXPECT_EQ(shown().at("credited"), "180.00");
  EXPECT_EQ(shown().at("refunded"), "0.00");
  EXPECT_EQ(shown().at("owed_back"), "30.00");
  auto const part = refunding(
      R"({"method": "transfer", "amount": "12.50", "currency": "USD", "reference": "bank 7",
          "refunded_on": "2026-11-22"})");
  ASSERT_EQ(part.status, 201) << part.body;
  EXPECT_EQ(part.json().at("refunded"), "12.50");
  EXPECT_EQ(part.json().at("owed_back"), "17.50");
  EXPECT_EQ(part.json().at("paid"), "30.00") << "what she paid stays";
  Json const one = part.json().at("refunds").at(0);
  EXPECT_EQ(one.at("amount"), "12.50");
  EXPECT_EQ(one.at("method"), "transfer");
  EXPECT_EQ(one.at("reference"), "bank 7");
  EXPECT_EQ(one.at("refunded_on"), "2026-11-22");
  EXPECT_EQ(one.at("actor"), "Deniz");
  auto const rest = refunding(R"({"method": "cash"})");
  ASSERT_EQ(rest.status, 201) << rest.body;
  EXPECT_EQ(rest.json().at("owed_back"), "0.00") << "no amount: all of it";
  EXPECT_EQ(rest.json().at("refunds").as_array().size(), 2U);
  EXPECT_EQ(key(refunding(R"({"method": "cash"})")), "billing.nothing_owed_back");
  auto const story = client->get(path("/cases/" + case_ + "/timeline")).body;
  EXPECT_THAT(story, HasSubstr("payment.refunded"));
}

TEST_P(Refunds, that_the_law_gives_her_stop_its_clock_once_all_is_back) {
  ASSERT_EQ(crediting().status, 200);
  EXPECT_EQ(key(refunding(R"({"method": "cash", "by_law": true})")), "clocks.no_law");
  cancelled();
  auto const part = refunding(R"({"method": "cash", "amount": "12.50", "by_law": true})");
  EXPECT_EQ(key(part), "billing.law_wants_all");
  EXPECT_EQ(field(part), "by_law");
  EXPECT_EQ(shown().at("refunded"), "0.00") << "nothing is half-written";
  ASSERT_EQ(refunding(R"({"method": "cash", "amount": "12.50"})").status, 201);
  EXPECT_EQ(clock_of_refund().state, "running");
  ASSERT_EQ(refunding(R"({"method": "cash", "by_law": true})").status, 201);
  auto const kept = clock_of_refund();
  EXPECT_EQ(kept.state, "kept");
  EXPECT_EQ(kept.stopped_at, clock.now());
}

TEST_P(Refunds, of_another_kind_leave_the_laws_clock_running) {
  ASSERT_EQ(crediting().status, 200);
  cancelled();
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(clock_of_refund().state, "running");
}

TEST_P(Refunds, of_a_day_that_is_over_stop_the_laws_clock_at_its_end) {
  ASSERT_EQ(crediting().status, 200);
  cancelled();
  auto const that_day = clock.now();
  clock.set(that_day + std::chrono::hours(48));
  ASSERT_EQ(refunding(R"({"method": "cash", "refunded_on": "2026-11-22", "by_law": true})").status,
            201);
  auto const kept = clock_of_refund();
  ASSERT_TRUE(kept.stopped_at);
  EXPECT_EQ(kept.state, "kept");
  EXPECT_GT(*kept.stopped_at, that_day);
  EXPECT_LT(*kept.stopped_at, that_day + std::chrono::hours(24));
}

TEST_P(Refunds, of_an_invoice_on_which_nothing_was_paid_are_none) {
  auto const other = invoiced(quoted(case_, kTravel));
  auto const credit = path("/invoices/" + text(other.at("id")) + "/credit");
  ASSERT_EQ(client->post(credit, R"({"reason": "x"})").status, 200);
  EXPECT_TRUE(debts().empty()) << "nothing is promised where nothing is owed";
  EXPECT_EQ(key(client->post(path("/invoices/" + text(other.at("id")) + "/refunds"),
                             R"({"method": "cash"})")),
            "billing.nothing_owed_back");
}

TEST_P(Refunds, are_refused_by_the_field_that_is_wrong_and_nothing_is_written) {
  ASSERT_EQ(crediting().status, 200);
  struct Wrong {
    char const* body;
    char const* key;
    char const* field;
  };
  for (auto const& wrong : std::vector<Wrong>{
           {R"({"method": "cash", "amount": "-5.00"})", "billing.bad_amount", "amount"},
           {R"({"method": "cash", "amount": "0.00"})", "billing.bad_amount", "amount"},
           {R"({"method": "cash", "amount": "1.005"})", "billing.bad_amount", "amount"},
           {R"({"method": "cash", "amount": "30.01"})", "billing.more_than_owed_back", "amount"},
           {R"({"method": "cash", "currency": "EUR"})", "billing.mixed_currency", "currency"},
           {R"({"method": "provider"})", "billing.provider_tells", "method"},
           {R"({"method": "cash", "refunded_on": "2026-11-23"})", "billing.bad_refund_day",
            "refunded_on"},
           {R"({"method": "cash", "refunded_on": "2026-11-21"})", "billing.bad_refund_day",
            "refunded_on"}}) {
    auto const answer = refunding(wrong.body);
    EXPECT_EQ(answer.status, 422) << wrong.body << answer.body;
    EXPECT_EQ(key(answer), wrong.key) << wrong.body;
    EXPECT_EQ(field(answer), wrong.field) << wrong.body;
  }
  EXPECT_THAT(refunding(R"({"method": "cash", "amount": "31.00"})").body, HasSubstr("30.00 USD"));
  EXPECT_EQ(
      client->post(path("/invoices/inv_0000000000042/refunds"), R"({"method": "cash"})").status,
      404);
  EXPECT_EQ(count("SELECT COUNT(*) FROM refunds"), 0);
}

TEST_P(Refunds, of_more_than_she_paid_cannot_be_written_by_any_path) {
  auto const id = std::to_string(InvoiceId::parse(text(invoice_.at("id")))->value);
  auto const write_one = [&](std::string const& note, int paid, int amount) {
    by_hand(
        "INSERT INTO refunds (id, invoice_id, n, currency, gross_minor, credit_note_id, paid_n,"
        " paid_minor, amount_minor, previous_n, refunded_before, refunded_after, method,"
        " provider, reference, refunded_on, at, actor) VALUES (1, " +
        id + ", 1, 'USD', 18000, " + note + ", 1, " + std::to_string(paid) + ", " +
        std::to_string(amount) + ", NULL, 0, " + std::to_string(amount) +
        ", 'cash', '', '', '2026-11-22', 1, 'x')");
  };
  EXPECT_THROW(write_one("1", 3000, 1000), db::ConstraintError) << "nobody credited it";
  ASSERT_EQ(crediting().status, 200);
  auto const note = std::to_string(count("SELECT id FROM credit_notes"));
  EXPECT_THROW(write_one(note, 3000, 3001), db::ConstraintError) << "more than she paid";
  EXPECT_THROW(write_one(note, 9000, 3001), db::ConstraintError) << "she did not pay that";
  EXPECT_THROW(write_one(note, 3000, -1), db::ConstraintError);
  write_one(note, 3000, 1000);
  EXPECT_EQ(shown().at("owed_back"), "20.00");
}

TEST_P(Refunds, sent_at_once_never_give_back_more_than_is_owed) {
  ASSERT_EQ(crediting().status, 200);
  constexpr int kAtOnce = 4;
  std::atomic<int> taken = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  threads.reserve(kAtOnce);
  auto const id = *InvoiceId::parse(text(invoice_.at("id")));
  for (int i = 0; i < kAtOnce; ++i)
    threads.emplace_back([&] {
      auto const back = write([&](db::Tx& tx) {
        return give_back(system(), tx, id, {.amount = "20.00", .provider = {}, .reference = {}},
                         {2026, 11, 22});
      });
      if (back.ok()) ++taken;
      if (!back.ok() && back.error().key == "billing.more_than_owed_back") ++refused;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(refused, kAtOnce - 1);
  EXPECT_EQ(shown().at("owed_back"), "10.00");
}

TEST_P(Refunds, that_a_provider_tells_twice_are_taken_once) {
  ASSERT_EQ(telling("ch_1", "50.00", "payment").status, 200);
  EXPECT_EQ(key(telling("re_1", "10.00")), "billing.nothing_owed_back")
      << "told again once it is credited, it is taken";
  ASSERT_EQ(crediting().status, 200);
  auto const told = telling("re_1", "10.00");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.json().at("owed_back"), "70.00");
  EXPECT_EQ(telling("re_1", "10.00").json().at("owed_back"), "70.00");
  EXPECT_EQ(key(telling("re_1", "11.00")), "billing.reference_taken");
  EXPECT_EQ(telling("ch_1", "70.00").json().at("owed_back"), "0.00")
      << "a refund may bear the payment’s reference";
  EXPECT_EQ(shown().at("refunds").at(0).at("provider"), "test");
  EXPECT_EQ(debts().at(0).state, promises::State::Kept);
}

TEST_P(Refunds, are_promised_on_the_case_and_kept_by_paying_back_alone) {
  EXPECT_EQ(field(crediting(R"(, "refund_by_on": "2026-12-07")")), "refund_by_on");
  EXPECT_EQ(key(crediting(R"(, "refund_by_on": "2026-11-21")")), "billing.bad_refund_by");
  ASSERT_EQ(crediting().status, 200);
  ASSERT_EQ(debts().size(), 1U);
  auto const owed = debts().at(0);
  EXPECT_EQ(owed.source, promises::Source::Contract);
  EXPECT_EQ(to_text(owed.due_at), "2026-12-06T21:00:00.000Z") << "14 days, to the end of the day";
  EXPECT_THAT(owed.what, HasSubstr("30"));
  EXPECT_THAT(owed.what, HasSubstr("INV-2026-00001"));
  auto const kept =
      client->post(path("/promises/" + owed.id.text() + "/keep"), R"({"reason": "x"})");
  EXPECT_EQ(key(kept), "promises.kept_by_refund");
  auto const version = boost::json::serialize(of_case().at("summary").at("version"));
  ASSERT_EQ(
      client->post(path("/cases/" + case_ + "/solve"), R"({"version": )" + version + "}").status,
      200);
  EXPECT_EQ(debts().at(0).state, promises::State::Pending) << "to be solved is not to be paid back";
  ASSERT_EQ(refunding(R"({"method": "cash", "amount": "10.00"})").status, 201);
  EXPECT_EQ(debts().at(0).state, promises::State::Pending) << "a part of it";
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(debts().at(0).state, promises::State::Kept);
  EXPECT_EQ(state(), "solved") << "her word is awaited, as it was";
}

TEST_P(Refunds, keep_a_case_open_that_is_solved_and_open_one_that_was_closed) {
  close();
  ASSERT_EQ(state(), "closed");
  ASSERT_EQ(crediting(R"(, "refund_by_on": "2026-11-25")").status, 200);
  EXPECT_EQ(state(), "open");
  EXPECT_EQ(to_text(debts().at(0).due_at), "2026-11-25T21:00:00.000Z") << "sooner, as was said";
  close();
  EXPECT_EQ(state(), "solved") << "she is content, and yet is owed her money";
  EXPECT_EQ(debts().at(0).state, promises::State::Pending);
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(debts().at(0).state, promises::State::Kept);
  close();
  EXPECT_EQ(state(), "closed");
}

TEST_P(Refunds, that_come_late_keep_what_was_promised_in_the_broken_ones_place) {
  ASSERT_EQ(crediting(R"(, "refund_by_on": "2026-11-23")").status, 200);
  clock.advance(std::chrono::hours(48));
  run_jobs();
  ASSERT_EQ(debts().size(), 2U) << "the broken word is made good by another";
  EXPECT_EQ(debts().at(0).state, promises::State::Broken);
  EXPECT_EQ(debts().at(1).recovers_promise_id, debts().at(0).id);
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(debts().at(0).state, promises::State::Broken) << "late is late";
  EXPECT_EQ(debts().at(1).state, promises::State::Kept);
}

TEST_P(Refunds, that_are_owed_hold_her_file_and_are_in_what_she_is_told) {
  auto const id = *CustomerId::parse(bought_.customer);
  auto const held = [&] {
    std::string first;
    database_->read_now([&](db::Tx& tx) {
      for (auto const& reason : holds(system(), tx, id)) first = reason.key;
    });
    return first;
  };
  EXPECT_EQ(held(), "billing.hold_unpaid");
  ASSERT_EQ(crediting().status, 200);
  EXPECT_EQ(held(), "billing.hold_owed_back");
  ASSERT_EQ(refunding(R"({"method": "cash", "reference": "till 4"})").status, 201);
  EXPECT_EQ(held(), "");
  database_->read_now([&](db::Tx& tx) {
    auto const told = boost::json::serialize(export_part(system(), tx, id).content);
    EXPECT_THAT(told, HasSubstr("till 4"));
    EXPECT_THAT(told, HasSubstr("CN-2026-00001"));
  });
}

TEST_P(Refunds, that_broke_are_owed_until_she_has_them_whatever_she_or_we_say) {
  ASSERT_EQ(crediting(R"(, "refund_by_on": "2026-11-23")").status, 200);
  clock.advance(std::chrono::hours(48));
  run_jobs();
  ASSERT_EQ(debts().size(), 2U);
  auto const renewed = debts().at(1).id.text();
  auto const kept = client->post(path("/promises/" + renewed + "/keep"), R"({"reason": "paid"})");
  EXPECT_EQ(key(kept), "promises.kept_by_refund");
  close();
  EXPECT_EQ(state(), "solved") << "not closed: her money is not back";
  EXPECT_EQ(debts().at(1).state, promises::State::Pending);
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(debts().at(1).state, promises::State::Kept);
}

TEST_P(Refunds, of_a_bill_paid_in_more_parts_than_a_page_shows_are_of_all_she_paid) {
  for (int i = 0; i < 201; ++i) ASSERT_EQ(paying(invoice_, "0.01").status, 201) << i;
  EXPECT_EQ(text(shown().at("paid")), "32.01");
  ASSERT_EQ(crediting().status, 200);
  EXPECT_EQ(text(shown().at("owed_back")), "32.01");
  for (int i = 0; i < 202; ++i)
    ASSERT_EQ(refunding(R"({"method": "cash", "amount": "0.01"})").status, 201) << i;
  EXPECT_EQ(text(shown().at("refunded")), "2.02");
}

}  // namespace
}  // namespace vefa::billing
