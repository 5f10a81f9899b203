// Legal clocks of cases at work. The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include "modules/clocks/clocks.hpp"

#include <gtest/gtest.h>

#include <future>
#include <set>

#include "law/tell.hpp"
#include "modules/cases/timeline.hpp"
#include "modules/clocks/preview.hpp"
#include "modules/clocks/test_law.hpp"
#include "modules/clocks/vocabulary.hpp"

namespace vefa::clocks {
namespace {

class LegalClocks : public LawHouse {};
VEFA_ON_BOTH_DATABASES(LegalClocks);

TEST_P(LegalClocks,
       a_repair_in_guarantee_is_due_on_the_twentieth_business_day_and_stamped_with_it) {
  approve_pack("TR");
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified", .channel = "phone"});
  // Tue 24–Sat 28 = 1–5; 30 Nov–5 Dec = 6–11; 7–12 = 12–17; 14–16 = 18–20. Istanbul is UTC+3.
  auto const clock_now = clock_of(id, "TR-03-in-warranty");
  EXPECT_EQ(clock_now.due_at, at("2026-12-16T21:00:00Z"));
  EXPECT_EQ(clock_now.state, "running");
  EXPECT_EQ(followed(id, "TR-03-in-warranty").at(0).document, "service_slip");
  // Day 10 (4 Dec) is over, day 16 (11 Dec) is over, two business days before the 16th.
  std::int64_t warned = 0;
  for (auto const* when :
       {"2026-12-04T21:00:00Z", "2026-12-11T21:00:00Z", "2026-12-13T21:00:00Z"}) {
    move_to(at(when));
    EXPECT_EQ(events("legal_clock.at_risk"), ++warned);
  }
  move_to(at("2026-12-16T20:59:59Z"));
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "running");
  move_to(at("2026-12-18T09:00:00Z"));  // noticed late: the server was down
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "broken");
  auto const rows = followed(id, "TR-03-in-warranty");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1].effect, "grant");
  EXPECT_EQ(rows[1].state, "offered");
  EXPECT_EQ(rows[1].at, at("2026-12-16T21:00:00Z"));
  EXPECT_EQ(rows[3].amount_minor, 397300);
  EXPECT_EQ(rows[3].state, "told") << "a fine is told, never paid by the program";
  bool told = false;
  auto const story = read<Page<cases::TimelineEntry>>(
      [&](db::Tx& tx) { return cases::timeline(system(), tx, id, "", 200).value(); });
  for (auto const& entry : story.items)
    told = told || (entry.event == "legal_clock.broken" && entry.at == at("2026-12-16T21:00:00Z"));
  EXPECT_TRUE(told) << "the story of the case tells it at its own instant";
}

TEST_P(LegalClocks, what_is_done_in_time_keeps_the_clock_and_a_second_fault_counts_anew) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  pass(24h * 7);
  note(id, {.kind = "repair.completed"});
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "kept");
  EXPECT_FALSE(clock_of(id, "TR-03-in-warranty").open);
  pass(24h * 7);
  note(id, {.kind = "fault.notified"});
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty", 1).state, "running");
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "kept");
  EXPECT_EQ(clock_of(id, "TR-05-fails-again").state, "arisen");
}

TEST_P(LegalClocks, a_pack_that_nobody_approved_advises_and_a_person_of_authority_decides) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "repair.found_impossible"});
  auto const grant = followed(id, "TR-05-unrepairable").at(0);
  EXPECT_EQ(grant.state, "to_decide");
  EXPECT_EQ(decision(elif_, grant.id, "refund", "she asked").error().code, Code::Forbidden);
  EXPECT_EQ(decision(manager(), grant.id, "refund", "").error().key, "clocks.reason_needed");
  EXPECT_EQ(decision(manager(), grant.id, "car", "x").error().key, "clocks.not_a_choice");
  EXPECT_TRUE(decision(manager(), grant.id, "refund", "she asked by phone").ok());
  EXPECT_EQ(decision(manager(), grant.id, "refund", "again").error().key, "clocks.already_decided");
}

