-- Stored answers, audit rows and the events a live stream missed.

-- name: find_answer
SELECT request_hash, status, content_type, body, created_at
FROM idempotency_keys WHERE actor = $1 AND key = $2;

-- name: insert_answer
INSERT INTO idempotency_keys (actor, key, request_hash, status, content_type, body, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: take_over_claim
UPDATE idempotency_keys SET request_hash = $3, created_at = $4
WHERE actor = $1 AND key = $2 AND status = 0 AND created_at < $5;

-- name: settle_claim
UPDATE idempotency_keys SET status = $3, content_type = $4, body = $5
WHERE actor = $1 AND key = $2 AND status = 0;

-- name: release_claim
DELETE FROM idempotency_keys WHERE actor = $1 AND key = $2 AND status = 0;

-- name: delete_old_answers
DELETE FROM idempotency_keys WHERE (actor, key) IN
  (SELECT actor, key FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT 1000);

-- name: insert_audit
INSERT INTO audit
  (id, at, actor_kind, actor_id, actor_name, action, path, remote_address, request_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: list_events_after
SELECT id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, team_id, payload
FROM events WHERE id > $1 ORDER BY id LIMIT $2;

-- name: answer_ping
SELECT 1 AS one;
