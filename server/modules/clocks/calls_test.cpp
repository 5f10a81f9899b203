// Where the law calls a supervisor somebody is called, and a clock that no promise warns of warns.
// The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/clocks/calling.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using ::testing::HasSubstr;

class CallsByLaw : public LawHouse {
 protected:
  /// Notes of the program to a colleague, the oldest first.
  std::vector<std::string> asked(CaseId id) {
    std::vector<std::string> texts;
    for (auto const& one : said(id))
      if (one.purpose == interactions::Purpose::Note && one.automatic) texts.push_back(one.text);
    return texts;
  }
  CaseId overdue() {
    auto const id = open_case();
    govern(id, "TR", known());
    note(id, {.kind = "fault.notified"});
    move_to(at("2026-12-16T21:00:00Z"));  // the twentieth business day is over
    return id;
  }
  LegalConsequence call(CaseId id, char const* rule) {
    for (auto const& row : followed(id, rule))
      if (row.effect == "call") return row;
    ADD_FAILURE() << "nobody was called";
    return {};
  }
};
VEFA_ON_BOTH_DATABASES(CallsByLaw);

TEST_P(CallsByLaw, a_breach_asks_the_supervisor_and_asks_all_again_when_nothing_was_done) {
  manager();
  auto const id = overdue();
  auto const row = call(id, "TR-03-in-warranty");
  auto const made = read<LegalCall>([&](db::Tx& tx) { return call_of(tx, row.id).value(); });
  EXPECT_EQ(made.call_by_at, at("2026-12-17T01:00:00Z")) << "within four hours";
  EXPECT_GE(made.asked, 1);
  auto const first = asked(id);
  ASSERT_EQ(first.size(), static_cast<std::size_t>(made.asked));
  EXPECT_THAT(first[0], HasSubstr("Azami tamir süresi (garanti içinde)")) << "in her language";
  EXPECT_THAT(first[0], HasSubstr("04:00"));
  move_to(at("2026-12-17T01:00:00Z"));
  EXPECT_EQ(asked(id).size(), first.size() + 1) << "the one who may decide, again";
  EXPECT_THAT(asked(id).back(), HasSubstr("kaydedilmedi"));
  EXPECT_EQ(events("legal_call.missed"), 1);
  pass(24h);
  EXPECT_EQ(asked(id).size(), first.size() + 1) << "once";
}

TEST_P(CallsByLaw, nobody_is_asked_again_once_somebody_said_what_was_done) {
  auto const id = (manager(), overdue());
  auto const before = asked(id).size();
  ASSERT_TRUE(decision(manager(), call(id, "TR-03-in-warranty").id, "done", "").ok());
  pass(24h);
  EXPECT_EQ(asked(id).size(), before);
  EXPECT_EQ(events("legal_call.missed"), 0);
}

TEST_P(CallsByLaw, nobody_is_asked_of_a_case_that_is_closed_or_of_what_is_long_past) {
  manager();
  auto const id = open_case();
  pass(24h * 60);
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified", .at = at("2026-11-23T08:00:00Z")});
  auto const row = call(id, "TR-03-in-warranty");
  EXPECT_EQ(row.state, "told") << "it stands in the list";
  EXPECT_FALSE(read<bool>([&](db::Tx& tx) { return call_of(tx, row.id).has_value(); }));
  for (auto const& text : asked(id)) EXPECT_EQ(text.find("Azami tamir"), std::string::npos);
}

TEST_P(CallsByLaw, a_call_that_is_over_when_it_is_made_is_missed_and_asks_all_at_once) {
  manager();
  auto const id = open_case();
  pass(24h * 25);  // 18 December: the deadline passed two days ago, the call's four hours too
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified", .at = at("2026-11-23T08:00:00Z")});
  auto const row = call(id, "TR-03-in-warranty");
  auto const made = read<LegalCall>([&](db::Tx& tx) { return call_of(tx, row.id).value(); });
  EXPECT_EQ(made.call_by_at, at("2026-12-17T01:00:00Z"));
  EXPECT_EQ(made.missed_at, made.call_by_at);
  EXPECT_EQ(events("legal_call.missed"), 1);
  pass(24h);
  EXPECT_EQ(events("legal_call.missed"), 1) << "once";
}

TEST_P(CallsByLaw, a_clock_without_a_promise_warns_who_has_the_case) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "breach.known"});  // 72 hours, warned at half and at four fifths
  auto const called = asked(id).size();
  EXPECT_EQ(called, 1u) << "a supervisor at once";
  pass(37h);
  ASSERT_EQ(asked(id).size(), called + 2) << "the call was missed, and half of the time is gone";
  EXPECT_THAT(asked(id).back(), HasSubstr("Veri ihlalinin Kurula bildirimi"));
  EXPECT_EQ(clock_of(id, "TR-16-breach").promise_id, PromiseId{});
  pass(24h);
  EXPECT_EQ(asked(id).size(), called + 3);
}

}  // namespace
}  // namespace vefa::clocks
