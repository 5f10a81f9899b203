// From a part of a paper to pieces with a height, and from pieces to pages.
#pragma once
#include <functional>

#include "modules/documents/letters.hpp"
#include "modules/documents/paper.hpp"

namespace vefa::documents {

// A4, in points.
inline constexpr double kPageWidth = 595.276;
inline constexpr double kPageHeight = 841.89;
inline constexpr double kMargin = 46;
inline constexpr double kFooter = 30;

/// What stands together on one page.
struct Piece {
  double height = 0;
  bool with_next = false;  // never the last of a page
  int table = -1;          // whose titles stand again on the next page
  bool is_titles = false;  // of that table
  std::function<void(cairo_t*, double top)> ink;
};

std::vector<Piece> pieces_of(Paper const& paper, PaperPart const& part);

struct Placed {
  Piece const* piece = nullptr;
  double top = 0;
};
using Page = std::vector<Placed>;
/// `pieces` must outlive the pages.
std::vector<Page> pages_of(std::vector<Piece> const& pieces);

}  // namespace vefa::documents
