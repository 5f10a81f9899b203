// Small operations on UTF-8 text. What needs Unicode data is done by ICU in text.cpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace vefa {

bool is_utf8(std::string_view bytes);
/// Each byte that belongs to no well-formed character becomes U+FFFD; for text from outside.
std::string repair_utf8(std::string_view bytes);
/// Unicode scalar values, not bytes. The text must be UTF-8.
std::size_t length_of(std::string_view utf8);
/// The first `count` scalar values.
std::string_view prefix_of(std::string_view utf8, std::size_t count);
/// Without leading and trailing white space (Unicode's, and the invisible marks of direction).
std::string trim(std::string_view utf8);
/// Canonical composition, with NUL and control characters but tab and line feed removed, CRLF → LF.
std::string normalize(std::string_view utf8);
/// For comparing what people type: NFKD, without marks, case folded, and İ I ı i all `i`.
/// The same for all languages, so that both databases find the same rows.
std::string fold(std::string_view utf8);
/// Key that sorts bytewise as a reader of `language` expects; hexadecimal text.
std::string sort_key(std::string_view utf8, std::string_view language_tag);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::vector<std::string> const& parts, std::string_view separator);
/// `CamelCase` → `camel_case`: enumerators on the wire and in columns.
std::string snake_case(std::string_view camel);
/// Whether `snake` is the snake case of `camel`; allocates nothing.
bool is_snake_case_of(std::string_view snake, std::string_view camel);
std::string hex(std::string_view bytes);
std::string base64url(std::string_view bytes);
/// Empty when malformed.
std::string from_base64url(std::string_view text);

}  // namespace vefa
