-- name: insert_unit
INSERT INTO units (id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by, normalized_serial, lookalike_serial)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

-- name: update_unit
UPDATE units SET version = $2 + 1, state = $3, merged_into = $4, manufacturer_id = $5, product_id = $6,
  serial = $7, parent_id = $8, description = $9, manufactured_on = $10, created_at = $11, updated_at = $12,
  created_by = $13, normalized_serial = $14, lookalike_serial = $15
WHERE id = $1 AND version = $2

-- name: find_unit
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE id = $1

-- name: hold_unit
SELECT id FROM units WHERE id = $1

-- name: hold_unit.postgres
-- Owners and meters of one unit change one after the other. On SQLite there is one lane.
SELECT id FROM units WHERE id = $1 FOR UPDATE

-- name: find_living
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE id = (SELECT COALESCE(merged_into, id) FROM units WHERE id = $1)

-- name: find_by_serial
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE manufacturer_id = $1 AND normalized_serial = $2 AND state <> 'merged' AND normalized_serial <> ''

-- name: list_of_serial
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE normalized_serial = $1 AND normalized_serial <> '' AND state <> 'merged' ORDER BY id LIMIT 20

-- name: list_of_lookalike
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE lookalike_serial = $1 AND lookalike_serial <> '' AND state <> 'merged' ORDER BY id LIMIT 20

-- name: list_of_serials
-- Of many serials at once: $1 is a JSON array, which each database reads by a function of its own.
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE normalized_serial IN (SELECT value FROM json_each($1)) AND normalized_serial <> ''
  AND state <> 'merged'
LIMIT $2

-- name: list_of_serials.postgres
-- As above.
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE normalized_serial = ANY (ARRAY(
  SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)))) AND normalized_serial <> '' AND state <> 'merged'
LIMIT $2

-- name: list_of_lookalikes
-- As above.
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE lookalike_serial IN (SELECT value FROM json_each($1)) AND lookalike_serial <> '' AND state <> 'merged'
LIMIT $2

-- name: list_of_lookalikes.postgres
-- As above.
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE lookalike_serial = ANY (ARRAY(
  SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)))) AND lookalike_serial <> '' AND state <> 'merged'
LIMIT $2

-- name: list_units
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE id < $1 AND state <> 'merged' ORDER BY id DESC LIMIT $2

-- name: list_provisional
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE state = 'provisional' AND id < $1 ORDER BY id DESC LIMIT $2

-- name: list_of_product
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE product_id = $3 AND id < $1 AND state <> 'merged' ORDER BY id DESC LIMIT $2

-- name: list_children
SELECT id, version, state, merged_into, manufacturer_id, product_id, serial, parent_id, description,
  manufactured_on, created_at, updated_at, created_by
FROM units WHERE parent_id = $1 AND state <> 'merged' ORDER BY id LIMIT 200

-- name: list_of_customer
SELECT u.id, u.version, u.state, u.merged_into, u.manufacturer_id, u.product_id, u.serial, u.parent_id,
  u.description, u.manufactured_on, u.created_at, u.updated_at, u.created_by
FROM ownerships o JOIN units u ON u.id = o.unit_id
WHERE o.customer_id = $1 AND o.until_on IS NULL ORDER BY o.id DESC LIMIT 200

-- name: is_below
-- Whether $2 is built into $1, directly or not.
WITH RECURSIVE below (id) AS (
  SELECT id FROM units WHERE parent_id = $1
  UNION
  SELECT u.id FROM below JOIN units u ON u.parent_id = below.id)
SELECT 1 AS found FROM below WHERE id = $2

-- name: move_children
UPDATE units SET parent_id = $2 WHERE parent_id = $1

-- name: list_merged_into
SELECT id FROM units WHERE merged_into = $1 ORDER BY id LIMIT 1000

-- name: lead_merged_on
UPDATE units SET merged_into = $2 WHERE merged_into = $1

