-- What must hold in a company's database, one statement a rule. A row is a violation: the row's id, the
-- id of another row it speaks of (0: none), and a word about it. At most $1 rows are named.

-- name: begin_long_look.sqlite
-- A look at everything may sort much: on disk rather than in memory.
PRAGMA temp_store = FILE

-- name: begin_long_look.postgres
-- A look at everything may take longer than a request may.
SELECT set_config('statement_timeout', '0', true) AS timeout

-- Promises and cases ---------------------------------------------------------------------------------

-- name: open_without_promise
SELECT c.id, CAST(0 AS BIGINT) AS other_id, c.number AS detail FROM cases c
WHERE c.open = 1
  AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.case_id = c.id AND p.state = 'pending')
ORDER BY c.id LIMIT $1

-- name: closed_with_promise
SELECT c.id, p.id AS other_id, c.number AS detail
FROM promises p JOIN cases c ON c.id = p.case_id
WHERE p.state = 'pending' AND c.open = 0 ORDER BY p.id LIMIT $1

-- name: promise_without_case
SELECT p.id, p.case_id AS other_id, p.kind AS detail FROM promises p
WHERE p.case_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = p.case_id)
ORDER BY p.id LIMIT $1

-- name: next_promise_is_another
SELECT c.id, COALESCE(c.next_promise_id, 0) AS other_id, c.number AS detail FROM cases c
WHERE c.open = 1
  AND EXISTS (SELECT 1 FROM promises p WHERE p.case_id = c.id AND p.state = 'pending')
  AND NOT EXISTS (
    SELECT 1 FROM promises p
    WHERE p.id = c.next_promise_id AND p.case_id = c.id AND p.state = 'pending'
      AND p.due_at = c.next_due_at AND p.due_at = (
        SELECT MIN(q.due_at) FROM promises q WHERE q.case_id = c.id AND q.state = 'pending'))
ORDER BY c.id LIMIT $1

-- name: case_flags_disagree
SELECT c.id, CAST(0 AS BIGINT) AS other_id, c.number AS detail FROM cases c
WHERE CASE WHEN c.state = 'closed' THEN 0 ELSE 1 END <> c.open
  OR CASE WHEN c.closed_at IS NULL THEN 1 ELSE 0 END <> c.open
ORDER BY c.id LIMIT $1

-- name: promise_flags_disagree
SELECT p.id, COALESCE(p.case_id, 0) AS other_id, p.state AS detail FROM promises p
WHERE CASE WHEN p.state = 'pending' AND p.case_id IS NOT NULL THEN 1 ELSE 0 END
      <> COALESCE(p.pending_on_open, 0)
  OR CASE WHEN p.state = 'pending' THEN 1 ELSE 0 END <> CASE WHEN p.settled_at IS NULL THEN 1 ELSE 0 END
ORDER BY p.id LIMIT $1

-- name: broken_at_another_instant
SELECT p.id, COALESCE(p.case_id, 0) AS other_id, p.kind AS detail FROM promises p
WHERE p.state = 'broken' AND p.settled_at <> p.due_at ORDER BY p.id LIMIT $1

-- name: broken_without_recovery
SELECT p.id, p.case_id AS other_id, p.kind AS detail FROM promises p
WHERE p.state = 'broken' AND p.case_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM recoveries r WHERE r.promise_id = p.id)
ORDER BY p.id LIMIT $1

-- name: recovery_of_unbroken
SELECT r.id, p.id AS other_id, p.state AS detail
FROM recoveries r JOIN promises p ON p.id = r.promise_id
WHERE p.state <> 'broken' ORDER BY r.id LIMIT $1

-- name: duplicate_numbers
SELECT MIN(c.id) AS id, MAX(c.id) AS other_id, c.number AS detail FROM cases c
GROUP BY c.number HAVING COUNT(*) > 1 ORDER BY c.number LIMIT $1

-- name: newest_numbers
SELECT c.id, CAST(0 AS BIGINT) AS other_id, c.number AS detail FROM cases c ORDER BY c.id DESC LIMIT $1

-- name: last_number_given
SELECT value FROM counters WHERE name = 'case_number'

-- name: last_number_given.postgres
-- A sequence there: numbers are given without waiting for each other.
SELECT last_value AS value FROM case_numbers

-- Work that is owed ----------------------------------------------------------------------------------

