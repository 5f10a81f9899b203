// What was told of a case by mistake. The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/cases/timeline.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using ::testing::HasSubstr;
using PState = promises::State;

constexpr char const* kRepair = "TR-03-in-warranty";

class TakenBack : public LawHouse {
 protected:
  /// A refrigerator under Turkish law; an answer is owed far ahead, so that nothing else breaks.
  CaseId governed() {
    auto const id = open_case();
    answer_as(elif_, id,
              {.text = "Bakıyoruz.",
               .channel = interactions::Channel::Phone,
               .after = cases::After::Promise,
               .promise_kind = promises::PromiseKind::CallBackBy,
               .promise_due_at = clock.now() + 24h * 365});
    govern(id, "TR", known());
    return id;
  }
  LawEventId noted(StaffId person, CaseId id, NewHappening const& what) {
    auto const ctx = as(person);
    auto const event = write([&](db::Tx& tx) { return happened(ctx, tx, id, what); });
    idle();
    return event;
  }
  Result<void> taking_back(StaffId person, CaseId id, LawEventId event,
                           char const* reason = "wrong month") {
    auto const ctx = as(person);
    auto const answer = database->write_result([&](db::Tx& tx) -> Result<bool> {
      TRY(take_back(ctx, tx, id, event, reason));
      return true;
    });
    idle();
    if (!answer) return answer.error();
    return {};
  }
  std::vector<Happening> told(CaseId id) {
    return read<std::vector<Happening>>([&](db::Tx& tx) { return happenings_of(tx, id); });
  }
  promises::Promise promised(CaseId id, char const* rule) {
    return promise(clock_of(id, rule).promise_id);
  }
  LegalConsequence unrepairable(CaseId id) { return followed(id, "TR-05-unrepairable").at(0); }
};
VEFA_ON_BOTH_DATABASES(TakenBack);

TEST_P(TakenBack, counts_as_if_it_had_never_been_told_and_stays_in_the_story_with_its_reason) {
  auto const id = governed();
  auto const wrong = noted(
      elif_, id, {.kind = "fault.notified", .at = at("2026-11-02T07:00:00Z"), .channel = "phone"});
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  auto const first = promised(id, kRepair);
  pass(1h);
  ASSERT_TRUE(taking_back(elif_, id, wrong).ok());
  EXPECT_EQ(clock_of(id, kRepair).state, "not_applicable");
  EXPECT_FALSE(clock_of(id, kRepair).open);
  EXPECT_FALSE(clock_of(id, kRepair).rings_at);
  EXPECT_EQ(promise(first.id).state, PState::Withdrawn);
  EXPECT_EQ(followed(id, kRepair).at(0).state, "withdrawn") << "no slip is to be issued for it";
  noted(elif_, id, {.kind = "fault.notified", .channel = "phone"});
  EXPECT_EQ(clock_of(id, kRepair).due_at, at("2026-12-16T21:00:00Z")) << "from the right month";
  EXPECT_EQ(promised(id, kRepair).state, PState::Pending);
  EXPECT_EQ(followed(id, kRepair).at(0).state, "told");
  auto const rows = told(id);
  ASSERT_EQ(rows.size(), 2u) << "nothing is deleted";
  EXPECT_EQ(rows[0].id, wrong);
  EXPECT_EQ(rows[0].taken_back_at, at("2026-11-23T08:00:00Z"));
  EXPECT_EQ(rows[0].taken_back_reason, "wrong month");
  EXPECT_EQ(rows[0].taken_back_by_name, "Elif Aydın");
  EXPECT_FALSE(rows[1].taken_back_at);
  auto const story = read<Page<cases::TimelineEntry>>(
      [&](db::Tx& tx) { return cases::timeline(system(), tx, id, "", 200).value(); });
  EXPECT_EQ(std::ranges::count(story.items, "case_law.taken_back", &cases::TimelineEntry::event),
            1);
}

