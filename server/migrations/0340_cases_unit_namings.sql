-- All that was said of which unit a case is about, one after the other: what was named and forgotten, or named in
-- place of another, stays known, so that no charge comes of it (docs/decisions/0340-no-unit-is-forgotten.md).
CREATE TABLE case_unit_namings (
  case_id {INT} NOT NULL REFERENCES cases (id),
  n {INT} NOT NULL CHECK (n > 0),
  unit_id {INT} REFERENCES units (id),                 -- NULL: none
  interaction_id {INT} REFERENCES interactions (id),   -- her message in which she says so; NULL: our reading
  reason {TEXT} NOT NULL,                              -- why somebody else's; what she said
  named_at {INT} NOT NULL,
  named_by {TEXT} NOT NULL,
  PRIMARY KEY (case_id, n)
);
CREATE INDEX case_unit_namings_of_unit ON case_unit_namings (unit_id, case_id) WHERE unit_id IS NOT NULL;
CREATE INDEX case_unit_namings_of_interaction ON case_unit_namings (interaction_id) WHERE interaction_id IS NOT NULL;

INSERT INTO case_unit_namings (case_id, n, unit_id, interaction_id, reason, named_at, named_by)
SELECT case_id, 1, unit_id, NULL, '', named_at, named_by FROM case_units;
