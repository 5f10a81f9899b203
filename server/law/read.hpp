// The parts of a pack's files, each read into its values.
#pragma once
#include "law/yaml.hpp"

namespace vefa::law {

inline constexpr std::int64_t kSchema = 1;

/// `load`, and of kept files too.
Loaded load_as(std::vector<PackFile> const& files, YearsInQuestion years, Faults::Of of);
/// Whether the files have a rule of that id; false for what is no YAML.
bool have_rule(std::vector<PackFile> const& files, std::string_view id);

void read_calendars(Map& top, Pack& pack);
void read_parameters(Map& top, Pack& pack);
void read_groups(Map& top, Pack& pack);
void read_rules(Map& top, Pack& pack);
void read_documents(Map& top, Pack& pack);
void read_consents(Map& top, Pack& pack);

// What several parts share.

Provenance read_provenance(Map& of, Pack const& pack, char const* name = "source");
Effective read_effective(Map& of, std::string* pick_by = nullptr);
std::optional<Amount> read_amount(Map& of, char const* name);
std::vector<Condition> read_conditions(Map& of, char const* name, Pack const& pack);
/// "300 ILS"; a fault for another currency than the pack's.
std::optional<Money> read_money(Map& of, char const* name, Pack const& pack);
/// A name that must have its text: `law.event.…`, `law.fact.…`, `law.choice.…`.
void expect_text(Map& of, YAML::Node const& at, std::string const& field, char const* kind,
                 std::string const& name);
/// 0 Monday … 6 Sunday, from mon … sun.
std::optional<int> parse_weekday(std::string_view text);

}  // namespace vefa::law
