-- Statements of the module recovery.

-- name: insert_recovery
INSERT INTO recoveries (
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: find_recovery
SELECT
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at
FROM recoveries WHERE id = $1;

-- name: recoveries_of_case
SELECT
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at
FROM recoveries WHERE case_id = $1 ORDER BY id LIMIT 100;

-- name: open_recoveries
SELECT
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at
FROM recoveries WHERE state = 'open' AND (opened_at, id) > ($1, $2) ORDER BY opened_at, id LIMIT $3;

-- name: recovery_of_promise
SELECT
  id, version, promise_id, case_id, customer_id, level, state, opened_at, new_promise_id,
  apology_interaction_id, settled_at
FROM recoveries WHERE promise_id = $1;

-- name: is_made_good
SELECT 1 AS one FROM recoveries WHERE promise_id = $1;

-- name: count_opened
SELECT COUNT(*) AS count FROM (
  SELECT 1 AS one FROM recoveries WHERE opened_at >= $1 LIMIT 1000000) AS counted;

-- name: count_of_case
SELECT COUNT(*) AS level FROM recoveries WHERE case_id = $1;

-- name: settle_of_case
UPDATE recoveries SET state = $2, settled_at = $3, version = version + 1
WHERE case_id = $1 AND state = 'open';

-- name: reopen_of_case
UPDATE recoveries SET state = 'open', settled_at = NULL, version = version + 1
WHERE case_id = $1 AND state <> 'open';

-- name: move_recoveries
UPDATE recoveries SET case_id = $2, version = version + 1 WHERE case_id = $1;

-- name: move_remedies
UPDATE remedies SET case_id = $2 WHERE case_id = $1;

-- name: recover_for
UPDATE recoveries SET customer_id = $2 WHERE case_id = $1;

-- name: remedy_for
UPDATE remedies SET customer_id = $2 WHERE case_id = $1;

-- name: insert_remedy
INSERT INTO remedies (
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason,
  offer_id, rule_id, requested_by_id, evidence, evidence_note, sale_promise_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22);

-- name: find_remedy
SELECT
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason,
  offer_id, rule_id, requested_by_id, evidence, evidence_note, sale_promise_id
FROM remedies WHERE id = $1;

-- name: remedies_of_case
SELECT
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason,
  offer_id, rule_id, requested_by_id, evidence, evidence_note, sale_promise_id
FROM remedies WHERE case_id = $1 ORDER BY id LIMIT 200;

-- name: awaiting_remedies
SELECT
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason,
  offer_id, rule_id, requested_by_id, evidence, evidence_note, sale_promise_id
FROM remedies WHERE state IN ('proposed', 'awaiting_approval') AND (proposed_at, id) > ($1, $2)
  AND (CAST($4 AS TEXT) IS NULL OR state = $4)
ORDER BY proposed_at, id LIMIT $3;

-- name: remedies_of_customer
SELECT
  id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what,
  proposed_at, proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason,
  offer_id, rule_id, requested_by_id, evidence, evidence_note, sale_promise_id
FROM remedies WHERE customer_id = $1 ORDER BY id LIMIT 1000;

-- name: forget_remedies
UPDATE remedies SET what = '', reason = '', evidence_note = '', version = version + 1 WHERE customer_id = $1;

-- name: decide_remedy
UPDATE remedies SET state = $3, decided_at = $4, decided_by_id = $5, reason = $6, requested_by_id = $7,
  version = version + 1
WHERE id = $1 AND version = $2 AND state IN ('proposed', 'awaiting_approval');

-- name: hold_by_promise
UPDATE remedies SET sale_promise_id = $2 WHERE id = $1;

-- name: next_deadline
SELECT next_due_at FROM cases
WHERE state = 'open' AND (next_due_at, id) > ($1, $2) ORDER BY next_due_at, id LIMIT 1;

-- name: deadline_after
SELECT next_due_at AS due_at, id AS case_id FROM cases
WHERE state = 'open' AND (next_due_at, id) > ($1, $2) AND next_due_at <= $3
ORDER BY next_due_at, id LIMIT 1 OFFSET $4;

-- name: record_breaches
INSERT INTO breaches (promise_id, broken_at, recorded_at)
SELECT p.id, p.due_at, CAST($5 AS BIGINT)
FROM cases c JOIN promises p ON p.id = c.next_promise_id
WHERE c.state = 'open' AND (c.next_due_at, c.id) > ($1, $2) AND (c.next_due_at, c.id) <= ($3, $4)
  AND p.kind <> 'confirm_by' AND NOT (p.kind = 'follow_up_by' AND p.source = 'standard')
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.case_id = c.id AND i.state = 'queued')
ON CONFLICT (promise_id) DO NOTHING;

