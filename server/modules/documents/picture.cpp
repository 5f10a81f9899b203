#include "modules/documents/picture.hpp"

#include <cairo.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"

namespace vefa::documents {
namespace {

using namespace std::string_view_literals;

constexpr auto kBegin = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"sv;  // and the first piece's name
constexpr int kSeen = 160;  // darker than this, of 255, is seen on white paper

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < 4; ++i) n = n << 8U | static_cast<unsigned char>(bytes[at + i]);
  return n;
}

/// Piece by piece to the last one, which ends with the file.
bool is_whole(std::string_view bytes) {
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    auto const length = number_at(bytes, at);
    if (length > bytes.size() - at - 12) return false;
    bool const is_last = bytes.substr(at + 4, 4) == "IEND";
    at += 12 + std::size_t{length};
    if (is_last) return at == bytes.size();
  }
  return false;
}

cairo_status_t give_bytes(void* from, unsigned char* to, unsigned int count) {
  auto& left = *static_cast<std::string_view*>(from);
  if (left.size() < count) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(to, left.data(), count);
  left.remove_prefix(count);
  return CAIRO_STATUS_SUCCESS;
}

/// Of premultiplied pixels, laid on white.
std::int64_t inked_of(cairo_surface_t* surface, int width, int height) {
  auto const* bytes = cairo_image_surface_get_data(surface);
  auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  bool const has_alpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32;
  std::int64_t inked = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, bytes + static_cast<std::size_t>(y) * stride + std::size_t{4} * x,
                  sizeof pixel);
      auto const part = [&](unsigned shift) { return static_cast<int>(pixel >> shift & 0xFFU); };
      int const paper = has_alpha ? 255 - part(24) : 0;
      int const dark = std::min({part(16), part(8), part(0)}) + paper;
      if (dark < kSeen) ++inked;
    }
  return inked;
}

}  // namespace

std::string bytes_of_base64(std::string_view text) {
  if (text.starts_with("data:")) text.remove_prefix(std::min(text.size(), text.find(',') + 1));
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string url_safe(text);
  std::ranges::replace(url_safe, '+', '-');
  std::ranges::replace(url_safe, '/', '_');
  return from_base64url(url_safe);
}

std::optional<Picture> read_png(std::string_view bytes) {
  if (bytes.size() < 33 || !bytes.starts_with(kBegin) || !is_whole(bytes)) return std::nullopt;
  auto const width = number_at(bytes, 16);
  auto const height = number_at(bytes, 20);
  if (width < 1 || height < 1 || width > kMostSide || height > kMostSide) return std::nullopt;
  auto left = bytes;
  std::shared_ptr<cairo_surface_t> surface(
      cairo_image_surface_create_from_png_stream(give_bytes, &left), cairo_surface_destroy);
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return std::nullopt;
  auto const format = cairo_image_surface_get_format(surface.get());
  if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) return std::nullopt;
  Picture out{.width = static_cast<int>(width), .height = static_cast<int>(height)};
  out.inked = inked_of(surface.get(), out.width, out.height);
  out.surface = std::move(surface);
  return out;
}

}  // namespace vefa::documents
