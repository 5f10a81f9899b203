#include "modules/automation/automation.hpp"

#include "modules/automation/dry_run.hpp"
#include "modules/automation/engine.hpp"
#include "modules/automation/saving.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/courtesy/forms.hpp"

namespace vefa::automation {
namespace {

using namespace std::chrono_literals;

class Automation : public cases::House {
 protected:
  void add_more_jobs(jobs::Registry& registry) override { automation::add_jobs(registry); }

  static RuleCondition asks(Asks what, Comparison test, std::vector<std::string> const& values) {
    RuleCondition c{.asks = what, .test = test};
    for (auto const& value : values) c.values.push_back({value});
    return c;
  }
  static RuleAction does(Act act, char const* value) {
    return {.act = act, .value = Text<5000>{value}};
  }
  AutomationRule add(char const* name, RuleWhen when, std::vector<RuleCondition> conditions,
                     std::vector<RuleAction> actions, bool stop_after = false) {
    NewAutomationRule form;
    form.name = {name};
    form.when = when;
    form.conditions.assign(conditions.begin(), conditions.end());
    form.actions.assign(actions.begin(), actions.end());
    form.stop_after = stop_after;
    auto rule = write([&](db::Tx& tx) { return create_rule(system(), tx, form); });
    idle();
    return rule;
  }
  std::vector<RunRow> runs(RuleId id) {
    return read<std::vector<RunRow>>([&](db::Tx& tx) {
      return tx.list<RunRow>(sql::runs_of_rule, id, RuleRunId{1LL << 62}, std::int64_t{100});
    });
  }
  std::vector<std::string> tags(CaseId id) {
    return read<std::vector<std::string>>([&](db::Tx& tx) { return cases::tags(tx, id); });
  }
  std::vector<jobs::Event> told(CaseId id, std::string const& kind) {
    return read<std::vector<jobs::Event>>([&](db::Tx& tx) {
      auto all = jobs::events_of_case(tx, id.value, {}, 500);
      std::erase_if(all, [&](auto const& event) { return event.kind != kind; });
      return all;
    });
  }
  void tag(CaseId id, char const* name) {
    auto const ctx = as(elif_);
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::change_tag(ctx, tx, id, name, true));
      return true;
    });
    idle();
  }
  TemplateId letter(char const* name) {
    courtesy::NewTemplate form{.name = {name}};
    form.texts.push_back({Language::Tr, std::nullopt, {}, {"Fotoğraf gönderir misiniz?"}});
    return write([&](db::Tx& tx) { return courtesy::create_template(system(), tx, form); }).id;
  }
};

TEST_P(Automation, what_no_rule_waits_for_adds_no_work) {
  auto const is_wanted_now = [&] {
    return read<bool>(
        [&](db::Tx& tx) { return is_wanted(tx, {.kind = "case.opened", .case_id = 1}); });
  };
  EXPECT_FALSE(is_wanted_now());
  add("Etiket", {.trigger = Trigger::Reopened}, {}, {does(Act::AddTag, "a")});
  EXPECT_FALSE(is_wanted_now());
  add("Başka", {.trigger = Trigger::CaseOpened}, {}, {does(Act::AddTag, "b")});
  EXPECT_TRUE(is_wanted_now());
}

TEST_P(Automation, a_rule_acts_in_its_own_name_by_the_use_cases_of_cases) {
  auto const rule = add("Geri alma", {.trigger = Trigger::CaseOpened},
                        {asks(Asks::Text, Comparison::ContainsAny, {"İADE"})},
                        {does(Act::SetPriority, "high"), does(Act::AddTag, "iade"),
                         does(Act::Note, "Faturayı isteyin.")});
  auto const id = take_in(mail("Buzdolabı", "iade etmek istiyorum")).case_id;
  EXPECT_EQ(row(id).priority, cases::Priority::High);
  EXPECT_EQ(tags(id), std::vector<std::string>{"iade"});
  EXPECT_EQ(newest(id, interactions::Purpose::Note).author_name, "Geri alma");
  EXPECT_EQ(newest(id, interactions::Purpose::Note).author_kind, "rule");
  auto const changed = told(id, "case.changed");
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(changed[0].actor_name, "Geri alma");
  auto const kept = runs(rule.id);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].outcome, Outcome::Done);
  EXPECT_EQ(kept[0].case_id, id);
  ASSERT_EQ(told(id, "rule.ran").size(), 1u);

  auto const other = take_in(mail("Klima", "soğutmuyor")).case_id;
  EXPECT_EQ(row(other).priority, cases::Priority::Normal);
  EXPECT_EQ(runs(rule.id).size(), 1u);
}

