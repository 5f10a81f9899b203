-- Statements of the module cases.

-- name: next_number
UPDATE counters SET value = value + 1 WHERE name = 'case_number' RETURNING value;

-- name: next_number.postgres
-- A counter row would make every intake wait for the one before it.
SELECT nextval('case_numbers') AS value;

-- name: reserve_numbers
-- For a company that is filled in bulk: the last of $1 numbers.
UPDATE counters SET value = value + $1 WHERE name = 'case_number' RETURNING value;

-- name: reserve_numbers.postgres
-- As next_number: a sequence there.
SELECT setval('case_numbers', nextval('case_numbers') + CAST($1 AS BIGINT)) AS value;

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
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE id = $1;

-- name: lock_case
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE id = $1;

-- name: lock_case.postgres
-- Two nodes may work on one case; on SQLite there is one lane.
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE id = $1 FOR UPDATE;

-- name: find_by_number
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE number = $1;

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
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE customer_id = $1 AND open = 1 ORDER BY id DESC LIMIT 20;

-- name: ids_of_customer
SELECT id FROM cases WHERE customer_id = $1 ORDER BY id LIMIT 10000;

-- name: newest
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE id < $1 ORDER BY id DESC LIMIT $2;

-- name: open_after
SELECT id, next_due_at FROM cases WHERE state = 'open' AND (next_due_at, id) > ($1, $2)
ORDER BY next_due_at, id LIMIT 500;

-- name: newest_inbound
SELECT id FROM interactions WHERE case_id = $1 AND direction = 'inbound' AND automatic = 0
ORDER BY id DESC LIMIT 1;

-- name: newest_inbound_of_all
SELECT id FROM interactions WHERE case_id = $1 AND direction = 'inbound' ORDER BY id DESC LIMIT 1;

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
SELECT id FROM cases WHERE owner_id = $1 AND state IN ('open', 'solved') ORDER BY id LIMIT 500;

-- name: first_of_customer
SELECT id FROM cases WHERE customer_id = $1 ORDER BY id LIMIT 200;

-- name: change_customer
UPDATE cases SET customer_id = $2, version = version + 1 WHERE id = $1;

-- name: change_participant
UPDATE case_participants SET customer_id = $3 WHERE case_id = $1 AND customer_id = $2;

-- name: erase_case
UPDATE cases SET subject = '', fields = '{}', version = version + 1 WHERE id = $1;

-- name: erase_drafts
DELETE FROM drafts WHERE case_id = $1;

-- name: erase_participants
DELETE FROM case_participants WHERE case_id = $1;

-- name: erase_verdicts
UPDATE verdicts SET comment = '' WHERE case_id = $1;

-- name: erase_hand_overs
UPDATE hand_overs SET reason = '' WHERE case_id = $1;

