// Mail servers that hang, lie, or cut in the middle: each is a failure in words, soon, and nothing
// is believed that was not said.
#include <gmock/gmock.h>

#include "base/text.hpp"
#include "modules/channels/email/imap.hpp"
#include "modules/channels/email/smtp.hpp"
#include "tests/support/scripted_server.hpp"

namespace vefa::email {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using vefa::testing::ScriptedServer;
using Peer = ScriptedServer::Peer;

Endpoint endpoint_of(ScriptedServer const& server) {
  Endpoint out{.host = "127.0.0.1", .port = server.port(), .security = Security::None};
  out.user = "destek";
  out.secret = "correct horse";
  out.connect_timeout = std::chrono::milliseconds(500);
  out.timeout = std::chrono::milliseconds(500);
  return out;
}

/// What it failed with; nothing when it did not.
std::optional<TransportFailure> failure_in(std::function<void()> const& work) {
  try {
    work();
  } catch (TransportFailure const& failure) {
    return failure;
  }
  return std::nullopt;
}

/// A well-behaved beginning with the login; answers the tag of the first command after it.
std::string greet(Peer& peer) {
  peer.say("* OK [CAPABILITY IMAP4rev1] ready\r\n");
  for (;;) {
    auto const words = split(peer.hear().value_or(""), ' ');
    if (words.size() < 2) return {};
    if (words[1] == "SELECT") return words[0];
    if (words[1] == "CAPABILITY") peer.say("* CAPABILITY IMAP4rev1\r\n");
    peer.say(words[0] + " OK done\r\n");
  }
}

/// The tag of the next command.
std::string tag(Peer& peer) { return split(peer.hear().value_or(""), ' ').front(); }

struct Lie {
  char const* name;
  std::function<void(Peer&)> tell;
  char const* said = "";  // in the failure's words
};

class LyingImap : public ::testing::TestWithParam<Lie> {};

TEST_P(LyingImap, is_left_soon_and_nothing_of_it_is_believed) {
  ScriptedServer server([](Peer& peer) { GetParam().tell(peer); });
  auto const failed = failure_in([&] {
    ImapSession session(endpoint_of(server));
    session.select("INBOX");
    session.fetch(session.uids_from(1).at(0), 1 << 20);
  });
  ASSERT_TRUE(failed);
  EXPECT_NE(failed->failure, Failure::Login) << failed->what();
  EXPECT_NE(failed->failure, Failure::Security) << failed->what();
  EXPECT_THAT(failed->what(), HasSubstr(GetParam().said));
  EXPECT_THAT(failed->what(), Not(HasSubstr("correct horse")));
}

void select_and_search(Peer& peer) {
  auto const selecting = greet(peer);
  peer.say("* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 9] ok\r\n");
  peer.say(selecting + " OK selected\r\n");
  auto const searching = tag(peer);
  peer.say("* SEARCH 8\r\n" + searching + " OK done\r\n");
}

INSTANTIATE_TEST_SUITE_P(
    , LyingImap,
    ::testing::Values(
        Lie{"hangs_before_its_greeting", [](Peer& peer) { peer.be_silent(); }},
        Lie{"cuts_before_its_greeting", [](Peer&) {}},
        Lie{"speaks_another_protocol",
            [](Peer& peer) {
              peer.say("SSH-2.0-OpenSSH_9.2\r\n");
              peer.be_silent();
            }},
        Lie{"hangs_after_the_login",
            [](Peer& peer) {
              greet(peer);
              peer.be_silent();
            }},
        Lie{"says_goodbye_in_the_middle",
            [](Peer& peer) {
              greet(peer);
              peer.say("* BYE shutting down\r\n");
            }},
        Lie{"answers_under_another_tag",
            [](Peer& peer) {
              greet(peer);
              peer.say("zzz OK selected\r\n");
              peer.be_silent();
            }},
        Lie{"writes_a_line_without_end",
            [](Peer& peer) {
              greet(peer);
              std::string const piece(1 << 20, 'x');
              while (peer.say(piece)) continue;
            }},
        Lie{"announces_more_than_there_can_be",
            [](Peer& peer) {
              select_and_search(peer);
              tag(peer);
              peer.say("* 1 FETCH (UID 8 BODY[] {999999999999}\r\n");
              peer.be_silent();
            },
            "too large"},
        Lie{"cuts_in_the_middle_of_a_message",
            [](Peer& peer) {
              select_and_search(peer);
              tag(peer);
              peer.say("* 1 FETCH (UID 8 RFC822.SIZE 1000 BODY[] {1000}\r\nFrom: a@b.example\r\n");
            }}),
    [](auto const& info) { return info.param.name; });

TEST(LyingImapStop, a_server_that_hangs_does_not_hold_the_stop) {
  StopSignal stop;
  // Told to stop when the server has just fallen silent.
  ScriptedServer server([&](Peer& peer) {
    greet(peer);
    stop.stop();
    peer.be_silent();
  });
  auto endpoint = endpoint_of(server);
  endpoint.timeout = std::chrono::minutes(1);
  auto const failed = failure_in([&] {
    ImapSession session(endpoint, &stop);
    session.select("INBOX");
  });
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->failure, Failure::Stopped);
}

