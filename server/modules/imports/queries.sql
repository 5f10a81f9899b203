-- Statements of the module imports.

-- name: insert_import
INSERT INTO imports (id, version, target, name, state, raw_blob_id, text_blob_id, size_bytes, columns, settings,
  rows_total, rows_done, next_offset, created_count, updated_count, skipped_count, failed_count, removed_count,
  kept_count, created_at, created_by, created_by_name, started_at, finished_at, undone_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
  $23, $24, $25);

-- name: find_import
SELECT id, version, target, name, state, raw_blob_id, text_blob_id, size_bytes, columns, settings, rows_total,
  rows_done, next_offset, created_count, updated_count, skipped_count, failed_count, removed_count, kept_count,
  created_at, created_by, created_by_name, started_at, finished_at, undone_at
FROM imports WHERE id = $1;

-- name: list_imports
SELECT id, version, target, name, state, raw_blob_id, text_blob_id, size_bytes, columns, settings, rows_total,
  rows_done, next_offset, created_count, updated_count, skipped_count, failed_count, removed_count, kept_count,
  created_at, created_by, created_by_name, started_at, finished_at, undone_at
FROM imports WHERE id < $1 ORDER BY id DESC LIMIT $2;

-- name: save_import
UPDATE imports SET version = $2 + 1, target = $3, name = $4, state = $5, raw_blob_id = $6, text_blob_id = $7,
  size_bytes = $8, columns = $9, settings = $10, rows_total = $11, rows_done = $12, next_offset = $13,
  created_count = $14, updated_count = $15, skipped_count = $16, failed_count = $17, removed_count = $18,
  kept_count = $19, created_at = $20, created_by = $21, created_by_name = $22, started_at = $23,
  finished_at = $24, undone_at = $25
WHERE id = $1 AND version = $2;

-- name: delete_import
DELETE FROM imports WHERE id = $1 AND state = 'ready';

-- name: insert_row
INSERT INTO import_rows (import_id, row, id, outcome, customer_id, customer_version, made_customer, case_id,
  case_version, before, problems, cells, product_id, unit_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: rows_of
SELECT import_id, row, id, outcome, customer_id, customer_version, made_customer, case_id, case_version, before,
  problems, cells, product_id, unit_id
FROM import_rows WHERE import_id = $1 AND outcome = $2 AND row > $3 ORDER BY row LIMIT $4;

-- name: last_rows_of
-- For undoing: the last first, since what came later may stand on what came before.
SELECT import_id, row, id, outcome, customer_id, customer_version, made_customer, case_id, case_version, before,
  problems, cells, product_id, unit_id
FROM import_rows WHERE import_id = $1 AND outcome = $2 ORDER BY row DESC LIMIT $3;

-- name: settle_row
UPDATE import_rows SET outcome = $3, problems = $4 WHERE import_id = $1 AND row = $2;

-- name: with_old_files
SELECT id FROM imports WHERE raw_blob_id IS NOT NULL AND created_at < $1 ORDER BY created_at LIMIT 20;

-- name: forget_cells
UPDATE import_rows SET cells = '{}' WHERE import_id = $1 AND outcome = 'failed';

-- name: imports_of_customer
SELECT DISTINCT import_id FROM import_rows WHERE customer_id = $1 ORDER BY import_id LIMIT 100;

-- name: forget_customer
UPDATE import_rows SET before = '{}', cells = '{}' WHERE customer_id = $1;
