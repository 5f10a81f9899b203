#include "jobs/jobs.hpp"

#include "modules/coverage/queries.hpp"
#include "modules/coverage/store.hpp"

namespace vefa::coverage {
namespace {

UnitId unit_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return {};
  return UnitId::parse(std::string_view(text->get_string())).value_or(UnitId{});
}

void on_unit(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const unit = unit_in(event.payload, "unit_id");
  if (auto const lost = unit_in(event.payload, "merged_unit_id")) {
    tx.run(sql::move_coverages, lost, unit);
    tx.run(sql::move_repairs, lost, unit);
    tx.run(sql::move_decisions, lost, unit);
  }
  cover_by_sale(ctx, tx, unit);
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.subscribe(
      "coverage.units",
      {"unit.sold", "unit.changed", "unit.registered", "unit.merged", "unit.sale_changed"},
      on_unit);
}

}  // namespace vefa::coverage
