// What the days of a slip make of a time in repair, and which of them are refused. The clock stands
// at Monday 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>

#include "modules/cases/desk.hpp"
#include "modules/cases/namings.hpp"
#include "modules/clocks/guarding.hpp"
#include "modules/coverage/store.hpp"
#include "modules/documents/stays.hpp"
#include "modules/documents/test_house.hpp"
#include "modules/units/store.hpp"

namespace vefa::documents {
namespace {

class SlipDays : public Documents {
 protected:
  void add_more_jobs(jobs::Registry& registry) override {
    Documents::add_more_jobs(registry);
    coverage::add_jobs(registry);
  }
  void SetUp() override {
    Documents::SetUp();
    unit_ = fridge();
    case_ = open_case(unit_);
  }
  NewDocument slip(char const* in, char const* back) {
    auto out = wanted(DocumentKind::ServiceSlip);
    (*out.values)["handed_over_on"] = {in};
    (*out.values)["returned_on"] = {back};
    return out;
  }
  Error refused(char const* in, char const* back) {
    auto const answer = try_making({.case_id = case_}, slip(in, back));
    return answer.ok() ? Error{} : answer.error();
  }
  std::vector<coverage::Stay> stays() {
    return read<std::vector<coverage::Stay>>(
        [&](db::Tx& tx) { return coverage::stays(tx, unit_); });
  }
  std::string stay() {
    if (stays().size() != 1u) return "not one";
    auto const time = stays()[0].time;
    return to_text(time.from_on) + "/" + (time.until_on ? to_text(*time.until_on) : "");
  }

  UnitId unit_;
  CaseId case_;
};
VEFA_ON_BOTH_DATABASES(SlipDays);

TEST_P(SlipDays, back_before_in_in_the_future_or_in_no_possible_year_are_refused_by_field) {
  auto const sooner = refused("2026-11-20", "2026-11-19");
  EXPECT_EQ(sooner.key, "documents.back_before_in");
  EXPECT_EQ(sooner.field, "values.returned_on");
  auto const ahead = refused("2026-11-24", "");
  EXPECT_EQ(ahead.key, "documents.no_such_day");
  EXPECT_EQ(ahead.field, "values.handed_over_on");
  EXPECT_EQ(refused("2026-11-20", "2026-11-24").field, "values.returned_on");
  EXPECT_EQ(refused("0206-11-20", "").key, "documents.no_such_day");
  EXPECT_EQ(refused("2016-11-22", "").key, "documents.no_such_day");
  EXPECT_EQ(refused("2026-11-20", "9026-11-20").key, "documents.no_such_day");
  auto back = wanted(DocumentKind::ReturnSlip);
  (*back.values)["handed_over_on"] = {"2026-11-21"};
  (*back.values)["returned_on"] = {"2026-11-20"};
  EXPECT_EQ(try_making({.case_id = case_}, back).error().key, "documents.back_before_in");
  idle();
  EXPECT_TRUE(stays().empty());
}

TEST_P(SlipDays, in_and_back_may_be_one_day_and_today) {
  made({.case_id = case_}, slip("2026-11-23", "2026-11-23"));
  idle();
  EXPECT_EQ(stay(), "2026-11-23/2026-11-23");
}

TEST_P(SlipDays, may_be_the_customers_today_where_it_is_later_there) {
  auto profile = read<company::Profile>([](db::Tx& tx) { return company::profile(tx); });
  profile.zone = "America/New_York";
  write([&](db::Tx& tx) { return company::change(system(), tx, profile); });
  clock.set(parse_instant("2026-11-23T23:00:00Z").value());
  // 18:00 in New York, 02:00 of the next day in Istanbul.
  made({.case_id = case_}, slip("2026-11-24", ""));
  idle();
  EXPECT_EQ(stay(), "2026-11-23/") << "by the company's calendar";
  EXPECT_EQ(refused("2026-11-25", "").key, "documents.no_such_day");
}

TEST_P(SlipDays,
       that_are_corrected_move_what_the_slip_made_though_somebody_else_told_when_it_began) {
  write([&](db::Tx& tx) {
    return coverage::hand_in(system(), tx, unit_, case_, LocalDate{2026, 11, 10});
  });
  auto back = wanted(DocumentKind::ReturnSlip);
  (*back.values)["handed_over_on"] = {"2026-11-02"};
  (*back.values)["returned_on"] = {"2026-11-05"};
  auto const first = made({.case_id = case_}, back);
  idle();
  EXPECT_EQ(stay(), "2026-11-10/2026-11-10") << "no sooner than it began";
  back.replaces = first.id;
  (*back.values)["returned_on"] = {"2026-11-20"};
  made({.case_id = case_}, back);
  idle();
  EXPECT_EQ(stay(), "2026-11-10/2026-11-20") << "no day is lost";
}

TEST_P(SlipDays, that_are_corrected_take_nothing_that_the_law_owes_on_another_case) {
  customers::install_guard(clocks::keep_what_is_owed);
  auto const old = fridge("TR", "SN-0043");
  write([&](db::Tx& tx) -> Result<units::Sale> {
    units::NewSale sale{.customer_id = ayse, .sold_on = {2024, 10, 20}};
    sale.country = {"TR"};
    auto const first = units::sales(tx, old).at(0);
    TRY(units::void_sale(system(), tx, first.id, first.version, "another's", nullptr));
    return units::add_sale(system(), tx, old, sale);
  });
  idle();
  auto const before = open_case();
  write([&](db::Tx& tx) -> Result<bool> {
    cases::name_unit(system(), tx, *cases::find(tx, before), old);
    return true;
  });
  idle();
  auto paper = slip("2026-09-01", "2026-10-20");
  auto const first = made({.case_id = before}, paper);
  idle();
  auto in = mail("Yine bozuldu", "Soğutmuyor.");
  in.kind = cases::CaseKind::Repair;
  auto const now = take_in(in).case_id;
  write([&](db::Tx& tx) -> Result<bool> {
    cases::name_unit(system(), tx, *cases::find(tx, now), old);
    return true;
  });
  idle();
  auto const state = [&] {
    std::string out = "none";
    for (auto const& clock : read<std::vector<clocks::LegalClock>>(
             [&](db::Tx& tx) { return clocks::of_case(tx, now); }))
      if (clock.rule_id == "TR-03-in-warranty") out = clock.state;
    return out;
  };
  ASSERT_EQ(state(), "running") << "the guarantee lasts by the days in repair";
  paper.replaces = first.id;
  (*paper.values)["returned_on"] = {"2026-09-02"};
  auto const refused = try_making({.case_id = before}, paper);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().key, "documents.stay_is_owed");
  idle();
  EXPECT_EQ(state(), "running");
  auto const boss = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
  EXPECT_TRUE(make(as(boss), *database, {.case_id = before}, paper).ok());
  idle();
  EXPECT_EQ(state(), "not_applicable");
  customers::install_guard(nullptr);
}

TEST_P(SlipDays, of_a_slip_from_before_it_was_kept_what_slips_make_are_found_or_left_to_a_person) {
  auto const forget_ties = [&] {
    write([&](db::Tx& tx) -> Result<bool> {
      tx.run(vefa::testing::ad_hoc("DELETE FROM document_stays"));
      return true;
    });
  };
  auto const by_hand = [&](Document const& row) {
    return read<bool>([&](db::Tx& tx) { return is_stay_by_hand(tx, row); });
  };
  auto back = wanted(DocumentKind::ReturnSlip);
  (*back.values)["handed_over_on"] = {"2026-11-10"};
  (*back.values)["returned_on"] = {"2026-11-12"};
  auto const first = made({.case_id = case_}, back);
  idle();
  forget_ties();
  EXPECT_FALSE(by_hand(first)) << "what it made is found";
  back.replaces = first.id;
  (*back.values)["handed_over_on"] = {"2026-11-09"};
  (*back.values)["returned_on"] = {"2026-11-20"};
  auto const second = made({.case_id = case_}, back);
  idle();
  EXPECT_EQ(stay(), "2026-11-09/2026-11-20");
  // By its first version it is not found any more, and what a person told is not guessed at.
  forget_ties();
  EXPECT_TRUE(by_hand(second));
  back.replaces = second.id;
  (*back.values)["returned_on"] = {"2026-11-21"};
  made({.case_id = case_}, back);
  idle();
  EXPECT_EQ(stay(), "2026-11-09/2026-11-20");
}

TEST_P(SlipDays, of_a_return_end_what_a_case_that_was_joined_into_it_began) {
  auto in = wanted(DocumentKind::TakeInSlip);
  (*in.values)["handed_over_on"] = {"2026-11-10"};
  made({.case_id = case_}, in);
  idle();
  auto const into = open_case({});
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::merge(system(), tx, case_, cases::find(tx, case_)->version, into));
    return true;
  });
  idle();
  write([&](db::Tx& tx) -> Result<bool> {
    cases::name_unit(system(), tx, *cases::lock(tx, into), unit_);
    return true;
  });
  idle();
  auto back = wanted(DocumentKind::ReturnSlip);
  (*back.values)["handed_over_on"] = {"2026-11-10"};
  (*back.values)["returned_on"] = {"2026-11-20"};
  made({.case_id = into}, back);
  idle();
  EXPECT_EQ(stay(), "2026-11-10/2026-11-20");
  EXPECT_EQ(stays()[0].case_id, into);
}

