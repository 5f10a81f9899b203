// What this module says to those below it: what of it holds a unit, a product or a promise of a
// sale that is to be taken out again, and whose the links are.
#pragma once
#include "base/result.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"
#include "modules/sale_promises/sale_promises.hpp"

namespace vefa::billing {

/// What of this module stands on a unit and is newer than `after`, an id; for units::Parts.
std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after);
/// The oldest open quote, of this case or of any, with a line that is free by this promise and was
/// not declined; for sale_promises::install.
std::optional<sale_promises::Resting> rests_on(db::Tx& tx, SalePromiseId id,
                                               std::optional<CaseId> on);
/// Whether quotes are answered by her own link or a signature alone, so that nobody of staff reads
/// that link; for cases::install_links.
bool answers_are_hers_alone(db::Tx& tx);
/// Whether something of this module names a product; for catalogue::Parts.
bool names_product(db::Tx& tx, ProductId id);

}  // namespace vefa::billing
