// The catalogue of remedies, the rules that propose, goodwill.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "modules/recovery/test_house.hpp"

namespace vefa::recovery {
namespace {

using namespace std::chrono_literals;
using promises::PromiseKind;
using ::testing::HasSubstr;

class Remedies : public RemedyHouse {};
VEFA_ON_BOTH_DATABASES(Remedies);

TEST_P(Remedies, of_the_catalogue_are_named_in_her_language) {
  auto const offer = add_offer(maintenance());
  auto const got = broken_case();
  auto const agent = as(elif_);
  auto const proposed = write([&](db::Tx& tx) {
    return propose(agent, tx, recovery(tx, got.case_id), {.offer_id = offer.id});
  });
  EXPECT_EQ(proposed.kind, RemedyKind::FreeService);
  EXPECT_EQ(proposed.amount_minor, 40000);
  auto const given = give(elif_, proposed);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->state, RemedyState::Granted);
  EXPECT_THAT(newest(got.case_id, interactions::Purpose::Apology).text,
              HasSubstr("ücretsiz bakım"));
  // What is taken out of use is no longer given; what was proposed stays as it was.
  auto form = maintenance();
  form.version = offer.version;
  form.active = false;
  write([&](db::Tx& tx) { return save_offer(system(), tx, offer.id, form); });
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return propose(agent, tx, recovery(tx, got.case_id), {.offer_id = offer.id});
            }).field,
            "offer_id");
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return save_offer(system(), tx, offer.id, form); }).code,
            Code::Stale);
}

TEST_P(Remedies, are_proposed_by_the_companys_rules_in_their_order) {
  auto const first = add_offer(maintenance());
  auto const second = add_offer(maintenance());
  auto form = rule_for(second, "Answers");
  form.position = 2;
  add_rule(form);
  form = rule_for(first, "Repairs");
  form.position = 0;
  form.conditions.promise_kinds = List<PromiseKind, 12>{PromiseKind::RepairBy};
  add_rule(form);
  form = rule_for(first, "First");
  form.position = 1;
  add_rule(form);
  auto const got = broken_case();
  ASSERT_EQ(remedies(got.case_id).size(), 1u) << "of those that come at once, the first that fits";
  EXPECT_EQ(remedies(got.case_id)[0].offer_id, first.id);
  EXPECT_TRUE(remedies(got.case_id)[0].rule_id);
  EXPECT_EQ(remedies(got.case_id)[0].state, RemedyState::Proposed) << "a person decides";
}

class LateRemedies : public Remedies {
 protected:
  void SetUp() override {
    Remedies::SetUp();
    offer_ = add_offer(maintenance());
    form_ = rule_for(offer_, "A week late");
    form_.conditions.promise_kinds = List<PromiseKind, 12>{PromiseKind::RepairBy};
    form_.late_minutes = 7 * 24 * 60;
  }
  /// A case on which a repair is promised within a day.
  CaseId promised() {
    auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
    auto const ctx = as(elif_);
    write([&](db::Tx& tx) {
      return cases::give_word(ctx, tx, got.case_id, PromiseKind::RepairBy, clock.now() + 24h,
                              "onarım");
    });
    answer_as(elif_, got.case_id, {.text = "Onarıyoruz."});
    return got.case_id;
  }
  void repair(CaseId id) {
    auto const renewed =
        read<PromiseId>([&](db::Tx& tx) { return of_case(tx, id).at(0).new_promise_id; });
    auto const ctx = as(elif_);
    write([&](db::Tx& tx) { return cases::keep_word(ctx, tx, renewed, "repaired"); });
  }

  Offer offer_;
  RemedyRuleForm form_;
};
VEFA_ON_BOTH_DATABASES(LateRemedies);

TEST_P(LateRemedies, come_when_the_rule_says_unless_it_is_done_by_then) {
  add_rule(form_);
  auto const late = promised();
  auto const done = promised();
  pass(24h);
  ASSERT_TRUE(remedies(late).empty()) << "not late enough yet";
  repair(done);
  pass(7 * 24h - 1s);
  EXPECT_TRUE(remedies(late).empty());
  pass(1s);
  ASSERT_EQ(remedies(late).size(), 1u);
  EXPECT_EQ(remedies(late)[0].offer_id, offer_.id);
  EXPECT_TRUE(remedies(done).empty());
}

