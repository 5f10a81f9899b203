-- Outgoing webhooks and their delivery log.

CREATE TABLE webhooks (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  name {TEXT} NOT NULL CHECK (name <> ''),
  url {TEXT} NOT NULL,
  kinds {TEXT} NOT NULL CHECK (kinds <> ''),  -- separated by spaces; each may end in *
  state {TEXT} NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
  secret {BLOB} NOT NULL,                     -- sealed under the server's key
  old_secret {BLOB},                          -- signs beside the new one until then
  old_secret_until {INT},
  failing_since {INT},                        -- the first failure after the last success
  created_at {INT} NOT NULL,
  CHECK ((old_secret IS NULL) = (old_secret_until IS NULL))
);

-- One message to one webhook. The event it tells is kept for ever; this row for a month.
CREATE TABLE webhook_deliveries (
  id {ID} PRIMARY KEY,                        -- the message's id on the wire, the same in each attempt
  webhook_id {INT} NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event_id {INT} REFERENCES events (id),      -- NULL: a ping
  kind {TEXT} NOT NULL,
  body {TEXT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  attempts {INT} NOT NULL CHECK (attempts >= 0),
  created_at {INT} NOT NULL,
  last_attempt_at {INT},
  next_attempt_at {INT},
  response_status {INT},                      -- of the last attempt, as all that follow
  fault {TEXT},
  fault_detail {TEXT} NOT NULL,
  response_excerpt {TEXT} NOT NULL,
  duration_ms {INT},
  UNIQUE (webhook_id, event_id)
);
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_in_state ON webhook_deliveries (webhook_id, state, id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at);
CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event_id);

CREATE TABLE webhook_attempts (
  id {ID} PRIMARY KEY,
  delivery_id {INT} NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
  at {INT} NOT NULL,
  duration_ms {INT} NOT NULL,
  response_status {INT},
  fault {TEXT},
  fault_detail {TEXT} NOT NULL,
  response_excerpt {TEXT} NOT NULL
);
CREATE INDEX webhook_attempts_of ON webhook_attempts (delivery_id, id);
