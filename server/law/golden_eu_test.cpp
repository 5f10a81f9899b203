// European Union; clocks change in Brussels on 25 October 2026.
#include "law/limits.hpp"
#include "law/test_golden.hpp"

namespace vefa::law {
namespace {

constexpr auto kRunning = State::Running;

GoldenTable const kGuarantees(
    "eu",
    {
        {"EU-01-conformity", "goods.delivered 2024-02-29 12:00", "", "", kRunning,
         "2026-02-28 24:00", "no 29 February in 2026"},
        {"EU-01-presumption", "goods.delivered 2025-10-26 12:00", "", "", kRunning,
         "2026-10-26 24:00", "a year"},
        {"EU-02", "goods.sold 2026-08-01 12:00; goods.delivered 2026-08-03 12:00",
         "repair_chosen=true", "", kRunning, "2029-08-03 24:00", "two years and twelve months"},
        {"EU-02", "goods.sold 2026-08-01 12:00; goods.delivered 2026-08-03 12:00",
         "repair_chosen=true member_state=HU", "", State::NotApplicable, "",
         "no transposition found"},
        {"EU-01-reappears",
         "fault.notified 2026-08-01 12:00; repair.completed 2026-08-10 12:00; fault.notified "
         "2026-09-01 12:00",
         "in_warranty=true", "", State::Arisen, "", "one repair, and it fails again"},
        {"EU-03", "goods.handed_over 2026-08-01 12:00", "annex_two=true", "", State::Arisen, "",
         "“reasonable time” has no number"},
        {"EU-04", "form.issued 2026-08-15 12:00", "", "", kRunning, "2026-09-14 24:00", "30 days"},
    });
TEST(GoldenUnion, guarantees_last_two_years_and_a_repair_adds_one) {
  expect_golden(kGuarantees);
  auto const& pack = *golden_pack("eu");
  auto const sold = golden_events(pack, "goods.sold 2026-07-30 12:00");
  EXPECT_EQ(due(pack, "EU-02", sold, {}, sold[0].at).error().key, "law.no_edition");
}

// What ends a repair's time ends the Union's right as well: on the spot there is nothing to wait
// for, later the next handing in counts anew.
GoldenTable const kRepairEnds(
    "eu",
    {
        {"EU-03", "goods.handed_over 2026-08-03 12:00; repair.completed 2026-08-03 12:00",
         "annex_two=true", "", State::Kept, "", "repaired while she waited"},
        {"EU-03", "goods.handed_over 2026-08-03 12:00; exchange.done 2026-08-03 12:00",
         "annex_two=true", "", State::Kept, "", "exchanged on the spot"},
        {"EU-03", "goods.handed_over 2026-08-03 12:00; refund.paid 2026-08-03 12:00",
         "annex_two=true", "", State::Kept, "", "her money on the spot"},
        {"EU-03", "goods.handed_over 2026-08-03 12:00; goods.returned_unrepaired 2026-08-03 12:00",
         "annex_two=true", "", State::Kept, "", "taken back at once"},
        {"EU-03", "goods.handed_over 2026-08-03 12:00; goods.returned_unrepaired 2026-08-10 12:00",
         "annex_two=true", "", State::Arisen, "", "it had arisen by then"},
    });
TEST(GoldenUnion, what_ends_a_repairs_time_ends_the_right_and_the_next_handing_in_counts_anew) {
  expect_golden(kRepairEnds);
  auto const& pack = *golden_pack("eu");
  auto const params = golden_params(pack, "annex_two=true");
  for (std::string const deed :
       {"repair.completed", "exchange.done", "refund.paid", "goods.returned_unrepaired"}) {
    auto const events =
        golden_events(pack, "goods.handed_over 2026-08-03 12:00; " + deed +
                                " 2026-08-10 12:00; goods.handed_over 2026-09-01 12:00");
    auto const now = events.back().at;
    auto const first = due(pack, "EU-03", events, params, now);
    ASSERT_TRUE(first.ok()) << deed;
    EXPECT_EQ(first->stopped_at, golden_instant(pack, "2026-08-10 12:00")) << deed;
    auto const second = due(pack, "EU-03", events, params, now, 1);
    ASSERT_TRUE(second.ok()) << deed;
    EXPECT_EQ(second->starts_at, golden_instant(pack, "2026-09-01 12:00")) << deed;
    EXPECT_FALSE(second->stopped_at) << deed;
  }
  auto const other =
      golden_events(pack, "goods.handed_over 2026-08-03 12:00; goods.handed_back 2026-08-10 12:00");
  EXPECT_FALSE(due(pack, "EU-03", other, params, other.back().at)->stopped_at)
      << "that it went back says nothing of the repair";
}

GoldenTable const kSpareParts(
    "eu", {
              {"EU-05-parts", "goods.last_placed 2020-05-31 12:00", "group=fridge", "", kRunning,
               "2027-05-31 24:00", "7 years"},
              {"EU-05-parts", "goods.last_placed 2020-05-31 12:00", "group=washer", "", kRunning,
               "2030-05-31 24:00", "10 years"},
              {"EU-05-parts", "goods.last_placed 2020-02-29 12:00", "group=fridge-seal", "",
               kRunning, "2030-02-28 24:00", "10 years; 2030 has no 29 February"},
              {"EU-05-parts", "goods.last_placed 2020-05-31 12:00", "group=dishwasher", "",
               kRunning, "2030-05-31 24:00", "10 years, the longer reading"},
              {"EU-05-parts", "goods.last_placed 2021-02-28 12:00", "group=tv", "", kRunning,
               "2028-02-28 24:00", "7 years: the same day, though 2028 has a 29 February"},
              {"EU-05-parts", "goods.last_placed 2022-12-31 12:00", "group=smartphone", "",
               kRunning, "2029-12-31 24:00", "7 years"},
              {"EU-05-delivery", "parts.ordered 2026-11-27 12:00", "", "", kRunning,
               "2026-12-18 24:00", "30 Nov–4 Dec = 1–5, 7–11 = 6–10, 14–18 = 11–15"},
              {"EU-05-phone-delivery", "parts.ordered 2026-11-27 12:00", "product_kind=smartphone",
               "", kRunning, "2026-12-04 24:00", "5 working days"},
          });
// By 1182/71 a Saturday is no working day, also one that a decree lets work; and a day that a
// decree makes free is no public holiday.
GoldenTable const kInHungary(
    "eu",
    {
        {"EU-05-delivery", "parts.ordered 2026-03-20 12:00", "", "", kRunning, "2026-04-14 24:00",
         "23–27 = 1–5, 30–2 = 6–9; Good Friday, weekend, Easter Monday; 7–10 = 10–13, 13, 14 = 15",
         "state=HU"},
        {"EU-05-delivery", "parts.ordered 2026-03-20 12:00", "", "", kRunning, "2026-04-10 24:00",
         "nobody's holidays: 23–27 = 1–5, 30–3 = 6–10, 6–10 = 11–15"},
        {"EU-05-delivery", "parts.ordered 2026-11-27 12:00", "", "", kRunning, "2026-12-18 24:00",
         "30 Nov–4 = 1–5, 7–11 = 6–10; Saturday 12, worked there, is none; 14–18 = 11–15",
         "state=HU"},
        {"EU-05-delivery", "parts.ordered 2026-08-10 12:00", "", "", kRunning, "2026-09-01 24:00",
         "11–14 = 1–4, 17–19 = 5–7; 20 holiday; 21 free by decree counts = 8; 24–28 = 9–13, 31, 1",
         "state=HU"},
        {"EU-06-request", "data_request.received 2026-09-23 12:00", "", "", kRunning,
         "2026-10-26 24:00", "Friday 23 October is a holiday: Monday 26", "state=HU"},
        {"EU-06-request", "data_request.received 2026-09-23 12:00", "", "", kRunning,
         "2026-10-23 24:00", "no holiday of Brussels"},
        {"EU-06-request", "data_request.received 2026-11-12 12:00", "", "", kRunning,
         "2026-12-14 24:00", "12 December is a Saturday, whatever a decree says", "state=HU"},
        {"EU-01-conformity", "goods.sold 2026-01-10 10:00; goods.delivered 2026-01-12 12:00", "",
         "", kRunning, "2028-01-12 24:00", "beside the Hungarian guarantee", "state=HU"},
        {"EU-02", "goods.sold 2026-08-10 10:00; goods.delivered 2026-08-12 12:00", "", "",
         State::NotApplicable, "", "that Hungary took it over was not found", "state=HU"},
    });
TEST(GoldenUnion, a_member_states_holidays_are_left_out_and_its_law_holds_beside) {
  expect_golden(kInHungary);
}

TEST(GoldenUnion, spare_parts_are_kept_for_years_and_come_within_working_days) {
  expect_golden(kSpareParts);
}

GoldenTable const kMonths(
    "eu", {
              {"EU-06-request", "data_request.received 2026-01-31 12:00", "extended=false", "",
               kRunning, "2026-03-02 24:00", "28 February is a Saturday: Monday 2 March (EU-08)"},
              {"EU-06-request", "data_request.received 2026-02-05 12:00", "", "", kRunning,
               "2026-03-05 24:00", "28 days in February"},
              {"EU-06-request-extended", "data_request.received 2026-11-30 12:00", "extended=true",
               "", kRunning, "2027-03-01 24:00", "28 February 2027 is a Sunday"},
              {"EU-06-breach", "breach.known 2026-10-24 09:00", "", "", kRunning,
               "2026-10-27 08:00", "72 hours over the night of 25 hours"},
              {"EU-09-complaint", "complaint.received 2027-01-04 12:00", "member_state=ES", "",
               kRunning, "2027-01-25 24:00", "5–8 = 1–4, 11–15 = 5–9, 18–22 = 10–14, 25 = 15"},
              {"EU-09-billing", "billing_error.notified 2027-01-04 12:00", "member_state=ES", "",
               kRunning, "2027-01-09 24:00", "5 days"},
          });
TEST(GoldenUnion, a_month_is_no_thirty_days_and_ends_on_a_working_day) {
  expect_golden(kMonths);
  auto const& pack = *golden_pack("eu");
  EXPECT_EQ(find_document(pack, "guarantee_notice", {2026, 9, 26}), nullptr);
  EXPECT_NE(find_document(pack, "guarantee_notice", {2026, 9, 27}), nullptr);
  EXPECT_EQ(find_document(pack, "repair_information_form", {2026, 7, 30}), nullptr);
  auto const* form = find_document(pack, "repair_information_form", {2026, 7, 31});
  ASSERT_NE(form, nullptr) << "2024/1799 applies from 31 July 2026";
  EXPECT_EQ(form->fields.size(), 6u);
  auto const& level = *find_rule(pack, "EU-09-calls", {2027, 1, 1});
  EXPECT_TRUE(meets_level(level, std::vector<Duration>(20, std::chrono::minutes(3))));
  EXPECT_FALSE(meets_level(level, {std::chrono::seconds(181)}));
}

}  // namespace
}  // namespace vefa::law
