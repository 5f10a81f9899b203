// Quotes and invoices on the customer's own pages, by the link of her case.
#include "modules/portal/bills.hpp"

#include "base/text.hpp"
#include "http/api.hpp"
#include "http/form.hpp"
#include "modules/company/company.hpp"
#include "modules/portal/api_link.hpp"
#include "modules/portal/bill_page.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;
using Form = std::vector<http::FormPart>;

constexpr std::size_t kFormBytes = 512 * 1024;  // a drawn signature is in it

Response page(std::string html, int status = 200) {
  return {status, "text/html; charset=utf-8", std::move(html), {{"Cache-Control", "no-store"}}};
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
  if (!offer) return unknown_link(call, tx);
  return page(quote_page(*offer,
                         billing::signatures_of(tx, offer->quote.id, offer->version.version),
                         row->language, company::profile(tx), std::string(call.param("token"))));
}

/// None where she wrote nothing: all of them; 0 for what is no number.
std::optional<std::int64_t> units_in(std::string_view text) {
  auto const digits = trim(text);
  if (digits.empty()) return std::nullopt;
  bool const is_number = digits.size() <= 6 &&
                         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::stoll(std::string(digits)) : 0;
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
    auto const answer = wire::parse_enum<billing::LineAnswer>(word);
    if (!answer) continue;
    billing::OneAnswer one{.line = line.line, .answer = *answer};
    if (*answer == billing::LineAnswer::Approved && billing::units_of(line) > 0)
      one.units = units_in(http::text_of(form, "units_" + std::to_string(line.line)));
    answers.answers.push_back(one);
  }
  return answers;
}

bool is_ticked(Form const& form) { return http::text_of(form, "signs") == "yes"; }

/// Her name, her tick, her strokes: whoever gave one of them wishes to sign.
void take_signature(Form const& form, billing::QuoteAnswers& answers) {
  auto const drawn = http::text_of(form, "drawn");
  billing::NewSignature given;
  given.name.value = std::string(prefix_of(trim(normalize(http::text_of(form, "name"))), 200));
  if (!drawn.empty()) given.drawn = Text<270'000>{drawn};
  if (given.drawn || !given.name.empty() || is_ticked(form)) answers.signature = std::move(given);
}

Result<billing::Heard> heard_in(Form const& form, billing::QuoteAnswers const& answers) {
  auto heard = TRY(billing::hear(answers, billing::AnswerBy::Customer));
  if (answers.signature && !is_ticked(form)) return invalid("signature", "billing.signature_tick");
  return heard;
}

/// What she sees of a quote, with all that the page needs.
struct Shown {
  cases::Case row;
  billing::Offer offer;
  std::vector<billing::Signature> signatures;
  company::Profile company;
};

Result<Shown> shown(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const offer = row ? offer_of(call, tx, *row) : std::nullopt;
  if (!offer) return not_found("quote");
  return Shown{*row, *offer, billing::signatures_of(tx, offer->quote.id, offer->version.version),
               company::profile(tx)};
}

Response not_taken(Call const& call, Shown const& of, Form const& form,
                   billing::QuoteAnswers const& answers, Error const& refusal) {
  auto const back =
      "/c/" + std::string(call.param("token")) + "/quotes/" + of.offer.quote.id.text();
  auto const language = of.row.language;
  if (refusal.code == Code::Stale)
    return page(bill_notice("quote_changed", refusal, language, of.company.name, back), 422);
  if (refusal.code != Code::Invalid)
    return page(bill_notice("", refusal, language, of.company.name, back), 422);
  NotTaken const again{answers, is_ticked(form), refusal};
  return page(quote_page(of.offer, of.signatures, language, of.company,
                         std::string(call.param("token")), &again),
              422);
}

Result<Response> answer_quote(Call const& call, db::Database& database) {
  auto const of = database.read_result([&](db::Tx& tx) { return shown(call, tx); });
  if (!of.ok())
    return database.read_result(
        [&](db::Tx& tx) -> Result<Response> { return unknown_link(call, tx); });
  auto const language = of->row.language;
  auto const back =
      "/c/" + std::string(call.param("token")) + "/quotes/" + of->offer.quote.id.text();
  auto const form = http::parse_form(call.request->header("content-type"), call.request->body);
  if (!form) return page(bill_notice("broken_form", {}, language, of->company.name, back), 422);
  auto answers = answers_in(*form, of->offer);
  take_signature(*form, answers);
  auto const heard = heard_in(*form, answers);
  if (!heard.ok()) return not_taken(call, *of, *form, answers, heard.error());
  auto const taken = database.write_result([&](db::Tx& tx) {
    return billing::answer_by_link(hers(call, of->row), tx, of->row, of->offer.quote.id, *heard);
  });
  if (!taken.ok()) return not_taken(call, *of, *form, answers, taken.error());
  auto const* key = answers.signature ? "quote_signed" : "quote_answered";
  return page(bill_notice(key, {}, language, of->company.name, back));
}

Result<Response> show_invoice(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const id = InvoiceId::parse(call.param("invoice"));
  auto const bill = row && id ? billing::find_bill(tx, *id) : std::nullopt;
  if (!bill || bill->invoice.case_id != row->id) return unknown_link(call, tx);
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
  add_waiver_routes(routes);
  std::string const quote = "/c/{token}/quotes/{quote}";
  routes.get<show_quote>(quote, Permission::Public, "A quote on the customer's own page.")
      .absolute()
      .secret();
  routes
      .slow_post<answer_quote>(quote, Permission::Public,
                               "What she says of each line of a quote, and her signature.")
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