-- name: insert_hand_over
INSERT INTO hand_overs (id, case_id, at, by_kind, by_id, from_team_id, from_owner_id, to_team_id, to_owner_id, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: hand_overs_of
SELECT at, by_kind, by_id, from_team_id, from_owner_id, to_team_id, to_owner_id, reason
FROM hand_overs WHERE case_id = $1 ORDER BY id LIMIT 500;

-- name: insert_reader
INSERT INTO case_readers (case_id, staff_id, since) VALUES ($1, $2, $3) ON CONFLICT (case_id, staff_id) DO NOTHING;

-- name: readers_of
SELECT staff_id FROM case_readers WHERE case_id = $1 ORDER BY staff_id LIMIT 200;

-- name: is_reader
SELECT 1 AS one FROM case_readers WHERE case_id = $1 AND staff_id = $2;

-- name: delete_link
DELETE FROM case_links
WHERE relation = 'related' AND ((case_id = $1 AND other_case_id = $2) OR (case_id = $2 AND other_case_id = $1));

-- name: delete_tags_of_case
DELETE FROM case_tags WHERE case_id = $1;

-- name: insert_tag
INSERT INTO tags (id, name, folded, colour, created_at) VALUES ($1, $2, $3, '', $4)
ON CONFLICT (folded) DO NOTHING;

-- name: tag_case
INSERT INTO case_tags (case_id, tag_id, added_at, added_by)
SELECT CAST($1 AS BIGINT), id, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM tags WHERE folded = $2
ON CONFLICT (case_id, tag_id) DO NOTHING;

-- name: copy_participants
INSERT INTO case_participants (case_id, address, customer_id, role, added_at)
SELECT CAST($2 AS BIGINT), address, customer_id, role, added_at FROM case_participants WHERE case_id = $1
ON CONFLICT (case_id, address) DO NOTHING;

-- name: copy_readers
INSERT INTO case_readers (case_id, staff_id, since)
SELECT CAST($2 AS BIGINT), staff_id, since FROM case_readers WHERE case_id = $1
ON CONFLICT (case_id, staff_id) DO NOTHING;

-- name: copy_tags
INSERT INTO case_tags (case_id, tag_id, added_at, added_by)
SELECT CAST($2 AS BIGINT), tag_id, added_at, added_by FROM case_tags WHERE case_id = $1
ON CONFLICT (case_id, tag_id) DO NOTHING;

-- name: queue_of_team
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases
WHERE team_id = $1 AND state = $2 AND (next_due_at, id) > ($3, $4)
  AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
  AND (CAST($6 AS TEXT) IS NULL OR channel = $6)
  AND (CAST($7 AS TEXT) IS NULL OR priority = $7)
  AND (CAST($8 AS TEXT) IS NULL OR language = $8)
  AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (
    SELECT 1 FROM case_tags WHERE case_id = cases.id AND tag_id = $9))
  AND ($10 = 0 OR owner_id IS NULL)
  AND ($11 = 1 OR snoozed_until IS NULL OR snoozed_until <= $12)
ORDER BY next_due_at, id LIMIT $13;

-- name: closed_of_team
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases
WHERE team_id = $1 AND state = $2 AND next_due_at IS NULL AND id < $4 AND $3 = $3
  AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
  AND (CAST($6 AS TEXT) IS NULL OR channel = $6)
  AND (CAST($7 AS TEXT) IS NULL OR priority = $7)
  AND (CAST($8 AS TEXT) IS NULL OR language = $8)
  AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (
    SELECT 1 FROM case_tags WHERE case_id = cases.id AND tag_id = $9))
  AND ($10 = 0 OR owner_id IS NULL)
  AND ($11 = 1 OR snoozed_until IS NULL OR snoozed_until <= $12)
ORDER BY id DESC LIMIT $13;

-- name: queue_of_owner
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases
WHERE owner_id = $1 AND state = $2 AND (next_due_at, id) > ($3, $4)
  AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
  AND (CAST($6 AS TEXT) IS NULL OR channel = $6)
  AND (CAST($7 AS TEXT) IS NULL OR priority = $7)
  AND (CAST($8 AS TEXT) IS NULL OR language = $8)
  AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (
    SELECT 1 FROM case_tags WHERE case_id = cases.id AND tag_id = $9))
  AND ($10 = 0 OR owner_id IS NULL)
  AND ($11 = 1 OR snoozed_until IS NULL OR snoozed_until <= $12)
  AND (CAST($14 AS BIGINT) IS NULL OR team_id = $14)
ORDER BY next_due_at, id LIMIT $13;

-- name: closed_of_owner
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases
WHERE owner_id = $1 AND state = $2 AND next_due_at IS NULL AND id < $4 AND $3 = $3
  AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
  AND (CAST($6 AS TEXT) IS NULL OR channel = $6)
  AND (CAST($7 AS TEXT) IS NULL OR priority = $7)
  AND (CAST($8 AS TEXT) IS NULL OR language = $8)
  AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (
    SELECT 1 FROM case_tags WHERE case_id = cases.id AND tag_id = $9))
  AND ($10 = 0 OR owner_id IS NULL)
  AND ($11 = 1 OR snoozed_until IS NULL OR snoozed_until <= $12)
  AND (CAST($14 AS BIGINT) IS NULL OR team_id = $14)
