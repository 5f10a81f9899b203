// Quotes: made, changed, answered, withdrawn, sent.
#include <set>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "modules/billing/forms.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/settings.hpp"
#include "modules/billing/signing.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/erased.hpp"
#include "modules/cases/links.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

constexpr int kValidDays = 30;

Error under_line(Error error, std::size_t index) {
  error.field = wire::child(wire::child("lines", index), error.field);
  return error;
}

Result<std::vector<Line>> read_lines(db::Tx& tx, NewQuote const& input, Currency currency) {
  if (input.lines.empty()) return invalid("lines", "billing.no_lines");
  std::vector<Line> lines;
  for (std::size_t i = 0; i < input.lines.size(); ++i) {
    auto line = read(input.lines[i], currency);
    if (!line.ok()) return under_line(line.error(), i);
    auto const part = catalogue::find(tx, line->part_id);
    if (line->part_id && (!part || part->kind != catalogue::ProductKind::Part))
      return under_line(invalid("part_id", "catalogue.not_a_part"), i);
    line->line = static_cast<std::int64_t>(i) + 1;
    lines.push_back(std::move(line).value());
  }
  return lines;
}

/// Writes a version: what coverage and promises pay is found, and what rests on a promise reserved.
Result<Offer> add_version(Context const& ctx, db::Tx& tx, Quote const& quote,
                          cases::Case const& row, NewQuote const& input) {
  auto const today = company::today(ctx, tx);
  QuoteVersion const version{
      .quote_id = quote.id,
      .version = quote.version,
      .valid_until_on = input.valid_until_on.value_or(calendar::plus_days(today, kValidDays)),
      .cause = input.cause.value_or(coverage::Cause::Unknown),
      .note = input.note ? input.note->value : std::string(),
      .at = ctx.now,
      .actor = actor_name(ctx)};
  if (version.valid_until_on < today)
    return invalid("valid_until_on", "billing.valid_in_past", {{"today", to_text(today)}});
  auto lines = TRY(read_lines(tx, input, Currency::parse(quote.currency).value()));
  TRY(rule(ctx, tx, row, version.cause, quote.currency, lines));
  TRY(reserve_promises(ctx, tx, row, lines));
  tx.insert(sql::insert_version, version);
  insert_lines(tx, quote.id, quote.version, lines);
  return *find_offer(ctx, tx, quote.id);
}

/// What was reserved for a line that is asked for no more, and is not meant for the case anyway.
void release_unused(Context const& ctx, db::Tx& tx, Quote const& quote, cases::Case const& row,
                    std::vector<Line> const& before) {
  std::set<SalePromiseId> wanted;
  if (quote.state == QuoteState::Open)
    for (auto const& line : lines_of_quote(tx, quote.id, quote.version)) {
      auto const answer = newest_answer(tx, quote.id, quote.version, line.line);
      bool const declined = answer && answer->answer == LineAnswer::Declined;
      if (line.sale_promise_id && !declined) wanted.insert(line.sale_promise_id);
    }
  for (auto const& line : before) {
    auto const id = line.sale_promise_id;
    if (!id || wanted.contains(id)) continue;
    auto const promise = sale_promises::find(tx, id).value();
    bool const is_reserved =
        sale_promises::hold_of(tx, id, row.id) == sale_promises::Hold::Reserved;
    if (is_reserved && !promise.terms.case_kinds)
      sale_promises::release(ctx, tx, id, row.id, "no quote rests on it").value();
  }
}

Result<void> check_answerable(Context const& ctx, db::Tx& tx, Quote const& quote,
                              std::int64_t version) {
  if (quote.version != version) return stale(quote.version);
  if (is_invoiced(tx, quote.id))
    return refused("billing.invoiced_already", {{"number", quote.number}});
  auto const row = tx.find<QuoteVersion>(sql::find_version, quote.id, version).value();
  if (auto const until = holds_until(tx, row); until < company::today(ctx, tx))
    return refused("billing.quote_over", {{"until", to_text(until)}});
  return {};
}

