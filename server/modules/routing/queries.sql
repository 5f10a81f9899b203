-- Statements of the module routing.

-- name: all_rules
SELECT case_kind, channel, language, mailbox_id, team_id, skills
FROM routing_rules ORDER BY rank LIMIT 200;

-- name: delete_rules
DELETE FROM routing_rules;

-- name: insert_rule
INSERT INTO routing_rules (rank, case_kind, channel, language, mailbox_id, team_id, skills)
VALUES ($1, $2, $3, $4, $5, $6, $7);