ORDER BY id DESC LIMIT $13;

-- name: queue_of_anyone
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases
WHERE CAST($1 AS BIGINT) IS NULL AND state = $2 AND (next_due_at, id) > ($3, $4)
  AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
  AND (CAST($6 AS TEXT) IS NULL OR channel = $6)
  AND (CAST($7 AS TEXT) IS NULL OR priority = $7)
  AND (CAST($8 AS TEXT) IS NULL OR language = $8)
  AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (
    SELECT 1 FROM case_tags WHERE case_id = cases.id AND tag_id = $9))
  AND ($10 = 0 OR owner_id IS NULL)
  AND ($11 = 1 OR snoozed_until IS NULL OR snoozed_until <= $12)
ORDER BY next_due_at, id LIMIT $13;

-- name: closed_of_anyone
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases
WHERE CAST($1 AS BIGINT) IS NULL AND state = $2 AND next_due_at IS NULL AND id < $4 AND $3 = $3
  AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
  AND (CAST($6 AS TEXT) IS NULL OR channel = $6)
  AND (CAST($7 AS TEXT) IS NULL OR priority = $7)
  AND (CAST($8 AS TEXT) IS NULL OR language = $8)
  AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (
    SELECT 1 FROM case_tags WHERE case_id = cases.id AND tag_id = $9))
  AND ($10 = 0 OR owner_id IS NULL)
  AND ($11 = 1 OR snoozed_until IS NULL OR snoozed_until <= $12)
ORDER BY id DESC LIMIT $13;

-- name: closed_with_tag
-- By the tag's own uses: among all closed cases a rare tag is far to seek.
SELECT
  c.id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language,
  team_id, owner_id, state, open, opened_at, first_answered_at, solved_at, closed_at,
  closed_by, next_promise_id, next_promise_pending, next_due_at, snoozed_until,
  last_inbound_at, last_outbound_at, last_interaction_id, reopened_count, merged_into_id, fields
