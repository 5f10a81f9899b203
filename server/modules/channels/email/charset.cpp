#include "modules/channels/email/charset.hpp"

#include <cld2/public/compact_lang_det.h>
#include <unicode/ubidi.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.hpp"

namespace vefa::email {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

/// Nothing when ICU does not know the name.
std::optional<icu::UnicodeString> convert(std::string_view bytes, std::string const& charset) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(),
                          status);
  if (U_FAILURE(status)) return std::nullopt;
  return text;
}

std::string to_utf8(icu::UnicodeString const& text) {
  std::string out;
  return text.toUTF8String(out);
}

std::string lower_label(std::string_view label) {
  std::string out;
  for (char c : label)
    if (c != ' ' && c != '"' && c != '\'' && c != '\t')
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (auto star = out.find('*'); star != std::string::npos)
    out.resize(star);  // RFC 2231's language
  return out;
}

/// The superset that mail programs mean by a label; empty where the label says nothing.
std::string superset_of(std::string const& label) {
  static std::pair<std::string_view, std::string_view> const kSupersets[] = {
      {"iso-8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"cp1252", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"iso8859-9", "windows-1254"},
      {"iso_8859-9", "windows-1254"},
      {"latin5", "windows-1254"},
      {"cp1254", "windows-1254"},
      {"x-cp1254", "windows-1254"},
      {"iso8859-2", "iso-8859-2"},
      {"latin2", "iso-8859-2"},
      {"cp1250", "windows-1250"},
      {"x-cp1250", "windows-1250"},
      {"iso-8859-8-i", "windows-1255"},
      {"iso-8859-8-e", "windows-1255"},
      {"iso-8859-8", "windows-1255"},
      {"iso8859-8", "windows-1255"},
      {"visual", "windows-1255"},
      {"logical", "windows-1255"},
      {"cp1255", "windows-1255"},
      {"x-cp1255", "windows-1255"},
      {"gb2312", "gb18030"},
      {"gbk", "gb18030"},
      {"utf8", "utf-8"},
      {"unicode-1-1-utf-8", "utf-8"},
      {"us-ascii", ""},
      {"ascii", ""},
      {"ansi_x3.4-1968", ""},
      {"unknown-8bit", ""},
      {"x-unknown", ""},
      {"8bit", ""},
      {"default", ""},
      {"unknown", ""}};
  for (auto [from, to] : kSupersets)
    if (label == from) return std::string(to);
  return label;
}

bool has_high_byte(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
}

bool is_hebrew(char16_t c) { return c >= 0x5D0 && c <= 0x5EA; }
bool is_latin(char16_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

struct Candidate {
  char const* charset;
  std::optional<Language> language;
  std::u16string_view letters;  // beyond ASCII, that a text of the language consists of
};
constexpr std::array<Candidate, 4> kCandidates{{
    {"windows-1254", Language::Tr, u"çğıöşüÇĞİÖŞÜâîûÂÎÛ"},
    {"windows-1250", Language::Hu, u"áéíóöőúüűÁÉÍÓÖŐÚÜŰ"},
    {"windows-1255", Language::He, u""},
    {"windows-1252", std::nullopt, u"àâäáãåæçéèêëíìîïñóòôöõøúùûüßœÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜŒ"},
}};

/// Signs of punctuation that all four code pages have.
bool is_common_sign(char16_t c) {
  return c == 0xA0 || c == 0xA7 || c == 0xA9 || c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xB1 ||
         c == 0xB7 || c == 0xBB || c == 0xB4 || c == 0xBD || (c >= 0x2010 && c <= 0x2044) ||
         c == 0x20AC || c == 0x20AA || c == 0x2122 || c == 0x200E || c == 0x200F;
}

bool fits(Candidate const& candidate, icu::UnicodeString const& text, std::int32_t at) {
  char16_t const c = text.charAt(at);
  if (candidate.language != Language::He)
    return candidate.letters.find(c) != std::u16string_view::npos;
  if (c >= 0x5B0 && c <= 0x5C3) return true;  // vowel points
  if (!is_hebrew(c)) return false;
  bool const before = at > 0 && is_latin(text.charAt(at - 1));
  bool const after = at + 1 < text.length() && is_latin(text.charAt(at + 1));
  return !before && !after;
}

/// The share of letters beyond ASCII that a text of the candidate's language would have: 0…1; 1
/// when there are none.
double plausibility(Candidate const& candidate, icu::UnicodeString const& text) {
  int letters = 0;
  int good = 0;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    char16_t const c = text.charAt(i);
    if (c < 0x80 || is_common_sign(c)) continue;
    ++letters;
    if (fits(candidate, text, i)) ++good;
  }
  return letters == 0 ? 1.0 : static_cast<double>(good) / letters;
}

struct Guess {
  Candidate const* candidate = nullptr;
  icu::UnicodeString text;
  double score = -1;
};

Guess guess(std::string_view bytes, std::optional<Language> hint) {
  Guess best;
  auto const consider = [&](Candidate const& candidate) {
    auto text = convert(bytes, candidate.charset);
    if (!text) return;
    double const score = plausibility(candidate, *text);
    if (score > best.score + 0.01) best = {&candidate, std::move(*text), score};
  };
  for (auto const& candidate : kCandidates)
    if (hint && candidate.language == hint) consider(candidate);
  for (auto const& candidate : kCandidates) consider(candidate);
  return best;
}

Candidate const* candidate_of(std::string const& charset) {
  std::string const name = charset == "iso-8859-2" ? "windows-1250" : charset;
  for (auto const& candidate : kCandidates)
    if (name == candidate.charset) return &candidate;
  return nullptr;
}

/// ICU takes UTF-16 without a mark as big-endian; Windows programs write the other.
std::string utf16_name(std::string_view bytes, std::string const& label) {
  if (label != "utf-16" && label != "utf16" && label != "ucs-2" && label != "unicode") return label;
  if (bytes.size() >= 2 && (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF"))
    return "utf-16";
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] == 0) ++(i % 2 == 0 ? even : odd);
  return odd > even ? "utf-16le" : "utf-16be";
}

/// A final letter ends a word in logical order and begins it in visual order.
bool is_visual_order(icu::UnicodeString const& text) {
  int visual = 0;
  int logical = 0;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    char16_t const c = text.charAt(i);
    if (c != 0x5DA && c != 0x5DD && c != 0x5DF && c != 0x5E3 && c != 0x5E5) continue;
    bool const before = i > 0 && is_hebrew(text.charAt(i - 1));
    bool const after = i + 1 < text.length() && is_hebrew(text.charAt(i + 1));
    if (before && !after) ++logical;
    if (after && !before) ++visual;
  }
  return visual > logical;
}

