-- Customers and cases out of files of other systems.
CREATE TABLE imports (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  target {TEXT} NOT NULL CHECK (target IN ('customers', 'cases')),
  name {TEXT} NOT NULL,              -- the file's
  state {TEXT} NOT NULL CHECK (state IN ('ready', 'running', 'done', 'undoing', 'undone')),
  raw_blob_id {INT} REFERENCES blobs (id),    -- as it came; forgotten after a month
  text_blob_id {INT} REFERENCES blobs (id),   -- in UTF-8, while it runs
  size_bytes {INT} NOT NULL,
  columns {TEXT} NOT NULL,           -- {"names": [...]}
  settings {TEXT} NOT NULL,
  rows_total {INT} NOT NULL,
  rows_done {INT} NOT NULL,
  next_offset {INT} NOT NULL,        -- of the text, where the next batch begins
  created_count {INT} NOT NULL,
  updated_count {INT} NOT NULL,
  skipped_count {INT} NOT NULL,
  failed_count {INT} NOT NULL,
  removed_count {INT} NOT NULL,      -- by undo
  kept_count {INT} NOT NULL,
  created_at {INT} NOT NULL,
  created_by {INT} NOT NULL,
  created_by_name {TEXT} NOT NULL,
  started_at {INT},
  finished_at {INT},
  undone_at {INT},
  CHECK (rows_done <= rows_total)
);
CREATE INDEX imports_with_file ON imports (created_at) WHERE raw_blob_id IS NOT NULL;

-- What became of each row of the file.
CREATE TABLE import_rows (
  import_id {INT} NOT NULL REFERENCES imports (id),
  row {INT} NOT NULL,                -- in the file, the first line is 1
  id {INT} NOT NULL,                 -- made after all that the row brought in
  outcome {TEXT} NOT NULL CHECK (outcome IN ('created', 'updated', 'skipped', 'failed', 'removed', 'restored', 'kept')),
  customer_id {INT},
  customer_version {INT},            -- of one that it made or changed, as it left it
  made_customer {INT} NOT NULL CHECK (made_customer IN (0, 1)),
  case_id {INT},
  case_version {INT},
  before {TEXT} NOT NULL,            -- what an update replaced
  problems {TEXT} NOT NULL,          -- {"problems": [...]}
  cells {TEXT} NOT NULL,             -- {"cells": [...]} of one that failed; else {}
  PRIMARY KEY (import_id, row)
);
CREATE INDEX import_rows_by_outcome ON import_rows (import_id, outcome, row);
CREATE INDEX import_rows_of_case ON import_rows (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX import_rows_of_customer ON import_rows (customer_id) WHERE customer_id IS NOT NULL;
