#include "jobs/effects.hpp"

#include "jobs/queries.hpp"
#include "jobs/test_world.hpp"

namespace vefa::jobs {
namespace {

class OutsideWork : public World {};
VEFA_ON_BOTH_DATABASES(OutsideWork);

auto const kCountJobs = testing::ad_hoc("SELECT COUNT(*) FROM jobs");
auto const kAge = testing::ad_hoc("UPDATE jobs SET leased_until = 1 WHERE state = 'leased'");

TEST_P(OutsideWork, effect_runs_after_the_commit_and_its_row_goes) {
  Heard heard;
  registry.effect("test.send", [&](Context const& ctx, db::Database& db, Job const& job) {
    db.read_now([&](db::Tx& tx) { heard.add(std::to_string(*tx.scalar<int>(kCountJobs))); });
    EXPECT_EQ(ctx.now, kNoon);
    heard.add(job.subject + boost::json::serialize(job.payload));
  });
  start();
  add_job("test.send", "letter", kNoon, {{"to", "x"}});
  idle();
  EXPECT_EQ(heard.all(), (std::vector<std::string>{"1", R"(letter{"to":"x"})"}));
  EXPECT_EQ(counts().running + counts().due + counts().waiting, 0);
}

TEST_P(OutsideWork, effect_is_tried_with_growing_pauses_and_then_its_failure_is_told_once) {
  Heard tries;
  Heard failures;
  registry.effect(
      "test.send",
      [&](Context const& ctx, db::Database&, Job const& job) {
        tries.add(std::to_string((ctx.now - kNoon).count() / 1000) + "/" +
                  std::to_string(job.tries));
        throw std::runtime_error("the line is dead");
      },
      5,
      [&](Context const&, db::Tx&, Job const& job, std::string const& why) {
        failures.add(job.subject + ": " + why);
      });
  start();
  add_job("test.send", "letter", kNoon);
  idle();
  for (auto pause : {1s, 5s, 30s, 120s}) {
    EXPECT_EQ(failures.count(), 0u);
    pass(pause - 1ms);  // not yet
    pass(1ms);
  }
  EXPECT_EQ(tries.all(), (std::vector<std::string>{"0/0", "1/1", "6/2", "36/3", "156/4"}));
  EXPECT_EQ(failures.all(), std::vector<std::string>{"letter: the line is dead"});
  auto const found = failed_jobs();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].tries, 5);
  pass(240h);
  EXPECT_EQ(tries.count(), 5u);
}

TEST_P(OutsideWork, effect_that_gives_up_is_not_tried_again) {
  Heard failures;
  registry.effect(
      "test.send",
      [](Context const&, db::Database&, Job const&) { throw GiveUp("no such address"); }, 10,
      [&](Context const&, db::Tx&, Job const& job, std::string const& why) {
        failures.add(job.subject + ": " + why);
      });
  start();
  add_job("test.send", "letter", kNoon);
  idle();
  EXPECT_EQ(failures.all(), std::vector<std::string>{"letter: no such address"});
  EXPECT_EQ(counts().failed, 1);
}

TEST_P(OutsideWork, failure_whose_telling_fails_is_not_buried) {
  std::atomic<int> runs{0};
  std::atomic<bool> broken{true};
  Heard failures;
  registry.effect(
      "test.send",
      [&](Context const&, db::Database&, Job const&) {
        ++runs;
        throw GiveUp("no such address");
      },
      10,
      [&](Context const&, db::Tx&, Job const&, std::string const& why) {
        if (broken) throw std::runtime_error("nor a place to write it");
        failures.add(why);
      });
  start();
  add_job("test.send", "letter", kNoon);
  idle();
  EXPECT_EQ(counts().failed, 0);
  EXPECT_EQ(counts().waiting, 1);
  broken = false;
  pass(1s);
  EXPECT_EQ(failures.all(), std::vector<std::string>{"no such address"});
  EXPECT_EQ(runs, 2);
}

TEST_P(OutsideWork, more_effects_than_threads_all_run_and_hold_up_no_timer) {
  Heard sent;
  Heard rung;
  std::promise<void> gate;
  auto const open = gate.get_future().share();
  registry.effect("test.send", [&](Context const&, db::Database&, Job const& job) {
    open.wait();
    sent.add(job.subject);
  });
  registry.timer("test.ring",
                 [&](Context const&, db::Tx&, Job const& job) { rung.add(job.subject); });
  write([&](db::Tx& tx) {
    for (int i = 0; i < 400; ++i) add(context(), tx, "test.send", std::to_string(i), kNoon - 1h);
  });
  start({.effect_threads = 4});
  add_job("test.ring", "timer", kNoon);
  EXPECT_TRUE(rung.wait_for(1)) << "a timer waits behind hundreds of effects";
  EXPECT_EQ(sent.count(), 0u);
  gate.set_value();
  idle();
  EXPECT_EQ(sent.count(), 400u);
  auto all = sent.all();
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 400u);
}

