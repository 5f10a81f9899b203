// Text as Pango lays it out, for the drawing of papers.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include <pango/pangocairo.h>

#include "base/language.hpp"

namespace vefa::documents {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

enum class Style { Title, Strong, Heading, Label, Body, Small };
enum class Side { Start, End, Middle };

/// Numbers and Latin words with the signs and spaces between them (a phone number, a model) are set
/// apart in a right-to-left text, so that they read from left to right as one.
std::string with_runs_apart(std::string const& text);

/// Lays out texts of one language: labels in its direction, people's own words in theirs, all
/// aligned at the beginning of the page's lines.
class Letters {
 public:
  explicit Letters(Language language);

  bool is_rtl() const { return is_right_to_left(language_); }
  /// One layout a paragraph. `own_words`: of unknown direction.
  std::vector<Layout> paragraphs(std::string const& text, Style style, double width, Side side,
                                 bool own_words) const;

 private:
  Layout paragraph(std::string const& text, Style style, double width, Side side,
                   bool own_words) const;

  Language language_;
  std::unique_ptr<PangoContext, Unref> left_to_right_;
  std::unique_ptr<PangoContext, Unref> right_to_left_;
};

double height_of(std::vector<Layout> const& paragraphs);

}  // namespace vefa::documents
