#include "modules/webhooks/webhooks.hpp"

#include <future>

#include "base/log.hpp"
#include "base/server_key.hpp"
#include "modules/webhooks/rules.hpp"
#include "modules/webhooks/store.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/receiver.hpp"

namespace vefa::webhooks {
namespace {

using namespace std::chrono_literals;
using testing::Received;
using testing::Receiver;
constexpr Instant kNoon{1763812800000};

class Webhooks : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    database = fresh();
    log::set_level(log::Level::Error);
    add_jobs(registry);
    jobs::install(registry);
    runner = jobs::Runner::start(*database, registry, clock, ids);
  }
  void TearDown() override {
    runner->stop();
    configure({});
  }

  void allow(std::vector<Receiver const*> const& receivers, Duration timeout = 10s) {
    Options options;
    options.timeout = timeout;
    for (auto const* one : receivers) options.allow.push_back(one->name());
    configure(options);
  }
  Context context() {
    Context ctx;
    ctx.now = clock.now();
    ctx.ids = &ids;
    return ctx;
  }
  template <class F>
  auto write(F const& f) {
    return database->write_result([&](db::Tx& tx) { return f(tx); });
  }
  WebhookWithSecret add(std::string const& url, std::vector<std::string> const& kinds = {"*"}) {
    NewWebhook wanted;
    wanted.name.value = "erp";
    wanted.url.value = url;
    for (auto const& kind : kinds) wanted.kinds.push_back({kind});
    auto made = write([&](db::Tx& tx) { return create(context(), tx, wanted); });
    EXPECT_TRUE(made) << (made ? "" : made.error().key);
    return *made;
  }
  void happen(std::string kind) {
    database->write_now([&](db::Tx& tx) {
      jobs::record(context(), tx, {.kind = kind, .case_id = 9});
      return db::Outcome::Commit;
    });
  }
  void idle() { ASSERT_TRUE(runner->wait_idle(30s)); }
  void pass(Duration by) {
    clock.advance(by);
    idle();
  }
  std::vector<Delivery> deliveries_of(WebhookId id, std::optional<DeliveryState> state = {}) {
    return database->read_result([&](db::Tx& tx) { return deliveries(tx, id, state, "", 100); })
        .value()
        .items;
  }
  Webhook webhook(WebhookId id) {
    return database->read_result([&](db::Tx& tx) { return find(tx, id); }).value();
  }

  FakeClock clock{kNoon};
  IdSource ids{5};
  jobs::Registry registry;
  std::unique_ptr<db::Database> database;
  std::unique_ptr<jobs::Runner> runner;
};
VEFA_ON_BOTH_DATABASES(Webhooks);

bool is_signed(Received const& message, std::string const& secret) {
  auto const& h = message.headers;
  auto const wanted =
      signature({secret}, h.at("webhook-id"), std::stoll(h.at("webhook-timestamp")), message.body);
  auto const all = split(h.at("webhook-signature"), ' ');
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

TEST_P(Webhooks, event_is_posted_signed_to_those_who_want_it) {
  Receiver receiver;
  allow({&receiver});
  auto const cases = add(receiver.url("/cases"), {"case.*"});
  add(receiver.url("/promises"), {"promise.broken"});
  happen("case.opened");
  idle();
  auto const got = receiver.received();
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0].request_line, "POST /cases HTTP/1.1");
  EXPECT_EQ(got[0].headers.at("content-type"), "application/json");
  EXPECT_LT(std::abs(std::stoll(got[0].headers.at("webhook-timestamp")) - wall_now().ms / 1000),
            60);
  EXPECT_TRUE(is_signed(got[0], cases.secret));
  auto const body = boost::json::parse(got[0].body).as_object();
  EXPECT_EQ(body.at("type"), "case.opened");
  EXPECT_EQ(body.at("data").as_object().at("case"), "cas_0000000000009");

  auto const log = deliveries_of(cases.webhook.id);
  ASSERT_EQ(log.size(), 1u);
  EXPECT_EQ(log[0].state, DeliveryState::Sent);
  EXPECT_EQ(log[0].id.text(), got[0].headers.at("webhook-id"));
  EXPECT_EQ(log[0].response_status, 200);
  EXPECT_EQ(log[0].response_excerpt, "ok");
  EXPECT_TRUE(log[0].duration_ms.has_value());

  auto const row = database
                       ->read_result([&](db::Tx& tx) {
                         return Result<WebhookRow>(
                             tx.find<WebhookRow>(sql::find_webhook, cases.webhook.id).value());
                       })
                       .value();
  EXPECT_EQ(row.secret.data.find(cases.secret.substr(6, 10)), std::string::npos)
      << "the secret lies in the database unsealed";
}

