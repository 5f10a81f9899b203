// What somebody searches for: parsed once, written for each database, and found again in texts.
#pragma once
#include "modules/search/analyse.hpp"

namespace vefa::search {

/// One thing that a document must have: any of its tokens, or any of its phrases (tokens that stand
/// one after the other in subject or body).
struct Term {
  std::vector<std::string> tokens;
  std::vector<std::vector<std::string>> phrases;
  bool is_prefix = false;  // of the first token, and of each phrase's last: it is still being typed
};

/// All terms must be found. Words in quotes ("…", „…”, “…”) stand in this order; the last word
/// outside quotes is taken as the beginning of a word unless white space follows it. Words of any
/// of our languages are stemmed, since nobody says in which one she searches. At most kMostTerms.
inline constexpr std::size_t kMostTerms = 16;
struct Terms {
  std::vector<Term> all;
};
Terms parse(std::string_view typed);

/// For `search_index MATCH`. `scope`: lists of facets, of each of which one must hold.
std::string fts5_text(Terms const& terms, std::vector<std::vector<std::string>> const& scope);
/// For each phrase of `fts5_text` the letter of its term, from `a` on; `-` for one of the scope.
std::string fts5_groups(Terms const& terms, std::vector<std::vector<std::string>> const& scope);
/// For `tokens @@ tsquery`.
std::string tsquery_text(Terms const& terms, std::vector<std::vector<std::string>> const& scope);

}  // namespace vefa::search
