// Cases: one concern of one customer, from its first contact until the customer says that it is
// solved.
//
// Every verb leaves the case with a next promise, or closed: the schema refuses anything else.
// Verbs that act for a person look the case up in what that person may see and answer NotFound
// otherwise.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "base/context.hpp"
#include "modules/courtesy/courtesy.hpp"
#include "modules/customers/customers.hpp"
#include "modules/interactions/interactions.hpp"
#include "modules/promises/promises.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::cases {

enum class CaseKind {
  Question,
  Suggestion,
  Complaint,
  Repair,
  Installation,
  Maintenance,
  Order,
  Return
};
BOOST_DESCRIBE_ENUM(CaseKind, Question, Suggestion, Complaint, Repair, Installation, Maintenance,
                    Order, Return)
enum class Priority { Low, Normal, High, Urgent };
BOOST_DESCRIBE_ENUM(Priority, Low, Normal, High, Urgent)
/// Open: we owe the next step. Solved: we say so, and wait for the customer's word. Closed: she
/// agreed, or kept silent for the standard's days.
enum class State { Open, Solved, Closed };
BOOST_DESCRIBE_ENUM(State, Open, Solved, Closed)
enum class ClosedBy { Customer, Silence, Staff, Merge };
BOOST_DESCRIBE_ENUM(ClosedBy, Customer, Silence, Staff, Merge)

struct Case {
  CaseId id;
  std::int64_t version = 1;
  std::string number;
  CaseKind kind = CaseKind::Question;
  std::string subject;
  CustomerId customer_id;
  interactions::Channel channel = interactions::Channel::Email;
  MailboxId mailbox_id;
  Priority priority = Priority::Normal;
  Language language = Language::En;
  TeamId team_id;
  StaffId owner_id;
  State state = State::Open;
  bool open = true;
  Instant opened_at;
  std::optional<Instant> first_answered_at;
  std::optional<Instant> solved_at;
  std::optional<Instant> closed_at;
  std::optional<ClosedBy> closed_by;
  PromiseId next_promise_id;
  std::optional<std::int64_t> next_promise_pending;
  std::optional<Instant> next_due_at;
  std::optional<Instant> snoozed_until;
  std::optional<Instant> last_inbound_at;
  std::optional<Instant> last_outbound_at;
  InteractionId last_interaction_id;
  std::int64_t reopened_count = 0;
  CaseId merged_into_id;
  JsonObject fields;
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, version, number, kind, subject, customer_id, channel, mailbox_id,
                       priority, language, team_id, owner_id, state, open, opened_at,
                       first_answered_at, solved_at, closed_at, closed_by, next_promise_id,
                       next_promise_pending, next_due_at, snoozed_until, last_inbound_at,
                       last_outbound_at, last_interaction_id, reopened_count, merged_into_id,
                       fields))

/// What another system knew of a case that is brought in from it. Nobody is written to; an open one
/// is promised an answer as every case is, a closed one stands in the history as it was. The event
/// `case.opened` says {"imported": true}, and what acts by itself on new cases leaves it alone.
struct Past {
  std::optional<Instant> opened_at = {};  // none: now
  std::optional<Instant> closed_at = {};  // none: it is open
  StaffId owner_id = {};                  // a member of the team; none: as for every case
};

/// What is owed on a new case from its first instant instead of an answer, where nobody wrote: the
/// sale promised it. Nothing was said yet, so nothing is acknowledged.
struct Owed {
  promises::PromiseKind kind = promises::PromiseKind::DeliverBy;
  promises::Source source = promises::Source::Contract;
  Instant due_at = {};
  std::string what = {};
};

