// What happens to promises of the sale when units, cases and customers change.
#include "jobs/jobs.hpp"

#include "modules/sale_promises/queries.hpp"
#include "modules/sale_promises/store.hpp"
#include "modules/sale_promises/ties.hpp"

namespace vefa::sale_promises {
namespace {

template <class IdType>
IdType id_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return {};
  return IdType::parse(std::string_view(text->get_string())).value_or(IdType{});
}

bool is_used(db::Tx& tx, SalePromise const& p) {
  auto const last = tx.find<SalePromiseUse>(sql::last_use, p.id);
  return last && last->held_after > 0;
}

/// One purchase that stood in the books twice was promised once: of two of one template, the one
/// that nothing is held of ends. Where both are used, both stay; the customer is believed.
void end_doubles(Context const& ctx, db::Tx& tx, std::vector<SalePromise> const& kept,
                 std::vector<SalePromise> const& lost) {
  for (auto const& mine : kept)
    for (auto const& other : lost) {
      bool const same = mine.template_id && mine.template_id == other.template_id &&
                        mine.item == other.item && mine.form == Form::Quantity &&
                        mine.state == PromiseState::Valid && other.state == PromiseState::Valid;
      if (!same) continue;
      if (!is_used(tx, other))
        end(ctx, tx, other.id, "one purchase, recorded twice", Ends::AsDouble).value();
      else if (!is_used(tx, mine))
        end(ctx, tx, mine.id, "one purchase, recorded twice", Ends::AsDouble).value();
    }
}

std::optional<LocalDate> day_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return std::nullopt;
  return parse_date(std::string_view(text->get_string()));
}

/// The sale with the days that it had before it was put right.
std::optional<units::Sale> sale_before(db::Tx& tx, jobs::Event const& event) {
  auto sale = units::find_sale(tx, id_in<SaleId>(event.payload, "sale_id"));
  auto const sold_on = day_in(event.payload, "was_sold_on");
  if (!sale || !sold_on) return std::nullopt;
  sale->sold_on = *sold_on;
  sale->delivered_on = day_in(event.payload, "was_delivered_on");
  sale->commissioned_on = day_in(event.payload, "was_commissioned_on");
  return sale;
}

void remind_anew(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  for (auto const& p : promises_of_unit(tx, id_in<UnitId>(event.payload, "unit_id")))
    schedule_reminder(ctx, tx, p);
}

void on_unit(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const unit = id_in<UnitId>(event.payload, "unit_id");
  if (auto const lost = id_in<UnitId>(event.payload, "merged_unit_id")) {
    end_doubles(ctx, tx, promises_of_unit(tx, unit), promises_of_unit(tx, lost));
    tx.run(sql::move_to_unit, lost, unit);
  }
  record_by_templates(ctx, tx, unit);
  // Days of the sale changed, and with them the day on which it is over.
  if (event.kind != "unit.sale_changed") return;
  if (auto const was = sale_before(tx, event)) tell_shortened(ctx, tx, *was);
  remind_anew(ctx, tx, event);
}

/// What was promised with a sale that was none is owed no more; what was given stays given, and so
/// do amends: what they make good happened.
void on_voided(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const sale = id_in<SaleId>(event.payload, "sale_id");
  auto const all = promises_of_unit(tx, id_in<UnitId>(event.payload, "unit_id"));
  for (auto const& p : all) {
    bool const ends = p.sale_id == sale && p.form == Form::Quantity &&
                      p.state == PromiseState::Valid && p.origin == Origin::Sale;
    if (!ends) continue;
    // The same is promised with the sale that was recorded in its place.
    bool const stands = std::any_of(all.begin(), all.end(), [&](SalePromise const& other) {
      return other.sale_id != sale && other.template_id == p.template_id && p.template_id &&
             other.item == p.item && other.state == PromiseState::Valid;
    });
    end(ctx, tx, p.id, "the sale was voided", stands ? Ends::AsDouble : Ends::WithSale).value();
  }
}

