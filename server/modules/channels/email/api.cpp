#include "http/api.hpp"

#include "db/blobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/channels/email/email.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/channels/email/staff_mail.hpp"
#include "modules/channels/email/views.hpp"

namespace vefa::email {

struct VersionOnly {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(VersionOnly, (), (version))

struct VersionQuery {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(VersionQuery, (), (version))

struct RawFilter {
  std::optional<RawState> state;  // none: quarantined
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(RawFilter, (), (state, cursor))

struct OutFilter {
  std::optional<MailState> state;  // none: failed
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(OutFilter, (), (state, cursor))

struct StaffMailFilter {
  std::optional<StaffMailState> state;  // none: failed
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(StaffMailFilter, (), (state, cursor))

struct ReleaseForm {
  std::int64_t version = 0;
  CaseId case_id;          // null: a case of its own
  CustomerId customer_id;  // null: the sender
};
BOOST_DESCRIBE_STRUCT(ReleaseForm, (), (version, case_id, customer_id))

struct IntakeQuery {
  std::optional<std::string> envelope_to;
  std::optional<Source> source;
};
BOOST_DESCRIBE_STRUCT(IntakeQuery, (), (envelope_to, source))

struct Stored {
  RawMessageId raw_message_id;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (raw_message_id))

struct ProposalView {
  CaseId proposed_case_id;
  ProposedFor reason = ProposedFor::CaseNumber;
  RawMessageId raw_message_id;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(ProposalView, (), (proposed_case_id, reason, raw_message_id, created_at))

namespace {

using http::Call;
using http::Query;

constexpr std::int64_t kPage = 50;
constexpr std::size_t kMaxIntakeBytes = 48u << 20;

Result<Page<MailboxView>> list_mailboxes(Call const& call, db::Tx& tx) {
  Page<MailboxView> page;
  for (auto const& row : mailboxes(tx)) page.items.push_back(view_of(tx, row, call.ctx.language));
  return page;
}

Result<Mailbox> mailbox_in(Call const& call, db::Tx& tx) {
  auto row = find_mailbox(tx, TRY(call.id<MailboxId>("mailbox")));
  if (!row || row->state == MailboxState::Archived) return not_found("mailbox");
  return *row;
}

Result<MailboxView> read_mailbox(Call const& call, db::Tx& tx) {
  return view_of(tx, TRY(mailbox_in(call, tx)), call.ctx.language);
}
Result<MailboxView> create_mailbox(Call const& call, db::Tx& tx, NewMailbox const& body) {
  return view_of(tx, TRY(add_mailbox(call.ctx, tx, body)), call.ctx.language);
}
Result<MailboxView> replace_mailbox(Call const& call, db::Tx& tx, MailboxChange const& body) {
  auto const id = TRY(call.id<MailboxId>("mailbox"));
  return view_of(tx, TRY(change_mailbox(call.ctx, tx, id, body)), call.ctx.language);
}
Result<void> remove_mailbox(Call const& call, db::Tx& tx, Query<VersionQuery> const& query) {
  if (!query->version) return invalid("version", "wire.required");
  return archive_mailbox(call.ctx, tx, TRY(call.id<MailboxId>("mailbox")), *query->version);
}
Result<MailboxTest> try_mailbox(Call const& call, db::Database& database) {
  auto const row = TRY(database.read_result([&](db::Tx& tx) { return mailbox_in(call, tx); }));
  return test_mailbox(row, call.ctx.language);
}

/// The position after which a page goes on; the first page when there is no cursor.
template <class IdType>
Result<std::int64_t> before(std::optional<std::string> const& cursor) {
  if (!cursor) return std::numeric_limits<std::int64_t>::max();
  auto const id = IdType::parse(*cursor);
  if (!id) return invalid("cursor", "error.bad_cursor");
  return id->value;
}

Result<Page<RawView>> list_quarantine(Call const& call, db::Tx& tx, Query<RawFilter> const& query) {
  auto const state = query->state.value_or(RawState::Quarantined);
  auto const from = TRY(before<RawMessageId>(query->cursor));
  Page<RawView> page;
  for (auto const& row : tx.list<RawMessage>(sql::list_raw, state, from, kPage + 1)) {
    if (page.items.size() == static_cast<std::size_t>(kPage)) {
      page.next_cursor = page.items.back().id.text();
      break;
    }
    page.items.push_back(view_of(row, call.ctx.language));
  }
  return page;
}

Result<RawMessage> raw_in(Call const& call, db::Tx& tx) {
  auto row = find_raw(tx, TRY(call.id<RawMessageId>("raw_message")));
  if (!row) return not_found("raw_message");
  return *row;
}

/// Empty once the person was erased.
ParsedMail read_stored(db::Tx& tx, RawMessage const& row) {
  auto const mailbox = row.mailbox_id ? find_mailbox(tx, row.mailbox_id) : std::nullopt;
  return parse_mail(blobs::get(tx, row.blob_id).value_or(""), hints_of(tx, mailbox));
}

Result<RawDetail> read_quarantined(Call const& call, db::Tx& tx) {
  auto const row = TRY(raw_in(call, tx));
  return detail_of(row, read_stored(tx, row), call.ctx.language);
}

Result<RawView> release_mail(Call const& call, db::Tx& tx, ReleaseForm const& body) {
  if (!call.ctx.actor.may(Permission::CasesWrite)) return forbidden();
  auto const row = TRY(raw_in(call, tx));
  auto const released = TRY(release(call.ctx, tx, row.id, body.version,
                                    {body.case_id, body.customer_id}, read_stored(tx, row)));
  return view_of(released, call.ctx.language);
}

Result<RawView> ignore_mail(Call const& call, db::Tx& tx, VersionOnly const& body) {
  if (!call.ctx.actor.may(Permission::CasesWrite)) return forbidden();
  auto const id = TRY(call.id<RawMessageId>("raw_message"));
  return view_of(TRY(ignore(call.ctx, tx, id, body.version)), call.ctx.language);
}

/// As a file: a browser must not take a stranger's bytes for a page of ours.
Result<http::Response> raw_answer(db::Tx& tx, BlobId blob, std::string const& name) {
  auto bytes = blobs::get(tx, blob);
  if (!bytes) return not_found("raw_message");
  return http::Response{200,
                        "message/rfc822",
                        std::move(*bytes),
                        {{"Content-Disposition", "attachment; filename=\"" + name + ".eml\""},
                         {"X-Content-Type-Options", "nosniff"}}};
}

Result<http::Response> read_raw_message(Call const& call, db::Tx& tx) {
  auto const row = TRY(raw_in(call, tx));
  TRY(cases::check_may_read_raw(call.ctx, tx));
  return raw_answer(tx, row.blob_id, row.id.text());
}

Result<http::Response> read_raw_of_interaction(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<InteractionId>("interaction"));
  auto const interaction = interactions::find(tx, id);
  if (!interaction) return not_found("interaction");
  TRY(cases::find_readable(call.ctx, tx, interaction->case_id));
  TRY(cases::check_may_read_raw(call.ctx, tx));
  if (!interaction->raw_blob_id) return not_found("raw_message");
  return raw_answer(tx, interaction->raw_blob_id, id.text());
}

Result<Stored> take_in(Call const& call, db::Tx& tx, Query<IntakeQuery> const& query) {
  if (call.request->body.empty()) return invalid("body", "email.empty_message");
  Arrival arrival;
  arrival.source = query->source == Source::Pipe ? Source::Pipe : Source::Api;
  arrival.envelope_to = query->envelope_to.value_or("");
  if (!arrival.envelope_to.empty())
    if (auto mailbox = find_mailbox_by_address(tx, arrival.envelope_to))
      arrival.mailbox_id = mailbox->id;
  return Stored{store_raw(call.ctx, tx, arrival, call.request->body)};
}

Result<Page<MailOut>> list_mail_out(Call const&, db::Tx& tx, Query<OutFilter> const& query) {
  auto const from = TRY(before<MailOutId>(query->cursor));
  Page<MailOut> page;
  page.items =
      tx.list<MailOut>(sql::list_out, query->state.value_or(MailState::Failed), from, kPage + 1);
  if (page.items.size() > static_cast<std::size_t>(kPage)) {
    page.items.pop_back();
    page.next_cursor = page.items.back().id.text();
  }
  return page;
}

Result<MailOut> retry_mail_out(Call const& call, db::Tx& tx) {
  return retry_mail(call.ctx, tx, TRY(call.id<MailOutId>("mail_out")));
}

/// The same for whoever sees the failed message in its case.
Result<MailOut> resend_interaction(Call const& call, db::Tx& tx) {
  auto const message = interactions::find(tx, TRY(call.id<InteractionId>("interaction")));
  if (!message || !cases::find_readable(call.ctx, tx, message->case_id).ok())
    return not_found("interaction");
  auto const out = tx.find<MailOut>(sql::find_out_of_interaction, message->id);
  if (!out) return not_found("mail_out");
  return retry_mail(call.ctx, tx, out->id);
}

Result<Page<StaffMail>> list_mails_to_staff(Call const&, db::Tx& tx,
                                            Query<StaffMailFilter> const& query) {
  auto const from = TRY(before<StaffMailId>(query->cursor));
  Page<StaffMail> page;
  page.items = list_staff_mails(tx, query->state.value_or(StaffMailState::Failed), from, kPage + 1);
  if (page.items.size() > static_cast<std::size_t>(kPage)) {
    page.items.pop_back();
    page.next_cursor = page.items.back().id.text();
  }
  return page;
}

Result<StaffMail> retry_mail_to_staff(Call const& call, db::Tx& tx) {
  return retry_staff_mail(call.ctx, tx, TRY(call.id<StaffMailId>("staff_mail")));
}

Result<Page<Suspension>> list_suspended_addresses(Call const& call, db::Tx& tx) {
  return Page<Suspension>{suspensions(call.ctx, tx), std::nullopt};
}

Result<void> lift_suspended_address(Call const& call, db::Tx& tx) {
  if (!lift_suspension(tx, call.param("address"))) return not_found("contact_point");
  return {};
}

Result<Page<ProposalView>> list_mail_proposals(Call const& call, db::Tx& tx) {
  auto const row = TRY(cases::find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  return Page<ProposalView>{tx.list<ProposalView>(sql::list_proposals, row.id), std::nullopt};
}

}  // namespace

void add_routes(http::Routes& routes) {
  using P = Permission;
  routes.get<list_mailboxes>("/mailboxes", P::ChannelsWrite,
                             "Lists the mailboxes and how they fare.");
  routes.post<create_mailbox>("/mailboxes", P::ChannelsWrite, "Adds a mailbox.").status(201);
  routes.get<read_mailbox>("/mailboxes/{mailbox}", P::ChannelsWrite, "Shows one mailbox.");
  routes.put<replace_mailbox>("/mailboxes/{mailbox}", P::ChannelsWrite, "Changes a mailbox.");
  routes.del<remove_mailbox>("/mailboxes/{mailbox}", P::ChannelsWrite,
                             "Archives a mailbox; what it took stays.");
  routes.slow_post<try_mailbox>("/mailboxes/{mailbox}/test", P::ChannelsWrite,
                                "Connects to both servers of a mailbox and says what is wrong.");
  routes.get<list_quarantine>("/quarantine", P::QuarantineRead, "Lists mail that no case took.");
  routes.get_audited<read_quarantined>("/quarantine/{raw_message}", P::QuarantineRead,
                                       "Shows one message that no case took.");
  routes.post<release_mail>("/quarantine/{raw_message}/release", P::QuarantineRead,
                            "Gives a quarantined message to a case, or opens one.");
  routes.post<ignore_mail>("/quarantine/{raw_message}/ignore", P::QuarantineRead,
                           "Puts a quarantined message out of sight; it stays stored.");
  routes.get_audited<read_raw_message>("/raw-messages/{raw_message}", P::QuarantineRead,
                                       "Gives a message as it came in.");
  routes.get_audited<read_raw_of_interaction>(
      "/interactions/{interaction}/raw", P::CasesRead,
      "Gives the mail behind an interaction as it came in.");
  routes.post<take_in>("/intake/email", P::CasesWrite, "Takes a raw message (RFC 5322) in.")
      .raw()
      .max_body(kMaxIntakeBytes)
      .status(202);
  routes.get<list_mail_out>("/mail-out", P::OperationsRead, "Lists outgoing mail by its state.");
  routes.post<retry_mail_out>("/mail-out/{mail_out}/retry", P::CasesWrite,
                              "Queues a failed mail again.");
  routes.post<resend_interaction>("/interactions/{interaction}/resend", P::CasesWrite,
                                  "Queues the mail of a message that was not delivered again.");
  routes.get<list_mails_to_staff>("/staff-mails", P::StaffWrite,
                                  "Lists invitations and links for a password by their state.");
  routes.post<retry_mail_to_staff>("/staff-mails/{staff_mail}/retry", P::StaffWrite,
                                   "Queues a failed mail to a member of staff again.");
  routes.get<list_suspended_addresses>("/suspended-addresses", P::CustomersRead,
                                       "Lists addresses that mail came back from.");
  routes.del<lift_suspended_address>("/suspended-addresses/{address}", P::CustomersWrite,
                                     "Lets mail go to a suspended address again.");
  routes.get<list_mail_proposals>("/cases/{case}/mail-proposals", P::CasesRead,
                                  "Lists cases that this one's mail may belong to.");
}

}  // namespace vefa::email
