-- That what goes back of a credited invoice is what the law gives her back, said when it was credited.
ALTER TABLE credit_notes ADD COLUMN by_law {INT} NOT NULL DEFAULT 0 CHECK (by_law IN (0, 1));

-- The refund of which the law's clocks were told, and who said that it is theirs: the credit note itself, her choice
-- with its sum, or a person. What the law was told by mistake is taken back there; then the newest that stands counts.
CREATE TABLE lawful_refunds (
  law_event_id {INT} PRIMARY KEY REFERENCES case_law_events (id),
  credit_note_id {INT} NOT NULL REFERENCES credit_notes (id),
  said_by {TEXT} NOT NULL CHECK (said_by IN ('credit_note', 'choice', 'person')),
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL
);
CREATE INDEX lawful_refunds_of_credit_note ON lawful_refunds (credit_note_id, law_event_id);
