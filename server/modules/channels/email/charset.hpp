// Bytes of mails to UTF-8: by their label where it is true, by what they say where it is not.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/language.hpp"

namespace vefa::email {

struct Decoded {
  std::string text;     // UTF-8, NFC, line feeds
  std::string charset;  // by which it was read
  bool label_was_wrong = false;
};

/// Labels are read as their common supersets (iso-8859-9 as windows-1254). A label that cannot be
/// true is set aside: valid UTF-8 is read as such, otherwise the one of windows-1254, -1250, -1255,
/// -1252 in which the text has the letters of its language. iso-8859-8 is put into logical order
/// when its final letters stand first. `hint` decides between equals.
Decoded decode_text(std::string_view bytes, std::string_view label,
                    std::optional<Language> hint = {});

/// The language a text is written in, if it is one of ours and plain enough.
std::optional<Language> language_of(std::string_view utf8);

}  // namespace vefa::email
