// A row that came in by mistake goes as if it had never come.
#include "jobs/jobs.hpp"
#include "modules/customers/ahead.hpp"
#include "modules/customers/customers.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/rights.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {

Result<void> take_out(Context const& ctx, db::Tx& tx, CustomerId id) {
  TRY(load_active(tx, id));
  if (tx.scalar<std::int64_t>(sql::has_ties, id) || has_ties_elsewhere(tx, id))
    return refused("customers.not_alone");
  // Those of another customer's points that stood behind hers lead from now on.
  auto const points = contact_points(tx, id);
  forget_ahead(tx, id);
  for (auto const& point : points) {
    tx.run(sql::delete_contact, point.id);
    if (point.leads_here) let_oldest_lead(tx, point.kind, point.normalized);
  }
  tx.run(sql::take_out_history, id);
  tx.run(sql::take_out_customer, id);
  jobs::record(ctx, tx,
               {.kind = "customer.removed",
                .customer_id = id.value,
                .payload = {{"customer_id", id.text()}}});
  return {};
}

}  // namespace vefa::customers
