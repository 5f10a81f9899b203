// Pure decisions about customers: names, forms of address, what speaks for two rows being one
// person.
#pragma once
#include <set>

#include "modules/customers/customers.hpp"

namespace vefa::customers {

/// What a name's parts and its whole form look like after tidying.
struct Name {
  std::string display;
  std::string given;
  std::string family;
};
/// Of the name in a message's header: quotes go, "Yılmaz, Ayşe" becomes both parts. Nothing is
/// guessed from "Nagy Éva", whose order only its bearer knows. Empty when it is no name (an
/// address, digits).
Name read_header_name(std::string_view text);
/// Given and family name in the order in which `language` writes them: Hungarian the family name
/// first.
std::string full_name(std::string_view given, std::string_view family, Language language);
/// False for what stands in for a name: an e-mail address, a number, "—", nothing.
bool is_name(std::string_view display_name);
/// The folded words of a name in a fixed order, so that "Nagy Éva" is "Éva NAGY".
std::string folded_name(std::string_view display_name);

enum class Resemblance {
  SameEmail,
  SamePhone,
  SamePostal,
  SameSocial,
  SameName,
  SameDomain,
  SameBirthday,
  SameOrganisation
};
BOOST_DESCRIBE_ENUM(Resemblance, SameEmail, SamePhone, SamePostal, SameSocial, SameName, SameDomain,
                    SameBirthday, SameOrganisation)

/// What is compared of a customer.
struct Likeness {
  CustomerKind kind = CustomerKind::Person;
  std::string folded_name;  // empty when it has no real name
  std::set<std::pair<ContactKind, std::string>> contacts;
  std::set<std::string> birthdays;  // "MM-DD" or "YYYY-MM-DD"
  std::set<std::int64_t> organisations;
};
struct Score {
  int points = 0;                    // 0…100
  std::vector<Resemblance> reasons;  // strongest first
};
/// A name alone never makes a duplicate: many bear it. From kWorthShowing on people should look.
inline constexpr int kWorthShowing = 40;
Score compare(Likeness const& a, Likeness const& b);

}  // namespace vefa::customers
