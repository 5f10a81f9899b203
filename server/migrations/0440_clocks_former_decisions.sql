-- What was decided by law may be changed, declined or taken up again on her word: the word stands with the decision,
-- and what was decided before stays as it was (docs/decisions/0440-a-choice-can-be-changed.md).
ALTER TABLE legal_decisions ADD COLUMN interaction_id {INT} REFERENCES interactions (id);  -- hers: where she says so
ALTER TABLE legal_decisions ADD COLUMN words {TEXT} NOT NULL DEFAULT '';                   -- hers, in it
CREATE INDEX legal_decisions_of_interaction ON legal_decisions (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE legal_former_decisions (
  consequence_id {INT} NOT NULL REFERENCES legal_consequences (id),
  n {INT} NOT NULL CHECK (n > 0),
  decision {TEXT} NOT NULL CHECK (decision <> ''),
  reason {TEXT} NOT NULL,
  channel {TEXT} NOT NULL,
  decided_at {INT} NOT NULL,
  decided_by_kind {TEXT} NOT NULL CHECK (decided_by_kind IN ('staff', 'customer')),
  decided_by_id {INT} NOT NULL,
  decided_by_name {TEXT} NOT NULL,
  document_id {TEXT} NOT NULL,
  interaction_id {INT} REFERENCES interactions (id),
  words {TEXT} NOT NULL,
  replaced_at {INT} NOT NULL CHECK (replaced_at >= decided_at),
  replaced_by_name {TEXT} NOT NULL,
  replaced_reason {TEXT} NOT NULL,
  PRIMARY KEY (consequence_id, n)
);
CREATE INDEX legal_former_decisions_of_interaction ON legal_former_decisions (interaction_id)
  WHERE interaction_id IS NOT NULL;
