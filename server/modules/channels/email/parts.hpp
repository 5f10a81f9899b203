// The tree of a message's parts, flattened into bodies and files; used by mime.cpp alone.
#pragma once
#include <string>
#include <vector>

#include "modules/channels/email/mime.hpp"

struct _GMimeMessage;

namespace vefa::email {

/// One body: the alternatives of the same words. Raw HTML, in UTF-8.
struct Body {
  std::string plain;
  std::string html;
};

struct Parts {
  std::vector<Body> bodies;         // in order
  std::vector<MailFile> files;      // in order
  std::string report_type;          // of multipart/report; lower case
  std::string delivery_status;      // the fields of its second part
  std::string reported_message_id;  // of the message it is about
};

/// Reads at most kMaxParts parts, kMaxNesting deep.
Parts read_parts(_GMimeMessage* message, std::optional<Language> hint,
                 std::vector<std::string>& defects);

}  // namespace vefa::email
