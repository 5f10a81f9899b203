// Decisions about webhooks, without database or network.
#pragma once
#include <sys/socket.h>

#include "modules/webhooks/webhooks.hpp"

namespace vefa::webhooks {

/// False for every address by which our own machine, its network, or nobody in particular is meant:
/// private, loopback, link-local, shared (RFC 6598), multicast, documentation, reserved, and every
/// IPv6 form that wraps an IPv4 address. Sources: the IANA special-purpose registries, RFC 6890.
bool is_public_address(sockaddr const& address);

/// An address that webhooks may be sent to, taken apart.
struct Target {
  std::string host;  // without brackets, in lower case
  std::string port;
  bool is_secure = false;
};
/// Refuses, under the field `url`, all but `https://host[:port]/…` without user, password and
/// fragment, and hosts that are written as an address that is not public. What `allow` names may be
/// anything and speak plain HTTP.
Result<Target> check_url(std::string const& url, std::vector<std::string> const& allow);
bool is_allowed(Target const& target, std::vector<std::string> const& allow);

/// Refuses kinds that are no `noun.verb`, `noun.*` or `*`, and an empty list, under `kinds`.
Result<void> check_kinds(std::vector<std::string> const& kinds);
bool wants(std::vector<std::string> const& kinds, std::string_view event_kind);

/// `whsec_` and 32 random bytes in base64.
std::string new_secret();

/// The body that tells this event: {type, timestamp, data}.
std::string body_of(jobs::Event const& event);
std::string ping_body(WebhookId id, Instant now);

}  // namespace vefa::webhooks
