#include "base/file_type.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace vefa {
namespace {

struct Magic {
  std::size_t at;
  std::string_view bytes;
  std::string_view type;
};
using namespace std::string_view_literals;
constexpr auto kMagic = std::to_array<Magic>({
    {0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    {0, "\x89PNG\r\n\x1A\n"sv, "image/png"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {0, "BM"sv, "image/bmp"},
    {0, "II*\0"sv, "image/tiff"},
    {0, "MM\0*"sv, "image/tiff"},
    {0, "%PDF-"sv, "application/pdf"},
    {0, "{\\rtf"sv, "application/rtf"},
    {0, "MZ"sv, "application/vnd.microsoft.portable-executable"},
    {0,
     "\x7F"
     "ELF"sv,
     "application/x-executable"},
    {0, "Rar!\x1A\x07"sv, "application/vnd.rar"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},
    {0, "\x1F\x8B\x08"sv, "application/gzip"},
    {0, "ID3"sv, "audio/mpeg"},
    {0, "OggS"sv, "audio/ogg"},
    {0, "fLaC"sv, "audio/flac"},
    {0, "#!AMR"sv, "audio/amr"},
    {0, "\x1A\x45\xDF\xA3"sv, "video/webm"},
    {0, "\x78\x9F\x3E\x22"sv, "application/ms-tnef"},
    {4, "ftypheic"sv, "image/heic"},
    {4, "ftypheix"sv, "image/heic"},
    {4, "ftypmif1"sv, "image/heif"},
    {4, "ftypavif"sv, "image/avif"},
    {4, "ftypM4A"sv, "audio/mp4"},
    {4, "ftypqt"sv, "video/quicktime"},
    {4, "ftyp3g"sv, "video/3gpp"},
    {4, "ftyp"sv, "video/mp4"},
    {8, "WEBP"sv, "image/webp"},
    {8, "WAVE"sv, "audio/wav"},
    {8, "AVI "sv, "video/x-msvideo"},
});

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string type_of_zip(std::string_view bytes) {
  auto const head = bytes.substr(0, 4096);
  auto const names = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 65536));
  constexpr std::string_view kOpen = "mimetypeapplication/";
  if (auto const at = head.find(kOpen); at != std::string_view::npos) {
    auto const type = head.substr(at + 8, 80);
    auto const end = type.find_first_of(std::string_view("PK\0", 3));
    std::string found(type.substr(0, end));
    bool const plain =
        found.find_first_not_of("abcdefghijklmnopqrstuvwxyz.-+/0123456789") == std::string::npos;
    if (plain) return found;
  }
  constexpr std::string_view kOffice = "application/vnd.openxmlformats-officedocument.";
  if (contains(names, "word/document.xml"))
    return std::string(kOffice) + "wordprocessingml.document";
  if (contains(names, "xl/workbook.xml")) return std::string(kOffice) + "spreadsheetml.sheet";
  if (contains(names, "ppt/presentation.xml"))
    return std::string(kOffice) + "presentationml.presentation";
  return "application/zip";
}

std::string type_of_ole(std::string_view declared, std::string_view file_name) {
  static constexpr auto kOffice = std::to_array<std::string_view>(
      {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
       "application/vnd.ms-outlook"});
  for (auto type : kOffice)
    if (declared == type) return std::string(type);
  std::string const name = lower(file_name);
  if (name.ends_with(".doc")) return "application/msword";
  if (name.ends_with(".xls")) return "application/vnd.ms-excel";
  if (name.ends_with(".ppt")) return "application/vnd.ms-powerpoint";
  if (name.ends_with(".msg")) return "application/vnd.ms-outlook";
  return "application/x-ole-storage";
}

bool looks_like_text(std::string_view bytes) {
  auto const head = bytes.substr(0, 4096);
  auto const odd = std::count_if(head.begin(), head.end(), [](char c) {
    auto const u = static_cast<unsigned char>(c);
    return u < 0x20 && u != '\t' && u != '\n' && u != '\r' && u != '\f' && u != 0x1B;
  });
  return odd == 0;
}

/// Text that a browser would run or draw is named as what it is.
std::string type_of_text(std::string_view bytes, std::string_view declared) {
  std::string const head = lower(bytes.substr(0, 1024));
  if (contains(head, "<svg")) return "image/svg+xml";
  if (contains(head, "<!doctype html") || contains(head, "<html") || contains(head, "<script"))
    return "text/html";
  if (head.find("begin:vcalendar") < 16) return "text/calendar";
  if (head.find("begin:vcard") < 16) return "text/vcard";
  if (head.find("<?xml") < 4) return "application/xml";
  static constexpr auto kPlain = std::to_array<std::string_view>(
      {"text/csv", "text/plain", "text/calendar", "text/vcard", "application/json", "text/markdown",
       "message/rfc822", "application/pgp-signature", "message/delivery-status",
       "text/rfc822-headers", "application/pkcs7-signature"});
  for (auto type : kPlain)
    if (declared == type) return std::string(type);
  return "text/plain";
}

/// Two or three letters at the beginning of a text are no mark of a file.
bool is_marked_as(std::string_view bytes, Magic const& magic) {
  if (bytes.size() <= magic.at || !bytes.substr(magic.at).starts_with(magic.bytes)) return false;
  bool const weak = magic.bytes == "BM" || magic.bytes == "MZ" || magic.bytes == "ID3";
  return !weak || !looks_like_text(bytes);
}

std::string_view extension_of(std::string_view type) {
  static constexpr auto kExtensions = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"image/jpeg", ".jpg"},
       {"image/png", ".png"},
       {"image/gif", ".gif"},
       {"image/webp", ".webp"},
       {"application/pdf", ".pdf"},
       {"text/plain", ".txt"},
       {"text/html", ".html"},
       {"text/calendar", ".ics"},
       {"message/rfc822", ".eml"},
       {"application/zip", ".zip"},
       {"video/mp4", ".mp4"},
       {"audio/mpeg", ".mp3"},
       {"image/heic", ".heic"},
       {"message/delivery-status", ".txt"},
       {"text/rfc822-headers", ".txt"}});
  for (auto [known, extension] : kExtensions)
    if (known == type) return extension;
  return ".bin";
}

}  // namespace

