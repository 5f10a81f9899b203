#include "modules/billing/printing.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "calendar/zone.hpp"
#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"
#include "modules/billing/signing.hpp"
#include "modules/billing/store.hpp"
#include "modules/billing/views.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/units/units.hpp"

namespace vefa::billing {
namespace {

using documents::Document;
using documents::DocumentKind;
using documents::PaperPart;
using documents::PaperSection;
using documents::PaperTable;

/// What is drawn and kept, or the paper that is there already.
struct Ready {
  std::optional<Document> kept;
  Document row;
  documents::Paper paper;
};

/// Of one quote or invoice; all texts in the customer's language.
class Bookkeeper {
 public:
  Bookkeeper(Context const& ctx, db::Tx& tx, Language language, std::string const& currency)
      : ctx_(ctx),
        tx_(tx),
        language_(language),
        currency_(Currency::parse(currency).value()),
        profile_(company::profile(tx)) {}

  /// Signed: the copy of what she signed, beside the paper that was there before.
  Result<Ready> of(Offer const& offer) {
    auto const& quote = offer.quote;
    auto const signature = signature_on(offer);
    auto const number = signature ? number_of(quote, *signature) : quote.number;
    auto ready = TRY(begun(DocumentKind::Quote, number, offer.version.version, quote.case_id,
                           quote.unit_id, quote.customer_id));
    if (ready.kept) return ready;
    auto& part = ready.paper.parts.front();
    part.subtitle =
        say("billing.paper_subtitle_quote", {{"number", i18n::isolated(language_, number)},
                                             {"version", std::to_string(offer.version.version)},
                                             {"day", day(local_day(offer.version.at))}});
    auto& about = part.sections.front();
    about.fields.push_back({say("billing.paper_valid_until"), day(offer.version.valid_until_on)});
    part.sections.push_back({.title = say("billing.paper_lines"), .table = table_of(offer.lines)});
    if (signature) mark_answers(part.sections.back().table.value(), *statement_of(*signature));
    if (!offer.version.note.empty())
      part.sections.push_back({.fields = {{say("billing.paper_note"), offer.version.note, true}}});
    part.signatures = {{say("billing.paper_signs_company")}, {say("billing.paper_signs_customer")}};
    part.notes = {say("billing.paper_quote_note")};
    if (signature) put_signature(part, *signature);
    return ready;
  }

  Result<Ready> of(Bill const& bill) {
    auto const& invoice = bill.invoice;
    auto ready = TRY(begun(DocumentKind::Invoice, invoice.number, 1, invoice.case_id,
                           invoice.unit_id, invoice.customer_id));
    if (ready.kept) return ready;
    auto& part = ready.paper.parts.front();
    part.subtitle = say(
        "billing.paper_subtitle_invoice",
        {{"number", i18n::isolated(language_, invoice.number)}, {"day", day(invoice.issued_on)}});
    if (auto const quote = find_quote(tx_, invoice.quote_id))
      part.sections.front().fields.push_back({say("billing.paper_by_quote"), quote->number});
    part.sections.push_back({.title = say("billing.paper_lines"), .table = table_of(bill.lines)});
    return ready;
  }

 private:
  std::string say(std::string const& key, Args const& args = {}) const {
    return i18n::message(language_, key, args);
  }
  std::string money(std::int64_t minor) const {
    return i18n::money_text(language_, {minor, currency_});
  }
  std::string day(LocalDate date) const { return i18n::date_text(language_, date); }
  LocalDate local_day(Instant at) const {
    return calendar::Zone::find(profile_.zone).value().local(at).date;
  }
  std::string moment(Instant at) const {
    return i18n::date_time_text(language_, at, profile_.zone);
  }

  /// Her newest on this version, unless it is erased.
  std::optional<Signature> signature_on(Offer const& offer) {
    auto const all = signatures_of(tx_, offer.quote.id, offer.version.version);
    if (all.empty() || !statement_of(all.front())) return std::nullopt;
    return all.front();
  }

  std::string word_on(SignedLine const& line, LineAnswer answer) const {
    if (!line.units) return say("billing.paper_" + wire::enum_text(answer));
    return say("billing.paper_approved_part",
               {{"units", std::to_string(*line.units)}, {"all", decimal(line.quantity)}});
  }

