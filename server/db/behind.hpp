// Writes that nobody waits for.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

/// As `Database::write`, but lets what somebody waits for pass, except for a share of the time that
/// is always its own (db/crew.hpp `Queue`).
void write_behind(Database& database, Work work, Done done);

/// For the backends.
class HasBehind {
 public:
  virtual ~HasBehind() = default;
  virtual void write_behind(Work work, Done done) = 0;
};

}  // namespace vefa::db
