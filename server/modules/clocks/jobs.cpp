#include <algorithm>

#include "jobs/together.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/by_itself.hpp"
#include "modules/clocks/calling.hpp"
#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/guarding.hpp"
#include "modules/clocks/moving.hpp"
#include "modules/clocks/packs.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {
namespace {

void ring_clock(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const id = LegalClockId::parse(job.subject);
  if (!id) throw jobs::GiveUp("no legal clock: " + job.subject);
  ring(ctx, tx, *id);
}

CaseId case_in(JsonObject const& payload, char const* name) {
  auto const* value = payload.if_contains(name);
  return value && value->is_int64() ? CaseId{value->get_int64()} : CaseId{};
}

/// Two hundred cases in one write, then the next: requests are served between them.
void recount_some(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  Stretch const stretch{case_in(job.payload, "after"), case_in(job.payload, "until")};
  auto const last = recount_page(ctx, tx, job.subject, stretch, "pack");
  if (!last) return;
  auto next = job.payload;
  next["after"] = last.value;
  jobs::add(ctx, tx, kRecountWork, job.subject, ctx.now, std::move(next));
}

void look_again(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const row = cases::lock(tx, CaseId{event.case_id});
  auto const matter = row ? tx.find<Matter>(sql::find_matter, row->id) : std::nullopt;
  if (!matter) return;
  lift_dismissal(ctx, tx, row->id);
  recount(ctx, tx, *matter, kReopened);
}

template <class IdType>
IdType id_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return {};
  return IdType::parse(std::string_view(text->get_string())).value_or(IdType{});
}

void on_case(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* changed = event.payload.if_contains("changed");
  bool const may_matter = !changed || !changed->is_array() ||
                          std::ranges::any_of(changed->get_array(), [](Json const& what) {
                            return what.is_string() && what.get_string() == "kind";
                          });
  if (may_matter) follow_known(ctx, tx, CaseId{event.case_id});
}

/// Of all that come in, only complaints; what another system handed over is left as it was.
bool is_new_complaint(db::Tx&, jobs::Event const& event) {
  auto const* kind = event.payload.if_contains("case_kind");
  return kind && *kind == Json("complaint") && !event.payload.contains("imported");
}

void on_unit(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  for (auto const* name : {"unit_id", "merged_unit_id"})
    if (auto const unit = id_in<UnitId>(event.payload, name)) follow_unit(ctx, tx, unit);
}

/// What she is and where she lives decide which law protects her where no sale says it.
void on_customer(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* fields = event.payload.if_contains("fields");
  if (!fields || !fields->is_array()) return;
  bool const may_matter = std::ranges::any_of(fields->get_array(), [](Json const& name) {
    return name == Json("kind") || name == Json("country");
  });
  auto const who = may_matter ? customers::find(tx, CustomerId{event.customer_id}) : std::nullopt;
  if (!who) return;
  for (auto const id : cases::of_customer(tx, who->id)) follow_known(ctx, tx, id);
}

void follow_merge(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* from = event.payload.if_contains("from");
  auto const lost = from && from->is_string() ? CaseId::parse(from->as_string()) : std::nullopt;
  auto const living = cases::find_living(tx, CaseId{event.case_id});
  if (lost && living) carry(ctx, tx, *lost, living->id);
}

void forget_all(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  std::vector<CustomerId> rows{CustomerId{event.customer_id}};
  if (auto const* merged = event.payload.if_contains("merged_customer_ids"))
    for (auto const& one : merged->as_array())
      if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) rows.push_back(*id);
  for (auto const row : rows)
    for (auto const id : cases::of_customer(tx, row)) forget(ctx, tx, id);
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.timer(kClockTimer, ring_clock);
  registry.timer(kRecountWork, recount_some);
  registry.timer(kCallTimer, [](Context const& ctx, db::Tx& tx, jobs::Job const& job) {
    if (auto const id = LegalConsequenceId::parse(job.subject)) ring_call(ctx, tx, *id);
  });
  registry.subscribe("law.look_again", {"case.reopened"}, look_again);
  registry.subscribe(
      "law.case",
      {"case.unit_named", "case.unit_forgotten", "case.changed", "case.customer_changed"}, on_case);
  jobs::subscribe_where(registry, "law.complaint", {"case.opened"}, is_new_complaint,
                        [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                          if (is_new_complaint(tx, event)) on_case(ctx, tx, event);
                        });
  registry.subscribe("law.unit",
                     {"unit.sold", "unit.sale_changed", "unit.sale_voided", "unit.changed",
                      "unit.merged", "unit.reading_voided", "coverage.given", "coverage.ended",
                      "coverage.revived", "coverage.repair_recorded"},
                     on_unit);
  registry.timer(kGoodsWork, follow_goods);
  registry.subscribe("law.goods", {"product.changed", "product_group.changed"}, on_goods);
  registry.subscribe("law.customer", {"customer.changed"}, on_customer);
  registry.subscribe("law.follow_merge", {"case.merged"}, follow_merge);
  registry.subscribe(
      "law.follow_hours", {"calendar.changed", "standard.changed"},
      [](Context const& ctx, db::Tx& tx, jobs::Event const&) { follow_hours(ctx, tx); });
  registry.subscribe("law.forget", {"customer.erased"}, forget_all);
  registry.every(
      "law.take_in", std::chrono::hours(1),
      [](Context const& ctx, db::Tx& tx, jobs::Job const&) { take_in_embedded(ctx, tx); });
}

}  // namespace vefa::clocks
