// The companies a server holds: chosen by host name, opened when asked for.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "main/config.hpp"

namespace vefa {

/// One open company: its database, its node number, its jobs.
class OpenCompany;

class Companies {
 public:
  /// `registry` and `clock` must outlive this.
  Companies(Config config, jobs::Registry const& registry, Clock const& clock);
  ~Companies();

  /// Null when unknown or not open; does not wait.
  std::shared_ptr<http::Company> find_open(std::string_view host);
  /// Opens when need be; null when no company has this host. May throw db::Unavailable.
  std::shared_ptr<http::Company> open(std::string_view host);
  /// Opens every company, so that their timers run. Throws for the first that cannot be opened.
  void open_all();
  /// Looks for due jobs in every open company: the clock was moved.
  void wake_all();
  /// True when every open company has no due job left.
  bool wait_idle(Duration at_most);
  /// Finishes what was accepted and closes.
  void close();
  std::vector<std::shared_ptr<OpenCompany>> all_open();

 private:
  CompanyConfig const* config_of(std::string_view host) const;

  Config config_;
  jobs::Registry const& registry_;
  Clock const& clock_;
  std::vector<CompanyConfig> companies_;
  std::mutex opening_;  // held while a company is opened, which takes its time
  std::mutex mutex_;    // of open_, held for a moment only
  std::map<std::string, std::shared_ptr<OpenCompany>> open_;  // by name
};

}  // namespace vefa
