// Cases, promises and interactions as the wire shows them.
#pragma once
#include "modules/cases/namings.hpp"

namespace vefa::cases {

struct PromiseView {
  PromiseId id;
  std::int64_t version = 1;
  CaseId case_id;
  promises::PromiseKind kind;
  promises::Source source;
  promises::State state;
  promises::Risk risk;
  std::string what;
  TeamId team_id;
  StaffId owner_id;
  Instant made_at;
  Instant due_at;
  std::int64_t left_seconds = 0;  // of a pending one; negative: overdue
  std::optional<Instant> settled_at;
  PromiseId recovers_promise_id;
  std::string reason;
  std::vector<std::string> explanation;  // how the deadline was counted, in words
};
BOOST_DESCRIBE_STRUCT(PromiseView, (),
                      (id, version, case_id, kind, source, state, risk, what, team_id, owner_id,
                       made_at, due_at, left_seconds, settled_at, recovers_promise_id, reason,
                       explanation))
PromiseView view_of(Context const& ctx, promises::Promise const& promise);

/// A promise in the list of what one owes: with what a person needs to know which one it is.
struct OwedPromise : PromiseView {
  std::string case_number;
  std::string subject;
  CustomerId customer_id;
  std::string customer_name;
  Language language = Language::En;  // the case's
  Priority priority = Priority::Normal;
};
BOOST_DESCRIBE_STRUCT(OwedPromise, (PromiseView),
                      (case_number, subject, customer_id, customer_name, language, priority))
OwedPromise owed_view_of(Context const& ctx, db::Tx& tx, promises::Promise const& promise);

struct AttachmentView {
  AttachmentId id;
  std::string name;
  std::string media_type;
  std::int64_t size_bytes = 0;
  bool is_inline = false;
  std::optional<Instant> erased_at;  // kept no more
};
BOOST_DESCRIBE_STRUCT(AttachmentView, (), (id, name, media_type, size_bytes, is_inline, erased_at))

struct InteractionView {
  InteractionId id;
  CaseId case_id;
  CaseId origin_case_id;
  interactions::Direction direction;
  interactions::Channel channel;
  interactions::Purpose purpose;
  bool automatic = false;
  std::string author_kind;
  std::string author_name;
  Instant at;
  std::string subject;
  std::string text;
  std::string quoted;
  std::string html;
  Language language;
  interactions::State state;
  std::optional<Instant> send_at;
  std::string state_reason;
  std::vector<interactions::Recipient> recipients;
  std::vector<AttachmentView> attachments;
};
BOOST_DESCRIBE_STRUCT(InteractionView, (),
                      (id, case_id, origin_case_id, direction, channel, purpose, automatic,
                       author_kind, author_name, at, subject, text, quoted, html, language, state,
                       send_at, state_reason, recipients, attachments))
InteractionView view_of(db::Tx& tx, interactions::Interaction const& interaction);

struct CaseRow {
  CaseId id;
  std::int64_t version = 1;
  std::string number;
  CaseKind kind;
  std::string subject;
  CustomerId customer_id;
  std::string customer_name;
  interactions::Channel channel;
  Priority priority;
  Language language;
  TeamId team_id;
  StaffId owner_id;
  std::string owner_name;
  State state;
  std::optional<ClosedBy> closed_by;
  Instant opened_at;
  std::optional<Instant> next_due_at;
  std::optional<promises::PromiseKind> next_kind;  // of the promise that is owed next
  std::optional<promises::Risk> next_risk;
  std::optional<Instant> next_made_at;
  std::optional<Instant> snoozed_until;
  std::optional<Instant> last_inbound_at;
  std::optional<Instant> last_outbound_at;
  std::int64_t reopened_count = 0;
  CaseId merged_into_id;
};
BOOST_DESCRIBE_STRUCT(CaseRow, (),
                      (id, version, number, kind, subject, customer_id, customer_name, channel,
                       priority, language, team_id, owner_id, owner_name, state, closed_by,
                       opened_at, next_due_at, next_kind, next_risk, next_made_at, snoozed_until,
                       last_inbound_at, last_outbound_at, reopened_count, merged_into_id))
CaseRow row_of(db::Tx& tx, Case const& row);
/// The same for a page, whose customers' names are looked up together.
std::vector<CaseRow> rows_of(db::Tx& tx, std::vector<Case> const& rows);

struct LinkView {
  CaseId case_id;
  std::string relation;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (case_id, relation))
struct DraftView {
  StaffId staff_id;
  std::string text;
  Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(DraftView, (), (staff_id, text, updated_at))

/// The page of one case but for its timeline.
struct CaseView {
  CaseRow summary;
  std::string owner_name;
  std::string team_name;
  JsonObject fields;
  PromiseId next_promise_id;
  std::vector<PromiseView> promises;
  std::vector<std::string> tags;
  std::vector<LinkView> links;
  std::vector<std::string> participants;
  std::vector<DraftView> drafts;   // one's own, and that others are writing (without their text)
  std::optional<UnitNaming> unit;  // what was said of the unit that it is about; none: nothing
  std::vector<CaseKind> kinds_before;  // that it was called, and is no more by our word alone
};
BOOST_DESCRIBE_STRUCT(CaseView, (),
                      (summary, owner_name, team_name, fields, next_promise_id, promises, tags,
                       links, participants, drafts, unit, kinds_before))
CaseView page_of(Context const& ctx, db::Tx& tx, Case const& row);

}  // namespace vefa::cases
