#include "jobs/crowd.hpp"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace vefa::jobs {
namespace {

using namespace std::chrono_literals;
using Stage = Crowd::Stage;

// Those that wait for the one place, each on a thread of its own, in the order in which they came.
class Line {
 public:
  explicit Line(Crowd& crowd) : crowd_(crowd) {}
  void join(Stage stage, std::string name) {
    members_.push_back(std::async(std::launch::async, [this, stage, name] {
      auto const place = crowd_.enter(stage);
      std::lock_guard const lock(mutex_);
      served_.push_back(name);
    }));
    while (crowd_.waiting() < members_.size()) std::this_thread::yield();
  }
  std::vector<std::string> served() {
    for (auto& member : members_) member.get();
    return served_;
  }

 private:
  Crowd& crowd_;
  std::mutex mutex_;
  std::vector<std::string> served_;
  std::vector<std::future<void>> members_;
};

TEST(ACrowd, lets_all_sweep_before_any_goes_on_and_each_in_its_turn) {
  Crowd crowd(1, 1h);
  auto first = crowd.enter(Stage::Sweep);
  Line line(crowd);
  line.join(Stage::Follow, "follows");
  line.join(Stage::Follow, "follows later");
  line.join(Stage::Sweep, "sweeps");
  line.join(Stage::Sweep, "sweeps later");
  first.reset();
  EXPECT_EQ(line.served(),
            (std::vector<std::string>{"sweeps", "sweeps later", "follows", "follows later"}));
}

TEST(ACrowd, has_as_many_places_as_it_says) {
  Crowd crowd(2, 1h);
  auto first = crowd.enter(Stage::Sweep);
  auto second = crowd.enter(Stage::Follow);
  auto third = std::async(std::launch::async, [&] { return crowd.enter(Stage::Sweep); });
  EXPECT_EQ(third.wait_for(50ms), std::future_status::timeout);
  second.reset();
  EXPECT_NE(third.get(), nullptr);
}

TEST(ACrowd, goes_on_where_one_hangs) {
  Crowd crowd(1, 20ms);
  auto const hangs = crowd.enter(Stage::Sweep);
  auto const next = crowd.enter(Stage::Follow);
  EXPECT_NE(next, nullptr);
}

}  // namespace
}  // namespace vefa::jobs
