// From YAML to a pack. A pack with a fault is not loaded: every fault names the file, the line, the
// field, what is wrong and the way out.
#pragma once
#include <set>

#include "base/json.hpp"
#include "base/result.hpp"
#include "law/pack.hpp"

namespace vefa::law {

struct PackFile {
  std::string path;  // shown in faults: packs/tr/rules.yaml
  std::string text;
};

struct Fault {
  Place place;
  std::string field;  // rules[3].start.event
  std::string key;    // of a text `law.fault.…`
  Args args;
};
/// "packs/tr/rules.yaml:12: rules[3].start.event: …"
std::string text_of(Language language, Fault const& fault);

/// The years for which each calendar must have data: those that open clocks can reach.
struct YearsInQuestion {
  int first = 2000;
  int last = 2000;
};

struct Loaded {
  PackPtr pack;  // none when there are faults
  std::vector<Fault> faults;
};

/// Refuses: text that is no YAML, unknown and absent fields, values that cannot be read, names that
/// stand nowhere (sources, calendars, parameters, documents, events, facts), effective dates that
/// overlap or leave a gap, a recalled or conflicting value that moves money without a named
/// approval, a calendar without data for a year in question.
Loaded load(std::vector<PackFile> const& files, YearsInQuestion years);

/// `true`, `30`, `home`, "500.00 TRY" (the pack's currency alone, in minor units); nothing for
/// money of another one.
std::optional<Fact> parse_fact(std::string const& text, Pack const& pack);

/// "20 business_day", "1 year"; nothing when malformed or out of bounds.
std::optional<Amount> parse_amount(std::string_view text);
std::string amount_text(Amount const& amount);

}  // namespace vefa::law