icu::UnicodeString to_logical_order(icu::UnicodeString const& text) {
  std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), &ubidi_close);
  ubidi_setReorderingMode(bidi.get(), UBIDI_REORDER_INVERSE_LIKE_DIRECT);
  icu::UnicodeString out;
  std::int32_t start = 0;
  while (start <= text.length()) {
    std::int32_t end = text.indexOf(u'\n', start);
    if (end < 0) end = text.length();
    icu::UnicodeString const line = text.tempSubStringBetween(start, end);
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString turned;
    auto* buffer = turned.getBuffer(line.length() + 1);
    // The writer's screen was laid out from the left.
    ubidi_setPara(bidi.get(), line.getBuffer(), line.length(), 0, nullptr, &status);
    auto const length =
        ubidi_writeReordered(bidi.get(), buffer, line.length() + 1, UBIDI_DO_MIRRORING, &status);
    turned.releaseBuffer(U_SUCCESS(status) ? length : 0);
    out += U_SUCCESS(status) ? turned : line;
    if (end < text.length()) out += u'\n';
    start = end + 1;
  }
  return out;
}

Decoded finished(icu::UnicodeString const& text, std::string charset, bool label_was_wrong) {
  std::string utf8 = to_utf8(text);
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.erase(0, 3);
  return {normalize(utf8), std::move(charset), label_was_wrong};
}

