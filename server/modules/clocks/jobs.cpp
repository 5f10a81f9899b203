#include "jobs/jobs.hpp"

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

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.timer(kClockTimer, ring_clock);
  registry.timer(kRecountWork, recount_some);
  registry.every(
      "law.take_in", std::chrono::hours(1),
      [](Context const& ctx, db::Tx& tx, jobs::Job const&) { take_in_embedded(ctx, tx); });
}

}  // namespace vefa::clocks
