#include "modules/channels/email/compose.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/html.hpp"
#include "base/text.hpp"
#include "modules/channels/email/gmime_ptr.hpp"

namespace vefa::email {
namespace {

constexpr std::size_t kIdDigits = 13;
constexpr std::size_t kMacBytes = 10;
constexpr std::size_t kMacDigits = 16;  // 10 bytes in base 32

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}
std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

/// In letters and digits of one case.
std::string mac(std::string_view key, std::string_view purpose, std::string_view signed_text) {
  std::string const whole = hmac_sha256(key, std::string(purpose) + ":" + std::string(signed_text));
  return lower(base32(whole.substr(0, kMacBytes)).substr(0, kMacDigits));
}

template <class IdType>
std::optional<IdType> id_of(std::string_view digits) {
  auto const value = parse_id_digits(upper(digits));
  if (!value) return std::nullopt;
  return IdType{*value};
}

/// One line without control characters: what may stand in a header.
std::string header_text(std::string_view text) {
  std::string out;
  for (char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return trim(is_utf8(out) ? out : std::string());
}

bool is_plain_id(std::string_view id) {
  return !id.empty() && id.size() <= 900 && std::all_of(id.begin(), id.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != '<' && c != '>';
  });
}

/// Addresses within a line become links; a full stop after one is the sentence's.
void write_line(std::string& out, std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    auto start = std::min(line.find("https://", at), line.find("http://", at));
    if (start == std::string_view::npos) break;
    auto end = line.find_first_of(" \t<>\"", start);
    if (end == std::string_view::npos) end = line.size();
    while (end > start && std::string_view(".,;:!?)").find(line[end - 1]) != std::string_view::npos)
      --end;
    escape_html(out, line.substr(at, start - at));
    out += "<a href=\"";
    escape_html(out, line.substr(start, end - start));
    out += "\">";
    escape_html(out, line.substr(start, end - start));
    out += "</a>";
    at = end;
  }
  escape_html(out, line.substr(at));
}

bool is_picture(MailFile const& file) {
  return file.is_inline && !file.content_id.empty() && file.media_type.starts_with("image/");
}

GPtr<GMimeObject> text_part(char const* subtype, std::string const& text) {
  auto* part = g_mime_text_part_new_with_subtype(subtype);
  g_mime_text_part_set_charset(part, "utf-8");
  g_mime_text_part_set_text(part, text.c_str());
  return GPtr<GMimeObject>(GMIME_OBJECT(part));
}

GPtr<GMimeObject> file_part(MailFile const& file) {
  auto const slash = file.media_type.find('/');
  bool const typed = slash != std::string::npos && is_plain_id(file.media_type);
  auto* part =
      g_mime_part_new_with_type(typed ? file.media_type.substr(0, slash).c_str() : "application",
                                typed ? file.media_type.substr(slash + 1).c_str() : "octet-stream");
  GPtr<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(file.bytes.data(), file.bytes.size()));
  GPtr<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part, content.get());
  g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
  bool const picture = is_picture(file) && is_plain_id(file.content_id);
  g_mime_object_set_disposition(GMIME_OBJECT(part), picture ? "inline" : "attachment");
  g_mime_part_set_filename(part, header_text(file.name).c_str());
  if (picture) g_mime_part_set_content_id(part, file.content_id.c_str());
  return GPtr<GMimeObject>(GMIME_OBJECT(part));
}

GPtr<GMimeObject> multipart(char const* subtype, std::vector<GPtr<GMimeObject>> const& children) {
  auto* out = g_mime_multipart_new_with_subtype(subtype);
  for (auto const& child : children) g_mime_multipart_add(out, child.get());
  return GPtr<GMimeObject>(GMIME_OBJECT(out));
}

