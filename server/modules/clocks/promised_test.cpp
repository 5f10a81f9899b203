// What the law demands of a case stands in the ledger of promises. The clock stands at Monday
// 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/clocks/test_law.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::clocks {
namespace {

using promises::PromiseKind;
using ::testing::HasSubstr;
using PState = promises::State;

constexpr char const* kRepair = "TR-03-in-warranty";
constexpr char const* kLoaner = "TR-04";

class LegalPromises : public LawHouse {
 protected:
  promises::Promise promised(CaseId id, char const* rule, std::int64_t cycle = 0) {
    return promise(clock_of(id, rule, cycle).promise_id);
  }
  CaseId case_with_fault() {
    auto const id = open_case();
    govern(id, "TR", known());
    note(id, {.kind = "fault.notified", .channel = "phone"});
    return id;
  }
  std::optional<recovery::Recovery> recovery_of(CaseId id, PromiseId broken) {
    for (auto const& one : recoveries(id))
      if (one.promise_id == broken) return one;
    return std::nullopt;
  }
  void set_own(char const* rule, char const* amount) {
    write([&](db::Tx& tx) { return set_standard(system(), tx, "TR", rule, amount, "Our word."); });
    idle();
  }
  std::vector<promises::Promise> pending(CaseId id) {
    return read<std::vector<promises::Promise>>(
        [&](db::Tx& tx) { return promises::pending_of(tx, id); });
  }
  std::vector<recovery::Recovery> recoveries(CaseId id) {
    return read<std::vector<recovery::Recovery>>(
        [&](db::Tx& tx) { return recovery::of_case(tx, id); });
  }
  void merge(CaseId lost, CaseId into) {
    auto const ctx = as(manager());
    auto const version = row(lost).version;
    write([&](db::Tx& tx) { return cases::merge(ctx, tx, lost, version, into); });
    idle();
  }
  void say(CaseId id, bool solved) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::take_verdict(system(), tx, id, {.solved = solved}));
      return true;
    });
    idle();
  }
};
VEFA_ON_BOTH_DATABASES(LegalPromises);

TEST_P(LegalPromises, a_legal_deadline_is_a_promise_of_the_law_with_its_rule_and_source) {
  auto const id = case_with_fault();
  auto const p = promised(id, kRepair);
  EXPECT_EQ(p.kind, PromiseKind::RepairBy);
  EXPECT_EQ(p.source, promises::Source::Law);
  EXPECT_EQ(p.state, PState::Pending);
  EXPECT_EQ(p.case_id, id);
  EXPECT_EQ(p.due_at, at("2026-12-16T21:00:00Z")) << "the clock's own instant";
  EXPECT_EQ(p.what, "Azami tamir süresi (garanti içinde)") << "in her language";
  EXPECT_EQ(p.warn_half_at, at("2026-12-04T21:00:00Z"));
  EXPECT_EQ(p.warn_late_at, at("2026-12-11T21:00:00Z"));
  auto const told = standards::explain(Language::En, p.explanation);
  ASSERT_EQ(told.size(), 4u);
  EXPECT_EQ(told[0], "Demanded by law: Longest repair time, in guarantee (TR-03-in-warranty).");
  EXPECT_THAT(told[1], HasSubstr("Satış Sonrası Hizmetler Yönetmeliği 14"));
  EXPECT_THAT(told[3], HasSubstr("17 December 2026"));
  EXPECT_EQ(pending(id).size(), 2u) << "beside the answer that is owed";
}

TEST_P(LegalPromises, what_is_owed_later_than_the_next_promise_refuses_nobodys_change) {
  auto const id = open_case();
  auto const opened = row(id);
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  EXPECT_EQ(promised(id, kRepair).state, PState::Pending);
  EXPECT_EQ(row(id).next_promise_id, opened.next_promise_id);
  EXPECT_EQ(row(id).version, opened.version);
}

TEST_P(LegalPromises, what_the_law_does_not_owe_to_her_is_no_promise) {
  auto const id = open_case();
  govern(id, "HU", {{"customer", "consumer"}});
  note(id, {.kind = "claim.made"});
  EXPECT_TRUE(clock_of(id, "HU-06-repair").promise_id);
  EXPECT_FALSE(clock_of(id, "HU-11-fifteen").promise_id) << "owed to the seller";
  EXPECT_FALSE(clock_of(id, "HU-04-repair").promise_id) << "an aim";
}

