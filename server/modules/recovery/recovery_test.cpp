#include "modules/recovery/breaches.hpp"

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

/// Between a breach and what makes it good lie moments in which people act.
class Breach : public RecoveryOf {
 protected:
  /// The clock stands at the deadline and the breach is recorded; nothing has followed yet.
  Context just_broken(PromiseId id) {
    auto ctx = system();
    ctx.now = promise(id).due_at;
    write([&](db::Tx& tx) -> Result<bool> {
      EXPECT_FALSE(record_breaches(ctx, tx, {}));
      return true;
    });
    return ctx;
  }
  bool is_recorded(PromiseId id) {
    static auto const find = testing::ad_hoc("SELECT 1 FROM breaches WHERE promise_id = $1");
    return read<bool>([&](db::Tx& tx) { return tx.scalar<std::int64_t>(find, id).has_value(); });
  }
};
VEFA_ON_BOTH_DATABASES(Breach);

TEST_P(Breach, is_recorded_with_its_own_instant_for_all_that_are_due_together) {
  std::vector<cases::Received> all;
  for (int i = 0; i < 5; ++i) all.push_back(take_in(mail("Buzdolabım soğutmuyor", "Dünden beri.")));
  auto const later = write([&](db::Tx& tx) {
    auto ctx = system();
    ctx.now = clock.now() + 1h;
    return cases::receive(ctx, tx, mail("Fırın", "Isınmıyor."));
  });
  auto const due = promise(all[0].promise_id).due_at;
  just_broken(all[0].promise_id);
  for (auto const& one : all) EXPECT_TRUE(is_recorded(one.promise_id));
  EXPECT_FALSE(is_recorded(later.promise_id));
  EXPECT_EQ(read<std::int64_t>([&](db::Tx& tx) { return breaches_since(tx, due); }), 5);
  EXPECT_EQ(read<std::int64_t>([&](db::Tx& tx) { return breaches_since(tx, due + Duration(1)); }),
            0);
  move_to(due);
  for (auto const& one : all) {
    EXPECT_EQ(promise(one.promise_id).settled_at, due);
    EXPECT_EQ(recoveries(one.case_id).size(), 1u) << "each breach is made good";
  }
}

TEST_P(Breach, an_answer_that_comes_after_it_keeps_nothing_and_she_is_apologised_to) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto ctx = just_broken(got.promise_id);
  ctx.actor = as(elif_).actor;
  write([&](db::Tx& tx) {
    return cases::answer(ctx, tx, got.case_id,
                         {.text = "Aradık.", .channel = interactions::Channel::Phone});
  });
  EXPECT_EQ(promise(got.promise_id).state, PState::Broken);
  EXPECT_EQ(promise(got.promise_id).settled_at, ctx.now);
  EXPECT_NE(promise(got.promise_id).proof_interaction_id, InteractionId{});
  move_to(ctx.now);
  ASSERT_EQ(recoveries(got.case_id).size(), 1u);
  EXPECT_EQ(recoveries(got.case_id)[0].new_promise_id, PromiseId{}) << "she has her answer";
  EXPECT_EQ(newest(got.case_id, Purpose::Apology).id,
            recoveries(got.case_id)[0].apology_interaction_id);
  EXPECT_EQ(next_promise(got.case_id).kind, promises::PromiseKind::FollowUpBy);
  move_to(ctx.now + 1min);
  EXPECT_EQ(recoveries(got.case_id).size(), 1u);
}

TEST_P(Breach, of_a_case_that_closed_before_it_was_made_good_is_told_all_the_same) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const ctx = just_broken(got.promise_id);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(ctx, tx, got.case_id, {.solved = true}));
    return true;
  });
  move_to(ctx.now);
  EXPECT_EQ(promise(got.promise_id).state, PState::Broken);
  ASSERT_EQ(recoveries(got.case_id).size(), 1u);
  EXPECT_NE(recoveries(got.case_id)[0].state, RecoveryState::Open);
}

TEST_P(Breach, is_not_recorded_where_the_program_may_yet_keep_the_promise) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const due = promise(got.promise_id).due_at;
  auto ctx = as(elif_);
  ctx.now = due - 1s;
  write([&](db::Tx& tx) { return cases::answer(ctx, tx, got.case_id, {.text = "Geliyoruz."}); });
  just_broken(got.promise_id);
  EXPECT_FALSE(is_recorded(got.promise_id)) << "the answer lies in its undo time";
  move_to(due);
  EXPECT_EQ(promise(got.promise_id).state, PState::Kept);
  auto const follow_up = next_promise(got.case_id);
  EXPECT_EQ(follow_up.kind, promises::PromiseKind::FollowUpBy);
  just_broken(follow_up.id);
  EXPECT_FALSE(is_recorded(follow_up.id)) << "the program asks by itself";
}

TEST_P(Breach, of_a_promise_is_not_told_while_an_answer_written_in_time_waits_to_be_sent) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const due = promise(got.promise_id).due_at;
  auto ctx = as(elif_);
  ctx.now = due - 1s;
  write([&](db::Tx& tx) { return cases::answer(ctx, tx, got.case_id, {.text = "Geliyoruz."}); });
  ctx = system();
  ctx.now = due;
  // Its own timer may ring before the answer's.
  write([&](db::Tx& tx) -> Result<bool> {
    ring(ctx, tx, got.promise_id, due);
    return true;
  });
  EXPECT_EQ(promise(got.promise_id).state, PState::Kept);
  EXPECT_TRUE(recoveries(got.case_id).empty());
}

TEST_P(Breach, no_recount_moves_a_deadline_that_was_missed) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const due = promise(got.promise_id).due_at;
  auto const ctx = just_broken(got.promise_id);
  write([&](db::Tx& tx) -> Result<bool> {
    auto p = promises::find(tx, got.promise_id).value();
    p.starts_at = p.starts_at + 24h;
    EXPECT_EQ(promises::recompute(ctx, tx, p, {}, "test").due_at, due);
    return true;
  });
}

}  // namespace
}  // namespace vefa::recovery
