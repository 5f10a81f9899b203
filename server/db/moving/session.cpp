#include "db/moving/session.hpp"

#include <fmt/format.h>

#include "db/postgres/connection.hpp"
#include "db/sqlite/connection.hpp"

namespace vefa::db::moving {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr int kCacheMb = 64;
constexpr int kCheckpointFrames = 10'000;

Statement made(std::string const& sql) { return {"moving", sql.c_str(), sql.c_str(), -1}; }

class SqliteSession final : public Session {
 public:
  explicit SqliteSession(std::string const& path)
      : connection_({.path = path, .page_cache_mb = kCacheMb, .durable = true},
                    sqlite::Role::Writer) {
    run("PRAGMA foreign_keys=OFF");
    // SQLite queues nobody: beside a server that writes all the time, the free moment is found by
    // trying often.
    run("PRAGMA busy_timeout=60000");
  }
  ~SqliteSession() override { SqliteSession::end(); }
  Engine engine() const override { return Engine::Sqlite; }
  void begin_reading() override {
    run("BEGIN");
    // The snapshot begins with the first reading.
    fetch("SELECT COUNT(*) FROM sqlite_schema");
  }
  void begin_writing() override { run("BEGIN IMMEDIATE"); }
  void commit() override {
    run("COMMIT");
    // Where a server is at work too, its log is its own affair: it never gets so long.
    if (connection_.log_frames() >= kCheckpointFrames) connection_.checkpoint();
  }
  void end() override {
    if (connection_.in_transaction()) run("ROLLBACK");
  }

 protected:
  std::int64_t execute(std::string const& sql, Row const& values) override {
    return connection_.execute(made(sql), values);
  }
  std::vector<Row> ask(std::string const& sql, Row const& values) override {
    return connection_.fetch(made(sql), values).rows;
  }

 private:
  sqlite::Connection connection_;
};

class PostgresSession final : public Session {
 public:
  explicit PostgresSession(std::string const& url)
      : connection_(postgres::parse_address(url, true)) {
    connection_.open();
    for (auto const* limit : {"SET statement_timeout = 0", "SET lock_timeout = '20s'",
                              "SET idle_in_transaction_session_timeout = 0"})
      run(limit);
  }
  ~PostgresSession() override {
    try {
      PostgresSession::end();
    } catch (std::exception const&) {
      // The server undoes what a lost connection leaves.
    }
  }
  Engine engine() const override { return Engine::Postgres; }
  void begin_reading() override { begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  void begin_writing() override { begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"); }
  void commit() override {
    open_ = false;
    connection_.commit();
  }
  void end() override {
    if (std::exchange(open_, false)) connection_.roll_back();
  }

 private:
  /// A statement outside of a transaction is one of its own: the pipeline would leave it open.
  template <class F>
  auto alone(F const& f) {
    if (open_) return f();
    begin_writing();
    try {
      auto out = f();
      commit();
      return out;
    } catch (...) {
      end();
      throw;
    }
  }

 protected:
  std::int64_t execute(std::string const& sql, Row const& values) override {
    return alone([&] {
      connection_.send(made(sql), values, 0);
      connection_.collect();
      return connection_.rows_changed();
    });
  }
  std::vector<Row> ask(std::string const& sql, Row const& values) override {
    return alone([&] {
      auto const statement = made(sql);
      connection_.send(statement, values, 0);
      connection_.collect();
      return connection_.rows(statement).rows;
    });
  }

 private:
  void begin(char const* literal) {
    connection_.command(literal, 0);
    connection_.collect();
    open_ = true;
  }
  postgres::Connection connection_;
  bool open_ = false;
};

}  // namespace

std::unique_ptr<Session> open_session(std::string const& url) {
  if (url.starts_with(kSqlite)) return std::make_unique<SqliteSession>(url.substr(kSqlite.size()));
  return std::make_unique<PostgresSession>(url);
}

std::vector<std::string> texts(std::vector<Row> const& rows) {
  std::vector<std::string> out;
  out.reserve(rows.size());
  for (auto const& row : rows) out.push_back(std::get<std::string>(row.at(0)));
  return out;
}

std::string quoted(std::string const& name) { return '"' + name + '"'; }

}  // namespace vefa::db::moving
