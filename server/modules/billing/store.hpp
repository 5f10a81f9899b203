// Rows as they are stored, and the steps that several use-cases share.
#pragma once
#include "modules/billing/billing.hpp"

namespace vefa::billing {

std::string actor_name(Context const& ctx);
/// "Q-2026-00012": without gaps, by year.
std::string next_number(Context const& ctx, db::Tx& tx, char const* name, char const* prefix);
void record(Context const& ctx, db::Tx& tx, char const* kind, cases::Case const& row,
            JsonObject payload);

/// The case for a change: held, readable to the actor.
Result<cases::Case> held_case(Context const& ctx, db::Tx& tx, CaseId id);
/// The quote, held, and its case.
struct Held {
  Quote quote;
  cases::Case row;
};
Result<Held> held_quote(Context const& ctx, db::Tx& tx, QuoteId id);

void insert_lines(db::Tx& tx, QuoteId id, std::int64_t version, std::vector<Line> const& lines);
std::vector<Line> lines_of_quote(db::Tx& tx, QuoteId id, std::int64_t version);
std::vector<Line> lines_of_invoice(db::Tx& tx, InvoiceId id);
std::optional<QuoteAnswer> newest_answer(db::Tx& tx, QuoteId id, std::int64_t version,
                                         std::int64_t line);
bool is_invoiced(db::Tx& tx, QuoteId id);

/// What coverage pays of each line, then what was promised at the sale; what is waived is hers to
/// pay. Keeps the decision it rests on. `cause` as coverage asks; `currency` is the document's.
/// Refused: billing.cap_in_other_currency (currency) where what would pay is limited in another.
/// Other errors: those of `check_other_readings`.
Result<void> rule(Context const& ctx, db::Tx& tx, cases::Case const& row, coverage::Cause cause,
                  std::string const& currency, std::vector<Line>& lines);
/// Whether what a line rests on is kept, or asked without a trace.
enum class Trace { Kept, None };
struct RuledBy {
  UnitId unit;  // none: about no unit
  coverage::Cause cause;
  std::string currency;  // the document's
  Trace trace = Trace::Kept;
  std::optional<cases::CaseKind> kind = {};  // none: the case's
};
/// The same as if the case were about this unit, of this kind.
Result<void> rule_by(Context const& ctx, db::Tx& tx, cases::Case const& row, RuledBy const& by,
                     std::vector<Line>& lines);
/// What is covered or promised is not charged by leaving the unit out or naming another, by calling
/// the case something else, or by a cause that nothing shows: where a unit that the case named
/// before, or (it names none of hers) any unit of hers, a kind that the case was before, or a cause
/// left open would pay more of a line, it is refused; unless her own word says what the case is
/// about, and a finding what caused it. `ruled` is how `lines` came about. Refused:
/// billing.other_unit_pays, billing.which_of_many_units, billing.other_kind_pays,
/// billing.cause_needs_ground (cause).
Result<void> check_other_readings(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                  RuledBy const& ruled, std::vector<Line> const& lines);
/// Reserves for the case what its lines rest on.
Result<void> reserve_promises(Context const& ctx, db::Tx& tx, cases::Case const& row,
                              std::vector<Line> const& lines);

/// Money that came or went, as it was told.
struct Moved {
  std::string_view amount;
  std::string_view currency;  // empty: the invoice's
  Method method = Method::Cash;
  std::string provider;
  std::string reference;
};
/// Above zero, in the invoice's currency. Invalid: billing.bad_amount, billing.mixed_currency.
Result<std::int64_t> amount_of(Moved const& moved, Invoice const& invoice);
/// Records a refund; an empty amount is all that is owed back. Errors: those of `refund`.
Result<Bill> give_back(Context const& ctx, db::Tx& tx, InvoiceId id, Moved const& moved,
                       LocalDate on);

/// Promises on the case that what she paid goes back but for what is kept, by a day; none where
/// nothing is left. Errors: billing.bad_refund_by.
Result<PromiseId> promise_refund(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                 Bill const& bill, std::optional<LocalDate> by_on,
                                 std::int64_t kept_minor);
/// What is to be kept of a bill that is credited, and for which cancellation. Errors: those of
/// `credit` on kept and cancellation_id.
struct ToKeep {
  std::int64_t minor = 0;
  clocks::LawEventId cancellation_id;  // none: nothing is kept
};
Result<ToKeep> kept_of(Context const& ctx, db::Tx& tx, Bill const& bill, NewCredit const& input);

/// What was kept of a sale that was cancelled is owed back to her, and she is told, once a defect
/// is known on the case, its cancellation was taken back, or it is known that the law gave that and
/// lets less be kept; of what names none, where
/// `cancellation_went`, once no cancellation is known there.
void follow_kept(Context const& ctx, db::Tx& tx, CaseId id, bool cancellation_went);
/// Refused billing.kept_of_quote while something is kept of what was invoiced by it.
Result<void> check_nothing_kept(Context const& ctx, db::Tx& tx, Quote const& quote);

/// The refund of a credited invoice of which the law's clocks were told, and which stands.
std::optional<LawfulRefund> lawful_refund_of(db::Tx& tx, CreditNoteId id);
/// The law was told of it, and nothing that had been kept was freed since.
bool is_told_lawful(db::Tx& tx, Bill const& bill);
/// Which clocks of the case would stop if it were the law's: none before all is back, or once it
/// is. Where the law lets all of it be kept nothing has to come back.
std::vector<clocks::Awaited> law_waits_for(db::Tx& tx, Bill const& bill, Language language);
/// Tells the law that all is back. Refused: those of `call_lawful`, of `clocks::happened`.
Result<void> tell_law(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill,
                      SaidBy said_by);
/// The same where nobody has to say it: the credit note says so; or she chose her money back, the
/// case waits for it, and a provider tells that the price itself went back; or of no bill of the
/// case anything is to go back. Else nothing: a person is shown that the law waits.
void tell_law_by_itself(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill);

std::optional<Waiver> waiver_for(db::Tx& tx, CaseId case_id, Component component);
std::optional<Invoice> find_invoice(db::Tx& tx, InvoiceId id);
/// Held: payments of one invoice follow each other.
std::optional<Invoice> lock_invoice(db::Tx& tx, InvoiceId id);

}  // namespace vefa::billing
