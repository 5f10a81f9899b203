#include "http/form.hpp"

#include "base/text.hpp"
#include "fuzz/targets.hpp"

namespace vefa::fuzz {
namespace {

constexpr char const* kBoundary = "vefa-form-boundary-0123456789";

bool same(std::vector<http::FormPart> const& a, std::vector<http::FormPart> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto const& x, auto const& y) {
    return x.name == y.name && x.file_name == y.file_name && x.value == y.value;
  });
}

std::string written(std::vector<http::FormPart> const& form) {
  std::string out;
  for (auto const& part : form) {
    out += std::string("--") + kBoundary + "\r\nContent-Disposition: form-data; name=\"" +
           part.name + "\"";
    if (!part.file_name.empty()) out += "; filename=\"" + part.file_name + "\"";
    out += "\r\n\r\n" + part.value + "\r\n";
  }
  return out + "--" + kBoundary + "--\r\n";
}

}  // namespace

std::string check_form(std::string_view request) {
  auto const end = request.find('\n');
  auto const type = request.substr(0, end);
  auto const body = request.substr(end == std::string_view::npos ? request.size() : end + 1);
  auto const form = http::parse_form(type, body);
  if (!form) return {};
  std::size_t bytes = 0;
  bool writable = true;
  for (auto const& part : *form) {
    if (!is_utf8(part.name) || !is_utf8(part.file_name)) return "a name is no UTF-8";
    if (part.file_name.empty() && !is_utf8(part.value)) return "a text is no UTF-8";
    bytes += part.name.size() + part.file_name.size() + part.value.size();
    for (auto const& name : {part.name, part.file_name})
      writable &= name.find_first_of("\"\r\n") == std::string::npos;
    writable &= part.value.find(kBoundary) == std::string::npos;
  }
  if (bytes > body.size()) return "more came out than went in";
  if (!writable) return {};
  auto const again =
      http::parse_form(std::string("multipart/form-data; boundary=") + kBoundary, written(*form));
  return again && same(*form, *again) ? "" : "written again it differs";
}

}  // namespace vefa::fuzz
