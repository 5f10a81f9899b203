// Telephone numbers; the only face of libphonenumber.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace vefa::customers {

struct PhoneNumber {
  std::string e164;    // "+905321234567"
  std::string shown;   // "+90 532 123 45 67"; with its extension
  std::string region;  // ISO 3166-1 alpha-2 of the number's country; empty when none alone has it
};

/// `text` as people write it, in any script's digits; national numbers are read as of `region` (ISO
/// 3166-1 alpha-2). Nothing when no country has such a number. Numbers written with their country's
/// code are taken when their length is possible, for numbering plans grow faster than the library's
/// table.
std::optional<PhoneNumber> parse_phone(std::string_view text, std::string_view region);

}  // namespace vefa::customers
