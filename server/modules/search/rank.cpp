#include "modules/search/rank.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace vefa::search {
namespace {

constexpr std::size_t kExcerptBytes = 16 * 1024;
constexpr std::size_t kShownBefore = 60;  // bytes before the first word found
constexpr std::size_t kShown = 200;       // bytes in all

std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find(' ', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

bool matches(Term const& term, std::string_view token) {
  for (auto const& wanted : term.tokens)
    if (token == wanted) return true;
  return term.is_prefix && !term.tokens.empty() && token.starts_with(term.tokens[0]);
}

bool stands_at(std::vector<std::string_view> const& tokens, std::size_t at,
               std::vector<std::string> const& phrase, bool is_prefix) {
  if (at + phrase.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    bool const is_open = is_prefix && i + 1 == phrase.size();
    bool const fits = is_open ? tokens[at + i].starts_with(phrase[i]) : tokens[at + i] == phrase[i];
    if (!fits) return false;
  }
  return true;
}

/// How often the token stands in the text, or, as an open one, begins a token of it.
int count(std::string_view text, std::string_view token, bool is_open) {
  int found = 0;
  for (auto at = text.find(token); at != std::string_view::npos; at = text.find(token, at + 1)) {
    auto const end = at + token.size();
    bool const begins = at == 0 || text[at - 1] == ' ';
    found += begins && (is_open || end == text.size() || text[end] == ' ');
  }
  return found;
}

int count(std::string_view text, Term const& term) {
  // Without phrases, as most terms are, the text need not be taken apart.
  if (term.phrases.empty()) {
    int found = 0;
    for (std::size_t i = 0; i < term.tokens.size(); ++i) {
      bool const is_open = term.is_prefix && i == 0;
      bool const is_counted = term.is_prefix && i > 0 && term.tokens[i].starts_with(term.tokens[0]);
      if (!is_counted && !term.tokens[i].empty()) found += count(text, term.tokens[i], is_open);
    }
    return found;
  }
  auto const tokens = tokens_of(text);
  int found = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    bool here = matches(term, tokens[at]);
    for (auto const& phrase : term.phrases) here |= stands_at(tokens, at, phrase, term.is_prefix);
    found += here;
  }
  return found;
}

std::string_view first_words(std::string_view text) {
  std::size_t end = 0;
  for (std::int64_t words = 0; words < kRankedWords && end < text.size(); ++words)
    end = std::min(text.find(' ', end + 1), text.size());
  return text.substr(0, end);
}

/// The tenth mention says little more than the third.
double saturated(int times) { return times / (times + 1.2); }

/// Marks words of the text that answer a term.
std::vector<bool> found_words(std::vector<Word> const& words, std::vector<Whole> const& wholes,
                              Terms const& terms) {
  std::vector<bool> found(words.size());
  std::vector<std::string_view> tokens;
  for (auto const& word : words) tokens.emplace_back(word.token);
  for (auto const& term : terms.all) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      found[at] = found[at] || matches(term, words[at].token);
      for (auto const& variant : words[at].variants)
        found[at] = found[at] || matches(term, variant);
      for (auto const& phrase : term.phrases)
        if (stands_at(tokens, at, phrase, term.is_prefix))
          std::fill_n(found.begin() + static_cast<std::ptrdiff_t>(at), phrase.size(), true);
    }
    for (auto const& whole : wholes)
      if (std::any_of(whole.tokens.begin(), whole.tokens.end(),
                      [&](auto const& token) { return matches(term, token); }))
        for (std::size_t at = 0; at < words.size(); ++at)
          if (words[at].begin >= whole.begin && words[at].end <= whole.end) found[at] = true;
  }
  return found;
}

std::size_t letter_start(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (text[at] & 0xC0) == 0x80) --at;
  return at;
}

/// Bytes to UTF-16 units, counted once along the text.
class Units {
 public:
  explicit Units(std::string_view text) : text_(text) {}
  std::int64_t at(std::size_t byte) {
    while (byte_ < byte && byte_ < text_.size()) {
      auto const lead = static_cast<unsigned char>(text_[byte_]);
      units_ += lead >= 0xF0 ? 2 : 1;
      byte_ += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    return units_;
  }

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::int64_t units_ = 0;
};

std::string one_line(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c == '\n' || c == '\t' || c == '\r') c = ' ';
  return out;
}

}  // namespace

Counts counts_of(Tokens const& document, Terms const& terms) {
  auto const subject = first_words(document.subject);
  auto const body = first_words(document.body);
  Counts out;
  for (auto const& term : terms.all)
    out.push_back({count(subject, term), count(body, term), count(document.more, term)});
  return out;
}

Counts counts_in(std::string_view numbers, Terms const& terms) {
  Counts out(terms.all.size());
  auto const* at = numbers.data();
  auto const* const end = at + numbers.size();
  auto const next = [&] {
    int number = 0;
    if (at != end && *at == ' ') ++at;
    at = std::from_chars(at, end, number).ptr;
    return number;
  };
  for (auto& count : out) {
    count.subject = next();
    count.body = next();
    count.more = next();
    (void)next();
  }
  return out;
}

double score(Counts const& counts, Duration age) {
  double sum = 0;
  for (auto const& one : counts)
    sum +=
        3 * saturated(one.subject) + saturated(one.body) + 0.5 * saturated(std::min(one.more, 1));
  double const days = std::max(0.0, static_cast<double>(age.count()) / 86'400'000.0);
  return sum + 0.5 / (1 + days / 30);
}

Excerpt excerpt(std::string_view text, Terms const& terms) {
  text = text.substr(0, letter_start(text, std::min(text.size(), kExcerptBytes)));
  std::vector<Language> const stemmed{Language::Tr, Language::Hu, Language::En};
  auto const analysis = analyse(text, stemmed);
  auto const& words = analysis.words;
  auto const found = found_words(words, analysis.wholes, terms);
  auto const first =
      static_cast<std::size_t>(std::find(found.begin(), found.end(), true) - found.begin());
  std::size_t begin = 0;
  if (first < words.size() && words[first].begin > kShownBefore) {
    begin = words[first].begin - kShownBefore;
    for (auto const& word : words)
      if (word.begin >= begin) {
        begin = word.begin;
        break;
      }
  }
  std::size_t const end = letter_start(text, std::min(text.size(), begin + kShown));
  Excerpt out;
  std::string const lead = begin > 0 ? "… " : "";
  out.text = lead + one_line(text.substr(begin, end - begin)) + (end < text.size() ? " …" : "");
  Units units(out.text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!found[i] || words[i].begin < begin || words[i].end > end) continue;
    std::int64_t const from = units.at(words[i].begin - begin + lead.size());
    out.highlights.push_back({from, units.at(words[i].end - begin + lead.size())});
  }
  return out;
}

}  // namespace vefa::search
