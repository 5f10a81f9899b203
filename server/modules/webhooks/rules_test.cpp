#include "modules/webhooks/rules.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace vefa::webhooks {
namespace {

bool is_public(std::string const& text) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1)
    return is_public_address(reinterpret_cast<sockaddr const&>(v4));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  return is_public_address(reinterpret_cast<sockaddr const&>(v6));
}

TEST(WebhookRules, addresses_that_are_not_public) {
  for (auto const* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.254",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.0.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.9",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:127.0.0.1",
                              "::ffff:8.8.8.8",
                              "::8.8.8.8",
                              "64:ff9b::7f00:1",
                              "64:ff9b:1::1",
                              "100::1",
                              "2001::1",
                              "2001:10::1",
                              "2001:db8::1",
                              "2002:7f00:1::",
                              "3fff:1::1",
                              "fc00::1",
                              "fd12:3456::1",
                              "fe80::1",
                              "fec0::1",
                              "ff02::1"})
    EXPECT_FALSE(is_public(address)) << address;
}

TEST(WebhookRules, addresses_that_are_public) {
  for (auto const* address : {"8.8.8.8",
                              "1.1.1.1",
                              "9.255.255.255",
                              "11.0.0.0",
                              "100.63.255.255",
                              "100.128.0.0",
                              "126.255.255.255",
                              "128.0.0.1",
                              "169.253.0.1",
                              "172.15.255.255",
                              "172.32.0.0",
                              "192.167.255.255",
                              "192.169.0.0",
                              "198.17.255.255",
                              "198.20.0.0",
                              "223.255.255.255",
                              "2001:4860:4860::8888",
                              "2606:4700::1111",
                              "2a00:1450::1",
                              "3fff:1000::1"})
    EXPECT_TRUE(is_public(address)) << address;
  sockaddr unix_socket{};
  unix_socket.sa_family = AF_UNIX;
  EXPECT_FALSE(is_public_address(unix_socket));
}

std::string key_of(std::string const& url, std::vector<std::string> const& allow = {}) {
  auto const result = check_url(url, allow);
  if (result) return "";
  EXPECT_EQ(result.error().field, "url");
  return result.error().key;
}

TEST(WebhookRules, only_https_to_a_public_host_is_taken) {
  EXPECT_EQ(key_of("https://hooks.example.com/vefa?x=1"), "");
  EXPECT_EQ(key_of("https://hooks.example.com:8443/"), "");
  EXPECT_EQ(key_of("https://8.8.8.8/"), "");
  EXPECT_EQ(key_of("http://hooks.example.com/"), "webhooks.https_only");
  for (auto const* url : {"", "hooks", "ftp://hooks.example.com/", "file:///etc/passwd",
                          "https://user@hooks.example.com/", "https://u:p@hooks.example.com/",
                          "https://hooks.example.com/#part", "https://", "javascript:1",
                          "https://hooks.example.com:99999/", "gopher://x/"})
    EXPECT_EQ(key_of(url), "webhooks.bad_url") << url;
  for (auto const* url :
       {"https://127.0.0.1/", "https://localhost/", "https://LOCALHOST./", "https://[::1]/",
        "https://10.1.2.3:444/", "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/",
        "https://169.254.169.254/latest", "https://[::ffff:10.0.0.1]/", "https://db.internal/",
        "https://printer.local/"})
    EXPECT_EQ(key_of(url), "webhooks.private_address") << url;
}

TEST(WebhookRules, what_the_server_allows_may_be_private_and_plain_on_that_port_only) {
  std::vector<std::string> const allow{"127.0.0.1:8080", "hooks.internal:80"};
  EXPECT_EQ(key_of("http://127.0.0.1:8080/x", allow), "");
  EXPECT_EQ(key_of("https://127.0.0.1:8080/x", allow), "");
  EXPECT_EQ(key_of("http://hooks.internal/x", allow), "");
  EXPECT_EQ(key_of("http://127.0.0.1:8081/x", allow), "webhooks.https_only");
  EXPECT_EQ(key_of("https://127.0.0.1/x", allow), "webhooks.private_address");
}

TEST(WebhookRules, kinds_are_named_as_events_are) {
  EXPECT_TRUE(check_kinds({"case.opened", "case.*", "*", "work_order.begun"}));
  EXPECT_EQ(check_kinds({}).error().key, "webhooks.no_kinds");
  for (auto const* kind : {"case", "case.", ".opened", "case.op*", "Case.opened", "case.opened.x",
                           "case opened", "*.opened", "**"}) {
    auto const refused = check_kinds({"case.opened", kind});
    ASSERT_FALSE(refused) << kind;
    EXPECT_EQ(refused.error().field, "kinds[1]");
  }
  EXPECT_TRUE(wants({"case.*"}, "case.opened"));
  EXPECT_FALSE(wants({"case.*"}, "casework.begun"));
  EXPECT_FALSE(wants({"case.opened"}, "case.opened_again"));
  EXPECT_TRUE(wants({"promise.broken", "*"}, "anything.else"));
}

TEST(WebhookRules, signature_is_that_of_the_standard) {
  // The example of the Standard Webhooks reference.
  EXPECT_EQ(signature({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                      1614265330, R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookRules, secrets_are_long_and_never_the_same) {
  auto const one = new_secret();
  EXPECT_TRUE(one.starts_with("whsec_"));
  EXPECT_EQ(one.size(), 6u + 44u);
  EXPECT_NE(one, new_secret());
}

TEST(WebhookRules, body_names_ids_and_no_person) {
  jobs::Event event;
  event.id = jobs::EventId{77};
  event.kind = "promise.broken";
  event.at = Instant{1763812800000};
  event.actor_kind = "staff";
  event.actor_id = 5;
  event.actor_name = "Işıl";
  event.case_id = 9;
  event.payload = {{"promise", "pro_0000000000001"}};
  EXPECT_EQ(body_of(event),
            R"({"type":"promise.broken","timestamp":"2025-11-22T12:00:00.000Z","data":)"
            R"({"event":"evt_000000000002D","case":"cas_0000000000009","customer":null,)"
            R"("team":null,"actor":{"kind":"staff","id":"stf_0000000000005"},)"
            R"("details":{"promise":"pro_0000000000001"}}})");
}

}  // namespace
}  // namespace vefa::webhooks
