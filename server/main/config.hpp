// The server's configuration: a TOML file, then the environment, then flags; each later one wins.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace vefa {

/// One company served: its database, and the host names it is chosen by.
struct CompanyConfig {
  std::string name;
  std::string database;
  std::vector<std::string> hosts;
  bool closed = false;  // known, but not opened: answers 503
};

struct Config {
  std::string listen = "127.0.0.1:8420";
  std::string data = "data";
  std::string database;         // empty: sqlite:<data>/vefa.db
  std::string server_key_file;  // empty: <data>/server.key
  std::string clock = "wall";   // wall | manual
  std::string log_level = "info";
  std::string tls_certificate;
  std::string tls_key;
  std::string metrics_token;
  std::string trusted_proxies;  // separated by commas
  std::string webhooks_allow;   // host:port, separated by commas
  std::string ship_to;          // empty: nothing is shipped
  std::string ship_endpoint;    // empty: Amazon's
  std::string ship_region = "us-east-1";
  std::string ship_key;
  std::string ship_secret;
  std::int64_t threads = 2;
  std::int64_t effect_threads = 4;
  std::int64_t readers = 4;
  std::int64_t connections = 8;
  std::int64_t max_connections = 10000;
  std::int64_t requests_per_second_per_address = 200;
  std::int64_t requests_per_second_per_account = 200;
  std::int64_t stop_seconds = 20;
  std::int64_t ship_keep_days = 7;
  std::int64_t ship_every_seconds = 1;
  std::int64_t company_idle_seconds = 300;
  std::vector<CompanyConfig> companies;  // empty: one company, for every host name

  std::string host() const;
  int port() const;
};

/// The companies of a file of that form.
std::vector<CompanyConfig> read_companies(std::string const& file);

/// A company's name as a folder, a file or a schema may bear it: a–z, 0–9 and _.
std::string folder_name(std::string_view company);

/// What can be set, for `vefa config` and for the three readers.
struct ConfigKey {
  char const* name;  // in the file and, with VEFA_ and in capitals, in the environment
  char const* meaning;
  std::string Config::*text = nullptr;
  std::int64_t Config::*number = nullptr;
};
std::vector<ConfigKey> const& config_keys();

/// Reads the file (none when the name is empty), then the environment, then `flags` (name, value).
/// Throws std::runtime_error that names the key, what is wrong with it and what would be right.
Config load_config(std::string const& file,
                   std::vector<std::pair<std::string, std::string>> const& flags);
/// Every key with its meaning, its default and its name in the environment; a file that can be
/// used.
std::string describe_config();

}  // namespace vefa
