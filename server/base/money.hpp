// Amounts of money: whole minor units of a named currency, never a float.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vefa {

/// ISO 4217 alphabetic code, e.g. "TRY".
struct Currency {
  char code[4] = "TRY";
  bool operator==(Currency const&) const = default;
  std::string_view text() const { return {code, 3}; }
  /// Digits behind the decimal point: 2 for most, 0 for JPY, 3 for KWD. HUF has 2 by ISO.
  int digits() const;
  /// Nothing unless it is a code of ISO 4217, in capitals; codes out of use are known too.
  static std::optional<Currency> parse(std::string_view code);
};

struct Money {
  std::int64_t minor = 0;
  Currency currency = {};
  bool operator==(Money const&) const = default;
};

/// Decimal text on the wire, e.g. "1250.50".
std::string decimal_text(Money amount);
/// Nothing for more digits than the currency has, an empty text, or a sum beyond 10^15 minor units.
std::optional<Money> parse_money(std::string_view decimal, Currency currency);

/// Of the magnitude: HalfUp and Up go away from zero, Down goes towards it.
enum class Rounding { HalfEven, HalfUp, Down, Up };
/// `amount` × `numerator` / `denominator`, rounded by name. The denominator is positive
/// (std::invalid_argument); a sum beyond 64 bits is std::overflow_error.
Money scale(Money amount, std::int64_t numerator, std::int64_t denominator, Rounding rounding);

}  // namespace vefa