-- name: pending_promises
SELECT p.id, p.due_at AS due_at FROM promises p
WHERE p.state = 'pending' AND p.id > $1 ORDER BY p.id LIMIT $2

-- name: queued_answers
SELECT i.id, i.send_at AS due_at FROM interactions i
WHERE i.state = 'queued' AND i.id > $1 ORDER BY i.id LIMIT $2

-- name: untaken_messages
SELECT r.id, CAST(NULL AS BIGINT) AS due_at FROM raw_messages r
WHERE r.state = 'new' AND r.id > $1 ORDER BY r.id LIMIT $2

-- name: unsent_mails
SELECT o.id, CAST(NULL AS BIGINT) AS due_at FROM mail_out o
WHERE o.state = 'queued' AND o.id > $1 ORDER BY o.id LIMIT $2

-- name: undelivered_webhooks
SELECT d.id, CAST(NULL AS BIGINT) AS due_at FROM webhook_deliveries d
WHERE d.state = 'queued' AND d.id > $1 ORDER BY d.id LIMIT $2

-- name: jobs_of_subjects
SELECT subject, run_at, state, last_error FROM jobs
WHERE kind = $1 AND subject IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
  $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)

-- name: leases_of_the_dead
SELECT j.id, CAST(0 AS BIGINT) AS other_id, j.kind AS detail FROM jobs j
WHERE j.state = 'leased' AND j.leased_until < CAST($2 AS BIGINT) - 120000
  AND EXISTS (SELECT 1 FROM nodes n WHERE n.leased_until > $2)
ORDER BY j.id LIMIT $1

-- name: stuck_jobs
SELECT j.id, CAST(0 AS BIGINT) AS other_id, j.kind AS detail FROM jobs j
WHERE j.state = 'ready' AND j.next_try_at < CAST($2 AS BIGINT) - 600000
  AND EXISTS (SELECT 1 FROM nodes n WHERE n.leased_until > $2)
ORDER BY j.id LIMIT $1

-- What came in ---------------------------------------------------------------------------------------

-- name: mail_without_raw
SELECT i.id, COALESCE(i.raw_blob_id, 0) AS other_id, i.message_id AS detail FROM interactions i
WHERE i.direction = 'inbound' AND i.channel = 'email' AND i.mailbox_id IS NOT NULL
  AND i.message_id <> '' AND i.raw_blob_id IS NULL AND i.erased_at IS NULL
ORDER BY i.id LIMIT $1

-- name: taken_without_interaction
SELECT r.id, COALESCE(r.interaction_id, 0) AS other_id, r.message_id AS detail FROM raw_messages r
WHERE r.state = 'taken' AND (r.interaction_id IS NULL
  OR NOT EXISTS (SELECT 1 FROM interactions i WHERE i.id = r.interaction_id))
ORDER BY r.id LIMIT $1

-- name: blobs_without_owner
SELECT b.id, CAST(0 AS BIGINT) AS other_id, '' AS detail FROM blobs b
WHERE b.erased_at IS NULL AND b.id NOT IN (
  SELECT i.raw_blob_id FROM interactions i WHERE i.raw_blob_id IS NOT NULL
  UNION SELECT a.blob_id FROM attachments a
  UNION SELECT r.blob_id FROM raw_messages r
  UNION SELECT s.evidence_blob_id FROM consents s WHERE s.evidence_blob_id IS NOT NULL
  UNION SELECT e.proof_blob_id FROM sales e WHERE e.proof_blob_id IS NOT NULL
  UNION SELECT d.blob_id FROM documents d WHERE d.blob_id IS NOT NULL
  UNION SELECT q.blob_id FROM quote_signatures q WHERE q.blob_id IS NOT NULL
  UNION SELECT g.blob_id FROM document_signatures g WHERE g.blob_id IS NOT NULL
  UNION SELECT m.raw_blob_id FROM imports m WHERE m.raw_blob_id IS NOT NULL
  UNION SELECT m.text_blob_id FROM imports m WHERE m.text_blob_id IS NOT NULL)
ORDER BY b.id LIMIT $1

