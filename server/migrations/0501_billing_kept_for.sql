-- For which cancellation something was kept: of two on one case the other goes on without it. What was kept before this
-- is told apart where only one was ever told.
ALTER TABLE credit_notes ADD COLUMN cancellation_id {INT} REFERENCES case_law_events (id);
UPDATE credit_notes SET cancellation_id = (
  SELECT MIN(e.id) FROM invoices i JOIN case_law_events e ON e.case_id = i.case_id
  WHERE i.id = credit_notes.invoice_id AND e.kind = 'cancellation.received')
WHERE kept_minor > 0 AND 1 = (
  SELECT COUNT(*) FROM invoices i JOIN case_law_events e ON e.case_id = i.case_id
  WHERE i.id = credit_notes.invoice_id AND e.kind = 'cancellation.received');
CREATE INDEX credit_notes_of_cancellation ON credit_notes (cancellation_id) WHERE cancellation_id IS NOT NULL;
