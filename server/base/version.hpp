// The program's version: one place for `vefa --version`, backups and the package.
#pragma once

namespace vefa {

inline constexpr char const* kVersion = "0.1.0";

}  // namespace vefa
