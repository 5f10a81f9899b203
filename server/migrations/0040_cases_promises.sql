-- Cases and promises, and the first of the product's three rules in the schema itself:
--   an open case points at a pending promise of its own        (cases_next_promise)
--   a pending promise of a case stands on an open case          (promises_open_case)
-- Both are foreign keys checked at the commit, so no path can leave an open case without a promise, or a
-- closed one with one. The columns `pending_on_open` and `next_promise_pending` are 1 or NULL: a key with a
-- NULL is not checked.

CREATE TABLE counters (
  name {TEXT} PRIMARY KEY,
  value {INT} NOT NULL
);
INSERT INTO counters (name, value) VALUES ('case_number', 10000);
-- pg:
CREATE SEQUENCE case_numbers START 10001 CACHE 50;
-- end

CREATE TABLE cases (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  number {TEXT} NOT NULL UNIQUE,
  kind {TEXT} NOT NULL CHECK (kind IN ('question', 'suggestion', 'complaint', 'repair', 'installation',
                                       'maintenance', 'order', 'return')),
  subject {TEXT} NOT NULL,
  customer_id {INT} NOT NULL,
  channel {TEXT} NOT NULL,
  mailbox_id {INT},
  priority {TEXT} NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  language {TEXT} NOT NULL,
  team_id {INT} NOT NULL,
  owner_id {INT},
  state {TEXT} NOT NULL CHECK (state IN ('open', 'solved', 'closed')),
  open {INT} NOT NULL CHECK (open IN (0, 1)),
  opened_at {INT} NOT NULL,
  first_answered_at {INT},
  solved_at {INT},
  closed_at {INT},
  closed_by {TEXT} CHECK (closed_by IN ('customer', 'silence', 'staff', 'merge')),
  next_promise_id {INT},
  next_promise_pending {INT} CHECK (next_promise_pending = 1),
  next_due_at {INT},
  snoozed_until {INT},
  last_inbound_at {INT},
  last_outbound_at {INT},
  last_interaction_id {INT},
  reopened_count {INT} NOT NULL,
  merged_into_id {INT} REFERENCES cases (id),
  fields {TEXT} NOT NULL,
  UNIQUE (id, open),
  CHECK ((state = 'closed') = (open = 0)),
  CHECK ((open = 1) = (next_promise_id IS NOT NULL)),
  CHECK ((open = 1) = (next_promise_pending IS NOT NULL)),
  CHECK ((open = 1) = (next_due_at IS NOT NULL)),
  CHECK ((open = 0) = (closed_at IS NOT NULL)),
  CHECK ((open = 0) = (closed_by IS NOT NULL)),
  CHECK (merged_into_id IS NULL OR open = 0),
  -- sqlite:
  CONSTRAINT cases_next_promise
    FOREIGN KEY (next_promise_id, id, next_promise_pending, next_due_at)
    REFERENCES promises (id, case_id, pending_on_open, due_at) DEFERRABLE INITIALLY DEFERRED,
  -- end
  CHECK (version > 0)
);
CREATE INDEX cases_of_team ON cases (team_id, state, next_due_at, id);
CREATE INDEX cases_of_owner ON cases (owner_id, state, next_due_at, id);
CREATE INDEX cases_of_customer ON cases (customer_id, id);
CREATE INDEX cases_by_due ON cases (state, next_due_at, id);
CREATE INDEX cases_next_promises ON cases (next_promise_id);

CREATE TABLE promises (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  case_id {INT},
  customer_id {INT} NOT NULL,
  kind {TEXT} NOT NULL CHECK (kind IN ('answer_by', 'call_back_by', 'follow_up_by', 'solve_by', 'confirm_by',
    'notify_by', 'decide_by', 'deliver_by', 'repair_by', 'replace_by', 'arrive_within', 'free_visits')),
  source {TEXT} NOT NULL CHECK (source IN ('law', 'contract', 'standard', 'word', 'recovery')),
  state {TEXT} NOT NULL CHECK (state IN ('pending', 'kept', 'broken', 'withdrawn')),
  pending_on_open {INT} CHECK (pending_on_open = 1),
  what {TEXT} NOT NULL,
  team_id {INT} NOT NULL,
  owner_id {INT},
  made_at {INT} NOT NULL,
  made_by_kind {TEXT} NOT NULL,
  made_by_id {INT} NOT NULL,
  starts_at {INT} NOT NULL,
  due_at {INT} NOT NULL,
  warn_half_at {INT},
  warn_late_at {INT},
  risk {TEXT} NOT NULL CHECK (risk IN ('none', 'half', 'late')),
  standard_id {INT},
  standard_version {INT},
  calendar_id {INT},
  explanation {TEXT} NOT NULL,
  recovers_promise_id {INT} REFERENCES promises (id),
  settled_at {INT},
  settled_by_kind {TEXT},
  settled_by_id {INT},
  proof_interaction_id {INT},
  reason {TEXT} NOT NULL,
  UNIQUE (id, case_id, pending_on_open, due_at),
  CHECK ((state = 'pending' AND case_id IS NOT NULL) = (pending_on_open IS NOT NULL)),
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK (state <> 'broken' OR settled_at = due_at),
  CHECK (due_at >= starts_at),
  CONSTRAINT promises_open_case
    FOREIGN KEY (case_id, pending_on_open) REFERENCES cases (id, open) DEFERRABLE INITIALLY DEFERRED
);
-- pg:
ALTER TABLE cases ADD CONSTRAINT cases_next_promise
  FOREIGN KEY (next_promise_id, id, next_promise_pending, next_due_at)
  REFERENCES promises (id, case_id, pending_on_open, due_at) DEFERRABLE INITIALLY DEFERRED;
-- end
CREATE INDEX promises_of_case ON promises (case_id, pending_on_open, due_at);
CREATE INDEX promises_of_customer ON promises (customer_id, id);
CREATE INDEX promises_of_owner ON promises (owner_id, due_at, id) WHERE state = 'pending';
CREATE INDEX promises_of_team ON promises (team_id, due_at, id) WHERE state = 'pending';
CREATE INDEX promises_of_calendar ON promises (calendar_id) WHERE state = 'pending';
CREATE INDEX promises_of_standard ON promises (standard_id) WHERE state = 'pending';
CREATE INDEX promises_by_breach ON promises (settled_at) WHERE state = 'broken';
CREATE INDEX promises_recovering ON promises (recovers_promise_id) WHERE recovers_promise_id IS NOT NULL;

-- The results a clock had before it was recomputed: kept, never overwritten.
CREATE TABLE promise_clocks (
  promise_id {INT} NOT NULL REFERENCES promises (id),
  revision {INT} NOT NULL,
  due_at {INT} NOT NULL,
  explanation {TEXT} NOT NULL,
  replaced_at {INT} NOT NULL,
  cause {TEXT} NOT NULL,
  PRIMARY KEY (promise_id, revision)
);
