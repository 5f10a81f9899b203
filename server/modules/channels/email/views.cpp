#include "modules/channels/email/views.hpp"

#include "i18n/i18n.hpp"
#include "modules/channels/email/imap.hpp"
#include "modules/channels/email/smtp.hpp"

namespace vefa::email {
namespace {

std::vector<AddressView> view_of(std::vector<Address> const& people) {
  std::vector<AddressView> out;
  for (auto const& person : people) out.push_back({person.address, person.name});
  return out;
}

template <class F>
ServerTest try_server(Endpoint const& endpoint, Language language, F const& work) {
  ServerTest test;
  if (endpoint.host.empty()) return test;
  test.tried = true;
  try {
    work(test);
    test.ok = true;
  } catch (TransportFailure const& failure) {
    test.kind = wire::enum_text(failure.failure);
    test.says = failure.what();
    test.advice = advice_for(language, test.kind, endpoint.host, endpoint.port);
  }
  return test;
}

}  // namespace

std::string advice_for(Language language, std::string const& kind, std::string const& host,
                       int port) {
  if (kind.empty()) return {};
  return i18n::message(language, "email.advice_" + kind,
                       {{"host", host}, {"port", std::to_string(port)}});
}

MailboxView view_of(db::Tx& tx, Mailbox const& row, Language language) {
  auto const progress = progress_of(tx, row.id);
  MailboxView view;
  view.id = row.id;
  view.version = row.version;
  view.address = row.address;
  for (auto const& [tag, name] : row.display_names)
    view.display_names[std::string(tag)] = std::string(name.as_string());
  view.language = row.language;
  view.team_id = row.team_id;
  view.state = row.state;
  view.imap = {row.imap_host, row.imap_port, row.imap_security,
               row.imap_auth, row.imap_user, !row.imap_secret.data.empty()};
  view.imap_folder = row.imap_folder;
  view.done_folder = row.done_folder;
  view.poll_seconds = row.poll_seconds;
  view.import_existing = row.import_existing;
  view.smtp = {row.smtp_host, row.smtp_port, row.smtp_security,
               row.smtp_auth, row.smtp_user, !row.smtp_secret.data.empty()};
  view.ca_pem = row.ca_pem;
  view.signed_reply_to = row.signed_reply_to;
  view.created_at = row.created_at;
  view.connected_at = progress.connected_at;
  view.fetched_at = progress.fetched_at;
  view.last_error_kind = progress.last_error_kind;
  view.last_error = progress.last_error;
  view.advice = advice_for(language, progress.last_error_kind, row.imap_host, row.imap_port);
  view.last_error_at = progress.last_error_at;
  view.send_error_kind = progress.send_error_kind;
  view.send_error = progress.send_error;
  view.send_advice = advice_for(language, progress.send_error_kind, row.smtp_host, row.smtp_port);
  view.send_error_at = progress.send_error_at;
  return view;
}

MailboxTest test_mailbox(Mailbox const& mailbox, Language language) {
  MailboxTest out;
  auto imap = imap_endpoint(mailbox);
  auto smtp = smtp_endpoint(mailbox);
  // A person waits for the answer.
  imap.connect_timeout = smtp.connect_timeout = std::chrono::seconds(10);
  imap.timeout = smtp.timeout = std::chrono::seconds(20);
  out.imap = try_server(imap, language, [&](ServerTest& test) {
    ImapSession session(imap);
    test.folders = session.folders();
    session.select(mailbox.imap_folder);
    session.logout();
  });
  out.smtp = try_server(smtp, language, [&](ServerTest&) { try_smtp(smtp); });
  return out;
}

RawView view_of(RawMessage const& row, Language language) {
  RawView view;
  view.id = row.id;
  view.version = row.version;
  view.mailbox_id = row.mailbox_id;
  view.sender = row.sender;
  view.subject = row.subject;
  view.message_id = row.message_id;
  view.sent_at = row.sent_at;
  view.received_at = row.received_at;
  view.size_bytes = row.size_bytes;
  view.state = row.state;
  view.reason = row.reason;
  if (!row.reason.empty()) view.why = i18n::message(language, "email.reason_" + row.reason);
  view.matched_by = row.matched_by;
  view.case_id = row.case_id;
  view.interaction_id = row.interaction_id;
  return view;
}

RawDetail detail_of(RawMessage const& row, ParsedMail const& mail, Language language) {
  RawDetail detail;
  static_cast<RawView&>(detail) = view_of(row, language);
  detail.from = view_of(mail.from);
  detail.to = view_of(mail.to);
  detail.text = mail.text;
  detail.html = mail.html_sanitized;
  for (auto const& file : mail.attachments)
    detail.files.push_back({file.name, file.media_type, file.declared_type,
                            static_cast<std::int64_t>(file.bytes.size())});
  detail.defects = mail.defects;
  detail.machine = mail.machine;
  return detail;
}

}  // namespace vefa::email
