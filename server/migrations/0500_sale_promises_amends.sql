-- What was promised afterwards, to make good, is its customer's own: not the buyer's, nor of who has the unit next.
ALTER TABLE sale_promises ADD COLUMN granted_case_id {INT} REFERENCES cases (id);
UPDATE sale_promises SET
  customer_id = (SELECT r.customer_id FROM remedies r WHERE r.sale_promise_id = sale_promises.id),
  granted_case_id = (SELECT r.case_id FROM remedies r WHERE r.sale_promise_id = sale_promises.id)
WHERE origin = 'remedy' AND EXISTS (SELECT 1 FROM remedies r WHERE r.sale_promise_id = sale_promises.id);
CREATE INDEX sale_promises_granted ON sale_promises (granted_case_id) WHERE granted_case_id IS NOT NULL;
-- Which quotes say that something is free by a promise.
CREATE INDEX quote_lines_free_by ON quote_lines (sale_promise_id) WHERE sale_promise_id IS NOT NULL;
