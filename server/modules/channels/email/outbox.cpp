#include "modules/channels/email/outbox.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/cases.hpp"
#include "modules/channels/email/compose.hpp"
#include "modules/channels/email/guard.hpp"
#include "modules/channels/email/headers.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/channels/email/smtp.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::email {
namespace {

using interactions::Interaction;
using interactions::Role;
using interactions::State;

bool can_send(Mailbox const& mailbox) {
  return mailbox.state == MailboxState::Active && !mailbox.smtp_host.empty();
}

/// The mailbox that the customer wrote to; else the team's; else the first that can send.
std::optional<Mailbox> mailbox_for(db::Tx& tx, Interaction const& message, cases::Case const& row) {
  for (auto const id : {message.mailbox_id, row.mailbox_id})
    if (auto found = id ? find_mailbox(tx, id) : std::nullopt; found && can_send(*found))
      return found;
  for (auto const& mailbox : mailboxes(tx))
    if (can_send(mailbox) && mailbox.team_id == row.team_id) return mailbox;
  return sending_mailbox(tx);
}

void fail_at_once(Context const& ctx, db::Tx& tx, Interaction const& message, Language language,
                  std::string const& key, Args const& args = {}) {
  interactions::change_state(ctx, tx, message.id, State::Released, State::Failed,
                             i18n::message(language, key, args));
}

std::string key_of(Interaction const& message, cases::Case const& row) {
  return subject_key(wire::enum_text(message.purpose), row.subject);
}

/// Why this automatic message may not go; empty: it may.
std::string refusal_of_automatic(Context const& ctx, db::Tx& tx, Interaction const& message,
                                 cases::Case const& row, std::string const& address) {
  switch (may_send_automatic(ctx, tx, address, key_of(message, row))) {
    case Allowed::TooMany:
      return "email.too_many_automatic";
    case Allowed::RepeatedSubject:
      return "email.repeated_automatic";
    case Allowed::Yes:
      return {};
  }
  return {};
}

/// Recipients that mail may go to now.
std::vector<std::string> open_addresses(Context const& ctx, db::Tx& tx, InteractionId id,
                                        std::optional<Suspension>& suspended) {
  std::vector<std::string> out;
  for (auto const& recipient : interactions::recipients(tx, id)) {
    if (recipient.role == Role::From || !is_plain_address(recipient.address)) continue;
    if (auto found = suspension_of(ctx, tx, recipient.address)) {
      suspended = found;
    } else {
      out.push_back(recipient.address);
    }
  }
  return out;
}

/// What `compose` needs, and the connection to send it by.
struct Parcel {
  MailOut out;
  MailboxId mailbox_id;
  Outgoing mail;
  Endpoint endpoint;
};

std::string subject_of(Interaction const& message, cases::Case const& row, bool is_reply) {
  std::string subject = message.subject;
  if (is_reply && message.purpose == interactions::Purpose::Answer)
    subject = "Re: " + strip_subject(subject);
  if (subject.find(row.number) == std::string::npos) subject += " [" + row.number + "]";
  return subject;
}

std::string sender_name(db::Tx& tx, Mailbox const& mailbox, cases::Case const& row,
                        Language language) {
  auto const* own = mailbox.display_names.if_contains(tag(language));
  if (own && own->is_string() && !own->get_string().empty()) return std::string(own->get_string());
  auto const team = staff::find_team(tx, row.team_id);
  if (team && !team->email_display.empty()) return team->email_display;
  return company::sender_name(company::profile(tx), language);
}

void write_thread(db::Tx& tx, Outgoing& mail, cases::Case const& row) {
  for (auto& id : interactions::thread_of(tx, row.id))
    if (id != mail.message_id) mail.references.push_back(std::move(id));
  // An answer to her newest mail, not to our own last words.
  for (auto id = mail.references.rbegin(); id != mail.references.rend(); ++id) {
    if (verify_message_id(mark_key(), *id)) continue;
    mail.in_reply_to = *id;
    return;
  }
  if (!mail.references.empty()) mail.in_reply_to = mail.references.back();
}

std::optional<Parcel> pack(Context const& ctx, db::Tx& tx, MailOutId id) {
  Parcel parcel;
  auto const out = tx.find<MailOut>(sql::find_out, id);
  if (!out || out->state != MailState::Queued) return std::nullopt;
  auto const message = interactions::find(tx, out->interaction_id);
  // Sent already where only a copy was put off.
  if (!message || (message->state != State::Released && message->state != State::Sent))
    return std::nullopt;
  auto const row = cases::find(tx, message->case_id);
  if (!row) return std::nullopt;
  auto mailbox = find_mailbox(tx, out->mailbox_id);
  if (!mailbox || !can_send(*mailbox)) mailbox = mailbox_for(tx, *message, *row);
  if (!mailbox)
    throw jobs::GiveUp(i18n::message(company::profile(tx).default_language, "email.no_mailbox"));
  auto& mail = parcel.mail;
  mail.from = {mailbox->address, sender_name(tx, *mailbox, *row, message->language)};
  if (mailbox->signed_reply_to)
    mail.reply_to = make_reply_address(mark_key(), row->id, mailbox->address);
  auto const open = split(out->recipients, ' ');
  for (auto const& to : interactions::recipients(tx, message->id)) {
    if (std::find(open.begin(), open.end(), to.address) == open.end()) continue;
    (to.role == Role::Cc ? mail.cc : mail.to).push_back({to.address, to.name});
  }
  if (mail.to.empty()) mail.to.swap(mail.cc);
  mail.text = message->text;
  mail.language = message->language;
  mail.at = ctx.now;
  mail.message_id = out->message_id;
  write_thread(tx, mail, *row);
  mail.subject = subject_of(*message, *row, !mail.in_reply_to.empty());
  if (message->automatic)
    mail.automatic = message->purpose == interactions::Purpose::Acknowledgement
                         ? Automatic::Replied
                         : Automatic::Generated;
  for (auto const& file : interactions::attachments(tx, message->id))
    if (auto bytes = blobs::get(tx, file.blob_id))
      mail.files.push_back({file.name, file.media_type, file.declared_type, file.content_id,
                            file.is_inline, std::move(*bytes)});
  parcel.out = *out;
  parcel.mailbox_id = mailbox->id;
  parcel.endpoint = smtp_endpoint(*mailbox);
  return parcel;
}

void note_refused(Context const& ctx, db::Tx& tx, RefusedRecipient const& refused) {
  if (refused.code < 500) return;
  suspend_address(ctx, tx, refused.address, refused.text);
  customers::note_contact_problem(ctx, tx, customers::ContactKind::Email, refused.address,
                                  customers::ContactProblem::Bounced, refused.text);
}

/// What became of each recipient of a mail that the server took.
struct Outcome {
  bool reached_her = false;        // one of those it was written to, not only a copy
  std::vector<std::string> later;  // refused for now
  std::string words;               // of the refusals
};

Outcome judge(Parcel const& parcel, Handed const& handed) {
  Outcome outcome;
  auto const refusal_of = [&](std::string const& address) {
    return std::find_if(handed.refused.begin(), handed.refused.end(),
                        [&](auto const& r) { return fold(r.address) == fold(address); });
  };
  for (auto const& to : parcel.mail.to)
    outcome.reached_her = outcome.reached_her || refusal_of(to.address) == handed.refused.end();
  for (auto const& refused : handed.refused) {
    outcome.words += (outcome.words.empty() ? "" : "; ") + refused.text;
    if (refused.code < 500) outcome.later.push_back(refused.address);
  }
  return outcome;
}

void put_off(Context const& ctx, db::Tx& tx, MailOut const& out, std::string const& why) {
  if (out.tries + 1 >= kMostTries) return give_up(ctx, tx, out.id, why);
  tx.run(sql::change_out, out.id, MailState::Queued, MailState::Queued, 1, why,
         std::optional<Instant>());
  // Shown on the message: it has not left yet, and why.
  interactions::change_state(ctx, tx, out.interaction_id, State::Released, State::Released, why);
  jobs::add(ctx, tx, kSendJob, out.id.text(), ctx.now + pause_before_retry(out.tries + 1));
}

void note_handed(Context const& ctx, db::Tx& tx, Parcel const& parcel, Handed const& handed) {
  auto const& out = parcel.out;
  for (auto const& refused : handed.refused) note_refused(ctx, tx, refused);
  note_sending_works(ctx, tx, parcel.mailbox_id);
  auto const outcome = judge(parcel, handed);
  bool const in_time = out.tries + 1 < kMostTries;
  if (outcome.reached_her)
    interactions::change_state(ctx, tx, out.interaction_id, State::Released, State::Sent,
                               outcome.words);
  if (!outcome.later.empty() && in_time) {
    tx.run(sql::narrow_out, out.id, join(outcome.later, " "));
    return put_off(ctx, tx, out, outcome.words);
  }
  // Only copies arrived: for her it came back.
  if (!outcome.reached_her)
    interactions::change_state(ctx, tx, out.interaction_id, State::Released, State::Bounced,
                               outcome.words);
  tx.run(sql::change_out, out.id, MailState::Queued,
         outcome.reached_her ? MailState::Sent : MailState::Bounced, 1, outcome.words, ctx.now);
}

void write(db::Database& database, std::function<void(db::Tx&)> const& work) {
  database.write_now([&](db::Tx& tx) {
    work(tx);
    return db::Outcome::Commit;
  });
}

/// The server said never: its words are shown, and a refused address is not tried again soon.
[[noreturn]] void fail_for_good(Context const& ctx, db::Database& database, MailOut const& out,
                                TransportFailure const& failure) {
  bool const address = failure.code == 550 || failure.code == 551 || failure.code == 553;
  auto const to = split(out.recipients, ' ');
  write(database, [&](db::Tx& tx) {
    if (address && to.size() == 1)
      note_refused(ctx, tx, {to.front(), failure.code, failure.what()});
  });
  throw jobs::GiveUp(failure.what());
}

}  // namespace

