// Recovery: what follows a broken promise, by itself, until the customer is content.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "base/context.hpp"
#include "base/money.hpp"
#include "db/database.hpp"
#include "modules/customers/customers.hpp"
#include "modules/promises/promises.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::recovery {

struct RemedyOfferTag {
  static constexpr std::string_view kPrefix = "rof";
};
using RemedyOfferId = Id<RemedyOfferTag>;
struct RemedyRuleTag {
  static constexpr std::string_view kPrefix = "rrl";
};
using RemedyRuleId = Id<RemedyRuleTag>;
struct RemedyBudgetTag {
  static constexpr std::string_view kPrefix = "rbu";
};
using RemedyBudgetId = Id<RemedyBudgetTag>;

/// Open until she says that it is solved (Satisfied), or the case ended without her word
/// (Unconfirmed).
enum class RecoveryState { Open, Satisfied, Unconfirmed };
BOOST_DESCRIBE_ENUM(RecoveryState, Open, Satisfied, Unconfirmed)

struct Recovery {
  RecoveryId id;
  std::int64_t version = 1;
  PromiseId promise_id;  // the broken one
  CaseId case_id;
  CustomerId customer_id;
  std::int64_t level = 1;  // how many breaches this case has seen
  RecoveryState state = RecoveryState::Open;
  Instant opened_at;  // the deadline that was missed
  PromiseId new_promise_id;
  InteractionId apology_interaction_id;  // none where the program could not write to her
  std::optional<Instant> settled_at;
};
BOOST_DESCRIBE_STRUCT(Recovery, (),
                      (id, version, promise_id, case_id, customer_id, level, state, opened_at,
                       new_promise_id, apology_interaction_id, settled_at))

enum class RemedyKind { Apology, Money, Coupon, FreeService, Replacement, Loaner, Shipping };
BOOST_DESCRIBE_ENUM(RemedyKind, Apology, Money, Coupon, FreeService, Replacement, Loaner, Shipping)
enum class RemedyState { Proposed, AwaitingApproval, Granted, Declined };
BOOST_DESCRIBE_ENUM(RemedyState, Proposed, AwaitingApproval, Granted, Declined)

/// Of goodwill: whether something that shows it is to come later. What was given stays given.
enum class Evidence { None, Awaited, Given };
BOOST_DESCRIBE_ENUM(Evidence, None, Awaited, Given)

struct Remedy {
  RemedyId id;
  std::int64_t version = 1;
  RecoveryId recovery_id;  // none: goodwill, nothing was broken
  CaseId case_id;
  CustomerId customer_id;
  RemedyKind kind = RemedyKind::Coupon;
  RemedyState state = RemedyState::Proposed;
  std::int64_t amount_minor = 0;  // what it costs the company
  std::string currency;
  std::string what;  // in words, may be empty
  Instant proposed_at;
  std::string proposed_by_kind;
  std::int64_t proposed_by_id = 0;
  std::optional<Instant> decided_at;
  StaffId decided_by_id;
  std::string reason;
  RemedyOfferId offer_id;   // of the catalogue it was taken from
  RemedyRuleId rule_id;     // that proposed it
  StaffId requested_by_id;  // who asked for approval
  Evidence evidence = Evidence::None;
  std::string evidence_note;
  SalePromiseId sale_promise_id;  // by which a free service is held
};
BOOST_DESCRIBE_STRUCT(Remedy, (),
                      (id, version, recovery_id, case_id, customer_id, kind, state, amount_minor,
                       currency, what, proposed_at, proposed_by_kind, proposed_by_id, decided_at,
                       decided_by_id, reason, offer_id, rule_id, requested_by_id, evidence,
                       evidence_note, sale_promise_id))
Money amount_of(Remedy const& remedy);

/// A promise's clock rings at `at`: before its deadline people are warned; at the deadline it is
/// kept by the program where the program can (asking, closing after silence), else broken and made
/// good: an apology in her language, a new promise, a proposed remedy, the case raised in priority.
void ring(Context const& ctx, db::Tx& tx, PromiseId id, Instant at);

struct NewRemedy {
  RemedyKind kind = RemedyKind::Coupon;
  Money amount = {};
  std::string what = {};
  RemedyOfferId offer_id = {};  // of the catalogue: its kind and amount count
};
/// NotFound unless the actor may read the case. Invalid: error.not_found (offer_id).
Result<Remedy> propose(Context const& ctx, db::Tx& tx, RecoveryId id, NewRemedy const& wanted);
/// Within the actor's authority and budget, or with the permission to approve: granted, and she is
/// told. Above it: it awaits approval, who may approve is asked, and who asked hears what was
/// decided. Stale, Refused (recovery.already_decided; recovery.over_budget: the company's or the
/// team's budget of this period has no room, for nobody; recovery.service_needs_sale: what it makes
/// free is held for a unit that was sold, and the case names none). A free service given on a case
/// about a sold unit is promised there, so that nobody bills it.
Result<Remedy> grant(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version);
/// Invalid: recovery.needs_reason. Forbidden for who may not approve, where another's asking
/// awaits it.
Result<Remedy> decline(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version,
                       std::string const& reason);

/// Something without a breach, on her word: within the actor's authority and goodwill at once, else
/// it awaits approval. `reason` is for colleagues. Invalid: recovery.goodwill_reason.
Result<Remedy> give_goodwill(Context const& ctx, db::Tx& tx, CaseId id, NewRemedy const& wanted,
                             std::string const& reason, Evidence evidence);
/// What shows it came later. Stale.
Result<Remedy> add_evidence(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version,
                            std::string const& note);

std::optional<Recovery> find(db::Tx& tx, RecoveryId id);
std::vector<Recovery> of_case(db::Tx& tx, CaseId id);
std::vector<Remedy> remedies_of_case(db::Tx& tx, CaseId id);

/// What this module knows of a person: what was given to her; for customers::Parts.
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::recovery
