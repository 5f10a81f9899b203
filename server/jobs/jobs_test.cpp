#include "jobs/test_world.hpp"
#include "jobs/together.hpp"

namespace vefa::jobs {
namespace {

using testing::ad_hoc;

class Jobs : public World {};
VEFA_ON_BOTH_DATABASES(Jobs);

auto const kCountSettings = ad_hoc("SELECT COUNT(*) FROM settings");
auto const kAddSetting = ad_hoc("INSERT INTO settings (key, value) VALUES ($1, '1')");

TEST_P(Jobs, timer_fires_at_its_instant_and_not_before) {
  Heard heard;
  registry.timer("test.ring",
                 [&](Context const&, db::Tx&, Job const& job) { heard.add(job.subject); });
  start();
  add_job("test.ring", "a", kNoon + 1min);
  pass(59s);
  EXPECT_EQ(heard.count(), 0u);
  pass(1s);
  EXPECT_EQ(heard.all(), std::vector<std::string>{"a"});
  EXPECT_EQ(counts().waiting, 0);
}

TEST_P(Jobs, timers_noticed_late_are_stamped_with_their_own_instant) {
  Heard heard;
  registry.timer("test.ring", [&](Context const& ctx, db::Tx&, Job const& job) {
    heard.add(job.subject + " " + to_text(job.run_at));
    EXPECT_EQ(ctx.now, kNoon + 24h);
  });
  for (int minute : {3, 1, 2}) add_job("test.ring", std::to_string(minute), kNoon + minute * 1min);
  clock.advance(24h);  // the server was down
  start();
  idle();
  auto rung = heard.all();
  // Several run at a time on PostgreSQL; they start in order.
  if (engine() == db::Engine::Postgres) std::sort(rung.begin(), rung.end());
  EXPECT_EQ(rung,
            (std::vector<std::string>{"1 2025-11-22T12:01:00.000Z", "2 2025-11-22T12:02:00.000Z",
                                      "3 2025-11-22T12:03:00.000Z"}));
}

TEST_P(Jobs, kept_promise_cancels_its_timer) {
  Heard heard;
  registry.timer("test.ring",
                 [&](Context const&, db::Tx&, Job const& job) { heard.add(job.subject); });
  start();
  add_job("test.ring", "kept", kNoon + 1min);
  add_job("test.ring", "pending", kNoon + 1min);
  add_job("test.ring", "kept", kNoon + 2min);
  write([](db::Tx& tx) { cancel(tx, "test.ring", "kept"); });
  pass(1h);
  EXPECT_EQ(heard.all(), std::vector<std::string>{"pending"});
}

TEST_P(Jobs, pending_timer_can_be_found_by_what_it_is_about) {
  registry.timer("test.ring", [](Context const&, db::Tx&, Job const&) {});
  start();
  auto const id = add_job("test.ring", "kettle", kNoon + 1min);
  auto const find = [&](std::string const& subject) {
    std::optional<Job> found;
    database->read_now([&](db::Tx& tx) { found = find_pending(tx, "test.ring", subject); });
    return found;
  };
  ASSERT_TRUE(find("kettle"));
  EXPECT_EQ(find("kettle")->id, id);
  EXPECT_EQ(find("kettle")->run_at, kNoon + 1min);
  EXPECT_FALSE(find("phone"));
  pass(1min);
  EXPECT_FALSE(find("kettle"));
}

TEST_P(Jobs, job_of_a_refused_use_case_never_runs) {
  Heard heard;
  registry.timer("test.ring",
                 [&](Context const&, db::Tx&, Job const& job) { heard.add(job.subject); });
  start();
  database->write_now([&](db::Tx& tx) {
    add(context(), tx, "test.ring", "refused", kNoon);
    return db::Outcome::Rollback;
  });
  idle();
  EXPECT_EQ(heard.count(), 0u);
}

TEST_P(Jobs, work_that_throws_half_way_leaves_nothing_and_is_done_exactly_once_in_the_end) {
  std::atomic<int> runs{0};
  registry.timer("test.write", [&](Context const&, db::Tx& tx, Job const& job) {
    tx.run(kAddSetting, job.subject);
    if (++runs == 1) throw std::runtime_error("the power went");
  });
  start();
  add_job("test.write", "once", kNoon);
  idle();
  std::int64_t rows = -1;
  auto const count = [&] {
    database->read_now([&](db::Tx& tx) { rows = *tx.scalar<std::int64_t>(kCountSettings); });
    return rows;
  };
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(counts().waiting, 1) << "it waits for its second try";
  pass(1s);
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(runs, 2);
  pass(24h);
  EXPECT_EQ(runs, 2);
}

TEST_P(Jobs, one_failing_job_does_not_undo_its_neighbours) {
  registry.timer("test.write", [&](Context const&, db::Tx& tx, Job const& job) {
    tx.run(kAddSetting, job.subject);
    if (job.subject.ends_with('7')) throw std::runtime_error("no sevens");
  });
  write([&](db::Tx& tx) {
    for (int i = 0; i < 100; ++i)
      add(context(), tx, "test.write", "key" + std::to_string(i), kNoon);
  });
  start();
  idle();
  database->read_now([&](db::Tx& tx) { EXPECT_EQ(tx.scalar<std::int64_t>(kCountSettings), 90); });
  EXPECT_EQ(counts().waiting, 10);
}

TEST_P(Jobs, work_that_fails_for_a_day_waits_for_a_person_who_can_retry_or_drop_it) {
  std::atomic<bool> broken{true};
  Heard heard;
  registry.timer("test.ring", [&](Context const&, db::Tx&, Job const& job) {
    if (broken) throw std::runtime_error("the bell is \xff broken");
    heard.add(job.subject);
  });
  start();
  auto const first = add_job("test.ring", "first", kNoon);
  auto const second = add_job("test.ring", "second", kNoon);
  idle();
  for (auto pause : {1s, 5s, 30s, 120s, 600s, 3600s, 21600s, 21600s, 21600s}) {
    ASSERT_EQ(counts().failed, 0);
    pass(pause);
  }
  auto const found = failed_jobs();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, second);
  EXPECT_EQ(found[1].id, first);
  EXPECT_EQ(found[1].tries, 10);
  EXPECT_EQ(found[1].last_error, "the bell is ? broken");
  EXPECT_EQ(found[1].run_at, kNoon);

