// Rows of this module's tables, and the settings of the process.
#pragma once
#include "modules/webhooks/queries.hpp"
#include "modules/webhooks/webhooks.hpp"

namespace vefa::webhooks {

struct WebhookRow {
  WebhookId id;
  std::int64_t version = 1;
  std::string name;
  std::string url;
  std::string kinds;
  State state = State::Active;
  db::Bytes secret;
  std::optional<db::Bytes> old_secret;
  std::optional<Instant> old_secret_until;
  std::optional<Instant> failing_since;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(WebhookRow, (),
                      (id, version, name, url, kinds, state, secret, old_secret, old_secret_until,
                       failing_since, created_at))

inline std::vector<std::string> kinds_of(WebhookRow const& row) { return split(row.kinds, ' '); }

inline constexpr char const* kDeliverJob = "webhooks.deliver";
inline constexpr char const* kPing = "webhook.ping";

/// Queues a message and the job that sends it.
DeliveryId queue(Context const& ctx, db::Tx& tx, WebhookId webhook, jobs::EventId event,
                 std::string const& kind, std::string const& body);

Options const& options();

}  // namespace vefa::webhooks
