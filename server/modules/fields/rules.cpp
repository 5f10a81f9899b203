#include "modules/fields/rules.hpp"

#include <cmath>
#include <set>

namespace vefa::fields {
namespace {

constexpr std::size_t kLongestText = 2000;

std::string path_of(Target target, std::string_view key) {
  return std::string(target == Target::Customer ? "custom." : "fields.") + std::string(key);
}

std::string choices_of(Field const& field) {
  std::vector<std::string> values;
  for (auto const& choice : field.choices) values.push_back(choice.value);
  return join(values, ", ");
}

/// The value as it is stored; nothing after adding a problem.
std::optional<Json> read(Field const& field, Json const& in, std::string const& path,
                         wire::Problems& problems) {
  auto refuse = [&](char const* key, Args args = {}) -> std::optional<Json> {
    problems.add(path, key, std::move(args));
    return std::nullopt;
  };
  switch (field.type) {
    case FieldType::Text: {
      std::string text;
      if (!wire::read_text(in, path, 1, kLongestText, text, problems)) return std::nullopt;
      return Json(text);
    }
    case FieldType::Number:
      if (!in.is_number()) return refuse("fields.not_number");
      if (in.is_double() && !std::isfinite(in.get_double())) return refuse("fields.not_number");
      return in;
    case FieldType::Date:
      if (!in.is_string() || !parse_date(std::string_view(in.get_string())))
        return refuse("fields.not_date");
      return in;
    case FieldType::Choice:
      for (auto const& choice : field.choices)
        if (in.is_string() && std::string_view(in.get_string()) == choice.value.value) return in;
      return refuse("fields.not_choice", {{"choices", choices_of(field)}});
    case FieldType::Bool:
      if (!in.is_bool()) return refuse("fields.not_bool");
      return in;
  }
  return std::nullopt;
}

Field const* find(std::vector<Field> const& fields, std::string_view key) {
  for (auto const& field : fields)
    if (field.key == key) return &field;
  return nullptr;
}

Result<void> check_label(Label const& label, std::string const& path) {
  if (label.empty()) return invalid(path, "fields.no_label");
  for (auto const& [language, text] : label) {
    auto const known = parse_language(language);
    if (!known || tag(*known) != language) return invalid(path, "fields.bad_label_language");
  }
  return {};
}

}  // namespace

Result<JsonObject> check(std::vector<Field> const& fields, Target target, JsonObject const& values,
                         JsonObject const& before) {
  wire::Problems problems;
  JsonObject out;
  for (auto const& [key, value] : values) {
    auto const* field = find(fields, key);
    std::string const path = path_of(target, key);
    auto const* old = before.if_contains(key);
    bool const is_unchanged_relic = field && field->retired_at && old && *old == value;
    if (is_unchanged_relic) continue;
    if (!field || field->retired_at) {
      problems.add(path, "fields.unknown", {{"key", std::string(key)}});
    } else if (!value.is_null()) {
      if (auto good = read(*field, value, path, problems)) out[key] = std::move(*good);
    }
  }
  for (auto const& field : fields) {
    if (field.retired_at) {
      if (auto const* old = before.if_contains(field.key)) out[field.key] = *old;
    } else if (field.required && (!values.contains(field.key) || values.at(field.key).is_null())) {
      problems.add(path_of(target, field.key), "fields.required", {{"key", field.key}});
    }
  }
  if (!problems.empty()) return problems.take();
  return out;
}

Result<void> check_definition(Field const& field) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  bool const is_word = !field.key.empty() && field.key.size() <= 40 && std::isalpha(field.key[0]) &&
                       field.key.find_first_not_of(kLetters) == std::string::npos;
  if (!is_word) return invalid("key", "fields.bad_key");
  TRY(check_label(field.label, "label"));
  if (field.type != FieldType::Choice) {
    if (!field.choices.empty()) return invalid("choices", "fields.no_choices_here");
    return {};
  }
  if (field.choices.empty()) return invalid("choices", "fields.needs_choices");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < field.choices.size(); ++i) {
    auto const path = wire::child("choices", i);
    if (!seen.insert(field.choices[i].value).second) return invalid(path, "fields.choice_twice");
    TRY(check_label(field.choices[i].label, wire::child(path, "label")));
  }
  return {};
}

}  // namespace vefa::fields
