-- How members of staff prove who they are. Tokens are kept as their sha256 only.

CREATE TABLE staff_secrets (
  staff_id {INT} PRIMARY KEY REFERENCES staff (id),
  password_hash {TEXT},              -- NULL: none set yet
  password_changed_at {INT},
  totp_secret {TEXT},                -- sealed
  totp_confirmed_at {INT},           -- NULL while the enrolment awaits its first code
  totp_last_step {INT} NOT NULL,     -- a code is taken once
  reset_requested_at {INT},
  CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)
);

CREATE TABLE recovery_codes (
  staff_id {INT} NOT NULL REFERENCES staff (id),
  code_hash {BLOB} NOT NULL,
  PRIMARY KEY (staff_id, code_hash)
);

CREATE TABLE sessions (
  id {ID} PRIMARY KEY,
  token_hash {BLOB} NOT NULL UNIQUE,
  staff_id {INT} NOT NULL REFERENCES staff (id),
  created_at {INT} NOT NULL,
  last_seen_at {INT} NOT NULL,       -- at most a minute old while in use
  expires_at {INT} NOT NULL,
  user_agent {TEXT} NOT NULL,
  remote_address {TEXT} NOT NULL
);
CREATE INDEX sessions_of_staff ON sessions (staff_id, id);

CREATE TABLE api_tokens (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  token_hash {BLOB} NOT NULL UNIQUE,
  staff_id {INT} NOT NULL REFERENCES staff (id),
  name {TEXT} NOT NULL CHECK (name <> ''),
  scopes {TEXT} NOT NULL,
  created_at {INT} NOT NULL,
  expires_at {INT},
  last_used_at {INT},                -- at most a minute old while in use
  revoked_at {INT},
  revoked_by {INT} REFERENCES staff (id)
);
CREATE INDEX api_tokens_of_staff ON api_tokens (staff_id, id);

-- Links by which a person sets her password: an invitation, or a reset she asked for.
CREATE TABLE staff_links (
  token_hash {BLOB} PRIMARY KEY,
  staff_id {INT} NOT NULL REFERENCES staff (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('invitation', 'password_reset')),
  created_at {INT} NOT NULL,
  expires_at {INT} NOT NULL
);
CREATE INDEX staff_links_of_staff ON staff_links (staff_id, kind);

-- Attempts to sign in since the last that succeeded, by the hash of the address that was typed, whether
-- or not anyone has it.
CREATE TABLE sign_in_attempts (
  account {BLOB} PRIMARY KEY,
  attempts {INT} NOT NULL,
  last_at {INT} NOT NULL,
  locked_until {INT} NOT NULL
);
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (last_at);
