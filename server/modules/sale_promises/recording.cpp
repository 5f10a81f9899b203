// What was said at the sale is written down: by the shop's system, or by a template.
#include "calendar/zone.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/sale_promises/queries.hpp"
#include "modules/sale_promises/store.hpp"

namespace vefa::sale_promises {
namespace {

Error under(Error error, std::string const& parent) {
  error.field = error.field.empty() ? parent : wire::child(parent, error.field);
  return error;
}

/// It opens a case, which owes it from its first instant.
Result<PromiseId> owe(Context const& ctx, db::Tx& tx, SalePromise const& row,
                      units::Sale const& sale, Instant due_at) {
  auto const customer = customers::find(tx, sale.customer_id);
  if (!customer) return refused("sale_promises.needs_customer");
  auto const name = name_of(row, customer->language);
  auto const opened = cases::receive(
      ctx, tx,
      {.customer_id = customer->id,
       .channel = interactions::Channel::Api,
       .kind = row.terms.case_kind.value_or(cases::CaseKind::Order),
       .language = customer->language,
       .subject = name,
       .owed = cases::Owed{.kind = *row.terms.kind, .due_at = due_at, .what = name}});
  if (!opened.ok()) {
    Error error = opened.error();
    error.field = "due_at";
    return error;
  }
  cases::name_unit(ctx, tx, *cases::find(tx, opened->case_id), row.unit_id);
  return opened->promise_id;
}

Instant due_of(db::Tx& tx, SalePromiseTerms const& terms, units::Sale const& sale) {
  if (terms.due_at) return *terms.due_at;
  auto const due = due_by_template(terms, sale.sold_on);
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  return zone.instant(due.on, due.minute_of_day, calendar::Edge::End);
}

Result<SalePromise> save(Context const& ctx, db::Tx& tx, SalePromise row, units::Sale const& sale) {
  row.id = ctx.new_id<SalePromiseId>();
  row.sale_id = sale.id;
  row.unit_id = sale.unit_id;
  if (row.origin == Origin::Sale) row.customer_id = sale.customer_id;
  row.form = row.terms.form;
  row.quantity = row.terms.quantity.value_or(0);
  row.created_at = ctx.now;
  row.created_by = actor_name(ctx);
  if (row.form == Form::Dated)
    row.promise_id = TRY(owe(ctx, tx, row, sale, due_of(tx, row.terms, sale)));
  insert(tx, row);
  if (row.form == Form::Quantity)
    tx.insert(sql::insert_use, SalePromiseUse{.sale_promise_id = row.id,
                                              .quantity = row.quantity,
                                              .previous_n = {},
                                              .of_n = {},
                                              .of_kind = {},
                                              .case_id = {},
                                              .reason = {},
                                              .at = ctx.now,
                                              .actor = row.created_by});
  record_event(ctx, tx, "sale_promise.recorded", row, {});
  schedule_reminder(ctx, tx, row);
  return row;
}

enum class TooLate { Refuse, LeaveOut };

Result<std::vector<SalePromise>> by_template(Context const& ctx, db::Tx& tx,
                                             units::Sale const& sale, SalePromiseTemplate const& t,
                                             TooLate too_late) {
  std::vector<SalePromise> out;
  for (auto& known : promises_of_unit(tx, sale.unit_id))
    if (known.sale_id == sale.id && known.template_id == t.id) out.push_back(std::move(known));
  if (!out.empty()) return out;
  for (std::size_t i = 0; i < t.promises.size(); ++i) {
    auto const& terms = t.promises[i];
    bool const is_past = terms.form == Form::Dated && due_of(tx, terms, sale) <= ctx.now;
    bool const nobody = terms.form == Form::Dated && !sale.customer_id;
    if (too_late == TooLate::LeaveOut && (is_past || nobody)) continue;
    out.push_back(TRY(save(ctx, tx,
                           {.terms = terms,
                            .template_id = t.id,
                            .template_version = t.version,
                            .item = static_cast<std::int64_t>(i)},
                           sale)));
  }
  return out;
}

Result<std::vector<SalePromise>> as_told(Context const& ctx, db::Tx& tx, units::Sale const& sale,
                                         NewSalePromise const& input) {
  if (!input.terms) return invalid("terms", "sale_promises.needs_terms");
  auto const names = coverage::checked_names(input.terms->names);
  if (!names.ok()) return under(names.error(), "terms");
  auto const good = check(*input.terms, Told::WithTheSale);
  if (!good.ok()) return under(good.error(), "terms");
  std::string const reference = input.reference ? input.reference->value : std::string();
  if (!reference.empty())
    if (auto known = find_by_reference(tx, sale.id, reference)) {
      if (to_json_text(known->terms) == to_json_text(*input.terms))
        return std::vector<SalePromise>{*known};
      return Error{Code::Conflict,
                   "sale_promises.reference_taken",
                   {{"reference", reference}},
                   "reference",
                   {}};
    }
  auto saved = save(ctx, tx, {.terms = *input.terms, .reference = reference}, sale);
  if (!saved.ok()) return under(saved.error(), "terms");
  return std::vector<SalePromise>{std::move(saved).value()};
}

}  // namespace

Result<std::vector<SalePromise>> record(Context const& ctx, db::Tx& tx, SaleId id,
                                        NewSalePromise const& input) {
  auto const sale = units::find_sale(tx, id);
  if (!sale) return not_found("sale");
  if (sale->state == units::SaleState::Voided) return refused("sale_promises.sale_is_void");
  if (!input.template_id) return as_told(ctx, tx, *sale, input);
  auto const t = find_template(tx, *input.template_id);
  if (!t) return not_found("sale_promise_template");
  if (t->state == TemplateState::Retired)
    return refused("sale_promises.template_retired", {}, "template_id");
  return by_template(ctx, tx, *sale, *t, TooLate::Refuse);
}

Result<SalePromise> record_remedy(Context const& ctx, db::Tx& tx, SaleId id,
                                  SalePromiseTerms const& terms, std::string const& remedy,
                                  cases::Case const& granted_on) {
  auto const sale = units::find_sale(tx, id);
  if (!sale) return not_found("sale");
  if (sale->state == units::SaleState::Voided) return refused("sale_promises.sale_is_void");
  if (auto known = find_by_reference(tx, id, remedy)) return std::move(*known);
  TRY(check(terms, Told::WithTheSale));
  return save(ctx, tx,
              {.customer_id = granted_on.customer_id,
               .terms = terms,
               .reference = remedy,
               .origin = Origin::Remedy,
               .granted_case_id = granted_on.id},
              *sale);
}

void record_by_templates(Context const& ctx, db::Tx& tx, UnitId id) {
  auto const all = automatic_templates(tx);
  if (all.empty()) return;
  auto const unit = units::find(tx, id);
  auto const product = unit ? catalogue::find(tx, unit->product_id) : std::nullopt;
  if (!product) return;
  auto const groups = catalogue::group_codes(tx, product->group_id);
  for (auto const& sale : units::sales(tx, unit->id)) {
    if (sale.state == units::SaleState::Voided) continue;
    for (auto const& t : all)
      if (coverage::applies_to(t.applies, sale, product->id, groups))
        by_template(ctx, tx, sale, t, TooLate::LeaveOut).value();
  }
}

}  // namespace vefa::sale_promises
