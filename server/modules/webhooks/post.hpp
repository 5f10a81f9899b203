// One POST to a receiver, under guard.
#pragma once
#include "modules/webhooks/webhooks.hpp"

namespace vefa::webhooks {

struct Answer {
  std::optional<std::int64_t> status;  // none: no answer came
  std::optional<Fault> fault;          // none: 2xx
  std::string detail;
  std::string excerpt;  // valid UTF-8, at most 2 kB
  std::int64_t duration_ms = 0;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Follows no redirect, uses no proxy, reads at most 64 kB of the answer. The address that is
/// really connected to must be public unless `options.allow` names the host and port. Waits up to
/// `options.timeout`.
Answer post(Options const& options, std::string const& url, Headers const& headers,
            std::string const& body);

}  // namespace vefa::webhooks
