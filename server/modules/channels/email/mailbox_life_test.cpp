// Mail coming in from a real Dovecot: what goes wrong on the way, and that nothing is lost or taken
// twice by it.
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "modules/channels/email/test_servers.hpp"

namespace vefa::email {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class MailboxLife : public MailHouse {
 protected:
  void SetUp() override {
    MailHouse::SetUp();
    start_servers();
  }
  void write_to_desk(std::string const& id, std::string const& subject = "Fırın ısınmıyor") const {
    send_from(kAli, mail(kAli, subject, id + "@musteri.example"));
  }
  std::int64_t interactions_in() {
    return count("SELECT COUNT(*) FROM interactions WHERE direction = 'inbound'");
  }
};
VEFA_ON_BOTH_DATABASES(MailboxLife);

TEST_P(MailboxLife, the_raw_message_is_stored_before_the_mailboxs_place_advances) {
  auto wanted = desk_form();
  wanted.done_folder = Text<255>{"Alındı"};
  auto const desk = make_mailbox(wanted);
  {
    ImapSession session(reader(kDesk));
    session.create_folder("Alındı");
  }
  write_to_desk("1");
  until_inbox(kDesk, 1);
  auto const rename = [&](char const* sql) {
    write([&](db::Tx& tx) { tx.run(vefa::testing::ad_hoc(sql)); });
  };
  rename("ALTER TABLE raw_messages RENAME TO out_of_reach");
  EXPECT_ANY_THROW(pull_once_by_hand(desk));
  EXPECT_EQ(read([&](db::Tx& tx) { return progress_of(tx, desk.id); }).next_uid, 1);
  EXPECT_EQ(inbox_of(kDesk).size(), 1u) << "the server was told that we have it";
  rename("ALTER TABLE out_of_reach RENAME TO raw_messages");
  EXPECT_EQ(pull_once_by_hand(desk), 1u);
  EXPECT_EQ(read([&](db::Tx& tx) { return progress_of(tx, desk.id); }).next_uid, 2);
  EXPECT_EQ(inbox_of(kDesk).size(), 0u);
  idle();
  EXPECT_EQ(interactions_in(), 1);
}

TEST_P(MailboxLife, a_server_that_is_away_is_shown_and_read_on_by_itself_when_it_is_back) {
  open_desk();
  start_node();
  write_to_desk("1");
  until_stored(1);
  servers->stop_imap();
  write_to_desk("2");
  until([&] { return view().last_error_kind == "connection"; }, "the trouble on the mailbox");
  auto const shown = view(Language::Hu);
  EXPECT_THAT(shown.advice, HasSubstr(std::to_string(servers->imaps_port())));
  EXPECT_FALSE(shown.last_error.empty());
  EXPECT_EQ(shown.last_error_at, clock.now());
  servers->start_imap();
  until_stored(2);
  until([&] { return view().last_error_kind.empty(); }, "the trouble taken away");
  EXPECT_EQ(view().advice, "");
  EXPECT_EQ(interactions_in(), 2);
}

/// Counts who comes, and shuts the door at once.
class ShutDoor {
 public:
  ShutDoor() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const at = reinterpret_cast<sockaddr*>(&address);
    bool const open = bind(listener_, at, size) == 0 && listen(listener_, 16) == 0 &&
                      getsockname(listener_, at, &size) == 0;
    if (!open) throw std::runtime_error("no free port");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~ShutDoor() {
    stop_.stop();
    thread_.join();
    close(listener_);
  }
  int port() const { return port_; }
  int came() const { return came_; }

