-- What she chose by law, and the money that law owes her, stand in the ledger as promises of their own.
CREATE TABLE legal_debts (
  consequence_id {INT} PRIMARY KEY REFERENCES legal_consequences (id),
  promise_id {INT} NOT NULL REFERENCES promises (id),
  deed {TEXT} NOT NULL,               -- the happening that keeps it; 'paid': the decision on it
  owed_at {INT} NOT NULL,
  settled_at {INT},                   -- kept, or owed no more
  cost_minor {INT} CHECK (cost_minor >= 0),  -- what it costs the company; NULL: not known
  cost_currency {TEXT} NOT NULL
);