-- name: blobs_without_owner.postgres
-- PostgreSQL would keep a list for NOT IN in memory, or compare every pair.
SELECT b.id, CAST(0 AS BIGINT) AS other_id, '' AS detail FROM blobs b
WHERE b.erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.raw_blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM raw_messages r WHERE r.blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM consents s WHERE s.evidence_blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM sales e WHERE e.proof_blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM quote_signatures q WHERE q.blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM document_signatures g WHERE g.blob_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM imports m WHERE m.raw_blob_id = b.id OR m.text_blob_id = b.id)
ORDER BY b.id LIMIT $1

-- name: blobs_of_another_size
SELECT b.id, CAST(0 AS BIGINT) AS other_id, '' AS detail FROM blobs b
WHERE CASE WHEN b.erased_at IS NULL THEN b.size_bytes ELSE 0 END
      <> COALESCE((SELECT SUM(LENGTH(p.bytes)) FROM blob_parts p WHERE p.blob_id = b.id), 0)
ORDER BY b.id LIMIT $1

-- name: blobs_after
SELECT b.id, b.sha256 FROM blobs b WHERE b.erased_at IS NULL AND b.id > $1 ORDER BY b.id LIMIT 200

-- name: signatures_after
SELECT id, statement, sha256 FROM quote_signatures WHERE erased_at IS NULL AND id > $1 ORDER BY id LIMIT 200

-- name: blob_part
SELECT bytes FROM blob_parts WHERE blob_id = $1 AND part = $2

-- name: events_without_row
-- What an import brought in and its undoing took out again has left its history.
SELECT e.id, e.case_id AS other_id, e.kind AS detail FROM events e
WHERE e.case_id <> 0 AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = e.case_id)
  AND NOT EXISTS (SELECT 1 FROM import_rows r WHERE r.case_id = e.case_id AND r.outcome IN ('removed', 'kept'))
ORDER BY e.id LIMIT $1

-- name: events_without_customer
SELECT e.id, e.customer_id AS other_id, e.kind AS detail FROM events e
WHERE e.customer_id <> 0 AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = e.customer_id)
  AND NOT EXISTS (SELECT 1 FROM import_rows r WHERE r.customer_id = e.customer_id AND r.outcome = 'removed')
ORDER BY e.id LIMIT $1

-- Goods ----------------------------------------------------------------------------------------------

-- name: merged_into_merged
SELECT u.id, u.merged_into AS other_id, u.serial AS detail
FROM units u JOIN units k ON k.id = u.merged_into
WHERE k.state = 'merged' ORDER BY u.id LIMIT $1

-- name: unit_of_another_maker
SELECT u.id, u.product_id AS other_id, u.serial AS detail
FROM units u JOIN products p ON p.id = u.product_id
WHERE u.manufacturer_id <> p.manufacturer_id ORDER BY u.id LIMIT $1

-- name: owners_at_once
SELECT a.unit_id AS id, b.customer_id AS other_id, b.from_on AS detail
FROM ownerships a JOIN ownerships b ON b.unit_id = a.unit_id AND b.id <> a.id
WHERE b.from_on > a.from_on AND (a.until_on IS NULL OR b.from_on < a.until_on)
ORDER BY a.unit_id LIMIT $1

-- name: goods_of_merged
SELECT o.unit_id AS id, u.merged_into AS other_id, o.what AS detail
FROM (SELECT unit_id, 'a period of an owner' AS what FROM ownerships
  UNION ALL SELECT unit_id, 'a sale' FROM sales
  UNION ALL SELECT unit_id, 'a claim' FROM claims) o
JOIN units u ON u.id = o.unit_id
WHERE u.state = 'merged' ORDER BY o.unit_id LIMIT $1

-- name: stay_lost
-- A time in repair runs, of a case that was joined into another or that is about another unit: no slip ends it.
SELECT r.unit_id AS id, r.case_id AS other_id, r.from_on AS detail
FROM repair_times r JOIN cases c ON c.id = r.case_id
LEFT JOIN case_units u ON u.case_id = r.case_id
WHERE r.until_on IS NULL AND (c.merged_into_id IS NOT NULL OR u.unit_id <> r.unit_id)
ORDER BY r.id LIMIT $1

