// What was noted on her word reaches her, or somebody owes her the telling.
#include "modules/cases/her_word.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/cases/test_house.hpp"

namespace vefa::cases {
namespace {

using interactions::Purpose;
using promises::PromiseKind;
using ::testing::HasSubstr;
using IState = interactions::State;
using PState = promises::State;

class NotedWords : public House {
 protected:
  /// She calls, and has no address that the program could write to.
  CaseId call_of_nobody_reachable() {
    ayse = write([&](db::Tx& tx) -> Result<CustomerId> {
      customers::NewCustomer caller;
      caller.display_name = {"Ayşe Yılmaz"};
      caller.language = Language::Tr;
      return TRY(customers::create(system(), tx, caller)).id;
    });
    return call();
  }
  CaseId call() {
    return take_in({.customer_id = ayse,
                    .channel = interactions::Channel::Phone,
                    .language = Language::Tr,
                    .subject = "Buzdolabı",
                    .text = "Soğutmuyor."})
        .case_id;
  }
  /// Her word on the phone that it is solved, as the route records it.
  void solved_on_the_phone(CaseId id) {
    auto const word = says(id, "Artık soğutuyor.");
    auto const agent = as(elif_);
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(take_verdict(agent, tx, id, {.via = "staff"}));
      tell_heard(agent, tx, find(tx, id).value(), "Sorununuz çözüldü.", word.words.value);
      return true;
    });
    idle();
  }
  std::vector<promises::Promise> pending(CaseId id) {
    return read<std::vector<promises::Promise>>(
        [&](db::Tx& tx) { return promises::pending_of(tx, id); });
  }
  void expect_owed_telling(CaseId id) {
    auto const owed = pending(id);
    ASSERT_EQ(owed.size(), 1U);
    EXPECT_EQ(owed[0].kind, PromiseKind::NotifyBy);
    EXPECT_THAT(owed[0].what, HasSubstr("Artık soğutuyor."));
    EXPECT_TRUE(owed[0].owner_id) << "a person owes it";
    EXPECT_EQ(row(id).state, State::Solved) << "her word that it is solved stands";
    EXPECT_TRUE(row(id).open);
  }
};
VEFA_ON_BOTH_DATABASES(NotedWords);

TEST_P(NotedWords, who_has_no_address_is_told_by_a_person_who_owes_it) {
  auto const id = call_of_nobody_reachable();
  auto const agent = as(elif_);
  auto const word = says(id, "Bakım içindi.");
  write([&](db::Tx& tx) {
    return change(agent, tx, id, 0, {.kind = CaseKind::Maintenance, .kind_word = word});
  });
  idle();
  bool found = false;
  for (auto const& p : pending(id))
    if (p.kind == PromiseKind::NotifyBy) {
      found = true;
      EXPECT_THAT(p.what, HasSubstr("Bakım içindi."));
    }
  EXPECT_TRUE(found);
}

TEST_P(NotedWords, on_a_case_that_is_over_are_owed_to_her_and_then_it_waits_for_her) {
  auto const id = call_of_nobody_reachable();
  solved_on_the_phone(id);
  expect_owed_telling(id);
  auto const agent = as(elif_);
  auto const told = pending(id).at(0).id;
  write([&](db::Tx& tx) { return keep_word(agent, tx, told, "called her"); });
  idle();
  EXPECT_EQ(promise(told).state, PState::Kept);
  auto const waits = next_promise(id);
  EXPECT_EQ(waits.kind, PromiseKind::ConfirmBy);
  move_to(waits.due_at + 1s);
  EXPECT_EQ(row(id).state, State::Closed) << "she had nothing to object";
}

TEST_P(NotedWords, that_did_not_reach_her_by_letter_are_told_by_a_person_also_on_a_closed_case) {
  auto const id = call();
  solved_on_the_phone(id);
  ASSERT_EQ(row(id).state, State::Closed);
  auto const letter = newest(id, Purpose::Message).id;
  write([&](db::Tx& tx) -> Result<bool> {
    return interactions::change_state(system(), tx, letter, IState::Released, IState::Failed,
                                      "550 5.1.1 no such user");
  });
  idle();
  expect_owed_telling(id);
  EXPECT_EQ(events("case.undelivered"), 1);
}

TEST_P(NotedWords, are_words_that_can_be_read) {
  auto const id = call();
  auto const agent = as(elif_);
  for (char const* nothing : {"a", "\u202e\u202e", "…"}) {
    auto word = says(id, "Bakım içindi.");
    word.words.value = nothing;
    auto const error = refused_by([&](db::Tx& tx) {
      return change(agent, tx, id, 0, {.kind = CaseKind::Maintenance, .kind_word = word});
    });
    EXPECT_EQ(error.key, "cases.not_words") << nothing;
    EXPECT_EQ(error.field, "kind_word.words");
  }
  auto turned = says(id, "Bakım içindi.");
  turned.words.value = "Bakım \u202eiçindi.";
  write([&](db::Tx& tx) {
    return change(agent, tx, id, 0, {.kind = CaseKind::Maintenance, .kind_word = turned});
  });
  EXPECT_THAT(newest(id, Purpose::Message).text, HasSubstr("Bakım içindi."));
}

TEST_P(NotedWords, are_told_to_nobody_whose_file_was_erased) {
  auto const id = call_of_nobody_reachable();
  auto const word = says(id, "Artık soğutuyor.");
  write([&](db::Tx& tx) -> Result<bool> {
    tx.run(
        vefa::testing::ad_hoc("UPDATE customers SET state = 'erased', erased_at = 0 WHERE id = $1"),
        ayse);
    tell_heard(system(), tx, find(tx, id).value(), "Sorununuz çözüldü.", word.words.value);
    return true;
  });
  for (auto const& p : pending(id)) EXPECT_NE(p.kind, PromiseKind::NotifyBy);
}

}  // namespace
}  // namespace vefa::cases
