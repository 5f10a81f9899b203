// Fetches the mail of every active mailbox: waits by IDLE, or looks every so often.
#pragma once
#include <memory>

#include "base/context.hpp"
#include "db/database.hpp"
#include "modules/channels/email/imap.hpp"
#include "modules/channels/email/mailboxes.hpp"

namespace vefa::email {

struct PullerOptions {
  int node = 0;                                   // who holds the leases; not 0 on several nodes
  Duration look_every = std::chrono::seconds(5);  // for mailboxes that were added or changed
  Duration lease = std::chrono::seconds(60);
  Duration idle = std::chrono::minutes(9);         // below the half hour that servers allow
  Duration first_pause = std::chrono::seconds(2);  // after a failure; doubled up to the longest
  Duration longest_pause = std::chrono::minutes(5);
  std::uint64_t max_bytes = 40u << 20;  // of a message; larger ones give their headers
};

/// One company's mail: a thread a mailbox, held by one node at a time. Starts at once; a failure of
/// one mailbox is shown on it and does not hold another's.
class Puller {
 public:
  static std::unique_ptr<Puller> start(db::Database& database, Clock const& clock, IdSource& ids,
                                       PullerOptions options = {});
  virtual ~Puller() = default;
  /// Looks again at once for mailboxes that were added, changed or archived.
  virtual void wake() = 0;
  /// Ends all waits and gives the leases back. What was fetched is stored.
  virtual void stop() = 0;
};

/// Once this is committed, the puller of this process looks again at once.
void wake_puller_after(db::Tx& tx);

/// Fetches what is new in one mailbox over an open session; answers how many were stored. Each
/// message is stored and committed before the mailbox's place advances and before the server is
/// told anything. Throws TransportFailure.
std::size_t pull_once(db::Database& database, Clock const& clock, IdSource& ids,
                      Mailbox const& mailbox, ImapSession& session, std::uint64_t max_bytes);

}  // namespace vefa::email
