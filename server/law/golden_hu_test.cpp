// Hungary. 2026: Good Friday 3 April, Easter Monday 6 April, Whit Monday 25 May.
#include "law/limits.hpp"
#include "law/test_golden.hpp"

namespace vefa::law {
namespace {

constexpr auto kRunning = State::Running;
constexpr auto kNo = State::NotApplicable;

GoldenTable const kBands(
    "hu",
    {
        {"HU-01-one-year", "goods.sold 2023-05-10 10:00; goods.delivered 2023-05-10 12:00",
         "price=80000", "", kRunning, "2024-05-10 24:00", "2021–2024: up to 100 000 Ft one year"},
        {"HU-01-two-years", "goods.sold 2025-05-10 10:00; goods.delivered 2025-05-10 12:00",
         "price=80000", "", kRunning, "2027-05-10 24:00",
         "the same price two years later: two years"},
        {"HU-01-two-years", "goods.sold 2023-05-10 10:00; goods.delivered 2023-05-10 12:00",
         "price=80000", "", kNo, "", "in 2023 that band began above 100 000 Ft"},
        {"HU-01-two-years", "goods.sold 2023-06-15 10:00; goods.delivered 2023-06-15 12:00",
         "price=150000", "", kRunning, "2025-06-15 24:00", "100 000 to 250 000 Ft"},
        {"HU-01-two-years", "goods.sold 2024-04-30 10:00; goods.delivered 2024-06-01 12:00",
         "price=80000", "", kNo, "",
         "sold on the last day of the old bands, whatever the delivery"},
        {"HU-01-three-years", "goods.sold 2024-02-29 10:00; goods.delivered 2024-02-29 12:00",
         "price=250001", "", kRunning, "2027-02-28 24:00",
         "above 250 000 Ft; no 29 February in 2027"},
        {"HU-01-three-years", "goods.sold 2024-02-29 10:00; goods.delivered 2024-02-29 12:00",
         "price=250000", "", kNo, "", "the limit itself has two years"},
    });
TEST(GoldenHungary, the_day_of_the_sale_picks_the_band_of_the_guarantee) {
  expect_golden(kBands);
  auto const& pack = *golden_pack("hu");
  auto const sold = golden_events(pack, "goods.sold 2025-05-10 10:00");
  EXPECT_EQ(due(pack, "HU-01-one-year", sold, {}, sold[0].at).error().key, "law.no_edition");
}

GoldenTable const kBeginnings(
    "hu",
    {
        {"HU-01-two-years",
         "goods.sold 2025-01-10 09:00; goods.delivered 2025-01-10 12:00; "
         "goods.commissioned 2025-02-01 12:00 by=seller",
         "price=200000", "", kRunning, "2027-02-01 24:00", "commissioned by the seller"},
        {"HU-01-two-years",
         "goods.sold 2025-01-10 09:00; goods.delivered 2025-01-10 12:00; "
         "goods.commissioned 2025-07-10 12:00 by=consumer",
         "price=200000", "", kRunning, "2027-07-10 24:00", "by her, on the last day of six months"},
        {"HU-01-two-years",
         "goods.sold 2025-01-10 09:00; goods.delivered 2025-01-10 12:00; "
         "goods.commissioned 2025-07-11 12:00 by=consumer",
         "price=200000", "", kRunning, "2027-01-10 24:00", "a day later: from the handover"},
        {"HU-01-two-years",
         "goods.sold 2025-01-10 09:00; goods.delivered 2025-01-10 12:00; "
         "goods.handed_over 2025-03-01 12:00; goods.handed_back 2025-03-21 12:00",
         "price=200000", "", kRunning, "2027-01-30 24:00", "HU-02: 20 days in repair"},
    });
TEST(GoldenHungary, the_guarantee_begins_with_the_handover_or_a_timely_commissioning) {
  expect_golden(kBeginnings);
}

GoldenTable const kWorkingDays(
    "hu", {
              {"HU-10", "claim.made 2026-08-05 12:00", "", "", kRunning, "2026-08-11 24:00",
               "6, 7 = 1, 2; Saturday 8 is worked = 3; 10, 11 = 4, 5"},
              {"HU-10", "claim.made 2026-08-18 12:00", "", "", kRunning, "2026-08-27 24:00",
               "19 = 1; 20 holiday; 21 off by decree; weekend; 24–27 = 2–5"},
              {"HU-10", "claim.made 2025-12-10 12:00", "", "", kRunning, "2025-12-16 24:00",
               "11, 12 = 1, 2; Saturday 13 worked = 3; 15, 16 = 4, 5"},
              {"HU-11-finding", "repair.found_impossible 2026-12-22 12:00", "", "", kRunning,
               "2026-12-31 24:00", "23 = 1; 24 off by decree; Christmas; 28–31 = 2–5"},
              {"HU-11-fifteen", "claim.made 2026-05-05 12:00", "", "", kRunning, "2026-05-28 24:00",
               "day 15 is Wed 20; 21, 22 = 1, 2; Whit Monday; 26–28 = 3–5"},
              {"HU-11-thirty", "claim.made 2026-03-01 12:00", "", "", kRunning, "2026-04-09 24:00",
               "day 30 is Tue 31; 1, 2 = 1, 2; Easter; 7–9 = 3–5"},
          });
TEST(GoldenHungary, working_days_leave_out_holidays_and_take_in_worked_saturdays) {
  expect_golden(kWorkingDays);
  auto const& pack = *golden_pack("hu");
  auto const later = golden_events(pack, "claim.made 2026-12-30 12:00");
  auto const clock = due(pack, "HU-10", later, {}, later[0].at).value();
  EXPECT_EQ(local_text(pack, *clock.due_at), "2027-01-08 00:00");  // 31, (1 Jan), 4–7 = 2–5
  EXPECT_TRUE(has_doubt(clock, DoubtKind::UnknownSwaps));
}

GoldenTable const kAtOnce(
    "hu",
    {
        {"HU-03", "goods.sold 2026-04-01 12:00; claim.made 2026-04-08 23:30", "", "", State::Arisen,
         "", "2 = 1; Good Friday, weekend, Easter Monday; 7, 8 = 2, 3: on the third day"},
        {"HU-03", "goods.sold 2026-04-01 12:00; claim.made 2026-04-09 00:30", "", "",
         State::Waiting, "", "on the fourth: no right"},
        {"HU-03", "goods.bought 2026-03-02 12:00; claim.made 2026-11-02 12:00", "", "",
         State::Waiting, "", "eight months later"},
        {"HU-03",
         "goods.sold 2026-03-02 12:00; goods.commissioned 2026-04-01 12:00; claim.made 2026-04-08 "
         "12:00",
         "", "", State::Arisen, "", "from the commissioning, as above"},
        {"HU-03", "goods.sold 2026-08-05 12:00; fault.notified 2026-08-08 12:00", "", "",
         State::Arisen, "", "6, 7 = 1, 2; Saturday 8 is worked = 3"},
        {"HU-03", "goods.sold 2026-08-05 12:00; fault.notified 2026-08-10 12:00", "", "",
         State::Waiting, "", "Saturday 8 was the third: Monday 10 is the fourth"},
        {"HU-03",
         "goods.sold 2026-08-05 12:00; fault.notified 2026-08-06 12:00; claim.made 2026-08-20 "
         "12:00",
         "", "", State::Arisen, "", "it failed on the first; that she claims later takes nothing"},
        {"HU-03", "goods.sold 2026-04-01 12:00; claim.made 2026-04-02 12:00",
         "fault_blocks_use=false", "", kNo, "", "it can be used"},
        {"HU-03", "claim.made 2026-04-02 12:00", "", "", State::Waiting, "",
         "nobody knows when it was bought"},
    });
TEST(GoldenHungary, an_exchange_at_once_is_for_what_fails_within_three_working_days) {
  expect_golden(kAtOnce);
}

GoldenTable const kClaims(
    "hu",
    {
        {"HU-04-repair", "claim.made 2026-03-01 12:00", "", "", kRunning, "2026-03-16 24:00",
         "15 days"},
        {"HU-04-tell", "claim.made 2026-03-01 12:00; duration.told 2026-03-16 15:00", "", "",
         State::Kept, "2026-03-16 24:00", "told on the 15th day"},
        {"HU-05", "repair.found_impossible 2026-02-20 12:00", "", "", kRunning, "2026-02-28 24:00",
         "8 days"},
        {"HU-06-repair", "claim.made 2026-01-30 12:00", "", "", kRunning, "2026-03-01 24:00",
         "January has 31 days, February 28: 30 days on is 1 March"},
        {"HU-06-repair", "claim.made 2026-01-30 12:00; refund.paid 2026-02-20 12:00", "", "",
         State::Kept, "2026-03-01 24:00", "her money is back"},
        {"HU-06-repair", "claim.made 2026-01-30 12:00; goods.returned_unrepaired 2026-02-10 12:00",
         "", "", State::Kept, "2026-03-01 24:00", "given back as it was, as she wished"},
        {"HU-04-tell", "claim.made 2026-03-01 12:00; goods.returned_unrepaired 2026-03-05 15:00",
         "", "", State::Kept, "2026-03-16 24:00", "nothing takes any time any more"},
        {"HU-06-exchange", "claim.made 2026-01-30 12:00", "", "2026-03-02 12:00", kRunning,
         "2026-03-09 24:00", "and 8 days"},
        {"HU-06-exchange", "claim.made 2026-01-30 12:00; exchange.done 2026-03-10 09:00", "", "",
         State::Broken, "2026-03-09 24:00", "a day late"},
        {"HU-07",
         "repair.completed 2026-01-10 12:00; repair.completed 2026-03-10 12:00; "
         "repair.completed 2026-05-10 12:00; fault.notified 2026-06-10 12:00",
         "", "", kRunning, "2026-06-18 24:00", "the fourth fault: 8 days"},
        {"HU-07",
         "repair.completed 2026-01-10 12:00; repair.completed 2026-03-10 12:00; "
         "fault.notified 2026-06-10 12:00",
         "", "", State::Waiting, "", "only two repairs yet"},
        {"HU-07",
         "repair.completed 2026-01-10 12:00; repair.completed 2026-03-10 12:00; "
         "repair.completed 2026-05-10 12:00; fault.notified 2026-06-10 12:00",
         "product_kind=car", "", kNo, "", "cars are excluded"},
    });
TEST(GoldenHungary, a_claim_runs_several_clocks) { expect_golden(kClaims); }

GoldenTable const kComplaints(
    "hu", {
              {"HU-09-kept", "record.taken 2026-02-10 12:00", "", "", kRunning, "2029-02-10 24:00",
               "three years"},
              {"HU-12", "complaint.received 2026-01-31 12:00", "", "", kRunning, "2026-03-02 24:00",
               "30 days over a February of 28"},
              {"HU-12-kept", "complaint.answered 2024-02-29 12:00", "", "", kRunning,
               "2029-02-28 24:00", "five years, the longer reading"},
              {"HU-13", "call.connected 2026-03-29 01:58", "public_service=true", "", kRunning,
               "2026-03-29 03:03", "clocks go from 02:00 to 03:00"},
              {"HU-13", "call.connected 2026-05-04 10:00; call.answered_by_person 2026-05-04 10:05",
               "public_service=true", "", State::Kept, "2026-05-04 10:05", "within five minutes"},
              {"HU-13", "call.connected 2026-05-04 10:00", "public_service=false", "", kNo, "",
               "not every firm"},
              {"HU-13-recording", "call.connected 2026-05-01 10:00", "", "", kRunning,
               "2031-05-01 24:00", "five years"},
              {"HU-14", "goods.handed_back 2026-08-31 12:00", "repair_fee=25000", "", kRunning,
               "2027-02-28 24:00", "six months, clamped"},
              {"HU-14", "goods.handed_back 2026-08-31 12:00", "repair_fee=20000", "", kNo, "",
               "above 20 000 Ft only"},
          });
TEST(GoldenHungary, complaints_calls_records_and_repairs_have_their_times) {
  expect_golden(kComplaints);
}

TEST(GoldenHungary, heavy_goods_are_repaired_where_they_stand) {
  auto const& pack = *golden_pack("hu");
  LocalDate const on{2026, 6, 1};
  auto const& rule = *find_rule(pack, "HU-08", on);
  EXPECT_EQ(decides(pack, rule, 11, on), Truth::Yes);
  EXPECT_EQ(decides(pack, rule, 10, on), Truth::No);
  auto const told = tell_rule(Language::En, pack, rule);
  EXPECT_NE(std::ranges::find(told, "The limit is 10 kg."), told.end());
  // 249/2004: a card goes with the repair.
  EXPECT_EQ(find_document(pack, "repair_warranty_card", on)->row, "HU-14");
  EXPECT_EQ(find_rule(pack, "HU-14", on)->on_start.at(0).document, "repair_warranty_card");
  EXPECT_EQ(find_document(pack, "claim_record", on)->kept, (Amount{3, Unit::Year}));
  // 19/2014, 6. §: name, address, what it is, when it was taken in, by when it is ready.
  EXPECT_EQ(find_document(pack, "take_in_slip", on)->fields,
            (std::vector<std::string>{"customer_name", "customer_address", "item", "handed_over_on",
                                      "ready_by"}));
}

TEST(GoldenHungary, papers_of_bookkeeping_are_kept_from_the_report_on_their_year) {
  auto const* paper = find_document(*golden_pack("hu"), "invoice", {2026, 6, 1});
  ASSERT_NE(paper, nullptr);
  EXPECT_EQ(paper->kept, (Amount{8, Unit::Year}));
  // The report on 2026 is due by 31 May 2027: through 31 May 2035.
  EXPECT_EQ(kept_until(*paper, {2026, 1, 1}), (LocalDate{2035, 6, 1}));
  EXPECT_EQ(kept_until(*paper, {2026, 12, 31}), (LocalDate{2035, 6, 1}));
  // Other papers count from their own day; a leap day's years end with February.
  auto const* record = find_document(*golden_pack("hu"), "claim_record", {2024, 2, 29});
  EXPECT_EQ(kept_until(*record, {2024, 2, 29}), (LocalDate{2027, 2, 28}));
}

}  // namespace
}  // namespace vefa::law
