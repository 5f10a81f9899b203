// What the search index says of made-up texts: the same as search writes, but each sentence is
// analysed once, since sentences recur a thousand times.
#pragma once
#include <unordered_map>

#include "generate/plan.hpp"
#include "modules/search/documents.hpp"

namespace vefa::generate {

/// Sentences of one text, in order.
using Sentences = std::vector<std::string>;

class Words {
 public:
  /// Fills subject, body and more as `search::fill` does for the sentences, one a line; those of
  /// the subject stand in one line.
  void fill(search::Document& document, Sentences const& subject, Sentences const& body,
            std::vector<std::string> const& people);

 private:
  struct Known {
    std::string line;               // in the text's order
    std::vector<std::string> more;  // sorted
  };
  using Memory = std::unordered_map<std::string, Known>;
  Known const& of_text(Language language, std::string const& text);
  Known const& of_person(std::string const& text);
  Known const& remember(Memory& known, std::string const& text, Language language, bool is_person);

  static constexpr std::size_t kMost = 200'000;  // remembered, some 100 MB; then it begins anew
  std::array<Memory, 4> texts_;
  Memory people_;
};

}  // namespace vefa::generate