TEST_P(LateRemedies, come_once_however_often_it_is_promised_anew_and_the_timer_rings) {
  auto const rule = add_rule(form_);
  auto const late = promised();
  pass(24h);
  pass(30 * 24h);
  auto const all = read<std::vector<Recovery>>([&](db::Tx& tx) { return of_case(tx, late); });
  ASSERT_GT(all.size(), 1u) << "what was promised in its place broke too";
  ASSERT_EQ(remedies(late).size(), 1u);
  EXPECT_EQ(remedies(late)[0].recovery_id, all[0].id) << "late since the first deadline";
  write([&](db::Tx& tx) -> Result<bool> {
    propose_if_late(system(), tx, all[0].id.text() + " " + rule.id.text());
    return true;
  });
  EXPECT_EQ(remedies(late).size(), 1u) << "the job ran twice";
}

TEST_P(LateRemedies, are_counted_for_a_rule_that_is_not_there_yet) {
  auto const preview = [&](RemedyRuleForm const& form) {
    return write([&](db::Tx& tx) { return preview_rule(system(), tx, {}, form); });
  };
  promised();
  auto const done = promised();
  pass(24h);
  repair(done);
  pass(8 * 24h);
  auto const found = preview(form_);
  EXPECT_GE(found.breaches, 2);
  EXPECT_EQ(found.proposed, 1) << "one was repaired in time, and the line of the other counts once";
  EXPECT_EQ(found.amount, "400.00");
  auto at_once = form_;
  at_once.late_minutes = 0;
  at_once.conditions.level_from = 1;
  auto const before = preview(at_once).proposed;
  EXPECT_GE(before, 2);
  auto first = rule_for(offer_, "First");
  first.position = -1;
  add_rule(first);
  EXPECT_EQ(preview(at_once).proposed, 0) << "another comes before it";
  EXPECT_EQ(read<std::size_t>([](db::Tx& tx) { return rules(tx).size(); }), 1u)
      << "a preview stores nothing";
}

TEST_P(Remedies, are_given_by_themselves_only_where_the_rule_says_so_and_a_budget_has_room) {
  auto const offer = add_offer(maintenance());
  auto form = rule_for(offer);
  form.by_itself = true;
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return save_rule(system(), tx, {}, form); }).key,
            "recovery.by_itself_needs_budget");
  auto const budget = add_budget(budget_of("500.00"));
  add_rule(form);
  auto const one = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  move_to(promise(one.promise_id).due_at);
  ASSERT_EQ(remedies(one.case_id).size(), 1u);
  EXPECT_EQ(remedies(one.case_id)[0].state, RemedyState::Granted);
  EXPECT_FALSE(remedies(one.case_id)[0].decided_by_id) << "by the program";
  EXPECT_THAT(newest(one.case_id, interactions::Purpose::Apology).text,
              HasSubstr("ücretsiz bakım"));
  EXPECT_EQ(spent(budget), 40000);
  auto const other = take_in(mail("Fırınım ısıtmıyor", "Dünden beri."));
  move_to(promise(other.promise_id).due_at);
  ASSERT_FALSE(remedies(other.case_id).empty());
  EXPECT_EQ(remedies(other.case_id)[0].state, RemedyState::Proposed)
      << "the budget has no room for it: a person decides";
  EXPECT_EQ(spent(budget), 40000);
}

TEST(RemedyRules, know_the_breach_and_never_who_the_customer_is) {
  for (auto const* who : {"segment", "customer_kind", "language", "country", "customer_id", "age"})
    EXPECT_EQ(from_json<RemedyConditions>(JsonObject{{who, "x"}}).error().key, "wire.unknown_field")
        << who;
  auto const groups = [](char const* code) { return List<Text<60, 1>, 50>{Text<60, 1>{code}}; };
  BreachFacts fridge{.promise_kind = PromiseKind::RepairBy,
                     .source = promises::Source::Law,
                     .case_kind = cases::CaseKind::Repair,
                     .product_groups = {"fridge", "white_goods"},
                     .level = 2};
  struct {
    RemedyConditions wanted;
    bool fits;
  } const table[] = {
      {{}, true},
      {{.promise_kinds = List<PromiseKind, 12>{PromiseKind::AnswerBy, PromiseKind::RepairBy}},
       true},
      {{.promise_kinds = List<PromiseKind, 12>{PromiseKind::AnswerBy}}, false},
      {{.sources = List<promises::Source, 5>{promises::Source::Law}}, true},
      {{.sources = List<promises::Source, 5>{promises::Source::Word}}, false},
      {{.case_kinds = List<cases::CaseKind, 8>{cases::CaseKind::Repair}}, true},
      {{.case_kinds = List<cases::CaseKind, 8>{cases::CaseKind::Order}}, false},
      {{.product_groups = groups("white_goods")}, true},
      {{.product_groups = groups("oven")}, false},
      {{.level_from = 2}, true},
      {{.level_from = 3}, false},
      {{.promise_kinds = List<PromiseKind, 12>{PromiseKind::RepairBy},
        .product_groups = groups("oven")},
       false},
  };
  for (auto const& row : table) EXPECT_EQ(fits(row.wanted, fridge), row.fits);
  fridge.product_groups.clear();
  EXPECT_FALSE(fits({.product_groups = groups("fridge")}, fridge)) << "the product is not known";
}

