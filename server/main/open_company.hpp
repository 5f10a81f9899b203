// One open company: its database, its node number, its jobs.
#pragma once
#include "db/shipping.hpp"
#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "jobs/nodes.hpp"
#include "main/config.hpp"

namespace vefa {

class OpenCompany final : public http::Company {
 public:
  /// Throws db::Unavailable when the database cannot be used. `registry` and `clock` must outlive
  /// it.
  OpenCompany(CompanyConfig const& config, Config const& server, jobs::Registry const& registry,
              Clock const& clock);
  /// Finishes what was accepted.
  ~OpenCompany() override;
  jobs::Runner& runner() { return *runner_; }

 private:
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<db::Shipping> shipping_;
  std::unique_ptr<jobs::NodeLease> node_;
  std::unique_ptr<IdSource> ids_;
  std::unique_ptr<jobs::Runner> runner_;
  std::shared_ptr<void> services_;
};

/// How `ship_to` is reached where it is no folder.
db::S3Access ship_access(Config const& config);

/// What a company that is not open waits for.
struct Waiting {
  std::optional<Instant> earliest_work;
  bool must_be_open = false;
};
/// Looks without opening the company; one that this program has not migrated yet must be opened.
Waiting look_at(CompanyConfig const& config);
/// The same of an open one.
Waiting look_at(db::Database& database);

}  // namespace vefa
