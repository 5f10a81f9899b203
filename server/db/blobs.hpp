// Bytes of attachments and raw messages, kept in the database in parts, so that one backup has all.
#pragma once
#include "base/context.hpp"
#include "db/blob_id.hpp"
#include "db/database.hpp"

namespace vefa::blobs {

constexpr std::size_t kPartBytes = 256 * 1024;

struct BlobInfo {
  BlobId id;
  db::Bytes sha256;  // 32 bytes, of the content as it was stored
  std::int64_t size_bytes = 0;
  Instant created_at;
  std::optional<Instant> erased_at;

  /// How many parts `read_part` gives: 0 for an empty or an erased blob.
  std::int64_t parts() const {
    if (erased_at) return 0;
    return (size_bytes + static_cast<std::int64_t>(kPartBytes) - 1) /
           static_cast<std::int64_t>(kPartBytes);
  }
};
BOOST_DESCRIBE_STRUCT(BlobInfo, (), (id, sha256, size_bytes, created_at, erased_at))

/// Stores the bytes under a new id. The same content twice is stored twice, so that erasing one
/// person's file never touches another's.
BlobId put(Context const& ctx, db::Tx& tx, std::string_view bytes);
/// All bytes; nothing when there is no such blob or it was erased. For what fits into memory many
/// times over; large ones are read part by part.
std::optional<std::string> get(db::Tx& tx, BlobId id);
std::optional<BlobInfo> info(db::Tx& tx, BlobId id);
/// Part `part` from 0, `kPartBytes` long but for the last; nothing beyond the end or after erasure.
std::optional<std::string> read_part(db::Tx& tx, BlobId id, std::int64_t part);
/// Removes the bytes; the row with size and hash stays as proof that there was something. Answers
/// false when there is no such blob or it was erased before.
bool erase(Context const& ctx, db::Tx& tx, BlobId id);

}  // namespace vefa::blobs
