#include "db/crew.hpp"

#include <gtest/gtest.h>

#include <future>

#include "db/rest.hpp"

namespace vefa::db {
namespace {

using namespace std::chrono_literals;

Request named(std::string& served, char name, Turn turn) {
  return {[&served, name](Tx&) {
            served += name;
            return Outcome::Commit;
          },
          {},
          turn};
}

class QueueOfOne : public ::testing::Test {
 protected:
  void push(char name, Turn turn) { queue_.push(named(served_, name, turn)); }
  /// Serves what is next; each behind takes this long.
  void serve(std::chrono::steady_clock::duration takes) {
    auto const request = queue_.pop(now_);
    served_ += request.turn == Turn::Now ? 'n' : 'b';
    auto const from = now_;
    now_ += takes;
    if (request.turn == Turn::Behind) queue_.served_behind(from, now_);
  }

  std::string served_;
  Queue queue_{1};
  Queue::Time now_{1h};
};

TEST_F(QueueOfOne, what_somebody_waits_for_passes_what_nobody_waits_for) {
  push('b', Turn::Behind);
  serve(1ms);
  for (int i = 0; i < 4; ++i) push('b', Turn::Behind);
  for (int i = 0; i < 2; ++i) push('n', Turn::Now);
  for (int i = 0; i < 6; ++i) serve(1ms);
  EXPECT_EQ(served_, "bnnbbbb");
}

TEST_F(QueueOfOne, what_nobody_waits_for_has_its_share_however_much_is_before_it) {
  for (int i = 0; i < 100; ++i) push('b', Turn::Behind);
  for (int i = 0; i < 1000; ++i) push('n', Turn::Now);
  for (int i = 0; i < 200; ++i) serve(1ms);
  EXPECT_EQ(std::count(served_.begin(), served_.end(), 'b'), 50);
}

TEST_F(QueueOfOne, one_that_takes_long_is_not_held_against_those_after_it) {
  for (int i = 0; i < 2; ++i) push('b', Turn::Behind);
  serve(1h);
  for (int i = 0; i < 1000; ++i) push('n', Turn::Now);
  for (int i = 0; i < 201; ++i) serve(1ms);
  EXPECT_EQ(served_.back(), 'b');
}

class Resting final : public Crew::Worker {
 public:
  Resting(std::promise<void>& rested, int& served) : rested_(rested), served_(served) {}
  void serve(Request first, Crew&) override {
    ++served_;
    answer(first.done, nullptr);
  }
  void rest() override { rested_.set_value(); }  // a second time it would throw

 private:
  std::promise<void>& rested_;
  int& served_;
};

TEST(CrewOfOne, rests_once_when_nothing_comes_and_goes_on_with_what_comes_then) {
  std::promise<void> rested;
  int served = 0, hired = 0;
  Crew crew(1, [&]() -> std::unique_ptr<Crew::Worker> {
    ++hired;
    return std::make_unique<Resting>(rested, served);
  });
  let_connections_rest(true);
  auto const serve = [&] {
    std::promise<void> done;
    crew.offer({{}, [&](std::exception_ptr) { done.set_value(); }});
    done.get_future().wait();
  };
  serve();
  rested.get_future().wait();
  let_connections_rest(false);
  serve();
  crew.close();
  EXPECT_EQ(served, 2);
  EXPECT_EQ(hired, 1);
}

}  // namespace
}  // namespace vefa::db
