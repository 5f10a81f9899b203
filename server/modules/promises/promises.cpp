#include "modules/promises/promises.hpp"

#include "db/expecting.hpp"
#include "db/later.hpp"
#include "jobs/jobs.hpp"
#include "modules/promises/erasing.hpp"
#include "modules/promises/knowing.hpp"
#include "modules/promises/queries.hpp"
#include "modules/promises/rules.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::promises {
namespace {

/// One timer a promise: it rings at the next of its warnings, then at its deadline.
void start_timer(Context const& ctx, db::Tx& tx, Promise const& p) {
  jobs::add(ctx, tx, kClockTimer, p.id.text(), next_ring(p, ctx.now));
}

void stop_timer(db::Tx& tx, Promise const& p) { jobs::cancel(tx, kClockTimer, p.id.text()); }

void record(Context const& ctx, db::Tx& tx, char const* kind, Promise const& p, Instant at,
            JsonObject more) {
  more["promise_id"] = p.id.text();
  more["promise_kind"] = wire::enum_text(p.kind);
  more["due_at"] = to_text(p.due_at);
  if (p.owner_id) more["owner_id"] = p.owner_id.text();
  jobs::record(ctx, tx,
               {.kind = kind,
                .at = at,
                .case_id = p.case_id.value,
                .customer_id = p.customer_id.value,
                .team_id = p.team_id.value,
                .payload = std::move(more)});
}

constexpr Duration kSoon = std::chrono::minutes(1);

/// Recovery has recorded that it broke, and will make it good when its clock rings.
bool is_breached(Context const& ctx, db::Tx& tx, Promise const& p) {
  // What is due soon may break on another node since it was looked at.
  bool const is_looked_at = p.due_at > ctx.now + kSoon && is_known_unbroken(tx, p.id);
  return !is_looked_at && tx.scalar<std::int64_t>(sql::find_breach, p.id).has_value();
}

/// One whose breach is recorded is broken, whatever came late.
void settle(Context const& ctx, db::Tx& tx, Promise const& p, State state, Instant at,
            Proof const& proof) {
  bool const rings_on = state != State::Broken && is_breached(ctx, tx, p);
  if (rings_on) {
    state = State::Broken;
    at = p.due_at;
  }
  auto const changed =
      tx.change(sql::settle_promise, p.id, p.version, state, at, wire::enum_text(ctx.actor.kind),
                ctx.actor.id, proof.interaction_id, proof.reason);
  forget_known(tx, p.case_id);
  if (changed != 1) return;
  // The clock of a broken one has rung, or must still see to it that it is made good.
  if (state != State::Broken) stop_timer(tx, p);
  JsonObject more{{"at", to_text(at)}};
  if (proof.interaction_id) more["interaction_id"] = proof.interaction_id.text();
  if (!proof.reason.empty()) more["reason"] = proof.reason;
  record(ctx, tx, event_of(state), p, at, std::move(more));
}

Result<standards::Due> due_of(Context const& ctx, db::Tx& tx, NewPromise const& wanted) {
  if (wanted.counted)
    return standards::Due{.due_at = wanted.counted->due_at,
                          .warn_half_at = wanted.counted->warn_half_at,
                          .warn_late_at = wanted.counted->warn_late_at,
                          .explanation = wanted.counted->explanation};
  if (!wanted.due_at)
    return standards::compute(
        ctx, tx,
        {.duty = wanted.recovers_promise_id
                     ? standards::Duty::RecoveryAnswerBy
                     : duty_of(wanted.kind, wanted.source, wanted.next_answer),
         .case_kind = wanted.circumstances.case_kind,
         .channel = wanted.circumstances.channel,
         .priority = wanted.circumstances.priority,
         .team_id = wanted.team_id,
         .starts_at = wanted.starts_at});
  TRY(check_given_due(*wanted.due_at, ctx.now));
  auto const warn = given_warnings(wanted.starts_at, *wanted.due_at);
  return standards::Due{.due_at = *wanted.due_at,
                        .warn_half_at = warn.half_at,
                        .warn_late_at = warn.late_at,
                        .explanation = {{"rule", "given"}, {"given_at", to_text(ctx.now)}}};
}

}  // namespace

Result<Promise> make(Context const& ctx, db::Tx& tx, NewPromise const& wanted) {
  standards::Due const due = TRY(due_of(ctx, tx, wanted));
  Promise p{.id = ctx.new_id<PromiseId>(), .case_id = wanted.case_id};
  p.customer_id = wanted.customer_id;
  p.kind = wanted.kind;
  p.source = wanted.source;
  if (p.case_id) p.pending_on_open = 1;
  p.what = wanted.what;
  p.team_id = wanted.team_id;
  p.owner_id = wanted.owner_id;
  p.made_at = ctx.now;
  p.made_by_kind = wire::enum_text(ctx.actor.kind);
  p.made_by_id = ctx.actor.id;
  p.starts_at = wanted.starts_at;
  p.due_at = due.due_at;
  p.warn_half_at = due.warn_half_at;
  p.warn_late_at = due.warn_late_at;
  p.standard_id = due.standard_id;
  if (due.standard_id) p.standard_version = due.standard_version;
  p.calendar_id = due.calendar_id;
  p.explanation = due.explanation;
  p.recovers_promise_id = wanted.recovers_promise_id;
  tx.insert(sql::insert_promise, p);
  forget_known(tx, p.case_id);
  start_timer(ctx, tx, p);
  record(ctx, tx, "promise.made", p, ctx.now, {{"source", wire::enum_text(p.source)}});
  return p;
}