TEST_P(LegalClocks, of_two_who_decide_at_once_the_second_is_told_so) {
  constexpr int kAtOnce = 6;
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "repair.found_impossible"});
  auto const grant = followed(id, "TR-05-unrepairable").at(0);
  auto const boss = manager();
  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < kAtOnce; ++i)
    answers.push_back(std::async(std::launch::async, [&] {
      auto const made = decision(boss, grant.id, "refund", "she asked by phone");
      return made.ok() ? std::string("made") : made.error().key;
    }));
  std::multiset<std::string> said;
  for (auto& one : answers) said.insert(one.get());
  EXPECT_EQ(said.count("made"), 1U);
  EXPECT_EQ(said.count("clocks.already_decided"), static_cast<std::size_t>(kAtOnce - 1));
}

TEST_P(LegalClocks, what_is_not_known_is_believed_but_offers_nothing_by_itself) {
  approve_pack("TR");
  auto const id = open_case();
  govern(id, "TR", {{"customer", "consumer"}});
  note(id, {.kind = "repair.found_impossible"});
  EXPECT_EQ(followed(id, "TR-05-unrepairable").at(0).state, "to_decide");
  EXPECT_GT(clock_of(id, "TR-05-unrepairable").doubts, 0);
}

TEST_P(LegalClocks, a_late_technician_owes_by_tiers_and_the_higher_sum_replaces_the_lower) {
  approve_pack("IL");
  auto const id = open_case();
  govern(id, "IL", {{"customer", "consumer"}, {"place", "home"}, {"visit_purpose", "warranty"}});
  auto const agreed = at("2026-11-24T11:00:00Z");  // 13:00 in Jerusalem
  note(id, {.kind = "visit.agreed", .about_at = agreed});
  move_to(agreed + 4h);
  EXPECT_TRUE(followed(id, "IL-06").empty()) << "not more than four hours";
  move_to(agreed + 4h + 10min);
  auto const first = followed(id, "IL-06");
  ASSERT_EQ(first.size(), 1u) << "offered by itself";
  EXPECT_EQ(first[0].state, "offered");
  EXPECT_EQ(first[0].amount_minor, 30000);
  EXPECT_EQ(first[0].at, agreed + 4h);
  move_to(agreed + 5h + 1min);
  auto const both = followed(id, "IL-06");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].state, "replaced");
  EXPECT_EQ(both[1].amount_minor, 60000);
  // It turns out that he came at 17:10: only the first tier was reached.
  note(id, {.kind = "visit.arrived", .at = agreed + 4h + 10min});
  auto const corrected = followed(id, "IL-06");
  EXPECT_EQ(corrected[0].state, "offered");
  EXPECT_EQ(corrected[1].state, "withdrawn");
}

TEST_P(LegalClocks, a_visit_outside_its_lawful_hours_is_taken_and_doubted) {
  auto const id = open_case();
  govern(id, "IL", {{"customer", "consumer"}, {"place", "home"}, {"visit_purpose", "warranty"}});
  note(id, {.kind = "fault.notified"});
  note(id, {.kind = "visit.agreed", .about_at = at("2026-11-28T01:00:00Z")});  // Sabbath, 03:00
  auto const wait = clock_of(id, "IL-05-wait");
  EXPECT_EQ(wait.due_at, at("2026-11-28T03:00:00Z"));
  EXPECT_EQ(wait.doubts, 1);
  EXPECT_EQ(clock_of(id, "IL-06").doubts, 0) << "what it would owe is sure";
  // Moved into the hours, in time: no doubt is left.
  note(id, {.kind = "visit.postponed", .about_at = at("2026-11-29T08:00:00Z")});
  EXPECT_EQ(clock_of(id, "IL-05-wait").doubts, 0);
}

TEST_P(LegalClocks, a_visit_put_off_beyond_the_repairs_deadline_owes_from_the_hour_agreed_first) {
  approve_pack("IL");
  auto const id = open_case();
  govern(id, "IL",
         {{"customer", "consumer"},
          {"in_warranty", true},
          {"place", "home"},
          {"visit_purpose", "warranty"}});
  note(id, {.kind = "fault.notified"});  // Mon 23: 24–27 = 1–4, Sabbath, 29, 30 = 5, 6, 1 Dec = 7
  auto const agreed = at("2026-11-25T11:00:00Z");  // 13:00 in Jerusalem
  note(id, {.kind = "visit.agreed", .about_at = agreed});
  pass(24h);
  note(id, {.kind = "visit.postponed", .about_at = at("2026-12-02T08:00:00Z")});
  EXPECT_EQ(clock_of(id, "IL-05-wait").due_at, agreed + 2h);
  EXPECT_EQ(clock_of(id, "IL-06").due_at, agreed + 4h);
  // To the last day of the repair she may be put off, by whatever anybody says of it.
  note(id, {.kind = "visit.postponed",
            .about_at = at("2026-12-01T08:00:00Z"),
            .facts = JsonObject{{"within_repair_deadline", false}}});
  EXPECT_EQ(clock_of(id, "IL-06").due_at, at("2026-12-01T12:00:00Z"));
}

