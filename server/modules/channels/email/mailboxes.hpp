// Mailboxes: where mail is fetched from and sent by; who writes to which address.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/channels/email/transport.hpp"
#include "modules/ids.hpp"

namespace vefa::email {

enum class MailboxState { Active, Paused, Archived };
BOOST_DESCRIBE_ENUM(MailboxState, Active, Paused, Archived)

/// A row of `mailboxes`; secrets are sealed.
struct Mailbox {
  MailboxId id;
  std::int64_t version = 1;
  std::string address;
  std::string folded_address;
  JsonObject display_names;  // by language tag
  Language language = Language::En;
  TeamId team_id;
  MailboxState state = MailboxState::Active;
  std::string imap_host;
  int imap_port = 993;
  Security imap_security = Security::Tls;
  Auth imap_auth = Auth::Password;
  std::string imap_user;
  db::Bytes imap_secret;
  std::string imap_folder = "INBOX";
  std::string done_folder;
  int poll_seconds = 60;
  bool import_existing = false;
  std::string smtp_host;
  int smtp_port = 465;
  Security smtp_security = Security::Tls;
  Auth smtp_auth = Auth::Password;
  std::string smtp_user;
  db::Bytes smtp_secret;
  std::string ca_pem;
  bool signed_reply_to = true;
  Instant created_at;

  std::string domain() const { return address.substr(address.rfind('@') + 1); }
};
BOOST_DESCRIBE_STRUCT(Mailbox, (),
                      (id, version, address, folded_address, display_names, language, team_id,
                       state, imap_host, imap_port, imap_security, imap_auth, imap_user,
                       imap_secret, imap_folder, done_folder, poll_seconds, import_existing,
                       smtp_host, smtp_port, smtp_security, smtp_auth, smtp_user, smtp_secret,
                       ca_pem, signed_reply_to, created_at))

struct Progress {
  MailboxId mailbox_id;
  std::int64_t uid_validity = 0;
  std::int64_t next_uid = 0;
  std::optional<Instant> connected_at;
  std::optional<Instant> fetched_at;
  std::string last_error_kind;
  std::string last_error;
  std::optional<Instant> last_error_at;
  std::int64_t leased_by = 0;
  std::int64_t leased_until = 0;
  std::string send_error_kind;  // of SMTP; the above are IMAP's
  std::string send_error;
  std::optional<Instant> send_error_at;
};
BOOST_DESCRIBE_STRUCT(Progress, (),
                      (mailbox_id, uid_validity, next_uid, connected_at, fetched_at,
                       last_error_kind, last_error, last_error_at, leased_by, leased_until,
                       send_error_kind, send_error, send_error_at))

/// A server as it is asked for. `secret`: absent keeps the one there is.
struct ServerForm {
  Text<253> host;  // empty: not used
  int port = 0;
  Security security = Security::Tls;
  std::optional<Auth> auth;
  Text<320> user;
  std::optional<Text<4000>> secret;
};
BOOST_DESCRIBE_STRUCT(ServerForm, (), (host, port, security, auth, user, secret))

struct MailboxForm {
  Text<254, 3> address;
  std::map<std::string, Text<100>> display_names;  // by language tag
  Language language = Language::En;
  TeamId team_id;
  std::optional<MailboxState> state;  // Active or Paused
  ServerForm imap;
  std::optional<Text<255>> imap_folder;  // INBOX
  std::optional<Text<255>> done_folder;  // none: mail stays, marked as seen
  std::optional<int> poll_seconds;
  std::optional<bool> import_existing;  // also what lies there already
  ServerForm smtp;
  std::optional<Text<20000>> ca_pem;
  std::optional<bool> signed_reply_to;  // the server keeps +anything addresses
};
struct NewMailbox : MailboxForm {};
struct MailboxChange : MailboxForm {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MailboxForm, (),
                      (address, display_names, language, team_id, state, imap, imap_folder,
                       done_folder, poll_seconds, import_existing, smtp, ca_pem, signed_reply_to))
BOOST_DESCRIBE_STRUCT(NewMailbox, (MailboxForm), ())
BOOST_DESCRIBE_STRUCT(MailboxChange, (MailboxForm), (version))

/// Refused: email.address_taken; Invalid: email.bad_address, email.bad_host, email.bad_port,
/// email.bad_poll_seconds, email.plain_not_local (Security::None elsewhere than on this machine),
/// email.bad_ca. Records `mailbox.added`.
Result<Mailbox> add_mailbox(Context const& ctx, db::Tx& tx, NewMailbox const& form);
/// Stale for another version. Another server or folder is read from its beginning again, as a new
/// one. Records `mailbox.changed`.
Result<Mailbox> change_mailbox(Context const& ctx, db::Tx& tx, MailboxId id,
                               MailboxChange const& form);
/// No longer fetched or shown; what it took stays. Records `mailbox.archived`.
Result<void> archive_mailbox(Context const& ctx, db::Tx& tx, MailboxId id, std::int64_t version);

std::optional<Mailbox> find_mailbox(db::Tx& tx, MailboxId id);
/// By an address mail was sent to; `name+anything@domain` leads to `name@domain`.
std::optional<Mailbox> find_mailbox_by_address(db::Tx& tx, std::string_view address);
/// All that are not archived, oldest first (≤ 500).
std::vector<Mailbox> mailboxes(db::Tx& tx);
Progress progress_of(db::Tx& tx, MailboxId id);

/// With the secrets opened. Throws std::runtime_error when the server's key is another.
Endpoint imap_endpoint(Mailbox const& mailbox);
Endpoint smtp_endpoint(Mailbox const& mailbox);

/// The key of the marks in Message-IDs and reply addresses, made from the server's key.
std::string const& mark_key();

}  // namespace vefa::email
