#include "modules/webhooks/rules.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sodium.h>

#include <array>

#include "base/crypto.hpp"

namespace vefa::webhooks {
namespace {

struct Block4 {
  std::uint32_t address;
  int bits;
};
constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}
constexpr std::array kNotPublic4{Block4{ip(0, 0, 0, 0), 8},       Block4{ip(10, 0, 0, 0), 8},
                                 Block4{ip(100, 64, 0, 0), 10},   Block4{ip(127, 0, 0, 0), 8},
                                 Block4{ip(169, 254, 0, 0), 16},  Block4{ip(172, 16, 0, 0), 12},
                                 Block4{ip(192, 0, 0, 0), 24},    Block4{ip(192, 0, 2, 0), 24},
                                 Block4{ip(192, 31, 196, 0), 24}, Block4{ip(192, 52, 193, 0), 24},
                                 Block4{ip(192, 88, 99, 0), 24},  Block4{ip(192, 168, 0, 0), 16},
                                 Block4{ip(192, 175, 48, 0), 24}, Block4{ip(198, 18, 0, 0), 15},
                                 Block4{ip(198, 51, 100, 0), 24}, Block4{ip(203, 0, 113, 0), 24},
                                 Block4{ip(224, 0, 0, 0), 4},     Block4{ip(240, 0, 0, 0), 4}};

bool is_public4(std::uint32_t address) {
  return std::none_of(kNotPublic4.begin(), kNotPublic4.end(), [&](Block4 const& block) {
    auto const mask = ~std::uint32_t{0} << (32 - block.bits);
    return (address & mask) == block.address;
  });
}

bool is_public6(in6_addr const& address) {
  auto const* b = address.s6_addr;
  auto const first = static_cast<std::uint32_t>(b[0] << 8 | b[1]);
  auto const second = static_cast<std::uint32_t>(b[2] << 8 | b[3]);
  // Only 2000::/3 is given out; mapped, translated and local forms are all outside of it.
  if ((first & 0xe000) != 0x2000) return false;
  if (first == 0x2001 && second < 0x0200) return false;   // protocols, Teredo, benchmarks
  if (first == 0x2001 && second == 0x0db8) return false;  // documentation
  if (first == 0x2002) return false;                      // 6to4 wraps an IPv4 address
  return first != 0x3fff || second >= 0x1000;             // documentation
}

bool is_private_literal(std::string const& host) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1)
    return !is_public_address(reinterpret_cast<sockaddr const&>(v4));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1)
    return !is_public_address(reinterpret_cast<sockaddr const&>(v6));
  return host == "localhost" || host.ends_with(".localhost") || host.ends_with(".local") ||
         host.ends_with(".internal");
}

/// A part of a parsed address; empty when it has none.
std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_kind(std::string_view text) {
  if (text == "*") return true;
  auto const dot = text.find('.');
  if (dot == std::string_view::npos || !is_word(text.substr(0, dot))) return false;
  auto const verb = text.substr(dot + 1);
  return verb == "*" || is_word(verb);
}

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // its NUL
  return out;
}

std::string from_base64(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                    text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  out.resize(size);
  return out;
}

constexpr std::string_view kSecretPrefix = "whsec_";

template <class IdType>
Json id_json(std::int64_t value) {
  if (value == 0) return nullptr;
  return Json(IdType{value}.text());
}

Json actor_json(jobs::Event const& event) {
  Json id = nullptr;
  if (event.actor_kind == "staff") id = id_json<StaffId>(event.actor_id);
  if (event.actor_kind == "customer") id = id_json<CustomerId>(event.actor_id);
  // Without the name: what leaves the house names nobody.
  return JsonObject{{"kind", event.actor_kind}, {"id", id}};
}

}  // namespace

bool is_public_address(sockaddr const& address) {
  if (address.sa_family == AF_INET)
    return is_public4(ntohl(reinterpret_cast<sockaddr_in const&>(address).sin_addr.s_addr));
  if (address.sa_family == AF_INET6)
    return is_public6(reinterpret_cast<sockaddr_in6 const&>(address).sin6_addr);
  return false;
}

bool is_allowed(Target const& target, std::vector<std::string> const& allow) {
  auto const name = target.host + ":" + target.port;
  return std::find(allow.begin(), allow.end(), name) != allow.end();
}

Result<Target> check_url(std::string const& url, std::vector<std::string> const& allow) {
  std::unique_ptr<CURLU, void (*)(CURLU*)> const parsed(curl_url(), curl_url_cleanup);
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
    return invalid("url", "webhooks.bad_url");
  auto const scheme = part(parsed.get(), CURLUPART_SCHEME);
  Target target{part(parsed.get(), CURLUPART_HOST),
                part(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT), scheme == "https"};
  if (target.host.starts_with('[')) target.host = target.host.substr(1, target.host.size() - 2);
  std::transform(target.host.begin(), target.host.end(), target.host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  while (target.host.ends_with('.')) target.host.pop_back();
  bool const has_more = !part(parsed.get(), CURLUPART_USER).empty() ||
                        !part(parsed.get(), CURLUPART_PASSWORD).empty() ||
                        !part(parsed.get(), CURLUPART_FRAGMENT).empty();
  if (target.host.empty() || has_more || (scheme != "https" && scheme != "http"))
    return invalid("url", "webhooks.bad_url");
  if (is_allowed(target, allow)) return target;
  if (!target.is_secure) return invalid("url", "webhooks.https_only");
  if (is_private_literal(target.host)) return invalid("url", "webhooks.private_address");
  return target;
}

Result<void> check_kinds(std::vector<std::string> const& kinds) {
  if (kinds.empty()) return invalid("kinds", "webhooks.no_kinds");
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (!is_kind(kinds[i]))
      return invalid("kinds[" + std::to_string(i) + "]", "webhooks.bad_kind", {{"kind", kinds[i]}});
  return {};
}

bool wants(std::vector<std::string> const& kinds, std::string_view event_kind) {
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string const& pattern) {
    if (!pattern.ends_with('*')) return pattern == event_kind;
    return event_kind.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
  });
}

std::string new_secret() { return std::string(kSecretPrefix) + base64(random_bytes(32)); }

std::string signature(std::vector<std::string> const& secrets, std::string_view message_id,
                      std::int64_t unix_seconds, std::string_view body) {
  auto const text = fmt::format("{}.{}.{}", message_id, unix_seconds, body);
  std::string header;
  for (auto const& secret : secrets) {
    auto const key = from_base64(std::string_view(secret).substr(kSecretPrefix.size()));
    if (!header.empty()) header += ' ';
    header += "v1," + base64(hmac_sha256(key, text));
  }
  return header;
}

std::string body_of(jobs::Event const& event) {
  JsonObject const data{{"event", event.id.text()},
                        {"case", id_json<CaseId>(event.case_id)},
                        {"customer", id_json<CustomerId>(event.customer_id)},
                        {"team", id_json<TeamId>(event.team_id)},
                        {"actor", actor_json(event)},
                        {"details", event.payload}};
  return boost::json::serialize(
      JsonObject{{"type", event.kind}, {"timestamp", to_text(event.at)}, {"data", data}});
}

std::string ping_body(WebhookId id, Instant now) {
  return boost::json::serialize(JsonObject{{"type", "webhook.ping"},
                                           {"timestamp", to_text(now)},
                                           {"data", JsonObject{{"webhook", id.text()}}}});
}

}  // namespace vefa::webhooks
