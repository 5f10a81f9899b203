#include "modules/standards/store.hpp"

#include "modules/standards/queries.hpp"

namespace vefa::standards {
namespace {

struct SpanRow {
  std::int64_t weekday = 0;
  std::int64_t opens_minute = 0;
  std::int64_t closes_minute = 0;
};
BOOST_DESCRIBE_STRUCT(SpanRow, (), (weekday, opens_minute, closes_minute))
struct ExceptionRow {
  LocalDate from_on;
  LocalDate through_on;
  std::string name;
  calendar::ExceptionDays days = calendar::ExceptionDays::EveryDay;
};
BOOST_DESCRIBE_STRUCT(ExceptionRow, (), (from_on, through_on, name, days))
struct ExceptionSpanRow {
  LocalDate from_on;
  LocalDate through_on;
  std::int64_t opens_minute = 0;
  std::int64_t closes_minute = 0;
};
BOOST_DESCRIBE_STRUCT(ExceptionSpanRow, (), (from_on, through_on, opens_minute, closes_minute))
struct AmountRow {
  Duty duty = Duty::AnswerBy;
  calendar::Counting counting = calendar::Counting::WorkingMinutes;
  std::int64_t count = 0;
  calendar::DayEnd day_end = calendar::DayEnd::EndOfWork;
  std::int64_t at_minute = 0;
  calendar::LastDay last_day = calendar::LastDay::AsItFalls;
};
BOOST_DESCRIBE_STRUCT(AmountRow, (), (duty, counting, count, day_end, at_minute, last_day))

TimeOfDay time_of(std::int64_t minute) { return {calendar::minute_text(static_cast<int>(minute))}; }
/// Only of a time that was checked.
std::int64_t minute_of(TimeOfDay const& time) {
  return calendar::parse_minute_of_day(time.value).value();
}

List<Word, 20> words_of(std::string const& text) {
  List<Word, 20> words;
  if (text.empty()) return words;
  for (auto& word : split(text, ' ')) words.push_back({std::move(word)});
  return words;
}
std::string text_of(List<Word, 20> const& words) {
  std::vector<std::string> parts;
  for (auto const& word : words) parts.push_back(word.value);
  return join(parts, " ");
}
List<TeamId, 100> teams_of(std::string const& text) {
  List<TeamId, 100> teams;
  for (auto const& part : split(text, ' '))
    if (auto const id = TeamId::parse(part)) teams.push_back(*id);
  return teams;
}
std::string text_of(List<TeamId, 100> const& teams) {
  std::vector<std::string> parts;
  for (auto const id : teams) parts.push_back(id.text());
  return join(parts, " ");
}

}  // namespace

std::optional<CalendarRow> find_calendar(db::Tx& tx, WorkCalendarId id) {
  return tx.find<CalendarRow>(sql::find_calendar, id);
}

CalendarRow default_calendar(db::Tx& tx) {
  return tx.find<CalendarRow>(sql::find_default_calendar).value();
}

void load_hours(db::Tx& tx, WorkCalendarId id, NewCalendar& form) {
  for (auto const& row : tx.list<SpanRow>(sql::list_spans, id))
    form.week.push_back(
        {static_cast<Weekday>(row.weekday), time_of(row.opens_minute), time_of(row.closes_minute)});
  for (auto& row : tx.list<ExceptionRow>(sql::list_exceptions, id))
    form.exceptions.push_back({row.from_on, row.through_on, {std::move(row.name)}, row.days, {}});
  // Both lists are in the same order.
  auto exception = form.exceptions.begin();
  for (auto const& row : tx.list<ExceptionSpanRow>(sql::list_exception_spans, id)) {
    while (exception->from_on != row.from_on || *exception->through_on != row.through_on)
      ++exception;
    exception->spans.push_back({time_of(row.opens_minute), time_of(row.closes_minute)});
  }
}

void save_hours(db::Tx& tx, WorkCalendarId id, NewCalendar const& form) {
  tx.run(sql::clear_spans, id);
  tx.run(sql::clear_exceptions, id);
  for (auto const& day : form.week)
    tx.run(sql::insert_span, id, static_cast<std::int64_t>(day.weekday), minute_of(day.opens),
           minute_of(day.closes));
  for (auto const& e : form.exceptions) {
    auto const through_on = e.through_on.value_or(e.from_on);
    tx.run(sql::insert_exception, id, e.from_on, through_on, e.name,
           e.days.value_or(calendar::ExceptionDays::EveryDay));
    for (auto const& span : e.spans)
      tx.run(sql::insert_exception_span, id, e.from_on, through_on, minute_of(span.opens),
             minute_of(span.closes));
  }
}

CalendarView view_of(db::Tx& tx, CalendarRow const& row) {
  CalendarView view;
  view.id = row.id;
  view.version = row.version;
  view.name = {row.name};
  if (row.zone) view.zone = Text<64>{*row.zone};
  view.is_default = row.is_default;
  view.state = row.state;
  view.created_at = row.created_at;
  load_hours(tx, row.id, view);
  return view;
}

std::optional<StandardRow> find_standard(db::Tx& tx, StandardId id) {
  return tx.find<StandardRow>(sql::find_standard, id);
}

void save_amounts(db::Tx& tx, StandardId id, NewStandard const& form) {
  tx.run(sql::clear_amounts, id);
  for (auto const& wanted : form.amounts) {
    auto const amount = amount_of(wanted, {}).value();
    tx.run(sql::insert_amount, id, wanted.duty, amount.counting, amount.count, amount.day_end,
           amount.at_minute, amount.last_day);
  }
}

StandardView view_of(db::Tx& tx, StandardRow const& row) {
  StandardView view;
  view.id = row.id;
  view.version = row.version;
  view.name = {row.name};
  view.rank = row.rank;
  view.is_default = row.is_default;
  view.state = row.state;
  view.case_kinds = words_of(row.case_kinds);
  view.channels = words_of(row.channels);
  view.priorities = words_of(row.priorities);
  view.teams = teams_of(row.teams);
  if (row.calendar_id) view.calendar_id = row.calendar_id;
  view.warn_half_percent = row.warn_half_percent;
  view.warn_late_percent = row.warn_late_percent;
  view.created_at = row.created_at;
  for (auto const& a : tx.list<AmountRow>(sql::list_amounts, row.id))
    view.amounts.push_back(form_of(
        a.duty, {a.counting, a.count, a.day_end, static_cast<int>(a.at_minute), a.last_day}));
  return view;
}

StandardRow row_of(StandardView const& view) {
  return {view.id,
          view.version,
          view.name.value,
          view.rank,
          view.is_default,
          view.state,
          text_of(view.case_kinds),
          text_of(view.channels),
          text_of(view.priorities),
          text_of(view.teams),
          view.calendar_id.value_or(WorkCalendarId{}),
          view.warn_half_percent.value_or(kDefaultHalfPercent),
          view.warn_late_percent.value_or(kDefaultLatePercent),
          view.created_at};
}

}  // namespace vefa::standards
