// Turkey. 2026-03-19 is a Thursday; Saturday is a business day, Sunday is not.
#include "law/limits.hpp"
#include "law/test_golden.hpp"

namespace vefa::law {
namespace {

constexpr auto kRunning = State::Running;
constexpr auto kKept = State::Kept;
constexpr auto kBroken = State::Broken;

GoldenTable const kGuarantee(
    "tr",
    {
        {"TR-01", "goods.delivered 2024-02-29 12:00", "listed=true", "", kRunning,
         "2026-02-28 24:00", "two years on there is no 29 February: the month's last day, 28"},
        {"TR-01", "goods.delivered 2024-02-29 12:00", "listed=true", "2026-03-01 00:00",
         State::Ended, "2026-02-28 24:00", "over with the end of the day"},
        {"TR-01",
         "goods.delivered 2025-03-10 12:00; goods.handed_over 2025-06-01 09:00; "
         "goods.handed_back 2025-06-11 17:00",
         "", "", kRunning, "2027-03-20 24:00", "1 to 10 June are 10 days: 10 March 2027 + 10"},
        {"TR-01", "goods.delivered 2025-03-10 12:00; goods.handed_over 2025-06-01 09:00", "", "",
         State::Paused, "", "in repair: the end is not known yet"},
        {"TR-01", "goods.delivered 2025-03-10 12:00", "listed=false", "", State::NotApplicable, "",
         "not on the list"},
    });
TEST(GoldenTurkey, the_guarantee_lasts_two_years_and_the_time_of_repairs) {
  expect_golden(kGuarantee);
}

GoldenTable const kRepairs(
    "tr",
    {
        {"TR-03-in-warranty", "fault.notified 2026-03-19 15:00", "in_warranty=true", "", kRunning,
         "2026-04-14 24:00",
         "19 Thu is the eve; 20–22 Ramazan Bayramı; 23–28 = 1–6, 30 Mar–4 Apr = 7–12, "
         "6–11 = 13–18, 13 = 19, 14 = 20"},
        {"TR-03-in-warranty", "fault.notified 2026-05-18 09:00", "", "", kRunning,
         "2026-06-16 24:00",
         "19 May holiday; 20–23 = 1–4, 25 = 5, 26 eve = 6, 27–30 Kurban, 31 Sun, 1–6 Jun = 7–12, "
         "8–13 = 13–18, 15 = 19, 16 = 20"},
        {"TR-03-in-warranty", "fault.notified 2026-07-13 09:00", "", "", kRunning,
         "2026-08-05 24:00",
         "15 July is not named in the text and counts: 14–18 = 1–5, 20–25 = 6–11, "
         "27 Jul–1 Aug = 12–17, 3 = 18, 4 = 19, 5 = 20"},
        {"TR-03-in-warranty", "fault.notified 2016-09-08 09:00", "", "", kRunning,
         "2016-10-06 24:00",
         "published: Kurban 12–15 Sep (ICU: 11–14). 9, 10 = 1, 2; 16, 17 = 3, 4; 19–24 = 5–10; "
         "26 Sep–1 Oct = 11–16; 3–6 = 17–20"},
        {"TR-03-in-warranty", "fault.notified 2030-02-01 09:00", "", "", kRunning,
         "2030-02-28 24:00",
         "forecast: Ramazan 4–6 Feb. 2 = 1; 7–9 = 2–4; 11–16 = 5–10; 18–23 = 11–16; 25–28 = "
         "17–20"},
        {"TR-03-in-warranty", "fault.notified 2026-03-19 15:00", "group=car", "", kRunning,
         "2026-04-27 24:00",
         "30 days (the shorter reading): 14 Apr = 20, 15–18 = 21–24, 20–22 = 25–27, 23 holiday, "
         "24, 25 = 28, 29, 27 = 30"},
        {"TR-03-out-of-warranty", "goods.handed_over 2026-12-30 10:00", "in_warranty=false", "",
         kRunning, "2027-01-23 24:00",
         "31 Dec = 1, 1 Jan holiday, 2 = 2, 4–9 = 3–8, 11–16 = 9–14, 18–23 = 15–20"},
        {"TR-03-in-warranty", "fault.notified 2026-03-19 15:00; repair.completed 2026-04-14 23:59",
         "", "", kKept, "2026-04-14 24:00", "told on the last day"},
        {"TR-03-in-warranty", "fault.notified 2026-03-19 15:00; repair.completed 2026-04-15 00:01",
         "", "", kBroken, "2026-04-14 24:00", "a minute late"},
        {"TR-03-in-warranty", "fault.notified 2026-03-19 15:00; exchange.done 2026-04-14 23:00", "",
         "", kKept, "2026-04-14 24:00", "another one in its place on the last day"},
        {"TR-03-in-warranty", "fault.notified 2026-03-19 15:00; refund.paid 2026-04-10 12:00", "",
         "", kKept, "2026-04-14 24:00", "her money is back: nothing is left to repair"},
        {"TR-03-in-warranty",
         "fault.notified 2026-03-19 15:00; goods.returned_unrepaired 2026-04-01 10:00", "", "",
         kKept, "2026-04-14 24:00", "given back as it was, as she wished"},
        {"TR-03-in-warranty", "fault.notified 2026-03-19 15:00; goods.handed_back 2026-04-01 10:00",
         "", "2026-04-02 10:00", kRunning, "2026-04-14 24:00",
         "that it went back says nothing of a repair, nor of her wish"},
        {"TR-03-out-of-warranty",
         "goods.handed_over 2026-12-30 10:00; goods.returned_unrepaired 2027-01-05 10:00",
         "in_warranty=false", "", kKept, "2027-01-23 24:00", "she declined the quote"},
        {"TR-03-out-of-warranty",
         "goods.handed_over 2026-12-30 10:00; goods.returned_unrepaired 2027-01-24 00:01",
         "in_warranty=false", "", kBroken, "2027-01-23 24:00", "after the twentieth day"},
    });
TEST(GoldenTurkey, a_repair_takes_twenty_business_days_with_saturdays_and_without_holidays) {
  expect_golden(kRepairs);
}

TEST(GoldenTurkey, what_rests_on_a_forecast_or_on_one_of_two_readings_says_so) {
  auto const& pack = *golden_pack("tr");
  auto const clock_of = [&](char const* events, char const* facts) {
    auto const list = golden_events(pack, events);
    return due(pack, "TR-03-in-warranty", list, golden_params(pack, facts), list.back().at).value();
  };
  EXPECT_TRUE(has_doubt(clock_of("fault.notified 2030-02-01 09:00", ""), DoubtKind::ForecastDay));
  EXPECT_FALSE(has_doubt(clock_of("fault.notified 2026-03-19 09:00", ""), DoubtKind::ForecastDay));
  EXPECT_TRUE(has_doubt(clock_of("fault.notified 2026-03-18 09:00", ""), DoubtKind::HalfDay));
  auto const known = "customer=consumer listed=true in_warranty=true group=tv";
  EXPECT_TRUE(clock_of("fault.notified 2026-07-13 09:00", known).doubts.empty());
  auto const car = "customer=consumer listed=true in_warranty=true group=car";
  EXPECT_TRUE(has_doubt(clock_of("fault.notified 2026-07-13 09:00", car), DoubtKind::UnsureValue));
  EXPECT_TRUE(has_doubt(clock_of("fault.notified 2026-07-13 09:00", ""), DoubtKind::MissingFact));
}

TEST(GoldenTurkey, a_breach_gives_the_consumer_the_choice_and_calls_a_supervisor) {
  auto const& pack = *golden_pack("tr");
  auto const events = golden_events(pack, "fault.notified 2026-03-19 15:00");
  auto const at = [&](char const* now) {
    return due(pack, "TR-03-in-warranty", events, {}, golden_instant(pack, now)).value();
  };
  auto const before = at("2026-04-14 23:59");
  ASSERT_EQ(before.following.size(), 4u);
  EXPECT_EQ(before.following[0].what->document, "service_slip");
  EXPECT_TRUE(before.following[0].is_due);
  EXPECT_FALSE(before.following[1].is_due);
  auto const after = at("2026-04-15 00:00");
  EXPECT_EQ(after.state, State::Broken);
  EXPECT_EQ(after.following[1].what->choices,
            (std::vector<std::string>{"refund", "price_reduction", "replacement"}));
  EXPECT_TRUE(after.following[1].is_due);
  EXPECT_EQ(local_text(pack, after.following[1].at), "2026-04-15 00:00");
  EXPECT_EQ(money_of(pack, *after.following[3].what, {2026, 4, 15}), (Money{397300, {"TRY"}}));
  EXPECT_TRUE(after.following[3].what->informational);
}

TEST(GoldenTurkey, warnings_come_at_half_at_four_fifths_and_two_business_days_before) {
  auto const& pack = *golden_pack("tr");
  auto const events = golden_events(pack, "fault.notified 2026-03-19 15:00");
  auto const clock = due(pack, "TR-03-in-warranty", events, {}, events.back().at).value();
  ASSERT_EQ(clock.warnings.size(), 3u);
  // Day 10 is 2 April, day 16 is 9 April: once they are over; two business days before the
  // 14th: 11.
  EXPECT_EQ(local_text(pack, clock.warnings[0].at), "2026-04-03 00:00");
  EXPECT_EQ(local_text(pack, clock.warnings[1].at), "2026-04-10 00:00");
  EXPECT_EQ(local_text(pack, clock.warnings[2].at), "2026-04-11 00:00");
  EXPECT_EQ(clock.next_ring(events.back().at), clock.warnings[0].at);
  EXPECT_EQ(clock.next_ring(clock.warnings[2].at), clock.due_at);
}

GoldenTable const kSubstitutes(
    "tr",
    {
        {"TR-04", "goods.handed_over 2026-10-24 12:00", "", "", kRunning, "2026-11-06 24:00",
         "25 Sun; 26, 27 = 1, 2; 28 half = 3; 29 holiday; 30, 31 = 4, 5; 1 Sun; 2–6 Nov = 6–10"},
        {"TR-04", "goods.handed_over 2026-10-24 12:00; loaner.given 2026-11-02 10:00", "", "",
         kKept, "2026-11-06 24:00", "lent on day 6"},
        {"TR-04", "goods.handed_over 2026-10-24 12:00; goods.returned_unrepaired 2026-11-02 10:00",
         "", "", kKept, "2026-11-06 24:00", "nothing is in repair that a substitute stands for"},
        {"TR-04", "fault.notified 2026-03-19 15:00; goods.handed_over 2026-03-24 10:00", "", "",
         kRunning, "2026-04-04 24:00", "25–28 = 1–4, 30 Mar–4 Apr = 5–10"},
    });
TEST(GoldenTurkey, a_substitute_is_due_on_the_tenth_business_day_after_the_hand_over) {
  expect_golden(kSubstitutes);
}

GoldenTable const kElectiveRights(
    "tr",
    {
        {"TR-05-fails-again",
         "fault.notified 2026-02-02 09:00; repair.completed 2026-02-10 09:00; "
         "fault.notified 2026-03-05 12:00",
         "in_warranty=true", "", State::Arisen, "", "one recurrence is enough"},
        {"TR-05-fails-again", "fault.notified 2026-02-02 09:00; repair.completed 2026-02-10 09:00",
         "in_warranty=true", "", State::Waiting, "", "it has not failed again"},
        {"TR-05-unrepairable",
         "fault.notified 2026-02-02 09:00; repair.found_impossible 2026-02-09 09:00",
         "in_warranty=true", "", State::Arisen, "", "at once"},
        {"TR-05-unrepairable", "repair.found_impossible 2026-02-09 09:00", "in_warranty=false", "",
         State::NotApplicable, "", "out of guarantee"},
    });
TEST(GoldenTurkey, a_second_failure_and_what_cannot_be_repaired_open_the_elective_rights) {
  expect_golden(kElectiveRights);
}

GoldenTable const kOtherGoods(
    "tr",
    {
        {"TR-06", "remedy.requested 2026-06-01 09:00", "listed=false", "", kRunning,
         "2026-07-06 24:00",
         "2–6 Jun = 1–5, then six a week: 13 = 11, 20 = 17, 27 = 23, 4 Jul = 29, 6 = 30"},
        {"TR-06", "remedy.requested 2026-06-01 09:00; refund.paid 2026-06-20 09:00", "listed=false",
         "", kKept, "2026-07-06 24:00", "her money is back: nothing is left to repair"},
        {"TR-07", "service.redo_requested 2026-04-20 09:00", "", "", kRunning, "2026-06-02 24:00",
         "21, 22 = 1, 2; 23 holiday; 24, 25 = 3, 4; 27–30 = 5–8; 1 May holiday; 2 = 9; 4–9 = "
         "10–15; "
         "11–16 = 16–21; 18 = 22; 19 holiday; 20–23 = 23–26; 25, 26 = 27, 28; 27–30 Kurban; 1, 2 "
         "Jun = 29, 30"},
    });
TEST(GoldenTurkey, other_goods_and_services_have_thirty_business_days) {
  expect_golden(kOtherGoods);
}

GoldenTable const kPeriods(
    "tr",
    {
        {"TR-08-presumption", "goods.delivered 2025-08-31 12:00", "", "", kRunning,
         "2026-02-28 24:00", "31 August + 6 months: February's last day"},
        {"TR-08-limitation", "goods.delivered 2025-01-15 12:00", "", "", kRunning,
         "2027-01-15 24:00", "the same day two years on"},
        {"TR-09-delivery", "order.received 2026-09-29 12:00", "distance_sale=true", "", kRunning,
         "2026-10-30 24:00", "30 days on is 29 October, Republic Day: the day after"},
        {"TR-09-withdrawal", "goods.delivered 2026-04-09 12:00", "told_of_withdrawal=true", "",
         kRunning, "2026-04-24 24:00", "14 days on is 23 April, a holiday: 24"},
        {"TR-09-withdrawal-not-told", "goods.delivered 2026-03-02 12:00",
         "told_of_withdrawal=false", "", kRunning, "2027-03-16 24:00",
         "14 days: 16 March 2026; and a year"},
        {"TR-12-certificate", "certificate.issued 2026-05-31 12:00", "", "", kRunning,
         "2028-05-31 24:00", "two years"},
        {"TR-12-station-change", "network.changed 2026-07-16 12:00", "", "", kRunning,
         "2026-08-15 24:00", "30 days on is a Saturday, which is no holiday"},
        {"TR-12-station-change", "network.changed 2026-07-31 12:00", "", "", kRunning,
         "2026-08-31 24:00", "30 August is Victory Day and a Sunday: Monday 31"},
        {"TR-13", "goods.delivered 2026-01-10 12:00", "group=fridge", "", kRunning,
         "2036-01-10 24:00", "ten years of a fridge's life"},
        {"TR-14-decision", "dispute.filed 2026-08-31 12:00", "extended=false", "", kRunning,
         "2027-03-01 24:00", "six months: 28 February 2027, a Sunday: Monday 1 March"},
        {"TR-14-decision-extended", "dispute.filed 2026-04-23 12:00", "extended=true", "", kRunning,
         "2027-04-24 24:00", "a year on is 23 April, a holiday: Saturday 24"},
    });
TEST(GoldenTurkey, periods_of_months_and_days_end_on_days_that_are_no_holiday) {
  expect_golden(kPeriods);
}

GoldenTable const kAnnex("tr",
                         {
                             {"TR-13", "goods.delivered 2024-02-29 10:00", "group=smartphone", "",
                              kRunning, "2029-02-28 24:00", "5 years; 2029 has no 29 February"},
                             {"TR-13", "goods.delivered 2024-02-29 10:00", "group=fridge", "",
                              kRunning, "2034-02-28 24:00", "10 years"},
                             {"TR-13", "goods.delivered 2026-08-31 10:00", "group=washer", "",
                              kRunning, "2036-08-31 24:00", "10 years"},
                             {"TR-13", "goods.delivered 2025-12-31 10:00", "group=tv", "", kRunning,
                              "2032-12-31 24:00", "7 years"},
                             {"TR-13", "goods.delivered 2025-06-01 10:00", "group=car", "",
                              kRunning, "2040-06-01 24:00", "15 years"},
                             {"TR-03-in-warranty", "fault.notified 2026-06-01 10:00",
                              "group=fridge", "", kRunning, "2026-06-24 24:00",
                              "2–6 Jun = 1–5, 8–13 = 6–11, 15–20 = 12–17, 22–24 = "
                              "18–20"},
                             {"TR-03-in-warranty", "fault.notified 2026-06-01 10:00", "group=car",
                              "", kRunning, "2026-07-06 24:00",
                              "24 Jun = 20, 25–27 = 21–23, 29 Jun–4 Jul = 24–29, 6 = 30"},
                         });
TEST(GoldenTurkey, the_annex_gives_each_group_its_usage_life_its_repair_days_and_its_stations) {
  expect_golden(kAnnex);
  auto const& pack = *golden_pack("tr");
  LocalDate const on{2026, 6, 1};
  EXPECT_EQ(find_group(pack, "blood-pressure", on)->usage_life->count, 5);
  EXPECT_EQ(find_group(pack, "blood-pressure", on)->repair->count, 20);
  EXPECT_EQ(find_group(pack, "toaster", on), nullptr) << "the whole annex could not be read";
}

GoldenTable const kDataRequests(
    "tr",
    {
        {"TR-16-request", "data_request.received 2026-04-01 12:00", "", "", kRunning,
         "2026-05-02 24:00", "30 days: 1 May, a holiday: Saturday 2 (TBK 93)"},
        {"TR-16-breach", "breach.known 2026-10-24 09:00", "", "", kRunning, "2026-10-27 09:00",
         "72 hours; no clock changes in Turkey"},
        {"TR-16-complaint-after-answer",
         "data_request.received 2026-01-01 12:00; data_request.answered 2026-02-01 12:00", "", "",
         kRunning, "2026-03-03 24:00", "February has 28 days: 1 + 30 = 31 February = 3 March"},
        {"TR-16-complaint-latest", "data_request.received 2026-01-01 12:00", "", "", kRunning,
         "2026-03-02 24:00", "day 61 of the year"},
        {"TR-17-opt-out", "consent.withdrawn 2026-05-25 12:00", "", "", kRunning,
         "2026-06-02 24:00", "26 eve = 1; 27–30 Kurban; 31 Sun; 1, 2 Jun = 2, 3"},
        {"TR-15-menu", "call.connected 2026-05-25 12:00:10", "sector=telecom", "", kRunning,
         "2026-05-25 12:00:55", "45 seconds"},
    });
TEST(GoldenTurkey, data_requests_breaches_and_opt_outs_have_their_times) {
  expect_golden(kDataRequests);
}

TEST(GoldenTurkey, limits_levels_windows_and_consents_are_decided_by_the_pack) {
  auto const& pack = *golden_pack("tr");
  LocalDate const on{2026, 6, 1};
  auto const rule = [&](char const* id) { return find_rule(pack, id, on); };
  EXPECT_EQ(decides(pack, *rule("TR-14-limit"), 18599999, on), Truth::Yes);
  EXPECT_EQ(decides(pack, *rule("TR-14-limit"), 18600000, on), Truth::No);
  EXPECT_EQ(decides(pack, *rule("TR-14-limit"), 1, {2027, 6, 1}), Truth::Unknown);
  auto const told = join(tell_rule(Language::En, pack, *rule("TR-14-limit")), "\n");
  for (auto const* words : {"It applies to what is below this limit", "186,000.00",
                            "1 January 2026", "What it is after 31 December 2026 is not known"})
    EXPECT_NE(told.find(words), std::string::npos) << words << " in " << told;
  EXPECT_EQ(decides(pack, *rule("TR-15-bank-person"), 60, on), Truth::Yes);
  EXPECT_EQ(decides(pack, *rule("TR-15-bank-person"), 59, on), Truth::No);

  using std::chrono::seconds;
  std::vector<Duration> waits(8, seconds(20));
  waits.insert(waits.end(), 2, seconds(21));
  EXPECT_TRUE(meets_level(*rule("TR-15-telecom"), waits));
  waits.push_back(seconds(21));
  EXPECT_FALSE(meets_level(*rule("TR-15-telecom"), waits));
  EXPECT_TRUE(meets_level(*rule("TR-15-bank"), waits));

  auto const& sales = *rule("TR-15-bank-sales");
  EXPECT_TRUE(is_within(pack, sales, golden_instant(pack, "2026-06-06 23:59")));
  EXPECT_FALSE(is_within(pack, sales, golden_instant(pack, "2026-06-07 12:00")));

  EXPECT_EQ(find_consent(pack, "sms", "greeting", on)->need, ConsentNeed::OptIn);
  EXPECT_EQ(find_consent(pack, "email", "maintenance_notice", on)->need, ConsentNeed::None);
  EXPECT_EQ(find_consent(pack, "letter", "marketing", on), nullptr);
  EXPECT_EQ(find_document(pack, "service_slip", on)->fields.size(), 17u);
  EXPECT_EQ(find_value(pack, "fine_station", {2024, 5, 1})->value, 12400000);
  EXPECT_EQ(find_value(pack, "fine_special_service", on)->value, 3251000);
  EXPECT_EQ(find_group(pack, "blood-pressure", on)->stations, 1);
}

TEST(GoldenTurkey, papers_of_bookkeeping_are_kept_from_the_end_of_their_year) {
  auto const& pack = *golden_pack("tr");
  for (auto const* id : {"invoice", "quote"}) {
    auto const* paper = find_document(pack, id, {2026, 6, 1});
    ASSERT_NE(paper, nullptr) << id;
    EXPECT_EQ(paper->kept, (Amount{10, Unit::Year})) << id;
    // 2026, and ten years more: through 31 December 2036, whichever day of 2026 it is from.
    EXPECT_EQ(kept_until(*paper, {2026, 1, 1}), (LocalDate{2037, 1, 1})) << id;
    EXPECT_EQ(kept_until(*paper, {2026, 12, 31}), (LocalDate{2037, 1, 1})) << id;
  }
}

}  // namespace
}  // namespace vefa::law
