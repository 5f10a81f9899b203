#include "jobs/jobs.hpp"

#include "modules/company/company.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {
namespace {

constexpr char const* kReorder = "customers.reorder";
constexpr std::int64_t kAtOnce = 500;

bool changes_language(jobs::Event const& event) {
  auto const* members = event.payload.if_contains("members");
  if (!members || !members->is_array()) return false;
  for (auto const& name : members->get_array())
    if (name == "default_language") return true;
  return false;
}

void reorder_from(Context const& ctx, db::Tx& tx, std::int64_t after) {
  Language const collation = company::profile(tx).default_language;
  auto const customers = tx.list<Customer>(sql::list_from, after, kAtOnce);
  for (auto const& customer : customers)
    tx.run(sql::set_sort_key, customer.id, with_keys(customer, collation).sort_key);
  if (customers.size() == static_cast<std::size_t>(kAtOnce))
    jobs::add(ctx, tx, kReorder, "", ctx.now, {{"after", customers.back().id.value}});
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.subscribe("customers", {"company.changed"},
                     [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                       if (changes_language(event)) reorder_from(ctx, tx, 0);
                     });
  registry.timer(kReorder, [](Context const& ctx, db::Tx& tx, jobs::Job const& job) {
    reorder_from(ctx, tx, job.payload.at("after").as_int64());
  });
}

}  // namespace vefa::customers
