// Rows made ready beforehand, on any thread, for a transaction that only writes them down: a
// database is filled by one writer, and what it writes costs more to think of than to write.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

class Sheet {
 public:
  /// As those of Tx, but kept until `put`.
  template <class Row>
  void insert(Statement const& s, Row const& row) {
    lines_.push_back({&s, values_of(row)});
  }
  template <class... A>
  void run(Statement const& s, A const&... args) {
    lines_.push_back({&s, values_from(args...)});
  }
  /// How many statements wait.
  std::size_t size() const { return lines_.size(); }
  /// Runs them in the order in which they were added; the sheet stays as it is, so that a use-case
  /// may do it twice.
  void put(Tx& tx) const;

 private:
  struct Line {
    Statement const* statement;
    std::vector<Value> values;
  };
  std::vector<Line> lines_;
};

/// For the backends.
class PutsLines {
 public:
  virtual ~PutsLines() = default;
  virtual void put_line(Statement const& s, std::vector<Value> const& values) = 0;
};

}  // namespace vefa::db
