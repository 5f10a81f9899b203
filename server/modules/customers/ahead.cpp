#include "modules/customers/ahead.hpp"

#include "db/ahead.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/queries.hpp"

namespace vefa::customers {
namespace {

/// A customer and the point that leads to her.
struct Led : Customer {
  std::string normalized;
};
BOOST_DESCRIBE_STRUCT(Led, (Customer), (normalized))

struct ReadAhead {
  db::Ahead<std::optional<Customer>> by_contact;
  db::Ahead<std::optional<Customer>> made;  // by her id
  db::Ahead<std::vector<ContactPoint>> points;
};

std::string key_of(ContactKind kind, std::string const& normalized) {
  return wire::enum_text(kind) + ":" + normalized;
}

}  // namespace

void look_ahead(db::Tx& tx, std::vector<Sought> const& all) {
  auto& ahead = db::gathered<ReadAhead>(tx);
  auto const country = company::profile(tx).country;
  std::map<ContactKind, std::set<std::string>> points;
  for (auto const& one : all) {
    auto const contact =
        read_contact(one.kind, one.value, one.region.empty() ? country : one.region);
    if (contact) points[one.kind].insert(contact->normalized);
  }
  for (auto const& [kind, keys] : points) {
    for (auto const& key : keys) ahead.by_contact.of(key_of(kind, key)) = {};
    std::vector<std::string> const list(keys.begin(), keys.end());
    for (auto const& row : tx.list<Led>(sql::list_by_leading_contacts, kind, to_json_text(list),
                                        static_cast<std::int64_t>(list.size())))
      ahead.by_contact.of(key_of(kind, row.normalized)) = row;
  }
}

std::optional<Customer> const* known_ahead(db::Tx& tx, ContactKind kind,
                                           std::string const& normalized) {
  auto const* const ahead = db::if_gathered<ReadAhead>(tx);
  return ahead ? ahead->by_contact.find(key_of(kind, normalized)) : nullptr;
}

void note_made(db::Tx& tx, Customer const& customer, std::vector<ContactPoint> points) {
  auto& ahead = db::gathered<ReadAhead>(tx);
  auto const id = customer.id.text();
  ahead.made.of(id) = customer;
  // In the order in which they are read.
  std::stable_sort(points.begin(), points.end(),
                   [](auto const& a, auto const& b) { return a.is_primary && !b.is_primary; });
  ahead.points.of(id) = std::move(points);
}

std::optional<Customer> made_here(db::Tx& tx, CustomerId id) {
  auto const* const ahead = db::if_gathered<ReadAhead>(tx);
  auto const* const found = ahead ? ahead->made.find(id.text()) : nullptr;
  return found ? *found : std::nullopt;
}

std::vector<ContactPoint> const* points_made_here(db::Tx& tx, CustomerId id) {
  auto const* const ahead = db::if_gathered<ReadAhead>(tx);
  return ahead ? ahead->points.find(id.text()) : nullptr;
}

void forget_ahead(db::Tx& tx, ContactPoint const& point) {
  auto* const ahead = db::if_gathered<ReadAhead>(tx);
  if (!ahead) return;
  ahead->by_contact.forget(key_of(point.kind, point.normalized));
  ahead->points.forget(point.customer_id.text());
}

void forget_ahead(db::Tx& tx, CustomerId id) {
  auto* const ahead = db::if_gathered<ReadAhead>(tx);
  if (!ahead) return;
  ahead->by_contact.forget_where(
      [&](std::optional<Customer> const& one) { return one && one->id == id; });
  ahead->made.forget(id.text());
  ahead->points.forget(id.text());
}

void forget_points(db::Tx& tx, CustomerId id) {
  if (auto* const ahead = db::if_gathered<ReadAhead>(tx)) ahead->points.forget(id.text());
}

}  // namespace vefa::customers