TEST_P(Automation, rules_are_tried_in_their_order_and_one_can_be_the_last) {
  auto const first = add("Önce", {}, {}, {does(Act::SetKind, "repair")});
  auto const last = add("Son", {}, {asks(Asks::Kind, Comparison::IsAnyOf, {"repair"})},
                        {does(Act::AddTag, "onarım")}, true);
  auto const never = add("Hiç", {}, {}, {does(Act::AddTag, "hiç")});
  auto const id = take_in(mail("Buzdolabı", "ısıtıyor")).case_id;
  EXPECT_EQ(tags(id), std::vector<std::string>{"onarım"});
  EXPECT_TRUE(runs(never.id).empty());

  write([&](db::Tx& tx) -> Result<bool> {
    TRY(order_rules(system(), tx, {never.id, last.id, first.id}));
    return true;
  });
  auto const next = take_in(mail("Fırın", "ısınmıyor")).case_id;
  EXPECT_EQ(tags(next), std::vector<std::string>{"hiç"});
  EXPECT_EQ(row(next).kind, cases::CaseKind::Repair);
  auto const error = refused_by([&](db::Tx& tx) {
    return order_rules(system(), tx, {first.id, first.id});
  });
  EXPECT_EQ(error.key, "automation.order_incomplete");
}

TEST_P(Automation, a_rule_takes_away_nothing_that_the_law_demands_and_says_why_it_did_not) {
  auto const rule = add("Bakım", {.trigger = Trigger::Tagged, .tag = {{"bakım"}}}, {},
                        {does(Act::SetKind, "maintenance")});
  auto const id = take_in(mail("Buzdolabı", "soğutmuyor")).case_id;
  auto const free = take_in(mail("Klima", "soğutmuyor")).case_id;
  auto const team = row(id).team_id;
  write([&](db::Tx& tx) {
    return promises::make(system(), tx,
                          {.case_id = id,
                           .customer_id = ayse,
                           .kind = promises::PromiseKind::RepairBy,
                           .source = promises::Source::Law,
                           .team_id = team,
                           .starts_at = clock.now(),
                           .due_at = clock.now() + 24h});
  });
  auto const was = row(id).kind;
  tag(id, "bakım");
  tag(free, "bakım");
  EXPECT_EQ(row(id).kind, was);
  EXPECT_EQ(row(free).kind, cases::CaseKind::Maintenance);
  auto const kept = runs(rule.id);
  ASSERT_EQ(kept.size(), 2u);
  auto const on_law = std::ranges::find(kept, id, &RunRow::case_id);
  EXPECT_EQ(on_law->outcome, Outcome::Refused);
  EXPECT_EQ(on_law->problem, "cases.law_is_owed");
  ASSERT_EQ(told(id, "rule.ran").size(), 1u) << "in the story of the case";
}

TEST_P(Automation, what_one_action_is_refused_none_of_the_rule_is_done_and_why_is_told) {
  auto const rule = add("Söz", {.trigger = Trigger::Closed}, {},
                        {does(Act::AddTag, "kapandı"),
                         {.act = Act::Promise,
                          .promise_kind = promises::PromiseKind::CallBackBy,
                          .working_hours = 4}});
  auto const id = take_in(mail("Deneme", "yanlış yazdım")).case_id;
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) { return cases::close_as_nothing(ctx, tx, id, 0, "deneme"); });
  idle();
  EXPECT_TRUE(tags(id).empty());
  auto const kept = runs(rule.id);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].outcome, Outcome::Refused);
  EXPECT_EQ(kept[0].problem, "cases.closed");
  auto const ran = told(id, "rule.ran");
  ASSERT_EQ(ran.size(), 1u);
  EXPECT_EQ(ran[0].payload.at("outcome").as_string(), "refused");
}

