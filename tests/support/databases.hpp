// The same test body on SQLite and on PostgreSQL.
#pragma once
#include <gtest/gtest.h>

#include "db/database.hpp"

namespace vefa::testing {

/// Options of a new, empty database of this engine, alone in the world: a temporary file, or a
/// schema of its own in the test's PostgreSQL. Not durable, for speed.
db::Options fresh_options(db::Engine engine);

/// A test suite that runs once an engine:
///   class Promises : public testing::OnBothDatabases {};
///   VEFA_ON_BOTH_DATABASES(Promises);
///   TEST_P(Promises, broken_promise_is_stamped_with_its_own_instant) { auto db = fresh(); … }
class OnBothDatabases : public ::testing::TestWithParam<db::Engine> {
 public:
  db::Engine engine() const { return GetParam(); }
  ~OnBothDatabases() override;
  /// A new database with all migrations applied. To be closed before the fixture ends.
  std::unique_ptr<db::Database> fresh() const;

 private:
  mutable std::vector<std::string> urls_;
};

inline std::string engine_name(::testing::TestParamInfo<db::Engine> const& info) {
  return info.param == db::Engine::Sqlite ? "sqlite" : "postgres";
}

/// A statement for one test, which is no part of the program's own: `{"test", sql, sql, -1}`.
inline db::Statement ad_hoc(char const* sql) { return {"test.ad_hoc", sql, sql, -1}; }

}  // namespace vefa::testing

#define VEFA_ON_BOTH_DATABASES(Suite)                                                       \
  INSTANTIATE_TEST_SUITE_P(                                                                 \
      , Suite, ::testing::Values(::vefa::db::Engine::Sqlite, ::vefa::db::Engine::Postgres), \
      ::vefa::testing::engine_name)
