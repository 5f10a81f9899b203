#include "modules/cases/desk.hpp"

#include <gtest/gtest.h>

#include "modules/cases/bulk.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/standards/changes.hpp"

namespace vefa::cases {
namespace {

using promises::PromiseKind;
using PState = promises::State;

class CaseDesk : public House {};
VEFA_ON_BOTH_DATABASES(CaseDesk);

TEST_P(CaseDesk, a_merge_keeps_both_histories_and_every_promise) {
  auto const first = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const second = take_in(mail("Buzdolabı yine", "İki."));
  auto const ctx = as(elif_);
  auto const owed = write([&](db::Tx& tx) {
    return give_word(ctx, tx, second.case_id, PromiseKind::CallBackBy, clock.now() + 5h,
                     "arayacağım");
  });
  auto const into =
      write([&](db::Tx& tx) { return merge(ctx, tx, second.case_id, 0, first.case_id); });
  idle();
  EXPECT_EQ(row(second.case_id).merged_into_id, first.case_id);
  EXPECT_EQ(row(second.case_id).closed_by, ClosedBy::Merge);
  EXPECT_EQ(promise(owed.id).case_id, first.case_id);
  EXPECT_EQ(promise(owed.id).state, PState::Pending);
  bool found = false;
  for (auto const& i : said(into.id))
    found |= i.text == "İki." && i.origin_case_id == second.case_id;
  EXPECT_TRUE(found);
  // What comes for the merged one reaches the living one.
  EXPECT_EQ(take_in(mail("", "Üç.", second.case_id)).case_id, first.case_id);
}

TEST_P(CaseDesk, cases_of_two_customers_are_not_merged) {
  auto const first = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto other = mail("Fırın", "Isınmıyor.");
  other.customer_id = customer("baska@musteri.example", "Başka Biri");
  auto const second = take_in(other);
  auto const ctx = as(elif_);
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return merge(ctx, tx, second.case_id, 0, first.case_id); }).key,
      "cases.merge_other_customer");
}

TEST_P(CaseDesk, what_is_split_off_gets_a_promise_of_its_own) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const more = take_in(mail("", "Bir de fırın bozuk.", got.case_id));
  auto const ctx = as(elif_);
  auto const part = write(
      [&](db::Tx& tx) { return split(ctx, tx, got.case_id, 0, {more.interaction_id}, "Fırın"); });
  EXPECT_EQ(next_promise(part.id).kind, PromiseKind::AnswerBy);
  EXPECT_NE(part.number, row(got.case_id).number);
  EXPECT_EQ(said(part.id).front().origin_case_id, got.case_id);
}

TEST_P(CaseDesk, nobody_sleeps_over_a_promise) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const ctx = as(elif_);
  auto const due = *row(got.case_id).next_due_at;
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return snooze(ctx, tx, got.case_id, 0, due + 1s); }).key,
            "cases.snooze_past_promise");
  write([&](db::Tx& tx) { return snooze(ctx, tx, got.case_id, 0, due - 1h); });
  auto const shown = [&] {
    return read<Result<Page<Case>>>([&](db::Tx& tx) {
             auto mine = ctx;
             mine.now = clock.now();
             return queue(mine, tx, {.owner = "me"});
           })
        .value()
        .items.size();
  };
  EXPECT_EQ(shown(), 0u);
  move_to(due - 59min);
  EXPECT_EQ(shown(), 1u);
}

