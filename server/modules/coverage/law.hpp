// What a pack of law gives a unit, as terms of coverage.
#pragma once
#include "law/pack.hpp"
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {

/// The guarantees of the pack for a unit that was sold so, counted by the law's own clocks: each
/// covers parts, labour, travel and shipping in full, but for misuse and accidents. Where the day
/// of the sale is not known the term holds, and its start is unknown. Source: TR-01, HU-01, IL-01,
/// EU-01.
std::vector<Term> terms_by_law(law::Pack const& pack, Sold const& sold, LocalDate on);

/// The same by the program's own pack of the country of the sale; none where there is no pack.
std::vector<Term> law_of_the_packs(Context const& ctx, Sold const& sold, LocalDate on);

}  // namespace vefa::coverage