-- name: stay_runs_on
-- It was told later, by a slip or to the law, that the goods went back. A slip that ended another time, or was
-- corrected since, says nothing of this one.
SELECT r.unit_id AS id, r.case_id AS other_id, r.from_on AS detail
FROM repair_times r
WHERE r.until_on IS NULL AND r.case_id IS NOT NULL
  AND (EXISTS (SELECT 1 FROM documents d
      WHERE d.case_id = r.case_id AND d.kind = 'return_slip' AND d.made_at > r.recorded_at
        AND NOT EXISTS (SELECT 1 FROM document_stays s WHERE s.number = d.number))
    OR EXISTS (SELECT 1 FROM case_law_events e
      WHERE e.case_id = r.case_id AND e.kind IN ('goods.handed_back', 'goods.returned_unrepaired')
        AND e.recorded_at > r.recorded_at
        AND NOT EXISTS (SELECT 1 FROM case_law_withdrawals w WHERE w.event_id = e.id)))
ORDER BY r.id LIMIT $1

-- name: totals_run_back
SELECT r.unit_id AS id, r.id AS other_id, r.meter AS detail
FROM (SELECT id, unit_id, meter, total,
    LAG(total) OVER (PARTITION BY unit_id, meter ORDER BY at, id) AS total_before
  FROM meter_readings WHERE voided_at IS NULL) r
WHERE r.total < r.total_before ORDER BY r.id LIMIT $1

-- name: coverage_of_no_version
SELECT c.id, c.template_id AS other_id, CAST(c.template_version AS TEXT) AS detail FROM coverages c
WHERE c.template_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM coverage_template_versions v
  WHERE v.template_id = c.template_id AND v.version = c.template_version)
ORDER BY c.id LIMIT $1

-- name: use_of_another_bill
-- What a credited invoice used is given back; an amount is in its invoice's currency.
SELECT u.id, u.coverage_id AS other_id,
  'is of the credited invoice ' || i.number || ' and was not given back' AS detail
FROM coverage_uses u JOIN invoices i ON i.id = u.invoice_id JOIN credit_notes c ON c.invoice_id = i.id
WHERE NOT EXISTS (SELECT 1 FROM coverage_restorations r WHERE r.use_id = u.id)
UNION ALL
SELECT u.id, u.coverage_id AS other_id, 'is in ' || u.currency || ', its invoice in ' || i.currency AS detail
FROM coverage_uses u JOIN invoices i ON i.id = u.invoice_id WHERE u.currency <> i.currency
LIMIT $1

-- name: used_beyond_the_bill
-- What an invoice used is what its lines say that others pay, or less where the law pays a part.
SELECT u.invoice_id AS id, CAST(0 AS BIGINT) AS other_id, i.number AS detail
FROM coverage_uses u JOIN invoices i ON i.id = u.invoice_id
GROUP BY u.invoice_id, i.number
HAVING SUM(u.amount_minor) >
  (SELECT COALESCE(SUM(l.covered_minor), 0) FROM invoice_lines l WHERE l.invoice_id = u.invoice_id)
LIMIT $1

-- name: successors_at_once
SELECT a.part_id AS id, b.successor_id AS other_id, b.from_on AS detail
FROM successions a JOIN successions b ON b.part_id = a.part_id AND b.id <> a.id
WHERE b.from_on >= a.from_on AND (a.until_on IS NULL OR b.from_on < a.until_on)
ORDER BY a.part_id LIMIT $1

-- The search index -----------------------------------------------------------------------------------

-- name: oldest_index_work
SELECT MIN(j.id) AS id FROM jobs j
WHERE j.state <> 'failed' AND (j.kind LIKE 'react:search.%' OR j.kind IN ('react', 'search.follow', 'search.rebuild'))

-- name: index_is_rebuilt
SELECT COUNT(*) AS jobs FROM jobs j WHERE j.state <> 'failed' AND j.kind = 'search.rebuild'

-- name: cases_not_found
SELECT c.id, CAST(0 AS BIGINT) AS other_id, c.number AS detail FROM cases c
WHERE c.id < $2 AND NOT EXISTS (SELECT 1 FROM search_documents d WHERE d.id = c.id AND d.kind = 'case')
ORDER BY c.id LIMIT $1

-- name: customers_not_found
SELECT c.id, CAST(0 AS BIGINT) AS other_id, '' AS detail FROM customers c
WHERE c.id < $2 AND c.state = 'active'
  AND NOT EXISTS (SELECT 1 FROM search_documents d WHERE d.id = c.id AND d.kind = 'customer')
ORDER BY c.id LIMIT $1

