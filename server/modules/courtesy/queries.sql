-- Reply templates and macros.

-- name: texts_of_kind
SELECT x.language, x.formality, x.subject, x.body
FROM reply_templates t JOIN reply_template_texts x ON x.template_id = t.id
WHERE t.kind = $1 AND t.state = 'active' AND x.language = $2
ORDER BY x.formality LIMIT 2

-- name: texts_of_template
SELECT language, formality, subject, body FROM reply_template_texts
WHERE template_id = $1 ORDER BY language, formality LIMIT 8

-- name: find_template
SELECT id, version, name, kind, state, created_at FROM reply_templates WHERE id = $1

-- name: find_template_of_kind
SELECT id, version, name, kind, state, created_at FROM reply_templates
WHERE kind = $1 AND state = 'active'

-- name: list_templates
SELECT id, version, name, kind, state, created_at FROM reply_templates
WHERE state = 'active' ORDER BY folded_name, id LIMIT 501

-- name: list_template_languages
SELECT DISTINCT x.template_id, x.language
FROM reply_template_texts x JOIN reply_templates t ON t.id = x.template_id
WHERE t.state = 'active' ORDER BY x.template_id, x.language LIMIT 2004

-- name: count_templates
SELECT count(*) FROM reply_templates WHERE state = 'active'

-- name: insert_template
INSERT INTO reply_templates (id, version, name, folded_name, kind, state, created_at)
VALUES ($1, 1, $2, $3, $4, 'active', $5)

-- name: update_template
UPDATE reply_templates SET version = version + 1, name = $3, folded_name = $4, kind = $5
WHERE id = $1 AND version = $2 AND state = 'active'

-- name: archive_template
UPDATE reply_templates SET version = version + 1, state = 'archived'
WHERE id = $1 AND version = $2 AND state = 'active'

-- name: insert_text
INSERT INTO reply_template_texts (template_id, language, formality, subject, body)
VALUES ($1, $2, $3, $4, $5)

-- name: clear_texts
DELETE FROM reply_template_texts WHERE template_id = $1

-- name: find_macro
SELECT id, version, name, state, actions, created_at FROM macros WHERE id = $1

-- name: list_macros
SELECT id, version, name, state, actions, created_at FROM macros
WHERE state = 'active' ORDER BY folded_name, id LIMIT 201

-- name: count_macros
SELECT count(*) FROM macros WHERE state = 'active'

-- name: insert_macro
INSERT INTO macros (id, version, name, folded_name, state, actions, created_at)
VALUES ($1, 1, $2, $3, 'active', $4, $5)

-- name: update_macro
UPDATE macros SET version = version + 1, name = $3, folded_name = $4, actions = $5
WHERE id = $1 AND version = $2 AND state = 'active'

-- name: archive_macro
UPDATE macros SET version = version + 1, state = 'archived'
WHERE id = $1 AND version = $2 AND state = 'active'
