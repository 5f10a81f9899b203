#include "main/companies.hpp"

#include "base/log.hpp"
#include "db/shipping.hpp"
#include "jobs/nodes.hpp"
#include "main/wiring.hpp"

namespace vefa {

class OpenCompany final : public http::Company {
 public:
  OpenCompany(CompanyConfig const& config, Config const& server, jobs::Registry const& registry,
              Clock const& company_clock) {
    database_ = db::open({.url = config.database,
                          .readers = static_cast<int>(server.readers),
                          .connections = static_cast<int>(server.connections)});
    if (!server.ship_to.empty())
      shipping_ = db::ship(*database_, {.folder = server.ship_to + "/" + folder_name(config.name),
                                        .keep = std::chrono::hours(24 * server.ship_keep_days)});
    node_ = jobs::NodeLease::take(*database_);
    ids_ = std::make_unique<IdSource>(node_->node());
    runner_ = jobs::Runner::start(*database_, registry, company_clock, *ids_,
                                  {.effect_threads = static_cast<int>(server.effect_threads)});
    database = database_.get();
    clock = &company_clock;
    ids = ids_.get();
    feed = &runner_->feed();
    authenticate = wiring::authenticator();
    services_ = wiring::start_services({*database_, company_clock, *ids_, node_->node()});
    log::info("company.opened",
              {{"company", config.name}, {"node", std::to_string(node_->node())}});
  }
  ~OpenCompany() override {
    services_.reset();
    runner_->stop();
    node_.reset();
    shipping_.reset();
    database_->close();
  }
  jobs::Runner& runner() { return *runner_; }

 private:
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<db::Shipping> shipping_;
  std::unique_ptr<jobs::NodeLease> node_;
  std::unique_ptr<IdSource> ids_;
  std::unique_ptr<jobs::Runner> runner_;
  std::shared_ptr<void> services_;
};

Companies::Companies(Config config, jobs::Registry const& registry, Clock const& clock)
    : config_(std::move(config)),
      registry_(registry),
      clock_(clock),
      companies_(config_.companies) {
  if (companies_.empty()) companies_.push_back({"company", config_.database, {"*"}});
}

Companies::~Companies() { close(); }

CompanyConfig const* Companies::config_of(std::string_view host) const {
  for (auto const& company : companies_)
    for (auto const& name : company.hosts)
      if (name == host || name == "*") return &company;
  return nullptr;
}

std::shared_ptr<http::Company> Companies::find_open(std::string_view host) {
  auto const* config = config_of(host);
  if (!config) return nullptr;
  std::lock_guard const lock(mutex_);
  auto const found = open_.find(config->name);
  return found == open_.end() ? nullptr : found->second;
}

std::shared_ptr<http::Company> Companies::open(std::string_view host) {
  auto const* config = config_of(host);
  if (!config) return nullptr;
  std::lock_guard const one_at_a_time(opening_);
  if (auto found = find_open(host)) return found;
  auto company = std::make_shared<OpenCompany>(*config, config_, registry_, clock_);
  std::lock_guard const lock(mutex_);
  open_[config->name] = company;
  return company;
}

void Companies::open_all() {
  for (auto const& company : companies_) open(company.hosts.front());
}

std::vector<std::shared_ptr<OpenCompany>> Companies::all_open() {
  std::lock_guard const lock(mutex_);
  std::vector<std::shared_ptr<OpenCompany>> all;
  for (auto const& [name, company] : open_) all.push_back(company);
  return all;
}

void Companies::wake_all() {
  for (auto const& company : all_open()) company->runner().wake();
}

bool Companies::wait_idle(Duration at_most) {
  bool idle = true;
  for (auto const& company : all_open()) idle &= company->runner().wait_idle(at_most);
  return idle;
}

void Companies::close() {
  std::lock_guard const lock(mutex_);
  open_.clear();
}

}  // namespace vefa