TEST_P(LegalClocks, a_visit_put_off_on_a_case_whose_fault_nobody_dated_is_left_to_a_person) {
  approve_pack("IL");
  auto const id = open_case();
  govern(id, "IL", {{"customer", "consumer"}, {"place", "home"}, {"visit_purpose", "warranty"}});
  auto const agreed = at("2026-11-25T11:00:00Z");
  note(id, {.kind = "visit.agreed", .about_at = agreed});
  note(id, {.kind = "visit.postponed", .about_at = at("2026-12-01T08:00:00Z")});
  move_to(agreed + 4h + 10min);
  auto const owed = followed(id, "IL-06");
  ASSERT_EQ(owed.size(), 1u);
  EXPECT_EQ(owed[0].state, "to_decide");
  EXPECT_EQ(owed[0].amount_minor, 30000);
}

TEST_P(LegalClocks, what_nobody_approved_has_the_version_before_as_its_floor) {
  auto const floor = [&] {
    return read<law::PackPtr>([&](db::Tx& tx) { return law_here(system(), tx, "TR").floor; });
  };
  in_use("TR");
  EXPECT_EQ(floor(), nullptr) << "the program's own, with nothing before it";
  load_changed("TR", "amount: 2 year", "amount: 6 month");
  ASSERT_NE(floor(), nullptr);
  EXPECT_EQ(law::find_any_edition(*floor(), "TR-01")->amount.fixed,
            (law::Amount{2, law::Unit::Year}));
  approve_pack("TR");
  EXPECT_EQ(floor(), nullptr) << "somebody answers for it";
  auto const approved = in_use("TR");
  load_changed("TR", "amount: 2 year", "amount: 3 month");
  EXPECT_EQ(floor()->fingerprint, approved.fingerprint);
  auto const lacks = changed_pack("TR", "id: TR-04", "id: TR-44");
  auto const refused = refused_by([&](db::Tx& tx) { return upload(system(), tx, lacks); });
  EXPECT_EQ(refused.key, "clocks.rules_removed");
  EXPECT_EQ(refused.field, "confirm_removed");
  EXPECT_EQ(refused.args.at(0).second, "TR-04");
  write([&](db::Tx& tx) { return upload(system(), tx, lacks, Removal::Confirmed); });
}

TEST_P(LegalClocks, what_one_version_issued_is_not_what_the_next_calls_for) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  ASSERT_EQ(followed(id, "TR-03-in-warranty").at(0).effect, "issue");
  // The next one issues nothing at the start: the choice is the first that follows.
  load_changed(
      "TR", "    on_start:\n      - {issue: service_slip}\n    on_breach:\n      - {grant: [refund",
      "    on_breach:\n      - {grant: [refund");
  move_to(at("2026-12-18T09:00:00Z"));
  std::multiset<std::string> effects;
  for (auto const& row : followed(id, "TR-03-in-warranty")) effects.insert(row.effect);
  EXPECT_EQ(effects, (std::multiset<std::string>{"call", "grant", "issue", "owe"}));
}

TEST_P(LegalClocks, a_new_version_of_the_pack_counts_open_clocks_anew_and_keeps_the_old_results) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "goods.handed_over"});
  note(id, {.kind = "data_request.received"});
  note(id, {.kind = "data_request.answered"});
  auto const before = clock_of(id, "TR-04");
  auto const kept = clock_of(id, "TR-16-request");
  EXPECT_EQ(before.due_at, at("2026-12-04T21:00:00Z"));  // 24–28 = 1–5, 30–4 = 6–10
  auto const pack = load_changed("TR", "amount: 10 business_day", "amount: 8 business_day");
  auto const after = clock_of(id, "TR-04");
  EXPECT_EQ(after.due_at, at("2026-12-02T21:00:00Z"));
  EXPECT_EQ(after.pack_id, pack.id);
  EXPECT_EQ(clock_of(id, "TR-16-request").due_at, kept.due_at);
  auto const former = read<std::vector<FormerResult>>([&](db::Tx& tx) {
    return tx.list<FormerResult>(
        testing::ad_hoc("SELECT revision, pack_id, state, due_at, replaced_at, cause FROM "
                        "legal_clock_results WHERE clock_id = $1 ORDER BY revision"),
        after.id);
  });
  ASSERT_EQ(former.size(), 1u);
  EXPECT_EQ(former[0].due_at, before.due_at);
  EXPECT_EQ(former[0].pack_id, before.pack_id);
  EXPECT_EQ(events("legal_clock.recounted"), 1);
  move_to(at("2026-12-02T21:00:00Z"));
  EXPECT_EQ(clock_of(id, "TR-04").state, "broken") << "the timer follows the new instant";
}

