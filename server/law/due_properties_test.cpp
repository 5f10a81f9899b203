// Laws of legal clocks, on generated histories of every rule of every pack. The seed is printed;
// VEFA_SEED repeats a run.
#include <cstdlib>
#include <random>

#include "law/test_golden.hpp"

namespace vefa::law {
namespace {

constexpr int kRounds = 60;  // a rule

class Histories {
 public:
  Histories() {
    char const* wanted = std::getenv("VEFA_SEED");
    seed_ =
        wanted ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : std::random_device{}();
    fmt::print("seed {}\n", seed_);
    random_.seed(seed_);
  }
  std::string trace() const { return fmt::format("VEFA_SEED={}", seed_); }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }
  Duration minutes(std::int64_t most) { return std::chrono::minutes(between(0, most)); }

  /// From 2020 (or where the pack's calendars begin) through 2029: of three one is the last of a
  /// month or the first after it, one the last of a February or the night in which a spring's
  /// clocks go forward, one any instant.
  Instant start(Pack const& pack) {
    int first = 2020;
    int last = 2029;
    for (auto const& [name, calendar] : pack.calendars) {
      first = std::max(first, calendar.days.plan().first_year);
      last = std::min(last, calendar.days.plan().last_year - 1);
    }
    int const year = static_cast<int>(between(first, last));
    int const minute = static_cast<int>(between(0, 1439));
    auto const last_of = [&](int month) {
      int const next = calendar::day_number(month == 12 ? LocalDate{year + 1, 1, 1}
                                                        : LocalDate{year, month + 1, 1});
      return next - 1;
    };
    int day = calendar::day_number({year, 1, 1}) + static_cast<int>(between(0, 364));
    switch (between(0, 5)) {
      case 0:
      case 1:
        day = last_of(static_cast<int>(between(1, 12))) + static_cast<int>(between(0, 1));
        break;
      case 2:
        day = last_of(2);
        break;
      case 3:
        if (auto const spring = goes_forward(pack, year)) return *spring + minutes(180);
        break;
      default:
        break;
    }
    return pack.clock->instant_of(day, minute, calendar::Edge::Start);
  }
  /// An hour before the clocks of the place go forward in that year.
  static std::optional<Instant> goes_forward(Pack const& pack, int year) {
    int const from = calendar::day_number({year, 2, 15});
    for (int day = from; day < from + 75; ++day) {
      auto const noon = pack.clock->instant_of(day, 720, calendar::Edge::Start);
      auto const next = pack.clock->instant_of(day + 1, 720, calendar::Edge::Start);
      if (next - noon >= std::chrono::hours(24)) continue;
      return pack.clock->instant_of(day + 1, 60, calendar::Edge::Start);
    }
    return std::nullopt;
  }

  /// What the rule speaks of, beginning with the day that picks the edition.
  std::vector<Event> history(Pack const& pack, Rule const& rule) {
    std::vector<std::string> kinds = rule.stop;
    for (auto const& start : rule.start) {
      kinds.push_back(start.event);
      if (!start.preceded_by.empty()) kinds.push_back(start.preceded_by);
      if (!start.within_of.empty()) kinds.push_back(start.within_of);
    }
    for (auto const& pause : rule.pause) {
      kinds.push_back(pause.from);
      kinds.push_back(pause.until);
    }
    Instant at = start(pack);
    std::vector<Event> events;
    if (!rule.pick_by.empty()) events.push_back({rule.pick_by, at});
    if (!rule.start.empty()) {
      auto const most = std::ssize(rule.start) - 1;
      events.push_back({rule.start[static_cast<std::size_t>(between(0, most))].event, at});
    }
    for (std::int64_t i = 0, n = between(1, 7); i < n && !kinds.empty(); ++i) {
      at = at + minutes(60 * 24 * 5);
      auto const& kind = kinds[static_cast<std::size_t>(between(0, std::ssize(kinds) - 1))];
      events.push_back({kind, at, at + minutes(60 * 24 * 3)});
    }
    return events;
  }

