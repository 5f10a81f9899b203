#include "modules/courtesy/courtesy.hpp"

#include "db/remember.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/courtesy/forms.hpp"
#include "modules/courtesy/queries.hpp"

namespace vefa::courtesy {
namespace {

using customers::Addressing;
using customers::Formality;

db::Remembered const kTexts{"reply_templates", "reply_template_texts"};

struct TextRow {
  Language language = Language::En;
  Formality formality = Formality::Formal;
  std::string subject;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (language, formality, subject, body))
struct TemplateRow {
  TemplateId id;
  std::int64_t version = 1;
  std::string name;
  std::optional<TemplateKind> kind;
  RowState state = RowState::Active;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(TemplateRow, (), (id, version, name, kind, state, created_at))
struct LanguageRow {
  TemplateId template_id;
  Language language = Language::En;
};
BOOST_DESCRIBE_STRUCT(LanguageRow, (), (template_id, language))

/// The first of these that there is: language and form, the language in the other form, then
/// `otherwise`, then any.
TextRow const* best(std::vector<TextRow> const& texts, Language language, Formality formality,
                    Language otherwise) {
  TextRow const* found = nullptr;
  int best_score = -1;
  for (auto const& text : texts) {
    int const score = (text.language == language    ? 4
                       : text.language == otherwise ? 2
                                                    : 0) +
                      (text.formality == formality ? 1 : 0);
    if (score <= best_score) continue;
    best_score = score;
    found = &text;
  }
  return found;
}

Rendered send_off(company::Profile const& profile, Wording const& wording,
                  Addressing const& addressing, Values const& values, bool personal) {
  Sender const sender{company::sender_name(profile, addressing.language),
                      company::signature(profile, addressing.language)};
  return letter(wording, addressing, sender, values, personal);
}

void record(Context const& ctx, db::Tx& tx, TemplateId id, std::int64_t version,
            char const* change) {
  jobs::record(ctx, tx,
               {.kind = "template.changed",
                .payload = {{"template_id", id.text()}, {"version", version}, {"change", change}}});
}

Error name_taken(std::string const& name) {
  return {Code::Conflict, "courtesy.name_taken", {{"name", name}}, "name", {}};
}

/// Conflict when another active template has this kind already.
Result<void> check_kind(db::Tx& tx, std::optional<TemplateKind> kind, TemplateId self) {
  if (!kind) return {};
  auto const other = tx.find<TemplateRow>(sql::find_template_of_kind, *kind);
  if (!other || other->id == self) return {};
  return Error{Code::Conflict, "courtesy.kind_taken", {{"name", other->name}}, "kind", {}};
}

void save_texts(db::Tx& tx, TemplateId id, NewTemplate const& form) {
  tx.run(sql::clear_texts, id);
  for (auto const& text : form.texts)
    tx.run(sql::insert_text, id, text.language, text.formality.value_or(Formality::Formal),
           text.subject, text.body);
}

}  // namespace

Rendered render(db::Tx& tx, TemplateKind kind, Addressing const& addressing, Values const& values) {
  auto const key = wire::enum_text(kind) + "." + std::string(tag(addressing.language));
  auto const own = db::remember<std::vector<TextRow>>(tx, kTexts, key, [&] {
    return tx.list<TextRow>(sql::texts_of_kind, kind, addressing.language);
  });
  auto const* text = best(*own, addressing.language, addressing.formality, addressing.language);
  auto const wording = text ? Wording{text->subject, text->body}
                            : built_in(kind, addressing.language, addressing.formality);
  return send_off(company::profile(tx), wording, addressing, values, kind == TemplateKind::Reply);
}

Result<Rendered> render_reply(db::Tx& tx, TemplateId id, Addressing const& addressing,
                              Values const& values) {
  auto const row = tx.find<TemplateRow>(sql::find_template, id);
  if (!row || row->state != RowState::Active) return not_found("template");
  auto const profile = company::profile(tx);
  auto const texts = tx.list<TextRow>(sql::texts_of_template, id);
  auto const* text =
      best(texts, addressing.language, addressing.formality, profile.default_language);
  if (!text) return not_found("template");
  return send_off(profile, {text->subject, text->body}, addressing, values, true);
}

std::optional<std::string> template_name(db::Tx& tx, TemplateId id) {
  auto const row = tx.find<TemplateRow>(sql::find_template, id);
  if (!row || row->state != RowState::Active) return std::nullopt;
  return row->name;
}

Result<TemplateView> read_template(db::Tx& tx, TemplateId id) {
  auto const row = tx.find<TemplateRow>(sql::find_template, id);
  if (!row) return not_found("template");
  TemplateView view;
  view.id = row->id;
  view.version = row->version;
  view.name = {row->name};
  view.kind = row->kind;
  view.state = row->state;
  view.created_at = row->created_at;
  for (auto& text : tx.list<TextRow>(sql::texts_of_template, id))
    view.texts.push_back(
        {text.language, text.formality, {std::move(text.subject)}, {std::move(text.body)}});
  return view;
}

std::vector<TemplateSummary> list_templates(db::Tx& tx) {
  std::vector<TemplateSummary> all;
  for (auto& row : tx.list<TemplateRow>(sql::list_templates))
    all.push_back({row.id, row.version, std::move(row.name), row.kind, {}});
  std::unordered_map<TemplateId, TemplateSummary*> by_id;
  for (auto& summary : all) by_id[summary.id] = &summary;
  for (auto const& row : tx.list<LanguageRow>(sql::list_template_languages))
    if (auto const found = by_id.find(row.template_id); found != by_id.end())
      found->second->languages.push_back(row.language);
  return all;
}

Result<TemplateView> create_template(Context const& ctx, db::Tx& tx, NewTemplate const& form) {
  TRY(check(form));
  TRY(check_kind(tx, form.kind, {}));
  if (tx.scalar<std::int64_t>(sql::count_templates).value_or(0) >= kMaxTemplates)
    return refused("courtesy.too_many", {{"limit", std::to_string(kMaxTemplates)}});
  auto const id = ctx.new_id<TemplateId>();
  bool const is_free = tx.attempt([&] {
    tx.change(sql::insert_template, id, form.name, fold(form.name.value), form.kind, ctx.now);
  });
  if (!is_free) return name_taken(form.name);
  save_texts(tx, id, form);
  record(ctx, tx, id, 1, "created");
  return read_template(tx, id);
}

Result<TemplateView> change_template(Context const& ctx, db::Tx& tx, TemplateId id,
                                     TemplateChange const& form) {
  auto const row = tx.find<TemplateRow>(sql::find_template, id);
  if (!row || row->state != RowState::Active) return not_found("template");
  if (row->version != form.version) return stale(row->version);
  TRY(check(form));
  TRY(check_kind(tx, form.kind, id));
  std::int64_t changed = 0;
  bool const is_free = tx.attempt([&] {
    changed = tx.change(sql::update_template, id, form.version, form.name, fold(form.name.value),
                        form.kind);
  });
  if (!is_free) return name_taken(form.name);
  if (changed == 0) return stale(form.version + 1);
  save_texts(tx, id, form);
  record(ctx, tx, id, form.version + 1, "changed");
  return read_template(tx, id);
}

Result<void> archive_template(Context const& ctx, db::Tx& tx, TemplateId id, std::int64_t version) {
  auto const row = tx.find<TemplateRow>(sql::find_template, id);
  if (!row || row->state != RowState::Active) return not_found("template");
  if (tx.change(sql::archive_template, id, version) == 0) return stale(row->version);
  record(ctx, tx, id, version + 1, "archived");
  return {};
}

}  // namespace vefa::courtesy
