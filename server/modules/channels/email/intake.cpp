#include "modules/channels/email/intake.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/channels/email/bounces.hpp"
#include "modules/channels/email/guard.hpp"
#include "modules/channels/email/headers.hpp"
#include "modules/channels/email/queries.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::email {
namespace {

/// The same for a mail that reached two mailboxes, or was fetched again after a server forgot its
/// UIDs.
std::string content_key(ParsedMail const& mail, RawMessage const& row) {
  std::string text = mail.message_id + "\n" + mail.author().address + "\n" + mail.subject + "\n" +
                     (mail.date ? to_text(*mail.date) : "") + "\n" + mail.text;
  for (auto const& file : mail.attachments) text += "\n" + hex(sha256(file.bytes));
  // What could not be read at all is only the same when its bytes are.
  bool const empty = mail.message_id.empty() && mail.text.empty() && mail.attachments.empty();
  return hex(sha256(empty ? row.sha256.data : text));
}

void settle(Context const& ctx, db::Tx& tx, RawMessage& row, RawState state, std::string reason) {
  row.state = state;
  row.reason = std::move(reason);
  if (state == RawState::Taken || state == RawState::Ignored) {
    row.settled_at = ctx.now;
    row.settled_by = ctx.actor.kind == ActorKind::Staff ? ctx.actor.id : 0;
  }
  if (tx.update(sql::update_raw, row) != 1)
    throw std::runtime_error("a raw message changed while it was taken");
  row.version += 1;
  jobs::record(
      ctx, tx,
      {.kind = "mail." + wire::enum_text(state),
       .case_id = row.case_id.value,
       .payload = {
           {"raw_message_id", row.id.text()},
           {"reason", row.reason},
           {"mailbox_id", row.mailbox_id ? boost::json::value(row.mailbox_id.text()) : nullptr}}});
}

/// Why a mail without a case is looked at by a person first; empty: it opens one.
std::string quarantine_reason(ParsedMail const& mail) {
  auto const has = [&](std::string_view defect) {
    return std::any_of(mail.defects.begin(), mail.defects.end(),
                       [&](std::string const& d) { return d.starts_with(defect); });
  };
  if (has("unparsable") || has("no_content")) return "unparsable";
  if (has("too_large")) return "too_large";
  if (!is_plain_address(mail.author().address)) return "no_sender";
  if (mail.message_id.empty()) return "no_message_id";
  if (judge_unmatched(mail.machine) == Unmatched::Quarantine) return wire::enum_text(mail.machine);
  return {};
}

CaseDirectory directory_of(db::Tx& tx, ParsedMail const& mail, std::string const& prefix) {
  CaseDirectory cases;
  // Who was erased and writes again is a new customer with a new case.
  auto const takes_words = [&tx](CaseId id) {
    auto const row = cases::find_living(tx, id);
    return row && cases::check_not_erased(tx, *row).ok();
  };
  cases.exists = takes_words;
  cases.case_of_message = [&tx, takes_words](std::string const& id) -> std::optional<CaseId> {
    auto const found = interactions::find_by_message_id(tx, id);
    if (!found || !takes_words(found->case_id)) return std::nullopt;
    return found->case_id;
  };
  cases.case_of_number_in = [&tx, prefix,
                             takes_words](std::string_view subject) -> std::optional<CaseId> {
    auto const number = cases::number_in(subject, prefix);
    auto const found = number.empty() ? std::nullopt : cases::find_by_number(tx, number);
    if (!found || !takes_words(found->id)) return std::nullopt;
    return found->id;
  };
  cases.is_participant = [&tx](CaseId id, std::string const& address) {
    return cases::is_participant(tx, id, fold(address));
  };
  cases.open_of_sender = [&tx, address = mail.author().address] {
    std::vector<std::pair<CaseId, std::string>> out;
    auto const customer = customers::find_by_contact(tx, customers::ContactKind::Email, address);
    if (!customer) return out;
    for (auto const& row : cases::open_of_customer(tx, customer->id))
      out.emplace_back(row.id, row.subject);
    return out;
  };
  return cases;
}

bool is_our_mailbox(db::Tx& tx, std::string const& address) {
  return find_mailbox_by_address(tx, address).has_value();
}

/// A colleague passes on what a customer wrote to her.
bool is_passed_on_by_staff(db::Tx& tx, ParsedMail const& mail) {
  if (!mail.forwarded || !is_plain_address(mail.forwarded->from.address)) return false;
  auto const person = staff::find_by_email(tx, mail.author().address);
  return person && person->state == staff::PersonState::Active &&
         !is_our_mailbox(tx, mail.forwarded->from.address);
}

void propose(Context const& ctx, db::Tx& tx, RawMessage const& row, CaseId opened,
             std::vector<Proposal> const& proposals) {
  for (auto const& proposal : proposals) {
    tx.run(sql::insert_proposal, opened, proposal.case_id, proposal.reason, row.id, ctx.now);
    jobs::record(ctx, tx,
                 {.kind = "mail.proposed",
                  .case_id = opened.value,
                  .payload = {{"proposed_case_id", proposal.case_id.text()},
                              {"reason", wire::enum_text(proposal.reason)}}});
  }
}

/// The colleague is asked whether the right customer was read out of what she passed on.
void ask_to_confirm(Context const& ctx, db::Tx& tx, CaseId id, ParsedMail const& mail) {
  auto const person = staff::find_by_email(tx, mail.author().address);
  auto const& from = mail.forwarded->from;
  cases::ask(ctx, tx, cases::find(tx, id).value(), person->id, person->language,
             i18n::message(person->language, "email.confirm_forwarded",
                           {{"name", from.name.empty() ? from.address : from.name},
                            {"address", from.address}}));
}

}  // namespace

