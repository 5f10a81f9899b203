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
inline constexpr int kMostTries = 14;  // about three days

/// Queues the mail of a released interaction. Where it cannot go (no mailbox, suspended addresses,
/// too many automatic ones) the interaction fails at once with the reason in words.
void queue_mail(Context const& ctx, db::Tx& tx, InteractionId id);

/// Sends one queued mail. Throws jobs::GiveUp for what never succeeds, TransportFailure for what
/// may later.
void send_queued(Context const& ctx, db::Database& database, MailOutId id);
/// After the last try.
void give_up(Context const& ctx, db::Tx& tx, MailOutId id, std::string const& why);
/// A failed one is queued again. Refused: email.not_failed.
Result<MailOut> retry_mail(Context const& ctx, db::Tx& tx, MailOutId id);

}  // namespace vefa::email
