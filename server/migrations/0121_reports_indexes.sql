-- What reports ask for, by time and by what is in trouble now; each begins with the column it is bounded by.
CREATE INDEX cases_opened ON cases (opened_at);
CREATE INDEX cases_answered ON cases (first_answered_at) WHERE first_answered_at IS NOT NULL;
CREATE INDEX cases_closed ON cases (closed_at) WHERE closed_at IS NOT NULL;
-- Who waits: nobody has answered yet; or she spoke last. Said without `state = 'open'`, for which SQLite would rather
-- take cases_by_due and sort.
CREATE INDEX cases_unanswered ON cases (opened_at, id)
  WHERE state NOT IN ('solved', 'closed') AND first_answered_at IS NULL;
CREATE INDEX cases_waiting ON cases (last_inbound_at, id)
  WHERE state NOT IN ('solved', 'closed') AND first_answered_at IS NOT NULL AND last_inbound_at > last_outbound_at;

-- Kept and broken ones alike: no statement asked for broken ones alone by their time.
CREATE INDEX promises_settled ON promises (settled_at) WHERE settled_at IS NOT NULL;
DROP INDEX promises_by_breach;
CREATE INDEX promises_at_risk ON promises (due_at, id) WHERE state = 'pending' AND risk <> 'none';

CREATE INDEX recoveries_by_time ON recoveries (opened_at, id);