/// One contact of a customer, as a channel hands it in.
struct Inbound {
  CustomerId customer_id;
  CaseId case_id = {};  // none: opens a case
  interactions::Channel channel = interactions::Channel::Email;
  CaseKind kind = CaseKind::Question;  // of a new case
  Priority priority = Priority::Normal;
  Language language = Language::En;
  Instant at = {};  // when she wrote; the clock starts when it reached us (ctx.now)
  std::string subject = {};
  std::string text = {};
  std::string quoted = {};
  std::string html = {};
  std::string sender_name = {};
  std::string message_id = {};
  MailboxId mailbox_id = {};
  TeamId team_id = {};  // of the mailbox; none: routing decides
  BlobId raw_blob_id = {};
  std::vector<interactions::Recipient> recipients = {};
  std::vector<interactions::NewAttachment> attachments = {};
  /// A machine's message (out of office, bounce): kept on the case, starts and settles nothing, and
  /// gets no automatic answer.
  bool machine = false;
  /// The channel's loop guard says that no automatic message may go to this sender.
  bool no_acknowledgement = false;
  JsonObject fields = {};
  std::optional<Past> past = {};  // of a new case out of another system
  std::optional<Owed> owed = {};  // of a new case that nobody wrote
};
struct Received {
  CaseId case_id;
  InteractionId interaction_id;
  PromiseId promise_id;  // the answer that is now owed; none for a machine's message
  bool opened = false;   // a new case
  bool reopened = false;
  std::string number;
  std::optional<Instant> next_due_at;
};

/// An interaction joins its case, or opens one: finds its owner, makes the promise of an answer,
/// acknowledges, reopens what was solved or closed. A case merged away passes it on to where it
/// went.
Result<Received> receive(Context const& ctx, db::Tx& tx, Inbound const& in);

/// Removes a case that an import brought in and that nobody has touched since, as if it had never
/// come in: with its promises, what was said, its tags. The caller knows both. Records
/// `case.removed`. Refused (cases.not_alone) where something else stands on it: a recovery, a
/// merge, a link, a run of a rule.
Result<void> take_out(Context const& ctx, db::Tx& tx, CaseId id);

/// What stays promised after an answer.
enum class After { FollowUp, Solved, Promise };
BOOST_DESCRIBE_ENUM(After, FollowUp, Solved, Promise)

struct Answer {
  std::string text;
  interactions::Channel channel = interactions::Channel::Email;
  std::string subject = {};  // empty: the case's
  After after = After::FollowUp;
  promises::PromiseKind promise_kind = promises::PromiseKind::FollowUpBy;  // for After::Promise
  std::optional<Instant> promise_due_at = {};
  std::string promise_what = {};
  std::optional<Instant> send_at = {};     // later than the undo time: send later
  InteractionId seen_interaction_id = {};  // the newest one the writer saw
  bool despite_newer = false;
  std::vector<std::string> copies = {};  // further addresses
  std::vector<AttachmentId> attachments = {};
  bool greet = true;  // puts salutation and signature around the text
};
/// Queues an answer; it goes out, keeps the promise of an answer and makes the next one when its
/// undo time is over, or at once where there is none. Refused: cases.newer_message (Conflict),
/// cases.send_after_due, cases.closed, cases.no_address, promises.*.
Result<InteractionId> answer(Context const& ctx, db::Tx& tx, CaseId id, Answer const& answer);
/// Takes a queued answer back; its text is the writer's draft again.
Result<void> undo_answer(Context const& ctx, db::Tx& tx, CaseId id, InteractionId interaction);

/// Sends the company's own message on a case (acknowledgement, apology, question) in the customer's
/// language; keeps no promise. `values` fill the template. Answers none where she has no address
/// there.
InteractionId send_automatic(Context const& ctx, db::Tx& tx, Case const& row,
                             interactions::Purpose purpose, std::string subject, std::string text);

/// The same by a template, with all that it may say of the case; `due_at` is the deadline it names.
InteractionId send_letter(Context const& ctx, db::Tx& tx, Case const& row,
                          interactions::Purpose purpose, courtesy::TemplateKind kind,
                          std::optional<Instant> due_at, courtesy::Values more = {});

/// The program asks a colleague something by a note on the case, which she may read from then on.
InteractionId ask(Context const& ctx, db::Tx& tx, Case const& row, StaffId person,
                  Language language, std::string text);

/// Her word, or silence. `solved = false` reopens with a fresh promise.
struct Verdict {
  bool solved = true;
  std::optional<int> rating = {};  // 1…5
  std::string comment = {};
  std::string via = "link";  // link, message, staff
};
Result<void> take_verdict(Context const& ctx, db::Tx& tx, CaseId id, Verdict const& verdict);
/// She is not content with how it was handled: where it was closed or waited for her word it is
/// open again, it goes before others, and somebody owes her a call, `owner` (none: who has the
/// case). While such a call is owed no other is promised. Answers the call that is owed.
Result<promises::Promise> call_back(Context const& ctx, db::Tx& tx, CaseId id, StaffId owner,
                                    std::string const& what);
