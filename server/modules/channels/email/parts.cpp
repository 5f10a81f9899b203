#include "modules/channels/email/parts.hpp"

#include <algorithm>

#include "base/file_type.hpp"
#include "base/text.hpp"
#include "modules/channels/email/charset.hpp"
#include "modules/channels/email/gmime_ptr.hpp"
#include "modules/channels/email/headers.hpp"
#include "modules/channels/email/tnef.hpp"

namespace vefa::email {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

/// The types of a part as its headers say them; read again from the raw headers, so that raw 8-bit
/// names are decoded by our rules.
struct PartHead {
  std::string type = "text/plain";  // lower case
  std::string charset;
  std::string name;
  std::string disposition;  // lower case; empty when there is none
  std::string content_id;   // without < >
  bool flowed = false;
  bool delete_space = false;
};

std::string parameter(GMimeParamList* list, char const* name) {
  auto* found = g_mime_param_list_get_parameter(list, name);
  char const* value = found ? g_mime_param_get_value(found) : nullptr;
  // Some put encoded words into parameters, against RFC 2047.
  return value ? decode_header(value) : std::string();
}

std::string_view raw_header(GMimeObject* part, char const* name) {
  auto* header = g_mime_header_list_get_header(g_mime_object_get_header_list(part), name);
  char const* value = header ? g_mime_header_get_raw_value(header) : nullptr;
  return value ? std::string_view(value) : std::string_view();
}

PartHead read_head(GMimeObject* part, std::optional<Language> hint) {
  PartHead head;
  if (auto const raw = raw_header(part, "Content-Type"); !raw.empty()) {
    GPtr<GMimeContentType> type(
        g_mime_content_type_parse(nullptr, clean_structured(raw, hint).c_str()));
    GText const full(g_mime_content_type_get_mime_type(type.get()));
    head.type = lower(full.get());
    auto* parameters = g_mime_content_type_get_parameters(type.get());
    head.charset = parameter(parameters, "charset");
    head.name = parameter(parameters, "name");
    head.flowed = lower(parameter(parameters, "format")) == "flowed";
    head.delete_space = lower(parameter(parameters, "delsp")) == "yes";
  } else if (auto* implied = g_mime_object_get_content_type(part)) {
    GText const full(g_mime_content_type_get_mime_type(implied));
    head.type = lower(full.get());
  }
  if (auto const raw = raw_header(part, "Content-Disposition"); !raw.empty()) {
    GPtr<GMimeContentDisposition> disposition(
        g_mime_content_disposition_parse(nullptr, clean_structured(raw, hint).c_str()));
    char const* kind = g_mime_content_disposition_get_disposition(disposition.get());
    head.disposition = lower(kind ? kind : "");
    auto* parameters = g_mime_content_disposition_get_parameters(disposition.get());
    if (auto name = parameter(parameters, "filename"); !name.empty()) head.name = name;
  }
  auto const ids = parse_message_ids(raw_header(part, "Content-ID"));
  if (!ids.empty()) head.content_id = ids.front();
  return head;
}

/// RFC 3676: soft-broken lines joined.
std::string unflowed(std::string const& text, bool delete_space) {
  std::string out;
  auto const lines = split(text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    bool const quoted = line.starts_with('>');
    if (!quoted && line.starts_with(' ')) line.remove_prefix(1);
    bool const soft = line.ends_with(' ') && line != "-- " && i + 1 < lines.size() &&
                      lines[i + 1].starts_with('>') == quoted && !quoted && !lines[i + 1].empty();
    if (soft && delete_space) line.remove_suffix(1);
    out += line;
    if (!soft && i + 1 < lines.size()) out += '\n';
  }
  return out;
}

/// The charset that an HTML page names itself.
std::string charset_in_page(std::string_view html) {
  std::string const head = lower(html.substr(0, 2048));
  auto at = head.find("charset=");
  if (at == std::string::npos) return {};
  at += 8;
  while (at < head.size() && (head[at] == '"' || head[at] == '\'' || head[at] == ' ')) ++at;
  return head.substr(at, head.find_first_of("\"'; />", at) - at);
}

class Walk {
 public:
  Walk(Parts& out, std::optional<Language> hint, std::vector<std::string>& defects)
      : out_(out), hint_(hint), defects_(defects) {}

