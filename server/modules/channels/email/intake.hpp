// What comes in: stored raw before anything else, then read, and handed to its case.
#pragma once
#include <optional>
#include <string>

#include "base/context.hpp"
#include "modules/channels/email/mailboxes.hpp"
#include "modules/channels/email/match.hpp"
#include "modules/interactions/interactions.hpp"

namespace vefa::email {

enum class Source { Imap, Api, Pipe };
BOOST_DESCRIBE_ENUM(Source, Imap, Api, Pipe)
enum class RawState { New, Taken, Quarantined, Ignored };
BOOST_DESCRIBE_ENUM(RawState, New, Taken, Quarantined, Ignored)

struct RawMessage {
  RawMessageId id;
  MailboxId mailbox_id;
  Source source = Source::Imap;
  std::optional<std::int64_t> uid_validity;
  std::optional<std::int64_t> uid;
  BlobId blob_id;
  db::Bytes sha256;
  std::int64_t size_bytes = 0;
  std::string envelope_to;
  std::string message_id;
  std::string sender;
  std::string subject;
  std::optional<Instant> sent_at;
  Instant received_at;
  RawState state = RawState::New;
  std::string reason;
  MatchedBy matched_by = MatchedBy::None;
  std::optional<std::string> taken_key;
  CaseId case_id;
  InteractionId interaction_id;
  std::optional<Instant> settled_at;
  std::int64_t settled_by = 0;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(RawMessage, (),
                      (id, mailbox_id, source, uid_validity, uid, blob_id, sha256, size_bytes,
                       envelope_to, message_id, sender, subject, sent_at, received_at, state,
                       reason, matched_by, taken_key, case_id, interaction_id, settled_at,
                       settled_by, version))

/// Where a message comes from.
struct Arrival {
  MailboxId mailbox_id = {};  // none: found by its addresses
  Source source = Source::Api;
  std::optional<std::int64_t> uid_validity = {};  // of IMAP, with uid
  std::optional<std::int64_t> uid = {};
  std::string envelope_to = {};
  std::string quarantine_as = {};  // it cannot be read anyway: why
};

/// Keeps the bytes and owes their reading, in this transaction. Once this is committed the sender
/// may be told that we have it. The same UID twice is one: answers the first.
RawMessageId store_raw(Context const& ctx, db::Tx& tx, Arrival const& arrival,
                       std::string_view bytes);

std::optional<RawMessage> find_raw(db::Tx& tx, RawMessageId id);

/// Kind of the job that reads one; its subject is the RawMessageId.
inline constexpr char const* kTakeJob = "email.take";

/// What a mailbox knows, for reading its mail.
ReadingHints hints_of(db::Tx& tx, std::optional<Mailbox> const& mailbox);

/// Gives a stored message to its case, opens one, or puts it into quarantine; a no-op unless it is
/// New. Refused only by what cases::receive refuses.
Result<void> take(Context const& ctx, db::Tx& tx, RawMessageId id, ParsedMail const& mail);

/// Puts one that is still New into quarantine; `mail` fills what its list shows.
void quarantine(Context const& ctx, db::Tx& tx, RawMessageId id, std::string const& reason,
                ParsedMail const& mail);

/// A person decides on a quarantined one: into this case, or (none) a case of its own. `customer`:
/// whose it is; none: its sender's. Refused: email.not_quarantined, email.no_sender.
struct Release {
  CaseId case_id;
  CustomerId customer_id;
};
Result<RawMessage> release(Context const& ctx, db::Tx& tx, RawMessageId id, std::int64_t version,
                           Release const& to, ParsedMail const& mail);
/// It stays stored, and out of sight. Refused: email.not_quarantined.
Result<RawMessage> ignore(Context const& ctx, db::Tx& tx, RawMessageId id, std::int64_t version);

}  // namespace vefa::email
