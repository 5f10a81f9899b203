// The golden tables of the packs once more, through the database: told event by event, each at its
// own instant, on a case of its own.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "law/test_golden.hpp"
#include "modules/clocks/packs.hpp"
#include "modules/clocks/recount.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

class GoldenRows : public LawHouse {
 protected:
  static JsonObject json_of(law::Pack const& pack, law::Facts const& facts) {
    JsonObject out;
    for (auto const& [name, fact] : facts) {
      if (auto const* truth = std::get_if<bool>(&fact)) out[name] = *truth;
      if (auto const* word = std::get_if<std::string>(&fact)) out[name] = *word;
      if (auto const* minor = std::get_if<std::int64_t>(&fact))
        out[name] =
            fmt::format("{} {}", decimal_text({*minor, pack.currency}), pack.currency.text());
    }
    return out;
  }
  Context then(Instant at) const {
    auto ctx = system();
    ctx.now = at;
    return ctx;
  }
  /// What stands on the case by then, of the row's rule.
  Result<std::optional<LegalClock>> counted(db::Tx& tx, CaseId id, law::Pack const& pack,
                                            law::Golden const& row) const {
    auto const events = law::golden_events(pack, row.events);
    auto const params = law::golden_params(pack, row.facts);
    auto const state = law::golden_state(row);
    auto const code = state.empty() ? pack.id : state;
    NewMatter matter{.code = code, .facts = json_of(pack, params.facts)};
    if (!params.product_group.empty()) matter.product_group = params.product_group;
    TRY(take_up(then(events.front().at), tx, id, matter));
    for (auto const& event : events)
      TRY(happened(
          then(event.at), tx, id,
          {.kind = event.kind, .about_at = event.about_at, .facts = json_of(pack, event.facts)}));
    auto const now = *row.now ? law::golden_instant(pack, row.now) : events.back().at;
    TRY(take_up(then(now), tx, id, {.code = code}));
    std::optional<LegalClock> found;
    for (auto& clock : of_case(tx, id))
      if (clock.rule_id == row.rule && clock.cycle == 0) found = std::move(clock);
    return found;
  }
  static void expect_as_in_the_table(law::Pack const& pack, law::Golden const& row,
                                     std::optional<LegalClock> const& clock) {
    bool const begins = row.state != law::State::Waiting && row.state != law::State::NotApplicable;
    ASSERT_EQ(clock.has_value(), begins);
    if (!clock) return;
    EXPECT_EQ(clock->state, wire::enum_text(row.state));
    EXPECT_EQ(clock->due_at ? law::local_text(pack, *clock->due_at) : "",
              *row.due ? law::local_text(pack, law::golden_instant(pack, row.due)) : "");
  }
};
VEFA_ON_BOTH_DATABASES(GoldenRows);

TEST_P(GoldenRows, counted_through_the_database_event_by_event_give_the_same_dates) {
  write([&](db::Tx& tx) -> Result<bool> {
    take_in_embedded(system(), tx);
    return true;
  });
  auto const id = open_case();
  std::size_t rows = 0;
  for (auto const& table : law::golden_tables()) {
    auto const& pack = *law::golden_pack(table.pack);
    for (auto const& row : table.rows) {
      auto const* rule = law::find_any_edition(pack, row.rule);
      if (rule->per_contact) continue;  // kept by the figures of calls, not on a case
      SCOPED_TRACE(fmt::format("{}: {} [{}]: {}", row.rule, row.events, row.facts, row.why));
      auto const undone = database->write_result([&](db::Tx& tx) -> Result<bool> {
        expect_as_in_the_table(pack, row, TRY(counted(tx, id, pack, row)));
        return refused("undone");
      });
      ASSERT_EQ(undone.error().key, "undone") << undone.error().field;
      ++rows;
    }
  }
  EXPECT_GE(rows, 130u);
}

}  // namespace
}  // namespace vefa::clocks
