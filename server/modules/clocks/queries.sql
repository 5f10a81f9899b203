-- Statements of the module clocks.

-- name: list_packs
SELECT id, code, pack_version, fingerprint, origin, in_use, loaded_at, loaded_by_name, approved_at,
       approved_by_id, approved_by_name, approval_reason
FROM law_packs ORDER BY code, in_use DESC, id DESC LIMIT 200

-- name: find_pack
SELECT id, code, pack_version, fingerprint, origin, in_use, loaded_at, loaded_by_name, approved_at,
       approved_by_id, approved_by_name, approval_reason
FROM law_packs WHERE id = $1

-- name: find_pack_in_use
SELECT id, code, pack_version, fingerprint, origin, in_use, loaded_at, loaded_by_name, approved_at,
       approved_by_id, approved_by_name, approval_reason
FROM law_packs WHERE code = $1 AND in_use = 1

-- name: list_approved
SELECT id, code, pack_version, fingerprint, origin, in_use, loaded_at, loaded_by_name, approved_at,
       approved_by_id, approved_by_name, approval_reason
FROM law_packs WHERE code = $1 AND approved_at IS NOT NULL ORDER BY id LIMIT 500

-- name: codes_in_use
SELECT code FROM law_packs WHERE in_use = 1 ORDER BY code LIMIT 200

-- name: find_same_pack
SELECT id, code, pack_version, fingerprint, origin, in_use, loaded_at, loaded_by_name, approved_at,
       approved_by_id, approved_by_name, approval_reason
FROM law_packs WHERE code = $1 AND fingerprint = $2

-- name: files_of_pack
SELECT files FROM law_packs WHERE id = $1

-- name: insert_pack
INSERT INTO law_packs (id, code, pack_version, fingerprint, origin, in_use, loaded_at, loaded_by_name,
                       approved_at, approved_by_id, approved_by_name, approval_reason, files)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: put_out_of_use
UPDATE law_packs SET in_use = 0 WHERE code = $1 AND in_use = 1

-- name: put_own_out_of_use
-- What a person loaded meanwhile stays in use.
UPDATE law_packs SET in_use = 0 WHERE code = $1 AND in_use = 1 AND origin = 'program'

-- name: put_into_use
UPDATE law_packs SET in_use = 1 WHERE id = $1

-- name: approve_pack
UPDATE law_packs SET approved_at = $2, approved_by_id = $3, approved_by_name = $4, approval_reason = $5
WHERE id = $1 AND approved_at IS NULL

-- name: list_standards
SELECT code, rule_id, amount, version, set_at, set_by_name, reason
FROM law_standards WHERE code = $1 ORDER BY rule_id LIMIT 500

