// Clocks of many cases counted anew by a new version of their law.
#include <gtest/gtest.h>

#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

class RecountedClocks : public LawHouse {
 protected:
  static std::int64_t waiting(db::Tx& tx) {
    return tx
        .scalar<std::int64_t>(vefa::testing::ad_hoc("SELECT count(*) FROM jobs WHERE kind = $1"),
                              kRecountWork)
        .value();
  }
};
VEFA_ON_BOTH_DATABASES(RecountedClocks);

TEST_P(RecountedClocks, of_many_cases_are_counted_in_lanes_where_the_database_has_some) {
  std::vector<CaseId> ids;
  constexpr int kCases = 205;  // more than a page
  for (int i = 0; i < kCases; ++i)
    ids.push_back(write([&](db::Tx& tx) -> Result<CaseId> {
      auto const got = TRY(cases::receive(system(), tx, mail("Buzdolabım soğutmuyor", "")));
      TRY(take_up(system(), tx, got.case_id, {"TR", known(), "fridge"}));
      TRY(happened(system(), tx, got.case_id, {.kind = "goods.handed_over"}));
      TRY(happened(system(), tx, got.case_id, {.kind = "data_request.received"}));
      return got.case_id;
    }));
  idle();
  auto const files = changed_pack("TR", "amount: 10 business_day", "amount: 9 business_day");
  std::int64_t lanes = 0;
  auto const pack = write([&](db::Tx& tx) -> Result<PackRow> {
    auto const row = TRY(upload(system(), tx, files));
    lanes = waiting(tx);
    return row;
  });
  EXPECT_EQ(lanes, database->engine() == db::Engine::Sqlite ? 1 : 2);
  idle();
  auto const counted = [&](char const* rule) {
    return read<std::int64_t>([&](db::Tx& tx) {
      return tx
          .scalar<std::int64_t>(
              vefa::testing::ad_hoc(
                  "SELECT count(*) FROM legal_clocks WHERE rule_id = $1 AND pack_id = $2"),
              rule, pack.id)
          .value();
    });
  };
  EXPECT_EQ(counted("TR-04"), kCases);
  EXPECT_EQ(counted("TR-16-request"), kCases) << "counted the same, by the new one";
  for (auto const id : {ids.front(), ids[kCases / 2], ids[kCases / 2 + 1], ids.back()})
    EXPECT_EQ(clock_of(id, "TR-04").due_at, at("2026-12-03T21:00:00Z"));
  EXPECT_EQ(read<std::int64_t>([](db::Tx& tx) { return waiting(tx); }), 0);
}

}  // namespace
}  // namespace vefa::clocks
