// Rows of the index, and what becomes of the things they stand for.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/customers/customers.hpp"
#include "modules/search/search.hpp"

namespace vefa::search {

struct Document {
  std::int64_t id = 0;
  HitKind kind = HitKind::Case;
  std::int64_t case_id = 0;
  std::int64_t customer_id = 0;
  std::int64_t team_id = 0;
  std::int64_t owner_id = 0;
  std::string state;
  Language language = Language::En;
  Instant at;
  std::string subject;
  std::string body;
  std::string more;
  std::string facets;
  bool operator==(Document const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, kind, case_id, customer_id, team_id, owner_id, state, language, at,
                       subject, body, more, facets))

/// What a thing says, as it is written.
struct Source {
  std::string subject;
  std::string body;
  std::string people;  // names and addresses: found, but no part of its text
};
/// Fills subject, body and more.
void fill(Document& document, Source const& source);
/// What filters ask for, as one line of facets.
std::string facets_of(Document const& document, std::vector<StaffId> const& readers);
/// Takes team, owner, state, customer and readers from the case; writes it when something differs.
void refresh(db::Tx& tx, Document document, cases::Case const& row);

/// One facet of a filter, e.g. `facet('t', "12")`: its token cannot be a word's.
std::string facet(char kind, std::string_view value);
/// The months from `from` to `to` (exclusive) as facets; nothing when they are more than 36.
std::vector<std::string> months(Instant from, Instant to);

/// Of what the index shows again: a customer's texts, as they are searched and excerpted.
Source source_of(db::Tx& tx, customers::Customer const& customer);

}  // namespace vefa::search
