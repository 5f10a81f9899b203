// Answers: queued, taken back, sent out.
#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/answering.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/cases/links.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/customers/customers.hpp"

namespace vefa::cases {
namespace {

using interactions::Channel;
using interactions::Recipient;
using promises::PromiseKind;

Result<void> check_seen(db::Tx& tx, CaseId id, Answer const& answer) {
  if (!answer.seen_interaction_id || answer.despite_newer) return {};
  auto const newest = store::newest_inbound(tx, id);
  if (newest && newest->value > answer.seen_interaction_id.value)
    return Error{Code::Conflict,
                 "cases.newer_message",
                 {{"interaction", newest->text()}},
                 "seen_interaction_id"};
  return {};
}

std::optional<Instant> answer_due(db::Tx& tx, CaseId id) {
  for (auto const& p : promises::pending_of(tx, id))
    if (p.kind == PromiseKind::AnswerBy) return p.due_at;
  return std::nullopt;
}

Result<std::vector<Recipient>> recipients_for(db::Tx& tx, Case const& row, Answer const& answer) {
  auto to = addressees(tx, row);
  if (to.empty()) return refused("cases.no_address", {}, "channel");
  for (auto const& copy : answer.copies) {
    auto const address = trim(copy);
    if (address.find('@') == std::string::npos || address.size() > 320)
      return invalid("copies", "cases.bad_copy", {{"address", address}});
    to.push_back({interactions::Role::Cc, address, ""});
  }
  return to;
}

/// The text as it goes out: hers, with salutation and signature where she wants them, and with the
/// question whether it is solved where she says so.
std::string letter(db::Tx& tx, Case const& row, Answer const& answer) {
  std::string text = answer.text;
  auto const profile = company::profile(tx);
  auto const values = values_of(tx, row, profile, std::nullopt);
  if (answer.after == After::Solved) {
    auto const links = links_of(profile.public_url, row.id);
    text += "\n\n" + i18n::message(row.language, "cases.solved_block",
                                   {{"yes_link", links.yes}, {"no_link", links.no}});
  }
  if (!answer.greet) return text;
  auto addressing = customers::addressing(customers::find(tx, row.customer_id).value());
  addressing.language = row.language;
  auto with_text = values;
  with_text.emplace_back("text", text);
  return courtesy::render(tx, courtesy::TemplateKind::Reply, addressing, with_text).text;
}

interactions::Interaction outbound(Context const& ctx, Case const& row, Answer const& answer) {
  interactions::Interaction message{.case_id = row.id};
  message.direction = interactions::Direction::Outbound;
  message.channel = answer.channel;
  message.purpose = interactions::Purpose::Answer;
  message.author_kind = "staff";
  message.author_id = ctx.actor.id;
  message.author_name = ctx.actor.name;
  message.at = ctx.now;
  message.subject = answer.subject.empty() ? row.subject : answer.subject;
  message.text = answer.text;
  message.language = row.language;
  message.mailbox_id = row.mailbox_id;
  return message;
}

Effect effect_of(Answer const& answer) {
  return {answer.after, answer.promise_kind, answer.promise_due_at, answer.promise_what};
}

Result<void> check_effect(Answer const& answer, Instant now) {
  if (answer.after != After::Promise) return {};
  if (!answer.promise_due_at) return invalid("promise_due_at", "cases.promise_needs_due");
  if (*answer.promise_due_at <= now) return refused("promises.due_in_past", {}, "promise_due_at");
  return {};
}

/// A call, a talk at the desk, a letter she posts: it has happened, nothing is queued.
Result<InteractionId> record_spoken(Context const& ctx, db::Tx& tx, Case row,
                                    Answer const& answer) {
  auto message = outbound(ctx, row, answer);
  message.state = interactions::State::Recorded;
  auto const id = interactions::add(ctx, tx, std::move(message), {});
  TRY(interactions::bind(ctx, tx, id, answer.attachments));
  TRY(apply_answer(ctx, tx, row, id, ctx.now, effect_of(answer)));
  return id;
}

}  // namespace

Result<InteractionId> answer(Context const& ctx, db::Tx& tx, CaseId id, Answer const& answer) {
  Case row = TRY(for_change(ctx, tx, id, 0));
  if (!row.open) return refused("cases.closed", {{"number", row.number}});
  if (trim(answer.text).empty()) return invalid("text", "wire.required");
  TRY(check_seen(tx, id, answer));
  TRY(check_effect(answer, ctx.now));
  store::delete_draft(tx, id, StaffId{ctx.actor.id});
  if (is_spoken(answer.channel)) return record_spoken(ctx, tx, row, answer);
  auto const to = TRY(recipients_for(tx, row, answer));
  auto const undo = std::chrono::seconds(company::profile(tx).undo_send_seconds);
  auto const send_at = TRY(send_time(ctx.now, undo, answer.send_at, answer_due(tx, id)));
  auto message = outbound(ctx, row, answer);
  message.channel = Channel::Email;
  message.text = letter(tx, row, answer);
  if (!answer.copies.empty() && keeps_links(tx) && holds_link(message.text))
    return refused("cases.link_is_hers_alone", {}, "copies");
  message.state = interactions::State::Queued;
  message.send_at = send_at;
  auto const interaction = interactions::add(ctx, tx, std::move(message), to);
  TRY(interactions::bind(ctx, tx, interaction, answer.attachments));
  Effect const effect = effect_of(answer);
  auto const payload = boost::json::parse(to_json_text(effect)).as_object();
  if (send_at <= ctx.now) {
    TRY(send_out(ctx, tx, interaction, send_at, payload));
    return interaction;
  }
  record(ctx, tx, "interaction.queued", row,
         {{"interaction_id", interaction.text()}, {"send_at", to_text(send_at)}});
  jobs::add(ctx, tx, kSendTimer, interaction.text(), send_at, payload);
  return interaction;
}

Result<void> send_out(Context const& ctx, db::Tx& tx, InteractionId id, Instant at,
                      JsonObject const& payload) {
  auto const message = interactions::find(tx, id);
  if (!message) return not_found("interaction");
  auto row = lock(tx, message->case_id);
  using S = interactions::State;
  if (!row || !interactions::change_state(ctx, tx, id, S::Queued, S::Released)) return {};
  auto effect = TRY(from_json<Effect>(payload));
  // The instant that was promised may have passed while the answer lay queued.
  if (effect.after == After::Promise && effect.promise_due_at && *effect.promise_due_at <= ctx.now)
    effect.after = After::FollowUp;
  if (!row->open && effect.after != After::Promise) {
    // She said that it is solved before our answer went: it goes, and her word stands.
    record(ctx, tx, "interaction.released", *row,
           {{"interaction_id", id.text()}, {"automatic", false}, {"purpose", "answer"}});
    return {};
  }
  if (!row->open) reopen(*row);
  return apply_answer(ctx, tx, *row, id, at, effect);
}

void send_due(Context const& ctx, db::Tx& tx, CaseId id, Instant until) {
  for (auto const interaction : store::queued_answers(tx, id)) {
    auto const message = interactions::find(tx, interaction);
    auto const job = jobs::find_pending(tx, kSendTimer, interaction.text());
    if (!message || !message->send_at || *message->send_at > until || !job) continue;
    auto const sent = send_out(ctx, tx, interaction, *message->send_at, job->payload);
    if (sent.ok()) jobs::cancel(tx, kSendTimer, interaction.text());
  }
}

Result<void> undo_answer(Context const& ctx, db::Tx& tx, CaseId id, InteractionId interaction) {
  Case const row = TRY(for_change(ctx, tx, id, 0));
  auto const message = interactions::find(tx, interaction);
  if (!message || message->case_id != id) return not_found("interaction");
  using S = interactions::State;
  if (!interactions::change_state(ctx, tx, interaction, S::Queued, S::Cancelled))
    return refused("cases.already_sent", {{"state", wire::enum_text(message->state)}});
  jobs::cancel(tx, kSendTimer, interaction.text());
  store::save_draft(tx, row.id, StaffId{message->author_id}, message->text, ctx.now);
  return {};
}

}  // namespace vefa::cases
