-- name: insert_customer
INSERT INTO customers (id, version, kind, state, merged_into, display_name, given_name, family_name,
  language, languages, formality, title, address_as, country, custom, created_at, updated_at, erased_at,
  folded_name, sort_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)

-- name: update_customer
UPDATE customers SET version = $2 + 1, kind = $3, state = $4, merged_into = $5, display_name = $6,
  given_name = $7, family_name = $8, language = $9, languages = $10, formality = $11, title = $12,
  address_as = $13, country = $14, custom = $15, created_at = $16, updated_at = $17, erased_at = $18,
  folded_name = $19, sort_key = $20
WHERE id = $1 AND version = $2

-- name: find_customer
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE id = $1

-- name: hold_customer
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE id = $1

-- name: hold_customer.postgres
-- Shared: messages of hers may come at once; a merge or an erasure waits. On SQLite there is one lane.
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE id = $1 FOR SHARE

-- name: find_living
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE id = COALESCE((SELECT merged_into FROM customers WHERE id = $1), $1)

-- name: find_by_leading_contact
SELECT c.id, c.version, c.kind, c.state, c.merged_into, c.display_name, c.given_name, c.family_name,
  c.language, c.languages, c.formality, c.title, c.address_as, c.country, c.custom, c.created_at,
  c.updated_at, c.erased_at
FROM contact_points p JOIN customers c ON c.id = p.customer_id
WHERE p.kind = $1 AND p.normalized = $2 AND p.leads_here = 1

-- name: list_by_leading_contacts
-- Of many contact points at once: $2 is a JSON array of texts, which each database reads by a function of its own.
SELECT c.id, c.version, c.kind, c.state, c.merged_into, c.display_name, c.given_name, c.family_name,
  c.language, c.languages, c.formality, c.title, c.address_as, c.country, c.custom, c.created_at,
  c.updated_at, c.erased_at, p.normalized
FROM contact_points p JOIN customers c ON c.id = p.customer_id
WHERE p.kind = $1 AND p.normalized IN (SELECT value FROM json_each($2)) AND p.leads_here = 1 LIMIT $3

-- name: list_by_leading_contacts.postgres
-- As above.
SELECT c.id, c.version, c.kind, c.state, c.merged_into, c.display_name, c.given_name, c.family_name,
  c.language, c.languages, c.formality, c.title, c.address_as, c.country, c.custom, c.created_at,
  c.updated_at, c.erased_at, p.normalized
FROM contact_points p JOIN customers c ON c.id = p.customer_id
WHERE p.kind = $1 AND p.leads_here = 1 AND p.normalized = ANY (ARRAY(
  SELECT json_array_elements_text(CAST(CAST($2 AS TEXT) AS JSON)))) LIMIT $3

-- name: list_by_contact
SELECT c.id, c.version, c.kind, c.state, c.merged_into, c.display_name, c.given_name, c.family_name,
  c.language, c.languages, c.formality, c.title, c.address_as, c.country, c.custom, c.created_at,
  c.updated_at, c.erased_at
FROM contact_points p JOIN customers c ON c.id = p.customer_id
WHERE p.kind = $1 AND p.normalized = $2 AND c.state = 'active' ORDER BY p.leads_here DESC, c.id LIMIT $3

-- name: list_by_name
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE folded_name = $1 AND state = 'active' ORDER BY id LIMIT $2

-- name: list_customers
SELECT id, version, kind, state, display_name, given_name, family_name, language, formality, country,
  created_at, updated_at, sort_key
FROM customers
WHERE state = $1 AND (sort_key, id) > ($2, $3)
  AND (CAST($4 AS TEXT) = '' OR kind = CAST($4 AS TEXT))
  AND (CAST($5 AS TEXT) = '' OR language = CAST($5 AS TEXT))
ORDER BY sort_key, id LIMIT $6

-- name: list_from
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE id > $1 ORDER BY id LIMIT $2

-- name: set_sort_key
UPDATE customers SET sort_key = $2 WHERE id = $1

-- name: list_merged_into
SELECT id FROM customers WHERE merged_into = $1 ORDER BY id LIMIT 1000

-- name: lead_merged_on
UPDATE customers SET merged_into = $2 WHERE merged_into = $1

