// What goes out: queued when its interaction is released, sent by a worker, never inside a request.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "jobs/jobs.hpp"
#include "modules/channels/email/mailboxes.hpp"
#include "modules/interactions/interactions.hpp"

namespace vefa::email {

enum class MailState { Queued, Sent, Failed, Bounced };
BOOST_DESCRIBE_ENUM(MailState, Queued, Sent, Failed, Bounced)

struct MailOut {
  MailOutId id;
  InteractionId interaction_id;
  CaseId case_id;
  MailboxId mailbox_id;
  std::string recipients;  // space-separated
  std::string message_id;
  bool automatic = false;
  MailState state = MailState::Queued;
  std::int64_t tries = 0;
  std::string error;
  Instant created_at;
  std::optional<Instant> sent_at;
};
BOOST_DESCRIBE_STRUCT(MailOut, (),
                      (id, interaction_id, case_id, mailbox_id, recipients, message_id, automatic,
                       state, tries, error, created_at, sent_at))

/// Kind of the job that sends one; its subject is the MailOutId.
inline constexpr char const* kSendJob = "email.send";
/// What cannot be handed over now is tried this often, for about two days; then a person decides.
inline constexpr std::int64_t kMostTries = 196;
/// How long to wait after the `tries`-th failure (from 1): a second at first, a quarter of an hour
/// at most.
Duration pause_before_retry(std::int64_t tries);
/// True for what is wrong with the mailbox or its server, not with one mail.
bool is_the_mailboxs(Failure failure);

/// Queues the mail of a released interaction. Where it cannot go (no mailbox, suspended addresses,
/// too many automatic ones) the interaction fails at once with the reason in words.
void queue_mail(Context const& ctx, db::Tx& tx, InteractionId id);

/// Sends one queued mail. What may succeed later is put off, with its reason on the message and,
/// where it is the mailbox's, on the mailbox. Throws jobs::GiveUp for what never succeeds.
void send_queued(Context const& ctx, db::Database& database, MailOutId id);
/// After the last try.
void give_up(Context const& ctx, db::Tx& tx, MailOutId id, std::string const& why);
/// A failed one is queued again. Refused: email.not_failed.
Result<MailOut> retry_mail(Context const& ctx, db::Tx& tx, MailOutId id);
/// What waits in this mailbox is tried now: its server answers again, or its settings were changed.
void hurry(Context const& ctx, db::Tx& tx, MailboxId id);

/// The first mailbox that can send; nothing when there is none.
std::optional<Mailbox> sending_mailbox(db::Tx& tx);
/// How sending fares, shown on the mailbox until it succeeds.
void note_sending_failed(Context const& ctx, db::Tx& tx, MailboxId id,
                         TransportFailure const& failure);
void note_sending_works(Context const& ctx, db::Tx& tx, MailboxId id);

}  // namespace vefa::email