Result<Instant> due_if_made(Context const& ctx, db::Tx& tx, NewPromise const& wanted) {
  return TRY(due_of(ctx, tx, wanted)).due_at;
}

void keep(Context const& ctx, db::Tx& tx, Promise const& p, Instant at, Proof const& proof) {
  settle(ctx, tx, p, State::Kept, at, proof);
}

void withdraw(Context const& ctx, db::Tx& tx, Promise const& p, std::string const& reason) {
  settle(ctx, tx, p, State::Withdrawn, ctx.now, {.reason = reason});
}

void reinstate(Context const& ctx, db::Tx& tx, Promise const& p, std::string const& reason) {
  if (tx.change(sql::reinstate_promise, p.id, p.version, reason) != 1) return;
  forget_known(tx, p.case_id);
  start_timer(ctx, tx, p);
  record(ctx, tx, "promise.reinstated", p, ctx.now,
         {{"interaction_id", p.proof_interaction_id.text()}, {"reason", reason}});
}

void warn(Context const& ctx, db::Tx& tx, Promise const& p, Instant at) {
  Risk const risk = p.warn_late_at && at >= *p.warn_late_at ? Risk::Late : Risk::Half;
  if (risk != p.risk) {
    tx.run(sql::set_risk, p.id, risk);
    forget_known(tx, p.case_id);
    record(ctx, tx, "promise.at_risk", p, at, {{"risk", wire::enum_text(risk)}});
  }
  jobs::add(ctx, tx, kClockTimer, p.id.text(), next_ring(p, std::max(at, ctx.now)));
}

void mark_broken(Context const& ctx, db::Tx& tx, Promise const& p) {
  settle(ctx, tx, p, State::Broken, p.due_at, {});
}

std::optional<Promise> find(db::Tx& tx, PromiseId id) {
  if (auto const* p = known(tx, id)) return *p;
  return tx.find<Promise>(sql::find_promise, id);
}

std::vector<Promise> of_case(db::Tx& tx, CaseId id) {
  return tx.list<Promise>(sql::promises_of_case, id);
}

std::vector<Promise> of_customer(db::Tx& tx, CustomerId id, std::int64_t limit) {
  return tx.list<Promise>(sql::promises_of_customer, id, limit);
}

std::vector<Promise> pending_of(db::Tx& tx, CaseId id) {
  if (auto const* all = known_pending(tx, id)) return *all;
  return tx.list<Promise>(sql::pending_of_case, id);
}

namespace {

template <class Who, class... More>
Result<Page<Promise>> owed(db::Tx& tx, db::Statement const& statement, Who const& who,
                           std::string const& cursor, std::int64_t limit, More const&... more) {
  std::int64_t due_ms = std::numeric_limits<std::int64_t>::min();
  std::int64_t after = 0;
  if (!cursor.empty()) {
    auto const place = PromiseId::parse(cursor);
    auto const last = place ? find(tx, *place) : std::nullopt;
    if (!last) return invalid("cursor", "error.bad_cursor");
    due_ms = last->due_at.ms;
    after = last->id.value;
  }
  Page<Promise> page{tx.list<Promise>(statement, who, due_ms, after, limit + 1, more...), {}};
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    page.next_cursor = page.items.back().id.text();
  }
  return page;
}

}  // namespace

Result<Page<Promise>> owed_by(db::Tx& tx, StaffId owner, std::string const& cursor,
                              std::int64_t limit, std::optional<Risk> risk) {
  return owed(tx, sql::pending_of_owner, owner, cursor, limit, risk);
}

Result<Page<Promise>> owed_by_team(db::Tx& tx, TeamId team, std::string const& cursor,
                                   std::int64_t limit, std::optional<Risk> risk, Owned owned) {
  return owed(tx, sql::pending_of_team, team, cursor, limit, risk, owned == Owned::ByNobody);
}

Result<Page<Promise>> owed_at_risk(db::Tx& tx, Risk risk, std::string const& cursor,
                                   std::int64_t limit) {
  return owed(tx, sql::pending_at_risk, risk, cursor, limit);
}

std::vector<Clock> clocks_of(db::Tx& tx, PromiseId id) {
  return tx.list<Clock>(sql::clocks_of, id);
}

void assign(db::Tx& tx, CaseId id, TeamId team, StaffId owner) {
  tx.run(sql::assign_promises, id, team, owner);
  forget_known(tx, id);
}

