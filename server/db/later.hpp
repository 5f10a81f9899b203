// Rows that may be written together with others of their kind.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

/// For a backend where a row more costs less than a statement more.
class HasLater {
 public:
  virtual ~HasLater() = default;
  virtual void insert_later(Statement const& s, std::vector<Value>&& values) = 0;
};

/// As `Tx::insert`, for an INSERT … VALUES of one row to which no other row refers that this
/// use-case writes: it is written with others of the statement, at the latest before the use-case
/// asks for anything, begins or ends an attempt, writes to the same table otherwise, or ends.
template <class Row>
void insert_later(Tx& tx, Statement const& s, Row const& row) {
  if (auto* const backend = dynamic_cast<HasLater*>(&tx)) {
    backend->insert_later(s, values_of(row));
  } else {
    tx.insert(s, row);
  }
}
/// The same of values in the statement's order.
template <class... A>
void run_later(Tx& tx, Statement const& s, A const&... args) {
  if (auto* const backend = dynamic_cast<HasLater*>(&tx)) {
    backend->insert_later(s, values_from(args...));
  } else {
    tx.run(s, args...);
  }
}

}  // namespace vefa::db
