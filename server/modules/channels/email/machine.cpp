#include "modules/channels/email/machine.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/channels/email/headers.hpp"

namespace vefa::email {
namespace {

std::string first_word(std::string_view value) {
  std::string const folded = fold(trim(value));
  return folded.substr(0, folded.find_first_of("; \t("));
}

bool has(HeaderLookup const& header, std::string_view name) { return !header(name).empty(); }

std::string local_part(std::string const& address) {
  return fold(address.substr(0, address.find('@')));
}

bool is_daemon(std::string const& address) {
  std::string const local = local_part(address);
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon"});
  return std::find(kNames.begin(), kNames.end(), local) != kNames.end() ||
         local.starts_with("mailer-daemon+") || local.starts_with("mailer-daemon-");
}

bool has_null_return_path(HeaderLookup const& header) {
  auto const values = header("return-path");
  return std::any_of(values.begin(), values.end(),
                     [](std::string const& v) { return trim(v) == "<>"; });
}

bool is_auto_submitted(HeaderLookup const& header) {
  auto const values = header("auto-submitted");
  return std::any_of(values.begin(), values.end(),
                     [](std::string const& v) { return first_word(v) != "no"; });
}

bool precedence_is(HeaderLookup const& header, std::initializer_list<std::string_view> words) {
  for (auto const& value : header("precedence"))
    if (std::find(words.begin(), words.end(), first_word(value)) != words.end()) return true;
  return false;
}

bool is_list(HeaderLookup const& header) {
  for (std::string_view name :
       {"list-id", "list-unsubscribe", "list-post", "list-help", "list-owner", "list-subscribe",
        "list-archive", "mailing-list", "x-mailing-list", "x-beenthere"})
    if (has(header, name)) return true;
  return precedence_is(header, {"list"});
}

/// A group of the company's own, through which customers write to it.
bool is_own_list(HeaderLookup const& header, ReadingHints const& hints) {
  for (auto const& value : header("list-id"))
    for (auto const& domain : hints.own_domains)
      if (fold(value).find("." + fold(domain) + ">") != std::string::npos) return true;
  return false;
}

bool suppresses_answers(HeaderLookup const& header) {
  auto const values = header("x-auto-response-suppress");
  return std::any_of(values.begin(), values.end(), [](std::string const& v) {
    std::string const word = first_word(v);
    return !word.empty() && word != "none";
  });
}

bool is_from_own_domain(ParsedMail const& mail, ReadingHints const& hints) {
  auto const at = mail.message_id.rfind('@');
  if (at == std::string::npos) return false;
  std::string const domain = fold(mail.message_id.substr(at + 1));
  return std::any_of(hints.own_domains.begin(), hints.own_domains.end(),
                     [&](std::string const& own) { return fold(own) == domain; });
}

bool says_out_of_office(HeaderLookup const& header, ParsedMail const& mail) {
  for (std::string_view name :
       {"x-autoreply", "x-autorespond", "x-autoreply-from", "x-vacation", "x-auto-reply"})
    if (has(header, name)) return true;
  if (precedence_is(header, {"auto_reply", "auto-reply"})) return true;
  for (auto const& value : header("auto-submitted"))
    if (first_word(value) == "auto-replied") return true;
  // The subject alone could be a person's; Exchange says auto-generated and suppresses answers.
  bool const machine =
      is_auto_submitted(header) || suppresses_answers(header) || has_null_return_path(header);
  return machine && is_out_of_office_subject(mail.subject);
}

std::string after_semicolon(std::string const& value) {
  auto const at = value.find(';');
  return trim(at == std::string::npos ? std::string_view(value)
                                      : std::string_view(value).substr(at + 1));
}

std::string without_brackets(std::string text) {
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  return text;
}

void take_field(FailedRecipient& recipient, std::string const& name, std::string const& value) {
  if (name == "final-recipient" && recipient.address.empty())
    recipient.address = without_brackets(after_semicolon(value));
  // What we wrote to is what we know; the other end may have rewritten it.
  if (name == "original-recipient" && value.find('@') != std::string::npos)
    recipient.address = without_brackets(after_semicolon(value));
  if (name == "action") recipient.action = first_word(value);
  if (name == "status") recipient.status = trim(value).substr(0, 20);
  if (name == "diagnostic-code") recipient.diagnostic = after_semicolon(value).substr(0, 1000);
}

/// `5.1.1` or `550` where an old bounce's line has one.
std::string status_in(std::string_view line) {
  for (std::size_t i = 0; i + 4 < line.size(); ++i) {
    bool const starts = i == 0 || line[i - 1] == ' ' || line[i - 1] == '#' || line[i - 1] == '(';
    if (starts && (line[i] == '5' || line[i] == '4') && line[i + 1] == '.' && line[i + 3] == '.' &&
        line[i + 2] >= '0' && line[i + 2] <= '9' && line[i + 4] >= '0' && line[i + 4] <= '9')
      return std::string(line.substr(i, 5));
  }
  return {};
}

}  // namespace

bool is_out_of_office_subject(std::string_view subject) {
  static constexpr auto kBeginnings = std::to_array<std::string_view>(
      {"automatic reply", "auto reply",          "autoreply",
       "auto-reply",      "out of office",       "out of the office",
       "auto response",   "automatic response",  "otomatik yanit",
       "otomatik cevap",  "ofis disinda",        "is yerinde disinda",
       "isyeri disinda",  "yillik izin",         "automatikus valasz",
       "hazon kivul",     "irodan kivul",        "tavollet",
       "szabadsag",       "תשובה אוטומטית",      "מענה אוטומטי",
       "מחוץ למשרד",      "הודעה אוטומטית",      "בחופשה",
       "abwesenheit",     "automatische antwort"});
  std::string const folded = fold(trim(subject));
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view b) { return folded.starts_with(fold(b)); });
}