TEST_P(Remedies, are_given_once_however_many_press_at_once) {
  constexpr int kAtOnce = 4;
  auto const budget = add_budget(budget_of("900.00"));
  auto const got = broken_case();
  auto const agent = as(elif_);
  auto const remedy = write([&](db::Tx& tx) {
    return propose(agent, tx, recovery(tx, got.case_id),
                   {.kind = RemedyKind::Coupon, .amount = lira(10000)});
  });
  auto const ctx = as(boss());
  std::atomic<int> granted = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kAtOnce; ++i)
    threads.emplace_back([&] {
      auto const given = database->write_result(
          [&](db::Tx& tx) { return grant(ctx, tx, remedy.id, remedy.version); });
      if (given.ok()) ++granted;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(granted, 1);
  EXPECT_EQ(spent(budget), 10000);
}

TEST_P(Remedies, on_her_word_are_given_without_a_word_of_doubt_and_evidence_may_come_later) {
  auto const got = take_in(mail("Fişim yok", "Kaybettim."));
  auto const given = goodwill(
      elif_, got.case_id, {.kind = RemedyKind::Coupon, .amount = lira(10000)}, Evidence::Awaited);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->state, RemedyState::Granted);
  EXPECT_FALSE(given->recovery_id) << "nothing was broken";
  auto const letter = newest(got.case_id, interactions::Purpose::Message).text;
  EXPECT_THAT(letter, HasSubstr("Sözünüz bizim için yeterli"));
  EXPECT_THAT(letter, HasSubstr("Verdiğimiz buna bağlı değildir"));
  EXPECT_THAT(letter, ::testing::Not(HasSubstr("She says"))) << "why is for colleagues";
  auto const agent = as(elif_);
  auto const after = write([&](db::Tx& tx) {
    return add_evidence(agent, tx, given->id, given->version, "She found the receipt.");
  });
  EXPECT_EQ(after.evidence, Evidence::Given);
  EXPECT_EQ(after.state, RemedyState::Granted) << "what was given stays given";
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return give_goodwill(agent, tx, got.case_id,
                                   {.kind = RemedyKind::Coupon, .amount = lira(1)}, " ",
                                   Evidence::None);
            }).key,
            "recovery.goodwill_reason");
}

TEST_P(Remedies, beyond_her_own_goodwill_who_may_approve_is_asked_and_who_asked_is_told) {
  boss();
  auto own = budget_of("150.00");
  own.scope = BudgetScope::Person;
  own.goodwill_only = true;
  add_budget(own);
  auto const got = take_in(mail("Fişim yok", "Kaybettim."));
  NewRemedy const coupon{.kind = RemedyKind::Coupon, .amount = lira(10000)};
  EXPECT_EQ(goodwill(elif_, got.case_id, coupon)->state, RemedyState::Granted);
  auto const second = goodwill(elif_, got.case_id, coupon);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->state, RemedyState::AwaitingApproval);
  EXPECT_EQ(second->requested_by_id, elif_);
  auto const asked = newest(got.case_id, interactions::Purpose::Note);
  EXPECT_THAT(asked.text, HasSubstr("Elif Aydın müşteriye şunu vermek istiyor"));
  auto const granted = give(boss(), *second);
  ASSERT_TRUE(granted.ok());
  EXPECT_EQ(granted->state, RemedyState::Granted);
  EXPECT_THAT(newest(got.case_id, interactions::Purpose::Note).text,
              HasSubstr("Deniz Kaya onayladı"));
  auto const third = goodwill(elif_, got.case_id, coupon);
  auto const ctx = as(boss());
  write([&](db::Tx& tx) { return decline(ctx, tx, third->id, third->version, "Too often."); });
  EXPECT_THAT(newest(got.case_id, interactions::Purpose::Note).text, HasSubstr("Too often."));
}

