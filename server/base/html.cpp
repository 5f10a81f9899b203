#include "base/html.hpp"

namespace vefa {

void escape_html(std::string& out, std::string_view text) {
  for (char const c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\0':
        break;
      default:
        out += c;
    }
  }
}

std::string escaped_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  escape_html(out, text);
  return out;
}

}  // namespace vefa
