// Text within HTML.
#pragma once
#include <string>
#include <string_view>

namespace vefa {

/// Appends `text` so that it is nothing but text, in an element and in a quoted attribute alike; a
/// NUL is left out.
void escape_html(std::string& out, std::string_view text);
std::string escaped_html(std::string_view text);

}  // namespace vefa