/// Solved by her word or her silence: what was reserved was given. Closed as nothing: it was not.
void on_closed(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CaseId const id{event.case_id};
  auto const* by = event.payload.if_contains("by");
  if (!by || *by == "merge") return;
  for (auto const held : held_for(tx, id)) {
    if (hold_of(tx, held, id) != Hold::Reserved) continue;
    auto const done = *by == "staff" ? release(ctx, tx, held, id, "closed without service")
                                     : consume(ctx, tx, held, id, "the case is solved");
    done.value();
  }
}

void forget(db::Tx& tx, CustomerId id) {
  tx.run(sql::forget_reasons, id);
  tx.run(sql::forget_of_customer, id);
}

void on_erased(Context const&, db::Tx& tx, jobs::Event const& event) {
  forget(tx, CustomerId{event.customer_id});
  auto const* merged = event.payload.if_contains("merged_customer_ids");
  if (!merged || !merged->is_array()) return;
  for (auto const& one : merged->get_array())
    if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) forget(tx, *id);
}

void on_customers_merged(Context const&, db::Tx& tx, jobs::Event const& event) {
  auto const lost = id_in<CustomerId>(event.payload, "merged_customer_id");
  auto const kept = customers::find(tx, CustomerId{event.customer_id});
  if (lost && kept && kept->id != lost) tx.run(sql::give_to_customer, lost, kept->id);
}

}  // namespace

bool names_product(db::Tx& tx, ProductId id) {
  return tx.scalar<std::int64_t>(sql::names_product, id.text()).has_value();
}

std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after) {
  if (!tx.scalar<std::int64_t>(sql::tie_of_unit, id, after)) return std::nullopt;
  return refused("sale_promises.unit_has_promise");
}

void take_back_gifts(db::Tx& tx, UnitId, std::vector<SaleId> const& sales) {
  for (auto const sale : sales) {
    tx.run(sql::take_out_opened, sale);
    tx.run(sql::take_out_gifts, sale);
  }
}

customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id) {
  boost::json::array told;
  for (auto const& p : promises_of_customer(tx, id)) {
    JsonObject one{{"sale_promise", p.id.text()},
                   {"unit", p.unit_id.text()},
                   {"name", name_of(p, ctx.language)},
                   {"reference", p.reference},
                   {"terms", boost::json::parse(to_json_text(p.terms))},
                   {"uses", boost::json::parse(to_json_text(uses(tx, p.id)))}};
    told.push_back(std::move(one));
  }
  return {"sale_promises", {{"promised", std::move(told)}}};
}

void add_jobs(jobs::Registry& registry) {
  add_reminders(registry);
  registry.subscribe(
      "sale_promises.units",
      {"unit.sold", "unit.changed", "unit.registered", "unit.merged", "unit.sale_changed"},
      on_unit);
  // Who has it now may not have been there to be reminded.
  registry.subscribe("sale_promises.owner", {"unit.sold", "unit.registered", "unit.transferred"},
                     remind_anew);
  registry.subscribe("sale_promises.void", {"unit.sale_voided"}, on_voided);
  registry.subscribe("sale_promises.review",
                     {"case.unit_named", "case.unit_forgotten", "case.changed"},
                     [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                       review_case(ctx, tx, CaseId{event.case_id});
                     });
  registry.subscribe("sale_promises.settle", {"case.closed"}, on_closed);
  registry.subscribe("sale_promises.carry", {"case.merged"},
                     [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                       auto const from = id_in<CaseId>(event.payload, "from");
                       if (from) carry_to(ctx, tx, from, CaseId{event.case_id}, "joined");
                     });
  registry.subscribe("sale_promises.take_over", {"customer.merged"}, on_customers_merged);
  registry.subscribe("sale_promises.forget", {"customer.erased"}, on_erased);
}

}  // namespace vefa::sale_promises