TEST_P(Webhooks, failing_delivery_is_tried_for_a_day_and_can_be_sent_again) {
  std::atomic<bool> broken{true};
  Receiver receiver(
      [&](int) { return Receiver::answer(broken ? 503 : 204, broken ? "no room" : ""); });
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  happen("case.opened");
  idle();
  auto log = deliveries_of(made.webhook.id);
  ASSERT_EQ(log.size(), 1u);
  EXPECT_EQ(log[0].state, DeliveryState::Queued);
  EXPECT_EQ(log[0].next_attempt_at, kNoon + 1s);
  auto const again = [&] {
    return write([&](db::Tx& tx) { return redeliver(context(), tx, made.webhook.id, log[0].id); });
  };
  EXPECT_EQ(again().error().key, "webhooks.still_queued");
  for (auto pause : {1s, 5s, 30s, 120s, 600s, 3600s, 21600s, 21600s, 21600s}) pass(pause);
  EXPECT_EQ(receiver.received().size(), 10u);
  pass(48h);
  EXPECT_EQ(receiver.received().size(), 10u);
  log = deliveries_of(made.webhook.id, DeliveryState::Failed);
  ASSERT_EQ(log.size(), 1u);
  EXPECT_EQ(log[0].attempts, 10);
  EXPECT_EQ(log[0].fault, Fault::Status);
  EXPECT_FALSE(log[0].next_attempt_at);

  auto ctx = context();
  ctx.language = Language::Tr;
  auto const detail =
      database
          ->read_result([&](db::Tx& tx) { return delivery(ctx, tx, made.webhook.id, log[0].id); })
          .value();
  EXPECT_EQ(detail.attempts.size(), 10u);
  EXPECT_EQ(detail.attempts[9].response_excerpt, "no room");
  EXPECT_NE(detail.fault_text.find("503"), std::string::npos);
  EXPECT_EQ(detail.body, receiver.received()[0].body);

  broken = false;
  EXPECT_TRUE(again());
  idle();
  auto const got = receiver.received();
  ASSERT_EQ(got.size(), 11u);
  EXPECT_EQ(got[10].headers.at("webhook-id"), got[0].headers.at("webhook-id"));
  EXPECT_EQ(deliveries_of(made.webhook.id, DeliveryState::Sent).size(), 1u);
  EXPECT_FALSE(webhook(made.webhook.id).failing_since);
}

TEST_P(Webhooks, receiver_that_fails_for_days_is_switched_off) {
  Receiver receiver([](int) { return Receiver::answer(500); });
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  happen("case.opened");
  idle();
  EXPECT_EQ(webhook(made.webhook.id).failing_since, kNoon);
  for (int day = 0; day < 6; ++day) {
    happen("case.opened");
    pass(24h);
    for (int i = 0; i < 10; ++i) pass(6h);
  }
  EXPECT_EQ(webhook(made.webhook.id).state, State::Disabled);
  auto const kEvents = testing::ad_hoc("SELECT COUNT(*) FROM events WHERE kind = $1");
  database->read_now(
      [&](db::Tx& tx) { EXPECT_EQ(tx.scalar<int>(kEvents, std::string("webhook.disabled")), 1); });
  auto const before = receiver.received().size();
  happen("case.opened");
  pass(24h);
  EXPECT_EQ(receiver.received().size(), before);
  auto const log = deliveries_of(made.webhook.id);
  auto const refused =
      write([&](db::Tx& tx) { return redeliver(context(), tx, made.webhook.id, log.back().id); });
  EXPECT_EQ(refused.error().key, "webhooks.not_active");

  auto const now = webhook(made.webhook.id);
  auto const on = write([&](db::Tx& tx) {
    return change(context(), tx, now.id, {.version = now.version, .state = WantedState::Active});
  });
  ASSERT_TRUE(on);
  EXPECT_EQ(on->state, State::Active);
  EXPECT_FALSE(on->failing_since);
}

TEST_P(Webhooks, receiver_that_is_gone_is_switched_off_at_once) {
  Receiver receiver([](int) { return Receiver::answer(410); });
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  happen("case.opened");
  idle();
  EXPECT_EQ(webhook(made.webhook.id).state, State::Disabled);
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].state, DeliveryState::Failed);
}

TEST_P(Webhooks, both_secrets_sign_for_a_day) {
  Receiver receiver;
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  auto const rotated =
      write([&](db::Tx& tx) { return rotate_secret(context(), tx, made.webhook.id); });
  ASSERT_TRUE(rotated);
  EXPECT_NE(rotated->secret, made.secret);
  happen("case.opened");
  idle();
  EXPECT_TRUE(is_signed(receiver.received()[0], made.secret));
  EXPECT_TRUE(is_signed(receiver.received()[0], rotated->secret));
  pass(24h);
  happen("case.opened");
  idle();
  EXPECT_FALSE(is_signed(receiver.received()[1], made.secret));
  EXPECT_TRUE(is_signed(receiver.received()[1], rotated->secret));
}

