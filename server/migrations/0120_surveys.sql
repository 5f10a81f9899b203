-- What customers say when they are asked how content they are: one row a question, with the scale that it
-- was asked on, since scales change and a bare number would lose its meaning.

CREATE TABLE surveys (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES cases (id),
  customer_id {INT} NOT NULL,
  via {TEXT} NOT NULL CHECK (via IN ('mail', 'verdict')),  -- verdict: said along with "solved" or "not solved"
  asked_at {INT} NOT NULL,
  interaction_id {INT} REFERENCES interactions (id),      -- the mail that asked
  scale {INT} NOT NULL CHECK (scale BETWEEN 2 AND 11),    -- the best rating; 1 is the worst
  rating {INT},                                           -- her newest one
  answered_at {INT},
  CHECK ((rating IS NULL) = (answered_at IS NULL)),
  CHECK (rating BETWEEN 1 AND scale),
  CHECK (via <> 'verdict' OR rating IS NOT NULL)
);
CREATE INDEX surveys_of_case ON surveys (case_id, id);
CREATE INDEX surveys_of_customer ON surveys (customer_id, asked_at);
CREATE INDEX surveys_asked ON surveys (asked_at) WHERE via = 'mail';
CREATE INDEX surveys_answered ON surveys (answered_at, id) WHERE answered_at IS NOT NULL;

-- Each word of hers, kept: she may think better of it. Her comment is an interaction of the case, so that
-- it stands in the story and is erased with it.
CREATE TABLE survey_answers (
  id {ID} PRIMARY KEY,
  survey_id {INT} NOT NULL REFERENCES surveys (id),
  rating {INT} NOT NULL CHECK (rating >= 1),
  comment_interaction_id {INT} REFERENCES interactions (id),
  at {INT} NOT NULL
);
CREATE INDEX survey_answers_of_survey ON survey_answers (survey_id, id);
