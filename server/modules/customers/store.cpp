#include "modules/customers/store.hpp"

#include "db/ahead.hpp"
#include "db/later.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/ahead.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/rules.hpp"

namespace vefa::customers {

std::vector<Customer> find_each(db::Tx& tx, std::vector<CustomerId> const& ids) {
  return tx.list<Customer>(sql::find_each, db::id_list(ids), ids.size());
}

std::vector<ContactPoint> contact_points_of_each(db::Tx& tx, std::vector<CustomerId> const& ids) {
  return tx.list<ContactPoint>(sql::list_contacts_of_each, db::id_list(ids));
}

CustomerRow with_keys(Customer const& customer, Language collation) {
  CustomerRow row{customer, {}, {}};
  bool const has_name = customer.state != CustomerState::Erased && is_name(customer.display_name);
  if (has_name) row.folded_name = folded_name(customer.display_name);
  row.sort_key = sort_key(customer.display_name, tag(collation));
  return row;
}

std::string actor_name(Context const& ctx) {
  if (!ctx.actor.name.empty()) return ctx.actor.name;
  return ctx.actor.kind == ActorKind::System ? "system" : "anonymous";
}

void record(Context const& ctx, db::Tx& tx, CustomerId id, std::string const& what,
            JsonObject const& details, JsonObject more) {
  HistoryRow const row{ctx.new_id<Id<HistoryTag>>(), id, ctx.now, actor_name(ctx), what, details};
  db::insert_later(tx, sql::insert_history, row);
  boost::json::array names;
  for (auto const& [name, values] : details) names.emplace_back(name);
  if (!names.empty()) more["fields"] = std::move(names);
  more["customer_id"] = id.text();
  jobs::record(ctx, tx,
               {.kind = "customer." + what, .customer_id = id.value, .payload = std::move(more)});
}

std::vector<HistoryRow> history(db::Tx& tx, CustomerId id, Id<HistoryTag> before,
                                std::int64_t limit) {
  std::int64_t const below = before ? before.value : std::numeric_limits<std::int64_t>::max();
  return tx.list<HistoryRow>(sql::list_history, id, below, limit);
}

Result<void> save(Context const& ctx, db::Tx& tx, Customer& customer) {
  customer.updated_at = ctx.now;
  forget_ahead(tx, customer.id);
  auto const row = with_keys(customer, company::profile(tx).default_language);
  if (tx.update(sql::update_customer, row) == 0) {
    auto const current = find_exact(tx, customer.id);
    return stale(current ? current->version : customer.version + 1);
  }
  ++customer.version;
  return {};
}

Result<Customer> load_active(db::Tx& tx, CustomerId id) {
  auto customer = find_exact(tx, id);
  if (!customer) return not_found("customer");
  if (customer->state != CustomerState::Active)
    return refused("customers.not_active", {{"state", wire::enum_text(customer->state)},
                                            {"into", customer->merged_into.text()}});
  return *customer;
}

Result<Customer> load_active(db::Tx& tx, CustomerId id, std::int64_t version) {
  auto customer = TRY(load_active(tx, id));
  if (customer.version != version) return stale(customer.version);
  return customer;
}

std::vector<CustomerId> merged_into(db::Tx& tx, CustomerId id) {
  return tx.column<CustomerId>(sql::list_merged_into, id);
}

std::optional<ContactPoint> load_contact(db::Tx& tx, ContactPointId id) {
  return tx.find<ContactPoint>(sql::find_contact, id);
}

Result<void> save_contact(db::Tx& tx, ContactPoint& point) {
  forget_ahead(tx, point);
  if (tx.update(sql::update_contact, point) == 0) {
    auto const current = load_contact(tx, point.id);
    return stale(current ? current->version : point.version + 1);
  }
  ++point.version;
  return {};
}

void let_oldest_lead(db::Tx& tx, ContactKind kind, std::string const& normalized) {
  tx.run(sql::lead_by_oldest, kind, normalized);
}

void choose_primary(db::Tx& tx, CustomerId id, ContactKind kind) {
  ContactPoint const* oldest = nullptr;
  auto const points = contact_points(tx, id);
  for (auto const& point : points) {
    if (point.kind != kind) continue;
    if (point.is_primary) return;
    if (!oldest || point.id < oldest->id) oldest = &point;
  }
  if (!oldest) return;
  forget_points(tx, id);
  tx.run(sql::make_primary, oldest->id);
}

}  // namespace vefa::customers