/// Whole units alone are approved one by one, and of what she pays for.
Result<void> check_units(OneAnswer const& one, Line const& line, std::string const& field) {
  if (!one.units) return {};
  auto const most = units_of(line);
  if (one.answer == LineAnswer::Declined || most == 0)
    return invalid(field, "billing.not_in_part", {{"line", std::to_string(one.line)}});
  if (*one.units < 1 || *one.units > most)
    return invalid(field, "billing.bad_units", {{"most", std::to_string(most)}});
  return {};
}

Result<void> check_lines(QuoteAnswers const& input, std::vector<Line> const& of) {
  auto const lines = of.size();
  if (input.answers.empty()) return invalid("answers", "billing.nothing_answered");
  for (std::size_t i = 0; i < input.answers.size(); ++i) {
    auto const& one = input.answers[i];
    if (one.line < 1 || one.line > static_cast<std::int64_t>(lines))
      return invalid(wire::child(wire::child("answers", i), "line"), "billing.no_such_line",
                     {{"lines", std::to_string(lines)}});
    auto const is_same = [&](auto const& other) { return other.line == one.line; };
    if (std::any_of(input.answers.begin(), input.answers.begin() + static_cast<std::ptrdiff_t>(i),
                    is_same))
      return invalid(wire::child(wire::child("answers", i), "line"), "billing.line_twice");
    TRY(check_units(one, of[static_cast<std::size_t>(one.line - 1)],
                    wire::child(wire::child("answers", i), "units")));
  }
  return {};
}

/// None where all of it is approved.
std::optional<std::int64_t> part_said(OneAnswer const& one, std::vector<Line> const& lines) {
  auto const most = units_of(lines[static_cast<std::size_t>(one.line - 1)]);
  return one.units && *one.units < most ? one.units : std::nullopt;
}

/// The lines that she approves by this and pays for, as much of each as she approves.
std::vector<Line> dear_ones(Offer const& offer, QuoteAnswers const& input) {
  std::vector<Line> lines;
  for (auto const& one : input.answers) {
    auto const& line = offer.lines.at(static_cast<std::size_t>(one.line) - 1);
    if (one.answer != LineAnswer::Approved || line.net_minor == 0) continue;
    auto const part = part_said(one, offer.lines);
    lines.push_back(part ? part_of(line, *part) : line);
  }
  return lines;
}

/// When she last said something of these lines, or the quote was made: an older word is not hers
/// any more.
Instant last_said(db::Tx& tx, Offer const& offer, QuoteAnswers const& input) {
  auto last = offer.version.at;
  for (auto const& before : offer.answers) {
    bool const is_asked = std::ranges::any_of(
        input.answers, [&](auto const& one) { return one.line == before.line; });
    if (!is_asked) continue;
    auto const said = interactions::find(tx, before.interaction_id);
    if (said)
      last = std::max(last, said->at);
    else if (before.by_kind == AnswerBy::Customer)
      last = std::max(last, before.at);
  }
  return last;
}

/// By our word alone she agrees to pay nothing.
Result<void> check_her_word(db::Tx& tx, Held const& held, Offer const& offer, Heard const& heard) {
  if (heard.by != AnswerBy::Staff || heard.via == Via::Signature) return {};
  if (settings(tx).own_answers_only) return refused("billing.own_answers_only", {}, "via");
  auto const& word = heard.said.interaction_id;
  if (!word) {
    if (dear_ones(offer, heard.said).empty()) return {};
    return invalid("interaction_id", "billing.answer_needs_her_word");
  }
  cases::HerWord said{.interaction_id = *word, .words = {}};
  if (heard.said.words) said.words.value = heard.said.words->value;
  return cases::check_her_word(tx, held.row, said, last_said(tx, offer, heard.said));
}

/// She reads what we took down as her answer, and where to change it; what came by her link too,
/// where it alone counts: a paper that bears it may have been in other hands.
void confirm(Context const& ctx, db::Tx& tx, cases::Case const& row, Offer const& offer,
             Heard const& heard) {
  bool const by_staff = heard.by == AnswerBy::Staff;
  if (by_staff && heard.via == Via::Signature) return;
  if (!by_staff && !settings(tx).own_answers_only) return;
  auto const dear = dear_ones(offer, heard.said);
  if (dear.empty()) return;
  auto const language = row.language;
  std::string lines;
  for (auto const& line : dear) lines += (lines.empty() ? "– " : "\n– ") + line.description;
  Args const args{
      {"number", offer.quote.number},
      {"lines", lines},
      {"words", heard.said.words ? heard.said.words->value : std::string()},
      {"total", i18n::money_text(language, {sum(dear).gross_minor,
                                            Currency::parse(offer.quote.currency).value()})},
      {"link", cases::links_of(company::profile(tx).public_url, row.id).page + "/quotes/" +
                   offer.quote.id.text()}};
  cases::send_automatic(
      ctx, tx, row, interactions::Purpose::Message,
      i18n::message(language, "billing.heard_subject", args),
      i18n::message(language, by_staff ? "billing.heard_text" : "billing.answered_by_link", args));
}