-- name: record_breaches.postgres
-- A case that is being answered at this very instant is left to its promise's clock.
INSERT INTO breaches (promise_id, broken_at, recorded_at)
SELECT p.id, p.due_at, CAST($5 AS BIGINT)
FROM cases c JOIN promises p ON p.id = c.next_promise_id
WHERE c.state = 'open' AND (c.next_due_at, c.id) > ($1, $2) AND (c.next_due_at, c.id) <= ($3, $4)
  AND p.kind <> 'confirm_by' AND NOT (p.kind = 'follow_up_by' AND p.source = 'standard')
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.case_id = c.id AND i.state = 'queued')
FOR NO KEY UPDATE OF c SKIP LOCKED
ON CONFLICT (promise_id) DO NOTHING;

-- name: insert_breach
INSERT INTO breaches (promise_id, broken_at, recorded_at) VALUES ($1, $2, $3);

-- name: count_breaches
SELECT COUNT(*) AS count FROM (SELECT 1 AS one FROM breaches WHERE broken_at >= $1 LIMIT 1000000) AS counted;

-- name: is_answer_queued
SELECT 1 AS one FROM interactions WHERE case_id = $1 AND state = 'queued' LIMIT 1;

-- name: add_evidence
UPDATE remedies SET evidence = 'given', evidence_note = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- name: is_proposed_by_rule
SELECT 1 AS one FROM remedies WHERE recovery_id = $1 AND rule_id = $2;

-- name: list_offers
SELECT id, version, kind, names, amount_minor, currency, active, changed_at, changed_by_name, service
FROM remedy_offers ORDER BY kind, id LIMIT 500;

-- name: find_offer
SELECT id, version, kind, names, amount_minor, currency, active, changed_at, changed_by_name, service
FROM remedy_offers WHERE id = $1;

-- name: insert_offer
INSERT INTO remedy_offers (id, version, kind, names, amount_minor, currency, active, changed_at, changed_by_name,
  service)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: update_offer
UPDATE remedy_offers SET version = version + 1, kind = $3, names = $4, amount_minor = $5, currency = $6, active = $7,
  changed_at = $8, changed_by_name = $9, service = $10
WHERE id = $1 AND version = $2;

-- name: list_remedy_rules
SELECT id, version, name, position, offer_id, conditions, late_minutes, by_itself, active, changed_at,
  changed_by_name
FROM remedy_rules ORDER BY position, id LIMIT 200;

-- name: find_remedy_rule
SELECT id, version, name, position, offer_id, conditions, late_minutes, by_itself, active, changed_at,
  changed_by_name
FROM remedy_rules WHERE id = $1;

