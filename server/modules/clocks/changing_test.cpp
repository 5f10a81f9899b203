// What was chosen by law is changed, declined and taken up again on her word. The clock stands at
// Monday 2026-11-23, 10:00 in Istanbul.
#include "modules/clocks/changing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/cases/debts.hpp"
#include "modules/cases/desk.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using promises::PromiseKind;
using ::testing::HasSubstr;
using PState = promises::State;

constexpr char const* kRepair = "TR-03-in-warranty";

class ChangedChoices : public LawHouse {
 protected:
  /// A repair in guarantee that did not come in twenty business days; she has the choice.
  CaseId unrepaired() {
    approve_pack("TR");
    auto const id = open_case();
    govern(id, "TR", known());
    note(id, {.kind = "fault.notified"});
    move_to(at("2026-12-16T21:00:00Z"));
    return id;
  }
  LegalConsequence granted(CaseId id) { return followed(id, kRepair).at(1); }
  Result<LegalConsequence> change(StaffId who, LegalConsequenceId id, char const* to,
                                  std::optional<cases::HerWord> word = {},
                                  char const* reason = "She rang.") {
    auto const ctx = as(who);
    DecisionChange wanted{.decision = {to}, .reason = {reason}, .her_word = std::move(word)};
    auto changed =
        database->write_result([&](db::Tx& tx) { return change_decision(ctx, tx, id, wanted); });
    idle();
    return changed;
  }
  std::vector<promises::Promise> owed(CaseId id) {
    auto all =
        read<std::vector<promises::Promise>>([&](db::Tx& tx) { return promises::of_case(tx, id); });
    std::erase_if(all, [](auto const& p) { return !cases::is_debt(p); });
    return all;
  }
  std::vector<promises::Promise> repairs_owed(CaseId id) {
    auto all = read<std::vector<promises::Promise>>(
        [&](db::Tx& tx) { return promises::pending_of(tx, id); });
    std::erase_if(all, [](auto const& p) { return p.kind != PromiseKind::RepairBy; });
    return all;
  }
  std::vector<FormerDecision> former(CaseId id) {
    return read<std::vector<FormerDecision>>([&](db::Tx& tx) { return former_decisions(tx, id); });
  }
  std::optional<Decision> decided(LegalConsequenceId id) {
    return read<std::optional<Decision>>([&](db::Tx& tx) { return decision_on(tx, id); });
  }
  std::string newest_letter(CaseId id) {
    return read<std::string>([&](db::Tx& tx) {
      std::string text;
      for (auto const& one : interactions::of_case(tx, id, {}, 100))
        if (one.direction == interactions::Direction::Outbound) text = one.text;
      return text;
    });
  }
  std::optional<std::int64_t> cost(LegalConsequenceId id) {
    return read<std::optional<std::int64_t>>([&](db::Tx& tx) {
      return tx.scalar<std::int64_t>(
          vefa::testing::ad_hoc("SELECT cost_minor FROM legal_debts WHERE consequence_id = $1"),
          id);
    });
  }
};
VEFA_ON_BOTH_DATABASES(ChangedChoices);

