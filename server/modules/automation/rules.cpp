#include "modules/automation/rules.hpp"

namespace vefa::automation {
namespace {

using Values = List<Text<200, 1>, 50>;

bool is_among(std::string const& one, Values const& values) {
  return std::any_of(values.begin(), values.end(),
                     [&](auto const& value) { return value.value == one; });
}

/// As people write it: a text as it is, a number and a yes without quotes.
std::string written(Json const& value) {
  if (value.is_string()) return std::string(value.get_string());
  return value.is_null() ? "" : boost::json::serialize(value);
}

std::optional<double> number_of(std::string const& text) {
  char* end = nullptr;
  double const number = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size()) return std::nullopt;
  return number;
}

/// Numbers by size, dates by their order as texts (2026-11-28).
bool is_at_least(std::string const& left, std::string const& right) {
  auto const a = number_of(left);
  auto const b = number_of(right);
  if (a && b) return *a >= *b;
  return !left.empty() && !a && !b && left >= right;
}

/// One value against a test on single values.
bool holds_of(std::string const& one, RuleCondition const& c) {
  switch (c.test) {
    case Comparison::IsAnyOf:
      return is_among(one, c.values);
    case Comparison::IsNoneOf:
      return !is_among(one, c.values);
    case Comparison::IsEmpty:
      return one.empty();
    case Comparison::IsNotEmpty:
      return !one.empty();
    case Comparison::AtLeast:
      return !c.values.empty() && is_at_least(one, c.values.front());
    case Comparison::AtMost:
      return !c.values.empty() && is_at_least(c.values.front(), one) && !one.empty();
    default:
      return false;
  }
}

bool holds_of_words(search::Reading const& text, RuleCondition const& c) {
  auto const has = [&](auto const& value) { return text.has(value.value); };
  switch (c.test) {
    case Comparison::ContainsAny:
      return std::any_of(c.values.begin(), c.values.end(), has);
    case Comparison::ContainsAll:
      return std::all_of(c.values.begin(), c.values.end(), has);
    case Comparison::ContainsNone:
      return std::none_of(c.values.begin(), c.values.end(), has);
    default:
      return false;
  }
}

bool holds_of_tags(std::vector<std::string> const& tags, RuleCondition const& c) {
  auto const is_set = [&](auto const& value) {
    return std::find(tags.begin(), tags.end(), fold(value.value)) != tags.end();
  };
  switch (c.test) {
    case Comparison::IsAnyOf:
      return std::any_of(c.values.begin(), c.values.end(), is_set);
    case Comparison::IsNoneOf:
      return std::none_of(c.values.begin(), c.values.end(), is_set);
    case Comparison::IsEmpty:
      return tags.empty();
    case Comparison::IsNotEmpty:
      return !tags.empty();
    default:
      return false;
  }
}

bool holds_of_addresses(std::vector<std::string> const& addresses, RuleCondition const& c) {
  bool const found = std::any_of(addresses.begin(), addresses.end(), [&](auto const& address) {
    return std::any_of(c.values.begin(), c.values.end(),
                       [&](auto const& end) { return address.ends_with(fold(end.value)); });
  });
  return c.test == Comparison::IsNoneOf ? !found : found;
}

std::string field_value(RuleCondition const& c, Facts const& facts) {
  auto const* value = c.field ? facts.fields.if_contains(c.field->value) : nullptr;
  return value ? written(*value) : "";
}

}  // namespace

bool holds(RuleCondition const& c, Facts const& facts) {
  switch (c.asks) {
    case Asks::Kind:
      return holds_of(facts.kind, c);
    case Asks::Channel:
      return holds_of(facts.channel, c);
    case Asks::Team:
      return holds_of(facts.team, c);
    case Asks::Owner:
      return holds_of(facts.owner, c);
    case Asks::Language:
      return holds_of(facts.language, c);
    case Asks::Priority:
      return holds_of(facts.priority, c);
    case Asks::Tag:
      return holds_of_tags(facts.tags, c);
    case Asks::Field:
      return holds_of(field_value(c, facts), c);
    case Asks::Subject:
      return holds_of_words(facts.subject, c);
    case Asks::Text:
      return holds_of_words(facts.text, c);
    case Asks::Country:
      return holds_of(facts.country, c);
    case Asks::Customer:
      return holds_of(facts.customer, c);
    case Asks::CustomerKind:
      return holds_of(facts.customer_kind, c);
    case Asks::Address:
      return holds_of_addresses(facts.addresses, c);
    case Asks::Rating:
      return facts.rating && holds_of(std::to_string(*facts.rating), c);
  }
  return false;
}

bool fits(Definition const& rule, Facts const& facts) {
  auto const is_so = [&](RuleCondition const& c) { return holds(c, facts); };
  auto const& all = rule.conditions;
  if (all.empty() || rule.match == Match::All) return std::all_of(all.begin(), all.end(), is_so);
  return std::any_of(all.begin(), all.end(), is_so);
}

}  // namespace vefa::automation
