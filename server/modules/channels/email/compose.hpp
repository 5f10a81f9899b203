// Outgoing mails, built by GMime; and the signed marks by which their answers find home.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "modules/channels/email/mime.hpp"
#include "modules/ids.hpp"

namespace vefa::email {

/// What a Message-ID or a reply address of ours says, once its HMAC was found true.
struct SignedMark {
  CaseId case_id;
  InteractionId interaction_id;  // none in an address
};

/// `vefa.{case}.{interaction}.{hmac}@domain`, without < >. The HMAC covers both ids.
std::string make_message_id(std::string_view key, CaseId case_id, InteractionId interaction_id,
                            std::string_view domain);
/// Nothing for another's, an altered one, or another key's. Case of letters does not matter, since
/// some mailers change it; neither does the domain.
std::optional<SignedMark> verify_message_id(std::string_view key, std::string_view message_id);

/// `support+c{case}{hmac}@firm.example` for `support@firm.example`; empty when that has no `@`.
std::string make_reply_address(std::string_view key, CaseId case_id, std::string_view mailbox);
std::optional<SignedMark> verify_reply_address(std::string_view key, std::string_view address);

enum class Automatic { No, Replied, Generated };  // Auto-Submitted; RFC 3834

struct Outgoing {
  Address from;
  std::string reply_to;  // empty: none
  std::vector<Address> to;
  std::vector<Address> cc;
  std::string subject;
  std::string text;  // paragraphs are parted by blank lines
  Language language = Language::En;
  Instant at;
  std::string message_id;  // without < >
  std::string in_reply_to;
  std::vector<std::string> references;  // oldest first
  Automatic automatic = Automatic::No;
  std::string unsubscribe_url;  // of marketing mail: one click, RFC 8058; empty: none
  std::vector<MailFile> files;  // `is_inline` pictures show below the text
};

/// The raw message, CRLF, 7-bit; text and HTML parts; `lang` and `dir` on the document,
/// `dir="auto"` on each paragraph. No value can add a header. Invalid: email.bad_address (field),
/// email.no_recipient.
Result<std::string> compose(Outgoing const& mail);

/// True for `local@domain` that can stand in an envelope: no white space, brackets, or control
/// characters.
bool is_plain_address(std::string_view address);

/// The HTML part alone, for previews and tests.
std::string html_of(Outgoing const& mail);

}  // namespace vefa::email
