-- name: insert_manufacturer
INSERT INTO manufacturers (id, version, name, folded_name, created_at) VALUES ($1, $2, $3, $4, $5)

-- name: find_manufacturer
SELECT id, version, name FROM manufacturers WHERE id = $1

-- name: find_manufacturer_named
SELECT id, version, name FROM manufacturers WHERE folded_name = $1

-- name: list_manufacturers
SELECT id, version, name FROM manufacturers ORDER BY folded_name LIMIT 1000

-- name: rename_manufacturer
UPDATE manufacturers SET version = version + 1, name = $3, folded_name = $4 WHERE id = $1 AND version = $2

-- name: insert_group
INSERT INTO product_groups (id, version, parent_id, code, names, legal_life_months, created_at, listed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: update_group
UPDATE product_groups SET version = version + 1, parent_id = $3, names = $4, legal_life_months = $5,
  listed = $6
WHERE id = $1 AND version = $2

-- name: find_group
SELECT id, version, parent_id, code, names, legal_life_months, listed FROM product_groups WHERE id = $1

-- name: find_group_by_code
SELECT id, version, parent_id, code, names, legal_life_months, listed FROM product_groups WHERE code = $1

-- name: list_groups
SELECT id, version, parent_id, code, names, legal_life_months, listed FROM product_groups ORDER BY code LIMIT 2000

-- name: group_and_those_above
-- Nearest first; a circle cannot be, and would end at depth 50.
WITH RECURSIVE up (id, parent_id, code, legal_life_months, listed, depth) AS (
  SELECT id, parent_id, code, legal_life_months, listed, 0 FROM product_groups WHERE id = $1
  UNION ALL
  SELECT g.id, g.parent_id, g.code, g.legal_life_months, g.listed, up.depth + 1
  FROM up JOIN product_groups g ON g.id = up.parent_id WHERE up.depth < 50)
SELECT id, code, legal_life_months, listed FROM up ORDER BY depth

-- name: insert_product
INSERT INTO products (id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names,
  languages, legal_life_months, created_at, updated_at, gtin_14, folded_sku, folded_model, name_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)

-- name: update_product
UPDATE products SET version = $2 + 1, kind = $3, state = $4, group_id = $5, manufacturer_id = $6, gtin = $7,
  sku = $8, brand = $9, model = $10, names = $11, languages = $12, legal_life_months = $13, created_at = $14,
  updated_at = $15, gtin_14 = $16, folded_sku = $17, folded_model = $18, name_key = $19
WHERE id = $1 AND version = $2

-- name: raise_version
UPDATE products SET version = version + 1, updated_at = $3 WHERE id = $1 AND version = $2

-- name: find_product
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE id = $1

-- name: find_by_gtin
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE gtin_14 = $1

-- name: find_by_sku
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE folded_sku = $1

-- name: find_of_model
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE manufacturer_id = $1 AND folded_model = $2

-- name: manufacturers_named
-- Of many names at once: $1 is a JSON array of texts, which each database reads by a function of its own.
SELECT id, version, name FROM manufacturers WHERE folded_name IN (SELECT value FROM json_each($1)) LIMIT $2

-- name: manufacturers_named.postgres
-- As above.
SELECT id, version, name FROM manufacturers WHERE folded_name = ANY (ARRAY(
  SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)))) LIMIT $2

-- name: products_of_gtins
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE gtin_14 IN (SELECT value FROM json_each($1)) LIMIT $2

-- name: products_of_gtins.postgres
-- As above.
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE gtin_14 = ANY (ARRAY(
  SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)))) LIMIT $2

-- name: products_of_skus
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE folded_sku IN (SELECT value FROM json_each($1)) LIMIT $2

-- name: products_of_skus.postgres
-- As above.
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE folded_sku = ANY (ARRAY(
  SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)))) LIMIT $2

-- name: products_of_models
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE folded_model IN (SELECT value FROM json_each($1)) LIMIT $2

-- name: products_of_models.postgres
-- As above.
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE folded_model = ANY (ARRAY(
  SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)))) LIMIT $2

-- name: list_of_model
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at
FROM products WHERE folded_model >= $1 AND folded_model < $2 ORDER BY folded_model, id LIMIT $3

