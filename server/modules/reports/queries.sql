-- Statements of the module reports: it reads across the tables of others and writes nothing.
-- In all of trends: $1 and $2 are the bucket, $3 is what the figures are grouped by, $4 to $7 narrow,
-- $8 is the company's country, for customers without one.

-- name: opened_in
SELECT CASE CAST($3 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'channel' THEN c.channel
    WHEN 'kind' THEN c.kind WHEN 'country' THEN COALESCE(
      NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT))
    ELSE '' END AS "group",
  COUNT(*) AS opened
FROM cases c
WHERE c.opened_at >= $1 AND c.opened_at < $2
  AND (CAST($4 AS BIGINT) IS NULL OR c.team_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR c.channel = $5)
  AND (CAST($6 AS TEXT) IS NULL OR c.kind = $6)
  AND (CAST($7 AS TEXT) IS NULL OR $7 = COALESCE(
    NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT)))
GROUP BY 1;

-- name: answers_in
-- First answers that went out, and the calendar in which the first answer was promised.
SELECT CASE CAST($3 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'channel' THEN c.channel
    WHEN 'kind' THEN c.kind WHEN 'country' THEN COALESCE(
      NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT))
    ELSE '' END AS "group",
  c.opened_at, c.first_answered_at,
  (SELECT p.calendar_id FROM promises p WHERE p.case_id = c.id AND p.kind = 'answer_by'
   ORDER BY p.id LIMIT 1) AS calendar_id
FROM cases c
WHERE c.first_answered_at >= $1 AND c.first_answered_at < $2
  AND (CAST($4 AS BIGINT) IS NULL OR c.team_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR c.channel = $5)
  AND (CAST($6 AS TEXT) IS NULL OR c.kind = $6)
  AND (CAST($7 AS TEXT) IS NULL OR $7 = COALESCE(
    NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT)));

-- name: settled_in
-- Our promises that came to their end: what is withdrawn was no longer owed, and her own word is none of ours.
SELECT CASE CAST($3 AS TEXT) WHEN 'team' THEN CAST(p.team_id AS TEXT) WHEN 'channel' THEN c.channel
    WHEN 'kind' THEN c.kind WHEN 'country' THEN COALESCE(
      NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT))
    ELSE '' END AS "group",
  CAST(SUM(CASE WHEN p.state = 'kept' THEN 1 ELSE 0 END) AS BIGINT) AS kept,
  CAST(SUM(CASE WHEN p.state = 'broken' THEN 1 ELSE 0 END) AS BIGINT) AS broken
FROM promises p JOIN cases c ON c.id = p.case_id
WHERE p.settled_at >= $1 AND p.settled_at < $2 AND p.state IN ('kept', 'broken') AND p.kind <> 'confirm_by'
  AND (CAST($4 AS BIGINT) IS NULL OR p.team_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR c.channel = $5)
  AND (CAST($6 AS TEXT) IS NULL OR c.kind = $6)
  AND (CAST($7 AS TEXT) IS NULL OR $7 = COALESCE(
    NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT)))
GROUP BY 1;

-- name: closed_in
-- Satisfied: her newest rating is in the upper part of its scale; without one, she closed it by her own word.
SELECT CASE CAST($3 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'channel' THEN c.channel
    WHEN 'kind' THEN c.kind WHEN 'country' THEN COALESCE(
      NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT))
    ELSE '' END AS "group",
  COUNT(*) AS closed,
  CAST(SUM(CASE WHEN c.reopened_count > 0 THEN 1 ELSE 0 END) AS BIGINT) AS reopened,
  CAST(SUM(COALESCE(
    (SELECT CASE WHEN s.rating * 5 >= s.scale * 4 THEN 1 ELSE 0 END FROM surveys s
     WHERE s.case_id = c.id AND s.rating IS NOT NULL ORDER BY s.answered_at DESC, s.id DESC LIMIT 1),
    CASE WHEN c.closed_by = 'customer' THEN 1 ELSE 0 END)) AS BIGINT) AS satisfied
FROM cases c
WHERE c.closed_at >= $1 AND c.closed_at < $2 AND c.closed_by <> 'merge'
  AND (CAST($4 AS BIGINT) IS NULL OR c.team_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR c.channel = $5)
  AND (CAST($6 AS TEXT) IS NULL OR c.kind = $6)
  AND (CAST($7 AS TEXT) IS NULL OR $7 = COALESCE(
    NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT)))
