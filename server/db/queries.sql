-- Blobs and settings.

-- name: add_blob
INSERT INTO blobs (id, sha256, size_bytes, created_at) VALUES ($1, $2, $3, $4)

-- name: add_blob_part
INSERT INTO blob_parts (blob_id, part, bytes) VALUES ($1, $2, $3)

-- name: find_blob
SELECT id, sha256, size_bytes, created_at, erased_at FROM blobs WHERE id = $1

-- name: list_blob_parts
SELECT bytes FROM blob_parts WHERE blob_id = $1 ORDER BY part

-- name: find_blob_part
SELECT bytes FROM blob_parts WHERE blob_id = $1 AND part = $2

-- name: erase_blob
UPDATE blobs SET erased_at = $2 WHERE id = $1 AND erased_at IS NULL

-- name: erase_blob_parts
DELETE FROM blob_parts WHERE blob_id = $1

-- name: find_setting
SELECT value FROM settings WHERE key = $1

-- name: put_setting
INSERT INTO settings (key, value, version) VALUES ($1, $2, 1)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = settings.version + 1

-- name: remembered_version
SELECT version FROM remembered WHERE id = 1

-- name: count_remembered
UPDATE remembered SET version = version + 1 WHERE id = 1
