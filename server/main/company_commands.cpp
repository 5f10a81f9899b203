// `vefa company add | list | remove | close | open`.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "base/log.hpp"
#include "db/database.hpp"
#include "main/commands.hpp"
#include "main/company_list.hpp"

namespace vefa {
namespace {

bool is_postgres(std::string const& url) { return url.starts_with("postgres"); }

/// Beside the server's own: a file in the data folder, or a schema of the same PostgreSQL.
std::string database_for(Config const& config, std::string const& name) {
  if (!is_postgres(config.database)) return fmt::format("sqlite:{}.db", folder_name(name));
  auto url = config.database;
  if (auto const at = url.find("schema="); at != std::string::npos)
    url.erase(at - 1, std::min(url.find('&', at), url.size()) - at + 1);
  return fmt::format("{}{}schema={}", url, url.find('?') == std::string::npos ? '?' : '&',
                     folder_name(name));
}

}  // namespace

int add_company(Config const& config, CompanyConfig company) {
  log::set_level(log::Level::Error);
  if (company.database.empty()) company.database = database_for(config, company.name);
  company_list::add(config, company);
  try {
    for (auto const& one : companies_named(config, company.name))
      db::open({.url = one.database, .readers = 1, .connections = 1})->close();
  } catch (std::exception const&) {
    company_list::remove(config, company.name);
    throw;
  }
  std::cout << fmt::format(
      "{} is served at {} from {}; its first visitor makes its administrator\n", company.name,
      company.hosts.front(), company.database);
  return 0;
}

int list_companies(Config const& config) {
  for (auto const& one : company_list::all(config))
    std::cout << fmt::format("{}\t{}\t{}{}\n", one.name, fmt::join(one.hosts, " "), one.database,
                             one.closed ? "\tclosed" : "");
  return 0;
}

int remove_company(Config const& config, std::string const& name) {
  std::string database;
  for (auto const& one : companies_named(config, name)) database = one.database;
  company_list::remove(config, name);
  std::cout << fmt::format("{} is served no longer; what it was is still in {}\n", name, database);
  return 0;
}

namespace {

void set_closed(Config const& config, std::string const& name, bool closed) {
  for (auto one : companies_named(config, name)) {
    one = company_list::in_full(config, one);
    one.closed = closed;
    company_list::put(config, one);
  }
}

}  // namespace

int close_company(Config const& config, std::string const& name) {
  set_closed(config, name, true);
  std::cout << fmt::format(
      "{} is closed: a running server finishes what it accepted and answers 503 from now on\n",
      name);
  return 0;
}

int open_company(Config const& config, std::string const& name) {
  set_closed(config, name, false);
  std::cout << fmt::format("{} is served again\n", name);
  return 0;
}

}  // namespace vefa
