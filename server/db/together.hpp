// Many attempts for the price of one.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

/// Runs `body`, within which an `attempt` that wrote nothing before its Undo is taken back by
/// itself, as ever; one that had written, or that a UNIQUE constraint refused, takes back all of
/// `body`. Answers false then, with nothing of it left: the caller does it once more, without this,
/// each attempt by itself. For many that nearly all succeed: on PostgreSQL a savepoint is an answer
/// to wait for. On SQLite, where it is not, each attempt has its own, and the answer is true.
bool together(Tx& tx, std::function<void()> const& body);

/// For a backend with such attempts.
class HasTogether {
 public:
  virtual ~HasTogether() = default;
  virtual bool together(std::function<void()> const& body) = 0;
};

}  // namespace vefa::db
