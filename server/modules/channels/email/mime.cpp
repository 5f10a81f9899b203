#include "modules/channels/email/mime.hpp"

#include <algorithm>

#include "base/html.hpp"
#include "base/text.hpp"
#include "modules/channels/email/charset.hpp"
#include "modules/channels/email/gmime_ptr.hpp"
#include "modules/channels/email/headers.hpp"
#include "modules/channels/email/html.hpp"
#include "modules/channels/email/machine.hpp"
#include "modules/channels/email/parts.hpp"
#include "modules/channels/email/quotes.hpp"

namespace vefa::email {
namespace {

/// Every header of a message by its name in lower case, raw.
class RawHeaders {
 public:
  explicit RawHeaders(GMimeMessage* message) {
    constexpr int kMost = 1000;
    auto* list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    int const count = std::min(g_mime_header_list_get_count(list), kMost);
    for (int i = 0; i < count; ++i) {
      auto* header = g_mime_header_list_get_header_at(list, i);
      char const* name = g_mime_header_get_name(header);
      char const* value = g_mime_header_get_raw_value(header);
      if (name && value) rows_.emplace_back(fold_ascii(name), value);
    }
  }

  std::string_view first(std::string_view name) const {
    for (auto const& [known, value] : rows_)
      if (known == name) return value;
    return {};
  }
  std::vector<std::string> all(std::string_view name) const {
    std::vector<std::string> out;
    for (auto const& [known, value] : rows_)
      if (known == name) out.push_back(decode_header(value));
    return out;
  }

 private:
  static std::string fold_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
  }
  std::vector<std::pair<std::string, std::string>> rows_;
};

std::optional<Instant> read_date(std::string_view raw) {
  std::string const text = decode_header(raw);
  auto* date = g_mime_utils_header_decode_date(text.c_str());
  if (!date) return std::nullopt;
  Instant const at{g_date_time_to_unix(date) * 1000};
  g_date_time_unref(date);
  // A clock that was never set is no date.
  constexpr std::int64_t kYear1990 = 631152000000;
  if (at.ms < kYear1990) return std::nullopt;
  return at;
}

void read_people(ParsedMail& mail, RawHeaders const& headers, std::optional<Language> hint) {
  mail.from = parse_addresses(headers.first("from"), hint);
  mail.reply_to = parse_addresses(headers.first("reply-to"), hint);
  mail.to = parse_addresses(headers.first("to"), hint);
  mail.cc = parse_addresses(headers.first("cc"), hint);
  auto const sender = parse_addresses(headers.first("sender"), hint);
  if (!sender.empty()) mail.sender = sender.front();
  for (std::string_view name : {"delivered-to", "x-original-to", "envelope-to"})
    for (auto const& value : headers.all(name))
      for (auto& address : parse_addresses(value)) mail.delivered_to.push_back(address.address);
  if (mail.author().address.find('@') == std::string::npos) mail.defects.push_back("no_sender");
}

void read_thread(ParsedMail& mail, RawHeaders const& headers) {
  auto const own = parse_message_ids(headers.first("message-id"));
  if (own.empty()) {
    mail.defects.push_back("no_message_id");
  } else {
    mail.message_id = own.front();
  }
  auto const answered = parse_message_ids(headers.first("in-reply-to"));
  if (!answered.empty()) mail.in_reply_to = answered.front();
  mail.references = parse_message_ids(headers.first("references"));
  mail.date = read_date(headers.first("date"));
  if (!mail.date) mail.defects.push_back("no_date");
}

void bound_text(std::string& text, char const* defect, ParsedMail& mail) {
  if (text.size() <= kMaxTextBytes) return;
  std::size_t end = kMaxTextBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  mail.defects.push_back(defect);
}

std::string paragraphs_of(std::string const& text) {
  SafeHtml const safe = read_html("<pre>" + escaped_html(text) + "</pre>");
  return safe.html;
}

/// Joins the bodies that stand one after the other into one text and one page.
void read_bodies(ParsedMail& mail, Parts& parts) {
  bool const any_html = std::any_of(parts.bodies.begin(), parts.bodies.end(),
                                    [](Body const& b) { return !b.html.empty(); });
  for (auto& body : parts.bodies) {
    bound_text(body.html, "html_cut", mail);
    SafeHtml const safe = body.html.empty() ? SafeHtml{} : read_html(body.html);
    if (safe.too_complex) mail.defects.push_back("html_too_complex");
    std::string const& text = trim(body.plain).empty() ? safe.text : body.plain;
    if (!mail.text.empty() && !text.empty()) mail.text += "\n\n";
    mail.text += text;
    if (any_html) mail.html_sanitized += body.html.empty() ? paragraphs_of(body.plain) : safe.html;
  }
  bound_text(mail.text, "text_cut", mail);
}

void split_text(ParsedMail& mail) {
  auto split = split_quotes(mail.text, is_forward_subject(mail.subject));
  mail.new_text = std::move(split.new_text);
  mail.quoted_text = std::move(split.quoted_text);
  mail.forwarded = std::move(split.forwarded);
}

void judge(ParsedMail& mail, RawHeaders const& headers, Parts const& parts,
           ReadingHints const& hints) {
  HeaderLookup const lookup = [&](std::string_view name) { return headers.all(name); };
  if (parts.report_type == "delivery-status") {
    Bounce bounce{read_delivery_status(parts.delivery_status), parts.reported_message_id};
    bool const failed = std::any_of(bounce.failed.begin(), bounce.failed.end(),
                                    [](auto const& f) { return f.action == "failed"; });
    mail.machine = failed ? Machine::Bounce : Machine::DeliveryNotice;
    if (bounce.failed.empty()) {
      auto old = read_old_bounce(lookup, mail);
      if (old) {
        bounce.failed = std::move(old->failed);
        mail.machine = Machine::Bounce;
      }
    }
    mail.bounce = std::move(bounce);
    return;
  }
  if (!parts.report_type.empty()) {
    mail.machine = Machine::DeliveryNotice;
    return;
  }
  if (auto old = read_old_bounce(lookup, mail)) {
    if (old->original_message_id.empty()) old->original_message_id = parts.reported_message_id;
    mail.bounce = std::move(old);
    mail.machine = Machine::Bounce;
    return;
  }
  mail.machine = judge_headers(lookup, mail, hints);
}

GPtr<GMimeMessage> parse_message(std::string_view raw, std::vector<std::string>& defects) {
  GPtr<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(raw.data(), raw.size()));
  GPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  auto* options = g_mime_parser_options_clone(nullptr);
  auto const note = [](gint64, GMimeParserWarning code, char const*, gpointer list) {
    auto& out = *static_cast<std::vector<std::string>*>(list);
    auto const add = [&](char const* defect) {
      if (std::find(out.begin(), out.end(), defect) == out.end()) out.emplace_back(defect);
    };
    switch (code) {
      case GMIME_WARN_TRUNCATED_MESSAGE:
        add("truncated");
        break;
      case GMIME_WARN_MALFORMED_MULTIPART:
      case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
        add("malformed_multipart");
        break;
      case GMIME_CRIT_NESTING_OVERFLOW:
        add("nested_too_deeply");
        break;
      case GMIME_CRIT_CONFLICTING_HEADER:
        add("conflicting_header");
        break;
      case GMIME_CRIT_INVALID_HEADER_NAME:
        add("malformed_header");
        break;
      default:
        break;
    }
  };
  g_mime_parser_options_set_warning_callback(options, note, &defects);
  GPtr<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options));
  g_mime_parser_options_free(options);
  return message;
}

