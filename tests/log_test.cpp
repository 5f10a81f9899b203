// What a server's log must not hold, whatever was done and however much it tells.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/support/http_client.hpp"
#include "tests/support/receiver.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

std::string at(HttpAnswer const& answer, std::string_view key) {
  return std::string(answer.json().at(key).as_string());
}

/// Everything that somebody could use who found it in a log.
class Secrets {
 public:
  void add(std::string what, std::string secret) {
    ASSERT_GE(secret.size(), 6u) << what;
    all_.emplace_back(std::move(what), std::move(secret));
  }
  /// Which of them the text holds, as they are or as an address would carry them.
  std::vector<std::string> in(std::string const& text) const {
    std::vector<std::string> out;
    for (auto const& [what, secret] : all_)
      if (text.find(secret) != std::string::npos) out.push_back(what);
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

constexpr char const* kMailbox =
    R"({"address": "service@firma.example", "display_names": {"tr": "Firma"}, "language": "tr",)"
    R"( "team_id": "tea_0000000000001", "imap": {"host": "127.0.0.1", "port": 1,)"
    R"( "security": "none", "user": "service", "secret": "imap-pass-word-1"}, "smtp": {)"
    R"("host": "127.0.0.1", "port": 1, "security": "none", "user": "service",)"
    R"( "secret": "smtp-pass-word-2"}})";

/// People sign in, rightly and wrongly, are invited and forget their passwords.
void let_people_in(int port, HttpClient& boss, Secrets& secrets) {
  secrets.add("a password", "correct horse battery staple");
  secrets.add("a session", boss.token);
  HttpClient stranger(port);
  secrets.add("a wrong password", "wrong-pass-word-3");
  EXPECT_EQ(stranger
                .post("/api/v1/session",
                      R"({"email": "deniz@firma.example", "password": "wrong-pass-word-3"})")
                .status,
            401);
  stranger.token = "vfs_an-invented-session-4";
  secrets.add("an invented session", stranger.token);
  EXPECT_EQ(stranger.get("/api/v1/me").status, 401);
  auto const invited =
      boss.post("/api/v1/staff", R"({"name": "Kata", "email": "kata@firma.example",)"
                                 R"( "language": "hu", "roles": ["rol_0000000000002"]})");
  ASSERT_EQ(invited.status, 201) << invited.body;
  secrets.add("an invitation", at(invited, "token"));
  secrets.add("a chosen password", "a-chosen-pass-word-5");
  EXPECT_EQ(stranger
                .post("/api/v1/password-reset/confirm",
                      R"({"token": "an-invented-link-6", "password": "a-chosen-pass-word-5"})")
                .status,
            422);
  secrets.add("an invented link", "an-invented-link-6");
  EXPECT_LT(stranger.post("/api/v1/password-reset", R"({"email": "deniz@firma.example"})").status,
            300);
  auto const totp = boss.post("/api/v1/me/totp", "{}");
  ASSERT_EQ(totp.status, 200) << totp.body;
  secrets.add("a second factor", at(totp, "secret"));
  EXPECT_GE(boss.post("/api/v1/me/totp/confirm", R"({"code": "000000"})").status, 400);
}

/// Programs get keys; a webhook is told; a mailbox cannot be reached.
void let_programs_in(HttpClient& boss, Secrets& secrets, Receiver const& receiver) {
  auto const token = boss.post("/api/v1/tokens", R"({"name": "shop", "scopes": ["self"]})");
  ASSERT_EQ(token.status, 201) << token.body;
  secrets.add("an API token", at(token, "token"));
  auto const hook = boss.post(
      "/api/v1/webhooks",
      fmt::format(R"({{"name": "shop", "url": "{}?key=hook-address-key-7", "kinds": ["case.*"]}})",
                  receiver.url()));
  ASSERT_EQ(hook.status, 201) << hook.body;
  secrets.add("a webhook's secret", at(hook, "secret"));
  secrets.add("a key in a webhook's address", "hook-address-key-7");
  auto const mailbox = boss.post("/api/v1/mailboxes", kMailbox);
  ASSERT_EQ(mailbox.status, 201) << mailbox.body;
  secrets.add("an IMAP password", "imap-pass-word-1");
  secrets.add("an SMTP password", "smtp-pass-word-2");
  EXPECT_EQ(boss.post("/api/v1/mailboxes/" + at(mailbox, "id") + "/test", "{}").status, 200);
}

/// A customer is answered, and opens her page by its link.
void serve_a_customer(int port, HttpClient& boss, Secrets& secrets) {
  auto const opened = boss.post(
      "/api/v1/cases",
      R"({"customer": {"kind": "person", "display_name": "Ayşe Yıldız", "contacts": [{"kind":)"
      R"( "email", "value": "ayse.yildiz@musteri.example"}]}, "channel": "phone",)"
      R"( "subject": "her-words-8", "text": "her-words-9"})");
  ASSERT_EQ(opened.status, 201) << opened.body;
  secrets.add("a customer's name", "Ayşe Yıldız");
  secrets.add("a customer's address", "ayse.yildiz@musteri.example");
  secrets.add("what a customer wrote about", "her-words-8");
  secrets.add("what a customer wrote", "her-words-9");
  auto const answered = boss.post("/api/v1/cases/" + at(opened, "id") + "/answers",
                                  R"({"text": "Done.", "after": "solved"})");
  ASSERT_EQ(answered.status, 201) << answered.body;
  auto const link = answered.body.find("/c/");
  ASSERT_NE(link, std::string::npos) << answered.body;
  auto const path = answered.body.substr(link, answered.body.find_first_of("?\" \\", link) - link);
  secrets.add("the link to her page", path.substr(3));
  HttpClient customer(port);
  EXPECT_EQ(customer.get(path).status, 200);
  EXPECT_EQ(customer.get(path + "x").status, 404);
  EXPECT_EQ(customer.get(path + "/files/nonsense").status, 404);
}

TEST(Log, no_secret_and_nothing_of_a_customer_stands_in_it_however_much_it_tells) {
  auto const folder = temporary_folder();
  Receiver receiver([](int) { return Receiver::answer(500); });
  VefaProcess vefa(folder, {"--data", folder, "--log-level", "debug", "--webhooks-allow",
                            receiver.name(), "--ship-secret", "ship-secret-10"});
  Secrets secrets;
  HttpClient boss(vefa.port());
  boss.token = first_day(vefa.port()).token;
  let_people_in(vefa.port(), boss, secrets);
  let_programs_in(boss, secrets, receiver);
  serve_a_customer(vefa.port(), boss, secrets);
  secrets.add("the key of the shipped log", "ship-secret-10");
  // Once the webhook was told, and failed, all before it has happened too.
  auto const give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (receiver.received().empty() && std::chrono::steady_clock::now() < give_up)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(receiver.received().empty());
  EXPECT_EQ(vefa.stop(), 0);
  EXPECT_THAT(secrets.in(vefa.log()), ::testing::IsEmpty()) << vefa.log();
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::testing
