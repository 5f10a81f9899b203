#include "modules/cases/store.hpp"

#include "db/ahead.hpp"
#include "db/expecting.hpp"
#include "modules/cases/queries.hpp"

namespace vefa::cases {

namespace {

Case const* held(db::Tx& tx, CaseId id) {
  auto const* const rows = db::if_gathered<store::HeldRows>(tx);
  return rows ? rows->find(id.text()) : nullptr;
}

}  // namespace

std::optional<Case> find(db::Tx& tx, CaseId id) {
  if (auto const* row = held(tx, id)) return *row;
  return tx.find<Case>(sql::find_case, id);
}

std::optional<Case> lock(db::Tx& tx, CaseId id) {
  if (auto const* row = held(tx, id)) return *row;
  return tx.find<Case>(sql::lock_case, id);
}

std::vector<Case> find_each(db::Tx& tx, std::vector<CaseId> const& ids) {
  return tx.list<Case>(sql::find_each, db::id_list(ids), ids.size());
}

std::vector<ReaderOf> readers_of_each(db::Tx& tx, std::vector<CaseId> const& ids) {
  return tx.list<ReaderOf>(sql::readers_of_each, db::id_list(ids));
}

std::optional<Case> find_by_number(db::Tx& tx, std::string const& number) {
  return tx.find<Case>(sql::find_by_number, number);
}

std::optional<Case> find_living(db::Tx& tx, CaseId id) {
  auto row = find(tx, id);
  for (int hops = 0; row && row->merged_into_id && hops < 20; ++hops)
    row = find(tx, row->merged_into_id);
  return row;
}

bool is_participant(db::Tx& tx, CaseId id, std::string const& folded_address) {
  return tx.scalar<std::int64_t>(sql::is_participant, id, folded_address).has_value();
}

bool can_read(db::Tx& tx, Actor const& actor, Case const& row) {
  if (may_read(actor, row)) return true;
  return actor.kind == ActorKind::Staff && actor.may(Permission::CasesRead) &&
         tx.scalar<std::int64_t>(sql::is_reader, row.id, actor.id).has_value();
}

std::vector<StaffId> readers(db::Tx& tx, CaseId id) {
  return tx.column<StaffId>(sql::readers_of, id);
}

std::vector<Case> open_of_customer(db::Tx& tx, CustomerId id) {
  return tx.list<Case>(sql::open_of_customer, id);
}

std::vector<CaseId> of_customer(db::Tx& tx, CustomerId id) {
  return tx.column<CaseId>(sql::ids_of_customer, id);
}

std::vector<std::string> tags(db::Tx& tx, CaseId id) {
  return tx.column<std::string>(sql::tags_of_case, id);
}

std::vector<Case> newest(db::Tx& tx, CaseId before, std::int64_t limit) {
  auto const below = before ? before.value : std::numeric_limits<std::int64_t>::max();
  return tx.list<Case>(sql::newest, below, limit);
}

std::vector<OpenCase> open_after(db::Tx& tx, OpenCase const& place) {
  return tx.list<OpenCase>(sql::open_after, place.next_due_at, place.id.value);
}

namespace store {

std::int64_t next_number(db::Tx& tx) { return tx.scalar<std::int64_t>(sql::next_number).value(); }

void insert(db::Tx& tx, Case const& row) { tx.insert(sql::insert_case, row); }

void save(db::Tx& tx, Case& row) {
  db::update_one(tx, sql::save_case, row);
  ++row.version;
  if (held(tx, row.id)) db::gathered<HeldRows>(tx).of(row.id.text()) = row;
}

void forget_held(db::Tx& tx, CaseId id) {
  if (auto* const rows = db::if_gathered<HeldRows>(tx)) rows->forget(id.text());
}

std::int64_t load_of(db::Tx& tx, StaffId owner, std::int64_t limit) {
  return tx.scalar<std::int64_t>(sql::load_of_owner, owner, limit).value_or(0);
}

std::optional<InteractionId> newest_inbound(db::Tx& tx, CaseId id) {
  return tx.scalar<InteractionId>(sql::newest_inbound, id);
}

std::optional<InteractionId> newest_inbound_of_all(db::Tx& tx, CaseId id) {
  return tx.scalar<InteractionId>(sql::newest_inbound_of_all, id);
}

std::vector<InteractionId> queued_answers(db::Tx& tx, CaseId id) {
  return tx.column<InteractionId>(sql::queued_answers, id);
}

void add_participant(db::Tx& tx, CaseId id, std::string const& folded_address, CustomerId customer,
                     char const* role, Instant at) {
  if (folded_address.empty()) return;
  tx.run(sql::add_participant, id, folded_address, customer, role, at);
}

std::vector<std::string> participants(db::Tx& tx, CaseId id) {
  return tx.column<std::string>(sql::participants_of, id);
}

void insert_verdict(Context const& ctx, db::Tx& tx, CaseId id, Verdict const& verdict) {
  tx.run(sql::insert_verdict, ctx.ids->next_value(), id, verdict.solved, verdict.rating,
         verdict.comment, ctx.now, verdict.via);
}

void save_draft(db::Tx& tx, CaseId id, StaffId staff, std::string const& text, Instant at) {
  tx.run(sql::save_draft, id, staff, text, at);
}

void delete_draft(db::Tx& tx, CaseId id, StaffId staff) { tx.run(sql::delete_draft, id, staff); }

void link(db::Tx& tx, CaseId id, CaseId other, char const* relation, Instant at, std::int64_t by) {
  tx.run(sql::insert_link, id, other, relation, at, by);
}

}  // namespace store
}  // namespace vefa::cases
