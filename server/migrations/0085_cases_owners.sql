-- Until this version a merge of customers moved nothing but the customer, and a person's leaving handed
-- nothing over: what stands on lost rows, and open work of people who are gone, is put right once.

UPDATE cases SET version = version + 1,
  customer_id = (SELECT merged_into FROM customers WHERE customers.id = cases.customer_id)
WHERE customer_id IN (SELECT id FROM customers WHERE merged_into IS NOT NULL);
UPDATE case_participants SET
  customer_id = (SELECT merged_into FROM customers WHERE customers.id = case_participants.customer_id)
WHERE customer_id IN (SELECT id FROM customers WHERE merged_into IS NOT NULL);
UPDATE promises SET
  customer_id = (SELECT merged_into FROM customers WHERE customers.id = promises.customer_id)
WHERE customer_id IN (SELECT id FROM customers WHERE merged_into IS NOT NULL);
UPDATE recoveries SET
  customer_id = (SELECT merged_into FROM customers WHERE customers.id = recoveries.customer_id)
WHERE customer_id IN (SELECT id FROM customers WHERE merged_into IS NOT NULL);
UPDATE remedies SET
  customer_id = (SELECT merged_into FROM customers WHERE customers.id = remedies.customer_id)
WHERE customer_id IN (SELECT id FROM customers WHERE merged_into IS NOT NULL);

-- Nobody's: the team's queue shows them, and a warning reaches the team.
UPDATE cases SET owner_id = NULL, version = version + 1
WHERE open = 1 AND owner_id IN (SELECT id FROM staff WHERE state = 'left');
UPDATE promises SET owner_id = NULL, version = version + 1
WHERE state = 'pending' AND owner_id IN (SELECT id FROM staff WHERE state = 'left');
