#include "main/company_list.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "base/json.hpp"
#include "db/files.hpp"

namespace vefa::company_list {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr char const* kOnly = "company";  // the name of the one that the key `database` means

std::string file_of(Config const& config) { return config.data + "/companies.toml"; }

/// Held while the list is changed, so that two commands do not undo each other's.
class Lock {
 public:
  explicit Lock(Config const& config) {
    std::filesystem::create_directories(config.data);
    fd_ = ::open((file_of(config) + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd_ < 0 || ::flock(fd_, LOCK_EX) != 0)
      throw std::runtime_error("the list of companies cannot be changed in " + config.data);
  }
  ~Lock() { ::close(fd_); }
  Lock(Lock const&) = delete;
  Lock& operator=(Lock const&) = delete;

 private:
  int fd_;
};

std::string quoted(std::string const& text) {
  std::string out;
  wire::append_string(out, text);
  return out;
}

void write(Config const& config, std::vector<CompanyConfig> const& list) {
  std::string text = "# Written by `vefa company`; a running server reads it again by itself.\n";
  for (auto const& one : list) {
    std::string hosts;
    for (auto const& host : one.hosts) hosts += (hosts.empty() ? "" : ", ") + quoted(host);
    text +=
        fmt::format("\n[[company]]\nname = {}\ndatabase = {}\nhosts = [{}]\n{}", quoted(one.name),
                    quoted(one.database), hosts, one.closed ? "closed = true\n" : "");
  }
  files::write_whole(file_of(config), text, 0600);
}

CompanyConfig in_data_folder(Config const& config, CompanyConfig company) {
  bool const relative = company.database.starts_with(kSqlite) &&
                        company.database.size() > kSqlite.size() &&
                        company.database[kSqlite.size()] != '/';
  if (relative)
    company.database =
        fmt::format("{}{}/{}", kSqlite, config.data, company.database.substr(kSqlite.size()));
  return company;
}

/// As they stand in the file.
std::vector<CompanyConfig> listed(Config const& config) {
  auto const file = file_of(config);
  if (!std::filesystem::exists(file)) return {};
  return read_companies(file);
}

bool is_there(std::string const& url) {
  return !url.starts_with(kSqlite) || std::filesystem::exists(url.substr(kSqlite.size()));
}

void refuse_double(CompanyConfig const& wanted, CompanyConfig const& other) {
  if (wanted.name == other.name)
    throw std::runtime_error(fmt::format("there is a company \"{}\" already", wanted.name));
  if (wanted.database == other.database)
    throw std::runtime_error(
        fmt::format("the database {} is \"{}\"'s", wanted.database, other.name));
  for (auto const& host : wanted.hosts)
    if (std::find(other.hosts.begin(), other.hosts.end(), host) != other.hosts.end())
      throw std::runtime_error(fmt::format("the host name {} is \"{}\"'s", host, other.name));
}

}  // namespace

std::vector<CompanyConfig> all(Config const& config) {
  auto out = config.companies;
  auto const added = listed(config);
  bool const any_host = std::any_of(added.begin(), added.end(), [](CompanyConfig const& one) {
    return std::find(one.hosts.begin(), one.hosts.end(), "*") != one.hosts.end();
  });
  if (out.empty() && !any_host && (added.empty() || is_there(config.database)))
    out.push_back({kOnly, config.database, {"*"}});
  for (auto const& one : added) {
    std::erase_if(out, [&](CompanyConfig const& other) { return other.name == one.name; });
    out.push_back(in_data_folder(config, one));
  }
  return out;
}

std::string stamp(Config const& config) {
  struct stat seen {};
  if (::stat(file_of(config).c_str(), &seen) != 0) return {};
  return fmt::format("{}-{}-{}-{}", seen.st_ino, seen.st_size, seen.st_mtim.tv_sec,
                     seen.st_mtim.tv_nsec);
}

void add(Config const& config, CompanyConfig const& company) {
  Lock const lock(config);
  auto const wanted = in_data_folder(config, company);
  auto list = listed(config);
  auto others = config.companies;
  for (auto const& one : list) others.push_back(in_data_folder(config, one));
  for (auto const& other : others) refuse_double(wanted, other);
  list.push_back(company);
  write(config, list);
}

void put(Config const& config, CompanyConfig const& company) {
  Lock const lock(config);
  auto list = listed(config);
  auto const known = std::find_if(
      list.begin(), list.end(), [&](CompanyConfig const& one) { return one.name == company.name; });
  if (known != list.end())
    *known = company;
  else
    list.push_back(company);
  write(config, list);
}

std::string text_of(Config const& config) {
  return std::filesystem::exists(file_of(config)) ? files::read_whole(file_of(config)) : "";
}

void put_text(Config const& config, std::string const& text) {
  Lock const lock(config);
  files::write_whole(file_of(config), text, 0600);
}

CompanyConfig in_full(Config const& config, CompanyConfig company) {
  company = in_data_folder(config, company);
  if (company.database.starts_with(kSqlite))
    company.database =
        fmt::format("{}{}", kSqlite,
                    std::filesystem::absolute(company.database.substr(kSqlite.size())).string());
  return company;
}

void remove(Config const& config, std::string const& name) {
  Lock const lock(config);
  auto list = listed(config);
  if (std::erase_if(list, [&](CompanyConfig const& one) { return one.name == name; }) == 0)
    throw std::runtime_error(
        fmt::format("there is no company \"{}\" in {}", name, file_of(config)));
  write(config, list);
}

}  // namespace vefa::company_list