RawMessageId store_raw(Context const& ctx, db::Tx& tx, Arrival const& arrival,
                       std::string_view bytes) {
  if (arrival.uid)
    if (auto known = tx.scalar<RawMessageId>(sql::has_uid, arrival.mailbox_id,
                                             *arrival.uid_validity, *arrival.uid))
      return *known;
  RawMessage row;
  row.id = ctx.new_id<RawMessageId>();
  row.mailbox_id = arrival.mailbox_id;
  row.source = arrival.source;
  row.uid_validity = arrival.uid_validity;
  row.uid = arrival.uid;
  row.envelope_to = arrival.envelope_to;
  row.blob_id = blobs::put(ctx, tx, bytes);
  row.sha256 = {sha256(bytes)};
  row.size_bytes = static_cast<std::int64_t>(bytes.size());
  row.received_at = ctx.now;
  if (!arrival.quarantine_as.empty()) {
    row.state = RawState::Quarantined;
    row.reason = arrival.quarantine_as;
  }
  tx.insert(sql::insert_raw, row);
  if (row.state == RawState::New) jobs::add(ctx, tx, kTakeJob, row.id.text(), ctx.now);
  return row.id;
}

std::optional<RawMessage> find_raw(db::Tx& tx, RawMessageId id) {
  return tx.find<RawMessage>(sql::find_raw, id);
}

ReadingHints hints_of(db::Tx& tx, std::optional<Mailbox> const& mailbox) {
  ReadingHints hints;
  for (auto const& one : mailboxes(tx)) hints.own_domains.push_back(one.domain());
  if (mailbox) hints.language = mailbox->language;
  return hints;
}

