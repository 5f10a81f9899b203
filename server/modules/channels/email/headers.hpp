// Header fields as they really come: encoded words in every form, raw 8-bit bytes, broken lists.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/channels/email/mime.hpp"

namespace vefa::email {

/// An unstructured field (Subject) as one line of UTF-8. Encoded words of one charset are joined
/// before they are decoded, since mailers cut characters in two.
std::string decode_header(std::string_view raw, std::optional<Language> hint = {});
/// A structured field in a form that a strict parser reads: encoded words as UTF-8 ones, raw bytes
/// as UTF-8, one line.
std::string clean_structured(std::string_view raw, std::optional<Language> hint = {});
/// At most kMaxAddresses; groups are opened.
std::vector<Address> parse_addresses(std::string_view raw, std::optional<Language> hint = {});
/// The texts between < and >, without white space; a bare id is taken as one. At most
/// kMaxReferences: the first and the newest.
std::vector<std::string> parse_message_ids(std::string_view raw);
/// Without Re:, Fwd:, YNT:, İLT:, VÁ:, Továbbítás:, השב:, העבר: and the rest, repeated and counted.
std::string strip_subject(std::string_view subject);
/// True when the outermost prefix says that a message is passed on.
bool is_forward_subject(std::string_view subject);

}  // namespace vefa::email
