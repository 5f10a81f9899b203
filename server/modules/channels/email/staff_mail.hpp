// Mails to members of staff: an invitation, a link for a new password. The link is made when the
// mail is written: it stands in no row, event or log.
#pragma once
#include "modules/channels/email/mailboxes.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::email {

struct StaffMailTag {
  static constexpr std::string_view kPrefix = "stm";
};
using StaffMailId = Id<StaffMailTag>;

enum class StaffMailState { Queued, Sent, Failed };
BOOST_DESCRIBE_ENUM(StaffMailState, Queued, Sent, Failed)

struct StaffMail {
  StaffMailId id;
  StaffId staff_id;
  staff::LinkKind kind = staff::LinkKind::Invitation;
  MailboxId mailbox_id;  // none: no mailbox could send
  StaffMailState state = StaffMailState::Queued;
  std::int64_t tries = 0;
  std::string error;  // of the last try, in words
  Instant created_at;
  std::optional<Instant> sent_at;
};
BOOST_DESCRIBE_STRUCT(StaffMail, (),
                      (id, staff_id, kind, mailbox_id, state, tries, error, created_at, sent_at))

/// Kind of the job that sends one; its subject is the StaffMailId.
inline constexpr char const* kStaffMailJob = "email.send_to_staff";

/// Queues the mail that answers `staff.invited` or `staff.password_reset_requested`, through the
/// company's first mailbox that sends. Where none can, or the company has no public address, the
/// mail fails at once with the reason in words.
StaffMailId queue_staff_mail(Context const& ctx, db::Tx& tx, StaffId id, staff::LinkKind kind);
/// Sends one queued mail with a new link, in her language. What may succeed later is put off; a
/// link for a new password no longer than it would be valid. Throws jobs::GiveUp for what never
/// succeeds.
void send_staff_mail(Context const& ctx, db::Database& database, StaffMailId id);
/// It cannot be sent, or came back: shown in the list, with the reason.
void fail_staff_mail(Context const& ctx, db::Tx& tx, StaffMailId id, std::string const& why);
/// A failed one is queued again, as if it were asked for now. Refused: email.not_failed.
Result<StaffMail> retry_staff_mail(Context const& ctx, db::Tx& tx, StaffMailId id);

std::optional<StaffMail> find_staff_mail(db::Tx& tx, StaffMailId id);
/// The newest first, those before `before`, at most `limit`.
std::vector<StaffMail> list_staff_mails(db::Tx& tx, StaffMailState state, std::int64_t before,
                                        std::int64_t limit);

}  // namespace vefa::email