GROUP BY 1;

-- name: asked_in
SELECT CASE CAST($3 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'channel' THEN c.channel
    WHEN 'kind' THEN c.kind WHEN 'country' THEN COALESCE(
      NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT))
    ELSE '' END AS "group",
  COUNT(*) AS asked
FROM surveys s JOIN cases c ON c.id = s.case_id
WHERE s.asked_at >= $1 AND s.asked_at < $2 AND s.via = 'mail'
  AND (CAST($4 AS BIGINT) IS NULL OR c.team_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR c.channel = $5)
  AND (CAST($6 AS TEXT) IS NULL OR c.kind = $6)
  AND (CAST($7 AS TEXT) IS NULL OR $7 = COALESCE(
    NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT)))
GROUP BY 1;

-- name: rated_in
-- Ratings of any scale are brought to five for their average, in hundredths.
SELECT CASE CAST($3 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'channel' THEN c.channel
    WHEN 'kind' THEN c.kind WHEN 'country' THEN COALESCE(
      NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT))
    ELSE '' END AS "group",
  COUNT(*) AS rated,
  CAST(SUM(CASE WHEN s.rating * 5 >= s.scale * 4 THEN 1 ELSE 0 END) AS BIGINT) AS content,
  CAST(SUM(s.rating * 500 / s.scale) AS BIGINT) AS rating_hundredths
FROM surveys s JOIN cases c ON c.id = s.case_id
WHERE s.answered_at >= $1 AND s.answered_at < $2
  AND (CAST($4 AS BIGINT) IS NULL OR c.team_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR c.channel = $5)
  AND (CAST($6 AS TEXT) IS NULL OR c.kind = $6)
  AND (CAST($7 AS TEXT) IS NULL OR $7 = COALESCE(
    NULLIF((SELECT k.country FROM customers k WHERE k.id = c.customer_id), ''), CAST($8 AS TEXT)))
GROUP BY 1;

-- name: teams
SELECT id AS team_id, name, state FROM teams ORDER BY sort_key, id LIMIT 500;

-- name: pending_now
-- All that is owed now: as many rows as there is open work.
SELECT team_id, owner_id, COUNT(*) AS pending,
  CAST(SUM(CASE WHEN risk = 'half' THEN 1 ELSE 0 END) AS BIGINT) AS half,
  CAST(SUM(CASE WHEN risk = 'late' THEN 1 ELSE 0 END) AS BIGINT) AS late
FROM promises WHERE state = 'pending' GROUP BY team_id, owner_id;

-- name: broken_now
-- Broken ones whose customer is not content yet.
SELECT c.team_id, c.owner_id, COUNT(*) AS broken
FROM recoveries r JOIN cases c ON c.id = r.case_id
WHERE r.state = 'open' GROUP BY c.team_id, c.owner_id;

-- name: people_now
SELECT s.id AS staff_id, s.name, COALESCE(p.presence, 'offline') AS presence, p.away_until, s.max_open,
  (SELECT COUNT(*) FROM cases c WHERE c.owner_id = s.id AND c.state = 'open') AS open_cases
FROM staff s LEFT JOIN presence p ON p.staff_id = s.id
WHERE s.state = 'active' AND EXISTS (SELECT 1 FROM team_members m WHERE m.staff_id = s.id)
ORDER BY s.sort_key, s.id LIMIT 1000;

-- name: memberships
SELECT m.staff_id, m.team_id FROM team_members m JOIN staff s ON s.id = m.staff_id
WHERE s.state = 'active' ORDER BY m.staff_id, m.team_id LIMIT 5000;

-- name: unanswered_longest
SELECT c.id AS case_id, c.number, c.subject, k.display_name AS customer_name, c.kind, c.team_id, c.owner_id,
  COALESCE(s.name, '') AS owner_name, c.opened_at AS waiting_since, c.next_due_at
FROM cases c JOIN customers k ON k.id = c.customer_id LEFT JOIN staff s ON s.id = c.owner_id
WHERE c.state NOT IN ('solved', 'closed') AND c.first_answered_at IS NULL
ORDER BY c.opened_at, c.id LIMIT $1;

