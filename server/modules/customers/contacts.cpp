#include "modules/customers/contacts.hpp"

#include "modules/company/company.hpp"
#include "modules/customers/ahead.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {
namespace {

constexpr std::size_t kMostContacts = 50;

JsonObject about(ContactPoint const& point) {
  return {{"contact_id", point.id.text()}, {"kind", wire::enum_text(point.kind)}};
}

void insert(db::Tx& tx, ContactPoint& point) {
  auto const* const leads = known_ahead(tx, point.kind, point.normalized);
  // A household's postal address recognises nobody.
  point.leads_here = point.kind != ContactKind::Postal && !(leads && *leads);
  forget_ahead(tx, point);
  if (point.leads_here && leads) {
    // Nobody led a moment ago, and the rows of a file are not to wait for an answer each.
    if (tx.attempt([&] { tx.insert(sql::insert_contact, point); })) return;
  } else if (point.leads_here && tx.update(sql::insert_leading_contact, point) == 1) {
    return;
  }
  point.leads_here = false;
  tx.insert(sql::insert_contact, point);
}

Result<ContactPoint> load(db::Tx& tx, CustomerId id, ContactPointId contact) {
  auto point = load_contact(tx, contact);
  if (!point || point->customer_id != id) return not_found("contact_point");
  return *point;
}

/// `existing`: her contact points so far; `value` was read from `input`.
Result<ContactPoint> place(Context const& ctx, db::Tx& tx, Customer const& customer,
                           std::vector<ContactPoint> const& existing, NewContact const& input,
                           ContactValue const& value) {
  bool is_first = true;
  for (auto const& point : existing) {
    if (point.kind == input.kind && point.normalized == value.normalized) return point;
    if (point.kind == input.kind) is_first = false;
  }
  if (existing.size() >= kMostContacts)
    return refused("customers.too_many_contacts", {{"most", std::to_string(kMostContacts)}});
  ContactPoint point{.id = ctx.new_id<ContactPointId>(),
                     .customer_id = customer.id,
                     .kind = input.kind,
                     .value = value.shown,
                     .normalized = value.normalized,
                     .is_primary = is_first || input.is_primary.value_or(false),
                     .created_at = ctx.now};
  if (input.label) point.label = *input.label;
  if (input.postal) point.postal = parse_json(to_json_text(*input.postal)).value().as_object();
  if (input.verified.value_or(false)) point.verified_at = ctx.now;
  if (point.is_primary && !is_first) {
    forget_points(tx, customer.id);
    tx.run(sql::clear_primary, customer.id, point.kind);
  }
  insert(tx, point);
  record(ctx, tx, customer.id, "contact_added", {{"value", {nullptr, point.value}}}, about(point));
  return point;
}

void take_lead(Context const& ctx, db::Tx& tx, ContactPoint const& point) {
  for (auto& other :
       tx.list<ContactPoint>(sql::list_contacts_of_value, point.kind, point.normalized)) {
    if (!other.leads_here || other.id == point.id) continue;
    other.leads_here = false;
    if (save_contact(tx, other).ok())
      record(ctx, tx, other.customer_id, "contact_changed", {}, about(other));
  }
}

}  // namespace

Result<ContactValue> read_new(db::Tx& tx, Customer const& customer, NewContact const& input) {
  if (input.kind == ContactKind::Postal) {
    auto postal = input.postal ? read_postal(*input.postal) : std::nullopt;
    if (!postal) return invalid("postal", "customers.bad_postal");
    if (input.postal->country && !read_country(*input.postal->country))
      return invalid("postal.country", "customers.bad_country");
    return *postal;
  }
  if (input.postal) return invalid("postal", "customers.postal_only");
  std::string const region =
      customer.country.empty() ? company::profile(tx).country : customer.country;
  auto const contact =
      input.value ? read_contact(input.kind, input.value->value, region) : std::nullopt;
  switch (input.kind) {
    case ContactKind::Email:
      if (!contact || !has_public_domain(contact->normalized))
        return invalid("value", "customers.bad_email");
      break;
    case ContactKind::Phone:
      if (!contact) return invalid("value", "customers.bad_phone", {{"country", region}});
      break;
    default:
      if (!contact) return invalid("value", "customers.bad_social");
  }
  return *contact;
}

