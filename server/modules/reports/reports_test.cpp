#include "modules/reports/reports.hpp"

#include <gmock/gmock.h>

#include <regex>

#include "modules/cases/test_house.hpp"
#include "modules/reports/queries.hpp"
#include "modules/reports/sheets.hpp"
#include "modules/surveys/surveys.hpp"

namespace vefa::reports {
namespace {

using namespace std::chrono_literals;
using cases::at;

class ReportsOf : public cases::House {
 protected:
  void add_more_jobs(jobs::Registry& registry) override { surveys::add_jobs(registry); }

  void SetUp() override {
    cases::House::SetUp();
    boss_ = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
  }

  NowReport seen_now() {
    auto const ctx = as(boss_);
    return read<NowReport>([&](db::Tx& tx) { return now(ctx, tx); });
  }
  Trends seen(TrendWish wish = {}) {
    auto const ctx = as(boss_);
    if (!wish.from_on) wish.from_on = parse_date("2026-11-23");
    if (!wish.through_on) wish.through_on = parse_date("2026-12-06");
    return read<Trends>([&](db::Tx& tx) { return trends(ctx, tx, wish).value(); });
  }
  RecoveryPage broken(RecoveryWish const& wish = {}) {
    auto const ctx = as(boss_);
    return read<RecoveryPage>([&](db::Tx& tx) { return recoveries(ctx, tx, wish).value(); });
  }
  static PersonNow person(NowReport const& all, StaffId id) {
    for (auto const& p : all.people)
      if (p.staff_id == id) return p;
    ADD_FAILURE() << "not there: " << id.text();
    return {};
  }
  std::size_t listed(std::optional<promises::Risk> risk) {
    return read<std::size_t>([&](db::Tx& tx) {
      return promises::owed_by(tx, elif_, "", 100, risk).value().items.size();
    });
  }
  CaseId arrive(char const* subject) { return take_in(mail(subject, "Dünden beri.")).case_id; }
  void answer_it(CaseId id, cases::After after = cases::After::FollowUp) {
    answer_as(elif_, id, {.text = "Yarın geliyoruz.", .after = after});
    pass(10s);  // the time to undo
  }
  void say(CaseId id, bool solved, std::optional<int> rating = {}) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::take_verdict(system(), tx, id, {.solved = solved, .rating = rating}));
      return true;
    });
    idle();
  }

  StaffId boss_;
};
VEFA_ON_BOTH_DATABASES(ReportsOf);

TEST_P(ReportsOf, now_tells_what_is_in_danger_and_leads_to_the_rows) {
  EXPECT_EQ(seen_now().total.pending, 0) << "an empty house has nothing in danger";
  auto const id = arrive("Buzdolabım soğutmuyor");
  auto const p = next_promise(id);
  auto const elifs = [&] { return person(seen_now(), elif_); };
  EXPECT_EQ(elifs().pending, 1);
  EXPECT_EQ(elifs().half + elifs().late, 0);
  move_to(*p.warn_half_at);
  EXPECT_EQ(elifs().half, 1);
  EXPECT_EQ(listed(promises::Risk::Half), 1u);
  move_to(*p.warn_late_at);
  EXPECT_EQ(elifs().half, 0);
  EXPECT_EQ(elifs().late, 1);
  EXPECT_EQ(listed(promises::Risk::Late), 1u);
  auto const anyone = [&](promises::Risk risk) {
    return read<std::size_t>(
        [&](db::Tx& tx) { return promises::owed_at_risk(tx, risk, "", 10).value().items.size(); });
  };
  EXPECT_EQ(anyone(promises::Risk::Late), 1u);
  EXPECT_EQ(anyone(promises::Risk::Half), 0u);
  move_to(p.due_at);
  EXPECT_EQ(elifs().broken, 1) << "until she is content";
  EXPECT_EQ(elifs().pending, 1) << "what was promised anew";
  auto const all = seen_now();
  EXPECT_EQ(all.total.broken, 1);
  ASSERT_EQ(all.teams.size(), 1u);
  EXPECT_EQ(all.teams[0].broken, 1);
  EXPECT_EQ(broken({.owner_id = elif_, .state = RecoveryState::Open}).items.size(), 1u);
}