TEST_P(TakenBack, a_deed_that_was_none_is_owed_again_and_a_kept_word_is_not_left_standing) {
  auto const id = governed();
  noted(elif_, id, {.kind = "fault.notified"});
  pass(24h * 7);
  auto const done = noted(elif_, id, {.kind = "repair.completed"});
  auto const kept = promised(id, kRepair);
  EXPECT_EQ(kept.state, PState::Kept);
  pass(24h);
  ASSERT_TRUE(taking_back(elif_, id, done, "another refrigerator").ok());
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  EXPECT_EQ(clock_of(id, kRepair).due_at, at("2026-12-16T21:00:00Z"));
  auto const again = promised(id, kRepair);
  EXPECT_NE(again.id, kept.id);
  EXPECT_EQ(again.state, PState::Pending);
  EXPECT_EQ(again.due_at, at("2026-12-16T21:00:00Z"));
  move_to(at("2026-12-18T09:00:00Z"));
  EXPECT_EQ(clock_of(id, kRepair).state, "broken");
  EXPECT_EQ(promise(again.id).state, PState::Broken);
  EXPECT_EQ(promise(again.id).settled_at, at("2026-12-16T21:00:00Z"));
}

TEST_P(TakenBack, a_deed_that_came_too_late_after_all_breaks_what_was_kept) {
  auto const id = governed();
  noted(elif_, id, {.kind = "fault.notified"});
  pass(24h);
  auto const done = noted(elif_, id, {.kind = "repair.completed"});
  move_to(at("2026-12-20T09:00:00Z"));
  noted(elif_, id, {.kind = "repair.completed"});
  ASSERT_TRUE(taking_back(elif_, id, done, "it was not repaired then").ok());
  EXPECT_EQ(clock_of(id, kRepair).state, "broken");
  EXPECT_EQ(clock_of(id, kRepair).stopped_at, at("2026-12-20T09:00:00Z"));
  EXPECT_EQ(promised(id, kRepair).state, PState::Broken);
  EXPECT_EQ(promised(id, kRepair).settled_at, at("2026-12-16T21:00:00Z"));
}

TEST_P(TakenBack, what_a_closed_case_no_longer_proves_is_owed_once_it_is_open_again) {
  auto const id = governed();
  noted(elif_, id, {.kind = "fault.notified"});
  pass(24h);
  auto const done = noted(elif_, id, {.kind = "repair.completed"});
  auto const say = [&](bool solved) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::take_verdict(system(), tx, id, {.solved = solved}));
      return true;
    });
    idle();
  };
  say(true);
  ASSERT_TRUE(taking_back(elif_, id, done).ok());
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  EXPECT_FALSE(row(id).open);
  say(false);
  EXPECT_EQ(promised(id, kRepair).state, PState::Pending);
}

TEST_P(TakenBack, what_was_kept_by_mistake_is_owed_when_it_is_told_aright) {
  auto const id = governed();
  auto const wrong = noted(elif_, id, {.kind = "fault.notified"});
  pass(24h);
  auto const done = noted(elif_, id, {.kind = "repair.completed"});
  EXPECT_EQ(promised(id, kRepair).state, PState::Kept);
  ASSERT_TRUE(taking_back(elif_, id, wrong).ok());
  ASSERT_TRUE(taking_back(elif_, id, done).ok());
  noted(elif_, id, {.kind = "fault.notified"});
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  EXPECT_EQ(promised(id, kRepair).state, PState::Pending);
}

TEST_P(TakenBack, a_second_count_that_rests_on_it_falls_away_with_it) {
  auto const id = governed();
  noted(elif_, id, {.kind = "fault.notified"});
  pass(24h * 2);
  auto const done = noted(elif_, id, {.kind = "repair.completed"});
  pass(24h * 2);
  noted(elif_, id, {.kind = "fault.notified"});
  EXPECT_EQ(clock_of(id, kRepair, 1).state, "running");
  auto const second = promise(clock_of(id, kRepair, 1).promise_id);
  ASSERT_TRUE(taking_back(manager(), id, done).ok());
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  EXPECT_EQ(clock_of(id, kRepair, 1).state, "not_applicable");
  EXPECT_EQ(promise(second.id).state, PState::Withdrawn);
  EXPECT_EQ(clock_of(id, "TR-05-fails-again").state, "not_applicable") << "it failed once";
}

