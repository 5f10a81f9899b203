#include "modules/channels/email/headers.hpp"

#include "base/spoken.hpp"
#include "base/text.hpp"
#include "fuzz/targets.hpp"
#include "modules/channels/email/charset.hpp"
#include "modules/channels/email/quotes.hpp"
#include "modules/channels/email/tnef.hpp"

namespace vefa::fuzz {
namespace {

std::string check_fields(std::string_view text) {
  std::string const plain = email::decode_header(text);
  if (!is_utf8(plain)) return "the field is no UTF-8: " + plain;
  if (plain.find_first_of("\r\n\0", 0, 3) != std::string::npos) return "no line: " + plain;
  std::string const stripped = email::strip_subject(plain);
  if (email::strip_subject(stripped) != stripped) return "a prefix is left: " + stripped;
  auto const addresses = email::parse_addresses(text);
  if (addresses.size() > email::kMaxAddresses) return "too many addresses";
  for (auto const& one : addresses) {
    if (!is_utf8(one.address) || !is_utf8(one.name)) return "the address is no UTF-8";
    if (one.address.empty()) return "an empty address";
  }
  auto const ids = email::parse_message_ids(text);
  if (ids.size() > email::kMaxReferences) return "too many ids";
  for (auto const& id : ids)
    if (id.empty() || id.find_first_of(" \t<>\r\n") != std::string::npos) return "no id: " + id;
  return {};
}

}  // namespace

std::string check_headers(std::string_view text) {
  auto const end = std::min(text.find('\n'), text.size());
  auto const label = text.substr(0, end);
  auto const bytes = text.substr(std::min(end + 1, text.size()));
  auto const decoded = email::decode_text(bytes, label).text;
  if (!is_utf8(decoded)) return "the text is no UTF-8: " + decoded;
  auto const parts = email::split_quotes(decoded, email::is_forward_subject(label));
  if (!is_utf8(parts.new_text) || !is_utf8(parts.quoted_text)) return "a part is no UTF-8";
  if (!trim(visible(decoded)).empty() && trim(parts.new_text + parts.quoted_text).empty())
    return "nothing is left of the text: " + decoded;
  for (auto const& file : email::read_tnef(bytes))
    if (file.bytes.size() > bytes.size()) return "a file longer than what held it";
  return check_fields(bytes);
}

}  // namespace vefa::fuzz
