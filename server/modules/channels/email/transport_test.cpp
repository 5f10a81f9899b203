// SMTP and IMAP against a real Postfix and a real Dovecot.
#include <gmock/gmock.h>

#include "base/text.hpp"
#include "modules/channels/email/imap.hpp"
#include "modules/channels/email/imap_wire.hpp"
#include "modules/channels/email/smtp.hpp"
#include "tests/support/mail_servers.hpp"

namespace vefa::email {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using vefa::testing::MailServers;

class Transport : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { servers_ = std::make_unique<MailServers>(); }
  static void TearDownTestSuite() { servers_.reset(); }

  static Endpoint endpoint(int port, Security security, std::string user) {
    Endpoint e;
    e.host = "127.0.0.1";
    e.port = port;
    e.security = security;
    e.user = std::move(user);
    if (!e.user.empty()) e.secret = MailServers::kPassword;
    e.ca_pem = servers_->ca_pem();
    e.timeout = std::chrono::seconds(20);
    return e;
  }
  static Endpoint imap() {
    return endpoint(servers_->imaps_port(), Security::Tls, "destek@firma.example");
  }
  static Endpoint smtp() {
    return endpoint(servers_->smtps_port(), Security::Tls, "destek@firma.example");
  }
  /// Another company's server, which knows no login.
  static Endpoint outside() { return endpoint(servers_->smtp_port(), Security::StartTls, ""); }

  static std::string mail(std::string const& id, std::size_t size = 100) {
    return "From: ali@musteri.example\r\nTo: destek@firma.example\r\nSubject: s\r\nMessage-ID: <" +
           id + "@musteri.example>\r\n\r\n" + std::string(size, 'x') + "\r\n.dot\r\n";
  }
  static void deliver(std::string const& id, std::size_t size = 100) {
    send_mail(outside(), {"ali@musteri.example", {"destek@firma.example"}}, mail(id, size));
  }
  /// Waits until the folder has at least so many messages.
  static std::vector<std::uint32_t> await(ImapSession& session, std::string const& folder,
                                          std::size_t count) {
    for (int round = 0; round < 200; ++round) {
      session.select(folder);
      auto uids = session.uids_from(1);
      if (uids.size() >= count) return uids;
      if (session.can("IDLE")) session.idle(std::chrono::milliseconds(100));
    }
    ADD_FAILURE() << "the mail did not arrive" << servers_->logs();
    return {};
  }
  static void empty(ImapSession& session) {
    session.select("INBOX");
    auto const folders = session.folders();
    if (std::find(folders.begin(), folders.end(), "Çöp") == folders.end())
      session.create_folder("Çöp");
    for (auto uid : session.uids_from(1)) session.move(uid, "Çöp");
  }

  static std::unique_ptr<MailServers> servers_;
};
std::unique_ptr<MailServers> Transport::servers_;

Failure failure_in(std::function<void()> const& work) {
  try {
    work();
  } catch (TransportFailure const& failure) {
    return failure.failure;
  }
  ADD_FAILURE() << "nothing failed";
  return Failure::Stopped;
}

TEST_F(Transport, mail_travels_by_every_security_and_arrives_unchanged) {
  ImapSession session(imap());
  empty(session);
  send_mail(smtp(), {"destek@firma.example", {"destek@firma.example"}}, mail("tls"));
  send_mail(endpoint(servers_->submission_port(), Security::StartTls, "destek@firma.example"),
            {"destek@firma.example", {"destek+tag@firma.example"}}, mail("starttls"));
  auto const uids = await(session, "INBOX", 2);
  ASSERT_EQ(uids.size(), 2u);
  for (auto uid : uids) {
    auto const got = session.fetch(uid, 1 << 20);
    ASSERT_TRUE(got);
    EXPECT_FALSE(got->headers_only);
    EXPECT_THAT(got->raw, HasSubstr("\r\n.dot\r\n"));
    EXPECT_EQ(got->size_bytes, got->raw.size());
  }
  ImapSession by_starttls(
      endpoint(servers_->imap_port(), Security::StartTls, "destek@firma.example"));
  EXPECT_EQ(by_starttls.select("INBOX").messages, 2u);
}