TEST_P(ReportsOf, what_nobody_owns_is_told_apart) {
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(staff::set_presence(ctx, tx, elif_, {.presence = staff::Presence::Offline}));
    TRY(staff::set_presence(ctx, tx, boss_, {.presence = staff::Presence::Offline}));
    return true;
  });
  auto const id = arrive("Sahipsiz");
  bool const is_owned = static_cast<bool>(row(id).owner_id);
  auto const team = seen_now().teams.at(0);
  EXPECT_EQ(team.unowned.pending, is_owned ? 0 : 1);
  auto const rows = read<std::size_t>([&](db::Tx& tx) {
    return promises::owed_by_team(tx, team.team_id, "", 10, {}, promises::Owned::ByNobody)
        .value()
        .items.size();
  });
  EXPECT_EQ(static_cast<std::int64_t>(rows), team.unowned.pending);
}

TEST_P(ReportsOf, who_waits_longest_stands_first) {
  auto const first = arrive("Buzdolabı");
  pass(1h);
  auto const second = arrive("Fırın");
  pass(1h);
  answer_it(first);
  auto const ids = [&] {
    std::vector<CaseId> out;
    for (auto const& w : seen_now().waiting) out.push_back(w.case_id);
    return out;
  };
  EXPECT_THAT(ids(), ::testing::ElementsAre(second)) << "the other one has her answer";
  pass(1h);
  take_in(mail("Buzdolabı", "Hâlâ bozuk.", first));
  EXPECT_THAT(ids(), ::testing::ElementsAre(second, first)) << "she spoke last";
}

TEST_P(ReportsOf, room_is_what_she_may_still_be_given) {
  arrive("Buzdolabı");
  auto const p = person(seen_now(), elif_);
  EXPECT_EQ(p.open_cases, 1);
  EXPECT_EQ(p.room, p.max_open - 1);
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(staff::set_presence(ctx, tx, elif_, {.presence = staff::Presence::Offline}));
    return true;
  });
  EXPECT_EQ(person(seen_now(), elif_).room, 0) << "nobody has room who is not there";
}

TEST_P(ReportsOf, answer_times_go_by_the_clock_and_by_working_hours) {
  auto const monday = arrive("Buzdolabı");  // Monday, 10:00
  pass(2h);
  answer_it(monday);
  move_to(at("2026-11-27T14:00:00Z"));  // Friday, 17:00: an hour is left
  auto const friday = arrive("Fırın");
  move_to(at("2026-11-30T07:00:00Z"));  // Monday, 10:00: an hour is gone
  answer_it(friday);
  auto const weeks = seen({.grain = Grain::Week});
  ASSERT_EQ(weeks.points.size(), 2u);
  EXPECT_EQ(weeks.starts.size(), 2u);
  EXPECT_EQ(weeks.points[0].answer_median_seconds, 2 * 3600 + 10);
  EXPECT_EQ(weeks.points[0].answer_working_median_seconds, 2 * 3600 + 10);
  EXPECT_EQ(weeks.points[1].answer_median_seconds, 65 * 3600 + 10);
  EXPECT_EQ(weeks.points[1].answer_working_median_seconds, 2 * 3600 + 10);
  EXPECT_EQ(weeks.total.answered, 2);
  EXPECT_EQ(weeks.total.answer_p90_seconds, 65 * 3600 + 10);
  EXPECT_EQ(weeks.total.opened, 2);
  EXPECT_EQ(seen({.grain = Grain::Week, .zone = "Pacific/Auckland"}).points[0].from_on,
            parse_date("2026-11-23"));
}

