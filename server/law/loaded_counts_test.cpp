// Whatever the loader lets through is counted and told without falling: rules are made up, good
// ones and bad ones. The seed is printed; VEFA_SEED repeats a run.
#include <cstdlib>
#include <random>

#include "law/test_golden.hpp"

namespace vefa::law {
namespace {

constexpr int kPacks = 600;
constexpr int kRulesOfPack = 2;

class MadeUp {
 public:
  MadeUp() {
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
  bool one_in(int n) { return between(1, n) == 1; }
  std::string one_of(std::vector<std::string> const& all) {
    return all[static_cast<std::size_t>(between(0, std::ssize(all) - 1))];
  }

  std::string event() {
    return one_of({"goods.sold", "goods.delivered", "fault.notified", "goods.handed_over",
                   "goods.handed_back", "repair.completed", "visit.agreed", "visit.postponed"});
  }
  std::string amount() {
    auto const count = one_in(12) ? one_of({"-3", "0", "100000", "-3660"})
                                  : std::to_string(between(1, one_in(4) ? 700 : 30));
    return count + " " +
           one_of({"day", "business_day", "business_day", "week", "month", "year", "hour", "minute",
                   "second"});
  }
  std::string amount_of() {
    switch (between(0, 5)) {
      case 0:
        return "{parameter: " + one_of({"days", "business", "moons", "wild"}) + "}";
      case 1:
        return "{group: " + one_of({"repair", "usage_life"}) +
               (one_in(2) ? ", otherwise: " + amount() : "") + "}";
      default:
        return amount();
    }
  }
  std::string start() {
    std::string text = "{event: " + event();
    if (one_in(4)) text += ", later: " + amount_of();
    if (one_in(3)) text += ", within: {of: " + event() + ", time: " + amount() + "}";
    if (one_in(5)) text += ", preceded: {by: " + event() + ", times: 1}";
    if (one_in(5)) text += ", about: true";
    return text + "}";
  }
  std::string consequences() {
    return one_of({"[{call: supervisor, within: " + amount() + "}]",
                   "[{grant: [refund, replacement], chosen_by: consumer}]",
                   "[{owe: \"300 TRY\", payee: consumer}]", "[{issue: slip}]"});
  }
  std::string rule(int n) {
    auto const kind = one_of({"deadline", "deadline", "term", "right", "retention"});
    auto text = fmt::format("  - {{id: R{}, row: R, kind: {}, title: {}, start: [{}{}]", n, kind,
                            kTitle, start(), one_in(2) ? ", " + start() : "");
    if (kind != "right" || one_in(3)) text += ", amount: " + amount_of();
    if (!one_in(3)) text += ", calendar: " + one_of({"c", "c", "c", "company", "moon"});
    if (one_in(3)) text += ", start_by: " + one_of({"latest", "earliest", "first_listed"});
    if (one_in(2)) text += ", stop: " + event();
    if (one_in(4)) text += ", pause: {from: goods.handed_over, until: goods.handed_back}";
    if (one_in(6))
      text += ", reset: {event: visit.postponed, notice: {days_before: " +
              std::to_string(between(-1, 3)) + "}}";
    if (one_in(4)) text += ", warn_at: [" + one_of({"50%", "-2 day", "-2 business_day"}) + "]";
    if (one_in(5)) text += ", counting: {roll_last_day: next_working}";
    if (one_in(8)) text += ", late_message: " + amount();
    if (one_in(4)) text += ", on_start: " + consequences();
    if (one_in(4)) text += ", on_breach: " + consequences();
    if (one_in(8)) text += ", tiers: [{after: 4 hour, owe: \"300 TRY\", payee: consumer}]";
    return text + ", source: {ref: S, confidence: verified_primary}}\n";
  }

  std::string pack() {
    std::string text = fmt::format(kHead, fmt::arg("t", kTitle));
    text += "rules:\n";
    for (int n = 0; n < kRulesOfPack; ++n) text += rule(n);
    return text;
  }

  std::vector<Event> history() {
    auto at = parse_instant("2026-03-15T10:00:00Z").value();
    std::vector<Event> events;
    for (auto n = between(1, 9); n > 0; --n) {
      at = at + std::chrono::minutes(between(0, 60 * 24 * 40));
      events.push_back({event(), at});
      if (one_in(2)) events.back().about_at = at + std::chrono::hours(between(-50, 400));
    }
    return events;
  }

 private:
  static constexpr char const* kTitle = "{en: a, tr: b, hu: c, he: d}";
  static constexpr char const* kHead =
      "pack: {{id: XX, version: \"1\", schema: 1, title: {t}, zone: Europe/Istanbul, currency: "
      "TRY}}\n"
      "sources:\n  S: {{name: A source}}\n"
      "holidays:\n  h:\n    - {{id: y, on: 01-01, name: {t}}}\n"
      "calendars:\n  c: {{title: {t}, working: [mon, tue, sat], holidays: h, years: {{from: 2020, "
      "through: 2060}}, source: {{ref: S, confidence: verified_primary}}}}\n"
      "parameters:\n"
      "  days: {{unit: day, title: {t}, values: [{{value: 9, source: {{ref: S, confidence: "
      "verified_primary}}}}]}}\n"
      "  business: {{unit: business_day, title: {t}, values: [{{value: 9, source: {{ref: S, "
      "confidence: verified_primary}}}}]}}\n"
      "  moons: {{unit: percent, title: {t}, values: [{{value: 9, source: {{ref: S, confidence: "
      "verified_primary}}}}]}}\n"
      "  wild: {{unit: year, title: {t}, values: [{{value: 99999, source: {{ref: S, confidence: "
      "verified_primary}}}}]}}\n"
      "product_groups:\n  - {{code: g, title: {t}, repair: 5 business_day, usage_life: 10 year, "
      "source: {{ref: S, confidence: verified_primary}}}}\n"
      "documents:\n  - {{id: slip, row: R, title: {t}, fields: [giver], source: {{ref: S, "
      "confidence: verified_primary}}}}\n";
  unsigned seed_;
  std::mt19937 random_;
};

/// What a count may refuse: it leaves the calendar's years, the group is not known, it is too far.
bool may_refuse(Error const& error) {
  return error.key == "law.no_calendar_data" || error.key == "law.no_group" ||
         error.key == "law.too_far";
}

TEST(WhateverLoads, counts_and_is_told_without_falling) {
  MadeUp made;
  SCOPED_TRACE(made.trace());
  std::size_t loaded_packs = 0;
  std::size_t counted = 0;
  for (int n = 0; n < kPacks; ++n) {
    auto const text = made.pack();
    auto const loaded = load({{"pack.yaml", text}}, {2026, 2027});
    // What the loader refuses is counted too where it was taken in before the loader asked for it.
    auto const pack = loaded.pack ? loaded.pack : pack_kept({{"pack.yaml", text}});
    if (loaded.pack) ++loaded_packs;
    for (int round = 0; pack && round < 6; ++round) {
      auto const events = made.history();
      Params const params{.product_group = made.one_of({"", "g"})};
      auto const now = events.back().at + std::chrono::hours(made.between(0, 24 * 400));
      for (auto const& rule : pack->rules)
        for (int cycle = 0; cycle < 2; ++cycle) {
          auto const clock = due(*pack, rule.id, events, params, now, cycle);
          if (!clock.ok()) {
            ASSERT_TRUE(!loaded.pack || may_refuse(clock.error())) << clock.error().key << text;
            continue;
          }
          if (clock->starts_at) ++counted;
          if (loaded.pack && clock->starts_at && rule.kind != RuleKind::Right)
            ASSERT_TRUE(clock->due_at || clock->state == State::Paused ||
                        clock->state == State::Kept)
                << text;
          if (round == 0)
            for (Language const language : kLanguages)
              ASSERT_FALSE(tell(language, *pack, *clock).empty()) << text;
        }
    }
  }
  fmt::print("{} of {} packs loaded, {} clocks counted\n", loaded_packs, kPacks, counted);
  EXPECT_GT(loaded_packs, 60u);
  EXPECT_LT(loaded_packs, 580u);
  EXPECT_GT(counted, 1000u);
}

}  // namespace
}  // namespace vefa::law
