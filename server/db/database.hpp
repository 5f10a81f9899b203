// The one face of SQLite and PostgreSQL.
//
// A use-case is a function of a `Tx&`, run by a `Database`. On SQLite all writing use-cases go
// through one lane (a thread) that runs each in a savepoint and commits them in groups; the caller
// is answered after the group is durable. On PostgreSQL each runs in a transaction on a pooled
// connection; what fails to serialise is run again. So a use-case has no side effect outside its
// Tx, and may run twice.
#pragma once
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

namespace vefa::db {

enum class Engine { Sqlite, Postgres };

/// A named statement, generated from a module's queries.sql (tools/sql_blocks). Both texts are the
/// same unless the block has a `.postgres` variant. Parameters are `$1`, `$2`, …; as many values
/// are given as the highest number says, and a gap below it is allowed.
struct Statement {
  char const* name;  // "cases.find_case"
  char const* sqlite;
  char const* postgres;
  int index;  // dense over the program, the slot in each connection's cache; below 0: run
              // once, prepared each time (migrations, tests)
};

/// Bytes of a BLOB/BYTEA, apart from text.
struct Bytes {
  std::string data;
  bool operator==(Bytes const&) const = default;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;

/// A constraint refused the row. Use-cases may turn it into a refusal; unanswered it becomes a 409.
/// On both engines the transaction is lost when this is thrown: let it reach the platform, or use
/// `Tx::attempt`.
struct ConstraintError : std::runtime_error {
  enum class Kind { Unique, ForeignKey, Check, NotNull };
  ConstraintError(Kind k, std::string what) : std::runtime_error(std::move(what)), kind(k) {}
  Kind kind;
};
/// Thrown by the body of `Tx::attempt` to have all that it wrote undone.
struct Undo {};
/// The database is gone, full, or broken: the edge answers 503 and says when to try again.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Conversion of C++ values to and from columns. Instants are BIGINT ms, dates and enums TEXT, bools
// 0/1, ids BIGINT (0 ↔ NULL), optionals NULL, JsonObject TEXT.
template <class T>
Value to_value(T const& v);
template <class T>
T from_value(Value&& v);
/// The arguments of a statement, in order.
template <class... A>
std::vector<Value> values_from(A const&... args);
/// Every described member of `row`, in order.
template <class Row>
std::vector<Value> values_of(Row const& row);

/// The rows of an answer, read to the end, in the statement's order.
class Rows {
 public:
  std::vector<std::vector<Value>> rows;
  std::shared_ptr<std::vector<std::string> const> columns;  // shared with the connection's cache
};

class Database;

class Tx {
 public:
  virtual ~Tx() = default;
  virtual Engine engine() const = 0;
  /// The database this transaction belongs to: by it jobs/ finds the runner to wake after the
  /// commit.
  virtual Database& database() const = 0;

  /// Runs a statement without an answer. The backend may defer it to the next statement that has
  /// one, or to the commit: an error then surfaces there.
  template <class... A>
  void run(Statement const& s, A const&... args) {
    execute(s, values_from(args...), false);
  }
  /// As `run`, now, and answers the number of rows changed: for compare-and-set on versions.
  template <class... A>
  std::int64_t change(Statement const& s, A const&... args) {
    return execute(s, values_from(args...), true);
  }
  /// Binds every described member of `row` to $1, $2, … in order.
  template <class Row>
  void insert(Statement const& s, Row const& row) {
    execute(s, values_of(row), false);
  }
  /// Every described member of `row` from $1 on, then `more`; answers the rows changed.
  template <class Row, class... A>
  std::int64_t update(Statement const& s, Row const& row, A const&... more) {
    auto values = values_of(row);
    (values.push_back(to_value(more)), ...);
    return execute(s, std::move(values), true);
  }
  /// Rows into described structs, by the names of columns and members, which must agree exactly and
  /// in order (checked at each statement's first run). Bounded by the statement's own LIMIT.
  template <class Row, class... A>
  std::vector<Row> list(Statement const& s, A const&... args) {
    return rows_as<Row>(s, fetch(s, values_from(args...)));
  }
  /// The first row; nothing when there is none.
  template <class Row, class... A>
  std::optional<Row> find(Statement const& s, A const&... args) {
    auto rows = list<Row>(s, args...);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
  }
  /// The first column of the first row; nothing when there is no row or it is NULL.
  template <class T, class... A>
  std::optional<T> scalar(Statement const& s, A const&... args) {
    auto answer = fetch(s, values_from(args...));
    if (answer.rows.empty() || std::holds_alternative<std::monostate>(answer.rows[0][0]))
      return std::nullopt;
    return from_value<T>(std::move(answer.rows[0][0]));
  }
  /// The first column of each row.
  template <class T, class... A>
  std::vector<T> column(Statement const& s, A const&... args) {
    std::vector<T> out;
    for (auto& row : fetch(s, values_from(args...)).rows)
      out.push_back(from_value<T>(std::move(row[0])));
    return out;
  }
  /// Runs `body` in a savepoint; answers false, with all that it wrote undone, when a UNIQUE
  /// constraint refuses a row or `body` throws Undo. Other errors go on.
  virtual bool attempt(std::function<void()> const& body) = 0;

