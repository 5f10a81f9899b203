// The whole channel against a real Postfix and a real Dovecot: a customer writes, is answered,
// writes again.
#include <condition_variable>
#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "modules/channels/email/smtp.hpp"
#include "modules/channels/email/test_world.hpp"
#include "modules/channels/email/views.hpp"
#include "tests/support/mail_servers.hpp"

namespace vefa::email {
namespace {

using interactions::State;
using ::testing::Contains;
using ::testing::HasSubstr;
using vefa::testing::MailServers;
using namespace std::chrono_literals;

class Channel : public MailWorld {
 protected:
  static void SetUpTestSuite() {
    servers_ = std::make_unique<MailServers>(
        MailServers::Options{.mailboxes = {"destek@firma.example", "ali@musteri.example",
                                           "ayse.yildiz@musteri.example"}});
  }
  static void TearDownTestSuite() { servers_.reset(); }

  void SetUp() override {
    MailWorld::SetUp();
    for (auto const* who :
         {"destek@firma.example", "ali@musteri.example", "ayse.yildiz@musteri.example"})
      empty(who);
    make_mailbox(working_form());
  }
  void TearDown() override {
    if (puller_) puller_->stop();
    MailWorld::TearDown();
  }

  static NewMailbox working_form() {
    auto wanted = form("destek@firma.example");
    wanted.imap = {
        .host = {"127.0.0.1"}, .port = servers_->imaps_port(), .user = {"destek@firma.example"}};
    wanted.imap.secret = Text<4000>{MailServers::kPassword};
    wanted.smtp = {
        .host = {"127.0.0.1"}, .port = servers_->smtps_port(), .user = {"destek@firma.example"}};
    wanted.smtp.secret = Text<4000>{MailServers::kPassword};
    wanted.ca_pem = Text<20000>{servers_->ca_pem()};
    wanted.done_folder = Text<255>{"İşlenen"};
    wanted.poll_seconds = 5;
    return wanted;
  }
  static Endpoint customer(std::string const& address) {
    return {.host = "127.0.0.1",
            .port = servers_->imaps_port(),
            .user = address,
            .secret = MailServers::kPassword,
            .ca_pem = servers_->ca_pem()};
  }
  static void empty(std::string const& address) {
    ImapSession session(customer(address));
    auto const folders = session.folders();
    if (std::find(folders.begin(), folders.end(), "Old") == folders.end())
      session.create_folder("Old");
    session.select("INBOX");
    for (auto uid : session.uids_from(1)) session.move(uid, "Old");
  }
  /// As the customer's own mail program would.
  static void send(std::string const& from, std::string const& raw,
                   std::string const& to = "destek@firma.example") {
    Endpoint const outside{.host = "127.0.0.1",
                           .port = servers_->smtp_port(),
                           .security = Security::StartTls,
                           .ca_pem = servers_->ca_pem()};
    send_mail(outside, {from, {to}}, raw);
  }
  /// The customer's mail, once at least `count` have arrived.
  static std::vector<ParsedMail> inbox(std::string const& address, std::size_t count) {
    ImapSession session(customer(address));
    for (int round = 0; round < 300; ++round) {
      session.select("INBOX");
      auto const uids = session.uids_from(1);
      if (uids.size() >= count) {
        std::vector<ParsedMail> out;
        for (auto uid : uids) out.push_back(parse_mail(session.fetch(uid, 1 << 26)->raw));
        return out;
      }
      session.idle(100ms);
    }
    ADD_FAILURE() << "no mail for " << address << servers_->logs();
    return std::vector<ParsedMail>(count);
  }
  void pull() {
    PullerOptions options;
    options.look_every = 200ms;
    options.first_pause = 50ms;
    options.longest_pause = 200ms;
    puller_ = Puller::start(*database, clock, ids, options);
  }
  /// True once the query's first column reaches `wanted`.
  void await(char const* sql, std::int64_t wanted) {
    for (int round = 0; round < 600; ++round) {
      if (count(sql) >= wanted) {
        idle();
        return;
      }
      std::this_thread::sleep_for(50ms);
    }
    FAIL() << sql << " never reached " << wanted << servers_->logs();
  }
  void await_cases(std::int64_t wanted) { await("SELECT COUNT(*) FROM cases", wanted); }
  std::string last_error_kind() {
    return read([&](db::Tx& tx) { return progress_of(tx, mailbox).last_error_kind; });
  }
  InteractionId answer(CaseId id, std::string const& text) {
    InteractionId out;
    write([&](db::Tx& tx) {
      auto answered = cases::answer(ctx(), tx, id, {.text = text});
      ASSERT_TRUE(answered.ok()) << answered.error().key;
      out = *answered;
    });
    idle();
    return out;
  }
  CaseId newest_case() { return CaseId{count("SELECT MAX(id) FROM cases")}; }