/// Speaks SMTP until the message was given, then does what the test says.
ScriptedServer::Script after_the_message(std::string const& last) {
  return [last](Peer& peer) {
    peer.say("220 mx ready\r\n");
    while (auto const line = peer.hear()) {
      if (line->starts_with("EHLO")) peer.say("250 mx\r\n");
      if (line->starts_with("MAIL") || line->starts_with("RCPT")) peer.say("250 ok\r\n");
      if (line->starts_with("DATA")) peer.say("354 go on\r\n");
      if (line->starts_with("QUIT")) return;
      if (*line != ".") continue;
      if (last == "cut") return;
      if (last == "hang") return peer.be_silent();
      peer.say(last);
    }
  };
}

std::optional<TransportFailure> sending_to(ScriptedServer const& server) {
  auto endpoint = endpoint_of(server);
  endpoint.user.clear();
  return failure_in([&] {
    send_mail(endpoint, {"destek@firma.example", {"ali@musteri.example"}},
              "Subject: s\r\n\r\nx\r\n");
  });
}

TEST(LyingSmtp, that_takes_the_message_and_says_nothing_has_not_taken_it) {
  for (auto const* last : {"cut", "hang"}) {
    ScriptedServer const server(after_the_message(last));
    auto const failed = sending_to(server);
    ASSERT_TRUE(failed) << last;
    EXPECT_EQ(failed->failure, Failure::Connection) << last << ": " << failed->what();
  }
}

TEST(LyingSmtp, that_refuses_at_the_end_is_told_apart_and_one_that_takes_it_is_believed) {
  ScriptedServer const later(after_the_message("451 4.3.0 try again\r\n"));
  EXPECT_EQ(sending_to(later)->failure, Failure::Temporary);
  ScriptedServer const never(after_the_message("554 5.7.1 no\r\n"));
  EXPECT_EQ(sending_to(never)->failure, Failure::Permanent);
  ScriptedServer const taken(after_the_message("250 2.0.0 queued as 7\r\n"));
  EXPECT_FALSE(sending_to(taken));
}

TEST(LyingSmtp, that_hangs_or_cuts_before_it_speaks_is_a_failed_connection) {
  ScriptedServer const silent([](Peer& peer) { peer.be_silent(); });
  EXPECT_EQ(sending_to(silent)->failure, Failure::Connection);
  ScriptedServer const gone([](Peer&) {});
  EXPECT_EQ(sending_to(gone)->failure, Failure::Connection);
  ScriptedServer const busy([](Peer& peer) { peer.say("421 4.3.2 too many\r\n"); });
  auto const failed = sending_to(busy);
  ASSERT_TRUE(failed);
  EXPECT_NE(failed->failure, Failure::Permanent) << failed->what();
}

}  // namespace
}  // namespace vefa::email
