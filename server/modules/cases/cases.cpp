#include "modules/cases/cases.hpp"

#include "modules/cases/her_word.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/customers/customers.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::cases {
namespace {

using interactions::Direction;
using promises::PromiseKind;

InteractionId store_inbound(Context const& ctx, db::Tx& tx, CaseId id, InteractionId interaction_id,
                            Inbound const& in) {
  bool const by_staff = ctx.actor.kind == ActorKind::Staff && !in.past;
  interactions::Interaction row{.id = interaction_id, .case_id = id};
  row.direction = Direction::Inbound;
  row.channel = in.channel;
  row.automatic = in.machine;
  row.author_kind = by_staff ? "staff" : "customer";
  row.author_id = by_staff ? ctx.actor.id : in.customer_id.value;
  row.author_name = in.sender_name;
  row.at = in.at.ms != 0 ? in.at : ctx.now;
  row.subject = in.subject;
  row.text = in.text;
  row.quoted = in.quoted;
  row.html = in.html;
  row.language = in.language;
  row.state = interactions::State::Received;
  row.mailbox_id = in.mailbox_id;
  row.message_id = in.message_id;
  row.raw_blob_id = in.raw_blob_id;
  auto const interaction = interactions::add(ctx, tx, std::move(row), in.recipients);
  for (auto const& file : in.attachments) interactions::attach(ctx, tx, interaction, file);
  return interaction;
}

void record_received(Context const& ctx, db::Tx& tx, Case const& row, InteractionId interaction,
                     Inbound const& in) {
  JsonObject payload{{"interaction_id", interaction.text()},
                     {"channel", wire::enum_text(in.channel)},
                     {"machine", in.machine}};
  if (in.past) payload["imported"] = true;
  record(ctx, tx, "interaction.received", row, std::move(payload));
}

/// The sender takes part; whoever she put in copy does not by that alone.
void add_sender(Context const& ctx, db::Tx& tx, CaseId id, Inbound const& in) {
  for (auto const& r : in.recipients)
    if (r.role == interactions::Role::From)
      store::add_participant(tx, id, fold(r.address), in.customer_id, "customer", ctx.now);
}

Case new_case(Context const& ctx, db::Tx& tx, Inbound const& in, std::string const& prefix) {
  Case row{.id = ctx.new_id<CaseId>()};
  row.number = case_number(prefix, store::next_number(tx));
  row.kind = in.kind;
  row.subject = in.subject;
  // A merge of customers that commits meanwhile would look for her cases too early.
  auto const customer = customers::hold_living(tx, in.customer_id);
  row.customer_id = customer ? customer->id : in.customer_id;
  row.channel = in.channel;
  row.mailbox_id = in.mailbox_id;
  row.priority = in.priority;
  row.language = in.language;
  auto const assignment = assign(ctx, tx, row, in.team_id);
  row.team_id = assignment.team_id;
  row.owner_id = assignment.owner_id;
  row.opened_at = in.past ? in.past->opened_at.value_or(ctx.now) : ctx.now;
  row.last_inbound_at = row.opened_at;
  row.fields = in.fields;
  if (in.past && in.past->owner_id) row.owner_id = in.past->owner_id;
  return row;
}

/// The promises that a new concern brings with it; answers the one of an answer.
Result<promises::Promise> first_promises(Context const& ctx, db::Tx& tx, Case& row) {
  auto const answer = TRY(promise_by_standard(ctx, tx, row, PromiseKind::AnswerBy, false));
  auto const c = circumstances_of(row);
  if (standards::has_duty(tx, {.duty = standards::Duty::SolveBy,
                               .case_kind = c.case_kind,
                               .channel = c.channel,
                               .priority = c.priority,
                               .team_id = row.team_id,
                               .starts_at = ctx.now}))
    TRY(promise_by_standard(ctx, tx, row, PromiseKind::SolveBy, false));
  return answer;
}

void record_opened(Context const& ctx, db::Tx& tx, Case const& row, Inbound const& in) {
  JsonObject payload{{"case_kind", wire::enum_text(row.kind)},
                     {"channel", wire::enum_text(row.channel)},
                     {"owner_id", nullptr}};
  if (row.owner_id) payload["owner_id"] = row.owner_id.text();
  if (in.past) payload["imported"] = true;
  record(ctx, tx, "case.opened", row, std::move(payload));
}

/// Out of another system, where it was closed: no promise, no letter.
Received bring_in_closed(Context const& ctx, db::Tx& tx, Case row, Inbound const& in) {
  row.closed_at = std::max(*in.past->closed_at, row.opened_at);
  row.solved_at = row.closed_at;
  close(row, ClosedBy::Staff, *row.closed_at);
  row.last_interaction_id = ctx.new_id<InteractionId>();
  store::insert(tx, row);
  auto const interaction = store_inbound(ctx, tx, row.id, row.last_interaction_id, in);
  add_sender(ctx, tx, row.id, in);
  record_opened(ctx, tx, row, in);
  record_received(ctx, tx, row, interaction, in);
  return {row.id, interaction, {}, true, false, row.number, {}};
}

/// Nobody wrote: what was promised is owed, with nothing said yet.
Result<Received> open_owed(Context const& ctx, db::Tx& tx, Case row, Inbound const& in) {
  row.last_inbound_at.reset();
  auto const owed = TRY(promise_on(ctx, tx, row, *in.owed));
  row.next_promise_id = owed.id;
  row.next_promise_pending = 1;
  row.next_due_at = owed.due_at;
  store::insert(tx, row);
  record_opened(ctx, tx, row, in);
  return Received{row.id, {}, owed.id, true, false, row.number, row.next_due_at};
}

Result<Received> open(Context const& ctx, db::Tx& tx, Inbound const& in, CaseId continues) {
  if (in.machine) return refused("cases.machine_opens_nothing");
  auto const profile = company::profile(tx);
  Case row = new_case(ctx, tx, in, profile.case_number_prefix);
  if (in.past && in.past->closed_at) return bring_in_closed(ctx, tx, std::move(row), in);
  if (in.owed) return open_owed(ctx, tx, std::move(row), in);
  auto const answer = TRY(first_promises(ctx, tx, row));
  row.next_promise_id = answer.id;
  row.next_promise_pending = 1;
  row.next_due_at = answer.due_at;
  row.last_interaction_id = ctx.new_id<InteractionId>();
  store::insert(tx, row);
  auto const interaction = store_inbound(ctx, tx, row.id, row.last_interaction_id, in);
  add_sender(ctx, tx, row.id, in);
  if (continues) store::link(tx, row.id, continues, "related", ctx.now, 0);
  record_opened(ctx, tx, row, in);
  record_received(ctx, tx, row, interaction, in);
  if (!in.no_acknowledgement && !in.past && !is_spoken(in.channel))
    send_letter(ctx, tx, row, interactions::Purpose::Acknowledgement,
                courtesy::TemplateKind::Acknowledgement, answer.due_at);
  return Received{row.id, interaction, answer.id, true, false, row.number, row.next_due_at};
}

/// The answer that is owed now: the pending one, whose clock her impatience does not restart, or a
/// fresh one.
Result<promises::Promise> owe_answer(Context const& ctx, db::Tx& tx, Case const& row) {
  for (auto const& p : promises::pending_of(tx, row.id))
    if (p.kind == PromiseKind::AnswerBy) return p;
  return promise_by_standard(ctx, tx, row, PromiseKind::AnswerBy, true);
}

Result<Received> join(Context const& ctx, db::Tx& tx, Case row, Inbound const& in) {
  auto const interaction = store_inbound(ctx, tx, row.id, {}, in);
  row.last_interaction_id = interaction;
  if (in.machine) {
    store::save(tx, row);
    record_received(ctx, tx, row, interaction, in);
    return Received{row.id, interaction, {}, false, false, row.number, row.next_due_at};
  }
  row.last_inbound_at = ctx.now;
  row.snoozed_until.reset();
  bool const reopened = row.state != State::Open;
  if (reopened) reopen(row);
  add_sender(ctx, tx, row.id, in);
  // A closed case has no pending promise and gets one before it is open again; the keys are checked
  // at the commit.
  withdraw_where(ctx, tx, row.id, "cases.reason_wrote_first", promises::falls_away_when_she_writes);
  auto const answer = TRY(owe_answer(ctx, tx, row));
  settle(ctx, tx, row);
  if (reopened) record(ctx, tx, "case.reopened", row, {{"by", "customer"}});
  record_received(ctx, tx, row, interaction, in);
  if (reopened && !in.no_acknowledgement && !is_spoken(in.channel))
    send_letter(ctx, tx, row, interactions::Purpose::Acknowledgement,
                courtesy::TemplateKind::Reopened, answer.due_at);
  return Received{row.id, interaction, answer.id, false, reopened, row.number, row.next_due_at};
}

}  // namespace