TEST_P(Automation, a_promise_of_a_rule_is_owed_by_the_cases_owner) {
  add("Ara", {}, {},
      {{.act = Act::Promise,
        .value = Text<5000>{"Sizi arayacağız"},
        .promise_kind = promises::PromiseKind::CallBackBy,
        .working_hours = 2}});
  auto const id = take_in(mail("Buzdolabı", "acil")).case_id;
  auto const next = next_promise(id);
  EXPECT_EQ(next.kind, promises::PromiseKind::CallBackBy);
  EXPECT_EQ(next.source, promises::Source::Word);
  EXPECT_EQ(next.owner_id, elif_);
  EXPECT_EQ(next.made_by_kind, "rule");
  EXPECT_EQ(next.due_at, clock.now() + 2h);
}

TEST_P(Automation, a_rules_letter_is_automatic_keeps_no_promise_and_goes_to_no_machine) {
  auto const rule = add("Fotoğraf", {.trigger = Trigger::Tagged, .tag = Text<60, 1>{"fotoğraf"}},
                        {}, {{.act = Act::SendTemplate, .template_id = letter("Fotoğraf iste")}});
  auto const received = take_in(mail("Buzdolabı", "çizik geldi"));
  tag(received.case_id, "başka");
  EXPECT_TRUE(runs(rule.id).empty());
  tag(received.case_id, "Fotoğraf");
  ASSERT_EQ(runs(rule.id).size(), 1u);
  EXPECT_EQ(runs(rule.id)[0].outcome, Outcome::Done);
  auto const sent = newest(received.case_id, interactions::Purpose::Message);
  EXPECT_TRUE(sent.automatic);
  EXPECT_EQ(sent.author_name, "Fotoğraf");
  EXPECT_NE(sent.text.find("Fotoğraf gönderir misiniz?"), std::string::npos);
  EXPECT_EQ(promise(received.promise_id).state, promises::State::Pending);

  auto machine = mail("Dışarıdayım", "otomatik yanıt", received.case_id);
  machine.machine = true;
  take_in(machine);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::change_tag(system(), tx, received.case_id, "fotoğraf", false));
    return true;
  });
  tag(received.case_id, "fotoğraf");
  ASSERT_EQ(runs(rule.id).size(), 2u);
  EXPECT_EQ(runs(rule.id)[0].problem, "cases.machine_gets_no_letter");
}

TEST_P(Automation, a_machines_message_sets_nothing_off) {
  auto const rule =
      add("Her mesaj", {.trigger = Trigger::MessageReceived}, {}, {does(Act::AddTag, "geldi")});
  auto const id = take_in(mail("Buzdolabı", "ses yapıyor")).case_id;
  EXPECT_EQ(runs(rule.id).size(), 1u);
  auto machine = mail("Dışarıdayım", "otomatik yanıt", id);
  machine.machine = true;
  take_in(machine);
  EXPECT_EQ(runs(rule.id).size(), 1u);
  take_in(mail("Re: Buzdolabı", "hâlâ bekliyorum", id));
  EXPECT_EQ(runs(rule.id).size(), 2u);
}

TEST_P(Automation, a_rule_never_sets_itself_off) {
  auto const rule = add("Etiket", {.trigger = Trigger::Tagged}, {},
                        {does(Act::RemoveTag, "b"), does(Act::AddTag, "b")});
  auto const id = take_in(mail("Buzdolabı", "ses")).case_id;
  tag(id, "a");
  EXPECT_EQ(runs(rule.id).size(), 1u);
}

