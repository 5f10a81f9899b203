// A case whose unit and sale are known needs nothing typed. The clock stands at Monday 2026-11-23,
// 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/by_itself.hpp"
#include "modules/clocks/guarding.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/test_law.hpp"
#include "modules/clocks/views.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/units/units.hpp"

namespace vefa::clocks {
namespace {

using ::testing::HasSubstr;

LocalDate day(char const* text) { return parse_date(text).value(); }

class KnownLaw : public LawHouse {
 protected:
  ProductId product(char const* group, std::optional<bool> listed = {}) {
    return write([&](db::Tx& tx) -> Result<ProductId> {
      catalogue::Names const names{{"en", {group}}};
      catalogue::NewGroup kind{.code = {group}, .names = names, .parent_id = {}};
      kind.listed = listed;
      TRY(catalogue::add_group(system(), tx, kind));
      catalogue::NewProduct wanted{.group = {group}, .manufacturer = {"Anka"}};
      wanted.model = {std::string("Model of ") + group};
      return TRY(catalogue::add(system(), tx, wanted)).id;
    });
  }
  UnitId unit_of(ProductId product) {
    return write([&](db::Tx& tx) -> Result<UnitId> {
      return TRY(units::create(system(), tx, {.product_id = product})).id;
    });
  }
  void sell(UnitId unit, char const* on, char const* price, char const* currency,
            char const* country, bool consumer = true) {
    write([&](db::Tx& tx) {
      units::NewSale sale{.customer_id = ayse, .sold_on = day(on)};
      sale.price = {{price}};
      sale.currency = {{currency}};
      sale.country = {{country}};
      sale.consumer = consumer;
      return units::add_sale(system(), tx, unit, sale);
    });
    idle();
  }
  void SetUp() override {
    LawHouse::SetUp();
    customers::install_guard(keep_what_is_owed);
  }
  void TearDown() override {
    customers::install_guard(nullptr);
    LawHouse::TearDown();
  }
  Result<units::Sale> sell_as(StaffId who, UnitId unit, char const* on, char const* country) {
    auto const ctx = as(who);
    units::NewSale sale{.customer_id = ayse, .sold_on = day(on)};
    sale.country = {{country}};
    auto sold =
        database->write_result([&](db::Tx& tx) { return units::add_sale(ctx, tx, unit, sale); });
    idle();
    return sold;
  }
  /// That she is a business, where no sale says what she is.
  Result<void> call_business(StaffId who, customers::Concerned const& concerned,
                             std::optional<cases::HerWord> const& word = {}) {
    auto const ctx = as(who);
    std::optional<customers::HerWord> heard;
    if (word) heard = {.interaction_id = word->interaction_id, .words = word->words};
    auto done = database->write_result([&](db::Tx& tx) {
      return customers::change_within_law(
          ctx, tx, concerned, heard ? &*heard : nullptr, [&]() -> Result<void> {
            customers::CustomerChange change{.version = customers::find(tx, ayse)->version};
            change.kind = customers::CustomerKind::Organisation;
            TRY(customers::change(ctx, tx, ayse, change));
            return {};
          });
    });
    idle();
    return done;
  }
  UnitId fridge() {
    auto const unit = unit_of(product("fridge"));
    sell(unit, "2026-03-02", "42500.00", "TRY", "TR");
    return unit;
  }
  CaseId come(cases::CaseKind kind, UnitId unit) {
    auto in = mail("Bozuldu", "Dünden beri.");
    in.kind = kind;
    auto const id = take_in(in).case_id;
    if (unit) name(id, unit);
    return id;
  }
  void name(CaseId id, UnitId unit) {
    write([&](db::Tx& tx) -> Result<bool> {
      cases::name_unit(system(), tx, *cases::find(tx, id), unit);
      return true;
    });
    idle();
  }
  std::optional<Matter> matter(CaseId id) {
    return read<std::optional<Matter>>(
        [&](db::Tx& tx) { return tx.find<Matter>(sql::find_matter, id); });
  }
  Result<Matter> say(CaseId id, NewMatter const& what) {
    auto const ctx = as(manager());
    auto said = database->write_result([&](db::Tx& tx) { return take_up(ctx, tx, id, what); });
    idle();
    return said;
  }
  std::vector<std::string> rules(CaseId id) {
    std::vector<std::string> out;
    for (auto const& clock :
         read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, id); }))
      if (clock.state != "not_applicable") out.push_back(clock.rule_id);
    return out;
  }
  bool has(CaseId id, char const* rule) {
    auto const all = rules(id);
    return std::ranges::find(all, rule) != all.end();
  }
};
VEFA_ON_BOTH_DATABASES(KnownLaw);

