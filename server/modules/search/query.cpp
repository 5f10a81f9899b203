#include "modules/search/query.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace vefa::search {
namespace {

constexpr std::size_t kLongestTyped = 400;  // bytes
constexpr std::size_t kLeastPrefix = 2;     // characters

std::vector<Language> const& stemmed() {
  static std::vector<Language> const all{Language::Tr, Language::Hu, Language::En};
  return all;
}

struct Segment {
  std::string text;
  bool is_quoted = false;
};

/// Straight and typographic quotation marks as a straight one.
std::string with_straight_quotes(std::string text) {
  for (std::string_view const mark : {"„", "“", "”", "«", "»"})
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.replace(at, mark.size(), "\"");
  return text;
}

/// A quotation mark between letters belongs to the word: Hebrew acronyms (צה"ל).
bool is_within_word(std::string const& text, std::size_t at) {
  auto const is_edge = [](char c) { return c == ' ' || c == '"' || c == '\t' || c == '\n'; };
  return at > 0 && at + 1 < text.size() && !is_edge(text[at - 1]) && !is_edge(text[at + 1]);
}

/// A mark at the very end, right after a letter: a Hebrew acronym that is still being typed (צה").
bool ends_unfinished(std::string const& text, std::size_t at) {
  return at + 1 == text.size() && at > 0 && text[at - 1] != ' ' && text[at - 1] != '"';
}

std::vector<Segment> segments_of(std::string const& text) {
  std::vector<Segment> out(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool const is_mark = text[at] == '"' && !is_within_word(text, at);
    if (is_mark && !out.back().is_quoted && ends_unfinished(text, at)) continue;
    if (is_mark) {
      out.push_back({"", !out.back().is_quoted});
    } else {
      out.back().text += text[at];
    }
  }
  return out;
}

bool overlaps(Whole const& whole, Word const& word) {
  return word.begin < whole.end && whole.begin < word.end;
}

/// Wholes that share bytes become one.
std::vector<Whole> joined(std::vector<Whole> wholes) {
  std::sort(wholes.begin(), wholes.end(),
            [](auto const& a, auto const& b) { return a.begin < b.begin; });
  std::vector<Whole> out;
  for (auto& whole : wholes) {
    if (!out.empty() && whole.begin < out.back().end) {
      out.back().end = std::max(out.back().end, whole.end);
      for (auto& token : whole.tokens) out.back().tokens.push_back(std::move(token));
    } else {
      out.push_back(std::move(whole));
    }
  }
  return out;
}

Term quoted(Segment const& segment) {
  Term term;
  auto const analysis = analyse(segment.text, {});
  std::vector<std::string> phrase;
  for (auto const& word : analysis.words) phrase.push_back(word.token);
  if (!phrase.empty()) term.phrases.push_back(std::move(phrase));
  return term;
}

/// The words that a whole covers, as a phrase beside its own tokens.
Term whole_term(Whole const& whole, std::vector<Word> const& words) {
  Term term;
  term.tokens = whole.tokens;
  std::vector<std::string> phrase;
  for (auto const& word : words)
    if (overlaps(whole, word)) phrase.push_back(word.token);
  if (!phrase.empty()) term.phrases.push_back(std::move(phrase));
  return term;
}

Term word_term(Word const& word) {
  Term term;
  term.tokens.push_back(word.token);
  term.tokens.insert(term.tokens.end(), word.variants.begin(), word.variants.end());
  return term;
}

struct Placed {
  std::size_t begin;
  std::size_t end;
  Term term;
};

void add_words(Segment const& segment, bool is_last, std::vector<Term>& out) {
  auto const analysis = analyse(segment.text, stemmed());
  auto const wholes = joined(analysis.wholes);
  std::vector<Placed> placed;
  for (auto const& whole : wholes)
    placed.push_back({whole.begin, whole.end, whole_term(whole, analysis.words)});
  for (auto const& word : analysis.words)
    if (std::none_of(wholes.begin(), wholes.end(),
                     [&](auto const& w) { return overlaps(w, word); }))
      placed.push_back({word.begin, word.end, word_term(word)});
  std::sort(placed.begin(), placed.end(),
            [](auto const& a, auto const& b) { return a.begin < b.begin; });
  if (is_last && !placed.empty() && placed.back().end == segment.text.size()) {
    auto& last = placed.back();
    last.term.is_prefix =
        length_of(std::string_view(segment.text).substr(last.begin)) >= kLeastPrefix;
  }
  for (auto& one : placed) out.push_back(std::move(one.term));
}

/// `join` of each rendered alternative, in brackets.
std::string either(std::vector<std::string> const& alternatives, std::string_view separator) {
  return "(" + join(alternatives, separator) + ")";
}

std::string fts5_term(Term const& term) {
  std::vector<std::string> parts;
  for (auto const& token : term.tokens) parts.push_back("\"" + token + "\"");
  if (term.is_prefix && !term.tokens.empty()) parts.push_back("\"" + term.tokens[0] + "\" *");
  for (auto const& phrase : term.phrases)
    parts.push_back("({subject body} : \"" + join(phrase, " ") + "\"" +
                    (term.is_prefix ? " *" : "") + ")");
  return either(parts, " OR ");
}

std::string tsquery_phrase(std::vector<std::string> const& phrase, char weight, bool is_prefix) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    bool const is_open = is_prefix && i + 1 == phrase.size();
    parts.push_back(phrase[i] + (is_open ? ":*" : ":") + weight);
  }
  return either(parts, " <-> ");
}