Duration pause_before_retry(std::int64_t tries) {
  using namespace std::chrono_literals;
  static constexpr std::array<Duration, 6> kPauses{1s, 5s, 30s, 2min, 10min, 15min};
  auto const at = static_cast<std::size_t>(std::max<std::int64_t>(tries, 1) - 1);
  return kPauses[std::min(at, kPauses.size() - 1)];
}

bool is_the_mailboxs(Failure failure) {
  return failure == Failure::Connection || failure == Failure::Security ||
         failure == Failure::Login;
}

std::optional<Mailbox> sending_mailbox(db::Tx& tx) {
  for (auto const& mailbox : mailboxes(tx))
    if (can_send(mailbox)) return mailbox;
  return std::nullopt;
}

void note_sending_failed(Context const& ctx, db::Tx& tx, MailboxId id,
                         TransportFailure const& failure) {
  if (is_the_mailboxs(failure.failure))
    tx.run(sql::note_send_error, id, wire::enum_text(failure.failure), std::string(failure.what()),
           ctx.now);
}

void note_sending_works(Context const& ctx, db::Tx& tx, MailboxId id) {
  if (tx.change(sql::clear_send_error, id) == 1) hurry(ctx, tx, id);
}

void hurry(Context const& ctx, db::Tx& tx, MailboxId id) {
  for (auto const waiting : tx.column<MailOutId>(sql::queued_of_mailbox, id)) {
    auto const job = jobs::find_pending(tx, kSendJob, waiting.text());
    if (!job || job->run_at <= ctx.now) continue;  // it is being sent
    jobs::cancel(tx, kSendJob, waiting.text());
    jobs::add(ctx, tx, kSendJob, waiting.text(), ctx.now);
  }
}