TEST_P(Webhooks, private_network_is_out_of_reach) {
  Receiver inside;
  Receiver redirecting([&](int) {
    return Receiver::answer(302, "", "Location: " + inside.url("/secret") + "\r\n");
  });
  allow({&redirecting});
  for (auto const& url : {inside.url(), "https://" + inside.name() + "/"}) {
    NewWebhook wanted{{"erp"}, {url}, {{"*"}}};
    EXPECT_FALSE(write([&](db::Tx& tx) { return create(context(), tx, wanted); })) << url;
  }
  // By redirect: it is not followed.
  auto const made = add(redirecting.url(), {"case.opened"});
  happen("case.opened");
  idle();
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].response_status, 302);
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].fault, Fault::Status);
  // By a name that was allowed when the webhook was made, and by what is no longer.
  configure({});
  pass(1s);
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].fault, Fault::Blocked);
  EXPECT_EQ(redirecting.received().size(), 1u);
  EXPECT_EQ(inside.received().size(), 0u);
}

TEST_P(Webhooks, name_that_leads_into_the_private_network_is_blocked_at_the_connection) {
  Receiver inside;
  auto const host = "hooks.example.com:" + std::to_string(inside.port());
  Options options;
  options.hosts = {host + ":127.0.0.1"};
  configure(options);
  auto const made = add("https://" + host + "/", {"case.opened"});
  happen("case.opened");
  idle();
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].fault, Fault::Blocked);
  EXPECT_EQ(inside.received().size(), 0u);
  // That it would have been reached without the guard.
  options.allow = {host};
  configure(options);
  pass(1s);
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].fault, Fault::Tls);
}

TEST_P(Webhooks, receiver_that_never_answers_is_cut_off) {
  std::promise<void> gate;
  auto const open = gate.get_future().share();
  Receiver receiver([open](int) {
    open.wait();
    return std::string();
  });
  allow({&receiver}, 200ms);
  auto const made = add(receiver.url(), {"case.opened"});
  happen("case.opened");
  idle();
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].fault, Fault::TimedOut);
  gate.set_value();
}

TEST_P(Webhooks, endless_answer_is_cut) {
  Receiver receiver([](int) { return Receiver::answer(200, std::string(1 << 20, 'x')); });
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  happen("case.opened");
  idle();
  auto const log = deliveries_of(made.webhook.id);
  EXPECT_EQ(log[0].state, DeliveryState::Sent);
  EXPECT_EQ(log[0].response_excerpt, std::string(2048, 'x'));
}

TEST_P(Webhooks, answer_in_no_known_encoding_is_kept_readable) {
  Receiver receiver([](int) { return Receiver::answer(500, std::string("a\0b\xff", 4)); });
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  happen("case.opened");
  idle();
  EXPECT_TRUE(deliveries_of(made.webhook.id)[0].response_excerpt.starts_with("ab"));
}

TEST_P(Webhooks, receiver_that_hangs_up_and_one_without_tls_are_named) {
  Receiver silent([](int) { return std::string(); });
  allow({&silent});
  auto const plain = add(silent.url(), {"case.opened"});
  auto const tls = add("https://" + silent.name() + "/", {"case.opened"});
  happen("case.opened");
  idle();
  EXPECT_EQ(deliveries_of(plain.webhook.id)[0].fault, Fault::NotReached);
  EXPECT_EQ(deliveries_of(tls.webhook.id)[0].fault, Fault::Tls);
}

TEST_P(Webhooks, secret_that_cannot_be_read_any_more_sends_nothing_and_is_seen) {
  Receiver receiver;
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  auto const kSpoil = testing::ad_hoc("UPDATE webhooks SET secret = $1");
  database->write_now([&](db::Tx& tx) {
    tx.run(kSpoil, db::Bytes{"sealed under the key of another server"});
    return db::Outcome::Commit;
  });
  happen("case.opened");
  idle();
  EXPECT_EQ(receiver.received().size(), 0u);
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].state, DeliveryState::Failed);
  auto const failed =
      database->read_result([](db::Tx& tx) { return jobs::failed(tx, "", 10); }).value();
  ASSERT_EQ(failed.items.size(), 1u);
  EXPECT_NE(failed.items[0].last_error.find("new secret"), std::string::npos);
  // The way out that the error names.
  EXPECT_TRUE(write([&](db::Tx& tx) { return rotate_secret(context(), tx, made.webhook.id); }));
  auto const log = deliveries_of(made.webhook.id);
  EXPECT_TRUE(
      write([&](db::Tx& tx) { return redeliver(context(), tx, made.webhook.id, log[0].id); }));
  idle();
  EXPECT_EQ(deliveries_of(made.webhook.id)[0].state, DeliveryState::Sent);
}

