// Schema changes: numbered files, forward only, each applied once and atomically.
#pragma once
#include <string_view>

#include "db/database.hpp"

namespace vefa::db {

/// One file `NNNN_name.sql`. Its text is shared by both engines: the types {ID} {INT} {TEXT} {F64}
/// {BLOB} are replaced, SQLite's tables become STRICT, and the lines from `-- sqlite:` or `-- pg:`
/// to `-- end` are for that engine alone.
struct Migration {
  std::int64_t number = 0;
  std::string name;  // without the number and .sql
  std::string_view text;
};

/// Those built into the program, in order. Throws std::logic_error when a number stands twice.
std::vector<Migration> embedded_migrations();

/// The statements of a migration as the engine wants them. Throws std::logic_error, naming the
/// migration, when a block is not closed.
std::vector<std::string> statements_of(Migration const& migration, Engine engine);

/// Applies what is not applied yet, each in a transaction of its own, under a lock that other
/// processes respect. Throws Unavailable with a sentence when an applied migration was changed
/// afterwards, is unknown to this program, or a new one has a lower number than an applied one.
void migrate(Database& database, std::vector<Migration> const& migrations);

/// Empty when exactly this program's migrations are applied; else a sentence that says what is not.
std::string migration_fault(Database& database);

/// As db::open, but leaves the schema as it is.
std::unique_ptr<Database> open_unmigrated(Options const& options);

}  // namespace vefa::db