Decoded by_guess(std::string_view bytes, std::optional<Language> hint, bool had_label) {
  auto found = guess(bytes, hint);
  if (!found.candidate) return {{}, "unreadable", had_label};
  return finished(found.text, found.candidate->charset, had_label);
}

/// Hungarian typed in a western code page shows õ and û where ő and ű were meant.
bool is_hungarian_in_western(icu::UnicodeString const& text) {
  bool suspicious = false;
  for (char16_t c : {u'õ', u'û', u'Õ', u'Û'}) suspicious |= text.indexOf(c) >= 0;
  return suspicious && language_of(to_utf8(text)) == Language::Hu;
}

Decoded by_single_byte_label(std::string_view bytes, std::string const& charset,
                             Candidate const& labelled, icu::UnicodeString&& text,
                             std::optional<Language> hint) {
  if (is_utf8(bytes))
    return finished(icu::UnicodeString::fromUTF8(
                        icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size()))),
                    "utf-8", true);
  if (charset == "windows-1252" && is_hungarian_in_western(text))
    return finished(*convert(bytes, "windows-1250"), "windows-1250", true);
  double const score = plausibility(labelled, text);
  if (score < 0.9) {
    auto better = guess(bytes, hint);
    if (better.candidate && better.score >= 0.9 && better.score > score + 0.05)
      return finished(better.text, better.candidate->charset, true);
  }
  return finished(text, charset, false);
}

}  // namespace

Decoded decode_text(std::string_view bytes, std::string_view label, std::optional<Language> hint) {
  std::string const written = lower_label(label);
  std::string const charset = utf16_name(bytes, superset_of(written));
  if (charset.empty() || charset == "utf-8") {
    if (is_utf8(bytes))
      return finished(icu::UnicodeString::fromUTF8(
                          icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size()))),
                      "utf-8", false);
    return by_guess(bytes, hint, charset == "utf-8");
  }
  auto text = convert(bytes, charset);
  if (!text) {
    if (is_utf8(bytes)) return {normalize(bytes), "utf-8", true};
    return by_guess(bytes, hint, true);
  }
  auto const* labelled = candidate_of(charset);
  if (!labelled || !has_high_byte(bytes)) return finished(*text, charset, false);
  if (labelled->language == Language::He && is_visual_order(*text))
    return finished(to_logical_order(*text), "iso-8859-8", false);
  return by_single_byte_label(bytes, charset, *labelled, std::move(*text), hint);
}

std::optional<Language> language_of(std::string_view utf8) {
  constexpr std::size_t kEnough = 20000;
  if (utf8.size() > kEnough) utf8 = prefix_of(utf8, kEnough / 4);
  bool reliable = false;
  auto const found =
      CLD2::DetectLanguage(utf8.data(), static_cast<int>(utf8.size()), true, &reliable);
  if (reliable || utf8.size() > 200) {
    if (found == CLD2::TURKISH) return Language::Tr;
    if (found == CLD2::HUNGARIAN) return Language::Hu;
    if (found == CLD2::HEBREW) return Language::He;
    if (found == CLD2::ENGLISH) return Language::En;
    if (reliable && found != CLD2::UNKNOWN_LANGUAGE) return std::nullopt;
  }
  // Too short to be judged by its words: by letters that only one of ours has.
  std::array<int, 3> seen{};  // tr, hu, he
  auto const text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  for (std::int32_t i = 0; i < text.length(); ++i) {
    char16_t const c = text.charAt(i);
    if (std::u16string_view(u"ğışĞİŞ").find(c) != std::u16string_view::npos) ++seen[0];
    if (std::u16string_view(u"őűŐŰ").find(c) != std::u16string_view::npos) ++seen[1];
    if (is_hebrew(c)) ++seen[2];
  }
  auto const most = std::max_element(seen.begin(), seen.end());
  if (*most == 0) return std::nullopt;
  constexpr std::array kOf{Language::Tr, Language::Hu, Language::He};
  return kOf[static_cast<std::size_t>(most - seen.begin())];
}

}  // namespace vefa::email
