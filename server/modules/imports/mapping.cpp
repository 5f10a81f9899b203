#include "modules/imports/mapping.hpp"

#include <charconv>

#include "base/text.hpp"
#include "modules/imports/words.hpp"

namespace vefa::imports {
namespace {

std::vector<std::string> const& of_people() {
  static std::vector<std::string> const all{
      "display_name", "given_name", "family_name", "title",       "address_as", "kind",
      "language",     "formality",  "country",     "email",       "email_2",    "phone",
      "phone_2",      "street",     "district",    "postal_code", "city"};
  return all;
}

std::vector<std::string> const& of_cases() {
  static std::vector<std::string> const all{"subject",  "text",  "case_kind", "channel",
                                            "priority", "state", "opened_at", "closed_at",
                                            "team",     "owner", "tags"};
  return all;
}

std::vector<std::string> const& of_products() {
  static std::vector<std::string> const all{"product_name",
                                            "manufacturer",
                                            "brand",
                                            "model",
                                            "gtin",
                                            "sku",
                                            "group",
                                            "name_tr",
                                            "name_hu",
                                            "name_he",
                                            "name_en",
                                            "product_kind",
                                            "legal_life_months"};
  return all;
}

std::vector<std::string> const& of_units() {
  static std::vector<std::string> const all{"serial",          "gtin",         "sku",
                                            "manufacturer",    "model",        "description",
                                            "manufactured_on", "place",        "sold_on",
                                            "seller",          "sale_number",  "price",
                                            "currency",        "delivered_on", "commissioned_on",
                                            "commissioned_by", "sale_country", "consumer",
                                            "used_goods",      "proof"};
  return all;
}

void add_fields(std::vector<std::string>& out, char const* prefix,
                std::vector<fields::Field> const& fields) {
  for (auto const& field : fields)
    if (!field.retired_at) out.push_back(prefix + field.key);
}

/// A custom field by its key or one of its labels.
std::string custom_field(std::string const& folded, char const* prefix,
                         std::vector<fields::Field> const& fields) {
  for (auto const& field : fields) {
    if (field.retired_at) continue;
    bool fits = folded_words(field.key) == folded;
    for (auto const& [language, label] : field.label) fits |= folded_words(label.value) == folded;
    if (fits) return prefix + field.key;
  }
  return {};
}

bool looks_like_email(std::string const& text) {
  auto const at = text.find('@');
  return at != std::string::npos && at > 0 && text.find('.', at) != std::string::npos &&
         text.find(' ') == std::string::npos;
}

bool looks_like_phone(std::string const& text) {
  std::size_t digits = 0;
  for (char const c : text) {
    if (std::isdigit(static_cast<unsigned char>(c))) ++digits;
    if (std::isalpha(static_cast<unsigned char>(c)) || c == '.' || c == ',') return false;
  }
  return digits >= 9 && digits <= 15;
}

/// What most of a column's values look like; empty where nothing does.
std::string by_values(std::size_t column, std::vector<CsvRow> const& sample) {
  std::size_t values = 0;
  std::size_t emails = 0;
  std::size_t phones = 0;
  for (auto const& row : sample) {
    if (column >= row.cells.size() || trim(row.cells[column]).empty()) continue;
    ++values;
    emails += looks_like_email(trim(row.cells[column])) ? 1 : 0;
    phones += looks_like_phone(row.cells[column]) ? 1 : 0;
  }
  if (values == 0) return {};
  if (emails * 10 >= values * 8) return "email";
  return phones * 10 >= values * 8 ? "phone" : "";
}

/// The numbers of a text in their order; nothing where there are more than six, or one too large.
std::optional<std::vector<int>> numbers_in(std::string_view text) {
  std::vector<int> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!std::isdigit(static_cast<unsigned char>(text[at]))) {
      ++at;
      continue;
    }
    int number = 0;
    auto const [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (error != std::errc() || out.size() == 7) return std::nullopt;
    out.push_back(number);
    at = static_cast<std::size_t>(end - text.data());
  }
  return out;
}

bool is_written_as_date(std::string_view text) {
  return text.find_first_not_of("0123456789.-/: TZ+APMapm") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> meanings(Target target, std::vector<fields::Field> const& customer_fields,
                                  std::vector<fields::Field> const& case_fields) {
  if (target == Target::Products) return of_products();
  std::vector<std::string> all = of_people();
  if (target == Target::Cases) all.insert(all.begin(), of_cases().begin(), of_cases().end());
  if (target == Target::Units) all.insert(all.begin(), of_units().begin(), of_units().end());
  add_fields(all, "custom.", customer_fields);
  if (target == Target::Cases) add_fields(all, "fields.", case_fields);
  return all;
}

std::vector<std::string> propose(Target target, std::vector<std::string> const& columns,
                                 std::vector<CsvRow> const& sample,
                                 std::vector<fields::Field> const& customer_fields,
                                 std::vector<fields::Field> const& case_fields) {
  auto const all = meanings(target, customer_fields, case_fields);
  std::vector<std::string> out(columns.size());
  auto const is_taken = [&](std::string const& meaning) {
    return std::find(out.begin(), out.end(), meaning) != out.end();
  };
  auto const take = [&](std::size_t column, std::string meaning) {
    if (!meaning.empty() && is_taken(meaning) && (meaning == "email" || meaning == "phone"))
      meaning += "_2";
    bool const known = std::find(all.begin(), all.end(), meaning) != all.end();
    if (known && !is_taken(meaning)) out[column] = meaning;
  };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto const folded = folded_words(columns[i]);
    auto own = target == Target::Cases ? custom_field(folded, "fields.", case_fields) : "";
    if (own.empty()) own = custom_field(folded, "custom.", customer_fields);
    take(i, own.empty() ? meaning_of_heading(columns[i], target) : own);
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (out[i].empty()) take(i, by_values(i, sample));
  return out;
}

std::string plain_decimal(std::string_view text) {
  constexpr std::size_t kLongestSign = 4;  // of a currency, in bytes
  std::string kept;
  std::size_t others = 0;
  for (char const c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) || c == '.' || c == ',' || c == '-')
      kept += c;
    else if (c != ' ')
      ++others;
  }
  if (others > kLongestSign) return {};
  while (!kept.empty() && (kept.back() == '.' || kept.back() == ',')) kept.pop_back();
  auto const last = kept.find_last_of(".,");
  // "12.990" is twelve thousand; "12.99" and "1234.5" have a part behind the sign.
  bool const has_part = last != std::string::npos && kept.size() - last - 1 <= 2;
  std::string out;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    bool const is_sign = kept[i] == '.' || kept[i] == ',';
    if (!is_sign) out += kept[i];
    if (is_sign && has_part && i == last) out += '.';
  }
  return out.find_first_of("0123456789") == std::string::npos ? "" : out;
}

