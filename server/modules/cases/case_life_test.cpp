#include <gtest/gtest.h>

#include "modules/cases/rules.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/cases/timeline.hpp"
#include "modules/cases/views.hpp"

namespace vefa::cases {
namespace {

using interactions::Purpose;
using promises::PromiseKind;
using PState = promises::State;

class CaseLife : public House {};
VEFA_ON_BOTH_DATABASES(CaseLife);

/// Runs a statement of one's own on the tables, past every use-case.
void force(db::Database& database, char const* sql, CaseId id) {
  database.write_now([&](db::Tx& tx) {
    tx.run(vefa::testing::ad_hoc(sql), id);
    return db::Outcome::Commit;
  });
}

TEST_P(CaseLife, an_open_case_without_a_pending_promise_cannot_be_committed) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  EXPECT_THROW(
      force(*database,
            "UPDATE promises SET state = 'kept', pending_on_open = NULL, settled_at = due_at "
            "WHERE case_id = $1",
            got.case_id),
      db::ConstraintError);
  EXPECT_THROW(force(*database, "DELETE FROM promises WHERE case_id = $1", got.case_id),
               db::ConstraintError);
  EXPECT_THROW(
      force(*database, "UPDATE cases SET next_promise_id = NULL WHERE id = $1", got.case_id),
      db::ConstraintError);
  EXPECT_EQ(promise(got.promise_id).state, PState::Pending);
}

TEST_P(CaseLife, a_closed_case_with_a_pending_promise_cannot_be_committed) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  EXPECT_THROW(
      force(*database,
            "UPDATE cases SET state = 'closed', open = 0, closed_at = 1, closed_by = 'staff', "
            "next_promise_id = NULL, next_promise_pending = NULL, next_due_at = NULL "
            "WHERE id = $1",
            got.case_id),
      db::ConstraintError);
  EXPECT_TRUE(row(got.case_id).open);
}

TEST_P(CaseLife, the_order_of_the_queue_cannot_lie) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  EXPECT_THROW(
      force(*database, "UPDATE cases SET next_due_at = next_due_at + 1 WHERE id = $1", got.case_id),
      db::ConstraintError);
}

TEST_P(CaseLife, a_mail_opens_a_case_with_an_owner_a_promise_and_an_acknowledgement) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const c = row(got.case_id);
  EXPECT_EQ(c.owner_id, elif_);
  EXPECT_EQ(number_in("Re: " + c.number, "V"), c.number);
  auto const p = next_promise(got.case_id);
  EXPECT_EQ(p.kind, PromiseKind::AnswerBy);
  EXPECT_GT(p.due_at, clock.now());
  EXPECT_EQ(p.owner_id, elif_);
  auto const ack = newest(got.case_id, Purpose::Acknowledgement);
  EXPECT_TRUE(ack.automatic);
  EXPECT_EQ(ack.language, Language::Tr);
  EXPECT_NE((ack.subject + ack.text).find(c.number), std::string::npos) << ack.text;
}

TEST_P(CaseLife, her_impatience_does_not_restart_the_clock) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const due = next_promise(got.case_id).due_at;
  pass(30min);
  auto const again = take_in(mail("", "Lütfen cevap verin!", got.case_id));
  EXPECT_EQ(again.promise_id, got.promise_id);
  EXPECT_EQ(next_promise(got.case_id).due_at, due);
}

TEST_P(CaseLife, an_answer_keeps_its_promise_when_it_goes_out_and_leaves_another) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  pass(20min);
  auto const sent = answer_as(elif_, got.case_id, {.text = "Yarın geliyoruz."});
  EXPECT_EQ(promise(got.promise_id).state, PState::Pending) << "it may still be taken back";
  auto const out_at = clock.now() + 10s;
  pass(10s);
  auto const kept = promise(got.promise_id);
  EXPECT_EQ(kept.state, PState::Kept);
  EXPECT_EQ(kept.settled_at, out_at);
  EXPECT_EQ(kept.proof_interaction_id, sent);
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::FollowUpBy);
  EXPECT_EQ(row(got.case_id).first_answered_at, out_at);
}

