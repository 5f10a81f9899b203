// What the tests of jobs/ share: a database of either engine, a clock that stands, a runner.
#pragma once
#include <future>

#include "base/log.hpp"
#include "jobs/jobs.hpp"
#include "tests/support/databases.hpp"

namespace vefa::jobs {

inline constexpr Instant kNoon{1763812800000};  // 2025-11-22T12:00:00Z
using namespace std::chrono_literals;

/// Counts texts across threads, in order.
class Heard {
 public:
  void add(std::string text) {
    std::lock_guard const lock(mutex_);
    texts_.push_back(std::move(text));
    changed_.notify_all();  // under the lock: who waited may end this object at once
  }
  std::vector<std::string> all() const {
    std::lock_guard const lock(mutex_);
    return texts_;
  }
  std::size_t count() const { return all().size(); }
  /// True when at least `count` were heard within 20 s.
  bool wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] { return texts_.size() >= count; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> texts_;
};

class World : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    database = fresh();
    log::set_level(log::Level::Error);  // these tests fail on purpose
  }
  void TearDown() override {
    if (runner) runner->stop();
  }

  Context context(Instant now) {
    Context ctx;
    ctx.now = now;
    ctx.ids = &ids;
    return ctx;
  }
  Context context() { return context(clock.now()); }

  template <class F>
  void write(F const& f) {
    database->write_now([&](db::Tx& tx) {
      f(tx);
      return db::Outcome::Commit;
    });
  }
  JobId add_job(std::string kind, std::string subject, Instant run_at, JsonObject payload = {}) {
    JobId id;
    write([&](db::Tx& tx) { id = add(context(), tx, kind, subject, run_at, payload); });
    return id;
  }
  void record_event(std::string kind) {
    write([&](db::Tx& tx) {
      Event event;
      event.kind = kind;
      record(context(), tx, event);
    });
  }
  void start(RunnerOptions options = {}) {
    install(registry);
    runner = Runner::start(*database, registry, clock, ids, options);
  }
  /// Moves the clock and waits until all that became due is done.
  void pass(Duration by) {
    clock.advance(by);
    idle();
  }
  void idle() { ASSERT_TRUE(runner->wait_idle(20s)) << "work is still due or running after 20 s"; }
  Stats counts() {
    Stats found;
    database->read_now([&](db::Tx& tx) { found = stats(context(), tx); });
    return found;
  }
  std::vector<FailedJob> failed_jobs() {
    std::vector<FailedJob> found;
    database->read_now([&](db::Tx& tx) { found = failed(tx, "", 200).value().items; });
    return found;
  }

  FakeClock clock{kNoon};
  IdSource ids{7};
  Registry registry;
  std::unique_ptr<db::Database> database;
  std::unique_ptr<Runner> runner;
};

}  // namespace vefa::jobs