-- name: insert_remedy_rule
INSERT INTO remedy_rules (id, version, name, position, offer_id, conditions, late_minutes, by_itself, active,
  changed_at, changed_by_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: update_remedy_rule
UPDATE remedy_rules SET version = version + 1, name = $3, position = $4, offer_id = $5, conditions = $6,
  late_minutes = $7, by_itself = $8, active = $9, changed_at = $10, changed_by_name = $11
WHERE id = $1 AND version = $2;

-- name: past_breaches
-- What rules may know of each breach since an instant, and what became of the promise made in its place.
SELECT r.promise_id, p.kind AS promise_kind, p.source, p.recovers_promise_id, c.kind AS case_kind, c.closed_at,
  r.level, r.opened_at, r.new_promise_id, n.state AS new_state, n.settled_at AS new_settled_at, d.group_id
FROM recoveries r JOIN promises p ON p.id = r.promise_id JOIN cases c ON c.id = r.case_id
LEFT JOIN promises n ON n.id = r.new_promise_id LEFT JOIN case_units cu ON cu.case_id = c.id
LEFT JOIN units u ON u.id = cu.unit_id LEFT JOIN products d ON d.id = u.product_id
WHERE r.opened_at >= $1 ORDER BY r.opened_at DESC, r.id DESC LIMIT $2;

-- name: list_budgets
SELECT id, version, scope, team_id, goodwill_only, period, amount_minor, currency, active, changed_at,
  changed_by_name
FROM remedy_budgets ORDER BY scope, id LIMIT 200;

-- name: find_budget
SELECT id, version, scope, team_id, goodwill_only, period, amount_minor, currency, active, changed_at,
  changed_by_name
FROM remedy_budgets WHERE id = $1;

-- name: insert_budget
INSERT INTO remedy_budgets (id, version, scope, team_id, goodwill_only, period, amount_minor, currency, active,
  changed_at, changed_by_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: update_budget
UPDATE remedy_budgets SET version = version + 1, amount_minor = $3, active = $4, changed_at = $5, changed_by_name = $6
WHERE id = $1 AND version = $2;

-- name: open_spending
INSERT INTO remedy_spending (budget_id, holder_id, period_on, spent_minor) VALUES ($1, $2, $3, 0)
ON CONFLICT (budget_id, holder_id, period_on) DO NOTHING;

-- name: take_spending
-- Taken only where it fits, at the instant of the taking, so that many at once take no more than there is.
UPDATE remedy_spending SET spent_minor = spent_minor + $4
WHERE budget_id = $1 AND holder_id = $2 AND period_on = $3
  AND spent_minor + $4 <= (SELECT b.amount_minor FROM remedy_budgets b WHERE b.id = $1);

-- name: give_back_spending
UPDATE remedy_spending SET spent_minor = spent_minor - $4
WHERE budget_id = $1 AND holder_id = $2 AND period_on = $3;

-- name: insert_taking
INSERT INTO remedy_takings (remedy_id, budget_id, holder_id, period_on, amount_minor) VALUES ($1, $2, $3, $4, $5);

-- name: spent_of
SELECT spent_minor FROM remedy_spending WHERE budget_id = $1 AND holder_id = $2 AND period_on = $3;

-- name: spent_now
SELECT s.budget_id, s.holder_id, s.period_on, s.spent_minor
FROM remedy_budgets b JOIN remedy_spending s ON s.budget_id = b.id
WHERE (b.period = 'month' AND s.period_on = $1) OR (b.period = 'quarter' AND s.period_on = $2)
  OR (b.period = 'year' AND s.period_on = $3)
ORDER BY s.budget_id, s.holder_id LIMIT 1000;

-- name: list_limits
SELECT role_id, version, changed_at, changed_by_name, gives_unasked FROM remedy_limits ORDER BY role_id LIMIT 1000;

-- name: find_limits
SELECT role_id, version, changed_at, changed_by_name, gives_unasked FROM remedy_limits WHERE role_id = $1;

-- name: insert_limits
INSERT INTO remedy_limits (role_id, version, changed_at, changed_by_name, gives_unasked)
VALUES ($1, $2, $3, $4, $5);

-- name: update_limits
UPDATE remedy_limits SET version = version + 1, changed_at = $3, changed_by_name = $4, gives_unasked = $5
WHERE role_id = $1 AND version = $2;

-- name: list_kind_limits
SELECT kind, role_id, amount_minor, currency FROM remedy_kind_limits ORDER BY kind, role_id LIMIT 6000;

-- name: kind_limits_of_role
SELECT kind, role_id, amount_minor, currency FROM remedy_kind_limits WHERE role_id = $1 ORDER BY kind LIMIT 6;

-- name: limits_of_kind
SELECT kind, role_id, amount_minor, currency FROM remedy_kind_limits WHERE kind = $1 ORDER BY role_id LIMIT 1000;

-- name: insert_kind_limit
INSERT INTO remedy_kind_limits (kind, role_id, amount_minor, currency) VALUES ($1, $2, $3, $4);

-- name: clear_kind_limits
DELETE FROM remedy_kind_limits WHERE role_id = $1;

-- name: takings_of_remedy
SELECT remedy_id, budget_id, holder_id, period_on, amount_minor FROM remedy_takings WHERE remedy_id = $1
ORDER BY budget_id;

-- name: remove_takings
DELETE FROM remedy_takings WHERE remedy_id = $1;

-- name: insert_let_go
INSERT INTO remedies_let_go (remedy_id, interaction_id, words, reason, let_go_at, let_go_by_name, instead_id)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: find_let_go
SELECT remedy_id, interaction_id, words, reason, let_go_at, let_go_by_name, instead_id
FROM remedies_let_go WHERE remedy_id = $1;

-- name: let_go_of_remedy
-- Who granted it, when and why stay; that she let it go stands beside it.
UPDATE remedies SET state = 'declined', version = version + 1 WHERE id = $1;

-- name: forget_let_go
UPDATE remedies_let_go SET words = '', reason = '' WHERE remedy_id IN (SELECT id FROM remedies WHERE customer_id = $1);

-- name: insert_remedy_debt
INSERT INTO remedy_debts (remedy_id, promise_id, given_at, given_by_name, note) VALUES ($1, $2, NULL, '', '');

-- name: find_remedy_debt
SELECT remedy_id, promise_id, given_at, given_by_name, note FROM remedy_debts WHERE remedy_id = $1;

-- name: give_remedy
UPDATE remedy_debts SET given_at = $2, given_by_name = $3, note = $4 WHERE remedy_id = $1 AND given_at IS NULL;

-- name: forget_remedy_debts
UPDATE remedy_debts SET note = '' WHERE remedy_id IN (SELECT id FROM remedies WHERE customer_id = $1);
