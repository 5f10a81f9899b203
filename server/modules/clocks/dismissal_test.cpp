// A case under a law that was none. The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include <gtest/gtest.h>

#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using PState = promises::State;

constexpr char const* kRepair = "TR-03-in-warranty";

class Dismissals : public LawHouse {
 protected:
  Result<Dismissal> dismissing(StaffId person, CaseId id, NoCase kind = NoCase::Spam) {
    auto const ctx = as(person);
    auto done = database->write_result([&](db::Tx& tx) {
      return dismiss(ctx, tx, id, {0, kind, {"an advertisement"}});
    });
    idle();
    return done;
  }
  std::string refused_key(StaffId person, CaseId id) {
    auto const done = dismissing(person, id);
    EXPECT_FALSE(done.ok());
    return done.ok() ? "" : done.error().key;
  }
  std::vector<Dismissal> kept(CaseId id) {
    return read<std::vector<Dismissal>>([&](db::Tx& tx) { return dismissals_of(tx, id); });
  }
};
VEFA_ON_BOTH_DATABASES(Dismissals);

TEST_P(Dismissals, of_spam_withdraw_what_the_law_promised_and_nobody_is_told) {
  auto const id = faulty();
  auto const promised = clock_of(id, kRepair).promise_id;
  auto const letters = said(id).size();
  auto const ctx = as(elif_);
  auto const plain = refused_by(
      [&](db::Tx& tx) { return cases::close_as_nothing(ctx, tx, id, 0, "an advertisement"); });
  EXPECT_EQ(plain.key, "cases.word_is_out");
  ASSERT_TRUE(dismissing(elif_, id).ok());
  EXPECT_EQ(row(id).state, cases::State::Closed);
  auto const now = promise(promised);
  EXPECT_EQ(now.state, PState::Withdrawn);
  EXPECT_NE(now.reason.find("an advertisement"), std::string::npos) << now.reason;
  EXPECT_EQ(clock_of(id, kRepair).state, "not_applicable");
  EXPECT_FALSE(clock_of(id, kRepair).open);
  EXPECT_EQ(kept(id).at(0).kind, NoCase::Spam);
  move_to(at("2027-02-01T09:00:00Z"));
  EXPECT_EQ(events("promise.broken"), 0);
  EXPECT_EQ(events("legal_clock.broken"), 0);
  EXPECT_EQ(said(id).size(), letters) << "neither she nor a colleague was written to";
}

TEST_P(Dismissals, end_when_the_case_is_open_again_and_it_owes_again) {
  auto const id = faulty();
  auto const due = clock_of(id, kRepair).due_at;
  auto const first = clock_of(id, kRepair).promise_id;
  ASSERT_TRUE(dismissing(elif_, id, NoCase::Mistake).ok());
  load_changed("TR", "amount: 2 year", "amount: 3 year");
  EXPECT_EQ(clock_of(id, kRepair).state, "not_applicable") << "a new version counts nothing of it";
  clock.advance(24h);
  take_in(mail("Hayır", "Buzdolabım gerçekten bozuk.", id));
  EXPECT_TRUE(row(id).open);
  EXPECT_TRUE(kept(id).at(0).lifted_at);
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  EXPECT_EQ(clock_of(id, kRepair).due_at, due) << "from the first time that she told it";
  auto const again = clock_of(id, kRepair).promise_id;
  EXPECT_NE(again, first);
  EXPECT_EQ(promise(again).state, PState::Pending);
}

TEST_P(Dismissals, end_when_goods_are_handed_in_and_somebody_owes_it) {
  auto const id = faulty();
  auto const due = clock_of(id, kRepair).due_at;
  ASSERT_TRUE(dismissing(elif_, id, NoCase::Mistake).ok());
  pass(1h);
  note(id, {.kind = "goods.handed_over"});
  EXPECT_TRUE(row(id).open);
  EXPECT_TRUE(kept(id).at(0).lifted_at);
  EXPECT_EQ(clock_of(id, kRepair).due_at, due);
  EXPECT_EQ(promise(clock_of(id, kRepair).promise_id).state, PState::Pending);
  EXPECT_EQ(clock_of(id, "TR-04").state, "running") << "a loaner as well";
  EXPECT_EQ(events("case.reopened"), 1);
}