TEST_P(KnownLaw, of_a_unit_whose_sale_is_known_is_taken_up_and_nothing_is_typed) {
  approve_pack("TR");
  auto const id = come(cases::CaseKind::Repair, fridge());
  auto const law = matter(id);
  ASSERT_TRUE(law);
  EXPECT_TRUE(law->by_itself);
  EXPECT_EQ(law->code, "TR");
  EXPECT_TRUE(law->facts.empty()) << "nobody said anything";
  auto const known = known_of(*law);
  EXPECT_EQ(known.facts.at("customer"), Json("consumer"));
  EXPECT_EQ(known.facts.at("listed"), Json(true));
  EXPECT_EQ(known.facts.at("in_warranty"), Json(true));
  EXPECT_EQ(known.product_group, "fridge");
  // Tue 24–Sat 28 = 1–5; 30 Nov–5 Dec = 6–11; 7–12 = 12–17; 14–16 = 18–20. Istanbul is UTC+3.
  auto const repair = clock_of(id, "TR-03-in-warranty");
  EXPECT_EQ(repair.due_at, at("2026-12-16T21:00:00Z"));
  EXPECT_EQ(repair.doubts, 0);
  EXPECT_EQ(promise(repair.promise_id).kind, promises::PromiseKind::RepairBy);
  EXPECT_EQ(clock_of(id, "TR-01").due_at, at("2028-03-02T21:00:00Z"));
  move_to(at("2026-12-16T21:00:00Z"));
  EXPECT_EQ(followed(id, "TR-03-in-warranty").at(1).state, "offered") << "by itself";
}

TEST_P(KnownLaw, is_looked_up_again_without_a_change_and_nothing_is_written) {
  auto const unit = fridge();
  auto const id = come(cases::CaseKind::Repair, unit);
  auto const before = matter(id)->version;
  auto const told = events("legal_clock.started");
  write([&](db::Tx& tx) -> Result<bool> {
    follow_known(system(), tx, id);
    follow_unit(system(), tx, unit);
    return true;
  });
  EXPECT_EQ(matter(id)->version, before);
  EXPECT_EQ(events("legal_clock.started"), told);
}

TEST_P(KnownLaw, leaves_a_case_alone_that_names_no_unit) {
  EXPECT_FALSE(matter(come(cases::CaseKind::Repair, {})));
  EXPECT_FALSE(matter(come(cases::CaseKind::Complaint, {}))) << "no rule of Turkey counts from one";
  EXPECT_EQ(events("case_law.taken_up"), 0);
}

TEST_P(KnownLaw, of_a_complaint_is_taken_up_where_her_country_counts_from_it) {
  write([&](db::Tx& tx) -> Result<bool> {
    auto profile = company::profile(tx);
    profile.country = "HU";
    TRY(company::change(system(), tx, profile));
    return true;
  });
  auto const id = come(cases::CaseKind::Complaint, {});
  EXPECT_EQ(matter(id)->code, "HU");
  // Thirty days after 23 November; Budapest is UTC+1.
  EXPECT_EQ(clock_of(id, "HU-12").due_at, at("2026-12-23T23:00:00Z"));
}

TEST_P(KnownLaw, gives_way_to_what_a_person_says_with_a_reason_which_is_shown) {
  auto const id = come(cases::CaseKind::Repair, fridge());
  NewMatter wanted{.code = "TR", .facts = {{"in_warranty", false}}};
  auto const bare = say(id, wanted);
  ASSERT_FALSE(bare.ok());
  EXPECT_EQ(bare.error().field, "reason");
  EXPECT_EQ(bare.error().key, "clocks.known_otherwise");
  wanted.reason = "The seal is broken.";
  ASSERT_TRUE(say(id, wanted).ok());
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "not_applicable");
  EXPECT_EQ(events("case_law.contradicted"), 1);
  auto const shown = read<std::vector<KnownFact>>([&](db::Tx& tx) {
    return known_facts(system(), tx, *tx.find<Matter>(sql::find_matter, id));
  });
  bool is_shown = false;
  for (auto const& fact : shown)
    if (fact.name == "in_warranty")
      is_shown = fact.value == "true" && fact.contradicted &&
                 fact.reason == "The seal is broken." && fact.by_name == "Deniz Kaya";
  EXPECT_TRUE(is_shown);
  // Taken back, or said as it is known: what is known counts again.
  ASSERT_TRUE(say(id, {.code = "TR", .facts = {{"in_warranty", true}}}).ok());
  EXPECT_TRUE(matter(id)->facts.empty());
  EXPECT_TRUE(matter(id)->contradictions.empty());
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "running");
}