Machine judge_headers(HeaderLookup const& header, ParsedMail const& mail,
                      ReadingHints const& hints) {
  if (says_out_of_office(header, mail)) return Machine::OutOfOffice;
  if (has_null_return_path(header)) return Machine::NullReturnPath;
  if (is_daemon(mail.author().address)) return Machine::MailerDaemon;
  if (is_from_own_domain(mail, hints)) return Machine::OwnMessage;
  if (is_auto_submitted(header)) return Machine::AutoSubmitted;
  if (precedence_is(header, {"bulk", "junk", "auto_reply"})) return Machine::Precedence;
  if (is_list(header))
    return is_own_list(header, hints) ? Machine::SuppressesAnswers : Machine::List;
  if (suppresses_answers(header)) return Machine::SuppressesAnswers;
  return Machine::None;
}

std::vector<FailedRecipient> read_delivery_status(std::string_view fields) {
  constexpr std::size_t kMostRecipients = 100;
  std::vector<std::pair<std::string, std::string>> group;
  std::vector<FailedRecipient> out;
  auto const finish = [&] {
    FailedRecipient recipient;
    // Final before original, so that the original one stays.
    for (auto const& [name, value] : group)
      if (name != "original-recipient") take_field(recipient, name, value);
    for (auto const& [name, value] : group)
      if (name == "original-recipient") take_field(recipient, name, value);
    group.clear();
    bool const says_something = !recipient.address.empty() && !recipient.action.empty();
    if (says_something && out.size() < kMostRecipients) out.push_back(std::move(recipient));
  };
  for (auto const& line : split(fields, '\n')) {
    if (trim(line).empty()) {
      finish();
    } else if ((line[0] == ' ' || line[0] == '\t') && !group.empty()) {
      group.back().second += " " + trim(line);
    } else if (auto const colon = line.find(':'); colon != std::string::npos) {
      group.emplace_back(fold(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
    }
  }
  finish();
  return out;
}

std::optional<Bounce> read_old_bounce(HeaderLookup const& header, ParsedMail const& mail) {
  Bounce bounce;
  for (auto const& value : header("x-failed-recipients"))
    for (auto const& address : parse_addresses(value))
      bounce.failed.push_back({address.address, "failed", "", ""});
  bool const from_daemon = is_daemon(mail.author().address) || has_null_return_path(header);
  if (bounce.failed.empty() && !from_daemon) return std::nullopt;
  static constexpr auto kSubjects = std::to_array<std::string_view>(
      {"failure notice", "undeliver", "mail delivery failed",
       "delivery status notification (failure)", "returned mail", "delivery failure",
       "mail delivery failure", "mail system error", "teslim edilemedi", "iletilemedi",
       "kezbesithetetlen", "לא ניתן למסירה", "unzustellbar"});
  std::string const subject = fold(mail.subject);
  bool const says_so = std::any_of(kSubjects.begin(), kSubjects.end(), [&](std::string_view s) {
    return subject.find(fold(s)) != std::string::npos;
  });
  if (bounce.failed.empty() && !says_so) return std::nullopt;
  auto const lines = split(mail.text, '\n');
  for (std::size_t i = 0; i < lines.size() && i < 400; ++i) {
    std::string const line = trim(lines[i]);
    bool const address_line = line.starts_with('<') && line.find("@") != std::string::npos &&
                              (line.ends_with(">:") || line.ends_with('>'));
    if (address_line && bounce.failed.size() < 20 && bounce.original_message_id.empty()) {
      auto const end = line.find('>');
      std::string const address = line.substr(1, end - 1);
      bool const known = std::any_of(bounce.failed.begin(), bounce.failed.end(),
                                     [&](auto const& f) { return f.address == address; });
      std::string const why = i + 1 < lines.size() ? trim(lines[i + 1]).substr(0, 1000) : "";
      if (!known) bounce.failed.push_back({address, "failed", status_in(why), why});
    }
    if (bounce.original_message_id.empty() && fold(line.substr(0, 11)) == "message-id:") {
      auto const ids = parse_message_ids(line.substr(11));
      if (!ids.empty()) bounce.original_message_id = ids.front();
    }
  }
  return bounce;
}

}  // namespace vefa::email
