#include "modules/recovery/breaches.hpp"

#include "modules/recovery/queries.hpp"

namespace vefa::recovery {

std::optional<Instant> next_deadline(db::Tx& tx, Deadline const& after) {
  return tx.scalar<Instant>(sql::next_deadline, after.due_at, after.case_id.value);
}

std::optional<Deadline> record_breaches(Context const& ctx, db::Tx& tx, Deadline const& after) {
  constexpr std::int64_t kAtOnce = 10'000;
  auto const until = tx.find<Deadline>(sql::deadline_after, after.due_at, after.case_id.value,
                                       ctx.now, kAtOnce - 1);
  Deadline const last =
      until.value_or(Deadline{ctx.now, CaseId{std::numeric_limits<std::int64_t>::max()}});
  tx.run(sql::record_breaches, after.due_at, after.case_id.value, last.due_at, last.case_id.value,
         ctx.now);
  return until;
}

std::int64_t breaches_since(db::Tx& tx, Instant since) {
  return tx.scalar<std::int64_t>(sql::count_breaches, since).value_or(0);
}

}  // namespace vefa::recovery