-- name: set_standard
INSERT INTO law_standards (code, rule_id, amount, version, set_at, set_by_name, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (code, rule_id) DO UPDATE SET amount = excluded.amount, version = law_standards.version + 1,
  set_at = excluded.set_at, set_by_name = excluded.set_by_name, reason = excluded.reason

-- name: find_matter
SELECT case_id, version, code, facts, product_group, taken_at, taken_by_name, known, contradictions, by_itself
FROM case_laws WHERE case_id = $1

-- name: insert_matter
INSERT INTO case_laws (case_id, version, code, facts, product_group, taken_at, taken_by_name, known,
                       contradictions, by_itself)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: update_matter
UPDATE case_laws SET version = version + 1, facts = $3, product_group = $4, known = $5, contradictions = $6,
  by_itself = $7, code = $8
WHERE case_id = $1 AND version = $2

-- name: cases_of_goods
-- Open ones after the case $3 about goods of the product $1, or of the group $2 or one below it. (`+ 0`: not by the
-- key of cases, most of which are closed and about other goods.)
WITH RECURSIVE below (id) AS (
  SELECT id FROM product_groups WHERE id = CAST($2 AS BIGINT)
  UNION
  SELECT g.id FROM below JOIN product_groups g ON g.parent_id = below.id)
SELECT c.id FROM cases c JOIN case_units u ON u.case_id = c.id JOIN units n ON n.id = u.unit_id
  JOIN products p ON p.id = n.product_id
WHERE c.state IN ('open', 'solved') AND c.id + 0 > $3
  AND (p.id = CAST($1 AS BIGINT) OR p.group_id IN (SELECT id FROM below))
ORDER BY c.id + 0 LIMIT $4

-- name: owed_of_goods
-- Of the same those on which the law may owe something still.
WITH RECURSIVE below (id) AS (
  SELECT id FROM product_groups WHERE id = CAST($2 AS BIGINT)
  UNION
  SELECT g.id FROM below JOIN product_groups g ON g.parent_id = below.id)
SELECT c.id FROM cases c JOIN case_units u ON u.case_id = c.id JOIN units n ON n.id = u.unit_id
  JOIN products p ON p.id = n.product_id
WHERE c.state IN ('open', 'solved') AND (p.id = CAST($1 AS BIGINT) OR p.group_id IN (SELECT id FROM below))
  AND (EXISTS (SELECT 1 FROM legal_clocks k WHERE k.case_id = c.id AND k.open = 1 AND k.promise_id IS NOT NULL)
    OR EXISTS (SELECT 1 FROM legal_consequences q WHERE q.case_id = c.id AND q.party = 'consumer'
      AND q.state IN ('offered', 'to_decide')))
ORDER BY c.id + 0 LIMIT $3

-- name: touch_matter
UPDATE case_laws SET version = version + 1 WHERE case_id = $1

-- name: matters_after
SELECT case_id, version, code, facts, product_group, taken_at, taken_by_name, known, contradictions, by_itself
FROM case_laws WHERE code = $1 AND case_id > $2 ORDER BY case_id LIMIT 200

-- name: matter_ids_after
-- Up to the case $3, which is none where there is no end.
SELECT case_id FROM case_laws WHERE code = $1 AND case_id > $2 AND (CAST($3 AS BIGINT) IS NULL OR case_id <= $3)
ORDER BY case_id LIMIT 200

-- name: count_matters
SELECT count(*) FROM case_laws WHERE code = $1

-- name: nth_matter
SELECT case_id FROM case_laws WHERE code = $1 ORDER BY case_id LIMIT 1 OFFSET $2

-- name: matters_between
SELECT case_id, version, code, facts, product_group, taken_at, taken_by_name, known, contradictions, by_itself
FROM case_laws WHERE code = $1 AND case_id BETWEEN $2 AND $3 ORDER BY case_id LIMIT 200

-- name: insert_event
INSERT INTO case_law_events (id, case_id, kind, at, about_at, facts, channel, note, recorded_at, actor_kind,
                             actor_id, actor_name, interaction_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: stands
SELECT 1 AS one FROM case_law_events e
WHERE e.id = $1 AND NOT EXISTS (SELECT 1 FROM case_law_withdrawals w WHERE w.event_id = e.id)

-- name: insert_withdrawal
INSERT INTO case_law_withdrawals (event_id, taken_back_at, actor_kind, actor_id, actor_name, reason)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: count_events
SELECT count(*) FROM case_law_events WHERE case_id = $1

-- name: events_between
SELECT e.id, e.case_id, e.kind, e.at, e.about_at, e.facts, e.channel, e.note, e.recorded_at, e.actor_kind, e.actor_id,
       e.actor_name, e.interaction_id, w.taken_back_at, COALESCE(w.actor_name, '') AS taken_back_by_name,
       COALESCE(w.reason, '') AS taken_back_reason
FROM case_law_events e LEFT JOIN case_law_withdrawals w ON w.event_id = e.id
WHERE e.case_id BETWEEN $1 AND $2 ORDER BY e.case_id, e.at, e.id LIMIT 50000

-- name: clocks_between
SELECT id, version, case_id, code, rule_id, cycle, pack_id, kind, state, open, starts_at, due_at, own_due_at,
       stopped_at, told_until, rings_at, doubts, promise_id
FROM legal_clocks WHERE case_id BETWEEN $1 AND $2 ORDER BY case_id, rule_id, cycle LIMIT 50000

-- name: find_clock
SELECT id, version, case_id, code, rule_id, cycle, pack_id, kind, state, open, starts_at, due_at, own_due_at,
       stopped_at, told_until, rings_at, doubts, promise_id
FROM legal_clocks WHERE id = $1

-- name: open_clocks
SELECT id, version, case_id, code, rule_id, cycle, pack_id, kind, state, open, starts_at, due_at, own_due_at,
       stopped_at, told_until, rings_at, doubts, promise_id
FROM legal_clocks WHERE open = 1 AND due_at IS NOT NULL AND (due_at, id) > ($1, $2) ORDER BY due_at, id LIMIT $3

-- name: insert_clock
INSERT INTO legal_clocks (id, version, case_id, code, rule_id, cycle, pack_id, kind, state, open, starts_at,
                          due_at, own_due_at, stopped_at, told_until, rings_at, doubts, promise_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)

-- name: update_clock
UPDATE legal_clocks SET version = version + 1, pack_id = $3, state = $4, open = $5, starts_at = $6, due_at = $7,
  own_due_at = $8, stopped_at = $9, told_until = $10, rings_at = $11, doubts = $12, promise_id = $13
WHERE id = $1 AND version = $2

-- name: follow_pack
UPDATE legal_clocks SET pack_id = $1
WHERE case_id BETWEEN $2 AND $3 AND code = $4 AND open = 1 AND pack_id <> $1

-- name: keep_pack
UPDATE legal_clocks SET pack_id = $2 WHERE id = $1

-- name: note_pack
-- $2 is a JSON array of ids, which each database reads by a function of its own.
UPDATE legal_clocks SET pack_id = $1 WHERE id IN (SELECT value FROM json_each($2))

-- name: note_pack.postgres
-- As above.
UPDATE legal_clocks SET pack_id = $1 WHERE id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($2 AS TEXT) AS JSON)) AS BIGINT)))

