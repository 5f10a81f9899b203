// One call by which a unit, its owner and its sale come into the books.
#include "base/text.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/store.hpp"

namespace vefa::units {
namespace {

Result<CustomerId> customer_of(Context const& ctx, db::Tx& tx, Registration const& input) {
  if (input.customer_id) return living_customer(tx, *input.customer_id);
  if (!input.customer) return invalid("customer", "units.needs_customer");
  auto made = customers::create(ctx, tx, *input.customer);
  if (!made.ok()) {
    Error error = std::move(made).error();
    prefix_field(error, "customer");
    return error;
  }
  return made->id;
}

struct Model {
  ProductId product_id;
  ManufacturerId manufacturer_id;
};

Result<Model> model_of(Context const& ctx, db::Tx& tx, Registration const& input) {
  if (input.unit_id) return Model{};  // the books say it
  if (input.product_id) {
    auto const product = catalogue::find(tx, *input.product_id);
    if (!product) return not_found("product");
    return Model{product->id, product->manufacturer_id};
  }
  if (input.gtin && !input.gtin->empty()) {
    auto const product = catalogue::find_by_gtin(tx, input.gtin->value);
    if (!product) return invalid("gtin", "units.unknown_gtin");
    return Model{product->id, product->manufacturer_id};
  }
  if (input.manufacturer && !input.manufacturer->empty())
    return Model{{}, TRY(catalogue::manufacturer_named(ctx, tx, input.manufacturer->value)).id};
  return Model{};
}

using Known = std::optional<Unit>;

/// The unit in the books that is meant: by its id, by maker and serial, or by a serial that only
/// one has.
Result<Known> known_unit(db::Tx& tx, Registration const& input, Model const& model,
                         std::string const& serial) {
  if (input.unit_id) {
    auto unit = find(tx, *input.unit_id);
    if (!unit) return not_found("unit");
    return unit;
  }
  if (serial.empty()) return Known{};
  if (model.manufacturer_id) return find_by_serial(tx, model.manufacturer_id, serial);
  auto const found = of_serial(tx, serial);
  return found.size() == 1 ? Known(found.front()) : Known{};
}

Result<Unit> new_unit(Context const& ctx, db::Tx& tx, Registration const& input, Model const& model,
                      std::string const& serial) {
  NewUnit wanted{.manufacturer = input.manufacturer, .description = input.description};
  if (model.product_id) wanted.product_id = model.product_id;
  if (!serial.empty()) wanted.serial = Text<100>{serial};
  // A serial that nobody has heard of is taken at its word, and looked at by a person later; so is
  // what nobody of ours has heard of but her who owns it.
  bool const was_seen = serial.empty() && ctx.actor.kind != ActorKind::Customer;
  return create(ctx, tx, wanted, was_seen ? UnitState::Active : UnitState::Provisional);
}

/// What the books lack and she told.
Result<void> learn(Context const& ctx, db::Tx& tx, Unit& unit, Model const& model) {
  if (unit.product_id || !model.product_id) return {};
  unit.product_id = model.product_id;
  unit.manufacturer_id = model.manufacturer_id;
  TRY(save(ctx, tx, unit));
  record(ctx, tx, unit.id, {}, "changed", {{"product_id", {nullptr, unit.product_id.text()}}});
  return {};
}

Result<void> add_sale_once(Context const& ctx, db::Tx& tx, RegistrationOutcome& outcome,
                           NewSale sale, customers::HerWord const* her_word) {
  for (auto const& known : sales(tx, outcome.unit_id))
    if (known.state == SaleState::Valid && known.sold_on == sale.sold_on) {
      outcome.sale_id = known.id;
      return {};
    }
  sale.customer_id = outcome.customer_id;
  auto added = add_sale(ctx, tx, outcome.unit_id, sale, her_word);
  if (!added.ok()) {
    Error error = std::move(added).error();
    if (!error.field.starts_with("her_word")) prefix_field(error, "sale");
    return error;
  }
  outcome.sale_id = added->id;
  return {};
}

Result<void> claim_it(Context const& ctx, db::Tx& tx, RegistrationOutcome& outcome,
                      LocalDate sold_on) {
  outcome.outcome = Registered::Waiting;
  auto const waiting =
      tx.find<Claim>(sql::find_waiting_claim, outcome.unit_id, outcome.customer_id);
  if (waiting) {
    outcome.claim_id = waiting->id;
    return {};
  }
  Claim const row{.id = ctx.new_id<ClaimId>(),
                  .unit_id = outcome.unit_id,
                  .customer_id = outcome.customer_id,
                  .at = ctx.now,
                  .sold_on = sold_on};
  tx.insert(sql::insert_claim, row);
  outcome.claim_id = row.id;
  record(ctx, tx, row.unit_id, row.customer_id, "claimed", {}, {{"claim_id", row.id.text()}});
  return {};
}

}  // namespace

Result<RegistrationOutcome> register_unit(Context const& ctx, db::Tx& tx,
                                          Registration const& input) {
  return register_unit(ctx, tx, input, nullptr);
}

Result<RegistrationOutcome> register_unit(Context const& ctx, db::Tx& tx, Registration const& input,
                                          customers::HerWord const* her_word) {
  auto const today = company::today(ctx, tx);
  auto const sold_on = input.sale ? input.sale->sold_on : today;
  if (sold_on > today)
    return invalid("sale.sold_on", "units.sale_in_future", {{"today", to_text(today)}});
  auto const model = TRY(model_of(ctx, tx, input));
  RegistrationOutcome outcome{.customer_id = TRY(customer_of(ctx, tx, input))};
  std::string const serial = input.serial ? input.serial->value : "";
  auto unit = TRY(known_unit(tx, input, model, serial));
  if (!unit) {
    unit = TRY(new_unit(ctx, tx, input, model, serial));
    if (unit->state == UnitState::Provisional) outcome.outcome = Registered::Provisional;
  }
  outcome.unit_id = unit->id;
  hold(tx, unit->id);
  auto const owner = owner_today(tx, unit->id);
  if (owner && owner->customer_id != outcome.customer_id) {
    TRY(claim_it(ctx, tx, outcome, sold_on));
    return outcome;
  }
  TRY(learn(ctx, tx, *unit, model));
  if (owner) outcome.outcome = Registered::Again;
  if (!owner) begin_ownership(ctx, tx, unit->id, outcome.customer_id, sold_on, How::Registration);
  if (input.sale) TRY(add_sale_once(ctx, tx, outcome, *input.sale, her_word));
  if (input.place && !input.place->empty())
    TRY(put_in_place(ctx, tx, unit->id, {.place = {input.place->value}}));
  record(ctx, tx, unit->id, outcome.customer_id, "registered", {},
         {{"outcome", wire::enum_text(outcome.outcome)}});
  return outcome;
}

}  // namespace vefa::units