TEST_P(Remedies, that_await_approval_when_her_file_goes_are_declined_without_words_or_wait) {
  auto const ctx = as(boss());
  auto own = budget_of("50.00");
  own.scope = BudgetScope::Person;
  own.goodwill_only = true;
  add_budget(own);
  auto const got = take_in(mail("Fişim yok", "Kaybettim."));
  NewRemedy const coupon{.kind = RemedyKind::Coupon, .amount = lira(10000)};
  auto const asked = goodwill(elif_, got.case_id, coupon);
  ASSERT_TRUE(asked.ok());
  ASSERT_EQ(asked->state, RemedyState::AwaitingApproval);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, got.case_id, {}));
    TRY(customers::erase(system(), tx, ayse, customers::find(tx, ayse)->version));
    return true;
  });
  idle();
  auto const now = remedies(got.case_id).at(0);
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return grant(ctx, tx, now.id, now.version); }).key,
            "cases.person_erased");
  EXPECT_EQ(goodwill(elif_, got.case_id, coupon).error().key, "cases.person_erased");
  auto const declined =
      write([&](db::Tx& tx) { return decline(ctx, tx, now.id, now.version, "Her sister rang."); });
  EXPECT_EQ(declined.state, RemedyState::Declined);
  EXPECT_EQ(declined.reason, "—");
}

TEST_P(Remedies, say_beforehand_what_giving_them_brings) {
  boss();
  auto const got = broken_case();
  auto const agent = as(elif_);
  auto const manager = as(boss());
  auto const proposed = [&](std::int64_t minor) {
    return write([&](db::Tx& tx) {
      return propose(agent, tx, recovery(tx, got.case_id),
                     {.kind = RemedyKind::Money, .amount = lira(minor)});
    });
  };
  auto const seen = [&](Context const& ctx, Remedy const& remedy) {
    return read<Outlook>(
        [&](db::Tx& tx) { return outlook(ctx, tx, *cases::find(tx, got.case_id), remedy); });
  };
  auto const small = proposed(100);
  auto dear = proposed(100'000'000);
  EXPECT_EQ(seen(agent, small), Outlook::Given);
  EXPECT_EQ(seen(agent, dear), Outlook::Asked);
  EXPECT_EQ(seen(manager, dear), Outlook::Given);
  dear = give(elif_, dear).value();
  EXPECT_EQ(seen(agent, dear), Outlook::Awaits);
  add_budget(budget_of("5.00"));
  EXPECT_EQ(seen(manager, dear), Outlook::NoRoom);
  EXPECT_EQ(seen(agent, give(elif_, small).value()), Outlook::Decided);
}

TEST_P(Remedies, are_refused_with_a_reason_and_by_who_may) {
  auto const manager = as(boss());
  auto const got = broken_case();
  auto const agent = as(elif_);
  auto const colleague = as(add_person("Can Demir", "can@anka.example", staff::kAgent));
  auto const dear = write([&](db::Tx& tx) {
    return propose(agent, tx, recovery(tx, got.case_id),
                   {.kind = RemedyKind::Money, .amount = lira(100'000'000)});
  });
  auto const waiting = give(elif_, dear).value();
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return decline(colleague, tx, waiting.id, waiting.version, "No.");
            }).code,
            Code::Forbidden);
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return decline(manager, tx, waiting.id, waiting.version, " ");
            }).field,
            "reason");
  auto const taken_back = write(
      [&](db::Tx& tx) { return decline(agent, tx, waiting.id, waiting.version, "She wrote."); });
  EXPECT_EQ(taken_back.state, RemedyState::Declined) << "who asked may take it back";
}

TEST_P(Remedies, keep_their_figures_and_lose_their_words_when_she_is_erased) {
  auto const got = take_in(mail("Fişim yok", "Kaybettim."));
  auto const given =
      goodwill(elif_, got.case_id,
               {.kind = RemedyKind::Coupon, .amount = lira(10000), .what = "for the oven"});
  ASSERT_TRUE(given.ok());
  auto const told =
      read<customers::ExportPart>([&](db::Tx& tx) { return export_part(system(), tx, ayse); });
  EXPECT_THAT(boost::json::serialize(told.content), HasSubstr("for the oven"));
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(customers::erase(system(), tx, ayse, customers::find(tx, ayse)->version));
    return true;
  });
  idle();
  auto const left = remedies(got.case_id).at(0);
  EXPECT_EQ(left.what + left.reason + left.evidence_note, "");
  EXPECT_EQ(left.amount_minor, 10000);
}