void read_message(std::string_view raw, ReadingHints const& hints, int depth, ParsedMail& mail);

/// A message passed on as an attachment says as much as one passed on in the text.
void read_attached_original(ParsedMail& mail, ReadingHints const& hints, int depth) {
  bool const report = mail.machine == Machine::Bounce || mail.machine == Machine::DeliveryNotice;
  if (depth > 0 || mail.forwarded || report) return;
  MailFile const* only = nullptr;
  for (auto const& file : mail.attachments) {
    if (file.declared_type != "message/rfc822") continue;
    if (only) return;
    only = &file;
  }
  if (!only) return;
  ParsedMail original;
  read_message(only->bytes, hints, depth + 1, original);
  if (original.author().address.empty()) return;
  mail.forwarded = Forwarded{original.author(), original.subject, original.text};
}

void read_message(std::string_view raw, ReadingHints const& hints, int depth, ParsedMail& mail) {
  auto const message = parse_message(raw, mail.defects);
  if (!message) {
    mail.defects.push_back("unparsable");
    return;
  }
  RawHeaders const headers(message.get());
  Parts parts = read_parts(message.get(), hints.language, mail.defects);
  read_bodies(mail, parts);
  mail.attachments = std::move(parts.files);
  auto const body_language = language_of(mail.text);
  auto const hint = body_language ? body_language : hints.language;
  mail.subject = decode_header(headers.first("subject"), hint);
  mail.subject_stripped = strip_subject(mail.subject);
  read_people(mail, headers, hint);
  read_thread(mail, headers);
  split_text(mail);
  auto const new_language = language_of(mail.new_text);
  mail.language = new_language ? new_language : body_language;
  if (!mail.language) mail.language = language_of(mail.subject_stripped);
  judge(mail, headers, parts, hints);
  read_attached_original(mail, hints, depth);
}

}  // namespace

Address ParsedMail::author() const {
  if (!from.empty()) return from.front();
  return sender.value_or(Address{});
}

ParsedMail parse_mail(std::string_view raw, ReadingHints const& hints) {
  start_gmime();
  ParsedMail mail;
  if (raw.size() > kMaxRawBytes) {
    mail.defects.push_back("too_large");
    raw = raw.substr(0, 1u << 20);
  }
  try {
    read_message(raw, hints, 0, mail);
  } catch (std::exception const& error) {
    mail.defects.push_back(std::string("unparsable: ") + error.what());
  }
  return mail;
}

}  // namespace vefa::email
