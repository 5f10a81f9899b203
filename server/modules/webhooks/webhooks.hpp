// Tells other programs of a company what happens here: each event of the kinds a webhook asks for
// is posted to its address, signed in the Standard Webhooks form, tried for about a day, and kept
// in sight.
//
// All verbs run in the caller's transaction; routes ask for Permission::IntegrationsWrite.
#pragma once
#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "jobs/jobs.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::webhooks {

/// Paused by a person; disabled by itself, after days of failures or because the address is gone.
enum class State { Active, Paused, Disabled };
BOOST_DESCRIBE_ENUM(State, Active, Paused, Disabled)
enum class WantedState { Active, Paused };
BOOST_DESCRIBE_ENUM(WantedState, Active, Paused)
enum class DeliveryState { Queued, Sent, Failed };
BOOST_DESCRIBE_ENUM(DeliveryState, Queued, Sent, Failed)
/// Why an attempt failed; each has a text in i18n, `webhooks.fault.<fault>`.
enum class Fault { Status, Blocked, NameNotFound, NotReached, TimedOut, Tls, SwitchedOff, Other };
BOOST_DESCRIBE_ENUM(Fault, Status, Blocked, NameNotFound, NotReached, TimedOut, Tls, SwitchedOff,
                    Other)

using Kinds = List<Text<100, 1>, 50>;

struct NewWebhook {
  Text<100, 1> name;
  Text<2000, 1> url;
  Kinds kinds;  // of events; `case.*` and `*` take all of that beginning
};
BOOST_DESCRIBE_STRUCT(NewWebhook, (), (name, url, kinds))

struct WebhookChange {
  std::int64_t version = 0;
  std::optional<Text<100, 1>> name;
  std::optional<Text<2000, 1>> url;
  std::optional<Kinds> kinds;
  std::optional<WantedState> state;
};
BOOST_DESCRIBE_STRUCT(WebhookChange, (), (version, name, url, kinds, state))

struct Webhook {
  WebhookId id;
  std::int64_t version = 1;
  std::string name;
  std::string url;
  std::vector<std::string> kinds;
  State state = State::Active;
  std::optional<Instant> failing_since;     // the first failure after the last success
  std::optional<Instant> old_secret_until;  // both secrets sign until then
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Webhook, (),
                      (id, version, name, url, kinds, state, failing_since, old_secret_until,
                       created_at))

/// The only answer that holds the secret.
struct WebhookWithSecret {
  Webhook webhook;
  std::string secret;  // whsec_…
};
BOOST_DESCRIBE_STRUCT(WebhookWithSecret, (), (webhook, secret))

struct Delivery {
  DeliveryId id;  // the header `webhook-id`, the same in each attempt
  WebhookId webhook_id;
  jobs::EventId event_id;  // none: a ping
  std::string kind;
  DeliveryState state = DeliveryState::Queued;
  std::int64_t attempts = 0;
  Instant created_at;
  std::optional<Instant> last_attempt_at;
  std::optional<Instant> next_attempt_at;
  // Of the last attempt:
  std::optional<std::int64_t> response_status;
  std::optional<Fault> fault;
  std::string fault_detail;      // in the words of the library, English
  std::string response_excerpt;  // the first 2 kB
  std::optional<std::int64_t> duration_ms;
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (id, webhook_id, event_id, kind, state, attempts, created_at, last_attempt_at,
                       next_attempt_at, response_status, fault, fault_detail, response_excerpt,
                       duration_ms))

struct Attempt {
  Instant at;
  std::int64_t duration_ms = 0;
  std::optional<std::int64_t> response_status;
  std::optional<Fault> fault;
  std::string fault_detail;
  std::string response_excerpt;
};
BOOST_DESCRIBE_STRUCT(Attempt, (),
                      (at, duration_ms, response_status, fault, fault_detail, response_excerpt))

struct DeliveryDetail {
  Delivery delivery;
  std::string fault_text;  // what went wrong and what to do, in the reader's language
  std::string body;        // as it was or will be sent
  std::vector<Attempt> attempts;
};
BOOST_DESCRIBE_STRUCT(DeliveryDetail, (), (delivery, fault_text, body, attempts))

/// What whoever runs the server decides, not a company.
struct Options {
  /// `host:port` of receivers that may be in a private network and may speak plain HTTP.
  std::vector<std::string> allow;
  /// `host:port:address` for names that no name server knows, as a hosts file; the guard still
  /// holds.
  std::vector<std::string> hosts;
  Duration timeout = std::chrono::seconds(10);          // of a whole attempt
  Duration disable_after = std::chrono::hours(24 * 5);  // of nothing but failures
};
/// Called once at the start, before any use-case. Without it: the values above.
void configure(Options options);

inline constexpr std::int64_t kMostWebhooks = 100;
/// After a change of the secret both sign for a day, so that the receiver loses nothing.
inline constexpr Duration kOldSecretLife = std::chrono::hours(24);
inline constexpr Duration kDeliveriesKept = std::chrono::hours(24 * 30);

/// Oldest first; `limit` 1…100.
Result<Page<Webhook>> list(db::Tx& tx, std::string const& cursor, std::int64_t limit);
Result<Webhook> find(db::Tx& tx, WebhookId id);
Result<WebhookWithSecret> create(Context const& ctx, db::Tx& tx, NewWebhook const& wanted);
/// Stale for another version. Switching it on forgets its failures.
Result<Webhook> change(Context const& ctx, db::Tx& tx, WebhookId id, WebhookChange const& change);
/// With all its deliveries.
Result<void> remove(Context const& ctx, db::Tx& tx, WebhookId id);
Result<WebhookWithSecret> rotate_secret(Context const& ctx, db::Tx& tx, WebhookId id);
/// Sends a `webhook.ping`, once, whatever the state.
Result<Delivery> ping(Context const& ctx, db::Tx& tx, WebhookId id);

/// Newest first; `limit` 1…200.
Result<Page<Delivery>> deliveries(db::Tx& tx, WebhookId id, std::optional<DeliveryState> state,
                                  std::string const& cursor, std::int64_t limit);
Result<DeliveryDetail> delivery(Context const& ctx, db::Tx& tx, WebhookId id, DeliveryId delivery);
/// Sends once more what was sent or has failed, under the same `webhook-id`.
Result<Delivery> redeliver(Context const& ctx, db::Tx& tx, WebhookId id, DeliveryId delivery);

/// The header `webhook-signature` by all the secrets, the newest first (the Standard Webhooks
/// form).
std::string signature(std::vector<std::string> const& secrets, std::string_view message_id,
                      std::int64_t unix_seconds, std::string_view body);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::webhooks