TEST_P(OutsideWork, receiver_that_does_not_answer_holds_up_no_other_kind) {
  Heard mailed;
  std::promise<void> gate;
  auto const open = gate.get_future().share();
  registry.effect("test.post", [&](Context const&, db::Database&, Job const&) { open.wait(); });
  registry.effect("test.mail",
                  [&](Context const&, db::Database&, Job const& job) { mailed.add(job.subject); });
  install(registry);
  write([&](db::Tx& tx) {
    for (int i = 0; i < 300; ++i) add(context(), tx, "test.post", "x", kNoon - 1h);
    for (int i = 0; i < 20; ++i) add(context(), tx, "test.mail", std::to_string(i), kNoon);
  });
  start({.effect_threads = 4});
  EXPECT_TRUE(mailed.wait_for(20));
  gate.set_value();
  idle();
  EXPECT_EQ(mailed.count(), 20u);
}

TEST_P(OutsideWork, stopping_finishes_what_runs_and_gives_back_what_waits) {
  std::promise<void> gate;
  auto const open = gate.get_future().share();
  Heard begun;
  registry.effect("test.send", [&](Context const&, db::Database&, Job const& job) {
    begun.add(job.subject);
    open.wait();
  });
  install(registry);
  std::vector<Job> due;
  for (auto const* subject : {"first", "second"})
    due.push_back({add_job("test.send", subject, kNoon), "test.send", subject, kNoon, 0, {}});
  auto const hub = std::make_shared<Hub>(*database);
  Effects effects(std::shared_ptr<Shop const>(
      new Shop{*database, registry.lists(), clock, ids, {.effect_threads = 1}, hub, 99}));
  EXPECT_EQ(effects.lease(due), 2u);
  ASSERT_TRUE(begun.wait_for(1));
  EXPECT_EQ(counts().running, 2);
  auto stopped = std::async(std::launch::async, [&] { effects.stop(); });
  while (effects.held() == 2) std::this_thread::yield();
  gate.set_value();
  stopped.get();
  EXPECT_EQ(begun.all(), std::vector<std::string>{"first"});
  EXPECT_EQ(counts().running, 0);
  EXPECT_EQ(counts().due, 1);
  start();
  idle();
  EXPECT_EQ(begun.all(), (std::vector<std::string>{"first", "second"}));
}

/// Leaves a job as a process does that died while it ran it.
void leave_leased(db::Database& database, IdSource& ids, std::string const& subject) {
  database.write_now([&](db::Tx& tx) {
    Context ctx;
    ctx.now = kNoon;
    ctx.ids = &ids;
    auto const id = add(ctx, tx, "test.send", subject, kNoon);
    EXPECT_EQ(tx.change(sql::lease_job, id, 0, wall_now() + 1h, 12345), 1);
    return db::Outcome::Commit;
  });
}

TEST_P(OutsideWork, job_of_a_dead_process_is_taken_over) {
  Heard sent;
  registry.effect("test.send", [&](Context const&, db::Database&, Job const& job) {
    sent.add(job.subject + "/" + std::to_string(job.tries));
  });
  install(registry);
  leave_leased(*database, ids, "letter");
  if (engine() == db::Engine::Postgres) {
    // Another node may be alive, so its lease has to run out; the file has one process only.
    start({.repair_every = 20ms});
    idle();
    EXPECT_EQ(sent.count(), 0u);
    write([](db::Tx& tx) { tx.run(kAge); });
    for (int i = 0; counts().running > 0 && i < 1000; ++i) std::this_thread::yield(), idle();
  } else {
    start();
    idle();
  }
  pass(1s);
  EXPECT_EQ(sent.all(), std::vector<std::string>{"letter/1"});
}

TEST_P(OutsideWork, lease_is_renewed_while_its_effect_runs) {
  std::promise<void> began;
  std::promise<void> gate;
  auto const open = gate.get_future().share();
  registry.effect("test.send", [&](Context const&, db::Database&, Job const&) {
    began.set_value();
    open.wait();
  });
  start({.lease = 90ms});
  add_job("test.send", "slow", kNoon);
  began.get_future().wait();
  auto const kUntil = testing::ad_hoc("SELECT leased_until FROM jobs WHERE state = 'leased'");
  auto const until = [&] {
    std::optional<Instant> found;
    database->read_now([&](db::Tx& tx) { found = tx.scalar<Instant>(kUntil); });
    return found.value_or(Instant{});
  };
  auto const first = until();
  auto const give_up = wall_now() + 20s;
  while (until() == first && wall_now() < give_up) std::this_thread::yield();
  EXPECT_GT(until(), first);
  gate.set_value();
  idle();
  EXPECT_EQ(counts().running, 0);
}

TEST_P(OutsideWork, effect_added_by_a_program_that_did_not_know_its_kind_runs_once) {
  Heard sent;
  add_job("test.send", "letter", kNoon);  // before the registry is installed
  registry.effect("test.send",
                  [&](Context const&, db::Database&, Job const& job) { sent.add(job.subject); });
  start();
  idle();
  EXPECT_EQ(sent.all(), std::vector<std::string>{"letter"});
}

}  // namespace
}  // namespace vefa::jobs
