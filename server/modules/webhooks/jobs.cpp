#include "jobs/together.hpp"

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/server_key.hpp"
#include "db/remember.hpp"
#include "modules/webhooks/post.hpp"
#include "modules/webhooks/rules.hpp"
#include "modules/webhooks/store.hpp"

namespace vefa::webhooks {
namespace {

constexpr int kMaxTries = 10;  // the pauses add up to a day
constexpr std::int64_t kGone = 410;

/// What one attempt needs.
struct Parcel {
  WebhookRow webhook;
  Delivery delivery;
  std::string body;
};

db::Remembered const kActive{"webhooks"};

std::shared_ptr<std::vector<WebhookRow> const> active(db::Tx& tx) {
  return db::remember<std::vector<WebhookRow>>(
      tx, kActive, "", [&] { return tx.list<WebhookRow>(sql::list_active); });
}

bool is_wanted(db::Tx& tx, jobs::Event const& event) {
  auto const all = active(tx);
  return std::any_of(all->begin(), all->end(), [&](WebhookRow const& webhook) {
    return wants(kinds_of(webhook), event.kind);
  });
}

void react(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  std::string body;
  auto const all = active(tx);
  for (auto const& webhook : *all) {
    if (!wants(kinds_of(webhook), event.kind)) continue;
    if (body.empty()) body = body_of(event);
    queue(ctx, tx, webhook.id, event.id, event.kind, body);
  }
}

std::optional<Parcel> load(db::Database& database, DeliveryId id) {
  std::optional<Parcel> parcel;
  database.read_now([&](db::Tx& tx) {
    parcel.reset();
    auto delivery = tx.find<Delivery>(sql::find_delivery, id);
    if (!delivery || delivery->state != DeliveryState::Queued) return;
    auto webhook = tx.find<WebhookRow>(sql::find_webhook, delivery->webhook_id);
    if (!webhook) return;
    parcel = {std::move(*webhook), std::move(*delivery),
              tx.scalar<std::string>(sql::find_body, id).value_or("")};
  });
  return parcel;
}

std::vector<std::string> secrets_of(WebhookRow const& webhook, Instant now) {
  auto const current = unseal(server_key(), webhook.secret.data);
  if (!current)
    throw jobs::GiveUp("the secret was sealed under another server's key: make a new secret");
  std::vector<std::string> secrets{*current};
  if (webhook.old_secret && now < *webhook.old_secret_until)
    if (auto const old = unseal(server_key(), webhook.old_secret->data)) secrets.push_back(*old);
  return secrets;
}

Answer send(Parcel const& parcel, Instant now) {
  // The receiver compares with its own clock, so this is the wall's and not the company's.
  auto const seconds = wall_now().ms / 1000;
  auto const message = parcel.delivery.id.text();
  Headers const headers{{"webhook-id", message},
                        {"webhook-timestamp", std::to_string(seconds)},
                        {"webhook-signature", signature(secrets_of(parcel.webhook, now), message,
                                                        seconds, parcel.body)}};
  return post(options(), parcel.webhook.url, headers, parcel.body);
}

void switch_off(Context const& ctx, db::Tx& tx, WebhookRow const& webhook, std::string why) {
  if (tx.change(sql::disable, webhook.id) == 0) return;
  jobs::record(
      ctx, tx,
      {.kind = "webhook.disabled",
       .payload = {
           {"webhook", webhook.id.text()}, {"name", webhook.name}, {"why", std::move(why)}}});
}

/// Answers whether it is worth trying again.
bool write_outcome(Context const& ctx, db::Tx& tx, Parcel const& parcel, Answer const& answer,
                   std::int64_t tries_before) {
  bool const sent = !answer.fault;
  bool const gone = answer.status == kGone;
  bool const is_ping = parcel.delivery.kind == kPing;
  bool const again = !sent && !gone && !is_ping && tries_before + 1 < kMaxTries;
  std::optional<Instant> next;
  if (again) next = ctx.now + jobs::pause_after(tries_before + 1);
  auto const state = sent    ? DeliveryState::Sent
                     : again ? DeliveryState::Queued
                             : DeliveryState::Failed;
  tx.run(sql::write_outcome, parcel.delivery.id, state, ctx.now, next, answer.status, answer.fault,
         answer.detail, answer.excerpt, answer.duration_ms);
  tx.run(sql::insert_attempt, ctx.ids->next_value(), parcel.delivery.id, ctx.now,
         answer.duration_ms, answer.status, answer.fault, answer.detail, answer.excerpt);
  if (is_ping) return again;
  if (sent) {
    // Only where there was trouble: a write to webhooks makes what is remembered be read anew.
    if (parcel.webhook.failing_since) tx.run(sql::note_success, parcel.webhook.id);
    return false;
  }
  tx.run(sql::note_failing, parcel.webhook.id, ctx.now);
  auto const since = parcel.webhook.failing_since.value_or(ctx.now);
  if (gone) switch_off(ctx, tx, parcel.webhook, "gone");
  if (!gone && ctx.now - since >= options().disable_after)
    switch_off(ctx, tx, parcel.webhook, "failing");
  return again;
}

void write(db::Database& database, std::function<void(db::Tx&)> const& work) {
  database.write_now([&](db::Tx& tx) {
    work(tx);
    return db::Outcome::Commit;
  });
}

void deliver(Context const& ctx, db::Database& database, jobs::Job const& job) {
  auto const id = DeliveryId::parse(job.subject);
  auto const parcel = id ? load(database, *id) : std::nullopt;
  if (!parcel) return;  // the webhook was removed
  if (parcel->webhook.state != State::Active && parcel->delivery.kind != kPing) {
    write(database, [&](db::Tx& tx) { tx.run(sql::mark_switched_off, *id); });
    return;
  }
  auto const answer = send(*parcel, ctx.now);
  bool again = false;
  write(database, [&](db::Tx& tx) { again = write_outcome(ctx, tx, *parcel, answer, job.tries); });
  // A delivery that failed for good stands in its own list, with a button; no failed job beside it.
  if (!again) return;
  // It goes into the log: not by the address, which may hold a key.
  throw std::runtime_error(parcel->webhook.id.text() + ": " + wire::enum_text(*answer.fault) + " " +
                           std::to_string(answer.status.value_or(0)));
}

void forget(Context const& ctx, db::Tx& tx, jobs::Job const&) {
  auto const gone = tx.change(sql::forget_deliveries, ctx.now - kDeliveriesKept);
  if (gone > 0) log::info("webhooks.deliveries_forgotten", {{"count", std::to_string(gone)}});
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  jobs::subscribe_where(registry, "webhooks", {"*"}, is_wanted, react);
  registry.effect(kDeliverJob, deliver, kMaxTries,
                  [](Context const&, db::Tx& tx, jobs::Job const& job, std::string const&) {
                    if (auto const id = DeliveryId::parse(job.subject))
                      tx.run(sql::mark_failed, *id);
                  });
  registry.every("webhooks.forget", std::chrono::minutes(30), forget);
}

}  // namespace vefa::webhooks
