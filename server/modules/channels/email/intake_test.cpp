#include "modules/channels/email/intake.hpp"

#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "modules/channels/email/guard.hpp"
#include "modules/channels/email/test_world.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::email {
namespace {

using interactions::State;
using ::testing::HasSubstr;

std::string fixture(std::string const& name) {
  std::ifstream in(std::string(VEFA_SOURCE_DIR) + "/tests/fixtures/mail/" + name + ".eml",
                   std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

/// A mailbox whose server is away: what goes out waits, so that the tests see it queued.
class Intake : public MailWorld {
 protected:
  void SetUp() override {
    MailWorld::SetUp();
    auto wanted = form("destek@firma.example");
    wanted.smtp = {.host = {"127.0.0.1"}, .port = 1, .security = Security::None};
    make_mailbox(wanted);
  }
  /// What we sent of this case, as its Message-ID.
  std::string our_message_id(CaseId id) {
    auto const sent = outbound_of(id);
    return sent.empty() ? "" : sent.back().message_id;
  }
};
VEFA_ON_BOTH_DATABASES(Intake);

TEST_P(Intake, a_mail_opens_a_case_with_its_files_and_original) {
  auto const raw = fixture("tr_windows_1254_photo");
  auto const taken = hand_in(raw);
  ASSERT_EQ(taken.state, RawState::Taken) << taken.reason;
  auto const opened = case_of(taken.case_id);
  EXPECT_TRUE(opened.open);
  EXPECT_EQ(opened.subject, "Çamaşır makinesi arızası – garanti içinde İŞLEM");
  EXPECT_EQ(opened.language, Language::Tr);
  EXPECT_EQ(opened.mailbox_id, mailbox);
  EXPECT_TRUE(opened.next_promise_id);
  auto const first = interactions_of(taken.case_id).front();
  EXPECT_EQ(first.author_name, "Ayşe Yıldız");
  EXPECT_EQ(first.message_id, "20261120101530.7A1@musteri.example");
  EXPECT_EQ(first.at, parse_instant("2026-11-20T10:15:30+03:00"));
  auto const files = read([&](db::Tx& tx) { return interactions::attachments(tx, first.id); });
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].name, "makine altı.jpg");
  EXPECT_EQ(files[0].media_type, "image/jpeg");
  EXPECT_EQ(read([&](db::Tx& tx) { return blobs::get(tx, taken.blob_id).value(); }), raw);
  auto const sent = outbound_of(taken.case_id);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].purpose, interactions::Purpose::Acknowledgement);
  EXPECT_EQ(verify_message_id(mark_key(), sent[0].message_id)->case_id, taken.case_id);
}

TEST_P(Intake, the_same_mail_twice_is_one_interaction) {
  auto const raw = mail("ali@musteri.example", "Fırın", "1@musteri.example");
  auto const first = hand_in(raw);
  auto const second = hand_in("Received: from elsewhere\r\n" + raw);
  EXPECT_EQ(second.state, RawState::Ignored);
  EXPECT_EQ(second.reason, "duplicate");
  EXPECT_EQ(second.case_id, first.case_id);
  EXPECT_EQ(count("SELECT COUNT(*) FROM interactions WHERE direction = 'inbound'"), 1);
}

TEST_P(Intake, two_mails_under_one_message_id_are_two) {
  auto const first = hand_in(mail("ali@musteri.example", "Fırın", "same@musteri.example"));
  auto const second = hand_in(
      mail("veli@musteri.example", "Buzdolabı", "same@musteri.example", "", "Başka bir konu."));
  EXPECT_EQ(second.state, RawState::Taken);
  EXPECT_NE(second.case_id, first.case_id);
}

TEST_P(Intake, a_uid_is_stored_once) {
  Arrival const arrival{.mailbox_id = mailbox, .source = Source::Imap, .uid_validity = 7, .uid = 3};
  RawMessageId first;
  RawMessageId again;
  write([&](db::Tx& tx) { first = store_raw(ctx(), tx, arrival, "x"); });
  write([&](db::Tx& tx) { again = store_raw(ctx(), tx, arrival, "x"); });
  EXPECT_EQ(first, again);
}

