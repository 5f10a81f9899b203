#include "modules/documents/pages.hpp"

#include <cairo.h>

#include <algorithm>

#include "base/qr.hpp"
#include "modules/documents/picture.hpp"

namespace vefa::documents {
namespace {

constexpr double kInner = kPageWidth - 2 * kMargin;
constexpr double kGap = 14;  // between two columns
constexpr double kQrSide = 64;
constexpr double kSigningRoom = 52;

using Text = std::shared_ptr<std::vector<Layout>>;

void show(cairo_t* ink, Text const& text, double left, double top, double grey = 0) {
  cairo_set_source_rgb(ink, grey, grey, grey);
  for (auto const& layout : *text) {
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    cairo_move_to(ink, left, top);
    pango_cairo_show_layout(ink, layout.get());
    top += static_cast<double>(height) / PANGO_SCALE;
  }
}

void rule(cairo_t* ink, double left, double right, double y, double grey, double thick) {
  cairo_set_source_rgb(ink, grey, grey, grey);
  cairo_set_line_width(ink, thick);
  cairo_move_to(ink, left, y);
  cairo_line_to(ink, right, y);
  cairo_stroke(ink);
}

void draw_code(cairo_t* ink, QrCode const& code, double left, double top) {
  double const module = kQrSide / code.width;
  cairo_set_source_rgb(ink, 0, 0, 0);
  for (int y = 0; y < code.width; ++y)
    for (int x = 0; x < code.width; ++x)
      if (code.is_dark(x, y))
        cairo_rectangle(ink, left + x * module, top + y * module, module, module);
  cairo_fill(ink);
}

/// As large as fits over the line, at its beginning.
void draw_signature(cairo_t* ink, Picture const& picture, double left, double top, double width,
                    bool is_rtl) {
  double const room = kSigningRoom - 4;
  double const scale = std::min(width / picture.width, room / picture.height);
  double const wide = picture.width * scale;
  cairo_save(ink);
  cairo_translate(ink, is_rtl ? left + width - wide : left, top + room - picture.height * scale);
  cairo_scale(ink, scale, scale);
  cairo_set_source_surface(ink, picture.surface.get(), 0, 0);
  cairo_paint(ink);
  cairo_restore(ink);
}

class Setter {
 public:
  Setter(Paper const& paper, PaperPart const& part)
      : paper_(paper), part_(part), letters_(part.language) {}

  std::vector<Piece> all() {
    set_head();
    for (auto const& section : part_.sections) set_section(section);
    if (!part_.signatures.empty()) set_signatures();
    for (auto const& note : part_.notes) set_lines(note, Style::Small, true, 0.35);
    return std::move(pieces_);
  }

 private:
  /// The left edge of what stands `offset` from the beginning of the line.
  double left_of(double offset, double width) const {
    return letters_.is_rtl() ? kPageWidth - kMargin - offset - width : kMargin + offset;
  }
  Text set(std::string const& text, Style style, double width, Side side = Side::Start,
           bool own_words = false) const {
    return std::make_shared<std::vector<Layout>>(
        letters_.paragraphs(text, style, width, side, own_words));
  }
  void add(double height, std::function<void(cairo_t*, double)> ink, bool with_next = false) {
    pieces_.push_back({.height = height, .with_next = with_next, .ink = std::move(ink)});
  }

  void set_head() {
    bool const has_code = !paper_.qr.empty();
    double const end_width = kInner * 0.48 - (has_code ? kQrSide + kGap : 0);
    double const start_width = kInner - kInner * 0.48 - kGap;
    auto const company = set(paper_.company, Style::Strong, start_width, Side::Start, true);
    auto const lines = set(paper_.company_lines, Style::Small, start_width, Side::Start, true);
    auto const title = set(part_.title, Style::Title, end_width, Side::End);
    auto const subtitle = set(part_.subtitle, Style::Small, end_width, Side::End);
    auto const code = has_code ? std::optional(qr_code(paper_.qr)) : std::nullopt;
    double const height =
        std::max({height_of(*company) + height_of(*lines) + 2,
                  height_of(*title) + height_of(*subtitle) + 2, has_code ? kQrSide : 0});
    double const code_left = left_of(kInner - kQrSide, kQrSide);
    double const start_left = left_of(0, start_width);
    double const end_left = left_of(kInner * 0.52, end_width);
    add(height + 12, [=](cairo_t* ink, double top) {
      show(ink, company, start_left, top);
      show(ink, lines, start_left, top + height_of(*company) + 2, 0.25);
      show(ink, title, end_left, top);
      show(ink, subtitle, end_left, top + height_of(*title) + 2, 0.25);
      if (code) draw_code(ink, *code, code_left, top);
      rule(ink, kMargin, kPageWidth - kMargin, top + height + 6, 0.2, 1);
    });
  }

