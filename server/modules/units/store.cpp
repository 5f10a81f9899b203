#include "modules/units/store.hpp"

#include "db/later.hpp"
#include "jobs/jobs.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/units/ahead.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/rules.hpp"

namespace vefa::units {

UnitRow with_keys(Unit const& unit) {
  return {unit, normalized_serial(unit.serial), lookalike_serial(unit.serial)};
}

std::string actor_name(Context const& ctx) {
  if (!ctx.actor.name.empty()) return ctx.actor.name;
  return wire::enum_text(ctx.actor.kind);
}

void record(Context const& ctx, db::Tx& tx, UnitId id, CustomerId customer, std::string const& what,
            JsonObject const& details, JsonObject more) {
  db::insert_later(tx, sql::insert_history,
                   UnitHistoryRow{ctx.new_id<Id<UnitHistoryTag>>(), id, customer, ctx.now,
                                  actor_name(ctx), what, details});
  boost::json::array names;
  for (auto const& [name, values] : details) names.emplace_back(name);
  if (!names.empty()) more["fields"] = std::move(names);
  more["unit_id"] = id.text();
  jobs::record(ctx, tx,
               {.kind = "unit." + what, .customer_id = customer.value, .payload = std::move(more)});
}

std::vector<UnitHistoryRow> history(db::Tx& tx, UnitId id, Id<UnitHistoryTag> before,
                                    std::int64_t limit) {
  std::int64_t const below = before ? before.value : std::numeric_limits<std::int64_t>::max();
  return tx.list<UnitHistoryRow>(sql::list_history, id, below, limit);
}

void prefix_field(Error& error, std::string const& prefix) {
  error.field = error.field.empty() ? prefix : prefix + "." + error.field;
  for (auto& more : error.also) prefix_field(more, prefix);
}

bool insert(db::Tx& tx, Unit const& unit) {
  forget_ahead(tx, unit);
  return tx.attempt([&] { tx.insert(sql::insert_unit, with_keys(unit)); });
}

Error serial_taken(db::Tx& tx, Unit const& unit) {
  // Without what was said of it and whose it is: a refusal may be kept, a report of an import is.
  auto const other = find_by_serial(tx, unit.manufacturer_id, unit.serial);
  auto const product = other ? catalogue::find(tx, other->product_id) : std::nullopt;
  auto const maker = catalogue::find_manufacturer(tx, unit.manufacturer_id);
  return {Code::Conflict,
          "units.serial_taken",
          {{"serial", other ? other->serial : unit.serial},
           {"unit", product ? catalogue::title_of(tx, *product)
                    : maker ? maker->name
                            : ""}},
          "serial",
          {}};
}

Result<void> save(Context const& ctx, db::Tx& tx, Unit& unit) {
  unit.updated_at = ctx.now;
  forget_ahead(tx, unit);
  std::int64_t rows = 0;
  if (!tx.attempt([&] { rows = tx.update(sql::update_unit, with_keys(unit)); }))
    return serial_taken(tx, unit);
  if (rows == 0) {
    auto const current = find_exact(tx, unit.id);
    return stale(current ? current->version : unit.version + 1);
  }
  ++unit.version;
  return {};
}

Result<Unit> load(db::Tx& tx, UnitId id) {
  auto unit = find_exact(tx, id);
  if (!unit) return not_found("unit");
  if (unit->state == UnitState::Merged)
    return refused("units.not_living", {{"into", unit->merged_into.text()}});
  return *unit;
}

Result<Unit> load(db::Tx& tx, UnitId id, std::int64_t version) {
  auto unit = TRY(load(tx, id));
  if (unit.version != version) return stale(unit.version);
  return unit;
}

void hold(db::Tx& tx, UnitId id) {
  forget_ahead(tx, id);
  (void)tx.scalar<std::int64_t>(sql::hold_unit, id);
}

std::vector<UnitId> merged_into(db::Tx& tx, UnitId id) {
  return tx.column<UnitId>(sql::list_merged_into, id);
}

Result<CustomerId> living_customer(db::Tx& tx, CustomerId id) {
  auto const customer = customers::hold_living(tx, id);
  if (!customer || customer->state != customers::CustomerState::Active)
    return not_found("customer");
  return customer->id;
}

Ownership begin_ownership(Context const& ctx, db::Tx& tx, UnitId unit, CustomerId customer,
                          LocalDate from_on, How how) {
  Ownership row{.id = ctx.new_id<OwnershipId>(),
                .unit_id = unit,
                .customer_id = customer,
                .from_on = from_on,
                .how = how,
                .recorded_at = ctx.now,
                .recorded_by = actor_name(ctx)};
  tx.insert(sql::insert_ownership, row);
  forget_ahead(tx, unit);
  return row;
}

std::optional<Unit> find_exact(db::Tx& tx, UnitId id) { return tx.find<Unit>(sql::find_unit, id); }

std::optional<Unit> find(db::Tx& tx, UnitId id) { return tx.find<Unit>(sql::find_living, id); }

std::optional<Unit> find_by_serial(db::Tx& tx, ManufacturerId manufacturer,
                                   std::string_view serial) {
  auto const key = normalized_serial(serial);
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->by_serial.find(key)) {
      auto const found = std::find_if(known->begin(), known->end(), [&](Unit const& one) {
        return one.manufacturer_id == manufacturer;
      });
      return found == known->end() ? std::nullopt : std::optional(*found);
    }
  return tx.find<Unit>(sql::find_by_serial, manufacturer, key);
}

