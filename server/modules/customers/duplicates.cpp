#include "modules/customers/duplicates.hpp"

#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {
namespace {

constexpr std::int64_t kMostCandidates = 50;  // of one contact point or name
constexpr std::size_t kMostShown = 20;

Likeness likeness(db::Tx& tx, Customer const& customer) {
  Likeness all;
  all.kind = customer.kind;
  if (is_name(customer.display_name)) all.folded_name = folded_name(customer.display_name);
  for (auto const& point : contact_points(tx, customer.id))
    all.contacts.emplace(point.kind, point.normalized);
  for (auto const& day : special_days(tx, customer.id))
    if (day.kind == DayKind::Birthday)
      all.birthdays.insert(std::to_string(day.month) + "-" + std::to_string(day.day));
  for (auto const id : tx.column<CustomerId>(sql::list_organisations_of, customer.id))
    all.organisations.insert(id.value);
  return all;
}

std::map<CustomerId, Customer> candidates(db::Tx& tx, Customer const& customer,
                                          Likeness const& own) {
  std::map<CustomerId, Customer> found;
  auto add = [&](std::vector<Customer>&& rows) {
    for (auto& row : rows)
      if (row.id != customer.id) found.emplace(row.id, std::move(row));
  };
  for (auto const& [kind, value] : own.contacts)
    add(tx.list<Customer>(sql::list_by_contact, kind, value, kMostCandidates));
  if (!own.folded_name.empty())
    add(tx.list<Customer>(sql::list_by_name, own.folded_name, kMostCandidates));
  return found;
}

}  // namespace

std::vector<Duplicate> find_duplicates(db::Tx& tx, Customer const& customer) {
  Likeness const own = likeness(tx, customer);
  std::vector<Duplicate> found;
  for (auto const& [id, other] : candidates(tx, customer, own)) {
    Score const score = compare(own, likeness(tx, other));
    if (score.points < kWorthShowing) continue;
    found.push_back({id, other.display_name, score.points, score.reasons});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](auto const& a, auto const& b) { return a.score > b.score; });
  if (found.size() > kMostShown) found.resize(kMostShown);
  return found;
}

}  // namespace vefa::customers
