// How a case ends, and begins again: the customer's word, or her silence.
#include <algorithm>

#include "calendar/zone.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::cases {
namespace {

using promises::PromiseKind;

}  // namespace

void end(Context const& ctx, db::Tx& tx, Case& row, ClosedBy by, Instant at,
         std::string const& reason) {
  for (auto const& p : promises::pending_of(tx, row.id)) {
    if (p.kind == PromiseKind::ConfirmBy) {
      promises::keep(ctx, tx, p, at, {.reason = reason});
    } else {
      promises::withdraw(ctx, tx, p, reason);
    }
  }
  if (!row.solved_at) row.solved_at = at;
  close(row, by, at);
  store::save(tx, row);
  record(ctx, tx, "case.closed", row, {{"by", wire::enum_text(by)}, {"at", to_text(at)}});
}

namespace {

Result<void> take_no(Context const& ctx, db::Tx& tx, Case& row, Verdict const& verdict) {
  if (row.state != State::Open) reopen(row);
  withdraw_where(ctx, tx, row.id, "cases.reason_not_solved", promises::falls_away_when_she_writes);
  interactions::Interaction said{.case_id = row.id};
  said.channel = interactions::Channel::Portal;
  said.purpose = interactions::Purpose::Verdict;
  said.author_kind = "customer";
  said.author_id = row.customer_id.value;
  said.at = ctx.now;
  said.text = verdict.comment;
  said.language = row.language;
  row.last_interaction_id = interactions::add(ctx, tx, std::move(said), {});
  row.last_inbound_at = ctx.now;
  std::optional<promises::Promise> owed;
  for (auto const& p : promises::pending_of(tx, row.id))
    if (p.kind == PromiseKind::AnswerBy) owed = p;
  if (!owed) owed = TRY(promise_by_standard(ctx, tx, row, PromiseKind::AnswerBy, true));
  settle(ctx, tx, row);
  record(ctx, tx, "case.reopened", row,
         {{"by", "verdict"}, {"interaction_id", row.last_interaction_id.text()}});
  send_letter(ctx, tx, row, interactions::Purpose::Acknowledgement,
              courtesy::TemplateKind::NotSolved, owed->due_at);
  return {};
}

}  // namespace

namespace {

/// It is solved, and yet something is owed to her: all else ends, the debt stands. False where
/// nothing is.
bool stays_for_a_debt(Context const& ctx, db::Tx& tx, Case& row) {
  auto const pending = promises::pending_of(tx, row.id);
  if (std::ranges::none_of(pending, is_debt)) return false;
  for (auto const& p : pending) {
    if (p.kind == PromiseKind::ConfirmBy)
      promises::keep(ctx, tx, p, ctx.now, {.reason = kSaidSolved});
    else if (!is_debt(p))
      promises::withdraw(ctx, tx, p, kSaidSolved);
  }
  row.state = State::Solved;
  if (!row.solved_at) row.solved_at = ctx.now;
  settle(ctx, tx, row);
  return true;
}

}  // namespace

Result<void> take_verdict(Context const& ctx, db::Tx& tx, CaseId id, Verdict const& verdict) {
  auto const living = find_living(tx, id);
  if (!living) return not_found("case");
  auto row = lock(tx, living->id).value();
  TRY(check_not_erased(tx, row));
  // The same word twice changes nothing; a better word on a closed case is kept as a verdict.
  bool const again = verdict.solved && !row.open;
  store::insert_verdict(ctx, tx, row.id, verdict);
  record(ctx, tx, "case.verdict", row,
         {{"solved", verdict.solved},
          {"rating", verdict.rating ? boost::json::value(*verdict.rating) : nullptr}});
  if (again) return {};
  if (!verdict.solved) return take_no(ctx, tx, row, verdict);
  if (stays_for_a_debt(ctx, tx, row)) return {};
  end(ctx, tx, row, ClosedBy::Customer, ctx.now, kSaidSolved);
  return {};
}

namespace {

/// Whoever had the case may have left since it was closed.
void find_owner(Context const& ctx, db::Tx& tx, Case& row) {
  auto const owner = row.owner_id ? staff::find(tx, row.owner_id) : std::nullopt;
  if (owner && owner->state == staff::PersonState::Active) return;
  row.owner_id = assign(ctx, tx, row, row.team_id).owner_id;
}

}  // namespace

Result<promises::Promise> call_back(Context const& ctx, db::Tx& tx, CaseId id, StaffId owner,
                                    std::string const& what) {
  auto const living = find_living(tx, id);
  if (!living) return not_found("case");
  auto row = lock(tx, living->id).value();
  for (auto const& p : promises::pending_of(tx, row.id))
    if (p.kind == PromiseKind::CallBackBy) return p;
  bool const opens = row.state != State::Open;
  if (opens) reopen(row);
  find_owner(ctx, tx, row);
  row.priority = std::max(row.priority, Priority::High);
  withdraw_where(ctx, tx, row.id, "cases.reason_not_content", promises::falls_away_when_she_writes);
  auto const call = TRY(promises::make(ctx, tx,
                                       {.case_id = row.id,
                                        .customer_id = row.customer_id,
                                        .kind = PromiseKind::CallBackBy,
                                        .team_id = row.team_id,
                                        .owner_id = owner ? owner : row.owner_id,
                                        .starts_at = ctx.now,
                                        .what = what,
                                        .circumstances = circumstances_of(row)}));
  settle(ctx, tx, row);
  if (opens) record(ctx, tx, "case.reopened", row, {{"by", "rating"}});
  return call;
}

