// What ends the time for a repair besides the repair. The clock stands at Monday 2026-11-23, 10:00
// in Istanbul.
#include <gtest/gtest.h>

#include "modules/clocks/recount.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using PState = promises::State;

constexpr char const* kRepair = "TR-03-in-warranty";

class Unrepaired : public LawHouse {
 protected:
  Result<LawEventId> returning(StaffId person, CaseId id, InteractionId word) {
    auto const ctx = as(person);
    auto told = database->write_result([&](db::Tx& tx) {
      return happened(ctx, tx, id, {.kind = kReturnedUnrepaired, .interaction_id = word});
    });
    idle();
    return told;
  }
  Error refusal(CaseId id, InteractionId word) {
    auto const told = returning(elif_, id, word);
    EXPECT_FALSE(told.ok());
    return told.ok() ? Error{} : told.error();
  }
};
VEFA_ON_BOTH_DATABASES(Unrepaired);

TEST_P(Unrepaired, goods_whose_repair_something_else_took_the_place_of_leave_nothing_to_break) {
  for (char const* deed : {"exchange.done", "refund.paid", "remedy.done", kReturnedUnrepaired}) {
    auto const id = faulty();
    auto const promise_id = clock_of(id, kRepair).promise_id;
    ASSERT_EQ(promise(promise_id).state, PState::Pending) << deed;
    clock.advance(24h);
    note(id, {.kind = deed});
    EXPECT_EQ(clock_of(id, kRepair).state, "kept") << deed;
    EXPECT_EQ(promise(promise_id).state, PState::Kept) << deed;
  }
  move_to(at("2027-02-01T09:00:00Z"));
  EXPECT_EQ(events("legal_clock.broken"), 0);
}

TEST_P(Unrepaired, goods_went_back_by_her_own_word_and_by_nobodys_claim) {
  auto const id = faulty();
  auto const mute = refusal(id, {});
  EXPECT_EQ(mute.key, "clocks.unrepaired_needs_word");
  EXPECT_EQ(mute.field, "interaction_id");
  auto const ours = answer_as(elif_, id, {.text = "Onarılmadan veriyoruz."});
  EXPECT_EQ(refusal(id, ours).key, "cases.needs_her_word");
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  clock.advance(1h);
  auto const hers = take_in(mail("Vazgeçtim", "Onarmayın, geri alıyorum.", id)).interaction_id;
  ASSERT_TRUE(returning(elif_, id, hers).ok());
  EXPECT_EQ(clock_of(id, kRepair).state, "kept");
  auto const told = read<std::vector<Happening>>([&](db::Tx& tx) { return happenings_of(tx, id); });
  EXPECT_EQ(told.back().kind, kReturnedUnrepaired);
  EXPECT_EQ(told.back().interaction_id, hers);
  EXPECT_NE(said(id).back().text.find("Onarmayın, geri alıyorum."), std::string::npos)
      << "she reads what was taken down on her word";
}

TEST_P(Unrepaired, goods_do_not_go_back_by_a_word_from_before_the_fault) {
  auto const received = take_in(mail("Buzdolabım", "Bir sorum var."));
  auto const id = received.case_id;
  govern(id, "TR", known());
  clock.advance(48h);
  note(id, {.kind = "fault.notified"});
  EXPECT_EQ(refusal(id, received.interaction_id).key, "cases.word_is_older");
}

TEST_P(Unrepaired, goods_do_not_go_back_by_the_message_that_told_of_the_fault) {
  auto const received = take_in(mail("Buzdolabım", "Soğutmuyor."));
  govern(received.case_id, "TR", known());
  note(received.case_id, {.kind = "fault.notified", .at = clock.now()});
  EXPECT_EQ(refusal(received.case_id, received.interaction_id).key, "cases.word_is_older");
}

}  // namespace
}  // namespace vefa::clocks
