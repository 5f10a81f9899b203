#include "main/config.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/text.hpp"

namespace vefa {
namespace {

/// Where the parser's own expectation fails: of some files that are no TOML it says so in this way
/// alone.
struct NotToml {};
[[noreturn]] void refuse_toml() { throw NotToml{}; }

}  // namespace
}  // namespace vefa

#define TOML_HEADER_ONLY 1
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : ::vefa::refuse_toml())
#include <toml++/toml.h>

namespace vefa {
namespace {

std::string in_capitals(std::string name) {
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return "VEFA_" + name;
}

[[noreturn]] void refuse(std::string const& where, std::string const& key, std::string const& why) {
  throw std::runtime_error(
      fmt::format("{}: {}: {} (`vefa config` lists all keys)", where, key, why));
}

ConfigKey const* find_key(std::string_view name) {
  for (auto const& key : config_keys())
    if (name == key.name) return &key;
  return nullptr;
}

void set(Config& config, ConfigKey const& key, std::string const& value, std::string const& where) {
  if (key.text) {
    config.*key.text = value;
    return;
  }
  std::int64_t number = 0;
  auto const end = value.data() + value.size();
  auto const read = std::from_chars(value.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || number < 0)
    refuse(where, key.name, fmt::format("\"{}\" is not a whole number from 0 on", value));
  config.*key.number = number;
}

CompanyConfig company_of(toml::table const& table, std::string const& where) {
  CompanyConfig company;
  company.name = table["name"].value_or(std::string{});
  company.database = table["database"].value_or(std::string{});
  if (auto const* hosts = table["hosts"].as_array())
    for (auto const& host : *hosts) company.hosts.push_back(host.value_or(std::string{}));
  company.closed = table["closed"].value_or(false);
  for (auto const& [name, node] : table)
    if (name != "name" && name != "database" && name != "hosts" && name != "closed")
      refuse(where, "company." + std::string(name.str()), "unknown key");
  if (company.name.empty() || company.database.empty() || company.hosts.empty())
    refuse(where, "company", "each needs name, database and hosts");
  return company;
}

/// Refuses what TOML forbids and its parser takes for an impossibility.
std::string text_of(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file + ": cannot be opened; is its name right?");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::size_t line = 1;
  for (char const c : text) {
    bool const control = (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
    if (control)
      throw std::runtime_error(
          fmt::format("{}, line {}: holds a control character; save it as plain text", file, line));
    if (c == '\n') ++line;
  }
  if (!is_utf8(text)) throw std::runtime_error(file + ": is not UTF-8; save it in that encoding");
  return text;
}

void read_file(Config& config, std::string const& file) {
  std::string const text = text_of(file);
  toml::table table;
  try {
    table = toml::parse(text, file);
  } catch (toml::parse_error const& error) {
    throw std::runtime_error(fmt::format("{}, line {}: {}", file, error.source().begin.line,
                                         std::string(error.description())));
  } catch (NotToml const&) {
    throw std::runtime_error(
        file + ": is not TOML; look for a key or a bracket that is not written to its end");
  }
  for (auto const& [name, node] : table) {
    if (name == "company" && node.is_array_of_tables()) {
      for (auto const& entry : *node.as_array())
        config.companies.push_back(company_of(*entry.as_table(), file));
      continue;
    }
    auto const* key = find_key(name.str());
    if (!key) refuse(file, std::string(name.str()), "unknown key");
    if (auto const number = node.value_exact<std::int64_t>()) {
      set(config, *key, std::to_string(*number), file);
    } else if (auto const text = node.value_exact<std::string>()) {
      set(config, *key, *text, file);
    } else {
      refuse(file, key->name, "must be a text or a whole number");
    }
  }
}

void check(Config const& config) {
  if (config.clock != "wall" && config.clock != "manual")
    refuse("configuration", "clock", "must be wall or manual");
  if (config.log_level != "debug" && config.log_level != "info" && config.log_level != "warn" &&
      config.log_level != "error")
    refuse("configuration", "log_level", "must be debug, info, warn or error");
  if (config.port() < 0)
    refuse("configuration", "listen", "must be address:port, e.g. 127.0.0.1:8420");
  if (config.tls_certificate.empty() != config.tls_key.empty())
    refuse("configuration", "tls_key", "tls_certificate and tls_key go together");
  if (config.ship_every_seconds < 1)
    refuse("configuration", "ship_every_seconds", "must be 1 or more");
  if (config.ship_to.starts_with("s3://") &&
      (config.ship_key.empty() || config.ship_secret.empty()))
    refuse("configuration", "ship_to", "an S3 address needs ship_key and ship_secret");
  if (config.threads < 1 || config.threads > 64)
    refuse("configuration", "threads", "must be from 1 to 64");
}

}  // namespace

std::vector<ConfigKey> const& config_keys() {
  static std::vector<ConfigKey> const keys{
      {"listen", "address and port of the HTTP listener", &Config::listen},
      {"data", "folder of the database and of the server's key", &Config::data},
      {"database",
       "sqlite:/path/company.db or postgresql://user@host/db?schema=name; empty: a SQLite file in "
       "data",
       &Config::database},
      {"server_key_file",
       "file of the 32-byte key that seals secrets and signs links; made when absent; all nodes of "
       "one installation need the same; empty: server.key in data",
       &Config::server_key_file},
      {"clock", "wall, or manual: time stands still until POST /test/clock moves it (tests, demos)",
       &Config::clock},
      {"log_level", "debug, info, warn or error", &Config::log_level},
      {"tls_certificate", "PEM file; with tls_key the listener speaks TLS",
       &Config::tls_certificate},
      {"tls_key", "PEM file of the certificate's key", &Config::tls_key},
      {"metrics_token", "Bearer token for /metrics from elsewhere than this machine",
       &Config::metrics_token},
      {"trusted_proxies", "addresses whose X-Forwarded-For is believed, separated by commas",
       &Config::trusted_proxies},
      {"webhooks_allow",
       "host:port targets of webhooks allowed although they are in a private network or not https",
       &Config::webhooks_allow},
      {"ship_to",
       "folder (best on another machine) or s3://bucket/prefix to which each SQLite database's "
       "changes are brought every second; `vefa restore --until` brings any moment back",
       &Config::ship_to},
      {"ship_endpoint", "https://host of an S3 address that is not Amazon's",
       &Config::ship_endpoint},
      {"ship_region", "region of an S3 address", &Config::ship_region},
      {"ship_key", "access key of an S3 address", &Config::ship_key},
      {"ship_secret", "secret of that key; best from the environment, VEFA_SHIP_SECRET",
       &Config::ship_secret},
      {"ship_every_seconds", "seconds between two pieces: what a machine that burns down loses",
       nullptr, &Config::ship_every_seconds},
      {"ship_keep_days", "how many days one can go back there", nullptr, &Config::ship_keep_days},
      {"threads", "I/O threads", nullptr, &Config::threads},
      {"effect_threads", "threads for mail and webhooks, a company", nullptr,
       &Config::effect_threads},
      {"company_idle_seconds",
       "of several companies: how long one stays open that nobody uses; 0: for ever", nullptr,
       &Config::company_idle_seconds},
      {"readers", "reading connections, a company", nullptr, &Config::readers},
      {"connections", "PostgreSQL: writing connections, a company", nullptr, &Config::connections},
      {"max_connections", "open HTTP connections at the most", nullptr, &Config::max_connections},
      {"requests_per_second_per_address", "rate limit of an address; 0: none", nullptr,
       &Config::requests_per_second_per_address},
      {"requests_per_second_per_account", "rate limit of a person or a token; 0: none", nullptr,
       &Config::requests_per_second_per_account},
      {"stop_seconds", "how long a stop may take to finish what was accepted", nullptr,
       &Config::stop_seconds},
  };
  return keys;
}

std::string Config::host() const { return listen.substr(0, listen.rfind(':')); }

int Config::port() const {
  auto const colon = listen.rfind(':');
  if (colon == std::string::npos) return -1;
  int port = -1;
  std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), port);
  return port > 65535 ? -1 : port;
}

