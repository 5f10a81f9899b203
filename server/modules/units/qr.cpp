#include "modules/units/qr.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace vefa::units {

std::string qr_svg(std::string_view text) {
  std::string const content(text);
  std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(
      QRcode_encodeString8bit(content.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) throw std::runtime_error("too long for a QR code");
  constexpr int kWhite = 4;
  std::string path;
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x)
      if (code->data[y * code->width + x] & 1)
        path += fmt::format("M{} {}h1v1h-1z", x + kWhite, y + kWhite);
  int const side = code->width + 2 * kWhite;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" "
      "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{0}v{0}h-{0}z\"/>"
      "<path d=\"{1}\"/></svg>\n",
      side, path);
}

}  // namespace vefa::units
