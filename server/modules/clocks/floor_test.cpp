// What a version that nobody approved may not take from her. The clock stands at Monday 2026-11-23,
// 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "law/tell.hpp"
#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/preview.hpp"
#include "modules/clocks/recount.hpp"
#include "modules/clocks/test_law.hpp"
#include "modules/clocks/views.hpp"
#include "modules/clocks/vocabulary.hpp"

namespace vefa::clocks {
namespace {

constexpr char const* kTen = "amount: 10 business_day\n    promise: deliver_by";

class FloorOfClocks : public LawHouse {
 protected:
  CaseId handed_in() {
    auto const id = open_case();
    govern(id, "TR", known());
    note(id, {.kind = "goods.handed_over"});
    return id;
  }
  PackRow load_days(char const* days) {
    return load_changed("TR", kTen,
                        "amount: " + std::string(days) + " business_day\n    promise: deliver_by");
  }
  PackRow load_version(std::string const& version) {
    return load_changed("TR", "version: \"" + embedded_ + "\"", "version: \"" + version + "\"");
  }
  void SetUp() override {
    LawHouse::SetUp();
    embedded_ = in_use("TR").pack_version;
  }
  std::string floor() {
    auto const pack =
        read<law::PackPtr>([&](db::Tx& tx) { return law_here(system(), tx, "TR").floor; });
    return pack ? pack->version : "none";
  }
  Result<PackRow> using_pack(LawPackId id, Removal removal) {
    auto used = database->write_result([&](db::Tx& tx) { return use(system(), tx, id, removal); });
    idle();
    return used;
  }

 private:
  std::string embedded_;
};
VEFA_ON_BOTH_DATABASES(FloorOfClocks);

TEST_P(FloorOfClocks, what_is_owed_to_her_comes_no_later_until_somebody_approves_that_it_does) {
  approve_pack("TR");
  auto const approved = in_use("TR");
  auto const id = handed_in();
  note(id, {.kind = "fault.notified"});
  // Tue 24–Sat 28 = 1–5, 30 Nov–4 Dec = 6–10. Istanbul is UTC+3.
  auto const tenth = at("2026-12-04T21:00:00Z");
  ASSERT_EQ(clock_of(id, "TR-04").due_at, tenth);
  auto const longer = load_days("15");
  EXPECT_EQ(clock_of(id, "TR-04").due_at, tenth) << "nobody approved the fifteen days";
  EXPECT_EQ(clock_of(id, "TR-04").pack_id, approved.id) << "and it is told by which it is counted";
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").pack_id, longer.id)
      << "what is alike is counted by the new one";
  EXPECT_EQ(promise(clock_of(id, "TR-04").promise_id).due_at, tenth);
  EXPECT_EQ(clock_of(handed_in(), "TR-04").due_at, tenth) << "on a new case too";
  approve_pack("TR");
  idle();
  // 5 Dec = 11, 7–10 = 12–15.
  EXPECT_EQ(clock_of(id, "TR-04").due_at, at("2026-12-10T21:00:00Z"));
  EXPECT_EQ(clock_of(id, "TR-04").pack_id, longer.id);
}

TEST_P(FloorOfClocks, what_is_owed_sooner_is_owed_sooner_at_once) {
  approve_pack("TR");
  auto const id = handed_in();
  load_days("8");
  // Tue 24–Sat 28 = 1–5, 30 Nov–2 Dec = 6–8.
  EXPECT_EQ(clock_of(id, "TR-04").due_at, at("2026-12-02T21:00:00Z"));
}

TEST_P(FloorOfClocks, what_lasts_for_her_ends_no_earlier) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "goods.delivered", .at = at("2026-03-05T09:00:00Z")});
  auto const two_years = clock_of(id, "TR-01").due_at;
  load_changed("TR", "amount: 2 year", "amount: 6 month");
  EXPECT_EQ(clock_of(id, "TR-01").due_at, two_years)
      << "the program's own is the floor, though nobody approved it either";
}

TEST_P(FloorOfClocks, a_rule_that_is_left_out_counts_on_until_somebody_approves_that) {
  approve_pack("TR");
  auto const lacks = changed_pack("TR", "id: TR-04", "id: TR-44");
  write([&](db::Tx& tx) { return upload(system(), tx, lacks, Removal::Confirmed); });
  idle();
  auto const id = handed_in();
  EXPECT_EQ(clock_of(id, "TR-04").state, "running");
  approve_pack("TR");
  idle();
  auto const left_out = clock_of(id, "TR-04");
  EXPECT_NE(left_out.pack_id, in_use("TR").id);
  auto const explained = read<std::string>([&](db::Tx& tx) {
    auto const again = counted_again(system(), tx, *matter_of(tx, id), left_out);
    return again.ok() ? law::tell(Language::En, *again->basis.pack, again->clock).at(0)
                      : again.error().key;
  });
  EXPECT_THAT(explained, ::testing::HasSubstr("Substitute product (TR-04)"))
      << "by the version that it was counted with";
  auto const later = handed_in();
  auto const rules = read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, later); });
  EXPECT_TRUE(std::ranges::none_of(rules, [](auto const& one) { return one.rule_id == "TR-04"; }));
}

