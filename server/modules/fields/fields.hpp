// Custom fields: what a company wants to know of its customers and cases besides what everyone
// does.
#pragma once
#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::fields {

enum class Target { Customer, Case };
BOOST_DESCRIBE_ENUM(Target, Customer, Case)
/// Text: up to 2,000 characters. Date: `2026-11-22`. Choice: the value of one of the choices.
enum class FieldType { Text, Number, Date, Choice, Bool };
BOOST_DESCRIBE_ENUM(FieldType, Text, Number, Date, Choice, Bool)

/// By language tag; every language of ours that has none shows the first that has.
using Label = std::map<std::string, Text<100, 1>>;

struct FieldChoice {
  Text<60, 1> value;
  Label label;
};
BOOST_DESCRIBE_STRUCT(FieldChoice, (), (value, label))

struct Field {
  CustomFieldId id;
  std::int64_t version = 1;
  Target target = Target::Case;
  std::string key;  // lower-case letters, digits, underscores
  FieldType type = FieldType::Text;
  Label label;
  std::vector<FieldChoice> choices;  // of a Choice
  bool required = false;
  std::int64_t position = 0;
  std::optional<Instant> retired_at;  // no longer asked for; values stay
};
BOOST_DESCRIBE_STRUCT(Field, (),
                      (id, version, target, key, type, label, choices, required, position,
                       retired_at))

/// In the order of their positions; retired ones too; at most kMostFields.
inline constexpr std::size_t kMostFields = 200;
std::vector<Field> list(db::Tx& tx, Target target);

/// The values as they are to be stored: known keys of the right type, texts tidied, nulls left out.
/// Values of retired fields stay as they were in `before` and cannot be given anew. Errors, each
/// with its field (`custom.key` of customers, `fields.key` of cases): fields.unknown,
/// fields.required, fields.not_text, fields.not_number, fields.not_date, fields.not_choice,
/// fields.not_bool.
Result<JsonObject> validate(db::Tx& tx, Target target, JsonObject const& values,
                            JsonObject const& before = {});

/// Permission SettingsWrite for changes, Self for reading.
void add_routes(http::Routes& routes);

}  // namespace vefa::fields
