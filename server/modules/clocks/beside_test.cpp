// Laws that hold beside each other, and the hours of the company.
#include <gtest/gtest.h>

#include "law/tell.hpp"
#include "modules/clocks/preview.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/test_law.hpp"
#include "modules/clocks/views.hpp"
#include "modules/standards/changes.hpp"

namespace vefa::clocks {
namespace {

class LawsBeside : public LawHouse {
 protected:
  CountedAgain again(CaseId id, char const* rule) {
    auto const clock = clock_of(id, rule);
    return read<CountedAgain>([&](db::Tx& tx) {
      auto const matter = tx.find<Matter>(sql::find_matter, id);
      return counted_again(system(), tx, *matter, clock).value();
    });
  }
  /// The first calendar opens at that hour on each day of work.
  void open_at(char const* hour) {
    write([&](db::Tx& tx) -> Result<standards::CalendarView> {
      auto const now = TRY(standards::read_calendar(tx, standards::kFirstCalendar));
      standards::CalendarChange form{{now}, now.version};
      for (auto& day : form.week) day.opens = {hour};
      return standards::change_calendar(system(), tx, now.id, form);
    });
    idle();
  }
};
VEFA_ON_BOTH_DATABASES(LawsBeside);

TEST_P(LawsBeside, a_case_in_a_member_state_runs_the_unions_clocks_beside_its_own) {
  auto const id = open_case();
  govern(id, "HU", known());
  note(id, {.kind = "claim.made"});
  note(id, {.kind = "parts.ordered"});
  EXPECT_EQ(clock_of(id, "HU-10").code, "HU");
  auto const parts = clock_of(id, "EU-05-delivery");
  EXPECT_EQ(parts.code, "EU");
  // Mon 23: 24–27 = 1–4, 30–4 = 5–9, 7–11 = 10–14, 14 = 15: its end in Budapest.
  EXPECT_EQ(parts.due_at, at("2026-12-14T23:00:00Z"));
  EXPECT_TRUE(parts.promise_id) << "the Union's law is owed to her as the state's is";
  auto const counted = again(id, "EU-05-delivery");
  EXPECT_EQ(counted.clock.days, law::own_days(*counted.basis.state));
  auto const told = law::tell(Language::En, *counted.basis.pack, counted.clock);
  EXPECT_NE(join(told, "\n").find("EU-05-delivery"), std::string::npos);

  auto const turkish = open_case();
  govern(turkish, "TR", known());
  note(turkish, {.kind = "parts.ordered"});
  for (auto const& clock :
       read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, turkish); }))
    EXPECT_EQ(clock.code, "TR") << clock.rule_id;
}

TEST_P(LawsBeside, a_new_version_of_either_law_counts_the_case_anew) {
  auto const id = open_case();
  govern(id, "HU", known());
  note(id, {.kind = "parts.ordered"});
  auto const files = changed_pack("EU", "amount: 15 business_day", "amount: 10 business_day");
  auto const moved = write([&](db::Tx& tx) { return preview(system(), tx, files); });
  EXPECT_EQ(moved.cases_looked_at, 1);
  EXPECT_EQ(moved.clocks_moved, 1);
  auto const pack = load_changed("EU", "amount: 15 business_day", "amount: 10 business_day");
  // 24–27 = 1–4, 30–4 = 5–9, 7 = 10.
  EXPECT_EQ(clock_of(id, "EU-05-delivery").due_at, at("2026-12-07T23:00:00Z"));
  EXPECT_EQ(clock_of(id, "EU-05-delivery").pack_id, pack.id);
  // The state makes 1 December a holiday: it is one day more.
  auto const holiday =
      changed_pack("HU", "{id: october-23, on: 10-23", "{id: october-23, on: 12-01");
  EXPECT_EQ(write([&](db::Tx& tx) { return preview(system(), tx, holiday); }).clocks_moved, 1);
  load_changed("HU", "{id: october-23, on: 10-23", "{id: october-23, on: 12-01");
  EXPECT_EQ(clock_of(id, "EU-05-delivery").due_at, at("2026-12-08T23:00:00Z"));
  EXPECT_EQ(clock_of(id, "EU-05-delivery").pack_id, pack.id);
}

TEST_P(LawsBeside, a_group_and_a_fact_are_read_by_the_law_that_knows_them) {
  auto const id = open_case();
  write([&](db::Tx& tx) {
    return take_up(
        system(), tx, id,
        {"HU", {{"customer", "consumer"}, {"listed", true}, {"price", "80000 HUF"}}, "washer"});
  });
  note(id, {.kind = "goods.last_placed"});
  EXPECT_EQ(clock_of(id, "EU-05-parts").due_at, at("2036-11-23T23:00:00Z")) << "ten years";
  note(id, {.kind = "goods.sold"});
  note(id, {.kind = "goods.delivered"});
  EXPECT_EQ(clock_of(id, "HU-01-two-years").state, "running") << "80 000 Ft";
  EXPECT_EQ(clock_of(id, "EU-01-conformity").state, "running");
  EXPECT_EQ(clock_of(id, "EU-01-conformity").doubts, 0) << "a price in forints tells it nothing";
  auto const unknown = refused_by([&](db::Tx& tx) {
    return take_up(system(), tx, id, {"HU", {}, "spaceship"});
  });
  EXPECT_EQ(unknown.key, "clocks.no_such_group");
}

TEST_P(LawsBeside, a_message_at_night_is_called_back_after_the_opening_and_follows_new_hours) {
  auto const id = open_case();
  move_to(at("2026-11-30T20:00:00Z"));  // 22:00 in Jerusalem, 23:00 in Istanbul
  govern(id, "IL", {{"customer", "consumer"}});
  note(id, {.kind = "message.left"});
  // The company opens at 09:00 in Istanbul, 08:00 in Jerusalem.
  EXPECT_EQ(clock_of(id, "IL-08-callback").due_at, at("2026-12-01T09:00:00Z"));
  EXPECT_EQ(clock_of(id, "IL-08-callback").doubts, 0);
  auto const told = again(id, "IL-08-callback");
  EXPECT_TRUE(std::ranges::any_of(told.clock.steps, [](law::Step const& step) {
    return step.kind == law::StepKind::NextOpening;
  }));
  open_at("08:00");
  EXPECT_EQ(clock_of(id, "IL-08-callback").due_at, at("2026-12-01T08:00:00Z"));
  auto const promise = clock_of(id, "IL-08-callback").promise_id;
  auto const owed =
      read<promises::Promise>([&](db::Tx& tx) { return *promises::find(tx, promise); });
  EXPECT_EQ(owed.due_at, at("2026-12-01T08:00:00Z")) << "the promise follows";
}

}  // namespace
}  // namespace vefa::clocks
