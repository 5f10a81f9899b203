-- Tables of the platform. Types: {ID} and {INT} are 64 bits, {TEXT}, {F64}, {BLOB}; see docs/decisions.
-- Deadlines, outbox and reactions are all jobs (jobs/jobs.hpp).

CREATE TABLE events (
  id {ID} PRIMARY KEY,
  kind {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor_kind {TEXT} NOT NULL,
  actor_id {INT} NOT NULL,
  actor_name {TEXT} NOT NULL,
  case_id {INT} NOT NULL,
  customer_id {INT} NOT NULL,
  team_id {INT} NOT NULL,
  payload {TEXT} NOT NULL
);
CREATE INDEX events_of_case ON events (case_id, id) WHERE case_id <> 0;
CREATE INDEX events_of_customer ON events (customer_id, id) WHERE customer_id <> 0;

CREATE TABLE jobs (
  id {ID} PRIMARY KEY,
  kind {TEXT} NOT NULL,
  effect {INT} NOT NULL CHECK (effect IN (0, 1)),  -- 1: talks to the outside, so it is leased
  subject {TEXT} NOT NULL,
  run_at {INT} NOT NULL,             -- the deadline
  next_try_at {INT} NOT NULL,        -- when to look at it: run_at, later after a failure
  state {TEXT} NOT NULL CHECK (state IN ('ready', 'leased', 'failed')),
  tries {INT} NOT NULL DEFAULT 0,
  leased_until {INT},
  leased_by {INT},
  last_error {TEXT} NOT NULL DEFAULT '',
  payload {TEXT} NOT NULL,
  CHECK ((state = 'leased') = (leased_until IS NOT NULL))
);
CREATE INDEX jobs_due ON jobs (effect, next_try_at, id) WHERE state = 'ready';
CREATE INDEX jobs_due_of_kind ON jobs (kind, next_try_at, id) WHERE state = 'ready' AND effect = 1;
CREATE INDEX jobs_leased ON jobs (leased_until) WHERE state = 'leased';
CREATE INDEX jobs_failed ON jobs (id) WHERE state = 'failed';
CREATE INDEX jobs_of_subject ON jobs (subject, kind);

-- Answers to writes that carried an Idempotency-Key, kept for a day.
CREATE TABLE idempotency_keys (
  actor {TEXT} NOT NULL,
  key {TEXT} NOT NULL,
  request_hash {BLOB} NOT NULL,      -- of method, path and body
  status {INT} NOT NULL,
  content_type {TEXT} NOT NULL,
  body {TEXT} NOT NULL,
  created_at {INT} NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Who did or read what: one row a changing request, one a read of a customer's file.
CREATE TABLE audit (
  id {ID} PRIMARY KEY,
  at {INT} NOT NULL,
  actor_kind {TEXT} NOT NULL,
  actor_id {INT} NOT NULL,
  actor_name {TEXT} NOT NULL,
  action {TEXT} NOT NULL,            -- the route's name, e.g. read_customer
  path {TEXT} NOT NULL,              -- with the ids
  remote_address {TEXT} NOT NULL,
  request_id {TEXT} NOT NULL
);
CREATE INDEX audit_of_actor ON audit (actor_id, id);
CREATE INDEX audit_of_path ON audit (path, id);

-- Node numbers of running processes, for ids that never collide.
CREATE TABLE nodes (
  node {INT} PRIMARY KEY,
  holder {TEXT} NOT NULL,            -- random text of the process
  leased_until {INT} NOT NULL
);

-- The company's own settings: one row a key, JSON text.
CREATE TABLE settings (
  key {TEXT} PRIMARY KEY,
  value {TEXT} NOT NULL,
  version {INT} NOT NULL DEFAULT 1
);

-- Bytes of attachments and raw messages, in parts of at most 256 KiB, so that both databases hold them
-- alike and one backup has everything. Erasing removes the parts; the row stays.
CREATE TABLE blobs (
  id {ID} PRIMARY KEY,
  sha256 {BLOB} NOT NULL,
  size_bytes {INT} NOT NULL,
  created_at {INT} NOT NULL,
  erased_at {INT}
);
CREATE TABLE blob_parts (
  blob_id {INT} NOT NULL REFERENCES blobs (id) ON DELETE CASCADE,
  part {INT} NOT NULL,
  bytes {BLOB} NOT NULL,
  PRIMARY KEY (blob_id, part)
);
