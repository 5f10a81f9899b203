// Handing a mail to an SMTP server.
#pragma once
#include <string>
#include <vector>

#include "modules/channels/email/transport.hpp"

namespace vefa::email {

struct Envelope {
  std::string from;  // bounces come back to it
  std::vector<std::string> recipients;
};
struct RefusedRecipient {
  std::string address;
  int code = 0;
  std::string text;  // the server's words
};
struct Handed {
  std::string text;                       // the server's last words, often with its queue id
  std::vector<RefusedRecipient> refused;  // some of several recipients; the others have it
};

/// Sends over one connection. Throws TransportFailure; then nobody has it, or (Connection, after
/// the message was given) perhaps someone: sent again under its Message-ID, it is the same mail.
Handed send_mail(Endpoint const& endpoint, Envelope const& envelope, std::string_view raw);

/// Connects, secures and logs in, sends nothing. Throws TransportFailure.
void try_smtp(Endpoint const& endpoint);

}  // namespace vefa::email
