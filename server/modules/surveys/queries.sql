-- Statements of the module surveys.

-- name: insert_survey
INSERT INTO surveys (id, case_id, customer_id, via, asked_at, interaction_id, scale, rating, answered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: find_survey
SELECT id, case_id, customer_id, via, asked_at, interaction_id, scale, rating, answered_at
FROM surveys WHERE id = $1;

-- name: last_asked
-- When she was last asked, or said it unasked.
SELECT asked_at FROM surveys WHERE customer_id = $1 ORDER BY asked_at DESC LIMIT 1;

-- name: rate
UPDATE surveys SET rating = $2, answered_at = $3 WHERE id = $1;

-- name: insert_answer
INSERT INTO survey_answers (id, survey_id, rating, comment_interaction_id, at) VALUES ($1, $2, $3, $4, $5);

-- name: change_customer
UPDATE surveys SET customer_id = $2 WHERE case_id = $1;

-- name: surveys_of_customer
SELECT id, case_id, customer_id, via, asked_at, interaction_id, scale, rating, answered_at
FROM surveys WHERE customer_id = $1 ORDER BY asked_at, id LIMIT 1000;

-- name: ratings
-- The newest first; $3 and $4 narrow: at most this rating of five, of this team.
SELECT s.id, s.case_id, s.via, s.scale, s.rating, s.answered_at, c.number, c.team_id, k.display_name AS customer_name,
  COALESCE((SELECT i.text FROM survey_answers a JOIN interactions i ON i.id = a.comment_interaction_id
            WHERE a.survey_id = s.id ORDER BY a.id DESC LIMIT 1), '') AS comment
FROM surveys s JOIN cases c ON c.id = s.case_id JOIN customers k ON k.id = s.customer_id
WHERE s.answered_at IS NOT NULL AND (s.answered_at, s.id) < ($1, $2)
  AND (CAST($3 AS BIGINT) IS NULL OR s.rating * 5 <= s.scale * $3)
  AND (CAST($4 AS BIGINT) IS NULL OR c.team_id = $4)
ORDER BY s.answered_at DESC, s.id DESC LIMIT $5;
