#include <algorithm>
#include <set>

#include "fuzz/targets.hpp"

namespace vefa::fuzz {
namespace {

constexpr std::string_view kNameLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";

std::set<std::string_view> const kElements{
    "a",   "abbr",   "address", "b",   "bdi",   "bdo",        "big",    "blockquote", "br",
    "i",   "center", "cite",    "p",   "code",  "caption",    "col",    "colgroup",   "dd",
    "del", "dfn",    "div",     "dl",  "dt",    "figcaption", "figure", "em",         "font",
    "h1",  "h2",     "h3",      "h4",  "h5",    "h6",         "hr",     "img",        "ins",
    "kbd", "li",     "mark",    "ol",  "pre",   "strike",     "strong", "q",          "s",
    "sub", "samp",   "small",   "sup", "table", "span",       "tbody",  "td",         "tfoot",
    "th",  "thead",  "tr",      "tt",  "u",     "ul",         "var"};
std::set<std::string_view> const kAttributes{
    "dir",     "lang",    "align",  "valign",   "bgcolor", "style",           "title",
    "href",    "rel",     "target", "data-cid", "src",     "data-remote-src", "alt",
    "colspan", "rowspan", "span",   "start",    "color",   "width",           "height"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool begins_with_any(std::string const& text, std::initializer_list<std::string_view> all) {
  return std::any_of(all.begin(), all.end(), [&](auto one) { return text.starts_with(one); });
}

std::string unsafe_value(std::string_view name, std::string const& value) {
  bool const address = name == "href" || name == "src" || name == "data-remote-src";
  for (char const c : value)
    if (address && static_cast<unsigned char>(c) <= 0x20) return "white space in an address";
  if (name == "href" && !begins_with_any(value, {"http://", "https://", "mailto:"}))
    return "a link to " + value;
  if (name == "data-remote-src" && !begins_with_any(value, {"http://", "https://"}))
    return "a remote picture at " + value;
  if (name == "src" &&
      !begins_with_any(value, {"data:image/png;base64,", "data:image/jpeg;base64,",
                               "data:image/gif;base64,", "data:image/webp;base64,"}))
    return "a picture at " + value;
  if (name != "style") return {};
  for (std::string_view bad : {"url", "expression", "@", "\\", "/", "\"", "position", "&"})
    if (value.find(bad) != std::string::npos) return "a style of " + value;
  return {};
}

/// Takes a tag's inside, from behind `<` to before `>`.
std::string unsafe_tag(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  auto const end = std::min(tag.find_first_not_of(kNameLetters), tag.size());
  if (!kElements.contains(tag.substr(0, end))) return "the element " + std::string(tag);
  tag.remove_prefix(end);
  while (!tag.empty()) {
    auto const equals = tag.find("=\"");
    if (tag[0] != ' ' || equals == std::string_view::npos) return "a tag " + std::string(tag);
    auto const name = tag.substr(1, equals - 1);
    auto const quote = tag.find('"', equals + 2);
    if (!kAttributes.contains(name)) return "the attribute " + std::string(name);
    if (quote == std::string_view::npos) return "an open quotation " + std::string(tag);
    auto const value = tag.substr(equals + 2, quote - equals - 2);
    if (auto why = unsafe_value(name, lower(value)); !why.empty()) return why;
    tag.remove_prefix(quote + 1);
  }
  return {};
}

}  // namespace

std::string unsafe_in(std::string_view html) {
  for (std::size_t at = 0; at < html.size(); ++at) {
    if (html[at] == '>' || html[at] == '\0') return "a bare > or NUL";
    if (html[at] != '<') continue;
    auto const end = html.find('>', at);
    if (end == std::string_view::npos) return "an open tag";
    if (auto why = unsafe_tag(html.substr(at + 1, end - at - 1)); !why.empty()) return why;
    at = end;
  }
  return {};
}

}  // namespace vefa::fuzz
