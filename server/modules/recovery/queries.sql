-- Statements of the module recovery.

-- name: insert_recovery
INSERT INTO recoveries (
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: find_recovery
SELECT
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at
FROM recoveries WHERE id = $1;

-- name: recoveries_of_case
SELECT
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at
FROM recoveries WHERE case_id = $1 ORDER BY id LIMIT 100;

-- name: open_recoveries
SELECT
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at
FROM recoveries WHERE state = 'open' AND (opened_at, id) > ($1, $2) ORDER BY opened_at, id LIMIT $3;

-- name: is_made_good
SELECT 1 AS one FROM recoveries WHERE promise_id = $1;

-- name: count_opened
SELECT COUNT(*) AS count FROM (
  SELECT 1 AS one FROM recoveries WHERE opened_at >= $1 LIMIT 1000000) AS counted;

-- name: count_of_case
SELECT COUNT(*) AS level FROM recoveries WHERE case_id = $1;

-- name: settle_of_case
UPDATE recoveries SET state = $2, settled_at = $3, version = version + 1
WHERE case_id = $1 AND state = 'open';

-- name: reopen_of_case
UPDATE recoveries SET state = 'open', settled_at = NULL, version = version + 1
WHERE case_id = $1 AND state <> 'open';

-- name: move_recoveries
UPDATE recoveries SET case_id = $2, version = version + 1 WHERE case_id = $1;

-- name: move_remedies
UPDATE remedies SET case_id = $2 WHERE case_id = $1;

-- name: recover_for
UPDATE recoveries SET customer_id = $2 WHERE case_id = $1;

-- name: remedy_for
UPDATE remedies SET customer_id = $2 WHERE case_id = $1;

-- name: insert_remedy
INSERT INTO remedies (
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- name: find_remedy
SELECT
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason
FROM remedies WHERE id = $1;

-- name: remedies_of_case
SELECT
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason
FROM remedies WHERE case_id = $1 ORDER BY id LIMIT 200;

-- name: awaiting_remedies
SELECT
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason
FROM remedies WHERE state IN ('proposed', 'awaiting_approval') AND (proposed_at, id) > ($1, $2)
ORDER BY proposed_at, id LIMIT $3;

-- name: decide_remedy
UPDATE remedies SET state = $3, decided_at = $4, decided_by_id = $5, reason = $6, version = version + 1
WHERE id = $1 AND version = $2 AND state IN ('proposed', 'awaiting_approval');

-- name: next_deadline
SELECT next_due_at FROM cases
WHERE state = 'open' AND (next_due_at, id) > ($1, $2) ORDER BY next_due_at, id LIMIT 1;

-- name: deadline_after
SELECT next_due_at AS due_at, id AS case_id FROM cases
WHERE state = 'open' AND (next_due_at, id) > ($1, $2) AND next_due_at <= $3
ORDER BY next_due_at, id LIMIT 1 OFFSET $4;

-- name: record_breaches
INSERT INTO breaches (promise_id, broken_at, recorded_at)
SELECT p.id, p.due_at, CAST($5 AS BIGINT)
FROM cases c JOIN promises p ON p.id = c.next_promise_id
WHERE c.state = 'open' AND (c.next_due_at, c.id) > ($1, $2) AND (c.next_due_at, c.id) <= ($3, $4)
  AND p.kind <> 'confirm_by' AND NOT (p.kind = 'follow_up_by' AND p.source = 'standard')
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.case_id = c.id AND i.state = 'queued')
ON CONFLICT (promise_id) DO NOTHING;

-- name: record_breaches.postgres
-- A case that is being answered at this very instant is left to its promise's clock.
INSERT INTO breaches (promise_id, broken_at, recorded_at)
SELECT p.id, p.due_at, CAST($5 AS BIGINT)
FROM cases c JOIN promises p ON p.id = c.next_promise_id
WHERE c.state = 'open' AND (c.next_due_at, c.id) > ($1, $2) AND (c.next_due_at, c.id) <= ($3, $4)
  AND p.kind <> 'confirm_by' AND NOT (p.kind = 'follow_up_by' AND p.source = 'standard')
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.case_id = c.id AND i.state = 'queued')
FOR NO KEY UPDATE OF c SKIP LOCKED
ON CONFLICT (promise_id) DO NOTHING;

-- name: insert_breach
INSERT INTO breaches (promise_id, broken_at, recorded_at) VALUES ($1, $2, $3);

-- name: count_breaches
SELECT COUNT(*) AS count FROM (SELECT 1 AS one FROM breaches WHERE broken_at >= $1 LIMIT 1000000) AS counted;

-- name: is_answer_queued
SELECT 1 AS one FROM interactions WHERE case_id = $1 AND state = 'queued' LIMIT 1;
