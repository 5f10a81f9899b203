// One connection to one of the two databases, for work on whole tables: statements made at run
// time, transactions by hand, no foreign keys on SQLite.
#pragma once
#include "db/database.hpp"

namespace vefa::db::moving {

using Row = std::vector<Value>;

/// Not for several threads at once. Errors as those of Tx.
class Session {
 public:
  virtual ~Session() = default;
  virtual Engine engine() const = 0;
  /// Answers the rows changed.
  std::int64_t run(std::string const& sql, Row const& values = {}) { return execute(sql, values); }
  std::vector<Row> fetch(std::string const& sql, Row const& values = {}) {
    return ask(sql, values);
  }
  /// One snapshot until `end`.
  virtual void begin_reading() = 0;
  virtual void begin_writing() = 0;
  /// Durable when it returns.
  virtual void commit() = 0;
  /// Leaves what is open, undone.
  virtual void end() = 0;

 protected:
  virtual std::int64_t execute(std::string const& sql, Row const& values) = 0;
  virtual std::vector<Row> ask(std::string const& sql, Row const& values) = 0;
};

/// The database must be there. Throws Unavailable.
std::unique_ptr<Session> open_session(std::string const& url);

/// The first column of each row.
std::vector<std::string> texts(std::vector<Row> const& rows);
/// A name for SQL, in quotes.
std::string quoted(std::string const& name);

}  // namespace vefa::db::moving