TEST_P(Intake, answers_join_their_case_by_every_proof) {
  auto const first = hand_in(mail("ali@musteri.example", "Fırın", "1@musteri.example"));
  auto const id = first.case_id;
  std::string const ours = our_message_id(id);
  auto const number = case_of(id).number;
  struct Row {
    std::string raw;
    MatchedBy by;
  };
  Row const rows[] = {
      {mail("ali@musteri.example", "Ynt", "2@musteri.example", "In-Reply-To: <" + ours + ">\r\n"),
       MatchedBy::OwnMessageId},
      {mail("esi@musteri.example", "Ynt", "3@musteri.example",
            "In-Reply-To: <1@musteri.example>\r\n"),
       MatchedBy::InReplyTo},
      {mail("ali@musteri.example", "Ynt", "4@musteri.example",
            "References: <rewritten@apple> <1@musteri.example>\r\n"),
       MatchedBy::References},
      {mail("ali@musteri.example", "[" + number + "] merhaba", "5@musteri.example"),
       MatchedBy::CaseNumber},
      {mail("ali@musteri.example", "s", "6@musteri.example",
            "Delivered-To: " + make_reply_address(mark_key(), id, "destek@firma.example") + "\r\n"),
       MatchedBy::ReplyAddress},
  };
  for (auto const& row : rows) {
    auto const taken = hand_in(row.raw);
    EXPECT_EQ(taken.case_id, id) << wire::enum_text(row.by);
    EXPECT_EQ(taken.matched_by, row.by);
  }
}

TEST_P(Intake, a_stranger_who_quotes_a_number_gets_a_case_of_his_own_and_a_proposal_is_made) {
  auto const first = hand_in(mail("ali@musteri.example", "Fırın", "1@musteri.example"));
  auto const number = case_of(first.case_id).number;
  auto const stranger =
      hand_in(mail("thief@evil.example", "Re: [" + number + "]", "2@evil.example"));
  EXPECT_EQ(stranger.state, RawState::Taken);
  EXPECT_NE(stranger.case_id, first.case_id);
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_proposals WHERE reason = 'case_number'"), 1);
}

struct QuarantineRow {
  char const* fixture;
  char const* reason;
};
TEST_P(Intake, what_a_machine_wrote_or_nobody_can_read_is_kept_in_quarantine) {
  QuarantineRow const rows[] = {
      {"no_message_id", "no_message_id"},
      {"empty_message_id", "no_message_id"},
      {"mailing_list", "list"},
      {"bulk", "precedence"},
      {"out_of_office_tr", "out_of_office"},
      {"dsn_postfix", "bounce"},
      {"bounce_qmail", "bounce"},
      {"read_receipt", "delivery_notice"},
      {"empty", "unparsable"},
      {"garbage", "unparsable"},
  };
  for (auto const& row : rows) {
    auto const raw = fixture(row.fixture);
    auto const kept = hand_in(raw);
    EXPECT_EQ(kept.state, RawState::Quarantined) << row.fixture;
    EXPECT_EQ(kept.reason, row.reason) << row.fixture;
    EXPECT_EQ(read([&](db::Tx& tx) { return blobs::get(tx, kept.blob_id).value(); }), raw);
  }
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_out"), 0);
}

TEST_P(Intake, a_quarantined_mail_is_released_by_a_person_once) {
  auto const kept = hand_in(fixture("no_message_id"));
  auto const parsed = parse_mail(fixture("no_message_id"));
  std::optional<Result<RawMessage>> released;
  write([&](db::Tx& tx) { released = release(ctx(), tx, kept.id, kept.version, {}, parsed); });
  ASSERT_TRUE(released->ok()) << released->error().key;
  EXPECT_EQ((*released)->state, RawState::Taken);
  EXPECT_TRUE(case_of((*released)->case_id).open);
  idle();
  EXPECT_TRUE(outbound_of((*released)->case_id).empty());
  write([&](db::Tx& tx) {
    EXPECT_EQ(release(ctx(), tx, kept.id, kept.version, {}, parsed).error().code, Code::Stale);
    EXPECT_EQ(ignore(ctx(), tx, kept.id, kept.version + 1).error().key, "email.not_quarantined");
  });
}

TEST_P(Intake, out_of_office_neither_satisfies_nor_restarts_a_clock) {
  auto const first = hand_in(mail("ali@musteri.example", "Fırın", "1@musteri.example"));
  auto const before = case_of(first.case_id);
  auto const away = hand_in(mail(
      "ali@musteri.example", "Otomatik yanıt: Fırın", "2@musteri.example",
      "Auto-Submitted: auto-replied\r\nIn-Reply-To: <" + our_message_id(first.case_id) + ">\r\n"));
  EXPECT_EQ(away.case_id, first.case_id);
  auto const after = case_of(first.case_id);
  EXPECT_EQ(after.next_promise_id, before.next_promise_id);
  EXPECT_EQ(after.next_due_at, before.next_due_at);
  EXPECT_EQ(after.last_inbound_at, before.last_inbound_at);
  EXPECT_TRUE(interactions_of(first.case_id).back().automatic);
  EXPECT_EQ(outbound_of(first.case_id).size(), 1u);
}

std::string report_about(std::string const& message_id, std::string const& address) {
  auto raw = fixture("dsn_postfix");
  auto const put = [&](std::string const& what, std::string const& by) {
    for (std::size_t at = 0; (at = raw.find(what, at)) != std::string::npos; at += by.size())
      raw.replace(at, what.size(), by);
  };
  put("vefa.0000000000001.0000000000002.abc@firma.example", message_id);
  put("yok@musteri.example", address);
  return raw;
}

