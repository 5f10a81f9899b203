#include "jobs/jobs.hpp"
#include "modules/courtesy/forms.hpp"
#include "modules/courtesy/queries.hpp"

namespace vefa::courtesy {
namespace {

/// What the column holds.
struct StoredActions {
  std::vector<MacroAction> actions;
};
BOOST_DESCRIBE_STRUCT(StoredActions, (), (actions))

struct MacroRow {
  MacroId id;
  std::int64_t version = 1;
  std::string name;
  RowState state = RowState::Active;
  JsonObject actions;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(MacroRow, (), (id, version, name, state, actions, created_at))

Macro macro_of(MacroRow const& row) {
  auto stored = from_json<StoredActions>(Json(row.actions));
  // Only what was checked is written; what does not fit is a broken row.
  if (!stored) throw std::runtime_error("macro " + row.id.text() + " cannot be read");
  return {row.id, row.version, row.name, std::move(stored->actions)};
}

JsonObject object_of(NewMacro const& form) {
  boost::json::array actions;
  for (auto const& form_action : form.actions)
    actions.push_back(
        JsonObject{{"action", form_action.action.value}, {"value", form_action.value.value}});
  return {{"actions", std::move(actions)}};
}

void record(Context const& ctx, db::Tx& tx, MacroId id, std::int64_t version, char const* change) {
  jobs::record(ctx, tx,
               {.kind = "macro.changed",
                .payload = {{"macro_id", id.text()}, {"version", version}, {"change", change}}});
}

Error name_taken(std::string const& name) {
  return {Code::Conflict, "courtesy.name_taken", {{"name", name}}, "name", {}};
}

/// A reply names a template that is in use now; later it may be archived, and the run says so.
Result<void> check_templates(db::Tx& tx, NewMacro const& form) {
  for (std::size_t i = 0; i < form.actions.size(); ++i) {
    if (form.actions[i].action.value != "reply") continue;
    auto const found = read_template(tx, TemplateId::parse(form.actions[i].value.value).value());
    if (!found || found->state != RowState::Active)
      return invalid(wire::child(wire::child("actions", i), "value"), "error.not_found",
                     {{"what", "template"}});
  }
  return {};
}

}  // namespace

Result<Macro> find_macro(db::Tx& tx, MacroId id) {
  auto const row = tx.find<MacroRow>(sql::find_macro, id);
  if (!row || row->state != RowState::Active) return not_found("macro");
  return macro_of(*row);
}

std::vector<Macro> list_macros(db::Tx& tx) {
  std::vector<Macro> all;
  for (auto const& row : tx.list<MacroRow>(sql::list_macros)) all.push_back(macro_of(row));
  return all;
}

Result<Macro> create_macro(Context const& ctx, db::Tx& tx, NewMacro const& form) {
  TRY(check(form));
  TRY(check_templates(tx, form));
  if (tx.scalar<std::int64_t>(sql::count_macros).value_or(0) >= kMaxMacros)
    return refused("courtesy.too_many", {{"limit", std::to_string(kMaxMacros)}});
  auto const id = ctx.new_id<MacroId>();
  bool const is_free = tx.attempt([&] {
    tx.change(sql::insert_macro, id, form.name, fold(form.name.value), object_of(form), ctx.now);
  });
  if (!is_free) return name_taken(form.name);
  record(ctx, tx, id, 1, "created");
  return find_macro(tx, id);
}

Result<Macro> change_macro(Context const& ctx, db::Tx& tx, MacroId id, MacroChange const& form) {
  auto const before = TRY(find_macro(tx, id));
  if (before.version != form.version) return stale(before.version);
  TRY(check(form));
  TRY(check_templates(tx, form));
  std::int64_t changed = 0;
  bool const is_free = tx.attempt([&] {
    changed = tx.change(sql::update_macro, id, form.version, form.name, fold(form.name.value),
                        object_of(form));
  });
  if (!is_free) return name_taken(form.name);
  if (changed == 0) return stale(form.version + 1);
  record(ctx, tx, id, form.version + 1, "changed");
  return find_macro(tx, id);
}

Result<void> archive_macro(Context const& ctx, db::Tx& tx, MacroId id, std::int64_t version) {
  auto const before = TRY(find_macro(tx, id));
  if (tx.change(sql::archive_macro, id, version) == 0) return stale(before.version);
  record(ctx, tx, id, version + 1, "archived");
  return {};
}

}  // namespace vefa::courtesy
