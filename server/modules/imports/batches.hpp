// The jobs of an import; their subject is its id.
#pragma once

namespace vefa::imports {

inline constexpr char const* kRunWork = "imports.run";
inline constexpr char const* kUndoWork = "imports.undo";

}  // namespace vefa::imports
