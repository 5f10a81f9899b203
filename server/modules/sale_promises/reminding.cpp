// What she may use only for a time is remembered to her once, before it is over.
#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/owner_letters.hpp"
#include "modules/company/company.hpp"
#include "modules/sale_promises/accounts.hpp"
#include "modules/sale_promises/queries.hpp"
#include "modules/sale_promises/store.hpp"

namespace vefa::sale_promises {
namespace {

constexpr char const* kRemindTimer = "sale_promises.remind";
constexpr char const* kScheduleWork = "sale_promises.schedule";
constexpr int kMinuteOfDay = 10 * 60;

void remind(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const id = SalePromiseId::parse(job.subject);
  auto const a = id ? account(ctx, tx, *id) : std::nullopt;
  if (!a || !a->last_on || a->standing != Standing::Open) return;
  auto const on = remind_on({a->from_on, a->last_on});
  if (!on) return;
  if (*on > company::today(ctx, tx)) return schedule_reminder(ctx, tx, a->promise);
  if (tx.scalar<std::int64_t>(sql::is_reminded, *id)) return;
  auto const write = [&](Language language, std::string const& link) -> cases::OwnerLetter {
    Args const args{{"name", name_of(a->promise, language)},
                    {"what", said(*a, language)},
                    {"until", i18n::date_text(language, *a->last_on)},
                    {"link", link}};
    return {i18n::message(language, "sale_promises.remind_subject", args),
            i18n::message(language, "sale_promises.remind_text", args)};
  };
  auto const told = cases::tell_owner(ctx, tx, holder_of(ctx, tx, a->promise), a->promise.unit_id,
                                      cases::Weight::Reminder, write);
  if (told) tx.run(sql::mark_reminded, *id, ctx.now);
}

/// Of what was promised before there were reminders, 500 at a time.
void schedule_all(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const* after = job.payload.if_contains("after");
  auto const ids = tx.column<SalePromiseId>(
      sql::open_after, after && after->is_int64() ? after->get_int64() : std::int64_t{0});
  for (auto const id : ids) schedule_reminder(ctx, tx, find(tx, id).value());
  if (ids.size() < 500) return;
  jobs::add(ctx, tx, kScheduleWork, job.subject, ctx.now, {{"after", ids.back().value}});
}

}  // namespace

void schedule_reminder(Context const& ctx, db::Tx& tx, SalePromise const& p) {
  if (p.form != Form::Quantity || p.state != PromiseState::Valid) return;
  auto const window = window_of(p, units::find_sale(tx, p.sale_id).value_or(units::Sale{}));
  auto const on = remind_on(window);
  jobs::cancel(tx, kRemindTimer, p.id.text());
  if (!on || *window.last_on < company::today(ctx, tx)) return;
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  jobs::add(ctx, tx, kRemindTimer, p.id.text(),
            std::max(ctx.now, zone.instant(*on, kMinuteOfDay, calendar::Edge::Start)));
}

void add_reminders(jobs::Registry& registry) {
  registry.timer(kRemindTimer, remind);
  registry.timer(kScheduleWork, schedule_all);
}

}  // namespace vefa::sale_promises
