-- Coverage: who else than the customer pays, by which term, until when. Whether a unit is in warranty
-- stands nowhere: it is asked.

CREATE TABLE coverage_templates (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('active', 'retired')),
  source {TEXT} NOT NULL CHECK (source IN ('manufacturer', 'retailer', 'repair', 'extended', 'goodwill')),
  automatic {INT} NOT NULL CHECK (automatic IN (0, 1)),   -- given with each sale that it applies to
  names {TEXT} NOT NULL,              -- JSON, by language tag
  applies {TEXT} NOT NULL,            -- JSON: groups, products, countries, days of sale
  lines {TEXT} NOT NULL,              -- JSON: [Line]
  currency {TEXT} NOT NULL,           -- of its amounts
  updated_at {INT} NOT NULL,
  updated_by {TEXT} NOT NULL
);
CREATE INDEX coverage_templates_active ON coverage_templates (automatic, id) WHERE state = 'active';

-- Every version that ever was: what was given under it can be read for ever.
CREATE TABLE coverage_template_versions (
  template_id {INT} NOT NULL REFERENCES coverage_templates (id),
  version {INT} NOT NULL,
  names {TEXT} NOT NULL,
  applies {TEXT} NOT NULL,
  lines {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  PRIMARY KEY (template_id, version)
);

-- What a unit was given: the lines as they were on that day, whatever becomes of the template.
CREATE TABLE coverages (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  source {TEXT} NOT NULL CHECK (source IN ('manufacturer', 'retailer', 'repair', 'extended', 'goodwill')),
  state {TEXT} NOT NULL CHECK (state IN ('valid', 'ended')),
  template_id {INT} REFERENCES coverage_templates (id),
  template_version {INT},
  automatic {INT} NOT NULL CHECK (automatic IN (0, 1)),
  names {TEXT} NOT NULL,
  lines {TEXT} NOT NULL,              -- JSON: [Line]
  currency {TEXT} NOT NULL,
  reference {TEXT} NOT NULL,          -- number of the contract; empty
  reason {TEXT} NOT NULL,             -- of goodwill, and of an end
  created_at {INT} NOT NULL,
  created_by {TEXT} NOT NULL,
  ended_at {INT},
  ended_by {TEXT} NOT NULL,
  CHECK ((template_id IS NULL) = (template_version IS NULL)),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL))
);
CREATE INDEX coverages_of_unit ON coverages (unit_id, id);
CREATE UNIQUE INDEX coverages_automatic ON coverages (unit_id, template_id)
  WHERE automatic = 1 AND state = 'valid';

CREATE TABLE repair_times (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  case_id {INT} REFERENCES cases (id),
  from_on {TEXT} NOT NULL,            -- handed in
  until_on {TEXT},                    -- handed back, exclusive; NULL: still there
  note {TEXT} NOT NULL,
  recorded_at {INT} NOT NULL,
  recorded_by {TEXT} NOT NULL,
  CHECK (until_on IS NULL OR until_on >= from_on)
);
CREATE INDEX repair_times_of_unit ON repair_times (unit_id, from_on, id);

CREATE TABLE coverage_uses (
  id {ID} PRIMARY KEY,
  coverage_id {INT} NOT NULL REFERENCES coverages (id),
  decision_id {INT},
  visits {INT} NOT NULL CHECK (visits >= 0),
  amount_minor {INT} NOT NULL CHECK (amount_minor >= 0),
  at {INT} NOT NULL,
  recorded_by {TEXT} NOT NULL,
  CHECK (visits > 0 OR amount_minor > 0)
);
CREATE INDEX coverage_uses_of_coverage ON coverage_uses (coverage_id);

-- What was answered, with everything it was answered from. Never altered; a later one stands beside it.
CREATE TABLE coverage_decisions (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  case_id {INT} REFERENCES cases (id),
  day {TEXT} NOT NULL,                -- on which the fault was told
  facts {TEXT} NOT NULL,              -- JSON
  question {TEXT} NOT NULL,           -- JSON
  terms {TEXT} NOT NULL,              -- JSON
  entitlement {TEXT} NOT NULL,        -- JSON
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL
);
CREATE INDEX coverage_decisions_of_unit ON coverage_decisions (unit_id, id);
CREATE INDEX coverage_decisions_of_case ON coverage_decisions (case_id) WHERE case_id IS NOT NULL;

UPDATE roles SET permissions = permissions || ' coverage_write' WHERE key IN ('service_manager');
