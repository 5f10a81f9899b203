#include "base/text.hpp"

#include <sodium.h>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

namespace vefa {
namespace {

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::UnicodeString to_icu(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

std::string to_utf8(icu::UnicodeString const& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

void check(UErrorCode code, char const* what) {
  if (U_FAILURE(code))
    throw std::runtime_error(std::string("ICU: ") + what + ": " + u_errorName(code));
}

icu::Normalizer2 const& composer() {
  static icu::Normalizer2 const& instance = [&]() -> icu::Normalizer2 const& {
    UErrorCode code = U_ZERO_ERROR;
    auto const* found = icu::Normalizer2::getNFCInstance(code);
    check(code, "NFC");
    return *found;
  }();
  return instance;
}

icu::Normalizer2 const& compatible_decomposer() {
  static icu::Normalizer2 const& instance = [&]() -> icu::Normalizer2 const& {
    UErrorCode code = U_ZERO_ERROR;
    auto const* found = icu::Normalizer2::getNFKDInstance(code);
    check(code, "NFKD");
    return *found;
  }();
  return instance;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Bytes of the scalar value at `at`; 0 when there is no well-formed one (RFC 3629).
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  unsigned const lead = byte(0);
  if (lead < 0x80) return 1;
  std::size_t const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + size > bytes.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if (!is_continuation(bytes[at + i])) return 0;
  unsigned const second = byte(1);
  bool const overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  bool const surrogate = lead == 0xED && second > 0x9F;
  bool const beyond = lead == 0xF4 && second > 0x8F;
  return overlong || surrogate || beyond ? 0 : size;
}

/// The scalar value of a well-formed sequence.
UChar32 scalar_at(std::string_view bytes, std::size_t at, std::size_t size) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  if (size == 1) return byte(0);
  UChar32 value = byte(0) & (0xFF >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) value = value << 6 | (byte(i) & 0x3F);
  return value;
}

bool is_trimmed(UChar32 c) {
  // LRM, RLM, ALM, zero-width space, byte order mark: people paste them without seeing them.
  return u_isUWhiteSpace(c) || c == 0x200E || c == 0x200F || c == 0x061C || c == 0x200B ||
         c == 0xFEFF;
}

bool is_mark(UChar32 c) {
  auto const category = u_charType(c);
  return category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

icu::UnicodeString without_marks(icu::UnicodeString const& text) {
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < text.length();) {
    UChar32 const c = text.char32At(i);
    i += U16_LENGTH(c);
    if (!is_mark(c)) out.append(c);
  }
  return out;
}

/// Drops controls but tab and line feed; CRLF and a lone CR become LF. The text is UTF-8.
std::string without_controls(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    auto const c = static_cast<unsigned char>(utf8[i]);
    if (c == '\r') {
      if (i + 1 >= utf8.size() || utf8[i + 1] != '\n') out += '\n';
    } else if (c == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0) {
      ++i;  // U+0080…U+009F
    } else if ((c >= 0x20 && c != 0x7F) || c == '\t' || c == '\n') {
      out += static_cast<char>(c);
    }
  }
  return out;
}

/// Collators are costly to open; one a thread and language.
icu::Collator& collator_of(std::string_view language_tag) {
  thread_local std::map<std::string, std::unique_ptr<icu::Collator>, std::less<>> cache;
  auto found = cache.find(language_tag);
  if (found == cache.end()) {
    std::string const name(language_tag);
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(
        icu::Collator::createInstance(icu::Locale::forLanguageTag(name, code), code));
    check(code, "collator");
    found = cache.emplace(name, std::move(made)).first;
  }
  return *found->second;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t const size = sequence_at(bytes, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t const size = sequence_at(bytes, at);
    out += size == 0 ? std::string_view("\xEF\xBF\xBD") : bytes.substr(at, size);
    at += std::max<std::size_t>(size, 1);
  }
  return out;
}

std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return !is_continuation(c); }));
}

