// Node numbers: what keeps the ids of several processes on one database apart.
#pragma once
#include <memory>

#include "db/database.hpp"

namespace vefa::jobs {

/// A node number of 1…1023 that no other living process on this database has. Renewed by a thread
/// of its own while the object lives, free again afterwards; a dead process's number is free after
/// `lease` (wall clock).
class NodeLease {
 public:
  static constexpr Duration kLease = std::chrono::minutes(5);

  /// Throws db::Unavailable when the database is, or when all numbers are held.
  static std::unique_ptr<NodeLease> take(db::Database& database, Duration lease = kLease);
  virtual ~NodeLease() = default;
  virtual int node() const = 0;
  /// False once it could not be renewed in time: this process must make no more ids.
  virtual bool held() const = 0;
};

/// Until when each number that is held now is; ascending. A process that was killed holds its own
/// for a while.
std::vector<Instant> held_until(db::Tx& tx);

}  // namespace vefa::jobs
