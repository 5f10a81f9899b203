-- What kind a case was before it became another: no charge comes of calling it something else
-- (docs/decisions/0420-nothing-is-charged-by-another-name.md).
CREATE TABLE case_kind_changes (
  case_id {INT} NOT NULL REFERENCES cases (id),
  n {INT} NOT NULL CHECK (n > 0),
  was {TEXT} NOT NULL,
  kind {TEXT} NOT NULL,
  interaction_id {INT} REFERENCES interactions (id),   -- her message in which she says so; NULL: our reading
  words {TEXT} NOT NULL,                               -- hers
  changed_at {INT} NOT NULL,
  changed_by {TEXT} NOT NULL,
  PRIMARY KEY (case_id, n),
  CHECK (words = '' OR interaction_id IS NOT NULL)   -- erased with her file
);
CREATE INDEX case_kind_changes_of_interaction ON case_kind_changes (interaction_id) WHERE interaction_id IS NOT NULL;