TEST_P(ReportsOf, promises_count_where_they_ended) {
  auto const kept = arrive("Buzdolabı");
  pass(1h);
  answer_it(kept);
  auto const late = arrive("Fırın");
  move_to(next_promise(late).due_at);  // the next working day
  auto const days = seen();
  EXPECT_EQ(days.total.kept, 1);
  EXPECT_EQ(days.total.broken, 1);
  EXPECT_EQ(days.total.kept_percent, 50.0);
  ASSERT_EQ(days.points.size(), 2u);
  EXPECT_EQ(days.starts.size(), 14u) << "days without a figure are there as days";
  EXPECT_EQ(days.points[0].kept_percent, 100.0);
  EXPECT_EQ(days.points[1].kept_percent, 0.0);
  EXPECT_EQ(days.points[1].from_on, parse_date("2026-11-24"));
}

TEST_P(ReportsOf, a_case_is_satisfied_by_her_word_or_by_her_rating) {
  std::vector<CaseId> ids;
  for (char const* subject : {"Bir", "İki", "Üç"}) {
    ids.push_back(arrive(subject));
    answer_it(ids.back(), cases::After::Solved);
  }
  say(ids[0], true);
  say(ids[1], true, 5);
  say(ids[2], false);
  answer_it(ids[2], cases::After::Solved);
  auto const p = next_promise(ids[2]);
  move_to(p.due_at);  // silence
  auto const total = seen({.through_on = parse_date("2026-12-20")}).total;
  EXPECT_EQ(total.closed, 3);
  EXPECT_EQ(total.satisfied, 2) << "silence is no satisfaction";
  EXPECT_EQ(total.reopened, 1);
  EXPECT_EQ(total.reopened_percent, 33.3);
  EXPECT_EQ(total.rated, 1);
  EXPECT_EQ(total.content, 1);
  EXPECT_EQ(total.rating_average, 5.0);
}

TEST_P(ReportsOf, who_rates_low_is_not_satisfied_though_she_closed_it) {
  auto const id = arrive("Buzdolabı");
  answer_it(id, cases::After::Solved);
  say(id, true, 1);
  EXPECT_TRUE(row(id).open) << "she is called";
  auto const call = next_promise(id);
  EXPECT_EQ(call.kind, promises::PromiseKind::CallBackBy);
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) { return cases::keep_word(ctx, tx, call.id, "aradım"); });
  say(id, true);
  auto const total = seen().total;
  EXPECT_EQ(total.closed, 1);
  EXPECT_EQ(total.satisfied, 0);
  EXPECT_EQ(total.content_percent, 0.0);
}

TEST_P(ReportsOf, groups_have_names_and_add_up) {
  auto in = mail("Şikâyet", "Kimse gelmedi.");
  in.kind = cases::CaseKind::Complaint;
  in.channel = interactions::Channel::Phone;
  auto const spoken = take_in(in).case_id;
  answer_it(arrive("Buzdolabı"));
  answer_it(spoken);
  for (auto const by : {By::Team, By::Channel, By::Kind, By::Country}) {
    auto const found = seen({.by = by});
    std::int64_t opened = 0;
    std::int64_t kept = 0;
    for (auto const& group : found.groups) {
      opened += group.opened;
      kept += group.kept;
    }
    EXPECT_EQ(opened, 2) << wire::enum_text(by);
    EXPECT_EQ(kept, found.total.kept) << wire::enum_text(by);
  }
  auto const teams = seen({.by = By::Team}).groups;
  ASSERT_EQ(teams.size(), 1u);
  EXPECT_EQ(teams[0].group, TeamId{1}.text());
  EXPECT_EQ(teams[0].name, "Customer service");
  EXPECT_EQ(seen({.by = By::Country}).groups.at(0).group, "TR") << "the company's, where none is";
  EXPECT_EQ(seen({.by = By::Kind}).groups.at(0).group, "complaint");
  EXPECT_EQ(seen({.channel = "phone"}).total.opened, 1);
  EXPECT_EQ(seen({.team_id = TeamId{1}, .kind = "complaint", .country = "TR"}).total.answered, 1);
  EXPECT_EQ(seen({.country = "HU"}).total.opened, 0);
}

