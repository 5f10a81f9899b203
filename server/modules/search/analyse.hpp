// From what people write to what the index compares: pure, the same for both databases.
//
// A word becomes its folded form (no case, no marks, İ I ı i one letter) and variants: its stem in
// the text's language, and for Hebrew the word without its prefix letters (ו ה ב ל כ מ ש). Numbers
// with separators, e-mail addresses and phone numbers are kept whole besides. Every token consists
// of a–z and 0–9 and begins with a letter, so that neither FTS5 nor PostgreSQL's parser changes it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"

namespace vefa::search {

struct Word {
  std::string token;                  // the folded word
  std::vector<std::string> variants;  // other tokens that find it
  std::size_t begin = 0;              // bytes of the text
  std::size_t end = 0;
};
/// Something that is one although it is written in pieces: V10482-K, ayse@example.com, 0532 123
/// 45 67.
struct Whole {
  std::vector<std::string> tokens;  // each finds it
  std::size_t begin = 0;
  std::size_t end = 0;
};
struct Analysis {
  std::vector<Word> words;  // in the text's order
  std::vector<Whole> wholes;
};

/// `stemmed_in`: whose stems to add; Hebrew prefixes are taken off in any. Words beyond 60
/// characters are cut; at most kMostWords words.
inline constexpr std::size_t kMostWords = 20000;
Analysis analyse(std::string_view utf8, std::vector<Language> const& stemmed_in);

/// The language a text is written in, when it is long enough to tell and one of ours; else nothing.
std::optional<Language> guess_language(std::string_view utf8);

/// A folded text as index characters: a–z and 0–9 as they are but for q and x, which escape; a
/// prefix of the text gives a prefix of its token, unless it ends within a letter.
std::string encode(std::string_view folded);

}  // namespace vefa::search