TEST_P(TakenBack, ones_own_may_be_taken_back_and_that_of_others_by_authority) {
  auto const id = governed();
  auto const own = noted(elif_, id, {.kind = "fault.notified"});
  auto const other = add_person("Can Ak", "can@anka.example", staff::kAgent);
  EXPECT_EQ(taking_back(other, id, own).error().key, "clocks.taken_back_by_authority");
  EXPECT_EQ(taking_back(other, id, own).error().code, Code::Forbidden);
  EXPECT_EQ(taking_back(elif_, id, own, "  ").error().key, "clocks.reason_needed");
  EXPECT_EQ(taking_back(elif_, open_case(), own).error().code, Code::NotFound);
  EXPECT_FALSE(told(id).at(0).taken_back_at) << "nothing is half-written";
  ASSERT_TRUE(taking_back(manager(), id, own).ok());
  EXPECT_EQ(taking_back(elif_, id, own).error().key, "clocks.already_taken_back");
}

TEST_P(TakenBack, what_the_law_gave_her_is_taken_back_by_authority_alone) {
  approve_pack("TR");
  auto const id = governed();
  auto const found = noted(elif_, id, {.kind = "repair.found_impossible"});
  ASSERT_EQ(unrepairable(id).state, "offered");
  EXPECT_EQ(taking_back(elif_, id, found).error().key, "clocks.taken_back_by_authority");
  EXPECT_EQ(unrepairable(id).state, "offered");
  EXPECT_FALSE(told(id).at(0).taken_back_at);
  auto const written =
      read<std::vector<Notice>>([&](db::Tx& tx) { return notices_of_case(tx, id); });
  ASSERT_TRUE(taking_back(manager(), id, found).ok());
  EXPECT_EQ(unrepairable(id).state, "withdrawn");
  EXPECT_EQ(read<std::vector<Notice>>([&](db::Tx& tx) { return notices_of_case(tx, id); }).size(),
            written.size())
      << "what was written to her was written";
}

TEST_P(TakenBack, what_was_decided_meanwhile_stays_decided) {
  approve_pack("TR");
  auto const id = governed();
  auto const found = noted(elif_, id, {.kind = "repair.found_impossible"});
  ASSERT_TRUE(decision(elif_, unrepairable(id).id, "refund", "").ok());
  ASSERT_TRUE(taking_back(elif_, id, found).ok());
  EXPECT_EQ(clock_of(id, "TR-05-unrepairable").state, "not_applicable");
  EXPECT_EQ(unrepairable(id).state, "decided");
}

TEST_P(TakenBack, goes_along_when_cases_are_joined_and_its_reason_is_forgotten_with_her) {
  auto const lost = governed();
  auto const wrong = noted(elif_, lost, {.kind = "fault.notified"});
  ASSERT_TRUE(taking_back(elif_, lost, wrong, "Ayşe meant the oven").ok());
  auto const living = open_case();
  auto const boss = as(manager());
  auto const version = row(lost).version;
  write([&](db::Tx& tx) { return cases::merge(boss, tx, lost, version, living); });
  idle();
  ASSERT_EQ(told(living).size(), 1u);
  EXPECT_TRUE(told(living)[0].taken_back_at);
  EXPECT_EQ(clock_of(living, kRepair).state, "not_applicable");
  auto const exported = [&] {
    auto const part =
        read<customers::ExportPart>([&](db::Tx& tx) { return export_part(system(), tx, ayse); });
    return boost::json::serialize(part.content);
  };
  EXPECT_THAT(exported(), HasSubstr("Ayşe meant the oven"));
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, living, {.solved = true}));
    TRY(customers::erase(system(), tx, ayse, customers::find(tx, ayse)->version));
    return true;
  });
  idle();
  EXPECT_THAT(exported(), ::testing::Not(HasSubstr("Ayşe meant the oven")));
}

}  // namespace
}  // namespace vefa::clocks
