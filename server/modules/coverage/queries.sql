-- name: insert_template
INSERT INTO coverage_templates (id, version, state, source, automatic, names, applies, lines, currency,
  updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: update_template
UPDATE coverage_templates SET version = $2 + 1, state = $3, source = $4, automatic = $5, names = $6,
  applies = $7, lines = $8, currency = $9, updated_at = $10, updated_by = $11
WHERE id = $1 AND version = $2

-- name: insert_version
INSERT INTO coverage_template_versions (template_id, version, names, applies, lines, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: find_template
SELECT id, version, state, source, automatic, names, applies, lines, currency, updated_at, updated_by
FROM coverage_templates WHERE id = $1

-- name: list_templates
SELECT id, version, state, source, automatic, names, applies, lines, currency, updated_at, updated_by
FROM coverage_templates ORDER BY id LIMIT 1000

-- name: list_automatic
SELECT id, version, state, source, automatic, names, applies, lines, currency, updated_at, updated_by
FROM coverage_templates WHERE state = 'active' AND automatic = 1 ORDER BY id LIMIT 1000

-- name: list_versions
SELECT t.id, v.version, t.state, t.source, t.automatic, v.names, v.applies, v.lines, t.currency,
  v.at AS updated_at, v.actor AS updated_by
FROM coverage_template_versions v JOIN coverage_templates t ON t.id = v.template_id
WHERE v.template_id = $1 ORDER BY v.version DESC LIMIT 200

-- name: insert_coverage
INSERT INTO coverages (id, unit_id, source, state, template_id, template_version, automatic, names, lines,
  currency, reference, reason, created_at, created_by, ended_at, ended_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)

-- name: find_coverage
SELECT id, unit_id, source, state, template_id, template_version, automatic, names, lines, currency,
  reference, reason, created_at, created_by, ended_at, ended_by
FROM coverages WHERE id = $1

-- name: list_coverages
SELECT id, unit_id, source, state, template_id, template_version, automatic, names, lines, currency,
  reference, reason, created_at, created_by, ended_at, ended_by
FROM coverages WHERE unit_id = $1 ORDER BY id LIMIT 200

-- name: end_coverage
UPDATE coverages SET state = 'ended', ended_at = $2, ended_by = $3
WHERE id = $1 AND state = 'valid'

-- name: revive_coverage
UPDATE coverages SET state = 'valid', ended_at = NULL, ended_by = '' WHERE id = $1 AND state = 'ended'

-- name: insert_ending
INSERT INTO coverage_endings (id, coverage_id, cause, reason, holds_until_on, at, ended_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: find_ending
SELECT id, coverage_id, cause, reason, holds_until_on, at, ended_by FROM coverage_endings WHERE id = $1

-- name: endings_of_unit
-- Those that stand.
SELECT e.id, e.coverage_id, e.cause, e.reason, e.holds_until_on, e.at, e.ended_by
FROM coverages c JOIN coverage_endings e ON e.coverage_id = c.id
WHERE c.unit_id = $1 AND c.state = 'ended'
  AND NOT EXISTS (SELECT 1 FROM coverage_revivals r WHERE r.ending_id = e.id)
ORDER BY e.id LIMIT 200

-- name: insert_revival
INSERT INTO coverage_revivals (ending_id, reason, at, revived_by) VALUES ($1, $2, $3, $4)

-- name: reason_of_revival
SELECT reason FROM coverage_revivals WHERE ending_id = $1

-- name: move_coverages
-- An automatic one that both have stays once: the kept unit's.
UPDATE coverages SET unit_id = $2 WHERE unit_id = $1 AND NOT (automatic = 1 AND state = 'valid'
  AND EXISTS (SELECT 1 FROM coverages k WHERE k.unit_id = $2 AND k.template_id = coverages.template_id
    AND k.automatic = 1 AND k.state = 'valid'))

-- name: insert_repair
INSERT INTO repair_times (id, version, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by,
  fee_minor, fee_currency)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: find_repair
SELECT id, version, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by, fee_minor, fee_currency
FROM repair_times WHERE id = $1 AND unit_id = $2

-- name: running_repair
-- Of the case before one that names none.
SELECT id, version, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by, fee_minor, fee_currency
FROM repair_times WHERE unit_id = $1 AND until_on IS NULL AND (case_id = $2 OR case_id IS NULL)
ORDER BY CASE WHEN case_id IS NULL THEN 1 ELSE 0 END, id DESC LIMIT 1

-- name: stay_from
SELECT id, version, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by, fee_minor, fee_currency
FROM repair_times WHERE unit_id = $1 AND case_id = $2 AND from_on = $3 ORDER BY id DESC LIMIT 1

-- name: stay_until
SELECT id, version, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by, fee_minor, fee_currency
FROM repair_times WHERE unit_id = $1 AND case_id = $2 AND until_on = $3 ORDER BY id DESC LIMIT 1

-- name: insert_correction
INSERT INTO repair_corrections (id, repair_time_id, was_from_on, was_until_on, reason, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: list_corrections
SELECT c.repair_time_id, c.was_from_on, c.was_until_on, c.reason, c.at, c.actor
FROM repair_corrections c JOIN repair_times r ON r.id = c.repair_time_id WHERE r.unit_id = $1 ORDER BY c.id LIMIT 1000

-- name: correct_repair
UPDATE repair_times SET version = version + 1, from_on = $2, until_on = $3 WHERE id = $1 AND version = $4

-- name: unit_of_repair
SELECT unit_id FROM repair_times WHERE id = $1

-- name: move_hand_in
UPDATE repair_times SET version = version + 1, from_on = $3
WHERE id = $1 AND from_on = $2 AND (until_on IS NULL OR until_on >= $3)

-- name: drop_hand_in
DELETE FROM repair_times WHERE id = $1 AND from_on = $2 AND until_on IS NULL

-- name: move_hand_back
UPDATE repair_times SET version = version + 1, until_on = $3 WHERE id = $1 AND until_on = $2 AND from_on <= $3

-- name: drop_hand_back
UPDATE repair_times SET version = version + 1, until_on = NULL WHERE id = $1 AND until_on = $2

-- name: drop_repair
DELETE FROM repair_times WHERE id = $1

-- name: reopen_repair
UPDATE repair_times SET version = version + 1, until_on = NULL WHERE id = $1

-- name: adopt_repair
UPDATE repair_times SET case_id = $2 WHERE id = $1 AND case_id IS NULL

-- name: handed_in_on
SELECT id FROM repair_times WHERE unit_id = $1 AND case_id = $2 AND from_on = $3

-- name: set_fee_of_case
UPDATE repair_times SET fee_minor = $2, fee_currency = $3 WHERE case_id = $1

-- name: unit_in_repair_of
SELECT unit_id FROM repair_times WHERE case_id = $1 ORDER BY id DESC LIMIT 1

-- name: list_repairs
SELECT id, version, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by, fee_minor, fee_currency
FROM repair_times WHERE unit_id = $1 ORDER BY from_on, id LIMIT 500

-- name: end_repair
-- A fee that is not told leaves the one that was.
UPDATE repair_times SET version = version + 1, until_on = $2, fee_minor = COALESCE($3, fee_minor),
  fee_currency = COALESCE($4, fee_currency)
WHERE id = $1 AND until_on IS NULL

-- name: join_repairs
-- Of every case that was joined into it, through however many.
UPDATE repair_times SET case_id = $1 WHERE case_id IN (
  WITH RECURSIVE joined (id) AS (
    SELECT id FROM cases WHERE merged_into_id = $1
    UNION
    SELECT c.id FROM cases c JOIN joined j ON c.merged_into_id = j.id)
  SELECT id FROM joined)

-- name: running_elsewhere
SELECT id, version, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by, fee_minor, fee_currency
FROM repair_times WHERE case_id = $1 AND unit_id <> $2 AND until_on IS NULL ORDER BY id LIMIT 20

-- name: move_repair
UPDATE repair_times SET unit_id = $2 WHERE id = $1

-- name: unit_of_case
SELECT unit_id FROM case_units WHERE case_id = $1

-- name: move_repairs
UPDATE repair_times SET unit_id = $2 WHERE unit_id = $1

-- name: insert_use
INSERT INTO coverage_uses (id, coverage_id, decision_id, visits, amount_minor, at, recorded_by, invoice_id, currency,
  reason, used_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: list_uses
-- The newest first, with who gave it back: by the credit note of its invoice, or by a person.
SELECT u.id, u.coverage_id, u.decision_id, u.visits, u.amount_minor, u.currency, u.invoice_id, u.reason, u.used_on,
  u.at,
  u.recorded_by, COALESCE(t.reason, '') AS taken_back_reason, COALESCE(t.at, r.at) AS taken_back_at,
  COALESCE(t.taken_back_by, r.restored_by, '') AS taken_back_by
FROM coverage_uses u LEFT JOIN coverage_uses_taken_back t ON t.use_id = u.id
  LEFT JOIN coverage_restorations r ON r.use_id = u.id
WHERE u.coverage_id = $1 ORDER BY u.id DESC LIMIT 500

-- name: find_use
SELECT u.id, u.coverage_id, u.decision_id, u.visits, u.amount_minor, u.currency, u.invoice_id, u.reason, u.used_on,
  u.at,
  u.recorded_by, COALESCE(t.reason, '') AS taken_back_reason, t.at AS taken_back_at,
  COALESCE(t.taken_back_by, '') AS taken_back_by
FROM coverage_uses u LEFT JOIN coverage_uses_taken_back t ON t.use_id = u.id
WHERE u.id = $1 AND u.coverage_id = $2

-- name: take_use_back
INSERT INTO coverage_uses_taken_back (use_id, reason, at, taken_back_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (use_id) DO NOTHING

-- name: sum_uses
-- What stands; an amount in another currency than the cap's is none of it.
SELECT CAST(COALESCE(SUM(u.visits), 0) AS BIGINT) AS visits,
  CAST(COALESCE(SUM(CASE WHEN u.currency = $2 THEN u.amount_minor ELSE 0 END), 0) AS BIGINT) AS amount_minor
FROM coverage_uses u WHERE u.coverage_id = $1
  AND NOT EXISTS (SELECT 1 FROM coverage_restorations r WHERE r.use_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM coverage_uses_taken_back t WHERE t.use_id = u.id)

-- name: restore_uses
INSERT INTO coverage_restorations (use_id, invoice_id, credit_note_id, at, restored_by)
SELECT id, invoice_id, $2, $3, $4 FROM coverage_uses WHERE invoice_id = $1

-- name: coverages_of_invoice
SELECT DISTINCT coverage_id FROM coverage_uses WHERE invoice_id = $1 ORDER BY coverage_id

-- name: move_uses
-- Of what both units were given by one template: the kept unit's counts what the lost one's was used for. What was
-- moved to the kept unit before is not of the lost one any more.
UPDATE coverage_uses SET coverage_id = (SELECT k.id FROM coverages l JOIN coverages k ON k.template_id = l.template_id
    AND k.unit_id = $2 AND k.automatic = 1 AND k.state = 'valid' WHERE l.id = coverage_uses.coverage_id)
WHERE coverage_id IN (SELECT l.id FROM coverages l JOIN coverages k ON k.template_id = l.template_id
    AND k.unit_id = $2 AND k.automatic = 1 AND k.state = 'valid'
  WHERE l.unit_id = $1 AND l.automatic = 1 AND l.state = 'valid')

-- name: insert_decision
INSERT INTO coverage_decisions (id, unit_id, case_id, day, facts, question, terms, entitlement, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: find_decision
SELECT id, unit_id, case_id, day, facts, question, terms, entitlement, at, actor
FROM coverage_decisions WHERE id = $1

-- name: list_decisions
SELECT id, unit_id, case_id, day, facts, question, terms, entitlement, at, actor
FROM coverage_decisions WHERE unit_id = $1 ORDER BY id DESC LIMIT 100

-- name: list_decisions_of_case
SELECT id, unit_id, case_id, day, facts, question, terms, entitlement, at, actor
FROM coverage_decisions WHERE case_id = $1 ORDER BY id DESC LIMIT 100

-- name: move_decisions
UPDATE coverage_decisions SET unit_id = $2 WHERE unit_id = $1

-- name: speaks_of
SELECT 1 AS one FROM cases c WHERE c.id = $1 AND (
  EXISTS (SELECT 1 FROM coverage_decisions WHERE case_id = $1)
  OR EXISTS (SELECT 1 FROM repair_times WHERE case_id = $1))

-- name: tie_of_unit
-- What was decided, repaired or given by somebody, or used; a template's gift alone is none.
SELECT 1 AS one FROM units u WHERE u.id = $1 AND (
  EXISTS (SELECT 1 FROM coverage_decisions WHERE unit_id = $1 AND id > $2)
  OR EXISTS (SELECT 1 FROM repair_times WHERE unit_id = $1 AND id > $2)
  OR EXISTS (SELECT 1 FROM coverages c WHERE c.unit_id = $1 AND c.id > $2 AND (c.automatic = 0
    OR c.state = 'ended' OR EXISTS (SELECT 1 FROM coverage_uses s WHERE s.coverage_id = c.id))))

-- name: take_out_gifts
-- Of a unit without any other sale; what was used is a tie.
DELETE FROM coverages WHERE unit_id = $1 AND automatic = 1 AND state = 'valid'

-- name: names_product
-- Templates are few; an id stands in their JSON.
SELECT 1 AS one FROM coverage_templates WHERE applies LIKE '%' || CAST($1 AS TEXT) || '%'
  OR lines LIKE '%' || CAST($1 AS TEXT) || '%' LIMIT 1

-- name: forget_coverages
-- What ended before endings had rows of their own said why in the coverage itself. A name is written by hand where no
-- template gave it and no part.
UPDATE coverages SET reason = '', reference = '',
  names = CASE WHEN template_id IS NULL AND source = 'goodwill' THEN '{"en":"—"}' ELSE names END
WHERE unit_id = $1 AND ((created_at >= $2 AND created_at < $3)
  OR EXISTS (SELECT 1 FROM coverage_endings e WHERE e.id = coverages.id AND e.at >= $2 AND e.at < $3))

-- name: forget_endings
UPDATE coverage_endings SET reason = '—' WHERE at >= $2 AND at < $3
  AND coverage_id IN (SELECT id FROM coverages WHERE unit_id = $1)

-- name: forget_revivals
UPDATE coverage_revivals SET reason = '—' WHERE at >= $2 AND at < $3 AND ending_id IN
  (SELECT e.id FROM coverage_endings e JOIN coverages c ON c.id = e.coverage_id WHERE c.unit_id = $1)

-- name: forget_uses
UPDATE coverage_uses SET reason = '' WHERE at >= $2 AND at < $3
  AND coverage_id IN (SELECT id FROM coverages WHERE unit_id = $1)
  AND NOT EXISTS (SELECT 1 FROM coverage_decisions d WHERE d.id = coverage_uses.decision_id AND d.case_id IS NOT NULL)

-- name: forget_uses_of_case
UPDATE coverage_uses SET reason = ''
WHERE coverage_id IN
  (SELECT c.id FROM coverages c JOIN coverage_decisions d ON d.unit_id = c.unit_id WHERE d.case_id = $1)
  AND decision_id IN (SELECT id FROM coverage_decisions WHERE case_id = $1)

-- name: forget_taken_back
UPDATE coverage_uses_taken_back SET reason = '—' WHERE at >= $2 AND at < $3 AND use_id IN
  (SELECT u.id FROM coverage_uses u JOIN coverages c ON c.id = u.coverage_id WHERE c.unit_id = $1
   AND NOT EXISTS (SELECT 1 FROM coverage_decisions d WHERE d.id = u.decision_id AND d.case_id IS NOT NULL))

-- name: forget_taken_back_of_case
UPDATE coverage_uses_taken_back SET reason = '—' WHERE use_id IN
  (SELECT u.id FROM coverage_decisions d JOIN coverages c ON c.unit_id = d.unit_id
   JOIN coverage_uses u ON u.coverage_id = c.id AND u.decision_id = d.id WHERE d.case_id = $1)

-- name: forget_stays
UPDATE repair_times SET note = ''
WHERE unit_id = $1 AND case_id IS NULL AND recorded_at >= $2 AND recorded_at < $3

-- name: forget_stays_of_case
UPDATE repair_times SET note = '' WHERE case_id = $1

-- name: forget_corrections
UPDATE repair_corrections SET reason = '—' WHERE at >= $2 AND at < $3
  AND repair_time_id IN (SELECT id FROM repair_times WHERE unit_id = $1 AND case_id IS NULL)

-- name: forget_corrections_of_case
UPDATE repair_corrections SET reason = '—' WHERE repair_time_id IN (SELECT id FROM repair_times WHERE case_id = $1)
