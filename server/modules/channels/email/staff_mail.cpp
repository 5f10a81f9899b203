#include "modules/channels/email/staff_mail.hpp"

#include "base/log.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/channels/email/compose.hpp"
#include "modules/channels/email/outbox.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/channels/email/smtp.hpp"
#include "modules/company/company.hpp"

namespace vefa::email {
namespace {

using staff::LinkKind;

struct Letter {
  StaffMail row;
  Outgoing mail;
  Endpoint endpoint;
};

std::string say(db::Tx& tx, std::string const& key) {
  return i18n::message(company::profile(tx).default_language, key);
}

bool is_too_late(Context const& ctx, StaffMail const& row) {
  return row.kind == LinkKind::PasswordReset && row.created_at + staff::kResetValid <= ctx.now;
}

/// Why it cannot go, whatever the server says; empty: it can.
std::string obstacle(Context const& ctx, db::Tx& tx, StaffMail const& row) {
  if (!sending_mailbox(tx)) return say(tx, "email.no_mailbox");
  if (company::profile(tx).public_url.empty()) return say(tx, "email.no_public_url");
  if (is_too_late(ctx, row)) return say(tx, "email.link_too_late");
  return {};
}

/// The letter with a link that is valid from now; nothing when the mail waits no longer.
Result<std::optional<Letter>> write_letter(Context const& ctx, db::Tx& tx, StaffMailId id) {
  auto const row = find_staff_mail(tx, id);
  if (!row || row->state != StaffMailState::Queued) return std::optional<Letter>();
  if (auto why = obstacle(ctx, tx, *row); !why.empty()) throw jobs::GiveUp(why);
  auto const mailbox = sending_mailbox(tx).value();
  auto const person = staff::find(tx, row->staff_id);
  if (!person) return not_found("staff");
  auto const token = TRY(staff::new_link(ctx, tx, row->staff_id, row->kind));
  auto const profile = company::profile(tx);
  Args const args{{"name", person->name},
                  {"company", profile.name},
                  // Behind the #: no server on the way, nor ours, is told or logs it.
                  {"link", profile.public_url + "/app#password=" + token}};
  std::string const text = "email." + wire::enum_text(row->kind);
  Letter letter{.row = *row, .mail = {}, .endpoint = smtp_endpoint(mailbox)};
  letter.row.mailbox_id = mailbox.id;
  letter.mail.from = {mailbox.address, company::sender_name(profile, person->language)};
  letter.mail.to = {{person->email, person->name}};
  letter.mail.subject = i18n::message(person->language, text + "_subject", args);
  letter.mail.text = i18n::message(person->language, text + "_text", args);
  letter.mail.language = person->language;
  letter.mail.at = ctx.now;
  // Of no case: both halves are the mail's own id, so that a report about it finds it.
  letter.mail.message_id =
      make_message_id(mark_key(), CaseId{id.value}, InteractionId{id.value}, mailbox.domain());
  letter.mail.automatic = Automatic::Generated;
  return std::optional(std::move(letter));
}

void change(db::Tx& tx, StaffMail const& row) {
  tx.run(sql::change_staff_mail, row.id, row.mailbox_id, row.state, row.tries, row.error,
         row.created_at, row.sent_at);
}

void put_off(Context const& ctx, db::Tx& tx, StaffMail row, std::string const& why) {
  row.tries += 1;
  if (row.tries >= kMostTries) return fail_staff_mail(ctx, tx, row.id, why);
  row.error = why;
  change(tx, row);
  jobs::add(ctx, tx, kStaffMailJob, row.id.text(), ctx.now + pause_before_retry(row.tries));
}

void note_sent(Context const& ctx, db::Tx& tx, StaffMail row) {
  row.state = StaffMailState::Sent;
  row.tries += 1;
  row.error.clear();
  row.sent_at = ctx.now;
  change(tx, row);
  note_sending_works(ctx, tx, row.mailbox_id);
}

}  // namespace

StaffMailId queue_staff_mail(Context const& ctx, db::Tx& tx, StaffId id, LinkKind kind) {
  StaffMail row;
  row.id = ctx.new_id<StaffMailId>();
  row.staff_id = id;
  row.kind = kind;
  row.created_at = ctx.now;
  row.error = obstacle(ctx, tx, row);
  if (auto const mailbox = sending_mailbox(tx)) row.mailbox_id = mailbox->id;
  if (!row.error.empty()) row.state = StaffMailState::Failed;
  tx.insert(sql::insert_staff_mail, row);
  if (row.error.empty()) {
    jobs::add(ctx, tx, kStaffMailJob, row.id.text(), ctx.now);
  } else {
    log::warn("mail.staff_not_sent", {{"mail", row.id.text()}, {"why", row.error}});
  }
  return row.id;
}

void send_staff_mail(Context const& ctx, db::Database& database, StaffMailId id) {
  auto written = database.write_result([&](db::Tx& tx) { return write_letter(ctx, tx, id); });
  if (!written.ok()) throw jobs::GiveUp(i18n::message(Language::En, written.error()));
  if (!*written) return;
  Letter const& letter = **written;
  auto const note = [&](auto const& work) {
    database.write_now([&](db::Tx& tx) {
      work(tx);
      return db::Outcome::Commit;
    });
  };
  auto const raw = compose(letter.mail);
  if (!raw.ok()) throw jobs::GiveUp(i18n::message(Language::En, raw.error()));
  try {
    send_mail(letter.endpoint, {letter.mail.from.address, {letter.mail.to.front().address}}, *raw);
    note([&](db::Tx& tx) { note_sent(ctx, tx, letter.row); });
    log::info("mail.sent_to_staff", {{"mail", id.text()}});
  } catch (TransportFailure const& failure) {
    log::warn("mail.staff_not_sent", {{"mail", id.text()}, {"why", failure.what()}});
    if (failure.failure == Failure::Permanent) throw jobs::GiveUp(failure.what());
    note([&](db::Tx& tx) {
      note_sending_failed(ctx, tx, letter.row.mailbox_id, failure);
      put_off(ctx, tx, letter.row, failure.what());
    });
  }
}

void fail_staff_mail(Context const&, db::Tx& tx, StaffMailId id, std::string const& why) {
  auto row = find_staff_mail(tx, id);
  if (!row || row->state == StaffMailState::Failed) return;
  row->state = StaffMailState::Failed;
  row->error = why;
  row->sent_at.reset();
  change(tx, *row);
}

Result<StaffMail> retry_staff_mail(Context const& ctx, db::Tx& tx, StaffMailId id) {
  auto row = find_staff_mail(tx, id);
  if (!row) return not_found("staff_mail");
  if (row->state != StaffMailState::Failed) return refused("email.not_failed");
  row->state = StaffMailState::Queued;
  row->tries = 0;
  row->error.clear();
  row->created_at = ctx.now;
  change(tx, *row);
  jobs::add(ctx, tx, kStaffMailJob, id.text(), ctx.now);
  return *row;
}

std::optional<StaffMail> find_staff_mail(db::Tx& tx, StaffMailId id) {
  return tx.find<StaffMail>(sql::find_staff_mail, id);
}

std::vector<StaffMail> list_staff_mails(db::Tx& tx, StaffMailState state, std::int64_t before,
                                        std::int64_t limit) {
  return tx.list<StaffMail>(sql::list_staff_mails, state, before, limit);
}

}  // namespace vefa::email