Result<promises::Promise> owe(Context const& ctx, db::Tx& tx, CaseId id, Debt const& debt) {
  auto const living = find_living(tx, id);
  if (!living) return not_found("case");
  auto row = lock(tx, living->id).value();
  bool const opens = !row.open;
  if (opens) {
    reopen(row);
    find_owner(ctx, tx, row);
  }
  auto const made = TRY(promise_on(ctx, tx, row, {debt.kind, debt.source, debt.due_at, debt.what}));
  settle(ctx, tx, row);
  if (opens) record(ctx, tx, "case.reopened", row, {{"by", "debt"}});
  return made;
}

Result<promises::Promise> owe(Context const& ctx, db::Tx& tx, CaseId id, Instant due_at,
                              std::string const& what) {
  return owe(ctx, tx, id, {.due_at = due_at, .what = what});
}

void owe_telling(Context const& ctx, db::Tx& tx, CaseId id, std::string const& what) {
  auto row = lock(tx, find_living(tx, id).value().id).value();
  bool const opens = !row.open;
  if (opens) {
    auto const solved_at = row.solved_at;
    reopen(row);
    row.state = State::Solved;
    row.solved_at = solved_at;
    find_owner(ctx, tx, row);
  }
  auto const made = promise_on(
      ctx, tx, row,
      {PromiseKind::NotifyBy, promises::Source::Standard, debt_due(ctx, tx, kDaysToTell), what});
  if (!made.ok()) throw std::runtime_error(made.error().key);  // by nothing that can be counted
  settle(ctx, tx, row);
  if (opens) record(ctx, tx, "case.reopened", row, {{"by", kByTelling}});
}

void open_for_goods(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const living = find_living(tx, id);
  auto row = living ? lock(tx, living->id) : std::nullopt;
  if (!row || row->open) return;
  reopen(*row);
  find_owner(ctx, tx, *row);
  owe_one(ctx, tx, *row);
  settle(ctx, tx, *row);
  record(ctx, tx, "case.reopened", *row, {{"by", "goods"}});
}

Instant debt_due(Context const& ctx, db::Tx& tx, int days) {
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const on = calendar::plus_days(company::today(ctx, tx), days + 1);
  return zone.instant(on, 0, calendar::Edge::Start);
}

namespace {

/// It, and what was promised in its place, and in that one's.
std::vector<promises::Promise> line_of(db::Tx& tx, CaseId id, PromiseId first) {
  std::vector<promises::Promise> line;
  for (auto& p : promises::of_case(tx, id)) {
    bool const renews = std::ranges::any_of(
        line, [&](auto const& before) { return before.id == p.recovers_promise_id; });
    if (p.id == first || renews) line.push_back(std::move(p));
  }
  return line;
}

template <class Settle>
void settle_line(Context const& ctx, db::Tx& tx, PromiseId id, Settle const& settle_one) {
  auto const known = promises::find(tx, id);
  auto row = known ? lock(tx, known->case_id) : std::nullopt;
  if (!row) return;
  for (auto const& p : line_of(tx, row->id, id))
    if (p.state == promises::State::Pending) settle_one(p);
  settle_owing(ctx, tx, *row);
}

}  // namespace

void keep_debt(Context const& ctx, db::Tx& tx, PromiseId id, Instant at, std::string const& said) {
  settle_line(ctx, tx, id, [&](promises::Promise const& p) {
    auto const done_at = std::max(at, p.made_at);
    if (done_at <= p.due_at)
      promises::keep(ctx, tx, p, done_at, {.reason = said});
    else  // its timer rings on, and finds it broken
      promises::mark_broken(ctx, tx, p);
  });
}

void drop_debt(Context const& ctx, db::Tx& tx, PromiseId id, std::string const& reason) {
  settle_line(ctx, tx, id,
              [&](promises::Promise const& p) { promises::withdraw(ctx, tx, p, reason); });
}

void close_by_silence(Context const& ctx, db::Tx& tx, promises::Promise const& confirm,
                      Instant at) {
  auto row = lock(tx, confirm.case_id);
  if (!row || !row->open) return;
  promises::keep(ctx, tx, confirm, at, {.reason = "cases.reason_silence"});
  if (promises::pending_of(tx, row->id).empty()) {
    end(ctx, tx, *row, ClosedBy::Silence, at, "cases.reason_silence");
  } else {
    // A word that was given stands, even when she is silent on the rest.
    settle(ctx, tx, *row);
  }
}

bool follow_up(Context const& ctx, db::Tx& tx, promises::Promise const& p) {
  auto row = lock(tx, p.case_id);
  if (!row || !row->open || !can_write_to(tx, *row)) return false;
  auto const sent = send_letter(ctx, tx, *row, interactions::Purpose::SolvedQuestion,
                                courtesy::TemplateKind::SolvedQuestion, std::nullopt);
  promises::keep(ctx, tx, p, p.due_at, {.interaction_id = sent, .reason = "cases.reason_asked"});
  auto const confirm = promise_by_standard(ctx, tx, *row, PromiseKind::ConfirmBy, false);
  if (!confirm.ok()) throw std::runtime_error(confirm.error().key);
  row->state = State::Solved;
  row->solved_at = p.due_at;
  row->last_outbound_at = ctx.now;
  row->last_interaction_id = sent;
  settle(ctx, tx, *row);
  record(ctx, tx, "case.solved", *row, {{"by", "follow_up"}});
  return true;
}

}  // namespace vefa::cases
