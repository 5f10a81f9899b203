// Interactions: each contact on a case, on whatever channel. Never edited, never lost.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/blobs.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::interactions {

enum class Direction { Inbound, Outbound, Internal };
BOOST_DESCRIBE_ENUM(Direction, Inbound, Outbound, Internal)

enum class Channel { Email, Phone, Chat, Desk, Letter, Social, Portal, Api, System };
BOOST_DESCRIBE_ENUM(Channel, Email, Phone, Chat, Desk, Letter, Social, Portal, Api, System)

enum class Purpose {
  Message,
  Answer,
  Note,
  Acknowledgement,
  Apology,
  SolvedQuestion,
  FollowUp,
  Verdict
};
BOOST_DESCRIBE_ENUM(Purpose, Message, Answer, Note, Acknowledgement, Apology, SolvedQuestion,
                    FollowUp, Verdict)

/// Inbound: Received. Internal, and outbound ones that a person carried out herself (a call, a talk
/// at a desk): Recorded. Outbound by a machine: Queued (may be undone) → Released → Sent | Failed →
/// Bounced; or Cancelled.
enum class State { Received, Queued, Cancelled, Released, Sent, Failed, Bounced, Recorded };
BOOST_DESCRIBE_ENUM(State, Received, Queued, Cancelled, Released, Sent, Failed, Bounced, Recorded)

struct Interaction {
  InteractionId id;
  CaseId case_id;
  CaseId origin_case_id;
  Direction direction = Direction::Inbound;
  Channel channel = Channel::Email;
  Purpose purpose = Purpose::Message;
  bool automatic = false;
  std::string author_kind;
  std::int64_t author_id = 0;
  std::string author_name;
  Instant at;
  Instant recorded_at;
  std::string subject;
  std::string text;
  std::string quoted;
  std::string html;
  Language language = Language::En;
  State state = State::Received;
  std::optional<Instant> send_at;
  std::string state_reason;
  MailboxId mailbox_id;
  std::string message_id;
  BlobId raw_blob_id;
  std::optional<Instant> erased_at;
};
BOOST_DESCRIBE_STRUCT(Interaction, (),
                      (id, case_id, origin_case_id, direction, channel, purpose, automatic,
                       author_kind, author_id, author_name, at, recorded_at, subject, text, quoted,
                       html, language, state, send_at, state_reason, mailbox_id, message_id,
                       raw_blob_id, erased_at))

enum class Role { From, To, Cc };
BOOST_DESCRIBE_ENUM(Role, From, To, Cc)
struct Recipient {
  Role role = Role::To;
  std::string address;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (role, address, name))

/// One of several interactions' recipients.
struct RecipientOf {
  InteractionId interaction_id;
  Role role = Role::To;
  std::string address;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(RecipientOf, (), (interaction_id, role, address, name))

struct Attachment {
  AttachmentId id;
  InteractionId interaction_id;
  std::int64_t uploaded_by = 0;
  BlobId blob_id;
  std::string name;
  std::string media_type;
  std::string declared_type;
  std::int64_t size_bytes = 0;
  std::string content_id;
  bool is_inline = false;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Attachment, (),
                      (id, interaction_id, uploaded_by, blob_id, name, media_type, declared_type,
                       size_bytes, content_id, is_inline, created_at))

/// A file as it comes in.
struct NewAttachment {
  std::string name;
  std::string media_type;  // its true type
  std::string declared_type;
  std::string content_id;
  bool is_inline = false;
  std::string bytes;
};

/// Stores the row with its recipients. `id`, `recorded_at` are made when unset. Does not record
/// events: the case's use-case does, which knows what the contact means.
InteractionId add(Context const& ctx, db::Tx& tx, Interaction row,
                  std::vector<Recipient> const& recipients);

/// Stores the bytes; `interaction` may be none while only uploaded.
AttachmentId attach(Context const& ctx, db::Tx& tx, InteractionId interaction,
                    NewAttachment const& file);
/// Binds uploads of this member of staff to an interaction. NotFound names the first that is not
/// hers.
Result<void> bind(Context const& ctx, db::Tx& tx, InteractionId interaction,
                  std::vector<AttachmentId> const& uploads);

std::optional<Interaction> find(db::Tx& tx, InteractionId id);
/// Those of them that there are, in no order.
std::vector<Interaction> find_each(db::Tx& tx, std::vector<InteractionId> const& ids);
/// By the Message-ID of the mail, newest first.
std::optional<Interaction> find_by_message_id(db::Tx& tx, std::string const& message_id);
/// Message-IDs of a case's mails, oldest first, for References (≤ 50, the first and the newest).
std::vector<std::string> thread_of(db::Tx& tx, CaseId id);
std::vector<Interaction> of_case(db::Tx& tx, CaseId id, InteractionId after, std::size_t limit);
std::vector<Recipient> recipients(db::Tx& tx, InteractionId id);
std::vector<Attachment> attachments(db::Tx& tx, InteractionId id);
/// Of all of them; those of one in the order in which they stand on it.
std::vector<RecipientOf> recipients_of_each(db::Tx& tx, std::vector<InteractionId> const& ids);
std::vector<Attachment> attachments_of_each(db::Tx& tx, std::vector<InteractionId> const& ids);
std::optional<Attachment> find_attachment(db::Tx& tx, AttachmentId id);

/// Moves the state of an outbound one from `from` to `to`; false when it is no longer in `from`.
/// Records `interaction.<state>` (`interaction.failed`, `interaction.bounced`, …) but for Released,
/// whose event `interaction.released` {interaction_id} the use-case of the case records: channels
/// send then.
bool change_state(Context const& ctx, db::Tx& tx, InteractionId id, State from, State to,
                  std::string const& reason = {});
/// Stores which mail it became.
void set_message_id(db::Tx& tx, InteractionId id, std::string const& message_id, MailboxId mailbox);

void move(db::Tx& tx, CaseId from, CaseId to);           // a merge
void move_one(db::Tx& tx, InteractionId id, CaseId to);  // a split
void mention(db::Tx& tx, InteractionId id, std::vector<StaffId> const& staff);

/// That a person was mentioned, and when she read it.
struct Mention {
  InteractionId interaction_id;
  std::optional<Instant> seen_at;
};
BOOST_DESCRIBE_STRUCT(Mention, (), (interaction_id, seen_at))
/// Read or unread ones of a person, the newest first, before `before`.
std::vector<Mention> mentions_of(db::Tx& tx, StaffId person, bool seen, InteractionId before,
                                 std::int64_t limit);
/// Counted to 1,000.
std::int64_t unread_mentions(db::Tx& tx, StaffId person);
/// What was read before keeps the instant of its first reading.
void see_mention(db::Tx& tx, StaffId person, InteractionId id, Instant at);
void see_all_mentions(db::Tx& tx, StaffId person, Instant at);

/// Removes what was said on a case, files included: it is taken out as if it had never come in
/// (cases::take_out).
void take_out(Context const& ctx, db::Tx& tx, CaseId id);

/// Erases what a customer's cases hold of her words, addresses and files; rows and instants stay.
void erase_of_case(Context const& ctx, db::Tx& tx, CaseId id);

}  // namespace vefa::interactions