TEST_P(ReportsOf, a_broken_promise_shows_what_was_done_and_what_it_cost) {
  auto const id = arrive("Buzdolabı");
  move_to(next_promise(id).due_at);
  auto const found =
      read<recovery::Recovery>([&](db::Tx& tx) { return recovery::of_case(tx, id).at(0); });
  auto const ctx = as(boss_);
  auto const agent = as(elif_);  // who asks for it: above her limit, and in a currency of none
  auto const give = [&](char const* amount, char const* currency) {
    write([&](db::Tx& tx) -> Result<bool> {
      auto const money = parse_money(amount, Currency::parse(currency).value()).value();
      auto const remedy =
          TRY(recovery::propose(agent, tx, found.id, {recovery::RemedyKind::Money, money, ""}));
      TRY(recovery::grant(ctx, tx, remedy.id, remedy.version));
      return true;
    });
  };
  give("150.00", "TRY");
  give("20.50", "EUR");
  auto const page = broken();
  ASSERT_EQ(page.items.size(), 1u);
  auto const& item = page.items[0];
  EXPECT_EQ(item.promise_kind, "answer_by");
  EXPECT_TRUE(item.apologised_at) << "by the program's letter";
  EXPECT_EQ(item.new_promise_state, "pending");
  EXPECT_EQ(item.remedies.size(), 3u) << "the company's own proposal, and two that were given";
  ASSERT_EQ(page.costs.size(), 2u) << "what is only proposed costs nothing";
  EXPECT_EQ(page.costs[0].currency, "EUR");
  EXPECT_EQ(page.costs[0].amount, "20.50");
  EXPECT_EQ(page.costs[1].amount, "150.00");
  EXPECT_EQ(page.open, 1);
  EXPECT_EQ(broken({.state = RecoveryState::Satisfied}).items.size(), 0u);

  auto const sheet = sheet_of(Language::Tr, page, {{TeamId{1}, "Müşteri hizmetleri"}});
  EXPECT_THAT(sheet.names, ::testing::Contains("cost_EUR"));
  auto const csv = csv_text(sheet);
  EXPECT_NE(csv.find(",20.5,150\r\n"), std::string::npos) << csv;
}

TEST_P(ReportsOf, costs_by_group_and_by_time_add_up_to_the_whole) {
  auto in = mail("Şikâyet", "Kimse gelmedi.");
  in.kind = cases::CaseKind::Complaint;
  auto const first = take_in(in).case_id;
  auto const second = arrive("Buzdolabı");
  move_to(next_promise(second).due_at);
  auto const ctx = as(boss_);
  auto const give = [&](CaseId id, char const* amount) {
    write([&](db::Tx& tx) -> Result<bool> {
      auto const money = parse_money(amount, Currency::parse("TRY").value()).value();
      auto const broken = recovery::of_case(tx, id).at(0).id;
      auto const remedy =
          TRY(recovery::propose(ctx, tx, broken, {recovery::RemedyKind::Money, money, ""}));
      TRY(recovery::grant(ctx, tx, remedy.id, remedy.version));
      return true;
    });
  };
  give(first, "150.00");
  give(second, "20.50");
  for (auto const by : {CostBy::Team, CostBy::Promise, CostBy::Kind, CostBy::Week, CostBy::Month}) {
    SCOPED_TRACE(wire::enum_text(by));
    auto const page = broken({.by = by});
    std::int64_t count = 0;
    std::int64_t minor = 0;
    for (auto const& group : page.groups) {
      count += group.broken;
      for (auto const& cost : group.costs)
        minor += parse_money(cost.amount, Currency::parse(cost.currency).value())->minor;
    }
    EXPECT_EQ(count, page.broken);
    EXPECT_EQ(minor, 17050);
  }
  EXPECT_TRUE(broken().groups.empty());
  EXPECT_EQ(broken({.by = CostBy::Team}).groups.at(0).name, "Customer service");
  EXPECT_EQ(broken({.by = CostBy::Promise}).groups.at(0).group, "answer_by");
  EXPECT_EQ(broken({.by = CostBy::Kind}).groups.size(), 2u);
  EXPECT_EQ(broken({.by = CostBy::Month}).groups.size(), 1u);
  for (auto const& item : broken().items) {
    ASSERT_EQ(item.costs.size(), 1u);
    EXPECT_EQ(item.costs[0].amount, item.case_id == first ? "150.00" : "20.50");
  }
}

