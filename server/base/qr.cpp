#include "base/qr.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace vefa {

QrCode qr_code(std::string_view text) {
  std::string const content(text);
  std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(
      QRcode_encodeString8bit(content.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) throw std::runtime_error("too long for a QR code");
  QrCode out{.width = code->width, .dark = {}};
  for (int i = 0; i < code->width * code->width; ++i)
    out.dark += static_cast<char>(code->data[i] & 1);
  return out;
}

}  // namespace vefa