 private:
  void run() {
    for (;;) {
      pollfd wait[2] = {{listener_, POLLIN, 0}, {stop_.descriptor(), POLLIN, 0}};
      poll(wait, 2, -1);
      if (stop_.stopped()) return;
      int const visitor = accept(listener_, nullptr, nullptr);
      if (visitor < 0) continue;
      ++came_;
      close(visitor);
    }
  }
  int listener_;
  int port_ = 0;
  std::atomic<int> came_ = 0;
  StopSignal stop_;
  std::thread thread_;
};

TEST_P(MailboxLife, a_server_that_is_away_is_asked_at_growing_intervals) {
  ShutDoor door;
  auto wanted = desk_form();
  wanted.imap.port = door.port();
  make_mailbox(wanted);
  auto const begun = std::chrono::steady_clock::now();
  start_node();  // waits 20, 40, 80, 160 and then 200 ms
  until([&] { return door.came() >= 6; }, "six attempts");
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 20ms + 40ms + 80ms + 160ms + 200ms);
}

TEST_P(MailboxLife, one_that_was_just_added_is_fetched_without_waiting_for_the_next_look) {
  pullers.push_back(Puller::start(*database, clock, ids, {.node = 1, .look_every = 1h}));
  std::this_thread::sleep_for(200ms);  // it has looked, and found none
  open_desk();
  write_to_desk("1");
  until_stored(1);
}

TEST_P(MailboxLife, a_wrong_password_is_shown_with_what_to_do_and_the_right_one_heals) {
  auto wanted = desk_form();
  wanted.imap.secret = Text<4000>{"wrong"};
  make_mailbox(wanted);
  start_node();
  write_to_desk("1");
  until([&] { return view().last_error_kind == "login"; }, "the refused login");
  EXPECT_THAT(view(Language::Tr).advice, HasSubstr("parola"));
  EXPECT_THAT(view(Language::En).advice, HasSubstr("app password"));
  EXPECT_EQ(view().last_error.find("wrong"), std::string::npos) << "the password is told";
  wanted.imap.secret = Text<4000>{MailServers::kPassword};
  change_desk(wanted);
  until_stored(1);
  EXPECT_EQ(view().last_error_kind, "");
}

