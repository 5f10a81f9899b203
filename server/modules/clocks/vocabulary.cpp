#include "modules/clocks/vocabulary.hpp"

#include <algorithm>
#include <map>

#include "i18n/i18n.hpp"
#include "law/tell.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {
namespace {

void once(std::vector<std::string>& list, std::string const& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

class Collected {
 public:
  Collected(law::Pack const& pack, Language language) : pack_(pack), language_(language) {}

  void add(law::Rule const& rule) {
    auto const& title = rule.title.in(language_);
    for (auto const& start : rule.start) {
      auto& happening = of(start.event);
      once(happening.starts, title);
      happening.speaks_of = happening.speaks_of || start.about;
      ask(start.where, &happening);
      for (auto const& other : {start.within_of, start.preceded_by})
        if (!other.empty()) once(of(other).decides, title);
    }
    if (!rule.pick_by.empty()) once(of(rule.pick_by).decides, title);
    for (auto const& stop : rule.stop) once(of(stop).stops, title);
    for (auto const& pause : rule.pause) {
      once(of(pause.from).pauses, title);
      once(of(pause.until).resumes, title);
    }
    if (rule.reset) {
      auto& happening = of(rule.reset->event);
      once(happening.starts, title);
      happening.speaks_of = true;
      ask(rule.reset->where, &happening);
    }
    ask(rule.applies, nullptr);
    ask(rule.excludes, nullptr);
  }

  LawVocabulary told() && {
    LawVocabulary out;
    out.currency = std::string(pack_.currency.text());
    happenings_.erase(kNothingOwed);  // no person tells it
    for (auto& [kind, happening] : happenings_) out.happenings.push_back(std::move(happening));
    for (auto& [name, fact] : facts_) out.facts.push_back(std::move(fact));
    auto const by_words = [](auto const& a, auto const& b) { return a.words < b.words; };
    std::sort(out.happenings.begin(), out.happenings.end(), by_words);
    std::sort(out.facts.begin(), out.facts.end(), by_words);
    return out;
  }

 private:
  CountedHappening& of(std::string const& kind) {
    auto& happening = happenings_[kind];
    if (happening.kind.empty()) {
      happening.kind = kind;
      happening.words = i18n::message(language_, "law.event." + kind);
      happening.needs_her_word = kind == kReturnedUnrepaired;
    }
    return happening;
  }

  void ask(std::vector<law::Condition> const& conditions, CountedHappening* of_happening) {
    for (auto const& condition : conditions) {
      auto& fact = facts_[condition.fact];
      fact.name = condition.fact;
      fact.words = i18n::message(language_, "law.fact." + condition.fact);
      for (auto const& value : condition.values) learn(fact, condition, value);
      if (of_happening) once(of_happening->facts, condition.fact);
    }
  }

  void learn(AskedFact& fact, law::Condition const& condition, law::Fact const& value) {
    if (std::holds_alternative<bool>(value)) {
      fact.kind = FactKind::Truth;
    } else if (auto const* word = std::get_if<std::string>(&value)) {
      bool const is_known = std::any_of(fact.values.begin(), fact.values.end(),
                                        [&](NamedValue const& one) { return one.name == *word; });
      auto const key = "law.value." + *word;
      if (!is_known)
        fact.values.push_back(
            {*word, i18n::has_message(key) ? i18n::message(language_, key) : *word});
    } else {
      // Limits of money alone are compared; a number is one of some.
      fact.kind = condition.test == law::Test::OneOf ? FactKind::Number : FactKind::Money;
    }
  }

  law::Pack const& pack_;
  Language language_;
  std::map<std::string, CountedHappening> happenings_;
  std::map<std::string, AskedFact> facts_;
};

void add_groups(law::Pack const& pack, Language language, std::vector<GroupOfLaw>& out) {
  auto const amount = [&](std::optional<law::Amount> const& of) {
    return of ? law::amount_words(language, *of) : std::string();
  };
  auto const is_new = [&](std::string const& code) {
    return std::none_of(out.begin(), out.end(), [&](auto const& one) { return one.name == code; });
  };
  for (auto const& group : pack.groups)
    if (group_of(pack, group.code) == &group && is_new(group.code))
      out.push_back({group.code, group.title.in(language), amount(group.repair),
                     amount(group.usage_life), group.provenance.confidence});
}

}  // namespace

law::ProductGroup const* group_of(law::Pack const& pack, std::string_view code) {
  law::ProductGroup const* newest = nullptr;
  for (auto const& group : pack.groups)
    if (group.code == code) newest = &group;
  return newest;
}

std::vector<RuleOf> left_out_on(db::Tx& tx, CaseId id, std::vector<law::PackPtr> const& laws) {
  std::vector<RuleOf> out;
  for (auto const& clock : of_case(tx, id)) {
    bool const is_known = std::ranges::any_of(laws, [&](law::PackPtr const& law) {
      return law::find_any_edition(*law, clock.rule_id) != nullptr;
    });
    if (is_known || !clock.open) continue;
    auto pack = pack_of(tx, clock.pack_id);
    if (auto const* rule = law::find_any_edition(*pack, clock.rule_id))
      out.push_back({std::move(pack), rule});
  }
  return out;
}

LawVocabulary vocabulary_of(law::Pack const& pack, Language language) {
  // Shared with nobody: the caller holds it.
  return vocabulary_of(std::vector{law::PackPtr(std::shared_ptr<void>(), &pack)}, language);
}

LawVocabulary vocabulary_of(std::vector<law::PackPtr> const& laws, Language language,
                            std::vector<RuleOf> const& left_out) {
  Collected collected(*laws.front(), language);
  for (auto const& pack : laws)
    for (auto const& rule : pack->rules)
      if (!rule.per_contact) collected.add(rule);
  for (auto const& one : left_out) collected.add(*one.rule);
  auto out = std::move(collected).told();
  for (auto const& pack : laws) add_groups(*pack, language, out.groups);
  std::sort(out.groups.begin(), out.groups.end(),
            [](auto const& a, auto const& b) { return a.words < b.words; });
  return out;
}

}  // namespace vefa::clocks