-- name: interactions_not_found
SELECT i.id, i.case_id AS other_id, i.channel AS detail
FROM interactions i JOIN cases c ON c.id = i.case_id JOIN customers k ON k.id = c.customer_id
WHERE i.id < $2 AND i.automatic = 0 AND i.erased_at IS NULL AND i.state <> 'cancelled'
  AND (k.state = 'active' OR EXISTS (
    SELECT 1 FROM customers m WHERE m.id = k.merged_into AND m.state = 'active'))
  AND NOT EXISTS (SELECT 1 FROM search_documents d WHERE d.id = i.id AND d.kind = 'interaction')
ORDER BY i.id LIMIT $1

-- name: documents_of_nothing
SELECT d.id, CAST(0 AS BIGINT) AS other_id, d.kind AS detail FROM search_documents d
WHERE (d.kind = 'case' AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = d.id))
  OR (d.kind = 'customer'
      AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = d.id AND c.state = 'active'))
  OR (d.kind = 'interaction' AND NOT EXISTS (
      SELECT 1 FROM interactions i
      WHERE i.id = d.id AND i.automatic = 0 AND i.erased_at IS NULL AND i.state <> 'cancelled'))
ORDER BY d.id LIMIT $1

-- name: documents_without_tokens.sqlite
-- FTS5 keeps a row a document; PostgreSQL keeps its tokens in the document's own row.
SELECT t.id, CAST(0 AS BIGINT) AS other_id, t.detail FROM (
  SELECT d.id AS id, 'lacks its words' AS detail FROM search_documents d
  WHERE NOT EXISTS (SELECT 1 FROM search_index_docsize s WHERE s.id = d.id)
  UNION ALL
  SELECT s.id AS id, 'has words of a document that is gone' AS detail FROM search_index_docsize s
  WHERE NOT EXISTS (SELECT 1 FROM search_documents d WHERE d.id = s.id)) t
LIMIT $1

-- name: documents_without_tokens.postgres
-- As above.
SELECT d.id, CAST(0 AS BIGINT) AS other_id, 'lacks its words' AS detail FROM search_documents d
WHERE d.tokens IS NULL ORDER BY d.id LIMIT $1

-- Budgets of remedies ------------------------------------------------------------------------------

-- name: budget_sums_disagree
SELECT s.budget_id AS id, s.holder_id AS other_id, s.period_on AS detail FROM remedy_spending s
WHERE s.spent_minor <> COALESCE((SELECT CAST(SUM(t.amount_minor) AS BIGINT) FROM remedy_takings t
  WHERE t.budget_id = s.budget_id AND t.holder_id = s.holder_id AND t.period_on = s.period_on), 0)
LIMIT $1

-- name: taken_but_not_given
SELECT t.remedy_id AS id, t.budget_id AS other_id, r.state AS detail
FROM remedy_takings t JOIN remedies r ON r.id = t.remedy_id
WHERE r.state <> 'granted' OR r.amount_minor <> t.amount_minor LIMIT $1

-- References that are no foreign keys: the referring table stands above the other's module ----------

-- name: lost_customers
SELECT c.id, c.customer_id AS other_id, 'cases.customer_id' AS detail FROM cases c
WHERE NOT EXISTS (SELECT 1 FROM customers k WHERE k.id = c.customer_id)
UNION ALL
SELECT p.id, p.customer_id AS other_id, 'promises.customer_id' AS detail FROM promises p
WHERE p.customer_id <> 0 AND NOT EXISTS (SELECT 1 FROM customers k WHERE k.id = p.customer_id)
UNION ALL
SELECT r.id, r.customer_id AS other_id, 'recoveries.customer_id' AS detail FROM recoveries r
WHERE NOT EXISTS (SELECT 1 FROM customers k WHERE k.id = r.customer_id)
UNION ALL
SELECT r.id, r.customer_id AS other_id, 'remedies.customer_id' AS detail FROM remedies r
WHERE NOT EXISTS (SELECT 1 FROM customers k WHERE k.id = r.customer_id)
UNION ALL
SELECT p.case_id AS id, p.customer_id AS other_id, 'case_participants.customer_id' AS detail
FROM case_participants p
WHERE p.customer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers k WHERE k.id = p.customer_id)
LIMIT $1

