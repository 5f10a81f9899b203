#include "main/local.hpp"

#include <filesystem>

#include "base/log.hpp"
#include "base/server_key.hpp"
#include "db/files.hpp"
#include "db/moving.hpp"
#include "main/company_list.hpp"
#include "main/serve.hpp"
#include "main/wiring.hpp"

namespace vefa {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

}  // namespace

LocalCompany::LocalCompany(Config const& config, Use use) {
  log::set_level(log::Level::Warn);
  std::filesystem::create_directories(config.data);
  set_server_key(read_server_key(config.server_key_file));
  wiring::configure(config);
  wiring::add_jobs(registry_);
  jobs::install(registry_);
  auto const url = company_list::all(config).front().database;
  db::Options options{.url = url, .readers = 1, .connections = 1};
  if (use == Use::Bulk) {
    options.page_cache_mb = 512;
    options.durable = false;
    if (url.starts_with(kSqlite)) synced_at_end_ = url.substr(kSqlite.size());
  }
  database_ = db::open(options);
  node_ = jobs::NodeLease::take(*database_);
  db::require_not_moved(*database_);
  ids_ = std::make_unique<IdSource>(node_->node());
}

LocalCompany::~LocalCompany() {
  node_.reset();
  database_->close();
  try {
    if (!synced_at_end_.empty()) files::sync(synced_at_end_);
  } catch (std::exception const& e) {
    log::error("local.not_synced", {{"database", synced_at_end_}, {"why", e.what()}});
  }
}

Context LocalCompany::context() { return {.now = wall_now(), .ids = ids_.get()}; }

}  // namespace vefa
