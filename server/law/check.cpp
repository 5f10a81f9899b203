#include "law/check.hpp"

#include <algorithm>
#include <span>

namespace vefa::law {
namespace {

/// Calls `what` with each run of items of one name, in order.
template <class T, class Name, class What>
void for_each_run(std::vector<T> const& items, Name const& name, What const& what) {
  for (std::size_t from = 0; from < items.size();) {
    std::size_t until = from + 1;
    while (until < items.size() && name(items[until]) == name(items[from])) ++until;
    what(std::span<T const>(items.data() + from, until - from));
    from = until;
  }
}

class Checker {
 public:
  Checker(Pack const& pack, YearsInQuestion years, Faults& faults)
      : pack_(pack), years_(years), faults_(faults) {}

  void check() {
    for_each_run(
        pack_.rules, [](Rule const& r) { return r.id; },
        [&](std::span<Rule const> editions) { check_editions(editions); });
    for (auto const& rule : pack_.rules) check_rule(rule);
    for (auto const& [id, parameter] : pack_.parameters)
      check_dates(std::span<ParameterValue const>(parameter.values), "parameters." + id);
    for_each_run(
        pack_.groups, [](ProductGroup const& g) { return g.code; },
        [&](std::span<ProductGroup const> editions) {
          check_dates(editions, "product_groups." + editions.front().code);
        });
    for_each_run(
        pack_.documents, [](Document const& d) { return d.id; },
        [&](std::span<Document const> editions) {
          check_dates(editions, "documents." + editions.front().id);
        });
    check_spans(pack_, faults_);
    check_consents(pack_, faults_);
    check_calendars();
  }

 private:
  template <class T>
  void fault(T const& at, std::string field, std::string key, Args args = {}) {
    faults_.add(at.place, std::move(field), std::move(key), std::move(args));
  }

  /// Each edition begins on the day after the one before ended.
  template <class T>
  void check_dates(std::span<T const> editions, std::string const& name) {
    for (std::size_t i = 1; i < editions.size(); ++i) {
      auto const& before = editions[i - 1].effective;
      auto const& after = editions[i].effective;
      if (!before.through_on || !after.from_on || *after.from_on <= *before.through_on) {
        fault(editions[i], name + ".effective", "law.fault.dates_overlap",
              {{"before", before.through_on ? to_text(*before.through_on) : "…"}});
      } else if (calendar::plus_days(*before.through_on, 1) != *after.from_on) {
        fault(editions[i], name + ".effective", "law.fault.dates_gap",
              {{"from", to_text(calendar::plus_days(*before.through_on, 1))},
               {"until", to_text(*after.from_on)}});
      }
    }
  }

  void check_editions(std::span<Rule const> editions) {
    check_dates(editions, "rules." + editions.front().id);
    for (auto const& edition : editions) {
      if (edition.kind != editions.front().kind)
        fault(edition, "rules." + edition.id + ".kind", "law.fault.editions_differ");
      if (edition.pick_by != editions.front().pick_by)
        fault(edition, "rules." + edition.id + ".effective.pick_by", "law.fault.editions_differ");
    }
  }

  void check_rule(Rule const& rule) {
    field_ = "rules." + rule.id;
    bool const clock = rule.kind == RuleKind::Deadline || rule.kind == RuleKind::Term ||
                       rule.kind == RuleKind::Retention;
    if (clock && !rule.amount.given && rule.tiers.empty())
      fault(rule, field_ + ".amount", "law.fault.absent");
    if ((clock || rule.kind == RuleKind::Right) && rule.start.empty())
      fault(rule, field_ + ".start", "law.fault.absent");
    if (rule.kind == RuleKind::Window && rule.windows.empty())
      fault(rule, field_ + ".windows", "law.fault.absent");
    if (rule.kind == RuleKind::ServiceLevel && rule.level.percent == 0)
      fault(rule, field_ + ".level", "law.fault.absent");
    if (rule.kind == RuleKind::Threshold && rule.parameter.empty())
      fault(rule, field_ + ".threshold", "law.fault.absent");
    if (rule.promise != Owed::Nothing && (rule.kind != RuleKind::Deadline || rule.per_contact))
      fault(rule, field_ + ".promise", "law.fault.promise_of_deadline");
    check_names(rule);
    check_times(pack_, rule, faults_);
    check_money(rule);
    check_owed(rule);
  }

  void check_names(Rule const& rule) {
    if (!rule.calendar.empty() && rule.calendar != "company" &&
        !pack_.calendars.contains(rule.calendar))
      fault(rule, field_ + ".calendar", "law.fault.unknown_calendar", {{"name", rule.calendar}});
    for (auto const& name : {rule.amount.parameter, rule.parameter}) need_parameter(rule, name);
    for (auto const& start : rule.start) need_parameter(rule, start.later.parameter);
    for (auto const* list : {&rule.on_start, &rule.on_breach})
      for (auto const& c : *list) {
        need_parameter(rule, c.parameter);
        bool const known = std::any_of(pack_.documents.begin(), pack_.documents.end(),
                                       [&](auto const& d) { return d.id == c.document; });
        if (c.effect == Effect::Issue && !known)
          fault(rule, field_, "law.fault.unknown_document", {{"name", c.document}});
      }
  }

