// Bodies of HTML forms, with and without files.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vefa::http {

/// One field of a form. A file input that was left empty is no part.
struct FormPart {
  std::string name;
  std::string file_name;  // empty: a text
  std::string media_type;
  std::string value;  // a text in UTF-8, or a file's bytes
};

/// Reads application/x-www-form-urlencoded and multipart/form-data (RFC 7578), by the request's
/// Content-Type; parts in their order. Nothing when it is malformed, a name or a text is no UTF-8
/// or holds a NUL, or there are more than 100 parts.
std::optional<std::vector<FormPart>> parse_form(std::string_view content_type,
                                                std::string_view body);

/// The first text of this name; empty when there is none.
std::string text_of(std::vector<FormPart> const& form, std::string_view name);

}  // namespace vefa::http
