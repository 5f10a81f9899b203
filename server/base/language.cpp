#include "base/language.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace vefa {
namespace {

// Longer headers come from no browser; the rest of such a header is not read.
constexpr std::size_t kMaxHeader = 512;

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The weight of `;q=0.8`, 1 when there is none, 0 when it cannot be read.
double weight_of(std::string_view parameters) {
  auto const at = parameters.find("q=");
  if (at == std::string_view::npos) return 1.0;
  std::string_view const text = trim_spaces(parameters.substr(at + 2));
  double weight = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc{} || weight < 0 || weight > 1) return 0;
  return weight;
}

}  // namespace

std::optional<Language> parse_language(std::string_view tag_text) {
  std::string const primary = lower_ascii(tag_text.substr(0, tag_text.find_first_of("-_")));
  if (primary == "iw") return Language::He;
  for (Language const language : kLanguages)
    if (tag(language) == primary) return language;
  return std::nullopt;
}

Language negotiate_language(std::string_view accept_language, Language fallback) {
  std::string_view rest = accept_language.substr(0, kMaxHeader);
  Language best = fallback;
  double best_weight = 0;
  while (!rest.empty()) {
    auto const comma = rest.find(',');
    std::string_view const item = trim_spaces(rest.substr(0, comma));
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    auto const semicolon = item.find(';');
    std::string_view const range = trim_spaces(item.substr(0, semicolon));
    double const weight =
        semicolon == std::string_view::npos ? 1.0 : weight_of(item.substr(semicolon));
    auto const language = range == "*" ? std::optional(fallback) : parse_language(range);
    if (language && weight > best_weight) {
      best = *language;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace vefa
