// A granted remedy that she does not want ends on her word, or gives way to another.
#include "modules/recovery/letting_go.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/recovery/budgets.hpp"
#include "modules/recovery/owing.hpp"
#include "modules/recovery/test_house.hpp"

namespace vefa::recovery {
namespace {

using ::testing::HasSubstr;
using PState = promises::State;

class LetGoRemedies : public RemedyHouse {
 protected:
  Remedy granted(RemedyKind kind = RemedyKind::Coupon) {
    auto const given = goodwill(boss(), case_, {.kind = kind, .amount = lira(10000)});
    EXPECT_TRUE(given.ok());
    idle();
    return *given;
  }
  Result<Remedy> ends(StaffId who, Remedy const& remedy, cases::HerWord const& word,
                      char const* reason = "She rang.") {
    auto const ctx = as(who);
    auto ended = database->write_result([&](db::Tx& tx) {
      return let_go(ctx, tx, remedy.id, {remedy.version, reason, word});
    });
    idle();
    return ended;
  }
  Result<Remedy> other(StaffId who, Remedy const& remedy, cases::HerWord const& word,
                       NewRemedy const& wanted) {
    auto const ctx = as(who);
    auto given = database->write_result([&](db::Tx& tx) {
      return give_instead(ctx, tx, remedy.id, {remedy.version, "She rang.", word}, wanted);
    });
    idle();
    return given;
  }
  promises::Promise promise_of(RemedyId id) {
    return promise(
        read<std::optional<RemedyDebt>>([&](db::Tx& tx) { return debt_of(tx, id); })->promise_id);
  }
  Remedy now(RemedyId id) {
    for (auto const& one :
         read<std::vector<Remedy>>([&](db::Tx& tx) { return remedies_of_case(tx, case_); }))
      if (one.id == id) return one;
    ADD_FAILURE() << "no such remedy";
    return {};
  }
  std::string newest_letter() {
    return read<std::string>([&](db::Tx& tx) {
      std::string text;
      for (auto const& one : interactions::of_case(tx, case_, {}, 100))
        if (one.direction == interactions::Direction::Outbound) text = one.text;
      return text;
    });
  }
  void open() { case_ = take_in(mail("Geç geldi", "Bekledim.")).case_id; }

  CaseId case_;
};
VEFA_ON_BOTH_DATABASES(LetGoRemedies);

TEST_P(LetGoRemedies, end_on_her_word_give_back_their_budget_and_are_told_to_her) {
  open();
  auto const early = says(case_, "Kupon istemem.");
  auto const budget = add_budget(budget_of("1000.00"));
  pass(std::chrono::hours(1));
  auto const coupon = granted();
  EXPECT_EQ(spent(budget), 10000);
  EXPECT_EQ(ends(elif_, coupon, early).error().key, "cases.word_is_older");
  auto const word = says(case_, "Kuponu istemiyorum.");
  EXPECT_EQ(ends(elif_, coupon, word, " ").error().field, "reason");
  EXPECT_EQ(promise_of(coupon.id).state, PState::Pending) << "nothing is half-written";
  ASSERT_TRUE(ends(elif_, coupon, word).ok());
  EXPECT_EQ(promise_of(coupon.id).state, PState::Withdrawn);
  EXPECT_EQ(spent(budget), 0) << "nothing of it is counted";
  EXPECT_EQ(now(coupon.id).state, RemedyState::Declined);
  EXPECT_EQ(now(coupon.id).decided_by_id, boss()) << "who granted it stays";
  auto const ended =
      read<std::optional<LetGo>>([&](db::Tx& tx) { return let_go_of(tx, coupon.id); });
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->words, "Kuponu istemiyorum.");
  EXPECT_EQ(events("remedy.let_go"), 1);
  EXPECT_THAT(newest_letter(), HasSubstr("istemiyorsunuz"));
  EXPECT_THAT(newest_letter(), HasSubstr("/c/"));
  EXPECT_EQ(ends(elif_, now(coupon.id), word).error().key, "recovery.let_go_before");
  auto const lead = as(boss());
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return hand_over(lead, tx, coupon.id, "A code"); }).key,
            "recovery.nothing_to_give");
}

