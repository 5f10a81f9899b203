#include "modules/webhooks/webhooks.hpp"

#include "base/crypto.hpp"
#include "base/server_key.hpp"
#include "i18n/i18n.hpp"
#include "modules/webhooks/rules.hpp"
#include "modules/webhooks/store.hpp"

namespace vefa::webhooks {
namespace {

Options& settings() {
  static Options current;
  return current;
}

Webhook view(WebhookRow const& row) {
  return {row.id,        row.version, row.name,          row.url,
          kinds_of(row), row.state,   row.failing_since, row.old_secret_until,
          row.created_at};
}

void record(Context const& ctx, db::Tx& tx, std::string kind, WebhookId id) {
  jobs::record(ctx, tx, {.kind = std::move(kind), .payload = {{"webhook", id.text()}}});
}

Result<WebhookRow> find_row(db::Tx& tx, WebhookId id) {
  auto row = tx.find<WebhookRow>(sql::find_webhook, id);
  if (!row) return not_found("webhook");
  return std::move(*row);
}

Result<std::string> checked_kinds(Kinds const& wanted) {
  std::vector<std::string> kinds;
  for (auto const& kind : wanted) kinds.push_back(kind.value);
  TRY(check_kinds(kinds));
  return join(kinds, " ");
}

template <class Row>
Page<Row> page_of(std::vector<Row> rows, std::int64_t limit) {
  Page<Row> page{std::move(rows), {}};
  if (page.items.size() <= static_cast<std::size_t>(limit)) return page;
  page.items.pop_back();
  page.next_cursor = page.items.back().id.text();
  return page;
}

template <class IdType>
Result<IdType> cursor_or(std::string const& cursor, std::int64_t otherwise) {
  if (cursor.empty()) return IdType{otherwise};
  auto const parsed = IdType::parse(cursor);
  if (!parsed) return invalid("cursor", "error.bad_cursor");
  return *parsed;
}

Result<Delivery> find_delivery(db::Tx& tx, WebhookId webhook, DeliveryId id) {
  auto found = tx.find<Delivery>(sql::find_delivery, id);
  if (!found || found->webhook_id != webhook) return not_found("delivery");
  return std::move(*found);
}

}  // namespace

void configure(Options wanted) { settings() = std::move(wanted); }
Options const& options() { return settings(); }

DeliveryId queue(Context const& ctx, db::Tx& tx, WebhookId webhook, jobs::EventId event,
                 std::string const& kind, std::string const& body) {
  auto const id = ctx.new_id<DeliveryId>();
  tx.run(sql::insert_delivery, id, webhook, event, kind, body, ctx.now);
  jobs::add(ctx, tx, kDeliverJob, id.text(), ctx.now);
  return id;
}

Result<Page<Webhook>> list(db::Tx& tx, std::string const& cursor, std::int64_t limit) {
  limit = std::clamp<std::int64_t>(limit, 1, 100);
  auto const after = TRY(cursor_or<WebhookId>(cursor, 1));
  std::vector<Webhook> all;
  for (auto const& row : tx.list<WebhookRow>(sql::list_webhooks, after, limit + 1))
    all.push_back(view(row));
  return page_of(std::move(all), limit);
}

Result<Webhook> find(db::Tx& tx, WebhookId id) { return view(TRY(find_row(tx, id))); }

Result<WebhookWithSecret> create(Context const& ctx, db::Tx& tx, NewWebhook const& wanted) {
  TRY(check_url(wanted.url, options().allow));
  auto const kinds = TRY(checked_kinds(wanted.kinds));
  if (tx.scalar<std::int64_t>(sql::count_webhooks).value_or(0) >= kMostWebhooks)
    return refused("webhooks.too_many", {{"limit", std::to_string(kMostWebhooks)}});
  auto const secret = new_secret();
  WebhookRow row;
  row.id = ctx.new_id<WebhookId>();
  row.name = wanted.name;
  row.url = wanted.url;
  row.kinds = kinds;
  row.secret = {seal(server_key(), secret)};
  row.created_at = ctx.now;
  tx.insert(sql::insert_webhook, row);
  record(ctx, tx, "webhook.created", row.id);
  return WebhookWithSecret{view(row), secret};
}

Result<Webhook> change(Context const& ctx, db::Tx& tx, WebhookId id, WebhookChange const& change) {
  auto row = TRY(find_row(tx, id));
  if (row.version != change.version) return stale(row.version);
  if (change.url) {
    TRY(check_url(*change.url, options().allow));
    row.url = *change.url;
  }
  if (change.kinds) row.kinds = TRY(checked_kinds(*change.kinds));
  if (change.name) row.name = *change.name;
  if (change.state) {
    bool const on = *change.state == WantedState::Active;
    row.state = on ? State::Active : State::Paused;
    if (on) row.failing_since.reset();
  }
  if (tx.change(sql::update_webhook, id, row.version, row.name, row.url, row.kinds, row.state,
                row.failing_since) == 0)
    return stale(row.version + 1);
  ++row.version;
  record(ctx, tx, "webhook.changed", id);
  return view(row);
}

Result<void> remove(Context const& ctx, db::Tx& tx, WebhookId id) {
  if (tx.change(sql::delete_webhook, id) == 0) return not_found("webhook");
  record(ctx, tx, "webhook.removed", id);
  return {};
}

Result<WebhookWithSecret> rotate_secret(Context const& ctx, db::Tx& tx, WebhookId id) {
  auto row = TRY(find_row(tx, id));
  auto const secret = new_secret();
  row.old_secret = std::move(row.secret);
  row.old_secret_until = ctx.now + kOldSecretLife;
  row.secret = {seal(server_key(), secret)};
  tx.run(sql::update_secret, id, row.secret, row.old_secret, row.old_secret_until);
  ++row.version;
  record(ctx, tx, "webhook.secret_changed", id);
  return WebhookWithSecret{view(row), secret};
}

Result<Delivery> ping(Context const& ctx, db::Tx& tx, WebhookId id) {
  TRY(find_row(tx, id));
  auto const delivery = queue(ctx, tx, id, {}, kPing, ping_body(id, ctx.now));
  return find_delivery(tx, id, delivery);
}

Result<Page<Delivery>> deliveries(db::Tx& tx, WebhookId id, std::optional<DeliveryState> state,
                                  std::string const& cursor, std::int64_t limit) {
  TRY(find_row(tx, id));
  limit = std::clamp<std::int64_t>(limit, 1, 200);
  auto const before = TRY(cursor_or<DeliveryId>(cursor, std::numeric_limits<std::int64_t>::max()));
  auto rows = state
                  ? tx.list<Delivery>(sql::list_deliveries_in_state, id, before, limit + 1, *state)
                  : tx.list<Delivery>(sql::list_deliveries, id, before, limit + 1);
  return page_of(std::move(rows), limit);
}

Result<DeliveryDetail> delivery(Context const& ctx, db::Tx& tx, WebhookId id, DeliveryId delivery) {
  DeliveryDetail detail;
  detail.delivery = TRY(find_delivery(tx, id, delivery));
  if (detail.delivery.fault)
    detail.fault_text =
        i18n::message(ctx.language, "webhooks.fault." + wire::enum_text(*detail.delivery.fault),
                      {{"status", std::to_string(detail.delivery.response_status.value_or(0))}});
  detail.body = tx.scalar<std::string>(sql::find_body, delivery).value_or("");
  detail.attempts = tx.list<Attempt>(sql::list_attempts, delivery);
  return detail;
}

Result<Delivery> redeliver(Context const& ctx, db::Tx& tx, WebhookId id, DeliveryId delivery) {
  auto const row = TRY(find_row(tx, id));
  auto found = TRY(find_delivery(tx, id, delivery));
  if (row.state != State::Active && found.kind != kPing) return refused("webhooks.not_active");
  if (tx.change(sql::queue_again, delivery) == 0)
    return Error{Code::Conflict, "webhooks.still_queued", {}, {}, {}};
  // What was given up for a person to see is hereby seen.
  jobs::cancel(tx, kDeliverJob, delivery.text());
  jobs::add(ctx, tx, kDeliverJob, delivery.text(), ctx.now);
  return find_delivery(tx, id, delivery);
}

}  // namespace vefa::webhooks
