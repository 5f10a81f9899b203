-- Statements of the module automation.

-- name: insert_rule
INSERT INTO automation_rules (id, version, name, folded_name, position, state, trigger_on, definition,
  stop_after, created_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: find_rule
SELECT id, version, name, folded_name, position, state, trigger_on, definition, stop_after, created_at,
  changed_at
FROM automation_rules WHERE id = $1;

-- name: list_rules
SELECT id, version, name, folded_name, position, state, trigger_on, definition, stop_after, created_at,
  changed_at
FROM automation_rules WHERE state <> 'archived' ORDER BY position, id LIMIT 201;

-- name: active_rules_of
-- Idle ones too: what happens on a case starts their clock.
SELECT id, version, name, folded_name, position, state, trigger_on, definition, stop_after, created_at,
  changed_at
FROM automation_rules WHERE state = 'active' AND trigger_on IN ($1, 'idle')
ORDER BY position, id LIMIT 200;

-- name: last_position
SELECT COALESCE(MAX(position), 0) AS position FROM automation_rules;

-- name: count_rules
SELECT COUNT(*) AS n FROM automation_rules WHERE state <> 'archived';

-- name: save_rule
UPDATE automation_rules SET version = version + 1, name = $3, folded_name = $4, state = $5, trigger_on = $6,
  definition = $7, stop_after = $8, changed_at = $9
WHERE id = $1 AND version = $2 AND state <> 'archived';

-- name: place_rule
UPDATE automation_rules SET position = $2 WHERE id = $1;

-- name: insert_version
INSERT INTO automation_rule_versions (rule_id, version, name, state, stop_after, definition, changed_at,
  changed_by_id, changed_by_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: versions_of
SELECT version, name, state, stop_after, definition, changed_at, changed_by_name
FROM automation_rule_versions WHERE rule_id = $1 ORDER BY version DESC LIMIT 100;

-- name: insert_run
INSERT INTO automation_runs (id, rule_id, rule_version, case_id, event_id, trigger_on, at, depth, outcome,
  problem, problem_args, done)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: runs_of_rule
SELECT id, rule_id, rule_version, case_id, event_id, trigger_on, at, depth, outcome, problem, problem_args,
  done
FROM automation_runs WHERE rule_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: depth_before
-- Of the run within which this rule recorded an event on this case.
SELECT depth FROM automation_runs WHERE case_id = $1 AND rule_id = $2 AND id < $3 ORDER BY id DESC LIMIT 1;

-- name: newest_runs_at
-- Enough to know whether it ran too often, or since an instant.
SELECT at FROM automation_runs WHERE case_id = $1 AND rule_id = $2 ORDER BY id DESC LIMIT $3;