TEST_P(LegalPromises, what_begins_later_is_owed_once_it_begins) {
  auto const id = open_case();
  govern(id, "HU", {{"customer", "consumer"}, {"in_warranty", true}});
  note(id, {.kind = "claim.made"});
  EXPECT_FALSE(clock_of(id, "HU-06-exchange").promise_id) << "it may yet be repaired";
  // Monday 23 November and 30 days: 23 December is over (Budapest is UTC+1), then 8 days.
  move_to(at("2026-12-23T23:00:00Z"));
  EXPECT_EQ(promised(id, "HU-06-repair").state, PState::Broken);
  EXPECT_EQ(promised(id, "HU-06-exchange").state, PState::Pending);
  EXPECT_EQ(promised(id, "HU-06-exchange").due_at, at("2026-12-31T23:00:00Z"));
}

TEST_P(LegalPromises, no_message_and_no_saying_so_keeps_what_the_law_demands) {
  auto const id = open_case();
  govern(id, "HU", {{"customer", "consumer"}});
  note(id, {.kind = "claim.made"});
  auto const position = promised(id, "HU-10");
  EXPECT_EQ(position.kind, PromiseKind::DecideBy);
  answer_as(elif_, id, {.text = "Onardık.", .after = cases::After::Solved});
  pass(10s);
  EXPECT_EQ(promised(id, "HU-10").state, PState::Pending);
  auto const agent = as(elif_);
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return cases::keep_word(agent, tx, position.id, "I say so");
            }).key,
            "promises.kept_by_law");
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return cases::take_back_word(agent, tx, position.id, "no");
            }).key,
            "promises.not_ones_word");
  note(id, {.kind = "claim.answered", .channel = "letter"});
  EXPECT_EQ(promised(id, "HU-10").state, PState::Kept);
  EXPECT_EQ(promised(id, "HU-06-repair").state, PState::Pending);
}

TEST_P(LegalPromises, what_stops_the_clock_in_time_keeps_the_promise_with_its_instant) {
  auto const id = case_with_fault();
  answer_as(elif_, id, {.text = "Geliyoruz."});
  pass(48h);
  note(id, {.kind = "repair.completed", .at = at("2026-11-24T12:00:00Z")});
  auto const kept = promised(id, kRepair);
  EXPECT_EQ(kept.state, PState::Kept);
  EXPECT_EQ(kept.settled_at, at("2026-11-24T12:00:00Z"));
  EXPECT_EQ(kept.reason, "onarıldı ve müşteriye bildirildi");
  EXPECT_TRUE(row(id).open);
  EXPECT_FALSE(pending(id).empty()) << "never without a next promise";
}

TEST_P(LegalPromises, a_breach_of_law_is_made_good_like_any_other_and_ends_with_the_deed) {
  auto const id = case_with_fault();
  answer_as(elif_, id, {.text = "Parça bekliyoruz."});
  pass(10s);
  say(id, false);  // she writes "no": an answer is owed, which is given
  answer_as(elif_, id,
            {.text = "Üzgünüz.",
             .after = cases::After::Promise,
             .promise_kind = PromiseKind::FollowUpBy,
             .promise_due_at = at("2026-12-31T09:00:00Z")});
  pass(10s);
  move_to(at("2026-12-18T09:00:00Z"));  // noticed late: the server was down
  auto const broken = promised(id, kRepair);
  EXPECT_EQ(broken.state, PState::Broken);
  EXPECT_EQ(broken.settled_at, at("2026-12-16T21:00:00Z"));
  ASSERT_EQ(recoveries(id).size(), 1u);
  auto const renewed = promise(recoveries(id)[0].new_promise_id);
  EXPECT_EQ(renewed.kind, PromiseKind::RepairBy);
  EXPECT_EQ(renewed.state, PState::Pending);
  auto const apology = newest(id, interactions::Purpose::Apology);
  EXPECT_THAT(apology.text, HasSubstr("Azami tamir süresi (garanti içinde)"));
  EXPECT_THAT(apology.text, ::testing::Not(HasSubstr("yanıt vereceğimize söz vermiştik")));
  pass(1s);
  auto const agent = as(elif_);
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return cases::keep_word(agent, tx, renewed.id, "done"); }).key,
      "promises.kept_by_law")
      << "promised anew, it is the law's all the same";
  note(id, {.kind = "repair.completed"});
  EXPECT_EQ(promise(renewed.id).state, PState::Kept);
  EXPECT_EQ(promised(id, kRepair).state, PState::Broken) << "what was broken stays so";
}

