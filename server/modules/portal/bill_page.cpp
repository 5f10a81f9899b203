#include "modules/portal/bill_page.hpp"

#include "base/html.hpp"

#include <fmt/format.h>

#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"
#include "modules/portal/sign_block.hpp"

namespace vefa::portal {
namespace {

using billing::Line;

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "portal." + key, args));
}

/// Lines of one document: what each is, what she pays, and why it is less.
class Table {
 public:
  Table(std::string const& currency, Language language)
      : currency_(Currency::parse(currency).value()), language_(language) {}

  std::string money(std::int64_t minor) const {
    return escaped_html(i18n::money_text(language_, {minor, currency_}));
  }

  std::string line(Line const& l, std::string const& choice) const {
    std::string why;
    for (auto const& sentence : billing::said(l.why, std::string(currency_.text()), language_))
      why += fmt::format("<li>{}</li>\n", escaped_html(sentence));
    if (!why.empty()) why = "<ul class=\"why\">\n" + why + "</ul>\n";
    auto const gross = l.net_minor + l.tax_minor;
    bool const free = gross == 0 && l.full_minor > 0;
    auto const was =
        l.full_minor > l.net_minor ? fmt::format(" <s>{}</s>", money(l.full_minor)) : std::string();
    return fmt::format(
        "<article class=\"bill{}\">\n<h2 dir=\"auto\">{}</h2>\n<p>{} · {} × {}</p>\n"
        "<p class=\"price\"><strong>{}</strong>{}</p>\n{}{}</article>\n",
        free ? " free" : "", escaped_html(l.description),
        escaped_html(
            i18n::message(language_, "coverage.component_" + wire::enum_text(l.component))),
        escaped_html(billing::quantity_text(l.quantity_thousandths)), money(l.unit_price_minor),
        free ? say(language_, "costs_nothing") : money(gross), was, why, choice);
  }

  std::string total(char const* key, std::int64_t minor) const {
    return fmt::format("<p class=\"total\">{} <strong>{}</strong></p>\n", say(language_, key),
                       money(minor));
  }
  std::string with_tax(std::int64_t tax_minor) const {
    return fmt::format("<p>{}</p>\n",
                       say(language_, "tax_within",
                           {{"tax", i18n::money_text(language_, {tax_minor, currency_})}}));
  }

 private:
  Currency currency_;
  Language language_;
};

std::string header(std::string const& company_name, std::string const& title,
                   std::string const& below) {
  return fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n<p>{}</p>\n</header>\n",
                     escaped_html(company_name), title, below);
}

std::string back_link(Language language, std::string const& token) {
  return fmt::format("<p><a href=\"/c/{}\">{}</a></p>\n", token, say(language, "back"));
}

std::string option(Language language, std::int64_t line, char const* value, bool checked) {
  return fmt::format("<label><input type=\"radio\" name=\"line_{}\" value=\"{}\"{}> {}</label>\n",
                     line, value, checked ? " checked" : "",
                     say(language, std::string("line_") + value));
}

/// Of several whole units she may approve fewer; as the page comes it is all of them.
std::string how_many(Language language, Line const& line, std::optional<std::int64_t> said) {
  auto const most = billing::units_of(line);
  if (most == 0) return {};
  return fmt::format(
      "<label class=\"units\">{} <input type=\"number\" name=\"units_{}\" min=\"1\" max=\"{}\" "
      "value=\"{}\" inputmode=\"numeric\"></label>\n",
      say(language, "how_many", {{"most", std::to_string(most)}}), line.line, most,
      said.value_or(most));
}

std::string choice(billing::Offer const& offer, Line const& line, Language language,
                   NotTaken const* not_taken) {
  if (line.net_minor == 0) return {};
  std::optional<billing::LineAnswer> word;
  std::optional<std::int64_t> units;
  auto const take = [&](auto const& answer) {
    if (answer.line != line.line) return;
    word = answer.answer;
    units = answer.units;
  };
  std::ranges::for_each(offer.answers, take);
  if (not_taken) std::ranges::for_each(not_taken->said.answers, take);
  return fmt::format(
      "<fieldset>\n<legend>{}</legend>\n{}{}{}</fieldset>\n", say(language, "your_answer"),
      option(language, line.line, "approved", word == billing::LineAnswer::Approved),
      how_many(language, line, units),
      option(language, line.line, "declined", word == billing::LineAnswer::Declined));
}

/// Who wishes signs; what could not be taken stands in it again.
std::string signing_form(Language language, NotTaken const* not_taken) {
  SignBlock block{.title = i18n::message(language, "portal.sign"),
                  .explain = i18n::message(language, "portal.sign_explain"),
                  .tick = i18n::message(language, "portal.sign_tick")};
  if (not_taken) {
    auto const& given = not_taken->said.signature;
    if (given) block.name = given->name.value;
    if (given && given->drawn) block.drawn = given->drawn->value;
    block.is_ticked = not_taken->is_ticked;
    block.is_open = given || not_taken->is_ticked;
    auto const& field = not_taken->refusal.field;
    for (auto const& [of_signature, part] :
         {std::pair{"signature.name", "name"}, {"signature.drawn", "drawn"}, {"signature", "tick"}})
      if (field == of_signature) block.wrong[part] = i18n::message(language, not_taken->refusal);
  }
  return sign_block(block, language);
}

