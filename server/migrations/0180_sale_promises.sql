-- What was promised with a sale. How much of it is left is counted by a chain of rows that the schema holds
-- together: each names the one before it and what was held after it, so that no path can hold more than was
-- promised, or leave a row out (docs/decisions/0045-free-is-held-by-the-schema.md).

CREATE TABLE sale_promise_templates (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('active', 'retired')),
  automatic {INT} NOT NULL CHECK (automatic IN (0, 1)),   -- given with each sale that it applies to
  names {TEXT} NOT NULL,              -- JSON, by language tag
  applies {TEXT} NOT NULL,            -- JSON: groups, products, countries, days of sale
  promises {TEXT} NOT NULL,           -- JSON: [SalePromiseTerms]
  updated_at {INT} NOT NULL,
  updated_by {TEXT} NOT NULL
);
CREATE INDEX sale_promise_templates_active ON sale_promise_templates (automatic, id) WHERE state = 'active';

-- Every version that ever was.
CREATE TABLE sale_promise_template_versions (
  template_id {INT} NOT NULL REFERENCES sale_promise_templates (id),
  version {INT} NOT NULL,
  names {TEXT} NOT NULL,
  applies {TEXT} NOT NULL,
  promises {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  PRIMARY KEY (template_id, version)
);

CREATE TABLE sale_promises (
  id {ID} PRIMARY KEY,
  sale_id {INT} NOT NULL REFERENCES sales (id),
  unit_id {INT} NOT NULL REFERENCES units (id),
  customer_id {INT} REFERENCES customers (id),   -- to whom it was promised; NULL: the sale names nobody
  state {TEXT} NOT NULL CHECK (state IN ('valid', 'ended')),
  form {TEXT} NOT NULL CHECK (form IN ('quantity', 'dated')),
  quantity {INT} NOT NULL CHECK (quantity >= 0 AND quantity <= 1000),
  terms {TEXT} NOT NULL,              -- JSON: SalePromiseTerms, as it was said on that day
  template_id {INT} REFERENCES sale_promise_templates (id),
  template_version {INT},
  item {INT},                         -- which of the template's
  reference {TEXT} NOT NULL,          -- the shop's own name of it; empty: none
  promise_id {INT} REFERENCES promises (id),     -- of a dated one: the ledger's
  created_at {INT} NOT NULL,
  created_by {TEXT} NOT NULL,
  ended_at {INT},
  ended_by {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,             -- of its end
  UNIQUE (id, quantity),
  CHECK ((form = 'quantity') = (quantity > 0)),
  CHECK ((form = 'dated') = (promise_id IS NOT NULL)),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK ((template_id IS NULL) = (template_version IS NULL)),
  CHECK ((template_id IS NULL) = (item IS NULL))
);
CREATE UNIQUE INDEX sale_promises_reference ON sale_promises (sale_id, reference) WHERE reference <> '';
CREATE UNIQUE INDEX sale_promises_of_template ON sale_promises (sale_id, template_id, item)
  WHERE template_id IS NOT NULL;
CREATE INDEX sale_promises_of_unit ON sale_promises (unit_id, id);
CREATE INDEX sale_promises_of_customer ON sale_promises (customer_id, id) WHERE customer_id IS NOT NULL;

-- Reserved for a case, then consumed or released; what was consumed in error is restored. Rows are appended only.
CREATE TABLE sale_promise_uses (
  sale_promise_id {INT} NOT NULL,
  n {INT} NOT NULL CHECK (n >= 0),
  quantity {INT} NOT NULL,
  kind {TEXT} NOT NULL CHECK (kind IN ('opened', 'reserved', 'consumed', 'released', 'restored')),
  previous_n {INT},
  held_before {INT} NOT NULL,
  held_after {INT} NOT NULL,          -- reserved and consumed together
  of_n {INT},                         -- the row that this one settles
  of_kind {TEXT},
  case_id {INT} REFERENCES cases (id),
  reason {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  PRIMARY KEY (sale_promise_id, n),
  UNIQUE (sale_promise_id, n, held_after),
  UNIQUE (sale_promise_id, n, kind, case_id),
  UNIQUE (sale_promise_id, of_n),
  CONSTRAINT sale_promise_uses_promised
    FOREIGN KEY (sale_promise_id, quantity) REFERENCES sale_promises (id, quantity),
  CONSTRAINT sale_promise_uses_chain
    FOREIGN KEY (sale_promise_id, previous_n, held_before)
    REFERENCES sale_promise_uses (sale_promise_id, n, held_after),
  CONSTRAINT sale_promise_uses_settled
    FOREIGN KEY (sale_promise_id, of_n, of_kind, case_id)
    REFERENCES sale_promise_uses (sale_promise_id, n, kind, case_id),
  CHECK (held_after >= 0 AND held_after <= quantity),
  CHECK ((n = 0) = (previous_n IS NULL)),
  CHECK (previous_n IS NULL OR previous_n = n - 1),
  CHECK ((kind = 'opened') = (n = 0)),
  CHECK (kind <> 'opened' OR (held_before = 0 AND held_after = 0)),
  CHECK ((kind = 'opened') = (case_id IS NULL)),
  CHECK (kind <> 'reserved' OR held_after = held_before + 1),
  CHECK (kind <> 'consumed' OR (held_after = held_before AND of_kind = 'reserved')),
  CHECK (kind <> 'released' OR (held_after = held_before - 1 AND of_kind = 'reserved')),
  CHECK (kind <> 'restored' OR (held_after = held_before - 1 AND of_kind = 'consumed')),
  CHECK ((kind = 'opened' OR kind = 'reserved') = (of_n IS NULL)),
  CHECK ((of_n IS NULL) = (of_kind IS NULL))
);
CREATE INDEX sale_promise_uses_of_case ON sale_promise_uses (case_id, sale_promise_id, n) WHERE case_id IS NOT NULL;

-- Whether a component costs the customer nothing on a case, because a promise of the sale is held for it. One row
-- says it, for all who ask: a charged line of an invoice points at a row with free = 0, so the two cannot meet.
CREATE TABLE case_charges (
  case_id {INT} NOT NULL REFERENCES cases (id),
  component {TEXT} NOT NULL CHECK (component IN ('parts', 'labour', 'travel', 'shipping', 'loaner')),
  free {INT} NOT NULL CHECK (free IN (0, 1)),
  PRIMARY KEY (case_id, component),
  UNIQUE (case_id, component, free)
);