-- name: unheard_longest
SELECT c.id AS case_id, c.number, c.subject, k.display_name AS customer_name, c.kind, c.team_id, c.owner_id,
  COALESCE(s.name, '') AS owner_name, c.last_inbound_at AS waiting_since, c.next_due_at
FROM cases c JOIN customers k ON k.id = c.customer_id LEFT JOIN staff s ON s.id = c.owner_id
WHERE c.state NOT IN ('solved', 'closed') AND c.first_answered_at IS NOT NULL AND c.last_inbound_at > c.last_outbound_at
ORDER BY c.last_inbound_at, c.id LIMIT $1;

-- name: recoveries_between
-- Each broken promise, the newest first: what was promised, what followed.
SELECT r.id, r.case_id, c.number, c.subject, c.team_id, c.owner_id, COALESCE(s.name, '') AS owner_name,
  r.promise_id, p.kind AS promise_kind, p.made_at, r.opened_at AS broken_at, r.level, r.state, r.settled_at,
  i.at AS apologised_at, n.kind AS new_promise_kind, n.state AS new_promise_state, n.due_at AS new_promise_due_at
FROM recoveries r JOIN promises p ON p.id = r.promise_id JOIN cases c ON c.id = r.case_id
LEFT JOIN promises n ON n.id = r.new_promise_id LEFT JOIN interactions i ON i.id = r.apology_interaction_id
LEFT JOIN staff s ON s.id = c.owner_id
WHERE r.opened_at >= $1 AND r.opened_at < $2 AND (r.opened_at, r.id) < ($3, $4)
  AND (CAST($5 AS BIGINT) IS NULL OR c.team_id = $5)
  AND (CAST($6 AS BIGINT) IS NULL OR c.owner_id = $6)
  AND (CAST($7 AS TEXT) IS NULL OR r.state = $7)
ORDER BY r.opened_at DESC, r.id DESC LIMIT $8;

-- name: recovery_remedies
-- What was given or proposed for one, the goodwill that followed it, and what law grants for it.
SELECT t.kind, t.state, t.amount_minor, t.currency, t.what, t.decided_at FROM (
  SELECT m.id AS n, m.kind, m.state, m.amount_minor, m.currency, m.what, m.decided_at FROM remedies m
  WHERE m.recovery_id = $1
  UNION ALL
  SELECT q.id AS n, 'by_law' AS kind, CASE WHEN d.decision = 'paid' THEN 'granted' ELSE 'owed' END AS state,
    q.amount_minor, q.currency, '' AS what, d.decided_at
  FROM recoveries r JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
  LEFT JOIN legal_decisions d ON d.consequence_id = q.id
  WHERE r.id = $1 AND q.effect = 'owe' AND q.amount_minor IS NOT NULL
    AND (q.state = 'offered' OR (q.state = 'decided' AND d.decision = 'paid'))
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
  UNION ALL
  SELECT q.id AS n, 'by_law' AS kind, CASE WHEN d.settled_at IS NULL THEN 'owed' ELSE 'granted' END AS state,
    d.cost_minor, d.cost_currency, '' AS what, x.decided_at
  FROM recoveries r JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
  JOIN legal_debts d ON d.consequence_id = q.id LEFT JOIN legal_decisions x ON x.consequence_id = q.id
  WHERE r.id = $1 AND q.effect = 'grant' AND d.cost_minor IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
  UNION ALL
  SELECT m.id AS n, m.kind, m.state, m.amount_minor, m.currency, m.what, m.decided_at
  FROM recoveries r JOIN remedies m ON m.case_id = r.case_id AND m.decided_at >= r.opened_at
  WHERE r.id = $1 AND m.recovery_id IS NULL AND m.state = 'granted'
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= m.decided_at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))) t
ORDER BY t.n LIMIT 50;

-- name: recoveries_by_state
SELECT r.state, COUNT(*) AS n, CAST(SUM(CASE WHEN r.apology_interaction_id IS NULL THEN 0 ELSE 1 END) AS BIGINT)
  AS apologised
FROM recoveries r JOIN cases c ON c.id = r.case_id
WHERE r.opened_at >= $1 AND r.opened_at < $2
  AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
  AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
