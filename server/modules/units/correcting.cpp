// A sale that stands in the books is put right, or was none.
#include "modules/company/company.hpp"
#include "modules/units/ahead.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/sales.hpp"

namespace vefa::units {
namespace {

Json shown(std::string const& text) { return text.empty() ? Json() : Json(text); }
Json shown(bool value) { return value; }
Json shown(std::optional<LocalDate> const& day) { return day ? Json(to_text(*day)) : Json(); }
Json shown(CustomerId id) { return shown(id.text()); }

/// What it was and is, by field.
JsonObject differences(Sale const& before, Sale const& now) {
  JsonObject details;
  auto const note = [&](char const* name, Json const& a, Json const& b) {
    if (a != b) details[name] = {a, b};
  };
  auto const each = [&](char const* name, auto field) {
    note(name, shown(before.*field), shown(now.*field));
  };
  auto const by = [](Sale const& sale) {
    return sale.commissioned_by ? Json(wire::enum_text(*sale.commissioned_by)) : Json();
  };
  auto const price = [](Sale const& sale) {
    auto const text = price_text(sale);
    return text ? Json(*text + " " + sale.currency) : Json();
  };
  note("sold_on", Json(to_text(before.sold_on)), Json(to_text(now.sold_on)));
  each("customer_id", &Sale::customer_id);
  note("price", price(before), price(now));
  each("currency", &Sale::currency);
  each("country", &Sale::country);
  each("consumer", &Sale::consumer);
  each("used_goods", &Sale::used_goods);
  each("seller", &Sale::seller);
  each("number", &Sale::number);
  each("delivered_on", &Sale::delivered_on);
  each("commissioned_on", &Sale::commissioned_on);
  note("commissioned_by", by(before), by(now));
  note("proof", Json(wire::enum_text(before.proof)), Json(wire::enum_text(now.proof)));
  return details;
}

void take_days(Sale& sale, SaleChange const& input) {
  if (input.sold_on) sale.sold_on = *input.sold_on;
  if (input.delivered_on) sale.delivered_on = input.delivered_on;
  if (input.no_delivered_on.value_or(false)) sale.delivered_on.reset();
  if (input.no_commissioning.value_or(false)) {
    sale.commissioned_on.reset();
    sale.commissioned_by.reset();
  }
  if (input.commissioned_on) sale.commissioned_on = input.commissioned_on;
  if (input.commissioned_by) sale.commissioned_by = input.commissioned_by;
}

Result<void> take(db::Tx& tx, Sale& sale, SaleChange const& input) {
  take_days(sale, input);
  if (input.customer_id) sale.customer_id = TRY(living_customer(tx, *input.customer_id));
  if (input.no_customer.value_or(false)) sale.customer_id = {};
  bool const is_told = input.currency && !input.currency->empty();
  TRY(take_price(sale, input.price ? input.price->value : price_text(sale).value_or(""),
                 is_told ? input.currency->value : sale.currency));
  TRY(take_country(sale, input.country));
  if (input.consumer) sale.consumer = *input.consumer;
  if (input.used_goods) sale.used_goods = *input.used_goods;
  if (input.seller) sale.seller = input.seller->value;
  if (input.number) sale.number = input.number->value;
  if (input.proof) sale.proof = *input.proof;
  return {};
}

/// Who owns it by that sale, and nobody said otherwise since.
std::optional<Ownership> owner_by(db::Tx& tx, Sale const& sale) {
  auto owner = owner_today(tx, sale.unit_id);
  bool const is_by_it = owner && owner->customer_id == sale.customer_id &&
                        owner->from_on == sale.sold_on && owner->how != How::Resale;
  return is_by_it ? owner : std::nullopt;
}

bool is_free_from(db::Tx& tx, Ownership const& owner, LocalDate day) {
  for (auto const& other : ownerships(tx, owner.unit_id))
    if (other.id != owner.id && other.until_on && day < *other.until_on) return false;
  return true;
}

/// What nobody owns is the buyer's, once it is told who that is.
Result<void> lead_owner(Context const& ctx, db::Tx& tx, Sale const& before, Sale const& now) {
  bool const is_told = now.customer_id && now.customer_id != before.customer_id;
  if (is_told && !owner_today(tx, now.unit_id)) {
    begin_ownership(ctx, tx, now.unit_id, now.customer_id, now.sold_on, How::Sale);
    return {};
  }
  auto const owner = owner_by(tx, before);
  if (!owner) return {};
  if (now.sold_on != before.sold_on && is_free_from(tx, *owner, now.sold_on)) {
    tx.run(sql::begin_ownership_at, owner->id, now.sold_on);
    forget_ahead(tx, now.unit_id);
  }
  if (is_told)
    TRY(transfer(ctx, tx, now.unit_id, now.customer_id, owner_today(tx, now.unit_id)->from_on,
                 How::Correction));
  return {};
}

}  // namespace

Result<Sale> change_sale(Context const& ctx, db::Tx& tx, SaleId id, SaleChange const& input) {
  auto sale = TRY(load_sale(tx, id));
  if (sale.version != input.version) return stale(sale.version);
  auto const unit = TRY(load(tx, sale.unit_id));
  auto const before = sale;
  TRY(take(tx, sale, input));
  TRY(check_days(unit, sale, company::today(ctx, tx)));
  auto const details = differences(before, sale);
  if (details.empty()) return sale;
  hold(tx, unit.id);
  TRY(customers::change_within_law(ctx, tx, {.unit_id = unit.id, .customer_id = {}},
                                   customers::word_in(input.her_word), [&]() -> Result<void> {
                                     TRY(save_sale(tx, sale));
                                     return lead_owner(ctx, tx, before, sale);
                                   }));
  record_sale(ctx, tx, sale, "sale_changed", details,
              {{"was_sold_on", to_text(before.sold_on)},
               {"was_delivered_on", shown(before.delivered_on)},
               {"was_commissioned_on", shown(before.commissioned_on)}});
  return sale;
}

Result<Sale> void_sale(Context const& ctx, db::Tx& tx, SaleId id, std::int64_t version,
                       std::string const& reason, customers::HerWord const* her_word) {
  auto sale = TRY(load_sale(tx, id));
  if (sale.version != version) return stale(sale.version);
  sale.state = SaleState::Voided;
  sale.void_reason = reason;
  TRY(customers::change_within_law(ctx, tx, {.unit_id = sale.unit_id, .customer_id = {}}, her_word,
                                   [&] { return save_sale(tx, sale); }));
  record_sale(ctx, tx, sale, "sale_voided", {{"reason", {nullptr, reason}}});
  return sale;
}

}  // namespace vefa::units