Result<Offer> answer(Context const& ctx, db::Tx& tx, Held const& held, Heard const& heard) {
  auto const& quote = held.quote;
  auto const& input = heard.said;
  TRY(check_answerable(ctx, tx, quote, input.version));
  auto const offer = find_offer(ctx, tx, quote.id).value();
  TRY(check_lines(input, offer.lines));
  TRY(check_her_word(tx, held, offer, heard));
  SignatureId signature;
  if (heard.via == Via::Signature) signature = TRY(sign(ctx, tx, offer, held.row.language, heard));
  for (auto const& one : input.answers)
    tx.insert(sql::insert_answer,
              QuoteAnswer{.id = ctx.new_id<QuoteAnswerId>(),
                          .quote_id = quote.id,
                          .version = quote.version,
                          .line = one.line,
                          .answer = one.answer,
                          .by_kind = heard.by,
                          .via = heard.via,
                          .reason = input.reason ? input.reason->value : std::string(),
                          .at = ctx.now,
                          .actor = actor_name(ctx),
                          .signature_id = signature,
                          .units = part_said(one, offer.lines),
                          .interaction_id = input.interaction_id.value_or(InteractionId{}),
                          .words = input.words ? input.words->value : std::string()});
  release_unused(ctx, tx, quote, held.row, offer.lines);
  JsonObject payload{{"quote_id", quote.id.text()}, {"by", wire::enum_text(heard.by)}};
  if (signature) payload["signature_id"] = signature.text();
  confirm(ctx, tx, held.row, offer, heard);
  record(ctx, tx, "quote.answered", held.row, std::move(payload));
  return *find_offer(ctx, tx, quote.id);
}

}  // namespace

std::optional<Offer> find_offer(Context const& ctx, db::Tx& tx, QuoteId id, std::int64_t version) {
  auto const quote = find_quote(tx, id);
  if (!quote) return std::nullopt;
  auto const wanted = version == 0 ? quote->version : version;
  auto row = tx.find<QuoteVersion>(sql::find_version, id, wanted);
  if (!row) return std::nullopt;
  row->valid_until_on = holds_until(tx, *row);
  Offer offer{.quote = *quote,
              .version = *row,
              .lines = lines_of_quote(tx, id, wanted),
              .answers = {},
              .is_over = row->valid_until_on < company::today(ctx, tx)};
  for (auto const& line : offer.lines)
    if (auto const word = newest_answer(tx, id, wanted, line.line)) offer.answers.push_back(*word);
  return offer;
}

Result<Offer> make_quote(Context const& ctx, db::Tx& tx, CaseId case_id, NewQuote const& input) {
  auto const row = TRY(held_case(ctx, tx, case_id));
  TRY(cases::check_not_erased(tx, row));
  TRY(check_further(ctx, tx, row.id));
  std::string const code = input.currency && !input.currency->empty()
                               ? input.currency->value
                               : company::profile(tx).currency;
  auto const currency = Currency::parse(code);
  if (!currency) return invalid("currency", "billing.bad_currency", {{"currency", code}});
  Quote const quote{.id = ctx.new_id<QuoteId>(),
                    .number = next_number(ctx, tx, "quote", "Q"),
                    .case_id = row.id,
                    .unit_id = cases::unit_of(tx, row.id),
                    .customer_id = row.customer_id,
                    .currency = std::string(currency->text()),
                    .created_at = ctx.now,
                    .created_by = actor_name(ctx),
                    .reason = {}};
  tx.insert(sql::insert_quote, quote);
  auto offer = TRY(add_version(ctx, tx, quote, row, input));
  record(ctx, tx, "quote.made", row, {{"quote_id", quote.id.text()}});
  return offer;
}

