// Which start counts where a rule names several. The periods are worked out by hand.
#include "law/test_golden.hpp"

namespace vefa::law {
namespace {

/// The rule as it stands in the pack, standing still while the goods are in repair.
Rule pausing(Pack const& pack, char const* id) {
  auto rule = *find_any_edition(pack, id);
  rule.pause = {{"goods.handed_over", "goods.handed_back"}};
  return rule;
}

/// By the first `n` of the events.
Clock counted(Pack const& pack, Rule const& rule, char const* told, std::size_t n = SIZE_MAX) {
  auto const events = golden_events(pack, told);
  auto const known = std::span(events).first(std::min(n, events.size()));
  return due(pack, rule, known, {}, events.back().at).value();
}

Step const* former_start(Clock const& clock) {
  for (auto const& step : clock.steps)
    if (step.kind == StepKind::FormerStart) return &step;
  return nullptr;
}

// 27 October and four months is 27 February; five days of repair (28 October to 1 November) are
// added: 4 March. Counted from 2 November, when the repair was over, it would be 2 March: October
// has 31 days, February 28, and the five days lie before.
TEST(StartsOfClocks, a_later_start_ends_no_sooner_where_months_differ_in_length) {
  auto const& pack = *golden_pack("il");
  auto const rule = pausing(pack, "IL-10-protected");
  char const* const told =
      "goods.delivered 2026-10-27 10:59; goods.handed_over 2026-10-28 13:36; "
      "goods.handed_back 2026-11-02 01:38; terms.received 2026-11-02 09:21";
  auto const before = counted(pack, rule, told, 3);
  auto const after = counted(pack, rule, told);
  EXPECT_EQ(local_text(pack, *before.due_at), "2027-03-05 00:00");
  EXPECT_EQ(after.due_at, before.due_at);
  EXPECT_EQ(after.starts_at, before.starts_at);
  EXPECT_FALSE(former_start(before));
  ASSERT_TRUE(former_start(after));
  EXPECT_EQ(calendar::date_of(former_start(after)->day), (LocalDate{2026, 11, 2}));
  auto const said = tell(Language::En, pack, after);
  EXPECT_NE(std::ranges::find(said,
                              "It would also start on 2 November 2026, but counted from there it "
                              "would end sooner; so the earlier start counts."),
            said.end());
  for (Language const language : kLanguages)
    EXPECT_EQ(tell(language, pack, after).size(), tell(language, pack, before).size() + 1);
}

// 31 October and four months is 28 February, one day of repair is added: 1 March. The terms came
// on 20 November: 20 March.
TEST(StartsOfClocks, the_later_start_counts_as_the_rule_says_where_it_takes_nothing_away) {
  auto const& pack = *golden_pack("il");
  auto const clock =
      counted(pack, pausing(pack, "IL-10-protected"),
              "goods.delivered 2026-10-31 12:00; goods.handed_over 2026-11-02 09:00; "
              "goods.handed_back 2026-11-03 09:00; terms.received 2026-11-20 12:00");
  EXPECT_EQ(local_text(pack, *clock.due_at), "2027-03-21 00:00");
  EXPECT_EQ(local_text(pack, *clock.starts_at), "2026-11-20 12:00");
  EXPECT_FALSE(former_start(clock));
}

// Handed back on 27 August: 27 February, and the 14 days of 27 August to 9 September: 13 March.
// Commissioned on 1 September it would be 1 March and nine days: 10 March.
TEST(StartsOfClocks, what_is_listed_first_takes_no_time_of_what_began_before_it) {
  auto const& pack = *golden_pack("hu");
  auto const rule = pausing(pack, "HU-14");
  char const* const told =
      "goods.handed_back 2026-08-27 09:00; goods.handed_over 2026-08-27 15:00; "
      "goods.commissioned 2026-09-01 12:00; goods.handed_back 2026-09-10 09:00";
  auto const clock = counted(pack, rule, told);
  EXPECT_EQ(local_text(pack, *clock.due_at), "2027-03-14 00:00");
  ASSERT_TRUE(former_start(clock));
  EXPECT_EQ(calendar::date_of(former_start(clock)->day), (LocalDate{2026, 9, 1}));
  // Without a repair the commissioning counts, though the goods came back before it.
  auto const plain = counted(pack, rule,
                             "goods.handed_back 2026-08-27 09:00; "
                             "goods.commissioned 2026-09-01 12:00");
  EXPECT_EQ(local_text(pack, *plain.due_at), "2027-03-02 00:00");
}

// While the time stands still from the start before, it has no end that could come nearer.
TEST(StartsOfClocks, a_start_while_the_time_stands_still_does_not_set_it_going) {
  auto const& pack = *golden_pack("il");
  auto const clock =
      counted(pack, pausing(pack, "IL-10-protected"),
              "goods.delivered 2026-10-27 10:59; goods.handed_over 2026-10-28 13:36; "
              "terms.received 2026-11-02 09:21");
  EXPECT_EQ(clock.state, State::Paused);
  EXPECT_FALSE(clock.due_at);
}

TEST(StartsOfClocks, a_second_fault_is_counted_by_the_annex_of_its_own_day) {
  Pack pack = *golden_pack("tr");
  auto const old = std::ranges::find(pack.groups, std::string("fridge"), &ProductGroup::code);
  auto newer = *old;
  old->effective.through_on = LocalDate{2026, 6, 30};
  newer.effective.from_on = LocalDate{2026, 7, 1};
  newer.repair = Amount{25, Unit::BusinessDay};
  pack.groups.insert(std::next(old), newer);
  auto const events =
      golden_events(pack,
                    "fault.notified 2026-06-01 10:00; repair.completed 2026-06-05 10:00; "
                    "fault.notified 2026-07-06 10:00");
  auto const params = golden_params(pack, "in_warranty=true group=fridge");
  auto const counted = [&](int cycle) {
    return due(pack, "TR-03-in-warranty", events, params, events.back().at, cycle).value();
  };
  EXPECT_EQ(counted(0).amount.count, 20);
  EXPECT_EQ(counted(1).amount.count, 25);
  // 7–11 = 1–5, 13–18 = 6–11 (15 July is not named), 20–25 = 12–17, 27–1 = 18–23, 3, 4 = 24, 25.
  EXPECT_EQ(local_text(pack, *counted(1).due_at), "2026-08-05 00:00");
  EXPECT_EQ(counted(1).picked_by_on, (LocalDate{2026, 7, 6}));
  EXPECT_FALSE(counted(2).starts_at) << "it does not count a third time";
}

}  // namespace
}  // namespace vefa::law
