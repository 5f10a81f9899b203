-- What a case that was joined into another began is that one's, through however many.
UPDATE repair_times SET case_id = (
  WITH RECURSIVE joined (id, into_id) AS (
    SELECT c.id, c.merged_into_id FROM cases c WHERE c.id = repair_times.case_id
    UNION
    SELECT c.id, c.merged_into_id FROM cases c JOIN joined j ON c.id = j.into_id)
  SELECT id FROM joined WHERE into_id IS NULL)
WHERE case_id IN (SELECT id FROM cases WHERE merged_into_id IS NOT NULL);

-- A case is about what was handed in: its only time in repair that runs, on a unit that it named before, is its unit's.
UPDATE repair_times SET unit_id = (SELECT u.unit_id FROM case_units u WHERE u.case_id = repair_times.case_id)
WHERE until_on IS NULL
  AND EXISTS (SELECT 1 FROM case_units u
    WHERE u.case_id = repair_times.case_id AND u.unit_id <> repair_times.unit_id)
  AND NOT EXISTS (SELECT 1 FROM repair_times o
    WHERE o.case_id = repair_times.case_id AND o.id <> repair_times.id AND o.until_on IS NULL);
