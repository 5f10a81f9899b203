// Short readings of the program itself: what is due, what was migrated.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

/// As `Database::read_now`, for one that takes no longer than a small write: on SQLite, where no
/// reading connection is open, the writing one serves it, so that a company which only waits for
/// its next promise keeps one connection, with one copy of the schema. It sees what is committed.
void look_now(Database& database, std::function<void(Tx&)> const& work);

/// For a backend with such a lane.
class HasLook {
 public:
  virtual ~HasLook() = default;
  virtual void look(std::function<void(Tx&)> work, Done done) = 0;
};

}  // namespace vefa::db