TEST_P(ChangedChoices, rest_on_her_word_and_the_other_deed_is_promised_in_the_old_ones_place) {
  auto const id = unrepaired();
  auto const before = says(id, "Yenisini isterim.");
  pass(1h);
  auto const what = granted(id).id;
  ASSERT_TRUE(decision(elif_, what, "replacement", "").ok());
  idle();
  ASSERT_EQ(owed(id).size(), 1u);
  pass(1h);
  EXPECT_EQ(change(elif_, what, "refund", before).error().key, "cases.word_is_older");
  auto const word = says(id, "Artık üretilmiyormuş, paramı isterim.");
  EXPECT_EQ(change(elif_, what, "replacement", word).error().key, "clocks.not_a_choice");
  EXPECT_EQ(change(elif_, what, "refund", word, " ").error().field, "reason");
  EXPECT_EQ(owed(id).size(), 1u) << "nothing is half-written";
  auto const changed = change(elif_, what, "refund", word);
  ASSERT_TRUE(changed.ok()) << changed.error().key;
  EXPECT_EQ(changed->state, "decided");
  auto const all = owed(id);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].state, PState::Withdrawn);
  EXPECT_THAT(all[0].reason, HasSubstr("müşterinin seçimi"));
  EXPECT_EQ(all[1].state, PState::Pending);
  EXPECT_EQ(all[1].kind, PromiseKind::SolveBy);
  EXPECT_THAT(all[1].what, HasSubstr("bedel iadesi"));
  EXPECT_EQ(decided(what)->decision, "refund");
  EXPECT_EQ(decided(what)->words, "Artık üretilmiyormuş, paramı isterim.");
  EXPECT_EQ(decided(what)->interaction_id, word.interaction_id);
  ASSERT_EQ(former(id).size(), 1u);
  EXPECT_EQ(former(id)[0].decision, "replacement") << "what was decided before stays";
  EXPECT_EQ(former(id)[0].channel, "phone");
  EXPECT_EQ(former(id)[0].replaced_reason, "She rang.");
  EXPECT_EQ(events("legal_consequence.changed"), 1);
  auto const letter = newest_letter(id);
  EXPECT_THAT(letter, HasSubstr("“ürün değişimi” yerine “bedel iadesi”"));
  EXPECT_THAT(letter, HasSubstr("Artık üretilmiyormuş"));
  EXPECT_THAT(letter, HasSubstr("/c/")) << "where to object";
  note(id, {.kind = "exchange.done"});
  EXPECT_EQ(owed(id).at(1).state, PState::Pending) << "that is not what she chose";
  note(id, {.kind = "refund.paid"});
  EXPECT_EQ(owed(id).at(1).state, PState::Kept);
  EXPECT_EQ(change(elif_, what, "declined", says(id, "Vazgeçtim.")).error().key,
            "clocks.nothing_to_change")
      << "it was done";
}

TEST_P(ChangedChoices, cost_what_is_owed_now) {
  approve_pack("TR");
  auto const id = open_case();
  auto facts = known();
  facts["price"] = "42500.00 TRY";
  govern(id, "TR", facts);
  note(id, {.kind = "fault.notified"});
  move_to(at("2026-12-16T21:00:00Z"));
  auto const what = granted(id).id;
  ASSERT_TRUE(decision(elif_, what, "refund", "").ok());
  EXPECT_EQ(cost(what), 4250000);
  ASSERT_TRUE(change(elif_, what, "price_reduction", says(id, "Bende kalsın.")).ok());
  EXPECT_EQ(cost(what), std::nullopt) << "how much less is not known";
  ASSERT_TRUE(change(elif_, what, "replacement", says(id, "Yenisi olsun.")).ok());
  EXPECT_EQ(cost(what), 4250000);
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Vazgeçtim.")).ok());
  EXPECT_EQ(cost(what), 0) << "the repair is owed in its place";
  EXPECT_EQ(former(id).size(), 3u);
}

TEST_P(ChangedChoices, that_had_ended_the_repair_and_are_declined_owe_it_again) {
  auto const id = unrepaired();
  auto const what = granted(id).id;
  ASSERT_TRUE(decision(elif_, what, "replacement", "").ok());
  idle();
  EXPECT_TRUE(repairs_owed(id).empty()) << "another piece is";
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Onarın yeter.")).ok());
  ASSERT_EQ(repairs_owed(id).size(), 1u);
  auto const repair = repairs_owed(id).at(0);
  EXPECT_THAT(repair.what, HasSubstr("Azami tamir süresi"));
  EXPECT_TRUE(repair.owner_id) << "a person";
  EXPECT_GT(repair.due_at, clock.now()) << "and a day";
  auto const agent = as(elif_);
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return cases::keep_word(agent, tx, repair.id, "done"); }).key,
      "promises.kept_by_law");
  ASSERT_TRUE(change(elif_, what, "taken_up", {}, "She rang again.").ok());
  EXPECT_EQ(promise(repair.id).state, PState::Pending) << "until she chooses";
  ASSERT_TRUE(decision(elif_, what, "refund", "").ok());
  idle();
  EXPECT_EQ(promise(repair.id).state, PState::Withdrawn);
  EXPECT_TRUE(repairs_owed(id).empty());
  EXPECT_EQ(owed(id).back().state, PState::Pending) << "the money is owed";
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Yine de onarın.")).ok());
  auto const again = repairs_owed(id).at(0).id;
  note(id, {.kind = "repair.completed"});
  EXPECT_EQ(promise(again).state, PState::Kept) << "by the deed";
}

