#include "base/money.hpp"

#include <unicode/ucurr.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace vefa {
namespace {

constexpr std::int64_t kMaxMinor = 1'000'000'000'000'000;

// ISO 4217's minor units where they are not 2. ICU's own table follows custom, not the standard.
constexpr std::array<std::string_view, 17> kWhole{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                  "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                  "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> kThousandths{"BHD", "IQD", "JOD", "KWD",
                                                       "LYD", "OMR", "TND"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

/// Whether a magnitude with this quotient and remainder goes to the next one away from zero.
bool goes_away(__int128 quotient, __int128 remainder, std::int64_t divisor, Rounding rounding) {
  switch (rounding) {
    case Rounding::Down:
      return false;
    case Rounding::Up:
      return remainder > 0;
    case Rounding::HalfUp:
      return remainder * 2 >= divisor;
    case Rounding::HalfEven:
      return remainder * 2 > divisor || (remainder * 2 == divisor && quotient % 2 == 1);
  }
  return false;
}

}  // namespace

int Currency::digits() const {
  auto const is_in = [&](auto const& list) {
    return std::find(list.begin(), list.end(), text()) != list.end();
  };
  if (is_in(kWhole)) return 0;
  if (is_in(kThousandths)) return 3;
  return text() == "CLF" || text() == "UYW" ? 4 : 2;
}

std::optional<Currency> Currency::parse(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  Currency currency;
  std::array<UChar, 4> wide{};
  for (std::size_t i = 0; i < 3; ++i) {
    if (code[i] < 'A' || code[i] > 'Z') return std::nullopt;
    currency.code[i] = code[i];
    wide[i] = static_cast<UChar>(code[i]);
  }
  constexpr UDate kEver = 8.64e15;
  UErrorCode error = U_ZERO_ERROR;
  if (!ucurr_isAvailable(wide.data(), -kEver, kEver, &error) || U_FAILURE(error))
    return std::nullopt;
  return currency;
}

std::string decimal_text(Money amount) {
  int const digits = amount.currency.digits();
  // Through unsigned, so that the smallest number has a magnitude too.
  auto const raw = static_cast<std::uint64_t>(amount.minor);
  std::string text = std::to_string(amount.minor < 0 ? 0 - raw : raw);
  auto const wanted = static_cast<std::size_t>(digits) + 1;
  if (text.size() < wanted) text.insert(0, wanted - text.size(), '0');
  if (digits > 0) text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  return amount.minor < 0 ? "-" + text : text;
}

std::optional<Money> parse_money(std::string_view decimal, Currency currency) {
  bool const negative = decimal.starts_with('-');
  if (negative) decimal.remove_prefix(1);
  auto const point = decimal.find('.');
  std::string_view const whole = decimal.substr(0, point);
  std::string_view const part =
      point == std::string_view::npos ? std::string_view() : decimal.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && part.empty())) return std::nullopt;
  if (part.size() > static_cast<std::size_t>(currency.digits())) return std::nullopt;
  std::int64_t minor = 0;
  for (std::string_view const digits : {whole, part}) {
    for (char const c : digits) {
      if (!is_digit(c)) return std::nullopt;
      minor = minor * 10 + (c - '0');
      if (minor > kMaxMinor) return std::nullopt;
    }
  }
  std::int64_t const power = power_of_ten(currency.digits() - static_cast<int>(part.size()));
  if (minor > kMaxMinor / power) return std::nullopt;
  minor *= power;
  return Money{negative ? -minor : minor, currency};
}

Money scale(Money amount, std::int64_t numerator, std::int64_t denominator, Rounding rounding) {
  if (denominator <= 0) throw std::invalid_argument("scale: the denominator is positive");
  __int128 const product = static_cast<__int128>(amount.minor) * numerator;
  __int128 const magnitude = product < 0 ? -product : product;
  __int128 quotient = magnitude / denominator;
  if (goes_away(quotient, magnitude % denominator, denominator, rounding)) ++quotient;
  if (quotient > INT64_MAX) throw std::overflow_error("scale: the sum is too large");
  auto const minor = static_cast<std::int64_t>(quotient);
  return {product < 0 ? -minor : minor, amount.currency};
}

}  // namespace vefa
