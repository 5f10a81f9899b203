// What a mail says anew, and what it only quotes; in four languages.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modules/channels/email/mime.hpp"

namespace vefa::email {

struct SplitText {
  std::string new_text;
  std::string quoted_text;
  std::optional<Forwarded>
      forwarded;  // stays in new_text too: it is what the sender wants us to read
};

/// Quotations begin at "On … wrote:", "… şunu yazdı:", "… ezt írta:", "בתאריך … כתב:", at a block
/// of From/Sent/To lines, at "-----Original Message-----", or consist of lines beginning with `>`.
/// Answers written between the lines of a quotation keep it, since they mean nothing without.
/// `is_forward`: the subject says so.
SplitText split_quotes(std::string_view text, bool is_forward);

}  // namespace vefa::email
