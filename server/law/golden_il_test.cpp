// Israel. Friday counts, Sabbaths and holidays do not. 2026: Rosh Hashanah 12–13 September, Yom
// Kippur 21 September, Passover 2 and 8 April.
#include "law/limits.hpp"
#include "law/test_golden.hpp"

namespace vefa::law {
namespace {

constexpr auto kRunning = State::Running;
constexpr auto kNo = State::NotApplicable;
constexpr char const* kAgreed = "visit.agreed 2026-11-20 09:00 for 2026-11-29 13:00";
constexpr char const* kAtHome = "place=home visit_purpose=warranty";

GoldenTable const kWarranties(
    "il",
    {
        {"IL-01", "goods.delivered 2026-01-05 12:00; installation.completed 2026-01-20 12:00",
         "price=500", "", kRunning, "2027-01-20 24:00", "from the installation"},
        {"IL-01", "goods.delivered 2026-01-05 12:00", "price=150.01", "", kRunning,
         "2027-01-05 24:00", "above 150"},
        {"IL-01", "goods.delivered 2026-01-05 12:00", "price=150", "", kNo, "", "not above 150"},
        {"IL-01", "goods.delivered 2026-01-05 12:00", "price=500 product_kind=water_heater", "",
         kNo, "", "has its own term"},
        {"IL-01-water-heater", "goods.delivered 2024-02-29 12:00",
         "price=500 product_kind=water_heater", "", kRunning, "2028-02-29 24:00",
         "four years: 2028 has a 29 February"},
        {"IL-04-parts", "goods.delivered 2026-03-01 12:00", "price=250 listed_appliance=false", "",
         kRunning, "2027-03-01 24:00", "as long as the warranty"},
        {"IL-04-parts-dear", "goods.delivered 2026-03-01 12:00", "price=400 listed_appliance=false",
         "", kRunning, "2028-03-01 24:00", "above 300 a year more"},
        {"IL-04-parts-dear", "goods.delivered 2026-03-01 12:00",
         "price=400 listed_appliance=false product_kind=water_heater", "", kNo, "",
         "a water heater has its own"},
        {"IL-04-parts-heater", "goods.delivered 2024-02-29 12:00",
         "price=250 listed_appliance=false product_kind=water_heater", "", kRunning,
         "2028-02-29 24:00", "as long as its warranty: four years"},
        {"IL-04-parts-heater-dear", "goods.delivered 2024-02-29 12:00",
         "price=400 listed_appliance=false product_kind=water_heater", "", kRunning,
         "2029-02-28 24:00", "above 300 a year more: 2029 has no 29 February"},
        {"IL-04-parts-listed", "goods.delivered 2026-03-01 12:00", "listed_appliance=true", "",
         kRunning, "2033-03-01 24:00", "seven years"},
    });
TEST(GoldenIsrael, the_warranty_begins_with_the_later_of_delivery_and_installation) {
  expect_golden(kWarranties);
}

GoldenTable const kRepairs(
    "il",
    {
        {"IL-02-home", "fault.notified 2026-09-09 12:00", "place=home", "", kRunning,
         "2026-09-18 24:00", "10, Fri 11 = 1, 2; 12–13 Rosh Hashanah; 14–17 = 3–6; Fri 18 = 7"},
        {"IL-02-station", "goods.handed_over 2026-09-16 12:00", "place=station", "", kRunning,
         "2026-09-29 24:00",
         "17, 18 = 1, 2; Sabbath; 20 = 3; 21 Yom Kippur; 22–25 = 4–7; 26 Sukkot; 27–29 = 8–10"},
        {"IL-02-station",
         "goods.handed_over 2026-09-16 12:00; goods.returned_unrepaired 2026-09-20 12:00",
         "place=station", "", State::Kept, "2026-09-29 24:00",
         "given back as it was, as she wished"},
        {"IL-02-sale", "goods.handed_over 2026-04-01 12:00", "place=point_of_sale", "", kRunning,
         "2026-04-20 24:00",
         "2 Passover; 3 = 1; 4 Sabbath; 5–7 = 2–4; 8 holiday; 9, 10 = 5, 6; 12–17 = 7–12; 19, 20 "
         "= 13, 14"},
        {"IL-02-home", "fault.notified 2028-04-27 12:00", "place=home", "", kRunning,
         "2028-05-07 24:00",
         "28 = 1; Sabbath; 30 = 2; Mon 1 May = 3, for Independence Day moves to 2; 3–5 = 4–6; 7 "
         "= 7"},
        {"IL-02-home", "fault.notified 2026-03-25 12:00", "place=home", "", kRunning,
         "2026-04-03 24:00",
         "26, 27 = 1, 2; 28 Sabbath; clocks changed on the 27th; 29–1 = 3–6; 2 Passover; 3 = 7"},
        {"IL-02-home", "fault.notified 2026-09-09 12:00", "place=station", "", kNo, "",
         "not at home"},
    });
TEST(GoldenIsrael, repairs_count_fridays_and_leave_out_sabbaths_and_holidays) {
  expect_golden(kRepairs);
}

TEST(GoldenIsrael, independence_day_moves_away_from_the_sabbath) {
  auto const& days = golden_pack("il")->calendars.at("il-repair").days;
  auto const day = [&](LocalDate date) { return days.find(calendar::day_number(date))->kind; };
  EXPECT_EQ(day({2025, 5, 1}), DayKind::Holiday);  // 5 Iyar is Sat 3 May: Thursday
  EXPECT_EQ(day({2025, 5, 2}), DayKind::Working);
  EXPECT_EQ(day({2024, 5, 14}), DayKind::Holiday);  // 5 Iyar is Mon 13 May: Tuesday
  EXPECT_EQ(day({2024, 5, 13}), DayKind::Working);
  EXPECT_EQ(day({2026, 4, 22}), DayKind::Holiday);  // 5 Iyar is a Wednesday: stays
  EXPECT_EQ(day({2028, 5, 2}), DayKind::Holiday);
  EXPECT_EQ(day({2028, 5, 1}), DayKind::Working);
}

GoldenTable const kNotes(
    "il",
    {
        {"IL-04-note", "fault.notified 2026-09-09 12:00; repair.completed 2026-09-17 12:00",
         "place=home", "", State::Arisen, "", "at home as well: a technician writes it there"},
        {"IL-04-note", "goods.handed_over 2026-09-16 12:00", "place=station", "", State::Waiting,
         "", "not when it is taken in: nothing was repaired yet"},
    });
TEST(GoldenIsrael, what_was_repaired_is_confirmed_in_writing_wherever_it_was_repaired) {
  expect_golden(kNotes);
  auto const& pack = *golden_pack("il");
  auto const done = golden_events(pack, "repair.completed 2026-09-17 12:00");
  auto const clock = due(pack, "IL-04-note", done, {}, done[0].at).value();
  ASSERT_EQ(clock.following.size(), 1u);
  EXPECT_TRUE(clock.following[0].is_due);
  EXPECT_EQ(find_document(pack, clock.following[0].what->document, {2026, 9, 17})->fields,
            (std::vector<std::string>{"item", "fault_found", "work_done"}));
}

GoldenTable const kLateRepairs(
    "il", {
              {"IL-03-home", "fault.notified 2026-09-09 12:00", "place=home", "2026-09-18 23:00",
               kRunning, "", "day 7 is not over"},
              {"IL-03-home", "fault.notified 2026-09-09 12:00", "place=home", "2026-09-19 00:00",
               State::Arisen, "", "day 7 is over"},
              {"IL-03-home", "fault.notified 2026-09-09 12:00; repair.completed 2026-09-17 12:00",
               "place=home", "2026-09-30 00:00", State::Kept, "", "repaired on day 6: no right"},
              {"IL-03-unrepairable", "repair.found_impossible 2026-09-09 12:00", "", "",
               State::Arisen, "", "at once"},
              {"IL-03-station", "goods.handed_over 2026-09-16 12:00", "place=station",
               "2026-09-30 00:00", State::Arisen, "", "after day 10, the 29th"},
              {"IL-03-station",
               "goods.handed_over 2026-09-16 12:00; goods.returned_unrepaired 2026-09-20 12:00",
               "place=station", "2026-09-30 00:00", State::Kept, "",
               "given back on day 3, as she wished: nothing came too late"},
              {"IL-03-sale", "goods.handed_over 2026-04-01 12:00", "place=point_of_sale",
               "2026-04-21 00:00", State::Arisen, "", "after day 14, the 20th"},
          });
TEST(GoldenIsrael, a_late_repair_gives_a_right_whose_chooser_a_person_decides) {
  expect_golden(kLateRepairs);
  auto const& pack = *golden_pack("il");
  auto const events = golden_events(pack, "repair.found_impossible 2026-09-09 12:00");
  auto const clock = due(pack, "IL-03-unrepairable", events, {}, events[0].at).value();
  EXPECT_TRUE(has_doubt(clock, DoubtKind::UnsureValue));
}

GoldenTable const kVisits(
    "il",
    {
        {"IL-05-wait", kAgreed, kAtHome, "2026-11-29 14:59", kRunning, "2026-11-29 15:00",
         "13:00 and two hours"},
        {"IL-05-postpone", kAgreed, kAtHome, "2026-11-28 19:59", kRunning, "2026-11-28 20:00",
         "until 20:00 of the evening before"},
        // Told on Sunday 22: 23–27 = 1–5, Sabbath, 29, 30 = 6, 7: repaired by the end of the 30th.
        {"IL-05-wait",
         "fault.notified 2026-11-22 10:00; visit.agreed 2026-11-22 11:00 for 2026-11-29 13:00; "
         "visit.postponed 2026-11-28 19:30 for 2026-11-30 10:00",
         kAtHome, "", kRunning, "2026-11-30 12:00", "postponed in time, to the last day of repair"},
        {"IL-05-wait",
         "fault.notified 2026-11-22 10:00; visit.agreed 2026-11-22 11:00 for 2026-11-29 13:00; "
         "visit.postponed 2026-11-28 20:30 for 2026-11-30 10:00",
         kAtHome, "", kRunning, "2026-11-29 15:00", "half an hour too late: the old hour stands"},
        {"IL-05-wait",
         "fault.notified 2026-11-22 10:00; visit.agreed 2026-11-22 11:00 for 2026-11-29 13:00; "
         "visit.postponed 2026-11-28 19:30 for 2026-12-01 08:00",
         kAtHome, "", kRunning, "2026-11-29 15:00", "the 1st is beyond the repair's deadline"},
        {"IL-06",
         "fault.notified 2026-11-22 10:00; visit.agreed 2026-11-22 11:00 for 2026-11-29 13:00; "
         "visit.postponed 2026-11-28 19:30 for 2026-12-01 08:00",
         kAtHome, "2026-11-29 17:10", State::Broken, "2026-11-29 17:00",
         "so the money is owed from the hour that was agreed first"},
        {"IL-06",
         "fault.notified 2026-11-22 10:00; visit.agreed 2026-11-22 11:00 for 2026-11-29 13:00; "
         "visit.postponed 2026-11-28 19:30 for 2026-11-30 10:00",
         kAtHome, "2026-11-29 17:10", kRunning, "2026-11-30 14:00", "four hours from the new hour"},
        {"IL-06",
         "visit.agreed 2026-11-22 11:00 for 2026-11-29 13:00; "
         "visit.postponed 2026-11-28 19:30 for 2026-11-30 10:00",
         kAtHome, "2026-11-29 17:10", State::Broken, "2026-11-29 17:00",
         "nobody said when the fault was told: the old hour stands, and a person decides"},
        {"IL-06",
         "visit.agreed 2026-11-22 11:00 for 2026-11-29 13:00; "
         "visit.postponed 2026-11-28 19:30 for 2026-12-30 10:00",
         "place=home visit_purpose=installation", "2026-11-29 17:10", kRunning, "2026-12-30 14:00",
         "an installation has no repair deadline to pass"},
        {"IL-06",
         "fault.notified 2026-11-15 10:00; repair.completed 2026-11-22 10:00; visit.agreed "
         "2026-11-22 11:00 for 2026-11-29 13:00; visit.postponed 2026-11-28 19:30 for 2026-12-06 "
         "10:00",
         kAtHome, "2026-11-29 17:10", kRunning, "2026-12-06 14:00", "it was repaired by then"},
        {"IL-06", kAgreed, "place=home visit_purpose=other", "", kNo, "", "not such a visit"},
    });
TEST(GoldenIsrael, a_technician_is_waited_for_two_hours_and_pays_by_tiers) {
  expect_golden(kVisits);
  auto const& pack = *golden_pack("il");
  auto const owed = [&](char const* arrived) {
    auto const events = golden_events(pack, std::string(kAgreed) + "; visit.arrived " + arrived);
    auto const clock = due(pack, "IL-06", events, golden_params(pack, kAtHome),
                           golden_instant(pack, "2026-12-01 00:00"))
                           .value();
    std::int64_t minor = 0;
    for (auto const& f : clock.following)
      if (f.is_due) minor = f.replaces_former ? f.what->money->minor : minor + f.what->money->minor;
    return minor;
  };
  EXPECT_EQ(owed("2026-11-29 12:50"), 0);      // early
  EXPECT_EQ(owed("2026-11-29 17:00"), 0);      // not more than four hours
  EXPECT_EQ(owed("2026-11-29 17:10"), 30000);  // 4 h 10 min
  EXPECT_EQ(owed("2026-11-29 18:00"), 30000);
  EXPECT_EQ(owed("2026-11-29 18:01"), 60000);  // instead of the 300, not besides
}

TEST(GoldenIsrael, visits_keep_to_their_hours_with_short_fridays_and_eves) {
  auto const& pack = *golden_pack("il");
  auto const& rule = *find_rule(pack, "IL-05-hours", {2026, 6, 1});
  auto const may = [&](char const* at) { return is_within(pack, rule, golden_instant(pack, at)); };
  EXPECT_TRUE(may("2026-11-29 08:00"));  // Sunday
  EXPECT_FALSE(may("2026-11-29 07:59"));
  EXPECT_FALSE(may("2026-11-29 19:00"));
  EXPECT_TRUE(may("2026-11-27 12:59"));  // Friday
  EXPECT_FALSE(may("2026-11-27 13:00"));
  EXPECT_FALSE(may("2026-11-28 10:00"));  // Sabbath
  EXPECT_TRUE(may("2026-04-01 12:00"));   // Wednesday, eve of Passover
  EXPECT_FALSE(may("2026-04-01 14:00"));
  EXPECT_FALSE(may("2026-04-02 10:00"));  // Passover
  EXPECT_EQ(local_text(pack, *next_within(pack, rule, golden_instant(pack, "2026-11-27 13:00"))),
            "2026-11-29 08:00");
  auto const told = tell_rule(Language::En, pack, rule);
  EXPECT_NE(std::ranges::find(told, "Lawful hours: Friday and the eves of holidays, 08:00–13:00."),
            told.end());
}

TEST(GoldenIsrael, a_visit_outside_its_hours_is_doubted_and_the_next_lawful_hour_named) {
  auto const& pack = *golden_pack("il");
  auto const counted = [&](char const* rule, char const* told, char const* facts = kAtHome) {
    auto const events = golden_events(pack, told);
    return due(pack, rule, events, golden_params(pack, facts), events.back().at).value();
  };
  char const* const sabbath = "visit.agreed 2026-11-30 09:00 for 2026-12-05 03:00";
  auto const clock = counted("IL-05-wait", sabbath);
  ASSERT_TRUE(has_doubt(clock, DoubtKind::OutsideHours));
  EXPECT_EQ(local_text(pack, *clock.due_at), "2026-12-05 05:00") << "it is counted all the same";
  auto const words = tell(Language::En, pack, clock);
  EXPECT_EQ(words.back(),
            "The hour agreed for 5 December 2026 lies outside the lawful hours (IL-05-hours). The "
            "next lawful hour: 6 December 2026 08:00.");
  EXPECT_FALSE(has_doubt(counted("IL-06", sabbath), DoubtKind::OutsideHours)) << "money is owed";
  EXPECT_FALSE(
      has_doubt(counted("IL-05-wait", "visit.agreed 2026-11-30 09:00 for 2026-12-04 12:59"),
                DoubtKind::OutsideHours))
      << "Friday before one";
  EXPECT_TRUE(has_doubt(counted("IL-05-wait",
                                "fault.notified 2026-11-29 09:00; "
                                "visit.agreed 2026-11-29 09:00 for 2026-12-02 10:00; "
                                "visit.postponed 2026-11-30 09:00 for 2026-12-04 13:00"),
                        DoubtKind::OutsideHours))
      << "moved to Friday at one";
  EXPECT_FALSE(has_doubt(counted("IL-05-wait", "visit.agreed 2026-11-30 09:00 for 2026-12-05 20:00",
                                 "place=home visit_purpose=delivery"),
                         DoubtKind::OutsideHours))
      << "a delivery has any agreed hour";
}

GoldenTable const kCalls(
    "il",
    {
        {"IL-07", "call.connected 2026-11-29 10:00", "second_schedule=true call_topic=fault", "",
         kRunning, "2026-11-29 10:06", "from the start of the call"},
        {"IL-08-announce", "call.connected 2026-11-29 10:00", "long_wait=true", "", kRunning,
         "2026-11-29 10:02", "two minutes"},
        {"IL-08-callback", "message.left 2026-11-30 10:00", "", "", kRunning, "2026-11-30 13:00",
         "11:00 in Istanbul, where the company is open: three hours", "hours"},
        {"IL-08-callback", "message.left 2026-11-30 15:00", "", "", kRunning, "2026-11-30 18:00",
         "16:00 there, just two hours before the close", "hours"},
        {"IL-08-callback", "message.left 2026-11-30 15:30", "", "", kRunning, "2026-12-01 11:00",
         "less: Tuesday 09:00 there is 08:00, and three hours", "hours"},
        {"IL-08-callback", "message.left 2026-11-30 22:00", "", "", kRunning, "2026-12-01 11:00",
         "at night: the same", "hours"},
        {"IL-08-callback", "message.left 2026-11-28 12:00", "", "", kRunning, "2026-11-30 11:00",
         "on the Sabbath: this company opens on Monday", "hours"},
        {"IL-08-callback", "message.left 2026-12-04 14:00", "", "", kRunning, "2026-12-04 17:00",
         "Friday, three hours before its close", "hours"},
    });
TEST(GoldenIsrael, calls_are_answered_announced_and_returned_in_time) {
  expect_golden(kCalls);
  auto const& pack = *golden_pack("il");
  calendar::Hours hours{.zone = "Asia/Jerusalem"};
  for (int const weekday : {6, 0, 1, 2, 3}) hours.week.push_back({weekday, {480, 1020}});
  auto const open = calendar::WorkingCalendar::make(hours).value();
  Params params;
  params.company_hours = &open;
  auto const called_back = [&](std::string const& left) {
    auto const events = golden_events(pack, "message.left " + left);
    return local_text(pack, *due(pack, "IL-08-callback", events, params, events[0].at)->due_at);
  };
  auto const events = golden_events(pack, "message.left 2026-11-30 22:00");
  auto const unknown = due(pack, "IL-08-callback", events, {}, events[0].at).value();
  EXPECT_EQ(local_text(pack, *unknown.due_at), "2026-12-01 01:00") << "three hours of the clock";
  EXPECT_TRUE(has_doubt(unknown, DoubtKind::NoHours));
  EXPECT_EQ(called_back("2026-11-30 10:00"), "2026-11-30 13:00");
  EXPECT_EQ(called_back("2026-11-30 15:00"),
            "2026-11-30 18:00");  // just two hours before the close
  EXPECT_EQ(called_back("2026-11-30 15:30"), "2026-12-01 11:00");  // less: 08:00 and three hours
  EXPECT_EQ(called_back("2026-12-03 16:00"), "2026-12-06 11:00");  // Thursday: Sunday
  EXPECT_EQ(called_back("2026-11-28 12:00"), "2026-11-29 11:00");  // on the Sabbath
}

GoldenTable const kCancellations(
    "il", {
              {"IL-09", "damage_request.written 2026-11-29 10:00", "", "", State::Arisen, "",
               "in writing"},
              {"IL-10", "goods.delivered 2026-02-15 12:00; terms.received 2026-02-17 12:00",
               "distance_sale=true", "", kRunning, "2026-03-03 24:00", "the later, and 14 days"},
              {"IL-10-protected", "goods.delivered 2026-10-31 12:00", "protected_group=true", "",
               kRunning, "2027-02-28 24:00", "four months, clamped"},
              {"IL-10-protected", "goods.delivered 2026-10-31 12:00", "conversation=false", "", kNo,
               "", "no conversation"},
              {"IL-10-refund", "cancellation.received 2026-02-16 12:00", "", "", kRunning,
               "2026-03-02 24:00", "14 days"},
              {"IL-11-registry", "registry.checked 2026-11-01 12:00", "", "", kRunning,
               "2026-11-16 24:00", "15 days"},
              {"IL-11-message", "marketing.without_consent 2026-11-29 10:00", "", "", State::Arisen,
               "", "up to 1,000 ILS a message, told"},
              {"IL-12", "data_request.received 2026-03-02 12:00", "", "", kRunning,
               "2026-04-01 24:00", "30 days, recalled"},
          });
TEST(GoldenIsrael, cancellations_refunds_and_requests_have_their_times) {
  expect_golden(kCancellations);
  auto const& pack = *golden_pack("il");
  auto const early = golden_events(pack, "data_request.received 2025-08-13 12:00");
  EXPECT_EQ(due(pack, "IL-12", early, {}, early[0].at).error().key, "law.no_edition");
  EXPECT_EQ(cancellation_fee(pack, 100000, {2026, 6, 1}), 5000);   // 5 % of 1,000 ILS
  EXPECT_EQ(cancellation_fee(pack, 500000, {2026, 6, 1}), 10000);  // at most 100 ILS
  EXPECT_EQ(cancellation_fee(pack, 500000, {2026, 6, 1}, CancelledFor::Defect), 0);
  EXPECT_EQ(find_value(pack, "message_damages", {2026, 6, 1})->value, 100000);
  auto const* note = find_document(pack, "repair_note", {2026, 6, 1});
  EXPECT_EQ(note->languages, std::vector<std::string>{"he"});
  EXPECT_EQ(std::ranges::count(note->fields, "work_done"), 1) << "what was repaired";
  EXPECT_EQ(find_consent(pack, "sms", "marketing", {2026, 6, 1})->need, ConsentNeed::OptIn);
  EXPECT_EQ(find_consent(pack, "call", "marketing", {2026, 6, 1})->need,
            ConsentNeed::RegistryCheck);
}

TEST(GoldenIsrael, papers_of_bookkeeping_are_kept_from_the_end_of_their_year) {
  auto const* paper = find_document(*golden_pack("il"), "invoice", {2026, 6, 1});
  ASSERT_NE(paper, nullptr);
  EXPECT_EQ(paper->kept, (Amount{7, Unit::Year}));
  EXPECT_EQ(kept_until(*paper, {2026, 3, 31}), (LocalDate{2034, 1, 1}));
}

}  // namespace
}  // namespace vefa::law
