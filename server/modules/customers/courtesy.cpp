#include "i18n/i18n.hpp"
#include "modules/customers/rules.hpp"

namespace vefa::customers {

Addressing addressing(Customer const& customer) {
  Addressing a{.kind = customer.kind,
               .language = customer.language,
               .formality = customer.formality,
               .title = customer.title,
               .given_name = customer.given_name,
               .family_name = customer.family_name,
               .address_as = customer.address_as};
  bool const has_parts = customer.kind == CustomerKind::Person && !a.family_name.empty();
  if (has_parts) {
    a.full_name = full_name(a.given_name, a.family_name, a.language);
  } else if (customer.state != CustomerState::Erased && is_name(customer.display_name)) {
    a.full_name = customer.display_name;
  }
  return a;
}

std::string salutation(Addressing const& a) {
  auto const say = [&](char const* key, std::string const& name) {
    return i18n::message(a.language, key, {{"name", name}});
  };
  if (!a.address_as.empty()) return say("customers.salute_as_wished", a.address_as);
  if (a.formality == Formality::Informal && a.kind == CustomerKind::Person && !a.given_name.empty())
    return say("customers.salute_informal", a.given_name);
  if (a.full_name.empty()) return say("customers.salute_unknown", "");
  std::string const titled = a.title.empty() ? a.full_name : a.title + " " + a.full_name;
  return say("customers.salute_formal", titled);
}

}  // namespace vefa::customers