/// The standard's days after "solved?" went by without a word: `at` is the deadline.
void close_by_silence(Context const& ctx, db::Tx& tx, promises::Promise const& confirm, Instant at);
/// The follow-up that a standard promised: asks whether it is solved, and waits for the word.
/// False, with nothing done, where the program has no way to write to her: then it is a person's
/// duty.
bool follow_up(Context const& ctx, db::Tx& tx, promises::Promise const& follow_up);
/// Releases the queued answers of a case that were to go out by `until`, ahead of their timers.
void send_due(Context const& ctx, db::Tx& tx, CaseId id, Instant until);

/// Points the case at its earliest pending promise; to be called by whoever made or settled one.
/// `row` is written with its version raised by one, and is the row as stored afterwards.
void settle(Context const& ctx, db::Tx& tx, Case& row);

/// The same for who made or settled promises and changed nothing else of the row: where none is
/// pending any more a follow-up is promised first, and where it points as before the row keeps its
/// version, so that no change of somebody else is refused for it.
void settle_owing(Context const& ctx, db::Tx& tx, Case& row);

/// Without regard to who asks: for other modules.
std::optional<Case> find(db::Tx& tx, CaseId id);
std::optional<Case> find_by_number(db::Tx& tx, std::string const& number);
/// Follows merges to the case that lives.
std::optional<Case> find_living(db::Tx& tx, CaseId id);
/// The row, held against other nodes until the end of the transaction; to be taken before its
/// promises are.
std::optional<Case> lock(db::Tx& tx, CaseId id);
/// Those of them that there are, in no order.
std::vector<Case> find_each(db::Tx& tx, std::vector<CaseId> const& ids);
/// With regard: NotFound unless the actor may read it.
Result<Case> find_readable(Context const& ctx, db::Tx& tx, CaseId id);
bool may_read(Actor const& actor, Case const& row);
/// Staff who may read the case besides its team and owner: they were mentioned on it (≤ 200).
std::vector<StaffId> readers(db::Tx& tx, CaseId id);
struct ReaderOf {
  CaseId case_id;
  StaffId staff_id;
};
BOOST_DESCRIBE_STRUCT(ReaderOf, (), (case_id, staff_id))
/// The same of all of them.
std::vector<ReaderOf> readers_of_each(db::Tx& tx, std::vector<CaseId> const& ids);
/// As `may_read`, or mentioned on it.
bool can_read(db::Tx& tx, Actor const& actor, Case const& row);
/// The unit that a case is about; none.
UnitId unit_of(db::Tx& tx, CaseId id);
/// Names it, in place of another. Records `case.unit_named`.
void name_unit(Context const& ctx, db::Tx& tx, Case const& row, UnitId unit);
/// True when this folded address takes part in the case.
bool is_participant(db::Tx& tx, CaseId id, std::string const& folded_address);
/// Open cases of a customer, newest first (≤ 20): what a mail without a thread might belong to.
std::vector<Case> open_of_customer(db::Tx& tx, CustomerId id);
/// Ids of all cases of a customer, for export and erasure (≤ 10,000).
std::vector<CaseId> of_customer(db::Tx& tx, CustomerId id);

/// Names of its tags, by name.
std::vector<std::string> tags(db::Tx& tx, CaseId id);
/// The newest first, before `before` (none: from the newest), at most `limit`; merged ones too.
std::vector<Case> newest(db::Tx& tx, CaseId before, std::int64_t limit);
/// Open ones by deadline, after that place in the order; at most 500.
struct OpenCase {
  CaseId id;
  Instant next_due_at;
};
BOOST_DESCRIBE_STRUCT(OpenCase, (), (id, next_due_at))
std::vector<OpenCase> open_after(db::Tx& tx, OpenCase const& place);

/// This module's share of what is known of a person: her cases, what was said, what was promised.
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);
/// Open cases hold her file: what is owed to her must be settled first.
std::vector<customers::HoldReason> holds(Context const& ctx, db::Tx& tx, CustomerId id);

/// The number's check character over 31 signs that are not mistaken for one another; `V10482-K`.
std::string case_number(std::string const& prefix, std::int64_t sequence);
/// The first well-formed case number in a text (check character right), upper case; empty when
/// none.
std::string number_in(std::string_view text, std::string const& prefix);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::cases
