#include "jobs/queries.hpp"
#include "jobs/test_world.hpp"

namespace vefa::jobs {
namespace {

class Events : public World {};
VEFA_ON_BOTH_DATABASES(Events);

TEST_P(Events, event_keeps_who_did_it_and_when) {
  Heard heard;
  registry.subscribe("history", {"case.opened"}, [&](Context const&, db::Tx&, Event const& event) {
    heard.add(event.actor_kind + " " + std::to_string(event.actor_id) + " " + event.actor_name +
              " " + to_text(event.at) + " " + std::to_string(event.case_id) + " " +
              boost::json::serialize(event.payload));
  });
  start();
  write([&](db::Tx& tx) {
    auto ctx = context();
    ctx.actor = {ActorKind::Staff, 42, {}, {}, "Işıl"};
    Event event;
    event.kind = "case.opened";
    event.case_id = 9;
    event.payload = {{"channel", "email"}};
    EXPECT_TRUE(record(ctx, tx, event));
  });
  idle();
  EXPECT_EQ(heard.all(), std::vector<std::string>{
                             "staff 42 Işıl 2025-11-22T12:00:00.000Z 9 {\"channel\":\"email\"}"});
}

TEST_P(Events, subscribers_hear_the_kinds_they_asked_for) {
  Heard heard;
  auto const hear = [&](std::string name) {
    return [&heard, name](Context const&, db::Tx&, Event const& event) {
      heard.add(name + ":" + event.kind);
    };
  };
  registry.subscribe("all", {"*"}, hear("all"));
  registry.subscribe("cases", {"case.*"}, hear("cases"));
  registry.subscribe("breach", {"promise.broken", "promise.kept"}, hear("breach"));
  start();
  record_event("case.opened");
  record_event("promise.broken");
  record_event("casework.begun");
  idle();
  auto all = heard.all();
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all,
            (std::vector<std::string>{"all:case.opened", "all:casework.begun", "all:promise.broken",
                                      "breach:promise.broken", "cases:case.opened"}));
}

TEST_P(Events, failing_subscriber_does_not_hold_another) {
  Heard heard;
  std::atomic<bool> broken{true};
  registry.subscribe("ill", {"*"}, [&](Context const&, db::Tx&, Event const& event) {
    if (broken) throw std::runtime_error("ill");
    heard.add("ill:" + event.kind);
  });
  registry.subscribe("well", {"*"}, [&](Context const&, db::Tx&, Event const& event) {
    heard.add("well:" + event.kind);
  });
  start();
  record_event("case.opened");
  idle();
  EXPECT_EQ(heard.all(), std::vector<std::string>{"well:case.opened"});
  broken = false;
  pass(1s);
  EXPECT_EQ(heard.all(), (std::vector<std::string>{"well:case.opened", "ill:case.opened"}));
}

TEST_P(Events, reaction_may_record_events_itself) {
  Heard heard;
  registry.subscribe("chain", {"case.*"}, [&](Context const& ctx, db::Tx& tx, Event const& event) {
    heard.add(event.kind);
    if (event.kind != "case.opened") return;
    Event next;
    next.kind = "case.assigned";
    record(ctx, tx, next);
  });
  start();
  record_event("case.opened");
  idle();
  EXPECT_EQ(heard.all(), (std::vector<std::string>{"case.opened", "case.assigned"}));
}

TEST_P(Events, history_of_a_case_is_read_in_order_and_in_parts) {
  std::vector<EventId> recorded;
  write([&](db::Tx& tx) {
    for (int i = 0; i < 6; ++i) {
      Event event;
      event.kind = "case.step" + std::to_string(i);
      event.case_id = i == 3 ? 8 : 9;
      recorded.push_back(record(context(), tx, event));
    }
  });
  std::string seen;
  database->read_now([&](db::Tx& tx) {
    EventId after;
    for (auto page = events_of_case(tx, 9, after, 2); !page.empty();
         page = events_of_case(tx, 9, after, 2)) {
      EXPECT_LE(page.size(), 2u);
      for (auto const& event : page) seen += event.kind.back();
      after = page.back().id;
    }
    // What the live feed reads of peers: all that came after.
    auto const ids = tx.column<EventId>(sql::list_event_ids_after, recorded[1], 3);
    EXPECT_EQ(ids, (std::vector<EventId>{recorded[2], recorded[3], recorded[4]}));
  });
  EXPECT_EQ(seen, "01245");
}

TEST_P(Events, live_listener_hears_what_was_committed_and_nothing_else) {
  start();
  Heard heard;
  auto const handle = runner->feed().listen([&](Event const& event) { heard.add(event.kind); });
  record_event("case.opened");
  database->write_now([&](db::Tx& tx) {
    Event event;
    event.kind = "case.dreamt";
    record(context(), tx, event);
    return db::Outcome::Rollback;
  });
  record_event("case.closed");
  ASSERT_TRUE(heard.wait_for(2));
  EXPECT_EQ(heard.all(), (std::vector<std::string>{"case.opened", "case.closed"}));
  runner->feed().forget(handle);
  record_event("case.reopened");
  idle();
  EXPECT_EQ(heard.count(), 2u);
}

TEST_P(Events, listener_that_throws_does_not_deafen_the_others) {
  start();
  Heard heard;
  runner->feed().listen([](Event const&) { throw std::runtime_error("deaf"); });
  runner->feed().listen([&](Event const& event) { heard.add(event.kind); });
  record_event("case.opened");
  EXPECT_TRUE(heard.wait_for(1));
}

TEST_P(Events, signals_are_forgotten) {
  auto const kept = [&] {
    std::vector<std::string> kinds;
    database->read_now([&](db::Tx& tx) {
      for (auto const& one : tx.list<Event>(sql::list_signals_after, 0, 10))
        kinds.push_back(one.kind);
    });
    return kinds;
  };
  write([&](db::Tx& tx) {
    Event old;
    old.id = EventId{IdSource::smallest_at((wall_now() - 2h).ms)};
    old.kind = "attendance.old";
    signal(context(), tx, old);
    Event fresh;
    fresh.kind = "attendance.fresh";
    signal(context(), tx, fresh);
  });
  EXPECT_EQ(kept().size(), 2u);
  write([&](db::Tx& tx) { forget_signals(context(), tx); });
  EXPECT_EQ(kept(), std::vector<std::string>{"attendance.fresh"});
}

}  // namespace
}  // namespace vefa::jobs
