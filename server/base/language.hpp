// The languages of every screen, message and document.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace vefa {

enum class Language { En, Tr, Hu, He };

inline constexpr std::array kLanguages{Language::En, Language::Tr, Language::Hu, Language::He};

/// BCP 47: `en`, `tr`, `hu`, `he`.
constexpr std::string_view tag(Language language) {
  constexpr std::array<std::string_view, 4> kTags{"en", "tr", "hu", "he"};
  return kTags[static_cast<std::size_t>(language)];
}
/// Reads the primary subtag of `tr-TR`, `iw` (the old name of Hebrew) and the like; else nothing.
std::optional<Language> parse_language(std::string_view tag);
/// The best of Accept-Language's choices; `fallback` when none is ours.
Language negotiate_language(std::string_view accept_language, Language fallback);
constexpr bool is_right_to_left(Language language) { return language == Language::He; }

}  // namespace vefa
