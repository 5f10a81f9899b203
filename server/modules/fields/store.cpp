#include "modules/fields/store.hpp"

#include "db/remember.hpp"
#include "modules/fields/queries.hpp"

namespace vefa::fields {
namespace {

db::Remembered const kFields{"custom_fields"};

/// A row: label and choices as JSON.
struct FieldRow {
  CustomFieldId id;
  std::int64_t version = 1;
  Target target = Target::Case;
  std::string key;
  FieldType type = FieldType::Text;
  std::string label;
  std::string choices;
  bool required = false;
  std::int64_t position = 0;
  std::optional<Instant> retired_at;
};
BOOST_DESCRIBE_STRUCT(FieldRow, (),
                      (id, version, target, key, type, label, choices, required, position,
                       retired_at))

Field from_row(FieldRow const& row) {
  return {row.id,
          row.version,
          row.target,
          row.key,
          row.type,
          from_json_text<Label>(row.label).value(),
          from_json_text<std::vector<FieldChoice>>(row.choices).value(),
          row.required,
          row.position,
          row.retired_at};
}
FieldRow to_row(Field const& field) {
  return {field.id,
          field.version,
          field.target,
          field.key,
          field.type,
          to_json_text(field.label),
          to_json_text(field.choices),
          field.required,
          field.position,
          field.retired_at};
}

}  // namespace

std::shared_ptr<std::vector<Field> const> load_fields(db::Tx& tx, Target target) {
  return db::remember<std::vector<Field>>(tx, kFields, wire::enum_text(target), [&] {
    std::vector<Field> fields;
    for (auto const& row : tx.list<FieldRow>(sql::list_fields, target))
      fields.push_back(from_row(row));
    return fields;
  });
}

std::optional<Field> load_field(db::Tx& tx, CustomFieldId id) {
  auto row = tx.find<FieldRow>(sql::find_field, id);
  if (!row) return std::nullopt;
  return from_row(*row);
}

bool insert_field(db::Tx& tx, Field const& field) {
  return tx.attempt([&] { tx.insert(sql::insert_field, to_row(field)); });
}

bool update_field(db::Tx& tx, Field const& field) {
  auto const row = to_row(field);
  return tx.change(sql::update_field, row.id, row.version, row.label, row.choices, row.required,
                   row.position, row.retired_at) == 1;
}

std::int64_t count_fields(db::Tx& tx, Target target) {
  return tx.scalar<std::int64_t>(sql::count_fields, target).value_or(0);
}

}  // namespace vefa::fields
