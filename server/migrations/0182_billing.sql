-- Quotes, invoices, payments. What a customer owes is never a column that somebody sets: it is the sum of lines that
-- she approved, less what coverage and promises of the sale pay, and each of these is a key that the schema holds
-- (docs/decisions/0046-a-charge-rests-on-keys.md).

CREATE TABLE billing_counters (
  name {TEXT} PRIMARY KEY,            -- 'quote', 'invoice', 'credit_note', with the year
  value {INT} NOT NULL
);

CREATE TABLE quotes (
  id {ID} PRIMARY KEY,
  number {TEXT} NOT NULL UNIQUE,
  case_id {INT} NOT NULL REFERENCES cases (id),
  unit_id {INT} REFERENCES units (id),           -- NULL: the case names none
  customer_id {INT} NOT NULL REFERENCES customers (id),
  version {INT} NOT NULL CHECK (version > 0),
  state {TEXT} NOT NULL CHECK (state IN ('open', 'withdrawn')),
  currency {TEXT} NOT NULL,
  created_at {INT} NOT NULL,
  created_by {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,             -- of its withdrawal
  UNIQUE (id, currency)
);
CREATE INDEX quotes_of_case ON quotes (case_id, id);
CREATE INDEX quotes_of_customer ON quotes (customer_id, id);

-- Never altered; a later version stands beside it.
CREATE TABLE quote_versions (
  quote_id {INT} NOT NULL REFERENCES quotes (id),
  version {INT} NOT NULL CHECK (version > 0),
  valid_until_on {TEXT} NOT NULL,     -- the last day on which it can be approved
  cause {TEXT} NOT NULL,              -- of the fault, as coverage asks
  note {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  PRIMARY KEY (quote_id, version)
);

CREATE TABLE quote_lines (
  quote_id {INT} NOT NULL,
  version {INT} NOT NULL,
  line {INT} NOT NULL CHECK (line > 0),
  component {TEXT} NOT NULL CHECK (component IN ('parts', 'labour', 'travel', 'shipping', 'loaner')),
  part_id {INT} REFERENCES products (id),
  description {TEXT} NOT NULL,
  quantity_thousandths {INT} NOT NULL CHECK (quantity_thousandths > 0),
  unit_price_minor {INT} NOT NULL CHECK (unit_price_minor >= 0),
  tax_bp {INT} NOT NULL CHECK (tax_bp >= 0 AND tax_bp <= 10000),
  full_minor {INT} NOT NULL CHECK (full_minor >= 0),
  covered_minor {INT} NOT NULL CHECK (covered_minor >= 0),
  promised_minor {INT} NOT NULL CHECK (promised_minor >= 0),
  kept_minor {INT} NOT NULL CHECK (kept_minor = 0),
  net_minor {INT} NOT NULL CHECK (net_minor >= 0),
  tax_minor {INT} NOT NULL CHECK (tax_minor >= 0),
  coverage_decision_id {INT} REFERENCES coverage_decisions (id),
  sale_promise_id {INT} REFERENCES sale_promises (id),
  waiver_id {INT},
  why {TEXT} NOT NULL,                -- JSON: [LineWhy]
  PRIMARY KEY (quote_id, version, line),
  UNIQUE (quote_id, version, line, net_minor),
  FOREIGN KEY (quote_id, version) REFERENCES quote_versions (quote_id, version),
  CHECK (net_minor = full_minor - covered_minor - promised_minor - kept_minor),
  CHECK ((promised_minor > 0) = (sale_promise_id IS NOT NULL)),
  CHECK (sale_promise_id IS NULL OR net_minor = 0)
);

-- Each word on a line; the newest counts.
CREATE TABLE quote_answers (
  id {ID} PRIMARY KEY,
  quote_id {INT} NOT NULL,
  version {INT} NOT NULL,
  line {INT} NOT NULL,
  answer {TEXT} NOT NULL CHECK (answer IN ('approved', 'declined')),
  by_kind {TEXT} NOT NULL CHECK (by_kind IN ('customer', 'staff')),
  via {TEXT} NOT NULL CHECK (via IN ('link', 'phone', 'desk', 'letter', 'email')),
  reason {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  UNIQUE (id, quote_id, version, line, answer),
  FOREIGN KEY (quote_id, version, line) REFERENCES quote_lines (quote_id, version, line)
);
CREATE INDEX quote_answers_of_line ON quote_answers (quote_id, version, line, id);

-- She wishes to pay for what a promise or a voluntary coverage would pay; her own word proves it.
CREATE TABLE waivers (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES cases (id),
  component {TEXT} NOT NULL CHECK (component IN ('parts', 'labour', 'travel', 'shipping', 'loaner')),
  customer_id {INT} NOT NULL REFERENCES customers (id),
  interaction_id {INT} NOT NULL REFERENCES interactions (id),   -- the message in which she says so
  words {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  UNIQUE (id, case_id, component)
);
CREATE INDEX waivers_of_case ON waivers (case_id, component);

CREATE TABLE invoices (
  id {ID} PRIMARY KEY,
  number {TEXT} NOT NULL UNIQUE,
  case_id {INT} NOT NULL REFERENCES cases (id),  -- where it is shown
  unit_id {INT} REFERENCES units (id),
  customer_id {INT} NOT NULL REFERENCES customers (id),
  quote_id {INT} NOT NULL,
  quote_version {INT} NOT NULL,
  language {TEXT} NOT NULL,
  currency {TEXT} NOT NULL,
  lines {INT} NOT NULL CHECK (lines > 0),
  net_minor {INT} NOT NULL CHECK (net_minor >= 0),
  tax_minor {INT} NOT NULL CHECK (tax_minor >= 0),
  gross_minor {INT} NOT NULL,
  issued_on {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  UNIQUE (id, gross_minor, currency),
  FOREIGN KEY (quote_id, quote_version) REFERENCES quote_versions (quote_id, version),
  CONSTRAINT invoices_currency FOREIGN KEY (quote_id, currency) REFERENCES quotes (id, currency),
  -- The totals are those of the last line.
  -- sqlite:
  CONSTRAINT invoices_total FOREIGN KEY (id, lines, net_minor, tax_minor)
    REFERENCES invoice_lines (invoice_id, line, net_after, tax_after) DEFERRABLE INITIALLY DEFERRED,
  -- end
  CHECK (gross_minor = net_minor + tax_minor)
);
CREATE INDEX invoices_of_case ON invoices (case_id, id);
CREATE INDEX invoices_of_customer ON invoices (customer_id, id);
CREATE INDEX invoices_of_quote ON invoices (quote_id, id);

-- An invoice is not edited: it is credited as a whole, and issued anew.
CREATE TABLE credit_notes (
  id {ID} PRIMARY KEY,
  number {TEXT} NOT NULL UNIQUE,
  invoice_id {INT} NOT NULL UNIQUE,
  gross_minor {INT} NOT NULL,
  currency {TEXT} NOT NULL,
  reason {TEXT} NOT NULL CHECK (reason <> ''),
  issued_on {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  UNIQUE (id, invoice_id),
  FOREIGN KEY (invoice_id, gross_minor, currency) REFERENCES invoices (id, gross_minor, currency)
);

CREATE TABLE invoice_lines (
  invoice_id {INT} NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  line {INT} NOT NULL CHECK (line > 0),
  case_id {INT} NOT NULL,             -- on which it was charged
  unit_id {INT},
  quote_id {INT} NOT NULL,
  quote_version {INT} NOT NULL,
  quote_line {INT} NOT NULL,
  quoted_net_minor {INT} NOT NULL,
  answer_id {INT},
  approved {TEXT} CHECK (approved = 'approved'),
  component {TEXT} NOT NULL,
  part_id {INT} REFERENCES products (id),
  description {TEXT} NOT NULL,
  quantity_thousandths {INT} NOT NULL CHECK (quantity_thousandths > 0),
  unit_price_minor {INT} NOT NULL CHECK (unit_price_minor >= 0),
  tax_bp {INT} NOT NULL CHECK (tax_bp >= 0 AND tax_bp <= 10000),
  full_minor {INT} NOT NULL CHECK (full_minor >= 0),
  covered_minor {INT} NOT NULL CHECK (covered_minor >= 0),
  promised_minor {INT} NOT NULL CHECK (promised_minor >= 0),
  kept_minor {INT} NOT NULL CHECK (kept_minor >= 0),   -- it would cost more than she was told
  net_minor {INT} NOT NULL CHECK (net_minor >= 0),
  tax_minor {INT} NOT NULL CHECK (tax_minor >= 0),
  coverage_decision_id {INT} REFERENCES coverage_decisions (id),
  sale_promise_id {INT} REFERENCES sale_promises (id),
  waiver_id {INT},
  charged_free {INT} CHECK (charged_free = 0),
  credited_by {INT},
  why {TEXT} NOT NULL,
  previous_line {INT},
  net_before {INT} NOT NULL,
  net_after {INT} NOT NULL,
  tax_before {INT} NOT NULL,
  tax_after {INT} NOT NULL,
  PRIMARY KEY (invoice_id, line),
  UNIQUE (invoice_id, line, net_after, tax_after),
  -- She approved this line at no less than it costs.
  CONSTRAINT invoice_lines_approved FOREIGN KEY (answer_id, quote_id, quote_version, quote_line, approved)
    REFERENCES quote_answers (id, quote_id, version, line, answer),
  CONSTRAINT invoice_lines_quoted FOREIGN KEY (quote_id, quote_version, quote_line, quoted_net_minor)
    REFERENCES quote_lines (quote_id, version, line, net_minor),
  CHECK (net_minor <= quoted_net_minor),
  CHECK (net_minor = 0 OR (answer_id IS NOT NULL AND approved IS NOT NULL)),
  -- What coverage and promises pay is not charged.
  CHECK (net_minor = full_minor - covered_minor - promised_minor - kept_minor),
  CHECK ((promised_minor > 0) = (sale_promise_id IS NOT NULL)),
  CHECK (sale_promise_id IS NULL OR net_minor = 0),
  CHECK (unit_id IS NULL OR coverage_decision_id IS NOT NULL),
  -- While a promise of the sale is held for the case, nothing it makes free is charged on it, but by her own word.
  CONSTRAINT invoice_lines_not_free FOREIGN KEY (case_id, component, charged_free)
    REFERENCES case_charges (case_id, component, free),
  CONSTRAINT invoice_lines_waived FOREIGN KEY (waiver_id, case_id, component)
    REFERENCES waivers (id, case_id, component),
  CONSTRAINT invoice_lines_credited FOREIGN KEY (credited_by, invoice_id)
    REFERENCES credit_notes (id, invoice_id),
  CHECK (net_minor = 0 OR charged_free IS NOT NULL OR waiver_id IS NOT NULL OR credited_by IS NOT NULL),
  -- Sums.
  CONSTRAINT invoice_lines_sum FOREIGN KEY (invoice_id, previous_line, net_before, tax_before)
    REFERENCES invoice_lines (invoice_id, line, net_after, tax_after),
  CHECK ((line = 1) = (previous_line IS NULL)),
  CHECK (previous_line IS NULL OR previous_line = line - 1),
  CHECK (line > 1 OR (net_before = 0 AND tax_before = 0)),
  CHECK (net_after = net_before + net_minor),
  CHECK (tax_after = tax_before + tax_minor)
);
-- pg:
ALTER TABLE invoices ADD CONSTRAINT invoices_total FOREIGN KEY (id, lines, net_minor, tax_minor)
  REFERENCES invoice_lines (invoice_id, line, net_after, tax_after) DEFERRABLE INITIALLY DEFERRED;
-- end
-- A line that was approved once is asked for once.
CREATE UNIQUE INDEX invoice_lines_once ON invoice_lines (quote_id, quote_version, quote_line)
  WHERE credited_by IS NULL;
CREATE INDEX invoice_lines_charged ON invoice_lines (case_id, component) WHERE charged_free IS NOT NULL;

-- What was paid: a chain, as the promises' ledger is. Never more than is owed.
CREATE TABLE payments (
  id {ID} PRIMARY KEY,
  invoice_id {INT} NOT NULL,
  n {INT} NOT NULL CHECK (n > 0),
  gross_minor {INT} NOT NULL,
  currency {TEXT} NOT NULL,
  amount_minor {INT} NOT NULL CHECK (amount_minor > 0),
  previous_n {INT},
  paid_before {INT} NOT NULL,
  paid_after {INT} NOT NULL,
  method {TEXT} NOT NULL CHECK (method IN ('cash', 'card', 'transfer', 'provider')),
  provider {TEXT} NOT NULL,           -- empty: by hand
  reference {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  UNIQUE (invoice_id, n),
  UNIQUE (invoice_id, n, paid_after),
  CONSTRAINT payments_owed FOREIGN KEY (invoice_id, gross_minor, currency)
    REFERENCES invoices (id, gross_minor, currency),
  CONSTRAINT payments_sum FOREIGN KEY (invoice_id, previous_n, paid_before)
    REFERENCES payments (invoice_id, n, paid_after),
  CHECK ((n = 1) = (previous_n IS NULL)),
  CHECK (previous_n IS NULL OR previous_n = n - 1),
  CHECK (n > 1 OR paid_before = 0),
  CHECK (paid_after = paid_before + amount_minor),
  CHECK (paid_after <= gross_minor),
  CHECK ((method = 'provider') = (provider <> '')),
  CHECK (provider = '' OR reference <> '')
);
CREATE UNIQUE INDEX payments_by_provider ON payments (provider, reference) WHERE provider <> '';