  static std::unique_ptr<MailServers> servers_;
  std::unique_ptr<Puller> puller_;
};
std::unique_ptr<MailServers> Channel::servers_;
VEFA_ON_BOTH_DATABASES(Channel);

TEST_P(Channel, a_customer_writes_is_answered_and_writes_again_in_one_thread) {
  pull();
  std::ifstream file(
      std::string(VEFA_SOURCE_DIR) + "/tests/fixtures/mail/tr_windows_1254_photo.eml",
      std::ios::binary);
  std::stringstream raw;
  raw << file.rdbuf();
  send("ayse.yildiz@musteri.example", raw.str());
  await_cases(1);
  auto const opened = case_of(newest_case());
  EXPECT_EQ(opened.subject, "Çamaşır makinesi arızası – garanti içinde İŞLEM");

  auto const acknowledged = inbox("ayse.yildiz@musteri.example", 1).front();
  EXPECT_EQ(acknowledged.in_reply_to, "20261120101530.7A1@musteri.example");
  EXPECT_EQ(acknowledged.author(), (Address{"destek@firma.example", "Firma Destek"}));
  EXPECT_EQ(acknowledged.machine, Machine::OutOfOffice);  // Auto-Submitted: auto-replied
  EXPECT_THAT(acknowledged.subject, HasSubstr(opened.number));

  auto const sent = answer(opened.id, "Servisimiz yarın 10:00’da gelir.");
  auto const mails = inbox("ayse.yildiz@musteri.example", 2);
  auto const& answered = mails.back();
  EXPECT_FALSE(answered.is_automatic());
  EXPECT_EQ(answered.in_reply_to, "20261120101530.7A1@musteri.example");
  EXPECT_EQ(answered.references.front(), "20261120101530.7A1@musteri.example");
  EXPECT_THAT(answered.references, Contains(acknowledged.message_id));
  EXPECT_THAT(answered.subject, HasSubstr("Re: Çamaşır makinesi arızası"));
  EXPECT_THAT(answered.text, HasSubstr("Servisimiz yarın 10:00’da gelir."));
  EXPECT_THAT(answered.html_sanitized, HasSubstr("<p dir=\"auto\">"));
  auto const row = read([&](db::Tx& tx) { return interactions::find(tx, sent).value(); });
  EXPECT_EQ(row.state, State::Sent);
  EXPECT_EQ(row.message_id, answered.message_id);

  // She answers as mail programs do: to Reply-To, with a new Message-ID.
  ASSERT_EQ(answered.reply_to.size(), 1u);
  send("ayse.yildiz@musteri.example",
       mail("ayse.yildiz@musteri.example", "Ynt: Çamaşır", "again@musteri.example",
            "In-Reply-To: <" + answered.message_id + ">\r\n", "Teşekkürler, bekliyorum."),
       answered.reply_to.front().address);
  await("SELECT COUNT(*) FROM raw_messages WHERE state = 'taken'", 2);
  auto const thread = interactions_of(opened.id);
  EXPECT_EQ(thread.back().text, "Teşekkürler, bekliyorum.");
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 1);
}

TEST_P(Channel, what_was_fetched_lies_in_its_folder_and_is_not_fetched_again) {
  pull();
  send("ali@musteri.example", mail("ali@musteri.example", "Bir", "1@musteri.example"));
  await_cases(1);
  puller_->stop();
  ImapSession session(customer("destek@firma.example"));
  session.select("INBOX");
  EXPECT_TRUE(session.uids_from(1).empty());
  session.select("İşlenen");
  EXPECT_FALSE(session.uids_from(1).empty());
  pull();
  send("ali@musteri.example", mail("ali@musteri.example", "İki", "2@musteri.example"));
  await_cases(2);
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages"), 2);
}

TEST_P(Channel, what_lay_in_the_mailbox_before_stays_there_unless_asked_for) {
  send("ali@musteri.example", mail("ali@musteri.example", "Eski", "old@musteri.example"));
  inbox("destek@firma.example", 1);
  pull();
  await(
      "SELECT COUNT(*) FROM mailbox_progress WHERE connected_at IS NOT NULL AND uid_validity <> 0",
      1);
  send("ali@musteri.example", mail("ali@musteri.example", "Yeni", "new@musteri.example"));
  await_cases(1);
  EXPECT_EQ(case_of(newest_case()).subject, "Yeni");
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages"), 1);
}

TEST_P(Channel, a_bounce_comes_back_and_is_shown_on_its_message) {
  pull();
  send("gone@musteri.example", mail("gone@musteri.example", "Soru", "q@musteri.example"));
  await_cases(1);
  await("SELECT COUNT(*) FROM mail_out WHERE state = 'bounced'", 1);
  auto const sent = outbound_of(newest_case()).back();
  EXPECT_EQ(sent.state, State::Bounced);
  EXPECT_THAT(sent.state_reason, HasSubstr("This mailbox is gone"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM suspended_addresses"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 1);
}

TEST_P(Channel, a_server_that_was_away_is_read_again_by_itself) {
  pull();
  await("SELECT COUNT(*) FROM mailbox_progress WHERE connected_at IS NOT NULL", 1);
  servers_->stop_imap();
  await("SELECT COUNT(*) FROM mailbox_progress WHERE last_error_kind = 'connection'", 1);
  servers_->start_imap();
  await("SELECT COUNT(*) FROM mailbox_progress WHERE last_error_kind = ''", 1);
  send("ali@musteri.example", mail("ali@musteri.example", "Soru", "1@musteri.example"));
  await_cases(1);
}

TEST_P(Channel, mail_waits_while_the_server_is_away_and_goes_when_it_is_back) {
  servers_->stop_smtp();
  hand_in(mail("ali@musteri.example", "Soru", "1@musteri.example"));
  auto const waiting = outbound_of(newest_case()).back();
  EXPECT_EQ(waiting.state, State::Released);
  EXPECT_EQ(count("SELECT tries FROM mail_out"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_out WHERE state = 'queued' AND error <> ''"), 1);
  servers_->start_smtp();
  clock.advance(2s);
  runner->wake();
  idle();
  EXPECT_EQ(outbound_of(newest_case()).back().state, State::Sent);
  inbox("ali@musteri.example", 1);
}

TEST_P(Channel, a_refused_recipient_fails_at_once_in_the_servers_words) {
  hand_in(mail("nobody@musteri.example", "Soru", "1@musteri.example"));
  auto const failed = outbound_of(newest_case()).back();
  EXPECT_EQ(failed.state, State::Failed);
  EXPECT_THAT(failed.state_reason, HasSubstr("nobody@musteri.example"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM suspended_addresses"), 1);
}

TEST_P(Channel, a_wrong_password_is_shown_on_the_mailbox_with_what_to_do) {
  write([&](db::Tx& tx) {
    MailboxChange change;
    static_cast<MailboxForm&>(change) = working_form();
    change.version = 1;
    change.imap.secret = Text<4000>{"wrong"};
    ASSERT_TRUE(change_mailbox(ctx(), tx, mailbox, change).ok());
  });
  pull();
  await("SELECT COUNT(*) FROM mailbox_progress WHERE last_error_kind = 'login'", 1);
  auto const shown = read(
      [&](db::Tx& tx) { return view_of(tx, find_mailbox(tx, mailbox).value(), Language::Tr); });
  EXPECT_THAT(shown.advice, HasSubstr("parola"));
  EXPECT_EQ(to_json_text(shown).find("wrong"), std::string::npos);
}

TEST_P(Channel, a_mailbox_is_tested_for_real) {
  auto row = read([&](db::Tx& tx) { return find_mailbox(tx, mailbox).value(); });
  auto const good = test_mailbox(row, Language::En);
  EXPECT_TRUE(good.imap.ok) << good.imap.says;
  EXPECT_TRUE(good.smtp.ok) << good.smtp.says;
  EXPECT_THAT(good.imap.folders, Contains("INBOX"));
  row.ca_pem.clear();
  auto const untrusted = test_mailbox(row, Language::En);
  EXPECT_EQ(untrusted.imap.kind, "security");
  EXPECT_EQ(untrusted.smtp.kind, "security");
  EXPECT_THAT(untrusted.smtp.advice, HasSubstr("certificate"));
}

TEST_P(Channel, one_node_reads_a_mailbox_and_another_takes_over) {
  PullerOptions one;
  one.node = 1;
  one.look_every = one.first_pause = one.longest_pause = 50ms;
  one.lease = 2s;
  PullerOptions two = one;
  two.node = 2;
  auto first = Puller::start(*database, clock, ids, one);
  await("SELECT COUNT(*) FROM mailbox_progress WHERE leased_by = 2", 1);
  auto second = Puller::start(*database, clock, ids, two);
  send("ali@musteri.example", mail("ali@musteri.example", "Bir", "1@musteri.example"));
  await_cases(1);
  first->stop();
  await("SELECT COUNT(*) FROM mailbox_progress WHERE leased_by = 3", 1);
  send("ali@musteri.example", mail("ali@musteri.example", "İki", "2@musteri.example"));
  await_cases(2);
  second->stop();
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages"), 2);
}

TEST(ChannelWithoutIdle, a_server_that_cannot_idle_is_asked_every_so_often) {
  MailServers servers({.mailboxes = {"destek@firma.example"}, .dead = {}, .idle = false});
  ImapSession session({.host = "127.0.0.1",
                       .port = servers.imaps_port(),
                       .user = "destek@firma.example",
                       .secret = MailServers::kPassword,
                       .ca_pem = servers.ca_pem()});
  EXPECT_FALSE(session.can("IDLE"));
  EXPECT_FALSE(session.can("MOVE"));
  session.create_folder("Done");
  send_mail({.host = "127.0.0.1",
             .port = servers.smtp_port(),
             .security = Security::StartTls,
             .ca_pem = servers.ca_pem()},
            {"a@b.example", {"destek@firma.example"}}, "Subject: x\r\n\r\nx\r\n");
  for (int round = 0; round < 200; ++round) {
    session.select("INBOX");
    if (!session.uids_from(1).empty()) break;
    std::this_thread::sleep_for(50ms);
  }
  auto const uids = session.uids_from(1);
  ASSERT_EQ(uids.size(), 1u) << servers.logs();
  session.move(uids[0], "Done");  // by COPY and EXPUNGE
  EXPECT_TRUE(session.uids_from(1).empty());
  session.select("Done");
  EXPECT_EQ(session.uids_from(1).size(), 1u);
}

}  // namespace
}  // namespace vefa::email
