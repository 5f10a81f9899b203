#include "main/serve.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/server_key.hpp"
#include "base/text.hpp"
#include "db/depot.hpp"
#include "db/files.hpp"
#include "main/companies.hpp"
#include "main/manual_clock.hpp"
#include "main/wiring.hpp"

namespace vefa {
namespace {

constexpr std::size_t kKeyBytes = 32;

void make_key(std::string const& file) {
  std::filesystem::path const path(file);
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  int const fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0) return;  // another node made it first, or reading it below says what is wrong
  auto const key = random_bytes(kKeyBytes);
  bool const written =
      ::write(fd, key.data(), key.size()) == static_cast<ssize_t>(kKeyBytes) && ::fsync(fd) == 0;
  ::close(fd);
  if (!written) throw std::runtime_error("the server's key could not be written to " + file);
}

http::ServerOptions server_options(Config const& config) {
  http::ServerOptions options;
  options.address = config.host();
  options.port = config.port();
  options.threads = static_cast<int>(config.threads);
  options.certificate_file = config.tls_certificate;
  options.key_file = config.tls_key;
  options.max_connections = static_cast<int>(config.max_connections);
  options.requests_per_second_per_address =
      static_cast<double>(config.requests_per_second_per_address);
  options.burst_per_address = 2.0 * static_cast<double>(config.requests_per_second_per_address);
  options.requests_per_second_per_account =
      static_cast<double>(config.requests_per_second_per_account);
  options.burst_per_account = 2.0 * static_cast<double>(config.requests_per_second_per_account);
  for (auto& proxy : split(config.trusted_proxies, ','))
    if (!trim(proxy).empty()) options.trusted_proxies.push_back(trim(proxy));
  options.metrics_token = config.metrics_token;
  return options;
}

/// SIGINT and SIGTERM, taken by one waiting thread instead of a handler.
sigset_t block_stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return set;
}

log::Level level_of(std::string const& name) {
  if (name == "debug") return log::Level::Debug;
  if (name == "warn") return log::Level::Warn;
  return name == "error" ? log::Level::Error : log::Level::Info;
}

/// As many open files as this account may have: a shell allows 1,024 where it could allow more.
void raise_limit_of_files() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == files.rlim_max) return;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

/// What was shipped cannot be used whole without it.
void ship_key(Config const& config) {
  constexpr char const* kName = "server.key";
  try {
    auto const depot = db::open_depot(config.ship_to, ship_access(config));
    if (!depot->get(kName)) depot->put(kName, files::read_whole(config.server_key_file));
    if (!depot->flush(std::chrono::seconds(20))) throw std::runtime_error("it was not taken");
  } catch (std::exception const& e) {
    // The server works on; so does the company's shipping, which tries again by itself.
    log::error("shipping.no_key", {{"to", config.ship_to}, {"why", e.what()}});
  }
}

}  // namespace

std::string read_server_key(std::string const& file) {
  if (!std::filesystem::exists(file)) make_key(file);
  std::ifstream in(file, std::ios::binary);
  std::string key((std::istreambuf_iterator<char>(in)), {});
  if (key.size() != kKeyBytes)
    throw std::runtime_error(fmt::format(
        "{}: the server's key must be a readable file of {} bytes; restore it from your backup, "
        "since what was sealed under it cannot be opened by another",
        file, kKeyBytes));
  return key;
}

int serve(Config const& config) {
  sigset_t const stop_signals = block_stop_signals();
  log::set_level(level_of(config.log_level));
  raise_limit_of_files();
  set_server_key(read_server_key(config.server_key_file));
  if (!config.ship_to.empty()) ship_key(config);
  wiring::configure(config);
  jobs::Registry registry;
  wiring::add_jobs(registry);
  jobs::install(registry);
  WallClock const wall;
  auto manual = config.clock == "manual" ? std::make_unique<ManualClock>() : nullptr;
  Companies companies(config, registry, manual ? manual->clock() : wall);
  http::Routes routes;
  wiring::add_routes(routes);
  if (manual) manual->add_routes(routes, companies);
  http::add_edge_routes(routes);
  companies.start();
  auto server =
      http::Server::start(routes,
                          {[&](std::string_view host) { return companies.find_open(host); },
                           [&](std::string_view host) { return companies.open(host); }},
                          server_options(config));
  std::cout << fmt::format("Vefa listens on {}://{}:{}\n",
                           config.tls_certificate.empty() ? "http" : "https", config.host(),
                           server->port())
            << std::flush;
  int signal = 0;
  sigwait(&stop_signals, &signal);
  log::info("server.stopping", {{"signal", std::to_string(signal)}});
  bool const finished = server->stop(std::chrono::seconds(config.stop_seconds));
  server.reset();
  companies.close();
  log::info("server.stopped", {{"finished", finished ? "yes" : "no"}});
  return 0;
}

}  // namespace vefa