TEST_P(ReportsOf, what_law_grants_is_part_of_the_cost) {
  auto const id = arrive("Buzdolabı");
  move_to(next_promise(id).due_at);
  // As a clock of law leaves it whose promise broke: one sum offered by itself, one that she
  // declined.
  auto const run = [&](std::string const& text) {
    database->write_now([&](db::Tx& tx) {
      tx.run(vefa::testing::ad_hoc(text.c_str()));
      return db::Outcome::Commit;
    });
  };
  auto const promise = std::to_string(read<std::int64_t>(
      [&](db::Tx& tx) { return recovery::of_case(tx, id)[0].promise_id.value; }));
  auto const of_case = std::to_string(id.value);
  run("INSERT INTO law_packs VALUES (700, 'IL', '1', 'f', '[]', 'program', 0, 0, 'x', NULL, NULL, "
      "'', "
      "'')");
  run("INSERT INTO case_laws VALUES (" + of_case + ", 1, 'IL', '{}', '', 0, 'x', '{}', '{}', 0)");
  run("INSERT INTO legal_clocks VALUES (800, 1, " + of_case +
      ", 'IL', 'IL-01', 0, 700, 'deadline', 'broken', 0, 0, 0, NULL, NULL, 0, NULL, 0, " + promise +
      ")");
  run("INSERT INTO legal_consequences VALUES (801, 800, " + of_case + ", 0, 'owe', 'offered', " +
      std::to_string(clock.now().ms) + ", 0, 'consumer', '{}', '', 30000, 'ILS', 1)");
  run("INSERT INTO legal_consequences VALUES (802, 800, " + of_case + ", 1, 'owe', 'decided', " +
      std::to_string(clock.now().ms) + ", 0, 'consumer', '{}', '', 60000, 'ILS', 1)");
  run("INSERT INTO legal_decisions VALUES (802, 'declined', 'no', 'phone', 0, 1, 'x', 'staff', '', "
      "NULL, '')");
  auto const page = broken({.by = CostBy::Promise});
  ASSERT_EQ(page.items.size(), 1u);
  ASSERT_EQ(page.items[0].costs.size(), 1u);
  EXPECT_EQ(page.items[0].costs[0].currency, "ILS");
  EXPECT_EQ(page.items[0].costs[0].amount, "300.00");
  ASSERT_EQ(page.costs.size(), 1u);
  EXPECT_EQ(page.costs[0].kind, "by_law");
  EXPECT_EQ(page.groups.at(0).costs.at(0).amount, "300.00");
  // She chose another piece, which costs what was paid for it.
  run("INSERT INTO legal_consequences VALUES (803, 800, " + of_case + ", 2, 'grant', 'decided', " +
      std::to_string(clock.now().ms) + ", 0, 'consumer', '{}', '', NULL, '', 1)");
  run("INSERT INTO legal_debts VALUES (803, " + promise + ", 'exchange.done', 0, NULL, 420000, " +
      "'ILS')");
  auto const chosen = broken({.by = CostBy::Promise});
  EXPECT_EQ(chosen.costs.at(0).amount, "4500.00");
  EXPECT_EQ(chosen.items.at(0).costs.at(0).amount, "4500.00");
  EXPECT_EQ(chosen.groups.at(0).costs.at(0).amount, "4500.00");
  // A share of the price costs what a person tells of it: until then nobody knows.
  run("INSERT INTO legal_consequences VALUES (804, 800, " + of_case + ", 3, 'grant', 'decided', " +
      std::to_string(clock.now().ms) + ", 0, 'consumer', '{}', '', NULL, '', 1)");
  run("INSERT INTO legal_debts VALUES (804, " + promise + ", 'refund.paid', 0, NULL, NULL, '')");
  auto const share = broken();
  EXPECT_EQ(share.costs.at(0).amount, "4500.00");
  auto const amounts = [](RecoveryPage const& page) {
    std::string all;
    for (auto const& one : page.items.at(0).remedies)
      if (one.kind == "by_law") all += one.state + " " + one.amount + ", ";
    return all;
  };
  EXPECT_EQ(amounts(share), "owed 300.00, owed 4200.00, owed , ") << "not told";
  run("UPDATE legal_debts SET cost_minor = 60000, cost_currency = 'ILS' WHERE consequence_id = "
      "804");
  EXPECT_EQ(broken().costs.at(0).amount, "5100.00");
  EXPECT_EQ(broken().items.at(0).costs.at(0).amount, "5100.00");
  EXPECT_EQ(amounts(broken()), "owed 300.00, owed 4200.00, owed 600.00, ");
}