TEST_P(CaseDesk, filters_of_the_queue_narrow_together) {
  auto const first = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const second = take_in(mail("Fırın", "İki."));
  auto const third = take_in(mail("Kombi", "Üç."));
  auto const ctx = as(elif_);
  auto const other = write([&](db::Tx& tx) -> Result<TeamId> {
    return TRY(staff::add_team(system(), tx, {.name = {"Atölye"}})).id;
  });
  write([&](db::Tx& tx) -> Result<bool> {
    for (auto const id : {first.case_id, third.case_id}) TRY(set_tags(ctx, tx, id, {"iade"}));
    TRY(take_verdict(system(), tx, third.case_id, {.solved = true}));
    return true;
  });
  auto const shown = [&](QueueFilter const& filter) {
    auto const page =
        read<Result<Page<Case>>>([&](db::Tx& tx) { return queue(ctx, tx, filter); }).value();
    std::vector<CaseId> ids;
    for (auto const& c : page.items) ids.push_back(c.id);
    return ids;
  };
  using Ids = std::vector<CaseId>;
  TeamId const hers = row(first.case_id).team_id;
  EXPECT_EQ(shown({.owner = "me"}), (Ids{first.case_id, second.case_id}));
  EXPECT_EQ(shown({.team_id = hers, .owner = "me"}), (Ids{first.case_id, second.case_id}));
  EXPECT_EQ(shown({.team_id = other, .owner = "me"}), Ids{});
  EXPECT_EQ(shown({.owner = "me", .tag = "İADE"}), Ids{first.case_id});
  for (QueueFilter closed :
       {QueueFilter{.state = State::Closed}, QueueFilter{.state = State::Closed, .tag = "iade"},
        QueueFilter{.owner = "me", .state = State::Closed, .tag = "iade"},
        QueueFilter{.team_id = hers, .state = State::Closed, .tag = "iade"}}) {
    EXPECT_EQ(shown(closed), Ids{third.case_id});
    closed.kind = CaseKind::Repair;
    EXPECT_EQ(shown(closed), Ids{});
  }
  EXPECT_EQ(shown({.team_id = other, .owner = "me", .state = State::Closed, .tag = "iade"}), Ids{});
  EXPECT_EQ(shown({.owner = "none", .state = State::Closed, .tag = "iade"}), Ids{});
}

TEST_P(CaseDesk, a_handed_over_case_takes_its_promises_along) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const can = add_person("Can Demir", "can@anka.example", staff::kAgent);
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) { return hand_over(ctx, tx, got.case_id, 0, {}, can, "izindeyim"); });
  EXPECT_EQ(row(got.case_id).owner_id, can);
  EXPECT_EQ(promise(got.promise_id).owner_id, can);
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return hand_over(ctx, tx, got.case_id, 0, {}, StaffId{12345}, "");
            }).field,
            "owner_id");
}

TEST_P(CaseDesk, a_stale_version_is_refused_with_the_current_one) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const ctx = as(elif_);
  auto const version = row(got.case_id).version;
  write([&](db::Tx& tx) {
    return change(ctx, tx, got.case_id, version, {.priority = Priority::High});
  });
  auto const refusal = refused_by([&](db::Tx& tx) {
    return change(ctx, tx, got.case_id, version, {.priority = Priority::Low});
  });
  EXPECT_EQ(refusal.code, Code::Stale);
}

TEST_P(CaseDesk, what_one_may_not_read_is_not_found) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto stranger = system();
  stranger.actor = {.kind = ActorKind::Staff, .id = 99, .teams = {777}};
  stranger.actor.permissions.set(static_cast<std::size_t>(Permission::CasesRead));
  stranger.actor.permissions.set(static_cast<std::size_t>(Permission::CasesWrite));
  auto const refusal = refused_by([&](db::Tx& tx) { return take(stranger, tx, got.case_id, 0); });
  EXPECT_EQ(refusal.code, Code::NotFound);
  auto const seen = read<Result<Page<Case>>>([&](db::Tx& tx) { return queue(stranger, tx, {}); });
  EXPECT_TRUE(seen.value().items.empty());
}

TEST_P(CaseDesk, of_many_cases_one_refusal_holds_no_other) {
  auto const first = take_in(mail("Bir", "Bir."));
  auto const second = take_in(mail("İki", "İki."));
  auto const ctx = as(elif_);
  BulkChange change{.priority = Priority::Urgent};
  change.cases.push_back(first.case_id);
  change.cases.push_back(CaseId{42});
  change.cases.push_back(second.case_id);
  auto const outcome = write([&](db::Tx& tx) { return change_many(ctx, tx, change); });
  EXPECT_EQ(outcome.changed, 2);
  EXPECT_EQ(outcome.results[1].problem, "error.not_found");
  EXPECT_EQ(row(first.case_id).priority, Priority::Urgent);
  EXPECT_EQ(row(second.case_id).priority, Priority::Urgent);
}