TEST_P(CaseLife, an_answer_taken_back_is_a_draft_again) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const sent = answer_as(elif_, got.case_id, {.text = "Yarın geliyoruz."});
  auto const ctx = as(elif_);
  ASSERT_TRUE(
      database->write_result([&](db::Tx& tx) { return undo_answer(ctx, tx, got.case_id, sent); })
          .ok());
  pass(1min);
  EXPECT_EQ(promise(got.promise_id).state, PState::Pending);
  EXPECT_EQ(newest(got.case_id, Purpose::Answer).state, interactions::State::Cancelled);
  EXPECT_EQ(events("interaction.released"), 1) << "the acknowledgement alone";
  auto const refusal = refused_by([&](db::Tx& tx) -> Result<bool> {
    TRY(undo_answer(ctx, tx, got.case_id, sent));
    return true;
  });
  EXPECT_EQ(refusal.key, "cases.already_sent");
}

TEST_P(CaseLife, time_to_undo_is_not_bought_with_her_promise) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const due = promise(got.promise_id).due_at;
  move_to(due - 3s);
  answer_as(elif_, got.case_id, {.text = "Son anda."});
  move_to(due + 1h);  // noticed late
  EXPECT_EQ(promise(got.promise_id).state, PState::Kept);
  EXPECT_EQ(promise(got.promise_id).settled_at, due);
}

TEST_P(CaseLife, an_answer_later_than_the_promise_is_refused) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const ctx = as(elif_);
  auto const due = promise(got.promise_id).due_at;
  auto const refusal = refused_by([&](db::Tx& tx) {
    return answer(ctx, tx, got.case_id, {.text = "Sonra.", .send_at = due + 1min});
  });
  EXPECT_EQ(refusal.key, "cases.send_after_due");
  EXPECT_EQ(refusal.field, "send_at");
}

TEST_P(CaseLife, who_writes_is_warned_when_a_newer_message_came) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  take_in(mail("", "Düzeldi galiba.", got.case_id));
  auto const ctx = as(elif_);
  Answer blind{.text = "Yarın geliyoruz.", .seen_interaction_id = got.interaction_id};
  auto const refusal = refused_by([&](db::Tx& tx) { return answer(ctx, tx, got.case_id, blind); });
  EXPECT_EQ(refusal.code, Code::Conflict);
  EXPECT_EQ(refusal.key, "cases.newer_message");
  blind.despite_newer = true;
  answer_as(elif_, got.case_id, blind);
}

TEST_P(CaseLife, solved_waits_for_her_word_and_yes_closes) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  answer_as(elif_, got.case_id, {.text = "Onarıldı.", .after = After::Solved});
  pass(10s);
  EXPECT_EQ(row(got.case_id).state, State::Solved);
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::ConfirmBy);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_verdict(system(), tx, got.case_id, {.solved = true, .rating = 5}));
    return true;
  });
  EXPECT_EQ(row(got.case_id).state, State::Closed);
  EXPECT_EQ(row(got.case_id).closed_by, ClosedBy::Customer);
}

TEST_P(CaseLife, silence_closes_after_the_standards_days) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  answer_as(elif_, got.case_id, {.text = "Onarıldı.", .after = After::Solved});
  pass(10s);
  auto const due = next_promise(got.case_id).due_at;
  move_to(due - 1ms);
  EXPECT_TRUE(row(got.case_id).open);
  move_to(due + 3h);
  auto const c = row(got.case_id);
  EXPECT_EQ(c.closed_by, ClosedBy::Silence);
  EXPECT_EQ(c.closed_at, due) << "the deadline itself, not when it was noticed";
}

