// What the tests on a real Dovecot and a real Postfix share: the company's mailbox on them, and a
// customer who writes and reads.
#pragma once
#include <thread>

#include "modules/channels/email/guard.hpp"
#include "modules/channels/email/puller.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/channels/email/smtp.hpp"
#include "modules/channels/email/test_world.hpp"
#include "modules/channels/email/views.hpp"
#include "tests/support/mail_servers.hpp"

namespace vefa::email {

using vefa::testing::MailServers;

/// Servers of its own a test, since tests stop them.
class MailHouse : public MailWorld {
 protected:
  static constexpr char const* kDesk = "destek@firma.example";
  static constexpr char const* kAli = "ali@musteri.example";

  void start_servers(MailServers::Options const& options = {}) {
    servers = std::make_unique<MailServers>(options);
  }
  void TearDown() override {
    pullers.clear();
    MailWorld::TearDown();
    servers.reset();
  }

  ServerForm server(int port, char const* secret = MailServers::kPassword) const {
    ServerForm out{.host = {"127.0.0.1"}, .port = port, .security = Security::Tls};
    out.user.value = kDesk;
    out.secret = Text<4000>{secret};
    return out;
  }
  /// What lies in the folder already is read too: the machine's clock is not the test's.
  NewMailbox desk_form() const {
    auto wanted = form(kDesk);
    wanted.imap = server(servers->imaps_port());
    wanted.smtp = server(servers->smtps_port());
    wanted.ca_pem = Text<20000>{servers->ca_pem()};
    wanted.import_existing = true;
    return wanted;
  }
  Mailbox open_desk() { return make_mailbox(desk_form()); }
  Mailbox change_desk(NewMailbox const& wanted) {
    MailboxChange change;
    static_cast<MailboxForm&>(change) = wanted;
    Mailbox now;
    write([&](db::Tx& tx) {
      change.version = find_mailbox(tx, mailbox)->version;
      auto const changed = change_mailbox(ctx(), tx, mailbox, change);
      ASSERT_TRUE(changed.ok()) << changed.error().key;
      now = *changed;
    });
    return now;
  }

  /// A node that fetches; `number` tells several apart.
  Puller& start_node(int number = 1, PullerOptions options = {}) {
    using namespace std::chrono_literals;
    options.node = number;
    options.look_every = 50ms;
    options.first_pause = 20ms;
    options.longest_pause = 200ms;
    pullers.push_back(Puller::start(*database, clock, ids, options));
    return *pullers.back();
  }
  std::size_t pull_once_by_hand(Mailbox const& from) {
    ImapSession session(imap_endpoint(from));
    return pull_once(*database, clock, ids, from, session, 10u << 20);
  }

  /// Another company's server hands a mail in.
  void send_from(std::string const& from, std::string const& raw) const {
    Endpoint outside{.host = "127.0.0.1", .port = servers->smtp_port()};
    outside.security = Security::None;
    send_mail(outside, {from, {kDesk}}, raw);
  }
  Endpoint reader(std::string const& address) const {
    Endpoint out{.host = "127.0.0.1", .port = servers->imaps_port()};
    out.user = address;
    out.secret = MailServers::kPassword;
    out.ca_pem = servers->ca_pem();
    return out;
  }
  /// Everything in somebody's INBOX.
  std::vector<std::string> inbox_of(std::string const& address) const {
    ImapSession session(reader(address));
    session.select("INBOX");
    std::vector<std::string> out;
    for (auto const uid : session.uids_from(1)) out.push_back(session.fetch(uid, 10u << 20)->raw);
    return out;
  }

  /// Looks until it is so; half a minute at most.
  void until(std::function<bool()> const& holds, std::string const& what) const {
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > end)
        FAIL() << "not within 30 s: " << what << servers->logs();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  void until_inbox(std::string const& address, std::size_t messages) const {
    until([&] { return inbox_of(address).size() >= messages; }, "mail for " + address);
  }
  void until_stored(std::int64_t messages) {
    until([&] { return count("SELECT COUNT(*) FROM raw_messages") >= messages; }, "raw messages");
    until([&] { return count("SELECT COUNT(*) FROM raw_messages WHERE state = 'new'") == 0; },
          "their reading");
    idle();
  }

  MailboxView view(Language language = Language::En) {
    return read([&](db::Tx& tx) { return view_of(tx, *find_mailbox(tx, mailbox), language); });
  }
  /// The newest case.
  cases::Case newest_case() {
    return case_of(CaseId{count("SELECT COALESCE(MAX(id), 0) FROM cases")});
  }
  interactions::Interaction message(InteractionId id) {
    return read([&](db::Tx& tx) { return interactions::find(tx, id).value(); });
  }
  MailOut out_of(InteractionId id) {
    return read(
        [&](db::Tx& tx) { return tx.find<MailOut>(sql::find_out_of_interaction, id).value(); });
  }
  promises::Promise owed(CaseId id) {
    return read([&](db::Tx& tx) {
      return promises::find(tx, cases::find(tx, id)->next_promise_id).value();
    });
  }
  /// Her address is tried again, as when she has said that it works.
  void believe(std::string const& address) {
    write([&](db::Tx& tx) {
      customers::note_contact_works(ctx(), tx, customers::ContactKind::Email, address);
      lift_suspension(tx, address);
    });
  }
  Context as_elif() {
    auto acting = ctx();
    acting.actor = {.kind = ActorKind::Staff, .id = 1, .name = "Elif"};
    acting.actor.permissions.set();
    return acting;
  }
  InteractionId answer(CaseId id, cases::Answer const& wanted) {
    InteractionId made;
    write([&](db::Tx& tx) {
      auto const sent = cases::answer(as_elif(), tx, id, wanted);
      ASSERT_TRUE(sent.ok()) << sent.error().key;
      made = *sent;
    });
    idle();
    return made;
  }
  void pass(Duration by) {
    clock.advance(by);
    runner->wake();
    idle();
  }

  std::unique_ptr<MailServers> servers;
  std::vector<std::unique_ptr<Puller>> pullers;
};

}  // namespace vefa::email