TEST_P(Automation, a_chain_of_rules_ends_and_says_so) {
  auto const ping = add("Ping", {.trigger = Trigger::Tagged, .tag = Text<60, 1>{"ping"}}, {},
                        {does(Act::RemoveTag, "ping"), does(Act::AddTag, "pong")});
  auto const pong = add("Pong", {.trigger = Trigger::Tagged, .tag = Text<60, 1>{"pong"}}, {},
                        {does(Act::RemoveTag, "pong"), does(Act::AddTag, "ping")});
  auto const id = take_in(mail("Buzdolabı", "ses")).case_id;
  tag(id, "ping");
  EXPECT_EQ(runs(ping.id).size(), 3u);
  EXPECT_EQ(runs(pong.id).size(), 2u);
  EXPECT_EQ(runs(ping.id)[0].outcome, Outcome::Stopped);
  EXPECT_EQ(runs(ping.id)[0].problem, "automation.too_deep");
  EXPECT_EQ(runs(ping.id)[0].depth, kDeepest + 1);
}

TEST_P(Automation, one_rule_runs_on_one_case_so_often_a_day_and_no_more) {
  auto const rule =
      add("Her mesaj", {.trigger = Trigger::MessageReceived}, {}, {does(Act::Note, "geldi")});
  auto const id = take_in(mail("Buzdolabı", "ses")).case_id;
  for (int i = 0; i < 25; ++i) take_in(mail("Re: Buzdolabı", "hâlâ", id));
  auto const kept = runs(rule.id);
  ASSERT_EQ(kept.size(), static_cast<std::size_t>(kMostRunsADay + 1));
  EXPECT_EQ(kept[0].outcome, Outcome::Stopped);
  EXPECT_EQ(kept[0].problem, "automation.too_often");
  pass(25h);
  take_in(mail("Re: Buzdolabı", "bir gün geçti", id));
  EXPECT_EQ(runs(rule.id)[0].outcome, Outcome::Done);
}

TEST_P(Automation, silence_is_counted_in_working_hours_and_once) {
  auto const rule =
      add("Sessiz", {.trigger = Trigger::Idle, .idle_hours = 4}, {}, {does(Act::AddTag, "sessiz")});
  auto const id = take_in(mail("Buzdolabı", "ses")).case_id;
  pass(3h + 59min);
  EXPECT_TRUE(runs(rule.id).empty());
  take_in(mail("Re: Buzdolabı", "hâlâ", id));  // 13:59 in Istanbul: the clock starts anew
  pass(3h + 59min);
  EXPECT_TRUE(runs(rule.id).empty());
  pass(18h);  // over the night, which does not count
  ASSERT_EQ(runs(rule.id).size(), 1u);
  EXPECT_EQ(tags(id), std::vector<std::string>{"sessiz"});
  pass(24h * 14);
  EXPECT_EQ(runs(rule.id).size(), 1u);
}

TEST_P(Automation, a_rule_of_silence_that_is_switched_on_watches_the_cases_there_are) {
  auto const id = take_in(mail("Buzdolabı", "ses")).case_id;
  auto const rule =
      add("Sessiz", {.trigger = Trigger::Idle, .idle_hours = 2}, {}, {does(Act::AddTag, "sessiz")});
  pass(2h);
  ASSERT_EQ(runs(rule.id).size(), 1u);
  EXPECT_EQ(runs(rule.id)[0].case_id, id);
}

TEST_P(Automation, a_dry_run_tells_what_would_have_been_and_changes_nothing) {
  auto const yes = take_in(mail("Buzdolabı", "iade etmek istiyorum")).case_id;
  take_in(mail("Klima", "soğutmuyor"));
  auto const before = events("case.changed");
  DryRunWish wish;
  wish.when = {.trigger = Trigger::CaseOpened};
  wish.conditions.push_back(asks(Asks::Text, Comparison::ContainsAny, {"iade"}));
  wish.actions.push_back(does(Act::SetPriority, "urgent"));
  wish.actions.push_back(does(Act::SetKind, "question"));
  auto const ctx = as(elif_);
  auto const out = read<DryRun>([&](db::Tx& tx) { return dry_run(ctx, tx, wish).value(); });
  EXPECT_EQ(out.looked_at, 2);
  EXPECT_EQ(out.set_off, 2);
  EXPECT_EQ(out.fitted, 1);
  ASSERT_EQ(out.items.size(), 1u);
  EXPECT_EQ(out.items[0].case_id, yes);
  ASSERT_EQ(out.items[0].actions.size(), 2u);
  EXPECT_TRUE(out.items[0].actions[0].changes);
  EXPECT_FALSE(out.items[0].actions[1].changes) << "it is a question already";
  EXPECT_EQ(row(yes).priority, cases::Priority::Normal);
  EXPECT_EQ(events("case.changed"), before);

  wish.when = {.trigger = Trigger::Idle, .idle_hours = 2};
  pass(3h);
  auto const then = as(elif_);
  auto const later = read<DryRun>([&](db::Tx& tx) { return dry_run(then, tx, wish).value(); });
  ASSERT_EQ(later.items.size(), 1u);
  EXPECT_EQ(later.items[0].at, cases::at("2026-11-23T09:00:00Z"));
}

