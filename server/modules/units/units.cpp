// A unit itself: made, changed, put in its place.
#include "modules/units/units.hpp"

#include "base/text.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/rules.hpp"
#include "modules/units/store.hpp"

namespace vefa::units {
namespace {

template <std::size_t Max>
std::string text_or_empty(std::optional<Text<Max>> const& text) {
  return text ? text->value : std::string();
}

Result<void> check_serial(std::string const& serial) {
  if (!serial.empty() && normalized_serial(serial).empty())
    return invalid("serial", "units.bad_serial");
  return {};
}

Result<void> check_made(Context const& ctx, db::Tx& tx, std::optional<LocalDate> made) {
  if (made && *made > company::today(ctx, tx))
    return invalid("manufactured_on", "units.made_in_future");
  return {};
}

Result<void> check_known(Unit const& unit) {
  if (!unit.product_id && unit.serial.empty() && unit.description.empty())
    return invalid("product_id", "units.needs_something");
  return {};
}

Result<void> take_product(db::Tx& tx, Unit& unit, ProductId id) {
  auto const product = catalogue::find(tx, id);
  if (!product) return not_found("product");
  unit.product_id = product->id;
  unit.manufacturer_id = product->manufacturer_id;
  return {};
}

Result<void> take_parent(db::Tx& tx, Unit& unit, UnitId parent) {
  auto const whole = find(tx, parent);
  if (!whole) return not_found("unit");
  if (whole->id == unit.id || tx.scalar<std::int64_t>(sql::is_below, unit.id, whole->id))
    return refused("units.parent_in_itself", {}, "parent_id");
  unit.parent_id = whole->id;
  return {};
}

void note(JsonObject& details, char const* name, std::string const& before,
          std::string const& after) {
  if (before != after) details[name] = {before, after};
}

/// Who made it was known by the product.
void take_away(Unit& unit, UnitChange const& input) {
  if (input.no_parent.value_or(false)) unit.parent_id = {};
  if (input.no_manufactured_on.value_or(false)) unit.manufactured_on.reset();
  if (!input.no_product.value_or(false) || !unit.product_id) return;
  unit.product_id = {};
  unit.manufacturer_id = {};
  if (unit.state == UnitState::Active) unit.state = UnitState::Provisional;
}

/// Provisional ones become active, whole ones scrapped, and back.
Result<void> take_state(Unit& unit, UnitChange const& input) {
  if (input.confirmed && *input.confirmed && unit.state == UnitState::Provisional) {
    if (!unit.product_id) return refused("units.needs_product", {}, "product_id");
    unit.state = UnitState::Active;
  }
  if (input.scrapped && *input.scrapped) unit.state = UnitState::Scrapped;
  if (input.scrapped && !*input.scrapped && unit.state == UnitState::Scrapped)
    unit.state = unit.product_id ? UnitState::Active : UnitState::Provisional;
  return {};
}

JsonObject differences(Unit const& a, Unit const& b) {
  JsonObject details;
  note(details, "state", wire::enum_text(a.state), wire::enum_text(b.state));
  note(details, "product_id", a.product_id.text(), b.product_id.text());
  note(details, "manufacturer_id", a.manufacturer_id.text(), b.manufacturer_id.text());
  note(details, "serial", a.serial, b.serial);
  note(details, "description", a.description, b.description);
  note(details, "parent_id", a.parent_id.text(), b.parent_id.text());
  note(details, "manufactured_on", a.manufactured_on ? to_text(*a.manufactured_on) : "",
       b.manufactured_on ? to_text(*b.manufactured_on) : "");
  return details;
}

}  // namespace

Result<Unit> draft_unit(Context const& ctx, db::Tx& tx, NewUnit const& input) {
  Unit unit{.id = ctx.new_id<UnitId>(),
            .serial = text_or_empty(input.serial),
            .description = text_or_empty(input.description),
            .manufactured_on = input.manufactured_on,
            .created_at = ctx.now,
            .updated_at = ctx.now,
            .created_by = actor_name(ctx)};
  TRY(check_serial(unit.serial));
  TRY(check_made(ctx, tx, unit.manufactured_on));
  if (input.product_id) TRY(take_product(tx, unit, *input.product_id));
  TRY(check_known(unit));
  if (input.parent_id) TRY(take_parent(tx, unit, *input.parent_id));
  return unit;
}

Result<Unit> create(Context const& ctx, db::Tx& tx, NewUnit const& input, UnitState state) {
  Unit unit = TRY(draft_unit(ctx, tx, input));
  if (!unit.product_id && input.manufacturer && !input.manufacturer->empty())
    unit.manufacturer_id =
        TRY(catalogue::manufacturer_named(ctx, tx, input.manufacturer->value)).id;
  unit.state = unit.product_id ? state : UnitState::Provisional;
  if (!insert(tx, unit)) return serial_taken(tx, unit);
  record(ctx, tx, unit.id, {}, "created", {}, {{"state", wire::enum_text(unit.state)}});
  return unit;
}

Result<Unit> change(Context const& ctx, db::Tx& tx, UnitId id, UnitChange const& input) {
  Unit unit = TRY(load(tx, id, input.version));
  Unit const before = unit;
  if (input.product_id) TRY(take_product(tx, unit, *input.product_id));
  if (input.serial) {
    TRY(check_serial(input.serial->value));
    unit.serial = input.serial->value;
  }
  if (input.description) unit.description = input.description->value;
  if (input.parent_id) TRY(take_parent(tx, unit, *input.parent_id));
  if (input.manufactured_on) {
    TRY(check_made(ctx, tx, input.manufactured_on));
    unit.manufactured_on = input.manufactured_on;
  }
  take_away(unit, input);
  TRY(check_known(unit));
  TRY(take_state(unit, input));
  auto const details = differences(before, unit);
  if (details.empty()) return unit;
  TRY(customers::change_within_law(ctx, tx, {.unit_id = id, .customer_id = {}},
                                   input.her_word ? &*input.her_word : nullptr,
                                   [&] { return save(ctx, tx, unit); }));
  record(ctx, tx, id, {}, "changed", details);
  return unit;
}

Result<Place> put_in_place(Context const& ctx, db::Tx& tx, UnitId id, NewPlace const& input) {
  auto const unit = TRY(load(tx, id));
  auto const today = company::today(ctx, tx);
  Place row{.id = ctx.new_id<UnitPlaceId>(),
            .unit_id = id,
            .from_on = input.from_on.value_or(today),
            .place = input.place,
            .recorded_at = ctx.now,
            .recorded_by = actor_name(ctx)};
  if (row.from_on > today) return invalid("from_on", "units.moved_in_future");
  if (input.country && !input.country->empty()) {
    auto const country = read_country(input.country->value);
    if (!country) return invalid("country", "units.bad_country");
    row.country = *country;
  }
  if (auto const owner = owner_today(tx, unit.id)) row.customer_id = owner->customer_id;
  tx.insert(sql::insert_place, row);
  record(ctx, tx, id, row.customer_id, "moved", {{"place", {nullptr, row.place}}},
         {{"from_on", to_text(row.from_on)}});
  return row;
}

}  // namespace vefa::units
