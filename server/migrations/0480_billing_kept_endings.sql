-- What was kept of a cancelled sale is hers again: the cancellation was taken back, or the goods were defective after
-- all. It is owed back like what she paid besides.
CREATE TABLE kept_endings (
  credit_note_id {INT} PRIMARY KEY REFERENCES credit_notes (id),
  because {TEXT} NOT NULL CHECK (because IN ('taken_back', 'defect')),
  promise_id {INT} NOT NULL REFERENCES promises (id),
  at {INT} NOT NULL
);
