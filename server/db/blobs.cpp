#include "db/blobs.hpp"

#include "base/crypto.hpp"
#include "db/queries.hpp"

namespace vefa::blobs {

namespace sql = db::sql;

BlobId put(Context const& ctx, db::Tx& tx, std::string_view bytes) {
  auto const id = ctx.new_id<BlobId>();
  tx.run(sql::add_blob, id, db::Bytes{sha256(bytes)}, bytes.size(), ctx.now);
  std::int64_t part = 0;
  for (std::size_t at = 0; at < bytes.size(); at += kPartBytes)
    tx.run(sql::add_blob_part, id, part++, db::Bytes{std::string(bytes.substr(at, kPartBytes))});
  return id;
}

std::optional<std::string> get(db::Tx& tx, BlobId id) {
  auto const about = info(tx, id);
  if (!about || about->erased_at) return std::nullopt;
  std::string all;
  all.reserve(static_cast<std::size_t>(about->size_bytes));
  for (auto const& part : tx.column<db::Bytes>(sql::list_blob_parts, id)) all += part.data;
  return all;
}

std::optional<BlobInfo> info(db::Tx& tx, BlobId id) {
  return tx.find<BlobInfo>(sql::find_blob, id);
}

std::optional<std::string> read_part(db::Tx& tx, BlobId id, std::int64_t part) {
  auto bytes = tx.scalar<db::Bytes>(sql::find_blob_part, id, part);
  if (!bytes) return std::nullopt;
  return std::move(bytes->data);
}

bool erase(Context const& ctx, db::Tx& tx, BlobId id) {
  tx.run(sql::erase_blob_parts, id);
  return tx.change(sql::erase_blob, id, ctx.now) == 1;
}

}  // namespace vefa::blobs
