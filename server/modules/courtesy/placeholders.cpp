#include "modules/courtesy/placeholders.hpp"

#include <algorithm>

namespace vefa::courtesy {
namespace {

bool is_name_sign(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

/// The end of `{name}` that begins at `at`; npos when it is none.
std::size_t end_of_placeholder(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && is_name_sign(text[end])) ++end;
  if (end == at + 1 || end == text.size() || text[end] != '}') return std::string_view::npos;
  return end + 1;
}

struct Piece {
  std::string_view text;  // a name without its braces, or words
  bool is_placeholder;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t plain = 0;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at)) {
    auto const end = end_of_placeholder(text, at);
    if (end == std::string_view::npos) {
      ++at;
      continue;
    }
    if (at > plain) pieces.push_back({text.substr(plain, at - plain), false});
    pieces.push_back({text.substr(at + 1, end - at - 2), true});
    plain = at = end;
  }
  if (plain < text.size()) pieces.push_back({text.substr(plain), false});
  return pieces;
}

std::string_view value_of(Values const& values, std::string_view name) {
  for (auto const& [key, value] : values)
    if (key == name) return value;
  return {};
}

/// Nothing when every placeholder of the line is empty.
std::optional<std::string> fill_line(std::string_view line, Values const& values) {
  std::string out;
  bool has_placeholder = false;
  bool has_value = false;
  for (auto const& piece : pieces_of(line)) {
    auto const text = piece.is_placeholder ? value_of(values, piece.text) : piece.text;
    out += text;
    has_placeholder |= piece.is_placeholder;
    has_value |= piece.is_placeholder && !text.empty();
  }
  if (has_placeholder && !has_value) return std::nullopt;
  return out;
}

}  // namespace

std::vector<std::string> const& placeholder_names() {
  static std::vector<std::string> const names{
      "customer_name", "salutation", "case_number",  "case_subject", "promise_due",  "broken_due",
      "broken_word",   "remedy",     "agent_name",   "team_name",    "company_name", "yes_link",
      "no_link",       "case_link",  "rating_links", "text",         "signature"};
  return names;
}

std::vector<std::string> required_placeholders(TemplateKind kind) {
  switch (kind) {
    case TemplateKind::Acknowledgement:
    case TemplateKind::Apology:
    case TemplateKind::ApologyAgain:
    case TemplateKind::SurveyApology:
      return {"promise_due"};
    case TemplateKind::SolvedQuestion:
      return {"yes_link", "no_link"};
    case TemplateKind::RemedyGranted:
      return {"remedy"};
    case TemplateKind::SurveyQuestion:
      return {"rating_links"};
    case TemplateKind::Reply:
      return {"text"};
    case TemplateKind::FollowUp:
    case TemplateKind::Reopened:
    case TemplateKind::NotSolved:
      return {};
  }
  return {};
}

std::vector<std::string> placeholders_in(std::string_view text) {
  std::vector<std::string> names;
  for (auto const& piece : pieces_of(text))
    if (piece.is_placeholder && std::find(names.begin(), names.end(), piece.text) == names.end())
      names.emplace_back(piece.text);
  return names;
}

Result<void> check_placeholders(std::string_view text, std::optional<TemplateKind> kind,
                                std::string const& field) {
  auto const used = placeholders_in(text);
  auto const& known = placeholder_names();
  for (auto const& name : used)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return invalid(field, "courtesy.unknown_placeholder",
                     {{"name", name}, {"allowed", join(known, ", ")}});
  if (!kind) return {};
  for (auto const& name : required_placeholders(*kind))
    if (std::find(used.begin(), used.end(), name) == used.end())
      return invalid(field, "courtesy.lacks_placeholder", {{"name", name}});
  return {};
}

std::string fill(std::string_view text, Values const& values) {
  std::string out;
  int breaks = 0;
  for (auto const& line : split(text, '\n')) {
    auto filled = fill_line(line, values);
    if (!filled) continue;
    if (filled->empty()) {
      ++breaks;
      continue;
    }
    if (!out.empty()) out += breaks > 0 ? "\n\n" : "\n";
    breaks = 0;
    out += *filled;
  }
  return out;
}

}  // namespace vefa::courtesy
