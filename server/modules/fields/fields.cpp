#include "modules/fields/fields.hpp"

#include "modules/fields/rules.hpp"
#include "modules/fields/store.hpp"

namespace vefa::fields {

std::vector<Field> list(db::Tx& tx, Target target) { return *load_fields(tx, target); }

Result<JsonObject> validate(db::Tx& tx, Target target, JsonObject const& values,
                            JsonObject const& before) {
  return check(*load_fields(tx, target), target, values, before);
}

}  // namespace vefa::fields
