#include "db/crew.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace vefa::db