  broken = false;
  write([&](db::Tx& tx) {
    EXPECT_TRUE(retry(context(), tx, first));
    EXPECT_TRUE(drop(tx, second));
    EXPECT_FALSE(drop(tx, second));
  });
  idle();
  EXPECT_EQ(heard.all(), std::vector<std::string>{"first"});
  EXPECT_EQ(counts().failed, 0);
  write([&](db::Tx& tx) { EXPECT_FALSE(retry(context(), tx, first)); });
}

TEST_P(Jobs, list_of_failed_jobs_is_paged) {
  registry.timer("test.ring", [](Context const&, db::Tx&, Job const&) { throw GiveUp("never"); });
  start();
  for (int i = 0; i < 5; ++i) add_job("test.ring", std::to_string(i), kNoon);
  idle();
  std::string seen;
  database->read_now([&](db::Tx& tx) {
    std::string cursor;
    do {
      auto const page = failed(tx, cursor, 2).value();
      EXPECT_LE(page.items.size(), 2u);
      for (auto const& job : page.items) seen += job.subject;
      cursor = page.next_cursor.value_or("");
    } while (!cursor.empty());
    EXPECT_EQ(failed(tx, "nonsense", 2).error().key, "error.bad_cursor");
  });
  EXPECT_EQ(seen, "43210");
}

TEST_P(Jobs, work_nobody_knows_is_not_lost) {
  start();
  add_job("test.unheard_of", "x", kNoon);
  idle();
  EXPECT_EQ(counts().waiting, 1);
}

TEST_P(Jobs, real_clock_fires_without_being_woken) {
  WallClock wall;
  Heard heard;
  registry.timer("test.ring", [&](Context const& ctx, db::Tx&, Job const& job) {
    EXPECT_LT((ctx.now - job.run_at).count(), 2000);
    heard.add(job.subject);
  });
  install(registry);
  runner = Runner::start(*database, registry, wall, ids);
  ASSERT_TRUE(runner->wait_idle(20s));
  add_job("test.ring", "later", wall_now() + 300ms);
  add_job("test.ring", "sooner", wall_now() + 50ms);
  ASSERT_TRUE(heard.wait_for(2));
  EXPECT_EQ(heard.all(), (std::vector<std::string>{"sooner", "later"}));
}

TEST_P(Jobs, recurring_work_runs_at_the_start_and_each_period_and_makes_up_for_nothing) {
  Heard heard;
  registry.every("test.sweep", 1h, [&](Context const& ctx, db::Tx&, Job const&) {
    heard.add(to_text(ctx.now).substr(11, 5));
  });
  start();
  idle();
  pass(59min);
  pass(1min);
  pass(150min);  // the server was busy, or down
  pass(29min);
  pass(1min);
  EXPECT_EQ(heard.all(), (std::vector<std::string>{"12:00", "13:00", "15:30", "16:00"}));
  runner->stop();
  start();
  idle();
  pass(1h);
  EXPECT_EQ(heard.count(), 5u) << "another start adds no second one";
}

TEST_P(Jobs, recurring_work_that_fails_is_never_given_up) {
  std::atomic<int> runs{0};
  registry.every("test.sweep", 1h, [&](Context const&, db::Tx&, Job const&) {
    ++runs;
    throw GiveUp("no broom");
  });
  start();
  idle();
  for (int i = 0; i < 20; ++i) pass(6h);
  EXPECT_EQ(runs, 21);
  EXPECT_EQ(counts().failed, 0);
}

TEST_P(Jobs, late_work_shows_in_the_counts) {
  add_job("test.ring", "late", kNoon);
  add_job("test.ring", "later", kNoon + 1h);
  clock.advance(90s);
  auto const found = counts();
  EXPECT_EQ(found.due, 1);
  EXPECT_EQ(found.waiting, 1);
  EXPECT_EQ(found.late_ms, 90000);
}

TEST_P(Jobs, second_runner_of_one_database_is_refused) {
  start();
  EXPECT_THROW(Runner::start(*database, registry, clock, ids), std::logic_error);
}

TEST(JobsRegistry, kind_registered_twice_is_refused) {
  Registry registry;
  registry.timer("a", [](Context const&, db::Tx&, Job const&) {});
  EXPECT_THROW(registry.timer("a", {}), std::logic_error);
  EXPECT_THROW(registry.effect("a", {}), std::logic_error);
  registry.subscribe("search", {"*"}, {});
  EXPECT_THROW(registry.subscribe("search", {"*"}, {}), std::logic_error);
}

TEST_P(Jobs, timers_of_one_kind_that_are_due_together_are_done_together) {
  std::mutex mutex;
  std::map<std::string, int> done;
  std::size_t largest = 0;
  timers_together(registry, "test.ring",
                  [&](Context const&, db::Tx&, std::vector<Job> const& jobs) {
                    std::lock_guard const lock(mutex);
                    largest = std::max(largest, jobs.size());
                    for (auto const& job : jobs) ++done[job.subject];
                  });
  write([&](db::Tx& tx) {
    for (int i = 0; i < 100; ++i) add(context(), tx, "test.ring", std::to_string(i), kNoon + 1min);
  });
  start();
  pass(1min);
  EXPECT_EQ(done.size(), 100u);
  for (auto const& [subject, times] : done) EXPECT_EQ(times, 1) << subject;
  EXPECT_GT(largest, 1u);
  EXPECT_EQ(counts().due, 0);
}

TEST_P(Jobs, one_that_fails_takes_none_of_those_done_with_it_along) {
  timers_together(registry, "test.write",
                  [&](Context const&, db::Tx& tx, std::vector<Job> const& jobs) {
                    for (auto const& job : jobs) {
                      tx.run(kAddSetting, job.subject);
                      if (job.subject.ends_with('7')) throw std::runtime_error("no sevens");
                    }
                  });
  write([&](db::Tx& tx) {
    for (int i = 0; i < 40; ++i) add(context(), tx, "test.write", "key" + std::to_string(i), kNoon);
  });
  start();
  idle();
  database->read_now([&](db::Tx& tx) { EXPECT_EQ(tx.scalar<std::int64_t>(kCountSettings), 36); });
  EXPECT_EQ(counts().waiting, 4);
}

TEST_P(Jobs, a_sweep_comes_before_every_job_that_is_due_and_once_over_each_place) {
  // A part a call: five places of the ten that are due.
  Heard heard;
  auto const from = [](Place after) {
    return after.at < kNoon ? std::int64_t{0} : after.at == kNoon ? after.id : std::int64_t{10};
  };
  sweep(registry, "test.sweep",
        {[&](db::Tx&, Place after) {
           return from(after) < 10 ? std::optional(kNoon + 1min) : std::nullopt;
         },
         [&](Context const& ctx, db::Tx&, Place after) {
           EXPECT_EQ(ctx.now, kNoon + 1min);
           auto const last = from(after) + 5;
           heard.add("swept to " + std::to_string(last));
           return last < 10 ? std::optional(Place{kNoon, last}) : std::nullopt;
         }});
  registry.timer("test.ring", [&](Context const&, db::Tx&, Job const&) { heard.add("rung"); });
  start();
  add_job("test.ring", "a", kNoon + 1min);
  pass(1min);
  add_job("test.ring", "b", kNoon + 2min);
  pass(1min);
  EXPECT_EQ(heard.all(), (std::vector<std::string>{"swept to 5", "swept to 10", "rung", "rung"}));
}

TEST_P(Jobs, an_event_that_no_subscriber_wants_adds_no_work) {
  Heard heard;
  bool wanted = false;
  subscribe_where(
      registry, "test", {"thing.*"}, [&](db::Tx&, Event const&) { return wanted; },
      [&](Context const&, db::Tx&, Event const& event) { heard.add(event.kind); });
  start();
  idle();
  record_event("thing.made");
  EXPECT_EQ(counts().due, 0);
  wanted = true;
  record_event("thing.sold");
  idle();
  EXPECT_EQ(heard.all(), std::vector<std::string>{"thing.sold"});
}

}  // namespace
}  // namespace vefa::jobs