TEST_P(ChangedChoices, that_owe_the_repair_again_are_made_good_when_nobody_repairs) {
  auto const id = unrepaired();
  auto const what = granted(id).id;
  ASSERT_TRUE(decision(elif_, what, "price_reduction", "").ok());
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Onarın yeter.")).ok());
  auto const repair = repairs_owed(id).at(0);
  move_to(repair.due_at + 1s);
  EXPECT_EQ(promise(repair.id).state, PState::Broken);
  ASSERT_EQ(repairs_owed(id).size(), 1u) << "promised anew";
  auto const anew = repairs_owed(id).at(0).id;
  note(id, {.kind = "repair.completed"});
  EXPECT_EQ(promise(anew).state, PState::Kept);
  ASSERT_TRUE(change(elif_, what, "taken_up", {}, "She rang again.").ok());
  ASSERT_TRUE(decision(elif_, what, "refund", "").ok());
  idle();
  EXPECT_EQ(owed(id).back().state, PState::Pending) << "also once it was repaired, and fails again";
}

TEST_P(ChangedChoices, that_never_ended_the_repair_owe_nothing_new) {
  auto const id = unrepaired();
  auto const before = repairs_owed(id);
  ASSERT_EQ(before.size(), 1u) << "what was promised anew after the breach";
  ASSERT_TRUE(change(elif_, granted(id).id, "declined", says(id, "Onarın yeter.")).ok());
  ASSERT_EQ(repairs_owed(id).size(), 1u);
  EXPECT_EQ(repairs_owed(id).at(0).id, before.at(0).id);
}

TEST_P(ChangedChoices, of_an_exchange_that_is_taken_up_again_get_the_time_of_the_laws_row) {
  approve_pack("HU");
  auto const id = open_case();
  govern(id, "HU", known());
  note(id, {.kind = "claim.made"});
  pass(24h * 31);
  auto const first = clock_of(id, "HU-06-exchange");
  auto const what = followed(id, "HU-06-repair").at(0).id;
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Nem kell csere.")).ok());
  pass(24h);
  ASSERT_TRUE(change(elif_, what, "taken_up", {}, "She rang again.").ok());
  auto const again = clock_of(id, "HU-06-exchange");
  EXPECT_NE(again.promise_id, first.promise_id);
  EXPECT_EQ(promise(again.promise_id).state, PState::Pending);
  EXPECT_EQ(promise(again.promise_id).due_at, first.due_at) << "within the eight days of the law";
  // Declined until they are over: eight days from what she then chooses.
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Mégsem kell.")).ok());
  pass(24h * 30);
  ASSERT_TRUE(change(elif_, what, "taken_up", {}, "She rang once more.").ok());
  EXPECT_EQ(clock_of(id, "HU-06-exchange").promise_id, again.promise_id)
      << "nothing breaks at once";
  ASSERT_TRUE(decision(elif_, what, "replacement", "").ok());
  idle();
  auto const owes = owed(id).back();
  EXPECT_EQ(owes.state, PState::Pending);
  EXPECT_EQ(owes.kind, PromiseKind::ReplaceBy);
  // Chosen on Sun 24 January: 25 is the first day, Mon 1 February the eighth. Budapest is UTC+1.
  EXPECT_EQ(owes.due_at, at("2027-02-01T23:00:00Z"));
}

