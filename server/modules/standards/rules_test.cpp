#include "modules/standards/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vefa::standards {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Fit standard(std::int64_t id, std::string kinds, std::string channels = "",
             std::string priorities = "", std::string teams = "") {
  Fit fit;
  fit.standard_id = {id};
  fit.case_kinds = std::move(kinds);
  fit.channels = std::move(channels);
  fit.priorities = std::move(priorities);
  fit.teams = std::move(teams);
  fit.counting = calendar::Counting::WorkingMinutes;
  fit.count = id;
  return fit;
}

TEST(StandardRules, every_condition_must_fit_and_an_empty_one_always_does) {
  TeamId const team{7001};
  Need const complaint{Duty::AnswerBy, "complaint", "email", "high", team, {}};
  struct Case {
    Fit standard;
    bool fits;
  } const cases[] = {
      {standard(1, ""), true},
      {standard(1, "complaint"), true},
      {standard(1, "question complaint"), true},
      {standard(1, "question"), false},
      {standard(1, "complain"), false},
      {standard(1, "complaint", "phone"), false},
      {standard(1, "complaint", "phone email"), true},
      {standard(1, "", "", "high urgent"), true},
      {standard(1, "", "", "urgent"), false},
      {standard(1, "", "", "", team.text()), true},
      {standard(1, "", "", "", TeamId{7002}.text()), false},
      {standard(1, "", "", "", TeamId{7002}.text() + " " + team.text()), true},
  };
  for (auto const& c : cases) EXPECT_EQ(fits(c.standard, complaint), c.fits);
  EXPECT_TRUE(fits(standard(1, ""), Need{}));
  EXPECT_FALSE(fits(standard(1, "complaint"), Need{}));
}

TEST(StandardRules, the_first_that_fits_and_has_an_amount_decides) {
  auto without = standard(1, "complaint");
  without.counting.reset();
  std::vector<Fit> const all{without, standard(2, "question"), standard(3, "complaint"),
                             standard(4, "")};
  Need need{.case_kind = "complaint"};
  EXPECT_EQ(choose(all, need)->standard_id, StandardId{3});
  need.case_kind = "repair";
  EXPECT_EQ(choose(all, need)->standard_id, StandardId{4});
}

TEST(StandardRules, whether_a_solution_is_promised_is_decided_by_the_first_that_fits_alone) {
  auto without = standard(1, "complaint");
  without.counting.reset();
  std::vector<Fit> const all{without, standard(2, "")};
  EXPECT_EQ(choose(all, {.duty = Duty::SolveBy, .case_kind = "complaint"}), nullptr);
  EXPECT_EQ(choose(all, {.duty = Duty::SolveBy, .case_kind = "repair"})->standard_id,
            StandardId{2});
}

NewStandard form() {
  NewStandard form;
  form.name = {"Complaints"};
  form.amounts.push_back({Duty::AnswerBy, calendar::Counting::WorkingMinutes, 120, {}, {}, {}});
  return form;
}

std::vector<std::string> refusals(NewStandard const& form, bool is_default = false) {
  auto const checked = check(form, is_default);
  if (checked) return {};
  std::vector<std::string> out{checked.error().field + " " + checked.error().key};
  for (auto const& more : checked.error().also) out.push_back(more.field + " " + more.key);
  return out;
}

TEST(StandardRules, a_standard_that_cannot_be_is_refused_with_every_field_named) {
  EXPECT_THAT(refusals(form()), IsEmpty());
  auto wrong = form();
  wrong.rank = 10001;
  wrong.case_kinds = {{"complaint"}, {"rant"}};
  wrong.channels = {{"fax"}};
  wrong.priorities = {{"highest"}};
  wrong.warn_half_percent = 80;
  wrong.warn_late_percent = 80;
  wrong.amounts[0].count = 0;
  wrong.amounts.push_back({Duty::AnswerBy, calendar::Counting::WorkingDays, 3661, {}, {}, {}});
  wrong.amounts.push_back(
      {Duty::SolveBy, calendar::Counting::WorkingDays, 1, calendar::DayEnd::AtTime, {}, {}});
  wrong.amounts.push_back({Duty::FollowUpBy,
                           calendar::Counting::WorkingDays,
                           1,
                           calendar::DayEnd::AtTime,
                           TimeOfDay{"25:00"},
                           {}});
  EXPECT_THAT(
      refusals(wrong),
      ElementsAre("rank wire.out_of_range", "case_kinds[1] wire.not_one_of",
                  "channels[0] wire.not_one_of", "priorities[0] wire.not_one_of",
                  "warn_late_percent wire.out_of_range", "amounts[0].count wire.out_of_range",
                  "amounts[1].count wire.out_of_range", "amounts[1].duty standards.duty_twice",
                  "amounts[2].at wire.required", "amounts[3].at calendar.bad_time"));
  auto empty = form();
  empty.amounts.clear();
  EXPECT_THAT(refusals(empty), ElementsAre("amounts standards.no_amounts"));
}

TEST(StandardRules, the_default_standard_fits_all_and_leaves_no_duty_without_an_amount) {
  auto wrong = form();
  wrong.channels = {{"email"}};
  EXPECT_THAT(
      refusals(wrong, true),
      ElementsAre(" standards.default_has_conditions", "amounts standards.default_lacks_duty",
                  "amounts standards.default_lacks_duty", "amounts standards.default_lacks_duty",
                  "amounts standards.default_lacks_duty"));
}

TEST(StandardRules, an_amount_keeps_its_meaning_on_the_wire_and_back) {
  using calendar::Counting;
  using calendar::DayEnd;
  DutyAmount const amounts[] = {
      {Duty::AnswerBy, Counting::WorkingMinutes, 90, {}, {}, {}},
      {Duty::AnswerBy, Counting::ElapsedMinutes, 90, {}, {}, {}},
      {Duty::SolveBy, Counting::WorkingDays, 2, DayEnd::AtTime, TimeOfDay{"10:00"}, {}},
      {Duty::ConfirmBy,
       Counting::CalendarDays,
       7,
       DayEnd::Midnight,
       {},
       calendar::LastDay::MovesToWorkingDay},
  };
  for (auto const& amount : amounts)
    EXPECT_EQ(to_json_text(form_of(amount.duty, amount_of(amount, "x").value())),
              to_json_text(amount));
}

}  // namespace
}  // namespace vefa::standards
