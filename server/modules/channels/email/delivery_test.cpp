// Mail going out through a real Postfix: each way in which it does not arrive is shown, and nobody
// waits in silence for it.
#include "modules/channels/email/guard.hpp"
#include "modules/channels/email/test_servers.hpp"

namespace vefa::email {
namespace {

using namespace std::chrono_literals;
using interactions::Purpose;
using interactions::State;
using promises::PromiseKind;
using ::testing::HasSubstr;

class Sending : public MailHouse {
 protected:
  void SetUp() override {
    MailHouse::SetUp();
    start_servers({.later = {"later@musteri.example"}});
    open_desk();
  }
  cases::Case concern_of(std::string const& from) {
    auto const taken = hand_in(mail(from, "Fırın ısınmıyor", "q-" + from));
    EXPECT_EQ(taken.state, RawState::Taken) << taken.reason;
    return case_of(taken.case_id);
  }
  InteractionId acknowledgement_of(CaseId id) {
    for (auto const& sent : outbound_of(id))
      if (sent.purpose == Purpose::Acknowledgement) return sent.id;
    ADD_FAILURE() << "no acknowledgement";
    return {};
  }
  promises::Promise promise(PromiseId id) {
    return read([&](db::Tx& tx) { return promises::find(tx, id).value(); });
  }
  /// Until the mail of this message is out of the queue, trying as time passes.
  void pass_all_tries(InteractionId id) {
    for (int round = 0; round < kMostTries && out_of(id).state == MailState::Queued; ++round)
      pass(15min);
  }
};
VEFA_ON_BOTH_DATABASES(Sending);

TEST_P(Sending, a_mail_is_sent_once_and_its_state_is_shown) {
  auto const hers = concern_of(kAli);
  auto const id = answer(hers.id, {.text = "Yarın geliyoruz."});
  EXPECT_EQ(message(id).state, State::Sent);
  EXPECT_EQ(out_of(id).state, MailState::Sent);
  EXPECT_EQ(out_of(id).tries, 1);
  until_inbox(kAli, 2);
  EXPECT_EQ(inbox_of(kAli).size(), 2u);
}

TEST_P(Sending, a_server_that_is_away_delays_an_answer_and_loses_none) {
  auto const hers = concern_of(kAli);
  servers->stop_smtp();
  auto const id = answer(hers.id, {.text = "Yarın geliyoruz."});
  EXPECT_EQ(message(id).state, State::Released);
  EXPECT_FALSE(message(id).state_reason.empty()) << "the message does not say why it waits";
  EXPECT_EQ(out_of(id).state, MailState::Queued);
  auto const shown = view(Language::He);
  EXPECT_EQ(shown.send_error_kind, "connection");
  EXPECT_THAT(shown.send_advice, HasSubstr(std::to_string(servers->smtps_port())));
  for (auto const pause : {1s, 5s, 30s}) pass(pause);
  EXPECT_EQ(out_of(id).tries, 4);
  servers->start_smtp();
  pass(2min);
  EXPECT_EQ(message(id).state, State::Sent);
  EXPECT_EQ(message(id).state_reason, "");
  EXPECT_EQ(view().send_error_kind, "");
  until_inbox(kAli, 2);
  EXPECT_EQ(inbox_of(kAli).size(), 2u);
}

TEST_P(Sending, what_waited_goes_at_once_when_the_server_is_back) {
  auto const hers = concern_of(kAli);
  servers->stop_smtp();
  auto const first = answer(hers.id, {.text = "Yarın geliyoruz."});
  for (auto const pause : {1s, 5s, 30s, 120s}) pass(pause);
  auto const second = answer(hers.id, {.text = "Saat onda."});
  servers->start_smtp();
  pass(1s);  // the second's turn; the first's would come in ten minutes
  EXPECT_EQ(message(second).state, State::Sent);
  EXPECT_EQ(message(first).state, State::Sent);
}

TEST_P(Sending, what_cannot_be_handed_over_for_two_days_is_shown_and_keeps_no_promise) {
  auto const hers = concern_of(kAli);
  auto const promised = hers.next_promise_id;
  servers->stop_smtp();
  auto const begun = clock.now();
  auto const id = answer(hers.id, {.text = "Onarıldı.", .after = cases::After::Solved});
  pass_all_tries(id);
  EXPECT_EQ(out_of(id).tries, kMostTries);
  EXPECT_GT(clock.now() - begun, 47h);
  EXPECT_EQ(out_of(id).state, MailState::Failed);
  EXPECT_EQ(message(id).state, State::Failed);
  EXPECT_FALSE(message(id).state_reason.empty());
  EXPECT_EQ(read([&](db::Tx& tx) {
              return tx.list<MailOut>(sql::list_out, MailState::Failed,
                                      std::numeric_limits<std::int64_t>::max(), 50);
            })
                .back()
                .interaction_id,
            id);
  auto const after = case_of(hers.id);
  EXPECT_EQ(after.state, cases::State::Open) << "it waits for the silence of who was never asked";
  EXPECT_EQ(promise(promised).state, promises::State::Broken);
  EXPECT_EQ(owed(hers.id).recovers_promise_id, promised);
}

TEST_P(Sending, a_person_sends_a_failed_mail_again) {
  auto const hers = concern_of(kAli);
  auto const id = answer(hers.id, {.text = "Yarın geliyoruz."});
  until_inbox(kAli, 2);
  auto const sent = out_of(id).id;
  EXPECT_EQ(read([&](db::Tx& tx) { return retry_mail(ctx(), tx, sent).error().key; }),
            "email.not_failed");
  servers->stop_smtp();
  auto const failed = answer(hers.id, {.text = "Saat onda."});
  auto const out = out_of(failed).id;
  write([&](db::Tx& tx) { give_up(ctx(), tx, out, "connection refused"); });
  idle();
  ASSERT_EQ(message(failed).state, State::Failed);
  servers->start_smtp();
  write([&](db::Tx& tx) { ASSERT_TRUE(retry_mail(ctx(), tx, out).ok()); });
  idle();
  EXPECT_EQ(message(failed).state, State::Sent);
  EXPECT_EQ(out_of(failed).tries, 1);
  until_inbox(kAli, 3);
}

TEST_P(Sending, a_refused_recipient_is_shown_and_nobody_waits_in_silence) {
  auto const hers = concern_of("nobody@musteri.example");
  auto const promised = owed(hers.id);
  ASSERT_EQ(promised.kind, PromiseKind::AnswerBy);
  auto const refused = message(acknowledgement_of(hers.id));
  EXPECT_EQ(refused.state, State::Failed);
  EXPECT_THAT(refused.state_reason, HasSubstr("550"));
  EXPECT_THAT(refused.state_reason, HasSubstr("nobody@musteri.example"));
  EXPECT_EQ(owed(hers.id).id, promised.id);
  believe("nobody@musteri.example");
  auto const id = answer(hers.id, {.text = "Onarıldı.", .after = cases::After::Solved});
  EXPECT_EQ(message(id).state, State::Failed);
  EXPECT_THAT(message(id).state_reason, HasSubstr("nobody@musteri.example"));
  EXPECT_EQ(promise(promised.id).state, promises::State::Pending);
  EXPECT_EQ(owed(hers.id).id, promised.id);
  EXPECT_EQ(case_of(hers.id).state, cases::State::Open);
  EXPECT_EQ(count("SELECT COUNT(*) FROM events WHERE kind = 'case.undelivered'"), 1);
  EXPECT_TRUE(read(
      [&](db::Tx& tx) { return suspension_of(ctx(), tx, "nobody@musteri.example").has_value(); }));
}

TEST_P(Sending, a_copy_that_is_refused_for_now_follows_and_she_gets_one) {
  auto const hers = concern_of(kAli);
  auto const id =
      answer(hers.id, {.text = "Yarın geliyoruz.", .copies = {"later@musteri.example"}});
  EXPECT_EQ(message(id).state, State::Sent) << "she has it";
  EXPECT_THAT(message(id).state_reason, HasSubstr("come back later"));
  EXPECT_EQ(out_of(id).state, MailState::Queued);
  EXPECT_EQ(out_of(id).recipients, "later@musteri.example");
  servers->accept_later();
  pass(1s);
  EXPECT_EQ(out_of(id).state, MailState::Sent);
  until_inbox("later@musteri.example", 1);
  until_inbox(kAli, 2);
  EXPECT_EQ(inbox_of(kAli).size(), 2u) << "she got it twice";
}

TEST_P(Sending, when_only_a_copy_arrived_it_came_back_for_her) {
  auto const hers = concern_of("nobody@musteri.example");
  believe("nobody@musteri.example");
  auto const id = answer(hers.id, {.text = "Yarın geliyoruz.", .copies = {kAli}});
  EXPECT_EQ(message(id).state, State::Bounced);
  EXPECT_EQ(out_of(id).state, MailState::Bounced);
  EXPECT_EQ(owed(hers.id).kind, PromiseKind::AnswerBy);
  until_inbox(kAli, 1);
}

TEST_P(Sending, a_wrong_password_is_shown_on_the_mailbox_and_the_right_one_sends) {
  auto wanted = desk_form();
  wanted.smtp.secret = Text<4000>{"wrong"};
  change_desk(wanted);
  auto const hers = concern_of(kAli);
  auto const id = acknowledgement_of(hers.id);
  EXPECT_EQ(out_of(id).state, MailState::Queued);
  EXPECT_EQ(view().send_error_kind, "login");
  EXPECT_THAT(view(Language::Hu).send_advice, HasSubstr("jelszó"));
  EXPECT_EQ(view().send_error_at, clock.now());
  wanted.smtp.secret = Text<4000>{MailServers::kPassword};
  change_desk(wanted);
  idle();
  EXPECT_EQ(out_of(id).state, MailState::Sent) << "it waited for its next turn";
  EXPECT_EQ(view().send_error_kind, "");
}

TEST_P(Sending, a_bounce_finds_its_message_and_the_owner_owes_another_way) {
  start_node();
  auto const hers = concern_of("gone@musteri.example");
  auto const is_bounced = [&](InteractionId id) {
    return [this, id] { return message(id).state == State::Bounced; };
  };
  until(is_bounced(acknowledgement_of(hers.id)), "the report about the acknowledgement");
  idle();
  EXPECT_EQ(owed(hers.id).id, hers.next_promise_id) << "it changed what is owed";
  EXPECT_TRUE(read(
      [&](db::Tx& tx) { return suspension_of(ctx(), tx, "gone@musteri.example").has_value(); }));
  believe("gone@musteri.example");
  auto const id = answer(hers.id, {.text = "Onarıldı.", .after = cases::After::Solved});
  until(is_bounced(id), "the report about the answer");
  idle();
  EXPECT_THAT(message(id).state_reason, HasSubstr("This mailbox is gone"));
  EXPECT_EQ(out_of(id).state, MailState::Bounced);
  auto const after = case_of(hers.id);
  EXPECT_EQ(after.state, cases::State::Open);
  EXPECT_EQ(owed(hers.id).kind, PromiseKind::AnswerBy);
  EXPECT_NE(owed(hers.id).id, hers.next_promise_id);
  EXPECT_EQ(after.reopened_count, 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 1);
  auto const reports = count(
      "SELECT COUNT(*) FROM raw_messages WHERE state = 'ignored' AND reason = 'bounce' "
      "AND interaction_id IS NOT NULL");
  EXPECT_EQ(reports, 2);
  // From now on nobody's answer goes there: the colleague is told to call, before she sends.
  write([&](db::Tx& tx) {
    EXPECT_EQ(cases::answer(as_elif(), tx, hers.id, {.text = "Bir daha."}).error().key,
              "cases.no_address");
  });
}

TEST_P(Sending, a_mailbox_that_was_archived_hands_its_queue_to_another) {
  auto const hers = concern_of(kAli);
  servers->stop_smtp();
  auto const id = answer(hers.id, {.text = "Yarın geliyoruz."});
  write([&](db::Tx& tx) { ASSERT_TRUE(archive_mailbox(ctx(), tx, mailbox, 1).ok()); });
  open_desk();
  servers->start_smtp();
  pass(1s);
  EXPECT_EQ(message(id).state, State::Sent);
}

}  // namespace
}  // namespace vefa::email