TEST_P(ReportsOf, goodwill_after_a_broken_promise_is_part_of_what_it_cost) {
  auto const id = arrive("Buzdolabı");
  auto const boss = as(boss_);
  auto const goodwill = [&](char const* amount) {
    recovery::NewRemedy wanted{.kind = recovery::RemedyKind::Coupon};
    wanted.amount = {std::atoll(amount), Currency::parse("TRY").value()};
    write([&](db::Tx& tx) {
      auto ctx = boss;
      ctx.now = clock.now();
      return recovery::give_goodwill(ctx, tx, id, wanted, "She waited.", {});
    });
    idle();
  };
  goodwill("5000");
  EXPECT_TRUE(broken().costs.empty()) << "nothing was broken";
  move_to(next_promise(id).due_at);
  goodwill("7000");
  ASSERT_EQ(broken().costs.size(), 1u);
  EXPECT_EQ(broken().costs[0].amount, "70.00");
  EXPECT_EQ(broken().items.at(0).costs.at(0).amount, "70.00");
}

TEST_P(ReportsOf, pages_of_broken_promises_have_no_gaps) {
  auto const id = arrive("Buzdolabı");
  for (int level = 1; level <= 3; ++level) move_to(*row(id).next_due_at);
  RecoveryWish wish{.limit = 2};
  auto const first = broken(wish);
  ASSERT_EQ(first.items.size(), 2u);
  wish.cursor = first.next_cursor;
  auto const rest = broken(wish);
  ASSERT_EQ(rest.items.size(), 1u);
  EXPECT_EQ(rest.items[0].level, 1) << "the newest first";
  EXPECT_FALSE(rest.next_cursor);
  EXPECT_EQ(first.broken, 3);
}

TEST_P(ReportsOf, open_ones_are_all_there_however_old) {
  auto const id = arrive("Buzdolabı");
  move_to(next_promise(id).due_at);
  auto later = as(boss_);
  later.now = at("2027-06-01T07:00:00Z");
  auto const seen_later = [&](RecoveryWish const& wish) {
    return read<std::size_t>(
        [&](db::Tx& tx) { return recoveries(later, tx, wish).value().items.size(); });
  };
  EXPECT_EQ(seen_later({}), 0u) << "four weeks";
  EXPECT_EQ(seen_later({.state = RecoveryState::Open}), 1u);
}

TEST_P(ReportsOf, names_of_customers_are_for_who_may_read_every_case) {
  arrive("Buzdolabı");
  Context ctx = system();
  ctx.actor = {.kind = ActorKind::Staff, .id = 99};
  ctx.actor.permissions.set(static_cast<std::size_t>(Permission::ReportsRead));
  auto const seen_by_other = read<NowReport>([&](db::Tx& tx) { return now(ctx, tx); });
  ASSERT_EQ(seen_by_other.waiting.size(), 1u);
  EXPECT_EQ(seen_by_other.waiting[0].customer_name, "");
  EXPECT_EQ(seen_by_other.waiting[0].subject, "");
  EXPECT_EQ(seen_now().waiting[0].customer_name, "Ayşe Yılmaz");
}