TEST_P(FloorOfClocks, what_a_left_out_rule_waits_for_can_be_told_where_it_counts_on) {
  approve_pack("TR");
  auto const id = handed_in();
  auto lacks = changed_pack("TR", "id: TR-04", "id: TR-44");
  for (auto& file : lacks)
    if (auto const at = file.text.value.find("loaner.given, "); at != std::string::npos)
      file.text.value.erase(at, 14);
  write([&](db::Tx& tx) { return upload(system(), tx, lacks, Removal::Confirmed); });
  approve_pack("TR");
  idle();
  auto const later = handed_in();
  auto const offered = [&](CaseId of) {
    auto const told = read<LawVocabulary>([&](db::Tx& tx) {
      std::vector<law::PackPtr> const laws{law_here(system(), tx, "TR").pack};
      return vocabulary_of(laws, Language::En, left_out_on(tx, of, laws));
    });
    return std::ranges::any_of(told.happenings,
                               [](auto const& one) { return one.kind == "loaner.given"; });
  };
  EXPECT_TRUE(offered(id)) << "the old version waits for it there";
  EXPECT_FALSE(offered(later)) << "nobody else is asked";
  note(id, {.kind = "loaner.given"});
  EXPECT_EQ(clock_of(id, "TR-04").state, "kept");
}

TEST_P(FloorOfClocks, what_an_approved_version_leaves_out_counts_on_until_it_ends) {
  approve_pack("TR");
  auto const first = in_use("TR");
  auto const kept = handed_in();
  auto const missed = handed_in();
  auto const lacks = changed_pack("TR", "id: TR-04", "id: TR-44");
  write([&](db::Tx& tx) { return upload(system(), tx, lacks, Removal::Confirmed); });
  approve_pack("TR");
  idle();
  EXPECT_EQ(promise(clock_of(kept, "TR-04").promise_id).state, promises::State::Pending);
  note(kept, {.kind = "loaner.given"});
  EXPECT_EQ(clock_of(kept, "TR-04").state, "kept") << "the deed keeps it";
  EXPECT_EQ(clock_of(kept, "TR-04").pack_id, first.id);
  EXPECT_EQ(promise(clock_of(kept, "TR-04").promise_id).state, promises::State::Kept);
  auto const told =
      read<std::vector<Happening>>([&](db::Tx& tx) { return happenings_of(tx, kept); });
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_back(system(), tx, kept, told.back().id, "it was another's"));
    return true;
  });
  idle();
  EXPECT_EQ(clock_of(kept, "TR-04").state, "running") << "a deed that was none keeps nothing";
  move_to(clock_of(missed, "TR-04").due_at.value() + 1s);
  EXPECT_EQ(clock_of(missed, "TR-04").state, "broken");
  EXPECT_EQ(promise(clock_of(missed, "TR-04").promise_id).state, promises::State::Broken);
  EXPECT_EQ(followed(missed, "TR-04").size(), 2U) << "what follows from it follows";
  note(missed, {.kind = "repair.completed"});
  EXPECT_TRUE(clock_of(missed, "TR-04").stopped_at);
  note(missed, {.kind = "goods.handed_over"});
  auto const all = read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, missed); });
  EXPECT_EQ(std::ranges::count(all, "TR-04", &LegalClock::rule_id), 1) << "nothing begins by it";
}