TEST_P(Remedies, an_apology_costs_nothing_and_needs_no_authority) {
  auto const got = broken_case();
  auto const agent = as(elif_);
  auto const sorry = write([&](db::Tx& tx) {
    return propose(agent, tx, recovery(tx, got.case_id),
                   {.kind = RemedyKind::Apology, .amount = lira(99900), .what = "Sizi beklettik."});
  });
  EXPECT_EQ(sorry.amount_minor, 0);
  EXPECT_EQ(give(elif_, sorry)->state, RemedyState::Granted);
  EXPECT_THAT(newest(got.case_id, interactions::Purpose::Message).text,
              HasSubstr("Sizi beklettik."));
}

TEST_P(Remedies, that_are_told_to_cost_nothing_are_refused_unless_the_catalogue_says_so) {
  auto const got = take_in(mail("Fişim yok", "Kaybettim."));
  for (auto const kind : {RemedyKind::Replacement, RemedyKind::Loaner, RemedyKind::Shipping,
                          RemedyKind::FreeService, RemedyKind::Money}) {
    auto const refusal = goodwill(elif_, got.case_id, {.kind = kind, .amount = lira(0)});
    ASSERT_FALSE(refusal.ok());
    EXPECT_EQ(refusal.error().field + " " + refusal.error().key, "amount recovery.worth_nothing");
  }
  auto form = maintenance();
  form.amount = {"0.00"};
  auto const offer = add_offer(form);
  EXPECT_EQ(goodwill(elif_, got.case_id, {.offer_id = offer.id})->state, RemedyState::Granted);
}

TEST_P(Remedies, wrong_input_is_named_by_its_field) {
  auto const field_of_offer = [&](RemedyOfferForm const& form) {
    return refused_by([&](db::Tx& tx) { return save_offer(system(), tx, {}, form); }).field;
  };
  auto dear = maintenance();
  dear.kind = RemedyKind::Apology;
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return save_offer(system(), tx, {}, dear); }).key,
            "recovery.apology_is_free");
  for (char const* wrong : {"-1", "many", "1e3", "99999999999999"}) {
    dear.amount = {wrong};
    EXPECT_EQ(field_of_offer(dear), "amount") << wrong;
  }
  dear = maintenance();
  dear.currency = {"???"};
  EXPECT_EQ(field_of_offer(dear), "currency");
  dear = maintenance();
  dear.names.clear();
  EXPECT_EQ(field_of_offer(dear), "names");
  dear.names["xx"] = {"?"};
  EXPECT_EQ(field_of_offer(dear), "names.xx");

  auto const offer = add_offer(maintenance());
  auto const field_of_rule = [&](RemedyRuleForm const& form) {
    return refused_by([&](db::Tx& tx) { return save_rule(system(), tx, {}, form); }).field;
  };
  auto rule = rule_for(offer);
  rule.offer_id = RemedyOfferId{7};
  EXPECT_EQ(field_of_rule(rule), "offer_id");
  rule = rule_for(offer);
  rule.late_minutes = -1;
  EXPECT_EQ(field_of_rule(rule), "late_minutes");
  rule.late_minutes = 0;
  rule.conditions.level_from = 0;
  EXPECT_EQ(field_of_rule(rule), "conditions.level_from");
  rule.conditions.level_from.reset();
  auto const kept = add_rule(rule);
  rule.version = kept.version;
  rule.active = false;
  EXPECT_FALSE(write([&](db::Tx& tx) { return save_rule(system(), tx, kept.id, rule); }).active);
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return save_rule(system(), tx, kept.id, rule); }).code,
            Code::Stale);
}

TEST_P(Remedies, of_goodwill_given_on_one_case_at_once_never_wait_for_one_another) {
  auto const got = take_in(mail("Fişim yok", "Kaybettim."));
  auto const ctx = as(boss());
  NewRemedy const coupon{.kind = RemedyKind::Coupon, .amount = lira(100)};
  std::vector<std::future<bool>> all;
  for (int i = 0; i < 8; ++i)
    all.push_back(std::async(std::launch::async, [&] {
      return database
          ->write_result([&](db::Tx& tx) {
            return give_goodwill(ctx, tx, got.case_id, coupon, "She asked.", Evidence::None);
          })
          .ok();
    }));
  for (auto& one : all) EXPECT_TRUE(one.get());
}

}  // namespace
}  // namespace vefa::recovery