TEST_P(Dismissals, or_her_word_that_closed_a_case_do_not_leave_goods_to_nobody) {
  auto const id = faulty();
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, id, {}));
    return true;
  });
  idle();
  ASSERT_EQ(row(id).state, cases::State::Closed);
  pass(1h);
  note(id, {.kind = "goods.handed_back"});
  EXPECT_FALSE(row(id).open) << "they are not here";
  note(id, {.kind = "goods.handed_over", .at = clock.now() - 30min});
  EXPECT_FALSE(row(id).open) << "nor are those that went back since";
  pass(1h);
  note(id, {.kind = "goods.handed_over"});
  EXPECT_TRUE(row(id).open);
  EXPECT_EQ(promise(clock_of(id, kRepair).promise_id).state, PState::Pending) << "owed again";
}

TEST_P(Dismissals, of_a_real_claim_need_larger_authority) {
  auto const id = faulty();
  note(id, {.kind = "goods.handed_over"});
  EXPECT_EQ(refused_key(elif_, id), "clocks.no_case_by_authority");
  EXPECT_TRUE(row(id).open);
  EXPECT_EQ(promise(clock_of(id, kRepair).promise_id).state, PState::Pending) << "nothing is done";
  EXPECT_TRUE(dismissing(manager(), id).ok());
  auto const answered = faulty();
  answer_as(elif_, answered, {.text = "Bakıyoruz.", .channel = interactions::Channel::Phone});
  EXPECT_EQ(refused_key(elif_, answered), "clocks.no_case_by_authority");
  for (char const* dealt_with : {"loaner.given", "visit.agreed"}) {
    auto const one = faulty();
    note(one, {.kind = dealt_with, .about_at = clock.now() + 24h});
    EXPECT_EQ(refused_key(elif_, one), "clocks.no_case_by_authority") << dealt_with;
  }
}

TEST_P(Dismissals, need_a_reason_in_words) {
  auto const id = faulty();
  auto const ctx = as(elif_);
  for (char const* nothing : {"x", "\u202e\u200b"}) {
    auto const error = refused_by([&](db::Tx& tx) {
      return dismiss(ctx, tx, id, {0, NoCase::Spam, {nothing}});
    });
    EXPECT_EQ(error.key, "cases.not_words");
    EXPECT_EQ(error.field, "reason");
  }
  EXPECT_TRUE(row(id).open);
}

TEST_P(Dismissals, do_not_undo_a_word_that_was_given_nor_stand_without_a_law) {
  auto const id = faulty();
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) {
    return cases::give_word(ctx, tx, id, promises::PromiseKind::CallBackBy, clock.now() + 24h, "");
  });
  EXPECT_EQ(refused_key(manager(), id), "cases.word_is_out");
  EXPECT_EQ(refused_key(manager(), open_case()), "clocks.no_law");
}

TEST_P(Dismissals, go_along_when_cases_are_joined_and_their_reason_is_forgotten_with_her) {
  auto const id = faulty();
  ASSERT_TRUE(dismissing(elif_, id, NoCase::Double).ok());
  auto const living = faulty();
  auto const ctx = as(manager());
  write([&](db::Tx& tx) { return cases::merge(ctx, tx, id, 0, living); });
  idle();
  ASSERT_EQ(kept(living).size(), 1u);
  EXPECT_TRUE(kept(living).at(0).lifted_at);
  EXPECT_EQ(clock_of(living, kRepair).state, "running");
  auto const exported =
      read<customers::ExportPart>([&](db::Tx& tx) { return export_part(system(), tx, ayse); });
  EXPECT_NE(boost::json::serialize(exported.content).find("an advertisement"), std::string::npos);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, living, {.solved = true}));
    TRY(customers::erase(system(), tx, ayse, customers::find(tx, ayse)->version));
    return true;
  });
  idle();
  EXPECT_EQ(kept(living).at(0).reason, "—");
}

}  // namespace
}  // namespace vefa::clocks
