-- Documents: what was printed for a customer, kept as it was printed.

CREATE TABLE document_numbers (
  id {ID} PRIMARY KEY CHECK (id = 1),   -- one row
  last {INT} NOT NULL
);
INSERT INTO document_numbers (id, last) VALUES (1, 10000);

CREATE TABLE documents (
  id {ID} PRIMARY KEY,
  number {TEXT} NOT NULL,
  version {INT} NOT NULL CHECK (version >= 1),
  kind {TEXT} NOT NULL CHECK (kind IN ('service_slip', 'take_in_slip', 'return_slip', 'warranty_certificate',
    'claim_record', 'repair_information_form', 'quote', 'invoice')),
  language {TEXT} NOT NULL,           -- the customer's
  languages {TEXT} NOT NULL,          -- all that it is in, space-separated
  case_id {INT} REFERENCES cases (id),
  unit_id {INT} REFERENCES units (id),
  customer_id {INT} REFERENCES customers (id),
  country {TEXT} NOT NULL,            -- whose law it is under
  content {TEXT} NOT NULL,            -- JSON, what stood in its form; {} once erased
  blob_id {INT} NOT NULL,
  sha256 {TEXT} NOT NULL,
  size_bytes {INT} NOT NULL,
  pages {INT} NOT NULL,
  kept_until_on {TEXT} NOT NULL,      -- exclusive
  kept_by {TEXT} NOT NULL,            -- the act that says so; empty: the company's standard
  made_at {INT} NOT NULL,
  made_by {TEXT} NOT NULL,
  erased_at {INT},
  CHECK (case_id IS NOT NULL OR unit_id IS NOT NULL),
  UNIQUE (number, version)
);
CREATE INDEX documents_of_case ON documents (case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX documents_of_unit ON documents (unit_id, id) WHERE unit_id IS NOT NULL;
CREATE INDEX documents_of_customer ON documents (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX documents_over ON documents (kept_until_on, id) WHERE erased_at IS NULL;

CREATE TABLE document_sendings (
  document_id {INT} NOT NULL REFERENCES documents (id),
  interaction_id {INT} NOT NULL,      -- the answer it was attached to
  at {INT} NOT NULL,
  sent_by {TEXT} NOT NULL,
  PRIMARY KEY (document_id, interaction_id)
);
