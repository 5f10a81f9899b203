// Moves a company's data from one database to another, of the same engine or the other, while it is
// in use: a copy as of one moment, then what changed since, again and again; then, when nobody
// writes any more, the little that is left.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "db/database.hpp"

namespace vefa::db {

struct MoveOptions {
  /// Where copying took no longer than this, every row is compared once more at the end; else the
  /// numbers of rows.
  Duration compare_all_within = std::chrono::seconds(3);
  /// Told now and then: the table, and how many of its rows are there.
  std::function<void(std::string const& table, std::int64_t rows)> tell;
  /// Asked between pages: true ends it by Unavailable.
  std::function<bool()> is_stopped;
};

struct Moved {
  std::int64_t tables = 0;
  std::int64_t rows = 0;
  bool compared_all = false;
};

/// Not for several threads at once. When it is let go before `retire`, the source is as it was.
class Moving {
 public:
  virtual ~Moving() = default;
  /// Copies everything as of one moment, while others write, and compares what arrived.
  virtual void copy() = 0;
  /// Brings what changed since; answers how many rows that were.
  virtual std::int64_t catch_up() = 0;
  /// From here on nobody else can write to the source. Brings the rest and compares.
  virtual Moved finish() = 0;
  /// Writes into the source where its company is now, so that nobody opens it any more.
  virtual void retire(std::string const& now_at) = 0;
  /// What can wait until the company is served again. Throws when a foreign key leads nowhere.
  virtual void validate() = 0;
};

/// `from` is a database in use, `to` one that was just made and has the same migrations. Throws
/// Unavailable when they are not alike.
std::unique_ptr<Moving> begin_move(std::string const& from, std::string const& to,
                                   MoveOptions options);

/// Whether the schema holds any table.
bool has_tables(Database& database);
/// Removes a PostgreSQL schema with all that is in it.
void drop_all(std::string const& url);

/// Where the company of this database was moved to; empty when it was not.
std::string moved_to(Database& database);
/// Throws Unavailable, saying where it is, when it was moved.
void require_not_moved(Database& database);

}  // namespace vefa::db
