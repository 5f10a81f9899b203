// 2026-11-23 is a Monday.
#include "modules/standards/standards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/calendar.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/standards/changes.hpp"
#include "modules/standards/store.hpp"
#include "tests/support/databases.hpp"

namespace vefa::standards {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Instant at(std::string_view text) { return parse_instant(text).value(); }

class Standards : public testing::OnBothDatabases {
 protected:
  Standards() : database_(fresh()) { jobs::install(registry_); }
  Context context() {
    Actor const actor{ActorKind::Staff, 42, {}, {}, "Deniz"};
    return {.actor = actor, .now = at("2026-11-22T12:00:00Z"), .ids = &ids_};
  }
  template <class F>
  auto write(F const& f) {
    return database_->write_result([&](db::Tx& tx) { return f(context(), tx); });
  }
  template <class F>
  auto read(F const& f) {
    return database_->read_result([&](db::Tx& tx) { return f(context(), tx); });
  }
  Due due(Need const& need) {
    return read([&](Context const& ctx, db::Tx& tx) { return compute(ctx, tx, need); }).value();
  }
  CalendarView calendar(WorkCalendarId id) {
    return read([&](Context const&, db::Tx& tx) { return read_calendar(tx, id); }).value();
  }
  StandardView standard(StandardId id) {
    return read([&](Context const&, db::Tx& tx) { return read_standard(tx, id); }).value();
  }
  Result<CalendarView> create(NewCalendar const& form) {
    return write([&](Context const& ctx, db::Tx& tx) { return create_calendar(ctx, tx, form); });
  }
  Result<CalendarView> change(WorkCalendarId id, CalendarChange const& form) {
    return write(
        [&](Context const& ctx, db::Tx& tx) { return change_calendar(ctx, tx, id, form); });
  }
  Result<StandardView> create(NewStandard const& form) {
    return write([&](Context const& ctx, db::Tx& tx) { return create_standard(ctx, tx, form); });
  }
  Result<StandardView> change(StandardId id, StandardChange const& form) {
    return write(
        [&](Context const& ctx, db::Tx& tx) { return change_standard(ctx, tx, id, form); });
  }
  std::vector<std::string> events(char const* kind) {
    auto const statement =
        testing::ad_hoc("SELECT payload FROM events WHERE kind = $1 ORDER BY id");
    std::vector<std::string> out;
    database_->read_now(
        [&](db::Tx& tx) { out = tx.column<std::string>(statement, std::string(kind)); });
    return out;
  }

  static NewCalendar friday_half_day() {
    NewCalendar form;
    form.name = {"Haifa"};
    form.zone = Text<64>{"Asia/Jerusalem"};
    for (auto const day : {Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday,
                           Weekday::Thursday})
      form.week.push_back({day, {"08:00"}, {"17:00"}});
    form.week.push_back({Weekday::Friday, {"08:00"}, {"13:00"}});
    form.exceptions.push_back(
        {{2026, 12, 6}, {}, {"Hanukkah party"}, {}, {{{"08:00"}, {"12:00"}}}});
    form.exceptions.push_back({{2026, 12, 10}, LocalDate{2026, 12, 12}, {"Stocktaking"}, {}, {}});
    return form;
  }
  template <class Change, class View>
  static Change change_of(View const& view) {
    Change change;
    static_cast<std::remove_cvref_t<decltype(base_of(change))>&>(change) = view;
    change.version = view.version;
    return change;
  }
  static NewCalendar& base_of(CalendarChange& c) { return c; }
  static NewStandard& base_of(StandardChange& c) { return c; }

