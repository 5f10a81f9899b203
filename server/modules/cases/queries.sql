-- Statements of the module cases.

-- name: next_number
UPDATE counters SET value = value + 1 WHERE name = 'case_number' RETURNING value;

-- name: next_number.postgres
-- A counter row would make every intake wait for the one before it.
SELECT nextval('case_numbers') AS value;

-- name: insert_case
INSERT INTO cases (
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language,
  team_id, owner_id, state, open, opened_at, first_answered_at, solved_at, closed_at,
  closed_by, next_promise_id, next_promise_pending, next_due_at, snoozed_until,
  last_inbound_at, last_outbound_at, last_interaction_id, reopened_count, merged_into_id,
  fields)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24, $25, $26, $27, $28, $29);

-- name: find_case
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language,
  team_id, owner_id, state, open, opened_at, first_answered_at, solved_at, closed_at,
  closed_by, next_promise_id, next_promise_pending, next_due_at, snoozed_until,
  last_inbound_at, last_outbound_at, last_interaction_id, reopened_count, merged_into_id,
  fields
FROM cases WHERE id = $1;

-- name: lock_case
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language,
  team_id, owner_id, state, open, opened_at, first_answered_at, solved_at, closed_at,
  closed_by, next_promise_id, next_promise_pending, next_due_at, snoozed_until,
  last_inbound_at, last_outbound_at, last_interaction_id, reopened_count, merged_into_id,
  fields
FROM cases WHERE id = $1;

-- name: lock_case.postgres
-- Two nodes may work on one case; on SQLite there is one lane.
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language,
  team_id, owner_id, state, open, opened_at, first_answered_at, solved_at, closed_at,
  closed_by, next_promise_id, next_promise_pending, next_due_at, snoozed_until,
  last_inbound_at, last_outbound_at, last_interaction_id, reopened_count, merged_into_id,
  fields
FROM cases WHERE id = $1 FOR UPDATE;

-- name: find_by_number
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language,
  team_id, owner_id, state, open, opened_at, first_answered_at, solved_at, closed_at,
  closed_by, next_promise_id, next_promise_pending, next_due_at, snoozed_until,
  last_inbound_at, last_outbound_at, last_interaction_id, reopened_count, merged_into_id,
  fields
FROM cases WHERE number = $1;

-- name: save_case
UPDATE cases SET
  kind = $4, subject = $5, channel = $7, mailbox_id = $8, priority = $9, language = $10,
  team_id = $11, owner_id = $12, state = $13, open = $14, first_answered_at = $16,
  solved_at = $17, closed_at = $18, closed_by = $19, next_promise_id = $20,
  next_promise_pending = $21, next_due_at = $22, snoozed_until = $23, last_inbound_at = $24,
  last_outbound_at = $25, last_interaction_id = $26, reopened_count = $27,
  merged_into_id = $28, fields = $29, version = version + 1
WHERE id = $1 AND version = $2 AND number = $3 AND customer_id = $6 AND opened_at = $15;

-- name: open_of_customer
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language,
  team_id, owner_id, state, open, opened_at, first_answered_at, solved_at, closed_at,
  closed_by, next_promise_id, next_promise_pending, next_due_at, snoozed_until,
  last_inbound_at, last_outbound_at, last_interaction_id, reopened_count, merged_into_id,
  fields
FROM cases WHERE customer_id = $1 AND open = 1 ORDER BY id DESC LIMIT 20;

-- name: ids_of_customer
SELECT id FROM cases WHERE customer_id = $1 ORDER BY id LIMIT 10000;

-- name: newest_inbound
SELECT id FROM interactions WHERE case_id = $1 AND direction = 'inbound' AND automatic = 0
ORDER BY id DESC LIMIT 1;

-- name: queued_answers
SELECT id FROM interactions WHERE case_id = $1 AND state = 'queued' ORDER BY id LIMIT 20;

-- name: add_participant
INSERT INTO case_participants (case_id, address, customer_id, role, added_at)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT (case_id, address) DO NOTHING;

-- name: is_participant
SELECT 1 AS one FROM case_participants WHERE case_id = $1 AND address = $2;

-- name: participants_of
SELECT address FROM case_participants WHERE case_id = $1 ORDER BY address LIMIT 100;

-- name: insert_verdict
INSERT INTO verdicts (id, case_id, solved, rating, comment, at, via) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: save_draft
INSERT INTO drafts (case_id, staff_id, text, updated_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (case_id, staff_id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at;

-- name: delete_draft
DELETE FROM drafts WHERE case_id = $1 AND staff_id = $2;

-- name: insert_link
INSERT INTO case_links (case_id, other_case_id, relation, linked_at, linked_by)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT (case_id, other_case_id) DO NOTHING;

-- name: load_of_owner
-- At most $2: beyond a person's room it does not matter how much more she has.
SELECT COUNT(*) AS open_cases FROM (
  SELECT 1 AS one FROM cases WHERE owner_id = $1 AND state = 'open' LIMIT $2) AS open_cases;

-- name: open_of_owner
SELECT id FROM cases WHERE owner_id = $1 AND open = 1 ORDER BY id LIMIT 500;

-- name: take_over_cases
UPDATE cases SET customer_id = $2, version = version + 1 WHERE customer_id = $1;

-- name: erase_case
UPDATE cases SET subject = '', fields = '{}', version = version + 1 WHERE id = $1;

-- name: erase_drafts
DELETE FROM drafts WHERE case_id = $1;

-- name: erase_participants
DELETE FROM case_participants WHERE case_id = $1;

-- name: erase_verdicts
UPDATE verdicts SET comment = '' WHERE case_id = $1;