  void visit(GMimeObject* part, int depth, Body* alternative) {
    if (++count_ > kMaxParts) return note("too_many_parts");
    if (depth > kMaxNesting) return note("nested_too_deeply");
    if (GMIME_IS_MULTIPART(part)) return visit_multipart(GMIME_MULTIPART(part), depth, alternative);
    PartHead const head = read_head(part, hint_);
    if (GMIME_IS_MESSAGE_PART(part)) return visit_message(GMIME_MESSAGE_PART(part), head);
    if (!GMIME_IS_PART(part)) return note("unknown_part");
    visit_leaf(GMIME_PART(part), head, alternative);
  }

 private:
  void note(char const* defect) {
    if (std::find(defects_.begin(), defects_.end(), defect) == defects_.end())
      defects_.emplace_back(defect);
  }

  void visit_multipart(GMimeMultipart* multipart, int depth, Body* alternative) {
    PartHead const head = read_head(GMIME_OBJECT(multipart), hint_);
    if (head.type == "multipart/encrypted") note("encrypted");
    if (head.type == "multipart/report" && depth == 0) read_report_type(multipart);
    Body own;
    Body* const target = alternative ? alternative : &own;
    bool const alternates = head.type == "multipart/alternative";
    int const children = g_mime_multipart_get_count(multipart);
    for (int i = 0; i < children; ++i) {
      auto* child = g_mime_multipart_get_part(multipart, i);
      // Within an alternative, related and mixed parts belong to the same words.
      visit(child, depth + 1, alternates || alternative ? target : nullptr);
    }
    if (alternates && !alternative && !(own.plain.empty() && own.html.empty()))
      out_.bodies.push_back(std::move(own));
  }

  void read_report_type(GMimeMultipart* report) {
    auto* type = g_mime_object_get_content_type(GMIME_OBJECT(report));
    char const* kind = g_mime_content_type_get_parameter(type, "report-type");
    out_.report_type = kind ? lower(kind) : "unknown";
  }

  std::string content_of(GMimePart* part) {
    auto* content = g_mime_part_get_content(part);
    if (!content) return {};
    if (g_mime_part_get_content_encoding(part) == GMIME_CONTENT_ENCODING_BASE64)
      check_base64(content);
    auto const memory = memory_stream();
    g_mime_data_wrapper_write_to_stream(content, memory.get());
    return bytes_of(memory.get());
  }

  void check_base64(GMimeDataWrapper* content) {
    auto* stream = g_mime_data_wrapper_get_stream(content);
    auto const memory = memory_stream();
    g_mime_stream_reset(stream);
    g_mime_stream_write_to_stream(stream, memory.get());
    g_mime_stream_reset(stream);
    std::string const raw = bytes_of(memory.get());
    bool const clean = std::all_of(raw.begin(), raw.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '+' || c == '/' || c == '=' || c == '\r' || c == '\n' || c == ' ' || c == '\t';
    });
    if (!clean) note("broken_base64");
  }

  void visit_leaf(GMimePart* part, PartHead const& head, Body* alternative) {
    std::string bytes = content_of(part);
    if (head.type == "message/delivery-status") out_.delivery_status = decode_text(bytes, "").text;
    if (head.type == "text/rfc822-headers") take_reported_id(bytes);
    bool const text =
        head.type == "text/plain" || head.type == "text/html" || head.type == "text/enriched";
    bool const body = text && head.disposition != "attachment" &&
                      (head.name.empty() || (alternative && head.disposition.empty()));
    if (body) return take_body(head, bytes, alternative);
    bool const signature = head.type == "application/pgp-signature" ||
                           head.type == "application/pkcs7-signature" ||
                           head.type == "application/x-pkcs7-signature";
    if (signature && head.disposition != "attachment" && head.name.empty()) return;
    take_file(head, std::move(bytes));
  }