TEST_P(LegalPromises, nobody_takes_the_law_away_by_calling_the_case_something_else) {
  auto const id = case_with_fault();
  auto const calling = [&](StaffId person, cases::CaseKind kind) {
    auto const ctx = as(person);
    return database->write_result(
        [&](db::Tx& tx) { return cases::change(ctx, tx, id, 0, {.kind = kind}); });
  };
  auto const by_agent = calling(elif_, cases::CaseKind::Maintenance);
  ASSERT_FALSE(by_agent.ok());
  EXPECT_EQ(by_agent.error().key, "cases.law_is_owed");
  EXPECT_EQ(by_agent.error().field, "kind");
  EXPECT_EQ(promised(id, kRepair).state, PState::Pending);
  EXPECT_TRUE(calling(manager(), cases::CaseKind::Maintenance).ok());
}

// The company's fifteen business days from Mon 23: 24–28 = 1–5, 30–5 = 6–11, 7–10 = 12–15; the
// law's twenty: 11, 12 = 16, 17, 14–16 = 18–20.
TEST_P(LegalPromises, the_companys_own_time_is_what_is_promised_warned_of_and_broken) {
  set_own(kRepair, "15 business_day");
  auto const id = case_with_fault();
  auto const p = promised(id, kRepair);
  auto const own = at("2026-12-10T21:00:00Z");
  EXPECT_EQ(p.due_at, own);
  EXPECT_EQ(p.source, promises::Source::Law) << "no message keeps it";
  EXPECT_EQ(clock_of(id, kRepair).due_at, at("2026-12-16T21:00:00Z"));
  // Half is on the eighth day, Wed 2; four fifths on the twelfth, Mon 7.
  EXPECT_EQ(p.warn_half_at, at("2026-12-02T21:00:00Z"));
  EXPECT_EQ(p.warn_late_at, at("2026-12-07T21:00:00Z"));
  auto const told = standards::explain(Language::En, p.explanation);
  ASSERT_EQ(told.size(), 5u);
  EXPECT_THAT(told[3], HasSubstr("11 December 2026"));
  EXPECT_THAT(told[4], HasSubstr("17 December 2026"));

  move_to(own + 5s);
  EXPECT_EQ(promise(p.id).state, PState::Broken);
  EXPECT_EQ(promise(p.id).settled_at, own);
  EXPECT_TRUE(recovery_of(id, p.id)) << "it is made good as any other";
  EXPECT_EQ(clock_of(id, kRepair).state, "running");
  for (auto const& row : followed(id, kRepair))
    EXPECT_EQ(row.effect, "issue") << "no breach of law";
  auto const by_law = promised(id, kRepair);
  EXPECT_NE(by_law.id, p.id);
  EXPECT_EQ(by_law.state, PState::Pending);
  EXPECT_EQ(by_law.due_at, at("2026-12-16T21:00:00Z"));
  EXPECT_EQ(standards::explain(Language::En, by_law.explanation).size(), 5u);

  move_to(at("2026-12-16T21:00:05Z"));
  EXPECT_EQ(promise(by_law.id).state, PState::Broken);
  EXPECT_EQ(promise(by_law.id).settled_at, at("2026-12-16T21:00:00Z"));
  EXPECT_EQ(clock_of(id, kRepair).state, "broken");
  EXPECT_EQ(promised(id, kRepair).id, by_law.id) << "nothing is owed anew for ever";
  EXPECT_EQ(followed(id, kRepair).at(1).effect, "grant");
}