Result<Received> receive(Context const& ctx, db::Tx& tx, Inbound const& in) {
  if (!in.case_id) return open(ctx, tx, in, {});
  auto const living = find_living(tx, in.case_id);
  if (!living) return not_found("case");
  auto row = lock(tx, living->id).value();
  if (auto const open_to_her = check_not_erased(tx, row); !open_to_her.ok()) {
    // Somebody else, or herself in a new file; nothing of the old one is told of the new one.
    if (in.customer_id == row.customer_id) return open_to_her.error();
    return open(ctx, tx, in, {});
  }
  auto const what = joining(row, company::profile(tx).reopen_limit);
  if (what == Joining::OpensAnother && !in.machine) return open(ctx, tx, in, row.id);
  return join(ctx, tx, std::move(row), in);
}

bool may_read(Actor const& actor, Case const& row) {
  if (actor.may(Permission::CasesReadAll)) return true;
  if (!actor.may(Permission::CasesRead)) return false;
  if (row.owner_id.value != 0 && row.owner_id.value == actor.id) return true;
  return std::find(actor.teams.begin(), actor.teams.end(), row.team_id.value) != actor.teams.end();
}

Result<Case> find_readable(Context const& ctx, db::Tx& tx, CaseId id) {
  auto row = find(tx, id);
  if (!row || !can_read(tx, ctx.actor, *row)) return not_found("case");
  return *row;
}

}  // namespace vefa::cases
