// What law owes her stands in the ledger. The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/cases/debts.hpp"
#include "modules/cases/desk.hpp"
#include "modules/clocks/debts.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using promises::PromiseKind;
using ::testing::HasSubstr;
using PState = promises::State;

class LegalDebts : public LawHouse {
 protected:
  std::vector<promises::Promise> owed(CaseId id) {
    auto all =
        read<std::vector<promises::Promise>>([&](db::Tx& tx) { return promises::of_case(tx, id); });
    std::erase_if(all, [](auto const& p) {
      bool const is_thing = p.kind == PromiseKind::SolveBy || p.kind == PromiseKind::ReplaceBy;
      return !is_thing || p.source != promises::Source::Contract;
    });
    return all;
  }
  void choose_as_she(CaseId id, LegalConsequenceId consequence, char const* choice) {
    auto ctx = system();
    ctx.actor = {.kind = ActorKind::Customer, .id = ayse.value, .name = "Ayşe Yılmaz"};
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(choose(ctx, tx, id, consequence, choice));
      return true;
    });
    idle();
  }
  /// A repair in guarantee that did not come in twenty business days.
  CaseId unrepaired() {
    approve_pack("TR");
    auto const id = open_case();
    govern(id, "TR", known());
    note(id, {.kind = "fault.notified"});
    move_to(at("2026-12-16T21:00:00Z"));
    return id;
  }
  CaseId late_technician() {
    approve_pack("IL");
    auto const id = open_case();
    govern(id, "IL", {{"customer", "consumer"}, {"place", "home"}, {"visit_purpose", "warranty"}});
    note(id, {.kind = "visit.agreed", .about_at = at("2026-11-24T11:00:00Z")});
    return id;
  }
};
VEFA_ON_BOTH_DATABASES(LegalDebts);

TEST_P(LegalDebts, what_she_chose_is_owed_and_kept_by_the_deed_alone) {
  auto const id = unrepaired();
  EXPECT_TRUE(owed(id).empty()) << "nothing was chosen";
  choose_as_she(id, followed(id, "TR-03-in-warranty").at(1).id, "replacement");
  auto const all = owed(id);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].kind, PromiseKind::ReplaceBy);
  EXPECT_EQ(all[0].state, PState::Pending);
  EXPECT_THAT(all[0].what, HasSubstr("ürün değişimi – Azami tamir süresi"));
  // The 17th in Istanbul and fourteen days, until that day is over.
  EXPECT_EQ(all[0].due_at, at("2026-12-31T21:00:00Z"));
  auto const elif = as(elif_);
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return cases::keep_word(elif, tx, all[0].id, "done"); }).key,
      "promises.kept_by_refund");
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, id, {.solved = true}));
    return true;
  });
  idle();
  EXPECT_EQ(promise(all[0].id).state, PState::Pending) << "her being content pays no debt";
  pass(24h);
  note(id, {.kind = "repair.completed"});
  EXPECT_EQ(promise(all[0].id).state, PState::Pending) << "that is not what she chose";
  note(id, {.kind = "exchange.done"});
  EXPECT_EQ(promise(all[0].id).state, PState::Kept);
  EXPECT_EQ(owed(id).size(), 1u) << "owed once";
}

TEST_P(LegalDebts, keep_a_case_open_on_which_her_word_has_ended_what_the_law_demands) {
  approve_pack("TR");
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  auto const repair = clock_of(id, "TR-03-in-warranty").promise_id;
  write([&](db::Tx& tx) {
    return cases::owe(system(), tx, id, cases::debt_due(system(), tx, 60), "100 ₺");
  });
  auto const says = [&](bool solved) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::take_verdict(system(), tx, id, {.solved = solved}));
      return true;
    });
    idle();
  };
  says(true);
  ASSERT_EQ(promise(repair).state, PState::Withdrawn);
  move_to(at("2026-12-16T21:00:00Z"));
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "broken");
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").promise_id, repair) << "nothing is broken to her";
  says(false);
  EXPECT_NE(clock_of(id, "TR-03-in-warranty").promise_id, repair) << "it is owed again";
}