TEST_P(LegalPromises, a_deed_between_the_companys_time_and_the_laws_keeps_what_is_owed_then) {
  set_own(kRepair, "15 business_day");
  auto const id = case_with_fault();
  auto const own = promised(id, kRepair);
  move_to(own.due_at);
  auto const made_good = recovery_of(id, own.id);
  ASSERT_TRUE(made_good);
  auto const renewed = made_good->new_promise_id;
  ASSERT_TRUE(renewed);
  pass(5s);
  EXPECT_EQ(promised(id, kRepair).due_at, at("2026-12-16T21:00:00Z")) << "the law's is owed beside";
  note(id, {.kind = "repair.completed"});
  EXPECT_EQ(promise(own.id).state, PState::Broken) << "what was broken stays so";
  EXPECT_EQ(promised(id, kRepair).state, PState::Kept);
  EXPECT_EQ(promise(renewed).state, PState::Kept);
  EXPECT_EQ(clock_of(id, kRepair).state, "kept");
}

TEST_P(LegalPromises, a_time_that_had_passed_before_it_could_be_promised_is_not) {
  auto const id = case_with_fault();
  auto const before = promised(id, kRepair);
  pass(24h * 4);  // Friday 27
  set_own(kRepair, "15 business_day");
  EXPECT_EQ(promised(id, kRepair).id, before.id);
  EXPECT_EQ(promised(id, kRepair).due_at, at("2026-12-10T21:00:00Z")) << "it can be kept";
  auto const late = case_with_fault();
  set_own(kRepair, "2 business_day");  // over on Wednesday, for the first one
  EXPECT_EQ(promised(late, kRepair).due_at, at("2026-11-30T21:00:00Z"));  // 28, 30
  EXPECT_EQ(promise(before.id).state, PState::Pending) << "promised for the 10th";
}

TEST_P(LegalPromises, a_recounted_clock_moves_its_promise_and_the_old_result_is_kept) {
  auto const id = case_with_fault();
  note(id, {.kind = "goods.handed_over"});
  auto const before = promised(id, kLoaner);
  EXPECT_EQ(before.due_at, at("2026-12-04T21:00:00Z"));
  load_changed("TR", "amount: 10 business_day", "amount: 8 business_day");
  auto const after = promised(id, kLoaner);
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.due_at, at("2026-12-02T21:00:00Z"));
  EXPECT_EQ(after.due_at, clock_of(id, kLoaner).due_at);
  auto const former = read<std::vector<promises::Clock>>(
      [&](db::Tx& tx) { return promises::clocks_of(tx, before.id); });
  ASSERT_EQ(former.size(), 1u);
  EXPECT_EQ(former[0].due_at, before.due_at);
  EXPECT_EQ(events("promise.recounted"), 1);
}

TEST_P(LegalPromises, while_the_clock_stands_still_nothing_is_owed_and_then_it_is_owed_later) {
  std::string const amount = "    amount: {group: repair, otherwise: 20 business_day}\n";
  load_changed("TR", amount, amount + "    pause: {from: parts.ordered, until: parts.delivered}\n");
  approve_pack("TR");  // until then the version before holds, which knows no such pause
  auto const id = case_with_fault();
  auto const first = promised(id, kRepair);
  note(id, {.kind = "parts.ordered"});
  EXPECT_EQ(promise(first.id).state, PState::Withdrawn);
  pass(48h);
  note(id, {.kind = "parts.delivered"});
  auto const second = promised(id, kRepair);
  EXPECT_EQ(second.state, PState::Pending);
  EXPECT_EQ(second.due_at, clock_of(id, kRepair).due_at);
  EXPECT_GT(second.due_at, first.due_at);
}

TEST_P(LegalPromises, a_deadline_that_is_over_when_it_is_first_told_is_broken_at_its_own_instant) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified", .at = at("2026-10-01T07:00:00Z")});
  // Fri 2 Oct = 1 … Sat 24 Oct = 20: Sundays do not count.
  auto const broken = promised(id, kRepair);
  EXPECT_EQ(broken.state, PState::Broken);
  EXPECT_EQ(broken.settled_at, at("2026-10-24T21:00:00Z"));
  EXPECT_EQ(recoveries(id).size(), 1u);
}

