// A use-case's view of a PostgreSQL connection.
#pragma once
#include "db/expecting.hpp"
#include "db/later.hpp"
#include "db/postgres/connection.hpp"
#include "db/sheet.hpp"
#include "db/together.hpp"

namespace vefa::db::postgres {

class Transaction final : public Tx,
                          public PutsLines,
                          public HasTogether,
                          public HasExpecting,
                          public HasLater {
 public:
  Transaction(Database& database, Connection& connection)
      : database_(database), connection_(connection) {}

  Engine engine() const override { return Engine::Postgres; }
  Database& database() const override { return database_; }
  bool attempt(std::function<void()> const& body) override;
  void after_commit(std::function<void()> work) override;
  bool together(std::function<void()> const& body) override;
  void put_line(Statement const& s, std::vector<Value> const& values) override;
  void expect_one(Statement const& s, std::vector<Value> const& values) override;
  void insert_later(Statement const& s, std::vector<Value>&& values) override;
  /// What the use-case left to be written and looked at, before its commit.
  void finish();

  /// The error after which the use-case may not commit, even when it swallowed it.
  std::exception_ptr failure() const { return failure_; }
  std::vector<std::function<void()>> take_hooks() { return std::move(hooks_); }

 protected:
  std::int64_t execute(Statement const& s, std::vector<Value>&& values, bool now) override;
  Rows fetch(Statement const& s, std::vector<Value>&& values) override;

 private:
  enum class Changes { Whatever, One };
  std::int64_t write(Statement const& s, std::vector<Value> const& values, bool now,
                     Changes changes = Changes::Whatever);
  /// Rows of one statement that wait for others.
  struct Waiting {
    Statement const* statement;
    std::vector<std::vector<Value>> rows;
  };
  void keep_up();
  void send_waiting();
  void send_waiting(Waiting const& all);
  void send_waiting_of_table(Statement const& s);
  void refuse_when_lost() const;
  void undo_attempt();
  bool attempt_within(std::function<void()> const& body);

  Database& database_;
  Connection& connection_;
  int depth_ = 0;  // of savepoints
  bool is_together_ = false;
  std::int64_t written_ = 0;     // statements that write, undone ones too
  std::size_t handed_over_ = 0;  // of what is owed
  std::vector<Waiting> waiting_;
  std::exception_ptr failure_;
  std::vector<std::function<void()>> hooks_;
};

}  // namespace vefa::db::postgres