Result<Offer> change_quote(Context const& ctx, db::Tx& tx, QuoteId id, NewQuote const& input) {
  auto held = TRY(held_quote(ctx, tx, id));
  TRY(cases::check_not_erased(tx, held.row));
  auto& quote = held.quote;
  if (!input.version) return invalid("version", "wire.required");
  if (*input.version != quote.version) return stale(quote.version);
  if (input.currency && !input.currency->empty() && input.currency->value != quote.currency)
    return invalid("currency", "billing.mixed_currency", {{"currency", quote.currency}});
  if (is_invoiced(tx, id)) return refused("billing.invoiced_already", {{"number", quote.number}});
  auto const before = lines_of_quote(tx, id, quote.version);
  quote.unit_id = cases::unit_of(tx, held.row.id);
  tx.run(sql::raise_version, id, quote.unit_id);
  ++quote.version;
  auto offer = TRY(add_version(ctx, tx, quote, held.row, input));
  TRY(check_bound(ctx, tx, offer));
  release_unused(ctx, tx, quote, held.row, before);
  record(ctx, tx, "quote.changed", held.row, {{"quote_id", id.text()}, {"version", quote.version}});
  return offer;
}

Result<Offer> withdraw_quote(Context const& ctx, db::Tx& tx, QuoteId id,
                             std::string const& reason) {
  auto held = TRY(held_quote(ctx, tx, id));
  if (is_invoiced(tx, id))
    return refused("billing.invoiced_already", {{"number", held.quote.number}});
  TRY(check_withdrawable(ctx, tx, held.quote));
  tx.run(sql::withdraw_quote, id, cases::kept_words(tx, held.row, reason));
  held.quote.state = QuoteState::Withdrawn;
  release_unused(ctx, tx, held.quote, held.row, lines_of_quote(tx, id, held.quote.version));
  record(ctx, tx, "quote.withdrawn", held.row, {{"quote_id", id.text()}});
  return *find_offer(ctx, tx, id);
}

Result<Offer> send_quote(Context const& ctx, db::Tx& tx, QuoteId id) {
  auto const held = TRY(held_quote(ctx, tx, id));
  TRY(cases::check_not_erased(tx, held.row));
  auto const offer = find_offer(ctx, tx, id).value();
  auto const& row = held.row;
  auto const language = row.language;
  auto const totals = sum(offer.lines);
  Args const args{
      {"number", held.quote.number},
      {"total", i18n::money_text(
                    language, {totals.gross_minor, Currency::parse(held.quote.currency).value()})},
      {"until", i18n::date_text(language, offer.version.valid_until_on)},
      {"link",
       cases::links_of(company::profile(tx).public_url, row.id).page + "/quotes/" + id.text()}};
  auto const sent = cases::send_automatic(ctx, tx, row, interactions::Purpose::Message,
                                          i18n::message(language, "billing.mail_subject", args),
                                          i18n::message(language, "billing.mail_text", args));
  if (!sent) return refused("billing.cannot_write");
  record(ctx, tx, "quote.sent", row, {{"quote_id", id.text()}, {"interaction_id", sent.text()}});
  return offer;
}

Result<Offer> answer_quote(Context const& ctx, db::Tx& tx, QuoteId id, Heard const& heard) {
  auto const held = TRY(held_quote(ctx, tx, id));
  TRY(cases::check_not_erased(tx, held.row));
  return answer(ctx, tx, held, heard);
}

Result<Offer> answer_by_link(Context const& ctx, db::Tx& tx, cases::Case const& row, QuoteId id,
                             Heard const& heard) {
  auto const known = find_quote(tx, id);
  if (!known || known->case_id != row.id) return not_found("quote");
  auto const locked = cases::lock(tx, row.id);
  TRY(cases::check_not_erased(tx, *locked));
  auto const quote = tx.find<Quote>(sql::lock_quote, id).value();
  if (quote.state == QuoteState::Withdrawn)
    return refused("billing.quote_withdrawn", {{"number", quote.number}});
  return answer(ctx, tx, {quote, *locked}, heard);
}

}  // namespace vefa::billing
