-- Statements of the module interactions.

-- name: insert_interaction
INSERT INTO interactions (
  id, case_id, origin_case_id, direction, channel, purpose, automatic, author_kind, author_id,
  author_name, at, recorded_at, subject, text, quoted, html, language, state, send_at,
  state_reason, mailbox_id, message_id, raw_blob_id, erased_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24);

-- name: find_interaction
SELECT
  id, case_id, origin_case_id, direction, channel, purpose, automatic, author_kind, author_id,
  author_name, at, recorded_at, subject, text, quoted, html, language, state, send_at,
  state_reason, mailbox_id, message_id, raw_blob_id, erased_at
FROM interactions WHERE id = $1;

-- name: find_by_message_id
SELECT
  id, case_id, origin_case_id, direction, channel, purpose, automatic, author_kind, author_id,
  author_name, at, recorded_at, subject, text, quoted, html, language, state, send_at,
  state_reason, mailbox_id, message_id, raw_blob_id, erased_at
FROM interactions WHERE message_id = $1 AND message_id <> '' ORDER BY id DESC LIMIT 1;

-- name: interactions_of_case
SELECT
  id, case_id, origin_case_id, direction, channel, purpose, automatic, author_kind, author_id,
  author_name, at, recorded_at, subject, text, quoted, html, language, state, send_at,
  state_reason, mailbox_id, message_id, raw_blob_id, erased_at
FROM interactions WHERE case_id = $1 AND id > $2 ORDER BY id LIMIT $3;

-- name: first_message_ids
SELECT message_id FROM interactions WHERE case_id = $1 AND message_id <> '' ORDER BY id LIMIT 5;

-- name: newest_message_ids
SELECT message_id FROM interactions WHERE case_id = $1 AND message_id <> '' ORDER BY id DESC LIMIT 45;

-- name: change_state
UPDATE interactions SET state = $3, state_reason = $4, send_at = NULL WHERE id = $1 AND state = $2
RETURNING case_id, automatic, purpose;

-- name: set_message_id
UPDATE interactions SET message_id = $2, mailbox_id = $3 WHERE id = $1;

-- name: insert_recipient
INSERT INTO interaction_recipients (interaction_id, position, role, address, name)
VALUES ($1, $2, $3, $4, $5);

-- name: recipients_of
SELECT role, address, name FROM interaction_recipients WHERE interaction_id = $1 ORDER BY position;

