#include "law/due.hpp"

#include <algorithm>

#include "law/count.hpp"
#include "law/limits.hpp"

namespace vefa::law {
namespace {

constexpr std::size_t kNone = SIZE_MAX;
constexpr int kMostCycles = 20;

/// Counts without a calendar, warnings or a cutoff of its own.
Rule const& plain_rule() {
  static Rule const rule;
  return rule;
}

/// How a clock begins, and where among the events it stopped.
struct Cycle {
  std::size_t from = kNone;  // of the event that starts it
  std::size_t stop = kNone;
  Start const* how = nullptr;
  Instant starts_at;
  std::optional<Instant> in_place_of;  // a later start, by which it would end sooner
};

class Reader {
 public:
  Reader(Pack const& pack, Rule const& rule, std::span<Event const> events, Params const& params,
         Instant now, std::size_t from = 0)
      : pack_(pack), rule_(rule), events_(events), params_(params), now_(now), from_(from) {
    clock_.rule = &rule;
    clock_.zone = params.zone;
  }

  Result<Clock> read(int cycle) {
    if (!applies()) {
      clock_.state = State::NotApplicable;
      return std::move(clock_);
    }
    if (!rule_.provenance.is_sure() && rule_.provenance.approved_by.empty())
      clock_.doubts.push_back({DoubtKind::UnsureValue, rule_.id, 0});
    if (rule_.kind == RuleKind::Window) return std::move(clock_);  // hours, which nothing counts
    auto const found = TRY(find_cycle(cycle));
    if (!found) return std::move(clock_);
    TRY(count_from(*found));
    follow();
    return std::move(clock_);
  }

 private:
  calendar::Zone const& zone() const { return params_.zone ? *params_.zone : *pack_.clock; }

  bool applies() {
    if (all_hold(rule_.applies, params_.facts, &clock_.doubts) == Truth::No) return false;
    for (auto const& condition : rule_.excludes)
      if (holds(condition, params_.facts) == Truth::Yes) return false;
    return true;
  }

  /// The first event at or after `from` that starts the clock in this way.
  std::size_t find_start(Start const& how, std::size_t from) const {
    std::int64_t preceded = 0;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      auto const& event = events_[i];
      bool const starts = i >= from && event.kind == how.event && preceded >= how.preceded_times &&
                          all_hold(how.where, event.facts) != Truth::No && is_within(how, i);
      if (starts) return i;
      if (event.kind == how.preceded_by) ++preceded;
    }
    return kNone;
  }
  bool is_within(Start const& how, std::size_t index) const {
    if (how.within_of.empty()) return true;
    for (std::size_t i = 0; i <= index; ++i) {
      if (events_[i].kind != how.within_of) continue;
      Clock clock;
      CountTask const task{plain_rule(), zone(), days(), params_, events_[i].at, how.within, {}};
      auto const counted = count(task, now_, clock);
      return counted.ok() && clock.due_at && events_[index].at <= *clock.due_at;
    }
    return false;
  }

  std::optional<Cycle> begun_by(Start const& how, std::size_t from) const {
    std::size_t const index = find_start(how, from);
    if (index == kNone) return std::nullopt;
    auto const& event = events_[index];
    return Cycle{index, kNone, &how, how.about ? event.about_at.value_or(event.at) : event.at};
  }

  std::optional<Cycle> begin(std::size_t from) const {
    std::optional<Cycle> best;
    for (auto const& how : rule_.start) {
      auto const found = begun_by(how, from);
      if (!found) continue;
      if (rule_.start_by == StartBy::FirstListed) return found;
      bool const later = best && found->starts_at > best->starts_at;
      if (!best || (rule_.start_by == StartBy::Latest ? later : found->starts_at < best->starts_at))
        best = found;
    }
    return best;
  }

  /// The end of what begins so, as if nothing else did; none while it stands still.
  Result<std::optional<Instant>> end_of(Cycle const& at) const {
    Reader alone(pack_, rule_, events_, params_, now_);
    alone.clock_.picked_by_on = clock_.picked_by_on;
    TRY(alone.count_from(at));
    return alone.clock_.due_at;
  }

