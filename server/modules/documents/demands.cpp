#include "modules/documents/demands.hpp"

#include <algorithm>

#include "law/tell.hpp"

namespace vefa::documents {
namespace {

void take(Demands& demands, law::Pack const& pack, law::Document const& document, LocalDate on) {
  auto const& from = document.provenance;
  auto const act = act_of(pack, from);
  if (!from.act.empty()) demands.acts.push_back(act);
  for (auto const& field : document.fields) demands.fields.emplace(field, act);
  for (auto const& text : document.languages) {
    auto const language = parse_language(text);
    auto& all = demands.languages;
    if (language && std::find(all.begin(), all.end(), *language) == all.end())
      all.push_back(*language);
  }
  auto const until = law::kept_until(document, on);
  if (!until || (demands.kept_until_on && *until <= *demands.kept_until_on)) return;
  demands.kept_until_on = until;
  demands.kept_by = document.kept_source ? act_of(pack, *document.kept_source) : act;
}

}  // namespace

std::string act_of(law::Pack const& pack, law::Provenance const& from) {
  if (from.act.empty()) return law::source_words(pack, from);
  return from.article.empty() ? from.act : from.act + " " + from.article;
}

Demands demands_of(std::vector<law::PackPtr> const& packs, KindSpec const& kind, LocalDate on) {
  Demands demands;
  for (auto const& pack : packs) {
    if (!pack) continue;
    for (auto const& id : kind.by_law)
      if (auto const* document = law::find_document(*pack, id, on))
        take(demands, *pack, *document, on);
  }
  return demands;
}

Binding binding_of(std::vector<law::PackPtr> const& packs, LocalDate on) {
  Binding found{.least_until_on = on, .act = {}};
  for (auto const& pack : packs) {
    if (!pack) continue;
    for (auto const& rule : pack->rules) {
      bool const is_of_forms = rule.kind == law::RuleKind::Term && !rule.start.empty() &&
                               rule.start.front().event == "form.issued" &&
                               law::find_rule(*pack, rule.id, on) == &rule;
      if (!is_of_forms) continue;
      auto const last = law::plus(on, rule.amount.fixed);
      if (last <= found.least_until_on) continue;
      found = {.least_until_on = last, .act = act_of(*pack, rule.provenance)};
    }
  }
  return found;
}

}  // namespace vefa::documents
