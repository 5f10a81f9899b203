// A page of cases held at once, and what is known of their promises beforehand.
#include <gtest/gtest.h>

#include "modules/cases/held.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/promises/ahead.hpp"

namespace vefa::cases {
namespace {

using promises::PromiseKind;
using PState = promises::State;

std::vector<PromiseId> ids_of(std::vector<promises::Promise> const& all) {
  std::vector<PromiseId> out;
  for (auto const& p : all) out.push_back(p.id);
  return out;
}

class HeldCases : public House {
 protected:
  void SetUp() override {
    House::SetUp();
    for (int i = 0; i < 2; ++i)
      ids.push_back(take_in(mail("Buzdolabım soğutmuyor", "Dünden beri.")).case_id);
  }
  /// Its deadline as it stands in the table.
  Instant stored_due(db::Tx& tx, PromiseId id) const {
    return tx
        .scalar<Instant>(vefa::testing::ad_hoc("SELECT due_at FROM promises WHERE id = $1"), id)
        .value();
  }
  std::vector<CaseId> ids;
};
VEFA_ON_BOTH_DATABASES(HeldCases);

TEST_P(HeldCases, are_written_and_read_as_others_are) {
  write([&](db::Tx& tx) -> Result<bool> {
    Held const held(tx, ids);
    for (int i = 1; i <= 2; ++i) {
      auto row = lock(tx, ids[0]).value();
      row.snoozed_until = clock.now() + 1h * i;
      settle(system(), tx, row);
      EXPECT_EQ(find(tx, ids[0])->version, row.version);
      EXPECT_EQ(find(tx, ids[0])->snoozed_until, row.snoozed_until);
    }
    EXPECT_EQ(find_living(tx, ids[1])->id, ids[1]);
    return true;
  });
  EXPECT_EQ(row(ids[0]).snoozed_until, clock.now() + 2h);
}

TEST_P(HeldCases, whose_row_was_read_before_another_write_are_not_written) {
  auto const before = row(ids[0]);
  EXPECT_THROW(write([&](db::Tx& tx) -> Result<bool> {
                 auto first = lock(tx, ids[0]).value();
                 settle(system(), tx, first);
                 auto late = before;
                 late.subject = "too late";
                 settle(system(), tx, late);
                 return true;
               }),
               std::logic_error);
  EXPECT_EQ(row(ids[0]).version, before.version) << "nothing of the use-case stays";
}

TEST_P(HeldCases, have_their_promises_known_whatever_becomes_of_them) {
  auto const first = next_promise(ids[0]);
  auto const ctx = system();
  write([&](db::Tx& tx) -> Result<bool> {
    Held const held(tx, ids);
    promises::Known const known(tx, ids, {first.id});
    EXPECT_EQ(ids_of(promises::pending_of(tx, ids[0])), std::vector{first.id});

    promises::Counted counted{.due_at = first.due_at + 48h, .explanation = {{"rule", "law"}}};
    auto const later = promises::recount_to(ctx, tx, first, counted, "test");
    EXPECT_EQ(later.version, first.version + 1);
    EXPECT_EQ(promises::find(tx, first.id)->due_at, counted.due_at);
    EXPECT_EQ(stored_due(tx, first.id), counted.due_at);
    counted.due_at = first.due_at + 72h;
    EXPECT_EQ(promises::recount_to(ctx, tx, first, counted, "stale").due_at, first.due_at)
        << "who saw it before it was counted counts nothing";
    EXPECT_EQ(promises::recount_to(ctx, tx, later, counted, "test").due_at, counted.due_at);

    auto row = lock(tx, ids[0]).value();
    auto const sooner = promises::make(ctx, tx,
                                       {.case_id = row.id,
                                        .customer_id = row.customer_id,
                                        .kind = PromiseKind::CallBackBy,
                                        .source = promises::Source::Word,
                                        .team_id = row.team_id,
                                        .owner_id = row.owner_id,
                                        .starts_at = ctx.now,
                                        .due_at = ctx.now + 1h});
    EXPECT_TRUE(sooner.ok());
    EXPECT_EQ(ids_of(promises::pending_of(tx, ids[0])), (std::vector{sooner->id, first.id}));
    settle(ctx, tx, row);
    EXPECT_EQ(row.next_promise_id, sooner->id);
    promises::withdraw(ctx, tx, *promises::find(tx, sooner->id), "");
    EXPECT_EQ(promises::find(tx, sooner->id)->state, PState::Withdrawn);
    EXPECT_EQ(ids_of(promises::pending_of(tx, ids[0])), std::vector{first.id});
    settle(ctx, tx, row);
    EXPECT_EQ(ids_of(promises::pending_of(tx, ids[1])).size(), 1u);
    return true;
  });
  EXPECT_EQ(row(ids[0]).next_due_at, first.due_at + 72h);
  EXPECT_EQ(promise(first.id).due_at, first.due_at + 72h);
}

TEST_P(HeldCases, keep_the_deadline_whose_breach_is_recorded) {
  auto const owed = next_promise(ids[0]);
  move_to(owed.due_at + 1h);
  ASSERT_EQ(promise(owed.id).state, PState::Broken);
  auto const made_good = next_promise(ids[0]);
  database->write_now([&](db::Tx& tx) {
    tx.run(vefa::testing::ad_hoc(
               "INSERT INTO breaches (promise_id, broken_at, recorded_at) VALUES ($1, $2, $2)"),
           made_good.id, clock.now());
    return db::Outcome::Commit;
  });
  write([&](db::Tx& tx) -> Result<bool> {
    Held const held(tx, ids);
    promises::Known const known(tx, ids, {owed.id});
    EXPECT_EQ(promises::find(tx, owed.id)->state, PState::Broken) << "also what is settled";
    auto const same = promises::recount_to(
        system(), tx, made_good, {.due_at = made_good.due_at + 24h, .explanation = {}}, "test");
    EXPECT_EQ(same.due_at, made_good.due_at);
    return true;
  });
}

}  // namespace
}  // namespace vefa::cases