TEST_P(ChangedChoices, that_were_mistyped_are_put_right_by_authority_while_nothing_was_told) {
  auto const id = unrepaired();
  auto const what = granted(id).id;
  pass(1h);
  ASSERT_TRUE(decision(elif_, what, "price_reduction", "").ok());
  auto const last_letter = newest_letter(id);
  EXPECT_EQ(change(elif_, what, "refund").error().key, "clocks.changed_by_authority");
  ASSERT_TRUE(change(manager(), what, "refund", {}, "Elif pressed the wrong one.").ok());
  EXPECT_EQ(decided(what)->decision, "refund");
  EXPECT_EQ(newest_letter(id), last_letter) << "there is nothing to tell";
  pass(1h);
  // She was written to since.
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<bool> {
    cases::send_automatic(system(), tx, *cases::find(tx, id), interactions::Purpose::Message,
                          "Paranız", "Paranız yolda.");
    return true;
  }));
  auto const wordless = change(manager(), what, "replacement");
  EXPECT_EQ(wordless.error().key, "clocks.needs_her_word");
  EXPECT_EQ(wordless.error().field, "her_word.interaction_id");
  EXPECT_EQ(change(manager(), what, "declined").error().key, "clocks.needs_her_word")
      << "nobody declines for her";
}

TEST_P(ChangedChoices, of_her_own_by_her_link_are_changed_by_her_word_alone) {
  auto const id = unrepaired();
  auto const what = granted(id).id;
  auto hers = system();
  hers.actor = {.kind = ActorKind::Customer, .id = ayse.value};
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(choose(hers, tx, id, what, "replacement"));
    return true;
  });
  EXPECT_EQ(change(manager(), what, "refund").error().key, "clocks.needs_her_word");
  ASSERT_TRUE(change(elif_, what, "refund", says(id, "Paramı isterim.")).ok());
  EXPECT_EQ(former(id).at(0).decided_by_kind, "customer");
}

TEST_P(ChangedChoices, that_are_declined_end_and_are_taken_up_again_while_the_law_gives_them) {
  auto const id = unrepaired();
  auto const what = granted(id).id;
  ASSERT_TRUE(decision(elif_, what, "replacement", "").ok());
  idle();
  move_to(owed(id).at(0).due_at);
  ASSERT_EQ(owed(id).at(0).state, PState::Broken) << "nobody exchanged it";
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Kendim aldım, istemiyorum.")).ok());
  for (auto const& p : owed(id)) EXPECT_NE(p.state, PState::Pending) << p.what;
  EXPECT_EQ(owed(id).at(0).state, PState::Broken) << "what was broken stays so";
  EXPECT_EQ(decided(what)->decision, "declined");
  EXPECT_EQ(events("legal_consequence.declined"), 1);
  EXPECT_THAT(newest_letter(id), HasSubstr("yararlanmak istemiyorsunuz"));
  ASSERT_TRUE(change(elif_, what, "taken_up", {}, "She rang again.").ok());
  EXPECT_EQ(granted(id).state, "offered");
  EXPECT_FALSE(decided(what));
  EXPECT_EQ(former(id).size(), 2u);
  EXPECT_EQ(read<std::vector<OpenChoice>>([&](db::Tx& tx) {
              return open_choices(tx, id, Language::Tr);
            }).size(),
            1u)
      << "she chooses on her page again";
  ASSERT_TRUE(decision(elif_, what, "refund", "").ok());
  idle();
  EXPECT_EQ(owed(id).back().state, PState::Pending);
}

TEST_P(ChangedChoices, are_not_taken_up_once_the_law_gives_them_no_more) {
  auto const id = unrepaired();
  auto const what = granted(id).id;
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "İstemiyorum.")).ok());
  auto const told = read<std::vector<Happening>>([&](db::Tx& tx) { return happenings_of(tx, id); });
  auto const boss = as(manager());
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_back(boss, tx, id, told.at(0).id, "another case"));
    return true;
  });
  EXPECT_EQ(change(elif_, what, "taken_up").error().key, "clocks.no_longer_owed");
  EXPECT_EQ(decided(what)->decision, "declined") << "nothing is half-written";
}

