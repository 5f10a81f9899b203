#include "modules/search/analyse.hpp"

#include <cld2/public/compact_lang_det.h>
#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "base/text.hpp"
#include "modules/search/families.hpp"
#include "modules/search/turkish_verbs.hpp"

namespace vefa::search {
namespace {

constexpr std::size_t kLongestWord = 60;    // scalar values
constexpr std::size_t kLongestWhole = 100;  // bytes
constexpr std::size_t kMostPrefixes = 3;    // Hebrew letters taken off
constexpr std::size_t kLeastStem = 3;       // Hebrew letters that remain
constexpr std::size_t kLeastAcronym = 2;    // of a word with a sign in it: הת"ז is ת"ז

struct Piece {
  std::size_t begin;
  std::size_t end;
};

UChar32 next_of(std::string_view text, std::size_t& at) {
  auto position = static_cast<std::int32_t>(at);
  UChar32 c = 0;
  U8_NEXT(text.data(), position, static_cast<std::int32_t>(text.size()), c);
  at = static_cast<std::size_t>(position);
  return c;
}

bool is_mark(UChar32 c) {
  return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_word_part(UChar32 c) { return c >= 0 && (u_isalnum(c) || is_mark(c)); }

/// Folded, letters and digits only, every script's digits as 0–9.
std::string clean(std::string_view word) {
  std::string const folded = fold(word);
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t const start = at;
    UChar32 const c = next_of(folded, at);
    if (c < 0 || !u_isalnum(c)) continue;
    auto const digit = u_charDigitValue(c);
    if (digit >= 0 && u_isdigit(c)) {
      out += static_cast<char>('0' + digit);
    } else {
      out.append(folded, start, at - start);
    }
  }
  return out;
}

/// The pieces of ICU's words between what is neither letter nor digit: "İstanbul'da" has two.
std::vector<Piece> pieces_of(std::string_view text) {
  thread_local std::unique_ptr<icu::BreakIterator> const breaks = [] {
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), code));
    if (U_FAILURE(code)) throw std::runtime_error(u_errorName(code));
    return made;
  }();
  UErrorCode code = U_ZERO_ERROR;
  UText input = UTEXT_INITIALIZER;
  utext_openUTF8(&input, text.data(), static_cast<std::int64_t>(text.size()), &code);
  breaks->setText(&input, code);
  if (U_FAILURE(code)) throw std::runtime_error(u_errorName(code));
  std::vector<Piece> pieces;
  std::int32_t from = breaks->first();
  for (std::int32_t to = breaks->next(); to != icu::BreakIterator::DONE;
       from = to, to = breaks->next()) {
    if (breaks->getRuleStatus() < UBRK_WORD_NONE_LIMIT) continue;
    std::optional<std::size_t> begin;
    auto finish = [&](std::size_t end) {
      if (begin) pieces.push_back({*begin, end});
      begin.reset();
    };
    auto at = static_cast<std::size_t>(from);
    while (at < static_cast<std::size_t>(to)) {
      std::size_t const start = at;
      if (!is_word_part(next_of(text, at))) {
        finish(start);
      } else if (!begin) {
        begin = start;
      }
    }
    finish(static_cast<std::size_t>(to));
    if (pieces.size() >= kMostWords) break;
  }
  utext_close(&input);
  return pieces;
}

bool is_hebrew(UChar32 c) { return c >= 0x05D0 && c <= 0x05EA; }

UChar32 last_of(std::string_view text) {
  auto position = static_cast<std::int32_t>(text.size());
  UChar32 c = 0;
  U8_PREV(text.data(), 0, position, c);
  return c;
}

/// What stands within a Hebrew word: gershayim of an acronym (צה"ל, תנ״ך) or a geresh (צ'ק), as
/// keyboards and programs write them.
bool is_hebrew_sign(std::string_view gap) {
  static constexpr std::string_view kSigns[] = {"\"", "״",  "”", "“", "„",
                                                "''", "׳׳", "'", "׳", "’"};
  return std::find(std::begin(kSigns), std::end(kSigns), gap) != std::end(kSigns);
}

/// Two pieces that a sign joins are one Hebrew word.
std::vector<Piece> with_hebrew_signs(std::string_view text, std::vector<Piece> const& pieces) {
  std::vector<Piece> out;
  for (auto const piece : pieces) {
    std::size_t at = piece.begin;
    bool const joins = !out.empty() && is_hebrew(next_of(text, at)) &&
                       is_hebrew_sign(text.substr(out.back().end, piece.begin - out.back().end)) &&
                       is_hebrew(last_of(text.substr(0, out.back().end)));
    if (joins) {
      out.back().end = piece.end;
    } else {
      out.push_back(piece);
    }
  }
  return out;
}

