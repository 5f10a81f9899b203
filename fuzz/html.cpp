#include "modules/channels/email/html.hpp"
#include "base/text.hpp"
#include "fuzz/targets.hpp"

namespace vefa::fuzz {

std::string check_html(std::string_view page) {
  // Pages come decoded, so they are UTF-8, and a NUL cannot be in them.
  std::string const utf8 = normalize(repair_utf8(page));
  auto const first = email::read_html(utf8);
  if (!is_utf8(first.html)) return "the HTML is no UTF-8: " + first.html;
  if (!is_utf8(first.text)) return "the text is no UTF-8: " + first.text;
  if (auto why = unsafe_in(first.html); !why.empty()) return why + " in " + first.html;
  auto const again = email::read_html(first.html);
  if (again.html != first.html) return "read again " + first.html + " becomes " + again.html;
  return {};
}

}  // namespace vefa::fuzz