std::string_view prefix_of(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (; at < utf8.size(); ++at)
    if (!is_continuation(utf8[at]) && count-- == 0) break;
  return utf8.substr(0, at);
}

std::string trim(std::string_view utf8) {
  std::size_t first = utf8.size();
  std::size_t last = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    std::size_t const size = std::max<std::size_t>(sequence_at(utf8, at), 1);
    if (!is_trimmed(scalar_at(utf8, at, size))) {
      first = std::min(first, at);
      last = at + size;
    }
    at += size;
  }
  return first < last ? std::string(utf8.substr(first, last - first)) : std::string();
}

std::string normalize(std::string_view utf8) {
  std::string clean = without_controls(utf8);
  if (is_ascii(clean)) return clean;
  UErrorCode code = U_ZERO_ERROR;
  std::string out;
  out.reserve(clean.size());
  icu::StringByteSink<std::string> sink(&out);
  icu::StringPiece const piece(clean.data(), static_cast<std::int32_t>(clean.size()));
  composer().normalizeUTF8(0, piece, sink, nullptr, code);
  check(code, "normalize");
  return out;
}

std::string fold(std::string_view utf8) {
  if (is_ascii(utf8)) {
    std::string out(utf8);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
  }
  UErrorCode code = U_ZERO_ERROR;
  auto const decompose = [&](icu::UnicodeString const& text) {
    auto decomposed = compatible_decomposer().normalize(text, code);
    check(code, "fold");
    return without_marks(decomposed);
  };
  // A second turn, because folding case may leave what decomposes again.
  icu::UnicodeString text = decompose(to_icu(utf8)).foldCase();
  text = decompose(text).foldCase();
  return to_utf8(
      text.findAndReplace(icu::UnicodeString(UChar32{0x0131}), icu::UnicodeString(u'i')));
}

std::string sort_key(std::string_view utf8, std::string_view language_tag) {
  icu::UnicodeString const text = to_icu(utf8);
  auto& collator = collator_of(language_tag);
  std::string key(64 + utf8.size() * 4, '\0');
  auto const fill = [&] {
    return static_cast<std::size_t>(collator.getSortKey(
        text, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<std::int32_t>(key.size())));
  };
  std::size_t size = fill();
  if (size > key.size()) {
    key.resize(size);
    size = fill();
  }
  key.resize(size == 0 ? 0 : size - 1);  // without the closing zero
  return hex(key);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    auto const at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string join(std::vector<std::string> const& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string snake_case(std::string_view camel) {
  std::string out;
  for (std::size_t i = 0; i < camel.size(); ++i) {
    bool const upper = camel[i] >= 'A' && camel[i] <= 'Z';
    if (upper && i > 0) out += '_';
    out += upper ? static_cast<char>(camel[i] - 'A' + 'a') : camel[i];
  }
  return out;
}

bool is_snake_case_of(std::string_view snake, std::string_view camel) {
  std::size_t at = 0;
  auto const next_is = [&](char c) { return at < snake.size() && snake[at++] == c; };
  for (std::size_t i = 0; i < camel.size(); ++i) {
    bool const upper = camel[i] >= 'A' && camel[i] <= 'Z';
    if (upper && i > 0 && !next_is('_')) return false;
    if (!next_is(upper ? static_cast<char>(camel[i] - 'A' + 'a') : camel[i])) return false;
  }
  return at == snake.size();
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (char const c : bytes) {
    auto const byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string base64url(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                    bytes.size(), kVariant);
  out.pop_back();  // the closing zero
  return out;
}

std::string from_base64url(std::string_view text) {
  std::string out(text.size() * 3 / 4 + 3, '\0');
  std::size_t size = 0;
  char const* end = nullptr;
  int const failed = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                       text.data(), text.size(), nullptr, &size, &end,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (failed != 0 || end != text.data() + text.size()) return {};
  out.resize(size);
  return out;
}

}  // namespace vefa