void move(db::Tx& tx, CaseId from, CaseId to) {
  tx.run(sql::move_promises, from, to);
  for (auto const id : {from, to}) forget_known(tx, id);
}

void owe_to(db::Tx& tx, CaseId id, CustomerId customer) {
  tx.run(sql::owe_to, id, customer);
  forget_known(tx, id);
}

void owe_rest_to(db::Tx& tx, CustomerId lost, CustomerId kept) {
  tx.run(sql::owe_rest_to, lost, kept);
  forget_known(tx);
}

namespace {

/// What its clock is counted to now; as the columns of a promise are written.
struct ClockRow {
  PromiseId id;
  std::int64_t version = 0;
  Instant due_at;
  std::optional<Instant> warn_half_at;
  std::optional<Instant> warn_late_at;
  std::optional<std::int64_t> standard_version;
  WorkCalendarId calendar_id;
  JsonObject explanation;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(ClockRow, (),
                      (id, version, due_at, warn_half_at, warn_late_at, standard_version,
                       calendar_id, explanation, starts_at))

/// False where somebody else wrote the promise since it was read.
bool write_clock(db::Tx& tx, Promise const& p, Promise const& now) {
  ClockRow const row{p.id,
                     p.version,
                     now.due_at,
                     now.warn_half_at,
                     now.warn_late_at,
                     now.standard_version,
                     now.calendar_id,
                     now.explanation,
                     now.starts_at};
  auto const* const newest = known(tx, p.id);
  if (!newest) return tx.update(sql::replace_clock, row) == 1;
  bool const stands = newest->version == p.version && newest->state == State::Pending;
  if (stands) db::update_one(tx, sql::replace_clock, row);
  return stands;
}

/// `now` takes the place of what was counted before, which is kept.
Promise put_clock(Context const& ctx, db::Tx& tx, Promise const& p, Promise now,
                  std::string const& cause) {
  if (!write_clock(tx, p, now)) return p;
  now.version = p.version + 1;
  note_written(tx, now);
  db::run_later(tx, sql::insert_clock, p.id, p.version, p.due_at, p.explanation, ctx.now, cause);
  stop_timer(tx, p);
  start_timer(ctx, tx, now);
  record(ctx, tx, "promise.recounted", now, ctx.now,
         {{"was_due_at", to_text(p.due_at)}, {"cause", cause}});
  return now;
}

}  // namespace

Promise recompute(Context const& ctx, db::Tx& tx, Promise const& p,
                  Circumstances const& circumstances, std::string const& cause) {
  if (p.state != State::Pending || !p.standard_id || is_breached(ctx, tx, p)) return p;
  auto due =
      standards::compute_by(ctx, tx, p.standard_id,
                            {.duty = p.recovers_promise_id ? standards::Duty::RecoveryAnswerBy
                                                           : duty_of(p.kind, p.source, false),
                             .case_kind = circumstances.case_kind,
                             .channel = circumstances.channel,
                             .priority = circumstances.priority,
                             .team_id = p.team_id,
                             .starts_at = p.starts_at});
  // A calendar that lost all its working time moves nothing: the word that was given stands.
  if (!due || due->due_at == p.due_at) return p;
  Promise now = p;
  // A clock that shrank past this instant does not break a promise in hindsight.
  now.due_at = std::max(due->due_at, ctx.now);
  now.warn_half_at = due->warn_half_at;
  now.warn_late_at = due->warn_late_at;
  now.standard_version = due->standard_version;
  now.calendar_id = due->calendar_id;
  now.explanation = due->explanation;
  return put_clock(ctx, tx, p, std::move(now), cause);
}

Promise recount_to(Context const& ctx, db::Tx& tx, Promise const& p, Counted const& counted,
                   std::string const& cause) {
  bool const stands = p.state != State::Pending || counted.due_at == p.due_at;
  if (stands || is_breached(ctx, tx, p)) return p;
  Promise now = p;
  now.due_at = counted.due_at;
  now.starts_at = std::min(p.starts_at, counted.due_at);
  now.warn_half_at = counted.warn_half_at;
  now.warn_late_at = counted.warn_late_at;
  now.explanation = counted.explanation;
  return put_clock(ctx, tx, p, std::move(now), cause);
}

void take_out(db::Tx& tx, CaseId id) {
  for (auto const& p : pending_of(tx, id)) stop_timer(tx, p);
  tx.run(sql::take_out_clocks, id);
  tx.run(sql::take_out_promises, id);
  forget_known(tx, id);
}

std::vector<PromiseId> counted_by(db::Tx& tx, WorkCalendarId calendar, StandardId standard,
                                  PromiseId after) {
  return tx.column<PromiseId>(sql::counted_by, calendar, standard, after.value);
}

void erase_words(db::Tx& tx, CaseId id) {
  tx.run(sql::erase_words, id);
  forget_known(tx, id);
}

}  // namespace vefa::promises