FROM case_tags t JOIN cases c ON c.id = t.case_id
WHERE t.tag_id = $1 AND t.case_id < $2 AND c.state = 'closed'
  AND (CAST($3 AS BIGINT) IS NULL OR team_id = $3)
  AND (CAST($4 AS BIGINT) IS NULL OR owner_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
  AND (CAST($6 AS TEXT) IS NULL OR channel = $6)
  AND (CAST($7 AS TEXT) IS NULL OR priority = $7)
  AND (CAST($8 AS TEXT) IS NULL OR language = $8)
  AND ($9 = 0 OR owner_id IS NULL)
ORDER BY t.case_id DESC LIMIT $10;

-- name: beside_rows
-- What stands beside the cases of a page, at once; $1 is a JSON array of their ids. A merged customer has the living
-- one's name.
SELECT k.id AS id, c.display_name AS customer_name, COALESCE(s.name, '') AS owner_name, p.kind AS next_kind,
  p.risk AS next_risk, p.made_at AS next_made_at
FROM json_each($1) AS j JOIN cases k ON k.id = j.value
  JOIN customers m ON m.id = k.customer_id
  JOIN customers c ON c.id = COALESCE(m.merged_into, m.id)
  LEFT JOIN staff s ON s.id = k.owner_id LEFT JOIN promises p ON p.id = k.next_promise_id;

-- name: beside_rows.postgres
-- Each database reads an array of JSON by a function of its own.
SELECT k.id AS id, c.display_name AS customer_name, COALESCE(s.name, '') AS owner_name, p.kind AS next_kind,
  p.risk AS next_risk, p.made_at AS next_made_at
FROM json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS j (id)
  JOIN cases k ON k.id = CAST(j.id AS BIGINT)
  JOIN customers m ON m.id = k.customer_id
  JOIN customers c ON c.id = COALESCE(m.merged_into, m.id)
  LEFT JOIN staff s ON s.id = k.owner_id LEFT JOIN promises p ON p.id = k.next_promise_id;

-- name: tag_named
SELECT id FROM tags WHERE folded = $1;

-- name: tags_of_case
SELECT tags.name FROM case_tags JOIN tags ON tags.id = case_tags.tag_id
WHERE case_tags.case_id = $1 ORDER BY tags.folded;

-- name: all_tags
SELECT id, version, name FROM tags ORDER BY folded LIMIT 1000;

-- name: rename_tag
UPDATE tags SET version = version + 1, name = $3, folded = $4 WHERE id = $1 AND version = $2;

-- name: version_of_tag
SELECT version FROM tags WHERE id = $1;

-- name: delete_tag_uses
DELETE FROM case_tags WHERE tag_id = $1;

-- name: delete_tag
DELETE FROM tags WHERE id = $1;

-- name: links_of_case
SELECT other_case_id AS case_id, relation FROM case_links WHERE case_id = $1
UNION
SELECT case_id, relation FROM case_links WHERE other_case_id = $1
ORDER BY 1 LIMIT 100;

-- name: find_attendance
SELECT doing, since, until_at FROM case_attendance WHERE case_id = $1 AND staff_id = $2;

-- name: save_attendance
INSERT INTO case_attendance (case_id, staff_id, doing, since, until_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_id, staff_id) DO UPDATE SET doing = excluded.doing, since = excluded.since,
  until_at = excluded.until_at;

-- name: delete_attendance
DELETE FROM case_attendance WHERE case_id = $1 AND staff_id = $2;

-- name: attendance_of_case
SELECT a.case_id AS case_id, a.staff_id AS staff_id, s.name AS staff_name, a.doing AS doing, a.since AS since,
  a.until_at AS until_at, c.team_id AS team_id, c.owner_id AS owner_id
FROM case_attendance a JOIN staff s ON s.id = a.staff_id JOIN cases c ON c.id = a.case_id
WHERE a.case_id = $1 AND a.until_at > $2 ORDER BY a.since, a.staff_id LIMIT 500;

-- name: attendance_now
-- The whole table: it holds only who is there.
SELECT a.case_id AS case_id, a.staff_id AS staff_id, s.name AS staff_name, a.doing AS doing, a.since AS since,
  a.until_at AS until_at, c.team_id AS team_id, c.owner_id AS owner_id
FROM case_attendance a JOIN staff s ON s.id = a.staff_id JOIN cases c ON c.id = a.case_id
WHERE a.until_at > $1 ORDER BY a.case_id, a.since, a.staff_id LIMIT 500;

-- name: drafts_of_case
SELECT staff_id, text, updated_at FROM drafts WHERE case_id = $1 ORDER BY staff_id LIMIT 50;

-- name: count_of_team
-- Counted to 1,000: "1,000+" says enough.
SELECT COUNT(*) AS n FROM (
  SELECT 1 AS one FROM cases WHERE team_id = $1 AND state = 'open' LIMIT 1000) AS found;

-- name: count_unowned_of_team
SELECT COUNT(*) AS n FROM (
  SELECT 1 AS one FROM cases WHERE team_id = $1 AND state = 'open' AND owner_id IS NULL LIMIT 1000) AS found;

-- name: count_due_of_team
SELECT COUNT(*) AS n FROM (
  SELECT 1 AS one FROM cases WHERE team_id = $1 AND state = 'open' AND next_due_at <= $2 LIMIT 1000) AS found;

-- name: count_of_owner
SELECT COUNT(*) AS n FROM (
  SELECT 1 AS one FROM cases WHERE owner_id = $1 AND state = 'open' LIMIT 1000) AS found;

-- name: count_due_of_owner
SELECT COUNT(*) AS n FROM (
  SELECT 1 AS one FROM cases WHERE owner_id = $1 AND state = 'open' AND next_due_at <= $2 LIMIT 1000) AS found;

-- name: cases_of_customer
SELECT
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE customer_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: insert_view
INSERT INTO views (id, version, staff_id, shared, team_id, name, filter) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: views_of
SELECT id, version, staff_id, shared, team_id, name, filter FROM views WHERE staff_id = $1 OR shared = 1
ORDER BY name, id LIMIT 200;

-- name: views_of_team
-- One's own are among those of oneself.
SELECT id, version, staff_id, shared, team_id, name, filter FROM views
WHERE team_id = $1 AND team_id IS NOT NULL AND staff_id <> $2 AND shared = 0 ORDER BY name, id LIMIT 100;

-- name: change_view
UPDATE views SET shared = $4, team_id = $5, name = $6, filter = $7, version = version + 1
WHERE id = $1 AND version = $2 AND staff_id = $3;

-- name: delete_view
DELETE FROM views WHERE id = $1 AND staff_id = $2;

-- name: keep_heard
INSERT INTO heard_letters (interaction_id) VALUES ($1);

-- name: tells_heard
SELECT 1 AS one FROM heard_letters WHERE interaction_id = $1;

-- name: has_ties
-- What others have made of it, beside what came in with it.
SELECT 1 AS one FROM cases c WHERE c.id = $1 AND (
  EXISTS (SELECT 1 FROM case_links WHERE case_id = $1)
  OR EXISTS (SELECT 1 FROM case_links WHERE other_case_id = $1)
  OR EXISTS (SELECT 1 FROM case_readers WHERE case_id = $1)
  OR EXISTS (SELECT 1 FROM case_units WHERE case_id = $1)
  OR EXISTS (SELECT 1 FROM case_unit_namings WHERE case_id = $1)
  OR EXISTS (SELECT 1 FROM case_kind_changes WHERE case_id = $1)
  OR EXISTS (SELECT 1 FROM drafts WHERE case_id = $1)
  OR EXISTS (SELECT 1 FROM interactions i JOIN heard_letters h ON h.interaction_id = i.id WHERE i.case_id = $1)
  OR EXISTS (SELECT 1 FROM verdicts WHERE case_id = $1));

-- name: take_out_participants
DELETE FROM case_participants WHERE case_id = $1;

-- name: take_out_hand_overs
DELETE FROM hand_overs WHERE case_id = $1;

-- name: take_out_case
DELETE FROM cases WHERE id = $1;

-- name: case_of_past
SELECT id FROM cases WHERE customer_id = $1 AND opened_at = $2 AND subject = $3 LIMIT 1;

-- name: name_unit
INSERT INTO case_units (case_id, unit_id, named_at, named_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (case_id) DO UPDATE SET unit_id = excluded.unit_id, named_at = excluded.named_at,
  named_by = excluded.named_by

-- name: append_naming
INSERT INTO case_unit_namings (case_id, n, unit_id, interaction_id, reason, named_at, named_by)
SELECT CAST($1 AS BIGINT), COALESCE(MAX(n), 0) + 1, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS TEXT),
  CAST($5 AS BIGINT), CAST($6 AS TEXT)
FROM case_unit_namings WHERE case_id = $1

-- name: newest_naming
SELECT case_id, n, unit_id, interaction_id, reason, named_at, named_by
FROM case_unit_namings WHERE case_id = $1 ORDER BY n DESC LIMIT 1

-- name: units_named
SELECT DISTINCT unit_id FROM case_unit_namings WHERE case_id = $1 AND unit_id IS NOT NULL ORDER BY unit_id LIMIT 200

-- name: other_unit_named_at
SELECT MAX(named_at) FROM case_unit_namings WHERE case_id = $1
  AND (unit_id IS NOT NULL OR interaction_id IS NOT NULL)
  AND COALESCE(unit_id, 0) <> COALESCE(CAST($2 AS BIGINT), 0)

-- name: copy_namings
INSERT INTO case_unit_namings (case_id, n, unit_id, interaction_id, reason, named_at, named_by)
SELECT CAST($2 AS BIGINT), n + (SELECT COALESCE(MAX(n), 0) FROM case_unit_namings WHERE case_id = $2), unit_id,
  interaction_id, reason, named_at, named_by
FROM case_unit_namings WHERE case_id = $1

-- name: erase_namings
UPDATE case_unit_namings SET reason = '' WHERE case_id = $1

-- name: append_kind
INSERT INTO case_kind_changes (case_id, n, was, kind, interaction_id, words, changed_at, changed_by)
SELECT CAST($1 AS BIGINT), COALESCE(MAX(n), 0) + 1, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT),
  CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS TEXT)