TEST_P(SlipDays, of_a_case_that_was_named_another_unit_are_that_units) {
  auto in = wanted(DocumentKind::TakeInSlip);
  (*in.values)["handed_over_on"] = {"2026-11-10"};
  made({.case_id = case_}, in);
  idle();
  auto const wrong = unit_;
  unit_ = fridge("TR", "SN-0043");
  write([&](db::Tx& tx) -> Result<bool> {
    cases::name_unit(system(), tx, *cases::lock(tx, case_), unit_);
    return true;
  });
  idle();
  EXPECT_EQ(stay(), "2026-11-10/") << "it is what was handed in";
  auto back = wanted(DocumentKind::ReturnSlip);
  (*back.values)["handed_over_on"] = {"2026-11-10"};
  (*back.values)["returned_on"] = {"2026-11-20"};
  made({.case_id = case_}, back);
  idle();
  EXPECT_EQ(stay(), "2026-11-10/2026-11-20");
  unit_ = wrong;
  EXPECT_TRUE(stays().empty());
}

TEST_P(SlipDays, that_a_person_put_right_on_the_unit_are_said_to_be_put_right_there) {
  auto const slip_made = made({.case_id = case_}, slip("2026-11-10", "2026-11-12"));
  idle();
  auto const by_hand = [&] {
    return read<bool>([&](db::Tx& tx) { return is_stay_by_hand(tx, slip_made); });
  };
  EXPECT_FALSE(by_hand());
  auto const kept = read<std::vector<coverage::RepairRow>>(
      [&](db::Tx& tx) { return coverage::repairs(tx, unit_); })[0];
  write([&](db::Tx& tx) {
    return coverage::correct_repair(system(), tx, unit_, kept.id,
                                    {.version = kept.version,
                                     .from_on = {2026, 11, 10},
                                     .until_on = LocalDate{2026, 11, 15},
                                     .reason = {"the book says so"}});
  });
  EXPECT_TRUE(by_hand());
}

}  // namespace
}  // namespace vefa::documents
