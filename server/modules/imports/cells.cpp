#include "modules/imports/cells.hpp"

#include <charconv>

#include "calendar/zone.hpp"
#include "modules/imports/words.hpp"

namespace vefa::imports {
namespace {

JsonObject object_of(Args const& args) {
  JsonObject out;
  for (auto const& [name, value] : args) out[name] = value;
  return out;
}

bool is_yes(std::string const& folded) {
  static std::set<std::string> const all{"1",   "yes",  "y", "true", "x",     "evet",
                                         "var", "igen", "i", "כן",   "doğru", "igaz"};
  return all.contains(folded) || folded == "dogru";
}
bool is_no(std::string const& folded) {
  static std::set<std::string> const all{"0",   "no",  "n",  "false",  "hayir",
                                         "yok", "nem", "לא", "yanlis", "hamis"};
  return all.contains(folded);
}

std::string choice_of(fields::Field const& field, std::string const& text) {
  auto const folded = folded_words(text);
  for (auto const& choice : field.choices) {
    bool fits = folded_words(choice.value.value) == folded;
    for (auto const& [language, label] : choice.label) fits |= folded_words(label.value) == folded;
    if (fits) return choice.value.value;
  }
  return text;
}

/// The decimal sign of the country is a comma as often as a point.
Json number_of(std::string text) {
  if (text.find('.') == std::string::npos) std::replace(text.begin(), text.end(), ',', '.');
  auto const parsed = parse_json(text);
  return parsed.ok() && parsed->is_number() ? *parsed : Json(text);
}

/// What cannot be read stays a text, which the field's own check refuses by name.
Json typed(fields::Field const& field, std::string const& text, DateOrder order) {
  auto const folded = folded_words(text);
  switch (field.type) {
    case fields::FieldType::Text:
      return Json(text);
    case fields::FieldType::Number:
      return number_of(text);
    case fields::FieldType::Date: {
      auto const date = read_date(text, order);
      return Json(date ? to_text(date->date) : text);
    }
    case fields::FieldType::Choice:
      return Json(choice_of(field, text));
    case fields::FieldType::Bool:
      return is_yes(folded) ? Json(true) : is_no(folded) ? Json(false) : Json(text);
  }
  return Json(text);
}

}  // namespace

Cells::Cells(Bearings const& bearings, CsvRow const& row) : bearings_(bearings), row_(row) {
  if (!row.is_whole) problem("", "imports.torn_row");
  if (row.cells.size() > bearings.columns.size())
    problem("", "imports.too_many_cells", {{"columns", std::to_string(bearings.columns.size())}});
}

std::int64_t Cells::column_of(std::string_view meaning) const {
  auto const& mapping = bearings_.settings.mapping;
  for (std::size_t i = 0; i < mapping.size() && !meaning.empty(); ++i)
    if (mapping[i].value == meaning) return static_cast<std::int64_t>(i);
  return -1;
}

std::string Cells::text(std::string_view meaning) const {
  auto const column = column_of(meaning);
  if (column < 0 || static_cast<std::size_t>(column) >= row_.cells.size()) return {};
  return trim(normalize(row_.cells[static_cast<std::size_t>(column)]));
}

std::string Cells::text(std::string_view meaning, std::size_t most) {
  auto value = text(meaning);
  if (length_of(value) <= most) return value;
  problem(meaning, "wire.too_long", {{"max", std::to_string(most)}});
  return std::string(prefix_of(value, most));
}

void Cells::problem(std::string_view meaning, std::string key, Args const& args) {
  problems_.push_back({column_of(meaning), std::string(meaning), std::move(key), object_of(args)});
}

void Cells::unknown_word(std::string_view meaning, std::string const& allowed) {
  problem(meaning, "imports.unknown_word", {{"value", text(meaning)}, {"allowed", allowed}});
}

std::optional<Language> Cells::language(std::string_view meaning) {
  if (!has(meaning)) return std::nullopt;
  auto const found = parse_language(word_of("language", text(meaning)));
  if (!found) unknown_word(meaning, "tr, hu, he, en");
  return found;
}

std::optional<std::string> Cells::country(std::string_view meaning) {
  if (!has(meaning)) return std::nullopt;
  auto word = word_of("country", text(meaning));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (word.size() == 2) return word;
  unknown_word(meaning, "TR, HU, IL, DE, GB, …");
  return std::nullopt;
}

std::optional<Instant> Cells::instant(std::string_view meaning) {
  auto const written = text(meaning);
  if (written.empty()) return std::nullopt;
  if (auto const exact = parse_instant(written)) return exact;
  auto const date = read_date(written, bearings_.settings.date_order);
  auto const zone = calendar::Zone::find(bearings_.profile.zone);
  if (date && zone.ok()) return zone->instant(date->date, date->minute, calendar::Edge::Start);
  problem(meaning, "imports.no_date", {{"value", written}});
  return std::nullopt;
}

std::optional<LocalDate> Cells::date(std::string_view meaning) {
  auto const written = text(meaning);
  if (written.empty()) return std::nullopt;
  if (auto const found = read_date(written, bearings_.settings.date_order)) return found->date;
  problem(meaning, "imports.no_date", {{"value", written}});
  return std::nullopt;
}

std::optional<bool> Cells::yes_no(std::string_view meaning) {
  if (!has(meaning)) return std::nullopt;
  auto const folded = folded_words(text(meaning));
  if (is_yes(folded)) return true;
  if (is_no(folded)) return false;
  unknown_word(meaning, "yes, no");
  return std::nullopt;
}

std::optional<std::int64_t> Cells::whole_number(std::string_view meaning) {
  auto const written = text(meaning);
  if (written.empty()) return std::nullopt;
  std::int64_t number = 0;
  auto const* end = written.data() + written.size();
  auto const [at, error] = std::from_chars(written.data(), end, number);
  if (error == std::errc() && at == end) return number;
  problem(meaning, "imports.no_number", {{"value", written}});
  return std::nullopt;
}

std::string Cells::decimal(std::string_view meaning) {
  auto const written = text(meaning);
  auto amount = plain_decimal(written);
  if (!written.empty() && amount.empty())
    problem(meaning, "imports.no_number", {{"value", written}});
  return amount;
}

JsonObject Cells::custom(std::string const& prefix, std::vector<fields::Field> const& fields) {
  JsonObject out;
  for (auto const& field : fields) {
    auto const written = text(prefix + field.key);
    if (!written.empty()) out[field.key] = typed(field, written, bearings_.settings.date_order);
  }
  return out;
}

void Cells::take(Error const& error, MeaningOf const& meaning_of) {
  problem(meaning_of(error.field), error.key, error.args);
  for (auto const& more : error.also) problem(meaning_of(more.field), more.key, more.args);
}

}  // namespace vefa::imports
