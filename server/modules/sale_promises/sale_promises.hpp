// Promises of the sale: what was said when it was sold, and what of it is left.
//
// A promise is recorded with a sale, by template or by the shop's own system, and is kept as it was
// said. One of a quantity has a ledger: *reserved* for a case, then *consumed* or *released*; what
// is held is never more than was promised, which the schema keeps. One that is dated opens a case
// with a promise in the ledger `promises`, whose source is the contract. Verbs record
// `sale_promise.*` events.
#pragma once
#include "modules/customers/customers.hpp"
#include "modules/sale_promises/terms.hpp"

namespace vefa::sale_promises {

enum class PromiseState { Valid, Ended };
BOOST_DESCRIBE_ENUM(PromiseState, Valid, Ended)
enum class Origin {
  Sale,   // said when it was sold
  Remedy  // promised afterwards, to make good
};
BOOST_DESCRIBE_ENUM(Origin, Sale, Remedy)

struct SalePromise {
  SalePromiseId id;
  SaleId sale_id;
  UnitId unit_id;
  CustomerId customer_id;  // none: the sale names nobody
  PromiseState state = PromiseState::Valid;
  Form form = Form::Quantity;
  std::int64_t quantity = 0;  // 0 of a dated one
  SalePromiseTerms terms;
  SalePromiseTemplateId template_id;
  std::optional<std::int64_t> template_version;
  std::optional<std::int64_t> item;
  std::string reference;
  PromiseId promise_id;  // of a dated one
  Instant created_at;
  std::string created_by;
  std::optional<Instant> ended_at;
  std::string ended_by;
  std::string reason;
  Origin origin = Origin::Sale;
  std::optional<LocalDate>
      owed_until_on;       // of an ended or shortened one: what is told by then it pays
  CaseId granted_case_id;  // of amends: on which case they were made
};

/// A promise with what is left of it today.
struct Account {
  SalePromise promise;
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> last_on;
  std::int64_t reserved = 0;
  std::int64_t consumed = 0;
  std::int64_t left = 0;
  Standing standing = Standing::Open;
};

std::optional<SalePromise> find(db::Tx& tx, SalePromiseId id);
/// Oldest first, ended ones too; at most 200.
std::vector<Account> of_unit(Context const& ctx, db::Tx& tx, UnitId unit);
std::optional<Account> account(Context const& ctx, db::Tx& tx, SalePromiseId id);
/// In the reader's language: what it is, how much of it is left, until when.
std::string said(Account const& account, Language language);
/// What it is called in this language, else in the first there is.
std::string name_of(SalePromise const& promise, Language language);

/// One of a template, or as the shop tells it.
struct NewSalePromise {
  std::optional<SalePromiseTemplateId> template_id;
  std::optional<SalePromiseTerms> terms;
  std::optional<Text<100>> reference;  // the shop's own name of it: told again, nothing is doubled
};
BOOST_DESCRIBE_STRUCT(NewSalePromise, (), (template_id, terms, reference))
/// Errors: not_found; sale_promises.needs_terms, template_retired, sale_is_void, needs_customer (a
/// dated one of a sale that names nobody), reference_taken (Conflict: another promise bears it);
/// promises.due_in_past, promises.due_too_far; those of `check`, under `terms`.
Result<std::vector<SalePromise>> record(Context const& ctx, db::Tx& tx, SaleId sale,
                                        NewSalePromise const& input);
/// What is promised to make good on a case, under the name of the remedy that gives it: promised
/// once, however often it is told. It is the case's customer's and nobody else's, whoever has the
/// unit, and stands though the sale that it came with is voided. Errors: not_found;
/// sale_promises.sale_is_void; those of `check`.
Result<SalePromise> record_remedy(Context const& ctx, db::Tx& tx, SaleId sale,
                                  SalePromiseTerms const& terms, std::string const& remedy,
                                  cases::Case const& granted_on);

/// A quote that stands and says that something is free by a promise.
struct Resting {
  CaseId case_id;
  std::string number;  // the quote's
};
/// The oldest of them, on this case (none: on any).
using WhoRests = std::optional<Resting> (*)(db::Tx&, SalePromiseId, std::optional<CaseId>);
/// Handed over once in main/wiring.cpp: quotes stand above this module.
void install(WhoRests rests);
/// What she was told to be free is not let go under her quote. Refused sale_promises.quoted_free.
Result<void> check_not_quoted(db::Tx& tx, SalePromiseId id, std::optional<CaseId> on);
/// How it ends, which is what she is told of it.
enum class Ends {
  ByHerWord,  // at once: she said so herself; whoever took that down writes to her
  ByStaff,    // with a notice: what she tells of within `kNoticeDays` is still free
  WithSale,   // the sale was voided; with the same notice
  AsDouble    // of two that were one purchase; the other stays
};
inline constexpr int kNoticeDays = 30;
/// What is held of it for a case that is not over is released. She is told in writing on that case,
/// else on one about the unit (cases::tell_owner), unless nothing was left of it. Errors:
/// not_found; sale_promises.ended_before; sale_promises.dated_ends_with_its_case; by her word also
/// those of `check_not_quoted`.
Result<SalePromise> end(Context const& ctx, db::Tx& tx, SalePromiseId id, std::string const& reason,
                        Ends how);

enum class UseKind { Opened, Reserved, Consumed, Released, Restored };
BOOST_DESCRIBE_ENUM(UseKind, Opened, Reserved, Consumed, Released, Restored)
/// A row of the ledger; never altered.
struct SalePromiseUse {
  SalePromiseId sale_promise_id;
  std::int64_t n = 0;
  std::int64_t quantity = 0;
  UseKind kind = UseKind::Opened;
  std::optional<std::int64_t> previous_n;
  std::int64_t held_before = 0;
  std::int64_t held_after = 0;  // reserved and consumed together
  std::optional<std::int64_t> of_n;
  std::optional<UseKind> of_kind;
  CaseId case_id;
  std::string reason;
  Instant at;
  std::string actor;
  InvoiceId invoice_id;  // by which it was consumed; none: by a person, or when the case was over
};
BOOST_DESCRIBE_STRUCT(SalePromiseUse, (),
                      (sale_promise_id, n, quantity, kind, previous_n, held_before, held_after,
                       of_n, of_kind, case_id, reason, at, actor, invoice_id))
/// Oldest first; at most 1,000.
std::vector<SalePromiseUse> uses(db::Tx& tx, SalePromiseId id);

enum class Hold { None, Reserved, Consumed };
BOOST_DESCRIBE_ENUM(Hold, None, Reserved, Consumed)
Hold hold_of(db::Tx& tx, SalePromiseId id, CaseId case_id);
/// The living cases for which one is reserved.
std::vector<cases::Case> reserved_for(db::Tx& tx, SalePromiseId id);
/// Those that are held for a case now; at most 200.
std::vector<SalePromiseId> held_for(db::Tx& tx, CaseId case_id);

/// Reserves one for a case about its unit; reserved or consumed before, nothing is doubled. Whether
/// the actor may write on the case is the caller's to ask. Errors: not_found;
/// sale_promises.other_unit, other_kind, not_open (with its standing), charged_already.
Result<void> reserve(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason);
/// What was reserved for the case was given; `invoice`: that prints it at zero. Errors: not_found;
/// sale_promises.not_reserved.
Result<void> consume(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason, InvoiceId invoice = {});
/// What was reserved is not needed. Errors: not_found; sale_promises.not_reserved.
Result<void> release(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason);
/// What was consumed was consumed in error. Errors: not_found; sale_promises.not_consumed.
Result<void> restore(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                     std::string const& reason);

// --- Who wants to charge asks --------------------------------------------------------------------

/// The invoice that consumed it was credited. Where the case was over by her word or her silence,
/// the work was done: it stays consumed. Else it is restored, and while the case is open it is held
/// for it again, until the case says whether it was given.
void give_back(Context const& ctx, db::Tx& tx, SalePromiseId id, cases::Case const& row,
               InvoiceId invoice);
/// The unit's promise that makes this component free on this case: one that is held for it, else
/// one that is open. Nothing for no unit.
std::optional<Account> free_by(Context const& ctx, db::Tx& tx, cases::Case const& row, UnitId unit,
                               Component component, std::vector<std::string> const& part_groups);
/// Says that this component is charged on this case, so that no promise is held for it afterwards.
/// Refused (sale_promises.free_here) while one is.
Result<void> mark_charged(db::Tx& tx, CaseId case_id, Component component);
/// It is charged no more: nothing points at it.
void unmark_charged(db::Tx& tx, CaseId case_id, Component component);

/// What this module knows of a person; for customers::Parts.
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::sale_promises