  void set_section(PaperSection const& section) {
    if (section.fields.empty() && !section.table) return;
    if (!section.title.empty()) {
      auto const title = set(section.title, Style::Heading, kInner);
      double const left = left_of(0, kInner);
      double const height = height_of(*title);
      add(
          height + 12,
          [=](cairo_t* ink, double top) {
            show(ink, title, left, top + 7);
            rule(ink, kMargin, kPageWidth - kMargin, top + height + 9, 0.75, 0.5);
          },
          true);
    }
    for (std::size_t i = 0; i < section.fields.size(); ++i) {
      if (section.fields[i].wide) {
        set_wide(section.fields[i]);
      } else if (i + 1 < section.fields.size() && !section.fields[i + 1].wide) {
        set_pair(section.fields[i], &section.fields[i + 1]);
        ++i;
      } else {
        set_pair(section.fields[i], nullptr);
      }
    }
    if (section.table) set_table(*section.table);
  }

  void set_wide(PaperField const& field) {
    auto const label = set(field.label, Style::Label, kInner);
    double const left = left_of(0, kInner);
    add(
        height_of(*label) + 3,
        [=](cairo_t* ink, double top) { show(ink, label, left, top + 3, 0.35); }, true);
    set_lines(field.value, Style::Body, true, 0);
  }

  /// Line by line, so that a long text runs over to the next page.
  void set_lines(std::string const& text, Style style, bool own_words, double grey) {
    auto const whole = set(text, style, kInner, Side::Start, own_words);
    double const left = left_of(0, kInner);
    for (auto const& layout : *whole) {
      std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> const lines(
          pango_layout_get_iter(layout.get()), pango_layout_iter_free);
      do {
        PangoRectangle box;
        pango_layout_iter_get_line_extents(lines.get(), nullptr, &box);
        int const baseline = pango_layout_iter_get_baseline(lines.get()) - box.y;
        auto* line = pango_layout_iter_get_line_readonly(lines.get());
        double const x = left + static_cast<double>(box.x) / PANGO_SCALE;
        double const down = static_cast<double>(baseline) / PANGO_SCALE;
        // `whole` keeps the line.
        add(static_cast<double>(box.height) / PANGO_SCALE, [=](cairo_t* ink, double top) {
          (void)whole;
          cairo_set_source_rgb(ink, grey, grey, grey);
          cairo_move_to(ink, x, top + down);
          pango_cairo_show_layout_line(ink, line);
        });
      } while (pango_layout_iter_next_line(lines.get()));
    }
  }

  void set_pair(PaperField const& first, PaperField const* second) {
    double const width = (kInner - kGap) / 2;
    double height = 0;
    std::vector<std::function<void(cairo_t*, double)>> inks;
    double offset = 0;
    for (auto const* field : {&first, second}) {
      if (!field) continue;
      auto const label = set(field->label, Style::Label, width);
      auto const value = set(field->value, Style::Body, width, Side::Start, true);
      double const left = left_of(offset, width);
      double const down = 3 + height_of(*label);
      height = std::max(height, down + height_of(*value));
      inks.emplace_back([=](cairo_t* ink, double top) {
        show(ink, label, left, top + 3, 0.35);
        show(ink, value, left, top + down);
      });
      offset += width + kGap;
    }
    add(height, [inks](cairo_t* ink, double top) {
      for (auto const& one : inks) one(ink, top);
    });
  }