FROM case_kind_changes WHERE case_id = $1

-- name: newest_kind
SELECT case_id, n, was, kind, interaction_id, words, changed_at, changed_by
FROM case_kind_changes WHERE case_id = $1 ORDER BY n DESC LIMIT 1

-- name: kinds_before
SELECT DISTINCT was FROM case_kind_changes WHERE case_id = $1 ORDER BY was LIMIT 20

-- name: other_kind_said_at
SELECT MAX(changed_at) FROM case_kind_changes WHERE case_id = $1 AND kind <> $2

-- name: copy_kinds
INSERT INTO case_kind_changes (case_id, n, was, kind, interaction_id, words, changed_at, changed_by)
SELECT CAST($2 AS BIGINT), n + (SELECT COALESCE(MAX(n), 0) FROM case_kind_changes WHERE case_id = $2), was, kind,
  interaction_id, words, changed_at, changed_by FROM case_kind_changes WHERE case_id = $1

-- name: erase_kinds
UPDATE case_kind_changes SET words = '' WHERE case_id = $1

-- name: find_unit
SELECT unit_id FROM case_units WHERE case_id = $1

-- name: delete_unit
DELETE FROM case_units WHERE case_id = $1

-- name: cases_of_unit
SELECT case_id FROM case_units WHERE unit_id = $1 ORDER BY case_id DESC LIMIT 100

