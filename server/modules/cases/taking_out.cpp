// A case that came in by mistake goes as if it had never come.
#include "modules/cases/desk.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/coverage/coverage.hpp"

namespace vefa::cases {

bool is_known(db::Tx& tx, CustomerId customer, Instant opened_at, std::string const& subject) {
  return tx.scalar<std::int64_t>(sql::case_of_past, customer, opened_at, subject).has_value();
}

Result<void> take_out(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const row = lock(tx, id);
  if (!row) return not_found("case");
  if (row->merged_into_id || tx.scalar<std::int64_t>(sql::has_ties, id) ||
      coverage::speaks_of(tx, id))
    return refused("cases.not_alone", {{"number", row->number}});
  promises::take_out(tx, id);
  interactions::take_out(ctx, tx, id);
  tx.run(sql::take_out_participants, id);
  tx.run(sql::take_out_hand_overs, id);
  tx.run(sql::delete_tags_of_case, id);
  tx.run(sql::take_out_case, id);
  store::forget_held(tx, id);
  record(ctx, tx, "case.removed", *row);
  return {};
}

}  // namespace vefa::cases
