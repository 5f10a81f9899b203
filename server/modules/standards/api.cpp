#include "http/api.hpp"

#include "modules/standards/changes.hpp"
#include "modules/standards/queries.hpp"
#include "modules/standards/store.hpp"

namespace vefa::standards {

struct VersionOnly {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(VersionOnly, (), (version))

struct VersionQuery {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(VersionQuery, (), (version))

struct PreviewQuery {
  std::optional<Instant> at;         // none: now
  std::optional<Duty> duty;          // none: the first answer
  std::optional<Language> language;  // none: the reader's
};
BOOST_DESCRIBE_STRUCT(PreviewQuery, (), (at, duty, language))

struct PreviewWish : NewStandard {
  std::optional<Instant> at;  // none: now
  std::optional<Duty> duty;   // none: the first answer
};
BOOST_DESCRIBE_STRUCT(PreviewWish, (NewStandard), (at, duty))

struct Preview {
  Instant starts_at;
  Instant due_at;
  std::optional<Instant> warn_half_at;
  std::optional<Instant> warn_late_at;
  std::vector<std::string> sentences;  // in the language asked for, in order
  JsonObject explanation;
};
BOOST_DESCRIBE_STRUCT(Preview, (),
                      (starts_at, due_at, warn_half_at, warn_late_at, sentences, explanation))

namespace {

using http::Call;
using http::Query;

Result<Page<CalendarView>> list_calendars(Call const&, db::Tx& tx) {
  Page<CalendarView> page;
  for (auto const& row : tx.list<CalendarRow>(sql::list_calendars))
    page.items.push_back(view_of(tx, row));
  return page;
}
Result<CalendarView> show_calendar(Call const& call, db::Tx& tx) {
  return read_calendar(tx, TRY(call.id<WorkCalendarId>("calendar")));
}
Result<CalendarView> add_calendar(Call const& call, db::Tx& tx, NewCalendar const& body) {
  return create_calendar(call.ctx, tx, body);
}
Result<CalendarView> replace_calendar(Call const& call, db::Tx& tx, CalendarChange const& body) {
  return change_calendar(call.ctx, tx, TRY(call.id<WorkCalendarId>("calendar")), body);
}
Result<CalendarView> make_calendar_default(Call const& call, db::Tx& tx, VersionOnly const& body) {
  return make_default(call.ctx, tx, TRY(call.id<WorkCalendarId>("calendar")), body.version);
}
Result<CalendarView> retire_calendar(Call const& call, db::Tx& tx,
                                     Query<VersionQuery> const& query) {
  auto const id = TRY(call.id<WorkCalendarId>("calendar"));
  if (!query->version) return invalid("version", "wire.required");
  return archive_calendar(call.ctx, tx, id, *query->version);
}
Result<Page<FormerVersion>> list_calendar_versions(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<WorkCalendarId>("calendar"));
  TRY(read_calendar(tx, id));
  return Page<FormerVersion>{tx.list<FormerVersion>(sql::list_calendar_versions, id), {}};
}

Result<Page<StandardView>> list_standards(Call const&, db::Tx& tx) {
  Page<StandardView> page;
  for (auto const& row : tx.list<StandardRow>(sql::list_standards))
    page.items.push_back(view_of(tx, row));
  return page;
}
Result<StandardView> show_standard(Call const& call, db::Tx& tx) {
  return read_standard(tx, TRY(call.id<StandardId>("standard")));
}
Result<StandardView> add_standard(Call const& call, db::Tx& tx, NewStandard const& body) {
  return create_standard(call.ctx, tx, body);
}
Result<StandardView> replace_standard(Call const& call, db::Tx& tx, StandardChange const& body) {
  return change_standard(call.ctx, tx, TRY(call.id<StandardId>("standard")), body);
}
Result<StandardView> retire_standard(Call const& call, db::Tx& tx,
                                     Query<VersionQuery> const& query) {
  auto const id = TRY(call.id<StandardId>("standard"));
  if (!query->version) return invalid("version", "wire.required");
  return archive_standard(call.ctx, tx, id, *query->version);
}
Result<Page<FormerVersion>> list_standard_versions(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<StandardId>("standard"));
  TRY(read_standard(tx, id));
  return Page<FormerVersion>{tx.list<FormerVersion>(sql::list_standard_versions, id), {}};
}

Need need_of(Call const& call, std::optional<Instant> at, std::optional<Duty> duty) {
  Need need;
  need.duty = duty.value_or(Duty::AnswerBy);
  need.starts_at = at.value_or(call.ctx.now);
  return need;
}

Preview told(Need const& need, Due due, Language language) {
  Preview preview{need.starts_at, due.due_at, due.warn_half_at, due.warn_late_at, {}, {}};
  preview.sentences = explain(language, due.explanation);
  preview.explanation = std::move(due.explanation);
  return preview;
}

Result<Preview> preview_standard(Call const& call, db::Tx& tx, Query<PreviewQuery> const& query) {
  auto const id = TRY(call.id<StandardId>("standard"));
  TRY(read_standard(tx, id));
  auto const need = need_of(call, query->at, query->duty);
  return told(need, TRY(compute_by(call.ctx, tx, id, need)),
              query->language.value_or(call.ctx.language));
}

Result<Preview> preview_form(Call const& call, db::Tx& tx, PreviewWish const& body) {
  auto const need = need_of(call, body.at, body.duty);
  return told(need, TRY(count_by_form(call.ctx, tx, body, need)), call.ctx.language);
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  routes.get<list_calendars>("/calendars", Self, "Lists the working calendars by name.");
  routes.post<add_calendar>("/calendars", StandardsWrite, "Creates a working calendar.")
      .status(201);
  routes.get<show_calendar>("/calendars/{calendar}", Self,
                            "Shows a working calendar with its exceptions.");
  routes.put<replace_calendar>("/calendars/{calendar}", StandardsWrite,
                               "Replaces a working calendar's hours and exceptions.");
  routes.del<retire_calendar>("/calendars/{calendar}", StandardsWrite,
                              "Archives a working calendar that nothing counts in.");
  routes.post<make_calendar_default>("/calendars/{calendar}/default", StandardsWrite,
                                     "Makes a working calendar the company's default.");
  routes.get<list_calendar_versions>("/calendars/{calendar}/versions", Self,
                                     "Lists what a working calendar was before, the newest first.");
  routes.get<list_standards>("/standards", Self,
                             "Lists the standards in the order of their ranks.");
  routes.post<add_standard>("/standards", StandardsWrite, "Creates a standard.").status(201);
  routes.get<show_standard>("/standards/{standard}", Self, "Shows a standard.");
  routes.put<replace_standard>("/standards/{standard}", StandardsWrite, "Replaces a standard.");
  routes.del<retire_standard>("/standards/{standard}", StandardsWrite, "Archives a standard.");
  routes.get<list_standard_versions>("/standards/{standard}/versions", Self,
                                     "Lists what a standard was before, the newest first.");
  routes.post<preview_form>("/standards/preview", StandardsWrite,
                            "Tells when a duty would be due by a standard that is being written.");
  routes.get<preview_standard>("/standards/{standard}/preview", Self,
                               "Tells when a duty would be due, and why, in words.");
}

}  // namespace vefa::standards
