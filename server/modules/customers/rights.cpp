#include "modules/customers/rights.hpp"

#include "db/blobs.hpp"
#include "modules/customers/ahead.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {
namespace {

constexpr char const* kNobody = "—";

Parts& parts() {
  static Parts all;
  return all;
}

template <class T>
Json as_json(T const& value) {
  return parse_json(to_json_text(value)).value();
}

/// What this module knows of one row, merged ones included.
JsonObject own_part(db::Tx& tx, Customer const& customer) {
  JsonObject part{{"profile", as_json(customer)},
                  {"contact_points", as_json(contact_points(tx, customer.id))},
                  {"preferences", as_json(preferences(tx, customer.id))},
                  {"special_days", as_json(special_days(tx, customer.id))},
                  {"relations", as_json(relations(tx, customer.id))},
                  {"consents", as_json(consents(tx, customer.id))},
                  {"history", as_json(history(tx, customer.id, {}, 1000))},
                  {"merges", as_json(tx.list<MergeRow>(sql::list_merges, customer.id))}};
  boost::json::array merged;
  for (auto const id : merged_into(tx, customer.id))
    if (auto row = find_exact(tx, id)) merged.push_back(as_json(*row));
  part["merged_profiles"] = std::move(merged);
  return part;
}

std::vector<Error> reasons_to_keep(Context const& ctx, db::Tx& tx, CustomerId id) {
  std::vector<Error> reasons;
  std::string const today = to_text(ctx.now).substr(0, 10);
  for (auto const& hold : holds(tx, id)) {
    if (hold.until_on && to_text(*hold.until_on) <= today) continue;
    char const* key = hold.until_on ? "customers.hold_until" : "customers.hold";
    reasons.push_back(refused(
        key, {{"reason", hold.reason}, {"until", hold.until_on ? to_text(*hold.until_on) : ""}}));
  }
  // What was of a merged row may not have moved yet.
  auto rows = merged_into(tx, id);
  rows.push_back(id);
  for (auto const& ask : parts().holds)
    for (auto const row : rows)
      for (auto& reason : ask(ctx, tx, row))
        reasons.push_back(refused(std::move(reason.key), std::move(reason.args)));
  return reasons;
}

void forget_row(Context const& ctx, db::Tx& tx, CustomerId id) {
  for (auto const& consent : consents(tx, id))
    if (consent.evidence_blob_id) blobs::erase(ctx, tx, consent.evidence_blob_id);
  tx.run(sql::clear_evidence, id);
  auto const points = contact_points(tx, id);
  forget_points(tx, id);
  for (auto const& point : points) {
    tx.run(sql::delete_contact, point.id);
    if (point.leads_here) let_oldest_lead(tx, point.kind, point.normalized);
  }
  tx.run(sql::delete_preferences, id);
  tx.run(sql::delete_special_days, id);
  tx.run(sql::delete_relations, id);
  tx.run(sql::clear_history, id);
  tx.run(sql::clear_merges, id);
  tx.run(sql::clear_holds, id);
}

/// Kind, language and country stay: they name nobody, and the figures count by them.
void forget_profile(Customer& row) {
  row.display_name = kNobody;
  row.given_name.clear();
  row.family_name.clear();
  row.languages.clear();
  row.title.clear();
  row.address_as.clear();
  row.custom.clear();
}

}  // namespace

bool has_ties_elsewhere(db::Tx& tx, CustomerId id) {
  auto const& all = parts().ties;
  return std::any_of(all.begin(), all.end(), [&](auto const& ask) { return ask(tx, id); });
}

void install(Parts all) { parts() = std::move(all); }

Result<JsonObject> export_person(Context const& ctx, db::Tx& tx, CustomerId id) {
  auto const customer = find(tx, id);
  if (!customer) return not_found("customer");
  JsonObject whole{{"exported_at", to_text(ctx.now)}, {"customer", own_part(tx, *customer)}};
  for (auto const& ask : parts().exports) {
    ExportPart part = ask(ctx, tx, customer->id);
    whole[part.name] = std::move(part.content);
  }
  return whole;
}

Result<Customer> erase(Context const& ctx, db::Tx& tx, CustomerId id, std::int64_t version) {
  Customer customer = TRY(load_active(tx, id, version));
  if (auto reasons = reasons_to_keep(ctx, tx, id); !reasons.empty()) {
    Error error = refused("customers.held", {{"count", std::to_string(reasons.size())}});
    error.also = std::move(reasons);
    return error;
  }
  boost::json::array merged;
  for (auto const lost : merged_into(tx, id)) {
    merged.emplace_back(lost.text());
    auto row = find_exact(tx, lost).value();
    forget_profile(row);
    TRY(save(ctx, tx, row));
    forget_row(ctx, tx, lost);
  }
  forget_profile(customer);
  customer.state = CustomerState::Erased;
  customer.erased_at = ctx.now;
  TRY(save(ctx, tx, customer));
  forget_row(ctx, tx, id);
  record(ctx, tx, id, "erased", {}, {{"merged_customer_ids", std::move(merged)}});
  return customer;
}

std::vector<Hold> holds(db::Tx& tx, CustomerId id) { return tx.list<Hold>(sql::list_holds, id); }

Result<Hold> place_hold(Context const& ctx, db::Tx& tx, CustomerId id, NewHold const& input) {
  TRY(load_active(tx, id));
  Hold const row{.id = ctx.new_id<HoldId>(),
                 .customer_id = id,
                 .reason = input.reason,
                 .placed_at = ctx.now,
                 .placed_by = actor_name(ctx),
                 .until_on = input.until_on};
  tx.insert(sql::insert_hold, row);
  record(ctx, tx, id, "hold_placed", {}, {{"hold_id", row.id.text()}});
  return row;
}

Result<void> lift_hold(Context const& ctx, db::Tx& tx, CustomerId id, HoldId hold) {
  TRY(load_active(tx, id));
  if (tx.change(sql::lift_hold, hold, id, ctx.now, actor_name(ctx)) == 0) return not_found("hold");
  record(ctx, tx, id, "hold_lifted", {}, {{"hold_id", hold.text()}});
  return {};
}

}  // namespace vefa::customers