  /// What began takes the place of what began before it, but takes none of its time away: where
  /// months of unlike length, or a pause that had begun, would let it end sooner, the former start
  /// counts. Source: docs/decisions/0300-a-later-start-ends-no-sooner.md
  Result<Cycle> never_sooner(Cycle const& chosen, std::size_t from) const {
    bool const only_one = rule_.start.size() < 2 || rule_.pause.empty();
    if (only_one || rule_.kind == RuleKind::Right) return chosen;
    Cycle best = chosen;
    std::optional<std::optional<Instant>> end;
    for (auto const& how : rule_.start) {
      auto const former = begun_by(how, from);
      if (!former || former->starts_at >= chosen.starts_at) continue;
      if (!end) end = TRY(end_of(chosen));
      if (!*end) break;
      auto const former_end = TRY(end_of(*former));
      if (former_end && *former_end <= **end) continue;
      best = *former;
      best.in_place_of = chosen.starts_at;
      end = former_end;
    }
    return best;
  }

  Result<std::optional<Cycle>> find_cycle(int cycle) const {
    for (std::size_t from = from_;;) {
      auto found = begin(from);
      if (!found) return std::optional<Cycle>();
      found = TRY(never_sooner(*found, from));
      for (std::size_t i = found->from + 1; i < events_.size(); ++i)
        if (std::find(rule_.stop.begin(), rule_.stop.end(), events_[i].kind) != rule_.stop.end()) {
          found->stop = i;
          break;
        }
      if (cycle-- == 0) return found;
      if (found->stop == kNone) return std::optional<Cycle>();
      from = found->stop + 1;
    }
  }

  /// A start that lies an amount after its event.
  Result<void> later(Cycle& at) {
    if (!at.how->later.given) return {};
    auto const amount = TRY(resolve(at.how->later));
    Clock clock;
    CountTask const task{plain_rule(), zone(), days(), params_, at.starts_at, amount, {}};
    TRY(count(task, now_, clock));
    // The last day of the first period is the day of the start of the second.
    Duration const back{is_elapsed(amount.unit) ? 0 : 1};
    if (clock.due_at) at.starts_at = *clock.due_at - back;
    return {};
  }

  void apply_resets(Cycle& at) {
    if (!rule_.reset) return;
    std::size_t const end = at.stop == kNone ? events_.size() : at.stop;
    for (std::size_t i = at.from + 1; i < end; ++i) {
      auto const& event = events_[i];
      if (event.kind != rule_.reset->event) continue;
      int const day = day_of_instant(event.at);
      auto const step = reset_by(i, at.starts_at);
      clock_.steps.push_back({step, day, event.at.ms, -1});
      if (step == StepKind::ResetUnsure)
        clock_.doubts.push_back({DoubtKind::NoDeadline, rule_.id, day});
      if (step == StepKind::Reset) at.starts_at = event.about_at.value_or(event.at);
    }
  }
  StepKind reset_by(std::size_t index, Instant agreed) const {
    auto const& event = events_[index];
    if (all_hold(rule_.reset->where, event.facts) == Truth::No || !in_time(event, agreed))
      return StepKind::ResetTooLate;
    auto const within = within_deadlines(index);
    if (within == Truth::Unknown) return StepKind::ResetUnsure;
    return within == Truth::Yes ? StepKind::Reset : StepKind::ResetBeyond;
  }
  /// Whether the new hour passes none of the deadlines that run at that time. Source: IL-05.
  Truth within_deadlines(std::size_t index) const {
    auto const& reset = *rule_.reset;
    if (reset.no_later_than.empty()) return Truth::Yes;
    if (!reset.unlimited.empty() && all_hold(reset.unlimited, params_.facts) == Truth::Yes)
      return Truth::Yes;
    Truth all = Truth::Yes;
    for (auto const& rule : reset.no_later_than) {
      auto const one = within_deadline(rule, index);
      if (one == Truth::No) return one;
      if (one == Truth::Unknown) all = one;
    }
    return all;
  }
  /// As it stood when it was put off: of what happened later nothing is known.
  Truth within_deadline(std::string const& rule, std::size_t index) const {
    auto const* named = find_any_edition(pack_, rule);
    if (!named || (named->reset && !named->reset->no_later_than.empty())) return Truth::Unknown;
    auto const& event = events_[index];
    auto const known = events_.first(index + 1);
    std::optional<Clock> last;
    for (int cycle = 0; cycle < kMostCycles; ++cycle) {
      auto counted = due(pack_, rule, known, params_, event.at, cycle);
      if (!counted.ok() && !last) return Truth::Unknown;
      if (!counted.ok() || (last && !counted->starts_at)) break;
      last = std::move(counted).value();
      if (!last->stopped_at) break;
    }
    if (last->state == State::NotApplicable || last->stopped_at) return Truth::Yes;
    if (!last->due_at) return Truth::Unknown;
    return event.about_at.value_or(event.at) <= *last->due_at ? Truth::Yes : Truth::No;
  }
  bool in_time(Event const& event, Instant agreed) const {
    if (!rule_.reset->notice_days_before) return true;
    auto const limit = zone().instant_of(day_of_instant(agreed) - *rule_.reset->notice_days_before,
                                         rule_.reset->notice_by_minute, calendar::Edge::End);
    return event.at <= limit;
  }
  int day_of_instant(Instant at) const { return calendar::day_number(zone().local(at).date); }