struct StemmerEnd {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// Null for Hebrew, which has none.
sb_stemmer* stemmer_of(Language language) {
  static constexpr std::array<char const*, 4> kNames{"english", "turkish", "hungarian", nullptr};
  thread_local std::array<std::unique_ptr<sb_stemmer, StemmerEnd>, 4> made;
  auto const index = static_cast<std::size_t>(language);
  if (!made[index] && kNames[index]) made[index].reset(sb_stemmer_new(kNames[index], "UTF_8"));
  return made[index].get();
}

std::string stem(sb_stemmer* stemmer, std::string const& word) {
  auto const* found = sb_stemmer_stem(stemmer, reinterpret_cast<sb_symbol const*>(word.data()),
                                      static_cast<int>(word.size()));
  if (!found) return word;
  return {reinterpret_cast<char const*>(found),
          static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

/// The stem under which an English stem's family stands; empty when it has none.
std::string family_of(std::string const& root) {
  static auto const all = [] {
    std::map<std::string, std::string> heads;
    for (auto const family : kEnglishFamilies) {
      auto const words = split(std::string(family), ' ');
      for (auto const& word : words)
        heads[stem(stemmer_of(Language::En), word)] = stem(stemmer_of(Language::En), words.front());
    }
    return heads;
  }();
  auto const found = all.find(root);
  return found == all.end() ? "" : found->second;
}

std::string lower(std::string_view word, Language language) {
  static icu::Locale const turkish("tr"), root("");
  std::string out;
  icu::UnicodeString::fromUTF8({word.data(), static_cast<std::int32_t>(word.size())})
      .toLower(language == Language::Tr ? turkish : root)
      .toUTF8String(out);
  return normalize(out);
}

/// `folded` without one, two, three prefix letters, as long as enough of the word remains.
void add_hebrew(std::string_view folded, std::size_t least, std::vector<std::string>& out) {
  static constexpr std::u32string_view kPrefixes = U"והבלכמש";
  std::size_t letters = length_of(folded);
  std::size_t at = 0;
  for (std::size_t taken = 0; taken < kMostPrefixes && letters > least; ++taken, --letters) {
    UChar32 const c = next_of(folded, at);
    if (kPrefixes.find(static_cast<char32_t>(c)) == std::u32string_view::npos) return;
    out.push_back(encode(folded.substr(at)));
  }
}

/// Signs stand within Hebrew words alone.
bool has_sign(std::string_view written) {
  for (std::size_t at = 0; at < written.size();)
    if (!is_word_part(next_of(written, at))) return true;
  return false;
}

bool has_letter(std::string_view folded) {
  return std::any_of(folded.begin(), folded.end(), [](char c) { return c < '0' || c > '9'; });
}

/// Where it stands in its text is left open.
Word analysed(std::string_view written, std::vector<Language> const& stemmed_in) {
  std::string const folded(prefix_of(clean(written), kLongestWord));
  Word word{encode(folded), {}, 0, 0};
  if (folded.empty() || !has_letter(folded)) return word;
  std::size_t at = 0;
  if (is_hebrew(next_of(folded, at))) {
    add_hebrew(folded, has_sign(written) ? kLeastAcronym : kLeastStem, word.variants);
  } else {
    for (auto const language : stemmed_in) {
      auto* stemmer = stemmer_of(language);
      if (!stemmer) continue;
      // Typed without marks the word has another stem than with them.
      auto const root = stem(stemmer, folded);
      word.variants.push_back(encode(clean(stem(stemmer, lower(written, language)))));
      word.variants.push_back(encode(clean(root)));
      if (language == Language::En) word.variants.push_back(encode(family_of(root)));
      if (language != Language::Tr) continue;
      // Marked, so that verbs meet verbs alone: "açılmıyor" and "açıldı", but not "acil".
      if (auto const verb = turkish_verb_root(folded); !verb.empty())
        word.variants.push_back("q5" + verb);
    }
  }
  std::sort(word.variants.begin(), word.variants.end());
  word.variants.erase(std::unique(word.variants.begin(), word.variants.end()), word.variants.end());
  std::erase(word.variants, word.token);
  std::erase(word.variants, "");
  return word;
}

/// A text's words are mostly those of other texts: what was analysed is kept, within bounds.
class KnownWords {
 public:
  std::optional<Word> find(std::string const& key) {
    std::lock_guard const lock(mutex_);
    auto const found = words_.find(key);
    return found == words_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(std::string key, Word const& word) {
    std::lock_guard const lock(mutex_);
    if (words_.size() >= kMost) words_.clear();
    words_.emplace(std::move(key), word);
  }

 private:
  static constexpr std::size_t kMost = 20'000;  // some 5 MB
  std::mutex mutex_;
  std::unordered_map<std::string, Word> words_;
};

Word word_of(std::string_view text, Piece piece, std::vector<Language> const& stemmed_in) {
  static KnownWords known;
  std::string_view const written = text.substr(piece.begin, piece.end - piece.begin);
  std::string key;
  for (auto const language : stemmed_in) key += static_cast<char>('0' + static_cast<int>(language));
  key.append(" ").append(written);
  auto word = known.find(key);
  if (!word) {
    word = analysed(written, stemmed_in);
    known.keep(std::move(key), *word);
  }
  word->begin = piece.begin;
  word->end = piece.end;
  return std::move(*word);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits, at most two signs between any two of them.
std::size_t end_of_digits(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  std::size_t between = 0;
  for (std::size_t at = begin; at < text.size() && between <= 2; ++at) {
    if (is_digit(text[at])) {
      end = at + 1;
      between = 0;
    } else if (std::string_view(" ()-./").find(text[at]) != std::string_view::npos) {
      ++between;
    } else {
      break;
    }
  }
  return end;
}

/// Phone numbers agree in their last nine digits, however their country is written.
void add_digit_runs(std::string_view text, std::vector<Whole>& out) {
  constexpr std::size_t kLeast = 7, kMost = 15, kPhone = 9;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    std::size_t const end = end_of_digits(text, at);
    std::string digits;
    for (char const c : text.substr(at, end - at))
      if (is_digit(c)) digits += c;
    if (digits.size() >= kLeast && digits.size() <= kMost) {
      Whole whole{{encode(digits)}, at, end};
      // q7 is no escape, so it marks what is compared as a phone number.
      if (digits.size() >= kPhone)
        whole.tokens.push_back("q7" + digits.substr(digits.size() - kPhone));
      out.push_back(std::move(whole));
    }
    at = end;
  }
}

bool is_trimmable(UChar32 c) { return c < 0 || (!u_isalnum(c) && !is_mark(c)); }

bool ends_chunk(UChar32 c) {
  return c < 0 || u_isUWhiteSpace(c) || c == '<' || c == '>' || c == '(' || c == ')' || c == ',' ||
         c == ';' || c == '"';
}

void add_chunk(std::string_view text, Piece chunk, std::vector<Whole>& out) {
  while (chunk.begin < chunk.end) {
    std::size_t at = chunk.begin;
    if (!is_trimmable(next_of(text, at))) break;
    chunk.begin = at;
  }
  std::size_t inner = 0, last_end = chunk.begin;
  bool has_digit = false;
  for (std::size_t at = chunk.begin; at < chunk.end;) {
    std::size_t const start = at;
    UChar32 const c = next_of(text, at);
    has_digit |= c >= 0 && u_isdigit(c);
    if (is_trimmable(c)) continue;
    if (start != last_end) ++inner;
    last_end = at;
  }
  std::string_view const written = text.substr(chunk.begin, last_end - chunk.begin);
  if (inner == 0 || written.size() > kLongestWhole) return;
  bool const is_address = written.find('@') != std::string_view::npos;
  if (is_address) out.push_back({{encode(fold(written))}, chunk.begin, last_end});
  if (!is_address && has_digit) out.push_back({{encode(clean(written))}, chunk.begin, last_end});
}

void add_chunks(std::string_view text, std::vector<Whole>& out) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const start = at;
    if (!ends_chunk(next_of(text, at))) continue;
    if (start > begin) add_chunk(text, {begin, start}, out);
    begin = at;
  }
  if (begin < text.size()) add_chunk(text, {begin, text.size()}, out);
}

}  // namespace

std::string encode(std::string_view folded) {
  static constexpr char kHex[] = "0123456789abcdef";
  static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0";
  std::string out;
  out.reserve(folded.size() + 2);
  if (!folded.empty() && is_digit(folded[0])) out += "q8";
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t const start = at;
    UChar32 const c = next_of(folded, at);
    if (is_hebrew(c)) {
      out += 'q';
      out += kLetters[c - 0x05D0];
    } else if (c == 'q') {
      out += "q9";
    } else if (c == 'x') {
      out += "xx";
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += static_cast<char>(c);
    } else {
      for (char const byte : folded.substr(start, at - start)) {
        out += 'x';
        out += kHex[static_cast<unsigned char>(byte) >> 4];
        out += kHex[static_cast<unsigned char>(byte) & 15];
      }
    }
  }
  return out;
}

Analysis analyse(std::string_view utf8, std::vector<Language> const& stemmed_in) {
  Analysis out;
  for (auto const piece : with_hebrew_signs(utf8, pieces_of(utf8))) {
    Word word = word_of(utf8, piece, stemmed_in);
    if (!word.token.empty()) out.words.push_back(std::move(word));
  }
  add_chunks(utf8, out.wholes);
  add_digit_runs(utf8, out.wholes);
  return out;
}

std::optional<Language> guess_language(std::string_view utf8) {
  constexpr std::size_t kLeastBytes = 24;
  if (utf8.size() < kLeastBytes) return std::nullopt;
  bool is_reliable = false;
  auto const found = CLD2::DetectLanguage(
      utf8.data(), static_cast<int>(std::min<std::size_t>(utf8.size(), 4000)), true, &is_reliable);
  if (!is_reliable) return std::nullopt;
  switch (found) {
    case CLD2::ENGLISH:
      return Language::En;
    case CLD2::TURKISH:
      return Language::Tr;
    case CLD2::HUNGARIAN:
      return Language::Hu;
    case CLD2::HEBREW:
      return Language::He;
    default:
      return std::nullopt;
  }
}

}  // namespace vefa::search
