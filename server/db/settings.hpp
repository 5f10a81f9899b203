// The company's own settings: one JSON object a key. Each key belongs to one module.
#pragma once
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::db {

/// Nothing when the key was never put.
std::optional<JsonObject> get_setting(Tx& tx, std::string_view key);
/// Creates or replaces it, and counts its version up.
void put_setting(Tx& tx, std::string_view key, JsonObject const& value);

/// As a described struct; nothing when the key was never put, or what was put no longer fits.
template <class T>
std::optional<T> get_setting_as(Tx& tx, std::string_view key) {
  auto found = get_setting(tx, key);
  if (!found) return std::nullopt;
  auto decoded = from_json<T>(Json(std::move(*found)));
  if (!decoded) return std::nullopt;
  return std::move(*decoded);
}

}  // namespace vefa::db
