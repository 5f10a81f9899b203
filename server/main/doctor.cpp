// `vefa doctor`: looks at whole databases and says what is wrong in them.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "base/log.hpp"
#include "db/migrate.hpp"
#include "main/commands.hpp"
#include "main/company_list.hpp"
#include "modules/doctor/doctor.hpp"

namespace vefa {
namespace {

/// Opening would make the file; the doctor makes nothing.
void require_file(std::string const& url) {
  constexpr std::string_view kScheme = "sqlite:";
  if (!url.starts_with(kScheme)) return;
  auto const path = url.substr(kScheme.size());
  if (!std::filesystem::exists(path))
    throw std::runtime_error(
        fmt::format("there is no database {}; --data or --database says where it is", path));
}

/// How many violations; each is printed.
std::int64_t examine_one(CompanyConfig const& company, doctor::Options const& options) {
  require_file(company.database);
  auto const database =
      db::open_unmigrated({.url = company.database, .readers = 1, .connections = 1});
  auto const report =
      doctor::examine(*database, wall_now(), options, [&](doctor::Violation const& v) {
        std::cout << fmt::format("{}: {}: {}\n", company.name, v.rule, v.what) << std::flush;
      });
  std::cout << fmt::format("{}: {} rules looked at, {}\n", company.name, report.rules,
                           report.violations == 0 ? "all is well"
                                                  : fmt::format("{} violations", report.violations))
            << std::flush;
  database->close();
  return report.violations;
}

}  // namespace

std::vector<CompanyConfig> companies_named(Config const& config, std::string const& name) {
  auto all = company_list::all(config);
  if (name.empty()) return all;
  std::erase_if(all, [&](CompanyConfig const& one) { return one.name != name; });
  if (all.empty())
    throw std::runtime_error(
        fmt::format("there is no company \"{}\"; `vefa company list` names all", name));
  return all;
}

int examine(Config const& config, std::string const& company, bool quick) {
  log::set_level(log::Level::Error);
  std::int64_t violations = 0;
  for (auto const& one : companies_named(config, company)) {
    try {
      violations += examine_one(one, {.quick = quick});
    } catch (std::exception const& e) {
      // One company's trouble hides no other's.
      std::cout << fmt::format("{}: {}\n", one.name, e.what()) << std::flush;
      ++violations;
    }
  }
  return violations == 0 ? 0 : 1;
}

}  // namespace vefa
