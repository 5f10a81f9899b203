// The channel's routes over HTTP, with real servers behind them.
#include <gmock/gmock.h>

#include "base/server_key.hpp"
#include "base/text.hpp"
#include "modules/cases/cases.hpp"
#include "modules/channels/email/email.hpp"
#include "modules/channels/email/intake.hpp"
#include "tests/support/api_house.hpp"
#include "tests/support/mail_servers.hpp"

namespace vefa::email {
namespace {

using ::testing::HasSubstr;
using vefa::testing::MailServers;

class EmailApi : public vefa::testing::ApiHouse {
 protected:
  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    add_routes(routes_);
    open(routes_);
  }
  /// Adds a mailbox with what differs from one that works, and tests it.
  Json tested(std::string const& imap, std::string const& smtp, bool with_ca = true,
              char const* language = "en") {
    auto const server = [](int port, std::string const& differs) {
      JsonObject out{{"host", "127.0.0.1"},
                     {"port", port},
                     {"security", "tls"},
                     {"user", "destek@firma.example"},
                     {"secret", MailServers::kPassword}};
      if (differs == "password") out["secret"] = "wrong";
      if (differs == "port") out["port"] = 1;
      if (differs == "none") out = {{"host", ""}, {"port", 0}, {"security", "tls"}, {"user", ""}};
      return out;
    };
    JsonObject body{{"address", "m" + std::to_string(++made_) + "@firma.example"},
                    {"display_names", JsonObject{}},
                    {"language", "tr"},
                    {"team_id", "tea_0000000000001"},
                    {"imap", server(servers_->imaps_port(), imap)},
                    {"smtp", server(servers_->smtps_port(), smtp)}};
    if (imap == "folder") body["imap_folder"] = "Yok böyle";
    if (with_ca) body["ca_pem"] = servers_->ca_pem();
    auto const added = client->post(path("/mailboxes"), boost::json::serialize(body));
    EXPECT_EQ(added.status, 201) << added.body;
    auto const id = text(added.json().at("id"));
    auto const answer =
        client->post(path("/mailboxes/" + id + "/test"), "", {{"Accept-Language", language}});
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body.find(MailServers::kPassword), std::string::npos);
    return answer.json();
  }
  static void expect_trouble(Json const& test, std::string const& kind, std::string const& advice) {
    EXPECT_FALSE(test.at("ok").as_bool());
    EXPECT_EQ(text(test.at("kind")), kind);
    EXPECT_THAT(text(test.at("advice")), HasSubstr(advice));
    EXPECT_NE(text(test.at("says")), "");
  }

  http::Routes routes_;
  std::unique_ptr<MailServers> servers_;
  int made_ = 0;
};
VEFA_ON_BOTH_DATABASES(EmailApi);

TEST_P(EmailApi, a_tested_mailbox_says_each_mistake_in_words) {
  servers_ = std::make_unique<MailServers>();
  auto const good = tested("", "");
  EXPECT_TRUE(good.at("imap").at("ok").as_bool()) << boost::json::serialize(good);
  EXPECT_TRUE(good.at("smtp").at("ok").as_bool()) << boost::json::serialize(good);
  EXPECT_THAT(boost::json::serialize(good.at("imap").at("folders")), HasSubstr("INBOX"));
  auto const login = tested("password", "password");
  expect_trouble(login.at("imap"), "login", "app password");
  expect_trouble(login.at("smtp"), "login", "app password");
  auto const away = tested("port", "port", true, "hu");
  expect_trouble(away.at("imap"), "connection", "tűzfal");
  expect_trouble(away.at("smtp"), "connection", "tűzfal");
  auto const stranger = tested("", "", false, "tr");
  expect_trouble(stranger.at("imap"), "security", "sertifika");
  expect_trouble(stranger.at("smtp"), "security", "sertifika");
  auto const folder = tested("folder", "none", true, "he");
  expect_trouble(folder.at("imap"), "permanent", "התיקייה");
  EXPECT_FALSE(folder.at("smtp").at("tried").as_bool());
}

TEST_P(EmailApi, proposed_cases_of_a_mail_are_listed_with_the_reason) {
  auto const mail = [](std::string const& from, std::string const& subject, std::string const& id) {
    return "From: " + from + "\r\nTo: destek@firma.example\r\nSubject: " + subject +
           "\r\nMessage-ID: <" + id +
           "@m.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nMerhaba.\r\n";
  };
  auto const take_in = [&](std::string const& raw) {
    Context ctx{.now = clock.now(), .ids = &ids};
    auto const id = database->write_result(
        [&](db::Tx& tx) -> Result<RawMessageId> { return store_raw(ctx, tx, {}, raw); });
    auto const parsed = parse_mail(raw);
    auto const taken =
        database->write_result([&](db::Tx& tx) { return take(ctx, tx, *id, parsed); });
    EXPECT_TRUE(taken.ok());
    return database
        ->read_result([&](db::Tx& tx) -> Result<cases::Case> {
          return cases::find(tx, find_raw(tx, *id)->case_id).value();
        })
        .value();
  };
  auto const first = take_in(mail("ali@m.example", "Fırın", "1"));
  auto const again = take_in(mail("ali@m.example", "RE: fırın", "2"));
  auto const stranger = take_in(mail("veli@x.example", "[" + first.number + "]", "3"));
  auto const proposals = [&](CaseId id) {
    auto const answer = client->get(path("/cases/" + id.text() + "/mail-proposals"));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json().at("items").as_array();
  };
  EXPECT_TRUE(proposals(first.id).empty());
  ASSERT_EQ(proposals(again.id).size(), 1u);
  EXPECT_EQ(text(proposals(again.id)[0].at("proposed_case_id")), first.id.text());
  EXPECT_EQ(text(proposals(again.id)[0].at("reason")), "same_subject");
  ASSERT_EQ(proposals(stranger.id).size(), 1u);
  EXPECT_EQ(text(proposals(stranger.id)[0].at("reason")), "case_number");
}

}  // namespace
}  // namespace vefa::email