  /// Work at the end of the use-case, within its transaction, where it is to be committed: to write
  /// once what was gathered on the way. What it throws undoes the use-case.
  void before_commit(std::function<void()> work) { endings_.push_back(std::move(work)); }
  /// For the backends alone: does that work.
  void end();
  /// What jobs/ gathers during a use-case for `before_commit`; empty at the beginning.
  std::shared_ptr<void> gathered;

  /// Work for after the commit on this process only: waking a scheduler, telling live listeners.
  /// Runs on the committing thread, must be short, must not throw, does not run after a rollback.
  virtual void after_commit(std::function<void()> work) = 0;

 protected:
  virtual std::int64_t execute(Statement const& s, std::vector<Value>&& values, bool now) = 0;
  virtual Rows fetch(Statement const& s, std::vector<Value>&& values) = 0;

 private:
  template <class Row>
  static std::vector<Row> rows_as(Statement const& s, Rows&& answer);

  std::vector<std::function<void()>> endings_;
};

/// What a use-case leaves behind: commit, or undo everything it wrote (a refusal).
enum class Outcome { Commit, Rollback };
using Work = std::function<Outcome(Tx&)>;
/// `failure` is null after a durable commit or a wanted rollback. Called once, on a database
/// thread.
using Done = std::function<void(std::exception_ptr failure)>;

/// One company's database. Safe to use from several threads. At most `kMaxQueued` writes wait;
/// beyond, `done` gets Unavailable at once.
class Database {
 public:
  static constexpr std::size_t kMaxQueued = 4096;

  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  /// Queues a writing use-case and returns at once.
  virtual void write(Work work, Done done) = 0;
  /// Queues a reading one; it sees a snapshot at least as new as every write answered before.
  virtual void read(std::function<void(Tx&)> work, Done done) = 0;

  /// The same, waiting; what the use-case throws is thrown here. Not from a database thread.
  void write_now(Work const& work);
  void read_now(std::function<void(Tx&)> const& work);
  /// `f(Tx&) -> Result<T>`: a refusal rolls back.
  template <class F>
  auto write_result(F const& f) -> std::invoke_result_t<F, Tx&> {
    std::optional<std::invoke_result_t<F, Tx&>> result;
    write_now([&](Tx& tx) {
      result.emplace(f(tx));
      return result->ok() ? Outcome::Commit : Outcome::Rollback;
    });
    return std::move(*result);
  }
  template <class F>
  auto read_result(F const& f) -> std::invoke_result_t<F, Tx&> {
    std::optional<std::invoke_result_t<F, Tx&>> result;
    read_now([&](Tx& tx) { result.emplace(f(tx)); });
    return std::move(*result);
  }

  /// Tells other processes on the same database that something was committed (PostgreSQL's NOTIFY
  /// on a connection of its own, at most every 20 ms); nothing on SQLite.
  virtual void notify_peers() = 0;
  /// Called, on a database thread, when a peer notified, and whenever the connection for that is
  /// made, also at first: a peer may have notified before.
  virtual void on_peer_notice(std::function<void()> listener) = 0;

  /// Finishes what was accepted, then closes. Further calls get Unavailable.
  virtual void close() = 0;
};

struct Options {
  /// `sqlite:/path/company.db`, `sqlite::memory:`, or `postgresql://user@host/db?schema=name`.
  std::string url;
  int readers = 4;      // reader connections
  int connections = 8;  // PostgreSQL: writing connections
  int page_cache_mb = 32;
  bool durable = true;  // false only in tests: synchronous=OFF / synchronous_commit=off
};

/// Opens, and creates the file or the schema when it is not there; runs pending migrations under a
/// lock. Throws Unavailable with a sentence that says what to do.
std::unique_ptr<Database> open(Options const& options);

/// Names of the statements run in this process since its start, for the check that none is
/// untested. Also appended to the file named by the environment's VEFA_SQL_TRACE at the end of the
/// process.
std::vector<std::string> statements_run(Engine engine);
/// Every statement linked into the program.
std::vector<Statement const*> const& all_statements();
/// Made by the generated code before main; numbers the statements.
struct StatementList {
  StatementList(Statement* first, std::size_t count);
};

}  // namespace vefa::db

#include "db/mapping.hpp"
