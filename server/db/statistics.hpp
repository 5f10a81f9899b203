// What a planner reckons with.
#pragma once
#include <string>
#include <vector>

#include "db/database.hpp"

namespace vefa::db {

/// SQLite: a table of which a handful of rows is known is read through, for good, and a server
/// runs for months: of what is smaller than this nothing is known, and it is read by its indexes.
/// To be run where `sqlite_stat1` is, after whatever wrote it.
inline constexpr char kForgetSmallTables[] =
    "DELETE FROM sqlite_stat1 WHERE tbl IN (SELECT tbl FROM sqlite_stat1 GROUP BY tbl "
    "HAVING MAX(CAST(stat AS INTEGER)) < 10000)";

/// Statements that look at the whole database, each index for a bounded time; some answer rows.
inline std::vector<std::string> look_at_everything(Engine engine) {
  if (engine == Engine::Postgres) return {"ANALYZE"};
  return {"PRAGMA analysis_limit = 400", "ANALYZE", kForgetSmallTables, "ANALYZE sqlite_schema"};
}

}  // namespace vefa::db
