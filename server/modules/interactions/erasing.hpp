// Files of messages whose time is over by another module's word.
#pragma once
#include "modules/interactions/interactions.hpp"

namespace vefa::interactions {

/// Erases the bytes of one file, on whatever message it stands; its name and its hash stay. False
/// where there is none, or it was erased before.
bool erase_file(Context const& ctx, db::Tx& tx, AttachmentId id);
/// Which files of a message are kept no more, and since when.
std::map<AttachmentId, Instant> erased_files(db::Tx& tx, InteractionId id);

}  // namespace vefa::interactions
