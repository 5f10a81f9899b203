-- name: insert_webhook
INSERT INTO webhooks (id, version, name, url, kinds, state, secret, old_secret, old_secret_until,
                      failing_since, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: find_webhook
SELECT id, version, name, url, kinds, state, secret, old_secret, old_secret_until, failing_since,
       created_at
FROM webhooks WHERE id = $1

-- name: list_webhooks
SELECT id, version, name, url, kinds, state, secret, old_secret, old_secret_until, failing_since,
       created_at
FROM webhooks WHERE id > $1 ORDER BY id LIMIT $2

-- name: list_active
SELECT id, version, name, url, kinds, state, secret, old_secret, old_secret_until, failing_since,
       created_at
FROM webhooks WHERE state = 'active' ORDER BY id

-- name: count_webhooks
SELECT COUNT(*) FROM webhooks

-- name: update_webhook
UPDATE webhooks SET version = version + 1, name = $3, url = $4, kinds = $5, state = $6,
                    failing_since = $7
WHERE id = $1 AND version = $2

-- name: update_secret
UPDATE webhooks SET version = version + 1, secret = $2, old_secret = $3, old_secret_until = $4
WHERE id = $1

-- name: note_failing
UPDATE webhooks SET failing_since = $2 WHERE id = $1 AND failing_since IS NULL

-- name: note_success
UPDATE webhooks SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL

-- name: disable
UPDATE webhooks SET version = version + 1, state = 'disabled' WHERE id = $1 AND state = 'active'

-- name: delete_webhook
DELETE FROM webhooks WHERE id = $1

-- name: insert_delivery
INSERT INTO webhook_deliveries (id, webhook_id, event_id, kind, body, state, attempts, created_at,
                                fault_detail, response_excerpt)
VALUES ($1, $2, $3, $4, $5, 'queued', 0, $6, '', '')

-- name: find_delivery
SELECT id, webhook_id, event_id, kind, state, attempts, created_at, last_attempt_at,
       next_attempt_at, response_status, fault, fault_detail, response_excerpt, duration_ms
FROM webhook_deliveries WHERE id = $1

-- name: find_body
SELECT body FROM webhook_deliveries WHERE id = $1

-- name: list_deliveries
SELECT id, webhook_id, event_id, kind, state, attempts, created_at, last_attempt_at,
       next_attempt_at, response_status, fault, fault_detail, response_excerpt, duration_ms
FROM webhook_deliveries WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3

-- name: list_deliveries_in_state
SELECT id, webhook_id, event_id, kind, state, attempts, created_at, last_attempt_at,
       next_attempt_at, response_status, fault, fault_detail, response_excerpt, duration_ms
FROM webhook_deliveries WHERE webhook_id = $1 AND id < $2 AND state = $4 ORDER BY id DESC LIMIT $3

-- name: write_outcome
UPDATE webhook_deliveries SET attempts = attempts + 1, state = $2, last_attempt_at = $3,
  next_attempt_at = $4, response_status = $5, fault = $6, fault_detail = $7, response_excerpt = $8,
  duration_ms = $9
WHERE id = $1

-- name: mark_failed
UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL WHERE id = $1

-- name: mark_switched_off
UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL, fault = 'switched_off',
                              fault_detail = ''
WHERE id = $1

-- name: queue_again
UPDATE webhook_deliveries SET state = 'queued', next_attempt_at = NULL
WHERE id = $1 AND state <> 'queued'

-- name: insert_attempt
INSERT INTO webhook_attempts (id, delivery_id, at, duration_ms, response_status, fault,
                              fault_detail, response_excerpt)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: list_attempts
SELECT at, duration_ms, response_status, fault, fault_detail, response_excerpt
FROM webhook_attempts WHERE delivery_id = $1 ORDER BY id LIMIT 100

-- name: forget_deliveries
DELETE FROM webhook_deliveries WHERE id IN (
  SELECT id FROM webhook_deliveries WHERE created_at < $1 AND state <> 'queued'
  ORDER BY created_at LIMIT 2000)
