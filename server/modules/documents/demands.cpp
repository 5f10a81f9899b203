#include "modules/documents/demands.hpp"

#include <chrono>

#include "calendar/zone.hpp"
#include "law/tell.hpp"

namespace vefa::documents {
namespace {

LocalDate plus_months(LocalDate date, std::int64_t months) {
  using namespace std::chrono;
  auto const month = year{date.year} / date.month + std::chrono::months{months};
  auto const last = static_cast<unsigned>((month / std::chrono::last).day());
  auto const on = std::min(static_cast<unsigned>(date.day), last);
  return {static_cast<int>(month.year()), static_cast<int>(static_cast<unsigned>(month.month())),
          static_cast<int>(on)};
}

std::string act_of(law::Pack const& pack, law::Provenance const& from) {
  if (from.act.empty()) return law::source_words(pack, from);
  return from.article.empty() ? from.act : from.act + " " + from.article;
}

void take(Demands& demands, law::Pack const& pack, law::Document const& document) {
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
  if (!document.kept) return;
  constexpr LocalDate kAny{2000, 1, 1};
  if (demands.kept && plus(kAny, *document.kept) <= plus(kAny, *demands.kept)) return;
  demands.kept = document.kept;
  demands.kept_by = document.kept_source ? act_of(pack, *document.kept_source) : act;
}

}  // namespace

Demands demands_of(std::vector<law::PackPtr> const& packs, KindSpec const& kind, LocalDate on) {
  Demands demands;
  for (auto const& pack : packs) {
    if (!pack) continue;
    for (auto const& id : kind.by_law)
      if (auto const* document = law::find_document(*pack, id, on)) take(demands, *pack, *document);
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
      auto const last = plus(on, rule.amount.fixed);
      if (last <= found.least_until_on) continue;
      found = {.least_until_on = last, .act = act_of(*pack, rule.provenance)};
    }
  }
  return found;
}

LocalDate plus(LocalDate date, law::Amount const& amount) {
  switch (amount.unit) {
    case law::Unit::Year:
      return plus_months(date, 12 * amount.count);
    case law::Unit::Month:
      return plus_months(date, amount.count);
    case law::Unit::Week:
      return calendar::plus_days(date, static_cast<int>(7 * amount.count));
    default:
      return calendar::plus_days(date, static_cast<int>(amount.count));
  }
}

}  // namespace vefa::documents
