// What the API shows of customers.
#pragma once
#include "modules/customers/duplicates.hpp"
#include "modules/customers/profile.hpp"
#include "modules/customers/rights.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {

struct CustomerView {
  CustomerId id;
  std::int64_t version = 1;
  CustomerKind kind = CustomerKind::Person;
  CustomerState state = CustomerState::Active;
  std::string display_name;
  std::string given_name;
  std::string family_name;
  Language language = Language::En;
  std::vector<Language> languages;
  Formality formality = Formality::Formal;
  std::string title;
  std::string address_as;
  std::string country;
  JsonObject custom;
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> erased_at;
};
BOOST_DESCRIBE_STRUCT(CustomerView, (),
                      (id, version, kind, state, display_name, given_name, family_name, language,
                       languages, formality, title, address_as, country, custom, created_at,
                       updated_at, erased_at))

/// Everything about one customer on one page.
struct CustomerFile {
  CustomerView customer;
  std::string salutation;
  std::vector<ContactPoint> contacts;
  std::vector<Preference> preferences;
  std::vector<SpecialDay> special_days;
  std::vector<Relation> relations;
  std::vector<Consent> consents;  // what holds today: the newest of each purpose and channel
  std::vector<Hold> holds;
  std::vector<CustomerId> merged;  // rows joined into this one
};
BOOST_DESCRIBE_STRUCT(CustomerFile, (),
                      (customer, salutation, contacts, preferences, special_days, relations,
                       consents, holds, merged))

struct CustomerSummary {
  CustomerId id;
  std::int64_t version = 1;
  CustomerKind kind = CustomerKind::Person;
  CustomerState state = CustomerState::Active;
  std::string display_name;
  std::string given_name;
  std::string family_name;
  Language language = Language::En;
  Formality formality = Formality::Formal;
  std::string country;
  Instant created_at;
  Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(CustomerSummary, (),
                      (id, version, kind, state, display_name, given_name, family_name, language,
                       formality, country, created_at, updated_at))

struct CustomerFilter {
  std::optional<CustomerKind> kind;
  std::optional<CustomerState> state;  // none: active
  std::optional<Language> language;
  std::optional<Text<320>> contact;   // exactly this e-mail address or phone number
  std::optional<Text<200>> name;      // exactly these words, in any order, case and marks aside
  std::optional<std::int64_t> limit;  // 1 to 200; none: 50
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(CustomerFilter, (), (kind, state, language, contact, name, limit, cursor))

CustomerView view_of(Customer const& customer);
CustomerSummary summary_of(Customer const& customer);
CustomerFile file_of(db::Tx& tx, Customer const& customer);
/// By name in the company's collation, or by contact or name when asked for. Errors:
/// error.bad_cursor, wire.out_of_range for the limit.
Result<Page<CustomerSummary>> list_page(db::Tx& tx, CustomerFilter const& filter);

}  // namespace vefa::customers
