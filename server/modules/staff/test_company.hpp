// What the tests of staff share: a company with its administrator, a clock that they move, and
// actors.
#pragma once
#include "base/server_key.hpp"
#include "jobs/jobs.hpp"
#include "modules/staff/access.hpp"
#include "modules/staff/people.hpp"
#include "tests/support/databases.hpp"

namespace vefa::staff {

inline constexpr char kGoodPassword[] = "brave little lantern";

/// argon2id is slow on purpose; the tests that only need someone to exist share one hash.
std::string const& good_hash();

class StaffTest : public testing::OnBothDatabases {
 protected:
  StaffTest();

  Context as(Actor actor) { return {.actor = std::move(actor), .now = now_, .ids = &ids_}; }
  Context system() { return as({}); }
  Context nobody() { return as({.kind = ActorKind::Anonymous}); }
  /// Somebody active, with `kGoodPassword`; her rights as they are now.
  Actor somebody(std::string const& name, RoleId role);
  Context as_somebody(std::string const& name, RoleId role) { return as(somebody(name, role)); }
  /// `f(tx)` in a transaction of its own.
  template <class F>
  auto write(F const& f) {
    return database_->write_result(f);
  }
  template <class F>
  auto read(F const& f) {
    std::optional<std::invoke_result_t<F, db::Tx&>> out;
    database_->read_now([&](db::Tx& tx) { out.emplace(f(tx)); });
    return std::move(*out);
  }
  Person person(StaffId id) {
    return read([&](db::Tx& tx) { return find(tx, id); }).value();
  }
  /// Events of this kind, the oldest first.
  std::vector<std::string> payloads(std::string const& kind);
  /// Runs what is due, and waits until it has run.
  void run_jobs();

  jobs::Registry registry_;
  IdSource ids_;
  Instant now_{1'800'000'000'000};
  FakeClock clock_{now_};
  std::unique_ptr<db::Database> database_;
};

}  // namespace vefa::staff