  void take_body(PartHead const& head, std::string const& bytes, Body* alternative) {
    bool const html = head.type == "text/html";
    std::string const label = html && head.charset.empty() ? charset_in_page(bytes) : head.charset;
    auto decoded = decode_text(bytes, label, hint_);
    if (decoded.label_was_wrong) note("wrong_charset");
    if (head.flowed && !html) decoded.text = unflowed(decoded.text, head.delete_space);
    Body own;
    Body& target = alternative ? *alternative : own;
    auto& text = html ? target.html : target.plain;
    if (!text.empty()) text += '\n';
    text += decoded.text;
    if (!alternative && !trim(decoded.text).empty()) out_.bodies.push_back(std::move(own));
  }

  void take_file(PartHead const& head, std::string bytes) {
    bool const outlook =
        head.type == "application/ms-tnef" || head.type == "application/vnd.ms-tnef";
    if (outlook && take_winmail(bytes)) return;
    MailFile file;
    file.declared_type = head.type;
    file.media_type = true_media_type(bytes, head.type, head.name);
    file.name = safe_file_name(head.name, file.media_type);
    file.content_id = head.content_id;
    file.is_inline = head.disposition != "attachment" && !head.content_id.empty();
    file.bytes = std::move(bytes);
    out_.files.push_back(std::move(file));
  }

  /// The files within Outlook's own container; false when there are none, and it stays as it is.
  bool take_winmail(std::string const& bytes) {
    auto files = read_tnef(bytes);
    for (auto& file : files) {
      PartHead head;
      head.type = "application/octet-stream";
      head.name = decode_text(file.name, "", hint_).text;
      take_file(head, std::move(file.bytes));
    }
    return !files.empty();
  }

  void visit_message(GMimeMessagePart* part, PartHead const& head) {
    auto* inner = g_mime_message_part_get_message(part);
    if (!inner) return note("malformed_multipart");
    auto const memory = memory_stream();
    g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, memory.get());
    std::string bytes = bytes_of(memory.get());
    take_reported_id(bytes);
    PartHead named = head;
    if (named.name.empty()) {
      auto const subject = decode_header(raw_header(GMIME_OBJECT(inner), "Subject"), hint_);
      if (!subject.empty()) named.name = std::string(prefix_of(subject, 80)) + ".eml";
    }
    take_file(named, std::move(bytes));
  }

  /// The Message-ID in a block of headers.
  void take_reported_id(std::string_view headers) {
    if (!out_.reported_message_id.empty()) return;
    constexpr std::size_t kMostLines = 300;
    std::size_t start = 0;
    for (std::size_t n = 0; n < kMostLines && start < headers.size(); ++n) {
      auto end = headers.find('\n', start);
      if (end == std::string_view::npos) end = headers.size();
      auto const line = headers.substr(start, end - start);
      if (line.empty() || line == "\r") return;
      if (lower(line.substr(0, 11)) == "message-id:") {
        // The id may stand on the next line.
        auto const ids = parse_message_ids(headers.substr(start + 11, 1100));
        if (!ids.empty()) out_.reported_message_id = ids.front();
        return;
      }
      start = end + 1;
    }
  }

  Parts& out_;
  std::optional<Language> hint_;
  std::vector<std::string>& defects_;
  std::size_t count_ = 0;
};

}  // namespace

Parts read_parts(_GMimeMessage* message, std::optional<Language> hint,
                 std::vector<std::string>& defects) {
  Parts out;
  auto* root = g_mime_message_get_mime_part(message);
  if (!root) {
    defects.push_back("no_content");
    return out;
  }
  Walk(out, hint, defects).visit(root, 0, nullptr);
  return out;
}

}  // namespace vefa::email
