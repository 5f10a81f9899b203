#include "modules/channels/email/bounces.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "db/database.hpp"
#include "modules/channels/email/compose.hpp"
#include "modules/channels/email/guard.hpp"
#include "modules/channels/email/mailboxes.hpp"
#include "modules/channels/email/outbox.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/channels/email/staff_mail.hpp"
#include "modules/customers/customers.hpp"

namespace vefa::email {
namespace {

using interactions::State;

std::string words_of(FailedRecipient const& failed) {
  std::string text = failed.address;
  if (!failed.status.empty()) text += ": " + failed.status;
  if (!failed.diagnostic.empty()) text += " " + failed.diagnostic;
  return text;
}

/// Of the report's recipients those that the message really went to.
std::vector<FailedRecipient> believed(Bounce const& bounce, MailOut const& out, bool failures) {
  auto const sent_to = split(out.recipients, ' ');
  std::vector<FailedRecipient> found;
  for (auto const& recipient : bounce.failed) {
    bool const failed = recipient.action == "failed";
    bool const ours = std::any_of(sent_to.begin(), sent_to.end(), [&](std::string const& address) {
      return fold(address) == fold(recipient.address);
    });
    if (failed == failures && ours) found.push_back(recipient);
  }
  // A server that names an inner address still says that the message failed.
  bool const only_one = found.empty() && failures && sent_to.size() == 1 &&
                        !bounce.failed.empty() && bounce.failed.front().action == "failed";
  if (only_one) {
    found.push_back(bounce.failed.front());
    found.front().address = sent_to.front();
  }
  return found;
}

/// Mailbox full and the like pass; an address that does not exist stays so.
customers::ContactProblem problem_of(std::string const& status) {
  return status == "5.2.2" ? customers::ContactProblem::Full : customers::ContactProblem::Bounced;
}

void note_failures(Context const& ctx, db::Tx& tx, MailOut const& out,
                   std::vector<FailedRecipient> const& failed) {
  std::string reason;
  for (auto const& recipient : failed) {
    reason += (reason.empty() ? "" : "; ") + words_of(recipient);
    suspend_address(ctx, tx, recipient.address, words_of(recipient));
    customers::note_contact_problem(ctx, tx, customers::ContactKind::Email, recipient.address,
                                    problem_of(recipient.status), recipient.diagnostic);
  }
  tx.run(sql::change_out, out.id, out.state, MailState::Bounced, 0, reason, out.sent_at);
  // The report may come back before we noted that the message was sent.
  if (!interactions::change_state(ctx, tx, out.interaction_id, State::Sent, State::Bounced, reason))
    interactions::change_state(ctx, tx, out.interaction_id, State::Released, State::Bounced,
                               reason);
}

/// About an invitation or a link for a password: it has no case, and its list shows what became of
/// it.
bool is_about_staff_mail(Context const& ctx, db::Tx& tx, SignedMark const& mark,
                         Bounce const& bounce) {
  StaffMailId const id{mark.interaction_id.value};
  if (mark.case_id.value != id.value || !find_staff_mail(tx, id)) return false;
  for (auto const& recipient : bounce.failed)
    if (recipient.action == "failed") fail_staff_mail(ctx, tx, id, words_of(recipient));
  return true;
}

}  // namespace

Reported take_report(Context const& ctx, db::Tx& tx, ParsedMail const& mail) {
  auto const& bounce = *mail.bounce;
  auto const mark = verify_message_id(mark_key(), bounce.original_message_id);
  if (!mark) return {};
  if (is_about_staff_mail(ctx, tx, *mark, bounce)) return {.known = true};
  auto const out = tx.find<MailOut>(sql::find_out_of_interaction, mark->interaction_id);
  if (!out) return {};
  auto const failed = believed(bounce, *out, true);
  bool const settled = out->state == MailState::Bounced || out->state == MailState::Failed;
  if (!failed.empty() && !settled) note_failures(ctx, tx, *out, failed);
  if (failed.empty())
    for (auto const& delayed : believed(bounce, *out, false))
      tx.run(sql::change_out, out->id, out->state, out->state, 0,
             delayed.action + ": " + words_of(delayed), out->sent_at);
  return {out->case_id, out->interaction_id, true};
}

}  // namespace vefa::email
