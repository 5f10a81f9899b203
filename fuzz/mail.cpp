#include "base/text.hpp"
#include "fuzz/targets.hpp"
#include "modules/channels/email/headers.hpp"
#include "modules/channels/email/html.hpp"
#include "modules/channels/email/match.hpp"
#include "modules/channels/email/mime.hpp"

namespace vefa::fuzz {
namespace {

using email::Address;
using email::ParsedMail;

/// Everything of a mail that is stored as text; `lines` may have more than one line.
struct Texts {
  std::vector<std::string const*> lines;
  std::vector<std::string const*> single;
};

Texts texts_of(ParsedMail const& mail) {
  Texts out{{&mail.text, &mail.new_text, &mail.quoted_text, &mail.html_sanitized},
            {&mail.subject, &mail.subject_stripped, &mail.message_id, &mail.in_reply_to}};
  auto const take = [&](Address const& one) {
    out.single.push_back(&one.address);
    out.single.push_back(&one.name);
  };
  for (auto const* list : {&mail.from, &mail.reply_to, &mail.to, &mail.cc})
    for (auto const& one : *list) take(one);
  if (mail.sender) take(*mail.sender);
  for (auto const* list : {&mail.delivered_to, &mail.references, &mail.defects})
    for (auto const& one : *list) out.single.push_back(&one);
  for (auto const& file : mail.attachments)
    for (auto const* text : {&file.name, &file.media_type, &file.declared_type, &file.content_id})
      out.single.push_back(text);
  if (mail.bounce) {
    out.single.push_back(&mail.bounce->original_message_id);
    for (auto const& one : mail.bounce->failed)
      for (auto const* text : {&one.address, &one.action, &one.status, &one.diagnostic})
        out.lines.push_back(text);
  }
  if (mail.forwarded) {
    take(mail.forwarded->from);
    out.lines.push_back(&mail.forwarded->subject);
    out.lines.push_back(&mail.forwarded->text);
  }
  return out;
}

std::string check_texts(ParsedMail const& mail) {
  auto const texts = texts_of(mail);
  for (auto const* list : {&texts.lines, &texts.single})
    for (auto const* text : *list) {
      if (!is_utf8(*text)) return "no UTF-8: " + *text;
      if (text->find('\0') != std::string::npos) return "a NUL in " + *text;
    }
  for (auto const* text : texts.single)
    if (text->find_first_of("\r\n") != std::string::npos) return "more than a line: " + *text;
  if (mail.text.size() > email::kMaxTextBytes) return "too long a text";
  if (email::strip_subject(mail.subject_stripped) != mail.subject_stripped)
    return "a prefix is left in " + mail.subject_stripped;
  return {};
}

std::string check_files(ParsedMail const& mail) {
  for (auto const& file : mail.attachments) {
    if (file.name.empty() || file.name == "." || file.name == "..") return "a file without a name";
    if (file.name.find_first_of("/\\") != std::string::npos) return "a path: " + file.name;
  }
  if (mail.attachments.size() > email::kMaxParts * 100) return "too many files";
  for (auto const* list : {&mail.from, &mail.reply_to, &mail.to, &mail.cc})
    if (list->size() > email::kMaxAddresses) return "too many addresses";
  if (mail.references.size() > email::kMaxReferences) return "too many references";
  return {};
}

/// Every case exists, but no message and no number is known: only a forged mark would match.
std::string check_threading(ParsedMail const& mail) {
  email::CaseDirectory const cases{
      .exists = [](CaseId) { return true; },
      .case_of_message = [](std::string const&) { return std::optional<CaseId>(); },
      .case_of_number_in = [](std::string_view) { return std::optional<CaseId>(CaseId{7}); },
      .is_participant = [](CaseId, std::string const&) { return false; },
      .open_of_sender = [] { return std::vector<std::pair<CaseId, std::string>>(); }};
  std::string const key(32, 'k');
  auto const match = email::match_case(mail, "support@firm.example", key, cases);
  if (match.case_id) return "a stranger's mail found its way into a case";
  return {};
}

}  // namespace

std::string check_mail(std::string_view raw) {
  auto const mail = email::parse_mail(raw, {{"firm.example"}, Language::Tr});
  for (auto* check : {check_texts, check_files, check_threading})
    if (auto why = check(mail); !why.empty()) return why;
  return unsafe_in(mail.html_sanitized);
}

}  // namespace vefa::fuzz
