// Pictures that come from outside and stand on papers: what somebody drew with a finger or a pen.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

typedef struct _cairo_surface cairo_surface_t;

namespace vefa::documents {

inline constexpr int kMostSide = 2000;  // pixels

struct Picture {
  int width = 0;
  int height = 0;
  std::int64_t inked = 0;  // pixels that are seen on white paper
  std::shared_ptr<cairo_surface_t> surface;
};

/// A canvas gives "data:image/png;base64,…" with padding; programs give base64 of either alphabet.
std::string bytes_of_base64(std::string_view text);

/// A whole PNG and nothing behind it, no side longer than `kMostSide`: looked at before it is
/// unpacked. Nothing for all else. Takes milliseconds: outside of a write.
std::optional<Picture> read_png(std::string_view bytes);

}  // namespace vefa::documents
