// How fast timers of one instant run; the bar is generous, the figure is printed.
#include <filesystem>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "jobs/test_world.hpp"

namespace vefa::jobs {
namespace {

/// With VEFA_LOAD_TIMERS=100000 the measurement itself: that many, on disk, durable. Without, each
/// test run does enough to see a collapse.
class Load : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (!wanted_) return;
    auto options = testing::fresh_options(engine());
    options.durable = true;
    if (engine() == db::Engine::Sqlite) options.url = "sqlite:" + file_.string();
    database = db::open(options);
  }
  void TearDown() override {
    World::TearDown();
    database.reset();
    for (auto const* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
  }
  int count() const { return wanted_ ? std::atoi(wanted_) : 5000; }

 private:
  char const* const wanted_ = std::getenv("VEFA_LOAD_TIMERS");
  std::filesystem::path const file_ =
      std::filesystem::temp_directory_path() / ("vefa-load-" + hex(random_bytes(8)) + ".db");
};
VEFA_ON_BOTH_DATABASES(Load);

TEST_P(Load, timers_due_in_the_same_second_are_done_in_seconds) {
  int const count = this->count();
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