TEST_P(LegalClocks, counting_again_changes_nothing_and_events_one_by_one_give_the_same_as_all) {
  auto const id = open_case();
  govern(id, "HU", {{"customer", "consumer"}, {"in_warranty", true}});
  note(id, {.kind = "claim.made"});
  pass(24h * 3);
  note(id, {.kind = "claim.answered"});
  pass(24h * 20);
  note(id, {.kind = "repair.completed"});
  auto const all = [&] {
    return read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, id); });
  };
  auto const incremental = all();
  auto const told = events("legal_clock.broken");
  govern(id, "HU", {});
  auto const again = all();
  ASSERT_EQ(incremental.size(), again.size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(incremental[i].state, again[i].state) << again[i].rule_id;
    EXPECT_EQ(incremental[i].due_at, again[i].due_at) << again[i].rule_id;
    EXPECT_EQ(incremental[i].version, again[i].version) << again[i].rule_id;
  }
  EXPECT_EQ(events("legal_clock.broken"), told);
  EXPECT_EQ(clock_of(id, "HU-10").state, "kept");
  EXPECT_EQ(clock_of(id, "HU-04-tell").state, "broken") << "day 15 went by without a word";
  EXPECT_EQ(clock_of(id, "HU-06-repair").state, "kept") << "repaired on day 23";
}

TEST_P(LegalClocks, a_companys_own_time_is_stricter_than_the_law_or_refused) {
  auto const ctx = as(manager());
  auto const set = [&](char const* amount) {
    return database->write_result(
        [&](db::Tx& tx) { return set_standard(ctx, tx, "TR", "TR-04", amount, "our word"); });
  };
  EXPECT_EQ(set("11 business_day").error().key, "law.not_stricter");
  EXPECT_EQ(set("3 hour").error().key, "law.not_comparable");
  EXPECT_EQ(set("soon").error().key, "law.fault.not_an_amount");
  EXPECT_TRUE(set("5 business_day").ok());
  EXPECT_EQ(set("4 business_day")->version, 2);
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "goods.handed_over"});
  auto const clock_now = clock_of(id, "TR-04");
  EXPECT_EQ(clock_now.own_due_at, at("2026-11-27T21:00:00Z"));  // 24–27 = 1–4
  EXPECT_EQ(clock_now.due_at, at("2026-12-04T21:00:00Z"));
}

TEST_P(LegalClocks, bad_input_is_named_and_nothing_is_half_written) {
  auto const id = open_case();
  auto const refusal = [&](auto const& what) { return refused_by(what); };
  EXPECT_EQ(refusal([&](db::Tx& tx) {
              return take_up(system(), tx, id, {"XX", {}, ""});
            }).key,
            "clocks.no_such_pack");
  auto const fact = refusal([&](db::Tx& tx) {
    return take_up(system(), tx, id, {"TR", {{"weather", "good"}}, ""});
  });
  EXPECT_EQ(fact.key, "clocks.no_such_fact");
  EXPECT_EQ(fact.field, "facts.weather");
  auto const noting = [&](NewHappening const& what) {
    return refusal([&](db::Tx& tx) -> Result<bool> {
      TRY(happened(system(), tx, id, what));
      return true;
    });
  };
  EXPECT_EQ(noting({.kind = "fault.notified"}).key, "clocks.no_law");
  govern(id, "TR", known());
  EXPECT_EQ(noting({.kind = "goods.flown"}).field, "kind");
  EXPECT_EQ(noting({.kind = "fault.notified", .at = clock.now() + 1h}).key, "clocks.in_future");
  auto const slip = noting({.kind = "fault.notified", .at = clock.now() - 24h * 365 * 3});
  EXPECT_EQ(slip.key, "clocks.too_long_ago");
  EXPECT_EQ(slip.field, "at");
  EXPECT_EQ(noting({.kind = "fault.notified", .facts = {{"price", "5 USD"}}}).key,
            "clocks.bad_fact");
  EXPECT_EQ(refusal([&](db::Tx& tx) {
              return take_up(system(), tx, id, {"HU", {}, ""});
            }).key,
            "clocks.other_law");
  EXPECT_TRUE(read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, id); }).empty());
}