GPtr<GMimeObject> body_of(Outgoing const& mail) {
  std::vector<GPtr<GMimeObject>> related;
  related.push_back(text_part("html", html_of(mail)));
  std::vector<GPtr<GMimeObject>> mixed;
  for (auto const& file : mail.files)
    (is_picture(file) ? related : mixed).push_back(file_part(file));
  std::vector<GPtr<GMimeObject>> alternatives;
  alternatives.push_back(text_part("plain", mail.text));
  alternatives.push_back(related.size() == 1 ? std::move(related.front())
                                             : multipart("related", related));
  auto body = multipart("alternative", alternatives);
  if (mixed.empty()) return body;
  mixed.insert(mixed.begin(), std::move(body));
  return multipart("mixed", mixed);
}

void set_header(GMimeMessage* message, char const* name, std::string const& value) {
  g_mime_object_set_header(GMIME_OBJECT(message), name, value.c_str(), "utf-8");
}

void write_thread(GMimeMessage* message, Outgoing const& mail) {
  g_mime_message_set_message_id(message, mail.message_id.c_str());
  if (is_plain_id(mail.in_reply_to))
    set_header(message, "In-Reply-To", "<" + mail.in_reply_to + ">");
  std::string references;
  for (auto const& id : mail.references)
    if (is_plain_id(id)) references += (references.empty() ? "<" : " <") + id + ">";
  if (!references.empty()) set_header(message, "References", references);
}

void write_marks(GMimeMessage* message, Outgoing const& mail) {
  if (mail.automatic != Automatic::No) {
    set_header(message, "Auto-Submitted",
               mail.automatic == Automatic::Replied ? "auto-replied" : "auto-generated");
    set_header(message, "X-Auto-Response-Suppress", "All");
  }
  std::string const url = header_text(mail.unsubscribe_url);
  if (url.starts_with("https://") && is_plain_id(url)) {
    set_header(message, "List-Unsubscribe", "<" + url + ">");
    set_header(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
}

Result<void> check_addresses(Outgoing const& mail) {
  if (!is_plain_address(mail.from.address))
    return invalid("from", "email.bad_address", {{"address", mail.from.address}});
  if (mail.to.empty()) return invalid("to", "email.no_recipient");
  for (auto const* list : {&mail.to, &mail.cc})
    for (auto const& address : *list)
      if (!is_plain_address(address.address))
        return invalid(list == &mail.to ? "to" : "cc", "email.bad_address",
                       {{"address", address.address}});
  if (!mail.reply_to.empty() && !is_plain_address(mail.reply_to))
    return invalid("reply_to", "email.bad_address", {{"address", mail.reply_to}});
  if (!is_plain_id(mail.message_id)) return Error{Code::Internal, "error.internal", {}, {}, {}};
  return {};
}

void add_people(GMimeMessage* message, GMimeAddressType type, std::vector<Address> const& people) {
  for (auto const& person : people) {
    std::string const name = header_text(person.name);
    g_mime_message_add_mailbox(message, type, name.empty() ? nullptr : name.c_str(),
                               person.address.c_str());
  }
}

}  // namespace

std::string make_message_id(std::string_view key, CaseId case_id, InteractionId interaction_id,
                            std::string_view domain) {
  std::string const ids = lower(id_digits(case_id.value) + "." + id_digits(interaction_id.value));
  return "vefa." + ids + "." + mac(key, "message-id", ids) + "@" + std::string(domain);
}

std::optional<SignedMark> verify_message_id(std::string_view key, std::string_view message_id) {
  std::string const local = lower(message_id.substr(0, message_id.find('@')));
  constexpr std::size_t kLength = 5 + kIdDigits + 1 + kIdDigits + 1 + kMacDigits;
  if (local.size() != kLength || !local.starts_with("vefa.")) return std::nullopt;
  std::string const ids = local.substr(5, 2 * kIdDigits + 1);
  if (ids[kIdDigits] != '.' || local[5 + ids.size()] != '.') return std::nullopt;
  if (!equal_secret(mac(key, "message-id", ids), local.substr(6 + ids.size()))) return std::nullopt;
  auto const case_id = id_of<CaseId>(ids.substr(0, kIdDigits));
  auto const interaction_id = id_of<InteractionId>(ids.substr(kIdDigits + 1));
  if (!case_id || !interaction_id) return std::nullopt;
  return SignedMark{*case_id, *interaction_id};
}

std::string make_reply_address(std::string_view key, CaseId case_id, std::string_view mailbox) {
  auto const at = mailbox.rfind('@');
  if (at == std::string_view::npos) return {};
  std::string const id = lower(id_digits(case_id.value));
  return std::string(mailbox.substr(0, at)) + "+c" + id + mac(key, "reply-address", id) +
         std::string(mailbox.substr(at));
}

std::optional<SignedMark> verify_reply_address(std::string_view key, std::string_view address) {
  std::string const local = lower(address.substr(0, address.rfind('@')));
  auto const plus = local.rfind("+c");
  if (plus == std::string::npos) return std::nullopt;
  std::string const token = local.substr(plus + 2);
  if (token.size() != kIdDigits + kMacDigits) return std::nullopt;
  std::string const id = token.substr(0, kIdDigits);
  if (!equal_secret(mac(key, "reply-address", id), token.substr(kIdDigits))) return std::nullopt;
  auto const case_id = id_of<CaseId>(id);
  if (!case_id) return std::nullopt;
  return SignedMark{*case_id, {}};
}

bool is_plain_address(std::string_view address) {
  auto const at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size() || address.size() > 254)
    return false;
  if (!is_utf8(address)) return false;
  return std::all_of(address.begin(), address.end(),
                     [](char c) {
                       return static_cast<unsigned char>(c) > ' ' && c != 0x7F &&
                              std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos;
                     }) &&
         address.find('@') == at;
}

