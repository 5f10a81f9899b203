#include "jobs/jobs.hpp"

#include "base/log.hpp"
#include "db/blobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/channels/email/email.hpp"
#include "modules/channels/email/intake.hpp"
#include "modules/channels/email/outbox.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/channels/email/staff_mail.hpp"

namespace vefa::email {
namespace {

template <class IdType>
IdType id_in(std::string_view text) {
  return IdType::parse(text).value_or(IdType{});
}

/// Reads outside of a transaction, since a large mail takes long; then one transaction hands it
/// over.
void take_stored(Context const& ctx, db::Database& database, jobs::Job const& job) {
  auto const id = id_in<RawMessageId>(job.subject);
  std::optional<std::string> bytes;
  ReadingHints hints;
  database.read_now([&](db::Tx& tx) {
    auto const row = find_raw(tx, id);
    if (!row || row->state != RawState::New) return;
    bytes = blobs::get(tx, row->blob_id);
    hints = hints_of(tx, row->mailbox_id ? find_mailbox(tx, row->mailbox_id) : std::nullopt);
  });
  if (!bytes) return;
  auto const mail = parse_mail(*bytes, hints);
  auto const hand_over = [&] {
    return database.write_result([&](db::Tx& tx) { return take(ctx, tx, id, mail); });
  };
  auto const taken = [&] {
    try {
      return hand_over();
    } catch (db::ConstraintError const&) {
      return hand_over();  // the same mail was taken beside: now it is seen
    }
  }();
  if (taken.ok()) return;
  log::warn("mail.refused", {{"raw_message", id.text()}, {"key", taken.error().key}});
  database.write_now([&](db::Tx& tx) {
    quarantine(ctx, tx, id, "refused", mail);
    return db::Outcome::Commit;
  });
}

void take_failed(Context const& ctx, db::Tx& tx, jobs::Job const& job, std::string const&) {
  quarantine(ctx, tx, id_in<RawMessageId>(job.subject), "unreadable", {});
}

void send_one(Context const& ctx, db::Database& database, jobs::Job const& job) {
  send_queued(ctx, database, id_in<MailOutId>(job.subject));
}

void send_failed(Context const& ctx, db::Tx& tx, jobs::Job const& job, std::string const& why) {
  give_up(ctx, tx, id_in<MailOutId>(job.subject), why);
}

void on_released(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* id = event.payload.if_contains("interaction_id");
  if (id && id->is_string()) queue_mail(ctx, tx, id_in<InteractionId>(id->get_string()));
}

void on_link_wanted(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* text = event.payload.if_contains("staff");
  auto const id = text && text->is_string() ? id_in<StaffId>(text->get_string()) : StaffId{};
  if (!staff::find(tx, id)) return;
  queue_staff_mail(
      ctx, tx, id,
      event.kind == "staff.invited" ? staff::LinkKind::Invitation : staff::LinkKind::PasswordReset);
}

/// What an erased customer wrote goes in its raw form too.
void on_erased(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  // Hers, and those of rows merged into hers whose cases have not moved yet.
  std::vector<CustomerId> rows{CustomerId{event.customer_id}};
  if (auto const* merged = event.payload.if_contains("merged_customer_ids"))
    for (auto const& one : merged->as_array())
      rows.push_back(id_in<CustomerId>(std::string_view(one.as_string())));
  for (auto const customer : rows)
    for (auto const case_id : cases::of_customer(tx, customer))
      for (auto const& row : tx.list<RawMessage>(sql::raw_of_case, case_id)) {
        blobs::erase(ctx, tx, row.blob_id);
        tx.run(sql::forget_raw, row.id);
      }
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.effect(kTakeJob, take_stored, 8, take_failed);
  registry.effect(kSendJob, send_one, 10, send_failed);
  registry.subscribe("email", {"interaction.released"}, on_released);
  registry.effect(
      kStaffMailJob,
      [](Context const& ctx, db::Database& database, jobs::Job const& job) {
        send_staff_mail(ctx, database, id_in<StaffMailId>(job.subject));
      },
      10,
      [](Context const& ctx, db::Tx& tx, jobs::Job const& job, std::string const& why) {
        fail_staff_mail(ctx, tx, id_in<StaffMailId>(job.subject), why);
      });
  registry.subscribe("email_staff", {"staff.invited", "staff.password_reset_requested"},
                     on_link_wanted);
  registry.subscribe("email_erasure", {"customer.erased"}, on_erased);
}

}  // namespace vefa::email
