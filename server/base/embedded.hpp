// Files built into the program: migrations, texts, pages.
#pragma once
#include <span>
#include <string_view>

namespace vefa {

struct EmbeddedFile {
  std::string_view path;  // from the project's root: "server/migrations/0001_platform.sql"
  std::string_view bytes;
};

/// All of them, ordered by path.
std::span<EmbeddedFile const> embedded_files();
/// Empty when there is none of that path.
std::string_view embedded_file(std::string_view path);

}  // namespace vefa
