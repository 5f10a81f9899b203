-- A granted remedy that needs a deed is owed: its promise in the ledger, and the deed that kept it.
CREATE TABLE remedy_debts (
  remedy_id {INT} PRIMARY KEY REFERENCES remedies (id),
  promise_id {INT} NOT NULL REFERENCES promises (id),
  given_at {INT},
  given_by_name {TEXT} NOT NULL,
  note {TEXT} NOT NULL,               -- what shows it: a bank's reference, who took it
  CHECK ((given_at IS NULL) = (given_by_name = ''))
);
