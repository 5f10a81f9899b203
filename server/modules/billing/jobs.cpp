// What happens to quotes and invoices when cases, units and customers change; what is known of a
// person.
#include <algorithm>

#include "jobs/jobs.hpp"
#include "jobs/together.hpp"
#include "modules/billing/defects.hpp"
#include "modules/billing/findings.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/signing.hpp"
#include "modules/billing/store.hpp"
#include "modules/billing/ties.hpp"
#include "modules/cases/namings.hpp"

namespace vefa::billing {
namespace {

struct FreeLine {
  CaseId case_id;
  QuoteId quote_id;
  std::string number;
  std::int64_t version = 0;
  std::int64_t line = 0;
};
BOOST_DESCRIBE_STRUCT(FreeLine, (), (case_id, quote_id, number, version, line))

template <class IdType>
IdType id_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return {};
  return IdType::parse(std::string_view(text->get_string())).value_or(IdType{});
}

/// Bills are kept as the law wants them kept; what was said about them goes.
void forget(Context const& ctx, db::Tx& tx, CustomerId id) {
  forget_signatures(ctx, tx, id);
  tx.run(sql::forget_reasons, id);
  tx.run(sql::forget_notes, id);
  tx.run(sql::forget_withdrawals, id);
  tx.run(sql::forget_offered, id);
  tx.run(sql::forget_waivers, id);
  tx.run(sql::forget_findings, id);
  // Figures, days and ways stay for the books; what was written freely beside them goes. A
  // provider's own reference is no word of hers, and finds the payment again.
  tx.run(sql::forget_payments, id);
  tx.run(sql::forget_refunds, id);
  tx.run(sql::forget_credits, id);
}

void on_erased(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  forget(ctx, tx, CustomerId{event.customer_id});
  auto const* merged = event.payload.if_contains("merged_customer_ids");
  if (!merged || !merged->is_array()) return;
  for (auto const& one : merged->get_array())
    if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) forget(ctx, tx, *id);
}

void on_customers_merged(Context const&, db::Tx& tx, jobs::Event const& event) {
  auto const lost = id_in<CustomerId>(event.payload, "merged_customer_id");
  auto const kept = customers::find(tx, CustomerId{event.customer_id});
  if (!lost || !kept || kept->id == lost) return;
  tx.run(sql::give_quotes, lost, kept->id);
  tx.run(sql::give_invoices, lost, kept->id);
  tx.run(sql::give_waivers, lost, kept->id);
  tx.run(sql::give_findings, lost, kept->id);
}

/// Bills go along, and what was kept of them follows what is known of the living case. The law goes
/// along by a job of its own, which is heard of as well: whichever comes last sees both.
void on_cases_merged(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const from = id_in<CaseId>(event.payload, "from");
  CaseId const into{event.case_id};
  if (!from || !cases::lock(tx, into)) return;
  tx.run(sql::move_quotes_to_case, from, into);
  tx.run(sql::move_invoices_to_case, from, into);
  tx.run(sql::move_findings_to_case, from, into);
  follow_kept(ctx, tx, into, false);
}

/// Most companies keep nothing of anything: then no case that changes costs a job.
bool something_is_kept(db::Tx& tx, jobs::Event const&) {
  return tx.scalar<std::int64_t>(sql::is_anything_kept).has_value();
}
bool may_tell_of_defect(db::Tx& tx, jobs::Event const& event) {
  auto const* changed = event.payload.if_contains("changed");
  bool const is_other = changed && changed->is_array() &&
                        std::ranges::none_of(changed->get_array(),
                                             [](Json const& what) { return what == Json("kind"); });
  return !is_other && something_is_kept(tx, event);
}

template <class T>
Json as_json(T const& value) {
  return boost::json::parse(to_json_text(value));
}

}  // namespace

customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id) {
  boost::json::array quotes;
  for (auto const& quote : tx.list<Quote>(sql::quotes_of_customer, id)) {
    JsonObject one{{"quote", as_json(quote)}};
    if (auto const offer = find_offer(ctx, tx, quote.id)) one["answers"] = as_json(offer->answers);
    one["signatures"] = as_json(tx.list<Signature>(sql::signatures_of_quote, quote.id));
    quotes.push_back(std::move(one));
  }
  boost::json::array invoices;
  for (auto const& invoice : tx.list<Invoice>(sql::invoices_of_customer, id)) {
    auto const bill = find_bill(tx, invoice.id).value();
    boost::json::array lines;
    for (auto const& line : bill.lines)
      lines.push_back(JsonObject{{"description", line.description},
                                 {"net_minor", line.net_minor},
                                 {"tax_minor", line.tax_minor}});
    invoices.push_back(JsonObject{{"invoice", as_json(invoice)},
                                  {"lines", std::move(lines)},
                                  {"payments", as_json(bill.payments)},
                                  {"credit_note", as_json(bill.credit_note)},
                                  {"kept_ending", as_json(bill.kept_ending)},
                                  {"refunds", as_json(bill.refunds)}});
  }
  auto const findings = tx.list<CauseFinding>(sql::findings_of_customer, id);
  return {"billing",
          {{"quotes", std::move(quotes)},
           {"invoices", std::move(invoices)},
           {"findings", as_json(findings)}}};
}

std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after) {
  auto const number = tx.scalar<std::string>(sql::tie_of_unit, id, after);
  if (!number) return std::nullopt;
  return refused("billing.unit_has_quote", {{"number", *number}});
}

std::optional<sale_promises::Resting> rests_on(db::Tx& tx, SalePromiseId id,
                                               std::optional<CaseId> on) {
  for (auto const& line : tx.list<FreeLine>(sql::lines_free_by, id)) {
    if (on && line.case_id != *on) continue;
    auto const word = newest_answer(tx, line.quote_id, line.version, line.line);
    if (word && word->answer == LineAnswer::Declined) continue;
    return sale_promises::Resting{line.case_id, line.number};
  }
  return std::nullopt;
}

bool names_product(db::Tx& tx, ProductId id) {
  return tx.scalar<std::int64_t>(sql::names_product, id).has_value();
}

std::vector<customers::HoldReason> holds(Context const&, db::Tx& tx, CustomerId id) {
  std::vector<customers::HoldReason> out;
  for (auto const& invoice : tx.list<Invoice>(sql::invoices_of_customer, id)) {
    auto const bill = find_bill(tx, invoice.id).value();
    if (bill.owed_minor > 0) out.push_back({"billing.hold_unpaid", {{"number", invoice.number}}});
    if (bill.owed_back_minor > 0)
      out.push_back({"billing.hold_owed_back", {{"number", invoice.number}}});
  }
  return out;
}

void add_jobs(jobs::Registry& registry) {
  registry.subscribe("billing.cases", {"case.merged"}, on_cases_merged);
  jobs::subscribe_where(
      registry, "billing.kept",
      {"case_law.happened", "case_law.taken_back", "case_law.carried", "case_law.said"},
      something_is_kept, [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
        follow_kept(ctx, tx, CaseId{event.case_id}, event.kind == "case_law.taken_back");
      });
  jobs::subscribe_where(
      registry, "billing.defects",
      {"case_law.happened", "case_law.carried", "cause.found", "case.unit_named", "case.changed"},
      may_tell_of_defect, [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
        follow_defects(ctx, tx, CaseId{event.case_id});
      });
  registry.subscribe("billing.units", {"unit.merged"},
                     [](Context const& ctx, db::Tx& tx, jobs::Event const& event) {
                       auto const lost = id_in<UnitId>(event.payload, "merged_unit_id");
                       auto const kept = id_in<UnitId>(event.payload, "unit_id");
                       if (!lost || !kept) return;
                       tx.run(sql::move_quotes_to_unit, lost, kept);
                       cases::move_to_unit(tx, lost, kept);  // it may be heard of there later
                       follow_defects(ctx, tx, kept);
                     });
  registry.subscribe("billing.take_over", {"customer.merged"}, on_customers_merged);
  registry.subscribe("billing.forget", {"customer.erased"}, on_erased);
}

}  // namespace vefa::billing
