// Where all that was paid on a cancelled sale may be kept, or nothing was. The clock stands at
// 2026-11-22.
#include <gmock/gmock.h>

#include "modules/billing/test_cancelled.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;

class NothingOwed : public CancelledHouse {};
VEFA_ON_BOTH_DATABASES(NothingOwed);

TEST_P(NothingOwed, stops_the_laws_clock_by_itself_where_all_that_was_paid_is_kept) {
  all_kept();
  EXPECT_EQ(clock_of_refund().state, "kept");
  EXPECT_EQ(clock_of_refund().stopped_at, clock.now());
  EXPECT_EQ(told_of_nothing(), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM case_law_events WHERE kind = 'refund.paid'"), 0);
  auto const law = client->get(path("/cases/" + case_ + "/law"));
  EXPECT_THAT(law.body, HasSubstr("9.00 had been paid, and by law all of it may be kept"));
  EXPECT_EQ(shown().at("lawful_refund").at("said_by"), "credit_note");
  EXPECT_EQ(key(calling_it_lawful()), "billing.lawful_already");
  EXPECT_EQ(key(refunding(R"({"method": "cash"})")), "billing.nothing_owed_back");
}

TEST_P(NothingOwed, is_no_persons_claim) {
  taken_back("9.00");
  auto const claimed =
      client->post(path("/cases/" + case_ + "/law/events"), R"({"kind": "refund.nothing_owed"})");
  EXPECT_EQ(key(claimed), "clocks.bills_say_so") << claimed.body;
  EXPECT_EQ(clock_of_refund().state, "running");
}

TEST_P(NothingOwed, is_not_said_while_money_of_hers_lies_on_another_bill_of_the_case) {
  taken_back("9.00");
  auto const first = invoice_;
  auto const other = bill_in_shekels();
  ASSERT_EQ(paying(other, "100.00").status, 201);
  ASSERT_EQ(crediting(R"(, "kept": "9.00")").status, 200);
  EXPECT_EQ(clock_of_refund().state, "running");
  EXPECT_TRUE(shown().at("law_waits_for").as_array().empty());
  auto const refused = calling_it_lawful();
  EXPECT_EQ(key(refused), "billing.not_back_yet");
  EXPECT_THAT(refused.body, HasSubstr(text(other.at("number"))));
  invoice_ = other;
  ASSERT_EQ(crediting().status, 200);
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(clock_of_refund().state, "running") << "nobody said that it was the law's";
  invoice_ = first;
  EXPECT_EQ(shown().at("law_waits_for").as_array().size(), 1U);
  ASSERT_EQ(calling_it_lawful().status, 200);
  EXPECT_EQ(clock_of_refund().state, "kept");
}

TEST_P(NothingOwed, is_said_by_a_person_where_nothing_had_been_paid) {
  taken_back("");
  auto const since = clock.now();
  ASSERT_EQ(crediting().status, 200);
  EXPECT_EQ(clock_of_refund().state, "running") << "another sale's, for all that is known";
  clock.advance(std::chrono::hours(24));
  ASSERT_EQ(calling_it_lawful().status, 200);
  EXPECT_EQ(clock_of_refund().state, "kept");
  EXPECT_EQ(clock_of_refund().stopped_at, since) << "nothing was owed since then";
  EXPECT_EQ(shown().at("lawful_refund").at("said_by"), "person");
  EXPECT_THAT(client->get(path("/cases/" + case_ + "/law")).body,
              HasSubstr("nothing had been paid"));
}

TEST_P(NothingOwed, stops_no_clock_that_waits_for_something_else) {
  case_ = open_case(bought_, "repair");
  invoice_ = invoiced(quoted(case_, kLabour));
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<bool> {
                auto const id = *CaseId::parse(case_);
                TRY(clocks::take_up(system(), tx, id,
                                    {"HU", {{"customer", "consumer"}, {"in_warranty", true}}}));
                TRY(clocks::happened(system(), tx, id, {.kind = "repair.found_impossible"}));
                return true;
              }).ok());
  ASSERT_EQ(crediting().status, 200);
  EXPECT_TRUE(shown().at("law_waits_for").as_array().empty());
  EXPECT_EQ(key(calling_it_lawful()), "billing.law_waits_for_none");
}

TEST_P(NothingOwed, runs_again_once_a_defect_is_known_while_the_laws_time_lasts) {
  all_kept();
  auto const due = clock_of_refund().due_at.value();
  clock.advance(std::chrono::hours(24 * 5));
  told(case_, "fault.notified");
  is_hers_again();
  EXPECT_EQ(clock_of_refund().state, "running");
  EXPECT_TRUE(shown().at("lawful_refund").is_null());
  for (auto const& one : debts()) EXPECT_LE(one.due_at, due) << "no later than the law says";
  clock.advance(std::chrono::hours(24));
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(clock_of_refund().state, "running");
  ASSERT_EQ(calling_it_lawful().status, 200);
  EXPECT_EQ(clock_of_refund().state, "kept");
}

TEST_P(NothingOwed, is_owed_anew_once_a_defect_is_known_after_the_laws_time) {
  all_kept();
  clock.advance(std::chrono::hours(24 * 20));
  told(case_, "fault.notified");
  is_hers_again();
  EXPECT_EQ(clock_of_refund().state, "kept") << "it was, then";
  auto const all = debts();
  EXPECT_EQ(std::ranges::count(all, promises::State::Pending, &promises::Promise::state), 1);
}

TEST_P(NothingOwed, is_asked_about_again_where_she_cancels_anew) {
  all_kept();
  clock.advance(std::chrono::hours(24));
  cancellation_goes_back();
  EXPECT_EQ(shown().at("owed_back"), "9.00");
  clock.advance(std::chrono::hours(24));
  told(case_, "cancellation.received");
  EXPECT_EQ(clock_of_refund().state, "running");
  ASSERT_EQ(refunding(R"({"method": "cash"})").status, 201);
  EXPECT_EQ(shown().at("law_waits_for").as_array().size(), 1U);
  ASSERT_EQ(calling_it_lawful().status, 200);
  EXPECT_EQ(clock_of_refund().state, "kept");
}

}  // namespace
}  // namespace vefa::billing
