#include "main/open_company.hpp"

#include "base/log.hpp"
#include "db/look.hpp"
#include "db/migrate.hpp"
#include "db/moving.hpp"
#include "jobs/waiting.hpp"
#include "main/wiring.hpp"

namespace vefa {

db::S3Access ship_access(Config const& config) {
  return {.endpoint = config.ship_endpoint,
          .region = config.ship_region,
          .key = config.ship_key,
          .secret = config.ship_secret};
}

OpenCompany::OpenCompany(CompanyConfig const& config, Config const& server,
                         jobs::Registry const& registry, Clock const& company_clock) {
  database_ = db::open({.url = config.database,
                        .readers = static_cast<int>(server.readers),
                        .connections = static_cast<int>(server.connections)});
  if (!server.ship_to.empty())
    shipping_ = db::ship(*database_, {.to = server.ship_to + "/" + folder_name(config.name),
                                      .access = ship_access(server),
                                      .every = std::chrono::seconds(server.ship_every_seconds),
                                      .keep = std::chrono::hours(24 * server.ship_keep_days)});
  node_ = jobs::NodeLease::take(*database_);
  // Now, because a move waits until no node has the company.
  db::require_not_moved(*database_);
  ids_ = std::make_unique<IdSource>(node_->node());
  runner_ = jobs::Runner::start(*database_, registry, company_clock, *ids_,
                                {.effect_threads = static_cast<int>(server.effect_threads)});
  database = database_.get();
  clock = &company_clock;
  ids = ids_.get();
  feed = &runner_->feed();
  authenticate = wiring::authenticator();
  services_ = wiring::start_services({*database_, company_clock, *ids_, node_->node()});
  log::info("company.opened", {{"company", config.name}, {"node", std::to_string(node_->node())}});
}

OpenCompany::~OpenCompany() {
  services_.reset();
  runner_->stop();
  node_.reset();
  shipping_.reset();
  database_->close();
}

namespace {

Waiting read_waiting(db::Tx& tx) { return {jobs::earliest_work(tx), wiring::must_stay_open(tx)}; }

}  // namespace

Waiting look_at(db::Database& database) {
  Waiting out;
  db::look_now(database, [&](db::Tx& tx) { out = read_waiting(tx); });
  return out;
}

Waiting look_at(CompanyConfig const& config) {
  auto const database =
      db::open_unmigrated({.url = config.database, .readers = 1, .connections = 1});
  Waiting out{.must_be_open = true};
  // Another program may write to it meanwhile: read, which waits for nobody.
  if (db::migration_fault(*database).empty())
    database->read_now([&](db::Tx& tx) { out = read_waiting(tx); });
  database->close();
  return out;
}

}  // namespace vefa
