-- A case may name the unit that it is about.

CREATE TABLE case_units (
  case_id {INT} PRIMARY KEY REFERENCES cases (id),
  unit_id {INT} NOT NULL REFERENCES units (id),
  named_at {INT} NOT NULL,
  named_by {TEXT} NOT NULL
);
CREATE INDEX case_units_of_unit ON case_units (unit_id, case_id);