/// Who signed this version, and when.
std::string signed_lines(std::vector<billing::Signature> const& signatures, Language language,
                         std::string const& zone) {
  std::string out;
  for (auto const& one : signatures)
    if (!one.erased_at)
      out += fmt::format("<p class=\"signed\">{}</p>\n",
                         say(language, "signed_by",
                             {{"name", i18n::isolated(language, one.name)},
                              {"at", i18n::date_time_text(language, one.at, zone)}}));
  return out;
}

}  // namespace

std::string quote_page(billing::Offer const& offer,
                       std::vector<billing::Signature> const& signatures, Language language,
                       company::Profile const& company, std::string const& token,
                       NotTaken const* not_taken) {
  Table const table(offer.quote.currency, language);
  bool const open = offer.quote.state == billing::QuoteState::Open && !offer.is_over;
  auto const totals = billing::sum(offer.lines);
  bool asks = false;
  std::string lines;
  for (auto const& line : offer.lines) {
    auto const asked = open ? choice(offer, line, language, not_taken) : std::string();
    asks |= !asked.empty();
    lines += table.line(line, asked);
  }
  lines += table.total("total", totals.gross_minor) + table.with_tax(totals.tax_minor);
  std::string body =
      header(company.name, say(language, "quote_number", {{"number", offer.quote.number}}),
             say(language, open ? "valid_until" : "no_longer_open",
                 {{"until", i18n::date_text(language, offer.version.valid_until_on)}}));
  if (!offer.version.note.empty())
    body += fmt::format("<p dir=\"auto\">{}</p>\n", escaped_html(offer.version.note));
  if (not_taken && !not_taken->refusal.field.starts_with("signature"))
    body += fmt::format("<p class=\"wrong\">{}</p>\n",
                        escaped_html(i18n::message(language, not_taken->refusal)));
  lines += signed_lines(signatures, language, company.zone);
  if (asks)
    body += fmt::format(
        "<form method=\"post\" action=\"/c/{}/quotes/{}\">\n"
        "<input type=\"hidden\" name=\"version\" value=\"{}\">\n{}{}"
        "<button class=\"first\">{}</button>\n</form>\n{}",
        token, offer.quote.id.text(), offer.version.version, lines,
        signing_form(language, not_taken), say(language, "send_answer"), sign_script());
  else
    body += lines;
  return document(language, escaped_html(offer.quote.number), body + back_link(language, token));
}

std::string invoice_page(billing::Bill const& bill, Language language,
                         std::string const& company_name, std::string const& token) {
  auto const& invoice = bill.invoice;
  Table const table(invoice.currency, language);
  std::string body =
      header(company_name, say(language, "invoice_number", {{"number", invoice.number}}),
             escaped_html(i18n::date_text(language, invoice.issued_on)));
  for (auto const& line : bill.lines) body += table.line(line, {});
  body += table.total("total", invoice.gross_minor) + table.with_tax(invoice.tax_minor);
  if (bill.credit_note)
    body += fmt::format("<p>{}</p>\n",
                        say(language, "credited", {{"number", bill.credit_note->number}}));
  if (bill.paid_minor > 0) body += table.total("paid", bill.paid_minor);
  if (bill.owed_minor > 0) body += table.total("owed", bill.owed_minor);
  if (bill.kept_minor() > 0) body += table.total("kept", bill.kept_minor());
  if (bill.refunded_minor > 0) body += table.total("refunded", bill.refunded_minor);
  if (bill.owed_back_minor > 0) body += table.total("owed_back", bill.owed_back_minor);
  if (bill.owed_minor == 0 && !bill.credit_note)
    body += fmt::format("<p>{}</p>\n", say(language, "nothing_owed"));
  return document(language, escaped_html(invoice.number), body + back_link(language, token));
}

std::string bill_notice(std::string const& key, Error const& refusal, Language language,
                        std::string const& company_name, std::string const& back) {
  auto const sentence =
      key.empty() ? escaped_html(i18n::message(language, refusal)) : say(language, key);
  auto body = header(company_name, sentence, "");
  if (!back.empty())
    body += fmt::format("<p><a href=\"{}\">{}</a></p>\n", back, say(language, "back_to_quote"));
  return document(language, escaped_html(company_name), body);
}

std::string bill_sections(Bills const& bills, Language language, std::string const& token) {
  std::string out;
  std::string items;
  for (auto const& sentence : bills.free)
    items += fmt::format("<li class=\"kept\">{}</li>\n", escaped_html(sentence));
  if (!items.empty())
    out += fmt::format("<section>\n<h2>{}</h2>\n<ul class=\"promises\">\n{}</ul>\n</section>\n",
                       say(language, "free_for_you"), items);
  items.clear();
  for (auto const& bill : bills.bills)
    items +=
        fmt::format("<li><a href=\"/c/{}/{}\">{}</a> {}</li>\n", token, bill.path,
                    say(language, std::string(bill.kind) + "_number", {{"number", bill.number}}),
                    escaped_html(i18n::money_text(
                        language, {bill.gross_minor, Currency::parse(bill.currency).value()})));
  if (!items.empty())
    out += fmt::format("<section>\n<h2>{}</h2>\n<ul class=\"files\">\n{}</ul>\n</section>\n",
                       say(language, "bills"), items);
  return out;
}

}  // namespace vefa::portal