-- name: insert_result
INSERT INTO legal_clock_results (clock_id, revision, pack_id, state, due_at, replaced_at, cause)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: results_of
SELECT revision, pack_id, state, due_at, replaced_at, cause
FROM legal_clock_results WHERE clock_id = $1 ORDER BY revision LIMIT 200

-- name: consequences_between
SELECT id, clock_id, case_id, ordinal, effect, state, at, recorded_at, party, choices, document, amount_minor,
       currency, overdue
FROM legal_consequences WHERE case_id BETWEEN $1 AND $2 ORDER BY case_id, id LIMIT 50000

-- name: consequences_that_wait
SELECT id, clock_id, case_id, ordinal, effect, state, at, recorded_at, party, choices, document, amount_minor,
       currency, overdue
FROM legal_consequences WHERE state = $1 AND effect = $2 AND overdue = $3 AND (at, id) > ($4, $5)
ORDER BY at, id LIMIT $6

-- name: find_consequence
SELECT id, clock_id, case_id, ordinal, effect, state, at, recorded_at, party, choices, document, amount_minor,
       currency, overdue
FROM legal_consequences WHERE id = $1

-- name: find_call
SELECT consequence_id, call_by_at, asked, made_at, missed_at FROM legal_calls WHERE consequence_id = $1

-- name: insert_call
INSERT INTO legal_calls (consequence_id, call_by_at, asked, made_at, missed_at) VALUES ($1, $2, $3, $4, $5)

-- name: miss_call
UPDATE legal_calls SET missed_at = $2 WHERE consequence_id = $1 AND missed_at IS NULL

-- name: insert_consequence
INSERT INTO legal_consequences (id, clock_id, case_id, ordinal, effect, state, at, recorded_at, party, choices,
                                document, amount_minor, currency, overdue)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: mark_overdue
UPDATE legal_consequences SET overdue = $2 WHERE clock_id = $1 AND overdue <> $2

-- name: change_consequence
UPDATE legal_consequences SET state = $3, at = $4 WHERE id = $1 AND state = $2

-- name: insert_decision
INSERT INTO legal_decisions (consequence_id, decision, reason, channel, decided_at, decided_by_kind,
                             decided_by_id, decided_by_name, document_id, interaction_id, words)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: find_decision
SELECT consequence_id, decision, reason, channel, decided_at, decided_by_kind, decided_by_id, decided_by_name,
       document_id, interaction_id, words
