// QR codes: what is dark of them. How they are drawn is the business of who draws.
#pragma once
#include <string>
#include <string_view>

namespace vefa {

/// A square of `width` modules; the white around it (four modules) is not counted.
struct QrCode {
  int width = 0;
  std::string dark;  // row by row, 1 or 0 a module

  bool is_dark(int x, int y) const { return dark[static_cast<std::size_t>(y * width + x)] != 0; }
};

/// Error correction M. Throws std::runtime_error when the text does not fit (beyond 2,300 bytes).
QrCode qr_code(std::string_view text);

}  // namespace vefa
