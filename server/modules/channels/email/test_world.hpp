// What the tests of the channel share: a company with its jobs, and mail to hand in.
#pragma once
#include <gmock/gmock.h>

#include "base/server_key.hpp"
#include "db/blobs.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/channels/email/email.hpp"
#include "modules/channels/email/intake.hpp"
#include "modules/channels/email/outbox.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/recovery/recovery.hpp"
#include "modules/standards/standards.hpp"
#include "tests/support/databases.hpp"

namespace vefa::email {

class MailWorld : public vefa::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    static bool const keyed = (set_server_key(std::string(32, 'k')), true);
    (void)keyed;
    database = fresh();
    write([&](db::Tx& tx) {
      auto profile = company::profile(tx);
      profile.default_language = Language::Tr;
      profile.undo_send_seconds = 0;
      EXPECT_TRUE(company::change(ctx(), tx, profile).ok());
    });
    add_jobs(registry);
    cases::add_jobs(registry);
    customers::add_jobs(registry);
    standards::add_jobs(registry);
    recovery::add_jobs(registry);
    jobs::install(registry);
    runner = jobs::Runner::start(*database, registry, clock, ids);
  }
  void TearDown() override {
    if (runner) runner->stop();
  }

  Context ctx() {
    Context out;
    out.now = clock.now();
    out.ids = &ids;
    out.language = Language::En;
    return out;
  }
  void write(std::function<void(db::Tx&)> const& f) {
    database->write_now([&](db::Tx& tx) {
      f(tx);
      return db::Outcome::Commit;
    });
  }
  template <class F>
  auto read(F const& f) {
    std::optional<std::invoke_result_t<F, db::Tx&>> out;
    database->read_now([&](db::Tx& tx) { out.emplace(f(tx)); });
    return std::move(*out);
  }
  /// As one row's first column, for what has no verb.
  std::int64_t count(char const* sql) {
    return read([&](db::Tx& tx) {
      return tx.scalar<std::int64_t>(vefa::testing::ad_hoc(sql)).value_or(0);
    });
  }
  void idle() {
    ASSERT_TRUE(runner->wait_idle(std::chrono::seconds(30))) << "work is still due after 30 s";
  }

  /// Stores, reads and hands over; answers the row as it is afterwards.
  RawMessage hand_in(std::string const& raw) {
    RawMessageId id;
    write([&](db::Tx& tx) { id = store_raw(ctx(), tx, {.mailbox_id = mailbox}, raw); });
    idle();
    return read([&](db::Tx& tx) { return find_raw(tx, id).value(); });
  }
  static std::string mail(std::string const& from, std::string const& subject,
                          std::string const& id, std::string const& more = "",
                          std::string const& text = "Merhaba.") {
    return "From: " + from + "\r\nTo: destek@firma.example\r\nSubject: " + subject +
           (id.empty() ? "" : "\r\nMessage-ID: <" + id + ">") +
           "\r\nDate: Fri, 20 Nov 2026 10:15:30 +0300\r\n" + more +
           "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n";
  }
  cases::Case case_of(CaseId id) {
    return read([&](db::Tx& tx) { return cases::find(tx, id).value(); });
  }
  std::vector<interactions::Interaction> interactions_of(CaseId id) {
    return read([&](db::Tx& tx) { return interactions::of_case(tx, id, {}, 200); });
  }
  std::vector<interactions::Interaction> outbound_of(CaseId id) {
    auto all = interactions_of(id);
    std::erase_if(all,
                  [](auto const& i) { return i.direction != interactions::Direction::Outbound; });
    return all;
  }
  Mailbox make_mailbox(NewMailbox const& form) {
    Mailbox made;
    write([&](db::Tx& tx) {
      auto added = add_mailbox(ctx(), tx, form);
      ASSERT_TRUE(added.ok()) << added.error().key;
      made = *added;
    });
    mailbox = made.id;
    return made;
  }
  static NewMailbox form(std::string const& address) {
    NewMailbox out;
    out.address.value = address;
    out.display_names["tr"].value = "Firma Destek";
    out.language = Language::Tr;
    return out;
  }

  FakeClock clock{parse_instant("2026-11-23T08:00:00Z").value()};
  IdSource ids{3};
  jobs::Registry registry;
  std::unique_ptr<db::Database> database;
  std::unique_ptr<jobs::Runner> runner;
  MailboxId mailbox;
};

}  // namespace vefa::email
