// What a file truly is, by its first bytes.
#pragma once
#include <string>
#include <string_view>

namespace vefa {

/// The media type shown and served. A picture, page or program is what its bytes say; for the rest
/// the declared type stands where the bytes do not contradict it; else application/octet-stream.
std::string true_media_type(std::string_view bytes, std::string_view declared,
                            std::string_view file_name);

/// The media type to serve a stored file under: only what cannot run in a browser is told by its
/// true type; all else is bytes to be saved.
std::string served_media_type(std::string const& true_type);

/// A name to save under: last component, without control characters and direction overrides; never
/// empty.
std::string safe_file_name(std::string_view name, std::string_view media_type);

}  // namespace vefa
