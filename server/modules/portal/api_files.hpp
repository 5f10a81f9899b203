// Files that come with a form of hers.
#pragma once
#include "http/form.hpp"
#include "modules/interactions/interactions.hpp"

namespace vefa::portal {

/// Those that hold anything, each with what it truly is.
std::vector<interactions::NewAttachment> files_of(std::vector<http::FormPart> const& form);

}  // namespace vefa::portal