std::string html_of(Outgoing const& mail) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head><meta "
      "charset=\"utf-8\"></head>\n<body>\n",
      tag(mail.language), is_right_to_left(mail.language) ? "rtl" : "ltr");
  bool open = false;
  for (auto const& line : split(mail.text, '\n')) {
    if (trim(line).empty()) {
      if (open) out += "</p>\n";
      open = false;
      continue;
    }
    out += open ? "<br>\n" : "<p dir=\"auto\">";
    open = true;
    write_line(out, line);
  }
  if (open) out += "</p>\n";
  for (auto const& file : mail.files) {
    if (!is_picture(file)) continue;
    out += "<p><img src=\"cid:";
    escape_html(out, file.content_id);
    out += "\" alt=\"";
    escape_html(out, file.name);
    out += "\"></p>\n";
  }
  return out + "</body>\n</html>\n";
}

Result<std::string> compose(Outgoing const& mail) {
  start_gmime();
  TRY(check_addresses(mail));
  GPtr<GMimeMessage> const message(g_mime_message_new(FALSE));
  add_people(message.get(), GMIME_ADDRESS_TYPE_FROM, {mail.from});
  add_people(message.get(), GMIME_ADDRESS_TYPE_TO, mail.to);
  add_people(message.get(), GMIME_ADDRESS_TYPE_CC, mail.cc);
  if (!mail.reply_to.empty())
    add_people(message.get(), GMIME_ADDRESS_TYPE_REPLY_TO, {{mail.reply_to, mail.from.name}});
  g_mime_message_set_subject(message.get(), header_text(mail.subject).c_str(), "utf-8");
  auto* date = g_date_time_new_from_unix_utc(mail.at.ms / 1000);
  g_mime_message_set_date(message.get(), date);
  g_date_time_unref(date);
  write_thread(message.get(), mail);
  write_marks(message.get(), mail);
  auto const body = body_of(mail);
  g_mime_message_set_mime_part(message.get(), body.get());
  g_mime_object_encode(GMIME_OBJECT(message.get()), GMIME_ENCODING_CONSTRAINT_7BIT);
  auto* format = g_mime_format_options_clone(nullptr);
  g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
  auto const memory = memory_stream();
  g_mime_object_write_to_stream(GMIME_OBJECT(message.get()), format, memory.get());
  g_mime_format_options_free(format);
  return bytes_of(memory.get());
}

}  // namespace vefa::email
