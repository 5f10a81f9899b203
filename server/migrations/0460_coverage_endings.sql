-- Why a unit's coverage ended, and until when it still holds: history is appended. An ending by mistake is taken back
-- by a row beside it.
CREATE TABLE coverage_endings (
  id {ID} PRIMARY KEY,
  coverage_id {INT} NOT NULL REFERENCES coverages (id),
  cause {TEXT} NOT NULL CHECK (cause IN ('withdrawn', 'returned', 'double')),
  reason {TEXT} NOT NULL,
  holds_until_on {TEXT},              -- faults that are told by that day are covered; NULL: it counts on no day
  at {INT} NOT NULL,
  ended_by {TEXT} NOT NULL,
  CHECK (cause <> 'double' OR holds_until_on IS NULL)
);
CREATE INDEX coverage_endings_of_coverage ON coverage_endings (coverage_id, id);
CREATE TABLE coverage_revivals (
  ending_id {ID} PRIMARY KEY REFERENCES coverage_endings (id),
  reason {TEXT} NOT NULL,
  at {INT} NOT NULL,
  revived_by {TEXT} NOT NULL
);
-- What ended before counted on no day from then on, and stays so.
INSERT INTO coverage_endings (id, coverage_id, cause, reason, holds_until_on, at, ended_by)
SELECT id, id, 'withdrawn', reason, NULL, ended_at, ended_by FROM coverages WHERE state = 'ended';

-- What a person tells of a use says why, and is taken back by a row beside it.
ALTER TABLE coverage_uses ADD COLUMN reason {TEXT} NOT NULL DEFAULT '';
CREATE TABLE coverage_uses_taken_back (
  use_id {ID} PRIMARY KEY REFERENCES coverage_uses (id),
  reason {TEXT} NOT NULL,
  at {INT} NOT NULL,
  taken_back_by {TEXT} NOT NULL
);
