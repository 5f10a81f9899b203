#include "http/api.hpp"

#include "modules/webhooks/webhooks.hpp"

namespace vefa::webhooks {
namespace {

using http::Call;
using http::Query;

struct PageQuery {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (cursor, limit))

struct DeliveryQuery {
  std::optional<DeliveryState> state;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(DeliveryQuery, (), (state, cursor, limit))

Result<Page<Webhook>> list_webhooks(Call const&, db::Tx& tx, Query<PageQuery> const& query) {
  return list(tx, query->cursor.value_or(""), query->limit.value_or(50));
}
Result<WebhookWithSecret> create_webhook(Call const& call, db::Tx& tx, NewWebhook const& body) {
  return create(call.ctx, tx, body);
}
Result<Webhook> read_webhook(Call const& call, db::Tx& tx) {
  return find(tx, TRY(call.id<WebhookId>("webhook")));
}
Result<Webhook> change_webhook(Call const& call, db::Tx& tx, WebhookChange const& body) {
  return change(call.ctx, tx, TRY(call.id<WebhookId>("webhook")), body);
}
Result<void> remove_webhook(Call const& call, db::Tx& tx) {
  return remove(call.ctx, tx, TRY(call.id<WebhookId>("webhook")));
}
Result<WebhookWithSecret> rotate_webhook_secret(Call const& call, db::Tx& tx) {
  return rotate_secret(call.ctx, tx, TRY(call.id<WebhookId>("webhook")));
}
Result<Delivery> ping_webhook(Call const& call, db::Tx& tx) {
  return ping(call.ctx, tx, TRY(call.id<WebhookId>("webhook")));
}
Result<Page<Delivery>> list_deliveries(Call const& call, db::Tx& tx,
                                       Query<DeliveryQuery> const& query) {
  return deliveries(tx, TRY(call.id<WebhookId>("webhook")), query->state,
                    query->cursor.value_or(""), query->limit.value_or(50));
}
Result<DeliveryDetail> read_delivery(Call const& call, db::Tx& tx) {
  return delivery(call.ctx, tx, TRY(call.id<WebhookId>("webhook")),
                  TRY(call.id<DeliveryId>("delivery")));
}
Result<Delivery> redeliver_delivery(Call const& call, db::Tx& tx) {
  return redeliver(call.ctx, tx, TRY(call.id<WebhookId>("webhook")),
                   TRY(call.id<DeliveryId>("delivery")));
}

}  // namespace

void add_routes(http::Routes& routes) {
  constexpr auto kMay = Permission::IntegrationsWrite;
  routes.get<list_webhooks>("/webhooks", kMay, "Lists the webhooks, oldest first.");
  routes
      .post<create_webhook>("/webhooks", kMay, "Adds a webhook; the answer alone holds its secret.")
      .status(201)
      .secret();
  routes.get<read_webhook>("/webhooks/{webhook}", kMay, "Shows a webhook.");
  routes.patch<change_webhook>("/webhooks/{webhook}", kMay,
                               "Changes a webhook, pauses it or switches it on again.");
  routes.del<remove_webhook>("/webhooks/{webhook}", kMay, "Removes a webhook with its deliveries.");
  routes
      .post<rotate_webhook_secret>("/webhooks/{webhook}/secret", kMay,
                                   "Gives it a new secret; the old one signs for a day more.")
      .secret();
  routes
      .post<ping_webhook>("/webhooks/{webhook}/ping", kMay,
                          "Sends a test message; its delivery shows what came of it.")
      .status(202);
  routes.get<list_deliveries>("/webhooks/{webhook}/deliveries", kMay,
                              "Lists what was and will be sent, newest first.");
  routes.get<read_delivery>("/webhooks/{webhook}/deliveries/{delivery}", kMay,
                            "Shows a delivery with its body and each attempt.");
  routes
      .post<redeliver_delivery>("/webhooks/{webhook}/deliveries/{delivery}/redeliver", kMay,
                                "Sends a delivery once more.")
      .status(202);
}

}  // namespace vefa::webhooks
