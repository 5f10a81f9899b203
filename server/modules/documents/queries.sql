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
FROM documents WHERE customer_id = $1 ORDER BY id LIMIT 1000

-- name: list_over
-- Those whose time is over, the oldest first.
SELECT id, number, version, kind, language, languages, case_id, unit_id, customer_id, country, content, blob_id,
  sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by, erased_at
FROM documents WHERE erased_at IS NULL AND kept_until_on <= $1 ORDER BY kept_until_on, id LIMIT $2

-- name: erase_document
UPDATE documents SET content = '{}', erased_at = $2 WHERE id = $1 AND erased_at IS NULL

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
