#include "modules/units/rules.hpp"

#include "base/text.hpp"

namespace vefa::units {
namespace {

bool is_plain(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Cyrillic and Greek capitals that a label shows exactly like Latin ones.
std::string latin_twins(std::string text) {
  static constexpr std::pair<std::string_view, char> kTwins[] = {
      {"а", 'A'}, {"в", 'B'}, {"е", 'E'}, {"к", 'K'}, {"м", 'M'}, {"н", 'H'}, {"о", 'O'},
      {"р", 'P'}, {"с", 'C'}, {"т", 'T'}, {"х", 'X'}, {"у", 'Y'}, {"α", 'A'}, {"β", 'B'},
      {"ε", 'E'}, {"ζ", 'Z'}, {"η", 'H'}, {"ι", 'I'}, {"κ", 'K'}, {"μ", 'M'}, {"ν", 'N'},
      {"ο", 'O'}, {"ρ", 'P'}, {"τ", 'T'}, {"υ", 'Y'}, {"χ", 'X'}};
  for (auto const& [twin, letter] : kTwins)
    for (auto at = text.find(twin); at != std::string::npos; at = text.find(twin, at))
      text.replace(at, twin.size(), 1, letter);
  return text;
}

char lookalike(char c) {
  switch (c) {
    case 'O':
    case 'Q':
    case 'D':
      return '0';
    case 'I':
    case 'L':
      return '1';
    case 'Z':
      return '2';
    case 'S':
      return '5';
    case 'G':
      return '6';
    case 'B':
      return '8';
    default:
      return c;
  }
}

Error runs_back(Reading const& other, std::int64_t value) {
  return refused("units.meter_runs_back",
                 {{"value", std::to_string(value)},
                  {"other", std::to_string(other.value)},
                  {"at", to_text(other.at).substr(0, 10)}},
                 "value");
}

}  // namespace

std::string normalized_serial(std::string_view typed) {
  std::string out;
  for (char c : fold(typed)) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    // Letters of other scripts are kept as they are; spaces and signs only divide.
    if (is_plain(c) || static_cast<unsigned char>(c) >= 0x80) out += c;
  }
  return out;
}

std::string lookalike_serial(std::string_view typed) {
  std::string out = latin_twins(normalized_serial(typed));
  for (char& c : out) c = lookalike(c);
  return out;
}

std::optional<std::string> read_country(std::string_view typed) {
  std::string const country = normalized_serial(typed);
  bool const good = country.size() == 2 && country[0] >= 'A' && country[0] <= 'Z' &&
                    country[1] >= 'A' && country[1] <= 'Z';
  return good ? std::optional(country) : std::nullopt;
}

Result<MeterAnswer> place_reading(std::vector<Reading> const& of_meter, Instant at,
                                  std::int64_t value, bool replaced) {
  Reading const* before = nullptr;
  Reading const* after = nullptr;
  // Readings of two rows that were merged may contradict each other: the highest total stands.
  for (auto const& reading : of_meter)
    if (reading.at <= at && (!before || reading.total >= before->total)) before = &reading;
  for (auto const& reading : of_meter)
    if (reading.at > at && !after && (!before || reading.total >= before->total)) after = &reading;
  if (replaced) {
    if (after && !after->replaced)
      return refused(
          "units.meter_not_replaced_yet",
          {{"other", std::to_string(after->value)}, {"at", to_text(after->at).substr(0, 10)}},
          "at");
    return MeterAnswer{before ? before->total : 0};
  }
  if (before && value < before->value) return runs_back(*before, value);
  if (after && !after->replaced && value > after->value) return runs_back(*after, value);
  std::int64_t const total = before ? before->total + (value - before->value) : value;
  if (after && total > after->total) return runs_back(*after, value);
  return MeterAnswer{total};
}

Result<Mended> mend_reading(std::vector<Reading> const& of_meter, Reading const& gone,
                            std::optional<std::int64_t> right) {
  auto const self = std::find_if(of_meter.begin(), of_meter.end(),
                                 [&](Reading const& one) { return one.id == gone.id; });
  auto const next = self == of_meter.end() ? self : std::next(self);
  bool const goes_on = next != of_meter.end() && !next->replaced;  // on the same meter
  Mended mended{.total = gone.total};
  if (next != of_meter.end()) mended = {.total = gone.total, .at = next->at, .id = next->id};
  if (gone.replaced) {
    if (!goes_on) return mended;
    if (!right)
      return refused("units.reading_begins_meter", {{"other", std::to_string(next->value)},
                                                    {"at", to_text(next->at).substr(0, 10)}});
    if (*right > next->value) return runs_back(*next, *right);
    mended.raised_by = gone.value - *right;
    return mended;
  }
  // A meter that came after it begins with what this one says; one that goes on tells by itself.
  std::vector<Reading> others(of_meter.begin(), self);
  std::int64_t before = 0;
  for (auto const& one : others) before = std::max(before, one.total);
  if (goes_on) others.insert(others.end(), next, of_meter.end());
  if (right) mended.total = TRY(place_reading(others, gone.at, *right, false)).total;
  bool const begins = next != of_meter.end() && !goes_on && next->total == gone.total;
  if (begins) mended.raised_by = std::max(before, right ? mended.total : 0) - gone.total;
  return mended;
}

}  // namespace vefa::units
