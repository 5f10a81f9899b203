#include "http/form.hpp"

#include "base/text.hpp"
#include "http/url.hpp"

namespace vefa::http {
namespace {

constexpr std::size_t kMostParts = 100;
constexpr std::size_t kLongestBoundary = 200;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_plain(std::string_view text) {
  return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

/// Takes `text` up to `end` away; nothing when there is no end.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view end) {
  auto const at = text.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  auto const piece = text.substr(0, at);
  text.remove_prefix(at + end.size());
  return piece;
}

/// A parameter of a header field, `; name="value"` or `; name=value`. Browsers write %22 for a
/// quotation mark, so that none stands within.
std::optional<std::string> parameter(std::string_view field, std::string_view name) {
  while (take_until(field, ";")) {
    while (field.starts_with(' ') || field.starts_with('\t')) field.remove_prefix(1);
    auto const equals = field.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    auto value = field.substr(equals + 1);
    bool const is_it = lower(field.substr(0, equals)) == name;
    bool const quoted = value.starts_with('"');
    if (quoted) value.remove_prefix(1);
    auto const end = value.find(quoted ? '"' : ';');
    if (quoted && end == std::string_view::npos) return std::nullopt;
    if (is_it) return std::string(quoted ? value.substr(0, end) : trim(value.substr(0, end)));
    field = quoted ? value.substr(end + 1) : value.substr(std::min(end, value.size()));
  }
  return std::nullopt;
}

/// Header fields of a part; nothing without a name.
std::optional<FormPart> head_of(std::string_view head) {
  FormPart part;
  bool named = false;
  while (!head.empty()) {
    auto const line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(line.size() + 2, head.size()));
    auto const colon = std::min(line.find(':'), line.size());
    auto const field = lower(line.substr(0, colon));
    auto const value = line.substr(std::min(colon + 1, line.size()));
    if (field == "content-type") part.media_type = std::string(trim(value));
    if (field != "content-disposition") continue;
    auto name = parameter(value, "name");
    if (!name) return std::nullopt;
    part.name = std::move(*name);
    part.file_name = parameter(value, "filename").value_or("");
    named = true;
  }
  if (!named || !is_plain(part.name) || !is_plain(part.file_name) || !is_plain(part.media_type))
    return std::nullopt;
  return part;
}

std::optional<std::vector<FormPart>> parse_multipart(std::string_view content_type,
                                                     std::string_view body) {
  auto const boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kLongestBoundary) return std::nullopt;
  std::string const first = "--" + *boundary;
  std::string const next = "\r\n" + first;
  if (!take_until(body, first)) return std::nullopt;
  std::vector<FormPart> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return std::nullopt;
    body.remove_prefix(2);
    auto const head = take_until(body, "\r\n\r\n");
    auto const value = head ? take_until(body, next) : std::nullopt;
    auto part = value ? head_of(*head) : std::nullopt;
    if (!part) return std::nullopt;
    bool const is_file = !part->media_type.empty() || !part->file_name.empty();
    if (!is_file && !is_plain(*value)) return std::nullopt;
    part->value = *value;
    bool const was_left_empty = is_file && part->file_name.empty() && part->value.empty();
    if (was_left_empty) continue;
    if (is_file && part->file_name.empty()) part->file_name = "file";
    if (parts.size() == kMostParts) return std::nullopt;
    parts.push_back(std::move(*part));
  }
  return parts;
}

}  // namespace

std::optional<std::vector<FormPart>> parse_form(std::string_view content_type,
                                                std::string_view body) {
  if (lower(content_type).starts_with("multipart/form-data"))
    return parse_multipart(content_type, body);
  auto pairs = parse_query(body);
  if (!pairs) return std::nullopt;
  std::vector<FormPart> parts;
  for (auto& [name, value] : *pairs)
    parts.push_back({.name = std::move(name), .value = std::move(value)});
  return parts;
}

std::string text_of(std::vector<FormPart> const& form, std::string_view name) {
  for (auto const& part : form)
    if (part.name == name && part.file_name.empty()) return part.value;
  return {};
}

}  // namespace vefa::http