TEST_P(CaseDesk, a_second_mail_of_the_same_matter_is_pointed_out) {
  auto const first = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const second = take_in(mail("Buzdolabım yine soğutmuyor!", "İki."));
  auto const like = read<std::vector<Case>>([&](db::Tx& tx) {
    return likely_same(tx, ayse, "Buzdolabım yine soğutmuyor!", second.case_id);
  });
  ASSERT_EQ(like.size(), 1u);
  EXPECT_EQ(like[0].id, first.case_id);
}

TEST_P(CaseDesk, ones_own_word_is_kept_or_taken_back_with_a_reason) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const ctx = as(elif_);
  auto const word = write([&](db::Tx& tx) {
    return give_word(ctx, tx, got.case_id, PromiseKind::CallBackBy, clock.now() + 30min,
                     "arayacağım");
  });
  EXPECT_EQ(row(got.case_id).next_promise_id, word.id) << "the nearest deadline leads";
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return keep_word(ctx, tx, got.promise_id, "dedim işte"); }).key,
      "promises.kept_by_deed");
  EXPECT_EQ(write([&](db::Tx& tx) { return keep_word(ctx, tx, word.id, "aradım"); }).state,
            PState::Kept);
  EXPECT_EQ(row(got.case_id).next_promise_id, got.promise_id);
}

TEST_P(CaseDesk, a_changed_calendar_counts_every_open_promise_anew) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const other = take_in(mail("Fırın", "Isınmıyor."));
  auto const ctx = as(elif_);
  auto const word = write([&](db::Tx& tx) {
    return give_word(ctx, tx, got.case_id, PromiseKind::CallBackBy, clock.now() + 3h, "arayacağım");
  });
  auto const before = promise(got.promise_id);
  ASSERT_TRUE(before.calendar_id);
  write([&](db::Tx& tx) -> Result<bool> {  // today is a holiday
    auto form = TRY(standards::read_calendar(tx, before.calendar_id));
    standards::CalendarChange change{form, form.version};
    change.exceptions.push_back({.from_on = LocalDate{2026, 11, 23}, .name = {"bayram"}});
    TRY(standards::change_calendar(system(), tx, before.calendar_id, change));
    return true;
  });
  idle();
  EXPECT_GT(promise(got.promise_id).due_at, before.due_at + 12h);
  EXPECT_EQ(promise(other.promise_id).due_at, promise(got.promise_id).due_at);
  EXPECT_EQ(row(other.case_id).next_due_at, promise(other.promise_id).due_at);
  EXPECT_EQ(promise(word.id).due_at, word.due_at) << "a word stays as it was given";
  EXPECT_EQ(row(got.case_id).next_promise_id, word.id);
}

TEST_P(CaseDesk, erasing_a_customer_leaves_figures_but_no_words) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Çok gizli bir söz."));
  auto const can = add_person("Can Demir", "can@anka.example", staff::kAgent);
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(hand_over(ctx, tx, got.case_id, 0, {}, can, "kocası bağırıyor"));
    TRY(take_verdict(system(), tx, got.case_id, {.solved = true, .comment = "gizli"}));
    auto const c = customers::find(tx, ayse).value();
    TRY(customers::erase(system(), tx, ayse, c.version));
    return true;
  });
  idle();
  for (auto const& i : said(got.case_id)) {
    EXPECT_EQ(i.text, "");
    EXPECT_TRUE(i.erased_at.has_value());
  }
  auto const handed = write([&](db::Tx& tx) -> Result<std::vector<std::string>> {
    return tx.column<std::string>(vefa::testing::ad_hoc("SELECT reason FROM hand_overs"));
  });
  EXPECT_EQ(handed, std::vector<std::string>{""}) << "that it was handed over stays";
  EXPECT_EQ(row(got.case_id).subject, "");
  EXPECT_EQ(row(got.case_id).closed_by, ClosedBy::Customer);
  EXPECT_EQ(promise(got.promise_id).customer_id, ayse);
}

}  // namespace
}  // namespace vefa::cases