-- name: lost_people
SELECT c.id, c.owner_id AS other_id, 'cases.owner_id' AS detail FROM cases c
WHERE c.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = c.owner_id)
UNION ALL
SELECT p.id, p.owner_id AS other_id, 'promises.owner_id' AS detail FROM promises p
WHERE p.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = p.owner_id)
UNION ALL
SELECT r.case_id AS id, r.staff_id AS other_id, 'case_readers.staff_id' AS detail FROM case_readers r
WHERE NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = r.staff_id)
UNION ALL
SELECT d.case_id AS id, d.staff_id AS other_id, 'drafts.staff_id' AS detail FROM drafts d
WHERE NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = d.staff_id)
UNION ALL
SELECT m.interaction_id AS id, m.staff_id AS other_id, 'mentions.staff_id' AS detail FROM mentions m
WHERE NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = m.staff_id)
UNION ALL
SELECT h.id, h.to_owner_id AS other_id, 'hand_overs.to_owner_id' AS detail FROM hand_overs h
WHERE h.to_owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = h.to_owner_id)
UNION ALL
SELECT v.id, v.staff_id AS other_id, 'views.staff_id' AS detail FROM views v
WHERE NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = v.staff_id)
LIMIT $1

-- name: lost_teams
SELECT c.id, c.team_id AS other_id, 'cases.team_id' AS detail FROM cases c
WHERE NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = c.team_id)
UNION ALL
SELECT p.id, p.team_id AS other_id, 'promises.team_id' AS detail FROM promises p
WHERE p.team_id <> 0 AND NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = p.team_id)
UNION ALL
SELECT h.id, h.to_team_id AS other_id, 'hand_overs.to_team_id' AS detail FROM hand_overs h
WHERE NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = h.to_team_id)
UNION ALL
SELECT r.rank AS id, r.team_id AS other_id, 'routing_rules.team_id' AS detail FROM routing_rules r
WHERE NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = r.team_id)
UNION ALL
SELECT b.id, b.team_id AS other_id, 'remedy_budgets.team_id' AS detail FROM remedy_budgets b
WHERE b.team_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = b.team_id)
LIMIT $1

-- name: lost_talk
SELECT c.id, c.last_interaction_id AS other_id, 'cases.last_interaction_id' AS detail FROM cases c
WHERE c.last_interaction_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.id = c.last_interaction_id)
UNION ALL
SELECT p.id, p.proof_interaction_id AS other_id, 'promises.proof_interaction_id' AS detail
FROM promises p WHERE p.proof_interaction_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.id = p.proof_interaction_id)
UNION ALL
SELECT o.id, o.interaction_id AS other_id, 'mail_out.interaction_id' AS detail FROM mail_out o
WHERE NOT EXISTS (SELECT 1 FROM interactions i WHERE i.id = o.interaction_id)
UNION ALL
SELECT o.id, o.case_id AS other_id, 'mail_out.case_id' AS detail FROM mail_out o
WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = o.case_id)
UNION ALL
SELECT r.id, r.case_id AS other_id, 'raw_messages.case_id' AS detail FROM raw_messages r
WHERE r.case_id IS NOT NULL AND r.case_id <> 0
  AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = r.case_id)
UNION ALL
SELECT m.raw_message_id AS id, m.proposed_case_id AS other_id, 'mail_proposals.proposed_case_id' AS detail
FROM mail_proposals m WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = m.proposed_case_id)
UNION ALL
SELECT s.id, s.interaction_id AS other_id, 'consents.interaction_id' AS detail FROM consents s
WHERE s.interaction_id IS NOT NULL AND s.interaction_id <> 0
  AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.id = s.interaction_id)
LIMIT $1

