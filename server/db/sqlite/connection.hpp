// One connection to an SQLite file, used by one thread at a time, with its prepared statements.
#pragma once
#include "db/database.hpp"
#include "db/rest.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace vefa::db::sqlite {

enum class Role { Writer, Reader };

struct File {
  std::string path;
  int page_cache_mb;
  bool durable;
};

class Connection {
 public:
  /// Throws Unavailable with the reason when the file cannot be opened.
  Connection(File const& file, Role role);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  /// The connection's own commands that come with every use-case: BEGIN, SAVEPOINT, … The text must
  /// be a literal: it is prepared once and found again by its address.
  void command(char const* literal);
  /// Answers the rows changed.
  std::int64_t execute(Statement const& statement, std::vector<Value> const& values);
  Rows fetch(Statement const& statement, std::vector<Value> const& values);
  /// False once SQLite has rolled everything back by itself, as it does when the disk is full.
  bool in_transaction() const;
  /// How many frames the log held after this connection's last commit; a writer's only.
  int log_frames() const { return log_frames_; }
  /// Lets go of what makes the next use-case quicker: statements, pages, what is mapped of the
  /// file.
  void let_go() noexcept;
  /// Before each use-case: one that is used much has the file mapped, so that it reads without
  /// copying.
  void use();
  /// Moves what it can of the log into the database, waiting for nobody.
  void checkpoint();
  /// Statements that may write, run so far.
  std::int64_t writes() const { return writes_; }
  /// Whether a deferred foreign key of the open transaction is still unmet.
  /// Of its copy of the schema.
  int schema_bytes() const;
  bool breaks_foreign_keys() const;

 private:
  struct Prepared {
    sqlite3_stmt* handle = nullptr;
    bool writes = false;
    std::vector<int> slots;  // of each value: SQLite's number of `$n`, 0 where `$n` does not occur
    std::shared_ptr<std::vector<std::string> const> columns;
    ~Prepared();
  };
  class Use;

  void exec(std::string const& sql);
  void set_up(File const& file, Role role);
  void map();
  std::unique_ptr<Prepared> prepare(Statement const& statement);
  Prepared& prepared(Statement const& statement, std::unique_ptr<Prepared>& ad_hoc);
  int status(int what) const;
  [[noreturn]] void fail(char const* what) const;

  sqlite3* db_ = nullptr;
  bool const optimize_at_end_;
  bool is_mapped_ = false;
  int uses_ = 0;  // since it rested
  std::optional<SchemaCopy> schema_;
  int log_frames_ = 0;
  std::int64_t writes_ = 0;
  std::vector<std::unique_ptr<Prepared>> cache_;
  std::vector<std::pair<char const*, std::unique_ptr<Prepared>>> commands_;  // a handful
};

}  // namespace vefa::db::sqlite
