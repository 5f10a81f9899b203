// What becomes of promises when a message does not reach her; the channel's part is played here.
#include <gtest/gtest.h>

#include "modules/cases/answering.hpp"
#include "modules/cases/test_house.hpp"

namespace vefa::cases {
namespace {

using interactions::Purpose;
using promises::PromiseKind;
using IState = interactions::State;
using PState = promises::State;

class Undelivered : public House {
 protected:
  void tell(InteractionId id, IState from, IState to) {
    write([&](db::Tx& tx) -> Result<bool> {
      return interactions::change_state(system(), tx, id, from, to, "550 5.1.1 no such user");
    });
    idle();
  }
  /// Her mail, answered after 20 minutes; the answer has left its undo time behind.
  InteractionId answered(Answer const& wanted) {
    got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
    pass(20min);
    auto const sent = answer_as(elif_, got.case_id, wanted);
    pass(10s);
    return sent;
  }
  Received got;
};
VEFA_ON_BOTH_DATABASES(Undelivered);

TEST_P(Undelivered, an_answer_that_never_left_keeps_no_promise) {
  auto const sent = answered({.text = "Yarın geliyoruz."});
  ASSERT_EQ(promise(got.promise_id).state, PState::Kept);
  tell(sent, IState::Released, IState::Failed);
  auto const again = promise(got.promise_id);
  EXPECT_EQ(again.state, PState::Pending);
  EXPECT_FALSE(again.settled_at);
  auto const c = row(got.case_id);
  EXPECT_EQ(c.next_promise_id, got.promise_id);
  EXPECT_FALSE(c.first_answered_at);
  EXPECT_EQ(events("case.undelivered"), 1);
  // Nobody does anything: it breaks at its own deadline, and recovery begins.
  move_to(again.due_at + 1h);
  EXPECT_EQ(promise(got.promise_id).state, PState::Broken);
  EXPECT_EQ(promise(got.promise_id).settled_at, again.due_at);
  EXPECT_EQ(next_promise(got.case_id).recovers_promise_id, got.promise_id);
}

TEST_P(Undelivered, what_nobody_waits_for_adds_no_work) {
  auto const may_matter = [&](char const* purpose) {
    return read<bool>([&](db::Tx& tx) {
      return may_be_awaited(tx, {.kind = "interaction.failed", .payload = {{"purpose", purpose}}});
    });
  };
  EXPECT_FALSE(may_matter("acknowledgement"));
  EXPECT_FALSE(may_matter("apology"));
  for (auto const* purpose : {"answer", "message", "solved_question", "follow_up"})
    EXPECT_TRUE(may_matter(purpose)) << purpose;
  // Told before the purpose was: the message itself is asked.
  EXPECT_TRUE(
      read<bool>([&](db::Tx& tx) { return may_be_awaited(tx, {.kind = "interaction.failed"}); }));
}

TEST_P(Undelivered, a_deadline_that_passed_while_it_was_tried_is_broken_at_its_own_instant) {
  auto const due = [&] {
    auto const sent = answered({.text = "Yarın geliyoruz."});
    auto const at = promise(got.promise_id).due_at;
    move_to(at + 24h);
    tell(sent, IState::Released, IState::Failed);
    return at;
  }();
  EXPECT_EQ(promise(got.promise_id).state, PState::Broken);
  EXPECT_EQ(promise(got.promise_id).settled_at, due);
  EXPECT_EQ(next_promise(got.case_id).source, promises::Source::Recovery);
}

TEST_P(Undelivered, silence_of_who_was_never_asked_closes_nothing) {
  auto const sent = answered({.text = "Onarıldı.", .after = After::Solved});
  ASSERT_EQ(next_promise(got.case_id).kind, PromiseKind::ConfirmBy);
  tell(sent, IState::Released, IState::Failed);
  EXPECT_EQ(row(got.case_id).state, State::Open);
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::AnswerBy);
  pass(24h * 60);
  EXPECT_TRUE(row(got.case_id).open);
}

TEST_P(Undelivered, an_answer_that_came_back_is_owed_another_way) {
  auto const sent = answered({.text = "Onarıldı.", .after = After::Solved});
  tell(sent, IState::Released, IState::Sent);
  tell(sent, IState::Sent, IState::Bounced);
  EXPECT_EQ(promise(got.promise_id).state, PState::Kept) << "it left in time";
  auto const owed = next_promise(got.case_id);
  EXPECT_NE(owed.id, got.promise_id);
  EXPECT_EQ(owed.kind, PromiseKind::AnswerBy);
  EXPECT_GT(owed.due_at, clock.now());
  EXPECT_EQ(owed.owner_id, elif_);
  // A call keeps it.
  answer_as(elif_, got.case_id,
            {.text = "Telefonda anlattım.", .channel = interactions::Channel::Phone});
  EXPECT_EQ(promise(owed.id).state, PState::Kept);
}

TEST_P(Undelivered, an_answer_that_goes_after_all_keeps_its_promise_then) {
  auto const sent = answered({.text = "Yarın geliyoruz."});
  tell(sent, IState::Released, IState::Failed);
  pass(5min);
  tell(sent, IState::Failed, IState::Released);
  ASSERT_EQ(promise(got.promise_id).state, PState::Pending);
  tell(sent, IState::Released, IState::Sent);
  auto const kept = promise(got.promise_id);
  EXPECT_EQ(kept.state, PState::Kept);
  EXPECT_EQ(kept.settled_at, clock.now());
  EXPECT_EQ(kept.proof_interaction_id, sent);
  EXPECT_EQ(row(got.case_id).first_answered_at, clock.now());
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::FollowUpBy);
}

TEST_P(Undelivered, a_question_of_the_program_that_failed_becomes_a_persons_duty) {
  answered({.text = "Yarın geliyoruz."});
  move_to(next_promise(got.case_id).due_at);
  auto const asked = newest(got.case_id, Purpose::SolvedQuestion);
  ASSERT_EQ(next_promise(got.case_id).kind, PromiseKind::ConfirmBy);
  tell(asked.id, IState::Released, IState::Failed);
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::AnswerBy);
  EXPECT_EQ(row(got.case_id).state, State::Open);
  pass(1min);
  EXPECT_EQ(newest(got.case_id, Purpose::SolvedQuestion).id, asked.id) << "it is not asked again";
}

TEST_P(Undelivered, who_was_answered_since_is_owed_nothing_by_an_old_failure) {
  auto const sent = answered({.text = "Yarın geliyoruz."});
  answer_as(elif_, got.case_id,
            {.text = "Telefonda anlattım.", .channel = interactions::Channel::Phone});
  auto const before = next_promise(got.case_id).id;
  tell(sent, IState::Released, IState::Failed);
  EXPECT_EQ(next_promise(got.case_id).id, before);
  EXPECT_EQ(events("case.undelivered"), 0);
}

TEST_P(Undelivered, a_closed_case_stays_closed_and_an_acknowledgement_owes_nothing) {
  auto const sent = answered({.text = "Onarıldı.", .after = After::Solved});
  tell(newest(got.case_id, Purpose::Acknowledgement).id, IState::Released, IState::Failed);
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::ConfirmBy);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_verdict(system(), tx, got.case_id, {.solved = true}));
    return true;
  });
  tell(sent, IState::Released, IState::Failed);
  EXPECT_FALSE(row(got.case_id).open);
}

}  // namespace
}  // namespace vefa::cases