FROM legal_decisions WHERE consequence_id = $1

-- name: keep_former_decision
INSERT INTO legal_former_decisions (consequence_id, n, decision, reason, channel, decided_at, decided_by_kind,
  decided_by_id, decided_by_name, document_id, interaction_id, words, replaced_at, replaced_by_name, replaced_reason)
SELECT d.consequence_id, (SELECT COALESCE(MAX(f.n), 0) + 1 FROM legal_former_decisions f WHERE f.consequence_id = $1),
  d.decision, d.reason, d.channel, d.decided_at, d.decided_by_kind, d.decided_by_id, d.decided_by_name, d.document_id,
  d.interaction_id, d.words, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT)
FROM legal_decisions d WHERE d.consequence_id = $1

-- name: remove_decision
DELETE FROM legal_decisions WHERE consequence_id = $1

-- name: former_decisions_of_case
SELECT d.consequence_id, d.n, d.decision, d.reason, d.channel, d.decided_at, d.decided_by_kind, d.decided_by_id,
       d.decided_by_name, d.document_id, d.interaction_id, d.words, d.replaced_at, d.replaced_by_name,
       d.replaced_reason
FROM legal_former_decisions d JOIN legal_consequences c ON c.id = d.consequence_id
WHERE c.case_id = $1 ORDER BY d.consequence_id, d.n LIMIT 500

-- name: was_written_to
-- Anything that went to her, or is about to, since then: she may rest on what it says.
SELECT 1 AS one FROM interactions WHERE case_id = $1 AND direction = 'outbound' AND at >= $2 AND state <> 'cancelled'
LIMIT 1

-- name: decisions_of_case
SELECT d.consequence_id, d.decision, d.reason, d.channel, d.decided_at, d.decided_by_kind, d.decided_by_id,
       d.decided_by_name, d.document_id, d.interaction_id, d.words
FROM legal_decisions d JOIN legal_consequences c ON c.id = d.consequence_id
WHERE c.case_id = $1 ORDER BY d.consequence_id LIMIT 500

-- name: move_events
UPDATE case_law_events SET case_id = $2 WHERE case_id = $1

-- name: move_clock
UPDATE legal_clocks SET case_id = $2, version = version + 1 WHERE id = $1

-- name: put_aside
UPDATE legal_clocks SET case_id = $2, cycle = $3, state = 'not_applicable', open = 0, rings_at = NULL,
  version = version + 1
WHERE id = $1

-- name: move_consequences
UPDATE legal_consequences SET case_id = $2 WHERE case_id = $1

-- name: withdraw_consequences
UPDATE legal_consequences SET state = 'withdrawn' WHERE clock_id = $1 AND state IN ('offered', 'to_decide')

-- name: remove_matter
DELETE FROM case_laws WHERE case_id = $1

-- name: running_retentions
SELECT id, version, case_id, code, rule_id, cycle, pack_id, kind, state, open, starts_at, due_at, own_due_at,
       stopped_at, told_until, rings_at, doubts, promise_id
FROM legal_clocks WHERE case_id = $1 AND kind = 'retention' AND state = 'running' AND doubts = 0
ORDER BY id LIMIT 20

-- name: forget_matter
UPDATE case_laws SET facts = '{}', known = '{}', contradictions = '{}', version = version + 1 WHERE case_id = $1

-- name: forget_events
-- The way by which it was told is proof of it, where it is a way and no sentence. So too below.
UPDATE case_law_events SET facts = '{}', note = '',
  channel = CASE
    WHEN channel IN ('email', 'phone', 'chat', 'desk', 'letter', 'social', 'portal', 'api', 'system', 'link')
      THEN channel ELSE '' END
WHERE case_id = $1

-- name: forget_withdrawals
UPDATE case_law_withdrawals SET reason = '—'
WHERE event_id IN (SELECT id FROM case_law_events WHERE case_id = $1)

-- name: forget_decisions
UPDATE legal_decisions SET reason = '', words = '',
  channel = CASE
    WHEN channel IN ('email', 'phone', 'chat', 'desk', 'letter', 'social', 'portal', 'api', 'system', 'link')
      THEN channel ELSE '' END
