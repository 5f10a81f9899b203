// A write of which one knows that it changes one row.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

/// For a backend where the number of rows changed is an answer to wait for.
class HasExpecting {
 public:
  virtual ~HasExpecting() = default;
  virtual void expect_one(Statement const& s, std::vector<Value> const& values) = 0;
};

/// As `Tx::run` with every described member of `row`, where another number of rows than one is a
/// fault of the program: std::logic_error with the statement's name, at once or with the next
/// answer, and nothing of the use-case stays. For compare-and-set on what this use-case has locked.
template <class Row>
void update_one(Tx& tx, Statement const& s, Row const& row) {
  if (auto* const backend = dynamic_cast<HasExpecting*>(&tx)) {
    backend->expect_one(s, values_of(row));
  } else if (tx.update(s, row) != 1) {
    throw std::logic_error(std::string(s.name) + " changed no row that was locked before");
  }
}

}  // namespace vefa::db
