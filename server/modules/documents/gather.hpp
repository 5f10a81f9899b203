// What is known of a case and its unit before anybody writes a word.
#pragma once
#include "modules/documents/form.hpp"

namespace vefa::documents {

/// NotFound for a case, a unit; the caller has asked whether the actor may see it.
Result<Ground> gather(Context const& ctx, db::Tx& tx, About const& about, DocumentKind kind);

}  // namespace vefa::documents