TEST_P(FloorOfClocks, what_is_left_out_stands_still_and_goes_on_as_it_did) {
  load_changed("TR", "amount: 10 business_day\n    promise: deliver_by",
               "pause: {from: parts.ordered, until: parts.delivered}\n"
               "    amount: 10 business_day\n    promise: deliver_by");
  approve_pack("TR");
  auto const first = in_use("TR");
  auto const id = handed_in();
  auto const lacks = changed_pack("TR", "id: TR-04", "id: TR-44");
  write([&](db::Tx& tx) { return upload(system(), tx, lacks, Removal::Confirmed); });
  approve_pack("TR");
  idle();
  note(id, {.kind = "parts.ordered"});
  EXPECT_EQ(clock_of(id, "TR-04").state, "paused");
  EXPECT_EQ(clock_of(id, "TR-04").pack_id, first.id);
  EXPECT_NE(promise(clock_of(id, "TR-04").promise_id).state, promises::State::Pending);
  pass(24h * 7);
  EXPECT_EQ(clock_of(id, "TR-04").state, "paused") << "no time counts meanwhile";
  note(id, {.kind = "parts.delivered"});
  auto const now = clock_of(id, "TR-04");
  EXPECT_EQ(now.state, "running");
  // Tue 24–Sat 28 are not counted: Mon 30–Sat 5 = 1–6, 7–10 Dec = 7–10. Istanbul is UTC+3.
  EXPECT_EQ(now.due_at, at("2026-12-10T21:00:00Z"));
  EXPECT_EQ(promise(now.promise_id).state, promises::State::Pending);
  EXPECT_EQ(promise(now.promise_id).due_at, now.due_at);
  move_to(now.due_at.value() + 1s);
  EXPECT_EQ(clock_of(id, "TR-04").state, "broken");
}

TEST_P(FloorOfClocks, what_is_left_out_goes_by_the_facts_and_rests_where_it_was_no_case) {
  approve_pack("TR");
  auto const first = in_use("TR");
  auto const id = handed_in();
  auto const lacks = changed_pack("TR", "id: TR-04", "id: TR-44");
  write([&](db::Tx& tx) { return upload(system(), tx, lacks, Removal::Confirmed); });
  approve_pack("TR");
  idle();
  auto const due = clock_of(id, "TR-04").due_at;
  auto facts = known();
  facts["customer"] = "business";
  govern(id, "TR", facts);
  EXPECT_EQ(clock_of(id, "TR-04").state, "not_applicable");
  EXPECT_EQ(promise(clock_of(id, "TR-04").promise_id).state, promises::State::Withdrawn);
  govern(id, "TR", known());
  EXPECT_EQ(clock_of(id, "TR-04").state, "running");
  EXPECT_EQ(clock_of(id, "TR-04").due_at, due);
  EXPECT_EQ(clock_of(id, "TR-04").pack_id, first.id);
  auto const boss = as(manager());
  write([&](db::Tx& tx) { return dismiss(boss, tx, id, {0, NoCase::Mistake, {"told in error"}}); });
  idle();
  EXPECT_EQ(clock_of(id, "TR-04").state, "not_applicable");
  EXPECT_EQ(clock_of(id, "TR-04").pack_id, first.id) << "and is explained by it";
}

TEST_P(FloorOfClocks, a_preview_says_what_would_move_and_not_what_the_floor_holds) {
  approve_pack("TR");
  handed_in();
  auto const look = [&](char const* days) {
    auto const files = changed_pack(
        "TR", kTen, "amount: " + std::string(days) + " business_day\n    promise: deliver_by");
    return read<PackPreview>([&](db::Tx& tx) { return preview(system(), tx, files).value(); });
  };
  EXPECT_EQ(look("15").clocks_moved, 0);
  EXPECT_EQ(look("8").clocks_moved, 1);
}

TEST_P(FloorOfClocks, is_the_newest_version_that_was_approved_whenever_that_was) {
  approve_pack("TR");
  auto const newest = in_use("TR").pack_version;
  ASSERT_EQ(newest.substr(0, 7), "2026.12");
  auto const old = load_version("2026.9.9");
  EXPECT_EQ(floor(), newest);
  pass(24h);
  approve_pack("TR");  // an older one, a day later
  EXPECT_EQ(floor(), "none") << "somebody answers for the one in use";
  load_version("2027.1");
  EXPECT_EQ(floor(), newest);
  EXPECT_NE(old.pack_version, newest);
}

TEST_P(FloorOfClocks, a_version_that_lacks_rules_is_put_into_use_again_by_who_confirms_it) {
  auto const first = in_use("TR");
  auto const other = changed_pack("TR", "id: TR-04", "id: TR-44");
  write([&](db::Tx& tx) { return upload(system(), tx, other, Removal::Confirmed); });
  auto const refused = using_pack(first.id, Removal::Unconfirmed);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().key, "clocks.rules_removed");
  EXPECT_EQ(refused.error().field, "confirm_removed");
  EXPECT_EQ(refused.error().args.at(0).second, "TR-44");
  EXPECT_NE(in_use("TR").id, first.id);
  ASSERT_TRUE(using_pack(first.id, Removal::Confirmed).ok());
  EXPECT_EQ(in_use("TR").id, first.id);
}

}  // namespace
}  // namespace vefa::clocks