TEST_P(ReportsOf, a_free_service_costs_once_it_is_used_and_untold_costs_are_counted) {
  auto const id = arrive("Buzdolabı");
  move_to(next_promise(id).due_at);
  auto const before = broken({.by = CostBy::Promise});
  ASSERT_EQ(before.broken, 1);
  EXPECT_EQ(before.untold, 1) << "nobody told what it cost";
  EXPECT_EQ(before.groups.at(0).untold, 1);
  auto const run = [&](std::string const& text) {
    database->write_now([&](db::Tx& tx) {
      tx.run(vefa::testing::ad_hoc(text.c_str()));
      return db::Outcome::Commit;
    });
  };
  // As a granted free service leaves it, whose promise is in the ledger of the sale.
  auto const customer = std::to_string(
      read<std::int64_t>([&](db::Tx& tx) { return cases::find(tx, id)->customer_id.value; }));
  auto const recovery = std::to_string(
      read<std::int64_t>([&](db::Tx& tx) { return recovery::of_case(tx, id)[0].id.value; }));
  auto const of_case = std::to_string(id.value);
  run("INSERT INTO units (id, version, state, serial, description, created_at, updated_at, "
      "created_by, normalized_serial, lookalike_serial) VALUES (900, 1, 'provisional', '', 'x', 0, "
      "0, 'x', '', '')");
  run("INSERT INTO sales (id, version, unit_id, customer_id, state, seller, number, sold_on, "
      "currency,"
      " country, consumer, used_goods, proof, proof_type, recorded_at, recorded_by, void_reason) "
      "VALUES (901, 1, 900, " +
      customer + ", 'valid', '', '', '2026-01-10', 'TRY', 'TR', 1, 0, 'receipt', '', 0, 'x', '')");
  run("INSERT INTO sale_promises (id, sale_id, unit_id, state, form, quantity, terms, reference, "
      "created_at, created_by, ended_by, reason, origin) VALUES (902, 901, 900, 'valid', "
      "'quantity',"
      " 1, '{\"form\":\"quantity\",\"names\":{}}', '', 0, 'x', '', '', 'remedy')");
  run("INSERT INTO sale_promise_uses (sale_promise_id, n, quantity, kind, held_before, held_after, "
      "reason, at, actor) VALUES (902, 0, 1, 'opened', 0, 0, '', 0, 'x')");
  run("INSERT INTO remedies (id, version, recovery_id, case_id, customer_id, kind, state, "
      "amount_minor, currency, what, proposed_at, proposed_by_kind, proposed_by_id, decided_at, "
      "reason, evidence, evidence_note, sale_promise_id) VALUES (903, 1, " +
      recovery + ", " + of_case + ", " + customer +
      ", 'free_service', 'granted', 45000, 'TRY', '', 0, 'staff', 1, " +
      std::to_string(clock.now().ms) + ", '', 'none', '', 902)");
  auto const granted = broken();
  EXPECT_TRUE(granted.costs.empty()) << "nobody has used it";
  EXPECT_TRUE(granted.items.at(0).costs.empty());
  EXPECT_EQ(granted.items.at(0).remedies.at(0).kind, "free_service");
  EXPECT_EQ(granted.untold, 1);
  run("INSERT INTO sale_promise_uses (sale_promise_id, n, quantity, kind, previous_n, held_before, "
      "held_after, case_id, reason, at, actor) VALUES (902, 1, 1, 'reserved', 0, 0, 1, " +
      of_case + ", '', 0, 'x')");
  EXPECT_TRUE(broken().costs.empty()) << "it is held";
  run("INSERT INTO sale_promise_uses (sale_promise_id, n, quantity, kind, previous_n, held_before, "
      "held_after, of_n, of_kind, case_id, reason, at, actor) VALUES (902, 2, 1, 'consumed', 1, 1, "
      "1,"
      " 1, 'reserved', " +
      of_case + ", '', 0, 'x')");
  auto const used = broken({.by = CostBy::Promise});
  ASSERT_EQ(used.costs.size(), 1u);
  EXPECT_EQ(used.costs[0].amount, "450.00");
  EXPECT_EQ(used.items.at(0).costs.at(0).amount, "450.00");
  EXPECT_EQ(used.untold, 0);
  EXPECT_EQ(used.groups.at(0).untold, 0);
  run("INSERT INTO sale_promise_uses (sale_promise_id, n, quantity, kind, previous_n, held_before, "
      "held_after, of_n, of_kind, case_id, reason, at, actor) VALUES (902, 3, 1, 'restored', 2, 1, "
      "0,"
      " 2, 'consumed', " +
      of_case + ", '', 0, 'x')");
  EXPECT_TRUE(broken().costs.empty()) << "it was consumed in error";
}