TEST_P(Webhooks, ping_is_sent_once_whatever_the_state) {
  Receiver receiver([](int) { return Receiver::answer(404); });
  allow({&receiver});
  auto const made = add(receiver.url());
  idle();
  auto const paused = write([&](db::Tx& tx) {
    return change(context(), tx, made.webhook.id, {.version = 1, .state = WantedState::Paused});
  });
  ASSERT_TRUE(paused);
  idle();
  auto const before = receiver.received().size();
  ASSERT_TRUE(write([&](db::Tx& tx) { return ping(context(), tx, made.webhook.id); }));
  pass(24h);
  ASSERT_EQ(receiver.received().size(), before + 1);
  EXPECT_TRUE(is_signed(receiver.received().back(), made.secret));
  auto const log = deliveries_of(made.webhook.id, DeliveryState::Failed);
  ASSERT_FALSE(log.empty());
  EXPECT_EQ(log[0].kind, "webhook.ping");
  EXPECT_EQ(log[0].response_status, 404);
}

TEST_P(Webhooks, paused_webhook_sends_nothing) {
  Receiver receiver([](int) { return Receiver::answer(500); });
  allow({&receiver});
  auto const made = add(receiver.url(), {"case.opened"});
  happen("case.opened");
  idle();
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return change(context(), tx, made.webhook.id, {.version = 1, .state = WantedState::Paused});
  }));
  happen("case.opened");
  pass(24h);
  EXPECT_EQ(receiver.received().size(), 1u);
  auto const log = deliveries_of(made.webhook.id);
  ASSERT_EQ(log.size(), 1u);
  EXPECT_EQ(log[0].fault, Fault::SwitchedOff);
}

TEST_P(Webhooks, change_of_an_older_version_is_refused_and_a_removed_one_is_gone) {
  Receiver receiver;
  allow({&receiver});
  auto const id = add(receiver.url()).webhook.id;
  WebhookChange wanted{.version = 1};
  wanted.name = Text<100, 1>{"new"};
  EXPECT_EQ(write([&](db::Tx& tx) { return change(context(), tx, id, wanted); })->name, "new");
  auto const refused = write([&](db::Tx& tx) { return change(context(), tx, id, wanted); });
  EXPECT_EQ(refused.error().code, Code::Stale);
  idle();
  EXPECT_TRUE(write([&](db::Tx& tx) { return remove(context(), tx, id); }));
  EXPECT_EQ(write([&](db::Tx& tx) { return remove(context(), tx, id); }).error().code,
            Code::NotFound);
  idle();
}

TEST_P(Webhooks, deliveries_are_paged_and_forgotten_after_a_month) {
  Receiver receiver;
  allow({&receiver});
  auto const id = add(receiver.url(), {"case.*"}).webhook.id;
  for (int i = 0; i < 5; ++i) happen("case.opened");
  idle();
  int seen = 0;
  std::string cursor;
  do {
    auto const page =
        database->read_result([&](db::Tx& tx) { return deliveries(tx, id, {}, cursor, 2); })
            .value();
    seen += static_cast<int>(page.items.size());
    cursor = page.next_cursor.value_or("");
  } while (!cursor.empty());
  EXPECT_EQ(seen, 5);
  pass(24h * 29);
  EXPECT_EQ(deliveries_of(id).size(), 5u);
  pass(24h * 2);
  EXPECT_EQ(deliveries_of(id).size(), 0u);
}

TEST_P(Webhooks, list_is_paged_and_bounded) {
  Receiver receiver;
  allow({&receiver});
  for (int i = 0; i < 100; ++i) add(receiver.url(), {"never.happens"});
  NewWebhook const wanted{{"one more"}, {receiver.url()}, {{"*"}}};
  EXPECT_EQ(write([&](db::Tx& tx) { return create(context(), tx, wanted); }).error().key,
            "webhooks.too_many");
  auto const page = database->read_result([](db::Tx& tx) { return list(tx, "", 60); }).value();
  EXPECT_EQ(page.items.size(), 60u);
  auto const rest =
      database->read_result([&](db::Tx& tx) { return list(tx, *page.next_cursor, 60); }).value();
  EXPECT_EQ(rest.items.size(), 40u);
  EXPECT_FALSE(rest.next_cursor);
}

}  // namespace
}  // namespace vefa::webhooks
