-- A case under a law that was no case: spam, a double, opened by mistake. It owes nothing until it is open again.
CREATE TABLE case_law_dismissals (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES case_laws (case_id),
  kind {TEXT} NOT NULL CHECK (kind IN ('spam', 'double', 'mistake')),
  reason {TEXT} NOT NULL,
  dismissed_at {INT} NOT NULL,
  dismissed_by {TEXT} NOT NULL,
  lifted_at {INT}                     -- it is open again, or was joined with another
);
CREATE UNIQUE INDEX case_law_dismissals_standing ON case_law_dismissals (case_id) WHERE lifted_at IS NULL;
CREATE INDEX case_law_dismissals_of_case ON case_law_dismissals (case_id);