  /// In order, apart from each other, none before the start.
  std::vector<Stand> pauses(Cycle const& at) const {
    std::vector<Stand> all;
    for (auto const& pause : rule_.pause) {
      std::optional<Instant> since;
      for (auto const& event : events_) {
        if (event.kind == pause.from && !since) {
          since = event.at;
        } else if (event.kind == pause.until && since) {
          if (event.at > at.starts_at) all.push_back({std::max(*since, at.starts_at), event.at});
          since.reset();
        }
      }
      if (since) all.push_back({std::max(*since, at.starts_at), std::nullopt});
    }
    std::sort(all.begin(), all.end(),
              [](Stand const& a, Stand const& b) { return a.from < b.from; });
    std::vector<Stand> merged;
    for (auto const& stand : all) {
      bool const apart =
          merged.empty() || (merged.back().until && stand.from > *merged.back().until);
      if (apart) {
        merged.push_back(stand);
      } else if (!stand.until || (merged.back().until && *stand.until > *merged.back().until)) {
        merged.back().until = stand.until;
      }
    }
    return merged;
  }

  /// `state` is the calendar of a member state, where the caller has it.
  Days const* days() const {
    if (rule_.calendar == "state" && params_.state_days) return params_.state_days;
    auto const found = pack_.calendars.find(rule_.calendar);
    return found == pack_.calendars.end() ? nullptr : &found->second.days;
  }

  LocalDate picked_on() const {
    return clock_.picked_by_on.value_or(zone().local(clock_.starts_at.value_or(now_)).date);
  }

  Result<Amount> resolve(AmountOf const& amount) {
    if (!amount.parameter.empty()) {
      auto const* value = find_value(pack_, amount.parameter, picked_on());
      auto const known = pack_.parameters.find(amount.parameter);
      auto const unit = known == pack_.parameters.end()
                            ? std::nullopt
                            : wire::parse_enum<Unit>(known->second.unit);
      if (!value || !unit)
        return refused("law.no_edition",
                       {{"rule", amount.parameter}, {"date", to_text(picked_on())}});
      return Amount{value->value, *unit};
    }
    if (amount.of_group == GroupAmount::None) return amount.fixed;
    auto const* group = find_group(pack_, params_.product_group, picked_on());
    std::optional<Amount> found;
    if (group) found = amount.of_group == GroupAmount::Repair ? group->repair : group->usage_life;
    if (found) {
      if (!group->provenance.is_sure() && group->provenance.approved_by.empty())
        clock_.doubts.push_back({DoubtKind::UnsureValue, group->code, 0});
      return *found;
    }
    clock_.doubts.push_back({DoubtKind::NoGroup, params_.product_group, 0});
    if (amount.otherwise) return *amount.otherwise;
    return refused("law.no_group", {{"rule", rule_.id}});
  }

