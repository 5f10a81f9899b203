#include "law/tell.hpp"

#include <unicode/dtfmtsym.h>

#include "i18n/i18n.hpp"
#include "i18n/locale.hpp"

namespace vefa::law {
namespace {

int const kAMonday = calendar::day_number({2026, 11, 23});

/// "Sunday", as it stands in running text.
std::string weekday_text(Language language, int day) {
  static auto const names = [] {
    std::array<std::array<std::string, 7>, kLanguages.size()> all;
    for (Language const l : kLanguages) {
      UErrorCode code = U_ZERO_ERROR;
      icu::DateFormatSymbols const symbols(i18n::locale_of(l), code);
      std::int32_t count = 0;
      auto const* found =
          symbols.getWeekdays(count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
      for (int weekday = 0; weekday < 7 && count == 8; ++weekday)
        found[weekday == 6 ? 1 : weekday + 2].toUTF8String(
            all[static_cast<std::size_t>(l)][static_cast<std::size_t>(weekday)]);
    }
    return all;
  }();
  return names[static_cast<std::size_t>(language)]
              [static_cast<std::size_t>(calendar::weekday_of(day))];
}

class Teller {
 public:
  Teller(Language language, Pack const& pack, Clock const& clock)
      : language_(language), pack_(pack), clock_(clock) {}

  std::vector<std::string> tell() {
    auto const& rule = *clock_.rule;
    sentences_ = tell_rule(language_, pack_, rule);
    if (clock_.picked_by_on && (rule.effective.from_on || rule.effective.through_on))
      add("law.tell.edition", {{"date", i18n::date_text(language_, *clock_.picked_by_on)}});
    if (clock_.state == State::NotApplicable) {
      add("law.tell.not_applicable");
    } else if (!clock_.starts_at) {
      add("law.tell.waiting", {{"events", starts()}});
    } else {
      tell_clock();
    }
    for (auto const& doubt : clock_.doubts) sentences_.push_back(doubt_words(language_, doubt));
    return std::move(sentences_);
  }

 private:
  void add(std::string_view key, Args const& args = {}) {
    sentences_.push_back(i18n::message(language_, key, args));
  }
  std::string at_text(Instant at) const {
    return i18n::date_time_text(language_, at, clock_.zone ? clock_.zone->name() : pack_.zone);
  }
  std::string starts() const {
    std::vector<std::string> names;
    for (auto const& start : clock_.rule->start) {
      auto name = i18n::message(language_, "law.event." + start.event);
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    }
    return i18n::list_text(language_, names);
  }

  void tell_clock() {
    add("law.tell.start", {{"start", at_text(*clock_.starts_at)}});
    for (auto const& step : clock_.steps) tell_step(step);
    if (clock_.due_at && clock_.last_day && clock_.rule->counting.cutoff_minute == 1440) {
      add("law.tell.due_day", {{"date", i18n::date_text(language_, *clock_.last_day)}});
    } else if (clock_.due_at) {
      add("law.tell.due", {{"due", at_text(*clock_.due_at)}});
    } else if (clock_.state == State::Paused) {
      add("law.tell.stands");
    }
    if (clock_.state == State::Kept && clock_.stopped_at)
      add("law.tell.kept", {{"stopped", at_text(*clock_.stopped_at)}});
    if (clock_.state == State::Broken)
      add(clock_.stopped_at ? "law.tell.broken_late" : "law.tell.broken",
          {{"stopped", clock_.stopped_at ? at_text(*clock_.stopped_at) : ""}});
    tell_following();
  }

  void tell_following() {
    auto const on = clock_.picked_by_on.value_or((pack_.clock->local(*clock_.starts_at)).date);
    for (auto const& f : clock_.following) {
      bool const at_start = f.at == *clock_.starts_at;
      if (!f.is_due && clock_.stopped_at) continue;  // it will not come any more
      add(f.is_due || at_start ? "law.tell.at" : "law.tell.if_broken",
          {{"when", at_text(f.at)}, {"what", consequence_words(language_, pack_, *f.what, on)}});
    }
  }

  std::string name_of(Step const& step) const {
    if (!clock_.days || step.index < 0) return {};
    auto const& holidays = clock_.days->plan().holidays;
    auto const index = static_cast<std::size_t>(step.index);
    return index < holidays.size() ? holidays[index].names[static_cast<std::size_t>(language_)]
                                   : std::string();
  }
  std::string decree_of(Step const& step) const {
    if (!clock_.days || step.index < 0) return {};
    auto const& swaps = clock_.days->plan().swaps;
    auto const index = static_cast<std::size_t>(step.index);
    return index < swaps.size() ? swaps[index].decree : std::string();
  }

  void tell_step(Step const& step) {
    bool const by_decree =
        step.kind == StepKind::SwappedOff || step.kind == StepKind::WorkedInstead;
    bool const at_instant = step.kind == StepKind::NextOpening;
    add("law.tell." + wire::enum_text(step.kind),
        {{"date", i18n::date_text(language_, calendar::date_of(step.day))},
         {"weekday", weekday_text(language_, step.day)},
         {"count", std::to_string(step.count)},
         {"name", by_decree ? "" : name_of(step)},
         {"decree", by_decree ? decree_of(step) : ""},
         {"start", at_instant ? at_text(Instant{step.count}) : ""},
         {"duration", i18n::duration_text(language_, Duration{at_instant ? 0 : step.count})}});
  }

  Language language_;
  Pack const& pack_;
  Clock const& clock_;
  std::vector<std::string> sentences_;
};

/// A sum, a share, a weight or a time.
std::string value_words(Language language, Pack const& pack, Parameter const& parameter,
                        std::int64_t value) {
  if (parameter.unit == pack.currency.text())
    return i18n::money_text(language, {value, pack.currency});
  return i18n::message(language, "law.unit." + parameter.unit, {{"count", std::to_string(value)}});
}

/// What a limit decides, and each of its values with its dates; what comes after the last is not
/// known where that one ends.
void tell_limit(Language language, Pack const& pack, Rule const& rule,
                std::vector<std::string>& out) {
  auto const found = pack.parameters.find(rule.parameter);
  if (found == pack.parameters.end()) return;
  auto const& parameter = found->second;
  out.push_back(i18n::message(language, "law.tell.decides_" + wire::enum_text(rule.test),
                              {{"name", parameter.title.in(language)}}));
  auto const day = [&](std::optional<LocalDate> const& on) {
    return on ? i18n::date_text(language, *on) : std::string("…");
  };
  for (auto const& value : parameter.values) {
    auto const& when = value.effective;
    out.push_back(i18n::message(
        language, when.from_on || when.through_on ? "law.tell.limit_dated" : "law.tell.limit",
        {{"value", value_words(language, pack, parameter, value.value)},
         {"from", day(when.from_on)},
         {"through", day(when.through_on)}}));
  }
  if (!parameter.values.empty() && parameter.values.back().effective.through_on)
    out.push_back(i18n::message(language, "law.tell.limit_unknown",
                                {{"date", day(parameter.values.back().effective.through_on)}}));
}

void tell_windows(Language language, Rule const& rule, std::vector<std::string>& out) {
  for (auto const& window : rule.windows) {
    std::vector<std::string> names;
    for (int const weekday : window.weekdays)
      names.push_back(weekday_text(language, kAMonday + weekday));
    out.push_back(i18n::message(language, window.eves ? "law.tell.window_eves" : "law.tell.window",
                                {{"days", i18n::list_text(language, names)},
                                 {"from", calendar::minute_text(window.from_minute)},
                                 {"until", calendar::minute_text(window.until_minute)}}));
  }
  if (!rule.windows.empty() && !rule.calendar.empty())
    out.push_back(i18n::message(language, "law.tell.window_holidays"));
}

std::string amount_words(Language language, Pack const& pack, Rule const& rule) {
  if (!rule.amount.parameter.empty()) {
    auto const found = pack.parameters.find(rule.amount.parameter);
    return found == pack.parameters.end() ? std::string() : found->second.title.in(language);
  }
  if (rule.amount.otherwise) return amount_words(language, *rule.amount.otherwise);
  if (rule.amount.given && rule.amount.of_group == GroupAmount::None)
    return amount_words(language, rule.amount.fixed);
  if (!rule.tiers.empty()) return amount_words(language, rule.tiers.front().after);
  if (rule.level.percent > 0)
    return std::to_string(rule.level.percent) + " % – " + amount_words(language, rule.level.within);
  return {};
}

}  // namespace

std::string amount_words(Language language, Amount const& amount) {
  return i18n::message(language, "law.unit." + wire::enum_text(amount.unit),
                       {{"count", std::to_string(amount.count)}});
}

std::string doubt_words(Language language, Doubt const& doubt) {
  std::string name = doubt.name;
  std::string next;
  if (doubt.kind == DoubtKind::OutsideHours && doubt.next_day != 0)
    next = i18n::date_text(language, calendar::date_of(doubt.next_day)) + " " +
           calendar::minute_text(doubt.next_minute);
  if (doubt.kind == DoubtKind::MissingFact)
    name = i18n::message(language, "law.fact." + doubt.name);
  return i18n::message(language, "law.doubt." + wire::enum_text(doubt.kind),
                       {{"name", name},
                        {"date", i18n::date_text(language, calendar::date_of(doubt.day))},
                        {"next", next.empty() ? "…" : next}});
}

std::vector<std::string> readings(Language language, Pack const& pack, Provenance const& p) {
  std::vector<std::string> out;
  for (auto const& other : p.alternatives) {
    auto const found = pack.sources.find(other.source);
    out.push_back(i18n::message(
        language, "law.tell.alternative",
        {{"says", other.says}, {"source", found == pack.sources.end() ? "" : found->second.name}}));
  }
  return out;
}

std::string source_words(Pack const& pack, Provenance const& p) {
  std::string text = p.act;
  if (!p.article.empty()) text += (text.empty() ? "" : " ") + p.article;
  auto const found = pack.sources.find(p.source);
  if (found == pack.sources.end()) return text;
  return text.empty() ? found->second.name : text + " (" + found->second.name + ")";
}

std::optional<Money> money_of(Pack const& pack, Consequence const& what, LocalDate on) {
  if (what.money) return what.money;
  auto const* value = find_value(pack, what.parameter, on);
  if (!value) return std::nullopt;
  return Money{value->value, pack.currency};
}

std::string consequence_words(Language language, Pack const& pack, Consequence const& what,
                              LocalDate on) {
  auto const party = [&](std::string const& name) {
    return i18n::message(language, "law.party." + name);
  };
  switch (what.effect) {
    case Effect::Grant: {
      std::vector<std::string> choices;
      for (auto const& choice : what.choices)
        choices.push_back(i18n::message(language, "law.choice." + choice));
      return i18n::message(language, "law.tell.grant",
                           {{"party", party(what.chosen_by)}, {"choices", join(choices, ", ")}});
    }
    case Effect::Owe: {
      auto const money = money_of(pack, what, on);
      Args const args{{"party", party(what.payee)},
                      {"money", money ? i18n::money_text(language, *money) : ""}};
      if (!money) return i18n::message(language, "law.tell.owe_no_amount", args);
      return i18n::message(language, what.informational ? "law.tell.owe_told" : "law.tell.owe",
                           args);
    }
    case Effect::Issue: {
      auto const* document = find_document(pack, what.document, on);
      return i18n::message(language, "law.tell.issue",
                           {{"document", document ? document->title.in(language) : what.document}});
    }
    case Effect::Call:
      return i18n::message(
          language, "law.tell.call",
          {{"party", party(what.chosen_by)}, {"duration", amount_words(language, what.within)}});
    case Effect::Tell:
      break;
  }
  return what.words.in(language);
}

std::vector<std::string> tell_rule(Language language, Pack const& pack, Rule const& rule) {
  std::vector<std::string> out;
  auto const amount = amount_words(language, pack, rule);
  out.push_back(
      i18n::message(language, amount.empty() ? "law.tell.rule_without_amount" : "law.tell.rule",
                    {{"title", rule.title.in(language)}, {"id", rule.id}, {"amount", amount}}));
  out.push_back(i18n::message(
      language, "law.tell.source",
      {{"source", source_words(pack, rule.provenance)},
       {"confidence", i18n::message(language, "law.confidence." +
                                                  wire::enum_text(rule.provenance.confidence))}}));
  if (!rule.provenance.quote.empty())
    out.push_back(i18n::message(language, "law.tell.quote", {{"quote", rule.provenance.quote}}));
  for (auto& other : readings(language, pack, rule.provenance)) out.push_back(std::move(other));
  if (rule.kind == RuleKind::Threshold) tell_limit(language, pack, rule, out);
  tell_windows(language, rule, out);
  if (!rule.note.in(language).empty()) out.push_back(rule.note.in(language));
  return out;
}

std::vector<std::string> tell(Language language, Pack const& pack, Clock const& clock) {
  return Teller(language, pack, clock).tell();
}

}  // namespace vefa::law
