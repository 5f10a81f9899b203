// A raw mail, read: who, what, which files, and whether a person wrote it. Pure: no database, no
// network.
//
// Never throws and never refuses: what cannot be read leaves its field empty and a line in
// `defects`. Bounded: sizes, parts, nesting and addresses beyond the limits below are left out,
// with a defect.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/time.hpp"

namespace vefa::email {

inline constexpr std::size_t kMaxRawBytes = 64u << 20;
inline constexpr std::size_t kMaxTextBytes = 2u << 20;
inline constexpr std::size_t kMaxParts = 300;
inline constexpr int kMaxNesting = 30;
inline constexpr std::size_t kMaxAddresses = 200;
inline constexpr std::size_t kMaxReferences = 100;

struct Address {
  std::string address;  // as written, without < >
  std::string name;     // decoded; empty when there is none
  bool operator==(Address const&) const = default;
};

/// Why no automatic answer may go to a message. The first that applies, in this order.
enum class Machine {
  None,
  Bounce,          // a delivery failed: DSN, or one in an old form
  DeliveryNotice,  // a DSN of another kind (delayed, relayed), a read receipt, an abuse report
  OutOfOffice,
  NullReturnPath,
  MailerDaemon,      // mailer-daemon, postmaster and the like as sender
  OwnMessage,        // our own domain in its Message-ID: it came round
  AutoSubmitted,     // any Auto-Submitted but `no`
  Precedence,        // bulk, junk, auto_reply
  List,              // List-* headers, Precedence: list
  SuppressesAnswers  // X-Auto-Response-Suppress
};
BOOST_DESCRIBE_ENUM(Machine, None, Bounce, DeliveryNotice, OutOfOffice, NullReturnPath,
                    MailerDaemon, OwnMessage, AutoSubmitted, Precedence, List, SuppressesAnswers)

/// One recipient of a delivery report. Source: RFC 3464.
struct FailedRecipient {
  std::string address;
  std::string action;      // failed, delayed, …
  std::string status;      // 5.1.1
  std::string diagnostic;  // the other server's words
};
struct Bounce {
  std::vector<FailedRecipient> failed;
  std::string original_message_id;  // without < >; of the message that came back
};

/// What a forwarded message says of the one it carries.
struct Forwarded {
  Address from;
  std::string subject;
  std::string text;
};

/// An attachment.
struct MailFile {
  std::string name;           // safe to save under; never empty
  std::string media_type;     // its true type, by its bytes
  std::string declared_type;  // lower case
  std::string content_id;     // without < >; what `data-cid` in html_sanitized names
  bool is_inline = false;
  std::string bytes;
};

struct ParsedMail {
  std::vector<Address> from;
  std::optional<Address> sender;
  std::vector<Address> reply_to;
  std::vector<Address> to;
  std::vector<Address> cc;
  std::vector<std::string> delivered_to;  // Delivered-To, X-Original-To, Envelope-To
  std::string subject;
  std::string subject_stripped;  // without Re:, YNT:, VÁ:, השב: and the rest
  std::string message_id;        // without < >; empty when there is none
  std::string in_reply_to;
  std::vector<std::string> references;  // oldest first
  std::optional<Instant> date;
  std::string text;            // all of it, from the plain part or from HTML
  std::string new_text;        // what this sender wrote now
  std::string quoted_text;     // what it quotes; shown folded
  std::string html_sanitized;  // see html.hpp; empty when there was no HTML
  std::vector<MailFile> attachments;
  std::optional<Language> language;
  Machine machine = Machine::None;
  std::optional<Bounce> bounce;  // Bounce, and DeliveryNotice of a DSN
  std::optional<Forwarded> forwarded;
  std::vector<std::string> defects;

  bool is_automatic() const { return machine != Machine::None; }
  /// The author: From's first, else Sender; empty address when there is neither.
  Address author() const;
};

struct ReadingHints {
  std::vector<std::string> own_domains;  // lower case; of our Message-IDs
  std::optional<Language> language;      // of the mailbox: decides between equal guesses
};

ParsedMail parse_mail(std::string_view raw, ReadingHints const& hints = {});

}  // namespace vefa::email