std::vector<ContactPoint> contact_points(db::Tx& tx, CustomerId id) {
  if (auto const* const made = points_made_here(tx, id)) return *made;
  return tx.list<ContactPoint>(sql::list_contacts, id);
}

std::optional<ContactPoint> best_contact(db::Tx& tx, CustomerId id, ContactKind kind) {
  for (auto& point : contact_points(tx, id))
    if (point.kind == kind && point.problem == ContactProblem::None) return std::move(point);
  return std::nullopt;
}

Result<ContactPoint> add_contact(Context const& ctx, db::Tx& tx, CustomerId id,
                                 NewContact const& input) {
  Customer const customer = TRY(load_active(tx, id));
  auto const value = TRY(read_new(tx, customer, input));
  return place(ctx, tx, customer, contact_points(tx, id), input, value);
}

Result<ContactPoint> add_contact(Context const& ctx, db::Tx& tx, Customer const& customer,
                                 std::vector<ContactPoint>& existing, NewContact const& input,
                                 ContactValue const& value) {
  auto point = TRY(place(ctx, tx, customer, existing, input, value));
  existing.push_back(point);
  return point;
}

Result<ContactPoint> change_contact(Context const& ctx, db::Tx& tx, CustomerId id,
                                    ContactPointId contact, ContactChange const& input) {
  TRY(load_active(tx, id));
  forget_points(tx, id);
  ContactPoint point = TRY(load(tx, id, contact));
  if (point.version != input.version) return stale(point.version);
  if (input.label) point.label = *input.label;
  if (input.verified) point.verified_at = *input.verified ? std::optional(ctx.now) : std::nullopt;
  if (input.problem) {
    point.problem = *input.problem;
    bool const is_well = point.problem == ContactProblem::None;
    point.problem_at = is_well ? std::nullopt : std::optional(ctx.now);
    point.problem_detail = !is_well && input.problem_detail ? input.problem_detail->value : "";
  }
  if (input.is_primary.value_or(false) && !point.is_primary) {
    tx.run(sql::clear_primary, id, point.kind);
    point.is_primary = true;
  }
  if (input.leads_here.value_or(false) && !point.leads_here) {
    if (point.kind == ContactKind::Postal)
      return refused("customers.postal_leads_nowhere", {}, "leads_here");
    take_lead(ctx, tx, point);
    point.leads_here = true;
  }
  TRY(save_contact(tx, point));
  record(ctx, tx, id, "contact_changed", {}, about(point));
  return point;
}

Result<void> remove_contact(Context const& ctx, db::Tx& tx, CustomerId id, ContactPointId contact) {
  TRY(load_active(tx, id));
  ContactPoint const point = TRY(load(tx, id, contact));
  forget_points(tx, id);
  tx.run(sql::delete_contact, point.id);
  if (point.leads_here) let_oldest_lead(tx, point.kind, point.normalized);
  if (point.is_primary) choose_primary(tx, id, point.kind);
  record(ctx, tx, id, "contact_removed", {{"value", {point.value, nullptr}}}, about(point));
  return {};
}

bool note_contact_problem(Context const& ctx, db::Tx& tx, ContactKind kind, std::string_view value,
                          ContactProblem problem, std::string_view detail) {
  auto const contact = read_contact(kind, value, company::profile(tx).country);
  if (!contact) return false;
  auto points = tx.list<ContactPoint>(sql::list_contacts_of_value, kind, contact->normalized);
  for (auto& point : points) {
    point.problem = problem;
    point.problem_at = problem == ContactProblem::None ? std::nullopt : std::optional(ctx.now);
    point.problem_detail = prefix_of(detail, 500);
    if (!save_contact(tx, point).ok()) continue;
    JsonObject payload = about(point);
    payload["problem"] = wire::enum_text(problem);
    record(ctx, tx, point.customer_id, "contact_problem", {}, std::move(payload));
  }
  return !points.empty();
}

void note_contact_works(Context const& ctx, db::Tx& tx, ContactKind kind, std::string_view value) {
  auto const contact = read_contact(kind, value, company::profile(tx).country);
  if (!contact) return;
  auto const points = tx.list<ContactPoint>(sql::list_contacts_of_value, kind, contact->normalized);
  bool const has_problem = std::any_of(points.begin(), points.end(), [](auto const& point) {
    return point.problem != ContactProblem::None;
  });
  if (has_problem) note_contact_problem(ctx, tx, kind, value, ContactProblem::None, "");
}

}  // namespace vefa::customers
