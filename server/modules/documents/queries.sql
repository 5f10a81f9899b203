-- name: next_number
UPDATE document_numbers SET last = last + 1 RETURNING last

-- name: insert_document
INSERT INTO documents (id, number, version, kind, language, languages, case_id, unit_id, customer_id, country,
  content, blob_id, sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)

-- name: find_document
SELECT id, number, version, kind, language, languages, case_id, unit_id, customer_id, country, content, blob_id,
  sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at
FROM documents WHERE id = $1

-- name: find_version
SELECT id, number, version, kind, language, languages, case_id, unit_id, customer_id, country, content, blob_id,
  sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at
FROM documents WHERE number = $1 AND version = $2

-- name: newest_version
SELECT version FROM documents WHERE number = $1 ORDER BY version DESC LIMIT 1

-- name: list_of_case
SELECT id, number, version, kind, language, languages, case_id, unit_id, customer_id, country, content, blob_id,
  sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at
FROM documents WHERE case_id = $1 ORDER BY id DESC LIMIT 200

-- name: list_of_unit
SELECT id, number, version, kind, language, languages, case_id, unit_id, customer_id, country, content, blob_id,
  sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at
FROM documents WHERE unit_id = $1 ORDER BY id DESC LIMIT 200

-- name: list_of_customer
SELECT id, number, version, kind, language, languages, case_id, unit_id, customer_id, country, content, blob_id,
  sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at
FROM documents WHERE customer_id = $1 AND id > $2 ORDER BY id LIMIT $3

-- name: list_over
-- Those whose time is over, the oldest first.
SELECT id, number, version, kind, language, languages, case_id, unit_id, customer_id, country, content, blob_id,
  sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at
FROM documents WHERE erased_at IS NULL AND kept_until_on <= $1 ORDER BY kept_until_on, id LIMIT $2

-- name: erase_document
UPDATE documents SET content = '{}', erased_at = $2 WHERE id = $1 AND erased_at IS NULL

-- name: keep_on
UPDATE documents SET kept_until_on = $2, kept_by = $3 WHERE id = $1

-- name: insert_copy
INSERT INTO document_copies (attachment_id, document_id, made_at) VALUES ($1, $2, $3)

-- name: list_copies
SELECT attachment_id FROM document_copies WHERE document_id = $1 AND erased_at IS NULL ORDER BY attachment_id

-- name: erase_copies
UPDATE document_copies SET erased_at = $2 WHERE document_id = $1 AND erased_at IS NULL

-- name: list_left_behind
-- Documents that are gone, and a copy of theirs is not.
SELECT c.document_id FROM document_copies c JOIN documents d ON d.id = c.document_id
WHERE c.erased_at IS NULL AND d.erased_at IS NOT NULL ORDER BY c.document_id LIMIT $1

-- name: insert_signature
INSERT INTO document_signatures (id, document_id, who, form, taken_by, name, sha256, blob_id, media_type, at, actor,
  copy_id, erased_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: list_signatures
SELECT id, document_id, who, form, taken_by, name, sha256, blob_id, media_type, at, actor, copy_id, erased_at
FROM document_signatures WHERE document_id = $1 OR copy_id = $1 ORDER BY id LIMIT 10

-- name: find_signature
SELECT id, document_id, who, form, taken_by, name, sha256, blob_id, media_type, at, actor, copy_id, erased_at
FROM document_signatures WHERE id = $1

-- name: point_to_copy
UPDATE document_signatures SET copy_id = $2 WHERE document_id = $1

-- name: blobs_of_signatures
SELECT blob_id FROM document_signatures
WHERE (document_id = $1 OR copy_id = $1) AND blob_id IS NOT NULL AND erased_at IS NULL

-- name: erase_signatures
UPDATE document_signatures SET name = '', erased_at = $2
WHERE (document_id = $1 OR copy_id = $1) AND erased_at IS NULL

-- name: begin_signing
INSERT INTO document_signings (document_id, demanded_by, since_at) VALUES ($1, $2, $3)

-- name: end_signing
-- Of the versions before it, and of it where it is erased.
UPDATE document_signings SET over_at = $3 WHERE over_at IS NULL AND document_id IN (
  SELECT id FROM documents WHERE number = $1 AND version < $2)

-- name: awaits_signatures
SELECT demanded_by FROM document_signings WHERE document_id = $1 AND over_at IS NULL

-- name: is_to_be_signed
SELECT COUNT(*) AS n FROM document_signings WHERE document_id = $1

-- name: list_unsigned
SELECT d.id, d.number, d.version, d.kind, d.language, d.languages, d.case_id, d.unit_id, d.customer_id, d.country,
  d.content, d.blob_id, d.sha256, d.size_bytes, d.pages, d.kept_until_on, d.kept_by, d.made_at, d.made_by, d.erased_at
FROM document_signings s JOIN documents d ON d.id = s.document_id
WHERE s.over_at IS NULL AND (s.since_at > $1 OR (s.since_at = $1 AND s.document_id > $2))
ORDER BY s.since_at, s.document_id LIMIT $3

-- name: insert_told
INSERT INTO documents_told (document_id, event, at) VALUES ($1, $2, $3)

-- name: is_told
SELECT COUNT(*) AS n FROM documents_told WHERE document_id = $1

-- name: give_to_customer
UPDATE documents SET customer_id = $2 WHERE customer_id = $1

-- name: give_to_case
UPDATE documents SET case_id = $2 WHERE case_id = $1

-- name: give_to_unit
UPDATE documents SET unit_id = $2 WHERE unit_id = $1

-- name: insert_sending
INSERT INTO document_sendings (document_id, interaction_id, at, sent_by) VALUES ($1, $2, $3, $4)

-- name: list_sendings
SELECT document_id, interaction_id, at, sent_by FROM document_sendings WHERE document_id = $1
ORDER BY at, interaction_id LIMIT 50

-- name: made_stay
SELECT number, repair_time_id, from_on, until_on FROM document_stays WHERE number = $1

-- name: keep_made_stay
INSERT INTO document_stays (number, repair_time_id, from_on, until_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (number) DO UPDATE SET repair_time_id = excluded.repair_time_id, from_on = excluded.from_on,
  until_on = excluded.until_on
