#include "modules/sale_promises/store.hpp"

#include "jobs/jobs.hpp"
#include "modules/sale_promises/queries.hpp"

namespace vefa::sale_promises {
namespace {

struct PromiseRow {
  SalePromiseId id;
  SaleId sale_id;
  UnitId unit_id;
  CustomerId customer_id;
  PromiseState state = PromiseState::Valid;
  Form form = Form::Quantity;
  std::int64_t quantity = 0;
  std::string terms;
  SalePromiseTemplateId template_id;
  std::optional<std::int64_t> template_version;
  std::optional<std::int64_t> item;
  std::string reference;
  PromiseId promise_id;
  Instant created_at;
  std::string created_by;
  std::optional<Instant> ended_at;
  std::string ended_by;
  std::string reason;
  Origin origin = Origin::Sale;
  std::optional<LocalDate> owed_until_on;
  CaseId granted_case_id;
};
BOOST_DESCRIBE_STRUCT(PromiseRow, (),
                      (id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id,
                       template_version, item, reference, promise_id, created_at, created_by,
                       ended_at, ended_by, reason, origin, owed_until_on, granted_case_id))

SalePromise from_row(PromiseRow const& r) {
  return {r.id,
          r.sale_id,
          r.unit_id,
          r.customer_id,
          r.state,
          r.form,
          r.quantity,
          from_json_text<SalePromiseTerms>(r.terms).value(),
          r.template_id,
          r.template_version,
          r.item,
          r.reference,
          r.promise_id,
          r.created_at,
          r.created_by,
          r.ended_at,
          r.ended_by,
          r.reason,
          r.origin,
          r.owed_until_on,
          r.granted_case_id};
}

std::optional<SalePromise> one(std::optional<PromiseRow> const& row) {
  return row ? std::optional(from_row(*row)) : std::nullopt;
}

std::vector<SalePromise> all(std::vector<PromiseRow> const& rows) {
  std::vector<SalePromise> out;
  out.reserve(rows.size());
  for (auto const& row : rows) out.push_back(from_row(row));
  return out;
}

}  // namespace

std::string actor_name(Context const& ctx) {
  if (!ctx.actor.name.empty()) return ctx.actor.name;
  return wire::enum_text(ctx.actor.kind);
}

void record_event(Context const& ctx, db::Tx& tx, char const* kind, SalePromise const& row,
                  CaseId case_id) {
  jobs::record(ctx, tx,
               {.kind = kind,
                .case_id = case_id.value,
                .customer_id = row.customer_id.value,
                .payload = {{"sale_promise_id", row.id.text()}, {"unit_id", row.unit_id.text()}}});
}

std::optional<SalePromise> find(db::Tx& tx, SalePromiseId id) {
  return one(tx.find<PromiseRow>(sql::find_promise, id));
}

std::optional<SalePromise> lock(db::Tx& tx, SalePromiseId id) {
  return one(tx.find<PromiseRow>(sql::lock_promise, id));
}

std::vector<SalePromise> promises_of_unit(db::Tx& tx, UnitId unit) {
  return all(tx.list<PromiseRow>(sql::promises_of_unit, unit));
}

std::vector<SalePromise> promises_of_customer(db::Tx& tx, CustomerId id) {
  return all(tx.list<PromiseRow>(sql::promises_of_customer, id));
}

std::optional<SalePromise> find_by_reference(db::Tx& tx, SaleId sale,
                                             std::string const& reference) {
  return one(tx.find<PromiseRow>(sql::find_by_reference, sale, reference));
}

void insert(db::Tx& tx, SalePromise const& p) {
  tx.insert(sql::insert_promise, PromiseRow{p.id,
                                            p.sale_id,
                                            p.unit_id,
                                            p.customer_id,
                                            p.state,
                                            p.form,
                                            p.quantity,
                                            to_json_text(p.terms),
                                            p.template_id,
                                            p.template_version,
                                            p.item,
                                            p.reference,
                                            p.promise_id,
                                            p.created_at,
                                            p.created_by,
                                            p.ended_at,
                                            p.ended_by,
                                            p.reason,
                                            p.origin,
                                            p.owed_until_on,
                                            p.granted_case_id});
}

void save_end(db::Tx& tx, SalePromise const& p) {
  tx.run(sql::end_promise, p.id, p.ended_at, p.ended_by, p.reason, p.owed_until_on);
}

std::vector<SalePromiseUse> uses(db::Tx& tx, SalePromiseId id) {
  return tx.list<SalePromiseUse>(sql::list_uses, id);
}

}  // namespace vefa::sale_promises