namespace {

std::optional<Mailbox> mailbox_of(db::Tx& tx, RawMessage const& row, ParsedMail const& mail) {
  if (row.mailbox_id) return find_mailbox(tx, row.mailbox_id);
  std::vector<std::string> addresses = {row.envelope_to};
  addresses.insert(addresses.end(), mail.delivered_to.begin(), mail.delivered_to.end());
  for (auto const* list : {&mail.to, &mail.cc})
    for (auto const& address : *list) addresses.push_back(address.address);
  for (auto const& address : addresses)
    if (auto found = find_mailbox_by_address(tx, address)) return found;
  return std::nullopt;
}

cases::Inbound inbound_of(Context const& ctx, RawMessage const& row, ParsedMail const& mail,
                          std::optional<Mailbox> const& mailbox, Language fallback) {
  cases::Inbound in;
  in.language = mail.language.value_or(mailbox ? mailbox->language : fallback);
  // A clock that runs ahead must not make her write in the future.
  in.at = mail.date && *mail.date < ctx.now ? *mail.date : ctx.now;
  in.subject = std::string(prefix_of(mail.subject_stripped, 300));
  in.text = mail.new_text;
  in.quoted = mail.quoted_text;
  in.html = mail.html_sanitized;
  in.sender_name = mail.author().name.empty() ? mail.author().address : mail.author().name;
  in.message_id = mail.message_id;
  in.raw_blob_id = row.blob_id;
  if (mailbox) {
    in.mailbox_id = mailbox->id;
    in.team_id = mailbox->team_id;
  }
  using interactions::Role;
  in.recipients.push_back({Role::From, mail.author().address, mail.author().name});
  for (auto const& to : mail.to) in.recipients.push_back({Role::To, to.address, to.name});
  for (auto const& cc : mail.cc) in.recipients.push_back({Role::Cc, cc.address, cc.name});
  for (auto const& file : mail.attachments)
    in.attachments.push_back({file.name, file.media_type, file.declared_type, file.content_id,
                              file.is_inline, file.bytes});
  return in;
}

/// Hands the mail on and marks it as taken.
Result<cases::Received> hand_over(Context const& ctx, db::Tx& tx, RawMessage& row,
                                  ParsedMail const& mail, cases::Inbound in) {
  auto const received = TRY(cases::receive(ctx, tx, in));
  row.case_id = received.case_id;
  row.interaction_id = received.interaction_id;
  row.taken_key = content_key(mail, row);
  settle(ctx, tx, row, RawState::Taken, "");
  return received;
}

void describe(RawMessage& row, ParsedMail const& mail) {
  row.message_id = mail.message_id;
  row.sender = std::string(prefix_of(mail.author().address, 300));
  row.subject = std::string(prefix_of(mail.subject, 300));
  row.sent_at = mail.date;
}

bool may_acknowledge(Context const& ctx, db::Tx& tx, ParsedMail const& mail) {
  if (mail.is_automatic()) return false;
  auto const key = subject_key("acknowledgement", mail.subject);
  return may_send_automatic(ctx, tx, mail.author().address, key) == Allowed::Yes &&
         !suspension_of(ctx, tx, mail.author().address);
}

Result<void> open_case(Context const& ctx, db::Tx& tx, RawMessage& row, ParsedMail const& mail,
                       cases::Inbound in, std::vector<Proposal> const& proposals) {
  bool const passed_on = is_passed_on_by_staff(tx, mail);
  Address const author = passed_on ? mail.forwarded->from : mail.author();
  auto const customer =
      TRY(customers::find_or_create_by_email(ctx, tx, author.address, author.name, mail.language));
  in.customer_id = customer.customer.id;
  in.no_acknowledgement = passed_on || !may_acknowledge(ctx, tx, mail);
  if (passed_on) {
    in.subject =
        strip_subject(mail.forwarded->subject.empty() ? mail.subject : mail.forwarded->subject);
    in.recipients.front() = {interactions::Role::From, author.address, author.name};
    in.sender_name = author.name.empty() ? author.address : author.name;
  } else {
    customers::note_contact_works(ctx, tx, customers::ContactKind::Email, author.address);
    lift_suspension(tx, author.address);
  }
  auto const received = TRY(hand_over(ctx, tx, row, mail, std::move(in)));
  propose(ctx, tx, row, received.case_id, proposals);
  if (passed_on) ask_to_confirm(ctx, tx, received.case_id, mail);
  return {};
}

Result<void> join_case(Context const& ctx, db::Tx& tx, RawMessage& row, ParsedMail const& mail,
                       cases::Inbound in, Match const& match) {
  row.matched_by = match.by;
  in.case_id = match.case_id;
  in.machine = starts_nothing(mail.machine);
  in.no_acknowledgement = !may_acknowledge(ctx, tx, mail);
  if (in.machine) {
    auto const target = cases::find_living(tx, match.case_id);
    if (target) in.customer_id = target->customer_id;
  } else {
    auto const customer = TRY(customers::find_or_create_by_email(
        ctx, tx, mail.author().address, mail.author().name, mail.language));
    in.customer_id = customer.customer.id;
    customers::note_contact_works(ctx, tx, customers::ContactKind::Email, mail.author().address);
    lift_suspension(tx, mail.author().address);
  }
  TRY(hand_over(ctx, tx, row, mail, std::move(in)));
  return {};
}

/// Ours, and come round: from one of our own mailboxes.
bool is_our_own(db::Tx& tx, ParsedMail const& mail) {
  return verify_message_id(mark_key(), mail.message_id) ||
         is_our_mailbox(tx, mail.author().address);
}

}  // namespace

