// Files that must be whole or not there.
#pragma once
#include <string>

namespace vefa::files {

/// Hexadecimal sha256 and size, read in pieces. Throws std::runtime_error when it cannot be read.
struct Fingerprint {
  std::string sha256;
  std::int64_t bytes = 0;
};
Fingerprint fingerprint(std::string const& path);
/// Copies in pieces, durable, with this mode; `to` must not exist.
void copy(std::string const& from, std::string const& to, unsigned mode);
/// Writes beside and renames, durable: a reader sees the old text or the new one.
void write_whole(std::string const& path, std::string const& text, unsigned mode);
/// What lies in the file; throws std::runtime_error when it cannot be read.
std::string read_whole(std::string const& path);
/// Makes a file's bytes durable, or a folder's renames and new files.
void sync(std::string const& path);

}  // namespace vefa::files
