// Rows of sales: what of them is checked, whoever writes it.
#pragma once
#include "modules/units/store.hpp"

namespace vefa::units {

/// Errors: units.sale_in_future, units.sold_before_made, units.delivery_in_future,
/// units.commissioning_incomplete.
Result<void> check_days(Unit const& unit, Sale const& sale, LocalDate today);
/// `told` is decimal; empty: not known. Errors: units.bad_currency, units.bad_price.
Result<void> take_price(Sale& sale, std::string const& told, std::string const& currency);
/// Nothing told leaves it. Errors: units.bad_country.
Result<void> take_country(Sale& sale, std::optional<Text<2>> const& told);
/// Decimal; none where it is not known.
std::optional<std::string> price_text(Sale const& sale);

/// One that stands: not_found, units.sale_voided.
Result<Sale> load_sale(db::Tx& tx, SaleId id);
/// Writes it where its version is still `sale.version`, then raises that; stale.
Result<void> save_sale(db::Tx& tx, Sale& sale);
/// `more`: of the event's payload, besides which sale it is and its day.
void record_sale(Context const& ctx, db::Tx& tx, Sale const& sale, char const* what,
                 JsonObject const& details, JsonObject more = {});

}  // namespace vefa::units
