#include "main/pack_commands.hpp"

#include <cstdlib>
#include <iostream>

#include "i18n/i18n.hpp"
#include "law/example.hpp"
#include "law/shelf.hpp"

namespace vefa {
namespace {

Language language_of(PackCommand const& command) {
  if (!command.language.empty()) {
    if (auto const found = parse_language(command.language)) return *found;
    throw std::runtime_error("--language is en, tr, hu or he");
  }
  for (char const* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (char const* value = std::getenv(name); value && *value)
      if (auto const found = parse_language(std::string_view(value).substr(0, 2))) return *found;
  return Language::En;
}

LocalDate date_of(PackCommand const& command) {
  if (command.date.empty()) return *parse_date(to_text(wall_now()).substr(0, 10));
  if (auto const found = parse_date(command.date)) return *found;
  throw std::runtime_error("--date is a day, as 2026-03-18");
}

law::YearsInQuestion years_of(PackCommand const& command) {
  if (command.year > 0) return {command.year, command.year};
  return law::years_from(date_of({}).year);
}

/// Names and files of the packs that are meant.
std::vector<std::pair<std::string, std::vector<law::PackFile>>> packs_of(PackCommand const& command,
                                                                         std::string const& name) {
  if (!command.folder.empty()) return {{command.folder, law::pack_files_in(command.folder)}};
  std::vector<std::pair<std::string, std::vector<law::PackFile>>> packs;
  for (auto const& known : law::embedded_packs())
    if (name.empty() || fold(known) == fold(name))
      packs.emplace_back(known, law::embedded_pack_files(known));
  if (packs.empty())
    throw std::runtime_error("there is no pack " + name +
                             "; built in are: " + join(law::embedded_packs(), ", "));
  return packs;
}

law::PackPtr load_or_say(Language language, std::vector<law::PackFile> const& files,
                         law::YearsInQuestion years) {
  auto const loaded = law::load(files, years);
  for (auto const& fault : loaded.faults) std::cerr << law::text_of(language, fault) << "\n";
  return loaded.pack;
}

void tell_unknown_decrees(Language language, law::Pack const& pack, law::YearsInQuestion years) {
  for (auto const& [name, calendar] : pack.calendars) {
    auto const& known = calendar.days.plan().swap_years;
    for (int year = years.first; year <= years.last && !known.empty(); ++year)
      if (!known.contains(year))
        std::cout << i18n::message(language, "law.note.decree_unknown",
                                   {{"pack", pack.id},
                                    {"year", std::to_string(year)},
                                    {"calendar", calendar.title.in(language)}})
                  << "\n";
  }
}

/// Parameters that a rule goes by and that have no value on the last day of such a year.
void tell_values_that_run_out(Language language, law::Pack const& pack,
                              law::YearsInQuestion years) {
  std::set<std::string> used;
  for (auto const& rule : pack.rules) {
    used.insert({rule.parameter, rule.amount.parameter});
    for (auto const* list : {&rule.on_start, &rule.on_breach})
      for (auto const& consequence : *list) used.insert(consequence.parameter);
  }
  for (auto const& [id, parameter] : pack.parameters)
    for (int year = years.first; year <= years.last && used.contains(id); ++year)
      if (!law::find_value(pack, id, {year, 12, 31}))
        std::cout << i18n::message(language, "law.note.value_runs_out",
                                   {{"pack", pack.id},
                                    {"year", std::to_string(year)},
                                    {"name", id},
                                    {"title", parameter.title.in(language)}})
                  << "\n";
}

void show_rules(Language language, law::Pack const& pack) {
  for (auto const& rule : pack.rules) {
    std::string dates;
    if (rule.effective.from_on || rule.effective.through_on)
      dates =
          fmt::format(" [{} – {}]", rule.effective.from_on ? to_text(*rule.effective.from_on) : "…",
                      rule.effective.through_on ? to_text(*rule.effective.through_on) : "…");
    std::cout << fmt::format("  {:<26} {}{}\n", rule.id, rule.title.in(language), dates);
    std::cout << fmt::format(
        "  {:<26} {}; {}\n", "", wire::enum_text(rule.kind),
        i18n::message(language, "law.confidence." + wire::enum_text(rule.provenance.confidence)));
  }
}

}  // namespace

int check_packs(PackCommand const& command) {
  auto const language = language_of(command);
  bool good = true;
  for (auto const& [name, files] : packs_of(command, command.what)) {
    auto const pack = load_or_say(language, files, years_of(command));
    if (pack)
      std::cout << fmt::format("{} {}: {} rules, {} calendars\n", pack->id, pack->version,
                               pack->rules.size(), pack->calendars.size());
    if (pack) tell_unknown_decrees(language, *pack, years_of(command));
    if (pack) tell_values_that_run_out(language, *pack, years_of(command));
    good = good && pack != nullptr;
  }
  return good ? 0 : 1;
}

int show_pack(PackCommand const& command) {
  auto const language = language_of(command);
  for (auto const& [name, files] : packs_of(command, command.what)) {
    auto const pack = load_or_say(language, files, years_of(command));
    if (!pack) return 1;
    std::cout << fmt::format("{} {} – {}\n", pack->id, pack->version, pack->title.in(language));
    show_rules(language, *pack);
    for (auto const& [id, calendar] : pack->calendars)
      std::cout << fmt::format("  {:<26} {}\n", id, calendar.title.in(language));
    for (auto const& document : pack->documents)
      std::cout << fmt::format("  {:<26} {}\n", document.id, document.title.in(language));
  }
  return 0;
}

int explain_rule(PackCommand const& command) {
  auto const language = language_of(command);
  auto const on = date_of(command);
  for (auto const& [name, files] : packs_of(command, "")) {
    if (!law::names_rule(files, command.what)) continue;
    auto const pack = load_or_say(language, files, {on.year, on.year});
    if (!pack) return 1;
    auto const lines = law::tell_example(language, *pack, command.what, on);
    if (!lines) {
      std::cerr << i18n::message(language, lines.error()) << "\n";
      return 1;
    }
    for (auto const& line : *lines) std::cout << line << "\n";
    return 0;
  }
  std::cerr << i18n::message(language, not_found("rule")) << "\n";
  return 1;
}

}  // namespace vefa
