// Recovery: what follows a broken promise, by itself, until the customer is content.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "base/context.hpp"
#include "base/money.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"
#include "modules/promises/promises.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::recovery {

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

enum class RemedyKind { Money, Coupon, FreeService, Replacement, Loaner, Shipping };
BOOST_DESCRIBE_ENUM(RemedyKind, Money, Coupon, FreeService, Replacement, Loaner, Shipping)
enum class RemedyState { Proposed, AwaitingApproval, Granted, Declined };
BOOST_DESCRIBE_ENUM(RemedyState, Proposed, AwaitingApproval, Granted, Declined)

struct Remedy {
  RemedyId id;
  std::int64_t version = 1;
  RecoveryId recovery_id;
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
};
BOOST_DESCRIBE_STRUCT(Remedy, (),
                      (id, version, recovery_id, case_id, customer_id, kind, state, amount_minor,
                       currency, what, proposed_at, proposed_by_kind, proposed_by_id, decided_at,
                       decided_by_id, reason))

/// A promise's clock rings at `at`: before its deadline people are warned; at the deadline it is
/// kept by the program where the program can (asking, closing after silence), else broken and made
/// good: an apology in her language, a new promise, a proposed remedy, the case raised in priority.
void ring(Context const& ctx, db::Tx& tx, PromiseId id, Instant at);

struct NewRemedy {
  RemedyKind kind = RemedyKind::Coupon;
  Money amount;
  std::string what;
};
/// NotFound unless the actor may read the case.
Result<Remedy> propose(Context const& ctx, db::Tx& tx, RecoveryId id, NewRemedy const& wanted);
/// Within the actor's authority, or with the permission to approve: granted, and she is told. Above
/// it: it awaits approval. Stale, Refused (recovery.already_decided).
Result<Remedy> grant(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version);
Result<Remedy> decline(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version,
                       std::string const& reason);

std::optional<Recovery> find(db::Tx& tx, RecoveryId id);
std::vector<Recovery> of_case(db::Tx& tx, CaseId id);
std::vector<Remedy> remedies_of_case(db::Tx& tx, CaseId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::recovery
