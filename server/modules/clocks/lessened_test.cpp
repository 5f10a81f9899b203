// What a person says that the law goes by lessens nothing that it owes her. The clock stands at
// Monday 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using PState = promises::State;

constexpr char const* kRepair = "TR-03-in-warranty";

class LessenedLaw : public LawHouse {
 protected:
  CaseId late_fault() {
    auto const id = open_case();
    pass(1h);
    govern(id, "TR", known());
    note(id, {.kind = "fault.notified"});
    return id;
  }
  Result<Matter> say(StaffId person, CaseId id, JsonObject const& facts,
                     std::optional<cases::HerWord> const& word = {}) {
    auto const ctx = as(person);
    auto said = database->write_result([&](db::Tx& tx) {
      return take_up(ctx, tx, id, {.code = "TR", .facts = facts}, word ? &*word : nullptr);
    });
    idle();
    return said;
  }
  void expect_refused(Result<Matter> const& said, char const* key = "cases.law_is_owed") {
    ASSERT_FALSE(said.ok());
    EXPECT_EQ(said.error().key, key);
    EXPECT_EQ(said.error().field, "her_word.interaction_id");
  }
  JsonObject const business{{"customer", "business"}};
};
VEFA_ON_BOTH_DATABASES(LessenedLaw);

TEST_P(LessenedLaw, rests_on_her_own_word_which_is_told_to_her) {
  auto const id = late_fault();
  auto const owed = clock_of(id, kRepair).promise_id;
  expect_refused(say(elif_, id, business));
  EXPECT_EQ(promise(owed).state, PState::Pending);
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  auto const first = said(id).front();
  cases::HerWord older{.interaction_id = first.id, .words = {}};
  older.words.value = "Dünden beri.";
  expect_refused(say(elif_, id, business, older), "cases.word_is_older");
  auto const word = says(id, "Şirketim için almıştım.");
  ASSERT_TRUE(say(elif_, id, business, word).ok());
  EXPECT_EQ(promise(owed).state, PState::Withdrawn);
  EXPECT_THAT(newest(id, interactions::Purpose::Message).text,
              AllOf(HasSubstr("Şirketim için almıştım."), HasSubstr("Azami tamir süresi")));
  EXPECT_EQ(events("case_law.lessened"), 1);
}

TEST_P(LessenedLaw, is_for_somebody_of_larger_authority_without_her_word) {
  auto const id = late_fault();
  auto const owed = clock_of(id, kRepair).promise_id;
  ASSERT_TRUE(say(manager(), id, business).ok());
  EXPECT_EQ(promise(owed).state, PState::Withdrawn);
  EXPECT_EQ(events("case_law.lessened"), 1);
}

TEST_P(LessenedLaw, is_no_matter_of_facts_that_add_or_leave_what_is_owed) {
  auto const id = open_case();
  govern(id, "TR", {{"customer", "business"}});
  note(id, {.kind = "fault.notified"});
  EXPECT_TRUE(say(elif_, id, {{"customer", "consumer"}, {"listed", true}}).ok());
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  EXPECT_TRUE(say(elif_, id, {{"in_warranty", true}}).ok());
  EXPECT_EQ(events("case_law.lessened"), 0);
}

TEST_P(LessenedLaw, is_also_what_was_missed_and_is_not_done) {
  approve_pack("TR");
  auto const id = late_fault();
  move_to(clock_of(id, kRepair).due_at.value() + 1s);
  ASSERT_EQ(clock_of(id, kRepair).state, "broken");
  expect_refused(say(elif_, id, business));
  EXPECT_EQ(clock_of(id, kRepair).state, "broken");
  note(id, {.kind = "repair.completed"});
}

TEST_P(LessenedLaw, is_also_what_comes_later) {
  auto const id = late_fault();
  // A group whose repair may take longer.
  auto const ctx = as(elif_);
  auto const longer = database->write_result(
      [&](db::Tx& tx) { return take_up(ctx, tx, id, {.code = "TR", .product_group = "car"}); });
  ASSERT_FALSE(longer.ok());
  EXPECT_EQ(longer.error().key, "cases.law_is_owed");
}

}  // namespace
}  // namespace vefa::clocks