  Result<void> count_from(Cycle at) {
    if (at.in_place_of)
      clock_.steps.push_back({StepKind::FormerStart, day_of_instant(*at.in_place_of), 0, -1});
    TRY(later(at));
    apply_resets(at);
    clock_.starts_at = at.starts_at;
    doubt_the_hour(at);
    if (at.stop != kNone) clock_.stopped_at = events_[at.stop].at;
    if (rule_.kind != RuleKind::Right) return run(at);
    clock_.state = right();
    return {};
  }

  /// An hour that was agreed outside of those that another rule lets it be is counted from all the
  /// same, and what money it brings is not doubted for it.
  void doubt_the_hour(Cycle const& at) {
    if (!at.how->about || !rule_.tiers.empty()) return;
    auto const on = zone().local(at.starts_at);
    for (auto const& window : pack_.rules) {
      if (window.kind != RuleKind::Window || !window.effective.holds(on.date)) continue;
      bool const same = std::any_of(window.start.begin(), window.start.end(), [&](Start const& s) {
        return s.about && s.event == at.how->event;
      });
      if (!same || all_hold(window.applies, params_.facts) == Truth::No) continue;
      if (law::is_within(pack_, window, at.starts_at)) continue;
      Doubt doubt{DoubtKind::OutsideHours, window.id, day_of_instant(at.starts_at)};
      if (auto const next = next_within(pack_, window, at.starts_at)) {
        auto const local = zone().local(*next);
        doubt.next_day = calendar::day_number(local.date);
        doubt.next_minute = static_cast<int>(local.since_midnight.count() / 60'000);
      }
      clock_.doubts.push_back(std::move(doubt));
    }
  }

  /// The rule's own, or that of its first tier.
  Result<Amount> amount_that_counts() {
    if (!rule_.amount.given && !rule_.tiers.empty()) return rule_.tiers.front().after;
    return resolve(rule_.amount);
  }

  Result<void> run(Cycle const& at) {
    auto const amount = amount_that_counts();
    if (!amount) return amount.error();
    clock_.days = days();
    CountTask const task{rule_, zone(), clock_.days, params_, at.starts_at, *amount, pauses(at)};
    TRY(count(task, now_, clock_));
    clock_.state = state();
    return {};
  }

  /// A right arises at its start, unless what it waits for was done by then.
  State right() const {
    auto const at = *clock_.starts_at;
    if (clock_.stopped_at && *clock_.stopped_at <= at) return State::Kept;
    return at <= now_ ? State::Arisen : State::Running;
  }

  State state() const {
    bool const term = rule_.kind == RuleKind::Term || rule_.kind == RuleKind::Retention;
    if (!clock_.due_at) return clock_.stopped_at ? State::Kept : State::Paused;
    auto const due = *clock_.due_at;
    if (clock_.stopped_at) {
      if (*clock_.stopped_at <= due) return term ? State::Ended : State::Kept;
      return term ? State::Ended : State::Broken;
    }
    if (now_ < due) return State::Running;
    return term ? State::Ended : State::Broken;
  }

  void follow() {
    if (clock_.state != State::Kept || rule_.kind != RuleKind::Right)
      for (auto const& c : rule_.on_start)
        clock_.following.push_back({&c, *clock_.starts_at, *clock_.starts_at <= now_, false});
    if (clock_.due_at)
      for (auto const& c : rule_.on_breach)
        clock_.following.push_back({&c, *clock_.due_at, clock_.state == State::Broken, false});
    bool first = true;
    for (auto const& tier : rule_.tiers) {
      Clock clock;
      CountTask const task{plain_rule(),      zone(),     nullptr, params_,
                           *clock_.starts_at, tier.after, {}};
      if (!count(task, now_, clock).ok() || !clock.due_at) continue;
      bool const reached = clock_.stopped_at.value_or(now_) > *clock.due_at;
      clock_.following.push_back({&tier.owe, *clock.due_at, reached, !first, true});
      first = false;
    }
  }

  Pack const& pack_;
  Rule const& rule_;
  std::span<Event const> events_;
  Params const& params_;
  Instant now_;
  std::size_t from_;  // the first event that may start it
  Clock clock_;

 public:
  void picked_by(LocalDate on) { clock_.picked_by_on = on; }
  /// Behind what stopped it for the first time; none while it runs, or waits.
  Result<std::optional<std::size_t>> behind() const {
    auto const found = TRY(find_cycle(0));
    if (!found || found->stop == kNone) return std::optional<std::size_t>();
    return std::optional(found->stop + 1);
  }
};

bool meets(Fact const& fact, Condition const& condition) {
  if (condition.test == Test::OneOf)
    return std::find(condition.values.begin(), condition.values.end(), fact) !=
           condition.values.end();
  auto const* number = std::get_if<std::int64_t>(&fact);
  auto const* limit = std::get_if<std::int64_t>(&condition.values.front());
  if (!number || !limit) return false;
  switch (condition.test) {
    case Test::AtLeast:
      return *number >= *limit;
    case Test::Above:
      return *number > *limit;
    case Test::AtMost:
      return *number <= *limit;
    default:
      return *number < *limit;
  }
}

/// The day that picks the edition: of `pick_by`, of the first event that could start it, or now. A
/// second fault is counted by the law of its own day, whatever held on that of the first.
LocalDate pick_date(Pack const& pack, Rule const& any, std::span<Event const> events,
                    Params const& params, Instant now, std::size_t from) {
  auto const& zone = params.zone ? *params.zone : *pack.clock;
  auto const starts = [&](std::string const& kind) {
    return std::any_of(any.start.begin(), any.start.end(),
                       [&](Start const& start) { return start.event == kind; });
  };
  auto const later = events.subspan(from);
  for (auto const& event : starts(any.pick_by) ? later : events)
    if (event.kind == any.pick_by) return zone.local(event.at).date;
  for (auto const& event : later)
    if (starts(event.kind)) return zone.local(event.at).date;
  return zone.local(now).date;
}

}  // namespace

std::optional<Instant> Clock::next_ring(Instant now) const {
  std::optional<Instant> next;
  auto const take = [&](Instant at) {
    if (at > now && (!next || at < *next)) next = at;
  };
  if (state != State::Running && state != State::Broken) return next;
  if (stopped_at) return next;
  for (auto const& warning : warnings) take(warning.at);
  for (auto const& f : following) take(f.at + Duration{f.strictly_after ? 1 : 0});
  if (due_at) take(*due_at);
  return next;
}

Truth holds(Condition const& condition, Facts const& facts) {
  auto const found = facts.find(condition.fact);
  if (found == facts.end()) return Truth::Unknown;
  return meets(found->second, condition) ? Truth::Yes : Truth::No;
}

Truth all_hold(std::vector<Condition> const& conditions, Facts const& facts,
               std::vector<Doubt>* doubts) {
  Truth all = Truth::Yes;
  std::vector<Doubt> found;
  for (auto const& condition : conditions) {
    auto const truth = holds(condition, facts);
    if (truth == Truth::No) return Truth::No;
    if (truth != Truth::Unknown) continue;
    all = Truth::Unknown;
    if (doubts) found.push_back({DoubtKind::MissingFact, condition.fact, 0});
  }
  for (auto& d : found)
    if (std::find(doubts->begin(), doubts->end(), d) == doubts->end())
      doubts->push_back(std::move(d));
  return all;
}

Result<Clock> due(Pack const& pack, Rule const& rule, std::span<Event const> events,
                  Params const& params, Instant now, int cycle) {
  return Reader(pack, rule, events, params, now).read(cycle);
}

Result<Clock> due(Pack const& pack, std::string_view rule_id, std::span<Event const> events,
                  Params const& params, Instant now, int cycle) {
  auto const* any = find_any_edition(pack, rule_id);
  if (!any) return not_found("rule");
  std::size_t from = 0;
  for (int n = 0;; ++n) {
    auto const on = pick_date(pack, *any, events, params, now, from);
    auto const* rule = find_rule(pack, rule_id, on);
    if (!rule)
      return refused("law.no_edition", {{"rule", std::string(rule_id)}, {"date", to_text(on)}});
    Reader reader(pack, *rule, events, params, now, from);
    reader.picked_by(on);
    auto const behind = n < cycle ? TRY(reader.behind()) : std::nullopt;
    if (!behind) return reader.read(n < cycle ? 1 : 0);  // 1: it does not count again
    from = *behind;
  }
}

}  // namespace vefa::law
