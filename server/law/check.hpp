// What the parts of a pack must be together.
#pragma once
#include "law/yaml.hpp"

namespace vefa::law {

/// Editions of one rule stand together, by date; parameters' values too.
void sort_editions(Pack& pack);
void check(Pack const& pack, YearsInQuestion years, Faults& faults);
/// Whether what the rule counts by can be counted: a business day needs a calendar of days.
void check_times(Pack const& pack, Rule const& rule, Faults& faults);
/// No time of a group or a document runs backwards.
void check_spans(Pack const& pack, Faults& faults);
/// Two consents that name one channel and content on one day ask for the same.
void check_consents(Pack const& pack, Faults& faults);
/// True when a rule makes the system pay somebody.
bool moves_money(Rule const& rule);

}  // namespace vefa::law
