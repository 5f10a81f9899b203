// `vefa backup` and `vefa restore`: a folder with a copy of each company's database, the server's
// key, and a manifest by which each file is checked before it is used.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "base/log.hpp"
#include "base/version.hpp"
#include "db/files.hpp"
#include "db/migrate.hpp"
#include "db/shipping.hpp"
#include "db/sqlite/copy.hpp"
#include "main/commands.hpp"
#include "main/company_list.hpp"
#include "main/open_company.hpp"
#include "modules/doctor/doctor.hpp"

namespace vefa {
namespace {

namespace fs = std::filesystem;

constexpr char const* kManifest = "manifest.json";
constexpr char const* kKey = "server.key";
constexpr std::string_view kSqlite = "sqlite:";

struct SavedFile {
  std::string company;
  std::vector<std::string> hosts;
  std::string file;
  std::int64_t bytes = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(SavedFile, (), (company, hosts, file, bytes, sha256))

struct Manifest {
  std::int64_t format = 1;
  std::string program;  // version
  std::string schema;   // the newest migration
  Instant taken_at;
  std::vector<SavedFile> databases;
  std::optional<SavedFile> server_key;
};
BOOST_DESCRIBE_STRUCT(Manifest, (), (format, program, schema, taken_at, databases, server_key))

/// One that is served at names of its own stands in the list of the new folder too.
void list_again(std::string const& data, SavedFile const& saved) {
  if (saved.hosts == std::vector<std::string>{"*"}) return;
  Config config;
  config.data = data;
  company_list::add(config, {saved.company, std::string(kSqlite) + saved.file, saved.hosts});
}

std::string newest_migration() {
  auto const all = db::embedded_migrations();
  return fmt::format("{:04}_{}", all.back().number, all.back().name);
}

std::string path_of(CompanyConfig const& company) {
  if (!company.database.starts_with(kSqlite))
    throw std::runtime_error(fmt::format(
        "{} is in PostgreSQL, which has its own tools: pg_dump for one company's schema, "
        "pg_basebackup and its archived log for everything (docs/operate.md)",
        company.name));
  auto path = company.database.substr(kSqlite.size());
  if (!fs::exists(path)) throw std::runtime_error(fmt::format("there is no database {}", path));
  return path;
}

/// Throws unless the doctor finds nothing in the file.
void require_healthy(std::string const& path, std::string const& company) {
  auto const database =
      db::open_unmigrated({.url = "sqlite:" + path, .readers = 1, .connections = 1});
  std::string first;
  auto const report =
      doctor::examine(*database, wall_now(), {.quick = true}, [&](doctor::Violation const& v) {
        if (first.empty()) first = v.rule + ": " + v.what;
      });
  database->close();
  if (report.violations > 0)
    throw std::runtime_error(fmt::format(
        "the copy of {} is not healthy ({}); `vefa doctor` says whether the original is", company,
        first));
}

SavedFile described(std::string const& folder, SavedFile saved) {
  auto const print = files::fingerprint(folder + "/" + saved.file);
  saved.sha256 = print.sha256;
  saved.bytes = print.bytes;
  return saved;
}

SavedFile save_one(CompanyConfig const& company, std::string const& folder, std::size_t number) {
  auto const from = path_of(company);
  std::string file = fs::path(from).filename().string();
  if (fs::exists(folder + "/" + file)) file = std::to_string(number) + "-" + file;
  db::sqlite::copy_database(from, folder + "/" + file);
  require_healthy(folder + "/" + file, company.name);
  std::cout << fmt::format("{}: saved as {}\n", company.name, file) << std::flush;
  return described(folder, {.company = company.name, .hosts = company.hosts, .file = file});
}

Manifest read_manifest(std::string const& folder) {
  auto parsed = from_json_text<Manifest>(files::read_whole(folder + "/" + kManifest));
  if (!parsed.ok() || parsed->format != 1)
    throw std::runtime_error(folder + ": its manifest is not one that this program reads");
  return std::move(*parsed);
}

void check_file(std::string const& folder, SavedFile const& saved) {
  auto const print = files::fingerprint(folder + "/" + saved.file);
  if (print.sha256 != saved.sha256)
    throw std::runtime_error(fmt::format(
        "{}/{} is not the file that was saved (sha256 {}, not {}); nothing was restored", folder,
        saved.file, print.sha256, saved.sha256));
}

void restore_file(std::string const& folder, SavedFile const& saved, std::string const& data) {
  auto const target = data + "/" + saved.file;
  fs::remove(target + ".part");
  files::copy(folder + "/" + saved.file, target + ".part", 0600);
  fs::rename(target + ".part", target);
  files::sync(data);
}

/// The folder of all companies that this one's lies in.
std::string above(std::string const& from) {
  auto const end = from.find_last_not_of('/');
  return from.substr(0, from.rfind('/', end));
}

int restore_until(Config const& config, std::string const& from, std::string const& data,
                  std::string const& until) {
  log::set_level(log::Level::Error);
  auto const instant = until.empty() ? wall_now() : parse_instant(until).value_or(Instant{});
  if (instant.ms == 0)
    throw std::runtime_error("--until: must be an instant such as 2026-11-22T06:00:00Z");
  std::string const target = data + "/vefa.db";
  for (auto const& file : {target, data + "/" + kKey})
    if (fs::exists(file))
      throw std::runtime_error(file + " is there already, and a restore overwrites nothing");
  fs::create_directories(data);
  auto const depot = db::open_depot(from, ship_access(config));
  auto const stands = db::restore_shipped(*depot, instant, target);
  require_healthy(target, from);
  if (auto const key = db::open_depot(above(from), ship_access(config))->get(kKey))
    files::write_whole(data + "/" + kKey, *key, 0600);
  std::cout << fmt::format("restored to {}, with all that was answered before {}\n", target,
                           to_text(stands));
  return 0;
}

}  // namespace

int back_up(Config const& config, std::string const& to, std::string const& company,
            bool without_key) {
  log::set_level(log::Level::Error);
  if (fs::exists(to)) throw std::runtime_error(to + " is there already; name a new folder");
  std::string const folder = to + ".part";
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  Manifest manifest{.program = kVersion, .schema = newest_migration(), .taken_at = wall_now()};
  for (auto const& one : companies_named(config, company))
    manifest.databases.push_back(save_one(one, folder, manifest.databases.size()));
  if (!without_key && fs::exists(config.server_key_file)) {
    files::copy(config.server_key_file, folder + "/" + kKey, 0600);
    manifest.server_key = described(folder, {.company = "", .hosts = {}, .file = kKey});
  }
  files::write_whole(folder + "/" + kManifest, to_json_text(manifest) + "\n", 0600);
  fs::rename(folder, to);
  auto const parent = fs::absolute(to).parent_path().string();
  files::sync(parent);
  return 0;
}

int restore(Config const& config, std::string const& from, std::string const& data,
            std::string const& until) {
  if (!fs::exists(from + "/" + kManifest)) return restore_until(config, from, data, until);
  if (!until.empty())
    throw std::runtime_error(from + " is a backup of one moment; --until goes with shipped logs");
  log::set_level(log::Level::Error);
  auto manifest = read_manifest(from);
  auto all = manifest.databases;
  if (manifest.server_key) all.push_back(*manifest.server_key);
  for (auto const& saved : all) {
    if (fs::exists(data + "/" + saved.file))
      throw std::runtime_error(
          fmt::format("{}/{} is there already, and a restore overwrites nothing; name a new folder",
                      data, saved.file));
    check_file(from, saved);
  }
  fs::create_directories(data);
  for (auto const& saved : all) restore_file(from, saved, data);
  for (auto const& saved : manifest.databases) {
    require_healthy(data + "/" + saved.file, saved.company);
    list_again(data, saved);
    std::cout << fmt::format("{}: restored to {}/{}, as it was at {}\n", saved.company, data,
                             saved.file, to_text(manifest.taken_at));
  }
  if (!manifest.server_key)
    std::cout << "The server's key is not in this backup: put it beside, or name it by "
                 "--server-key-file.\n";
  return 0;
}

}  // namespace vefa