  /// What she said of each line, beneath its words; and what that comes to.
  void mark_answers(PaperTable& table, SignedStatement const& statement) const {
    for (std::size_t i = 0; i < table.rows.size() && i < statement.lines.size(); ++i)
      if (auto const answer = statement.lines[i].answer)
        table.rows[i].front() += "\n" + word_on(statement.lines[i], *answer);
    auto const approved = parse_money(statement.approved, currency_);
    if (approved)
      table.totals.push_back(
          {say("billing.paper_approved_total"), i18n::money_text(language_, *approved), true});
  }

  void put_signature(PaperPart& part, Signature const& signature) {
    auto& signer = part.signatures.back();
    signer.written = signature.name + "\n" + moment(signature.at);
    if (signature.form == SignatureForm::Drawn)
      signer.png = picture_of(tx_, signature).value_or("");
    auto const how = wire::enum_text(signature.form) + "_" + wire::enum_text(signature.taken_by);
    part.notes.insert(
        part.notes.begin(),
        {say("billing.paper_signed_" + how, {{"name", i18n::isolated(language_, signature.name)},
                                             {"at", moment(signature.at)},
                                             {"by", i18n::isolated(language_, signature.actor)}}),
         say("billing.paper_signed_hash",
             {{"sha256", i18n::isolated(language_, signature.sha256)}})});
  }

  /// "1,5" where a comma divides.
  std::string decimal(std::string text) const {
    if (language_ == Language::Tr || language_ == Language::Hu)
      std::replace(text.begin(), text.end(), '.', ',');
    return text;
  }
  std::string percent(std::int64_t tax_bp) const {
    auto text = fmt::format("{}.{:02}", tax_bp / 100, tax_bp % 100);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return say("billing.paper_percent", {{"number", decimal(std::move(text))}});
  }

  Result<Ready> begun(DocumentKind kind, std::string const& number, std::int64_t version,
                      CaseId case_id, UnitId unit_id, CustomerId customer_id) {
    Ready ready;
    ready.kept = documents::find(tx_, number, version);
    if (ready.kept && ready.kept->erased_at)
      return refused("documents.erased", {{"number", number}});
    if (ready.kept) return ready;
    auto const letterhead = documents::letterhead(ctx_, tx_, kind);
    if (letterhead.company_lines.empty()) return refused("billing.no_seller_lines");
    auto const row = cases::find_living(tx_, case_id);
    if (!row) return not_found("case");
    auto const customer = customers::find(tx_, customer_id);
    if (!customer || customer->display_name.empty()) return refused("billing.no_customer_name");
    ready.row = {.number = number, .version = version, .kind = kind, .language = language_};
    ready.row.languages = std::string(tag(language_));
    ready.row.case_id = row->id;
    ready.row.unit_id = unit_id;
    ready.row.customer_id = customer->id;
    ready.row.country = profile_.country;
    ready.row.kept_until_on = letterhead.kept_until_on;
    ready.row.kept_by = letterhead.kept_by;
    ready.row.made_at = ctx_.now;
    ready.row.made_by = actor_name(ctx_);
    ready.paper = {.number = number, .company = profile_.name};
    ready.paper.company_lines = letterhead.company_lines;
    // A quote is signed and answered; no paper that is not hands out her link.
    bool const has_code = kind == documents::DocumentKind::Quote || !cases::keeps_links(tx_);
    if (has_code && !profile_.public_url.empty()) ready.paper.qr = link_to(tx_, row->id, "");
    ready.paper.made_at = ctx_.now;
    PaperPart part{.language = language_, .title = documents::title_of(kind, language_)};
    part.sections.push_back(about(*row, *customer, unit_id));
    ready.paper.parts.push_back(std::move(part));
    return ready;
  }

