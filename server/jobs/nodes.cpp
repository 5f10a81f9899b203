#include "jobs/nodes.hpp"

#include <thread>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/queries.hpp"

namespace vefa::jobs {
namespace {

/// The smallest number of 1…1023 that is not in the ascending list; 0 when there is none.
int first_free(std::vector<std::int64_t> const& held) {
  int candidate = 1;
  for (auto const node : held)
    if (node == candidate) ++candidate;
  return candidate <= IdSource::kMaxNode ? candidate : 0;
}

class RenewedLease final : public NodeLease {
 public:
  RenewedLease(db::Database& database, Duration lease)
      : database_(database), lease_(lease), holder_(hex(random_bytes(16))) {
    while (!take_one()) continue;  // another took the same number between look and grasp
    thread_ = std::thread([this] { thread_main(); });
  }

  ~RenewedLease() override {
    {
      std::lock_guard const lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
    try {
      database_.write_now([&](db::Tx& tx) {
        tx.run(sql::release_node, node_, holder_);
        return db::Outcome::Commit;
      });
    } catch (std::exception const& e) {
      log::warn("node.not_released", {{"why", e.what()}});
    }
  }

  int node() const override { return node_; }
  bool held() const override { return wall_now() < Instant{held_until_.load()}; }

 private:
  bool take_one() {
    bool taken = false;
    auto const now = wall_now();
    database_.write_now([&](db::Tx& tx) {
      node_ = first_free(tx.column<std::int64_t>(sql::list_held_nodes, now));
      if (node_ == 0)
        throw db::Unavailable("all 1023 node numbers are held; stop a process or wait");
      taken = tx.change(sql::take_node, node_, holder_, now + lease_, now) == 1;
      return db::Outcome::Commit;
    });
    if (taken) held_until_ = (now + lease_).ms;
    return taken;
  }

  void thread_main() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, lease_ / 5, [&] { return stop_; })) {
      lock.unlock();
      renew();
      lock.lock();
    }
  }

  void renew() {
    auto const now = wall_now();
    try {
      bool ours = false;
      database_.write_now([&](db::Tx& tx) {
        ours = tx.change(sql::renew_node, node_, holder_, now + lease_) == 1;
        return db::Outcome::Commit;
      });
      held_until_ = ours ? (now + lease_).ms : 0;
      if (!ours) log::error("node.lost", {{"node", std::to_string(node_)}});
    } catch (std::exception const& e) {
      log::warn("node.not_renewed", {{"why", e.what()}});
    }
  }

  db::Database& database_;
  Duration const lease_;
  std::string const holder_;
  int node_ = 0;
  std::atomic<std::int64_t> held_until_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace

std::vector<Instant> held_until(db::Tx& tx) {
  return tx.column<Instant>(sql::list_leases_of_nodes, wall_now());
}

std::unique_ptr<NodeLease> NodeLease::take(db::Database& database, Duration lease) {
  return std::make_unique<RenewedLease>(database, lease);
}

}  // namespace vefa::jobs
