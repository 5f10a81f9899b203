// What is read ahead of customers in a use-case: whom contact points lead to.
#pragma once
#include "modules/customers/contact_rules.hpp"

namespace vefa::customers {

/// A contact point as typed; `region` as of `find_by_contact`.
struct Sought {
  ContactKind kind = ContactKind::Email;
  std::string value;
  std::string region;
};
/// What `find_by_contact` will be asked of these in this use-case is read now, in a statement a
/// kind. For the rows of a file: it follows the contact points that they add.
void look_ahead(db::Tx& tx, std::vector<Sought> const& all);

/// Nothing where it has to be read.
std::optional<Customer> const* known_ahead(db::Tx& tx, ContactKind kind,
                                           std::string const& normalized);
/// She was made in this use-case, with these contact points, so that nobody else can change her
/// before its end.
void note_made(db::Tx& tx, Customer const& customer, std::vector<ContactPoint> points);
/// Nothing where she was not, or was changed since.
std::optional<Customer> made_here(db::Tx& tx, CustomerId id);
/// Her contact points; nothing where they have to be read.
std::vector<ContactPoint> const* points_made_here(db::Tx& tx, CustomerId id);
/// It is written: it is read anew.
void forget_ahead(db::Tx& tx, ContactPoint const& point);
void forget_ahead(db::Tx& tx, CustomerId id);
void forget_points(db::Tx& tx, CustomerId id);

}  // namespace vefa::customers