void queue_mail(Context const& ctx, db::Tx& tx, InteractionId id) {
  auto const message = interactions::find(tx, id);
  if (!message || message->channel != interactions::Channel::Email ||
      message->state != State::Released)
    return;
  auto const row = cases::find(tx, message->case_id);
  if (!row) return;
  Language const language = company::profile(tx).default_language;
  auto const mailbox = mailbox_for(tx, *message, *row);
  if (!mailbox) return fail_at_once(ctx, tx, *message, language, "email.no_mailbox");
  std::optional<Suspension> suspended;
  auto const to = open_addresses(ctx, tx, id, suspended);
  if (to.empty()) {
    if (!suspended) return fail_at_once(ctx, tx, *message, language, "email.no_recipient");
    return fail_at_once(ctx, tx, *message, language, "email.address_suspended",
                        {{"address", suspended->folded_address}, {"reason", suspended->reason}});
  }
  if (message->automatic) {
    auto const refusal = refusal_of_automatic(ctx, tx, *message, *row, to.front());
    if (!refusal.empty()) return fail_at_once(ctx, tx, *message, language, refusal);
    note_automatic(ctx, tx, to.front(), key_of(*message, *row));
  }
  MailOut out;
  out.id = ctx.new_id<MailOutId>();
  out.interaction_id = id;
  out.case_id = row->id;
  out.mailbox_id = mailbox->id;
  out.recipients = join(to, " ");
  out.message_id = make_message_id(mark_key(), row->id, id, mailbox->domain());
  out.automatic = message->automatic;
  out.created_at = ctx.now;
  tx.insert(sql::insert_out, out);
  interactions::set_message_id(tx, id, out.message_id, mailbox->id);
  jobs::add(ctx, tx, kSendJob, out.id.text(), ctx.now);
}