void quarantine(Context const& ctx, db::Tx& tx, RawMessageId id, std::string const& reason,
                ParsedMail const& mail) {
  auto row = find_raw(tx, id);
  if (!row || row->state != RawState::New) return;
  describe(*row, mail);
  settle(ctx, tx, *row, RawState::Quarantined, reason);
}

Result<void> take(Context const& ctx, db::Tx& tx, RawMessageId id, ParsedMail const& mail) {
  auto row = find_raw(tx, id);
  if (!row || row->state != RawState::New) return {};
  describe(*row, mail);
  auto const mailbox = mailbox_of(tx, *row, mail);
  if (mailbox) row->mailbox_id = mailbox->id;
  if (auto first = tx.find<RawMessage>(sql::find_taken, content_key(mail, *row))) {
    row->case_id = first->case_id;
    row->interaction_id = first->interaction_id;
    // What was erased here does not come back by a server that gives it again.
    if (auto const kept = blobs::info(tx, first->blob_id); kept && kept->erased_at) {
      blobs::erase(ctx, tx, row->blob_id);
      row->sender = row->subject = row->envelope_to = "";
    }
    settle(ctx, tx, *row, RawState::Ignored, "duplicate");
    return {};
  }
  if (mail.bounce) {
    auto const about = take_report(ctx, tx, mail);
    row->case_id = about.case_id;
    row->interaction_id = about.interaction_id;
    settle(ctx, tx, *row, about.known ? RawState::Ignored : RawState::Quarantined,
           wire::enum_text(mail.machine));
    return {};
  }
  if (is_our_own(tx, mail)) {
    settle(ctx, tx, *row, RawState::Quarantined, "own_message");
    return {};
  }
  auto const profile = company::profile(tx);
  auto const match = match_case(mail, row->envelope_to, mark_key(),
                                directory_of(tx, mail, profile.case_number_prefix));
  bool const readable = is_plain_address(mail.author().address);
  auto in = inbound_of(ctx, *row, mail, mailbox, profile.default_language);
  if (match.case_id && readable) return join_case(ctx, tx, *row, mail, std::move(in), match);
  if (auto reason = quarantine_reason(mail); !reason.empty()) {
    settle(ctx, tx, *row, RawState::Quarantined, reason);
    return {};
  }
  return open_case(ctx, tx, *row, mail, std::move(in), match.proposals);
}

Result<RawMessage> release(Context const& ctx, db::Tx& tx, RawMessageId id, std::int64_t version,
                           Release const& to, ParsedMail const& mail) {
  auto row = find_raw(tx, id);
  if (!row) return not_found("raw_message");
  if (row->version != version) return stale(row->version);
  if (row->state != RawState::Quarantined) return refused("email.not_quarantined");
  if (to.case_id) TRY(cases::find_readable(ctx, tx, to.case_id));
  auto const mailbox = mailbox_of(tx, *row, mail);
  auto in = inbound_of(ctx, *row, mail, mailbox, company::profile(tx).default_language);
  in.case_id = to.case_id;
  in.no_acknowledgement = true;  // a person answers it
  if (to.customer_id) {
    auto const customer = customers::find(tx, to.customer_id);
    if (!customer) return not_found("customer");
    in.customer_id = customer->id;
  } else {
    if (!is_plain_address(mail.author().address)) return refused("email.no_sender");
    in.customer_id = TRY(customers::find_or_create_by_email(ctx, tx, mail.author().address,
                                                            mail.author().name, mail.language))
                         .customer.id;
  }
  if (in.text.empty() && in.subject.empty()) in.subject = row->subject;
  if (auto first = tx.find<RawMessage>(sql::find_taken, content_key(mail, *row)))
    return refused("email.taken_already");
  TRY(hand_over(ctx, tx, *row, mail, std::move(in)));
  return *row;
}

Result<RawMessage> ignore(Context const& ctx, db::Tx& tx, RawMessageId id, std::int64_t version) {
  auto row = find_raw(tx, id);
  if (!row) return not_found("raw_message");
  if (row->version != version) return stale(row->version);
  if (row->state != RawState::Quarantined) return refused("email.not_quarantined");
  settle(ctx, tx, *row, RawState::Ignored, row->reason);
  return *row;
}

}  // namespace vefa::email