  PaperSection about(cases::Case const& row, customers::Customer const& customer, UnitId unit_id) {
    PaperSection section;
    auto& fields = section.fields;
    fields.push_back({say("billing.paper_customer"), customer.display_name});
    auto const postal = customers::best_contact(tx_, customer.id, customers::ContactKind::Postal);
    if (postal)
      fields.push_back(
          {say("billing.paper_address"), join(vefa::split(postal->value, '\n'), ", ")});
    fields.push_back({say("billing.paper_case"), row.number});
    if (auto const unit = units::find(tx_, unit_id)) {
      auto const product = catalogue::find(tx_, unit->product_id);
      auto const what = product ? catalogue::title_of(tx_, *product) : unit->description;
      if (!what.empty()) fields.push_back({say("billing.paper_unit"), what});
      if (!unit->serial.empty()) fields.push_back({say("billing.paper_serial"), unit->serial});
    }
    return section;
  }

  PaperTable table_of(std::vector<Line> const& lines) const {
    PaperTable table;
    table.columns = {{say("billing.paper_what"), 5, false},
                     {say("billing.paper_quantity"), 1.2, true},
                     {say("billing.paper_price"), 1.8, true},
                     {say("billing.paper_tax"), 1.1, true},
                     {say("billing.paper_net"), 1.9, true}};
    for (auto const& line : lines) {
      auto words = said(line.why, std::string(currency_.text()), language_);
      words.insert(words.begin(), line.description);
      table.rows.push_back({join(words, "\n"), decimal(quantity_text(line.quantity_thousandths)),
                            money(line.unit_price_minor), percent(line.tax_bp),
                            money(line.net_minor)});
    }
    add_totals(table, lines);
    return table;
  }

  void add_totals(PaperTable& table, std::vector<Line> const& lines) const {
    auto const total = sum(lines);
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> of_rate;  // net, tax
    for (auto const& line : lines) {
      of_rate[line.tax_bp].first += line.net_minor;
      of_rate[line.tax_bp].second += line.tax_minor;
    }
    auto const add = [&](std::string label, std::int64_t minor) {
      table.totals.push_back({std::move(label), money(minor)});
    };
    if (total.full_minor != total.net_minor) {
      add(say("billing.paper_full"), total.full_minor);
      add(say("billing.paper_not_hers"), total.net_minor - total.full_minor);
    }
    add(say("billing.paper_net"), total.net_minor);
    for (auto const& [rate, sums] : of_rate)
      add(say("billing.paper_tax_of", {{"percent", percent(rate)}, {"net", money(sums.first)}}),
          sums.second);
    add(say("billing.paper_total"), total.gross_minor);
  }

  Context const& ctx_;
  db::Tx& tx_;
  Language language_;
  Currency currency_;
  company::Profile profile_;
};

/// Reads, draws, keeps. Of two at once the second answers with what the first kept.
template <class F>
Result<Document> printed(Context const& ctx, db::Database& database, F const& get_ready) {
  auto const ready = TRY(database.read_result(get_ready));
  if (ready.kept) return *ready.kept;
  auto const drawn = TRY(documents::draw(ready.paper));
  auto made =
      database.write_result([&](db::Tx& tx) { return documents::keep(ctx, tx, ready.row, drawn); });
  if (made.ok() || made.error().code != Code::Stale) return made;
  return database.read_result([&](db::Tx& tx) -> Result<Document> {
    return documents::find(tx, ready.row.number, ready.row.version).value();
  });
}

}  // namespace

Result<Document> print_quote(Context const& ctx, db::Database& database, QuoteId id) {
  return printed(ctx, database, [&](db::Tx& tx) -> Result<Ready> {
    auto const offer = find_offer(ctx, tx, id);
    if (!offer) return not_found("quote");
    auto const of_case = TRY(cases::find_readable(ctx, tx, offer->quote.case_id));
    if (offer->quote.state == QuoteState::Withdrawn)
      return refused("billing.quote_withdrawn", {{"number", offer->quote.number}});
    return Bookkeeper(ctx, tx, of_case.language, offer->quote.currency).of(*offer);
  });
}

Result<Document> print_invoice(Context const& ctx, db::Database& database, InvoiceId id) {
  return printed(ctx, database, [&](db::Tx& tx) -> Result<Ready> {
    auto const bill = find_bill(tx, id);
    if (!bill || !cases::find_readable(ctx, tx, bill->invoice.case_id).ok())
      return not_found("invoice");
    return Bookkeeper(ctx, tx, bill->invoice.language, bill->invoice.currency).of(*bill);
  });
}

}  // namespace vefa::billing
