#include "modules/standards/standards.hpp"

#include "db/remember.hpp"
#include "modules/standards/counting.hpp"
#include "modules/standards/queries.hpp"
#include "modules/standards/snapshots.hpp"
#include "modules/standards/store.hpp"

namespace vefa::standards {
namespace {

db::Remembered const kFits{"standards", "work_calendars", "standard_amounts"};

/// By rank.
std::shared_ptr<std::vector<Fit> const> load_fits(db::Tx& tx, Duty duty) {
  return db::remember<std::vector<Fit>>(tx, kFits, wire::enum_text(duty),
                                        [&] { return tx.list<Fit>(sql::list_fits, duty); });
}

boost::json::array told(std::vector<calendar::Step> const& steps) {
  boost::json::array out;
  for (auto const& step : steps) {
    JsonObject line{{"date", to_text(step.date)}, {"reason", wire::enum_text(step.reason)}};
    if (step.from_at.ms != 0) {
      line["from_at"] = to_text(step.from_at);
      line["until_at"] = to_text(step.until_at);
    }
    if (step.counted.count() != 0) line["minutes"] = step.counted.count() / 60000;
    if (!step.name.empty()) line["name"] = step.name;
    out.push_back(std::move(line));
  }
  return out;
}

JsonObject explanation_of(Fit const& fit, calendar::Amount const& amount, Need const& need,
                          std::string const& zone, calendar::Due const& due) {
  JsonObject out{{"rule", "standard"},
                 {"standard_id", fit.standard_id.text()},
                 {"standard_version", fit.standard_version},
                 {"standard_name", fit.standard_name},
                 {"duty", wire::enum_text(need.duty)},
                 {"counting", wire::enum_text(amount.counting)},
                 {"count", amount.count},
                 {"calendar_id", fit.calendar_id.text()},
                 {"calendar_name", fit.calendar_name},
                 {"zone", zone},
                 {"starts_at", to_text(need.starts_at)},
                 {"due_at", to_text(due.due_at)},
                 {"steps", told(due.steps)}};
  bool const in_days = amount.counting == calendar::Counting::WorkingDays ||
                       amount.counting == calendar::Counting::CalendarDays;
  if (in_days) out["day_end"] = wire::enum_text(amount.day_end);
  if (in_days && amount.day_end == calendar::DayEnd::AtTime)
    out["at"] = calendar::minute_text(amount.at_minute);
  return out;
}

/// Only an instant strictly within the time warns of anything.
std::optional<Instant> warning(calendar::WorkingCalendar const& calendar,
                               calendar::Amount const& amount, Instant starts_at, Instant due_at,
                               std::int64_t percent) {
  Instant const at = calendar::instant_at_share(calendar, amount.counting, starts_at, due_at,
                                                static_cast<double>(percent) / 100);
  if (at <= starts_at || at >= due_at) return std::nullopt;
  return at;
}

}  // namespace

Result<Due> count(db::Tx& tx, Fit const& fit, Need const& need) {
  return count(*snapshot(tx, fit.calendar_id, fit.fingerprint, fit.zone), fit, need);
}

Result<Due> count(calendar::WorkingCalendar const& calendar, Fit const& fit, Need const& need) {
  auto const amount = amount_of(fit);
  auto const due = TRY(calendar::add_working(calendar, need.starts_at, amount));
  Due out{.due_at = due.due_at,
          .standard_id = fit.standard_id,
          .standard_version = fit.standard_version,
          .calendar_id = fit.calendar_id,
          .explanation = explanation_of(fit, amount, need, calendar.zone().name(), due)};
  if (is_warned_of(need.duty)) {
    out.warn_half_at = warning(calendar, amount, need.starts_at, due.due_at, fit.warn_half_percent);
    out.warn_late_at = warning(calendar, amount, need.starts_at, due.due_at, fit.warn_late_percent);
  }
  return out;
}

Result<Due> compute(Context const&, db::Tx& tx, Need const& need) {
  auto const by_rank = load_fits(tx, need.duty);
  auto const* fit = choose(*by_rank, need);
  if (!fit) return refused("standards.no_such_duty");
  return count(tx, *fit, need);
}

Result<Due> compute_by(Context const& ctx, db::Tx& tx, StandardId standard, Need const& need) {
  auto const fit = tx.find<Fit>(sql::find_fit, standard, need.duty);
  if (!fit || !fit->counting) return compute(ctx, tx, need);
  return count(tx, *fit, need);
}

bool has_duty(db::Tx& tx, Need const& need) {
  return choose(*load_fits(tx, need.duty), need) != nullptr;
}

std::shared_ptr<calendar::WorkingCalendar const> working_calendar(db::Tx& tx, WorkCalendarId id) {
  auto row = id ? find_calendar(tx, id) : std::nullopt;
  if (!row) row = default_calendar(tx);
  return snapshot(tx, row->id, row->fingerprint, row->zone);
}

}  // namespace vefa::standards