TEST_P(KnownLaw, of_what_happened_is_taken_back_with_a_reason) {
  auto const id = come(cases::CaseKind::Repair, fridge());
  EXPECT_EQ(say(id, {.code = "TR", .not_so = {{"goods.lost"}}, .reason = "No."}).error().key,
            "clocks.not_known");
  EXPECT_EQ(say(id, {.code = "TR", .not_so = {{"fault.notified"}}}).error().key,
            "clocks.known_otherwise");
  ASSERT_TRUE(
      say(id, {.code = "TR", .not_so = {{"fault.notified"}}, .reason = "She asked for a price."})
          .ok());
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "waiting");
  ASSERT_TRUE(say(id, {.code = "TR", .not_so = std::vector<std::string>{}}).ok());
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "running");
}

TEST_P(KnownLaw, counts_earlier_repairs_of_the_unit_and_a_fourth_fault_over_cases_is_one) {
  auto const unit = unit_of(product("oven", true));
  sell(unit, "2026-01-10", "80000", "HUF", "HU");
  for (int i = 0; i < 3; ++i) {
    auto const id = come(cases::CaseKind::Repair, unit);
    EXPECT_FALSE(has(id, "HU-07")) << i;
    pass(24h);
    note(id, {.kind = "repair.completed"});
    EXPECT_FALSE(has(id, "HU-07")) << i;
    pass(24h);
  }
  auto const fourth = come(cases::CaseKind::Repair, unit);
  // Eight days after 29 November; Budapest is UTC+1.
  EXPECT_EQ(clock_of(fourth, "HU-07").due_at, at("2026-12-07T23:00:00Z"));
  EXPECT_TRUE(clock_of(fourth, "HU-07").promise_id);
  EXPECT_FALSE(has(fourth, "HU-11-finding")) << "a repair of another case starts nothing here";
}

TEST_P(KnownLaw, of_repairs_before_the_program_counts_and_starts_no_deadline) {
  auto const unit = fridge();
  write([&](db::Tx& tx) -> Result<bool> {
    tx.run(vefa::testing::ad_hoc(
               "INSERT INTO repair_times (id, unit_id, from_on, until_on, note, recorded_at, "
               "recorded_by) VALUES ($1, $2, $3, $4, '', 1, 'x')"),
           std::int64_t{77}, unit, std::string("2026-05-04"), std::string("2026-05-14"));
    return true;
  });
  auto const id = come(cases::CaseKind::Repair, unit);
  EXPECT_TRUE(has(id, "TR-05-fails-again")) << "it was repaired in May";
  EXPECT_FALSE(has(id, "TR-04")) << "what was handed in in May lends nothing today";
  // Ten days in repair are added to the two years.
  EXPECT_EQ(clock_of(id, "TR-01").due_at, at("2028-03-12T21:00:00Z"));
}

TEST_P(KnownLaw, follows_the_sale_to_another_country_until_somebody_told_something) {
  auto const unit = unit_of(product("fridge"));
  auto const id = come(cases::CaseKind::Repair, unit);
  ASSERT_EQ(matter(id)->code, "TR") << "the company's";
  auto const owed = clock_of(id, "TR-03-in-warranty").promise_id;
  ASSERT_TRUE(owed);
  sell(unit, "2026-03-02", "4200.00", "ILS", "IL");
  EXPECT_EQ(matter(id)->code, "IL");
  EXPECT_EQ(promise(owed).state, promises::State::Withdrawn);
  EXPECT_TRUE(has(id, "IL-02-home"));
  EXPECT_FALSE(has(id, "TR-03-in-warranty"));
  note(id, {.kind = "repair.completed"});
  auto const other = say(id, {.code = "TR"});
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().key, "clocks.other_law");
}