std::string tsquery_term(Term const& term) {
  std::vector<std::string> parts(term.tokens);
  if (term.is_prefix && !term.tokens.empty()) parts.push_back(term.tokens[0] + ":*");
  for (auto const& phrase : term.phrases)
    for (char const weight : {'A', 'B'})
      parts.push_back(tsquery_phrase(phrase, weight, term.is_prefix));
  return either(parts, " | ");
}

}  // namespace

Terms parse(std::string_view typed) {
  std::string text(typed.substr(0, kLongestTyped));
  while (!text.empty() && !is_utf8(text)) text.pop_back();
  auto const segments = segments_of(with_straight_quotes(std::move(text)));
  Terms terms;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    // A quotation that is not closed yet is being typed: its words are looked for one by one.
    bool const is_last = i + 1 == segments.size();
    if (segments[i].is_quoted && !is_last) {
      if (Term term = quoted(segments[i]); !term.phrases.empty())
        terms.all.push_back(std::move(term));
    } else {
      add_words(segments[i], is_last, terms.all);
    }
  }
  if (terms.all.size() > kMostTerms) terms.all.resize(kMostTerms);
  return terms;
}

std::string fts5_text(Terms const& terms, std::vector<std::vector<std::string>> const& scope) {
  std::vector<std::string> parts;
  for (auto const& term : terms.all) parts.push_back(fts5_term(term));
  for (auto const& facets : scope) parts.push_back(either(facets, " OR "));
  return join(parts, " AND ");
}

std::string fts5_groups(Terms const& terms, std::vector<std::vector<std::string>> const& scope) {
  std::string groups;
  char letter = 'a';
  for (auto const& term : terms.all) {
    bool const is_open = term.is_prefix && !term.tokens.empty();
    groups.append(term.tokens.size() + is_open + term.phrases.size(), letter++);
  }
  for (auto const& facets : scope) groups.append(facets.size(), '-');
  return groups;
}

std::string tsquery_text(Terms const& terms, std::vector<std::vector<std::string>> const& scope) {
  std::vector<std::string> parts;
  for (auto const& term : terms.all) parts.push_back(tsquery_term(term));
  for (auto const& facets : scope) parts.push_back(either(facets, " | "));
  return join(parts, " & ");
}

}  // namespace vefa::search
