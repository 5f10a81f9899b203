-- What a legal clock owes the customer stands in the ledger too.
ALTER TABLE legal_clocks ADD COLUMN promise_id {INT} REFERENCES promises (id);
CREATE INDEX legal_clocks_of_promise ON legal_clocks (promise_id) WHERE promise_id IS NOT NULL;
