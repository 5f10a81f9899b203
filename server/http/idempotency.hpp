// One answer a key: a write that is sent again with its Idempotency-Key gets the first answer.
#pragma once
#include <optional>
#include <string>

#include "http/api.hpp"

namespace vefa::http {

/// A request's claim to be answered once: the same actor, key and hash get the same answer.
struct IdempotencyClaim {
  std::string actor;  // `staff:12`, or `anonymous:` and the address
  std::string key;
  db::Bytes hash;  // of method, path, query and body
};

/// Another request with the same key was committed in the meantime: run it again, and replay.
struct IdempotencyRace : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Nothing when the request has no key; Invalid unless it is 1 to 200 visible ASCII characters.
Result<std::optional<std::string>> idempotency_key(Request const& request);
IdempotencyClaim claim_of(Request const& request, Actor const& actor, std::string key);

/// The stored answer, with `Idempotent-Replayed: true`; nothing when there is none. Conflict when
/// the key was used for another request, or when the first is still at work.
Result<std::optional<Response>> find_answer(db::Tx& tx, IdempotencyClaim const& claim, Instant now);
/// Stores the answer in the transaction of the write. Throws IdempotencyRace.
void store_answer(db::Tx& tx, IdempotencyClaim const& claim, Response const& answer, Instant now);

// For work outside a transaction: claim, work, then settle or release. A claim whose process died
// is free again after 10 minutes.
/// Throws IdempotencyRace when another took it.
void claim_answer(db::Tx& tx, IdempotencyClaim const& claim, Instant now);
void settle_answer(db::Tx& tx, IdempotencyClaim const& claim, Response const& answer);
void release_claim(db::Tx& tx, IdempotencyClaim const& claim);

}  // namespace vefa::http
