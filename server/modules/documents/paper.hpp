// What is drawn on paper: plain values, all texts ready in their language. Whoever has something to
// print (a slip, a quote, an invoice) makes a `Paper`; drawing knows nothing of what it says.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace vefa::documents {

/// A label and what stands under it. Narrow ones stand two in a row.
struct PaperField {
  std::string label;
  std::string value;  // someone's own words may stand in another direction than the page
  bool wide = false;
};

struct PaperColumn {
  std::string title;
  double share = 1;     // of the width
  bool is_sum = false;  // amounts: aligned at the end
};
/// Rows as many cells wide as there are columns; the titles stand again on each page.
struct PaperTable {
  std::vector<PaperColumn> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<PaperField> totals;  // under it, at the end of the line
};

/// Who signs, and how she did: nothing yet, a picture over the line, or her name in its place.
struct PaperSigner {
  std::string label;
  std::string png = {};      // as `read_png` takes it
  std::string written = {};  // name and day, over the line
};

struct PaperSection {
  std::string title;  // empty: none
  std::vector<PaperField> fields;
  std::optional<PaperTable> table;
};

/// The whole document in one language; each begins on a page of its own.
struct PaperPart {
  Language language = Language::En;
  std::string title;
  std::string subtitle;  // number, version, day
  std::vector<PaperSection> sections;
  std::vector<PaperSigner> signatures;  // side by side
  std::vector<std::string> notes;       // small, at the end: by which law
};

struct Paper {
  std::string number;   // on every page
  std::string company;  // the name at the top
  std::string company_lines;
  std::string qr;   // what the code says; empty: none
  Instant made_at;  // stands in the file's own data
  std::vector<PaperPart> parts;
};

inline constexpr int kMostPages = 30;
inline constexpr std::size_t kMostRows = 500;   // of a table
inline constexpr std::size_t kMostText = 4000;  // characters of one value

struct Drawn {
  std::string pdf;
  int pages = 0;
};

/// The same paper gives the same bytes on the same machine. Refused: documents.too_long for a text,
/// a table or a document beyond the limits above. Takes milliseconds: outside of a write.
Result<Drawn> draw(Paper const& paper);
/// Its first pages as PNG, to be looked at. The same refusals.
Result<std::vector<std::string>> pictures(Paper const& paper, int most_pages);

}  // namespace vefa::documents
