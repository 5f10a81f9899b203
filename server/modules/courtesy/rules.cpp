// What a template and a macro must be. Pure.
#include <algorithm>
#include <charconv>

#include "modules/courtesy/forms.hpp"
#include "modules/courtesy/placeholders.hpp"

namespace vefa::courtesy {
namespace {

constexpr std::int64_t kMaxSnoozeMinutes = 60 * 24 * 365;
constexpr std::size_t kMaxTag = 60;
// The words of cases, which stands above this module.
constexpr std::string_view kPriorities[] = {"low", "normal", "high", "urgent"};
constexpr std::string_view kCaseKinds[] = {"question",     "suggestion",  "complaint", "repair",
                                           "installation", "maintenance", "order",     "return"};

template <std::size_t N>
std::optional<Error> not_one_of(std::string const& value, std::string_view const (&known)[N],
                                std::string const& field) {
  if (std::find(known, known + N, value) != known + N) return std::nullopt;
  return invalid(field, "wire.not_one_of",
                 {{"allowed", fmt::format("{}", fmt::join(known, known + N, ", "))}});
}

template <class IdType>
std::optional<Error> not_id(std::string const& value, std::string const& field) {
  if (IdType::parse(value)) return std::nullopt;
  return invalid(field, "wire.bad_id", {{"expected", IdType{1}.text()}});
}

std::optional<Error> not_length(std::string const& value, std::size_t max,
                                std::string const& field) {
  if (value.empty()) return invalid(field, "wire.required");
  if (length_of(value) > max)
    return invalid(field, "wire.too_long", {{"limit", std::to_string(max)}});
  return std::nullopt;
}

std::optional<Error> not_minutes(std::string const& value, std::string const& field) {
  std::int64_t minutes = 0;
  auto const* end = value.data() + value.size();
  auto const read = std::from_chars(value.data(), end, minutes);
  if (read.ec == std::errc() && read.ptr == end && minutes >= 1 && minutes <= kMaxSnoozeMinutes)
    return std::nullopt;
  return invalid(field, "wire.out_of_range",
                 {{"min", "1"}, {"max", std::to_string(kMaxSnoozeMinutes)}});
}

std::optional<Error> not_empty(std::string const& value, std::string const& field) {
  if (value.empty()) return std::nullopt;
  return invalid(field, "courtesy.takes_no_value");
}

using Check = std::optional<Error> (*)(std::string const& value, std::string const& field);

/// Each action with what its value must be.
constexpr std::pair<std::string_view, Check> kActions[] = {
    {"set_team", &not_id<TeamId>},
    {"set_owner",
     [](auto const& v, auto const& f) { return v == "me" ? std::nullopt : not_id<StaffId>(v, f); }},
    {"set_priority", [](auto const& v, auto const& f) { return not_one_of(v, kPriorities, f); }},
    {"set_kind", [](auto const& v, auto const& f) { return not_one_of(v, kCaseKinds, f); }},
    {"add_tag", [](auto const& v, auto const& f) { return not_length(v, kMaxTag, f); }},
    {"remove_tag", [](auto const& v, auto const& f) { return not_length(v, kMaxTag, f); }},
    {"reply", &not_id<TemplateId>},
    {"note", [](auto const& v, auto const& f) { return not_length(v, 5000, f); }},
    {"snooze", &not_minutes},
    {"solve", &not_empty},
};

std::string action_names() {
  std::vector<std::string> names;
  for (auto const& [name, check] : kActions) names.emplace_back(name);
  return join(names, ", ");
}

std::optional<Error> refusal(ActionForm const& form, std::string const& field) {
  for (auto const& [name, check] : kActions)
    if (name == form.action.value) return check(form.value.value, wire::child(field, "value"));
  return invalid(wire::child(field, "action"), "wire.not_one_of", {{"allowed", action_names()}});
}

void add(wire::Problems& problems, Error const& error) {
  problems.add(error.field, error.key, error.args);
}

}  // namespace

Result<void> check(NewTemplate const& form) {
  wire::Problems problems;
  if (form.texts.empty()) problems.add("texts", "courtesy.no_texts");
  std::set<std::pair<Language, customers::Formality>> seen;
  for (std::size_t i = 0; i < form.texts.size(); ++i) {
    auto const& text = form.texts[i];
    auto const field = wire::child("texts", i);
    auto const formality = text.formality.value_or(customers::Formality::Formal);
    if (!seen.emplace(text.language, formality).second)
      problems.add(wire::child(field, "language"), "courtesy.text_twice");
    auto const subject = check_placeholders(text.subject.value, {}, wire::child(field, "subject"));
    if (!subject) add(problems, subject.error());
    auto const body = check_placeholders(text.body.value, form.kind, wire::child(field, "body"));
    if (!body) add(problems, body.error());
  }
  if (!problems.empty()) return problems.take();
  return {};
}

Result<void> check(NewMacro const& form) {
  wire::Problems problems;
  if (form.actions.empty()) problems.add("actions", "courtesy.no_actions");
  for (std::size_t i = 0; i < form.actions.size(); ++i)
    if (auto const error = refusal(form.actions[i], wire::child("actions", i)))
      add(problems, *error);
  if (!problems.empty()) return problems.take();
  return {};
}

}  // namespace vefa::courtesy
