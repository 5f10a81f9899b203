// Pure: whether values fit the definitions of custom fields.
#pragma once
#include "modules/fields/fields.hpp"

namespace vefa::fields {

/// See fields::validate; `fields` are all of the target, retired ones included.
Result<JsonObject> check(std::vector<Field> const& fields, Target target, JsonObject const& values,
                         JsonObject const& before);
/// Whether a definition makes sense: fields.bad_key, fields.no_label, fields.bad_label_language,
/// fields.needs_choices, fields.no_choices_here, fields.choice_twice.
Result<void> check_definition(Field const& field);

}  // namespace vefa::fields