TEST_P(Intake, a_bounce_is_shown_on_its_message_and_suspends_the_address) {
  auto const first = hand_in(mail("ali@musteri.example", "Fırın", "1@musteri.example"));
  auto const before = case_of(first.case_id);
  auto const report = hand_in(report_about(our_message_id(first.case_id), "ali@musteri.example"));
  EXPECT_EQ(report.state, RawState::Ignored);
  EXPECT_EQ(report.case_id, first.case_id);
  auto const sent = outbound_of(first.case_id).back();
  EXPECT_EQ(sent.state, State::Bounced);
  EXPECT_THAT(sent.state_reason, HasSubstr("User unknown"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM events WHERE kind = 'interaction.bounced'"), 1);
  auto const after = case_of(first.case_id);
  EXPECT_EQ(after.next_promise_id, before.next_promise_id);
  EXPECT_EQ(after.state, before.state);
  EXPECT_TRUE(read([&](db::Tx& tx) {
                return suspension_of(ctx(), tx, "ALI@musteri.example");
              }).has_value());
  // Nothing goes there from any case until she writes again, or the time is over.
  std::optional<InteractionId> apology;
  write([&](db::Tx& tx) {
    auto const row = cases::find(tx, first.case_id).value();
    apology = cases::send_automatic(ctx(), tx, row, interactions::Purpose::Apology, "s", "t");
  });
  idle();
  if (*apology) {
    auto const failed = read([&](db::Tx& tx) { return interactions::find(tx, *apology).value(); });
    EXPECT_EQ(failed.state, State::Failed);
    EXPECT_THAT(failed.state_reason, HasSubstr("ali@musteri.example"));
  }
  hand_in(mail("ali@musteri.example", "Yeni", "9@musteri.example"));
  EXPECT_FALSE(read([&](db::Tx& tx) {
                 return suspension_of(ctx(), tx, "ali@musteri.example");
               }).has_value());
}

TEST_P(Intake, a_forged_bounce_suspends_nobody) {
  hand_in(mail("ali@musteri.example", "Fırın", "1@musteri.example"));
  hand_in(report_about("vefa.forged@firma.example", "ali@musteri.example"));
  auto const first = hand_in(mail("veli@musteri.example", "Ocak", "2@musteri.example"));
  hand_in(report_about(our_message_id(first.case_id), "ali@musteri.example") + "x");
  EXPECT_FALSE(read([&](db::Tx& tx) {
                 return suspension_of(ctx(), tx, "ali@musteri.example");
               }).has_value());
}

TEST_P(Intake, two_machines_that_hide_what_they_are_stop_after_ten) {
  for (int i = 0; i < 15; ++i)
    hand_in(mail("robot@machine.example", "Ticket " + std::to_string(i) + "x",
                 std::to_string(i) + "@machine.example"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_out"), 10);
  clock.advance(kAutomaticWindow + std::chrono::seconds(1));
  hand_in(mail("robot@machine.example", "Ticket later", "later@machine.example"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_out"), 11);
}

TEST_P(Intake, a_repeated_subject_is_acknowledged_once) {
  hand_in(mail("robot@machine.example", "Away", "1@machine.example"));
  hand_in(mail("robot@machine.example", "Re: RE: away", "2@machine.example", "", "Other words."));
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 2);
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_out"), 1);
}

TEST_P(Intake, our_own_mail_that_comes_round_opens_nothing) {
  auto const kept = hand_in(mail("destek@firma.example", "Alındı", "x@firma.example"));
  EXPECT_EQ(kept.state, RawState::Quarantined);
  EXPECT_EQ(kept.reason, "own_message");
}

TEST_P(Intake, what_a_colleague_passes_on_is_its_first_senders_and_she_is_asked_to_confirm) {
  StaffId mehmet;
  write([&](db::Tx& tx) {
    staff::NewPerson person{.name = {"Mehmet Temsilci"}, .email = {"mehmet@firma.example"}};
    person.language = Language::Tr;
    person.roles.push_back(staff::kAgent);
    mehmet = staff::add_active(ctx(), tx, person, "no password signs in with this").value();
  });
  auto const taken = hand_in(fixture("forward_gmail_tr"));
  ASSERT_EQ(taken.state, RawState::Taken) << taken.reason;
  auto const opened = case_of(taken.case_id);
  EXPECT_EQ(opened.subject, "Kombi arızası");
  auto const hers = read([&](db::Tx& tx) {
    return customers::find_by_contact(tx, customers::ContactKind::Email, "zeynep@musteri.example");
  });
  ASSERT_TRUE(hers);
  EXPECT_EQ(opened.customer_id, hers->id);
  EXPECT_TRUE(outbound_of(taken.case_id).empty()) << "she did not write to us: nothing is said yet";
  auto const all = interactions_of(taken.case_id);
  auto const asked = std::find_if(all.begin(), all.end(), [](auto const& i) {
    return i.direction == interactions::Direction::Internal;
  });
  ASSERT_NE(asked, all.end());
  EXPECT_THAT(asked->text, HasSubstr("zeynep@musteri.example"));
  EXPECT_THAT(read([&](db::Tx& tx) { return cases::readers(tx, taken.case_id); }),
              ::testing::Contains(mehmet));
}

TEST_P(Intake, mail_without_any_mailbox_to_answer_from_fails_in_words) {
  write([&](db::Tx& tx) { ASSERT_TRUE(archive_mailbox(ctx(), tx, mailbox, 1).ok()); });
  auto const first = hand_in(mail("ali@musteri.example", "Fırın", "1@musteri.example"));
  auto const sent = outbound_of(first.case_id).back();
  EXPECT_EQ(sent.state, State::Failed);
  EXPECT_THAT(sent.state_reason, HasSubstr("SMTP"));
}

TEST_P(Intake, what_an_erased_customer_wrote_is_gone_in_its_raw_form_too) {
  auto const first = hand_in(mail("ali@musteri.example", "Fırın", "1@musteri.example"));
  auto const customer = case_of(first.case_id).customer_id;
  write([&](db::Tx& tx) {
    jobs::record(ctx(), tx, {.kind = "customer.erased", .customer_id = customer.value});
  });
  idle();
  EXPECT_FALSE(read([&](db::Tx& tx) { return blobs::get(tx, first.blob_id); }).has_value());
  EXPECT_EQ(read([&](db::Tx& tx) { return find_raw(tx, first.id).value(); }).sender, "");
}

TEST_P(Intake, a_mailboxs_password_is_sealed_and_not_shown_to_another_server) {
  auto wanted = form("satis@firma.example");
  wanted.imap = {.host = {"imap.firma.example"}, .port = 993, .user = {"satis"}};
  wanted.imap.secret = Text<4000>{"p4ssw0rd"};
  auto const made = make_mailbox(wanted);
  EXPECT_EQ(made.imap_secret.data.find("p4ssw0rd"), std::string::npos);
  EXPECT_EQ(imap_endpoint(made).secret, "p4ssw0rd");
  MailboxChange change;
  static_cast<MailboxForm&>(change) = wanted;
  change.version = 1;
  change.imap.secret.reset();
  change.poll_seconds = 30;
  write([&](db::Tx& tx) {
    auto const kept = change_mailbox(ctx(), tx, made.id, change);
    ASSERT_TRUE(kept.ok());
    EXPECT_EQ(imap_endpoint(*kept).secret, "p4ssw0rd");
    change.version = kept->version;
    change.imap.host.value = "imap.evil.example";
    auto const moved = change_mailbox(ctx(), tx, made.id, change);
    ASSERT_TRUE(moved.ok());
    EXPECT_EQ(imap_endpoint(*moved).secret, "");
    EXPECT_EQ(change_mailbox(ctx(), tx, made.id, change).error().code, Code::Stale);
    EXPECT_EQ(add_mailbox(ctx(), tx, wanted).error().key, "email.address_taken");
  });
}

TEST_P(Intake, a_mailbox_that_cannot_work_is_refused_by_field) {
  struct Row {
    std::function<void(NewMailbox&)> spoil;
    char const* field;
  };
  Row const rows[] = {
      {[](NewMailbox& f) { f.address.value = "no address"; }, "address"},
      {[](NewMailbox& f) { f.address.value = "a+b@firma.example"; }, "address"},
      {[](NewMailbox& f) { f.imap = {.host = {"bad host"}, .port = 993}; }, "imap.host"},
      {[](NewMailbox& f) { f.imap = {.host = {"h.example"}, .port = 0}; }, "imap.port"},
      {[](NewMailbox& f) {
         f.smtp = {.host = {"h.example"}, .port = 25, .security = Security::None};
       },
       "smtp.security"},
      {[](NewMailbox& f) { f.poll_seconds = 1; }, "poll_seconds"},
      {[](NewMailbox& f) { f.ca_pem = Text<20000>{"x"}; }, "ca_pem"},
      {[](NewMailbox& f) { f.display_names["xx"].value = "x"; }, "display_names.xx"},
      {[](NewMailbox& f) { f.team_id = TeamId{77}; }, "team_id"},
  };
  for (auto const& row : rows) {
    auto wanted = form("yeni@firma.example");
    row.spoil(wanted);
    write([&](db::Tx& tx) { EXPECT_EQ(add_mailbox(ctx(), tx, wanted).error().field, row.field); });
  }
}

}  // namespace
}  // namespace vefa::email