TEST_P(LegalClocks, a_pack_with_faults_is_not_loaded_and_each_fault_is_named) {
  auto const before = in_use("TR");
  auto const files = changed_pack("TR", "amount: 10 business_day", "amount: 10 moons");
  auto const error = refused_by([&](db::Tx& tx) { return upload(system(), tx, files); });
  EXPECT_EQ(error.key, "clocks.pack_has_faults");
  ASSERT_EQ(error.also.size(), 1u);
  EXPECT_EQ(error.also[0].key, "law.fault.not_an_amount");
  EXPECT_NE(error.also[0].field.find("packs/tr/rules.yaml:"), std::string::npos);
  EXPECT_EQ(in_use("TR").id, before.id);
}

TEST_P(LegalClocks, what_a_version_would_change_is_said_before_anything_is_counted_by_it) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "goods.handed_over"});
  note(id, {.kind = "data_request.received"});
  auto const before = clock_of(id, "TR-04");
  auto const version = in_use("TR").id;
  auto const said = [&](char const* from, char const* to) {
    auto const files = changed_pack("TR", from, to);
    return write([&](db::Tx& tx) { return preview(system(), tx, files); });
  };
  auto const seen = said("amount: 10 business_day", "amount: 8 business_day");
  EXPECT_EQ(seen.code, "TR");
  EXPECT_FALSE(seen.is_same);
  ASSERT_EQ(seen.rules.size(), 1u);
  EXPECT_EQ(seen.rules[0].id, "TR-04");
  EXPECT_EQ(seen.rules[0].change, RuleChange::Changed);
  ASSERT_EQ(seen.rules[0].after.size(), 1u);
  EXPECT_THAT(seen.rules[0].after[0], ::testing::HasSubstr("8 "));
  EXPECT_EQ(seen.cases_looked_at, 1);
  EXPECT_EQ(seen.clocks_moved, 1);
  ASSERT_EQ(seen.moved.size(), 1u);
  EXPECT_EQ(seen.moved[0].due_at, before.due_at);
  EXPECT_EQ(seen.moved[0].would_be_due_at, at("2026-12-02T21:00:00Z"));
  EXPECT_EQ(clock_of(id, "TR-04").due_at, before.due_at) << "nothing was counted by it";
  EXPECT_EQ(in_use("TR").id, version);
  EXPECT_TRUE(said("id: TR\n", "id: TR\n").is_same);
  auto const files = changed_pack("TR", "amount: 10 business_day", "amount: 10 moons");
  auto const error = refused_by([&](db::Tx& tx) { return preview(system(), tx, files); });
  EXPECT_EQ(error.key, "clocks.pack_has_faults");
  ASSERT_EQ(error.also.size(), 1u);
  EXPECT_NE(error.also[0].field.find("packs/tr/rules.yaml:"), std::string::npos);
}

TEST_P(LegalClocks, an_older_version_can_be_counted_by_again) {
  auto const before = in_use("TR");
  auto const uploaded = load_changed("TR", "amount: 10 business_day", "amount: 8 business_day");
  EXPECT_EQ(in_use("TR").id, uploaded.id);
  write([&](db::Tx& tx) { return use(system(), tx, before.id); });
  EXPECT_EQ(in_use("TR").id, before.id);
  auto const error =
      refused_by([&](db::Tx& tx) { return use(system(), tx, LawPackId{before.id.value + 1}); });
  EXPECT_EQ(error.code, Code::NotFound);
}

