#include "jobs/jobs.hpp"

#include "modules/cases/cases.hpp"
#include "modules/clocks/calling.hpp"
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

/// Two hundred cases in one write, then the next: requests are served between them.
void recount_some(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  std::int64_t after = 0;
  if (auto const* place = job.payload.if_contains("after"); place && place->is_int64())
    after = place->as_int64();
  auto const last = recount_page(ctx, tx, job.subject, CaseId{after}, "pack");
  if (last) jobs::add(ctx, tx, kRecountWork, job.subject, ctx.now, {{"after", last.value}});
}

void look_again(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const row = cases::lock(tx, CaseId{event.case_id});
  auto const matter = row ? tx.find<Matter>(sql::find_matter, row->id) : std::nullopt;
  if (matter) recount(ctx, tx, *matter, kReopened);
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
