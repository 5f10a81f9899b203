// Pieces of another direction within a right-to-left text.
#pragma once
#include <string>
#include <string_view>

#include "base/language.hpp"

namespace vefa::i18n {

/// A value as it may stand within a text of this language: in a right-to-left one, numbers and what
/// is written from left to right are set apart (U+2068 … U+2069, Unicode's isolates), so that their
/// signs stay with them and the words around stay in order. As it is where that is not needed: in
/// other languages, for a value of the text's own letters and numbers, for several
/// lines, for a `{placeholder}`. An address of a page is left alone too, since mail programs would
/// take the mark for a part of it.
std::string isolated(Language language, std::string_view value);

}  // namespace vefa::i18n