TEST_P(ChangedChoices, of_money_end_by_her_word_and_by_a_person_of_authority_who_tells_her) {
  approve_pack("IL");
  auto const late = [&] {
    auto const id = open_case();
    govern(id, "IL", {{"customer", "consumer"}, {"place", "home"}, {"visit_purpose", "warranty"}});
    note(id, {.kind = "visit.agreed", .about_at = clock.now() + 1h});
    pass(5h + 30min);
    return id;
  };
  move_to(at("2026-11-24T10:00:00Z"));
  auto const id = late();
  auto const sum = followed(id, "IL-06").at(0).id;
  EXPECT_EQ(decision(elif_, sum, "refused", "A flood.").error().code, Code::Forbidden);
  EXPECT_EQ(change(elif_, sum, "declined").error().key, "clocks.needs_her_word");
  ASSERT_TRUE(change(elif_, sum, "declined", says(id, "Gerek yok.")).ok());
  EXPECT_EQ(owed(id).at(0).state, PState::Withdrawn);
  ASSERT_TRUE(change(elif_, sum, "taken_up").ok());
  EXPECT_EQ(owed(id).back().state, PState::Pending) << "it is owed again";
  ASSERT_TRUE(decision(manager(), sum, "paid", "").ok());
  idle();
  EXPECT_EQ(owed(id).back().state, PState::Kept);
  EXPECT_EQ(change(elif_, sum, "taken_up").error().key, "clocks.changed_by_authority");
  ASSERT_TRUE(change(manager(), sum, "taken_up", {}, "It went to somebody else.").ok());
  EXPECT_EQ(owed(id).back().state, PState::Pending);
  ASSERT_TRUE(decision(manager(), sum, "refused", "Sel baskını.").ok());
  idle();
  EXPECT_THAT(newest_letter(id), HasSubstr("Sel baskını."));
  EXPECT_THAT(newest_letter(id), HasSubstr("Yasal haklarınız"));
}

TEST_P(ChangedChoices,
       that_a_clock_of_the_law_promises_end_with_her_word_and_no_recount_brings_them) {
  approve_pack("HU");
  auto const id = open_case();
  govern(id, "HU", known());
  note(id, {.kind = "claim.made"});
  pass(24h * 31);
  auto const promised = clock_of(id, "HU-06-exchange").promise_id;
  ASSERT_EQ(promise(promised).state, PState::Pending);
  auto const what = followed(id, "HU-06-repair").at(0).id;
  ASSERT_TRUE(change(elif_, what, "declined", says(id, "Nem kell csere.")).ok());
  EXPECT_EQ(promise(promised).state, PState::Withdrawn);
  auto const ctx = system();
  write([&](db::Tx& tx) -> Result<bool> {
    recount(ctx, tx, *matter_of(tx, id), kReopened);
    return true;
  });
  idle();
  EXPECT_EQ(clock_of(id, "HU-06-exchange").promise_id, promised) << "nothing is promised anew";
  EXPECT_EQ(promise(promised).state, PState::Withdrawn);
}

TEST_P(ChangedChoices, lose_their_words_when_she_is_erased_and_keep_what_was_decided) {
  auto const id = unrepaired();
  auto const what = granted(id).id;
  ASSERT_TRUE(decision(elif_, what, "replacement", "").ok());
  ASSERT_TRUE(change(elif_, what, "refund", says(id, "Paramı isterim.")).ok());
  auto const part =
      read<JsonObject>([&](db::Tx& tx) { return export_part(system(), tx, ayse).content; });
  EXPECT_THAT(boost::json::serialize(part), HasSubstr("former_decisions"));
  write([&](db::Tx& tx) -> Result<bool> {
    jobs::record(system(), tx, {.kind = "customer.erased", .customer_id = ayse.value});
    return true;
  });
  idle();
  EXPECT_EQ(decided(what)->words, "");
  EXPECT_EQ(former(id).at(0).replaced_reason, "");
  EXPECT_EQ(former(id).at(0).decision, "replacement");
}

}  // namespace
}  // namespace vefa::clocks
