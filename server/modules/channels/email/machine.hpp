// Whether a person wrote a message, by its headers; and what a delivery report says.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/channels/email/mime.hpp"

namespace vefa::email {

/// Every value of a header, in order, decoded; names in lower case.
using HeaderLookup = std::function<std::vector<std::string>(std::string_view lower_name)>;

/// The reason why no automatic answer may go to this message, without regard to its parts.
/// `mail` has from, subject and message_id.
Machine judge_headers(HeaderLookup const& header, ParsedMail const& mail,
                      ReadingHints const& hints);

/// Subjects by which mail programs announce an absence, in four languages.
bool is_out_of_office_subject(std::string_view subject);

/// Reads the fields of a message/delivery-status part. Source: RFC 3464, section 2.
std::vector<FailedRecipient> read_delivery_status(std::string_view fields);

/// Bounces in older forms (qmail, Exim's X-Failed-Recipients, plain text): what the text gives.
std::optional<Bounce> read_old_bounce(HeaderLookup const& header, ParsedMail const& mail);

}  // namespace vefa::email
