// Delivery reports: what they say of a message of ours.
#pragma once
#include "base/context.hpp"
#include "modules/channels/email/mime.hpp"
#include "modules/ids.hpp"

namespace vefa::db {
class Tx;
}

namespace vefa::email {

/// The message a report is about.
struct Reported {
  CaseId case_id = {};  // none for a mail to a member of staff
  InteractionId interaction_id = {};
  bool known = false;  // one of ours
};

/// A failure marks the message as bounced with the other server's words (which tells its owner),
/// suspends the addresses that failed, and notes it at the customer's contact. A delay is noted on
/// the message only. Believed only of a message that we sent, and of addresses that it went to.
Reported take_report(Context const& ctx, db::Tx& tx, ParsedMail const& mail);

}  // namespace vefa::email