TEST_P(Automation, each_version_is_kept_and_an_older_one_is_not_written_over) {
  auto const rule = add("Bir", {}, {}, {does(Act::AddTag, "a")});
  AutomationRuleChange form;
  form.version = 1;
  form.name = {"İki"};
  form.actions.push_back(does(Act::AddTag, "b"));
  form.state = WantedRuleState::Paused;
  write([&](db::Tx& tx) { return change_rule(system(), tx, rule.id, form); });
  auto const stale =
      refused_by([&](db::Tx& tx) { return change_rule(system(), tx, rule.id, form); });
  EXPECT_EQ(stale.code, Code::Stale);
  auto const versions =
      read<std::vector<RuleVersion>>([&](db::Tx& tx) { return versions_of(tx, rule.id); });
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[1].name, "Bir");
  EXPECT_EQ(versions[1].actions[0].value->value, "a");
  auto const id = take_in(mail("Buzdolabı", "ses")).case_id;
  EXPECT_TRUE(tags(id).empty()) << "it is paused";
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(archive_rule(system(), tx, rule.id, 2));
    return true;
  });
  EXPECT_TRUE(
      read<std::vector<AutomationRule>>([&](db::Tx& tx) { return list_rules(tx); }).empty());
  add("İki", {}, {}, {does(Act::AddTag, "c")});  // the name is free again
}

TEST_P(Automation, what_a_rule_names_must_be_there) {
  NewAutomationRule form;
  form.name = {"Devret"};
  form.actions.push_back({.act = Act::HandOver, .team_id = TeamId{77}});
  auto const create = [&] {
    return refused_by([&](db::Tx& tx) { return create_rule(system(), tx, form); });
  };
  EXPECT_EQ(create().field, "actions[0].team_id");
  form.actions[0] = {.act = Act::HandOver, .owner_id = StaffId{77}};
  EXPECT_EQ(create().field, "actions[0].owner_id");
  form.actions[0] = {.act = Act::RunMacro, .macro_id = MacroId{77}};
  EXPECT_EQ(create().field, "actions[0].macro_id");
  form.actions[0] = {.act = Act::SendTemplate, .template_id = TemplateId{77}};
  EXPECT_EQ(create().field, "actions[0].template_id");
  form.actions[0] = {.act = Act::SetField, .field = Text<60, 1>{"colour"}};
  EXPECT_EQ(create().field, "actions[0].field");
}

TEST_P(Automation, webhooks_and_macros_are_called_and_cases_handed_over) {
  courtesy::NewMacro macro{.name = {"Ara"}};
  macro.actions.push_back({{"add_tag"}, {"aranacak"}});
  auto const made = write([&](db::Tx& tx) { return courtesy::create_macro(system(), tx, macro); });
  auto const rule = add("Büyük müşteri", {}, {},
                        {{.act = Act::RunMacro, .macro_id = made.id},
                         {.act = Act::HandOver, .owner_id = elif_},
                         does(Act::CallWebhook, "big_customer")});
  auto const id = take_in(mail("Buzdolabı", "ses")).case_id;
  EXPECT_EQ(tags(id), std::vector<std::string>{"aranacak"});
  EXPECT_EQ(row(id).owner_id, elif_);
  auto const called = told(id, "automation.big_customer");
  ASSERT_EQ(called.size(), 1u);
  EXPECT_EQ(called[0].payload.at("rule_id").as_string(), rule.id.text());
}

VEFA_ON_BOTH_DATABASES(Automation);

}  // namespace
}  // namespace vefa::automation
