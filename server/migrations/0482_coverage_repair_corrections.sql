-- A time in repair that was told wrongly is put right by a person; what it was before, and why, is appended.
CREATE TABLE repair_corrections (
  id {ID} PRIMARY KEY,
  repair_time_id {INT} NOT NULL,      -- no reference: what was told by mistake is dropped
  was_from_on {TEXT} NOT NULL,
  was_until_on {TEXT},
  reason {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL
);
CREATE INDEX repair_corrections_of_time ON repair_corrections (repair_time_id, id);
