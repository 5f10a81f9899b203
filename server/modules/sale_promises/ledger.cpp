// Reserved, consumed, released, restored: each a row behind the one before it.
#include "modules/sale_promises/accounts.hpp"
#include "modules/sale_promises/queries.hpp"
#include "modules/sale_promises/store.hpp"

namespace vefa::sale_promises {
namespace {

constexpr Component kComponents[] = {Component::Parts, Component::Labour, Component::Travel,
                                     Component::Shipping, Component::Loaner};

std::optional<SalePromiseUse> last_for(db::Tx& tx, SalePromiseId id, CaseId case_id) {
  return tx.find<SalePromiseUse>(sql::last_use_for_case, case_id, id);
}

bool is_charged(db::Tx& tx, CaseId case_id, Component component) {
  return tx.scalar<std::int64_t>(sql::find_charge, case_id, component) == 0;
}

/// Components are free on a case as long as something that makes them so is held for it.
void mark_components(db::Tx& tx, CaseId case_id) {
  std::vector<SalePromise> held;
  for (auto const id : held_for(tx, case_id)) held.push_back(*find(tx, id));
  for (auto const component : kComponents) {
    bool const is_free = std::any_of(
        held.begin(), held.end(), [&](auto const& p) { return covers_all_of(p.terms, component); });
    if (is_free)
      tx.run(sql::mark_free, case_id, component);
    else
      tx.run(sql::unmark, case_id, component, std::int64_t{1});
  }
}

char const* event_of(UseKind kind) {
  switch (kind) {
    case UseKind::Reserved:
      return "sale_promise.reserved";
    case UseKind::Consumed:
      return "sale_promise.consumed";
    case UseKind::Released:
      return "sale_promise.released";
    case UseKind::Restored:
      return "sale_promise.restored";
    case UseKind::Opened:
      break;
  }
  return "sale_promise.recorded";
}

void append(Context const& ctx, db::Tx& tx, SalePromise const& p, UseKind kind, CaseId case_id,
            SalePromiseUse const* of, std::string const& reason, InvoiceId invoice = {}) {
  auto const last = tx.find<SalePromiseUse>(sql::last_use, p.id).value();
  bool const gives_back = kind == UseKind::Released || kind == UseKind::Restored;
  std::int64_t const more = kind == UseKind::Reserved ? 1 : gives_back ? -1 : 0;
  SalePromiseUse row{.sale_promise_id = p.id,
                     .n = last.n + 1,
                     .quantity = p.quantity,
                     .kind = kind,
                     .previous_n = last.n,
                     .held_before = last.held_after,
                     .held_after = last.held_after + more,
                     .of_n = {},
                     .of_kind = {},
                     .case_id = case_id,
                     .reason = reason,
                     .at = ctx.now,
                     .actor = actor_name(ctx),
                     .invoice_id = invoice};
  if (of) {
    row.of_n = of->n;
    row.of_kind = of->kind;
  }
  tx.insert(sql::insert_use, row);
  mark_components(tx, case_id);
  if (gives_back) schedule_reminder(ctx, tx, p);  // it can be used again
  record_event(ctx, tx, event_of(kind), p, case_id);
}

/// Settles what is held for the case, if it is held so.
Result<void> settle(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id, UseKind from,
                    UseKind to, std::string const& reason, InvoiceId invoice = {}) {
  auto const promise = lock(tx, id);
  if (!promise) return not_found("sale_promise");
  auto const last = last_for(tx, id, case_id);
  if (!last || last->kind != from)
    return refused(from == UseKind::Reserved ? "sale_promises.not_reserved"
                                             : "sale_promises.not_consumed");
  append(ctx, tx, *promise, to, case_id, &*last, reason, invoice);
  return {};
}

Result<void> check_open(Context const& ctx, db::Tx& tx, cases::Case const& row,
                        SalePromise const& promise) {
  if (cases::unit_of(tx, row.id) != promise.unit_id)
    return refused("sale_promises.other_unit", {}, "case_id");
  if (promise.form == Form::Dated || !is_for(promise.terms, row.kind))
    return refused("sale_promises.other_kind", {}, "case_id");
  for (auto const& a : accounts_for_case(ctx, tx, row))
    if (a.promise.id == promise.id && a.standing != Standing::Open)
      return refused("sale_promises.not_open", {{"why", said(a, ctx.language)}});
  for (auto const component : kComponents)
    if (covers_all_of(promise.terms, component) && is_charged(tx, row.id, component))
      return refused("sale_promises.charged_already", {{"number", row.number}}, "case_id");
  return {};
}

}  // namespace

Hold hold_of(db::Tx& tx, SalePromiseId id, CaseId case_id) {
  auto const last = last_for(tx, id, case_id);
  if (last && last->kind == UseKind::Reserved) return Hold::Reserved;
  if (last && last->kind == UseKind::Consumed) return Hold::Consumed;
  return Hold::None;
}

std::vector<cases::Case> reserved_for(db::Tx& tx, SalePromiseId id) {
  std::vector<cases::Case> out;
  for (auto const case_id : tx.column<CaseId>(sql::cases_holding, id)) {
    if (hold_of(tx, id, case_id) != Hold::Reserved) continue;
    if (auto row = cases::find_living(tx, case_id)) out.push_back(std::move(*row));
  }
  return out;
}

std::vector<SalePromiseId> held_for(db::Tx& tx, CaseId case_id) {
  std::vector<SalePromiseId> out;
  for (auto const id : tx.column<SalePromiseId>(sql::used_by_case, case_id))
    if (hold_of(tx, id, case_id) != Hold::None) out.push_back(id);
  return out;
}

Result<void> reserve(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason) {
  auto const promise = lock(tx, id);
  auto const row = cases::find_living(tx, case_id);
  if (!promise) return not_found("sale_promise");
  if (!row) return not_found("case");
  if (hold_of(tx, id, row->id) != Hold::None) return {};
  TRY(check_open(ctx, tx, *row, *promise));
  append(ctx, tx, *promise, UseKind::Reserved, row->id, nullptr, reason);
  return {};
}

Result<void> consume(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason, InvoiceId invoice) {
  return settle(ctx, tx, id, case_id, UseKind::Reserved, UseKind::Consumed, reason, invoice);
}

Result<void> release(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason) {
  return settle(ctx, tx, id, case_id, UseKind::Reserved, UseKind::Released, reason);
}

Result<void> restore(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason) {
  return settle(ctx, tx, id, case_id, UseKind::Consumed, UseKind::Restored, reason);
}

void carry_to(Context const& ctx, db::Tx& tx, CaseId from, CaseId to, std::string const& reason) {
  for (auto const id : held_for(tx, from)) {
    auto const promise = lock(tx, id).value();
    auto const last = last_for(tx, id, from).value();
    bool const was_consumed = last.kind == UseKind::Consumed;
    append(ctx, tx, promise, was_consumed ? UseKind::Restored : UseKind::Released, from, &last,
           reason);
    if (hold_of(tx, id, to) != Hold::None) continue;
    append(ctx, tx, promise, UseKind::Reserved, to, nullptr, reason);
    if (!was_consumed) continue;
    auto const reserved = last_for(tx, id, to).value();
    append(ctx, tx, promise, UseKind::Consumed, to, &reserved, reason, last.invoice_id);
  }
}

void give_back(Context const& ctx, db::Tx& tx, SalePromiseId id, cases::Case const& row,
               InvoiceId invoice) {
  auto const promise = lock(tx, id).value();
  auto const last = last_for(tx, id, row.id);
  if (!last || last->kind != UseKind::Consumed || last->invoice_id != invoice) return;
  using enum cases::ClosedBy;
  if (row.closed_by == Customer || row.closed_by == Silence) return;
  append(ctx, tx, promise, UseKind::Restored, row.id, &*last, "its invoice was credited");
  if (row.open && promise.state == PromiseState::Valid)
    append(ctx, tx, promise, UseKind::Reserved, row.id, nullptr, "its invoice was credited");
}

Result<void> mark_charged(db::Tx& tx, CaseId case_id, Component component) {
  tx.run(sql::mark_charged, case_id, component);
  if (!is_charged(tx, case_id, component)) return refused("sale_promises.free_here");
  return {};
}

void unmark_charged(db::Tx& tx, CaseId case_id, Component component) {
  tx.run(sql::unmark, case_id, component, std::int64_t{0});
}

void review_case(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const row = cases::lock(tx, id);
  if (!row || !row->open) return;
  auto const unit = cases::unit_of(tx, id);
  for (auto const held : held_for(tx, id)) {
    auto const promise = find(tx, held).value();
    bool const fits = promise.unit_id == unit && is_for(promise.terms, row->kind);
    if (!fits && hold_of(tx, held, id) == Hold::Reserved)
      release(ctx, tx, held, id, "the case is about something else").value();
  }
  for (auto const& a : accounts_for_case(ctx, tx, *row)) {
    auto const& p = a.promise;
    bool const is_meant = p.form == Form::Quantity && p.terms.case_kinds &&
                          is_for(p.terms, row->kind) && a.standing == Standing::Open;
    if (!is_meant || last_for(tx, p.id, id)) continue;  // what a person released stays so
    bool more = false;
    bool charged = false;
    for (auto const component : kComponents) {
      if (!covers_all_of(p.terms, component)) continue;
      auto const free = tx.scalar<std::int64_t>(sql::find_charge, id, component);
      more |= !free;
      charged |= free == 0;
    }
    if (more && !charged) reserve(ctx, tx, p.id, id, "meant for cases of this kind").value();
  }
}

}  // namespace vefa::sale_promises
