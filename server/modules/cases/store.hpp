// Every statement on the tables of cases.
#pragma once
#include "db/ahead.hpp"
#include "modules/cases/cases.hpp"

namespace vefa::cases::store {

/// Rows that a `Held` knows, by id; `save` writes them here too.
using HeldRows = db::Ahead<Case>;
/// By whatever else writes one.
void forget_held(db::Tx& tx, CaseId id);

std::int64_t next_number(db::Tx& tx);
void insert(db::Tx& tx, Case const& row);
/// Writes all but number, customer and opening; raises the version. The row must have been locked.
void save(db::Tx& tx, Case& row);
/// Her open cases, counted up to `limit`.
std::int64_t load_of(db::Tx& tx, StaffId owner, std::int64_t limit);
std::optional<InteractionId> newest_inbound(db::Tx& tx, CaseId id);
/// The same, a machine's included.
std::optional<InteractionId> newest_inbound_of_all(db::Tx& tx, CaseId id);
std::vector<InteractionId> queued_answers(db::Tx& tx, CaseId id);
void add_participant(db::Tx& tx, CaseId id, std::string const& folded_address, CustomerId customer,
                     char const* role, Instant at);
std::vector<std::string> participants(db::Tx& tx, CaseId id);
void insert_verdict(Context const& ctx, db::Tx& tx, CaseId id, Verdict const& verdict);
void save_draft(db::Tx& tx, CaseId id, StaffId staff, std::string const& text, Instant at);
void delete_draft(db::Tx& tx, CaseId id, StaffId staff);
void link(db::Tx& tx, CaseId id, CaseId other, char const* relation, Instant at, std::int64_t by);

}  // namespace vefa::cases::store
