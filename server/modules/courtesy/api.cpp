#include "http/api.hpp"

#include "modules/company/company.hpp"
#include "modules/courtesy/forms.hpp"
#include "modules/courtesy/placeholders.hpp"

namespace vefa::courtesy {

struct RowVersion {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(RowVersion, (), (version))

/// A text to look at before it is saved, with sample values where none are given.
struct LetterDraft {
  std::optional<TemplateKind> kind;
  TemplateText text;
  std::optional<std::map<std::string, std::string>> values;
};
BOOST_DESCRIBE_STRUCT(LetterDraft, (), (kind, text, values))
struct LetterPreview {
  std::string subject;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(LetterPreview, (), (subject, text))

struct BuiltInQuery {
  std::optional<Language> language;
  std::optional<customers::Formality> formality;
};
BOOST_DESCRIBE_STRUCT(BuiltInQuery, (), (language, formality))
struct BuiltInTemplate {
  TemplateKind kind = TemplateKind::Reply;
  std::string body;
  std::vector<std::string> required;  // placeholders
};
BOOST_DESCRIBE_STRUCT(BuiltInTemplate, (), (kind, body, required))
struct BuiltInTemplates {
  Language language = Language::En;
  customers::Formality formality = customers::Formality::Formal;
  std::vector<std::string> placeholders;  // all that there are
  std::vector<BuiltInTemplate> templates;
};
BOOST_DESCRIBE_STRUCT(BuiltInTemplates, (), (language, formality, placeholders, templates))

namespace {

using http::Call;
using http::Query;

Result<Page<TemplateSummary>> list_reply_templates(Call const&, db::Tx& tx) {
  return Page<TemplateSummary>{list_templates(tx), {}};
}
Result<TemplateView> show_template(Call const& call, db::Tx& tx) {
  return read_template(tx, TRY(call.id<TemplateId>("template")));
}
Result<TemplateView> add_template(Call const& call, db::Tx& tx, NewTemplate const& body) {
  return create_template(call.ctx, tx, body);
}
Result<TemplateView> replace_template(Call const& call, db::Tx& tx, TemplateChange const& body) {
  return change_template(call.ctx, tx, TRY(call.id<TemplateId>("template")), body);
}
Result<void> retire_template(Call const& call, db::Tx& tx, Query<RowVersion> const& query) {
  auto const id = TRY(call.id<TemplateId>("template"));
  if (!query->version) return invalid("version", "wire.required");
  return archive_template(call.ctx, tx, id, *query->version);
}

Result<BuiltInTemplates> list_built_in_templates(Call const& call, db::Tx&,
                                                 Query<BuiltInQuery> const& query) {
  BuiltInTemplates out;
  out.language = query->language.value_or(call.ctx.language);
  out.formality = query->formality.value_or(customers::Formality::Formal);
  out.placeholders = placeholder_names();
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<TemplateKind>>([&](auto d) {
    out.templates.push_back({d.value, built_in(d.value, out.language, out.formality).body,
                             required_placeholders(d.value)});
  });
  return out;
}

/// Each placeholder without a value shows its own name.
Values sample_values(LetterDraft const& draft) {
  Values values;
  if (draft.values)
    for (auto const& [name, value] : *draft.values) values.emplace_back(name, value);
  for (auto const& name : placeholder_names()) values.emplace_back(name, "[" + name + "]");
  return values;
}

Result<LetterPreview> preview_template(Call const&, db::Tx& tx, LetterDraft const& body) {
  NewTemplate form{{"preview"}, body.kind, {}};
  form.texts.push_back(body.text);
  auto checked = check(form);
  if (!checked) {
    Error error = std::move(checked).error();
    auto const rename = [](Error& e) {
      if (e.field.starts_with("texts[0]")) e.field = "text" + e.field.substr(8);
    };
    rename(error);
    for (auto& more : error.also) rename(more);
    return error;
  }
  customers::Addressing addressing;
  addressing.language = body.text.language;
  addressing.formality = body.text.formality.value_or(customers::Formality::Formal);
  addressing.given_name = addressing.full_name = "[customer_name]";
  auto const profile = company::profile(tx);
  auto const rendered =
      letter({body.text.subject, body.text.body}, addressing,
             {company::sender_name(profile, addressing.language),
              company::signature(profile, addressing.language)},
             sample_values(body), !body.kind || *body.kind == TemplateKind::Reply);
  return LetterPreview{rendered.subject, rendered.text};
}

Result<Page<Macro>> list_all_macros(Call const&, db::Tx& tx) {
  return Page<Macro>{list_macros(tx), {}};
}
Result<Macro> show_macro(Call const& call, db::Tx& tx) {
  return find_macro(tx, TRY(call.id<MacroId>("macro")));
}
Result<Macro> add_macro(Call const& call, db::Tx& tx, NewMacro const& body) {
  return create_macro(call.ctx, tx, body);
}
Result<Macro> replace_macro(Call const& call, db::Tx& tx, MacroChange const& body) {
  return change_macro(call.ctx, tx, TRY(call.id<MacroId>("macro")), body);
}
Result<void> retire_macro(Call const& call, db::Tx& tx, Query<RowVersion> const& query) {
  auto const id = TRY(call.id<MacroId>("macro"));
  if (!query->version) return invalid("version", "wire.required");
  return archive_macro(call.ctx, tx, id, *query->version);
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  routes.get<list_reply_templates>("/templates", Self, "Lists the reply templates by name.");
  routes.post<add_template>("/templates", KnowledgeWrite, "Creates a reply template.").status(201);
  routes.get<list_built_in_templates>("/templates/built-in", Self,
                                      "Shows the built-in templates and all placeholders.");
  routes.post<preview_template>("/templates/preview", KnowledgeWrite,
                                "Fills a text with sample values, without saving it.");
  routes.get<show_template>("/templates/{template}", Self, "Shows a reply template.");
  routes.put<replace_template>("/templates/{template}", KnowledgeWrite,
                               "Replaces a reply template.");
  routes.del<retire_template>("/templates/{template}", KnowledgeWrite,
                              "Archives a reply template.");
  routes.get<list_all_macros>("/macros", Self, "Lists the macros by name.");
  routes.post<add_macro>("/macros", KnowledgeWrite, "Creates a macro.").status(201);
  routes.get<show_macro>("/macros/{macro}", Self, "Shows a macro.");
  routes.put<replace_macro>("/macros/{macro}", KnowledgeWrite, "Replaces a macro.");
  routes.del<retire_macro>("/macros/{macro}", KnowledgeWrite, "Archives a macro.");
}

}  // namespace vefa::courtesy