  jobs::Registry registry_;
  IdSource ids_;
  std::unique_ptr<db::Database> database_;
};
VEFA_ON_BOTH_DATABASES(Standards);

TEST_P(Standards, a_new_company_has_a_standard_and_a_calendar_for_every_duty) {
  struct Case {
    Duty duty;
    char const* due;
  } const cases[] = {
      // From Monday 10:00 in Istanbul, office hours 09:00 to 18:00.
      {Duty::AnswerBy, "2026-11-23T18:00:00+03:00"},
      {Duty::NextAnswerBy, "2026-11-23T18:00:00+03:00"},
      {Duty::FollowUpBy, "2026-11-26T18:00:00+03:00"},
      {Duty::ConfirmBy, "2026-12-01T00:00:00+03:00"},
      {Duty::RecoveryAnswerBy, "2026-11-23T14:00:00+03:00"},
  };
  for (auto const& c : cases) {
    auto const found = due({.duty = c.duty,
                            .case_kind = "complaint",
                            .channel = "email",
                            .priority = "high",
                            .starts_at = at("2026-11-23T10:00:00+03:00")});
    EXPECT_EQ(to_text(found.due_at), to_text(at(c.due)));
    EXPECT_EQ(found.standard_id, kFirstStandard);
    EXPECT_EQ(found.standard_version, 1);
    EXPECT_EQ(found.calendar_id, kFirstCalendar);
    EXPECT_EQ(found.warn_half_at.has_value(), c.duty != Duty::ConfirmBy);
  }
  EXPECT_FALSE(read([](Context const&, db::Tx& tx) {
                 return Result<bool>(has_duty(tx, {.duty = Duty::SolveBy}));
               }).value());
  auto const refused = read([](Context const& ctx, db::Tx& tx) {
    return compute(ctx, tx, {.duty = Duty::SolveBy, .starts_at = ctx.now});
  });
  EXPECT_EQ(refused.error().key, "standards.no_such_duty");
}

TEST_P(Standards, warnings_are_at_half_and_at_four_fifths_of_the_working_time) {
  auto const found = due({.starts_at = at("2026-11-20T14:00:00+03:00")});  // Friday
  EXPECT_EQ(to_text(found.due_at), to_text(at("2026-11-23T13:00:00+03:00")));
  EXPECT_EQ(to_text(*found.warn_half_at), to_text(at("2026-11-20T18:00:00+03:00")));
  EXPECT_EQ(to_text(*found.warn_late_at), to_text(at("2026-11-23T11:24:00+03:00")));
}

TEST_P(Standards, a_calendar_is_read_as_it_was_written) {
  auto const made = create(friday_half_day());
  ASSERT_TRUE(made.ok()) << made.error().key;
  auto const found = calendar(made->id);
  EXPECT_EQ(to_json_text(found), to_json_text(*made));
  EXPECT_EQ(found.week.front().weekday, Weekday::Monday);  // in the order of the week
  EXPECT_EQ(found.exceptions[0].through_on, found.exceptions[0].from_on);
  EXPECT_EQ(found.exceptions[1].name.value, "Stocktaking");
  EXPECT_THAT(events("calendar.changed"), ElementsAre(HasSubstr(made->id.text())));
}

TEST_P(Standards, the_standard_with_the_lowest_rank_that_fits_decides_and_counts_in_its_calendar) {
  auto const haifa = create(friday_half_day()).value();
  NewStandard complaints;
  complaints.name = {"Complaints"};
  complaints.rank = 10;
  complaints.case_kinds = {{"complaint"}};
  complaints.calendar_id = haifa.id;
  complaints.warn_half_percent = 25;
  complaints.amounts.push_back(
      {Duty::AnswerBy, calendar::Counting::WorkingMinutes, 120, {}, {}, {}});
  complaints.amounts.push_back({Duty::SolveBy,
                                calendar::Counting::WorkingDays,
                                2,
                                calendar::DayEnd::AtTime,
                                TimeOfDay{"10:00"},
                                {}});
  auto const made = create(complaints);
  ASSERT_TRUE(made.ok()) << made.error().key << made.error().field;
  EXPECT_EQ(to_json_text(standard(made->id)), to_json_text(*made));

  auto const friday_noon = at("2026-11-27T12:00:00+02:00");
  auto found = due({.case_kind = "complaint", .starts_at = friday_noon});
  EXPECT_EQ(to_text(found.due_at), to_text(at("2026-11-29T09:00:00+02:00")));
  EXPECT_EQ(found.standard_id, made->id);
  EXPECT_EQ(found.calendar_id, haifa.id);
  EXPECT_EQ(to_text(*found.warn_half_at), to_text(at("2026-11-27T12:30:00+02:00")));
  found = due({.duty = Duty::SolveBy, .case_kind = "complaint", .starts_at = friday_noon});
  EXPECT_EQ(to_text(found.due_at), to_text(at("2026-11-30T10:00:00+02:00")));
  // It has no amount for a further answer: the default's, in the default's calendar.
  found = due({.duty = Duty::NextAnswerBy, .case_kind = "complaint", .starts_at = friday_noon});
  EXPECT_EQ(found.standard_id, kFirstStandard);
  EXPECT_EQ(found.calendar_id, kFirstCalendar);
  EXPECT_EQ(due({.case_kind = "question", .starts_at = friday_noon}).standard_id, kFirstStandard);
}

TEST_P(Standards, a_changed_calendar_counts_at_once_and_is_kept_as_it_was) {
  auto const before = due({.starts_at = at("2026-11-23T10:00:00+03:00")});
  auto form = change_of<CalendarChange>(calendar(kFirstCalendar));
  form.exceptions.push_back({{2026, 11, 23}, {}, {"Power cut"}, {}, {}});
  auto const changed = change(kFirstCalendar, form);
  ASSERT_TRUE(changed.ok()) << changed.error().key;
  EXPECT_EQ(changed->version, 2);
  auto const after = due({.starts_at = at("2026-11-23T10:00:00+03:00")});
  EXPECT_EQ(to_text(before.due_at), to_text(at("2026-11-23T18:00:00+03:00")));
  EXPECT_EQ(to_text(after.due_at), to_text(at("2026-11-24T17:00:00+03:00")));
  EXPECT_THAT(
      events("calendar.changed"),
      ElementsAre(::testing::AllOf(HasSubstr(kFirstCalendar.text()), HasSubstr(R"("version":2)"))));
  auto const kept = testing::ad_hoc("SELECT body FROM calendar_versions WHERE version = 1");
  database_->read_now([&](db::Tx& tx) {
    EXPECT_THAT(tx.scalar<std::string>(kept).value(), HasSubstr(R"("exceptions":[])"));
  });
}

TEST_P(Standards, the_default_calendar_follows_the_companys_zone) {
  EXPECT_EQ(to_text(due({.starts_at = at("2026-11-23T06:00:00Z")}).due_at),
            "2026-11-23T14:00:00.000Z");
  write([](Context const& ctx, db::Tx& tx) {
    auto profile = company::profile(tx);
    profile.zone = "Europe/Budapest";
    return company::change(ctx, tx, profile);
  }).value();
  EXPECT_EQ(to_text(due({.starts_at = at("2026-11-23T06:00:00Z")}).due_at),
            "2026-11-23T16:00:00.000Z");
}

TEST_P(Standards, a_new_zone_of_the_company_is_told_to_those_who_counted_in_the_old_one) {
  jobs::Registry registry;
  add_jobs(registry);
  jobs::install(registry);
  auto const own_zone = create(friday_half_day()).value();
  FakeClock clock(at("2026-11-22T12:00:00Z"));
  auto const runner = jobs::Runner::start(*database_, registry, clock, ids_);
  write([](Context const& ctx, db::Tx& tx) {
    auto profile = company::profile(tx);
    profile.zone = "Europe/Budapest";
    return company::change(ctx, tx, profile);
  }).value();
  ASSERT_TRUE(runner->wait_idle(std::chrono::seconds(20)));
  auto const told = events("calendar.changed");
  EXPECT_THAT(told, Contains(::testing::AllOf(HasSubstr(kFirstCalendar.text()),
                                              HasSubstr("company_zone"))));
  EXPECT_THAT(told, ::testing::Not(Contains(::testing::AllOf(HasSubstr(own_zone.id.text()),
                                                             HasSubstr("company_zone")))));
  runner->stop();
}

TEST_P(Standards, an_older_version_changes_nothing) {
  auto calendar_form = change_of<CalendarChange>(calendar(kFirstCalendar));
  ASSERT_TRUE(change(kFirstCalendar, calendar_form).ok());
  EXPECT_EQ(change(kFirstCalendar, calendar_form).error().code, Code::Stale);
  auto standard_form = change_of<StandardChange>(standard(kFirstStandard));
  standard_form.name = {"Ours"};
  ASSERT_TRUE(change(kFirstStandard, standard_form).ok());
  standard_form.name = {"Theirs"};
  EXPECT_EQ(change(kFirstStandard, standard_form).error().code, Code::Stale);
  EXPECT_EQ(standard(kFirstStandard).name.value, "Ours");
  EXPECT_EQ(standard(kFirstStandard).version, 2);
  EXPECT_THAT(events("standard.changed"), ElementsAre(HasSubstr(R"("version":2)")));
}

TEST_P(Standards, what_cannot_be_counted_is_refused_by_its_field_and_not_written) {
  auto form = friday_half_day();
  form.week[1].closes = {"8:00"};
  auto refused = create(form);
  EXPECT_EQ(refused.error().field, "week[1].closes");
  EXPECT_EQ(refused.error().key, "calendar.bad_time");
  form = friday_half_day();
  form.exceptions[0].spans.push_back({{"11:00"}, {"13:00"}});
  EXPECT_EQ(create(form).error().field, "exceptions[0].spans[1]");
  form = friday_half_day();
  form.zone = Text<64>{"Asia/Haifa"};
  EXPECT_EQ(create(form).error().field, "zone");

  NewCalendar once;
  once.name = {"One day"};
  once.exceptions.push_back({{2026, 12, 6}, {}, {"Open day"}, {}, {{{"08:00"}, {"12:00"}}}});
  auto const made = create(once).value();
  NewStandard never;
  never.name = {"Never"};
  never.calendar_id = made.id;
  never.amounts.push_back({Duty::AnswerBy, calendar::Counting::WorkingMinutes, 241, {}, {}, {}});
  auto const uncountable = create(never);
  EXPECT_EQ(uncountable.error().key, "calendar.no_working_time");
  EXPECT_EQ(uncountable.error().field, "amounts[0].count");
  never.calendar_id = WorkCalendarId{99};
  EXPECT_EQ(create(never).error().field, "calendar_id");
}

TEST_P(Standards, names_of_calendars_in_use_are_unique_whatever_their_case) {
  ASSERT_TRUE(create(friday_half_day()).ok());
  auto again = friday_half_day();
  again.name = {"HAİFA"};
  auto const refused = create(again);
  EXPECT_EQ(refused.error().code, Code::Conflict);
  EXPECT_EQ(refused.error().key, "standards.name_taken");
  auto form = change_of<CalendarChange>(calendar(kFirstCalendar));
  form.name = {"haifa"};
  EXPECT_EQ(change(kFirstCalendar, form).error().key, "standards.name_taken");
  EXPECT_EQ(calendar(kFirstCalendar).version, 1);
}

TEST_P(Standards, what_is_the_default_or_in_use_cannot_be_archived) {
  auto const archive = [&](WorkCalendarId id, std::int64_t version) {
    return write(
        [&](Context const& ctx, db::Tx& tx) { return archive_calendar(ctx, tx, id, version); });
  };
  auto const haifa = create(friday_half_day()).value();
  NewStandard form;
  form.name = {"Haifa's"};
  form.calendar_id = haifa.id;
  form.amounts.push_back({Duty::AnswerBy, calendar::Counting::WorkingMinutes, 60, {}, {}, {}});
  auto const made = create(form).value();
  EXPECT_EQ(archive(kFirstCalendar, 1).error().key, "standards.default_calendar_stays");
  EXPECT_EQ(archive(haifa.id, 1).error().key, "standards.calendar_in_use");
  auto const retire = [&](StandardId id) {
    return write([&](Context const& ctx, db::Tx& tx) { return archive_standard(ctx, tx, id, 1); });
  };
  EXPECT_EQ(retire(kFirstStandard).error().key, "standards.default_standard_stays");
  ASSERT_TRUE(retire(made.id).ok());
  // A clock that was started by it is still counted by it.
  auto const again = read([&](Context const& ctx, db::Tx& tx) {
    return compute_by(ctx, tx, made.id, {.starts_at = ctx.now});
  });
  EXPECT_EQ(again->standard_id, made.id);
  ASSERT_TRUE(archive(haifa.id, 1).ok());
  EXPECT_EQ(archive(haifa.id, 2).error().code, Code::NotFound);
}

TEST_P(Standards, another_default_calendar_is_counted_in_from_then_on) {
  auto const haifa = create(friday_half_day()).value();
  auto const made =
      write([&](Context const& ctx, db::Tx& tx) { return make_default(ctx, tx, haifa.id, 1); });
  ASSERT_TRUE(made.ok());
  EXPECT_TRUE(made->is_default);
  EXPECT_FALSE(calendar(kFirstCalendar).is_default);
  EXPECT_EQ(due({.starts_at = at("2026-11-29T10:00:00+02:00")}).calendar_id, haifa.id);
  EXPECT_THAT(events("calendar.changed"), Contains(HasSubstr("no_longer_default")));
  database_->read_now([&](db::Tx& tx) {
    EXPECT_EQ(working_calendar(tx, {})->zone().name(), "Asia/Jerusalem");
    EXPECT_EQ(working_calendar(tx, kFirstCalendar)->zone().name(), "Europe/Istanbul");
    EXPECT_EQ(working_calendar(tx, haifa.id), working_calendar(tx, WorkCalendarId{99}));
  });
}

TEST_P(Standards, the_first_calendar_has_the_fingerprint_of_its_hours) {
  auto const view = calendar(kFirstCalendar);
  database_->read_now(
      [&](db::Tx& tx) { EXPECT_EQ(default_calendar(tx).fingerprint, fingerprint_of(view)); });
}

TEST_P(Standards, an_explanation_is_told_in_each_language) {
  auto form = change_of<CalendarChange>(calendar(kFirstCalendar));
  form.exceptions.push_back({{2026, 11, 24}, {}, {"Teachers’ Day"}, {}, {}});
  form.exceptions.push_back({{2026, 11, 25}, {}, {"Short day"}, {}, {{{"09:00"}, {"10:30"}}}});
  ASSERT_TRUE(change(kFirstCalendar, form).ok());
  auto const found = due({.starts_at = at("2026-11-23T15:00:00+03:00")});
  EXPECT_THAT(
      explain(Language::En, found.explanation),
      ElementsAre(
          "Standard “Our standard”: first answer – 8 hours of working time.",
          "Start: Monday, 23 November 2026 at 15:00; calendar: “Office hours” (Europe/Istanbul).",
          "23 November 2026: 15:00–18:00, 3 hours counted.",
          "24 November 2026: closed (Teachers’ Day).",
          "25 November 2026 (Short day): 09:00–10:30, 1 hour 30 minutes counted.",
          "26 November 2026: 09:00–12:30, 3 hours 30 minutes counted.",
          "Due: Thursday, 26 November 2026 at 12:30."));
  EXPECT_THAT(explain(Language::Tr, found.explanation),
              Contains("23 Kasım 2026: 15:00–18:00, 3 saat sayıldı."));
  EXPECT_THAT(explain(Language::Hu, found.explanation),
              Contains("2026. november 24.: zárva (Teachers’ Day)."));
  for (auto const language : kLanguages) {
    auto const told = explain(language, found.explanation);
    EXPECT_EQ(told.size(), 7u);
    for (auto const& sentence : told)
      EXPECT_THAT(sentence, ::testing::Not(HasSubstr("standards.")));
  }
}

TEST_P(Standards, days_are_explained_with_the_skipped_and_the_counted) {
  auto const found = due({.duty = Duty::FollowUpBy, .starts_at = at("2026-11-26T15:00:00+03:00")});
  EXPECT_THAT(
      explain(Language::En, found.explanation),
      ElementsAre(
          "Standard “Our standard”: asking whether our answer helped – 3 working days, by "
          "the end of working hours.",
          "Start: Thursday, 26 November 2026 at 15:00; calendar: “Office hours” "
          "(Europe/Istanbul).",
          "26 November 2026: the day of the start is not counted.",
          "27 November 2026: counted as a working day.", "28 November 2026: not a working day.",
          "29 November 2026: not a working day.", "30 November 2026: counted as a working day.",
          "1 December 2026: counted as a working day.", "Due: Tuesday, 1 December 2026 at 18:00."));
}

TEST(Explanations, what_is_not_an_explanation_is_told_as_nothing) {
  EXPECT_TRUE(explain(Language::En, {}).empty());
  EXPECT_TRUE(explain(Language::En, {{"rule", 7}, {"steps", "none"}}).empty());
  EXPECT_THAT(explain(Language::En, {{"rule", "given"}, {"given_at", "2026-11-23T10:00:00.000Z"}}),
              ElementsAre(HasSubstr("Monday, 23 November 2026 at 10:00")));
  EXPECT_EQ(
      explain(Language::He, {{"rule", "standard"}, {"zone", "../x"}, {"steps", {1, "a"}}}).size(),
      3u);
}

}  // namespace
}  // namespace vefa::standards