TEST_P(MailboxLife, the_same_mail_delivered_twice_is_one_interaction) {
  open_desk();
  start_node();
  write_to_desk("1");
  write_to_desk("1");
  until_stored(2);
  EXPECT_EQ(interactions_in(), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages WHERE reason = 'duplicate'"), 1);
  until_inbox(kAli, 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_out"), 1) << "it was acknowledged twice";
}

TEST_P(MailboxLife, a_server_that_forgot_its_uids_brings_nothing_twice) {
  open_desk();
  start_node();
  write_to_desk("1");
  write_to_desk("2", "Ocak yanmıyor");
  until_stored(2);
  auto const before = read([&](db::Tx& tx) { return progress_of(tx, mailbox); }).uid_validity;
  servers->forget_uids(kDesk);
  until_stored(4);
  EXPECT_NE(read([&](db::Tx& tx) { return progress_of(tx, mailbox); }).uid_validity, before);
  EXPECT_EQ(interactions_in(), 2);
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages WHERE reason = 'duplicate'"), 2);
}

TEST_P(MailboxLife, what_was_erased_here_is_not_fetched_again) {
  auto const desk = open_desk();
  write_to_desk("1");
  until_inbox(kDesk, 1);
  ASSERT_EQ(pull_once_by_hand(desk), 1u);
  idle();
  auto const hers = newest_case().customer_id;
  write([&](db::Tx& tx) {
    jobs::record(ctx(), tx, {.kind = "customer.erased", .customer_id = hers.value});
  });
  idle();
  EXPECT_EQ(pull_once_by_hand(desk), 0u) << "its place was passed";
  // Even where the server gives it a new place.
  servers->forget_uids(kDesk);
  ASSERT_EQ(pull_once_by_hand(desk), 1u);
  idle();
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages r JOIN blobs b ON b.id = r.blob_id "
                  "WHERE b.erased_at IS NULL"),
            0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages WHERE sender <> '' OR subject <> ''"), 0);
}

TEST_P(MailboxLife, another_node_goes_on_where_a_dead_one_stopped) {
  auto const desk = open_desk();
  write_to_desk("1");
  until_inbox(kDesk, 1);
  ASSERT_EQ(pull_once_by_hand(desk), 1u);
  // Node 8 holds the mailbox and died: nobody gives its lease back.
  auto const until_ms = wall_now() + 1s;
  write([&](db::Tx& tx) {
    ASSERT_EQ(tx.change(sql::lease_mailbox, desk.id, std::int64_t{9}, until_ms, wall_now()), 1);
  });
  write_to_desk("2");
  until_inbox(kDesk, 2);
  start_node(2);
  until_stored(2);
  EXPECT_GE(wall_now(), until_ms) << "the lease was not waited for";
  EXPECT_EQ(read([&](db::Tx& tx) { return progress_of(tx, desk.id); }).leased_by, 3);
  EXPECT_EQ(interactions_in(), 2);
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages"), 2) << "the first was fetched again";
}

TEST_P(MailboxLife, of_two_nodes_one_reads_and_the_other_takes_over_at_once_when_it_stops) {
  open_desk();
  auto& first = start_node(1);
  write_to_desk("1");
  until_stored(1);
  start_node(2);
  write_to_desk("2");
  until_stored(2);
  auto const holder = [&] { return read([&](db::Tx& tx) { return progress_of(tx, mailbox); }); };
  EXPECT_EQ(holder().leased_by, 2) << "node 1 has it";
  first.stop();
  until([&] { return holder().leased_by == 3; }, "node 2 has it");
  write_to_desk("3");
  until_stored(3);
  EXPECT_EQ(interactions_in(), 3);
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages"), 3);
}

TEST_P(MailboxLife, a_mailbox_without_idle_is_looked_into_every_so_often) {
  servers.reset();
  start_servers({.idle = false});
  auto wanted = desk_form();
  wanted.poll_seconds = 5;
  make_mailbox(wanted);
  start_node();
  write_to_desk("1");
  until_stored(1);
  write_to_desk("2");
  until_stored(2);
  EXPECT_EQ(interactions_in(), 2);
}

TEST_P(MailboxLife, a_mailbox_is_read_from_where_it_stands_when_it_is_added) {
  write_to_desk("old");
  until_inbox(kDesk, 1);
  auto wanted = desk_form();
  wanted.import_existing = false;
  auto const desk = make_mailbox(wanted);
  EXPECT_EQ(pull_once_by_hand(desk), 0u);
  write_to_desk("new");
  until_inbox(kDesk, 2);
  EXPECT_EQ(pull_once_by_hand(desk), 1u);
}

TEST_P(MailboxLife, no_machine_that_writes_gets_an_answer) {
  open_desk();
  start_node();
  char const* const machines[] = {
      "Auto-Submitted: auto-replied\r\n",
      "Auto-Submitted: auto-generated\r\n",
      "Precedence: bulk\r\n",
      "Precedence: list\r\n",
      "Precedence: junk\r\n",
      "List-Id: <news.musteri.example>\r\n",
      "X-Auto-Response-Suppress: All\r\n",
  };
  int sent = 0;
  for (auto const* header : machines) {
    auto const number = std::to_string(++sent);
    send_from(kAli, mail(kAli, "Konu " + number, number + "@musteri.example", header));
  }
  for (std::string const from : {"MAILER-DAEMON@musteri.example", "postmaster@musteri.example"}) {
    auto const number = std::to_string(++sent);
    send_from("", mail(from, "Konu " + number, number + "@musteri.example"));
  }
  send_from("", mail(kAli, "Zarfı boş", "null@musteri.example"));  // Postfix writes Return-Path: <>
  ++sent;
  // A person, last: when her acknowledgement is there, the others' would be.
  write_to_desk("person", "Bir insan");
  until_stored(sent + 1);
  until_inbox(kAli, 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM mail_out"), 1);
  auto const got = inbox_of(kAli);
  ASSERT_EQ(got.size(), 1u);
  EXPECT_THAT(got.front(), HasSubstr("In-Reply-To: <person@musteri.example>"));
}

}  // namespace
}  // namespace vefa::email
