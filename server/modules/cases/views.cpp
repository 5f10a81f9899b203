#include "modules/cases/views.hpp"

#include "modules/cases/kept_links.hpp"
#include "modules/cases/kinds.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/reasons.hpp"
#include "modules/cases/store.hpp"
#include "modules/customers/customers.hpp"
#include "modules/interactions/erasing.hpp"
#include "modules/staff/staff.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::cases {

PromiseView view_of(Context const& ctx, promises::Promise const& p) {
  PromiseView v{.id = p.id, .version = p.version, .case_id = p.case_id, .kind = p.kind};
  v.source = p.source;
  v.state = p.state;
  v.risk = p.risk;
  v.what = p.what;
  v.team_id = p.team_id;
  v.owner_id = p.owner_id;
  v.made_at = p.made_at;
  v.due_at = p.due_at;
  if (p.state == promises::State::Pending)
    v.left_seconds = std::chrono::duration_cast<std::chrono::seconds>(p.due_at - ctx.now).count();
  v.settled_at = p.settled_at;
  v.recovers_promise_id = p.recovers_promise_id;
  v.reason = reason_in(ctx.language, p.reason);
  v.explanation = standards::explain(ctx.language, p.explanation);
  return v;
}

OwedPromise owed_view_of(Context const& ctx, db::Tx& tx, promises::Promise const& p) {
  OwedPromise out{view_of(ctx, p)};
  if (!p.case_id) return out;
  auto const row = find(tx, p.case_id);
  if (!row) return out;
  out.case_number = row->number;
  out.subject = row->subject;
  out.customer_id = row->customer_id;
  if (auto const customer = customers::find(tx, row->customer_id))
    out.customer_name = customer->display_name;
  out.language = row->language;
  out.priority = row->priority;
  return out;
}

InteractionView view_of(db::Tx& tx, interactions::Interaction const& i) {
  InteractionView v{.id = i.id, .case_id = i.case_id, .origin_case_id = i.origin_case_id};
  v.direction = i.direction;
  v.channel = i.channel;
  v.purpose = i.purpose;
  v.automatic = i.automatic;
  v.author_kind = i.author_kind;
  v.author_name = i.author_name;
  v.at = i.at;
  v.subject = i.subject;
  v.text = for_staff(tx, i.text);
  v.quoted = for_staff(tx, i.quoted);
  v.html = for_staff(tx, i.html);
  v.language = i.language;
  v.state = i.state;
  v.send_at = i.send_at;
  v.state_reason = i.state_reason;
  v.recipients = interactions::recipients(tx, i.id);
  auto const files = interactions::attachments(tx, i.id);
  if (files.empty()) return v;
  auto const erased = interactions::erased_files(tx, i.id);
  for (auto const& a : files) {
    AttachmentView view{a.id, a.name, a.media_type, a.size_bytes, a.is_inline, {}};
    if (auto const gone = erased.find(a.id); gone != erased.end()) view.erased_at = gone->second;
    v.attachments.push_back(std::move(view));
  }
  return v;
}

namespace {

/// What a page of cases shows beside them.
struct BesideRow {
  CaseId id;
  std::string customer_name;
  std::string owner_name;
  std::optional<promises::PromiseKind> next_kind;
  std::optional<promises::Risk> next_risk;
  std::optional<Instant> next_made_at;
};
BOOST_DESCRIBE_STRUCT(BesideRow, (),
                      (id, customer_name, owner_name, next_kind, next_risk, next_made_at))

CaseRow row_with(Case const& c, BesideRow beside) {
  CaseRow r{.id = c.id, .version = c.version, .number = c.number, .kind = c.kind};
  r.subject = c.subject;
  r.customer_id = c.customer_id;
  r.customer_name = std::move(beside.customer_name);
  r.channel = c.channel;
  r.priority = c.priority;
  r.language = c.language;
  r.team_id = c.team_id;
  r.owner_id = c.owner_id;
  r.owner_name = std::move(beside.owner_name);
  r.state = c.state;
  r.closed_by = c.closed_by;
  r.opened_at = c.opened_at;
  r.next_due_at = c.next_due_at;
  r.next_kind = beside.next_kind;
  r.next_risk = beside.next_risk;
  r.next_made_at = beside.next_made_at;
  r.snoozed_until = c.snoozed_until;
  r.last_inbound_at = c.last_inbound_at;
  r.last_outbound_at = c.last_outbound_at;
  r.reopened_count = c.reopened_count;
  r.merged_into_id = c.merged_into_id;
  return r;
}

}  // namespace

CaseRow row_of(db::Tx& tx, Case const& c) { return rows_of(tx, {c}).front(); }

std::vector<CaseRow> rows_of(db::Tx& tx, std::vector<Case> const& rows) {
  if (rows.empty()) return {};
  std::string list;
  for (auto const& c : rows) list += (list.empty() ? "[" : ",") + std::to_string(c.id.value);
  std::map<CaseId, BesideRow> beside;
  for (auto& one : tx.list<BesideRow>(sql::beside_rows, list + "]")) beside[one.id] = one;
  std::vector<CaseRow> out;
  out.reserve(rows.size());
  for (auto const& c : rows) out.push_back(row_with(c, std::move(beside[c.id])));
  return out;
}

CaseView page_of(Context const& ctx, db::Tx& tx, Case const& row) {
  CaseView v{.summary = row_of(tx, row)};
  if (row.owner_id) v.owner_name = staff::name_of(tx, row.owner_id);
  if (auto const team = staff::find_team(tx, row.team_id)) v.team_name = team->name;
  v.fields = row.fields;
  v.next_promise_id = row.next_promise_id;
  for (auto const& p : promises::of_case(tx, row.id)) v.promises.push_back(view_of(ctx, p));
  v.tags = tx.column<std::string>(sql::tags_of_case, row.id);
  v.links = tx.list<LinkView>(sql::links_of_case, row.id);
  v.participants = store::participants(tx, row.id);
  v.drafts = tx.list<DraftView>(sql::drafts_of_case, row.id);
  for (auto& draft : v.drafts)
    if (draft.staff_id.value != ctx.actor.id) draft.text.clear();
  v.unit = newest_naming(tx, row.id);
  v.kinds_before = kinds_before(tx, row);
  return v;
}

}  // namespace vefa::cases