Config load_config(std::string const& file,
                   std::vector<std::pair<std::string, std::string>> const& flags) {
  Config config;
  if (!file.empty()) read_file(config, file);
  for (auto const& key : config_keys())
    if (auto const* value = std::getenv(in_capitals(key.name).c_str()))
      set(config, key, value, "environment");
  for (auto const& [name, value] : flags) set(config, *find_key(name), value, "flag");
  if (config.database.empty()) config.database = "sqlite:" + config.data + "/vefa.db";
  if (config.server_key_file.empty()) config.server_key_file = config.data + "/server.key";
  check(config);
  return config;
}

std::vector<CompanyConfig> read_companies(std::string const& file) {
  Config config;
  read_file(config, file);
  return config.companies;
}

std::string folder_name(std::string_view company) {
  std::string out;
  for (char const c : fold(company)) {
    bool const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) out += c;
    if (!plain && !out.empty() && out.back() != '_') out += '_';
  }
  while (out.ends_with('_')) out.pop_back();
  return out.empty() ? "company" : out;
}

std::string describe_config() {
  Config const defaults;
  std::string out =
      "# Vefa's configuration. Every key can stand in this file (vefa serve --config FILE), in "
      "the\n"
      "# environment (VEFA_LISTEN=…) or be a flag (--listen …); flags win over the environment, "
      "the\n"
      "# environment over the file. The values below are the defaults.\n";
  for (auto const& key : config_keys()) {
    out += fmt::format("\n# {}\n", key.meaning);
    if (key.text) {
      out += fmt::format("{} = \"{}\"\n", key.name, defaults.*key.text);
    } else {
      out += fmt::format("{} = {}\n", key.name, defaults.*key.number);
    }
  }
  out +=
      "\n# Several companies on one server, chosen by host name; then `database` above is not "
      "used.\n"
      "# (`vefa company add` keeps a list of its own, companies.toml in the data folder.)\n"
      "# [[company]]\n# name = \"Anka Beyaz Eşya\"\n# database = \"sqlite:data/anka.db\"\n"
      "# hosts = [\"anka.example.com\"]\n";
  return out;
}

}  // namespace vefa
