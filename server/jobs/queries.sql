-- Events, jobs and node numbers. Instants in `next_try_at` are the company's clock, in `leased_until`
-- the wall's, because a lease is about machines.

-- name: insert_event
INSERT INTO events (id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, team_id,
                    payload)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: find_event
SELECT id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, team_id, payload
FROM events WHERE id = $1

-- name: events_of_case
SELECT id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, team_id, payload
FROM events WHERE case_id = $1 AND case_id <> 0 AND id > $2 ORDER BY id LIMIT $3

-- name: events_of_customer
SELECT id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, team_id, payload
FROM events WHERE customer_id = $1 AND customer_id <> 0 AND id > $2 ORDER BY id LIMIT $3

-- name: change_payload
UPDATE events SET payload = $2 WHERE id = $1

-- name: list_event_ids_after
SELECT id FROM events WHERE id > $1 ORDER BY id LIMIT $2

-- name: insert_signal
INSERT INTO signals (id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, team_id,
                     payload)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: list_signals_after
SELECT id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, team_id, payload
FROM signals WHERE id > $1 ORDER BY id LIMIT $2

-- name: forget_signals
DELETE FROM signals WHERE id < $1

-- name: insert_job
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
VALUES ($1, $2, $3, $4, $5, $5, 'ready', $6)

-- name: insert_recurring
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
VALUES ($1, $2, 0, '', $3, $3, 'ready', '{}')
ON CONFLICT (id) DO NOTHING

-- name: cancel_jobs
DELETE FROM jobs WHERE subject = $1 AND kind = $2 AND state <> 'leased'

-- name: find_pending
SELECT id, kind, subject, run_at, tries, payload FROM jobs
WHERE subject = $1 AND kind = $2 AND state = 'ready' ORDER BY id LIMIT 1

-- Two texts where one could take `effect` as a value: SQLite plans a statement anew when a value changes by which
-- it chose a partial index.

-- name: list_due_work
SELECT id, kind, subject, run_at, tries, payload FROM jobs
WHERE state = 'ready' AND effect = 0 AND next_try_at <= $1
ORDER BY next_try_at, id LIMIT $2

-- name: list_due_effects
SELECT id, kind, subject, run_at, tries, payload FROM jobs
WHERE state = 'ready' AND effect = 1 AND next_try_at <= $1
ORDER BY next_try_at, id LIMIT $2

-- name: list_due_of_kind
SELECT id, kind, subject, run_at, tries, payload FROM jobs
WHERE state = 'ready' AND effect = 1 AND kind = $1 AND next_try_at <= $2
ORDER BY next_try_at, id LIMIT $3

-- name: next_due_work
SELECT next_try_at FROM jobs
WHERE state = 'ready' AND effect = 0 AND next_try_at > $1
ORDER BY next_try_at LIMIT 1

-- name: next_due_effect
SELECT next_try_at FROM jobs
WHERE state = 'ready' AND effect = 1 AND next_try_at > $1
ORDER BY next_try_at LIMIT 1

-- name: take_job
DELETE FROM jobs WHERE id = $1 AND tries = $2 AND run_at = $3 AND state = 'ready'

-- name: take_job.postgres
-- Another node may be running it in an open transaction: skip it rather than wait for its end.
DELETE FROM jobs WHERE id = (
  SELECT id FROM jobs WHERE id = $1 AND tries = $2 AND run_at = $3 AND state = 'ready'
  FOR UPDATE SKIP LOCKED)

-- name: mark_as_effect
UPDATE jobs SET effect = 1 WHERE id = $1 AND state = 'ready'

-- name: lease_job
UPDATE jobs SET state = 'leased', leased_until = $3, leased_by = $4
WHERE id = $1 AND tries = $2 AND state = 'ready'

-- name: lease_job.postgres
-- As for take_job.
UPDATE jobs SET state = 'leased', leased_until = $3, leased_by = $4
WHERE id = (
  SELECT id FROM jobs WHERE id = $1 AND tries = $2 AND state = 'ready' FOR UPDATE SKIP LOCKED)

-- name: renew_lease
UPDATE jobs SET leased_until = $3 WHERE id = $1 AND leased_by = $2 AND state = 'leased'

-- name: release_lease
UPDATE jobs SET state = 'ready', leased_until = NULL, leased_by = NULL
WHERE id = $1 AND leased_by = $2 AND state = 'leased'

-- name: finish_leased
DELETE FROM jobs WHERE id = $1 AND leased_by = $2 AND state = 'leased'

-- name: list_expired
SELECT id, kind, subject, run_at, tries, payload FROM jobs
WHERE state = 'leased' AND leased_until < $1 AND leased_by <> $2 ORDER BY leased_until LIMIT 100

-- name: seize_lease
UPDATE jobs SET leased_by = $3 WHERE id = $1 AND state = 'leased' AND leased_until < $2

-- name: set_failure
UPDATE jobs SET state = $4, tries = tries + 1, next_try_at = $5, last_error = $6,
                leased_until = NULL, leased_by = NULL
WHERE id = $1 AND tries = $2 AND state <> 'failed' AND COALESCE(leased_by, 0) = $3

-- name: list_failed
SELECT id, kind, subject, run_at, tries, last_error FROM jobs
WHERE state = 'failed' AND id < $1 ORDER BY id DESC LIMIT $2

-- name: retry_failed
UPDATE jobs SET state = 'ready', tries = 0, next_try_at = $2 WHERE id = $1 AND state = 'failed'

-- name: drop_failed
DELETE FROM jobs WHERE id = $1 AND state = 'failed'

-- name: count_due
SELECT COUNT(*) FROM (
  SELECT 1 FROM jobs WHERE state = 'ready' AND effect = $1 AND next_try_at <= $2 LIMIT 100000) AS counted

-- name: count_waiting
SELECT COUNT(*) FROM (
  SELECT 1 FROM jobs WHERE state = 'ready' AND effect = $1 AND next_try_at > $2 LIMIT 100000) AS counted

-- name: count_leased
SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE state = 'leased' LIMIT 100000) AS counted

-- name: count_failed
SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE state = 'failed' LIMIT 100000) AS counted

-- name: oldest_due
SELECT next_try_at FROM jobs WHERE state = 'ready' AND effect = $1 AND next_try_at <= $2
ORDER BY next_try_at LIMIT 1

-- name: list_held_nodes
SELECT node FROM nodes WHERE leased_until >= $1 ORDER BY node

-- name: list_leases_of_nodes
SELECT leased_until FROM nodes WHERE leased_until >= $1 ORDER BY leased_until

-- name: take_node
INSERT INTO nodes (node, holder, leased_until) VALUES ($1, $2, $3)
ON CONFLICT (node) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
WHERE nodes.leased_until < $4

-- name: renew_node
UPDATE nodes SET leased_until = $3 WHERE node = $1 AND holder = $2

-- name: release_node
DELETE FROM nodes WHERE node = $1 AND holder = $2

-- name: earliest_work
SELECT MIN(waiting.at) AS at FROM (
  SELECT MIN(next_try_at) AS at FROM jobs WHERE state = 'ready' AND effect = 0
  UNION ALL SELECT MIN(next_try_at) AS at FROM jobs WHERE state = 'ready' AND effect = 1
  UNION ALL SELECT MIN(leased_until) AS at FROM jobs WHERE state = 'leased') AS waiting
