#include "generate/words.hpp"

#include "base/text.hpp"

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

Words::Known const& Words::remember(std::map<std::string, Known>& known, std::string const& text,
                                    Language language, bool is_person) {
  if (auto const found = known.find(text); found != known.end()) return found->second;
  if (known.size() >= kMost) known.clear();
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

void Words::fill(search::Document& document, std::string const& subject, Sentences const& body,
                 std::vector<std::string> const& people) {
  std::vector<std::string> more;
  auto const take = [&](Known const& known) {
    more.insert(more.end(), known.more.begin(), known.more.end());
  };
  auto const& heading = of_text(document.language, subject);
  document.subject = heading.line;
  take(heading);
  document.body.clear();
  for (auto const& sentence : body) {
    auto const& known = of_text(document.language, sentence);
    if (known.line.empty()) continue;
    if (!document.body.empty()) document.body += ' ';
    document.body += known.line;
    take(known);
  }
  for (auto const& person : people) take(of_person(person));
  std::sort(more.begin(), more.end());
  more.erase(std::unique(more.begin(), more.end()), more.end());
  document.more = join(more, " ");
}

}  // namespace vefa::generate