TEST_F(Transport, what_is_wrong_is_told_apart) {
  auto wrong_password = imap();
  wrong_password.secret = "wrong";
  EXPECT_EQ(failure_in([&] { ImapSession s(wrong_password); }), Failure::Login);
  auto untrusted = imap();
  untrusted.ca_pem.clear();
  EXPECT_EQ(failure_in([&] { ImapSession s(untrusted); }), Failure::Security);
  auto plain_port = imap();
  plain_port.port = 1;
  EXPECT_EQ(failure_in([&] { ImapSession s(plain_port); }), Failure::Connection);
  auto smtp_password = smtp();
  smtp_password.secret = "wrong";
  EXPECT_EQ(failure_in([&] { try_smtp(smtp_password); }), Failure::Login);
  EXPECT_EQ(failure_in([&] {
              send_mail(smtp_password, {"destek@firma.example", {"ali@musteri.example"}}, "x");
            }),
            Failure::Login);
  auto smtp_untrusted = smtp();
  smtp_untrusted.ca_pem.clear();
  EXPECT_EQ(failure_in([&] { try_smtp(smtp_untrusted); }), Failure::Security);
  try_smtp(smtp());
  ImapSession session(imap());
  EXPECT_EQ(failure_in([&] { session.select("No such"); }), Failure::Permanent);
}

TEST_F(Transport, refused_recipients_are_named_with_the_servers_words) {
  try {
    send_mail(smtp(), {"destek@firma.example", {"nobody@musteri.example"}}, mail("refused"));
    FAIL() << "it was taken";
  } catch (TransportFailure const& failure) {
    EXPECT_EQ(failure.failure, Failure::Permanent);
    EXPECT_EQ(failure.code, 550);
    EXPECT_THAT(failure.what(), HasSubstr("nobody@musteri.example"));
  }
  auto const handed =
      send_mail(smtp(), {"destek@firma.example", {"ali@musteri.example", "nobody@musteri.example"}},
                mail("half"));
  ASSERT_EQ(handed.refused.size(), 1u);
  EXPECT_EQ(handed.refused[0].address, "nobody@musteri.example");
  EXPECT_EQ(handed.refused[0].code, 550);
  EXPECT_THAT(handed.text, HasSubstr("queued as"));
}

