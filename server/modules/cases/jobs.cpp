#include "jobs/jobs.hpp"

#include "jobs/forgetting.hpp"
#include "jobs/together.hpp"
#include "modules/cases/answering.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/attendance.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/coverage/erasing.hpp"
#include "modules/promises/erasing.hpp"

namespace vefa::cases {
namespace {

constexpr char const* kRecountWork = "cases.recount";
constexpr char const* kOrphansWork = "cases.find_new_owner";
constexpr char const* kTakeOverWork = "cases.take_over";
constexpr Duration kLookAgain = std::chrono::minutes(1);

template <class IdType>
IdType id_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return {};
  return IdType::parse(text->as_string()).value_or(IdType{});
}

void send(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const id = InteractionId::parse(job.subject);
  if (!id) throw jobs::GiveUp("no interaction: " + job.subject);
  auto const sent = send_out(ctx, tx, *id, job.run_at, job.payload);
  if (!sent.ok()) throw std::runtime_error(sent.error().key);
}

/// Counts the clocks of one calendar or standard again, 500 promises at a time.
void recount(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const calendar = id_in<WorkCalendarId>(job.payload, "calendar_id");
  auto const standard = id_in<StandardId>(job.payload, "standard_id");
  auto const after = id_in<PromiseId>(job.payload, "after");
  if (!calendar && !standard) return;
  auto const ids = promises::counted_by(tx, calendar, standard, after);
  for (auto const id : ids) {
    auto const p = promises::find(tx, id);
    auto row = p && p->case_id ? lock(tx, p->case_id) : std::nullopt;
    if (!row) continue;
    auto const now = promises::recompute(ctx, tx, *p, circumstances_of(*row), job.subject);
    if (now.due_at != p->due_at) settle(ctx, tx, *row);
  }
  if (ids.size() < 500) return;
  JsonObject next = job.payload;
  next["after"] = ids.back().text();
  jobs::add(ctx, tx, kRecountWork, job.subject, ctx.now, next);
}

void start_recount(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  jobs::add(ctx, tx, kRecountWork, event.kind, ctx.now, event.payload);
}

/// A person left: each of her open cases finds another owner in its team, or stays with the team.
void find_new_owners(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const person = StaffId::parse(job.subject);
  if (!person) return;
  auto const ids = tx.column<CaseId>(sql::open_of_owner, *person);
  for (auto const id : ids) {
    auto row = lock(tx, id);
    if (!row || !row->open || row->owner_id != *person) continue;
    give_to(ctx, tx, *row, {row->team_id, assign(ctx, tx, *row, row->team_id, *person).owner_id},
            "owner_left");
  }
  if (ids.size() == 500) return void(jobs::add(ctx, tx, kOrphansWork, job.subject, ctx.now));
  // Who was being given a case at that very instant may have got it after this look.
  if (job.payload.empty())
    jobs::add(ctx, tx, kOrphansWork, job.subject, ctx.now + kLookAgain, {{"again", true}});
}

/// A merge of customers: the lost row's cases and all that is promised on them become the kept
/// one's. Each case is locked first, so that nobody who works on it writes the lost id anew.
void take_over(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const lost = CustomerId::parse(job.subject);
  auto const kept = lost ? customers::find(tx, *lost) : std::nullopt;
  if (!kept || kept->id == *lost) return;
  auto const ids = tx.column<CaseId>(sql::first_of_customer, *lost);
  for (auto const id : ids) {
    auto row = lock(tx, id);
    if (!row || row->customer_id != *lost) continue;
    tx.run(sql::change_customer, id, kept->id);
    store::forget_held(tx, id);
    tx.run(sql::change_participant, id, *lost, kept->id);
    promises::owe_to(tx, id, kept->id);
    row->customer_id = kept->id;
    record(ctx, tx, "case.customer_changed", *row, {{"was_customer_id", lost->text()}});
  }
  if (ids.size() == 200) return void(jobs::add(ctx, tx, kTakeOverWork, job.subject, ctx.now));
  promises::owe_rest_to(tx, *lost, kept->id);
}

void must(Result<void> const& done) {
  if (!done.ok()) throw std::runtime_error(done.error().key);  // tried again, in sight
}

void erase(Context const& ctx, db::Tx& tx, CaseId id) {
  interactions::erase_of_case(ctx, tx, id);
  tx.run(sql::erase_case, id);
  store::forget_held(tx, id);
  tx.run(sql::erase_drafts, id);
  tx.run(sql::erase_participants, id);
  tx.run(sql::erase_verdicts, id);
  tx.run(sql::erase_namings, id);
  tx.run(sql::erase_kinds, id);
  tx.run(sql::erase_hand_overs, id);
  promises::erase_words(tx, id);
  coverage::erase_words_of_case(tx, id);
  jobs::forget_words_of_case(tx, id.value);
}

/// Hers, and those of rows merged into hers that have not moved yet.
void erase_all(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  std::vector<CustomerId> rows{CustomerId{event.customer_id}};
  if (auto const* merged = event.payload.if_contains("merged_customer_ids"))
    for (auto const& one : merged->as_array())
      if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) rows.push_back(*id);
  for (auto const row : rows) {
    for (auto const id : of_customer(tx, row)) erase(ctx, tx, id);
    jobs::forget_words_of_customer(tx, row.value);
  }
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  add_unit_jobs(registry);
  add_owner_jobs(registry);
  registry.timer(kSendTimer, send);
  registry.timer(kRecountWork, recount);
  registry.timer(kOrphansWork, find_new_owners);
  registry.subscribe("cases.recount", {"calendar.changed", "standard.changed"}, start_recount);
  registry.subscribe("cases.find_owners", {"staff.left", "staff.suspended"},
                     [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                       auto const person = id_in<StaffId>(event.payload, "staff");
                       if (person) jobs::add(ctx, tx, kOrphansWork, person.text(), ctx.now);
                     });
  registry.subscribe("cases.erase", {"customer.erased"}, erase_all);
  registry.timer(kTakeOverWork, take_over);
  registry.timer(kAttendanceTimer, [](Context const& ctx, db::Tx& tx, jobs::Job const& job) {
    end_attendance(ctx, tx, job.subject);
  });
  jobs::subscribe_where(registry, "cases.undelivered",
                        {"interaction.failed", "interaction.bounced"}, may_be_awaited,
                        [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                          auto const id = id_in<InteractionId>(event.payload, "interaction_id");
                          must(take_failure(ctx, tx, id));
                        });
  registry.subscribe("cases.delivered", {"interaction.sent"},
                     [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                       auto const id = id_in<InteractionId>(event.payload, "interaction_id");
                       must(take_success(ctx, tx, id, event.at));
                     });
  registry.subscribe("cases.take_over", {"customer.merged"},
                     [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                       auto const lost = id_in<CustomerId>(event.payload, "merged_customer_id");
                       if (lost) jobs::add(ctx, tx, kTakeOverWork, lost.text(), ctx.now);
                     });
}

}  // namespace vefa::cases