TEST_P(LegalClocks, a_version_that_another_program_loaded_is_read_from_its_files) {
  auto const row = load_changed("TR", "amount: 10 business_day", "amount: 9 business_day");
  static auto const forget =
      vefa::testing::ad_hoc("UPDATE law_packs SET fingerprint = 'elsewhere' WHERE id = $1");
  write([&](db::Tx& tx) -> Result<bool> {
    tx.run(forget, row.id);
    auto const pack = pack_of(tx, row.id);
    EXPECT_EQ(pack->id, "TR");
    EXPECT_EQ(pack->version, row.pack_version);
    EXPECT_EQ(pack_of(tx, row.id), pack) << "they are read once";
    return true;
  });
}

TEST_P(LegalClocks, an_uploaded_pack_is_not_put_aside_by_the_programs_own) {
  auto const uploaded = load_changed("TR", "amount: 10 business_day", "amount: 8 business_day");
  write([&](db::Tx& tx) -> Result<bool> {
    take_in_embedded(system(), tx);
    return true;
  });
  EXPECT_EQ(in_use("TR").id, uploaded.id);
  approve_pack("TR");
  EXPECT_EQ(in_use("TR").approved_by_name, "Deniz Kaya");
  auto const again =
      refused_by([&](db::Tx& tx) { return approve(system(), tx, uploaded.id, "twice"); });
  EXPECT_EQ(again.key, "clocks.already_approved");
}

TEST_P(LegalClocks, many_open_clocks_follow_a_new_version_page_by_page) {
  std::vector<CaseId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(open_case());
  for (auto const id : ids) {
    govern(id, "TR", known());
    note(id, {.kind = "goods.handed_over"});
    note(id, {.kind = "data_request.received"});
  }
  auto const pack = load_changed("TR", "amount: 10 business_day", "amount: 9 business_day");
  for (auto const id : ids) {
    EXPECT_EQ(clock_of(id, "TR-04").due_at, at("2026-12-03T21:00:00Z"));
    EXPECT_EQ(clock_of(id, "TR-16-request").pack_id, pack.id) << "counted the same, by the new one";
  }
}

TEST_P(LegalClocks, what_can_be_told_under_a_law_is_named_with_the_rules_that_it_concerns) {
  auto const pack = [&](char const* code) {
    auto const id = in_use(code).id;
    return read<law::PackPtr>([&](db::Tx& tx) { return pack_of(tx, id); });
  };
  auto const told = vocabulary_of(*pack("TR"), Language::En);
  auto const happening = [&](std::string const& kind) {
    for (auto const& one : told.happenings)
      if (one.kind == kind) return one;
    ADD_FAILURE() << kind;
    return CountedHappening{};
  };
  EXPECT_EQ(happening("fault.notified").words, "fault reported");
  EXPECT_THAT(happening("fault.notified").starts,
              ::testing::Contains("Longest repair time, in guarantee"));
  EXPECT_THAT(happening("repair.completed").stops,
              ::testing::Contains("Longest repair time, in guarantee"));
  EXPECT_THAT(happening("goods.handed_over").pauses, ::testing::Contains("Legal guarantee"));
  EXPECT_THAT(happening("goods.sold").decides, ::testing::Contains("Legal guarantee"));
  std::map<std::string, FactKind> kinds;
  for (auto const& fact : told.facts) kinds[fact.name] = fact.kind;
  EXPECT_EQ(kinds["in_warranty"], FactKind::Truth);
  EXPECT_EQ(kinds["customer"], FactKind::Word);
  for (auto const* code : {"HU", "IL", "EU"})
    for (auto const& one : vocabulary_of(*pack(code), Language::He).happenings)
      EXPECT_FALSE(one.starts.empty() && one.stops.empty() && one.pauses.empty() &&
                   one.resumes.empty() && one.decides.empty())
          << code << " " << one.kind;
}

TEST_P(LegalClocks, what_can_be_recorded_of_a_consequence_is_what_a_decision_takes) {
  approve_pack("TR");
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  auto slip = followed(id, "TR-03-in-warranty").at(0);
  EXPECT_EQ(decisions_on(slip), (std::vector<std::string>{"issued", "refused"}));
  ASSERT_TRUE(decision(manager(), slip.id, "issued", "").ok());
  EXPECT_TRUE(decisions_on(followed(id, "TR-03-in-warranty").at(0)).empty());
  move_to(at("2026-12-18T09:00:00Z"));
  EXPECT_EQ(decisions_on(followed(id, "TR-03-in-warranty").at(1)),
            (std::vector<std::string>{"refund", "price_reduction", "replacement", "refused"}));
}

}  // namespace
}  // namespace vefa::clocks
