#include "modules/recovery/recovery.hpp"

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/recovery/proposing.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/recovery/rules.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::recovery {
namespace {

using promises::Promise;

void record(Context const& ctx, db::Tx& tx, std::string kind, cases::Case const& row,
            JsonObject payload, Instant at) {
  payload["number"] = row.number;
  jobs::record(ctx, tx,
               {.kind = std::move(kind),
                .at = at,
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = std::move(payload)});
}

Promise new_promise(Context const& ctx, db::Tx& tx, cases::Case const& row, Promise const& broken) {
  auto made = promises::make(
      ctx, tx,
      {.case_id = row.id,
       .customer_id = row.customer_id,
       .kind = renewed(broken.kind),
       // What is owed by contract stays so, however late.
       .source = broken.source == promises::Source::Contract ? promises::Source::Contract
                                                             : promises::Source::Recovery,
       .team_id = row.team_id,
       .owner_id = row.owner_id,
       .starts_at = ctx.now,
       .what = broken.what,
       .circumstances = {wire::enum_text(row.kind), wire::enum_text(row.channel),
                         wire::enum_text(row.priority)},
       .recovers_promise_id = broken.id});
  // Without a new promise the case would be left without any: the job is tried again, in sight.
  if (!made.ok()) throw std::runtime_error("no new promise can be made: " + made.error().key);
  return *made;
}

/// Sends the apology of this level; none where the program cannot write to her or a person must.
InteractionId apologise(Context const& ctx, db::Tx& tx, cases::Case const& row, std::int64_t level,
                        Promise const& broken, Instant next_due_at) {
  auto const kind = apology_of(level);
  if (!kind) return {};
  auto const due = i18n::due_text(row.language, broken.due_at, company::profile(tx).zone);
  courtesy::Values word{{"broken_due", due}};
  if (is_of_a_deed(broken.kind) && !broken.what.empty())
    word = {{"broken_word", i18n::message(row.language, "recovery.broken_word",
                                          {{"what", broken.what}, {"due", due}})}};
  return cases::send_letter(ctx, tx, row, interactions::Purpose::Apology, *kind, next_due_at, word);
}

/// The promise is broken, at its own instant; the house makes good. Where an answer came between
/// the breach and this, the case owes what that answer left it owing, and no new promise is made.
void recover(Context const& ctx, db::Tx& tx, cases::Case row, Promise const& broken) {
  bool const is_answered = broken.state == promises::State::Broken;
  if (!is_answered) promises::mark_broken(ctx, tx, broken);
  auto const level = tx.scalar<std::int64_t>(sql::count_of_case, row.id).value_or(0) + 1;
  if (row.open) row.priority = raised(row.priority, level);
  Recovery r{.id = ctx.new_id<RecoveryId>(), .promise_id = broken.id, .case_id = row.id};
  r.customer_id = row.customer_id;
  r.level = level;
  r.opened_at = broken.due_at;
  if (!row.open) {
    r.state = RecoveryState::Unconfirmed;
    r.settled_at = ctx.now;
  } else if (is_answered) {
    r.apology_interaction_id = apologise(ctx, tx, row, level, broken, row.next_due_at.value());
  } else {
    auto const renewed = new_promise(ctx, tx, row, broken);
    r.new_promise_id = renewed.id;
    r.apology_interaction_id = apologise(ctx, tx, row, level, broken, renewed.due_at);
  }
  tx.insert(sql::insert_recovery, r);
  cases::settle(ctx, tx, row);
  record(ctx, tx, "recovery.opened", row,
         {{"recovery_id", r.id.text()}, {"promise_id", broken.id.text()}, {"level", level}},
         broken.due_at);
  propose_by_rules(ctx, tx, row, r, broken);
}

bool is_made_good(db::Tx& tx, PromiseId id) {
  return tx.scalar<std::int64_t>(sql::is_made_good, id).has_value();
}

}  // namespace

void ring(Context const& ctx, db::Tx& tx, PromiseId id, Instant at) {
  using promises::State;
  auto p = promises::find(tx, id);
  if (!p) return;
  auto row = p->case_id ? cases::lock(tx, p->case_id) : std::nullopt;
  p = promises::find(tx, id);  // as it is now that nobody else can settle it
  bool const rings = p->state == State::Pending && at >= p->due_at;
  if (row && rings && tx.scalar<std::int64_t>(sql::is_answer_queued, row->id)) {
    // An answer written in time but not yet sent (its undo time was cut at the deadline) keeps it.
    cases::send_due(ctx, tx, row->id, p->due_at);
    row = cases::lock(tx, row->id);
    p = promises::find(tx, id);
  }
  if (p->state == State::Broken && row && !is_made_good(tx, id)) return recover(ctx, tx, *row, *p);
  if (p->state != State::Pending) return;
  if (at < p->due_at) return promises::warn(ctx, tx, *p, at);
  if (!row) return promises::mark_broken(ctx, tx, *p);
  switch (at_deadline(*p)) {
    case AtDeadline::CloseBySilence:
      return cases::close_by_silence(ctx, tx, *p, p->due_at);
    case AtDeadline::AskByProgram:
      if (!cases::follow_up(ctx, tx, *p)) break;
      return;
    case AtDeadline::Break:
      break;
  }
  recover(ctx, tx, *row, *p);
}

std::optional<Recovery> find(db::Tx& tx, RecoveryId id) {
  return tx.find<Recovery>(sql::find_recovery, id);
}

std::vector<Recovery> of_case(db::Tx& tx, CaseId id) {
  return tx.list<Recovery>(sql::recoveries_of_case, id);
}

std::vector<Remedy> remedies_of_case(db::Tx& tx, CaseId id) {
  return tx.list<Remedy>(sql::remedies_of_case, id);
}

}  // namespace vefa::recovery
