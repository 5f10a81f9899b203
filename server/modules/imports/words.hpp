// The tables behind mapping.hpp.
#pragma once
#include "modules/imports/mapping.hpp"

namespace vefa::imports {

/// Folded, with single spaces for all that is neither letter nor digit.
std::string folded_words(std::string_view text);
/// Empty where the heading is not known.
std::string meaning_of_heading(std::string const& heading, Target target);

}  // namespace vefa::imports
