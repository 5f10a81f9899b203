-- By which promise of the case what she paid goes back. NULL: she had paid nothing.
ALTER TABLE credit_notes ADD COLUMN promise_id {INT} REFERENCES promises (id);
CREATE INDEX credit_notes_of_promise ON credit_notes (promise_id) WHERE promise_id IS NOT NULL;

-- What was paid back of a credited invoice: a chain, as payments are. Never more than she paid.
CREATE TABLE refunds (
  id {ID} PRIMARY KEY,
  invoice_id {INT} NOT NULL,
  n {INT} NOT NULL CHECK (n > 0),
  currency {TEXT} NOT NULL,
  gross_minor {INT} NOT NULL,         -- of the invoice
  credit_note_id {INT} NOT NULL,      -- by which it is owed
  paid_n {INT} NOT NULL,              -- her last payment, and what she had paid with it
  paid_minor {INT} NOT NULL,
  amount_minor {INT} NOT NULL CHECK (amount_minor > 0),
  previous_n {INT},
  refunded_before {INT} NOT NULL,
  refunded_after {INT} NOT NULL,
  method {TEXT} NOT NULL CHECK (method IN ('cash', 'card', 'transfer', 'provider')),
  provider {TEXT} NOT NULL,           -- empty: by hand
  reference {TEXT} NOT NULL,
  refunded_on {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  UNIQUE (invoice_id, n),
  UNIQUE (invoice_id, n, refunded_after),
  CONSTRAINT refunds_invoice FOREIGN KEY (invoice_id, gross_minor, currency)
    REFERENCES invoices (id, gross_minor, currency),
  CONSTRAINT refunds_credited FOREIGN KEY (credit_note_id, invoice_id) REFERENCES credit_notes (id, invoice_id),
  CONSTRAINT refunds_paid FOREIGN KEY (invoice_id, paid_n, paid_minor) REFERENCES payments (invoice_id, n, paid_after),
  CONSTRAINT refunds_sum FOREIGN KEY (invoice_id, previous_n, refunded_before)
    REFERENCES refunds (invoice_id, n, refunded_after),
  CHECK ((n = 1) = (previous_n IS NULL)),
  CHECK (previous_n IS NULL OR previous_n = n - 1),
  CHECK (n > 1 OR refunded_before = 0),
  CHECK (refunded_after = refunded_before + amount_minor),
  CHECK (refunded_after <= paid_minor),
  CHECK ((method = 'provider') = (provider <> '')),
  CHECK (provider = '' OR reference <> '')
);
CREATE UNIQUE INDEX refunds_by_provider ON refunds (provider, reference) WHERE provider <> '';
