// Rows of custom fields.
#pragma once
#include "modules/fields/fields.hpp"

namespace vefa::fields {

std::shared_ptr<std::vector<Field> const> load_fields(db::Tx& tx, Target target);
std::optional<Field> load_field(db::Tx& tx, CustomFieldId id);
/// False when the target has a field of this key.
bool insert_field(db::Tx& tx, Field const& field);
/// Writes what can change where the version is still `field.version`; false when it is not.
bool update_field(db::Tx& tx, Field const& field);
std::int64_t count_fields(db::Tx& tx, Target target);

}  // namespace vefa::fields
