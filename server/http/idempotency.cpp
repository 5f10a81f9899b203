#include "http/idempotency.hpp"

#include "base/crypto.hpp"
#include "http/queries.hpp"
#include "http/server.hpp"

namespace vefa::http {
namespace {

constexpr std::size_t kMaxKey = 200;
constexpr Duration kClaimLives = std::chrono::minutes(10);
constexpr Duration kAnswersLive = std::chrono::hours(24);

struct StoredAnswer {
  db::Bytes request_hash;
  std::int64_t status = 0;  // 0: claimed, not yet answered
  std::string content_type;
  std::string body;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(StoredAnswer, (), (request_hash, status, content_type, body, created_at))

struct AnswerRow {
  std::string actor;
  std::string key;
  db::Bytes request_hash;
  std::int64_t status = 0;
  std::string content_type;
  std::string body;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (),
                      (actor, key, request_hash, status, content_type, body, created_at))

void insert_or_race(db::Tx& tx, AnswerRow const& row) {
  if (!tx.attempt([&] { tx.insert(sql::insert_answer, row); }))
    throw IdempotencyRace("the key was used by another request at the same time");
}

}  // namespace

Result<std::optional<std::string>> idempotency_key(Request const& request) {
  std::string_view const key = request.header("idempotency-key");
  if (key.empty()) return std::optional<std::string>();
  bool const visible =
      std::all_of(key.begin(), key.end(), [](char c) { return c > 32 && c < 127; });
  if (key.size() > kMaxKey || !visible)
    return invalid("Idempotency-Key", "http.bad_idempotency_key",
                   {{"limit", std::to_string(kMaxKey)}});
  return std::optional<std::string>(key);
}

IdempotencyClaim claim_of(Request const& request, Actor const& actor, std::string key) {
  std::string who;
  switch (actor.kind) {
    case ActorKind::System:
    case ActorKind::Rule:
      who = "system";
      break;
    case ActorKind::Staff:
      who = "staff:" + std::to_string(actor.id);
      break;
    case ActorKind::Customer:
      who = "customer:" + std::to_string(actor.id);
      break;
    case ActorKind::Anonymous:
      who = "anonymous:" + request.remote_address;
      break;
  }
  std::string const whole = request.method + " " + request.path + "?" + request.query + "\n";
  return {std::move(who), std::move(key), db::Bytes{sha256(whole + request.body)}};
}

Result<std::optional<Response>> find_answer(db::Tx& tx, IdempotencyClaim const& claim,
                                            Instant now) {
  auto stored = tx.find<StoredAnswer>(sql::find_answer, claim.actor, claim.key);
  if (!stored) return std::optional<Response>();
  if (stored->request_hash != claim.hash)
    return Error{.code = Code::Conflict, .key = "error.idempotency_reused"};
  if (stored->status == 0) {
    if (stored->created_at + kClaimLives < now) return std::optional<Response>();
    return Error{.code = Code::Conflict, .key = "http.idempotency_in_progress"};
  }
  return std::optional<Response>(Response{static_cast<int>(stored->status),
                                          stored->content_type,
                                          stored->body,
                                          {{"Idempotent-Replayed", "true"}}});
}

void store_answer(db::Tx& tx, IdempotencyClaim const& claim, Response const& answer, Instant now) {
  insert_or_race(tx, {claim.actor, claim.key, claim.hash, answer.status, answer.content_type,
                      answer.body, now});
}

void claim_answer(db::Tx& tx, IdempotencyClaim const& claim, Instant now) {
  if (tx.change(sql::take_over_claim, claim.actor, claim.key, claim.hash, now, now - kClaimLives))
    return;
  insert_or_race(tx, {claim.actor, claim.key, claim.hash, 0, "", "", now});
}

void settle_answer(db::Tx& tx, IdempotencyClaim const& claim, Response const& answer) {
  tx.run(sql::settle_claim, claim.actor, claim.key, answer.status, answer.content_type,
         answer.body);
}

void release_claim(db::Tx& tx, IdempotencyClaim const& claim) {
  tx.run(sql::release_claim, claim.actor, claim.key);
}

std::int64_t forget_old_answers(db::Tx& tx, Instant now) {
  return tx.change(sql::delete_old_answers, now - kAnswersLive);
}

}  // namespace vefa::http
