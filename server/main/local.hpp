// A company's database as a command uses it: open, with a node number and the server's key.
#pragma once
#include <memory>

#include "base/context.hpp"
#include "db/database.hpp"
#include "jobs/jobs.hpp"
#include "jobs/nodes.hpp"
#include "main/config.hpp"

namespace vefa {

class LocalCompany {
 public:
  /// Bulk: for filling an empty database, with memory for it; a power cut before its end loses what
  /// can be filled in again, one after it nothing.
  enum class Use { Ordinary, Bulk };
  /// Opens the configured company (the first of several). Timers do not run.
  explicit LocalCompany(Config const& config, Use use = Use::Ordinary);
  ~LocalCompany();
  db::Database& database() { return *database_; }
  IdSource& ids() { return *ids_; }
  /// The system acts, now.
  Context context();

 private:
  std::string synced_at_end_;  // a file that is written without waiting for the disk
  jobs::Registry registry_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<jobs::NodeLease> node_;
  std::unique_ptr<IdSource> ids_;
};

}  // namespace vefa