TEST_P(LegalDebts, what_a_chosen_share_of_the_price_costs_is_told_by_a_person_once) {
  auto const id = unrepaired();
  auto const share = followed(id, "TR-03-in-warranty").at(1).id;
  auto const elif = as(elif_);
  auto const tell = [&](char const* amount, std::optional<Text<3>> currency = {}) {
    return database->write_result([&](db::Tx& tx) {
      return tell_cost(elif, tx, share, {.amount = {amount}, .currency = std::move(currency)});
    });
  };
  auto const untold = [&] {
    return read<std::vector<LegalConsequenceId>>([&](db::Tx& tx) { return untold_costs(tx, id); });
  };
  EXPECT_EQ(tell("100.00").error().key, "clocks.cost_is_known") << "nothing was chosen";
  choose_as_she(id, share, "price_reduction");
  ASSERT_EQ(untold().size(), 1u);
  EXPECT_EQ(tell("-1").error().key, "clocks.bad_cost");
  EXPECT_EQ(tell("much").error().key, "clocks.bad_cost");
  EXPECT_EQ(tell("100.00", Text<3>{"XQQ"}).error().key, "company.bad_currency");
  ASSERT_TRUE(tell("1250.50").ok());
  EXPECT_TRUE(untold().empty());
  EXPECT_EQ(tell("1.00").error().key, "clocks.cost_is_known");
  auto const kept = read<std::int64_t>([&](db::Tx& tx) {
    return tx.scalar<std::int64_t>(vefa::testing::ad_hoc("SELECT cost_minor FROM legal_debts"))
        .value_or(0);
  });
  EXPECT_EQ(kept, 125050);
}

TEST_P(LegalDebts, what_was_promised_anew_for_the_repair_falls_away_with_her_choice) {
  auto const id = unrepaired();
  auto const broken = clock_of(id, "TR-03-in-warranty").promise_id;
  auto const renewed = [&] {
    for (auto const& p : read<std::vector<promises::Promise>>(
             [&](db::Tx& tx) { return promises::of_case(tx, id); }))
      if (p.recovers_promise_id == broken) return p;
    ADD_FAILURE() << "nothing was promised anew";
    return promises::Promise{};
  };
  EXPECT_EQ(renewed().state, PState::Pending);
  choose_as_she(id, followed(id, "TR-03-in-warranty").at(1).id, "refund");
  EXPECT_EQ(renewed().state, PState::Withdrawn);
  EXPECT_EQ(promise(broken).state, PState::Broken) << "what was broken stays so";
  ASSERT_EQ(owed(id).size(), 1u);
  EXPECT_EQ(owed(id)[0].kind, PromiseKind::SolveBy);
}

TEST_P(LegalDebts, money_by_law_is_owed_by_a_day_and_the_higher_sum_in_place_of_the_lower) {
  auto const id = late_technician();
  move_to(at("2026-11-24T15:30:00Z"));
  ASSERT_EQ(owed(id).size(), 1u);
  EXPECT_THAT(owed(id)[0].what, HasSubstr("300"));
  move_to(at("2026-11-24T16:30:00Z"));
  auto const all = owed(id);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].state, PState::Withdrawn);
  EXPECT_EQ(all[1].state, PState::Pending);
  EXPECT_THAT(all[1].what, HasSubstr("600"));
  auto const rows = followed(id, "IL-06");
  ASSERT_TRUE(decision(manager(), rows.back().id, "paid", "").ok());
  idle();
  EXPECT_EQ(owed(id)[1].state, PState::Kept);
}

TEST_P(LegalDebts, money_that_a_person_refuses_is_owed_no_more) {
  auto const id = late_technician();
  move_to(at("2026-11-24T15:30:00Z"));
  ASSERT_TRUE(decision(manager(), followed(id, "IL-06").at(0).id, "refused", "A flood.").ok());
  idle();
  ASSERT_EQ(owed(id).size(), 1u);
  EXPECT_EQ(owed(id)[0].state, PState::Withdrawn);
}

TEST_P(LegalDebts, what_a_clock_of_the_law_promises_is_not_owed_twice) {
  approve_pack("HU");
  auto const id = open_case();
  govern(id, "HU", known());
  note(id, {.kind = "claim.made"});
  pass(24h * 31);
  choose_as_she(id, followed(id, "HU-06-repair").at(0).id, "replacement");
  EXPECT_TRUE(owed(id).empty()) << "the exchange is owed within eight days by HU-06-exchange";
  EXPECT_EQ(promise(clock_of(id, "HU-06-exchange").promise_id).state, PState::Pending);
}

TEST_P(LegalDebts, her_money_is_owed_anew_where_the_exchange_by_law_was_missed) {
  approve_pack("HU");
  auto const id = open_case();
  govern(id, "HU", known());
  note(id, {.kind = "claim.made"});
  pass(24h * 45);
  ASSERT_EQ(promise(clock_of(id, "HU-06-exchange").promise_id).state, PState::Broken);
  choose_as_she(id, followed(id, "HU-06-exchange").at(0).id, "refund");
  auto const all = owed(id);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].state, PState::Pending);
  note(id, {.kind = "refund.paid"});
  EXPECT_EQ(owed(id).at(0).state, PState::Kept);
}

}  // namespace
}  // namespace vefa::clocks
