-- What was kept by the company's own rule is hers again too, once it is known that the law gave the cancellation and
-- lets less be kept.
CREATE TABLE kept_endings_anew (
  credit_note_id {INT} PRIMARY KEY REFERENCES credit_notes (id),
  because {TEXT} NOT NULL CHECK (because IN ('taken_back', 'defect', 'not_by_law')),
  promise_id {INT} NOT NULL REFERENCES promises (id),
  at {INT} NOT NULL
);
INSERT INTO kept_endings_anew (credit_note_id, because, promise_id, at)
  SELECT credit_note_id, because, promise_id, at FROM kept_endings;
DROP TABLE kept_endings;
ALTER TABLE kept_endings_anew RENAME TO kept_endings;