std::optional<WrittenDate> read_date(std::string_view text, DateOrder order) {
  auto const trimmed = trim(text);
  auto const numbers = is_written_as_date(trimmed) ? numbers_in(trimmed) : std::nullopt;
  if (!numbers || numbers->size() < 3) return std::nullopt;
  auto const& n = *numbers;
  bool const year_first = n[0] > 31;
  LocalDate date{n[0], n[1], n[2]};
  if (!year_first) {
    date = {n[2], n[1], n[0]};
    // A day beyond twelve says which is which.
    bool const month_first = (order == DateOrder::Mdy && n[0] <= 12) || n[1] > 12;
    if (month_first) std::swap(date.month, date.day);
  }
  if (date.year < 1900 || date.year > 9998 || !parse_date(to_text(date))) return std::nullopt;
  WrittenDate out{date, 0};
  if (n.size() == 3) return out;
  int hour = n[3];
  int const minute = n.size() > 4 ? n[4] : 0;
  auto const folded = fold(trimmed);
  if (folded.find("pm") != std::string::npos && hour < 12) hour += 12;
  if (folded.find("am") != std::string::npos && hour == 12) hour = 0;
  if (hour > 23 || minute > 59) return std::nullopt;
  out.minute = hour * 60 + minute;
  return out;
}

}  // namespace vefa::imports