-- name: insert_attachment
INSERT INTO attachments (id, interaction_id, uploaded_by, blob_id, name, media_type, declared_type,
  size_bytes, content_id, is_inline, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: bind_attachment
UPDATE attachments SET interaction_id = $2
WHERE id = $1 AND interaction_id IS NULL AND uploaded_by = $3;

-- name: take_upload
DELETE FROM attachments WHERE id = $1 AND interaction_id IS NULL AND uploaded_by = $2;

-- name: attachments_of
SELECT id, interaction_id, uploaded_by, blob_id, name, media_type, declared_type, size_bytes,
  content_id, is_inline, created_at
FROM attachments WHERE interaction_id = $1 ORDER BY id LIMIT 200;

-- name: find_attachment
SELECT id, interaction_id, uploaded_by, blob_id, name, media_type, declared_type, size_bytes,
  content_id, is_inline, created_at
FROM attachments WHERE id = $1;

-- name: move_interactions
UPDATE interactions SET case_id = $2 WHERE case_id = $1;

-- name: move_interaction
UPDATE interactions SET case_id = $2 WHERE id = $1;

-- name: insert_mention
INSERT INTO mentions (interaction_id, staff_id) VALUES ($1, $2)
ON CONFLICT (staff_id, interaction_id) DO NOTHING;

-- name: unread_mentions
SELECT interaction_id, seen_at FROM mentions
WHERE staff_id = $1 AND seen_at IS NULL AND interaction_id < $2 ORDER BY interaction_id DESC LIMIT $3;

-- name: read_mentions
SELECT interaction_id, seen_at FROM mentions
WHERE staff_id = $1 AND seen_at IS NOT NULL AND interaction_id < $2 ORDER BY interaction_id DESC LIMIT $3;

-- name: count_unread_mentions
SELECT COUNT(*) AS n FROM (
  SELECT 1 AS one FROM mentions WHERE staff_id = $1 AND seen_at IS NULL LIMIT 1000) AS found;

-- name: see_mention
UPDATE mentions SET seen_at = $3 WHERE staff_id = $1 AND interaction_id = $2 AND seen_at IS NULL;

-- name: see_all_mentions
UPDATE mentions SET seen_at = $2 WHERE staff_id = $1 AND seen_at IS NULL;

-- name: erase_recipients
UPDATE interaction_recipients SET address = '', name = ''
WHERE interaction_id IN (SELECT id FROM interactions WHERE case_id = $1);

-- name: blobs_of_case
SELECT raw_blob_id AS blob_id FROM interactions WHERE case_id = $1 AND raw_blob_id IS NOT NULL
UNION ALL
SELECT blob_id FROM attachments
WHERE interaction_id IN (SELECT id FROM interactions WHERE case_id = $1);

-- name: erase_attachments
UPDATE attachments SET name = '', content_id = '', erased_at = COALESCE(erased_at, $2)
WHERE interaction_id IN (SELECT id FROM interactions WHERE case_id = $1);

-- name: erased_files
SELECT id, erased_at FROM attachments WHERE interaction_id = $1 AND erased_at IS NOT NULL ORDER BY id LIMIT 200;

-- name: erase_file
UPDATE attachments SET erased_at = $2 WHERE id = $1 AND erased_at IS NULL;

-- name: erase_interactions
UPDATE interactions SET subject = '', text = '', quoted = '', html = '', raw_blob_id = NULL,
  author_name = CASE WHEN direction = 'inbound' THEN '' ELSE author_name END, erased_at = $2
WHERE case_id = $1 AND erased_at IS NULL;

-- name: take_out_recipients
DELETE FROM interaction_recipients
WHERE interaction_id IN (SELECT id FROM interactions WHERE case_id = $1);

-- name: take_out_attachments
DELETE FROM attachments WHERE interaction_id IN (SELECT id FROM interactions WHERE case_id = $1);

-- name: take_out_mentions
DELETE FROM mentions WHERE interaction_id IN (SELECT id FROM interactions WHERE case_id = $1);

-- name: take_out_interactions
DELETE FROM interactions WHERE case_id = $1;

-- name: find_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT 
  id, case_id, origin_case_id, direction, channel, purpose, automatic, author_kind, author_id,
  author_name, at, recorded_at, subject, text, quoted, html, language, state, send_at,
  state_reason, mailbox_id, message_id, raw_blob_id, erased_at
FROM interactions WHERE id IN (SELECT value FROM json_each($1)) LIMIT $2;

-- name: find_each.postgres
-- As above.
SELECT 
  id, case_id, origin_case_id, direction, channel, purpose, automatic, author_kind, author_id,
  author_name, at, recorded_at, subject, text, quoted, html, language, state, send_at,
  state_reason, mailbox_id, message_id, raw_blob_id, erased_at
FROM interactions WHERE id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) LIMIT $2;

-- name: recipients_of_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT interaction_id, role, address, name
FROM interaction_recipients WHERE interaction_id IN (SELECT value FROM json_each($1)) 
ORDER BY interaction_id, position;

-- name: recipients_of_each.postgres
-- As above.
SELECT interaction_id, role, address, name
FROM interaction_recipients WHERE interaction_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) 
ORDER BY interaction_id, position;

-- name: attachments_of_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT id, interaction_id, uploaded_by, blob_id, name, media_type, declared_type, size_bytes,
  content_id, is_inline, created_at
FROM attachments WHERE interaction_id IN (SELECT value FROM json_each($1)) 
ORDER BY interaction_id, id;

-- name: attachments_of_each.postgres
-- As above.
SELECT id, interaction_id, uploaded_by, blob_id, name, media_type, declared_type, size_bytes,
  content_id, is_inline, created_at
FROM attachments WHERE interaction_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) 
ORDER BY interaction_id, id;