TEST_F(Transport, large_messages_give_their_headers_only) {
  ImapSession session(imap());
  empty(session);
  deliver("large", 3'000'000);
  auto const uids = await(session, "INBOX", 1);
  ASSERT_EQ(uids.size(), 1u);
  auto const cut = session.fetch(uids[0], 1'000'000);
  EXPECT_TRUE(cut->headers_only);
  EXPECT_THAT(cut->raw, HasSubstr("<large@musteri.example>"));
  EXPECT_LT(cut->raw.size(), 10'000u);
  EXPECT_GT(session.fetch(uids[0], 10'000'000)->raw.size(), 3'000'000u);
  EXPECT_FALSE(session.fetch(uids[0] + 1000, 100));
}

TEST_F(Transport, uids_go_on_from_where_we_were) {
  ImapSession session(imap());
  empty(session);
  deliver("one");
  auto const first = await(session, "INBOX", 1);
  EXPECT_TRUE(session.uids_from(first.back() + 1).empty());
  deliver("two");
  await(session, "INBOX", 2);
  EXPECT_EQ(session.uids_from(first.back() + 1).size(), 1u);
}

TEST_F(Transport, idle_wakes_at_once_when_mail_comes_and_when_told_to_stop) {
  StopSignal stop;
  ImapSession session(imap(), &stop);
  ASSERT_TRUE(session.can("IDLE"));
  empty(session);
  session.select("INBOX");
  EXPECT_FALSE(session.idle(std::chrono::milliseconds(50)));
  std::thread sender([] { deliver("wakes"); });
  EXPECT_TRUE(session.idle(std::chrono::seconds(20)));
  sender.join();
  auto const before = std::chrono::steady_clock::now();
  std::thread stopper([&] { stop.stop(); });
  EXPECT_EQ(failure_in([&] { session.idle(std::chrono::seconds(20)); }), Failure::Stopped);
  stopper.join();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
}

TEST_F(Transport, mail_that_came_while_we_asked_for_something_else_ends_the_next_wait_at_once) {
  ImapSession session(imap());
  empty(session);
  deliver("first");
  auto const uids = await(session, "INBOX", 1);
  session.select("INBOX");
  deliver("second");
  ImapSession other(imap());
  await(other, "INBOX", 2);
  session.mark_seen(uids.front());  // the server tells of the second in its answer, and not again
  auto const before = std::chrono::steady_clock::now();
  EXPECT_TRUE(session.idle(std::chrono::seconds(20)));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
  session.select("INBOX");
  EXPECT_FALSE(session.idle(std::chrono::milliseconds(50))) << "it is told for ever";
}

TEST_F(Transport, folders_have_names_in_every_script) {
  ImapSession session(imap());
  for (auto const* name : {"Gelen işler", "Ügyek & többi", "תיבה", "A \"quoted\" one"}) {
    session.create_folder(name);
    EXPECT_THAT(session.folders(), ::testing::Contains(name));
    session.select(name);
  }
  EXPECT_EQ(failure_in([&] { session.select("a\r\nb"); }), Failure::Permanent);
}

TEST_F(Transport, moved_and_seen_messages_are_where_they_should_be) {
  ImapSession session(imap());
  empty(session);
  deliver("moves");
  auto const uids = await(session, "INBOX", 1);
  session.mark_seen(uids[0]);
  session.move(uids[0], "Çöp");
  session.select("INBOX");
  EXPECT_TRUE(session.uids_from(1).empty());
  session.select("Çöp");
  EXPECT_FALSE(session.uids_from(1).empty());
  session.logout();
}

TEST(ModifiedUtf7, is_written_and_read) {
  EXPECT_EQ(to_modified_utf7("INBOX"), "INBOX");
  EXPECT_EQ(to_modified_utf7("A&B"), "A&-B");
  EXPECT_EQ(from_modified_utf7("A&-B"), "A&B");
  for (auto const* name : {"Çöp Kutusu", "Kuka/Törölt", "דואר זבל", "~peter/mail"})
    EXPECT_EQ(from_modified_utf7(to_modified_utf7(name)), name);
}

/// Bytes given in pieces of one.
ImapReader reader_of(std::string text) {
  auto rest = std::make_shared<std::string>(std::move(text));
  return ImapReader(
      [rest](std::string& buffer) {
        if (rest->empty()) throw TransportFailure(Failure::Connection, "end");
        buffer += rest->front();
        rest->erase(0, 1);
      },
      1000);
}

TEST(ImapGrammar, literals_lists_and_texts_are_read_wherever_they_are_cut) {
  auto reader = reader_of(
      "* 12 FETCH (UID 5 FLAGS (\\Seen \\Recent) BODY[HEADER.FIELDS (DATE FROM)] {7}\r\na\r\n)\"b("
      " ENVELOPE (NIL \"q\\\"uoted\"))\r\n* OK [UIDNEXT 4392] Predicted (next\r\n+ idling\r\n");
  auto const fetch = reader.next();
  ASSERT_EQ(fetch.size(), 4u);
  auto const& items = fetch[3].items;
  ASSERT_EQ(items.size(), 8u);
  EXPECT_EQ(items[4].text, "BODY[HEADER.FIELDS (DATE FROM)]");
  EXPECT_EQ(items[5].text, "a\r\n)\"b(");
  auto const ok = reader.next();
  EXPECT_EQ(ok.at(2).text, "[UIDNEXT 4392] Predicted (next");
  EXPECT_EQ(reader.next().at(1).text, "idling");
}

TEST(ImapGrammar, what_is_no_imap_ends_the_session) {
  std::string const deep(100, '(');
  for (std::string const& text :
       {std::string("* 1 FETCH (BODY[] {99999}\r\n"), std::string("* 1 FETCH (BODY[] {x}\r\n"),
        std::string("* 1 FETCH (UID 5\r\n"), std::string("* \"open\r\n"), "* " + deep + "\r\n",
        std::string("* {99999999999999999999999}\r\n")}) {
    auto reader = reader_of(text);
    EXPECT_EQ(failure_in([&] { reader.next(); }), Failure::Permanent) << text;
  }
}

}  // namespace
}  // namespace vefa::email
