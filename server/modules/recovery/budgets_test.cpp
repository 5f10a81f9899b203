// Budgets of remedies hold, however many give at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "modules/recovery/test_house.hpp"

namespace vefa::recovery {
namespace {

class RemediesOfBudgets : public RemedyHouse {};
VEFA_ON_BOTH_DATABASES(RemediesOfBudgets);

TEST_P(RemediesOfBudgets, a_budget_holds_however_many_give_at_once) {
  constexpr int kAtOnce = 8;
  auto const budget = add_budget(budget_of("300.00"));
  std::vector<cases::Received> received;
  for (int i = 0; i < kAtOnce; ++i)
    received.push_back(take_in(mail("Buzdolabım soğutmuyor", "Dünden beri.")));
  move_to(promise(received.back().promise_id).due_at);
  std::vector<Remedy> proposed;
  auto const agent = as(elif_);
  for (auto const& got : received)
    proposed.push_back(write([&](db::Tx& tx) {
      return propose(agent, tx, recovery(tx, got.case_id),
                     {.kind = RemedyKind::Coupon, .amount = lira(10000)});
    }));
  auto const ctx = as(boss());
  std::atomic<int> granted = 0;
  std::atomic<int> over = 0;
  std::vector<std::thread> threads;
  for (auto const& remedy : proposed)
    threads.emplace_back([&, remedy] {
      auto const given = database->write_result(
          [&](db::Tx& tx) { return grant(ctx, tx, remedy.id, remedy.version); });
      if (given.ok()) ++granted;
      if (!given.ok() && given.error().key == "recovery.over_budget") ++over;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(granted, 3);
  EXPECT_EQ(over, kAtOnce - 3);
  EXPECT_EQ(spent(budget), 30000);
  move_to(cases::at("2026-12-31T21:00:00Z"));  // a new month in Istanbul: the budget is whole
  EXPECT_EQ(spent(budget), 0);
}

TEST_P(RemediesOfBudgets, of_a_teams_budget_count_those_of_its_cases) {
  auto const got = broken_case();
  auto form = budget_of("150.00");
  form.scope = BudgetScope::Team;
  form.team_id = row(got.case_id).team_id;
  form.period = BudgetPeriod::Quarter;
  auto const budget = add_budget(form);
  auto const whole = add_budget(budget_of("1000.00"));
  auto const ctx = as(elif_);
  for (int i = 0; i < 2; ++i) {
    auto const remedy = write([&](db::Tx& tx) {
      return propose(ctx, tx, recovery(tx, got.case_id),
                     {.kind = RemedyKind::Coupon, .amount = lira(10000)});
    });
    auto const given = give(elif_, remedy);
    EXPECT_EQ(given.ok(), i == 0);
  }
  EXPECT_EQ(spent(budget), 10000);
  EXPECT_EQ(spent(whole), 10000) << "what one budget refuses is taken out of none";
}

TEST_P(RemediesOfBudgets, what_a_budget_refuses_leaves_no_trace_in_the_others) {
  auto const offer = add_offer(maintenance());
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto form = budget_of("150.00");
  form.scope = BudgetScope::Team;
  form.team_id = row(got.case_id).team_id;
  auto const of_team = add_budget(form);
  auto const whole = add_budget(budget_of("1000.00"));
  auto rule = rule_for(offer);
  rule.by_itself = true;
  add_rule(rule);
  move_to(promise(got.promise_id).due_at);
  ASSERT_EQ(remedies(got.case_id).size(), 1u);
  EXPECT_EQ(remedies(got.case_id)[0].state, RemedyState::Proposed);
  EXPECT_EQ(spent(of_team), 0);
  EXPECT_EQ(spent(whole), 0);
}

TEST_P(RemediesOfBudgets, in_a_currency_that_no_budget_has_await_approval) {
  auto const got = take_in(mail("Fişim yok", "Kaybettim."));
  NewRemedy const coupon{.kind = RemedyKind::Coupon, .amount = lira(10000)};
  EXPECT_EQ(goodwill(elif_, got.case_id, coupon)->state, RemedyState::Granted)
      << "where there are no budgets, her limit alone counts";
  auto form = budget_of("500.00");
  form.currency = {"EUR"};
  auto const euros = add_budget(form);
  auto const beside = goodwill(elif_, got.case_id, coupon).value();
  EXPECT_EQ(beside.state, RemedyState::AwaitingApproval);
  EXPECT_EQ(give(boss(), beside)->state, RemedyState::Granted);
  EXPECT_EQ(spent(euros), 0);
}

TEST_P(RemediesOfBudgets, a_budget_counts_the_same_as_long_as_it_is_there) {
  auto form = budget_of("0");
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return save_budget(system(), tx, {}, form); }).key,
            "recovery.bad_budget");
  form = budget_of("1");
  form.scope = BudgetScope::Team;
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return save_budget(system(), tx, {}, form); }).field,
            "team_id");
  auto const budget = add_budget(budget_of("10.00"));
  form = budget_of("20.00");
  form.version = budget.version;
  auto const more = write([&](db::Tx& tx) { return save_budget(system(), tx, budget.id, form); });
  EXPECT_EQ(more.amount_minor, 2000);
  form.version = more.version;
  form.period = BudgetPeriod::Year;
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return save_budget(system(), tx, budget.id, form); }).key,
            "recovery.budget_counts_the_same");
}

TEST(Budgets, have_periods_that_begin_on_their_first_day) {
  LocalDate const on{2026, 11, 23};
  EXPECT_EQ(period_of(BudgetPeriod::Month, on), (LocalDate{2026, 11, 1}));
  EXPECT_EQ(period_of(BudgetPeriod::Quarter, on), (LocalDate{2026, 10, 1}));
  EXPECT_EQ(period_of(BudgetPeriod::Year, on), (LocalDate{2026, 1, 1}));
  EXPECT_EQ(period_of(BudgetPeriod::Quarter, {2024, 2, 29}), (LocalDate{2024, 1, 1}));
}

}  // namespace
}  // namespace vefa::recovery
