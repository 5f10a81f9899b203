// What was uploaded and stands on no message yet.
#pragma once
#include "modules/interactions/interactions.hpp"

namespace vefa::interactions {

/// Takes an upload of this member of staff out of here: its bytes are the caller's from now on.
/// Nothing for one that is not hers, or is bound.
std::optional<Attachment> take_upload(Context const& ctx, db::Tx& tx, AttachmentId upload);

}  // namespace vefa::interactions
