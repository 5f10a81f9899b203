-- name: upsert_document
INSERT INTO search_documents (id, kind, case_id, customer_id, team_id, owner_id, state, language, at,
  subject, body, more, facets)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, case_id = excluded.case_id,
  customer_id = excluded.customer_id, team_id = excluded.team_id, owner_id = excluded.owner_id,
  state = excluded.state, language = excluded.language, at = excluded.at, subject = excluded.subject,
  body = excluded.body, more = excluded.more, facets = excluded.facets

-- name: insert_document
-- Of what is not there yet, where the index is written apart.
INSERT INTO search_documents (id, kind, case_id, customer_id, team_id, owner_id, state, language, at,
  subject, body, more, facets)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: open_batch.sqlite
-- PostgreSQL's index is a column of the row.
INSERT INTO search_batch (id) VALUES (1)

-- name: open_batch.postgres
SELECT 1

-- name: index_batch.sqlite
-- As above.
INSERT INTO search_index (rowid, subject, body, more, facets)
SELECT id, subject, body, more, facets FROM search_documents
WHERE id IN (SELECT value FROM json_each($1)) ORDER BY id

-- name: index_batch.postgres
SELECT 1 WHERE CAST($1 AS TEXT) <> ''

-- name: close_batch.sqlite
-- As above.
DELETE FROM search_batch

-- name: close_batch.postgres
SELECT 1

-- name: find_document
SELECT id, kind, case_id, customer_id, team_id, owner_id, state, language, at, subject, body, more, facets
FROM search_documents WHERE id = $1

-- name: list_of_case
SELECT id, kind, case_id, customer_id, team_id, owner_id, state, language, at, subject, body, more, facets
FROM search_documents WHERE case_id = $1 AND case_id <> 0 AND id > $2 ORDER BY id LIMIT 500

-- name: list_of_customer
SELECT id, kind, case_id, customer_id, team_id, owner_id, state, language, at, subject, body, more, facets
FROM search_documents WHERE customer_id = $1 AND customer_id <> 0 AND id > $2 ORDER BY id LIMIT 500

-- name: delete_document
DELETE FROM search_documents WHERE id = $1

-- name: list_newest.sqlite
-- Full text is the one query that each database asks in its own way.
SELECT i.rowid AS id FROM search_index i JOIN search_documents d ON d.id = i.rowid
WHERE search_index MATCH $1 AND i.rowid < $2 AND d.at >= $3 AND d.at < $4 ORDER BY i.rowid DESC LIMIT $5

-- name: list_newest.postgres
SELECT d.id FROM search_documents d
WHERE d.tokens @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND d.id < $2 AND d.at >= $3 AND d.at < $4
ORDER BY d.id DESC LIMIT $5

-- name: list_found.sqlite
-- Here the index counts the words itself ($5 names its phrases' terms, $6 is how far into a text).
SELECT i.rowid AS id, d.at, word_counts(search_index, $5, $6) AS counts, '' AS subject, '' AS body, '' AS more
FROM search_index i JOIN search_documents d ON d.id = i.rowid
WHERE search_index MATCH $1 AND d.at >= $2 AND d.at < $3 ORDER BY i.rowid DESC LIMIT $4

-- name: list_found.postgres
-- Here they are counted in the texts, which lie in the row that was found.
SELECT d.id, d.at, SUBSTR(CAST($5 AS TEXT), 1, 0) AS counts, SUBSTR(d.subject, 1, CAST($6 AS INTEGER) * 30) AS subject,
  SUBSTR(d.body, 1, CAST($6 AS INTEGER) * 30) AS body, d.more
FROM search_documents d
WHERE d.tokens @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND d.at >= $2 AND d.at < $3
ORDER BY d.id DESC LIMIT $4

-- name: next_word.sqlite
-- The first word from here on. Of each there is a row a place; the first one alone is read.
SELECT term FROM search_words WHERE term >= $1 LIMIT 1

-- name: next_word.postgres
-- Not asked: its index looks up the beginning of a word as quickly as a word.
SELECT CAST($1 AS TEXT) AS term WHERE CAST($1 AS TEXT) = ''

-- name: find_shown
SELECT id, kind, case_id, customer_id, state, language, at FROM search_documents WHERE id = $1

-- name: plan_for_these_words.sqlite
-- FTS5 needs no plan for its words.
SELECT 1

-- name: plan_for_these_words.postgres
-- A plan for any word would read every document of a common one, or the whole table for a rare one.
SELECT 1 FROM set_config('plan_cache_mode', 'force_custom_plan', true)

-- name: case_ids_from
SELECT id FROM cases WHERE id > $1 ORDER BY id LIMIT 200

-- name: interaction_ids_from
SELECT id FROM interactions WHERE id > $1 ORDER BY id LIMIT 200

-- name: customer_ids_from
SELECT id FROM customers WHERE id > $1 ORDER BY id LIMIT 200

-- name: find_documents
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT id, kind, case_id, customer_id, team_id, owner_id, state, language, at, subject, body, more, facets
FROM search_documents WHERE id IN (SELECT value FROM json_each($1)) LIMIT $2

-- name: find_documents.postgres
-- As above.
SELECT id, kind, case_id, customer_id, team_id, owner_id, state, language, at, subject, body, more, facets
FROM search_documents WHERE id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) LIMIT $2
