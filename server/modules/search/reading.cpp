// Whether a text says something: the index's rules, without the index.
#include "modules/search/search.hpp"

namespace vefa::search {

Reading::Reading(std::string_view text, Language language) {
  std::vector<Language> stemmed_in{language};
  if (auto const guess = guess_language(text); guess && *guess != language)
    stemmed_in.push_back(*guess);
  auto const analysis = analyse(text, stemmed_in);
  for (auto const& word : analysis.words) {
    words_.push_back(word.token);
    tokens_.insert(word.token);
    tokens_.insert(word.variants.begin(), word.variants.end());
  }
  for (auto const& whole : analysis.wholes)
    tokens_.insert(whole.tokens.begin(), whole.tokens.end());
}

bool Reading::has(std::string_view wanted) const {
  // White space after the last word: it is whole, nobody is still typing it.
  auto const terms = parse(std::string(wanted) + " ");
  auto const stands = [&](std::vector<std::string> const& phrase) {
    return std::search(words_.begin(), words_.end(), phrase.begin(), phrase.end()) != words_.end();
  };
  auto const is_there = [&](Term const& term) {
    auto const in_text = [&](auto const& token) { return tokens_.contains(token); };
    return std::any_of(term.tokens.begin(), term.tokens.end(), in_text) ||
           std::any_of(term.phrases.begin(), term.phrases.end(), stands);
  };
  return !terms.all.empty() && std::all_of(terms.all.begin(), terms.all.end(), is_there);
}

}  // namespace vefa::search
