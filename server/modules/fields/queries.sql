-- name: insert_field
INSERT INTO custom_fields (id, version, target, key, type, label, choices, required, position, retired_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: update_field
UPDATE custom_fields SET version = version + 1, label = $3, choices = $4, required = $5, position = $6,
  retired_at = $7
WHERE id = $1 AND version = $2

-- name: find_field
SELECT id, version, target, key, type, label, choices, required, position, retired_at
FROM custom_fields WHERE id = $1

-- name: list_fields
SELECT id, version, target, key, type, label, choices, required, position, retired_at
FROM custom_fields WHERE target = $1 ORDER BY position, id LIMIT 200

-- name: count_fields
SELECT COUNT(*) FROM custom_fields WHERE target = $1
