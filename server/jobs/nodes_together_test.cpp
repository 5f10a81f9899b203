// Two processes' worth of runners over one PostgreSQL.
#include "jobs/test_world.hpp"

namespace vefa::jobs {
namespace {

struct Node {
  explicit Node(db::Options const& options, int number)
      : database(db::open(options)), ids(number) {}
  ~Node() {
    if (runner) runner->stop();
  }
  void start(RunnerOptions options = {}) {
    runner = Runner::start(*database, registry, clock, ids, options);
  }
  Context context() {
    Context ctx;
    ctx.now = clock.now();
    ctx.ids = &ids;
    return ctx;
  }
  template <class F>
  void write(F const& f) {
    database->write_now([&](db::Tx& tx) {
      f(tx);
      return db::Outcome::Commit;
    });
  }

  std::unique_ptr<db::Database> database;
  IdSource ids;
  FakeClock clock{kNoon};
  Registry registry;
  std::unique_ptr<Runner> runner;
};

struct TwoNodes : ::testing::Test {
  db::Options options = testing::fresh_options(db::Engine::Postgres);
  Node one{options, 1};
  Node two{options, 2};
};

auto const kAddSetting = testing::ad_hoc("INSERT INTO settings (key, value) VALUES ($1, '1')");

TEST_F(TwoNodes, share_a_thousand_jobs_and_do_each_once) {
  std::atomic<int> by_one{0};
  std::atomic<int> by_two{0};
  // The key of settings refuses a job done twice.
  auto const work = [](std::atomic<int>& count) {
    return [&count](Context const&, db::Tx& tx, Job const& job) {
      tx.run(kAddSetting, job.subject);
      tx.after_commit([&count] { ++count; });
    };
  };
  one.registry.timer("test.write", work(by_one));
  two.registry.timer("test.write", work(by_two));
  one.write([&](db::Tx& tx) {
    for (int i = 0; i < 1000; ++i)
      add(one.context(), tx, "test.write", "key" + std::to_string(i), kNoon);
  });
  one.start();
  two.start();
  ASSERT_TRUE(one.runner->wait_idle(60s));
  ASSERT_TRUE(two.runner->wait_idle(60s));
  EXPECT_EQ(by_one + by_two, 1000);
  EXPECT_GT(by_one, 0);
  EXPECT_GT(by_two, 0);
  one.database->read_now([&](db::Tx& tx) {
    auto const found = stats(one.context(), tx);
    EXPECT_EQ(found.due + found.waiting + found.failed, 0);
  });
}

TEST_F(TwoNodes, share_effects_and_do_each_once) {
  Heard sent;
  auto const send = [&](Context const&, db::Database&, Job const& job) { sent.add(job.subject); };
  one.registry.effect("test.send", send);
  two.registry.effect("test.send", send);
  install(one.registry);
  one.write([&](db::Tx& tx) {
    for (int i = 0; i < 200; ++i) add(one.context(), tx, "test.send", std::to_string(i), kNoon);
  });
  one.start();
  two.start();
  ASSERT_TRUE(one.runner->wait_idle(60s));
  ASSERT_TRUE(two.runner->wait_idle(60s));
  auto const all = sent.all();
  EXPECT_EQ(all.size(), 200u);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 200u);
}

TEST_F(TwoNodes, job_added_by_one_is_done_by_the_other_when_it_has_no_runner) {
  Heard heard;
  two.registry.timer("test.ring",
                     [&](Context const&, db::Tx&, Job const& job) { heard.add(job.subject); });
  two.start();
  ASSERT_TRUE(two.runner->wait_idle(20s));
  one.write([&](db::Tx& tx) { add(one.context(), tx, "test.ring", "told", kNoon); });
  EXPECT_TRUE(heard.wait_for(1));
}

TEST_F(TwoNodes, event_committed_by_one_is_heard_live_at_both_and_once) {
  install(one.registry);
  one.start();
  two.start();
  Heard at_one;
  Heard at_two;
  one.runner->feed().listen([&](Event const& event) { at_one.add(event.id.text()); });
  two.runner->feed().listen([&](Event const& event) { at_two.add(event.id.text()); });
  std::set<std::string> recorded;
  for (int i = 0; i < 50; ++i) {
    auto& node = i % 2 == 0 ? one : two;
    node.write([&](db::Tx& tx) {
      Event event;
      event.kind = "case.opened";
      recorded.insert(record(node.context(), tx, event).text());
    });
  }
  ASSERT_TRUE(at_one.wait_for(50));
  ASSERT_TRUE(at_two.wait_for(50));
  for (auto* heard : {&at_one, &at_two}) {
    auto const all = heard->all();
    EXPECT_EQ(all.size(), 50u);
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()), recorded);
  }
}

TEST_F(TwoNodes, signal_of_one_is_heard_live_at_both_and_leaves_no_history) {
  Heard reacted;
  one.registry.subscribe(
      "all", {"*"}, [&](Context const&, db::Tx&, Event const& event) { reacted.add(event.kind); });
  install(one.registry);
  one.start();
  two.start();
  Heard at_one;
  Heard at_two;
  one.runner->feed().listen([&](Event const& event) { at_one.add(event.kind); });
  two.runner->feed().listen([&](Event const& event) { at_two.add(event.kind); });
  one.write([&](db::Tx& tx) {
    Event event;
    event.kind = "attendance.changed";
    event.case_id = 9;
    signal(one.context(), tx, event);
  });
  ASSERT_TRUE(at_one.wait_for(1));
  ASSERT_TRUE(at_two.wait_for(1));
  EXPECT_EQ(at_two.all(), std::vector<std::string>{"attendance.changed"});
  ASSERT_TRUE(one.runner->wait_idle(20s));
  EXPECT_TRUE(reacted.all().empty());
  one.database->read_now([](db::Tx& tx) { EXPECT_TRUE(events_of_case(tx, 9, {}, 10).empty()); });
}

TEST_F(TwoNodes, event_whose_commit_was_overtaken_is_heard_too) {
  two.start();
  one.start();
  Heard at_two;
  two.runner->feed().listen([&](Event const& event) { at_two.add(event.kind); });
  std::promise<void> recorded;
  std::promise<void> gate;
  auto slow = std::async(std::launch::async, [&] {
    one.write([&](db::Tx& tx) {
      Event event;
      event.kind = "case.slow";
      record(one.context(), tx, event);
      recorded.set_value();
      gate.get_future().wait();
    });
  });
  recorded.get_future().wait();
  one.write([&](db::Tx& tx) {
    Event event;
    event.kind = "case.quick";
    record(one.context(), tx, event);
  });
  ASSERT_TRUE(at_two.wait_for(1));
  gate.set_value();
  slow.get();
  ASSERT_TRUE(at_two.wait_for(2));
  EXPECT_EQ(at_two.all(), (std::vector<std::string>{"case.quick", "case.slow"}));
}

}  // namespace
}  // namespace vefa::jobs
