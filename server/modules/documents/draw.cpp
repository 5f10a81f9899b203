#include <cairo-pdf.h>
#include <cairo.h>

#include "base/text.hpp"
#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"
#include "modules/documents/pages.hpp"

namespace vefa::documents {
namespace {

struct SurfaceEnd {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct InkEnd {
  void operator()(cairo_t* ink) const { cairo_destroy(ink); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceEnd>;
using Ink = std::unique_ptr<cairo_t, InkEnd>;

cairo_status_t take_bytes(void* to, unsigned char const* bytes, unsigned int count) {
  static_cast<std::string*>(to)->append(reinterpret_cast<char const*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

void must_be_drawn(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("a document was not drawn: ") +
                             cairo_status_to_string(status));
}

Error too_long(char const* what, std::size_t limit) {
  return refused(std::string("documents.too_long_") + what, {{"limit", std::to_string(limit)}});
}

Result<void> check_section(PaperSection const& section) {
  for (auto const& field : section.fields)
    if (length_of(field.value) > kMostText) return too_long("text", kMostText);
  if (!section.table) return {};
  if (section.table->rows.size() > kMostRows) return too_long("table", kMostRows);
  for (auto const& row : section.table->rows)
    for (auto const& cell : row)
      if (length_of(cell) > kMostText) return too_long("text", kMostText);
  return {};
}

Result<void> check(Paper const& paper) {
  if (length_of(paper.company_lines) > kMostText) return too_long("text", kMostText);
  for (auto const& part : paper.parts) {
    for (auto const& section : part.sections) TRY(check_section(section));
    for (auto const& note : part.notes)
      if (length_of(note) > kMostText) return too_long("text", kMostText);
  }
  return {};
}

/// Everything laid out, ready for one surface or another.
struct Laid {
  struct Part {
    PaperPart const* of;
    std::vector<Piece> pieces;
    std::vector<Page> pages;
  };
  std::vector<std::unique_ptr<Part>> parts;
  int pages = 0;
};

Result<Laid> lay_out(Paper const& paper) {
  TRY(check(paper));
  Laid laid;
  for (auto const& part : paper.parts) {
    auto one = std::make_unique<Laid::Part>(Laid::Part{&part, pieces_of(paper, part), {}});
    one->pages = pages_of(one->pieces);
    laid.pages += static_cast<int>(one->pages.size());
    laid.parts.push_back(std::move(one));
  }
  if (laid.pages > kMostPages) return too_long("pages", kMostPages);
  return laid;
}

void draw_footer(cairo_t* ink, Paper const& paper, PaperPart const& part, int page, int pages) {
  Letters const letters(part.language);
  double const width = kPageWidth - 2 * kMargin;
  auto const text = i18n::message(part.language, "documents.footer",
                                  {{"number", i18n::isolated(part.language, paper.number)},
                                   {"title", part.title},
                                   {"page", std::to_string(page)},
                                   {"pages", std::to_string(pages)}});
  cairo_set_source_rgb(ink, 0.35, 0.35, 0.35);
  for (auto const& layout : letters.paragraphs(text, Style::Small, width, Side::Middle, false)) {
    cairo_move_to(ink, kMargin, kPageHeight - kMargin - 8);
    pango_cairo_show_layout(ink, layout.get());
  }
}

/// Calls `begin` before and `end` after each page.
template <class Begin, class End>
void draw_all(Laid const& laid, Paper const& paper, int most, Begin const& begin, End const& end) {
  int number = 0;
  for (auto const& part : laid.parts) {
    for (auto const& page : part->pages) {
      if (number == most) return;
      cairo_t* const ink = begin();
      for (auto const& placed : page) placed.piece->ink(ink, placed.top);
      draw_footer(ink, paper, *part->of, ++number, laid.pages);
      end(ink);
    }
  }
}

}  // namespace

Result<Drawn> draw(Paper const& paper) {
  auto const laid = TRY(lay_out(paper));
  Drawn out{.pdf = {}, .pages = laid.pages};
  Surface const surface(
      cairo_pdf_surface_create_for_stream(take_bytes, &out.pdf, kPageWidth, kPageHeight));
  auto const made_at = to_text(paper.made_at).substr(0, 19) + "Z";
  auto const title = paper.number + (paper.parts.empty() ? "" : " " + paper.parts[0].title);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_AUTHOR, paper.company.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, made_at.c_str());
  Ink const ink(cairo_create(surface.get()));
  draw_all(
      laid, paper, kMostPages, [&] { return ink.get(); },
      [](cairo_t* page) { cairo_show_page(page); });
  cairo_surface_finish(surface.get());
  must_be_drawn(cairo_surface_status(surface.get()));
  return out;
}

Result<std::vector<std::string>> pictures(Paper const& paper, int most_pages) {
  constexpr double kScale = 1.6;  // 115 dots an inch
  auto const laid = TRY(lay_out(paper));
  std::vector<std::string> out;
  Surface surface;
  Ink ink;
  auto const begin = [&] {
    surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                             static_cast<int>(kPageWidth * kScale),
                                             static_cast<int>(kPageHeight * kScale)));
    ink.reset(cairo_create(surface.get()));
    cairo_set_source_rgb(ink.get(), 1, 1, 1);
    cairo_paint(ink.get());
    cairo_scale(ink.get(), kScale, kScale);
    return ink.get();
  };
  draw_all(laid, paper, most_pages, begin, [&](cairo_t*) {
    std::string png;
    must_be_drawn(cairo_surface_write_to_png_stream(surface.get(), take_bytes, &png));
    out.push_back(std::move(png));
  });
  return out;
}

}  // namespace vefa::documents
