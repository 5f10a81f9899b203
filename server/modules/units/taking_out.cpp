// A unit that came in by mistake goes as if it had never come; so does what a file added to one.
#include "jobs/jobs.hpp"
#include "modules/units/bringing_in.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/store.hpp"

namespace vefa::units {
namespace {

Parts& parts() {
  static Parts all;
  return all;
}

/// What stands on it and is newer than `after`, in this module or in another.
Result<void> check_ties(db::Tx& tx, UnitId id, std::int64_t after) {
  for (auto const& ask : parts().ties)
    if (auto tie = ask(tx, id, after)) return std::move(*tie);
  return {};
}

void take_back_gifts(db::Tx& tx, UnitId id, std::vector<SaleId> const& sales) {
  for (auto const& take_back : parts().gifts) take_back(tx, id, sales);
}

/// Whom the file named, with what it added.
std::vector<CustomerId> people_of(db::Tx& tx, UnitId id, Added const& added) {
  std::vector<CustomerId> people;
  for (auto const& sale : sales(tx, id))
    if (sale.id == added.sale_id && sale.customer_id) people.push_back(sale.customer_id);
  for (auto const& one : ownerships(tx, id))
    if (one.id == added.ownership_id) people.push_back(one.customer_id);
  return people;
}

}  // namespace

void install(Parts all) { parts() = std::move(all); }

std::vector<Touch> touches_since(db::Tx& tx, UnitId id, std::int64_t after) {
  return tx.list<Touch>(sql::list_touches, id, after);
}

Result<void> take_out(Context const& ctx, db::Tx& tx, UnitId id) {
  // Who names it meanwhile waits, and is told that it is gone.
  hold(tx, id);
  TRY(load(tx, id));
  TRY(check_ties(tx, id, 0));
  if (tx.scalar<std::int64_t>(sql::holds_others, id)) return refused("units.holds_others");
  std::vector<SaleId> sold;
  for (auto const& sale : sales(tx, id)) sold.push_back(sale.id);
  take_back_gifts(tx, id, sold);
  tx.run(sql::take_out_sales, id);
  tx.run(sql::take_out_ownerships, id);
  tx.run(sql::take_out_places, id);
  tx.run(sql::take_out_history, id);
  tx.run(sql::take_out_unit, id);
  jobs::record(ctx, tx, {.kind = "unit.removed", .payload = {{"unit_id", id.text()}}});
  return {};
}

Result<void> take_back(Context const& ctx, db::Tx& tx, UnitId id, Added const& added,
                       std::int64_t after) {
  hold(tx, id);
  TRY(load(tx, id));
  TRY(check_ties(tx, id, after));
  auto const people = people_of(tx, id, added);
  if (added.sale_id) {
    take_back_gifts(tx, id, {*added.sale_id});
    tx.run(sql::take_out_sale, *added.sale_id, id);
  }
  if (added.ownership_id) tx.run(sql::delete_ownership, *added.ownership_id);
  if (added.place_id) tx.run(sql::take_out_place, *added.place_id, id);
  for (auto const person : people) tx.run(sql::take_out_history_of, id, person);
  record(ctx, tx, id, {}, "taken_back", {});
  return {};
}

bool names_product(db::Tx& tx, ProductId id) {
  return tx.scalar<std::int64_t>(sql::names_product, id).has_value();
}

}  // namespace vefa::units
