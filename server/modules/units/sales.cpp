#include "modules/units/sales.hpp"

#include "modules/units/ahead.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/rules.hpp"

namespace vefa::units {

Result<void> check_days(Unit const& unit, Sale const& sale, LocalDate today) {
  if (sale.sold_on > today)
    return invalid("sold_on", "units.sale_in_future", {{"today", to_text(today)}});
  if (unit.manufactured_on && sale.sold_on < *unit.manufactured_on)
    return invalid("sold_on", "units.sold_before_made", {{"made", to_text(*unit.manufactured_on)}});
  if (sale.delivered_on && *sale.delivered_on > today)
    return invalid("delivered_on", "units.delivery_in_future", {{"today", to_text(today)}});
  if (sale.commissioned_on && *sale.commissioned_on > today)
    return invalid("commissioned_on", "units.delivery_in_future", {{"today", to_text(today)}});
  if (sale.commissioned_on.has_value() != sale.commissioned_by.has_value())
    return invalid(sale.commissioned_on ? "commissioned_by" : "commissioned_on",
                   "units.commissioning_incomplete");
  return {};
}

Result<void> take_price(Sale& sale, std::string const& told, std::string const& code) {
  auto const currency = Currency::parse(code);
  if (!currency) return invalid("currency", "units.bad_currency", {{"currency", code}});
  sale.currency = std::string(currency->text());
  sale.price_minor.reset();
  if (told.empty()) return {};
  auto const price = parse_money(told, *currency);
  if (!price || price->minor < 0) return invalid("price", "units.bad_price");
  sale.price_minor = price->minor;
  return {};
}

Result<void> take_country(Sale& sale, std::optional<Text<2>> const& told) {
  if (!told || told->empty()) return {};
  auto const country = read_country(told->value);
  if (!country) return invalid("country", "units.bad_country");
  sale.country = *country;
  return {};
}

std::optional<std::string> price_text(Sale const& sale) {
  if (!sale.price_minor) return std::nullopt;
  return decimal_text({*sale.price_minor, Currency::parse(sale.currency).value()});
}

Result<Sale> load_sale(db::Tx& tx, SaleId id) {
  auto const sale = find_sale(tx, id);
  if (!sale) return not_found("sale");
  if (sale->state == SaleState::Voided) return refused("units.sale_voided");
  return *sale;
}

Result<void> save_sale(db::Tx& tx, Sale& sale) {
  forget_ahead(tx, sale.unit_id);
  if (tx.update(sql::update_sale, sale) == 0) {
    auto const current = find_sale(tx, sale.id);
    return stale(current ? current->version : sale.version + 1);
  }
  ++sale.version;
  return {};
}

void record_sale(Context const& ctx, db::Tx& tx, Sale const& sale, char const* what,
                 JsonObject const& details, JsonObject more) {
  more["sale_id"] = sale.id.text();
  more["sold_on"] = to_text(sale.sold_on);
  record(ctx, tx, sale.unit_id, sale.customer_id, what, details, std::move(more));
}

}  // namespace vefa::units
