-- Units: the one piece with a serial number; whose it is and was, where it stands, what its meters showed,
-- how it was sold.

CREATE TABLE units (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('active', 'provisional', 'scrapped', 'merged')),
  merged_into {INT} REFERENCES units (id),
  manufacturer_id {INT} REFERENCES manufacturers (id),   -- NULL: not known yet
  product_id {INT} REFERENCES products (id),             -- NULL: not known yet
  serial {TEXT} NOT NULL,             -- as it was given, never rewritten; empty: it has none
  parent_id {INT} REFERENCES units (id),
  description {TEXT} NOT NULL,        -- what is said of one whose product is not known
  manufactured_on {TEXT},
  created_at {INT} NOT NULL,
  updated_at {INT} NOT NULL,
  created_by {TEXT} NOT NULL,
  normalized_serial {TEXT} NOT NULL,  -- capitals, without spaces and signs: what is unique
  lookalike_serial {TEXT} NOT NULL,   -- letters that are mistaken for each other as one: for search only
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK (state <> 'active' OR (product_id IS NOT NULL AND manufacturer_id IS NOT NULL)),
  CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX units_by_serial ON units (manufacturer_id, normalized_serial)
  WHERE state <> 'merged' AND normalized_serial <> '';
CREATE INDEX units_by_any_serial ON units (normalized_serial) WHERE normalized_serial <> '';
CREATE INDEX units_by_lookalike ON units (lookalike_serial) WHERE lookalike_serial <> '';
CREATE INDEX units_of_product ON units (product_id, id);
CREATE INDEX units_of_parent ON units (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX units_merged ON units (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX units_provisional ON units (id) WHERE state = 'provisional';

-- One owner at a time; a resale ends one period and begins the next.
CREATE TABLE ownerships (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  customer_id {INT} NOT NULL REFERENCES customers (id),
  from_on {TEXT} NOT NULL,
  until_on {TEXT},                    -- exclusive; NULL: hers today
  how {TEXT} NOT NULL CHECK (how IN ('sale', 'registration', 'resale', 'correction', 'import')),
  recorded_at {INT} NOT NULL,
  recorded_by {TEXT} NOT NULL,
  CHECK (until_on IS NULL OR until_on >= from_on)
);
CREATE UNIQUE INDEX ownerships_today ON ownerships (unit_id) WHERE until_on IS NULL;
CREATE INDEX ownerships_of_unit ON ownerships (unit_id, from_on, id);
CREATE INDEX ownerships_of_customer ON ownerships (customer_id, id);

CREATE TABLE unit_places (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  customer_id {INT} REFERENCES customers (id),   -- whose address it is
  from_on {TEXT} NOT NULL,
  country {TEXT} NOT NULL,            -- ISO 3166-1 alpha-2; empty: the company's
  place {TEXT} NOT NULL,              -- the address or the room as it is written; empty once erased
  recorded_at {INT} NOT NULL,
  recorded_by {TEXT} NOT NULL
);
CREATE INDEX unit_places_of_unit ON unit_places (unit_id, from_on, id);
CREATE INDEX unit_places_of_customer ON unit_places (customer_id) WHERE customer_id IS NOT NULL;

-- `total` runs on across a meter that was replaced: what the unit has done in its life.
CREATE TABLE meter_readings (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  meter {TEXT} NOT NULL,              -- hours, km, cycles, pages; as the catalogue's people name it
  at {INT} NOT NULL,
  value {INT} NOT NULL CHECK (value >= 0),
  total {INT} NOT NULL CHECK (total >= 0),
  replaced {INT} NOT NULL CHECK (replaced IN (0, 1)),   -- the first reading of a new meter
  source {TEXT} NOT NULL CHECK (source IN ('customer', 'staff', 'technician', 'device', 'import')),
  note {TEXT} NOT NULL,
  recorded_at {INT} NOT NULL,
  recorded_by {TEXT} NOT NULL
);
CREATE INDEX meter_readings_of_unit ON meter_readings (unit_id, meter, at, id);

CREATE TABLE sales (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  unit_id {INT} NOT NULL REFERENCES units (id),
  customer_id {INT} REFERENCES customers (id),   -- to whom; NULL: not known (a dealer's report)
  state {TEXT} NOT NULL CHECK (state IN ('valid', 'voided')),
  seller {TEXT} NOT NULL,             -- the shop, as it was told; empty
  number {TEXT} NOT NULL,             -- of the invoice or receipt; empty
  sold_on {TEXT} NOT NULL,
  delivered_on {TEXT},
  commissioned_on {TEXT},
  commissioned_by {TEXT} CHECK (commissioned_by IN ('seller', 'agent', 'consumer')),
  price_minor {INT} CHECK (price_minor >= 0),
  currency {TEXT} NOT NULL,
  country {TEXT} NOT NULL,            -- whose law it is under; ISO 3166-1 alpha-2
  consumer {INT} NOT NULL CHECK (consumer IN (0, 1)),   -- bought by a consumer, not for a business
  used_goods {INT} NOT NULL CHECK (used_goods IN (0, 1)),
  proof {TEXT} NOT NULL CHECK (proof IN ('nothing_yet', 'photo', 'e_invoice', 'receipt', 'certificate')),
  proof_blob_id {INT} REFERENCES blobs (id),
  proof_type {TEXT} NOT NULL,         -- media type of the file; empty
  recorded_at {INT} NOT NULL,
  recorded_by {TEXT} NOT NULL,
  void_reason {TEXT} NOT NULL,
  CHECK ((commissioned_on IS NULL) = (commissioned_by IS NULL))
);
CREATE INDEX sales_of_unit ON sales (unit_id, sold_on, id);
CREATE INDEX sales_of_customer ON sales (customer_id, id) WHERE customer_id IS NOT NULL;

-- What a customer told us of a unit that is another's in our books: waits for a person, refuses nobody.
CREATE TABLE claims (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  customer_id {INT} NOT NULL REFERENCES customers (id),
  state {TEXT} NOT NULL CHECK (state IN ('waiting', 'accepted', 'rejected')),
  at {INT} NOT NULL,
  sold_on {TEXT} NOT NULL,
  decided_at {INT},
  decided_by {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,
  CHECK ((state = 'waiting') = (decided_at IS NULL))
);
CREATE INDEX claims_waiting ON claims (id) WHERE state = 'waiting';
CREATE INDEX claims_of_unit ON claims (unit_id, id);
CREATE INDEX claims_of_customer ON claims (customer_id, id);

CREATE TABLE unit_history (
  id {ID} PRIMARY KEY,
  unit_id {INT} NOT NULL REFERENCES units (id),
  customer_id {INT} REFERENCES customers (id),   -- of whom the details speak
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  what {TEXT} NOT NULL,
  details {TEXT} NOT NULL             -- JSON; {} once erased
);
CREATE INDEX unit_history_of_unit ON unit_history (unit_id, id);
CREATE INDEX unit_history_of_customer ON unit_history (customer_id) WHERE customer_id IS NOT NULL;

CREATE TABLE unit_merges (
  id {ID} PRIMARY KEY,
  kept_id {INT} NOT NULL REFERENCES units (id),
  lost_id {INT} NOT NULL UNIQUE REFERENCES units (id),
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,
  moved {TEXT} NOT NULL,              -- JSON: ids of the rows that changed hands
  CHECK (kept_id <> lost_id)
);
CREATE INDEX unit_merges_of_kept ON unit_merges (kept_id, id);

UPDATE roles SET permissions = permissions || ' units_write' WHERE key IN
  ('service_manager', 'agent', 'desk_clerk', 'technician');
