// Signed links by which a customer reaches her case without a login.
#pragma once
#include <optional>
#include <string>

#include "modules/ids.hpp"

namespace vefa::cases {

/// The secret part of a link to a case: its id's digits and 16 bytes of an HMAC under the server's
/// key, in base64url. Lasts as long as the case.
std::string link_token(CaseId id);
/// Nothing unless the token was made by this server.
std::optional<CaseId> case_of_token(std::string_view token);

struct Links {
  std::string page;  // her case
  std::string yes;   // the page with "solved" ready to be pressed
  std::string no;
};
/// `public_url` of the company's profile; empty gives paths alone.
Links links_of(std::string const& public_url, CaseId id);

}  // namespace vefa::cases
