// What a rule may say.
#include "modules/automation/forms.hpp"
#include "modules/customers/customers.hpp"

namespace vefa::automation {
namespace {

using Tests = std::vector<Comparison>;

/// Which tests go with what is asked, and what its values are: a closed list, ids, or free.
struct Question {
  Asks asks;
  Tests tests;
  std::vector<std::string> allowed = {};
  bool (*is_id)(std::string_view) = nullptr;
};

template <class IdType>
bool is_id(std::string_view text) {
  return IdType::parse(text).has_value();
}

std::vector<std::string> language_tags() {
  std::vector<std::string> all;
  for (auto const language : {Language::En, Language::Tr, Language::Hu, Language::He})
    all.emplace_back(tag(language));
  return all;
}

std::vector<Question> const& questions() {
  using enum automation::Comparison;
  static Tests const one{IsAnyOf, IsNoneOf};
  static Tests const maybe{IsAnyOf, IsNoneOf, IsEmpty, IsNotEmpty};
  static Tests const words{ContainsAny, ContainsAll, ContainsNone};
  static Tests const sizes{IsAnyOf, IsNoneOf, AtLeast, AtMost};
  static Tests const values{IsAnyOf, IsNoneOf, IsEmpty, IsNotEmpty, AtLeast, AtMost};
  static std::vector<Question> const all{
      {Asks::Kind, one, wire::enum_texts<cases::CaseKind>()},
      {Asks::Channel, one, wire::enum_texts<interactions::Channel>()},
      {Asks::Team, one, {}, is_id<TeamId>},
      {Asks::Owner, maybe, {}, is_id<StaffId>},
      {Asks::Language, one, language_tags()},
      {Asks::Priority, one, wire::enum_texts<cases::Priority>()},
      {Asks::Tag, maybe},
      {Asks::Field, values},
      {Asks::Subject, words},
      {Asks::Text, words},
      {Asks::Country, one},
      {Asks::Customer, one, {}, is_id<CustomerId>},
      {Asks::CustomerKind, one, wire::enum_texts<customers::CustomerKind>()},
      {Asks::Address, one},
      {Asks::Rating, sizes, {"1", "2", "3", "4", "5"}}};
  return all;
}

bool is_among(std::vector<std::string> const& all, std::string const& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool needs_values(Comparison test) {
  return test != Comparison::IsEmpty && test != Comparison::IsNotEmpty;
}
bool needs_one_value(Comparison test) {
  return test == Comparison::AtLeast || test == Comparison::AtMost;
}

std::string names_of(Tests const& tests) {
  std::vector<std::string> names;
  for (auto const test : tests) names.push_back(wire::enum_text(test));
  return join(names, ", ");
}

void check_condition(RuleCondition const& c, RuleWhen const& when, std::string const& path,
                     wire::Problems& problems) {
  auto const& question = questions().at(static_cast<std::size_t>(c.asks));
  if (std::find(question.tests.begin(), question.tests.end(), c.test) == question.tests.end())
    problems.add(wire::child(path, "test"), "wire.not_one_of",
                 {{"allowed", names_of(question.tests)}});
  if (c.asks == Asks::Field && !c.field) problems.add(wire::child(path, "field"), "wire.required");
  if (c.asks == Asks::Rating && when.trigger != Trigger::Rated)
    problems.add(wire::child(path, "asks"), "automation.rating_only_when_rated");
  if (needs_values(c.test) == c.values.empty())
    problems.add(wire::child(path, "values"),
                 c.values.empty() ? "automation.needs_values" : "automation.needs_no_values");
  if (needs_one_value(c.test) && c.values.size() > 1)
    problems.add(wire::child(path, "values"), "automation.needs_one_value");
  for (std::size_t i = 0; i < c.values.size(); ++i) {
    auto const& value = c.values[i].value;
    auto const at = wire::child(wire::child(path, "values"), i);
    if (!question.allowed.empty() && !is_among(question.allowed, value))
      problems.add(at, "wire.not_one_of", {{"allowed", join(question.allowed, ", ")}});
    if (question.is_id && !question.is_id(value)) problems.add(at, "automation.not_chosen");
  }
}

bool is_event_name(std::string const& name) {
  auto const fits = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !name.empty() && name.size() <= 40 && name != "called" &&
         std::all_of(name.begin(), name.end(), fits);
}

void check_word(RuleAction const& action, std::vector<std::string> const& allowed,
                std::string const& path, wire::Problems& problems) {
  if (!action.value || !is_among(allowed, action.value->value))
    problems.add(wire::child(path, "value"), "wire.not_one_of", {{"allowed", join(allowed, ", ")}});
}

void check_length(RuleAction const& action, std::size_t most, std::string const& path,
                  wire::Problems& problems) {
  auto const text = action.value ? trim(action.value->value) : "";
  if (text.empty()) problems.add(wire::child(path, "value"), "wire.required");
  if (length_of(text) > most)
    problems.add(wire::child(path, "value"), "wire.too_long", {{"max", std::to_string(most)}});
}

void check_promise(RuleAction const& action, std::string const& path, wire::Problems& problems) {
  if (!action.promise_kind) problems.add(wire::child(path, "promise_kind"), "wire.required");
  auto const hours = action.working_hours.value_or(0);
  if (hours < 1 || hours > kMostIdleHours)
    problems.add(wire::child(path, "working_hours"), "wire.out_of_range",
                 {{"min", "1"}, {"max", std::to_string(kMostIdleHours)}});
}

void check_action(RuleAction const& action, std::string const& path, wire::Problems& problems) {
  switch (action.act) {
    case Act::SetPriority:
      return check_word(action, wire::enum_texts<cases::Priority>(), path, problems);
    case Act::SetKind:
      return check_word(action, wire::enum_texts<cases::CaseKind>(), path, problems);
    case Act::AddTag:
    case Act::RemoveTag:
      return check_length(action, 60, path, problems);
    case Act::SetField:
      if (!action.field) problems.add(wire::child(path, "field"), "wire.required");
      return;
    case Act::HandOver:
      if (!action.team_id && !action.owner_id)
        problems.add(wire::child(path, "team_id"), "automation.needs_team_or_person");
      return;
    case Act::Note:
      return check_length(action, 5000, path, problems);
    case Act::RunMacro:
      if (!action.macro_id) problems.add(wire::child(path, "macro_id"), "wire.required");
      return;
    case Act::SendTemplate:
      if (!action.template_id) problems.add(wire::child(path, "template_id"), "wire.required");
      return;
    case Act::Promise:
      return check_promise(action, path, problems);
    case Act::CallWebhook:
      if (!action.value || !is_event_name(action.value->value))
        problems.add(wire::child(path, "value"), "automation.bad_event_name");
      return;
  }
}

void check_when(RuleWhen const& when, wire::Problems& problems) {
  bool const idle = when.trigger == Trigger::Idle;
  if (idle != when.idle_hours.has_value())
    problems.add("when.idle_hours",
                 idle ? "automation.needs_idle_hours" : "automation.idle_hours_only_when_idle");
  if (when.idle_hours && (*when.idle_hours < 1 || *when.idle_hours > kMostIdleHours))
    problems.add("when.idle_hours", "wire.out_of_range",
                 {{"min", "1"}, {"max", std::to_string(kMostIdleHours)}});
  if (when.tag && when.trigger != Trigger::Tagged)
    problems.add("when.tag", "automation.tag_only_when_tagged");
}

}  // namespace

Result<void> check(Definition const& form) {
  wire::Problems problems;
  check_when(form.when, problems);
  for (std::size_t i = 0; i < form.conditions.size(); ++i)
    check_condition(form.conditions[i], form.when, wire::child("conditions", i), problems);
  if (form.actions.empty()) problems.add("actions", "automation.no_actions");
  for (std::size_t i = 0; i < form.actions.size(); ++i)
    check_action(form.actions[i], wire::child("actions", i), problems);
  if (!problems.empty()) return problems.take();
  return {};
}

}  // namespace vefa::automation
