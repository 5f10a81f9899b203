// Quotes and invoices on the customer's own pages, by the link of her case.
#include "modules/portal/bills.hpp"

#include "http/api.hpp"
#include "http/form.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"
#include "modules/portal/bill_page.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;

constexpr std::size_t kFormBytes = 64 * 1024;

Response page(std::string html, int status = 200) {
  return {status, "text/html; charset=utf-8", std::move(html), {{"Cache-Control", "no-store"}}};
}

std::optional<cases::Case> case_of(Call const& call, db::Tx& tx) {
  auto const id = cases::case_of_token(call.param("token"));
  return id ? cases::find_living(tx, *id) : std::nullopt;
}

Response unknown(Call const& call, db::Tx& tx) {
  return page(bill_notice("unknown_link", {}, call.ctx.language, company::profile(tx).name, ""),
              404);
}

/// The request as hers: recorded as done by her, said in her language.
Context hers(Call const& call, cases::Case const& row) {
  Context ctx = call.ctx;
  ctx.actor = {.kind = ActorKind::Customer, .id = row.customer_id.value};
  ctx.language = row.language;
  return ctx;
}

std::optional<billing::Offer> offer_of(Call const& call, db::Tx& tx, cases::Case const& row) {
  auto const id = QuoteId::parse(call.param("quote"));
  auto offer = id ? billing::find_offer(call.ctx, tx, *id) : std::nullopt;
  if (!offer || offer->quote.case_id != row.id) return std::nullopt;
  return offer;
}

Result<Response> show_quote(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const offer = row ? offer_of(call, tx, *row) : std::nullopt;
  if (!offer) return unknown(call, tx);
  return page(quote_page(*offer, row->language, company::profile(tx).name,
                         std::string(call.param("token"))));
}

billing::QuoteAnswers answers_in(std::vector<http::FormPart> const& form,
                                 billing::Offer const& offer) {
  billing::QuoteAnswers answers;
  auto const version = http::text_of(form, "version");
  for (char const c : version)
    if (c >= '0' && c <= '9' && answers.version < 100000)
      answers.version = answers.version * 10 + (c - '0');
  for (auto const& line : offer.lines) {
    auto const word = http::text_of(form, "line_" + std::to_string(line.line));
    if (auto const answer = wire::parse_enum<billing::LineAnswer>(word))
      answers.answers.push_back({line.line, *answer});
  }
  return answers;
}

Result<Response> answer_quote(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const offer = row ? offer_of(call, tx, *row) : std::nullopt;
  if (!offer) return unknown(call, tx);
  auto const company = company::profile(tx).name;
  auto const back = "/c/" + std::string(call.param("token")) + "/quotes/" + offer->quote.id.text();
  auto const form = http::parse_form(call.request->header("content-type"), call.request->body);
  if (!form) return page(bill_notice("broken_form", {}, row->language, company, back), 422);
  auto const taken = billing::answer_by_link(hers(call, *row), tx, *row, offer->quote.id,
                                             answers_in(*form, *offer));
  if (taken.ok()) return page(bill_notice("quote_answered", {}, row->language, company, back));
  bool const is_stale = taken.error().code == Code::Stale;
  return page(
      bill_notice(is_stale ? "quote_changed" : "", taken.error(), row->language, company, back),
      422);
}

Result<Response> show_invoice(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const id = InvoiceId::parse(call.param("invoice"));
  auto const bill = row && id ? billing::find_bill(tx, *id) : std::nullopt;
  if (!bill || bill->invoice.case_id != row->id) return unknown(call, tx);
  return page(invoice_page(*bill, row->language, company::profile(tx).name,
                           std::string(call.param("token"))));
}

}  // namespace

Bills bills_of(Context const& ctx, db::Tx& tx, cases::Case const& row) {
  Bills out;
  auto const language = row.language;
  if (auto const unit = cases::unit_of(tx, row.id))
    for (auto const& account : sale_promises::of_unit(ctx, tx, unit)) {
      bool const shown = account.promise.form == sale_promises::Form::Quantity &&
                         (account.standing == sale_promises::Standing::Open ||
                          account.standing == sale_promises::Standing::UsedUp);
      if (shown) out.free.push_back(sale_promises::said(account, language));
    }
  for (auto const& quote : billing::quotes_of_case(tx, row.id)) {
    auto const offer = billing::find_offer(ctx, tx, quote.id);
    if (offer && quote.state == billing::QuoteState::Open)
      out.bills.push_back({"quote", quote.number, "quotes/" + quote.id.text(),
                           billing::sum(offer->lines).gross_minor, quote.currency});
  }
  for (auto const& invoice : billing::invoices_of_case(tx, row.id))
    out.bills.push_back({"invoice", invoice.number, "invoices/" + invoice.id.text(),
                         invoice.gross_minor, invoice.currency});
  return out;
}

void add_bill_routes(http::Routes& routes) {
  std::string const quote = "/c/{token}/quotes/{quote}";
  routes.get<show_quote>(quote, Permission::Public, "A quote on the customer's own page.")
      .absolute()
      .secret();
  routes.post<answer_quote>(quote, Permission::Public, "What she says of each line of a quote.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
  routes
      .get<show_invoice>("/c/{token}/invoices/{invoice}", Permission::Public,
                         "An invoice on the customer's own page.")
      .absolute()
      .secret();
}

}  // namespace vefa::portal
