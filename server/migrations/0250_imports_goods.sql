-- Products and units come in from files too; a row remembers which it became.
-- sqlite:
CREATE TABLE wider_imports (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  target {TEXT} NOT NULL CHECK (target IN ('customers', 'cases', 'products', 'units')),
  name {TEXT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('ready', 'running', 'done', 'undoing', 'undone')),
  raw_blob_id {INT} REFERENCES blobs (id),
  text_blob_id {INT} REFERENCES blobs (id),
  size_bytes {INT} NOT NULL,
  columns {TEXT} NOT NULL,
  settings {TEXT} NOT NULL,
  rows_total {INT} NOT NULL,
  rows_done {INT} NOT NULL,
  next_offset {INT} NOT NULL,
  created_count {INT} NOT NULL,
  updated_count {INT} NOT NULL,
  skipped_count {INT} NOT NULL,
  failed_count {INT} NOT NULL,
  removed_count {INT} NOT NULL,
  kept_count {INT} NOT NULL,
  created_at {INT} NOT NULL,
  created_by {INT} NOT NULL,
  created_by_name {TEXT} NOT NULL,
  started_at {INT},
  finished_at {INT},
  undone_at {INT},
  CHECK (rows_done <= rows_total)
);
INSERT INTO wider_imports SELECT * FROM imports;
CREATE TABLE wider_import_rows (
  import_id {INT} NOT NULL REFERENCES wider_imports (id),
  row {INT} NOT NULL,
  id {INT} NOT NULL,
  outcome {TEXT} NOT NULL CHECK (outcome IN ('created', 'updated', 'skipped', 'failed', 'removed', 'restored', 'kept')),
  customer_id {INT},
  customer_version {INT},
  made_customer {INT} NOT NULL CHECK (made_customer IN (0, 1)),
  case_id {INT},
  case_version {INT},
  before {TEXT} NOT NULL,
  problems {TEXT} NOT NULL,
  cells {TEXT} NOT NULL,
  PRIMARY KEY (import_id, row)
);
INSERT INTO wider_import_rows SELECT * FROM import_rows;
DROP TABLE import_rows;
DROP TABLE imports;
ALTER TABLE wider_imports RENAME TO imports;
ALTER TABLE wider_import_rows RENAME TO import_rows;
CREATE INDEX imports_with_file ON imports (created_at) WHERE raw_blob_id IS NOT NULL;
CREATE INDEX import_rows_by_outcome ON import_rows (import_id, outcome, row);
CREATE INDEX import_rows_of_case ON import_rows (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX import_rows_of_customer ON import_rows (customer_id) WHERE customer_id IS NOT NULL;
-- end
-- pg:
ALTER TABLE imports DROP CONSTRAINT imports_target_check;
ALTER TABLE imports ADD CONSTRAINT imports_target_check
  CHECK (target IN ('customers', 'cases', 'products', 'units'));
-- end
ALTER TABLE import_rows ADD COLUMN product_id {INT};
ALTER TABLE import_rows ADD COLUMN unit_id {INT};