TEST_P(KnownLaw, that_owes_her_something_gives_way_to_no_clerks_word_alone) {
  auto const id = come(cases::CaseKind::Repair, fridge());
  auto const owed = clock_of(id, "TR-03-in-warranty").promise_id;
  auto const by_clerk = [&](NewMatter const& what, cases::HerWord const* word = nullptr) {
    auto const clerk = as(elif_);
    auto said =
        database->write_result([&](db::Tx& tx) { return take_up(clerk, tx, id, what, word); });
    idle();
    return said;
  };
  auto const expect_refused = [&](NewMatter const& what) {
    auto const said = by_clerk(what);
    ASSERT_FALSE(said.ok());
    EXPECT_EQ(said.error().key, "cases.law_is_owed");
    EXPECT_EQ(said.error().field, "her_word.interaction_id");
    EXPECT_EQ(promise(owed).state, promises::State::Pending);
  };
  NewMatter not_so{.code = "TR", .reason = "she only asked"};
  not_so.not_so = {{"fault.notified"}};
  expect_refused(not_so);
  expect_refused({.code = "TR", .facts = {{"customer", "business"}}, .reason = "a firm's"});
  expect_refused({.code = "HU"});
  not_so.reason.clear();
  auto const word = says(id, "Arıza yok, yalnızca sordum.");
  ASSERT_TRUE(by_clerk(not_so, &word).ok()) << "her words are the reason";
  EXPECT_EQ(promise(owed).state, promises::State::Withdrawn);
  not_so.not_so = std::vector<std::string>{};
  EXPECT_TRUE(by_clerk(not_so).ok()) << "what adds a duty is free";
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").state, "running");
}

TEST_P(KnownLaw, outlives_a_changed_sale_but_at_the_hands_of_larger_authority) {
  auto const unit = fridge();
  auto const id = come(cases::CaseKind::Repair, unit);
  auto const owed = clock_of(id, "TR-03-in-warranty").promise_id;
  EXPECT_TRUE(sell_as(elif_, unit, "2026-02-02", "TR").ok()) << "it is in guarantee as well";
  auto const refused = sell_as(elif_, unit, "2026-01-02", "DE");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().key, "cases.law_is_owed");
  EXPECT_EQ(refused.error().field, "her_word.interaction_id");
  EXPECT_EQ(read<std::size_t>([&](db::Tx& tx) { return units::sales(tx, unit).size(); }), 2U);
  EXPECT_EQ(promise(owed).state, promises::State::Pending);
  EXPECT_EQ(events("case_law.lessened"), 0);
  ASSERT_TRUE(sell_as(manager(), unit, "2026-01-02", "DE").ok());
  EXPECT_EQ(promise(owed).state, promises::State::Withdrawn);
  EXPECT_EQ(events("case_law.lessened"), 1);
}

TEST_P(KnownLaw, outlives_what_is_said_of_her_but_for_her_own_word_on_any_case_of_it) {
  auto const unit = unit_of(product("fridge"));
  auto const id = come(cases::CaseKind::Repair, unit);
  auto const other = come(cases::CaseKind::Question, unit);
  auto const elsewhere = come(cases::CaseKind::Question, {});
  govern(id, "TR", {{"in_warranty", true}});
  auto const owed = clock_of(id, "TR-03-in-warranty").promise_id;
  auto const expect_refused = [&](Result<void> const& done, char const* key) {
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().key, key);
    EXPECT_EQ(done.error().field, "her_word.interaction_id");
    EXPECT_EQ(promise(owed).state, promises::State::Pending);
  };
  customers::Concerned const of_her{.unit_id = {}, .customer_id = ayse};
  customers::Concerned const of_it{.unit_id = unit, .customer_id = {}};
  expect_refused(call_business(elif_, of_her), "cases.law_is_owed");
  pass(1h);
  expect_refused(call_business(elif_, of_it, says(elsewhere, "Şirketim aldı.")),
                 "cases.needs_her_word");
  ASSERT_TRUE(call_business(elif_, of_it, says(other, "Şirketim aldı.")).ok());
  EXPECT_EQ(promise(owed).state, promises::State::Withdrawn);
  EXPECT_EQ(events("case_law.lessened"), 1);
  EXPECT_THAT(newest(id, interactions::Purpose::Message).text, HasSubstr("Şirketim aldı."));
}

TEST_P(KnownLaw, rests_on_no_term_that_nobody_told_and_nobody_knows) {
  auto const id = come(cases::CaseKind::Repair, fridge());
  EXPECT_FALSE(has(id, "TR-09-withdrawal")) << "whether it was a distance sale is not known";
  ASSERT_TRUE(
      say(id, {.code = "TR", .facts = {{"distance_sale", true}, {"told_of_withdrawal", true}}})
          .ok());
  EXPECT_TRUE(has(id, "TR-09-withdrawal")) << "then the day of delivery is known";
}

TEST_P(KnownLaw, of_a_business_is_not_a_consumers) {
  auto const unit = unit_of(product("fridge"));
  sell(unit, "2026-03-02", "42500.00", "TRY", "TR", false);
  auto const id = come(cases::CaseKind::Repair, unit);
  EXPECT_EQ(known_of(*matter(id)).facts.at("customer"), Json("business"));
  EXPECT_FALSE(has(id, "TR-03-in-warranty"));
}