-- name: insert_contact
INSERT INTO contact_points (id, version, customer_id, kind, value, normalized, label, postal, is_primary,
  leads_here, verified_at, problem, problem_at, problem_detail, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

-- name: insert_leading_contact
-- Nothing where another leads: the unique index decides between two that come at once.
INSERT INTO contact_points (id, version, customer_id, kind, value, normalized, label, postal, is_primary,
  leads_here, verified_at, problem, problem_at, problem_detail, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (kind, normalized) WHERE leads_here = 1 DO NOTHING

-- name: update_contact
UPDATE contact_points SET version = $2 + 1, customer_id = $3, kind = $4, value = $5, normalized = $6,
  label = $7, postal = $8, is_primary = $9, leads_here = $10, verified_at = $11, problem = $12,
  problem_at = $13, problem_detail = $14, created_at = $15
WHERE id = $1 AND version = $2

-- name: find_contact
SELECT id, version, customer_id, kind, value, normalized, label, postal, is_primary, leads_here,
  verified_at, problem, problem_at, problem_detail, created_at
FROM contact_points WHERE id = $1

-- name: list_contacts
SELECT id, version, customer_id, kind, value, normalized, label, postal, is_primary, leads_here,
  verified_at, problem, problem_at, problem_detail, created_at
FROM contact_points WHERE customer_id = $1 ORDER BY is_primary DESC, id LIMIT 100

-- name: list_contacts_of_value
SELECT id, version, customer_id, kind, value, normalized, label, postal, is_primary, leads_here,
  verified_at, problem, problem_at, problem_detail, created_at
FROM contact_points WHERE kind = $1 AND normalized = $2 ORDER BY id LIMIT 100

-- name: clear_primary
UPDATE contact_points SET is_primary = 0 WHERE customer_id = $1 AND kind = $2 AND is_primary = 1

-- name: make_primary
UPDATE contact_points SET is_primary = 1 WHERE id = $1

-- name: delete_contact
DELETE FROM contact_points WHERE id = $1

-- name: lead_by_oldest
UPDATE contact_points SET leads_here = 1
WHERE id = (SELECT MIN(id) FROM contact_points WHERE kind = $1 AND normalized = $2)
  AND NOT EXISTS (SELECT 1 FROM contact_points WHERE kind = $1 AND normalized = $2 AND leads_here = 1)

-- name: insert_preference
INSERT INTO preferences (id, customer_id, kind, text, noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6)

-- name: list_preferences
SELECT id, customer_id, kind, text, noted_at, noted_by
FROM preferences WHERE customer_id = $1 ORDER BY id LIMIT 200

-- name: delete_preference
DELETE FROM preferences WHERE id = $1 AND customer_id = $2

-- name: delete_preferences
DELETE FROM preferences WHERE customer_id = $1

-- name: move_preferences
UPDATE preferences SET customer_id = $2 WHERE customer_id = $1

-- name: insert_special_day
INSERT INTO special_days (id, customer_id, kind, label, month, day, year)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: list_special_days
SELECT id, customer_id, kind, label, month, day, year
FROM special_days WHERE customer_id = $1 ORDER BY month, day, id LIMIT 100

-- name: delete_special_day
DELETE FROM special_days WHERE id = $1 AND customer_id = $2

-- name: delete_special_days
DELETE FROM special_days WHERE customer_id = $1

-- name: move_special_day
UPDATE special_days SET customer_id = $2 WHERE id = $1

-- name: insert_consent
INSERT INTO consents (id, customer_id, given_by, purpose, channel, decision, at, source, text_version,
  evidence_blob_id, interaction_id, note, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: list_consents
SELECT id, customer_id, given_by, purpose, channel, decision, at, source, text_version, evidence_blob_id,
  interaction_id, note, recorded_at, recorded_by
FROM consents WHERE customer_id = $1 ORDER BY at, id LIMIT 1000

-- name: newest_decision
SELECT decision FROM consents
WHERE customer_id = $1 AND purpose = $2 AND channel IN ($3, 'any') ORDER BY at DESC, id DESC LIMIT 1

-- name: move_consents
UPDATE consents SET customer_id = $2 WHERE customer_id = $1

-- name: clear_evidence
UPDATE consents SET evidence_blob_id = NULL, interaction_id = NULL, note = '' WHERE customer_id = $1

-- name: insert_relation
INSERT INTO customer_relations (id, person_id, organisation_id, kind, role, is_contact, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: list_relations
SELECT r.id, r.person_id, r.organisation_id, r.kind, r.role, r.is_contact, r.created_at,
  p.display_name AS person_name, o.display_name AS organisation_name
FROM customer_relations r
JOIN customers p ON p.id = r.person_id JOIN customers o ON o.id = r.organisation_id
WHERE r.person_id = $1 OR r.organisation_id = $1 ORDER BY r.id LIMIT 500

-- name: list_organisations_of
SELECT organisation_id FROM customer_relations WHERE person_id = $1 ORDER BY organisation_id LIMIT 100

-- name: delete_relation
DELETE FROM customer_relations WHERE id = $1 AND (person_id = $2 OR organisation_id = $2)

-- name: delete_relations
DELETE FROM customer_relations WHERE person_id = $1 OR organisation_id = $1

-- name: delete_doubled_relations
DELETE FROM customer_relations WHERE (person_id = $1 OR organisation_id = $1) AND (
  (person_id = $1 AND organisation_id = $2) OR (person_id = $2 AND organisation_id = $1) OR
  EXISTS (SELECT 1 FROM customer_relations k WHERE k.kind = customer_relations.kind AND (
    (customer_relations.person_id = $1 AND k.person_id = $2
      AND k.organisation_id = customer_relations.organisation_id) OR
    (customer_relations.organisation_id = $1 AND k.organisation_id = $2
      AND k.person_id = customer_relations.person_id))))

-- name: move_person_relations
UPDATE customer_relations SET person_id = $2 WHERE person_id = $1

-- name: move_organisation_relations
UPDATE customer_relations SET organisation_id = $2 WHERE organisation_id = $1

-- name: insert_merge
INSERT INTO customer_merges (id, kept_id, lost_id, at, actor, reason, moved)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: list_merges
SELECT id, kept_id, lost_id, at, actor, reason, moved
FROM customer_merges WHERE kept_id = $1 OR kept_id IN (SELECT id FROM customers WHERE merged_into = $1)
ORDER BY id LIMIT 1000

-- name: clear_merges
UPDATE customer_merges SET reason = '' WHERE kept_id = $1 OR lost_id = $1

-- name: insert_history
INSERT INTO customer_history (id, customer_id, at, actor, what, details) VALUES ($1, $2, $3, $4, $5, $6)

-- name: list_history
SELECT id, customer_id, at, actor, what, details FROM customer_history
WHERE id < $2 AND (customer_id = $1 OR customer_id IN (SELECT id FROM customers WHERE merged_into = $1))
ORDER BY id DESC LIMIT $3

-- name: clear_history
UPDATE customer_history SET details = '{}' WHERE customer_id = $1

-- name: insert_hold
INSERT INTO customer_holds (id, customer_id, reason, placed_at, placed_by, until_on, lifted_at, lifted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: list_holds
SELECT id, customer_id, reason, placed_at, placed_by, until_on, lifted_at, lifted_by
FROM customer_holds WHERE customer_id = $1 AND lifted_at IS NULL ORDER BY id LIMIT 100

-- name: lift_hold
UPDATE customer_holds SET lifted_at = $3, lifted_by = $4
WHERE id = $1 AND customer_id = $2 AND lifted_at IS NULL

-- name: move_holds
UPDATE customer_holds SET customer_id = $2 WHERE customer_id = $1

-- name: clear_holds
UPDATE customer_holds SET reason = '' WHERE customer_id = $1

-- name: has_ties
SELECT 1 AS one FROM customers c WHERE c.id = $1 AND (
  EXISTS (SELECT 1 FROM preferences WHERE customer_id = $1)
  OR EXISTS (SELECT 1 FROM special_days WHERE customer_id = $1)
  OR EXISTS (SELECT 1 FROM consents WHERE customer_id = $1 OR given_by = $1)
  OR EXISTS (SELECT 1 FROM customer_relations WHERE person_id = $1)
  OR EXISTS (SELECT 1 FROM customer_relations WHERE organisation_id = $1)
  OR EXISTS (SELECT 1 FROM customer_holds WHERE customer_id = $1)
  OR EXISTS (SELECT 1 FROM customer_merges WHERE kept_id = $1)
  OR EXISTS (SELECT 1 FROM customers m WHERE m.merged_into = $1))

-- name: take_out_history
DELETE FROM customer_history WHERE customer_id = $1

-- name: take_out_customer
DELETE FROM customers WHERE id = $1

-- name: find_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE id IN (SELECT value FROM json_each($1)) LIMIT $2

-- name: find_each.postgres
-- As above.
SELECT id, version, kind, state, merged_into, display_name, given_name, family_name, language, languages,
  formality, title, address_as, country, custom, created_at, updated_at, erased_at
FROM customers WHERE id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) LIMIT $2

-- name: list_contacts_of_each
-- $1 is a JSON array of ids, which each database reads by a function of its own.
SELECT id, version, customer_id, kind, value, normalized, label, postal, is_primary, leads_here,
  verified_at, problem, problem_at, problem_detail, created_at
FROM contact_points WHERE customer_id IN (SELECT value FROM json_each($1)) 
ORDER BY customer_id, is_primary DESC, id

-- name: list_contacts_of_each.postgres
-- As above.
SELECT id, version, customer_id, kind, value, normalized, label, postal, is_primary, leads_here,
  verified_at, problem, problem_at, problem_detail, created_at
FROM contact_points WHERE customer_id = ANY (ARRAY(
  SELECT CAST(json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) AS BIGINT))) 
ORDER BY customer_id, is_primary DESC, id
