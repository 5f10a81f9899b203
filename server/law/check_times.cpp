// What the times of a rule need to be counted at all: a calendar of days for business days, hours
// for what is counted in the company's, a parameter that is a time.
#include <algorithm>

#include "law/check.hpp"

namespace vefa::law {
namespace {

constexpr int kMostDaysOfNotice = 366;

class TimesOfRule {
 public:
  TimesOfRule(Pack const& pack, Rule const& rule, Faults& faults)
      : pack_(pack), rule_(rule), faults_(faults), field_("rules." + rule.id) {}

  void check() {
    look_at(rule_.amount, "amount", Unit::Day);
    if (rule_.amount.of_group == GroupAmount::Repair) in_business_days_ = true;
    if (!rule_.amount.given && !rule_.tiers.empty()) of_the_clock_ = true;
    for (auto const& start : rule_.start) {
      bool const measured = of_the_clock_;
      look_at(start.later, "start.later", std::nullopt);
      if (!start.within_of.empty()) look_at(start.within, "start.within");
      of_the_clock_ = measured;  // how the clock begins says nothing of what it counts
    }
    for (auto const* list : {&rule_.on_start, &rule_.on_breach})
      for (auto const& c : *list)
        if (c.effect == Effect::Call && c.within.count != 0) look_at_call(c);
    check_warnings();
    check_hours();
    check_notice();
    check_limits();
    check_conditions();
    if (in_business_days_ || rolls()) need_days();
  }

 private:
  void fault(std::string const& field, char const* key, Args args = {}) {
    faults_.add(rule_.place, field_ + "." + field, key, std::move(args));
  }
  bool rolls() const { return rule_.counting.roll_last_day == RollLastDay::NextWorking; }

  /// Backwards in one unit at most: a visit may be postponed until the evening before.
  void look_at(Amount const& amount, char const* field, std::optional<Unit> backwards = {}) {
    if (amount.unit == Unit::BusinessDay) in_business_days_ = true;
    if (is_elapsed(amount.unit)) of_the_clock_ = true;
    if (amount.count < 0 && amount.unit != backwards) fault(field, "law.fault.not_backwards");
  }
  void look_at(AmountOf const& amount, char const* field, std::optional<Unit> backwards) {
    if (!amount.given) return;
    if (amount.otherwise) look_at(*amount.otherwise, field);
    if (!amount.parameter.empty()) return look_at_parameter(amount.parameter, field);
    if (amount.of_group == GroupAmount::None) return look_at(amount.fixed, field, backwards);
    for (auto const& group : pack_.groups) {
      auto const& of = amount.of_group == GroupAmount::Repair ? group.repair : group.usage_life;
      if (of) look_at(*of, field);
    }
  }
  void look_at_parameter(std::string const& name, char const* field) {
    auto const found = pack_.parameters.find(name);
    if (found == pack_.parameters.end()) return;  // that it is absent is said elsewhere
    auto const unit = wire::parse_enum<Unit>(found->second.unit);
    if (!unit)
      return fault(field, "law.fault.parameter_is_no_time",
                   {{"name", name}, {"units", join(wire::enum_texts<Unit>(), ", ")}});
    look_at(Amount{1, *unit}, field);
    for (auto const& value : found->second.values)
      if (value.value < 0 || value.value > Amount::kMost)
        faults_.add(value.place, "parameters." + name + ".value", "law.fault.out_of_bounds",
                    {{"least", "0"}, {"most", std::to_string(Amount::kMost)}});
  }
  /// A supervisor is called within hours, or within days of the rule's calendar.
  void look_at_call(Consequence const& c) {
    bool const measured = of_the_clock_;
    look_at(c.within, "within");
    of_the_clock_ = measured;
  }

