-- That a promise broke, written down at its deadline for all that are due together. What makes it good follows,
-- each in its own transaction, which also stamps the promise (docs/decisions/0016-breaches-first.md).
CREATE TABLE breaches (
  promise_id {ID} PRIMARY KEY REFERENCES promises (id),
  broken_at {INT} NOT NULL,          -- the deadline itself
  recorded_at {INT} NOT NULL,        -- when the program wrote it down
  CHECK (recorded_at >= broken_at)
);
CREATE INDEX breaches_by_instant ON breaches (broken_at);
CREATE INDEX interactions_queued ON interactions (case_id) WHERE state = 'queued';
CREATE INDEX recoveries_by_instant ON recoveries (opened_at);
