#include "jobs/nodes.hpp"

#include <future>

#include "jobs/queries.hpp"
#include "jobs/test_world.hpp"

namespace vefa::jobs {
namespace {

class Nodes : public testing::OnBothDatabases {};
VEFA_ON_BOTH_DATABASES(Nodes);

TEST_P(Nodes, living_processes_have_different_numbers_and_freed_ones_are_used_again) {
  auto const database = fresh();
  auto first = NodeLease::take(*database);
  auto const second = NodeLease::take(*database);
  EXPECT_EQ(first->node(), 1);
  EXPECT_EQ(second->node(), 2);
  EXPECT_TRUE(second->held());
  first.reset();
  EXPECT_EQ(NodeLease::take(*database)->node(), 1);
}

TEST_P(Nodes, number_of_a_dead_process_is_free_after_its_lease) {
  auto const database = fresh();
  database->write_now([](db::Tx& tx) {
    tx.run(sql::take_node, 1, std::string("dead"), wall_now() - 1s, wall_now());
    tx.run(sql::take_node, 2, std::string("alive"), wall_now() + 1h, wall_now());
    return db::Outcome::Commit;
  });
  EXPECT_EQ(NodeLease::take(*database)->node(), 1);
}

TEST_P(Nodes, lease_is_prolonged_before_it_ends) {
  auto const database = fresh();
  auto const lease = NodeLease::take(*database, 1s);
  auto const taken_at = wall_now();
  auto const kUntil = testing::ad_hoc("SELECT leased_until FROM nodes WHERE node = 1");
  Instant until;
  while (until < taken_at + 1500ms && wall_now() < taken_at + 20s) {
    database->read_now([&](db::Tx& tx) { until = tx.scalar<Instant>(kUntil).value(); });
    std::this_thread::yield();
  }
  EXPECT_GE(until, taken_at + 1500ms);
  EXPECT_TRUE(lease->held());
}

TEST_P(Nodes, taken_at_the_same_time_they_are_all_different) {
  auto const database = fresh();
  std::vector<std::future<std::unique_ptr<NodeLease>>> taking;
  for (int i = 0; i < 8; ++i)
    taking.push_back(std::async(std::launch::async, [&] { return NodeLease::take(*database); }));
  std::set<int> numbers;
  std::vector<std::unique_ptr<NodeLease>> held;
  for (auto& one : taking) {
    held.push_back(one.get());
    numbers.insert(held.back()->node());
  }
  EXPECT_EQ(numbers.size(), 8u);
}

}  // namespace
}  // namespace vefa::jobs