-- name: list_products
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at, name_key
FROM products WHERE kind = $1 AND state = $2 AND (name_key, id) > ($3, $4)
ORDER BY name_key, id LIMIT $5

-- name: list_products_of_group
SELECT id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model, names, languages,
  legal_life_months, created_at, updated_at, name_key
FROM products WHERE group_id = $6 AND kind = $1 AND state = $2 AND (name_key, id) > ($3, $4)
ORDER BY name_key, id LIMIT $5

-- name: insert_manual
INSERT INTO product_manuals (id, product_id, language, title, url, created_at) VALUES ($1, $2, $3, $4, $5, $6)

-- name: list_manuals
SELECT id, product_id, language, title, url, created_at FROM product_manuals
WHERE product_id = $1 ORDER BY id LIMIT 200

-- name: delete_manual
DELETE FROM product_manuals WHERE id = $1 AND product_id = $2

-- name: hold_structure
UPDATE catalogue_structure SET changes = changes + 1 WHERE id = 1

-- name: delete_bom
DELETE FROM bom_lines WHERE product_id = $1

-- name: insert_bom_line
INSERT INTO bom_lines (product_id, position, part_id, quantity, reference) VALUES ($1, $2, $3, $4, $5)

-- name: list_bom
SELECT b.position, b.part_id, b.quantity, b.reference, p.sku, p.model, p.state
FROM bom_lines b JOIN products p ON p.id = b.part_id
WHERE b.product_id = $1 ORDER BY b.position LIMIT 1000

-- name: consists_of
-- Whether $2 is somewhere below $1.
WITH RECURSIVE below (id) AS (
  SELECT part_id FROM bom_lines WHERE product_id = $1
  UNION
  SELECT b.part_id FROM below JOIN bom_lines b ON b.product_id = below.id)
SELECT 1 AS found FROM below WHERE id = $2

-- name: list_used_in
SELECT p.id, p.version, p.kind, p.state, p.group_id, p.manufacturer_id, p.gtin, p.sku, p.brand, p.model,
  p.names, p.languages, p.legal_life_months, p.created_at, p.updated_at
FROM products p
WHERE p.id IN (SELECT product_id FROM bom_lines WHERE part_id = $1) ORDER BY p.name_key, p.id LIMIT 200

-- name: insert_succession
INSERT INTO successions (id, part_id, successor_id, from_on, until_on, quantity_old, quantity_new, direction,
  use_up_first, note, created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: list_around
WITH RECURSIVE around (id) AS (
  SELECT CAST($1 AS BIGINT)
  UNION
  SELECT CASE WHEN s.part_id = around.id THEN s.successor_id ELSE s.part_id END
  FROM around JOIN successions s ON s.part_id = around.id OR s.successor_id = around.id)
SELECT s.id, s.part_id, s.successor_id, s.from_on, s.until_on, s.quantity_old, s.quantity_new, s.direction,
  s.use_up_first, s.note, s.created_at, s.created_by
FROM successions s WHERE s.part_id IN (SELECT id FROM around) ORDER BY s.from_on, s.id LIMIT 1000

-- name: find_succession
SELECT id, part_id, successor_id, from_on, until_on, quantity_old, quantity_new, direction, use_up_first,
  note, created_at, created_by
FROM successions WHERE id = $1 AND part_id = $2

-- name: end_succession
UPDATE successions SET until_on = $2 WHERE id = $1

-- name: delete_succession
DELETE FROM successions WHERE id = $1

-- name: has_ties
SELECT 1 AS one FROM products p WHERE p.id = $1 AND (
  EXISTS (SELECT 1 FROM product_manuals WHERE product_id = $1)
  OR EXISTS (SELECT 1 FROM bom_lines WHERE product_id = $1)
  OR EXISTS (SELECT 1 FROM bom_lines WHERE part_id = $1)
  OR EXISTS (SELECT 1 FROM successions WHERE part_id = $1)
  OR EXISTS (SELECT 1 FROM successions WHERE successor_id = $1))

-- name: take_out_product
DELETE FROM products WHERE id = $1 AND version = $2