-- name: newest_case_of_unit
SELECT case_id FROM case_unit_namings WHERE unit_id = $1 ORDER BY case_id DESC LIMIT 1

-- name: move_namings
UPDATE case_unit_namings SET unit_id = $2 WHERE unit_id = $1

-- name: move_units
UPDATE case_units SET unit_id = $2 WHERE unit_id = $1

-- name: take_unit
-- The kept case goes on with the unit of the one that was joined into it, where it names none.
INSERT INTO case_units (case_id, unit_id, named_at, named_by)
SELECT CAST($2 AS BIGINT), unit_id, named_at, named_by FROM case_units WHERE case_id = $1
ON CONFLICT (case_id) DO NOTHING

-- name: lock_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT id FROM cases WHERE id IN (SELECT value FROM json_each($1)) ORDER BY id;

-- name: lock_each.postgres
-- Two nodes may work on one case; who locks many does so in one order.
SELECT id FROM cases WHERE id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) ORDER BY id FOR UPDATE;

-- name: find_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT 
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE id IN (SELECT value FROM json_each($1)) LIMIT $2;

-- name: find_each.postgres
-- As above.
SELECT 
  id, version, number, kind, subject, customer_id, channel, mailbox_id, priority, language, team_id, owner_id, state,
  open, opened_at, first_answered_at, solved_at, closed_at, closed_by, next_promise_id, next_promise_pending,
  next_due_at, snoozed_until, last_inbound_at, last_outbound_at, last_interaction_id, reopened_count,
  merged_into_id, fields FROM cases WHERE id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) LIMIT $2;

-- name: readers_of_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT case_id, staff_id
FROM case_readers WHERE case_id IN (SELECT value FROM json_each($1)) 
ORDER BY case_id, staff_id;

-- name: readers_of_each.postgres
-- As above.
SELECT case_id, staff_id
FROM case_readers WHERE case_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) 
ORDER BY case_id, staff_id;
