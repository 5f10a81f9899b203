-- Law packs as they were loaded, and the legal clocks of cases.
CREATE TABLE law_packs (
  id {ID} PRIMARY KEY,
  code {TEXT} NOT NULL,               -- TR
  pack_version {TEXT} NOT NULL,       -- as the pack calls itself
  fingerprint {TEXT} NOT NULL,        -- of its files
  files {TEXT} NOT NULL,              -- JSON [{path, text}]
  origin {TEXT} NOT NULL CHECK (origin IN ('program', 'uploaded')),
  in_use {INT} NOT NULL CHECK (in_use IN (0, 1)),
  loaded_at {INT} NOT NULL,
  loaded_by_name {TEXT} NOT NULL,
  approved_at {INT},
  approved_by_id {INT},
  approved_by_name {TEXT} NOT NULL,
  approval_reason {TEXT} NOT NULL,
  CHECK ((approved_at IS NULL) = (approved_by_id IS NULL)),
  CHECK ((approved_at IS NULL) = (approved_by_name = '')),
  UNIQUE (code, fingerprint)
);
CREATE UNIQUE INDEX law_packs_in_use ON law_packs (code) WHERE in_use = 1;

-- A company's own time for a rule: never less for the customer than the law.
CREATE TABLE law_standards (
  code {TEXT} NOT NULL,
  rule_id {TEXT} NOT NULL,
  amount {TEXT} NOT NULL,             -- '15 business_day'
  version {INT} NOT NULL CHECK (version > 0),
  set_at {INT} NOT NULL,
  set_by_name {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,
  PRIMARY KEY (code, rule_id)
);

-- The law that governs a case, and what is known of it.
CREATE TABLE case_laws (
  case_id {INT} PRIMARY KEY REFERENCES cases (id),
  version {INT} NOT NULL CHECK (version > 0),
  code {TEXT} NOT NULL,
  facts {TEXT} NOT NULL,              -- JSON: name to truth, number, word, or "500.00 TRY"
  product_group {TEXT} NOT NULL,
  taken_at {INT} NOT NULL,
  taken_by_name {TEXT} NOT NULL
);
CREATE INDEX case_laws_of_code ON case_laws (code, case_id);

-- What happened that a clock of law counts from; never changed, never removed.
CREATE TABLE case_law_events (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES case_laws (case_id),
  kind {TEXT} NOT NULL,
  at {INT} NOT NULL,
  about_at {INT},                     -- the instant it speaks of: an hour that was agreed
  facts {TEXT} NOT NULL,
  channel {TEXT} NOT NULL,            -- by which it was told: proof of notice
  note {TEXT} NOT NULL,
  recorded_at {INT} NOT NULL,
  actor_kind {TEXT} NOT NULL,
  actor_id {INT} NOT NULL,
  actor_name {TEXT} NOT NULL
);
CREATE INDEX case_law_events_of_case ON case_law_events (case_id, at, id);

CREATE TABLE legal_clocks (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  case_id {INT} NOT NULL REFERENCES case_laws (case_id),
  code {TEXT} NOT NULL,
  rule_id {TEXT} NOT NULL,
  cycle {INT} NOT NULL CHECK (cycle >= 0),
  pack_id {INT} NOT NULL REFERENCES law_packs (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('deadline', 'term', 'right', 'retention')),
  state {TEXT} NOT NULL CHECK (state IN ('not_applicable', 'waiting', 'running', 'paused', 'kept', 'broken',
                                         'ended', 'arisen')),
  open {INT} NOT NULL CHECK (open IN (0, 1)),
  starts_at {INT} NOT NULL,
  due_at {INT},
  own_due_at {INT},                   -- by the company's own standard; never later
  stopped_at {INT},
  told_until {INT} NOT NULL,          -- warnings up to here were told
  rings_at {INT},                     -- its timer
  doubts {INT} NOT NULL CHECK (doubts >= 0),
  UNIQUE (case_id, rule_id, cycle),
  CHECK (own_due_at IS NULL OR due_at IS NULL OR kind <> 'deadline' OR own_due_at <= due_at)
);
CREATE INDEX legal_clocks_by_due ON legal_clocks (due_at, id) WHERE open = 1;
CREATE INDEX legal_clocks_of_pack ON legal_clocks (pack_id);

-- The results a clock had before: kept, never overwritten.
CREATE TABLE legal_clock_results (
  clock_id {INT} NOT NULL REFERENCES legal_clocks (id),
  revision {INT} NOT NULL,
  pack_id {INT} NOT NULL REFERENCES law_packs (id),
  state {TEXT} NOT NULL,
  due_at {INT},
  replaced_at {INT} NOT NULL,
  cause {TEXT} NOT NULL,
  PRIMARY KEY (clock_id, revision)
);

-- What followed: a choice granted, money owed, a document to issue, a supervisor called.
CREATE TABLE legal_consequences (
  id {ID} PRIMARY KEY,
  clock_id {INT} NOT NULL REFERENCES legal_clocks (id),
  case_id {INT} NOT NULL REFERENCES cases (id),
  ordinal {INT} NOT NULL,             -- its place in the rule
  effect {TEXT} NOT NULL CHECK (effect IN ('grant', 'owe', 'issue', 'call', 'tell')),
  state {TEXT} NOT NULL CHECK (state IN ('offered', 'to_decide', 'told', 'replaced', 'withdrawn', 'decided')),
  at {INT} NOT NULL,                  -- its own instant, not that of noticing
  recorded_at {INT} NOT NULL,
  party {TEXT} NOT NULL,              -- who chooses, is paid, is called
  choices {TEXT} NOT NULL,            -- JSON {choices: [...]}
  document {TEXT} NOT NULL,
  amount_minor {INT} CHECK (amount_minor > 0),
  currency {TEXT} NOT NULL,
  UNIQUE (clock_id, ordinal),
  CHECK (effect <> 'owe' OR state <> 'offered' OR amount_minor IS NOT NULL)
);
CREATE INDEX legal_consequences_of_case ON legal_consequences (case_id, id);
CREATE INDEX legal_consequences_waiting ON legal_consequences (at, id) WHERE state IN ('offered', 'to_decide');

CREATE TABLE legal_decisions (
  consequence_id {INT} PRIMARY KEY REFERENCES legal_consequences (id),
  decision {TEXT} NOT NULL CHECK (decision <> ''),
  reason {TEXT} NOT NULL,
  channel {TEXT} NOT NULL,            -- by which the consumer told her choice: proof
  decided_at {INT} NOT NULL,
  decided_by_id {INT} NOT NULL,
  decided_by_name {TEXT} NOT NULL
);
