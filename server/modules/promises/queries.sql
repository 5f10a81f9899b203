-- Statements of the module promises.

-- name: insert_promise
INSERT INTO promises (
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24, $25, $26, $27, $28, $29);

-- name: find_promise
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE id = $1;

-- name: find_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE id IN (SELECT value FROM json_each($1)) LIMIT $2;

-- name: find_each.postgres
-- As above.
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) LIMIT $2;

-- name: pending_of_each
-- Of the cases whose ids are the JSON array $1.
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE case_id IN (SELECT value FROM json_each($1)) AND pending_on_open = 1
ORDER BY case_id, due_at, id LIMIT $2;

-- name: pending_of_each.postgres
-- As above.
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE case_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT)))
  AND pending_on_open = 1
ORDER BY case_id, due_at, id LIMIT $2;

-- name: breached_of_each
-- Which of the promises whose ids are the JSON array $1.
SELECT promise_id FROM breaches WHERE promise_id IN (SELECT value FROM json_each($1));

-- name: breached_of_each.postgres
-- As above.
SELECT promise_id FROM breaches WHERE promise_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT)));

-- name: promises_of_case
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE case_id = $1 ORDER BY id LIMIT 1000;

-- name: promises_of_customer
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE customer_id = $1 ORDER BY id DESC LIMIT $2;

-- name: pending_of_case
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE case_id = $1 AND pending_on_open = 1 ORDER BY due_at, id LIMIT 200;

-- name: pending_of_owner
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE owner_id = $1 AND state = 'pending' AND (due_at, id) > ($2, $3)
  AND (CAST($5 AS TEXT) IS NULL OR risk = $5)
ORDER BY due_at, id LIMIT $4;

-- name: pending_of_team
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE team_id = $1 AND state = 'pending' AND (due_at, id) > ($2, $3)
  AND (CAST($5 AS TEXT) IS NULL OR risk = $5)
  AND ($6 = 0 OR owner_id IS NULL)
ORDER BY due_at, id LIMIT $4;

-- name: pending_at_risk
SELECT
  id, version, case_id, customer_id, kind, source, state, pending_on_open, what, team_id,
  owner_id, made_at, made_by_kind, made_by_id, starts_at, due_at, warn_half_at, warn_late_at,
  risk, standard_id, standard_version, calendar_id, explanation, recovers_promise_id,
  settled_at, settled_by_kind, settled_by_id, proof_interaction_id, reason
FROM promises WHERE state = 'pending' AND risk <> 'none' AND risk = $1 AND (due_at, id) > ($2, $3)
ORDER BY due_at, id LIMIT $4;

-- name: settle_promise
UPDATE promises SET state = $3, pending_on_open = NULL, settled_at = $4, settled_by_kind = $5,
  settled_by_id = $6, proof_interaction_id = $7, reason = $8, version = version + 1
WHERE id = $1 AND version = $2 AND state = 'pending';

-- name: reinstate_promise
UPDATE promises SET state = 'pending', pending_on_open = 1, settled_at = NULL, settled_by_kind = NULL,
  settled_by_id = NULL, reason = $3, version = version + 1
WHERE id = $1 AND version = $2 AND state = 'kept' AND case_id IS NOT NULL;

-- name: set_risk
UPDATE promises SET risk = $2 WHERE id = $1 AND state = 'pending';

-- name: assign_promises
UPDATE promises SET team_id = $2, owner_id = $3, version = version + 1
WHERE case_id = $1 AND pending_on_open = 1;

-- name: move_promises
UPDATE promises SET case_id = $2, version = version + 1
WHERE case_id = $1 AND pending_on_open = 1;

-- name: erase_words
UPDATE promises SET reason = '', what = CASE source WHEN 'law' THEN what ELSE '' END WHERE case_id = $1;

-- name: owe_to
UPDATE promises SET customer_id = $2 WHERE case_id = $1;

-- name: owe_rest_to
UPDATE promises SET customer_id = $2 WHERE customer_id = $1 AND case_id IS NULL;

-- name: insert_clock
INSERT INTO promise_clocks (promise_id, revision, due_at, explanation, replaced_at, cause)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: replace_clock
UPDATE promises SET due_at = $3, warn_half_at = $4, warn_late_at = $5, standard_version = $6,
  calendar_id = $7, explanation = $8, starts_at = $9, version = version + 1
WHERE id = $1 AND version = $2 AND state = 'pending';

-- name: clocks_of
SELECT revision, due_at, explanation, replaced_at, cause
FROM promise_clocks WHERE promise_id = $1 ORDER BY revision LIMIT 100;

-- name: counted_by
SELECT id FROM promises
WHERE state = 'pending' AND id > $3 AND source = 'standard'
  AND (CAST($1 AS BIGINT) IS NULL OR calendar_id = $1)
  AND (CAST($2 AS BIGINT) IS NULL OR standard_id = $2)
ORDER BY id LIMIT 500;

-- name: find_breach
SELECT 1 AS one FROM breaches WHERE promise_id = $1;

-- name: take_out_clocks
DELETE FROM promise_clocks WHERE promise_id IN (SELECT id FROM promises WHERE case_id = $1);

-- name: take_out_promises
DELETE FROM promises WHERE case_id = $1;
