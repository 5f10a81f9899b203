-- name: insert_template
INSERT INTO sale_promise_templates (id, version, state, automatic, names, applies, promises, updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: update_template
UPDATE sale_promise_templates SET version = $2 + 1, state = $3, automatic = $4, names = $5, applies = $6,
  promises = $7, updated_at = $8, updated_by = $9
WHERE id = $1 AND version = $2

-- name: insert_version
INSERT INTO sale_promise_template_versions (template_id, version, names, applies, promises, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: find_template
SELECT id, version, state, automatic, names, applies, promises, updated_at, updated_by
FROM sale_promise_templates WHERE id = $1

-- name: list_templates
SELECT id, version, state, automatic, names, applies, promises, updated_at, updated_by
FROM sale_promise_templates ORDER BY id LIMIT 1000

-- name: list_automatic
SELECT id, version, state, automatic, names, applies, promises, updated_at, updated_by
FROM sale_promise_templates WHERE state = 'active' AND automatic = 1 ORDER BY id LIMIT 1000

-- name: list_versions
SELECT t.id, v.version, t.state, t.automatic, v.names, v.applies, v.promises, v.at AS updated_at,
  v.actor AS updated_by
FROM sale_promise_template_versions v JOIN sale_promise_templates t ON t.id = v.template_id
WHERE v.template_id = $1 ORDER BY v.version DESC LIMIT 200

-- name: insert_promise
INSERT INTO sale_promises (id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id,
  template_version, item, reference, promise_id, created_at, created_by, ended_at, ended_by, reason, origin,
  owed_until_on, granted_case_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)

-- name: find_promise
SELECT id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id, template_version, item,
  reference, promise_id, created_at, created_by, ended_at, ended_by, reason, origin, owed_until_on, granted_case_id
FROM sale_promises WHERE id = $1

-- name: lock_promise
SELECT id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id, template_version, item,
  reference, promise_id, created_at, created_by, ended_at, ended_by, reason, origin, owed_until_on, granted_case_id
FROM sale_promises WHERE id = $1

-- name: lock_promise.postgres
-- One ledger changes step by step. On SQLite there is one lane.
SELECT id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id, template_version, item,
  reference, promise_id, created_at, created_by, ended_at, ended_by, reason, origin, owed_until_on, granted_case_id
FROM sale_promises WHERE id = $1 FOR UPDATE;

-- name: promises_of_unit
SELECT id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id, template_version, item,
  reference, promise_id, created_at, created_by, ended_at, ended_by, reason, origin, owed_until_on, granted_case_id
FROM sale_promises WHERE unit_id = $1 ORDER BY id LIMIT 200

-- name: promises_of_customer
SELECT id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id, template_version, item,
  reference, promise_id, created_at, created_by, ended_at, ended_by, reason, origin, owed_until_on, granted_case_id
FROM sale_promises WHERE customer_id = $1 ORDER BY id LIMIT 1000

-- name: find_by_reference
SELECT id, sale_id, unit_id, customer_id, state, form, quantity, terms, template_id, template_version, item,
  reference, promise_id, created_at, created_by, ended_at, ended_by, reason, origin, owed_until_on, granted_case_id
FROM sale_promises WHERE sale_id = $1 AND reference = $2 AND reference <> ''

-- name: shorten_promise
UPDATE sale_promises SET owed_until_on = $2 WHERE id = $1 AND state = 'valid'

-- name: end_promise
UPDATE sale_promises SET state = 'ended', ended_at = $2, ended_by = $3, reason = $4,
  owed_until_on = $5
WHERE id = $1 AND state = 'valid'

-- name: is_reminded
SELECT 1 AS one FROM sale_promises WHERE id = $1 AND reminded_at IS NOT NULL

-- name: mark_reminded
UPDATE sale_promises SET reminded_at = $2 WHERE id = $1

-- name: open_after
SELECT id FROM sale_promises WHERE id > $1 AND state = 'valid' AND form = 'quantity' ORDER BY id LIMIT 500

-- name: move_to_unit
UPDATE sale_promises SET unit_id = $2 WHERE unit_id = $1

-- name: give_to_customer
UPDATE sale_promises SET customer_id = $2 WHERE customer_id = $1

-- name: forget_of_customer
UPDATE sale_promises SET reference = '', reason = '' WHERE customer_id = $1

-- name: forget_reasons
UPDATE sale_promise_uses SET reason = ''
WHERE sale_promise_id IN (SELECT id FROM sale_promises WHERE customer_id = $1)

-- name: insert_use
INSERT INTO sale_promise_uses (sale_promise_id, n, quantity, kind, previous_n, held_before, held_after, of_n,
  of_kind, case_id, reason, at, actor, invoice_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: last_use
SELECT sale_promise_id, n, quantity, kind, previous_n, held_before, held_after, of_n, of_kind, case_id, reason,
  at, actor, invoice_id
FROM sale_promise_uses WHERE sale_promise_id = $1 ORDER BY n DESC LIMIT 1

-- name: list_uses
SELECT sale_promise_id, n, quantity, kind, previous_n, held_before, held_after, of_n, of_kind, case_id, reason,
  at, actor, invoice_id
FROM sale_promise_uses WHERE sale_promise_id = $1 ORDER BY n LIMIT 1000

-- name: last_use_for_case
SELECT sale_promise_id, n, quantity, kind, previous_n, held_before, held_after, of_n, of_kind, case_id, reason,
  at, actor, invoice_id
FROM sale_promise_uses WHERE case_id = $1 AND sale_promise_id = $2 ORDER BY n DESC LIMIT 1

-- name: used_by_case
SELECT DISTINCT sale_promise_id FROM sale_promise_uses WHERE case_id = $1 ORDER BY sale_promise_id LIMIT 200

-- name: cases_holding
SELECT DISTINCT case_id FROM sale_promise_uses WHERE sale_promise_id = $1 AND case_id IS NOT NULL
ORDER BY case_id LIMIT 1000

-- name: counts_of_unit
SELECT u.sale_promise_id,
  CAST(SUM(CASE u.kind WHEN 'reserved' THEN 1 WHEN 'consumed' THEN -1 WHEN 'released' THEN -1 ELSE 0 END) AS BIGINT)
    AS reserved,
  CAST(SUM(CASE u.kind WHEN 'consumed' THEN 1 WHEN 'restored' THEN -1 ELSE 0 END) AS BIGINT) AS consumed
FROM sale_promises p JOIN sale_promise_uses u ON u.sale_promise_id = p.id
WHERE p.unit_id = $1 GROUP BY u.sale_promise_id

-- name: find_charge
SELECT free FROM case_charges WHERE case_id = $1 AND component = $2

-- name: mark_free
INSERT INTO case_charges (case_id, component, free) VALUES ($1, $2, 1)
ON CONFLICT (case_id, component) DO NOTHING

-- name: mark_charged
INSERT INTO case_charges (case_id, component, free) VALUES ($1, $2, 0)
ON CONFLICT (case_id, component) DO NOTHING

-- name: unmark
DELETE FROM case_charges WHERE case_id = $1 AND component = $2 AND free = $3

-- name: tie_of_unit
-- What somebody promised, or is dated, ended or used; a template's gift alone is none.
SELECT 1 AS one FROM sale_promises p WHERE p.unit_id = $1 AND p.id > $2 AND (p.template_id IS NULL
  OR p.form = 'dated' OR p.state = 'ended' OR p.origin <> 'sale'
  OR EXISTS (SELECT 1 FROM sale_promise_uses s WHERE s.sale_promise_id = p.id AND s.n > 0)) LIMIT 1

-- name: take_out_opened
DELETE FROM sale_promise_uses WHERE n = 0
  AND sale_promise_id IN (SELECT id FROM sale_promises WHERE sale_id = $1)

-- name: take_out_gifts
DELETE FROM sale_promises WHERE sale_id = $1

-- name: names_product
-- Templates are few; an id stands in their JSON.
SELECT 1 AS one FROM sale_promise_templates WHERE applies LIKE '%' || CAST($1 AS TEXT) || '%'
  OR promises LIKE '%' || CAST($1 AS TEXT) || '%' LIMIT 1