TEST_P(LetGoRemedies, whose_promise_was_broken_end_and_the_breach_stays) {
  open();
  auto const money = granted(RemedyKind::Money);
  move_to(promise_of(money.id).due_at);
  ASSERT_EQ(promise_of(money.id).state, PState::Broken);
  ASSERT_TRUE(ends(elif_, money, says(case_, "Gerek kalmadı.")).ok());
  EXPECT_EQ(promise_of(money.id).state, PState::Broken);
  for (auto const& p : read<std::vector<promises::Promise>>(
           [&](db::Tx& tx) { return promises::of_case(tx, case_); }))
    if (p.recovers_promise_id == promise_of(money.id).id) EXPECT_EQ(p.state, PState::Withdrawn);
}

TEST_P(LetGoRemedies, give_way_to_another_within_authority_or_stay_as_they_are) {
  open();
  auto const budget = add_budget(budget_of("1000.00"));
  auto const coupon = granted();
  auto const word = says(case_, "Para olsun.");
  NewRemedy const dear{.kind = RemedyKind::Money, .amount = lira(200000)};
  EXPECT_EQ(other(boss(), coupon, word, dear).error().key, "recovery.over_budget");
  EXPECT_EQ(promise_of(coupon.id).state, PState::Pending) << "she keeps what she has";
  EXPECT_EQ(spent(budget), 10000);
  NewRemedy const fair{.kind = RemedyKind::Money, .amount = lira(95000)};
  EXPECT_EQ(other(elif_, coupon, word, fair).error().key, "recovery.instead_needs_approval");
  EXPECT_EQ(now(coupon.id).state, RemedyState::Granted);
  auto const given = other(boss(), coupon, word, fair);
  ASSERT_TRUE(given.ok()) << given.error().key;
  EXPECT_EQ(given->state, RemedyState::Granted);
  EXPECT_EQ(promise_of(coupon.id).state, PState::Withdrawn);
  EXPECT_EQ(promise_of(given->id).state, PState::Pending);
  EXPECT_EQ(spent(budget), 95000) << "what was given back had room for it";
  EXPECT_EQ(
      read<std::optional<LetGo>>([&](db::Tx& tx) { return let_go_of(tx, coupon.id); })->instead_id,
      given->id);
  EXPECT_THAT(newest_letter(), HasSubstr("950"));
}

TEST_P(LetGoRemedies, are_neither_what_was_given_nor_a_proposal_nor_an_apology) {
  open();
  auto const lead = as(boss());
  auto const coupon = granted();
  write([&](db::Tx& tx) { return hand_over(lead, tx, coupon.id, "ANKA-100"); });
  auto const word = says(case_, "İstemiyorum.");
  EXPECT_EQ(ends(elif_, coupon, word).error().key, "recovery.given_before");
  auto const sorry = granted(RemedyKind::Apology);
  EXPECT_EQ(ends(elif_, sorry, word).error().key, "recovery.nothing_to_let_go");
}

TEST_P(LetGoRemedies, lose_their_words_when_she_is_erased) {
  open();
  auto const coupon = granted();
  ASSERT_TRUE(ends(elif_, coupon, says(case_, "İstemiyorum.")).ok());
  write([&](db::Tx& tx) -> Result<bool> {
    jobs::record(system(), tx, {.kind = "customer.erased", .customer_id = ayse.value});
    return true;
  });
  idle();
  auto const ended =
      read<std::optional<LetGo>>([&](db::Tx& tx) { return let_go_of(tx, coupon.id); });
  EXPECT_EQ(ended->words, "");
  EXPECT_EQ(ended->reason, "");
}

}  // namespace
}  // namespace vefa::recovery
