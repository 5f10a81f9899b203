// What the routes of the e-mail channel show.
#pragma once
#include "modules/channels/email/guard.hpp"
#include "modules/channels/email/intake.hpp"
#include "modules/channels/email/outbox.hpp"

namespace vefa::email {

struct ServerView {
  std::string host;
  int port = 0;
  Security security = Security::Tls;
  Auth auth = Auth::Password;
  std::string user;
  bool has_secret = false;  // the secret itself is never shown
};
BOOST_DESCRIBE_STRUCT(ServerView, (), (host, port, security, auth, user, has_secret))

struct MailboxView {
  MailboxId id;
  std::int64_t version = 1;
  std::string address;
  std::map<std::string, std::string> display_names;
  Language language = Language::En;
  TeamId team_id;
  MailboxState state = MailboxState::Active;
  ServerView imap;
  std::string imap_folder;
  std::string done_folder;
  int poll_seconds = 60;
  bool import_existing = false;
  ServerView smtp;
  std::string ca_pem;
  bool signed_reply_to = true;
  Instant created_at;
  std::optional<Instant> connected_at;
  std::optional<Instant> fetched_at;
  std::string last_error_kind;  // empty: all is well
  std::string last_error;       // in the other server's words
  std::string advice;           // what to do now, in the reader's language
  std::optional<Instant> last_error_at;
  std::string send_error_kind;  // the same of sending
  std::string send_error;
  std::string send_advice;
  std::optional<Instant> send_error_at;
};
BOOST_DESCRIBE_STRUCT(MailboxView, (),
                      (id, version, address, display_names, language, team_id, state, imap,
                       imap_folder, done_folder, poll_seconds, import_existing, smtp, ca_pem,
                       signed_reply_to, created_at, connected_at, fetched_at, last_error_kind,
                       last_error, advice, last_error_at, send_error_kind, send_error, send_advice,
                       send_error_at))
MailboxView view_of(db::Tx& tx, Mailbox const& row, Language language);

/// What a person can do about a failure of this kind.
std::string advice_for(Language language, std::string const& kind, std::string const& host,
                       int port);

struct ServerTest {
  bool tried = false;  // false: no host is given
  bool ok = false;
  std::string kind;  // of the failure
  std::string says;  // the other server's words
  std::string advice;
  std::vector<std::string> folders;  // of IMAP
};
BOOST_DESCRIBE_STRUCT(ServerTest, (), (tried, ok, kind, says, advice, folders))
struct MailboxTest {
  ServerTest imap;
  ServerTest smtp;
};
BOOST_DESCRIBE_STRUCT(MailboxTest, (), (imap, smtp))
/// Really connects and logs in to both; sends nothing. Takes as long as the servers do.
MailboxTest test_mailbox(Mailbox const& mailbox, Language language);

struct RawView {
  RawMessageId id;
  std::int64_t version = 1;
  MailboxId mailbox_id;
  std::string sender;
  std::string subject;
  std::string message_id;
  std::optional<Instant> sent_at;
  Instant received_at;
  std::int64_t size_bytes = 0;
  RawState state = RawState::Quarantined;
  std::string reason;
  std::string why;  // the reason in words
  MatchedBy matched_by = MatchedBy::None;
  CaseId case_id;
  InteractionId interaction_id;
};
BOOST_DESCRIBE_STRUCT(RawView, (),
                      (id, version, mailbox_id, sender, subject, message_id, sent_at, received_at,
                       size_bytes, state, reason, why, matched_by, case_id, interaction_id))
RawView view_of(RawMessage const& row, Language language);

struct FileView {
  std::string name;
  std::string media_type;
  std::string declared_type;
  std::int64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(FileView, (), (name, media_type, declared_type, size_bytes))
struct AddressView {
  std::string address;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(AddressView, (), (address, name))

/// A quarantined message as it reads.
struct RawDetail : RawView {
  std::vector<AddressView> from;
  std::vector<AddressView> to;
  std::string text;
  std::string html;
  std::vector<FileView> files;
  std::vector<std::string> defects;
  Machine machine = Machine::None;
};
BOOST_DESCRIBE_STRUCT(RawDetail, (RawView), (from, to, text, html, files, defects, machine))
RawDetail detail_of(RawMessage const& row, ParsedMail const& mail, Language language);

}  // namespace vefa::email
