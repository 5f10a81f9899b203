-- What follows a broken promise.
CREATE TABLE recoveries (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  promise_id {INT} NOT NULL UNIQUE REFERENCES promises (id),   -- the broken one
  case_id {INT} NOT NULL REFERENCES cases (id),
  customer_id {INT} NOT NULL,
  level {INT} NOT NULL CHECK (level > 0),   -- 1: first breach on this case, 2: again, …
  state {TEXT} NOT NULL CHECK (state IN ('open', 'satisfied', 'unconfirmed')),
  opened_at {INT} NOT NULL,          -- the deadline that was missed
  new_promise_id {INT} REFERENCES promises (id),
  apology_interaction_id {INT} REFERENCES interactions (id),
  settled_at {INT},
  CHECK ((state = 'open') = (settled_at IS NULL))
);
CREATE INDEX recoveries_of_case ON recoveries (case_id, id);
CREATE INDEX recoveries_open ON recoveries (opened_at, id) WHERE state = 'open';

CREATE TABLE remedies (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  recovery_id {INT} NOT NULL REFERENCES recoveries (id),
  case_id {INT} NOT NULL REFERENCES cases (id),
  customer_id {INT} NOT NULL,
  kind {TEXT} NOT NULL CHECK (kind IN ('money', 'coupon', 'free_service', 'replacement', 'loaner', 'shipping')),
  state {TEXT} NOT NULL CHECK (state IN ('proposed', 'awaiting_approval', 'granted', 'declined')),
  amount_minor {INT} NOT NULL CHECK (amount_minor >= 0),
  currency {TEXT} NOT NULL,
  what {TEXT} NOT NULL,
  proposed_at {INT} NOT NULL,
  proposed_by_kind {TEXT} NOT NULL,
  proposed_by_id {INT} NOT NULL,
  decided_at {INT},
  decided_by_id {INT},
  reason {TEXT} NOT NULL,
  CHECK ((state IN ('granted', 'declined')) = (decided_at IS NOT NULL))
);
CREATE INDEX remedies_of_recovery ON remedies (recovery_id, id);
CREATE INDEX remedies_of_case ON remedies (case_id, id);
CREATE INDEX remedies_awaiting ON remedies (proposed_at) WHERE state IN ('proposed', 'awaiting_approval');