std::vector<Unit> of_serial(db::Tx& tx, std::string_view serial) {
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->by_serial.find(normalized_serial(serial))) return *known;
  return tx.list<Unit>(sql::list_of_serial, normalized_serial(serial));
}

std::vector<Unit> lookalikes(db::Tx& tx, std::string_view serial) {
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->by_lookalike.find(lookalike_serial(serial))) return *known;
  return tx.list<Unit>(sql::list_of_lookalike, lookalike_serial(serial));
}

std::vector<Unit> look_up(db::Tx& tx, std::string_view serial) {
  constexpr std::size_t kMost = 20;
  auto const exact = normalized_serial(serial);
  if (exact.empty()) return {};
  auto found = of_serial(tx, serial);
  for (auto& unit : lookalikes(tx, serial)) {
    bool const is_new = std::none_of(found.begin(), found.end(),
                                     [&](auto const& known) { return known.id == unit.id; });
    if (is_new && found.size() < kMost) found.push_back(std::move(unit));
  }
  return found;
}

std::vector<Ownership> ownerships(db::Tx& tx, UnitId id) {
  return tx.list<Ownership>(sql::list_ownerships, id);
}

std::optional<Ownership> owner_today(db::Tx& tx, UnitId id) {
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->owner_today.find(id.text())) return *known;
  return tx.find<Ownership>(sql::find_owner, id);
}

std::vector<Unit> of_customer(db::Tx& tx, CustomerId id) {
  return tx.list<Unit>(sql::list_of_customer, id);
}

std::vector<Sale> sales(db::Tx& tx, UnitId id) {
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->sales.find(id.text())) return *known;
  return tx.list<Sale>(sql::list_sales, id);
}

std::optional<Sale> find_sale(db::Tx& tx, SaleId id) { return tx.find<Sale>(sql::find_sale, id); }

std::optional<Sale> first_sale(db::Tx& tx, UnitId id) { return tx.find<Sale>(sql::first_sale, id); }

std::vector<Reading> newest_readings(db::Tx& tx, UnitId id) {
  return tx.list<Reading>(sql::newest_readings, id);
}

std::vector<Place> places(db::Tx& tx, UnitId id) { return tx.list<Place>(sql::list_places, id); }

std::vector<Claim> claims(db::Tx& tx, UnitId id) {
  return tx.list<Claim>(sql::list_claims_of_unit, id);
}

}  // namespace vefa::units
