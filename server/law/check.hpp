// What the parts of a pack must be together.
#pragma once
#include "law/yaml.hpp"

namespace vefa::law {

/// Editions of one rule stand together, by date; parameters' values too.
void sort_editions(Pack& pack);
void check(Pack const& pack, YearsInQuestion years, Faults& faults);
/// True when a rule makes the system pay somebody.
bool moves_money(Rule const& rule);

}  // namespace vefa::law