  void check_warnings() {
    for (auto const& warning : rule_.warn_at) {
      if (warning.percent > 0) continue;
      if (of_the_clock_) fault("warn_at", "law.fault.warning_in_days");
      if (warning.before.unit == Unit::BusinessDay) in_business_days_ = true;
    }
  }
  void check_hours() {
    bool const company = rule_.calendar == "company";
    auto const& late = rule_.late_message;
    if (late && (!company || !is_elapsed(late->unit) || late->count <= 0))
      fault("late_message", "law.fault.late_message_in_hours");
    if (company && !of_the_clock_) fault("calendar", "law.fault.company_counts_hours");
  }
  /// What a new hour may not pass is a deadline, counted without asking for another one.
  void check_limits() {
    if (!rule_.reset) return;
    for (auto const& name : rule_.reset->no_later_than) {
      auto const* other = find_any_edition(pack_, name);
      bool const good = other && other->kind == RuleKind::Deadline &&
                        !(other->reset && !other->reset->no_later_than.empty());
      if (!good) fault("reset.no_later_than", "law.fault.no_such_deadline", {{"name", name}});
    }
  }
  void check_notice() {
    if (!rule_.reset || !rule_.reset->notice_days_before) return;
    int const days = *rule_.reset->notice_days_before;
    if (days < 0 || days > kMostDaysOfNotice)
      fault("reset.notice.days_before", "law.fault.out_of_bounds",
            {{"least", "0"}, {"most", std::to_string(kMostDaysOfNotice)}});
  }
  void check_conditions() {
    auto const each = [&](std::vector<Condition> const& conditions, char const* field) {
      for (auto const& condition : conditions)
        if (condition.values.empty())
          fault(std::string(field) + "." + condition.fact, "law.fault.absent");
    };
    each(rule_.applies, "applies");
    each(rule_.excludes, "excludes");
    for (auto const& start : rule_.start) each(start.where, "start.where");
    if (!rule_.reset) return;
    each(rule_.reset->where, "reset.where");
    each(rule_.reset->unlimited, "reset.no_later_than.unless");
  }
  void need_days() {
    if (rule_.calendar.empty()) {
      fault("calendar", "law.fault.calendar_needed");
    } else if (rule_.calendar == "company" && of_the_clock_) {
      fault("calendar", "law.fault.company_counts_hours");
    }
  }

  Pack const& pack_;
  Rule const& rule_;
  Faults& faults_;
  std::string field_;
  bool in_business_days_ = false;
  bool of_the_clock_ = false;  // seconds, minutes, hours
};

bool overlap(Effective const& a, Effective const& b) {
  bool const before = a.through_on && b.from_on && *a.through_on < *b.from_on;
  bool const after = b.through_on && a.from_on && *b.through_on < *a.from_on;
  return !before && !after;
}
std::string shared(std::vector<std::string> const& a, std::vector<std::string> const& b) {
  for (auto const& one : a)
    if (std::find(b.begin(), b.end(), one) != b.end()) return one;
  return {};
}

}  // namespace

void check_times(Pack const& pack, Rule const& rule, Faults& faults) {
  TimesOfRule(pack, rule, faults).check();
}

void check_spans(Pack const& pack, Faults& faults) {
  auto const forward = [&](auto const& of, std::string const& field,
                           std::optional<Amount> const& amount) {
    if (amount && amount->count < 0) faults.add(of.place, field, "law.fault.not_backwards");
  };
  for (auto const& group : pack.groups) {
    forward(group, "product_groups." + group.code + ".usage_life", group.usage_life);
    forward(group, "product_groups." + group.code + ".repair", group.repair);
  }
  for (auto const& document : pack.documents)
    forward(document, "documents." + document.id + ".kept", document.kept);
}

void check_consents(Pack const& pack, Faults& faults) {
  for (auto one = pack.consents.begin(); one != pack.consents.end(); ++one)
    for (auto other = pack.consents.begin(); other != one; ++other) {
      auto const channel = shared(one->channels, other->channels);
      auto const content = shared(one->contents, other->contents);
      bool const same = one->need == other->need && one->registry == other->registry;
      if (same || channel.empty() || content.empty() || !overlap(one->effective, other->effective))
        continue;
      faults.add(one->place, "consents." + one->id, "law.fault.consents_contradict",
                 {{"other", other->id}, {"channel", channel}, {"content", content}});
    }
}

}  // namespace vefa::law
