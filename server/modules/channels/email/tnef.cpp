#include "modules/channels/email/tnef.hpp"

#include <cstdint>

namespace vefa::email {
namespace {

constexpr std::uint32_t kSignature = 0x223E9F78;
constexpr std::uint32_t kAttachmentBegins = 0x00069002;
constexpr std::uint32_t kAttachmentTitle = 0x00018010;
constexpr std::uint32_t kAttachmentBytes = 0x0006800F;
constexpr std::size_t kMostFiles = 100;

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < width; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

}  // namespace

std::vector<TnefFile> read_tnef(std::string_view bytes) {
  constexpr std::size_t kHead = 6;           // signature, key
  constexpr std::size_t kAttributeHead = 9;  // level, id, length
  constexpr std::size_t kChecksum = 2;
  std::vector<TnefFile> files;
  if (bytes.size() < kHead || little_endian(bytes, 0, 4) != kSignature) return files;
  std::size_t at = kHead;
  while (at + kAttributeHead + kChecksum <= bytes.size()) {
    std::uint32_t const id = little_endian(bytes, at + 1, 4);
    std::size_t const length = little_endian(bytes, at + 5, 4);
    at += kAttributeHead;
    if (length > bytes.size() - at - kChecksum) break;
    auto value = bytes.substr(at, length);
    at += length + kChecksum;
    if (id == kAttachmentBegins && files.size() < kMostFiles) files.emplace_back();
    if (files.empty()) continue;
    if (id == kAttachmentTitle) files.back().name = value.substr(0, value.find('\0'));
    if (id == kAttachmentBytes) files.back().bytes = value;
  }
  std::erase_if(files, [](TnefFile const& file) { return file.bytes.empty(); });
  return files;
}

}  // namespace vefa::email
