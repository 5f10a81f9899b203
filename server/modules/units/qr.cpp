#include "modules/units/qr.hpp"

#include <fmt/format.h>

#include "base/qr.hpp"

namespace vefa::units {

std::string qr_svg(std::string_view text) {
  auto const code = qr_code(text);
  constexpr int kWhite = 4;
  std::string path;
  for (int y = 0; y < code.width; ++y)
    for (int x = 0; x < code.width; ++x)
      if (code.is_dark(x, y)) path += fmt::format("M{} {}h1v1h-1z", x + kWhite, y + kWhite);
  int const side = code.width + 2 * kWhite;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" "
      "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{0}v{0}h-{0}z\"/>"
      "<path d=\"{1}\"/></svg>\n",
      side, path);
}

}  // namespace vefa::units
