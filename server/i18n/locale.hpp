// ICU's name of each language, for the files of this folder.
#pragma once
#include <unicode/locid.h>

#include "base/language.hpp"

namespace vefa::i18n {

/// English is that of Europe: the day before the month, 24 hours.
inline icu::Locale const& locale_of(Language language) {
  static icu::Locale const locales[] = {{"en", "GB"}, {"tr", "TR"}, {"hu", "HU"}, {"he", "IL"}};
  return locales[static_cast<std::size_t>(language)];
}

}  // namespace vefa::i18n
