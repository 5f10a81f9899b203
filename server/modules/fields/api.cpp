#include "http/api.hpp"
#include "jobs/jobs.hpp"
#include "modules/fields/rules.hpp"
#include "modules/fields/store.hpp"

namespace vefa::fields {

struct FieldFilter {
  std::optional<Target> target;
};
BOOST_DESCRIBE_STRUCT(FieldFilter, (), (target))

struct NewField {
  Target target = Target::Case;
  Text<40, 1> key;
  FieldType type = FieldType::Text;
  Label label;
  std::optional<List<FieldChoice, 200>> choices;
  std::optional<bool> required;
  std::optional<std::int64_t> position;
};
BOOST_DESCRIBE_STRUCT(NewField, (), (target, key, type, label, choices, required, position))

/// Members that are absent stay. Key and type stay for ever, since values exist.
struct FieldChange {
  std::int64_t version = 0;
  std::optional<Label> label;
  std::optional<List<FieldChoice, 200>> choices;
  std::optional<bool> required;
  std::optional<std::int64_t> position;
  std::optional<bool> retired;
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (version, label, choices, required, position, retired))

namespace {

void record(Context const& ctx, db::Tx& tx, char const* kind, Field const& field) {
  jobs::record(ctx, tx,
               {.kind = kind, .payload = {{"field_id", field.id.text()}, {"key", field.key}}});
}

Result<Page<Field>> list_fields(http::Call const&, db::Tx& tx,
                                http::Query<FieldFilter> const& filter) {
  Page<Field> page;
  for (auto const target : {Target::Customer, Target::Case}) {
    if (filter->target && *filter->target != target) continue;
    for (auto const& field : *load_fields(tx, target)) page.items.push_back(field);
  }
  return page;
}

Result<Field> create_field(http::Call const& call, db::Tx& tx, NewField const& body) {
  Field field{.id = call.ctx.new_id<CustomFieldId>(),
              .target = body.target,
              .key = body.key,
              .type = body.type,
              .label = body.label,
              .required = body.required.value_or(false)};
  if (body.choices) field.choices = *body.choices;
  TRY(check_definition(field));
  std::int64_t const count = count_fields(tx, field.target);
  if (count >= static_cast<std::int64_t>(kMostFields))
    return refused("fields.too_many", {{"most", std::to_string(kMostFields)}});
  field.position = body.position.value_or(count + 1);
  if (!insert_field(tx, field))
    return Error{Code::Conflict, "fields.key_taken", {{"key", field.key}}, "key", {}};
  record(call.ctx, tx, "field.created", field);
  return field;
}

Result<Field> change_field(http::Call const& call, db::Tx& tx, FieldChange const& body) {
  auto field = load_field(tx, TRY(call.id<CustomFieldId>("field")));
  if (!field) return not_found("custom_field");
  if (field->version != body.version) return stale(field->version);
  if (body.label) field->label = *body.label;
  if (body.choices) field->choices = *body.choices;
  if (body.required) field->required = *body.required;
  if (body.position) field->position = *body.position;
  if (body.retired && *body.retired != field->retired_at.has_value())
    field->retired_at = *body.retired ? std::optional(call.ctx.now) : std::nullopt;
  TRY(check_definition(*field));
  if (!update_field(tx, *field)) return stale(field->version + 1);
  ++field->version;
  record(call.ctx, tx, "field.changed", *field);
  return *field;
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.get<list_fields>("/fields", Permission::Self, "Lists the custom fields, in their order.");
  routes.post<create_field>("/fields", Permission::SettingsWrite, "Defines a custom field.")
      .status(201);
  routes.patch<change_field>("/fields/{field}", Permission::SettingsWrite,
                             "Changes a custom field's label, choices, order, or retires it.");
}

}  // namespace vefa::fields
