#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/lender.hpp"
#include "base/log.hpp"
#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"
#include "i18n/locale.hpp"

namespace vefa::i18n {
namespace {

constexpr std::string_view kFolder = "server/i18n/texts/";

/// One message in all languages.
using Texts = std::array<std::string, kLanguages.size()>;
using Catalogue = std::map<std::string, Texts, std::less<>>;

Texts read_texts(std::string_view file, std::string_view key, Json const& entry) {
  Texts texts;
  for (Language const language : kLanguages) {
    auto const* text = entry.is_object() ? entry.get_object().if_contains(tag(language)) : nullptr;
    if (!text || !text->is_string())
      throw std::logic_error(fmt::format("{}: {} has no text in {}", file, key, tag(language)));
    texts[static_cast<std::size_t>(language)] = text->get_string();
  }
  if (entry.get_object().size() != texts.size())
    throw std::logic_error(fmt::format("{}: {} has a language that is not ours", file, key));
  return texts;
}

Catalogue load() {
  Catalogue all;
  for (auto const& file : embedded_files()) {
    if (!file.path.starts_with(kFolder)) continue;
    auto const json = parse_json(file.bytes);
    if (!json || !json->is_object())
      throw std::logic_error(fmt::format("{} is not a JSON object", file.path));
    for (auto const& [key, entry] : json->get_object())
      if (!all.emplace(key, read_texts(file.path, key, entry)).second)
        throw std::logic_error(fmt::format("{}: {} stands in another file too", file.path, key));
  }
  return all;
}

Catalogue const& catalogue() {
  static Catalogue const all = load();
  return all;
}

using Names = std::set<std::string, std::less<>>;

/// A text made ready for ICU, with the arguments that must be numbers, and those that select.
struct Ready {
  icu::MessageFormat format;
  Names numbers;
  Names words;
};

Names names_of(icu::MessagePattern const& pattern, bool selecting) {
  Names names;
  for (std::int32_t i = 0; i + 1 < pattern.countParts(); ++i) {
    auto const& part = pattern.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
    auto const type = part.getArgType();
    if (type == UMSGPAT_ARG_TYPE_NONE || (type == UMSGPAT_ARG_TYPE_SELECT) != selecting) continue;
    std::string name;
    pattern.getSubstring(pattern.getPart(i + 1)).toUTF8String(name);
    names.insert(name);
  }
  return names;
}

std::unique_ptr<Ready> make_ready(Language language, std::string const& text) {
  UErrorCode code = U_ZERO_ERROR;
  UParseError where{};
  icu::UnicodeString const source = icu::UnicodeString::fromUTF8(text);
  icu::MessagePattern pattern(UMSGPAT_APOS_DOUBLE_OPTIONAL, code);
  pattern.parse(source, &where, code);
  auto ready =
      std::make_unique<Ready>(Ready{icu::MessageFormat(source, locale_of(language), where, code),
                                    names_of(pattern, false), names_of(pattern, true)});
  if (U_FAILURE(code)) return nullptr;
  return ready;
}

/// ICU's message formats must not be used by two threads at once. Null: the text is none.
using MadeReady = std::map<std::pair<Language, std::string const*>, std::unique_ptr<Ready>>;

Ready const* ready_for(MadeReady& made, Language language, std::string const& text) {
  auto& slot = made[{language, &text}];
  if (!slot) slot = make_ready(language, text);
  return slot.get();
}

icu::Formattable to_formattable(std::string const& value, bool number) {
  if (number) {
    std::int64_t whole = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), whole);
    if (error == std::errc{} && end == value.data() + value.size()) return icu::Formattable(whole);
  }
  return icu::Formattable(icu::UnicodeString::fromUTF8(value));
}

/// What chooses a form (a number, a select's word) stays as it is.
icu::Formattable value_of(Language language, std::string const& value, Ready const& ready,
                          std::string const& name) {
  if (ready.numbers.contains(name) || ready.words.contains(name))
    return to_formattable(value, ready.numbers.contains(name));
  return to_formattable(isolated(language, value), false);
}

std::string fill(Language language, Ready const& ready, Args const& args) {
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (auto const& [name, value] : args) {
    names.push_back(icu::UnicodeString::fromUTF8(name));
    std::string const word = name == "what" ? "word." + value : std::string();
    bool const known = !word.empty() && has_message(word);
    values.push_back(known ? to_formattable(message(language, word), false)
                           : value_of(language, value, ready, name));
  }
  icu::UnicodeString out;
  UErrorCode code = U_ZERO_ERROR;
  ready.format.format(names.data(), values.data(), static_cast<std::int32_t>(values.size()), out,
                      code);
  std::string text;
  if (U_SUCCESS(code)) out.toUTF8String(text);
  return text;
}

}  // namespace

std::string message(Language language, std::string_view key, Args const& args) {
  auto const found = catalogue().find(key);
  if (found == catalogue().end()) {
    log::warn("i18n.unknown_key", {{"key", std::string(key)}});
    return std::string(key);
  }
  static Lender<MadeReady> lender;
  auto const made = lender.lend();
  auto const* ready = ready_for(*made, language, found->second[static_cast<std::size_t>(language)]);
  std::string text = ready ? fill(language, *ready, args) : std::string();
  if (!text.empty()) return text;
  log::error("i18n.bad_message",
             {{"key", std::string(key)}, {"language", std::string(tag(language))}});
  return std::string(key);
}

std::string message(Language language, Error const& error) {
  return message(language, error.key, error.args);
}

bool has_message(std::string_view key) { return catalogue().contains(key); }

std::vector<std::string> all_keys() {
  std::vector<std::string> keys;
  for (auto const& [key, texts] : catalogue()) keys.push_back(key);
  return keys;
}

}  // namespace vefa::i18n
