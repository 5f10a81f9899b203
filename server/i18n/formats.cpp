#include <date/tz.h>
#include <unicode/datefmt.h>
#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>
#include <unicode/timezone.h>

#include <array>
#include <stdexcept>

#include "base/lender.hpp"
#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "i18n/locale.hpp"

namespace vefa::i18n {
namespace {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;
using icu::number::Precision;

void check(UErrorCode code, char const* what) {
  if (U_FAILURE(code))
    throw std::runtime_error(fmt::format("ICU: {}: {}", what, u_errorName(code)));
}

std::string to_utf8(icu::UnicodeString const& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

enum class Shape { Date, Time, DateTime, Day };
constexpr std::array<char const*, 4> kSkeletons{"yMMMMd", "Hm", "yMMMMEEEEdHm", "yMMMMEEEEd"};

/// One language's formatters. Opening one costs a thousand times its use, and ICU's must not be
/// used by two threads at once.
struct Formatters {
  std::array<std::unique_ptr<icu::DateFormat>, kSkeletons.size()> dates;
  std::unique_ptr<icu::ListFormatter> lists;
  LocalizedNumberFormatter numbers;
  std::map<std::string, LocalizedNumberFormatter> moneys;

  explicit Formatters(Language language)
      : numbers(NumberFormatter::withLocale(locale_of(language))) {
    UErrorCode code = U_ZERO_ERROR;
    auto const& locale = locale_of(language);
    for (std::size_t i = 0; i < dates.size(); ++i) {
      dates[i].reset(icu::DateFormat::createInstanceForSkeleton(kSkeletons[i], locale, code));
      check(code, "dates");
      // What it is given is local time already, as if it were UTC.
      dates[i]->setTimeZone(*icu::TimeZone::getGMT());
    }
    lists.reset(icu::ListFormatter::createInstance(locale, code));
    check(code, "lists");
  }
};

Lender<Formatters>::Loan formatters_of(Language language) {
  static std::array<std::unique_ptr<Lender<Formatters>>, kLanguages.size()> const lenders = [] {
    std::array<std::unique_ptr<Lender<Formatters>>, kLanguages.size()> made;
    for (auto const one : kLanguages)
      made[static_cast<std::size_t>(one)] =
          std::make_unique<Lender<Formatters>>([one] { return std::make_unique<Formatters>(one); });
    return made;
  }();
  return lenders[static_cast<std::size_t>(language)]->lend();
}

std::string date_shape(Language language, Shape shape, std::int64_t local_ms) {
  icu::UnicodeString out;
  formatters_of(language)->dates[static_cast<std::size_t>(shape)]->format(
      static_cast<UDate>(local_ms), out);
  return to_utf8(out);
}

/// Through the same zone database as calendar/, so that a deadline reads as it was computed.
std::int64_t local_ms(Instant instant, std::string_view zone) {
  date::sys_time<Duration> const at{Duration{instant.ms}};
  return date::locate_zone(std::string(zone))->to_local(at).time_since_epoch().count();
}

struct Unit {
  std::int64_t seconds;
  char const* key;
};
constexpr std::array<Unit, 4> kUnits{{{86400, "duration.days"},
                                      {3600, "duration.hours"},
                                      {60, "duration.minutes"},
                                      {1, "duration.seconds"}}};

}  // namespace

std::string date_text(Language language, LocalDate date) {
  std::chrono::sys_days const day = std::chrono::year{date.year} / date.month / date.day;
  return date_shape(language, Shape::Date, day.time_since_epoch().count() * std::int64_t{86400000});
}
std::string date_text(Language language, Instant instant, std::string_view zone) {
  return date_shape(language, Shape::Date, local_ms(instant, zone));
}
std::string time_text(Language language, Instant instant, std::string_view zone) {
  return date_shape(language, Shape::Time, local_ms(instant, zone));
}
std::string date_time_text(Language language, Instant instant, std::string_view zone) {
  return date_shape(language, Shape::DateTime, local_ms(instant, zone));
}
std::string due_text(Language language, Instant due_at, std::string_view zone) {
  auto const local = local_ms(due_at, zone);
  if (local % 86'400'000 != 0) return date_shape(language, Shape::DateTime, local);
  return date_shape(language, Shape::Day, local - 1);
}

std::string duration_text(Language language, Duration duration) {
  std::int64_t rest = std::abs(duration.count() / 1000);
  if (rest >= 60) rest -= rest % 60;
  std::vector<std::string> parts;
  for (auto const& unit : kUnits) {
    std::int64_t const count = rest / unit.seconds;
    rest %= unit.seconds;
    bool const nothing_yet = unit.seconds == 1 && parts.empty();
    if ((count > 0 && parts.size() < 2) || nothing_yet)
      parts.push_back(message(language, unit.key, {{"count", std::to_string(count)}}));
  }
  return language == Language::Tr ? join(parts, " ") : list_text(language, parts);
}

std::string number_text(Language language, std::int64_t number) {
  UErrorCode code = U_ZERO_ERROR;
  auto const text = formatters_of(language)->numbers.formatInt(number, code).toString(code);
  check(code, "number");
  return to_utf8(text);
}

std::string money_text(Language language, Money amount) {
  auto const formatters = formatters_of(language);
  auto& cache = formatters->moneys;
  std::string const currency(amount.currency.text());
  UErrorCode code = U_ZERO_ERROR;
  auto found = cache.find(currency);
  if (found == cache.end()) {
    auto precision = Precision::fixedFraction(amount.currency.digits());
    bool const forint = currency == "HUF";
    icu::CurrencyUnit const unit(icu::StringPiece(currency), code);
    auto made =
        NumberFormatter::withLocale(locale_of(language))
            .unit(unit)
            .precision(forint ? precision.trailingZeroDisplay(UNUM_TRAILING_ZERO_HIDE_IF_WHOLE)
                              : Precision(precision));
    check(code, "currency");
    found = cache.emplace(currency, std::move(made)).first;
  }
  auto const text = found->second.formatDecimal(decimal_text(amount), code).toString(code);
  check(code, "money");
  return to_utf8(text);
}

std::string list_text(Language language, std::vector<std::string> const& items) {
  std::vector<icu::UnicodeString> texts;
  texts.reserve(items.size());
  for (auto const& item : items) texts.push_back(icu::UnicodeString::fromUTF8(item));
  icu::UnicodeString out;
  UErrorCode code = U_ZERO_ERROR;
  formatters_of(language)->lists->format(texts.data(), static_cast<std::int32_t>(texts.size()), out,
                                         code);
  check(code, "list");
  return to_utf8(out);
}

}  // namespace vefa::i18n
