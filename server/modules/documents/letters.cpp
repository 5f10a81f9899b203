#include "modules/documents/letters.hpp"

#include "base/text.hpp"

namespace vefa::documents {
namespace {

/// The one family that is installed with the program: Latin, Hebrew and every sign of money.
constexpr char const* kFamily = "DejaVu Sans";

struct Shape {
  double points;
  bool bold;
};

Shape shape_of(Style style) {
  switch (style) {
    case Style::Title:
      return {15, true};
    case Style::Strong:
      return {10.5, true};
    case Style::Heading:
      return {9.5, true};
    case Style::Label:
      return {7, false};
    case Style::Body:
      return {9, false};
    case Style::Small:
      return {7, false};
  }
  return {9, false};
}

std::unique_ptr<PangoContext, Unref> context(Language language, PangoDirection direction) {
  std::unique_ptr<PangoContext, Unref> out(
      pango_font_map_create_context(pango_cairo_font_map_get_default()));
  pango_context_set_base_dir(out.get(), direction);
  pango_context_set_language(out.get(),
                             pango_language_from_string(std::string(tag(language)).c_str()));
  pango_context_set_round_glyph_positions(out.get(), FALSE);
  pango_cairo_context_set_resolution(out.get(), 72);
  auto* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(out.get(), options);
  cairo_font_options_destroy(options);
  return out;
}

bool is_latin_lead(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte >= 0xC3 && byte <= 0xC9;  // U+00C0 to U+027F: ş, ő, ğ
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_latin_lead(c);
}
bool is_word(char c) { return is_digit(c) || is_letter(c); }

/// Whether the sign at `at` belongs to a run: "8:00", "1,250.00", "+90 (212) 555", "5230 NF".
bool joins(std::string const& text, std::size_t at) {
  if (std::string_view(" -+()").find(text[at]) != std::string_view::npos) return true;
  bool const within = at + 1 < text.size() && is_word(text[at + 1]);
  return within && std::string_view(".:/,@_").find(text[at]) != std::string_view::npos;
}

/// Behind the last letter or digit of the run that begins at `at`, and behind the bracket that
/// belongs to it.
std::size_t end_of_run(std::string const& text, std::size_t at) {
  std::size_t end = at;
  int open = 0;
  int open_at_end = 0;
  for (std::size_t i = at; i < text.size() && (is_word(text[i]) || joins(text, i));) {
    std::size_t const width = is_latin_lead(text[i]) ? 2 : 1;
    open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    i += width;
    if (is_word(text[i - width]) || (text[i - 1] == ')' && open_at_end > 0)) {
      end = std::min(i, text.size());
      open_at_end = open;
    }
  }
  return end;
}

}  // namespace

std::string with_runs_apart(std::string const& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool const signed_number = text[at] == '+' && at + 1 < text.size() && is_digit(text[at + 1]);
    if (!is_word(text[at]) && !signed_number) {
      out += text[at++];
      continue;
    }
    auto const end = end_of_run(text, at);
    out += "\u2066" + text.substr(at, end - at) + "\u2069";
    at = end;
  }
  return out;
}

Letters::Letters(Language language)
    : language_(language),
      left_to_right_(context(language, PANGO_DIRECTION_LTR)),
      right_to_left_(context(language, PANGO_DIRECTION_RTL)) {}

Layout Letters::paragraph(std::string const& text, Style style, double width, Side side,
                          bool own_words) const {
  bool rtl = is_rtl();
  // What has no letters, such as a sum or a phone number, reads from left to right.
  if (own_words) {
    // NOLINTNEXTLINE(clang-diagnostic-deprecated-declarations): nothing else says it of a text
    auto const found = pango_find_base_dir(text.data(), static_cast<int>(text.size()));
    rtl = found == PANGO_DIRECTION_RTL;
  }
  Layout layout(pango_layout_new(rtl ? right_to_left_.get() : left_to_right_.get()));
  auto const shown = rtl ? with_runs_apart(text) : text;
  pango_layout_set_text(layout.get(), shown.data(), static_cast<int>(shown.size()));
  auto const shape = shape_of(style);
  auto* font = pango_font_description_new();
  pango_font_description_set_family(font, kFamily);
  pango_font_description_set_weight(font, shape.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_size(font, static_cast<int>(shape.points * PANGO_SCALE));
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(layout.get(), FALSE);
  bool const at_left = (side == Side::Start) != is_rtl();
  pango_layout_set_alignment(layout.get(), side == Side::Middle ? PANGO_ALIGN_CENTER
                                           : at_left            ? PANGO_ALIGN_LEFT
                                                                : PANGO_ALIGN_RIGHT);
  return layout;
}

std::vector<Layout> Letters::paragraphs(std::string const& text, Style style, double width,
                                        Side side, bool own_words) const {
  std::vector<Layout> out;
  for (auto const& line : split(text, '\n'))
    out.push_back(paragraph(line, style, width, side, own_words));
  return out;
}

double height_of(std::vector<Layout> const& paragraphs) {
  double height = 0;
  for (auto const& layout : paragraphs) {
    int lines = 0;
    pango_layout_get_size(layout.get(), nullptr, &lines);
    height += static_cast<double>(lines) / PANGO_SCALE;
  }
  return height;
}

}  // namespace vefa::documents
