// Pure: how well a document answers, and the part of it to show.
#pragma once
#include <boost/describe.hpp>
#include <cstdint>

#include "base/time.hpp"
#include "modules/search/query.hpp"

namespace vefa::search {

/// A document as the index holds it: tokens separated by spaces.
struct Tokens {
  std::string_view subject;
  std::string_view body;
  std::string_view more;
};

/// At how many places of a document a term stands.
struct TermCount {
  int subject = 0;
  int body = 0;
  int more = 0;
  bool operator==(TermCount const&) const = default;
};
using Counts = std::vector<TermCount>;  // by term

/// Of a subject and a body so many words are ranked; what follows is found all the same.
inline constexpr std::int64_t kRankedWords = 500;

/// Counted in the texts.
Counts counts_of(Tokens const& document, Terms const& terms);
/// Counted by the index: of each term four numbers, for subject, body, more and facets.
Counts counts_in(std::string_view numbers, Terms const& terms);

/// Higher is better. Each term counts by how often it stands in the subject (three times as much)
/// and in the body, less and less with each repetition; less for a stem alone; a fresh document a
/// little more.
double score(Counts const& counts, Duration age);

/// A part of a text that should be seen.
struct Highlight {
  std::int64_t begin = 0;  // UTF-16 code units of the excerpt, as scripts count
  std::int64_t end = 0;
};
BOOST_DESCRIBE_STRUCT(Highlight, (), (begin, end))
struct Excerpt {
  std::string text;  // one line, at most about 200 characters, with … where it was cut
  std::vector<Highlight> highlights;
};
BOOST_DESCRIBE_STRUCT(Excerpt, (), (text, highlights))

/// The part of `text` around the first word found, or its beginning; looks at its first 16 KiB.
Excerpt excerpt(std::string_view text, Terms const& terms);

}  // namespace vefa::search
