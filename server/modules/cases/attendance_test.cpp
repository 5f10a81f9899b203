#include "modules/cases/attendance.hpp"

#include <gtest/gtest.h>

#include "modules/cases/after.hpp"
#include "modules/cases/test_house.hpp"

namespace vefa::cases {
namespace {

class AtCase : public House {
 protected:
  std::int64_t signals(std::string const& kind) {
    return read<std::int64_t>([&](db::Tx& tx) {
      return tx
          .scalar<std::int64_t>(
              vefa::testing::ad_hoc("SELECT COUNT(*) FROM signals WHERE kind = $1"), kind)
          .value();
    });
  }
  void say(StaffId person, CaseId id, Doing doing) {
    auto const ctx = as(person);
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(attend(ctx, tx, id, doing));
      return true;
    });
  }
  std::vector<Attendance> seen_by(StaffId person, std::optional<CaseId> id = std::nullopt) {
    auto const ctx = as(person);
    return read<Result<std::vector<Attendance>>>(
               [&](db::Tx& tx) { return attendance(ctx, tx, id); })
        .value();
  }
};
VEFA_ON_BOTH_DATABASES(AtCase);

TEST_P(AtCase, colleagues_see_who_is_there_and_who_writes) {
  auto const can = add_person("Can Demir", "can@anka.example", staff::kAgent);
  auto const first = take_in(mail("Buzdolabım soğutmuyor", "Bir.")).case_id;
  auto const other = take_in(mail("Fırın", "İki.")).case_id;
  say(elif_, first, Doing::Viewing);
  say(can, first, Doing::Viewing);
  say(can, other, Doing::Viewing);
  EXPECT_EQ(signals("attendance.changed"), 3);
  pass(30s);
  say(can, first, Doing::Writing);
  auto const there = seen_by(elif_, first);
  ASSERT_EQ(there.size(), 2u);
  EXPECT_EQ(there[0].staff_name, "Elif Aydın");
  EXPECT_EQ(there[1].staff_id, can);
  EXPECT_EQ(there[1].doing, Doing::Writing);
  EXPECT_EQ(there[1].since, clock.now() - 30s) << "whatever she does";
  EXPECT_EQ(seen_by(elif_).size(), 3u);
  auto const ctx = as(can);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(leave(ctx, tx, first));
    TRY(leave(ctx, tx, first));
    return true;
  });
  EXPECT_EQ(signals("attendance.ended"), 1);
  EXPECT_EQ(seen_by(elif_, first).size(), 1u);
  EXPECT_EQ(events("attendance.changed"), 0) << "no history";
}

TEST_P(AtCase, who_goes_without_a_word_has_left_after_a_minute) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir.")).case_id;
  say(elif_, got, Doing::Writing);
  pass(kAttends - 1s);
  say(elif_, got, Doing::Writing);
  EXPECT_EQ(signals("attendance.changed"), 1) << "said again it is no news";
  pass(kAttends - 1s);
  EXPECT_EQ(seen_by(elif_, got).size(), 1u);
  EXPECT_EQ(signals("attendance.ended"), 0);
  pass(2s);
  EXPECT_TRUE(seen_by(elif_, got).empty());
  EXPECT_EQ(signals("attendance.ended"), 1);
  say(elif_, got, Doing::Writing);
  EXPECT_EQ(signals("attendance.changed"), 2) << "she is back";
}

TEST_P(AtCase, who_is_at_a_case_that_one_may_not_read_is_not_told) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir.")).case_id;
  say(elif_, got, Doing::Viewing);
  auto const team = write([&](db::Tx& tx) -> Result<TeamId> {
    return TRY(staff::add_team(system(), tx, {.name = {"Atölye"}})).id;
  });
  auto stranger = as(elif_);
  stranger.actor.id = 999;
  stranger.actor.teams = {team.value};
  auto const list = [&](std::optional<CaseId> id) {
    return read<Result<std::vector<Attendance>>>(
        [&](db::Tx& tx) { return attendance(stranger, tx, id); });
  };
  EXPECT_TRUE(list(std::nullopt).value().empty());
  EXPECT_EQ(list(got).error().code, Code::NotFound);
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return attend(stranger, tx, got, Doing::Viewing); }).code,
            Code::NotFound);
}

TEST_P(AtCase, what_an_answer_leaves_promised_is_told_before_it_is_sent) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir.")).case_id;
  auto const ctx = as(elif_);
  auto const told = [&] {
    return read<Result<AfterAnswer>>([&](db::Tx& tx) {
             auto now = ctx;
             now.now = clock.now();
             return after_answer(now, tx, find(tx, got).value());
           })
        .value();
  };
  using promises::PromiseKind;
  auto const before = told();
  EXPECT_EQ(before.keeps, std::vector<PromiseKind>{PromiseKind::AnswerBy});
  EXPECT_EQ(before.follow_up.kind, PromiseKind::FollowUpBy);
  EXPECT_EQ(before.solved.kind, PromiseKind::ConfirmBy);
  auto const word = clock.now() + 3h;
  write([&](db::Tx& tx) {
    return give_word(ctx, tx, got, PromiseKind::CallBackBy, word, "arayacağım");
  });
  EXPECT_EQ(told().follow_up.due_at, word);
  EXPECT_EQ(told().follow_up.what, "arayacağım");
  EXPECT_EQ(told().solved.kind, PromiseKind::CallBackBy) << "her own word stays";
  // And so it comes.
  auto const promised = told().follow_up;
  answer_as(elif_, got, {.text = "Bakıyoruz.", .channel = interactions::Channel::Phone});
  EXPECT_EQ(next_promise(got).due_at, promised.due_at);
}

TEST_P(AtCase, without_a_word_of_ones_own_the_standard_says_what_stays) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir.")).case_id;
  auto const ctx = as(elif_);
  auto const told = read<Result<AfterAnswer>>([&](db::Tx& tx) {
                      return after_answer(ctx, tx, find(tx, got).value());
                    }).value();
  answer_as(elif_, got, {.text = "Bakıyoruz.", .channel = interactions::Channel::Phone});
  EXPECT_EQ(next_promise(got).kind, told.follow_up.kind);
  EXPECT_EQ(next_promise(got).due_at, told.follow_up.due_at);
}

}  // namespace
}  // namespace vefa::cases
