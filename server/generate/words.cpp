#include "generate/words.hpp"

#include <fmt/format.h>

namespace vefa::generate {
namespace {

std::vector<std::string> tokens_of(std::string const& line) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < line.size();) {
    auto const end = std::min(line.find(' ', at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

Words::Known const& Words::remember(Memory& known, std::string const& text, Language language,
                                    bool is_person) {
  if (auto const found = known.find(text); found != known.end()) return found->second;
  search::Document document{.language = language};
  search::Source source;
  (is_person ? source.people : source.body) = text;
  search::fill(document, source);
  return known.emplace(text, Known{std::move(document.body), tokens_of(document.more)})
      .first->second;
}

Words::Known const& Words::of_text(Language language, std::string const& text) {
  return remember(texts_[static_cast<std::size_t>(language)], text, language, false);
}

Words::Known const& Words::of_person(std::string const& text) {
  return remember(people_, text, Language::En, true);
}

void Words::fill(search::Document& document, Sentences const& subject, Sentences const& body,
                 std::vector<std::string> const& people) {
  for (auto* known : {&texts_[0], &texts_[1], &texts_[2], &texts_[3], &people_})
    if (known->size() >= kMost) known->clear();
  std::vector<std::string_view> more;
  auto const take = [&](Known const& known) {
    more.insert(more.end(), known.more.begin(), known.more.end());
  };
  auto const append = [&](std::string& line, Sentences const& sentences) {
    line.clear();
    for (auto const& sentence : sentences) {
      auto const& known = of_text(document.language, sentence);
      if (known.line.empty()) continue;
      if (!line.empty()) line += ' ';
      line += known.line;
      take(known);
    }
  };
  append(document.subject, subject);
  append(document.body, body);
  for (auto const& person : people) take(of_person(person));
  std::sort(more.begin(), more.end());
  more.erase(std::unique(more.begin(), more.end()), more.end());
  document.more = fmt::format("{}", fmt::join(more, " "));
}

}  // namespace vefa::generate
