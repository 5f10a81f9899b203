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

-- part: made_good
-- What was given or proposed for each broken promise, the goodwill that followed it on the same case, and what law
-- grants for it: up to the next breach of the case. `cost_minor` is NULL where it cost nothing yet, or nobody told:
-- what is only proposed, a free service that nobody has used, a share of the price that was chosen and not yet told.
SELECT r.id AS recovery_id, r.case_id, r.promise_id, r.opened_at, r.state AS recovery_state, m.id AS n, m.kind, m.state,
  m.amount_minor, m.currency, m.what, m.decided_at,
  CASE WHEN m.state <> 'granted' THEN NULL
    WHEN m.kind = 'free_service' AND m.sale_promise_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sale_promise_uses u
      WHERE u.sale_promise_id = m.sale_promise_id AND u.kind = 'consumed' AND NOT EXISTS (SELECT 1
        FROM sale_promise_uses b WHERE b.sale_promise_id = u.sale_promise_id AND b.kind = 'restored' AND b.of_n = u.n))
    THEN NULL ELSE m.amount_minor END AS cost_minor
FROM recoveries r JOIN remedies m ON m.recovery_id = r.id
UNION ALL
SELECT r.id, r.case_id, r.promise_id, r.opened_at, r.state, m.id, m.kind, m.state, m.amount_minor, m.currency, m.what,
  m.decided_at,
  CASE WHEN m.kind = 'free_service' AND m.sale_promise_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sale_promise_uses u
      WHERE u.sale_promise_id = m.sale_promise_id AND u.kind = 'consumed' AND NOT EXISTS (SELECT 1
        FROM sale_promise_uses b WHERE b.sale_promise_id = u.sale_promise_id AND b.kind = 'restored' AND b.of_n = u.n))
    THEN NULL ELSE m.amount_minor END
FROM recoveries r JOIN remedies m ON m.case_id = r.case_id AND m.decided_at >= r.opened_at
WHERE m.recovery_id IS NULL AND m.state = 'granted'
  AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= m.decided_at
    AND (o.opened_at, o.id) > (r.opened_at, r.id))
UNION ALL
SELECT r.id, r.case_id, r.promise_id, r.opened_at, r.state, q.id, 'by_law',
  CASE WHEN d.decision = 'paid' THEN 'granted' ELSE 'owed' END, q.amount_minor, q.currency, '', d.decided_at,
  q.amount_minor
FROM recoveries r JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
LEFT JOIN legal_decisions d ON d.consequence_id = q.id
WHERE q.effect = 'owe' AND q.amount_minor IS NOT NULL
  AND (q.state = 'offered' OR (q.state = 'decided' AND d.decision = 'paid'))
  AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
    AND (o.opened_at, o.id) > (r.opened_at, r.id))
UNION ALL
SELECT r.id, r.case_id, r.promise_id, r.opened_at, r.state, q.id, 'by_law',
  CASE WHEN d.settled_at IS NULL THEN 'owed' ELSE 'granted' END, COALESCE(d.cost_minor, 0), d.cost_currency, '',
  x.decided_at, d.cost_minor
FROM recoveries r JOIN legal_consequences q ON q.case_id = r.case_id AND q.at >= r.opened_at
JOIN legal_debts d ON d.consequence_id = q.id LEFT JOIN legal_decisions x ON x.consequence_id = q.id
WHERE q.effect = 'grant'
  AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.case_id = r.case_id AND o.opened_at <= q.at
    AND (o.opened_at, o.id) > (r.opened_at, r.id))

-- name: recovery_remedies
SELECT t.kind, t.state, t.amount_minor, t.currency, t.what, t.decided_at, t.cost_minor FROM {made_good} t
WHERE t.recovery_id = $1 ORDER BY t.n LIMIT 50;

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
-- A sum a currency and kind.
SELECT t.currency, t.kind, COUNT(*) AS granted, CAST(SUM(t.cost_minor) AS BIGINT) AS amount_minor
FROM {made_good} t JOIN cases c ON c.id = t.case_id
WHERE t.opened_at >= $1 AND t.opened_at < $2 AND t.cost_minor IS NOT NULL
  AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
  AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR t.recovery_state = $5)
GROUP BY t.currency, t.kind ORDER BY t.currency, t.kind;

-- name: recoveries_with_cost
-- Of how many a cost is told.
SELECT COUNT(DISTINCT t.recovery_id) AS n FROM {made_good} t JOIN cases c ON c.id = t.case_id
WHERE t.opened_at >= $1 AND t.opened_at < $2 AND t.cost_minor IS NOT NULL
  AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
  AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR t.recovery_state = $5);

-- name: recovery_cost_by
-- The same, a sum a group and currency: by team, by what was promised, or by the kind of case.
SELECT CASE CAST($6 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'promise' THEN p.kind ELSE c.kind END AS grp,
  t.currency, CAST(SUM(t.cost_minor) AS BIGINT) AS amount_minor
FROM {made_good} t JOIN cases c ON c.id = t.case_id JOIN promises p ON p.id = t.promise_id
WHERE t.opened_at >= $1 AND t.opened_at < $2 AND t.cost_minor IS NOT NULL
  AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
  AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR t.recovery_state = $5)
GROUP BY 1, t.currency ORDER BY 1, t.currency;

-- name: recoveries_told_by
-- Of how many of each group a cost is told.
SELECT CASE CAST($6 AS TEXT) WHEN 'team' THEN CAST(c.team_id AS TEXT) WHEN 'promise' THEN p.kind ELSE c.kind END AS grp,
  COUNT(DISTINCT t.recovery_id) AS n
FROM {made_good} t JOIN cases c ON c.id = t.case_id JOIN promises p ON p.id = t.promise_id
WHERE t.opened_at >= $1 AND t.opened_at < $2 AND t.cost_minor IS NOT NULL
  AND (CAST($3 AS BIGINT) IS NULL OR c.team_id = $3)
  AND (CAST($4 AS BIGINT) IS NULL OR c.owner_id = $4)
  AND (CAST($5 AS TEXT) IS NULL OR t.recovery_state = $5)
GROUP BY 1;

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
