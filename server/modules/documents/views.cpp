#include "modules/documents/views.hpp"

#include "base/text.hpp"
#include "i18n/i18n.hpp"

namespace vefa::documents {
namespace {

std::vector<std::string> tags_in(std::string const& stored) { return split(stored, ' '); }

FieldView view_of(FilledField const& field, std::string const& section, FilledForm const& form,
                  Language language) {
  FieldView view{.name = field.spec.name};
  view.label = label_of(field.spec.name, language);
  view.section = section;
  view.form = field.spec.form;
  view.filled_in = field.spec.filled_in;
  // As the person edits it: her language's words of a choice stand beside it.
  view.value =
      field.known.value.empty() ? shown(field.spec, field.known, form.language) : field.known.value;
  for (auto const& value : choices_of(field.spec.name))
    view.choices.push_back({value, i18n::message(language, "documents.choice_" + value)});
  view.needed = field.spec.needed || !field.demanded_by.empty();
  view.demanded_by = field.demanded_by;
  return view;
}

/// The name that the document gives to who signs there.
std::string name_on(Document const& row, Signer who) {
  auto const* values = row.content.if_contains("values");
  auto const field = who == Signer::Customer ? std::string("customer_name") : wire::enum_text(who);
  auto const* name = values ? values->as_object().if_contains(field) : nullptr;
  return name ? std::string(name->as_string()) : std::string();
}

std::vector<SignatureOnDocument> signatures_on(db::Tx& tx, Document const& row, Language language) {
  std::vector<SignatureOnDocument> out;
  auto const given = signatures_of(tx, row.id);
  auto const missing = missing_signers(tx, row);
  for (auto const who : signers_of(row.kind)) {
    SignatureOnDocument view{.who = who};
    view.label = i18n::message(language, "documents.signs_" + wire::enum_text(who));
    view.is_hers = her_part(row.kind) == who;
    auto const is_it = [&](auto const& one) { return one.who == who; };
    auto const found = std::find_if(given.begin(), given.end(), is_it);
    if (found != given.end()) {
      view.id = found->id;
      view.name = found->name;
      view.form = found->form;
      view.taken_by = found->taken_by;
      view.at = found->at;
      view.actor = found->actor;
      view.media_type = found->media_type;
    } else if (std::find(missing.begin(), missing.end(), who) != missing.end()) {
      view.name = name_on(row, who);
    } else {
      continue;
    }
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace

DocumentView view_of(db::Tx& tx, Document const& row, Language language) {
  DocumentView view{.id = row.id, .number = row.number, .version = row.version, .kind = row.kind};
  view.title = title_of(row.kind, language);
  view.language = row.language;
  view.languages = tags_in(row.languages);
  view.case_id = row.case_id;
  view.unit_id = row.unit_id;
  view.customer_id = row.customer_id;
  view.pages = row.pages;
  view.size_bytes = row.size_bytes;
  view.sha256 = row.sha256;
  view.kept_until_on = row.kept_until_on;
  view.kept_by = row.kept_by;
  view.made_at = row.made_at;
  view.made_by = row.made_by;
  view.erased_at = row.erased_at;
  for (auto const& one : sendings(tx, row.id))
    view.sent.push_back({one.interaction_id, one.at, one.sent_by});
  view.signatures = signatures_on(tx, row, language);
  view.is_signed_copy = row.content.contains("signed");
  view.to_sign_by = awaits_signatures(tx, row.id);
  return view;
}

std::vector<DocumentView> views_of(db::Tx& tx, std::vector<Document> const& rows,
                                   Language language) {
  std::map<std::string, std::int64_t> newest;
  for (auto const& row : rows) newest[row.number] = std::max(newest[row.number], row.version);
  std::vector<DocumentView> out;
  for (auto const& row : rows) {
    out.push_back(view_of(tx, row, language));
    out.back().is_newest = newest[row.number] == row.version;
  }
  return out;
}

std::vector<ProblemOfForm> problems_of(FilledForm const& form, Language language) {
  std::vector<ProblemOfForm> out;
  out.reserve(form.problems.size());
  for (auto const& problem : form.problems)
    out.push_back({problem.field, i18n::message(language, problem)});
  return out;
}

DocumentForm view_of(Draft const& draft, Language language) {
  auto const& form = draft.form;
  DocumentForm view{.kind = form.kind->kind, .title = title_of(form.kind->kind, language)};
  view.language = form.language;
  for (auto const one : form.languages) view.languages.emplace_back(tag(one));
  view.country = draft.ground.country;
  std::size_t at = 0;
  for (auto const& section : form.kind->sections) {
    auto const title = i18n::message(language, std::string("documents.section_") + section.name);
    for (std::size_t i = 0; i < section.fields.size(); ++i)
      view.fields.push_back(view_of(form.fields[at++], title, form, language));
  }
  view.problems = problems_of(form, language);
  return view;
}

KindList kind_list(bool has_case, Language language) {
  KindList list;
  for (auto const& kind : kinds())
    if (has_case || kind.of_unit_alone)
      list.kinds.push_back({kind.kind, title_of(kind.kind, language), !kind.of_unit_alone});
  return list;
}

}  // namespace vefa::documents