void send_queued(Context const& ctx, db::Database& database, MailOutId id) {
  std::optional<Parcel> parcel;
  database.read_now([&](db::Tx& tx) { parcel = pack(ctx, tx, id); });
  if (!parcel) return;
  auto const raw = compose(parcel->mail);
  if (!raw.ok()) throw jobs::GiveUp(i18n::message(Language::En, raw.error()));
  Envelope const envelope{parcel->mail.from.address, split(parcel->out.recipients, ' ')};
  try {
    auto const handed = send_mail(parcel->endpoint, envelope, *raw);
    write(database, [&](db::Tx& tx) { note_handed(ctx, tx, *parcel, handed); });
    log::info("mail.sent", {{"mail", id.text()}, {"message_id", parcel->out.message_id}});
  } catch (TransportFailure const& failure) {
    log::warn("mail.not_sent", {{"mail", id.text()}, {"why", failure.what()}});
    if (failure.failure == Failure::Permanent) fail_for_good(ctx, database, parcel->out, failure);
    write(database, [&](db::Tx& tx) {
      note_sending_failed(ctx, tx, parcel->mailbox_id, failure);
      put_off(ctx, tx, parcel->out, failure.what());
    });
  }
}

void give_up(Context const& ctx, db::Tx& tx, MailOutId id, std::string const& why) {
  auto const out = tx.find<MailOut>(sql::find_out, id);
  if (!out || tx.change(sql::change_out, id, MailState::Queued, MailState::Failed, 1, why,
                        std::optional<Instant>()) != 1)
    return;
  interactions::change_state(ctx, tx, out->interaction_id, State::Released, State::Failed, why);
}

Result<MailOut> retry_mail(Context const& ctx, db::Tx& tx, MailOutId id) {
  auto out = tx.find<MailOut>(sql::find_out, id);
  if (!out) return not_found("mail_out");
  if (out->state != MailState::Failed) return refused("email.not_failed");
  tx.run(sql::change_out, id, MailState::Failed, MailState::Queued, -out->tries, std::string(),
         std::optional<Instant>());
  interactions::change_state(ctx, tx, out->interaction_id, State::Failed, State::Released);
  for (auto const& address : split(out->recipients, ' ')) lift_suspension(tx, address);
  jobs::add(ctx, tx, kSendJob, id.text(), ctx.now);
  return tx.find<MailOut>(sql::find_out, id).value();
}

}  // namespace vefa::email
