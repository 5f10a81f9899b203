#include "modules/channels/email/mailboxes.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/server_key.hpp"
#include "base/text.hpp"
#include "db/remember.hpp"
#include "jobs/jobs.hpp"
#include "modules/channels/email/compose.hpp"
#include "modules/channels/email/email.hpp"
#include "modules/channels/email/outbox.hpp"
#include "modules/channels/email/puller.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::email {
namespace {

db::Remembered const kMailboxes{"mailboxes"};

bool is_host(std::string const& host) {
  return host.size() <= 253 && host.find_first_not_of(
                                   "abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:_") == std::string::npos;
}

bool is_this_machine(std::string const& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

Result<void> check_server(ServerForm const& form, std::string const& field) {
  if (form.host.empty()) return {};
  if (!is_host(form.host.value)) return invalid(field + ".host", "email.bad_host");
  if (form.port < 1 || form.port > 65535) return invalid(field + ".port", "email.bad_port");
  if (form.security == Security::None && !is_this_machine(form.host.value))
    return invalid(field + ".security", "email.plain_not_local");
  return {};
}

Result<void> check_form(db::Tx& tx, MailboxForm const& form) {
  if (!is_plain_address(form.address.value))
    return invalid("address", "email.bad_address", {{"address", form.address.value}});
  if (form.address.value.find('+') != std::string::npos)
    return invalid("address", "email.plus_address");
  TRY(check_server(form.imap, "imap"));
  TRY(check_server(form.smtp, "smtp"));
  int const poll = form.poll_seconds.value_or(60);
  if (poll < 5 || poll > 3600) return invalid("poll_seconds", "email.bad_poll_seconds");
  if (form.state == MailboxState::Archived) return invalid("state", "email.archive_by_delete");
  std::string const ca = form.ca_pem ? form.ca_pem->value : "";
  if (!ca.empty() && ca.find("-----BEGIN CERTIFICATE-----") == std::string::npos)
    return invalid("ca_pem", "email.bad_ca");
  for (auto const& [language, name] : form.display_names)
    if (!parse_language(language)) return invalid("display_names." + language, "wire.bad_language");
  if (form.team_id && !staff::find_team(tx, form.team_id))
    return invalid("team_id", "email.no_team");
  return {};
}

db::Bytes sealed(std::optional<Text<4000>> const& secret, db::Bytes const& before) {
  if (!secret) return before;
  return {seal(server_key(), secret->value)};
}

std::string opened(db::Bytes const& sealed_secret) {
  if (sealed_secret.data.empty()) return {};
  auto const plain = unseal(server_key(), sealed_secret.data);
  if (!plain) throw std::runtime_error("a mailbox's password was sealed under another key");
  return *plain;
}

void apply(Mailbox& row, MailboxForm const& form) {
  row.address = form.address.value;
  row.folded_address = fold(row.address);
  row.display_names.clear();
  for (auto const& [language, name] : form.display_names)
    if (!name.empty()) row.display_names[language] = name.value;
  row.language = form.language;
  row.team_id = form.team_id;
  row.state = form.state.value_or(row.state);
  row.imap_host = form.imap.host.value;
  row.imap_port = form.imap.port;
  row.imap_security = form.imap.security;
  row.imap_auth = form.imap.auth.value_or(Auth::Password);
  row.imap_user = form.imap.user.value;
  row.imap_secret = sealed(form.imap.secret, row.imap_secret);
  row.imap_folder =
      form.imap_folder && !form.imap_folder->empty() ? form.imap_folder->value : "INBOX";
  row.done_folder = form.done_folder ? form.done_folder->value : "";
  row.poll_seconds = form.poll_seconds.value_or(60);
  row.import_existing = form.import_existing.value_or(false);
  row.smtp_host = form.smtp.host.value;
  row.smtp_port = form.smtp.port;
  row.smtp_security = form.smtp.security;
  row.smtp_auth = form.smtp.auth.value_or(Auth::Password);
  row.smtp_user = form.smtp.user.value;
  row.smtp_secret = sealed(form.smtp.secret, row.smtp_secret);
  row.ca_pem = form.ca_pem ? form.ca_pem->value : "";
  row.signed_reply_to = form.signed_reply_to.value_or(true);
}

void record(Context const& ctx, db::Tx& tx, std::string kind, Mailbox const& row) {
  wake_puller_after(tx);
  jobs::record(ctx, tx,
               {.kind = std::move(kind),
                .team_id = row.team_id.value,
                .payload = {{"mailbox_id", row.id.text()}, {"address", row.address}}});
}

bool reads_elsewhere(Mailbox const& a, Mailbox const& b) {
  return a.imap_host != b.imap_host || a.imap_user != b.imap_user || a.imap_folder != b.imap_folder;
}

/// Tells a second mailbox of the address apart from other refusals of the schema.
Result<void> check_address_free(db::Tx& tx, Mailbox const& row) {
  auto const other = tx.find<Mailbox>(sql::find_mailbox_by_address, row.folded_address);
  if (other && other->id != row.id)
    return Error{Code::Conflict, "email.address_taken", {{"address", row.address}}, "address", {}};
  return {};
}

}  // namespace

Result<Mailbox> add_mailbox(Context const& ctx, db::Tx& tx, NewMailbox const& form) {
  TRY(check_form(tx, form));
  Mailbox row;
  row.id = ctx.new_id<MailboxId>();
  row.created_at = ctx.now;
  apply(row, form);
  TRY(check_address_free(tx, row));
  tx.insert(sql::insert_mailbox, row);
  tx.run(sql::insert_progress, row.id);
  record(ctx, tx, "mailbox.added", row);
  return row;
}

Result<Mailbox> change_mailbox(Context const& ctx, db::Tx& tx, MailboxId id,
                               MailboxChange const& form) {
  auto const before = find_mailbox(tx, id);
  if (!before || before->state == MailboxState::Archived) return not_found("mailbox");
  if (before->version != form.version) return stale(before->version);
  TRY(check_form(tx, form));
  Mailbox row = *before;
  apply(row, form);
  // A password is not shown to another server than it was given for.
  if (!form.imap.secret && row.imap_host != before->imap_host) row.imap_secret = {};
  if (!form.smtp.secret && row.smtp_host != before->smtp_host) row.smtp_secret = {};
  TRY(check_address_free(tx, row));
  if (tx.update(sql::update_mailbox, row) != 1) return stale(before->version + 1);
  row.version += 1;
  if (reads_elsewhere(*before, row)) tx.run(sql::begin_folder, id, 0, 0);
  hurry(ctx, tx, id);
  record(ctx, tx, "mailbox.changed", row);
  return row;
}

Result<void> archive_mailbox(Context const& ctx, db::Tx& tx, MailboxId id, std::int64_t version) {
  auto row = find_mailbox(tx, id);
  if (!row || row->state == MailboxState::Archived) return not_found("mailbox");
  if (row->version != version) return stale(row->version);
  row->state = MailboxState::Archived;
  row->imap_secret = {};
  row->smtp_secret = {};
  // The address is free again, and the row stays for what refers to it.
  row->folded_address += " archived " + row->id.text();
  if (tx.update(sql::update_mailbox, *row) != 1) return stale(version + 1);
  record(ctx, tx, "mailbox.archived", *row);
  return {};
}

std::optional<Mailbox> find_mailbox(db::Tx& tx, MailboxId id) {
  return tx.find<Mailbox>(sql::find_mailbox, id);
}

std::optional<Mailbox> find_mailbox_by_address(db::Tx& tx, std::string_view address) {
  std::string const folded = fold(address);
  if (auto exact = tx.find<Mailbox>(sql::find_mailbox_by_address, folded)) return exact;
  auto const at = folded.rfind('@');
  auto const plus = folded.find('+');
  if (at == std::string::npos || plus == std::string::npos || plus > at) return std::nullopt;
  return tx.find<Mailbox>(sql::find_mailbox_by_address, folded.substr(0, plus) + folded.substr(at));
}

std::vector<Mailbox> mailboxes(db::Tx& tx) {
  return *db::remember<std::vector<Mailbox>>(tx, kMailboxes, "",
                                             [&] { return tx.list<Mailbox>(sql::list_mailboxes); });
}

bool fetches_mail(db::Tx& tx) {
  auto const all = mailboxes(tx);
  return std::any_of(all.begin(), all.end(), [](Mailbox const& one) {
    return one.state == MailboxState::Active && !one.imap_host.empty();
  });
}

Progress progress_of(db::Tx& tx, MailboxId id) {
  return tx.find<Progress>(sql::find_progress, id).value_or(Progress{.mailbox_id = id});
}

Endpoint imap_endpoint(Mailbox const& mailbox) {
  return {.host = mailbox.imap_host,
          .port = mailbox.imap_port,
          .security = mailbox.imap_security,
          .auth = mailbox.imap_auth,
          .user = mailbox.imap_user,
          .secret = opened(mailbox.imap_secret),
          .ca_pem = mailbox.ca_pem};
}

Endpoint smtp_endpoint(Mailbox const& mailbox) {
  return {.host = mailbox.smtp_host,
          .port = mailbox.smtp_port,
          .security = mailbox.smtp_security,
          .auth = mailbox.smtp_auth,
          .user = mailbox.smtp_user,
          .secret = opened(mailbox.smtp_secret),
          .ca_pem = mailbox.ca_pem};
}

std::string const& mark_key() {
  static std::string const key = hmac_sha256(server_key(), "email marks");
  return key;
}

}  // namespace vefa::email
