// A customer's own link to what she owns.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modules/ids.hpp"

namespace vefa::units {

/// One that is printed on a paper names a unit: a paper changes hands with the thing, so it is good
/// for that unit alone, and while it is hers.
struct HerLink {
  CustomerId customer_id;
  UnitId unit_id;  // none: all that she owns
};
/// The secret part of the link.
std::string link_token(HerLink const& link);
/// Nothing unless the token was made by this server. Whose the unit is today the caller asks.
std::optional<HerLink> her_link_of_token(std::string_view token);

}  // namespace vefa::units
