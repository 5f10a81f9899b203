-- An administrator's rules: when something happens on a case, and it is so, then this is done.
CREATE TABLE automation_rules (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  name {TEXT} NOT NULL CHECK (name <> ''),
  folded_name {TEXT} NOT NULL,
  position {INT} NOT NULL,           -- the order in which they are tried
  state {TEXT} NOT NULL CHECK (state IN ('active', 'paused', 'archived')),
  trigger_on {TEXT} NOT NULL,
  definition {TEXT} NOT NULL,        -- when, conditions, actions
  stop_after {INT} NOT NULL CHECK (stop_after IN (0, 1)),
  created_at {INT} NOT NULL,
  changed_at {INT} NOT NULL
);
CREATE UNIQUE INDEX automation_rules_by_name ON automation_rules (folded_name) WHERE state <> 'archived';
CREATE INDEX automation_rules_of_trigger ON automation_rules (trigger_on, position, id) WHERE state = 'active';

-- Each version as it was, by whom.
CREATE TABLE automation_rule_versions (
  rule_id {INT} NOT NULL REFERENCES automation_rules (id),
  version {INT} NOT NULL,
  name {TEXT} NOT NULL,
  state {TEXT} NOT NULL,
  stop_after {INT} NOT NULL,
  definition {TEXT} NOT NULL,
  changed_at {INT} NOT NULL,
  changed_by_id {INT} NOT NULL,
  changed_by_name {TEXT} NOT NULL,
  PRIMARY KEY (rule_id, version)
);

-- A rule that fitted: what it did on which case, or why not.
CREATE TABLE automation_runs (
  id {ID} PRIMARY KEY,
  rule_id {INT} NOT NULL REFERENCES automation_rules (id),
  rule_version {INT} NOT NULL,
  case_id {INT} NOT NULL REFERENCES cases (id),
  event_id {INT} NOT NULL,           -- what set it off; 0: time that went by
  trigger_on {TEXT} NOT NULL,
  at {INT} NOT NULL,
  depth {INT} NOT NULL CHECK (depth > 0),
  outcome {TEXT} NOT NULL CHECK (outcome IN ('done', 'refused', 'stopped')),
  problem {TEXT} NOT NULL,           -- why not, as a message's key with its values
  problem_args {TEXT} NOT NULL,
  done {TEXT} NOT NULL
);
CREATE INDEX automation_runs_of_rule ON automation_runs (rule_id, id);
CREATE INDEX automation_runs_of_case ON automation_runs (case_id, rule_id, id);