TEST_P(CaseLife, why_the_program_did_something_is_told_in_the_readers_language) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  answer_as(elif_, got.case_id, {.text = "Onarıldı.", .after = After::Solved});
  pass(10s);
  auto const waits = next_promise(got.case_id);
  move_to(waits.due_at + 1s);
  ASSERT_EQ(promise(waits.id).reason, "cases.reason_silence");
  for (auto const& [language, words] :
       {std::pair{Language::En, "the customer said nothing to the contrary"},
        std::pair{Language::Hu, "az ügyfél nem jelzett mást"}}) {
    auto ctx = system();
    ctx.language = language;
    auto const story = read<Page<TimelineEntry>>(
        [&](db::Tx& tx) { return timeline(ctx, tx, got.case_id, "", 100).value(); });
    bool found = false;
    for (auto const& entry : story.items)
      if (entry.event == "promise.kept" && entry.details->contains("reason"))
        found = found || entry.details->at("reason") == Json(words);
    EXPECT_TRUE(found) << words;
    EXPECT_EQ(view_of(ctx, promise(waits.id)).reason, words);
  }
}

TEST_P(CaseLife, no_reopens_with_history_and_a_fresh_promise) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  answer_as(elif_, got.case_id, {.text = "Onarıldı.", .after = After::Solved});
  pass(10s);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_verdict(system(), tx, got.case_id, {.solved = false, .comment = "Yine bozuldu."}));
    return true;
  });
  auto const c = row(got.case_id);
  EXPECT_EQ(c.state, State::Open);
  EXPECT_EQ(c.reopened_count, 1);
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::AnswerBy);
  EXPECT_EQ(newest(got.case_id, Purpose::Verdict).text, "Yine bozuldu.");
}

TEST_P(CaseLife, a_further_message_opens_a_closed_case_until_the_limit) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  for (int i = 0; i < 5; ++i) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(take_verdict(system(), tx, got.case_id, {}));
      return true;
    });
    EXPECT_TRUE(take_in(mail("", "Bir şey daha…", got.case_id)).reopened);
  }
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_verdict(system(), tx, got.case_id, {}));
    return true;
  });
  auto const another = take_in(mail("Yeni", "Başka bir şey.", got.case_id));
  EXPECT_TRUE(another.opened);
  EXPECT_NE(another.case_id, got.case_id);
}

TEST_P(CaseLife, when_she_does_not_answer_the_program_asks_after_her) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  answer_as(elif_, got.case_id, {.text = "Fişi takılı mı?"});
  pass(10s);
  auto const follow_up = next_promise(got.case_id);
  move_to(follow_up.due_at);
  EXPECT_EQ(promise(follow_up.id).state, PState::Kept);
  EXPECT_EQ(row(got.case_id).state, State::Solved);
  EXPECT_EQ(newest(got.case_id, Purpose::SolvedQuestion).state, interactions::State::Released);
  EXPECT_EQ(next_promise(got.case_id).kind, PromiseKind::ConfirmBy);
}

TEST_P(CaseLife, a_machines_message_starts_and_settles_nothing) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  answer_as(elif_, got.case_id, {.text = "Onarıldı.", .after = After::Solved});
  pass(10s);
  auto const before = row(got.case_id).next_promise_id;
  auto away = mail("Ofis dışındayım", "Pazartesi dönüyorum.", got.case_id);
  away.machine = true;
  EXPECT_FALSE(take_in(away).promise_id);
  EXPECT_EQ(row(got.case_id).state, State::Solved);
  EXPECT_EQ(row(got.case_id).next_promise_id, before);
  away.case_id = {};
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return receive(system(), tx, away); }).key,
            "cases.machine_opens_nothing");
}

TEST(CaseNumbers, a_wrong_digit_or_a_swap_is_no_number) {
  auto const number = case_number("V", 10482);
  EXPECT_EQ(number_in("Re: [" + number + "] buzdolabı", "V"), number);
  std::string swapped = number;
  std::swap(swapped[3], swapped[4]);
  EXPECT_EQ(number_in(swapped, "V"), "");
  for (std::size_t i = 1; i <= 5; ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = number;
      if (wrong[i] == digit) continue;
      wrong[i] = digit;
      EXPECT_EQ(number_in(wrong, "V"), "") << wrong;
    }
  EXPECT_EQ(number_in("AV10482-" + number.substr(7), "V"), "") << "within a longer word";
}

}  // namespace
}  // namespace vefa::cases