-- name: insert_ownership
INSERT INTO ownerships (id, unit_id, customer_id, from_on, until_on, how, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: list_ownerships
SELECT id, unit_id, customer_id, from_on, until_on, how, recorded_at, recorded_by
FROM ownerships WHERE unit_id = $1 ORDER BY from_on, id LIMIT 200

-- name: list_ownerships_of_customer
SELECT id, unit_id, customer_id, from_on, until_on, how, recorded_at, recorded_by
FROM ownerships WHERE customer_id = $1 ORDER BY id LIMIT 1000

-- name: find_owner
SELECT id, unit_id, customer_id, from_on, until_on, how, recorded_at, recorded_by
FROM ownerships WHERE unit_id = $1 AND until_on IS NULL

-- name: owners_of
-- As above.
SELECT id, unit_id, customer_id, from_on, until_on, how, recorded_at, recorded_by
FROM ownerships WHERE unit_id IN (SELECT value FROM json_each($1)) AND until_on IS NULL LIMIT $2

-- name: owners_of.postgres
-- As above.
SELECT id, unit_id, customer_id, from_on, until_on, how, recorded_at, recorded_by
FROM ownerships WHERE unit_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) AND until_on IS NULL LIMIT $2

-- name: end_ownership
UPDATE ownerships SET until_on = $2 WHERE id = $1 AND until_on IS NULL

-- name: begin_ownership_at
UPDATE ownerships SET from_on = $2 WHERE id = $1

-- name: delete_ownership
DELETE FROM ownerships WHERE id = $1

-- name: move_ownerships
UPDATE ownerships SET unit_id = $2 WHERE unit_id = $1

-- name: give_ownerships
UPDATE ownerships SET customer_id = $2 WHERE customer_id = $1

