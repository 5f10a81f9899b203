// The one list of modules: their routes, timers, effects and subscribers.
#pragma once
#include <memory>

#include "http/api.hpp"
#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "main/config.hpp"

namespace vefa::wiring {

/// Settings that modules keep for the whole process: the server's key, allowed webhook targets.
void configure(Config const& config);
void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);
/// How a request's token becomes an actor.
http::Authenticate authenticator();

/// What runs beside the jobs while a company is open: pulling its mailboxes.
struct ServiceParts {
  db::Database& database;
  Clock const& clock;
  IdSource& ids;
  int node = 0;
};
/// Stops when the answer is let go.
std::shared_ptr<void> start_services(ServiceParts parts);

/// Whether the company has work that only an open company does, but for its jobs.
bool must_stay_open(db::Tx& tx);

}  // namespace vefa::wiring
