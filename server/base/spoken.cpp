#include "base/spoken.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace vefa {
namespace {

bool is_invisible(UChar32 c) {
  auto const kind = u_charType(c);
  bool const is_control = kind == U_CONTROL_CHAR && c != '\n' && c != '\t';
  return is_control || kind == U_FORMAT_CHAR ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/// Calls `each` with every scalar value and its bytes.
template <class Each>
void for_each_scalar(std::string_view utf8, Each const& each) {
  auto const size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t at = 0; at < size;) {
    auto const from = at;
    UChar32 c = 0;
    U8_NEXT(utf8.data(), at, size, c);
    if (c >= 0)
      each(c, utf8.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from)));
  }
}

}  // namespace

std::string visible(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for_each_scalar(utf8, [&](UChar32 c, std::string_view bytes) {
    if (!is_invisible(c)) out += bytes;
  });
  return out;
}

bool has_words(std::string_view utf8) {
  constexpr int kFewest = 2;
  int found = 0;
  for_each_scalar(utf8, [&](UChar32 c, std::string_view) {
    if (!is_invisible(c) && u_isalnum(c)) ++found;
  });
  return found >= kFewest;
}

}  // namespace vefa
