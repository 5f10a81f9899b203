#include "jobs/jobs.hpp"

#include "modules/coverage/erasing.hpp"
#include "modules/coverage/joining.hpp"
#include "modules/coverage/queries.hpp"
#include "modules/coverage/slips.hpp"
#include "modules/coverage/store.hpp"
#include "modules/coverage/ties.hpp"
#include "modules/units/periods.hpp"

namespace vefa::coverage {
namespace {

UnitId unit_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return {};
  return UnitId::parse(std::string_view(text->get_string())).value_or(UnitId{});
}

void on_unit(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const unit = unit_in(event.payload, "unit_id");
  if (auto const lost = unit_in(event.payload, "merged_unit_id")) join_units(tx, lost, unit);
  cover_by_sale(ctx, tx, unit);
}

/// What was handed in is the unit that the case is about now.
void on_case(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CaseId const id{event.case_id};
  if (auto const unit = tx.scalar<UnitId>(sql::unit_of_case, id)) gather_stays(ctx, tx, *unit, id);
}

/// What she pays for the repair is what the invoice of its case says; a credited one is nothing.
void on_invoice(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* gross = event.payload.if_contains("case_gross_minor");
  auto const* currency = event.payload.if_contains("currency");
  bool const is_posted = gross && gross->is_int64() && currency && currency->is_string();
  if (!is_posted) return;
  CaseId const id{event.case_id};
  auto const unit = tx.scalar<UnitId>(sql::unit_in_repair_of, id);
  if (!unit) return;
  tx.run(sql::set_fee_of_case, id, gross->get_int64(), std::string(currency->get_string()));
  jobs::record(ctx, tx,
               {.kind = "coverage.repair_recorded", .payload = {{"unit_id", unit->text()}}});
}

/// What was written freely of her units while they were recorded as hers; who pays for what, and
/// since when, stays with the unit. What names a case goes with that case instead.
void forget(db::Tx& tx, CustomerId id) {
  for (auto const& time : units::recorded_as_hers(tx, id))
    for (auto const* statement :
         {&sql::forget_coverages, &sql::forget_endings, &sql::forget_revivals, &sql::forget_uses,
          &sql::forget_taken_back, &sql::forget_stays, &sql::forget_corrections})
      tx.run(*statement, time.unit_id, time.from, time.until);
}

void forget_all(Context const&, db::Tx& tx, jobs::Event const& event) {
  forget(tx, CustomerId{event.customer_id});
  auto const* merged = event.payload.if_contains("merged_customer_ids");
  if (!merged || !merged->is_array()) return;
  for (auto const& one : merged->get_array())
    if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) forget(tx, *id);
}

}  // namespace

void join_units(db::Tx& tx, UnitId lost, UnitId kept) {
  hold_caps(tx, kept);
  tx.run(sql::move_coverages, lost, kept);
  tx.run(sql::move_uses, lost, kept);
  tx.run(sql::move_repairs, lost, kept);
  tx.run(sql::move_decisions, lost, kept);
}

void erase_words_of_case(db::Tx& tx, CaseId id) {
  for (auto const* statement : {&sql::forget_uses_of_case, &sql::forget_taken_back_of_case,
                                &sql::forget_stays_of_case, &sql::forget_corrections_of_case})
    tx.run(*statement, id);
}

bool names_product(db::Tx& tx, ProductId id) {
  return tx.scalar<std::int64_t>(sql::names_product, id.text()).has_value();
}

std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after) {
  if (!tx.scalar<std::int64_t>(sql::tie_of_unit, id, after)) return std::nullopt;
  return refused("coverage.unit_is_covered");
}

void take_back_gifts(db::Tx& tx, UnitId id, std::vector<SaleId> const& sales) {
  for (auto const& sale : units::sales(tx, id)) {
    bool const goes = std::find(sales.begin(), sales.end(), sale.id) != sales.end();
    if (!goes && sale.state == units::SaleState::Valid) return;
  }
  tx.run(sql::take_out_gifts, id);
}

void add_jobs(jobs::Registry& registry) {
  registry.subscribe(
      "coverage.units",
      {"unit.sold", "unit.changed", "unit.registered", "unit.merged", "unit.sale_changed"},
      on_unit);
  registry.subscribe("coverage.forget", {"customer.erased"}, forget_all);
  registry.subscribe("coverage.stays", {"case.unit_named", "case.merged"}, on_case);
  registry.subscribe("coverage.fee", {"invoice.posted", "invoice.credited"}, on_invoice);
}

}  // namespace vefa::coverage
