// HTML of strangers: made safe to show, and made text. Parsed by libgumbo, never passed through.
#pragma once
#include <string>
#include <string_view>

namespace vefa::email {

/// Beyond this many tags a document is not parsed: it was made to be expensive.
inline constexpr std::size_t kMaxTags = 30000;

struct SafeHtml {
  std::string html;  // a fragment of allowed elements and attributes, written anew
  std::string text;  // the same as plain text; quotations as lines beginning with `>`
  bool remote_pictures = false;
  bool too_complex = false;  // html is empty, text by stripping tags only
};

/// Allowed: text, lists, tables, links (http, https, mailto), pictures. Left out with their
/// content: scripts, styles, frames, objects, form controls, SVG. No event handlers, classes or
/// ids; of styles only colours, weight, alignment and direction. A remote picture's address stands
/// in `data-remote-src`, so that nothing is loaded until it is asked for; a part of the mail in
/// `data-cid`.
SafeHtml read_html(std::string_view utf8);

}  // namespace vefa::email