TEST_P(KnownLaw, of_what_is_handed_in_on_the_case_is_a_time_in_repair_of_the_unit) {
  auto const unit = fridge();
  auto const id = come(cases::CaseKind::Repair, unit);
  note(id, {.kind = "goods.handed_over"});
  pass(24h * 5);
  note(id, {.kind = "goods.handed_back"});
  auto const all =
      read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].case_id, id);
  EXPECT_EQ(all[0].time.from_on, day("2026-11-23"));
  EXPECT_EQ(all[0].time.until_on, day("2026-11-28"));
  EXPECT_EQ(clock_of(id, "TR-01").due_at, at("2028-03-07T21:00:00Z")) << "five days are added";
  auto const found = read<coverage::Found>(
      [&](db::Tx& tx) { return coverage::ask(system(), tx, unit, {}).value(); });
  EXPECT_EQ(found.terms.at(0).lines.at(0).last_on, day("2028-03-07")) << "on the unit's page too";
}

TEST_P(KnownLaw, of_a_time_in_repair_of_the_case_counts_as_if_it_had_been_told_here) {
  auto const unit = fridge();
  auto const id = come(cases::CaseKind::Repair, unit);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(coverage::hand_in(system(), tx, unit, id, day("2026-11-23")));
    TRY(coverage::hand_in(system(), tx, unit, id, day("2026-11-23")));
    return true;
  });
  idle();
  // Tue 24–Sat 28 = 1–5, 30 Nov–4 Dec = 6–10.
  EXPECT_EQ(clock_of(id, "TR-04").due_at, at("2026-12-04T21:00:00Z"));
  note(id, {.kind = "goods.handed_over"});
  auto const all =
      read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  EXPECT_EQ(all.size(), 1u) << "told again, it is the same";
  EXPECT_EQ(clock_of(id, "TR-04").due_at, at("2026-12-04T21:00:00Z"));
}

TEST_P(KnownLaw, of_what_went_back_unrepaired_is_no_repair_and_ends_the_time_in_repair) {
  auto const unit = fridge();
  auto const first = come(cases::CaseKind::Repair, unit);
  note(first, {.kind = "goods.handed_over"});
  pass(24h * 5);
  note(first, {.kind = kReturnedUnrepaired});
  auto const all =
      read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].time.until_on, day("2026-11-28"));
  pass(24h * 5);
  auto const second = come(cases::CaseKind::Repair, unit);
  EXPECT_FALSE(has(second, "TR-05-fails-again")) << "nothing was repaired that could fail again";
}

TEST_P(KnownLaw, of_a_hand_over_taken_back_leaves_no_time_in_repair) {
  auto const unit = fridge();
  auto const id = come(cases::CaseKind::Repair, unit);
  auto const before = clock_of(id, "TR-01").due_at;
  note(id, {.kind = "goods.handed_over"});
  pass(24h * 5);
  note(id, {.kind = "goods.handed_back"});
  EXPECT_GT(clock_of(id, "TR-01").due_at, before);
  auto const stays = [&] {
    return read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  };
  auto const take_back_newest = [&](char const* kind) {
    auto const ctx = as(manager());
    auto const all =
        read<std::vector<Happening>>([&](db::Tx& tx) { return happenings_of(tx, id); });
    auto const row = std::ranges::find(all, kind, &Happening::kind);
    auto const taken = database->write_result(
        [&](db::Tx& tx) { return take_back(ctx, tx, id, row->id, "It was another one."); });
    EXPECT_TRUE(taken.ok());
    idle();
  };
  take_back_newest("goods.handed_back");
  ASSERT_EQ(stays().size(), 1U);
  EXPECT_FALSE(stays()[0].time.until_on) << "it runs on";
  take_back_newest("goods.handed_over");
  EXPECT_TRUE(stays().empty());
  EXPECT_EQ(clock_of(id, "TR-01").due_at, before);
}

TEST_P(KnownLaw, goes_with_the_case_that_lives_when_two_are_merged) {
  auto const unit = fridge();
  auto const first = come(cases::CaseKind::Repair, unit);
  pass(24h);
  auto const second = come(cases::CaseKind::Repair, unit);
  auto const ctx = as(manager());
  auto const version = row(second).version;
  write([&](db::Tx& tx) { return cases::merge(ctx, tx, second, version, first); });
  idle();
  // From the first time she told it.
  EXPECT_EQ(clock_of(first, "TR-03-in-warranty").due_at, at("2026-12-16T21:00:00Z"));
}

}  // namespace
}  // namespace vefa::clocks
