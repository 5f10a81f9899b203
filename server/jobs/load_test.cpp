// How fast timers of one instant run; the bar is generous, the figure is printed.
#include "jobs/test_world.hpp"

namespace vefa::jobs {
namespace {

class Load : public World {};
VEFA_ON_BOTH_DATABASES(Load);

TEST_P(Load, timers_due_in_the_same_second_are_done_in_seconds) {
  // VEFA_LOAD_TIMERS asks for the full measurement; each test run does enough to see a collapse.
  char const* const wanted = std::getenv("VEFA_LOAD_TIMERS");
  int const count = wanted ? std::atoi(wanted) : 5000;
  std::atomic<int> done{0};
  registry.timer("test.count", [&](Context const&, db::Tx&, Job const&) { ++done; });
  start();
  for (int at = 0; at < count; at += 1000) {
    write([&](db::Tx& tx) {
      for (int i = at; i < std::min(at + 1000, count); ++i)
        add(context(), tx, "test.count", std::to_string(i), kNoon + 1s + i % 1000 * 1ms);
    });
  }
  auto const begin = std::chrono::steady_clock::now();
  clock.advance(2s);
  ASSERT_TRUE(runner->wait_idle(100s));
  std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(done, count);
  fmt::print("{} timers on {} in {:.2f} s: {:.0f} a second\n", count,
             testing::engine_name({engine(), 0}), took.count(), count / took.count());
  EXPECT_GT(count / took.count(), 200);
}

}  // namespace
}  // namespace vefa::jobs
