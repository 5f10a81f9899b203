#include "modules/portal/api_files.hpp"

#include "base/file_type.hpp"

namespace vefa::portal {

std::vector<interactions::NewAttachment> files_of(std::vector<http::FormPart> const& form) {
  std::vector<interactions::NewAttachment> out;
  for (auto const& part : form) {
    if (part.file_name.empty() || part.value.empty()) continue;
    interactions::NewAttachment file;
    file.media_type = true_media_type(part.value, part.media_type, part.file_name);
    file.name = safe_file_name(part.file_name, file.media_type);
    file.declared_type = part.media_type;
    file.bytes = part.value;
    out.push_back(std::move(file));
  }
  return out;
}

}  // namespace vefa::portal
