-- name: next_number
INSERT INTO billing_counters (name, value) VALUES ($1, 1)
ON CONFLICT (name) DO UPDATE SET value = billing_counters.value + 1 RETURNING value

-- name: insert_quote
INSERT INTO quotes (id, number, case_id, unit_id, customer_id, version, state, currency, created_at, created_by, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: find_quote
SELECT id, number, case_id, unit_id, customer_id, version, state, currency, created_at, created_by, reason
FROM quotes WHERE id = $1

-- name: lock_quote
SELECT id, number, case_id, unit_id, customer_id, version, state, currency, created_at, created_by, reason
FROM quotes WHERE id = $1

-- name: lock_quote.postgres
-- Answers and versions of one quote follow each other. On SQLite there is one lane.
SELECT id, number, case_id, unit_id, customer_id, version, state, currency, created_at, created_by, reason
FROM quotes WHERE id = $1 FOR UPDATE;

-- name: quotes_of_case
SELECT id, number, case_id, unit_id, customer_id, version, state, currency, created_at, created_by, reason
FROM quotes WHERE case_id = $1 ORDER BY id LIMIT 100

-- name: quotes_of_customer
SELECT id, number, case_id, unit_id, customer_id, version, state, currency, created_at, created_by, reason
FROM quotes WHERE customer_id = $1 ORDER BY id LIMIT 1000

-- name: raise_version
UPDATE quotes SET version = version + 1, unit_id = $2 WHERE id = $1

-- name: withdraw_quote
UPDATE quotes SET state = 'withdrawn', reason = $2 WHERE id = $1 AND state = 'open'

-- name: insert_version
INSERT INTO quote_versions (quote_id, version, valid_until_on, cause, note, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: find_version
SELECT quote_id, version, valid_until_on, cause, note, at, actor
FROM quote_versions WHERE quote_id = $1 AND version = $2

-- name: list_versions
SELECT quote_id, version, valid_until_on, cause, note, at, actor
FROM quote_versions WHERE quote_id = $1 ORDER BY version DESC LIMIT 100

-- name: insert_quote_line
INSERT INTO quote_lines (line, component, part_id, description, quantity_thousandths, unit_price_minor, tax_bp,
  full_minor, covered_minor, promised_minor, kept_minor, net_minor, tax_minor, coverage_decision_id, sale_promise_id,
  waiver_id, why, quote_id, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)

-- name: lines_of_quote
SELECT line, component, part_id, description, quantity_thousandths, unit_price_minor, tax_bp, full_minor,
  covered_minor, promised_minor, kept_minor, net_minor, tax_minor, coverage_decision_id, sale_promise_id,
  waiver_id, why
FROM quote_lines WHERE quote_id = $1 AND version = $2 ORDER BY line

-- name: insert_answer
INSERT INTO quote_answers (id, quote_id, version, line, answer, by_kind, via, reason, at, actor, signature_id,
  units, interaction_id, words)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: newest_answer
SELECT id, quote_id, version, line, answer, by_kind, via, reason, at, actor, signature_id, units,
  interaction_id, words
FROM quote_answers WHERE quote_id = $1 AND version = $2 AND line = $3 ORDER BY id DESC LIMIT 1

-- name: answers_of_signature
SELECT id, quote_id, version, line, answer, by_kind, via, reason, at, actor, signature_id, units,
  interaction_id, words
FROM quote_answers WHERE signature_id = $1 ORDER BY line

-- name: last_signature
SELECT MAX(n) FROM quote_signatures WHERE quote_id = $1

-- name: insert_signature
INSERT INTO quote_signatures (id, quote_id, version, n, form, taken_by, name, statement, sha256, blob_id, media_type,
  at, actor, erased_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: find_signature
SELECT id, quote_id, version, n, form, taken_by, name, statement, sha256, blob_id, media_type, at, actor, erased_at
FROM quote_signatures WHERE id = $1

-- name: signatures_of
SELECT id, quote_id, version, n, form, taken_by, name, statement, sha256, blob_id, media_type, at, actor, erased_at
FROM quote_signatures WHERE quote_id = $1 AND version = $2 ORDER BY n DESC LIMIT 50

-- name: signatures_of_quote
SELECT id, quote_id, version, n, form, taken_by, name, statement, sha256, blob_id, media_type, at, actor, erased_at
FROM quote_signatures WHERE quote_id = $1 ORDER BY n LIMIT 1000

-- name: insert_finding
INSERT INTO cause_findings (id, case_id, customer_id, cause, reason, interaction_id, is_her_word,
  told_interaction_id, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: findings_of_case
SELECT id, case_id, customer_id, cause, reason, interaction_id, is_her_word, told_interaction_id, at, actor
FROM cause_findings WHERE case_id = $1 ORDER BY id DESC LIMIT 100

-- name: findings_of_customer
SELECT id, case_id, customer_id, cause, reason, interaction_id, is_her_word, told_interaction_id, at, actor
FROM cause_findings WHERE customer_id = $1 ORDER BY id LIMIT 1000

-- name: move_findings_to_case
UPDATE cause_findings SET case_id = $2 WHERE case_id = $1

-- name: give_findings
UPDATE cause_findings SET customer_id = $2 WHERE customer_id = $1

-- name: forget_findings
UPDATE cause_findings SET reason = '' WHERE customer_id = $1

-- name: insert_waiver
INSERT INTO waivers (id, case_id, component, customer_id, interaction_id, words, at, actor, withdrawn_at, withdrawn_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: find_waiver
SELECT id, case_id, component, customer_id, interaction_id, words, at, actor, withdrawn_at, withdrawn_by
FROM waivers WHERE id = $1

-- name: waiver_for
SELECT id, case_id, component, customer_id, interaction_id, words, at, actor, withdrawn_at, withdrawn_by
FROM waivers WHERE case_id = $1 AND component = $2 AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1

-- name: waivers_of_case
SELECT id, case_id, component, customer_id, interaction_id, words, at, actor, withdrawn_at, withdrawn_by
FROM waivers WHERE case_id = $1 ORDER BY id LIMIT 100

-- name: withdraw_waiver
UPDATE waivers SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1 AND withdrawn_at IS NULL

-- name: invoice_on_waiver
SELECT i.number FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id
WHERE l.waiver_id = $1 AND l.credited_by IS NULL ORDER BY l.invoice_id DESC LIMIT 1

-- name: find_freed
-- Since when a quote of the case says that something of this component costs her less, and how much the last one says.
SELECT (SELECT MIN(f.at) FROM quotes a JOIN quote_lines b ON b.quote_id = a.id
        JOIN quote_versions f ON f.quote_id = b.quote_id AND f.version = b.version
        WHERE a.case_id = $1 AND b.component = $2 AND b.net_minor < b.full_minor) AS since,
  l.full_minor - l.net_minor AS minor, q.currency
FROM quotes q JOIN quote_lines l ON l.quote_id = q.id
WHERE q.case_id = $1 AND l.component = $2 AND l.net_minor < l.full_minor
ORDER BY q.id DESC, l.version DESC, l.full_minor DESC LIMIT 1

-- name: insert_invoice
INSERT INTO invoices (id, number, case_id, unit_id, customer_id, quote_id, quote_version, language, currency, lines,
  net_minor, tax_minor, gross_minor, issued_on, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)

-- name: find_invoice
SELECT id, number, case_id, unit_id, customer_id, quote_id, quote_version, language, currency, lines, net_minor,
  tax_minor, gross_minor, issued_on, at, actor
FROM invoices WHERE id = $1

-- name: lock_invoice
SELECT id, number, case_id, unit_id, customer_id, quote_id, quote_version, language, currency, lines, net_minor,
  tax_minor, gross_minor, issued_on, at, actor
FROM invoices WHERE id = $1

-- name: lock_invoice.postgres
-- Payments of one invoice follow each other. On SQLite there is one lane.
SELECT id, number, case_id, unit_id, customer_id, quote_id, quote_version, language, currency, lines, net_minor,
  tax_minor, gross_minor, issued_on, at, actor
FROM invoices WHERE id = $1 FOR UPDATE;

-- name: invoices_of_case
SELECT id, number, case_id, unit_id, customer_id, quote_id, quote_version, language, currency, lines, net_minor,
  tax_minor, gross_minor, issued_on, at, actor
FROM invoices WHERE case_id = $1 ORDER BY id LIMIT 100

-- name: invoices_of_customer
SELECT id, number, case_id, unit_id, customer_id, quote_id, quote_version, language, currency, lines, net_minor,
  tax_minor, gross_minor, issued_on, at, actor
FROM invoices WHERE customer_id = $1 ORDER BY id LIMIT 1000

-- name: count_living_invoices
SELECT COUNT(*) FROM invoices i WHERE i.quote_id = $1
  AND NOT EXISTS (SELECT 1 FROM credit_notes c WHERE c.invoice_id = i.id)

-- name: insert_invoice_line
INSERT INTO invoice_lines (line, component, part_id, description, quantity_thousandths, unit_price_minor, tax_bp,
  full_minor, covered_minor, promised_minor, kept_minor, net_minor, tax_minor, coverage_decision_id, sale_promise_id,
  waiver_id,
  invoice_id, case_id, unit_id, quote_id, quote_version, quote_line, quoted_net_minor, answer_id, approved,
  charged_free, credited_by, why, previous_line, net_before, net_after, tax_before, tax_after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
  $25, $26, $27, $28, $29, $30, $31, $32, $33)

-- name: lines_of_invoice
SELECT line, component, part_id, description, quantity_thousandths, unit_price_minor, tax_bp, full_minor,
  covered_minor, promised_minor, kept_minor, net_minor, tax_minor, coverage_decision_id, sale_promise_id,
  waiver_id, why
FROM invoice_lines WHERE invoice_id = $1 ORDER BY line

-- name: charged_components
SELECT DISTINCT component FROM invoice_lines WHERE invoice_id = $1 AND charged_free IS NOT NULL

-- name: charging_case
SELECT case_id FROM invoice_lines WHERE invoice_id = $1 LIMIT 1

-- name: credit_lines
UPDATE invoice_lines SET credited_by = $2, charged_free = NULL WHERE invoice_id = $1

-- name: count_charged
SELECT COUNT(*) FROM invoice_lines WHERE case_id = $1 AND component = $2 AND charged_free IS NOT NULL

-- name: count_resting
-- Lines of the case's standing invoices that a promise of the sale pays.
SELECT COUNT(*) FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id
WHERE i.case_id = $1 AND l.sale_promise_id = $2 AND l.credited_by IS NULL

-- name: insert_credit_note
INSERT INTO credit_notes (id, number, invoice_id, gross_minor, currency, reason, issued_on, at, actor, promise_id,
  by_law, kept_minor, cancellation_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: find_credit_note
SELECT id, number, invoice_id, gross_minor, currency, reason, issued_on, at, actor, promise_id, by_law, kept_minor,
  cancellation_id
FROM credit_notes WHERE invoice_id = $1

-- name: insert_lawful_refund
INSERT INTO lawful_refunds (law_event_id, credit_note_id, said_by, at, actor) VALUES ($1, $2, $3, $4, $5)

-- name: lawful_refunds_of
SELECT law_event_id, credit_note_id, said_by, at, actor
FROM lawful_refunds WHERE credit_note_id = $1 ORDER BY law_event_id DESC LIMIT 100

-- name: insert_payment
INSERT INTO payments (id, invoice_id, n, gross_minor, currency, amount_minor, previous_n, paid_before, paid_after,
  method, provider, reference, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: list_payments
SELECT id, invoice_id, n, gross_minor, currency, amount_minor, previous_n, paid_before, paid_after, method, provider,
  reference, at, actor
FROM payments WHERE invoice_id = $1 ORDER BY n DESC LIMIT 200

-- name: find_payment_of_provider
SELECT id, invoice_id, n, gross_minor, currency, amount_minor, previous_n, paid_before, paid_after, method, provider,
  reference, at, actor
FROM payments WHERE provider = $1 AND reference = $2 AND provider <> ''

-- name: insert_refund
INSERT INTO refunds (id, invoice_id, n, currency, gross_minor, credit_note_id, paid_n, paid_minor, amount_minor,
  previous_n, refunded_before, refunded_after, method, provider, reference, refunded_on, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)

-- name: list_refunds
SELECT id, invoice_id, n, currency, gross_minor, credit_note_id, paid_n, paid_minor, amount_minor, previous_n,
  refunded_before, refunded_after, method, provider, reference, refunded_on, at, actor
FROM refunds WHERE invoice_id = $1 ORDER BY n DESC LIMIT 200

-- name: find_refund_of_provider
SELECT id, invoice_id, n, currency, gross_minor, credit_note_id, paid_n, paid_minor, amount_minor, previous_n,
  refunded_before, refunded_after, method, provider, reference, refunded_on, at, actor
FROM refunds WHERE provider = $1 AND reference = $2 AND provider <> ''

-- name: move_quotes_to_case
UPDATE quotes SET case_id = $2 WHERE case_id = $1

-- name: move_invoices_to_case
UPDATE invoices SET case_id = $2 WHERE case_id = $1

-- name: move_quotes_to_unit
UPDATE quotes SET unit_id = $2 WHERE unit_id = $1

-- name: give_quotes
UPDATE quotes SET customer_id = $2 WHERE customer_id = $1

-- name: give_invoices
UPDATE invoices SET customer_id = $2 WHERE customer_id = $1

-- name: give_waivers
UPDATE waivers SET customer_id = $2 WHERE customer_id = $1

-- name: forget_notes
UPDATE quote_versions SET note = '' WHERE quote_id IN (SELECT id FROM quotes WHERE customer_id = $1)

-- name: forget_withdrawals
UPDATE quotes SET reason = '' WHERE customer_id = $1

-- name: forget_offered
-- A line on which an invoice rests is the books'; of the others what it would have cost stays.
UPDATE quote_lines SET description = '' WHERE quote_id IN (SELECT id FROM quotes WHERE customer_id = $1)
  AND NOT EXISTS (SELECT 1 FROM invoice_lines i WHERE i.quote_id = quote_lines.quote_id
    AND i.quote_version = quote_lines.version AND i.quote_line = quote_lines.line)

-- name: forget_reasons
UPDATE quote_answers SET reason = '', words = '' WHERE quote_id IN (SELECT id FROM quotes WHERE customer_id = $1)

-- name: blobs_of_signatures
SELECT blob_id FROM quote_signatures WHERE blob_id IS NOT NULL AND erased_at IS NULL
  AND quote_id IN (SELECT id FROM quotes WHERE customer_id = $1)

-- name: forget_signatures
UPDATE quote_signatures SET name = '', statement = '', erased_at = $2 WHERE erased_at IS NULL
  AND quote_id IN (SELECT id FROM quotes WHERE customer_id = $1)

-- name: forget_waivers
UPDATE waivers SET words = '' WHERE customer_id = $1

-- name: forget_payments
UPDATE payments SET reference = '' WHERE provider = '' AND reference <> '' AND invoice_id IN
  (SELECT id FROM invoices WHERE customer_id = $1)

-- name: forget_refunds
UPDATE refunds SET reference = '' WHERE provider = '' AND reference <> '' AND invoice_id IN
  (SELECT id FROM invoices WHERE customer_id = $1)

-- name: forget_credits
UPDATE credit_notes SET reason = '-' WHERE invoice_id IN (SELECT id FROM invoices WHERE customer_id = $1)

-- name: tie_of_unit
-- An invoice is made of a quote.
SELECT number FROM quotes WHERE unit_id = $1 AND id > $2 ORDER BY id LIMIT 1

-- name: lines_free_by
-- Of open quotes, as they stand.
SELECT q.case_id, q.id AS quote_id, q.number, q.version, l.line
FROM quote_lines l JOIN quotes q ON q.id = l.quote_id AND q.version = l.version
WHERE l.sale_promise_id = $1 AND q.state = 'open' ORDER BY q.id, l.line LIMIT 1000

-- name: names_product
-- An invoice's lines are those of a quote.
SELECT 1 AS one FROM quote_lines WHERE part_id = $1 LIMIT 1

-- name: gross_of_case
SELECT CAST(COALESCE(SUM(i.gross_minor), 0) AS BIGINT) FROM invoices i
WHERE i.case_id = $1 AND i.currency = $2
  AND NOT EXISTS (SELECT 1 FROM credit_notes n WHERE n.invoice_id = i.id)

-- name: insert_form
INSERT INTO quote_forms (document_id, quote_id, version, gross_minor, currency, until_on, at, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: forms_binding
SELECT document_id, quote_id, version, gross_minor, currency, until_on, at, actor
FROM quote_forms WHERE quote_id = $1 AND until_on >= $2 ORDER BY gross_minor, document_id LIMIT 50

-- name: last_form
SELECT document_id, quote_id, version, gross_minor, currency, until_on, at, actor
FROM quote_forms WHERE quote_id = $1 AND version = $2 ORDER BY until_on DESC, document_id LIMIT 1

-- name: kept_on_case
SELECT CAST(COALESCE(SUM(n.kept_minor), 0) AS BIGINT) AS kept
FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id WHERE i.case_id = $1
  AND NOT EXISTS (SELECT 1 FROM kept_endings e WHERE e.credit_note_id = n.id)

-- name: is_anything_kept
SELECT 1 AS one FROM credit_notes WHERE kept_minor > 0 LIMIT 1

-- name: was_kept_on_case
SELECT 1 AS one FROM invoices i JOIN credit_notes n ON n.invoice_id = i.id
WHERE i.case_id = $1 AND n.kept_minor > 0 LIMIT 1

-- name: kept_standing
SELECT n.id AS credit_note_id, n.number, i.number AS invoice_number, n.kept_minor, n.currency, n.cancellation_id,
  i.id AS invoice_id, n.issued_on,
  CASE WHEN EXISTS (SELECT 1 FROM refunds r WHERE r.credit_note_id = n.id) THEN 1 ELSE 0 END AS refunded
FROM invoices i JOIN credit_notes n ON n.invoice_id = i.id
WHERE i.case_id = $1 AND n.kept_minor > 0
  AND NOT EXISTS (SELECT 1 FROM kept_endings e WHERE e.credit_note_id = n.id) ORDER BY n.id LIMIT 100

-- name: kept_of_quote
SELECT n.id AS credit_note_id, n.number, i.number AS invoice_number, n.kept_minor, n.currency, n.cancellation_id,
  i.id AS invoice_id, n.issued_on,
  CASE WHEN EXISTS (SELECT 1 FROM refunds r WHERE r.credit_note_id = n.id) THEN 1 ELSE 0 END AS refunded
FROM invoices i JOIN credit_notes n ON n.invoice_id = i.id
WHERE i.quote_id = $1 AND n.kept_minor > 0
  AND NOT EXISTS (SELECT 1 FROM kept_endings e WHERE e.credit_note_id = n.id) ORDER BY n.id LIMIT 1

-- name: insert_kept_ending
INSERT INTO kept_endings (credit_note_id, because, promise_id, at) VALUES ($1, $2, $3, $4)

-- name: find_kept_ending
SELECT credit_note_id, because, promise_id, at FROM kept_endings WHERE credit_note_id = $1

-- name: cases_ever_of_unit
-- What was said of it last is this unit, or no word of hers.
SELECT DISTINCT n.case_id FROM case_unit_namings n
WHERE n.unit_id = $1 AND NOT EXISTS (SELECT 1 FROM case_unit_namings l
  WHERE l.case_id = n.case_id AND l.n > n.n AND l.interaction_id IS NOT NULL
    AND COALESCE(l.unit_id, 0) <> n.unit_id)
ORDER BY n.case_id DESC LIMIT 100