-- name: lost_settings
SELECT c.id, c.mailbox_id AS other_id, 'cases.mailbox_id' AS detail FROM cases c
WHERE c.mailbox_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mailboxes m WHERE m.id = c.mailbox_id)
UNION ALL
SELECT i.id, i.mailbox_id AS other_id, 'interactions.mailbox_id' AS detail FROM interactions i
WHERE i.mailbox_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mailboxes m WHERE m.id = i.mailbox_id)
UNION ALL
SELECT i.id, i.raw_blob_id AS other_id, 'interactions.raw_blob_id' AS detail FROM interactions i
WHERE i.raw_blob_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.id = i.raw_blob_id)
UNION ALL
SELECT p.id, p.standard_id AS other_id, 'promises.standard_id' AS detail FROM promises p
WHERE p.standard_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM standards s WHERE s.id = p.standard_id)
UNION ALL
SELECT p.id, p.calendar_id AS other_id, 'promises.calendar_id' AS detail FROM promises p
WHERE p.calendar_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM work_calendars w WHERE w.id = p.calendar_id)
UNION ALL
SELECT s.id, s.calendar_id AS other_id, 'staff.calendar_id' AS detail FROM staff s
WHERE s.calendar_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM work_calendars w WHERE w.id = s.calendar_id)
UNION ALL
SELECT t.id, t.calendar_id AS other_id, 'teams.calendar_id' AS detail FROM teams t
WHERE t.calendar_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM work_calendars w WHERE w.id = t.calendar_id)
LIMIT $1

-- The file and the schema ----------------------------------------------------------------------------

-- name: file_damage.sqlite
-- Each database knows itself in its own way: SQLite its pages, indexes and CHECKs.
SELECT CAST(0 AS BIGINT) AS id, CAST(0 AS BIGINT) AS other_id, integrity_check AS detail
FROM pragma_integrity_check($1) WHERE integrity_check <> 'ok'

-- name: file_damage.postgres
-- What PostgreSQL itself no longer trusts; its pages are for its own tools (pg_amcheck).
SELECT CAST(0 AS BIGINT) AS id, CAST(0 AS BIGINT) AS other_id,
  'the index ' || c.relname || ' is not valid' AS detail
FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND NOT (x.indisvalid AND x.indisready)
UNION ALL
SELECT CAST(0 AS BIGINT) AS id, CAST(0 AS BIGINT) AS other_id,
  'the constraint ' || k.conname || ' was never checked' AS detail
FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
WHERE n.nspname = current_schema() AND NOT k.convalidated
LIMIT $1

-- name: file_damage_quick.sqlite
-- Without comparing each index with its table.
SELECT CAST(0 AS BIGINT) AS id, CAST(0 AS BIGINT) AS other_id, quick_check AS detail
FROM pragma_quick_check($1) WHERE quick_check <> 'ok'

-- name: file_damage_quick.postgres
-- That one is quick already.
SELECT CAST(0 AS BIGINT) AS id, CAST(0 AS BIGINT) AS other_id, c.relname AS detail
FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND NOT (x.indisvalid AND x.indisready)
LIMIT $1

-- name: looks_at_foreign_keys.sqlite
-- SQLite looks at all foreign keys in one; PostgreSQL trusts what it once checked, so each is asked.
SELECT 'foreign keys' AS name,
  'SELECT COALESCE(rowid, 0) AS id, CAST(0 AS BIGINT) AS other_id, "table" || '' → '' || "parent" AS detail '
  || 'FROM pragma_foreign_key_check LIMIT ' || CAST($1 AS TEXT) AS sql

-- name: looks_at_foreign_keys.postgres
-- As above: a statement a foreign key.
SELECT k.conname AS name,
  'SELECT CAST(0 AS BIGINT) AS id, CAST(0 AS BIGINT) AS other_id, '
  || quote_literal(h.relname || ' → ' || o.relname || ' ') || ' || concat_ws('', '', '
  || string_agg('c.' || quote_ident(a.attname), ', ' ORDER BY u.place) || ') AS detail FROM '
  || quote_ident(h.relname) || ' c WHERE '
  || string_agg('c.' || quote_ident(a.attname) || ' IS NOT NULL', ' AND ')
  || ' AND NOT EXISTS (SELECT 1 FROM ' || quote_ident(o.relname) || ' p WHERE '
  || string_agg('p.' || quote_ident(b.attname) || ' = c.' || quote_ident(a.attname), ' AND ')
  || ') LIMIT ' || CAST(CAST($1 AS BIGINT) AS TEXT) AS sql
FROM pg_constraint k
JOIN pg_namespace n ON n.oid = k.connamespace
JOIN pg_class h ON h.oid = k.conrelid
JOIN pg_class o ON o.oid = k.confrelid
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u (child, parent, place)
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.child
JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.parent
WHERE k.contype = 'f' AND n.nspname = current_schema()
GROUP BY k.oid, k.conname, h.relname, o.relname ORDER BY k.conname
