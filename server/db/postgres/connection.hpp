// One pipelined connection: what needs no answer is sent without waiting for one.
#pragma once
#include <set>
#include <span>

#include "db/postgres/address.hpp"
#include "db/postgres/errors.hpp"

namespace vefa::db::postgres {

class Connection {
 public:
  explicit Connection(Address address) : address_(std::move(address)) {}

  bool is_open() const { return handle_ != nullptr; }
  void open();
  void shut();

  /// Sends one of our own commands (BEGIN, SAVEPOINT, …). Errors surface at the next `collect`.
  void command(char const* sql, int depth);
  /// Sends a statement, prepared on its first use here.
  void send(Statement const& statement, std::vector<Value> const& values, int depth);
  /// Sends an INSERT of one row for all of them at once, as `rows_text` writes it.
  void send_rows(Statement const& statement, std::span<std::vector<Value> const> rows, int depth);
  /// What was sent last must change one row; else `collect` throws std::logic_error.
  void expect_one();
  /// Before a commit: the server itself would commit a change of no row.
  void see_expected();
  /// Waits for the answers to all that was sent. Throws the first error; the rest were skipped by
  /// the server then.
  void collect();
  /// The last answer collected.
  std::int64_t rows_changed() const;
  Rows rows(Statement const& statement);
  /// Hands over what was sent, without waiting for answers.
  void flush();
  /// How many answers are still owed.
  std::size_t owed() const { return owed_.size(); }
  /// The depth of the savepoint in which the statement that failed last was sent.
  int failed_depth() const { return failed_depth_; }
  void forget_failure();

  /// Sends COMMIT and waits; throws what the server refuses, also what was sent before.
  void commit();
  /// Leaves no transaction open. Throws only Lost.
  void roll_back();
  /// The same for a transaction that has only read, without waiting for the answer.
  void end_reading();

 private:
  using Answer = std::unique_ptr<pg_result, void (*)(pg_result*)>;
  struct Owed {
    enum class Kind { Command, Prepare, Sync, EndOfReading };
    Kind kind;
    char const* name;
    int index;  // of the statement that was prepared
    int depth;
    std::size_t rows = 1;      // for so many it was prepared
    bool changes_one = false;  // else the program is at fault
  };
  struct Prepared {
    bool known_to_server = false;
    std::vector<unsigned> types;  // of each parameter: 0 where the server finds out
    std::shared_ptr<std::vector<std::string> const> columns;
  };

  void prepare(Statement const& statement, Prepared& slot, int depth);
  Prepared& slot_of(Statement const& statement);
  void sync();
  Answer read();
  void read_sync();
  std::exception_ptr take(Owed const& owed, Answer answer);
  [[noreturn]] void lose();

  Address const address_;
  Handle handle_;
  std::deque<Owed> owed_;
  std::vector<Prepared> cache_;
  std::set<std::pair<int, std::size_t>> prepared_rows_;  // statement, rows
  Answer last_{nullptr, nullptr};
  int failed_depth_ = 0;
};

}  // namespace vefa::db::postgres
