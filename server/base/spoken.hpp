// What a person could call words.
#pragma once
#include <string>
#include <string_view>

namespace vefa {

/// Without what cannot be seen: control characters, marks of direction, joiners of no width. A line
/// feed and a tab stay.
std::string visible(std::string_view utf8);
/// Two letters or digits at least, of any script.
bool has_words(std::string_view utf8);

}  // namespace vefa
