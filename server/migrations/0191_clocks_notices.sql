-- How a customer was told what the law gives her: what, when, where to. Her answer is the decision.
CREATE TABLE legal_notices (
  id {ID} PRIMARY KEY,
  consequence_id {INT} NOT NULL REFERENCES legal_consequences (id),
  channel {TEXT} NOT NULL CHECK (channel <> ''),     -- email: by the program; phone, desk, letter: by a person
  address {TEXT} NOT NULL,                           -- empty for what was said at a desk
  language {TEXT} NOT NULL,
  text {TEXT} NOT NULL CHECK (text <> ''),           -- word for word
  interaction_id {INT} REFERENCES interactions (id), -- the message, whose delivery it shows
  told_at {INT} NOT NULL,
  recorded_at {INT} NOT NULL,
  told_by_name {TEXT} NOT NULL,
  CHECK (recorded_at >= told_at)
);
CREATE INDEX legal_notices_of_consequence ON legal_notices (consequence_id, told_at);
ALTER TABLE legal_decisions ADD COLUMN decided_by_kind {TEXT} NOT NULL DEFAULT 'staff'
  CHECK (decided_by_kind IN ('staff', 'customer'));
