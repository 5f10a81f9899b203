// Whether a rule fits a case: pure, no database, no clock.
#pragma once
#include "modules/automation/forms.hpp"
#include "modules/search/search.hpp"

namespace vefa::automation {

/// What a case is like at the moment of asking. Ids and enums as wire texts.
struct Facts {
  std::string kind;
  std::string channel;
  std::string team;
  std::string owner;  // empty: nobody
  std::string language;
  std::string priority;
  std::vector<std::string> tags;  // folded
  JsonObject fields;
  std::string country;  // ISO 3166, upper case
  std::string customer;
  std::string customer_kind;
  std::vector<std::string> addresses;  // lower case
  std::optional<std::int64_t> rating;
  search::Reading subject;
  search::Reading text;
};

bool holds(RuleCondition const& condition, Facts const& facts);
/// All or any of the conditions hold; none at all fit every case.
bool fits(Definition const& rule, Facts const& facts);

}  // namespace vefa::automation
