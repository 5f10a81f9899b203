// Reading a pack's files into values; what they must be together is checked in check.cpp.
#include "law/load.hpp"

#include "base/crypto.hpp"
#include "i18n/i18n.hpp"
#include "law/check.hpp"
#include "law/read.hpp"
#include "law/yaml.hpp"

namespace vefa::law {
namespace {

/// Numbers with dots, and letters behind: 2026.12.4, 2026.9-draft.
bool is_version(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  constexpr int kMostDigits = 9;  // of one number
  if (text.empty() || text.size() > kLongest) return false;
  auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
  int digits = 0;
  for (char const c : text) {
    bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_digit(c) && !is_letter && c != '.' && c != '-' && c != '+') return false;
    digits = is_digit(c) ? digits + 1 : 0;
    if (digits > kMostDigits) return false;
  }
  return is_digit(text.front());
}

void read_head(Map& top, Pack& pack) {
  auto in = top.map("pack");
  pack.id = in.text("id", true);
  bool const has_version = in.has("version");
  pack.version = in.text("version", true);
  // One that is kept already stays readable, whatever it is called.
  if (in.faults().of_new() && has_version && !is_version(pack.version))
    in.fault(in.take("version"), "version", "law.fault.not_a_version");
  if (auto const schema = in.integer("schema"); schema != kSchema)
    in.fault(in.take("schema"), "schema", "law.fault.schema",
             {{"schema", std::to_string(kSchema)}});
  pack.title = in.words("title", true);
  pack.zone = in.text("zone", true);
  if (auto zone = calendar::Zone::find(pack.zone)) {
    pack.clock = std::move(zone).value();
  } else {
    in.fault(in.take("zone"), "zone", zone.error().key, zone.error().args);
  }
  pack.own_calendar = in.text("calendar");
  pack.place = in.place(top.take("pack"));
  auto const currency = in.text("currency", true);
  if (auto const known = Currency::parse(currency)) {
    pack.currency = *known;
  } else {
    in.fault(in.take("currency"), "currency", "law.fault.not_a_currency");
  }
  in.finish();
}

void read_sources(Map& top, Pack& pack) {
  auto in = top.map("sources");
  for (auto const& [name, node] : in.all()) {
    auto item = in.child(node, name);
    auto& source = pack.sources[name];
    source.name = item.text("name", true);
    source.where = item.text("where");
    source.read_on = item.date("read_on");
    item.finish();
  }
}

/// The head first, since money and zones of the rest go by it.
void read_file(Faults& faults, std::string const& path, YAML::Node const& root, Pack& pack) {
  Map top(faults, path, root, "");
  top.take("pack");
  read_sources(top, pack);
  read_calendars(top, pack);
  read_parameters(top, pack);
  read_groups(top, pack);
  read_rules(top, pack);
  read_documents(top, pack);
  read_consents(top, pack);
  top.finish();
}

std::string joined(std::vector<PackFile> const& files) {
  std::string all;
  for (auto const& file : files) all += file.path + "\n" + file.text + "\n";
  return all;
}

}  // namespace

std::string text_of(Language language, Fault const& fault) {
  std::string where = fault.place.file;
  if (fault.place.line > 0) where += ":" + std::to_string(fault.place.line);
  if (!fault.field.empty()) where += ": " + fault.field;
  return where + ": " + i18n::message(language, fault.key, fault.args);
}

Loaded load(std::vector<PackFile> const& files, YearsInQuestion years) {
  return load_as(files, years, Faults::Of::New);
}

bool have_rule(std::vector<PackFile> const& files, std::string_view id) {
  for (auto const& file : files) {
    try {
      auto const root = YAML::Load(file.text);
      if (!root.IsMap() || !root["rules"].IsDefined() || !root["rules"].IsSequence()) continue;
      for (auto const& rule : root["rules"])
        if (rule.IsMap() && rule["id"].IsDefined() && scalar(rule["id"]) == id) return true;
    } catch (YAML::Exception const&) {
      continue;
    }
  }
  return false;
}

Loaded load_as(std::vector<PackFile> const& files, YearsInQuestion years, Faults::Of of) {
  Faults faults(of);
  auto pack = std::make_shared<Pack>();
  std::vector<std::pair<std::string, YAML::Node>> roots;
  for (auto const& file : files) {
    try {
      roots.emplace_back(file.path, YAML::Load(file.text));
    } catch (YAML::Exception const& error) {
      faults.add({file.path, error.mark.line + 1}, "", "law.fault.not_yaml", {{"why", error.msg}});
    }
  }
  int heads = 0;
  for (auto const& [path, root] : roots) {
    if (!root.IsMap() || !root["pack"].IsDefined()) continue;
    Map top(faults, path, root, "");
    if (++heads > 1) top.fault(root["pack"], "pack", "law.fault.twice", {{"name", "pack"}});
    read_head(top, *pack);
  }
  if (heads == 0)
    faults.add({files.empty() ? "" : files.front().path, 0}, "pack", "law.fault.absent");
  try {
    for (auto const& [path, root] : roots) read_file(faults, path, root, *pack);
  } catch (YAML::Exception const& error) {
    faults.add({"", error.mark.line + 1}, "", "law.fault.not_yaml", {{"why", error.msg}});
  }
  sort_editions(*pack);
  if (faults.empty() && faults.of_new()) check(*pack, years, faults);
  pack->fingerprint = hex(sha256(joined(files)));
  Loaded loaded;
  loaded.faults = faults.take();
  if (loaded.faults.empty()) loaded.pack = std::move(pack);
  return loaded;
}

}  // namespace vefa::law
