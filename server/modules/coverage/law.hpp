// What the law gives a unit, as terms of coverage.
#pragma once
#include "law/pack.hpp"
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {

/// The guarantees of the pack for a unit that was sold so, counted by the law's own clocks, or by
/// the company's own longer time: each covers parts, labour, travel and shipping in full, and a
/// substitute meanwhile where the law demands one (TR-04), but for misuse and accidents. Where the
/// day of the sale is not known the term holds, and its start is unknown. Source: TR-01, TR-08,
/// HU-01, IL-01, EU-01, EU-02; of repairs that she paid: HU-14.
std::vector<Term> terms_by_law(law::Pack const& pack, Sold const& sold, LocalDate on,
                               std::map<std::string, std::string> const& own_times = {});

/// The same by each law in use that holds where it was sold: the country's, and the Union's in a
/// member state. None where nothing is known.
std::vector<Term> law_of_the_sale(Context const& ctx, db::Tx& tx, Sold const& sold, LocalDate on);

/// The terms of a law that nobody approved, with those of the one before: of two by one rule that
/// which lasts longer, and each that the new one lacks.
std::vector<Term> not_below(std::vector<Term> terms, std::vector<Term> floor);

/// Whether terms of coverage are made of that rule.
bool is_guarantee(std::string_view rule_id);

}  // namespace vefa::coverage
