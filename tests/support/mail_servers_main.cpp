// The tests' mail servers as a program, for tests that are not C++ (web/e2e): says where they
// listen, then carries out one command a line until its input ends.
//   {"send": {"from": "a@b", "to": "c@d", "raw": "…"}}  hands a mail to Postfix
//   {"read": "c@d"}                                     tells the mails of that mailbox
#include <iostream>

#include "base/json.hpp"
#include "modules/channels/email/imap.hpp"
#include "modules/channels/email/mime.hpp"
#include "modules/channels/email/smtp.hpp"
#include "tests/support/mail_servers.hpp"

namespace vefa::testing {
namespace {

constexpr std::uint64_t kLargestMail = 20u << 20;

std::string text(JsonObject const& in, char const* name) {
  return std::string(in.at(name).as_string());
}

JsonObject send(MailServers const& servers, JsonObject const& in) {
  email::send_mail(
      {.host = "127.0.0.1", .port = servers.smtp_port(), .security = email::Security::None},
      {text(in, "from"), {text(in, "to")}}, text(in, "raw"));
  return {{"sent", true}};
}

JsonObject read(MailServers const& servers, std::string const& address) {
  email::ImapSession session({.host = "127.0.0.1",
                              .port = servers.imaps_port(),
                              .security = email::Security::Tls,
                              .user = address,
                              .secret = MailServers::kPassword,
                              .ca_pem = servers.ca_pem()});
  session.select("INBOX");
  boost::json::array mails;
  for (auto const uid : session.uids_from(1)) {
    auto const fetched = session.fetch(uid, kLargestMail);
    if (!fetched) continue;
    auto const mail = email::parse_mail(fetched->raw);
    mails.push_back(JsonObject{{"subject", mail.subject},
                               {"text", mail.text},
                               {"message_id", mail.message_id},
                               {"in_reply_to", mail.in_reply_to}});
  }
  return {{"mails", std::move(mails)}};
}

JsonObject carry_out(MailServers const& servers, std::string const& line) {
  try {
    auto const in = boost::json::parse(line).as_object();
    if (auto const* mail = in.if_contains("send")) return send(servers, mail->as_object());
    return read(servers, text(in, "read"));
  } catch (std::exception const& e) {
    return {{"error", e.what()}};
  }
}

int run(int count, char** addresses) {
  MailServers::Options options;
  if (count > 0) options.mailboxes.assign(addresses, addresses + count);
  MailServers const servers(options);
  std::cout << boost::json::serialize(JsonObject{{"imaps_port", servers.imaps_port()},
                                                 {"smtps_port", servers.smtps_port()},
                                                 {"ca_pem", servers.ca_pem()},
                                                 {"password", MailServers::kPassword}})
            << std::endl;
  for (std::string line; std::getline(std::cin, line);)
    std::cout << boost::json::serialize(carry_out(servers, line)) << std::endl;
  return 0;
}

}  // namespace
}  // namespace vefa::testing

int main(int argc, char** argv) {
  try {
    return vefa::testing::run(argc - 1, argv + 1);
  } catch (std::exception const& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
