// What coverage counts from: sales, and what meters had come to.
#pragma once
#include "modules/units/units.hpp"

namespace vefa::units {

/// The sales that begin a consumer's guarantee by that day, oldest first: of new goods, to a
/// consumer. A dealer who buys it to sell it on has none, and takes none of hers. Where no such
/// sale is known: what the owner of that day bought, else the first valid one; none where that was
/// a business's and somebody else has it.
std::vector<Sale> sales_that_count(db::Tx& tx, UnitId id, LocalDate on);
/// The first of them: what a term that begins with the sale counts from.
std::optional<Sale> sale_that_counts(db::Tx& tx, UnitId id, LocalDate on);

/// What its meters had come to, by meter, those of rows merged into it too.
using MeterTotals = std::map<std::string, std::int64_t>;
/// Read before that instant: at least so much it was then.
MeterTotals totals_before(db::Tx& tx, UnitId id, Instant at);
/// First read at that instant or later: at most so much it was then.
MeterTotals totals_from(db::Tx& tx, UnitId id, Instant at);

}  // namespace vefa::units
