// A code to be printed on a box or a plate.
#pragma once
#include <string>
#include <string_view>

namespace vefa::units {

/// An SVG image of a QR code of `text` (error correction M, four modules of white around it).
/// Throws std::runtime_error when it does not fit (beyond 2,300 bytes).
std::string qr_svg(std::string_view text);

}  // namespace vefa::units
