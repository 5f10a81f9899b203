// How templates and macros are written on the wire.
#pragma once
#include "modules/courtesy/courtesy.hpp"
#include "modules/courtesy/wording.hpp"

namespace vefa::courtesy {

enum class RowState { Active, Archived };
BOOST_DESCRIBE_ENUM(RowState, Active, Archived)

struct TemplateText {
  Language language = Language::En;
  std::optional<customers::Formality> formality;  // none: formal
  Text<200> subject;                              // empty: a reply to the case's own
  Text<20000, 1> body;
};
BOOST_DESCRIBE_STRUCT(TemplateText, (), (language, formality, subject, body))

struct NewTemplate {
  Text<80, 1> name;
  std::optional<TemplateKind> kind;  // none: a text that agents choose
  List<TemplateText, 8> texts;
};
BOOST_DESCRIBE_STRUCT(NewTemplate, (), (name, kind, texts))
struct TemplateChange : NewTemplate {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(TemplateChange, (NewTemplate), (version))
struct TemplateView : NewTemplate {
  TemplateId id;
  std::int64_t version = 1;
  RowState state = RowState::Active;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(TemplateView, (NewTemplate), (id, version, state, created_at))
struct TemplateSummary {
  TemplateId id;
  std::int64_t version = 1;
  std::string name;
  std::optional<TemplateKind> kind;
  std::vector<Language> languages;
};
BOOST_DESCRIBE_STRUCT(TemplateSummary, (), (id, version, name, kind, languages))

struct ActionForm {
  Text<40, 1> action;
  Text<5000> value;
};
BOOST_DESCRIBE_STRUCT(ActionForm, (), (action, value))
struct NewMacro {
  Text<80, 1> name;
  List<ActionForm, 20> actions;
};
BOOST_DESCRIBE_STRUCT(NewMacro, (), (name, actions))
struct MacroChange : NewMacro {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MacroChange, (NewMacro), (version))

inline constexpr std::int64_t kMaxTemplates = 500;
inline constexpr std::int64_t kMaxMacros = 200;

/// Invalid, every wrong field named: no text, a language and form twice, placeholders.
Result<void> check(NewTemplate const& form);
/// Invalid, every wrong field named. That teams, people and templates exist is looked up when it
/// runs.
Result<void> check(NewMacro const& form);

// Use-cases; each write records `template.changed` or `macro.changed` {id, version, change}.
Result<TemplateView> read_template(db::Tx& tx, TemplateId id);
std::vector<TemplateSummary> list_templates(db::Tx& tx);
Result<TemplateView> create_template(Context const& ctx, db::Tx& tx, NewTemplate const& form);
Result<TemplateView> change_template(Context const& ctx, db::Tx& tx, TemplateId id,
                                     TemplateChange const& form);
Result<void> archive_template(Context const& ctx, db::Tx& tx, TemplateId id, std::int64_t version);

std::vector<Macro> list_macros(db::Tx& tx);
Result<Macro> create_macro(Context const& ctx, db::Tx& tx, NewMacro const& form);
Result<Macro> change_macro(Context const& ctx, db::Tx& tx, MacroId id, MacroChange const& form);
Result<void> archive_macro(Context const& ctx, db::Tx& tx, MacroId id, std::int64_t version);

}  // namespace vefa::courtesy