TEST_P(LegalPromises, a_merge_carries_the_law_of_the_lost_case) {
  auto const lost = case_with_fault();
  note(lost, {.kind = "goods.handed_over"});
  auto const loaner = promised(lost, kLoaner).id;
  auto const kept = open_case();
  ASSERT_NE(lost, kept);
  govern(kept, "TR", known());
  pass(24h);
  note(kept, {.kind = "fault.notified"});
  auto const later = promised(kept, kRepair);
  auto const earlier = promised(lost, kRepair);
  merge(lost, kept);
  EXPECT_EQ(clock_of(kept, kLoaner).promise_id, loaner);
  EXPECT_EQ(promise(loaner).case_id, kept);
  // One fault, told twice: it counts from the first time, once.
  EXPECT_EQ(clock_of(kept, kRepair).due_at, earlier.due_at);
  EXPECT_EQ(promise(later.id).due_at, earlier.due_at);
  EXPECT_EQ(promise(earlier.id).state, PState::Withdrawn);
  EXPECT_TRUE(read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, lost); }).empty());
  note(kept, {.kind = "loaner.given"});
  EXPECT_EQ(promise(loaner).state, PState::Kept);
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return take_up(system(), tx, lost, {"TR", {}, ""});
            }).key,
            "cases.merged");
}

TEST_P(LegalPromises, a_merge_into_a_case_without_law_and_into_one_with_another_law) {
  auto const lost = case_with_fault();
  auto const bare = open_case();
  merge(lost, bare);
  EXPECT_EQ(promised(bare, kRepair).state, PState::Pending);
  auto const other = open_case();
  govern(other, "HU", {{"customer", "consumer"}});
  merge(bare, other);
  // Each law stays with its case; what is owed is owed on the living one, and still follows.
  EXPECT_EQ(promised(bare, kRepair).case_id, other);
  move_to(at("2026-12-17T09:00:00Z"));
  EXPECT_EQ(promised(bare, kRepair).state, PState::Broken);
}

TEST_P(LegalPromises, her_word_ends_the_duty_and_its_opposite_brings_it_back) {
  auto const id = case_with_fault();
  say(id, true);
  EXPECT_FALSE(row(id).open);
  EXPECT_EQ(promised(id, kRepair).state, PState::Withdrawn);
  say(id, false);
  EXPECT_TRUE(row(id).open);
  EXPECT_EQ(promised(id, kRepair).state, PState::Pending);
  EXPECT_EQ(promised(id, kRepair).due_at, clock_of(id, kRepair).due_at);
}

TEST_P(LegalPromises, what_the_law_keeps_of_a_person_is_handed_out_held_and_then_forgotten) {
  auto const id = open_case();
  govern(id, "HU", {{"customer", "consumer"}});
  note(id, {.kind = "record.taken", .facts = {{"customer", "consumer"}}, .note = "Ayşe came in."});
  auto const part =
      read<customers::ExportPart>([&](db::Tx& tx) { return export_part(system(), tx, ayse); });
  EXPECT_EQ(part.name, "law");
  auto const text = boost::json::serialize(part.content);
  EXPECT_THAT(text, HasSubstr("Ayşe came in."));
  EXPECT_THAT(text, HasSubstr("HU-09-kept"));
  say(id, true);
  auto const held = [&] {
    return read<std::vector<customers::HoldReason>>(
        [&](db::Tx& tx) { return holds(system(), tx, ayse); });
  };
  ASSERT_EQ(held().size(), 1u) << "the record is kept for three years";
  EXPECT_EQ(held()[0].key, "clocks.hold_retention");
  move_to(at("2029-11-24T09:00:00Z"));
  EXPECT_TRUE(held().empty());
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(customers::erase(system(), tx, ayse, customers::find(tx, ayse)->version));
    return true;
  });
  idle();
  auto const after =
      read<customers::ExportPart>([&](db::Tx& tx) { return export_part(system(), tx, ayse); });
  EXPECT_THAT(boost::json::serialize(after.content), ::testing::Not(HasSubstr("Ayşe came in.")));
  EXPECT_FALSE(clock_of(id, "HU-09-kept").open);
}

TEST_P(LegalPromises, a_clock_of_somebody_who_was_erased_rings_no_more) {
  auto const id = case_with_fault();
  say(id, true);
  ASSERT_TRUE(clock_of(id, kRepair).open);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(customers::erase(system(), tx, ayse, customers::find(tx, ayse)->version));
    return true;
  });
  idle();
  EXPECT_FALSE(clock_of(id, kRepair).open);
}

}  // namespace
}  // namespace vefa::clocks