WHERE consequence_id IN (SELECT id FROM legal_consequences WHERE case_id = $1)

-- name: stop_clock
UPDATE legal_clocks SET open = 0, rings_at = NULL, version = version + 1 WHERE id = $1

-- name: insert_notice
INSERT INTO legal_notices (id, consequence_id, channel, address, language, text, interaction_id, told_at,
                           recorded_at, told_by_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: notices_of_case
SELECT n.id, n.consequence_id, n.channel, n.address, n.language, n.text, n.interaction_id, n.told_at,
       n.recorded_at, n.told_by_name
FROM legal_notices n JOIN legal_consequences c ON c.id = n.consequence_id
WHERE c.case_id = $1 ORDER BY n.told_at, n.id LIMIT 500

-- name: last_told
SELECT max(told_at) FROM legal_notices WHERE consequence_id = $1

-- name: forget_notices
UPDATE legal_notices SET address = '', text = '—',
  channel = CASE
    WHEN channel IN ('email', 'phone', 'chat', 'desk', 'letter', 'social', 'portal', 'api', 'system', 'link')
      THEN channel ELSE '—' END
WHERE consequence_id IN (SELECT id FROM legal_consequences WHERE case_id = $1)

-- name: forget_choosers
UPDATE legal_decisions SET decided_by_name = '—'
WHERE decided_by_kind = 'customer' AND consequence_id IN (SELECT id FROM legal_consequences WHERE case_id = $1)

-- name: forget_former_decisions
UPDATE legal_former_decisions SET reason = '', words = '', replaced_reason = '',
  channel = CASE
    WHEN channel IN ('email', 'phone', 'chat', 'desk', 'letter', 'social', 'portal', 'api', 'system', 'link')
      THEN channel ELSE '' END,
  decided_by_name = CASE decided_by_kind WHEN 'customer' THEN '—' ELSE decided_by_name END
WHERE consequence_id IN (SELECT id FROM legal_consequences WHERE case_id = $1)

-- name: debts_of_case
SELECT d.consequence_id, d.promise_id, d.deed, d.owed_at, d.settled_at
FROM legal_debts d JOIN legal_consequences c ON c.id = d.consequence_id
WHERE c.case_id = $1 ORDER BY d.consequence_id LIMIT 500

-- name: insert_debt
INSERT INTO legal_debts (consequence_id, promise_id, deed, owed_at, settled_at, cost_minor, cost_currency)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: renew_debt
UPDATE legal_debts SET promise_id = $2, owed_at = $3, settled_at = NULL WHERE consequence_id = $1

-- name: remove_debt
DELETE FROM legal_debts WHERE consequence_id = $1

-- name: tell_cost
UPDATE legal_debts SET cost_minor = $2, cost_currency = $3 WHERE consequence_id = $1

-- name: untold_costs
-- Of a case: what was chosen and what it costs is not known.
SELECT d.consequence_id FROM legal_debts d JOIN legal_consequences c ON c.id = d.consequence_id
WHERE c.case_id = $1 AND c.effect = 'grant' AND d.cost_minor IS NULL ORDER BY d.consequence_id LIMIT 500

-- name: settle_debt
UPDATE legal_debts SET settled_at = $2 WHERE consequence_id = $1

-- name: insert_dismissal
INSERT INTO case_law_dismissals (id, case_id, kind, reason, dismissed_at, dismissed_by, lifted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: lift_dismissal
UPDATE case_law_dismissals SET lifted_at = $2 WHERE case_id = $1 AND lifted_at IS NULL

-- name: dismissals_of
SELECT id, case_id, kind, reason, dismissed_at, dismissed_by, lifted_at
FROM case_law_dismissals WHERE case_id = $1 ORDER BY id DESC LIMIT 50

-- name: dismissed_between
SELECT case_id FROM case_law_dismissals WHERE case_id BETWEEN $1 AND $2 AND lifted_at IS NULL ORDER BY case_id LIMIT 500

-- name: move_dismissals
UPDATE case_law_dismissals SET case_id = $2 WHERE case_id = $1

-- name: forget_dismissals
UPDATE case_law_dismissals SET reason = '—' WHERE case_id = $1
