#include "modules/recovery/recovery.hpp"

#include <gtest/gtest.h>

#include "modules/cases/test_house.hpp"

namespace vefa::recovery {
namespace {

using namespace std::chrono_literals;
using interactions::Purpose;
using PState = promises::State;

class RecoveryOf : public cases::House {
 protected:
  std::vector<Recovery> recoveries(CaseId id) {
    return read<std::vector<Recovery>>([&](db::Tx& tx) { return of_case(tx, id); });
  }
  std::vector<Remedy> remedies(CaseId id) {
    return read<std::vector<Remedy>>([&](db::Tx& tx) { return remedies_of_case(tx, id); });
  }
};
VEFA_ON_BOTH_DATABASES(RecoveryOf);

TEST_P(RecoveryOf, the_owner_is_warned_at_half_and_at_four_fifths) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const p = promise(got.promise_id);
  ASSERT_TRUE(p.warn_half_at && p.warn_late_at);
  move_to(*p.warn_half_at);
  EXPECT_EQ(promise(p.id).risk, promises::Risk::Half);
  EXPECT_EQ(events("promise.at_risk"), 1);
  move_to(*p.warn_late_at);
  EXPECT_EQ(promise(p.id).risk, promises::Risk::Late);
  EXPECT_EQ(events("promise.at_risk"), 2);
}

TEST_P(RecoveryOf, a_broken_promise_is_stamped_with_its_own_instant) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const due = promise(got.promise_id).due_at;
  move_to(due - 1ms);
  EXPECT_EQ(promise(got.promise_id).state, PState::Pending);
  move_to(due + 26h);  // the server was down for a day
  auto const broken = promise(got.promise_id);
  EXPECT_EQ(broken.state, PState::Broken);
  EXPECT_EQ(broken.settled_at, due);
}

TEST_P(RecoveryOf, a_broken_promise_is_made_good_by_itself) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  move_to(promise(got.promise_id).due_at);
  auto const all = recoveries(got.case_id);
  ASSERT_EQ(all.size(), 1u);
  auto const renewed = promise(all[0].new_promise_id);
  EXPECT_EQ(renewed.recovers_promise_id, got.promise_id);
  EXPECT_EQ(renewed.state, PState::Pending);
  EXPECT_GT(renewed.due_at, clock.now());
  EXPECT_EQ(row(got.case_id).priority, cases::Priority::High);
  auto const apology = newest(got.case_id, Purpose::Apology);
  EXPECT_EQ(apology.id, all[0].apology_interaction_id);
  EXPECT_EQ(apology.language, Language::Tr);
  ASSERT_EQ(remedies(got.case_id).size(), 1u);
  EXPECT_EQ(remedies(got.case_id)[0].state, RemedyState::Proposed);
}

TEST_P(RecoveryOf, after_two_apologies_only_a_person_may_apologise) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  for (int level = 1; level <= 3; ++level) move_to(*row(got.case_id).next_due_at);
  EXPECT_EQ(recoveries(got.case_id).size(), 3u);
  int apologies = 0;
  for (auto const& i : said(got.case_id)) apologies += i.purpose == Purpose::Apology ? 1 : 0;
  EXPECT_EQ(apologies, 2);
  EXPECT_EQ(row(got.case_id).priority, cases::Priority::Urgent);
  EXPECT_TRUE(row(got.case_id).open) << "never without a promise";
}

TEST_P(RecoveryOf, it_is_followed_until_she_is_content) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  move_to(promise(got.promise_id).due_at);
  answer_as(elif_, got.case_id, {.text = "Özür dileriz, onardık.", .after = cases::After::Solved});
  pass(10s);
  EXPECT_EQ(recoveries(got.case_id)[0].state, RecoveryState::Open);
  auto const say = [&](bool solved) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::take_verdict(system(), tx, got.case_id, {.solved = solved}));
      return true;
    });
    idle();
  };
  say(true);
  EXPECT_EQ(recoveries(got.case_id)[0].state, RecoveryState::Satisfied);
  say(false);
  EXPECT_EQ(recoveries(got.case_id)[0].state, RecoveryState::Open);
}

TEST_P(RecoveryOf, a_word_that_was_given_is_broken_like_any_other) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const ctx = as(elif_);
  auto const word = write([&](db::Tx& tx) {
    return cases::give_word(ctx, tx, got.case_id, promises::PromiseKind::CallBackBy,
                            clock.now() + 20min, "arayacağım");
  });
  pass(20min);
  EXPECT_EQ(promise(word.id).state, PState::Broken);
  EXPECT_EQ(promise(recoveries(got.case_id).at(0).new_promise_id).kind,
            promises::PromiseKind::CallBackBy);
}

TEST_P(RecoveryOf, above_her_authority_a_remedy_awaits_approval) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  move_to(promise(got.promise_id).due_at);
  auto const recovery = recoveries(got.case_id).at(0).id;
  auto const agent = as(elif_);
  auto const dear = write([&](db::Tx& tx) {
    return propose(agent, tx, recovery,
                   {RemedyKind::Money, {100'000'000, Currency::parse("TRY").value()}, ""});
  });
  auto const waiting = write([&](db::Tx& tx) { return grant(agent, tx, dear.id, dear.version); });
  EXPECT_EQ(waiting.state, RemedyState::AwaitingApproval);
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return grant(agent, tx, dear.id, waiting.version); }).code,
            Code::Forbidden);
  auto const boss = as(add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager));
  auto const granted = write([&](db::Tx& tx) { return grant(boss, tx, dear.id, waiting.version); });
  EXPECT_EQ(granted.state, RemedyState::Granted);
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return decline(boss, tx, dear.id, granted.version, ""); }).key,
      "recovery.already_decided");
}

TEST_P(RecoveryOf, a_recounted_clock_keeps_its_old_result) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const before = promise(got.promise_id);
  // As after a change of its standard: the clock is counted anew from a later start.
  write([&](db::Tx& tx) -> Result<bool> {
    auto row = cases::lock(tx, got.case_id).value();
    auto moved = before;
    moved.starts_at = before.starts_at + 24h;
    auto const now =
        promises::recompute(system(), tx, moved, {"question", "email", "normal"}, "test");
    EXPECT_GT(now.due_at, before.due_at);
    cases::settle(system(), tx, row);
    return true;
  });
  auto const clocks = read<std::vector<promises::Clock>>(
      [&](db::Tx& tx) { return promises::clocks_of(tx, got.promise_id); });
  ASSERT_EQ(clocks.size(), 1u);
  EXPECT_EQ(clocks[0].due_at, before.due_at);
  EXPECT_EQ(row(got.case_id).next_due_at, promise(got.promise_id).due_at);
  EXPECT_EQ(events("promise.recounted"), 1);
}

}  // namespace
}  // namespace vefa::recovery
