#include "modules/customers/views.hpp"

#include "modules/company/company.hpp"
#include "modules/customers/contact_rules.hpp"
#include "modules/customers/queries.hpp"

namespace vefa::customers {
namespace {

constexpr std::int64_t kMostOnPage = 200;
constexpr std::int64_t kUsualPage = 50;

struct ListRow : CustomerSummary {
  std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(ListRow, (CustomerSummary), (sort_key))

struct Place {
  std::string sort_key;
  std::int64_t id = 0;
};

Result<Place> place_of(std::optional<std::string> const& cursor) {
  if (!cursor || cursor->empty()) return Place{};
  auto const parts = split(from_base64url(*cursor), ' ');
  auto const id = parts.size() == 2 ? CustomerId::parse(parts[1]) : std::nullopt;
  if (!id) return invalid("cursor", "error.bad_cursor");
  return Place{parts[0], id->value};
}

/// The newest of each purpose and channel; `all` is in the order in which it was said.
std::vector<Consent> newest_of(std::vector<Consent> all) {
  std::map<std::pair<ConsentPurpose, ConsentChannel>, Consent> newest;
  for (auto& consent : all) newest[{consent.purpose, consent.channel}] = std::move(consent);
  std::vector<Consent> out;
  for (auto& [key, consent] : newest) out.push_back(std::move(consent));
  return out;
}

Page<CustomerSummary> found_by_contact(db::Tx& tx, std::string const& typed) {
  Page<CustomerSummary> page;
  std::string const country = company::profile(tx).country;
  for (auto const kind : {ContactKind::Email, ContactKind::Phone, ContactKind::Social}) {
    auto const contact = read_contact(kind, typed, country);
    if (!contact) continue;
    for (auto const& row :
         tx.list<Customer>(sql::list_by_contact, kind, contact->normalized, kMostOnPage))
      page.items.push_back(summary_of(row));
  }
  return page;
}

}  // namespace

CustomerView view_of(Customer const& c) {
  CustomerView view{c.id,         c.version,     c.kind,     c.state,  c.display_name,
                    c.given_name, c.family_name, c.language, {},       c.formality,
                    c.title,      c.address_as,  c.country,  c.custom, c.created_at,
                    c.updated_at, c.erased_at};
  for (auto const& tag : split(c.languages, ' '))
    if (auto language = parse_language(tag)) view.languages.push_back(*language);
  return view;
}

CustomerSummary summary_of(Customer const& c) {
  return {c.id,          c.version,  c.kind,      c.state,   c.display_name, c.given_name,
          c.family_name, c.language, c.formality, c.country, c.created_at,   c.updated_at};
}

CustomerFile file_of(db::Tx& tx, Customer const& customer) {
  return {view_of(customer),
          salutation(addressing(customer)),
          contact_points(tx, customer.id),
          preferences(tx, customer.id),
          special_days(tx, customer.id),
          relations(tx, customer.id),
          newest_of(consents(tx, customer.id)),
          holds(tx, customer.id),
          merged_into(tx, customer.id)};
}

Result<Page<CustomerSummary>> list_page(db::Tx& tx, CustomerFilter const& filter) {
  std::int64_t const limit = filter.limit.value_or(kUsualPage);
  if (limit < 1 || limit > kMostOnPage)
    return invalid("limit", "wire.out_of_range",
                   {{"min", "1"}, {"max", std::to_string(kMostOnPage)}});
  if (filter.contact && !filter.contact->empty()) return found_by_contact(tx, *filter.contact);
  Page<CustomerSummary> page;
  if (filter.name && !filter.name->empty()) {
    for (auto const& row :
         tx.list<Customer>(sql::list_by_name, folded_name(filter.name->value), kMostOnPage))
      page.items.push_back(summary_of(row));
    return page;
  }
  Place const after = TRY(place_of(filter.cursor));
  auto const kind = filter.kind ? wire::enum_text(*filter.kind) : std::string();
  auto const language = filter.language ? std::string(tag(*filter.language)) : std::string();
  auto rows = tx.list<ListRow>(sql::list_customers, filter.state.value_or(CustomerState::Active),
                               after.sort_key, after.id, kind, language, limit + 1);
  bool const has_more = rows.size() > static_cast<std::size_t>(limit);
  if (has_more) rows.pop_back();
  if (has_more) page.next_cursor = base64url(rows.back().sort_key + " " + rows.back().id.text());
  for (auto& row : rows) page.items.push_back(std::move(row));
  return page;
}

}  // namespace vefa::customers
