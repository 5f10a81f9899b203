#include "modules/standards/changes.hpp"

#include "jobs/jobs.hpp"
#include "modules/standards/counting.hpp"
#include "modules/standards/queries.hpp"
#include "modules/standards/snapshots.hpp"
#include "modules/standards/store.hpp"

namespace vefa::standards {
namespace {

void record_standard(Context const& ctx, db::Tx& tx, StandardId id, std::int64_t version,
                     char const* change) {
  jobs::record(ctx, tx,
               {.kind = "standard.changed",
                .payload = {{"standard_id", id.text()}, {"version", version}, {"change", change}}});
}

template <class View>
void keep_version(Context const& ctx, db::Tx& tx, db::Statement const& statement,
                  View const& before) {
  tx.run(statement, before.id, before.version, to_json_text(before), ctx.now, ctx.actor.id,
         ctx.actor.name);
}

Error name_taken(std::string const& name) {
  return {Code::Conflict, "standards.name_taken", {{"name", name}}, "name", {}};
}

/// The calendar as it stands, when it may be changed by who holds `version`.
Result<CalendarRow> calendar_for_change(db::Tx& tx, WorkCalendarId id, std::int64_t version) {
  auto row = find_calendar(tx, id);
  if (!row || row->state != RowState::Active) return not_found("calendar");
  if (row->version != version) return stale(row->version);
  return std::move(*row);
}

Result<void> check_hours(db::Tx& tx, NewCalendar const& form) {
  auto zone = form.zone ? std::optional(form.zone->value) : std::nullopt;
  auto const hours = TRY(hours_of(form, zone_or_company(tx, zone)));
  TRY(calendar::WorkingCalendar::make(hours));
  return {};
}

std::optional<std::string> zone_of(NewCalendar const& form) {
  return form.zone ? std::optional(form.zone->value) : std::nullopt;
}

Result<StandardRow> standard_for_change(db::Tx& tx, StandardId id, std::int64_t version) {
  auto row = find_standard(tx, id);
  if (!row || row->state != RowState::Active) return not_found("standard");
  if (row->version != version) return stale(row->version);
  return std::move(*row);
}

Result<CalendarRow> calendar_named(db::Tx& tx, NewStandard const& form) {
  auto row = form.calendar_id ? find_calendar(tx, *form.calendar_id) : default_calendar(tx);
  if (!row || row->state != RowState::Active)
    return invalid("calendar_id", "error.not_found", {{"what", "calendar"}});
  return std::move(*row);
}

/// The rules, the calendar it names, and that every amount can be counted in it from now on.
Result<void> check_standard(Context const& ctx, db::Tx& tx, NewStandard const& form,
                            bool is_default) {
  TRY(check(form, is_default));
  auto const row = TRY(calendar_named(tx, form));
  auto const calendar = snapshot(tx, row.id, row.fingerprint, row.zone);
  for (std::size_t i = 0; i < form.amounts.size(); ++i) {
    auto const field = wire::child("amounts", i);
    auto const amount = TRY(amount_of(form.amounts[i], field));
    auto due = calendar::add_working(*calendar, ctx.now, amount);
    if (due) continue;
    Error error = std::move(due).error();
    error.field = wire::child(field, "count");
    return error;
  }
  return {};
}

}  // namespace

void record_calendar(Context const& ctx, db::Tx& tx, WorkCalendarId id, std::int64_t version,
                     char const* change) {
  jobs::record(ctx, tx,
               {.kind = "calendar.changed",
                .payload = {{"calendar_id", id.text()}, {"version", version}, {"change", change}}});
}

Result<CalendarView> read_calendar(db::Tx& tx, WorkCalendarId id) {
  auto const row = find_calendar(tx, id);
  if (!row) return not_found("calendar");
  return view_of(tx, *row);
}

Result<CalendarView> create_calendar(Context const& ctx, db::Tx& tx, NewCalendar form) {
  TRY(check_hours(tx, form));
  tidy(form);
  if (tx.scalar<std::int64_t>(sql::count_calendars).value_or(0) >= kMaxCalendars)
    return refused("standards.too_many", {{"limit", std::to_string(kMaxCalendars)}});
  auto const id = ctx.new_id<WorkCalendarId>();
  bool const is_free = tx.attempt([&] {
    tx.change(sql::insert_calendar, id, form.name, fold(form.name.value), zone_of(form),
              fingerprint_of(form), ctx.now);
  });
  if (!is_free) return name_taken(form.name);
  save_hours(tx, id, form);
  record_calendar(ctx, tx, id, 1, "created");
  return read_calendar(tx, id);
}

Result<CalendarView> change_calendar(Context const& ctx, db::Tx& tx, WorkCalendarId id,
                                     CalendarChange form) {
  auto const row = TRY(calendar_for_change(tx, id, form.version));
  TRY(check_hours(tx, form));
  tidy(form);
  keep_version(ctx, tx, sql::keep_calendar_version, view_of(tx, row));
  std::int64_t changed = 0;
  bool const is_free = tx.attempt([&] {
    changed = tx.change(sql::update_calendar, id, form.version, form.name, fold(form.name.value),
                        zone_of(form), fingerprint_of(form));
  });
  if (!is_free) return name_taken(form.name);
  if (changed == 0) return stale(form.version + 1);
  save_hours(tx, id, form);
  record_calendar(ctx, tx, id, form.version + 1, "changed");
  return read_calendar(tx, id);
}

Result<CalendarView> make_default(Context const& ctx, db::Tx& tx, WorkCalendarId id,
                                  std::int64_t version) {
  auto const row = TRY(calendar_for_change(tx, id, version));
  if (row.is_default) return view_of(tx, row);
  auto const before = default_calendar(tx);
  tx.run(sql::unset_default_calendar);
  if (tx.change(sql::set_default_calendar, id, version) == 0) return stale(version + 1);
  // Clocks that ran in the former default are counted again by whoever hears of it.
  record_calendar(ctx, tx, before.id, before.version + 1, "no_longer_default");
  record_calendar(ctx, tx, id, version + 1, "made_default");
  return read_calendar(tx, id);
}

Result<CalendarView> archive_calendar(Context const& ctx, db::Tx& tx, WorkCalendarId id,
                                      std::int64_t version) {
  auto const row = TRY(calendar_for_change(tx, id, version));
  if (row.is_default) return refused("standards.default_calendar_stays");
  auto const users = tx.column<std::string>(sql::names_of_standards_in, id);
  if (!users.empty())
    return refused("standards.calendar_in_use", {{"standards", join(users, ", ")}});
  if (tx.change(sql::archive_calendar, id, version) == 0) return stale(version + 1);
  record_calendar(ctx, tx, id, version + 1, "archived");
  return read_calendar(tx, id);
}

Result<StandardView> read_standard(db::Tx& tx, StandardId id) {
  auto const row = find_standard(tx, id);
  if (!row) return not_found("standard");
  return view_of(tx, *row);
}

Result<StandardView> create_standard(Context const& ctx, db::Tx& tx, NewStandard const& form) {
  TRY(check_standard(ctx, tx, form, false));
  if (tx.scalar<std::int64_t>(sql::count_standards).value_or(0) >= kMaxStandards)
    return refused("standards.too_many", {{"limit", std::to_string(kMaxStandards)}});
  StandardView view;
  static_cast<NewStandard&>(view) = form;
  view.id = ctx.new_id<StandardId>();
  view.created_at = ctx.now;
  tx.insert(sql::insert_standard, row_of(view));
  save_amounts(tx, view.id, form);
  record_standard(ctx, tx, view.id, 1, "created");
  return read_standard(tx, view.id);
}

Result<StandardView> change_standard(Context const& ctx, db::Tx& tx, StandardId id,
                                     StandardChange const& form) {
  auto const row = TRY(standard_for_change(tx, id, form.version));
  TRY(check_standard(ctx, tx, form, row.is_default));
  auto view = view_of(tx, row);
  keep_version(ctx, tx, sql::keep_standard_version, view);
  static_cast<NewStandard&>(view) = form;
  if (tx.update(sql::update_standard, row_of(view)) == 0) return stale(form.version + 1);
  save_amounts(tx, id, form);
  record_standard(ctx, tx, id, form.version + 1, "changed");
  return read_standard(tx, id);
}

Result<Due> count_by_form(Context const& ctx, db::Tx& tx, NewStandard const& form,
                          Need const& need) {
  TRY(check_standard(ctx, tx, form, false));
  auto const calendar = TRY(calendar_named(tx, form));
  Fit fit{.standard_name = form.name.value,
          .warn_half_percent = form.warn_half_percent.value_or(kDefaultHalfPercent),
          .warn_late_percent = form.warn_late_percent.value_or(kDefaultLatePercent),
          .calendar_id = calendar.id,
          .calendar_name = calendar.name,
          .zone = calendar.zone,
          .fingerprint = calendar.fingerprint};
  for (auto const& wanted : form.amounts) {
    if (wanted.duty != need.duty) continue;
    auto const amount = TRY(amount_of(wanted, "amounts"));
    fit.counting = amount.counting;
    fit.count = amount.count;
    fit.day_end = amount.day_end;
    fit.at_minute = amount.at_minute;
    fit.last_day = amount.last_day;
    return count(tx, fit, need);
  }
  return refused("standards.no_such_duty");
}

Result<StandardView> archive_standard(Context const& ctx, db::Tx& tx, StandardId id,
                                      std::int64_t version) {
  auto const row = TRY(standard_for_change(tx, id, version));
  if (row.is_default) return refused("standards.default_standard_stays");
  if (tx.change(sql::archive_standard, id, version) == 0) return stale(version + 1);
  record_standard(ctx, tx, id, version + 1, "archived");
  return read_standard(tx, id);
}

}  // namespace vefa::standards