GROUP BY r.state;

-- name: recovery_cost
-- What was granted for them, goodwill after them on the same case, and what law grants: money, and what was chosen at
-- the price that was paid for it; a sum a currency and kind.
SELECT t.currency, t.kind, COUNT(*) AS granted, CAST(SUM(t.amount_minor) AS BIGINT) AS amount_minor FROM (
  SELECT m.currency, m.kind, m.amount_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id JOIN remedies m ON m.recovery_id = r.id
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND m.state = 'granted'
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
  UNION ALL
  SELECT q.currency, 'by_law' AS kind, q.amount_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id
  JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
  LEFT JOIN legal_decisions d ON d.consequence_id = q.id
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND q.effect = 'owe' AND q.amount_minor IS NOT NULL
    AND (q.state = 'offered' OR (q.state = 'decided' AND d.decision = 'paid'))
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
  UNION ALL
  SELECT d.cost_currency, 'by_law' AS kind, d.cost_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id
  JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
  JOIN legal_debts d ON d.consequence_id = q.id
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND q.effect = 'grant' AND d.cost_minor IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
  UNION ALL
  SELECT m.currency, m.kind, m.amount_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id
  JOIN remedies m ON m.case_id = r.case_id AND m.decided_at >= r.opened_at
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND m.state = 'granted' AND m.recovery_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= m.decided_at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)) t
GROUP BY t.currency, t.kind ORDER BY t.currency, t.kind;

-- name: recovery_cost_by
-- The same, a sum a group and currency: by team, by what was promised, or by the kind of case.
SELECT t.grp, t.currency, CAST(SUM(t.amount_minor) AS BIGINT) AS amount_minor FROM (
  SELECT CASE CAST($6 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'promise' THEN p.kind ELSE c.kind END
    AS grp, m.currency, m.kind, m.amount_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id JOIN promises p ON p.id = r.promise_id
  JOIN remedies m ON m.recovery_id = r.id
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND m.state = 'granted'
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
  UNION ALL
  SELECT CASE CAST($6 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'promise' THEN p.kind ELSE c.kind END
    AS grp, q.currency, 'by_law' AS kind, q.amount_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id JOIN promises p ON p.id = r.promise_id
  JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
  LEFT JOIN legal_decisions d ON d.consequence_id = q.id
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND q.effect = 'owe' AND q.amount_minor IS NOT NULL
    AND (q.state = 'offered' OR (q.state = 'decided' AND d.decision = 'paid'))
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
  UNION ALL
  SELECT CASE CAST($6 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'promise' THEN p.kind ELSE c.kind END
    AS grp, d.cost_currency, 'by_law' AS kind, d.cost_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id JOIN promises p ON p.id = r.promise_id
  JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
  JOIN legal_debts d ON d.consequence_id = q.id
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND q.effect = 'grant' AND d.cost_minor IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
  UNION ALL
  SELECT CASE CAST($6 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'promise' THEN p.kind ELSE c.kind END
    AS grp, m.currency, m.kind, m.amount_minor
  FROM recoveries r JOIN cases c ON c.id = r.case_id JOIN promises p ON p.id = r.promise_id
  JOIN remedies m ON m.case_id = r.case_id AND m.decided_at >= r.opened_at
  WHERE r.opened_at >= $1 AND r.opened_at < $2 AND m.state = 'granted' AND m.recovery_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= m.decided_at
      AND (o.opened_at, o.id) > (r.opened_at, r.id))
    AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
    AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)) t
GROUP BY t.grp, t.currency ORDER BY t.grp, t.currency;

-- name: recoveries_by
-- How many were broken, a group.
SELECT CASE CAST($6 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'promise' THEN p.kind ELSE c.kind END
  AS grp, COUNT(*) AS n
FROM recoveries r JOIN cases c ON c.id = r.case_id JOIN promises p ON p.id = r.promise_id
WHERE r.opened_at >= $1 AND r.opened_at < $2
  AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
  AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR r.state = $5)
GROUP BY 1 ORDER BY n DESC, 1;

-- name: oldest_open_recovery
SELECT opened_at FROM recoveries WHERE state = 'open' ORDER BY opened_at, id LIMIT 1;
