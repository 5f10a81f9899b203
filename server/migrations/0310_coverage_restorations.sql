-- Caps of coverage count what invoices that stand used. What a credited one used is given back by a row beside it:
-- the use stays as it was (docs/decisions/0310-caps-count-what-stands.md).
ALTER TABLE coverage_uses ADD COLUMN invoice_id {INT} REFERENCES invoices (id);   -- NULL: told by a person
ALTER TABLE coverage_uses ADD COLUMN currency {TEXT} NOT NULL DEFAULT '';         -- of the amount

CREATE INDEX invoice_lines_of_decision ON invoice_lines (coverage_decision_id);
UPDATE coverage_uses SET invoice_id = (SELECT MIN(l.invoice_id) FROM invoice_lines l
  WHERE l.coverage_decision_id = coverage_uses.decision_id) WHERE decision_id IS NOT NULL;
DROP INDEX invoice_lines_of_decision;
UPDATE coverage_uses SET currency = COALESCE((SELECT i.currency FROM invoices i WHERE i.id = coverage_uses.invoice_id),
  (SELECT c.currency FROM coverages c WHERE c.id = coverage_uses.coverage_id));
CREATE UNIQUE INDEX coverage_uses_of_invoice ON coverage_uses (id, invoice_id);
CREATE INDEX coverage_uses_by_invoice ON coverage_uses (invoice_id) WHERE invoice_id IS NOT NULL;

-- Only by the credit note of the invoice that used it, and once.
CREATE TABLE coverage_restorations (
  use_id {ID} PRIMARY KEY,
  invoice_id {INT} NOT NULL,
  credit_note_id {INT} NOT NULL,
  at {INT} NOT NULL,
  restored_by {TEXT} NOT NULL,
  CONSTRAINT coverage_restorations_use FOREIGN KEY (use_id, invoice_id) REFERENCES coverage_uses (id, invoice_id),
  CONSTRAINT coverage_restorations_credited FOREIGN KEY (credit_note_id, invoice_id)
    REFERENCES credit_notes (id, invoice_id)
);
INSERT INTO coverage_restorations (use_id, invoice_id, credit_note_id, at, restored_by)
SELECT u.id, u.invoice_id, c.id, c.at, c.actor FROM coverage_uses u JOIN credit_notes c ON c.invoice_id = u.invoice_id;

-- By which invoice a promise of the sale was consumed: its credit gives it back where the work was not done.
ALTER TABLE sale_promise_uses ADD COLUMN invoice_id {INT} REFERENCES invoices (id);
UPDATE sale_promise_uses SET invoice_id = (SELECT MIN(i.id) FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id
  WHERE i.case_id = sale_promise_uses.case_id AND i.at = sale_promise_uses.at
    AND l.sale_promise_id = sale_promise_uses.sale_promise_id) WHERE kind = 'consumed';