  void need_parameter(Rule const& rule, std::string const& name) {
    if (!name.empty() && !pack_.parameters.contains(name))
      fault(rule, field_, "law.fault.unknown_parameter", {{"name", name}});
  }

  /// A value that is not verified may pay only by the word of a person who is named.
  void check_money(Rule const& rule) {
    if (!moves_money(rule)) return;
    check_approved(rule, rule.provenance);
    for_each_consequence(rule, [&](Consequence const& c) { check_parameter(c.parameter); });
    check_parameter(rule.amount.parameter);
    for (auto const& start : rule.start) check_parameter(start.later.parameter);
    if (auto const found = pack_.calendars.find(rule.calendar); found != pack_.calendars.end())
      check_approved(found->second, found->second.provenance);
    if (rule.amount.of_group != GroupAmount::None)
      for (auto const& group : pack_.groups) check_approved(group, group.provenance);
  }

  void check_parameter(std::string const& name) {
    auto const found = pack_.parameters.find(name);
    if (found == pack_.parameters.end()) return;
    for (auto const& value : found->second.values) check_approved(value, value.provenance);
  }

  template <class What>
  static void for_each_consequence(Rule const& rule, What const& what) {
    for (auto const* list : {&rule.on_start, &rule.on_breach})
      for (auto const& c : *list) what(c);
    for (auto const& tier : rule.tiers) what(tier.owe);
  }

  /// What is owed is money of the pack's currency, and something is owed.
  void check_owed(Rule const& rule) {
    for_each_consequence(rule, [&](Consequence const& c) {
      auto const found = pack_.parameters.find(c.parameter);
      if (c.effect != Effect::Owe || found == pack_.parameters.end()) return;
      auto const& parameter = found->second;
      if (parameter.unit != pack_.currency.text())
        fault(rule, field_, "law.fault.owed_is_no_money",
              {{"name", parameter.id}, {"currency", std::string(pack_.currency.text())}});
      for (auto const& value : parameter.values)
        if (value.value <= 0)
          fault(value, "parameters." + parameter.id + ".value", "law.fault.owed_is_nothing",
                {{"name", parameter.id}});
    });
  }

  template <class T>
  void check_approved(T const& at, Provenance const& provenance) {
    if (!provenance.is_sure() && provenance.approved_by.empty())
      fault(at, field_ + ".source.approved_by", "law.fault.money_unapproved",
            {{"confidence", wire::enum_text(provenance.confidence)}});
  }

  void check_calendars() {
    if (!pack_.own_calendar.empty() && !pack_.calendars.contains(pack_.own_calendar))
      fault(pack_, "pack.calendar", "law.fault.unknown_calendar", {{"name", pack_.own_calendar}});
    for (auto const& [name, calendar] : pack_.calendars) {
      auto const& plan = calendar.days.plan();
      for (int year = years_.first; year <= years_.last; ++year)
        if (year < plan.first_year || year > plan.last_year)
          fault(calendar, "calendars." + name + ".years", "law.fault.no_data_for_year",
                {{"year", std::to_string(year)},
                 {"from", std::to_string(plan.first_year)},
                 {"through", std::to_string(plan.last_year)}});
    }
  }

  Pack const& pack_;
  YearsInQuestion years_;
  Faults& faults_;
  std::string field_;
};

LocalDate begin_of(Effective const& effective) {
  return effective.from_on.value_or(LocalDate{1, 1, 1});
}

}  // namespace

bool moves_money(Rule const& rule) {
  auto const pays = [](Consequence const& c) {
    return c.effect == Effect::Owe && !c.informational;
  };
  return std::any_of(rule.tiers.begin(), rule.tiers.end(),
                     [&](Tier const& t) { return pays(t.owe); }) ||
         std::any_of(rule.on_start.begin(), rule.on_start.end(), pays) ||
         std::any_of(rule.on_breach.begin(), rule.on_breach.end(), pays);
}

void sort_editions(Pack& pack) {
  std::stable_sort(pack.rules.begin(), pack.rules.end(), [](Rule const& a, Rule const& b) {
    return std::pair(a.id, begin_of(a.effective)) < std::pair(b.id, begin_of(b.effective));
  });
  for (auto& [id, parameter] : pack.parameters)
    std::stable_sort(parameter.values.begin(), parameter.values.end(),
                     [](ParameterValue const& a, ParameterValue const& b) {
                       return begin_of(a.effective) < begin_of(b.effective);
                     });
  std::stable_sort(
      pack.groups.begin(), pack.groups.end(), [](ProductGroup const& a, ProductGroup const& b) {
        return std::pair(a.code, begin_of(a.effective)) < std::pair(b.code, begin_of(b.effective));
      });
  std::stable_sort(
      pack.documents.begin(), pack.documents.end(), [](Document const& a, Document const& b) {
        return std::pair(a.id, begin_of(a.effective)) < std::pair(b.id, begin_of(b.effective));
      });
}

void check(Pack const& pack, YearsInQuestion years, Faults& faults) {
  Checker(pack, years, faults).check();
}

}  // namespace vefa::law