  void set_row(PaperTable const& table, std::vector<std::string> const& cells, Style style,
               int number, bool is_titles) {
    double shares = 0;
    for (auto const& column : table.columns) shares += column.share;
    double height = 0;
    double offset = 0;
    std::vector<std::pair<Text, double>> placed;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      double const width = kInner * table.columns[i].share / shares;
      auto const side = table.columns[i].is_sum ? Side::End : Side::Start;
      auto const text = set(i < cells.size() ? cells[i] : "", style, width - 8, side, !is_titles);
      placed.emplace_back(text, left_of(offset + 4, width - 8));
      height = std::max(height, height_of(*text));
      offset += width;
    }
    double const whole = height + 6;
    pieces_.push_back({.height = whole,
                       .with_next = is_titles,
                       .table = number,
                       .is_titles = is_titles,
                       .ink = [=](cairo_t* ink, double top) {
                         for (auto const& [text, left] : placed)
                           show(ink, text, left, top + 3, is_titles ? 0.35 : 0);
                         rule(ink, kMargin, kPageWidth - kMargin, top + whole,
                              is_titles ? 0.4 : 0.85, 0.5);
                       }});
  }

  void set_table(PaperTable const& table) {
    if (table.columns.empty()) return;
    int const number = tables_++;
    std::vector<std::string> titles;
    titles.reserve(table.columns.size());
    for (auto const& column : table.columns) titles.push_back(column.title);
    set_row(table, titles, Style::Label, number, true);
    for (auto const& row : table.rows) set_row(table, row, Style::Body, number, false);
    for (auto const& total : table.totals) {
      double const width = kInner / 4;
      auto const label = set(total.label, Style::Body, width, Side::End);
      auto const value =
          set(total.value, total.wide ? Style::Strong : Style::Body, width - 4, Side::End, true);
      double const height = std::max(height_of(*label), height_of(*value));
      double const label_left = left_of(kInner / 2, width);
      double const value_left = left_of(kInner * 3 / 4, width - 4);
      add(height + 4, [=](cairo_t* ink, double top) {
        show(ink, label, label_left, top + 3, 0.25);
        show(ink, value, value_left, top + 3);
      });
    }
  }

  struct Signed {
    Text label;
    Text written;
    std::optional<Picture> picture;
    double left = 0;
  };

  void set_signatures() {
    auto const count = static_cast<double>(part_.signatures.size());
    double const width = (kInner - kGap * (count - 1)) / count;
    std::vector<Signed> placed;
    double height = 0;
    double written = 0;
    for (std::size_t i = 0; i < part_.signatures.size(); ++i) {
      auto const& signer = part_.signatures[i];
      placed.push_back({.label = set(signer.label, Style::Label, width),
                        .written = set(signer.written, Style::Body, width, Side::Start, true),
                        .picture = signer.png.empty() ? std::nullopt : read_png(signer.png),
                        .left = left_of(static_cast<double>(i) * (width + kGap), width)});
      height = std::max(height, height_of(*placed.back().label));
      if (!signer.written.empty()) written = std::max(written, height_of(*placed.back().written));
    }
    double const room = kSigningRoom + written;
    bool const is_rtl = letters_.is_rtl();
    add(room + height + 8, [=](cairo_t* ink, double top) {
      for (auto const& one : placed) {
        if (one.picture) draw_signature(ink, *one.picture, one.left, top + 2, width, is_rtl);
        if (written > 0) show(ink, one.written, one.left, top + room - height_of(*one.written));
        rule(ink, one.left, one.left + width, top + room, 0.2, 0.7);
        show(ink, one.label, one.left, top + room + 3, 0.35);
      }
    });
  }

  Paper const& paper_;
  PaperPart const& part_;
  Letters letters_;
  std::vector<Piece> pieces_;
  int tables_ = 0;
};

}  // namespace

std::vector<Piece> pieces_of(Paper const& paper, PaperPart const& part) {
  return Setter(paper, part).all();
}

std::vector<Page> pages_of(std::vector<Piece> const& pieces) {
  constexpr double kBottom = kPageHeight - kMargin - kFooter;
  std::vector<Page> pages(1);
  std::map<int, Piece const*> titles;
  double top = kMargin;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    // What must not be parted is measured together.
    double together = pieces[i].height;
    for (std::size_t j = i; pieces[j].with_next && j + 1 < pieces.size(); ++j)
      together += pieces[j + 1].height;
    if (top + together > kBottom && !pages.back().empty()) {
      pages.emplace_back();
      top = kMargin;
      auto const of = titles.find(pieces[i].table);
      if (of != titles.end()) {
        pages.back().push_back({of->second, top});
        top += of->second->height;
      }
    }
    if (pieces[i].is_titles) titles[pieces[i].table] = &pieces[i];
    pages.back().push_back({&pieces[i], top});
    top += pieces[i].height;
  }
  return pages;
}

}  // namespace vefa::documents