struct PlanLine {
  std::int64_t id = 0;
  std::int64_t parent = 0;
  std::int64_t notused = 0;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(PlanLine, (), (id, parent, notused, detail))

TEST_P(ReportsOf, each_figure_is_bounded_by_an_index) {
  if (engine() != db::Engine::Sqlite) GTEST_SKIP() << "plans of PostgreSQL follow its statistics";
  std::vector<std::pair<db::Statement const*, std::string>> const all{
      {&sql::opened_in, "cases_opened"},
      {&sql::answers_in, "cases_answered"},
      {&sql::settled_in, "promises_settled"},
      {&sql::closed_in, "cases_closed"},
      {&sql::asked_in, "surveys_asked"},
      {&sql::rated_in, "surveys_answered"},
      {&sql::broken_now, "recoveries_open"},
      {&sql::unanswered_longest, "cases_unanswered"},
      {&sql::unheard_longest, "cases_waiting"},
      {&sql::oldest_open_recovery, "recoveries_open"},
      {&sql::recoveries_between, "recoveries_by_time"},
      {&sql::recoveries_by_state, "recoveries_by_time"},
      {&sql::recovery_cost, "recoveries_by_time"},
      {&sql::recovery_cost_by, "recoveries_by_time"},
      {&sql::recoveries_with_cost, "recoveries_by_time"},
      {&sql::recoveries_told_by, "recoveries_by_time"},
      {&sql::recoveries_by, "recoveries_by_time"}};
  for (auto const& [statement, index] : all) {
    static std::regex const parameter(R"(\$\d+)");
    auto const text = "EXPLAIN QUERY PLAN " + std::regex_replace(statement->sqlite, parameter, "1");
    auto const lines = read<std::vector<PlanLine>>(
        [&](db::Tx& tx) { return tx.list<PlanLine>(vefa::testing::ad_hoc(text.c_str())); });
    std::string plan;
    for (auto const& line : lines) plan += line.detail + "\n";
    EXPECT_NE(plan.find(index), std::string::npos) << statement->name << ":\n" << plan;
    EXPECT_EQ(plan.find("SCAN c\n"), std::string::npos) << statement->name << ":\n" << plan;
  }
}

TEST(ReportSheet, is_safe_and_whole_as_csv_and_as_xlsx) {
  Sheet const sheet{.title = "מגמות",
                    .names = {"from_on", "text", "seconds"},
                    .heads = {"מתאריך", "טקסט", "זמן"},
                    .rows = {{LocalDate{2026, 11, 23}, std::string("=1+1"), Seconds{5400}},
                             {std::monostate{}, std::string("a,\"b\""), std::int64_t{-3}}},
                    .language = Language::He};
  EXPECT_EQ(csv_text(sheet),
            "\xEF\xBB\xBF"
            "from_on,text,seconds\r\n2026-11-23,'=1+1,5400\r\n,\"a,\"\"b\"\"\",-3\r\n");
  auto const book = xlsx_bytes(sheet);
  EXPECT_TRUE(book.starts_with("PK\x03\x04"));
  EXPECT_NE(book.find("xl/worksheets/sheet1.xml"), std::string::npos);
}

}  // namespace
}  // namespace vefa::reports
