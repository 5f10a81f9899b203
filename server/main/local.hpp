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
  /// Bulk: for filling an empty database, with memory for it, and nothing lost by a power cut but
  /// what can be filled in again.
  enum class Use { Ordinary, Bulk };
  /// Opens the configured company (the first of several). Timers do not run.
  explicit LocalCompany(Config const& config, Use use = Use::Ordinary);
  ~LocalCompany();
  db::Database& database() { return *database_; }
  IdSource& ids() { return *ids_; }
  /// The system acts, now.
  Context context();

 private:
  jobs::Registry registry_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<jobs::NodeLease> node_;
  std::unique_ptr<IdSource> ids_;
};

}  // namespace vefa
