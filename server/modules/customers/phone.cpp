#include "modules/customers/phone.hpp"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>

namespace vefa::customers {
namespace {

namespace phones = i18n::phonenumbers;

phones::PhoneNumberUtil const& util() {
  // The library writes its refusals to standard output otherwise.
  static phones::PhoneNumberUtil const* const instance = [] {
    auto* made = phones::PhoneNumberUtil::GetInstance();
    static phones::NullLogger silent;
    phones::Logger::set_logger_impl(&silent);
    return made;
  }();
  return *instance;
}

}  // namespace

std::optional<PhoneNumber> parse_phone(std::string_view text, std::string_view region) {
  constexpr std::size_t kLongest = 80;
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  auto const& library = util();
  phones::PhoneNumber number;
  std::string const typed(text);
  auto const outcome =
      library.ParseAndKeepRawInput(typed, region.empty() ? "ZZ" : std::string(region), &number);
  if (outcome != phones::PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  bool const is_international =
      number.country_code_source() != phones::PhoneNumber::FROM_DEFAULT_COUNTRY;
  bool const is_known = library.IsValidNumber(number);
  if (!is_known && !(is_international && library.IsPossibleNumber(number))) return std::nullopt;
  PhoneNumber out;
  library.Format(number, phones::PhoneNumberUtil::E164, &out.e164);
  library.Format(number, phones::PhoneNumberUtil::INTERNATIONAL, &out.shown);
  library.GetRegionCodeForNumber(number, &out.region);
  if (out.region == "ZZ") out.region.clear();
  return out;
}

}  // namespace vefa::customers
