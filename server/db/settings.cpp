#include "db/settings.hpp"

#include "db/queries.hpp"

namespace vefa::db {

std::optional<JsonObject> get_setting(Tx& tx, std::string_view key) {
  return tx.scalar<JsonObject>(sql::find_setting, key);
}

void put_setting(Tx& tx, std::string_view key, JsonObject const& value) {
  tx.run(sql::put_setting, key, value);
}

}  // namespace vefa::db