std::string true_media_type(std::string_view bytes, std::string_view declared_type,
                            std::string_view file_name) {
  std::string const declared = lower(declared_type);
  if (bytes.empty()) return "application/octet-stream";
  if (bytes.starts_with("PK\x03\x04")) return type_of_zip(bytes);
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return type_of_ole(declared, file_name);
  for (auto const& magic : kMagic)
    if (is_marked_as(bytes, magic)) return std::string(magic.type);
  if (looks_like_text(bytes)) return type_of_text(bytes, declared);
  // Unknown bytes are never taken for what a browser would show by itself.
  bool const shown = declared.starts_with("text/") || declared.starts_with("image/") ||
                     declared.starts_with("message/") || declared.starts_with("multipart/") ||
                     contains(declared, "xml") || contains(declared, "html") ||
                     contains(declared, "script");
  bool const named = contains(declared, "/") && declared.size() < 100;
  return shown || !named ? "application/octet-stream" : declared;
}

std::string served_media_type(std::string const& type) {
  bool const plain_picture =
      type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp";
  return plain_picture || type == "application/pdf" ? type : "application/octet-stream";
}

std::string safe_file_name(std::string_view name, std::string_view media_type) {
  constexpr std::size_t kLongest = 150;
  std::string clean;
  auto const slash = name.find_last_of("/\\");
  std::string_view rest = slash == std::string_view::npos ? name : name.substr(slash + 1);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    auto const three = rest.substr(i, 3);
    // Overrides of direction make `gpj.exe` look like `exe.jpg`.
    if ((three >= "\u202A" && three <= "\u202E") || (three >= "\u2066" && three <= "\u2069")) {
      i += 2;
    } else if (static_cast<unsigned char>(rest[i]) >= 0x20 && rest[i] != 0x7F &&
               std::string_view("<>:\"|?*").find(rest[i]) == std::string_view::npos) {
      clean += rest[i];
    }
  }
  clean = trim(clean);
  while (clean.starts_with('.')) clean.erase(0, 1);
  if (clean.empty()) return "file" + std::string(extension_of(media_type));
  if (length_of(clean) <= kLongest) return clean;
  auto const dot = clean.rfind('.');
  std::string const extension =
      dot != std::string::npos && clean.size() - dot <= 10 ? clean.substr(dot) : std::string();
  return std::string(prefix_of(clean, kLongest - extension.size())) + extension;
}

}  // namespace vefa