 private:
  unsigned seed_;
  std::mt19937 random_;
};

/// The pack with pauses added to the rules without: so each edition of each rule has them.
PackPtr with_pauses(Pack const& pack) {
  auto copy = std::make_shared<Pack>(pack);
  for (auto& rule : copy->rules)
    if (rule.pause.empty()) rule.pause = {{"goods.handed_over", "goods.handed_back"}};
  return copy;
}

/// Calls `law` with each edition of each rule that counts; asked for by its id, the history picks
/// the edition.
void for_each_rule(std::function<void(Pack const&, Rule const&)> const& law) {
  for (auto const& name : embedded_packs()) {
    auto const pack = with_pauses(*golden_pack(name));
    for (auto const& rule : pack->rules)
      if (!rule.start.empty()) law(*pack, rule);
  }
}

/// None held on that day, or the calendar knows nothing of it: nothing to compare.
bool is_outside(Result<Clock> const& clock) {
  return !clock.ok() &&
         (clock.error().key == "law.no_edition" || clock.error().key == "law.no_calendar_data");
}

Params known(Rule const& rule) {
  Params params{.product_group = "fridge"};
  for (auto const& condition : rule.applies) params.facts[condition.fact] = condition.values[0];
  for (auto const& condition : rule.applies)  // above 100 is met by 101
    if (auto* n = std::get_if<std::int64_t>(&params.facts[condition.fact]))
      if (condition.test == Test::Above) ++*n;
  return params;
}

TEST(LawsOfClocks, more_events_never_bring_a_deadline_nearer_unless_the_rule_resets) {
  Histories random;
  SCOPED_TRACE(random.trace());
  std::size_t compared = 0;
  for_each_rule([&](Pack const& pack, Rule const& rule) {
    if (rule.reset) return;
    for (int round = 0; round < kRounds; ++round) {
      auto const events = random.history(pack, rule);
      auto const params = known(rule);
      Instant const now = events.back().at + random.minutes(60 * 24 * 60);
      std::optional<Instant> last;
      for (std::size_t n = 1; n <= events.size(); ++n) {
        auto const clock = due(pack, rule.id, std::span(events).first(n), params, now);
        if (is_outside(clock)) break;
        ASSERT_TRUE(clock.ok()) << rule.id;
        if (!clock->due_at) continue;
        if (last) {
          ++compared;
          ASSERT_GE(*clock->due_at, *last) << rule.id << " at event " << n;
        }
        last = clock->due_at;
      }
    }
  });
  EXPECT_GT(compared, 5000u);
}

TEST(LawsOfClocks, a_pause_that_ends_as_it_begins_changes_nothing) {
  Histories random;
  SCOPED_TRACE(random.trace());
  std::size_t compared = 0;
  for_each_rule([&](Pack const& pack, Rule const& rule) {
    for (int round = 0; round < kRounds; ++round) {
      auto events = random.history(pack, rule);
      auto const params = known(rule);
      Instant const now = events.back().at + random.minutes(60 * 24 * 60);
      auto const before = due(pack, rule.id, events, params, now);
      if (is_outside(before)) continue;
      ASSERT_TRUE(before.ok()) << rule.id;
      bool const paused_kind =
          std::any_of(rule.start.begin(), rule.start.end(), [&](auto const& s) {
            return s.event == rule.pause[0].from || s.event == rule.pause[0].until;
          });
      if (!before->due_at || paused_kind) continue;
      Instant const at = events.back().at + Duration{1};
      events.push_back({rule.pause[0].from, at});
      events.push_back({rule.pause[0].until, at});
      auto const after = due(pack, rule.id, events, params, now);
      ASSERT_TRUE(after.ok());
      ++compared;
      ASSERT_EQ(after->due_at, before->due_at) << rule.id;
    }
  });
  EXPECT_GT(compared, 2000u);
}

TEST(LawsOfClocks, a_pause_puts_off_the_end_by_its_own_length) {
  Histories random;
  SCOPED_TRACE(random.trace());
  auto const& pack = *golden_pack("tr");
  for (int round = 0; round < 400; ++round) {
    Rule rule;
    rule.start = {{.event = "fault.notified"}};
    rule.pause = {{"goods.handed_over", "goods.handed_back"}};
    rule.amount = {.fixed = {random.between(8, 40), Unit::Day}, .given = true};
    rule.calendar = "tr-aftersales";
    bool const business = random.between(0, 1) == 1;
    if (business) rule.amount.fixed.unit = Unit::BusinessDay;
    int const first = calendar::day_number({2026, 9, 1}) + static_cast<int>(random.between(0, 90));
    auto const noon = [&](int day) {
      return pack.clock->instant_of(day, 720, calendar::Edge::Start);
    };
    int const from = first + static_cast<int>(random.between(1, 6));
    int const until = from + static_cast<int>(random.between(0, 9));
    std::vector<Event> events{{"fault.notified", noon(first)}};
    auto const plain = due(pack, rule, events, {}, noon(first)).value();
    events.push_back({"goods.handed_over", noon(from)});
    events.push_back({"goods.handed_back", noon(until)});
    auto const paused = due(pack, rule, events, {}, noon(until)).value();
    auto const& days = pack.calendars.at("tr-aftersales").days;
    int expected = calendar::day_number(*plain.last_day);
    int lost = until - from;
    if (business) {
      lost = 0;
      for (int day = from; day < until; ++day) lost += days.find(day)->counts ? 1 : 0;
      for (; lost > 0; lost -= days.find(expected)->counts ? 1 : 0) ++expected;
    }
    ASSERT_EQ(calendar::day_number(*paused.last_day), expected + lost)
        << rule.amount.fixed.count << (business ? " business days" : " days");
  }
}

TEST(LawsOfClocks, a_deadline_is_the_same_at_whatever_instant_it_is_asked_for) {
  Histories random;
  SCOPED_TRACE(random.trace());
  for_each_rule([&](Pack const& pack, Rule const& rule) {
    for (int round = 0; round < kRounds / 4; ++round) {
      auto const events = random.history(pack, rule);
      auto const params = known(rule);
      auto const at = [&](Duration later) {
        return due(pack, rule.id, events, params, events.back().at + later);
      };
      if (is_outside(at(Duration{0}))) continue;
      auto const soon = at(Duration{0}).value();
      auto const late = at(std::chrono::hours(24 * 900)).value();
      ASSERT_EQ(soon.due_at, late.due_at) << rule.id;
      ASSERT_EQ(soon.starts_at, late.starts_at) << rule.id;
      ASSERT_LE(soon.used, late.used) << rule.id;
      if (soon.due_at && rule.kind == RuleKind::Deadline && !soon.stopped_at) {
        ASSERT_EQ(late.used, late.total) << rule.id;
      }
    }
  });
}

TEST(LawsOfClocks, the_day_that_picks_the_edition_decides_it_to_the_millisecond) {
  std::size_t changes = 0;
  for_each_rule([&](Pack const& pack, Rule const& rule) {
    if (!rule.effective.from_on) return;
    auto const begins = pack.clock->instant(*rule.effective.from_on, 0, calendar::Edge::Start);
    auto const edition_at = [&](Instant at) {
      std::vector<Event> events;
      if (!rule.pick_by.empty()) events.push_back({rule.pick_by, at});
      auto const later = at + std::chrono::hours(24 * 40);
      events.push_back({rule.start[0].event, rule.pick_by.empty() ? at : later});
      auto const clock = due(pack, rule.id, events, known(rule), later);
      return clock.ok() ? clock->rule : nullptr;
    };
    ASSERT_EQ(edition_at(begins), &rule) << rule.id;
    ASSERT_NE(edition_at(begins - Duration{1}), &rule) << rule.id;
    ++changes;
  });
  EXPECT_GE(changes, 10u);
}

TEST(LawsOfClocks, the_warnings_come_before_the_deadline_and_after_the_start) {
  Histories random;
  SCOPED_TRACE(random.trace());
  for_each_rule([&](Pack const& pack, Rule const& rule) {
    for (int round = 0; round < kRounds / 4; ++round) {
      auto const events = random.history(pack, rule);
      auto const asked = due(pack, rule.id, events, known(rule), events.back().at);
      if (is_outside(asked)) continue;
      auto const& clock = asked.value();
      for (auto const& warning : clock.warnings) {
        ASSERT_LT(warning.at, *clock.due_at) << rule.id;
        ASSERT_GT(warning.at, *clock.starts_at) << rule.id;
      }
    }
  });
}

}  // namespace
}  // namespace vefa::law
