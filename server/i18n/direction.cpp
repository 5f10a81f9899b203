#include "i18n/direction.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace vefa::i18n {
namespace {

constexpr std::string_view kBegin = "\u2068";  // first strong isolate
constexpr std::string_view kEnd = "\u2069";    // pop directional isolate

struct Letters {
  bool right = false;
  bool left = false;
  bool number = false;
};

Letters letters_of(std::string_view text) {
  Letters found;
  auto const length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, length, c);
    if (c < 0) continue;
    auto const direction = u_charDirection(c);
    found.right |= direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    found.left |= direction == U_LEFT_TO_RIGHT;
    found.number |= direction == U_EUROPEAN_NUMBER;
  }
  return found;
}

}  // namespace

std::string isolated(Language language, std::string_view value) {
  std::string const as_it_is(value);
  if (!is_right_to_left(language) || value.starts_with('{')) return as_it_is;
  if (value.find('\n') != std::string_view::npos || value.find("://") != std::string_view::npos ||
      value.starts_with('/') || value.find(kBegin) != std::string_view::npos)
    return as_it_is;
  auto const letters = letters_of(value);
  bool const foreign = letters.left || (letters.number && !letters.right);
  return foreign ? std::string(kBegin) + as_it_is + std::string(kEnd) : as_it_is;
}

}  // namespace vefa::i18n
