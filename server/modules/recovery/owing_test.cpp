// A remedy that was granted is owed until it is given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/cases/debts.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/recovery/owing.hpp"

namespace vefa::recovery {
namespace {

using ::testing::HasSubstr;
using PState = promises::State;

class OwedRemedies : public cases::House {
 protected:
  Remedy goodwill(CaseId id, RemedyKind kind) {
    auto const boss = as(manager());
    NewRemedy wanted{.kind = kind, .amount = {10000, Currency::parse("TRY").value()}};
    auto const given =
        write([&](db::Tx& tx) { return give_goodwill(boss, tx, id, wanted, "She waited.", {}); });
    idle();
    return given;
  }
  Result<Remedy> give(RemedyId id, char const* note) {
    auto const elif = as(elif_);
    auto given = database->write_result([&](db::Tx& tx) { return hand_over(elif, tx, id, note); });
    idle();
    return given;
  }
  std::optional<RemedyDebt> debt(RemedyId id) {
    return read<std::optional<RemedyDebt>>([&](db::Tx& tx) { return debt_of(tx, id); });
  }
  StaffId manager() {
    if (!manager_)
      manager_ = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
    return manager_;
  }

 private:
  StaffId manager_;
};
VEFA_ON_BOTH_DATABASES(OwedRemedies);

TEST_P(OwedRemedies, are_promised_by_a_day_and_kept_by_being_given) {
  auto const id = take_in(mail("Geç geldi", "Bekledim.")).case_id;
  auto const coupon = goodwill(id, RemedyKind::Coupon);
  auto const owed = debt(coupon.id);
  ASSERT_TRUE(owed);
  auto const p = promise(owed->promise_id);
  EXPECT_EQ(p.state, PState::Pending);
  EXPECT_TRUE(cases::is_debt(p));
  EXPECT_THAT(p.what, HasSubstr("100"));
  EXPECT_EQ(p.due_at, cases::at("2026-12-07T21:00:00Z")) << "fourteen days, until the last is over";
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, id, {.solved = true}));
    return true;
  });
  EXPECT_TRUE(row(id).open) << "she is content, and it is still owed";
  ASSERT_TRUE(give(coupon.id, "Code ANKA-100, sent by mail").ok());
  EXPECT_EQ(promise(owed->promise_id).state, PState::Kept);
  EXPECT_EQ(debt(coupon.id)->note, "Code ANKA-100, sent by mail");
  EXPECT_EQ(debt(coupon.id)->given_by_name, "Elif Aydın");
  EXPECT_EQ(give(coupon.id, "again").error().key, "recovery.given_before");
  EXPECT_EQ(events("remedy.given"), 1);
}

TEST_P(OwedRemedies, that_are_not_given_in_time_are_broken_and_owed_anew) {
  auto const id = take_in(mail("Geç geldi", "Bekledim.")).case_id;
  auto const money = goodwill(id, RemedyKind::Money);
  auto const first = debt(money.id)->promise_id;
  move_to(promise(first).due_at);
  EXPECT_EQ(promise(first).state, PState::Broken);
  promises::Promise anew;
  for (auto const& p :
       read<std::vector<promises::Promise>>([&](db::Tx& tx) { return promises::of_case(tx, id); }))
    if (p.recovers_promise_id == first) anew = p;
  ASSERT_TRUE(anew.id);
  EXPECT_TRUE(cases::is_debt(anew)) << "it is owed as before";
  ASSERT_TRUE(give(money.id, "Bank, 4711").ok());
  EXPECT_EQ(promise(anew.id).state, PState::Kept) << "the late deed keeps what was promised anew";
  EXPECT_EQ(promise(first).state, PState::Broken);
}

TEST_P(OwedRemedies, are_no_apologies_and_nothing_that_nobody_granted) {
  auto const id = take_in(mail("Geç geldi", "Bekledim.")).case_id;
  auto const sorry = goodwill(id, RemedyKind::Apology);
  EXPECT_FALSE(debt(sorry.id));
  EXPECT_EQ(give(sorry.id, "said").error().key, "recovery.nothing_to_give");
}

TEST_P(OwedRemedies, lose_their_words_when_she_is_erased) {
  auto const id = take_in(mail("Geç geldi", "Bekledim.")).case_id;
  auto const money = goodwill(id, RemedyKind::Money);
  ASSERT_TRUE(give(money.id, "TR33 0006 1005").ok());
  write([&](db::Tx& tx) -> Result<bool> {
    jobs::record(system(), tx, {.kind = "customer.erased", .customer_id = ayse.value});
    return true;
  });
  idle();
  EXPECT_EQ(debt(money.id)->note, "");
}

}  // namespace
}  // namespace vefa::recovery
