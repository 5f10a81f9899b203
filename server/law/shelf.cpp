#include "law/shelf.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/embedded.hpp"
#include "law/read.hpp"

namespace vefa::law {
namespace {

constexpr std::string_view kFolder = "packs/";

}  // namespace

std::vector<std::string> embedded_packs() {
  std::vector<std::string> names;
  for (auto const& file : embedded_files()) {
    if (!file.path.starts_with(kFolder)) continue;
    auto const rest = file.path.substr(kFolder.size());
    std::string name(rest.substr(0, rest.find('/')));
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  return names;
}

std::vector<PackFile> embedded_pack_files(std::string_view name) {
  std::string folder(kFolder);
  for (char const c : name) folder += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  folder += '/';
  std::vector<PackFile> files;
  for (auto const& file : embedded_files())
    if (file.path.starts_with(folder) && file.path.ends_with(".yaml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  return files;
}

std::vector<PackFile> pack_files_in(std::string const& folder) {
  std::error_code error;
  std::filesystem::directory_iterator const items(folder, error);
  if (error) throw std::runtime_error(folder + ": " + error.message());
  std::vector<PackFile> files;
  for (auto const& item : items) {
    if (item.path().extension() != ".yaml") continue;
    std::ostringstream text;
    text << std::ifstream(item.path()).rdbuf();
    files.push_back({item.path().string(), text.str()});
  }
  std::sort(files.begin(), files.end(),
            [](PackFile const& a, PackFile const& b) { return a.path < b.path; });
  return files;
}

PackPtr pack_kept(std::vector<PackFile> const& files) {
  return load_as(files, {}, Faults::Of::Kept).pack;
}

bool names_rule(std::vector<PackFile> const& files, std::string_view rule_id) {
  return have_rule(files, rule_id);
}

std::vector<std::string> laws_of(std::string const& country) {
  static std::set<std::string> const members{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
                                             "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
                                             "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};
  std::vector<std::string> out{country};
  if (members.contains(country)) out.emplace_back("EU");
  return out;
}

YearsInQuestion years_from(int year) { return {year, year + 1}; }

}  // namespace vefa::law