-- name: insert_place
INSERT INTO unit_places (id, unit_id, customer_id, from_on, country, place, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: list_places
SELECT id, unit_id, customer_id, from_on, country, place, recorded_at, recorded_by
FROM unit_places WHERE unit_id = $1 ORDER BY from_on, id LIMIT 200

-- name: move_places
UPDATE unit_places SET unit_id = $2 WHERE unit_id = $1

-- name: give_places
UPDATE unit_places SET customer_id = $2 WHERE customer_id = $1

-- name: clear_places
UPDATE unit_places SET place = '' WHERE customer_id = $1

-- name: clear_readings
-- What was noted beside them; the meter and its day stay, since use is counted by them.
UPDATE meter_readings SET
  note = CASE WHEN recorded_at >= $2 AND recorded_at < $3 THEN '' ELSE note END,
  void_reason = CASE WHEN voided_at >= $2 AND voided_at < $3 THEN '' ELSE void_reason END
WHERE unit_id = $1 AND (recorded_at >= $2 AND recorded_at < $3 OR voided_at >= $2 AND voided_at < $3)

-- name: insert_reading
INSERT INTO meter_readings (id, unit_id, meter, at, value, total, replaced, source, note, recorded_at,
  recorded_by, voided_at, voided_by, void_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: void_reading
UPDATE meter_readings SET voided_at = $2, voided_by = $3, void_reason = $4 WHERE id = $1 AND voided_at IS NULL

-- name: raise_totals
-- Of a meter and those after it, which began too low, or too high.
UPDATE meter_readings SET total = total + $4
WHERE meter = $2 AND (at, id) >= ($3, $5) AND voided_at IS NULL AND total + $4 >= 0
  AND (unit_id = $1 OR unit_id IN (SELECT id FROM units WHERE merged_into = $1))

-- name: find_reading
SELECT id, unit_id, meter, at, value, total, replaced, source, note, recorded_at, recorded_by, voided_at,
  voided_by, void_reason
FROM meter_readings WHERE id = $1

-- name: list_readings
SELECT id, unit_id, meter, at, value, total, replaced, source, note, recorded_at, recorded_by, voided_at,
  voided_by, void_reason
FROM meter_readings
WHERE (at, id) < ($2, $3) AND (unit_id = $1 OR unit_id IN (SELECT id FROM units WHERE merged_into = $1))
ORDER BY at DESC, id DESC LIMIT $4

-- name: newest_readings
-- The highest total of each meter, of equal ones the latest: rows that were merged may contradict each other.
SELECT id, unit_id, meter, at, value, total, replaced, source, note, recorded_at, recorded_by, voided_at,
  voided_by, void_reason
FROM (SELECT r.*, ROW_NUMBER() OVER (PARTITION BY meter ORDER BY total DESC, at DESC, id DESC) AS place
  FROM meter_readings r WHERE voided_at IS NULL
    AND (unit_id = $1 OR unit_id IN (SELECT id FROM units WHERE merged_into = $1))) ranked
WHERE place = 1 ORDER BY meter LIMIT 200

-- name: list_readings_of_meter
SELECT id, unit_id, meter, at, value, total, replaced, source, note, recorded_at, recorded_by, voided_at,
  voided_by, void_reason
FROM meter_readings
WHERE meter = $2 AND voided_at IS NULL
  AND (unit_id = $1 OR unit_id IN (SELECT id FROM units WHERE merged_into = $1))
ORDER BY at, id LIMIT 10000

-- name: totals_before
SELECT meter, MAX(total) AS total FROM meter_readings
WHERE at < $2 AND voided_at IS NULL AND (unit_id = $1 OR unit_id IN (SELECT id FROM units WHERE merged_into = $1))
GROUP BY meter

-- name: totals_from
SELECT meter, MIN(total) AS total FROM meter_readings
WHERE at >= $2 AND voided_at IS NULL AND (unit_id = $1 OR unit_id IN (SELECT id FROM units WHERE merged_into = $1))
GROUP BY meter

-- name: insert_sale
INSERT INTO sales (id, version, unit_id, customer_id, state, seller, number, sold_on, delivered_on,
  commissioned_on, commissioned_by, price_minor, currency, country, consumer, used_goods, proof,
  proof_blob_id, proof_type, recorded_at, recorded_by, void_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)

-- name: update_sale
UPDATE sales SET version = $2 + 1, unit_id = $3, customer_id = $4, state = $5, seller = $6, number = $7,
  sold_on = $8, delivered_on = $9, commissioned_on = $10, commissioned_by = $11, price_minor = $12,
  currency = $13, country = $14, consumer = $15, used_goods = $16, proof = $17, proof_blob_id = $18,
  proof_type = $19, recorded_at = $20, recorded_by = $21, void_reason = $22
WHERE id = $1 AND version = $2

-- name: find_sale
SELECT id, version, unit_id, customer_id, state, seller, number, sold_on, delivered_on, commissioned_on,
  commissioned_by, price_minor, currency, country, consumer, used_goods, proof, proof_blob_id, proof_type,
  recorded_at, recorded_by, void_reason
FROM sales WHERE id = $1

-- name: list_sales
SELECT id, version, unit_id, customer_id, state, seller, number, sold_on, delivered_on, commissioned_on,
  commissioned_by, price_minor, currency, country, consumer, used_goods, proof, proof_blob_id, proof_type,
  recorded_at, recorded_by, void_reason
FROM sales WHERE unit_id = $1 ORDER BY sold_on, id LIMIT 200

-- name: sales_of
-- As above.
SELECT id, version, unit_id, customer_id, state, seller, number, sold_on, delivered_on, commissioned_on,
  commissioned_by, price_minor, currency, country, consumer, used_goods, proof, proof_blob_id, proof_type,
  recorded_at, recorded_by, void_reason
FROM sales WHERE unit_id IN (SELECT value FROM json_each($1)) LIMIT $2

-- name: sales_of.postgres
-- As above.
SELECT id, version, unit_id, customer_id, state, seller, number, sold_on, delivered_on, commissioned_on,
  commissioned_by, price_minor, currency, country, consumer, used_goods, proof, proof_blob_id, proof_type,
  recorded_at, recorded_by, void_reason
FROM sales WHERE unit_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) LIMIT $2

-- name: list_sales_of_customer
SELECT id, version, unit_id, customer_id, state, seller, number, sold_on, delivered_on, commissioned_on,
  commissioned_by, price_minor, currency, country, consumer, used_goods, proof, proof_blob_id, proof_type,
  recorded_at, recorded_by, void_reason
FROM sales WHERE customer_id = $1 ORDER BY id LIMIT 1000

-- name: first_sale
SELECT id, version, unit_id, customer_id, state, seller, number, sold_on, delivered_on, commissioned_on,
  commissioned_by, price_minor, currency, country, consumer, used_goods, proof, proof_blob_id, proof_type,
  recorded_at, recorded_by, void_reason
FROM sales WHERE unit_id = $1 AND state = 'valid' ORDER BY sold_on, id LIMIT 1

-- name: move_sales
UPDATE sales SET unit_id = $2 WHERE unit_id = $1

-- name: give_sales
UPDATE sales SET customer_id = $2 WHERE customer_id = $1

-- name: clear_sales
UPDATE sales SET number = '', seller = '', proof_blob_id = NULL, proof_type = '', void_reason = ''
WHERE customer_id = $1

-- name: insert_claim
INSERT INTO claims (id, unit_id, customer_id, state, at, sold_on, decided_at, decided_by, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: find_claim
SELECT id, unit_id, customer_id, state, at, sold_on, decided_at, decided_by, reason FROM claims WHERE id = $1

-- name: list_waiting_claims
SELECT id, unit_id, customer_id, state, at, sold_on, decided_at, decided_by, reason
FROM claims WHERE state = 'waiting' AND id > $1 ORDER BY id LIMIT $2

-- name: list_claims_of_unit
SELECT id, unit_id, customer_id, state, at, sold_on, decided_at, decided_by, reason
FROM claims WHERE unit_id = $1 ORDER BY id LIMIT 200

-- name: find_waiting_claim
SELECT id, unit_id, customer_id, state, at, sold_on, decided_at, decided_by, reason
FROM claims WHERE unit_id = $1 AND customer_id = $2 AND state = 'waiting' ORDER BY id LIMIT 1

-- name: decide_claim
UPDATE claims SET state = $2, decided_at = $3, decided_by = $4, reason = $5 WHERE id = $1 AND state = 'waiting'

-- name: move_claims
UPDATE claims SET unit_id = $2 WHERE unit_id = $1

-- name: give_claims
UPDATE claims SET customer_id = $2 WHERE customer_id = $1

-- name: clear_claims
UPDATE claims SET reason = '' WHERE customer_id = $1

-- name: insert_history
INSERT INTO unit_history (id, unit_id, customer_id, at, actor, what, details) VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: list_history
SELECT id, unit_id, customer_id, at, actor, what, details FROM unit_history
WHERE id < $2 AND (unit_id = $1 OR unit_id IN (SELECT id FROM units WHERE merged_into = $1))
ORDER BY id DESC LIMIT $3

-- name: give_history
UPDATE unit_history SET customer_id = $2 WHERE customer_id = $1

-- name: clear_history
UPDATE unit_history SET details = '{}' WHERE customer_id = $1

-- name: insert_merge
INSERT INTO unit_merges (id, kept_id, lost_id, at, actor, reason, moved) VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: has_ties
SELECT 1 AS one FROM customers c WHERE c.id = $1 AND (
  EXISTS (SELECT 1 FROM ownerships WHERE customer_id = $1)
  OR EXISTS (SELECT 1 FROM sales WHERE customer_id = $1)
  OR EXISTS (SELECT 1 FROM unit_places WHERE customer_id = $1)
  OR EXISTS (SELECT 1 FROM claims WHERE customer_id = $1)
  OR EXISTS (SELECT 1 FROM unit_history WHERE customer_id = $1))

-- name: list_touches
SELECT what, actor, at FROM unit_history WHERE unit_id = $1 AND id > $2 ORDER BY id LIMIT 100

-- name: holds_others
SELECT 1 AS one FROM units u WHERE u.id = $1 AND (
  EXISTS (SELECT 1 FROM units WHERE parent_id = $1)
  OR EXISTS (SELECT 1 FROM units WHERE merged_into = $1)
  OR EXISTS (SELECT 1 FROM claims WHERE unit_id = $1)
  OR EXISTS (SELECT 1 FROM meter_readings WHERE unit_id = $1)
  OR EXISTS (SELECT 1 FROM unit_merges WHERE kept_id = $1)
  OR EXISTS (SELECT 1 FROM sales WHERE unit_id = $1 AND proof_blob_id IS NOT NULL))

-- name: take_out_sales
DELETE FROM sales WHERE unit_id = $1

-- name: take_out_sale
DELETE FROM sales WHERE id = $1 AND unit_id = $2

-- name: take_out_ownerships
DELETE FROM ownerships WHERE unit_id = $1

-- name: take_out_places
DELETE FROM unit_places WHERE unit_id = $1

-- name: take_out_place
DELETE FROM unit_places WHERE id = $1 AND unit_id = $2

-- name: take_out_history
DELETE FROM unit_history WHERE unit_id = $1

-- name: take_out_history_of
-- Of whom the details speak, once nothing ties that person to the unit any more.
DELETE FROM unit_history WHERE unit_id = $1 AND customer_id = $2
  AND NOT EXISTS (SELECT 1 FROM ownerships WHERE unit_id = $1 AND customer_id = $2)
  AND NOT EXISTS (SELECT 1 FROM sales WHERE unit_id = $1 AND customer_id = $2)
  AND NOT EXISTS (SELECT 1 FROM claims WHERE unit_id = $1 AND customer_id = $2)

-- name: take_out_unit
DELETE FROM units WHERE id = $1

-- name: names_product
SELECT 1 AS one FROM units WHERE product_id = $1 LIMIT 1
