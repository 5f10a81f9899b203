-- Catalogue: who makes what, in which groups, of which parts, and which part stands for which.

CREATE TABLE manufacturers (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  name {TEXT} NOT NULL,
  folded_name {TEXT} NOT NULL UNIQUE,
  created_at {INT} NOT NULL
);

CREATE TABLE product_groups (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  parent_id {INT} REFERENCES product_groups (id),
  code {TEXT} NOT NULL UNIQUE,        -- as law packs and coverage terms name it: "refrigerator"
  names {TEXT} NOT NULL,              -- JSON, by language tag
  legal_life_months {INT} CHECK (legal_life_months > 0),
  created_at {INT} NOT NULL,
  CHECK (parent_id <> id)
);
CREATE INDEX product_groups_of_parent ON product_groups (parent_id) WHERE parent_id IS NOT NULL;

-- Products and parts alike: a part has a number, a group and a bill of material as a product does.
CREATE TABLE products (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  kind {TEXT} NOT NULL CHECK (kind IN ('product', 'part')),
  state {TEXT} NOT NULL CHECK (state IN ('active', 'retired')),
  group_id {INT} NOT NULL REFERENCES product_groups (id),
  manufacturer_id {INT} NOT NULL REFERENCES manufacturers (id),
  gtin {TEXT} NOT NULL,               -- as printed, 8, 12, 13 or 14 digits; empty: none
  sku {TEXT} NOT NULL,                -- the company's own number; empty: none
  brand {TEXT} NOT NULL,
  model {TEXT} NOT NULL,
  names {TEXT} NOT NULL,              -- JSON, by language tag
  languages {TEXT} NOT NULL,          -- of its controls and papers, space-separated tags
  legal_life_months {INT} CHECK (legal_life_months > 0),   -- NULL: its group's
  created_at {INT} NOT NULL,
  updated_at {INT} NOT NULL,
  gtin_14 {TEXT} CHECK (LENGTH(gtin_14) = 14),
  folded_sku {TEXT},
  folded_model {TEXT} NOT NULL,
  name_key {TEXT} NOT NULL,           -- folded brand and model, for the order of lists
  UNIQUE (manufacturer_id, folded_model)
);
CREATE UNIQUE INDEX products_by_gtin ON products (gtin_14) WHERE gtin_14 IS NOT NULL;
CREATE UNIQUE INDEX products_by_sku ON products (folded_sku) WHERE folded_sku IS NOT NULL;
CREATE INDEX products_by_name ON products (kind, state, name_key, id);
CREATE INDEX products_of_group ON products (group_id, kind, state, name_key, id);
CREATE INDEX products_by_model ON products (folded_model);

CREATE TABLE product_manuals (
  id {ID} PRIMARY KEY,
  product_id {INT} NOT NULL REFERENCES products (id),
  language {TEXT} NOT NULL,
  title {TEXT} NOT NULL,
  url {TEXT} NOT NULL,
  created_at {INT} NOT NULL
);
CREATE INDEX product_manuals_of_product ON product_manuals (product_id, id);

CREATE TABLE bom_lines (
  product_id {INT} NOT NULL REFERENCES products (id),
  position {INT} NOT NULL CHECK (position > 0),
  part_id {INT} NOT NULL REFERENCES products (id),
  quantity {INT} NOT NULL CHECK (quantity > 0),
  reference {TEXT} NOT NULL,          -- its place on the drawing; empty
  PRIMARY KEY (product_id, position),
  CHECK (part_id <> product_id)
);
CREATE INDEX bom_lines_of_part ON bom_lines (part_id, product_id);

-- `quantity_new` of the successor stand for `quantity_old` of the part, from a day on.
CREATE TABLE successions (
  id {ID} PRIMARY KEY,
  part_id {INT} NOT NULL REFERENCES products (id),
  successor_id {INT} NOT NULL REFERENCES products (id),
  from_on {TEXT} NOT NULL,
  until_on {TEXT},                    -- exclusive; NULL: for good
  quantity_old {INT} NOT NULL CHECK (quantity_old > 0),
  quantity_new {INT} NOT NULL CHECK (quantity_new > 0),
  direction {TEXT} NOT NULL CHECK (direction IN ('one_way', 'two_way')),
  use_up_first {INT} NOT NULL CHECK (use_up_first IN (0, 1)),
  note {TEXT} NOT NULL,
  created_at {INT} NOT NULL,
  created_by {TEXT} NOT NULL,
  CHECK (part_id <> successor_id),
  CHECK (until_on IS NULL OR until_on > from_on)
);
CREATE INDEX successions_of_part ON successions (part_id, from_on);
CREATE INDEX successions_of_successor ON successions (successor_id, from_on);

-- Who changes what hangs together (groups, bills of material, successions) takes this row first, so
-- that two changes at once cannot close a circle that neither sees.
CREATE TABLE catalogue_structure (
  id {INT} PRIMARY KEY CHECK (id = 1),
  changes {INT} NOT NULL
);
INSERT INTO catalogue_structure (id, changes) VALUES (1, 0);

UPDATE roles SET permissions = permissions || ' goods_read' WHERE key IN
  ('service_manager', 'agent', 'desk_clerk', 'technician', 'parts_clerk', 'auditor');
UPDATE roles SET permissions = permissions || ' catalogue_write'
WHERE key IN ('service_manager', 'parts_clerk');
