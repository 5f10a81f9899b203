// Invitations and links for a password, through a real Postfix.
#include "modules/channels/email/staff_mail.hpp"

#include "base/text.hpp"
#include "modules/channels/email/mime.hpp"
#include "modules/channels/email/test_servers.hpp"
#include "modules/staff/access.hpp"
#include "modules/staff/people.hpp"

namespace vefa::email {
namespace {

using namespace std::chrono_literals;
using staff::LinkKind;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char const* kElif = "elif@firma.example";
constexpr char const* kPublic = "https://servis.firma.example";

class StaffMails : public MailHouse {
 protected:
  void SetUp() override {
    MailHouse::SetUp();
    start_servers({.mailboxes = {kDesk, kElif}});
    runner->stop();
    staff::add_jobs(registry);
    jobs::install(registry);
    runner = jobs::Runner::start(*database, registry, clock, ids);
    write([&](db::Tx& tx) {
      auto profile = company::profile(tx);
      profile.public_url = kPublic;
      ASSERT_TRUE(company::change(ctx(), tx, profile).ok());
    });
  }
  StaffId invite(std::string const& email, Language language = Language::Tr) {
    staff::NewPerson person{.name = {"Elif Aydın"}, .email = {email}, .language = language};
    person.roles.push_back(staff::kAgent);
    StaffId id;
    write([&](db::Tx& tx) {
      auto acting = ctx();
      acting.actor.permissions.set();
      auto const made = staff::invite(acting, tx, person);
      ASSERT_TRUE(made.ok()) << made.error().key;
      id = made->person.id;
    });
    idle();
    return id;
  }
  std::vector<StaffMail> mails(StaffMailState state) {
    return read([&](db::Tx& tx) {
      return list_staff_mails(tx, state, std::numeric_limits<std::int64_t>::max(), 50);
    });
  }
  /// The newest mail that came; fails the test when there are not so many.
  std::string newest_of(std::size_t messages) const {
    until_inbox(kElif, messages);
    auto all = inbox_of(kElif);
    return all.size() < messages ? "" : all.back();
  }
  /// The token in a mail.
  std::string token_in(std::string const& raw) const {
    auto const text = parse_mail(raw).text;
    std::string const begin = std::string(kPublic) + "/app#password=";
    auto const at = text.find(begin);
    EXPECT_NE(at, std::string::npos) << text;
    if (at == std::string::npos) return {};
    auto const from = at + begin.size();
    return trim(text.substr(from, text.find_first_of(" \r\n", from) - from));
  }
  Result<StaffId> choose(std::string const& token, std::string const& password) {
    return staff::answer_link(ctx(), *database, {.token = token, .password = password});
  }
};
VEFA_ON_BOTH_DATABASES(StaffMails);

TEST_P(StaffMails, who_is_invited_gets_a_mail_whose_link_sets_her_password) {
  open_desk();
  auto const id = invite(kElif);
  auto const raw = newest_of(1);
  auto const got = parse_mail(raw);
  EXPECT_EQ(got.author().address, kDesk);
  EXPECT_THAT(got.text, HasSubstr("Merhaba Elif Aydın"));
  EXPECT_THAT(raw, HasSubstr("Auto-Submitted: auto-generated"));
  ASSERT_EQ(mails(StaffMailState::Sent).size(), 1u);
  EXPECT_EQ(mails(StaffMailState::Sent).front().kind, LinkKind::Invitation);
  auto const set = choose(token_in(raw), "dalgın fener yıldız yolu");
  ASSERT_TRUE(set.ok()) << set.error().key;
  EXPECT_EQ(*set, id);
  EXPECT_EQ(read([&](db::Tx& tx) { return staff::find(tx, id)->state; }),
            staff::PersonState::Active);
}

TEST_P(StaffMails, the_link_stands_in_no_row_event_or_job) {
  open_desk();
  invite(kElif);
  auto const token = token_in(newest_of(1));
  ASSERT_GT(token.size(), 20u);
  char const* const sqls[] = {"SELECT COUNT(*) FROM events WHERE payload LIKE $1",
                              "SELECT COUNT(*) FROM jobs WHERE payload LIKE $1 OR subject LIKE $1",
                              "SELECT COUNT(*) FROM staff_mails WHERE error LIKE $1"};
  for (auto const* sql : sqls)
    EXPECT_EQ(read([&](db::Tx& tx) {
                return tx.scalar<std::int64_t>(vefa::testing::ad_hoc(sql), "%" + token + "%");
              }),
              0)
        << sql;
}

TEST_P(StaffMails, each_is_written_in_the_readers_language_and_direction) {
  open_desk();
  struct Row {
    Language language;
    char const* says;
    char const* dir;
  };
  Row const rows[] = {{Language::Tr, "Merhaba", "ltr"},
                      {Language::Hu, "Kedves", "ltr"},
                      {Language::He, "שלום", "rtl"},
                      {Language::En, "Hello", "ltr"}};
  int number = 0;
  for (auto const& row : rows) {
    invite("elif+" + std::to_string(++number) + "@firma.example", row.language);
    until_inbox(kElif, static_cast<std::size_t>(number));
  }
  auto const all = inbox_of(kElif);
  ASSERT_EQ(all.size(), 4u);
  for (auto const& raw : all) {
    auto const got = parse_mail(raw);
    auto const row = std::find_if(std::begin(rows), std::end(rows),
                                  [&](Row const& r) { return got.text.starts_with(r.says); });
    ASSERT_NE(row, std::end(rows)) << got.text;
    EXPECT_FALSE(got.subject.empty());
  }
}

TEST_P(StaffMails, a_reset_is_mailed_and_a_late_one_is_not) {
  open_desk();
  auto const id = invite(kElif);
  ASSERT_TRUE(choose(token_in(newest_of(1)), "dalgın fener yıldız yolu").ok());
  auto const ask = [&] {
    write([&](db::Tx& tx) { staff::ask_for_reset(ctx(), tx, kElif); });
    idle();
  };
  ask();
  auto const second = newest_of(2);
  EXPECT_THAT(parse_mail(second).text, HasSubstr("bir saat"));
  ASSERT_TRUE(choose(token_in(second), "sessiz orman kırmızı kapı").ok());
  servers->stop_smtp();
  clock.advance(2min);
  ask();
  ASSERT_EQ(mails(StaffMailState::Queued).size(), 1u);
  for (int round = 0; round < 6; ++round) pass(15min);
  auto const failed = mails(StaffMailState::Failed);
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_EQ(failed.front().staff_id, id);
  EXPECT_THAT(failed.front().error, HasSubstr("bir saat"));
  servers->start_smtp();
  pass(15min);
  EXPECT_EQ(inbox_of(kElif).size(), 2u);
}

TEST_P(StaffMails, an_invitation_outlives_a_server_that_is_away) {
  open_desk();
  servers->stop_smtp();
  invite(kElif);
  auto const waiting = mails(StaffMailState::Queued);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting.front().tries, 1);
  EXPECT_FALSE(waiting.front().error.empty());
  EXPECT_EQ(view().send_error_kind, "connection");
  servers->start_smtp();
  pass(1s);
  until_inbox(kElif, 1);
  EXPECT_EQ(mails(StaffMailState::Sent).size(), 1u);
  EXPECT_EQ(view().send_error_kind, "");
}

TEST_P(StaffMails, what_cannot_be_sent_is_listed_with_the_reason_and_sent_again_by_a_person) {
  invite(kElif);
  auto failed = mails(StaffMailState::Failed);
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_THAT(failed.front().error, HasSubstr("SMTP"));
  open_desk();
  write([&](db::Tx& tx) { ASSERT_TRUE(retry_staff_mail(ctx(), tx, failed.front().id).ok()); });
  idle();
  until_inbox(kElif, 1);
  write([&](db::Tx& tx) {
    EXPECT_EQ(retry_staff_mail(ctx(), tx, failed.front().id).error().key, "email.not_failed");
  });
  // An address that its server does not know.
  invite("nobody@firma.example");
  failed = mails(StaffMailState::Failed);
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_THAT(failed.front().error, HasSubstr("nobody@firma.example"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 0);
}

TEST_P(StaffMails, an_invitation_that_came_back_is_shown_as_failed) {
  servers.reset();
  start_servers({.mailboxes = {kDesk}, .dead = {"gone@firma.example"}});
  open_desk();
  start_node();
  invite("gone@firma.example");
  until([&] { return !mails(StaffMailState::Failed).empty(); }, "the report");
  ASSERT_FALSE(mails(StaffMailState::Failed).empty());
  EXPECT_THAT(mails(StaffMailState::Failed).front().error, HasSubstr("This mailbox is gone"));
  idle();
  EXPECT_EQ(count("SELECT COUNT(*) FROM raw_messages WHERE state = 'ignored'"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 0);
}

}  // namespace
}  // namespace vefa::email
